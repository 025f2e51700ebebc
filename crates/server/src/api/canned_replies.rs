//! `/api/v1/canned-replies`: what agents write again and again (DK13). An admin words them; an agent has everybody's and those of
//! their groups.

use std::sync::Arc;

use acd::{GroupId, MESSAGE_SIZE_MAX};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use store::{AuditChange, CannedReply, CannedReplyId, SkillGroup};
use uuid::Uuid;
use wire::canned_reply::{CannedReplyForm, CannedReplyList, CannedReplyView};
use wire::problem::Problem;

use super::address::Id;
use super::body::Body;
use super::guard::AtWork;
use super::member_form::one_line;
use super::problem::Failure;
use super::routing_change::{Change, commit, told, too_many};
use crate::app::App;

/// Of one application: the composer has them all at hand.
const REPLIES_MAX: usize = 500;
const SHORTCUT_MAX: usize = 32;

/// Those that the member may use, by shortcut; an admin's are all.
#[utoipa::path(
    get, path = "/api/v1/canned-replies", tag = "canned-replies",
    responses((status = 200, body = CannedReplyList), (status = 401, body = Problem), (status = 403, body = Problem))
)]
pub(crate) async fn list_canned_replies(
    State(app): State<Arc<App>>,
    at_work: AtWork,
) -> Result<Json<CannedReplyList>, Failure> {
    let application = at_work.application.id;
    let groups = app.store.directory(application).await?.groups;
    let is_own = |group: GroupId| {
        let group = groups.iter().find(|known| known.routing.id == group);
        group.is_some_and(|group| group.routing.members.contains_key(&at_work.member))
    };
    let mut replies = app.store.canned_replies(application).await?;
    replies.retain(|reply| at_work.roles.admin || reply.group.is_none_or(is_own));
    Ok(Json(CannedReplyList { replies: replies.into_iter().map(view).collect() }))
}

/// A new one under an id of the client's making, or another wording.
#[utoipa::path(
    put, path = "/api/v1/canned-replies/{id}", tag = "canned-replies", params(("id" = Uuid, Path)),
    request_body = CannedReplyForm,
    responses(
        (status = 200, body = CannedReplyView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 503, body = Problem)
    )
)]
pub(crate) async fn put_canned_reply(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
    Body(form): Body<CannedReplyForm>,
) -> Result<Json<CannedReplyView>, Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let application = at_work.application.id;
    let groups = app.store.directory(application).await?.groups;
    let reply = checked(id, &form, &groups)?;
    let all = app.store.canned_replies(application).await?;
    let is_taken = |other: &CannedReply| {
        other.id != reply.id && other.group == reply.group && other.shortcut == reply.shortcut
    };
    if all.iter().any(is_taken) {
        let title = "Another reply of this group has this shortcut";
        return Err(Failure::new(StatusCode::CONFLICT, "shortcut-taken", title));
    }
    let before = all.iter().find(|known| known.id == reply.id);
    if before.is_none() && all.len() >= REPLIES_MAX {
        return Err(too_many("There are too many canned replies; remove some first"));
    }
    if before != Some(&reply) {
        let change = Change {
            what: "canned-reply-put",
            told: changes(before, Some(&reply)),
            routing: None,
            flow_name: None,
            names: reply.put(application),
        };
        commit(&app, &at_work, change).await?;
    }
    Ok(Json(view(reply)))
}

/// What was sent with it stays as it was sent.
#[utoipa::path(
    delete, path = "/api/v1/canned-replies/{id}", tag = "canned-replies", params(("id" = Uuid, Path)),
    responses(
        (status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 503, body = Problem)
    )
)]
pub(crate) async fn remove_canned_reply(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
) -> Result<StatusCode, Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let application = at_work.application.id;
    let all = app.store.canned_replies(application).await?;
    let reply = all.into_iter().find(|reply| reply.id == CannedReplyId(id));
    let reply = reply.ok_or_else(Failure::not_found)?;
    let change = Change {
        what: "canned-reply-removed",
        told: changes(Some(&reply), None),
        routing: None,
        flow_name: None,
        names: CannedReply::remove(application, reply.id),
    };
    commit(&app, &at_work, change).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn checked(
    id: Uuid,
    form: &CannedReplyForm,
    groups: &[SkillGroup],
) -> Result<CannedReply, Failure> {
    let wrong = |code, title: &str| Failure::new(StatusCode::BAD_REQUEST, code, title);
    let group = form.group.map(GroupId);
    if group.is_some_and(|group| groups.iter().all(|known| known.routing.id != group)) {
        return Err(wrong("unknown-group", "There is no such group"));
    }
    let title = one_line(&form.title)?;
    if title.is_empty() {
        return Err(wrong("title-missing", "Give the reply a title"));
    }
    let is_text = |char: char| !char.is_control() || matches!(char, '\n' | '\t');
    let body = form.body.trim().replace("\r\n", "\n");
    if body.is_empty() || !body.chars().all(is_text) {
        return Err(wrong("body-missing", "Give the reply a text"));
    }
    if u32::try_from(body.len()).is_ok_and(|size| size > MESSAGE_SIZE_MAX) {
        return Err(wrong("message-too-long", "No message can be that long"));
    }
    let shortcut = form.shortcut.trim().to_lowercase();
    let is_shortcut = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_');
    let length = shortcut.chars().count();
    if !(1..=SHORTCUT_MAX).contains(&length) || !shortcut.chars().all(is_shortcut) {
        let title = "A shortcut is 1 to 32 letters, digits, hyphens or underscores";
        return Err(wrong("shortcut-invalid", title));
    }
    Ok(CannedReply { id: CannedReplyId(id), group, shortcut, title, body })
}

fn changes(before: Option<&CannedReply>, after: Option<&CannedReply>) -> Vec<AuditChange> {
    let field = |name, of: fn(&CannedReply) -> Option<String>| {
        told(name, before.and_then(of), after.and_then(of))
    };
    let told = [
        field("shortcut", |reply| Some(reply.shortcut.clone())),
        field("title", |reply| Some(reply.title.clone())),
        field("body", |reply| Some(reply.body.clone())),
        field("group", |reply| reply.group.map(|group| group.0.to_string())),
    ];
    told.into_iter().flatten().collect()
}

fn view(reply: CannedReply) -> CannedReplyView {
    let CannedReply { id, group, shortcut, title, body } = reply;
    CannedReplyView { id: id.0, group: group.map(|group| group.0), shortcut, title, body }
}
