//! A time zone. Its rules are compiled in: no file of the machine is read, and every node of an installation has the same.

use jiff::civil::DateTime;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::Timestamp;

pub(crate) struct Zone(TimeZone);

impl Zone {
    pub(crate) fn named(name: &str) -> Option<Self> {
        let zone = TimeZoneDatabase::bundled().get(name).ok()?;
        // "Etc/Unknown" is a name for having none.
        (!zone.is_unknown()).then_some(Self(zone))
    }

    /// What the clock on the wall shows then.
    pub(crate) fn wall(&self, at: Timestamp) -> DateTime {
        self.0.to_datetime(instant(at))
    }

    /// When the clock on the wall shows this: once, twice in an hour that is repeated, and in one that is skipped as if
    /// it were not.
    pub(crate) fn instants(&self, wall: DateTime) -> [Option<Timestamp>; 2] {
        let ambiguous = self.0.to_ambiguous_timestamp(wall);
        let (earlier, later) = (ambiguous.earlier().ok(), ambiguous.later().ok());
        [earlier.and_then(timestamp), later.and_then(timestamp)]
    }

    /// The first change of the clocks after that.
    pub(crate) fn next_shift(&self, after: Timestamp) -> Option<Timestamp> {
        self.0.following(instant(after)).next().and_then(|shift| timestamp(shift.timestamp()))
    }
}

/// Beyond the calendar's end it stays at its end.
fn instant(at: Timestamp) -> jiff::Timestamp {
    let millis = i64::try_from(at.0).unwrap_or(i64::MAX);
    jiff::Timestamp::from_millisecond(millis).unwrap_or(jiff::Timestamp::MAX)
}

fn timestamp(at: jiff::Timestamp) -> Option<Timestamp> {
    u64::try_from(at.as_millisecond()).ok().map(Timestamp)
}
