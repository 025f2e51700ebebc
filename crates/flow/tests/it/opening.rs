//! AD07: business hours by the clock on the wall, over summer times, holidays and midnights.

use flow::{BusinessHours, Millis, Openness, Timestamp};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::caller::object;

fn hours(zone: &str, week: Value, holidays: Value) -> BusinessHours {
    object([("zone", zone.into()), ("week", week), ("holidays", holidays)])
}

/// As `2026-03-29T01:00:00Z`.
fn at(text: &str) -> Timestamp {
    let at: jiff::Timestamp = text.parse().unwrap();
    Timestamp(u64::try_from(at.as_millisecond()).unwrap())
}

fn every_day(spans: &Value) -> Value {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    days.into_iter()
        .map(|day| (day.to_owned(), spans.clone()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn berlin(from: &str, to: &str) -> BusinessHours {
    hours("Europe/Berlin", every_day(&json!([{ "from": from, "to": to }])), json!({}))
}

#[track_caller]
fn see(hours: &BusinessHours, text: &str, expected: Openness) {
    assert_eq!(hours.at(at(text)), Some(expected), "at {text}");
}

#[test]
fn ad07_open_follows_the_wall_in_winter_and_in_summer() {
    let hours = berlin("09:00", "17:00");
    see(&hours, "2026-01-12T07:59:59Z", Openness::Closed);
    see(&hours, "2026-01-12T08:00:00Z", Openness::Open);
    see(&hours, "2026-01-12T15:59:59Z", Openness::Open);
    see(&hours, "2026-01-12T16:00:00Z", Openness::Closed);
    see(&hours, "2026-07-13T06:59:59Z", Openness::Closed);
    see(&hours, "2026-07-13T07:00:00Z", Openness::Open);
    see(&hours, "2026-07-13T15:00:00Z", Openness::Closed);
}

#[test]
fn ad07_an_hour_that_is_skipped_is_not_open() {
    // 2026-03-29, 02:00 becomes 03:00.
    let hours = berlin("02:00", "03:00");
    see(&hours, "2026-03-29T00:59:59Z", Openness::Closed);
    see(&hours, "2026-03-29T01:00:00Z", Openness::Closed);
    let next = hours.next_change(at("2026-03-29T00:30:00Z"));
    assert_eq!(next, Some((at("2026-03-30T00:00:00Z"), Openness::Open)));
    let longer = berlin("02:30", "04:00");
    let next = longer.next_change(at("2026-03-29T00:30:00Z"));
    assert_eq!(next, Some((at("2026-03-29T01:00:00Z"), Openness::Open)), "the shift opens it");
}

#[test]
fn ad07_an_hour_that_comes_twice_is_open_twice() {
    // 2026-10-25, 03:00 becomes 02:00.
    let hours = berlin("02:30", "03:00");
    see(&hours, "2026-10-25T00:29:59Z", Openness::Closed);
    see(&hours, "2026-10-25T00:30:00Z", Openness::Open);
    see(&hours, "2026-10-25T01:00:00Z", Openness::Closed);
    see(&hours, "2026-10-25T01:30:00Z", Openness::Open);
    see(&hours, "2026-10-25T02:00:00Z", Openness::Closed);
    let closes = hours.next_change(at("2026-10-25T00:30:00Z"));
    assert_eq!(closes, Some((at("2026-10-25T01:00:00Z"), Openness::Closed)));
    let opens = hours.next_change(at("2026-10-25T01:00:00Z"));
    assert_eq!(opens, Some((at("2026-10-25T01:30:00Z"), Openness::Open)));
}

#[test]
fn ad07_zones_with_other_shifts_and_without_any() {
    // Lord Howe moves by half an hour: on 2026-10-04 at 02:00 it becomes 02:30.
    let howe = hours(
        "Australia/Lord_Howe",
        every_day(&json!([{ "from": "02:00", "to": "03:00" }])),
        json!({}),
    );
    see(&howe, "2026-10-03T15:29:59Z", Openness::Closed);
    see(&howe, "2026-10-03T15:30:00Z", Openness::Open);
    see(&howe, "2026-10-03T16:00:00Z", Openness::Closed);
    let shanghai =
        hours("Asia/Shanghai", every_day(&json!([{ "from": "09:00", "to": "18:00" }])), json!({}));
    see(&shanghai, "2026-07-13T01:00:00Z", Openness::Open);
    see(&shanghai, "2026-01-12T01:00:00Z", Openness::Open);
    see(&shanghai, "2026-01-12T10:00:00Z", Openness::Closed);
}

#[test]
fn ad07_a_holiday_is_closed_or_has_hours_of_its_own() {
    let hours = hours(
        "Asia/Shanghai",
        every_day(&json!([{ "from": "09:00", "to": "18:00" }])),
        json!({ "2026-02-17": [], "2026-02-18": [{ "from": "10:00", "to": "12:00" }] }),
    );
    see(&hours, "2026-02-17T04:00:00Z", Openness::Holiday);
    see(&hours, "2026-02-18T01:30:00Z", Openness::Holiday);
    see(&hours, "2026-02-18T02:00:00Z", Openness::Open);
    see(&hours, "2026-02-18T04:00:00Z", Openness::Holiday);
    see(&hours, "2026-02-19T01:00:00Z", Openness::Open);
    // The day is that of the wall: 16:00 in Greenwich is midnight in Shanghai.
    see(&hours, "2026-02-16T15:59:59Z", Openness::Closed);
    see(&hours, "2026-02-16T16:00:00Z", Openness::Holiday);
}

#[test]
fn ad07_a_night_is_two_spans_without_a_gap() {
    let night = hours(
        "Europe/Berlin",
        json!({ "friday": [{ "from": "22:00", "to": "24:00" }],
            "saturday": [{ "from": "00:00", "to": "06:00" }] }),
        json!({}),
    );
    see(&night, "2026-01-09T22:59:59Z", Openness::Open);
    see(&night, "2026-01-09T23:00:00Z", Openness::Open);
    let closes = night.next_change(at("2026-01-09T21:00:00Z"));
    assert_eq!(closes, Some((at("2026-01-10T05:00:00Z"), Openness::Closed)));
}

#[test]
fn ad07_hours_that_never_change_have_no_next_change() {
    assert_eq!(hours("UTC", json!({}), json!({})).next_change(at("2026-01-09T21:00:00Z")), None);
    let always = hours("UTC", every_day(&json!([{ "from": "00:00", "to": "24:00" }])), json!({}));
    assert_eq!(always.next_change(at("2026-01-09T21:00:00Z")), None);
    assert_eq!(always.next_change(Timestamp(u64::MAX)), None, "the end of the calendar");
}

#[test]
fn ad07_hours_without_sense_are_named() {
    let spans = json!([{ "from": "09:00", "to": "12:00" }, { "from": "11:00", "to": "13:00" },
        { "from": "15:00", "to": "14:00" }]);
    let hours = hours("Mars/Olympus", json!({ "monday": spans }), json!({ "2026-02-17": spans }));
    let found: Vec<String> = hours
        .faults()
        .into_iter()
        .map(|fault| format!("{} {}", fault.field, fault.problem.code()))
        .collect();
    assert_eq!(
        found,
        [
            "zone unknown-zone",
            "week.monday.1 overlap",
            "week.monday.2 bad-span",
            "holidays.2026-02-17.1 overlap",
            "holidays.2026-02-17.2 bad-span",
        ]
    );
    assert_eq!(hours.at(at("2026-01-12T08:00:00Z")), None);
    for zone in ["", "Etc/Unknown", "../Europe/Berlin", "UTC+2"] {
        let hours = self::hours(zone, json!({}), json!({}));
        assert_eq!(hours.faults().len(), 1, "{zone}");
    }
    assert_eq!(hours.next_change(at("2026-01-12T08:00:00Z")), None);
}

#[test]
fn ad07_times_and_days_are_written_in_one_way() {
    for text in ["9:00", "24:01", "25:00", "09:60", "0900", "+9:00", "09:00:00", ""] {
        assert!(text.parse::<flow::ClockTime>().is_err(), "{text}");
    }
    for text in ["2026-2-1", "2026-02-30", "2026-02-01T10:00:00", "20260201", ""] {
        assert!(text.parse::<flow::Date>().is_err(), "{text}");
    }
    assert_eq!("24:00".parse::<flow::ClockTime>().unwrap().to_string(), "24:00");
    assert_eq!("2024-02-29".parse::<flow::Date>().unwrap().to_string(), "2024-02-29");
}

prop_compose! {
    fn span()(from in 0_u16..1440, length in 1_u16..700) -> Value {
        let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        json!({ "from": clock(from), "to": clock((from + length).min(1440)) })
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    /// Between now and the next change nothing changes, and there it does; most of all round a shift of the clocks.
    #[test]
    fn ad07_the_next_change_is_the_next_change(
        spans in prop::collection::vec(span(), 0..4),
        holiday in prop::collection::vec(span(), 0..2),
        zone in prop::sample::select(vec!["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
        near in prop::sample::select(vec![
            "2026-03-29T00:00:00Z", "2026-10-25T00:00:00Z", "2026-03-08T06:00:00Z",
            "2026-11-01T05:00:00Z", "2026-10-03T15:00:00Z", "2026-04-04T15:00:00Z",
        ]),
        minutes in 0_u64..(3 * 24 * 60),
        looks in prop::collection::vec(0.0..1.0_f64, 20),
    ) {
        let holidays = json!({ "2026-10-26": holiday, "2026-03-30": holiday });
        let hours = hours(zone, every_day(&json!(spans)), holidays);
        let now = Timestamp(at(near).0 - 36 * 3_600_000 + minutes * 60_000);
        let openness = hours.at(now).unwrap();
        let year = now.after(Millis(365 * 24 * 3_600_000));
        let change = hours.next_change(now);
        let end = change.map_or(year, |(at, _)| at);
        if let Some((at, then)) = change {
            prop_assert_eq!(hours.at(at), Some(then));
            prop_assert_ne!(then, openness);
            prop_assert_eq!(hours.at(Timestamp(at.0 - 1)), Some(openness));
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "a place between two instants"
        )]
        for look in looks {
            let between = Timestamp(now.0 + ((end.0 - 1 - now.0) as f64 * look) as u64);
            prop_assert_eq!(hours.at(between), Some(openness), "at {:?}", between);
        }
    }
}
