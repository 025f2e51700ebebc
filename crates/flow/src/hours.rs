//! Business hours (AD07): when the application is open, in the time of its place, with its summer times and holidays.

mod change;
mod clock_time;
mod date;
mod zone;

use std::collections::BTreeMap;

pub use clock_time::{ClockTime, NoClockTime};
pub use date::{Date, NoDate};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
pub(crate) use zone::Zone;

use crate::Timestamp;

/// Of one day.
pub const SPANS_MAX: usize = 10;
/// Forty years of an exchange's calendar.
pub const HOLIDAYS_MAX: usize = 500;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BusinessHours {
    /// By its name in the IANA database: `Europe/Berlin`.
    pub zone: String,
    /// A day that is not here is closed.
    #[serde(default)]
    pub week: BTreeMap<Weekday, Vec<Span>>,
    /// These days have hours of their own, or none.
    #[serde(default)]
    pub holidays: BTreeMap<Date, Vec<Span>>,
}

/// From the first minute to before the last. It ends at 24:00 at the latest: a night is two spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = HoursSpan))]
pub struct Span {
    pub from: ClockTime,
    pub to: ClockTime,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// As in the JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
            Self::Wednesday => "wednesday",
            Self::Thursday => "thursday",
            Self::Friday => "friday",
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Openness {
    Open,
    Closed,
    /// Closed, and on a day that has its own hours or none.
    Holiday,
}

impl BusinessHours {
    /// `None` where the zone is unknown.
    pub fn at(&self, now: Timestamp) -> Option<Openness> {
        Some(self.in_zone(&Zone::named(&self.zone)?, now))
    }

    /// The instant is turned into the clock on the wall, never the other way round: an hour that a summer time skips is
    /// never asked for, and one that it repeats is open twice.
    fn in_zone(&self, zone: &Zone, now: Timestamp) -> Openness {
        let wall = zone.wall(now);
        let time = ClockTime::of(wall.time());
        let is_open = |spans: &[Span]| spans.iter().any(|span| span.from <= time && time < span.to);
        match self.holidays.get(&Date::of(wall.date())) {
            Some(spans) if is_open(spans) => Openness::Open,
            Some(_) => Openness::Holiday,
            None if is_open(self.of_weekday(wall)) => Openness::Open,
            None => Openness::Closed,
        }
    }

    fn of_weekday(&self, wall: DateTime) -> &[Span] {
        self.week.get(&weekday(wall)).map_or(&[], Vec::as_slice)
    }
}

fn weekday(wall: DateTime) -> Weekday {
    match wall.weekday() {
        jiff::civil::Weekday::Monday => Weekday::Monday,
        jiff::civil::Weekday::Tuesday => Weekday::Tuesday,
        jiff::civil::Weekday::Wednesday => Weekday::Wednesday,
        jiff::civil::Weekday::Thursday => Weekday::Thursday,
        jiff::civil::Weekday::Friday => Weekday::Friday,
        jiff::civil::Weekday::Saturday => Weekday::Saturday,
        jiff::civil::Weekday::Sunday => Weekday::Sunday,
    }
}
