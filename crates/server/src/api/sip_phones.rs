//! `/api/v1/sip-phones`: the phones that may register here (VC31, AD04). Passwords are drawn, told once and kept by nobody.

use std::sync::Arc;
use std::time::Instant;

use acd::PhoneId;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use driver::PhoneNamed;
use sip::PhoneReach;
use store::{AuditChange, SipBinding, SipPhone, SipPhoneId};
use uuid::Uuid;
use wire::problem::Problem;
use wire::sip_phone::{
    NewSipPhone, SipPasswordForm, SipPhoneForm, SipPhoneList, SipPhonePlace, SipPhoneSecret,
    SipPhoneState, SipPhoneView,
};

use super::address::Id;
use super::body::Body;
use super::guard::AtWork;
use super::problem::Failure;
use super::routing_change::{Change, commit_with, told, too_many};
use super::sip_phone_form::{Checked, algorithm, digest, taken};
use super::to_the_end::to_the_end;
use crate::accounts::phone_password::{phone_password, phone_username};
use crate::app::App;
use crate::channels::switchboard::PhoneState;
use crate::sip_phones;

/// Of one application.
const PHONES_MAX: usize = 1_000;

/// All phones, by extension, and whether each is there.
#[utoipa::path(
    get, path = "/api/v1/sip-phones", tag = "sip-phones",
    responses((status = 200, body = SipPhoneList), (status = 401, body = Problem), (status = 403, body = Problem))
)]
pub(crate) async fn list_sip_phones(
    State(app): State<Arc<App>>,
    at_work: AtWork,
) -> Result<Json<SipPhoneList>, Failure> {
    let mut phones = of(&app, &at_work).await?;
    phones.sort_by(|one, other| one.extension.cmp(&other.extension));
    let states = app.switchboard.sip_phone_states().await;
    let phones = phones.iter().map(|phone| view(phone, states.get(&phone.id))).collect();
    let server = app.switchboard.sip_phones_at.map(|address| address.to_string());
    Ok(Json(SipPhoneList { phones, server }))
}

/// A new phone with a password of its own, which is told here and never again.
#[utoipa::path(
    post, path = "/api/v1/sip-phones", tag = "sip-phones", request_body = NewSipPhone,
    responses(
        (status = 201, body = SipPhoneSecret), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 409, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn create_sip_phone(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Body(form): Body<NewSipPhone>,
) -> Result<(StatusCode, Json<SipPhoneSecret>), Failure> {
    to_the_end(async move { create(&app, &at_work, form).await }).await
}

async fn create(
    app: &Arc<App>,
    at_work: &AtWork,
    form: NewSipPhone,
) -> Result<(StatusCode, Json<SipPhoneSecret>), Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    if app.switchboard.sip_phones_at.is_none() {
        let title =
            "This server was not told where SIP phones register: start it with --sip-phones";
        return Err(Failure::new(StatusCode::CONFLICT, "no-sip-phones", title));
    }
    let checked = Checked::of(app, at_work, &form.extension, &form.name, form.member).await?;
    let phones = of(app, at_work).await?;
    if phones.len() >= PHONES_MAX {
        return Err(too_many("There are too many SIP phones; remove some first"));
    }
    if phones.iter().any(|phone| phone.extension == checked.extension) {
        return Err(taken());
    }
    let phone = SipPhone {
        id: SipPhoneId(Uuid::now_v7()),
        application: at_work.application.id,
        username: phone_username(&checked.extension),
        extension: checked.extension,
        name: checked.name,
        algorithm: digest(form.algorithm),
        secret: Vec::new(),
        member: checked.member,
    };
    let (phone, password) = with_password(app, phone);
    put(app, at_work, "sip-phone-made", None, &phone).await?;
    Ok((StatusCode::CREATED, Json(SipPhoneSecret { phone: view(&phone, None), password })))
}

/// Another extension, name or member. Its registration and its password stay.
#[utoipa::path(
    put, path = "/api/v1/sip-phones/{id}", tag = "sip-phones", params(("id" = Uuid, Path)),
    request_body = SipPhoneForm,
    responses(
        (status = 200, body = SipPhoneView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 503, body = Problem)
    )
)]
pub(crate) async fn change_sip_phone(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
    Body(form): Body<SipPhoneForm>,
) -> Result<Json<SipPhoneView>, Failure> {
    to_the_end(async move { change(&app, &at_work, id, form).await }).await
}

async fn change(
    app: &Arc<App>,
    at_work: &AtWork,
    id: Uuid,
    form: SipPhoneForm,
) -> Result<Json<SipPhoneView>, Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let phones = of(app, at_work).await?;
    let before = phones.iter().find(|phone| phone.id == SipPhoneId(id));
    let before = before.ok_or_else(Failure::not_found)?;
    let checked = Checked::of(app, at_work, &form.extension, &form.name, form.member).await?;
    let is_anothers =
        |phone: &SipPhone| phone.id != before.id && phone.extension == checked.extension;
    if phones.iter().any(is_anothers) {
        return Err(taken());
    }
    let Checked { extension, name, member } = checked;
    let phone = SipPhone { extension, name, member, ..before.clone() };
    if phone != *before {
        put(app, at_work, "sip-phone-changed", Some(before), &phone).await?;
    }
    let states = app.switchboard.sip_phone_states().await;
    Ok(Json(view(&phone, states.get(&phone.id))))
}

/// Another password, told here and never again. The phone is registered no more until it has it.
#[utoipa::path(
    post, path = "/api/v1/sip-phones/{id}/password", tag = "sip-phones", params(("id" = Uuid, Path)),
    request_body = SipPasswordForm,
    responses(
        (status = 200, body = SipPhoneSecret), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn renew_sip_password(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
    Body(form): Body<SipPasswordForm>,
) -> Result<Json<SipPhoneSecret>, Failure> {
    to_the_end(async move { renew(&app, &at_work, id, form).await }).await
}

async fn renew(
    app: &Arc<App>,
    at_work: &AtWork,
    id: Uuid,
    form: SipPasswordForm,
) -> Result<Json<SipPhoneSecret>, Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let before = find(app, at_work, id).await?;
    let phone = SipPhone { algorithm: digest(form.algorithm), ..before.clone() };
    let (phone, password) = with_password(app, phone);
    put(app, at_work, "sip-phone-password", Some(&before), &phone).await?;
    Ok(Json(SipPhoneSecret { phone: view(&phone, None), password }))
}

/// It is registered no more, at once.
#[utoipa::path(
    delete, path = "/api/v1/sip-phones/{id}", tag = "sip-phones", params(("id" = Uuid, Path)),
    responses(
        (status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 503, body = Problem)
    )
)]
pub(crate) async fn remove_sip_phone(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
) -> Result<StatusCode, Failure> {
    to_the_end(async move { remove(&app, &at_work, id).await }).await
}

async fn remove(app: &Arc<App>, at_work: &AtWork, id: Uuid) -> Result<StatusCode, Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let phone = find(app, at_work, id).await?;
    let told =
        [told("extension", Some(phone.extension), None), told("name", Some(phone.name), None)];
    let change = Change {
        what: "sip-phone-removed",
        told: told.into_iter().flatten().collect(),
        routing: None,
        flow_name: None,
        names: SipBinding::replace(phone.id, &[]).and(SipPhone::remove(phone.id)),
    };
    keep(app, at_work, change, (PhoneId(phone.id.0), None)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Those of the application, the oldest first.
async fn of(app: &App, at_work: &AtWork) -> Result<Vec<SipPhone>, Failure> {
    let all = app.store.sip_phones().await?;
    let own = |phone: &SipPhone| phone.application == at_work.application.id;
    Ok(all.into_iter().filter(own).collect())
}

async fn find(app: &App, at_work: &AtWork, id: Uuid) -> Result<SipPhone, Failure> {
    let mut phones = of(app, at_work).await?.into_iter();
    phones.find(|phone| phone.id == SipPhoneId(id)).ok_or_else(Failure::not_found)
}

fn with_password(app: &App, phone: SipPhone) -> (SipPhone, String) {
    let password = phone_password();
    let ha1 = sip_phones::ha1(&phone, &password);
    let secret = sip_phones::sealed(&app.accounts.seal, phone.id, &ha1);
    (SipPhone { secret, ..phone }, password)
}

async fn put(
    app: &Arc<App>,
    at_work: &AtWork,
    what: &'static str,
    before: Option<&SipPhone>,
    phone: &SipPhone,
) -> Result<(), Failure> {
    let change = Change {
        what,
        told: changes(before, phone),
        routing: None,
        flow_name: None,
        names: phone.put(),
    };
    let named = (PhoneId(phone.id.0), Some(driver::phone_name(phone)));
    keep(app, at_work, change, named).await
}

/// What is committed holds at the phones' port from now on. F10: a commit whose outcome is unknown may have happened.
async fn keep(
    app: &Arc<App>,
    at_work: &AtWork,
    change: Change,
    named: PhoneNamed,
) -> Result<(), Failure> {
    let kept = commit_with(app, at_work, change, vec![named]).await;
    let in_force = sip_phones::in_force_or_soon(app).await;
    kept?;
    Ok(in_force?)
}

fn changes(before: Option<&SipPhone>, phone: &SipPhone) -> Vec<AuditChange> {
    let word = |phone: &SipPhone| match phone.algorithm {
        store::SipDigest::Sha256 => "SHA-256".to_owned(),
        store::SipDigest::Md5 => "MD5".to_owned(),
    };
    let owner = |phone: &SipPhone| sip_phones::owner(phone.member);
    let told = [
        told("extension", before.map(|it| it.extension.clone()), Some(phone.extension.clone())),
        told("name", before.map(|it| it.name.clone()), Some(phone.name.clone())),
        told("algorithm", before.map(word), Some(word(phone))),
        told("member", before.and_then(owner), owner(phone)),
    ];
    told.into_iter().flatten().collect()
}

fn view(phone: &SipPhone, state: Option<&PhoneState>) -> SipPhoneView {
    let now = Instant::now();
    let places = state.into_iter().flat_map(|state| &state.places).map(|place| SipPhonePlace {
        address: place.hop.to_string(),
        product: place.product.clone(),
        seconds_left: place.expires.saturating_duration_since(now).as_secs(),
    });
    SipPhoneView {
        id: phone.id.0,
        extension: phone.extension.clone(),
        name: phone.name.clone(),
        username: phone.username.clone(),
        algorithm: algorithm(phone.algorithm),
        member: phone.member.map(|member| member.0),
        chosen: state.is_some_and(|state| state.is_chosen),
        state: match state.map(|state| state.reach) {
            Some(PhoneReach::Here) => SipPhoneState::Registered,
            Some(PhoneReach::Lost) => SipPhoneState::Unreachable,
            Some(PhoneReach::Away) | None => SipPhoneState::NotRegistered,
        },
        places: places.collect(),
    }
}
