//! A time of the day in whole minutes, as `09:30`. `24:00` is the end of the day.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

/// Minutes since midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
pub struct ClockTime(u16);

const MIDNIGHT: u16 = 24 * 60;

impl ClockTime {
    pub(crate) fn of(time: Time) -> Self {
        let part = |part: i8| u16::from(part.unsigned_abs());
        Self(part(time.hour()) * 60 + part(time.minute()))
    }

    /// `None` for 24:00, which belongs to the next day.
    pub(crate) fn time(self) -> Option<Time> {
        let part = |part: u16| i8::try_from(part).ok();
        Time::new(part(self.0 / 60)?, part(self.0 % 60)?, 0, 0).ok()
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for ClockTime {
    type Err = NoClockTime;

    fn from_str(text: &str) -> Result<Self, NoClockTime> {
        let (hour, minute) = text.split_once(':').ok_or(NoClockTime)?;
        let part = |text: &str| text.parse::<u16>().map_err(|_| NoClockTime);
        let (hour, minute) = (part(hour)?, part(minute)?);
        if hour > 24 || minute > 59 {
            return Err(NoClockTime);
        }
        let time = Self(hour * 60 + minute);
        // "9:5" and "+9:00" are not how one writes it.
        if time.0 > MIDNIGHT || time.to_string() != text { Err(NoClockTime) } else { Ok(time) }
    }
}

impl TryFrom<String> for ClockTime {
    type Error = NoClockTime;

    fn try_from(text: String) -> Result<Self, NoClockTime> {
        text.parse()
    }
}

impl From<ClockTime> for String {
    fn from(time: ClockTime) -> Self {
        time.to_string()
    }
}

/// Not a time from 00:00 to 24:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoClockTime;

impl fmt::Display for NoClockTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a time of the day reads 00:00 to 24:00")
    }
}

impl std::error::Error for NoClockTime {}
