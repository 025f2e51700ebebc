//! `/api/v1/settings/calls`: how calls go in the whole application (VC06, VC07, VC30, VC44).

use std::ops::RangeInclusive;
use std::sync::Arc;

use acd::{ConfigChange, Millis, NumberId, Settings};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use store::{AuditChange, PhoneNumber, Write};
use wire::call_settings::{CallSettings, HoldCuts};
use wire::problem::Problem;

use super::body::Body;
use super::bounds::within;
use super::guard::AtWork;
use super::problem::Failure;
use super::routing_change::{Change, commit, told};
use crate::app::App;

const ACW_SECONDS_MAX: u32 = 3600;
/// A minute is what whoever has the call is told of its end before; nobody talks for more than four hours.
const CALL_OUT_SECONDS: RangeInclusive<u32> = 60..=4 * 3600;

/// As they are now.
#[utoipa::path(
    get, path = "/api/v1/settings/calls", tag = "settings",
    responses(
        (status = 200, body = CallSettings), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 503, body = Problem)
    )
)]
pub(crate) async fn show_call_settings(at_work: AtWork) -> Result<Json<CallSettings>, Failure> {
    Ok(Json(view(&at_work.application.driver.settings().await?)))
}

/// Counts for whatever begins after it: the next hold, the next call out.
#[utoipa::path(
    put, path = "/api/v1/settings/calls", tag = "settings", request_body = CallSettings,
    responses(
        (status = 200, body = CallSettings), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 409, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn put_call_settings(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Body(form): Body<CallSettings>,
) -> Result<Json<CallSettings>, Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let numbers = app.store.directory(at_work.application.id).await?.numbers;
    let old = at_work.application.driver.settings().await?;
    let settings = read(&form, old.clone(), &numbers)?;
    let (before, after) = (view(&old), view(&settings));
    if before != after {
        let change = Change {
            what: "call-settings-put",
            told: changes(&before, &after, &numbers),
            routing: Some(ConfigChange::SettingsPut { settings }),
            flow_name: None,
            // The core's journal is where they are kept.
            names: Write::default(),
        };
        commit(&app, &at_work, change).await?;
    }
    Ok(Json(after))
}

fn read(form: &CallSettings, old: Settings, numbers: &[PhoneNumber]) -> Result<Settings, Failure> {
    let site_number = form.site_number.map(NumberId);
    let known = |id: NumberId| numbers.iter().any(|number| number.routing.id == id);
    if site_number.is_some_and(|id| !known(id)) {
        let title = "There is no such number";
        return Err(Failure::new(StatusCode::CONFLICT, "unknown-number", title));
    }
    let dial_for = within("dial_seconds", form.dial_seconds, 10..=180)?;
    let work = form.internal_acw_seconds;
    let work = within("internal_acw_seconds", work, 0..=ACW_SECONDS_MAX)?;
    let internal_acw = Millis::from_secs(work.into());
    let hold_cuts = match form.hold_cuts {
        HoldCuts::OneWay => acd::HoldCuts::OneWay,
        HoldCuts::BothWays => acd::HoldCuts::BothWays,
    };
    let dial_for = Millis::from_secs(dial_for.into());
    let call_out_max = within("call_out_seconds", form.call_out_seconds, CALL_OUT_SECONDS)?;
    let call_out_max = Millis::from_secs(call_out_max.into());
    Ok(Settings { dial_for, call_out_max, hold_cuts, internal_acw, site_number, ..old })
}

fn view(settings: &Settings) -> CallSettings {
    CallSettings {
        hold_cuts: match settings.hold_cuts {
            acd::HoldCuts::OneWay => HoldCuts::OneWay,
            acd::HoldCuts::BothWays => HoldCuts::BothWays,
        },
        dial_seconds: seconds(settings.dial_for),
        call_out_seconds: seconds(settings.call_out_max),
        internal_acw_seconds: seconds(settings.internal_acw),
        site_number: settings.site_number.map(|id| id.0),
    }
}

fn seconds(span: Millis) -> u32 {
    u32::try_from(span.0 / 1000).unwrap_or(u32::MAX)
}

fn changes(
    before: &CallSettings,
    after: &CallSettings,
    numbers: &[PhoneNumber],
) -> Vec<AuditChange> {
    let cuts = |view: &CallSettings| {
        let word = match view.hold_cuts {
            HoldCuts::OneWay => "one-way",
            HoldCuts::BothWays => "both-ways",
        };
        Some(word.to_owned())
    };
    let rings = |view: &CallSettings| Some(view.dial_seconds.to_string());
    let lasts = |view: &CallSettings| Some(view.call_out_seconds.to_string());
    let works = |view: &CallSettings| Some(view.internal_acw_seconds.to_string());
    let site = |view: &CallSettings| {
        let id = NumberId(view.site_number?);
        let number = numbers.iter().find(|number| number.routing.id == id);
        Some(number.map_or_else(|| id.to_string(), |number| number.digits.clone()))
    };
    [
        told("hold_cuts", cuts(before), cuts(after)),
        told("dial_seconds", rings(before), rings(after)),
        told("call_out_seconds", lasts(before), lasts(after)),
        told("internal_acw_seconds", works(before), works(after)),
        told("site_number", site(before), site(after)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
