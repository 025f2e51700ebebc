//! When the application opens or closes next: for an admin who looks at the hours, and for whoever says so to a caller.

use std::collections::BTreeSet;

use jiff::Span as Distance;
use jiff::civil::DateTime;

use super::{BusinessHours, ClockTime, Date, Openness, Span, Zone};
use crate::Timestamp;

/// So far is looked ahead: hours that do not change within a year do not change.
const DAYS_AHEAD_MAX: i32 = 400;

impl BusinessHours {
    /// `None` where nothing changes within a year, or the zone is unknown.
    pub fn next_change(&self, now: Timestamp) -> Option<(Timestamp, Openness)> {
        let zone = Zone::named(&self.zone)?;
        let today = self.in_zone(&zone, now);
        let morning = zone.wall(now).start_of_day();
        // A change of the clocks can open and close too: it may lead over a boundary without passing it.
        let mut shift = zone.next_shift(now);
        for day in 0..=DAYS_AHEAD_MAX {
            let morning = morning.checked_add(Distance::new().days(day)).ok()?;
            let evening = morning.checked_add(Distance::new().days(1)).ok()?;
            let mut instants = self.boundaries(&zone, morning);
            let end = zone.instants(evening).into_iter().flatten().max()?;
            instants.extend(zone.instants(evening).into_iter().flatten());
            while let Some(at) = shift.filter(|at| *at <= end) {
                instants.insert(at);
                shift = zone.next_shift(at);
            }
            for at in instants.into_iter().filter(|at| *at > now) {
                let then = self.in_zone(&zone, at);
                if then != today {
                    return Some((at, then));
                }
            }
        }
        None
    }

    /// All instants of a day at which a span begins or ends. Its midnight belongs to the day after.
    fn boundaries(&self, zone: &Zone, morning: DateTime) -> BTreeSet<Timestamp> {
        let own = self.holidays.get(&Date::of(morning.date()));
        let spans = own.map_or_else(|| self.of_weekday(morning), Vec::as_slice);
        let times = spans.iter().flat_map(|span: &Span| [span.from, span.to]);
        let walls = times.filter_map(ClockTime::time).map(|time| morning.date().to_datetime(time));
        walls.flat_map(|wall| zone.instants(wall)).flatten().collect()
    }
}
