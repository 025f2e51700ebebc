//! The cast's menu: a flow that answers calls (VC41). The same in every play, so that a reader learns it once.

use std::collections::BTreeMap;

use acd::ConfigChange;
use flow::{BusinessHours, Flow, Span, Weekday};

use crate::ids;

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// The menu, and the hours in which it is open: always, until a play says otherwise.
pub fn opening() -> [ConfigChange; 2] {
    let put = ConfigChange::FlowPut { id: ids::MENU, version: ids::MENU_VERSION, flow: flow() };
    [put, hours(true)]
}

pub fn flow() -> Flow {
    serde_json::from_str(include_str!("menu.json")).expect("the cast's menu is a flow")
}

pub fn hours(open: bool) -> ConfigChange {
    ConfigChange::HoursPut { id: ids::MENU_HOURS, hours: day_and_night(open) }
}

/// Open always or never.
pub fn day_and_night(open: bool) -> BusinessHours {
    let time = |text: &str| text.parse().expect("a time of the day");
    let day = Span { from: time("00:00"), to: time("24:00") };
    let week = WEEK.into_iter().filter(|_| open).map(|weekday| (weekday, vec![day])).collect();
    BusinessHours { zone: "UTC".to_owned(), week, holidays: BTreeMap::new() }
}
