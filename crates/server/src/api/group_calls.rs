//! `/api/v1/groups/{id}/calls`: how the calls of a voice group go (AD02, VC01–VC06, RT02, RT05, I25).

use std::collections::BTreeSet;
use std::sync::Arc;

use acd::{ConfigChange, Country, Group, Millis, RecordingPolicy};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use store::{AuditChange, SkillGroup};
use wire::call_settings::{Answering, DialCaps, GroupCalls, Strategy};
use wire::problem::Problem;

use super::address::Id;
use super::body::Body;
use super::bounds::within;
use super::group_flows::find;
use super::guard::AtWork;
use super::problem::Failure;
use super::routing_change::{Change, commit, told};
use crate::app::App;

/// As they are now.
#[utoipa::path(
    get, path = "/api/v1/groups/{id}/calls", tag = "settings", params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = GroupCalls), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)
    )
)]
pub(crate) async fn show_group_calls(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
) -> Result<Json<GroupCalls>, Failure> {
    Ok(Json(view(&find(&app, &at_work, id).await?.routing)))
}

/// Counts at once, for those who wait as well; what rings goes on as it began.
#[utoipa::path(
    put, path = "/api/v1/groups/{id}/calls", tag = "settings", params(("id" = Uuid, Path)),
    request_body = GroupCalls,
    responses(
        (status = 200, body = GroupCalls), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn put_group_calls(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
    Body(form): Body<GroupCalls>,
) -> Result<Json<GroupCalls>, Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let mut group = find(&app, &at_work, id).await?;
    let before = view(&group.routing);
    set(&mut group.routing, &form)?;
    let after = view(&group.routing);
    if before != after {
        let change = Change {
            what: "group-calls-put",
            told: changes(&group, &before, &after),
            names: group.put(at_work.application.id),
            routing: Some(ConfigChange::GroupPut { group: group.routing }),
            flow_name: None,
        };
        commit(&app, &at_work, change).await?;
    }
    Ok(Json(after))
}

fn set(group: &mut Group, form: &GroupCalls) -> Result<(), Failure> {
    let seconds = |field, number, bounds| {
        within(field, number, bounds).map(|number| Millis::from_secs(number.into()))
    };
    group.strategy = match form.strategy {
        Strategy::LongestIdle => acd::Strategy::LongestIdle,
        Strategy::FewestContactsToday => acd::Strategy::FewestContactsToday,
        Strategy::RoundRobin => acd::Strategy::RoundRobin,
        Strategy::Priority => acd::Strategy::Priority,
    };
    group.answering = match form.answering {
        Answering::Manual => acd::Answering::Manual,
        Answering::Automatic => acd::Answering::Automatic,
    };
    group.ring = seconds("ring_seconds", form.ring_seconds, 5..=120)?;
    group.decline = if form.may_decline { acd::Decline::Allowed } else { acd::Decline::Forbidden };
    group.misses_max = within("misses_max", form.misses_max, 0..=20)?;
    group.acw = seconds("acw_seconds", form.acw_seconds, 0..=3600)?;
    group.wait_max = seconds("wait_seconds", form.wait_seconds, 0..=86_400)?;
    group.queue_max = within("queue_max", form.queue_max, 0..=10_000)?;
    group.recording = if form.recorded { RecordingPolicy::On } else { RecordingPolicy::Off };
    group.dials = form.dials.iter().map(|letters| country(letters)).collect::<Result<_, _>>()?;
    let cap = |field, number| within(field, number, 0..=10_000);
    group.dial_caps = acd::DialCaps {
        at_once: cap("caps.at_once", form.caps.at_once)?,
        a_minute: cap("caps.a_minute", form.caps.a_minute)?,
        a_minute_each: cap("caps.a_minute_each", form.caps.a_minute_each)?,
        a_day: Millis::from_secs(
            60 * u64::from(cap("caps.minutes_a_day", form.caps.minutes_a_day)?),
        ),
    };
    Ok(())
}

/// One whose telephone numbers are known here: another could be allowed and never called.
fn country(letters: &str) -> Result<Country, Failure> {
    let known = letters.parse::<phonenumber::country::Id>().is_ok();
    let country = Country::try_from(letters.to_owned()).ok().filter(|_| known);
    country.ok_or_else(|| {
        let title = "There is no such country";
        Failure::new(StatusCode::BAD_REQUEST, "unknown-country", title).with_detail(letters)
    })
}

fn view(group: &Group) -> GroupCalls {
    let whole = |span: Millis, unit: u64| u32::try_from(span.0 / unit).unwrap_or(u32::MAX);
    GroupCalls {
        strategy: match group.strategy {
            acd::Strategy::LongestIdle => Strategy::LongestIdle,
            acd::Strategy::FewestContactsToday => Strategy::FewestContactsToday,
            acd::Strategy::RoundRobin => Strategy::RoundRobin,
            acd::Strategy::Priority => Strategy::Priority,
        },
        answering: match group.answering {
            acd::Answering::Manual => Answering::Manual,
            acd::Answering::Automatic => Answering::Automatic,
        },
        ring_seconds: whole(group.ring, 1000),
        may_decline: group.decline == acd::Decline::Allowed,
        misses_max: group.misses_max,
        acw_seconds: whole(group.acw, 1000),
        wait_seconds: whole(group.wait_max, 1000),
        queue_max: group.queue_max,
        recorded: group.recording == RecordingPolicy::On,
        dials: letters(&group.dials),
        caps: DialCaps {
            at_once: group.dial_caps.at_once,
            a_minute: group.dial_caps.a_minute,
            a_minute_each: group.dial_caps.a_minute_each,
            minutes_a_day: whole(group.dial_caps.a_day, 60_000),
        },
    }
}

fn letters(countries: &BTreeSet<Country>) -> Vec<String> {
    countries.iter().map(|country| country.letters()).collect()
}

/// For the audit log: each field as its word in the body.
fn changes(group: &SkillGroup, before: &GroupCalls, after: &GroupCalls) -> Vec<AuditChange> {
    let named = told("group", None, Some(group.name.clone()));
    let (before, after) = (fields(before), fields(after));
    let changed = before.into_iter().zip(after);
    let changed = changed.filter_map(|((field, from), (_, to))| told(field, Some(from), Some(to)));
    named.into_iter().chain(changed).collect()
}

fn fields(view: &GroupCalls) -> [(&'static str, String); 14] {
    let GroupCalls { strategy, answering, caps, .. } = view;
    let strategy = match strategy {
        Strategy::LongestIdle => "longest-idle",
        Strategy::FewestContactsToday => "fewest-contacts-today",
        Strategy::RoundRobin => "round-robin",
        Strategy::Priority => "priority",
    };
    let answering = match answering {
        Answering::Manual => "manual",
        Answering::Automatic => "automatic",
    };
    [
        ("strategy", strategy.to_owned()),
        ("answering", answering.to_owned()),
        ("ring_seconds", view.ring_seconds.to_string()),
        ("may_decline", view.may_decline.to_string()),
        ("misses_max", view.misses_max.to_string()),
        ("acw_seconds", view.acw_seconds.to_string()),
        ("wait_seconds", view.wait_seconds.to_string()),
        ("queue_max", view.queue_max.to_string()),
        ("recorded", view.recorded.to_string()),
        ("dials", view.dials.join(", ")),
        ("caps.at_once", caps.at_once.to_string()),
        ("caps.a_minute", caps.a_minute.to_string()),
        ("caps.a_minute_each", caps.a_minute_each.to_string()),
        ("caps.minutes_a_day", caps.minutes_a_day.to_string()),
    ]
}
