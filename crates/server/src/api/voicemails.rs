//! `/api/v1/voicemails`: what callers have left for the member's groups, as work that one of them takes (VC42). A claim is judged
//! when it is read, by the application's own clock; each act and each listening is in the audit log.

use std::sync::Arc;

use acd::{GroupId, Timestamp};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use driver::Book;
use store::{AuditChange, AuditRow, RecordingId, Voicemail, VoicemailId, Write, WriteError};
use uuid::Uuid;
use wire::problem::Problem;
use wire::voicemail::{
    VoicemailClaim, VoicemailDone, VoicemailLength, VoicemailList, VoicemailSound, VoicemailState,
    VoicemailView,
};

use super::address::Id;
use super::guard::AtWork;
use super::problem::Failure;
use super::recordings::heard;
use crate::app::App;

/// Of one group; more than a day's work.
const LISTED_MAX: u32 = 200;

/// What callers have left for the member's groups: what is not done first, the oldest of it at the head.
#[utoipa::path(
    get, path = "/api/v1/voicemails", tag = "voicemails",
    responses((status = 200, body = VoicemailList), (status = 401, body = Problem))
)]
pub(crate) async fn list_voicemails(
    State(app): State<Arc<App>>,
    at_work: AtWork,
) -> Result<Json<VoicemailList>, Failure> {
    let now = at_work.application.clock.now();
    let mut all = Vec::new();
    for group in groups(&app, &at_work).await? {
        all.extend(app.store.voicemails(at_work.application.id, group, LISTED_MAX).await?);
    }
    all.sort_by_key(|one| match one.done {
        None => (0, one.left_at.0),
        Some((_, at)) => (1, u64::MAX - at.0),
    });
    let book = driver::names(&app.store, at_work.application.id).await?;
    let voicemails = all.into_iter().map(|one| view(one, &book, now)).collect();
    Ok(Json(VoicemailList { voicemails, now: now.0 }))
}

/// The member takes it: from now on it is nobody else's, for half an hour after each thing that the member does with it.
#[utoipa::path(
    post, path = "/api/v1/voicemails/{id}/claim", tag = "voicemails", params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = VoicemailView), (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn claim_voicemail(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
) -> Result<Json<VoicemailView>, Failure> {
    act(&app, &at_work, VoicemailId(id), "voicemail-claimed", |id, now| {
        id.claim(at_work.application.id, at_work.member, now)
    })
    .await
}

/// It is everybody's again.
#[utoipa::path(
    delete, path = "/api/v1/voicemails/{id}/claim", tag = "voicemails", params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = VoicemailView), (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn give_voicemail_back(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
) -> Result<Json<VoicemailView>, Failure> {
    act(&app, &at_work, VoicemailId(id), "voicemail-given-back", |id, now| {
        id.give_back(at_work.application.id, at_work.member, now)
    })
    .await
}

/// Nothing is left to do with it. Only whoever has claimed it says so.
#[utoipa::path(
    post, path = "/api/v1/voicemails/{id}/done", tag = "voicemails", params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = VoicemailView), (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn finish_voicemail(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
) -> Result<Json<VoicemailView>, Failure> {
    act(&app, &at_work, VoicemailId(id), "voicemail-done", |id, now| {
        id.finish(at_work.application.id, at_work.member, now)
    })
    .await
}

/// The caller's words as a WAV file, on its left channel.
#[utoipa::path(
    get, path = "/api/v1/voicemails/{id}/sound", tag = "voicemails",
    params(("id" = Uuid, Path), ("range" = Option<String>, Header)),
    responses(
        (status = 200, content_type = "audio/wav", body = Vec<u8>), (status = 206, content_type = "audio/wav", body = Vec<u8>),
        (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 416, body = Problem)
    )
)]
pub(crate) async fn hear_voicemail(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    headers: HeaderMap,
    Id(id): Id,
) -> Result<Response, Failure> {
    let voicemail = find(&app, &at_work, VoicemailId(id)).await?;
    let words = voicemail.words.filter(|words| words.finished).ok_or_else(not_there)?;
    let write_down = write_down(&app, &at_work, &voicemail, words.recording);
    heard(&app, words.recording, &headers, write_down).await
}

/// Once for each listening: what a player asks for while it plays is one.
async fn write_down(
    app: &App,
    at_work: &AtWork,
    voicemail: &Voicemail,
    recording: RecordingId,
) -> Result<(), Failure> {
    let now = at_work.application.clock.now();
    let who = (at_work.member, recording);
    if !app.listenings.begins(who, now) {
        return Ok(());
    }
    let row = told(at_work, "voicemail-heard", voicemail, now);
    app.store.write(row.add()).await.map(drop).inspect_err(|_| app.listenings.forget(who))?;
    Ok(())
}

/// Changes it from what it must be, and says so in the audit log, or neither.
async fn act(
    app: &App,
    at_work: &AtWork,
    id: VoicemailId,
    what: &str,
    change: impl FnOnce(VoicemailId, Timestamp) -> Write,
) -> Result<Json<VoicemailView>, Failure> {
    let before = find(app, at_work, id).await?;
    let now = at_work.application.clock.now();
    let row = told(at_work, what, &before, now);
    let changed = app.store.write(change(id, now).and(row.add())).await;
    if changed.is_ok() {
        at_work.application.driver.voicemails_changed(before.group).await;
    }
    let after = find(app, at_work, id).await?;
    let book = driver::names(&app.store, at_work.application.id).await?;
    match changed {
        Ok(_) => Ok(Json(view(after, &book, now))),
        Err(WriteError::Untouched) => Err(not_now(&after, &book, now)),
        Err(error) => Err(error.into()),
    }
}

/// One of another group is as good as none.
async fn find(app: &App, at_work: &AtWork, id: VoicemailId) -> Result<Voicemail, Failure> {
    let found = app.store.voicemail(at_work.application.id, id).await?;
    let found = found.ok_or_else(Failure::not_found)?;
    let mine = groups(app, at_work).await?.contains(&found.group);
    if mine { Ok(found) } else { Err(Failure::not_found()) }
}

/// Those that the member is in; an admin sees all.
async fn groups(app: &App, at_work: &AtWork) -> Result<Vec<GroupId>, Failure> {
    let groups = app.store.directory(at_work.application.id).await?.groups.into_iter();
    let groups = groups.map(|group| group.routing);
    let mine =
        groups.filter(|group| at_work.roles.admin || group.members.contains_key(&at_work.member));
    Ok(mine.map(|group| group.id).collect())
}

fn told(at_work: &AtWork, what: &str, voicemail: &Voicemail, at: Timestamp) -> AuditRow {
    let to = |field: &str, id: Uuid| AuditChange {
        field: field.to_owned(),
        from: None,
        to: Some(id.to_string()),
    };
    AuditRow {
        id: Uuid::now_v7(),
        application: Some(at_work.application.id),
        at,
        actor: Some(at_work.member),
        what: what.to_owned(),
        member: None,
        changes: vec![to("voicemail", voicemail.id.0), to("contact", voicemail.contact.0)],
    }
}

fn view(voicemail: Voicemail, book: &Book, now: Timestamp) -> VoicemailView {
    let state = state(&voicemail, book, now);
    let sound = match voicemail.words {
        Some(words) if words.finished && words.length.0 == 0 => VoicemailSound::Lost,
        Some(words) if words.finished => {
            VoicemailSound::Ready(VoicemailLength { ms: words.length.0 })
        }
        Some(_) | None => VoicemailSound::NotYet,
    };
    VoicemailView {
        id: voicemail.id.0,
        group: book.group(voicemail.group),
        contact: voicemail.contact.0,
        caller: voicemail.caller,
        number: voicemail.number,
        left_at: voicemail.left_at.0,
        sound,
        state,
        called_back: voicemail.called_back.map(|contact| contact.0),
    }
}

fn state(voicemail: &Voicemail, book: &Book, now: Timestamp) -> VoicemailState {
    if let Some((member, at)) = voicemail.done {
        return VoicemailState::Done(VoicemailDone { member: book.member(member), at: at.0 });
    }
    match voicemail.claim.filter(|claim| claim.until() > now) {
        Some(claim) => VoicemailState::Claimed(VoicemailClaim {
            member: book.member(claim.member),
            until: claim.until().0,
        }),
        None => VoicemailState::Open,
    }
}

fn not_now(voicemail: &Voicemail, book: &Book, now: Timestamp) -> Failure {
    let conflict = |code, title| Failure::new(StatusCode::CONFLICT, code, title);
    match state(voicemail, book, now) {
        VoicemailState::Done(done) => {
            conflict("voicemail-done", "This voicemail is done").with_detail(done.member.name)
        }
        VoicemailState::Claimed(claim) => {
            conflict("voicemail-claimed", "A colleague has this voicemail")
                .with_detail(claim.member.name)
        }
        VoicemailState::Open => conflict("voicemail-not-claimed", "Take this voicemail first"),
    }
}

fn not_there() -> Failure {
    let title = "The voicemail cannot be heard yet";
    Failure::new(StatusCode::CONFLICT, "recording-not-ready", title)
        .with_detail("It is made a moment after the call; a full disk makes it wait")
}
