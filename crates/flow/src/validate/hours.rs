//! Business hours: a zone that exists, and spans that make sense.

use super::Faults;
use crate::hours::Zone;
use crate::{BusinessHours, Fault, HOLIDAYS_MAX, Problem, SPANS_MAX, Span};

impl BusinessHours {
    /// Empty where they may be published.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        if Zone::named(&self.zone).is_none() {
            faults.whole("zone", Problem::UnknownZone);
        }
        for (day, spans) in &self.week {
            check(&format!("week.{}", day.code()), spans, &mut faults);
        }
        if self.holidays.len() > HOLIDAYS_MAX {
            faults.whole("holidays", Problem::TooMany { most: HOLIDAYS_MAX });
        }
        for (date, spans) in &self.holidays {
            check(&format!("holidays.{date}"), spans, &mut faults);
        }
        faults.0
    }
}

fn check(day: &str, spans: &[Span], faults: &mut Faults) {
    if spans.len() > SPANS_MAX {
        faults.whole(day, Problem::TooMany { most: SPANS_MAX });
        return;
    }
    for (at, span) in spans.iter().enumerate() {
        let before = spans.iter().take(at);
        if span.from >= span.to {
            faults.whole(&format!("{day}.{at}"), Problem::BadSpan);
        } else if before.clone().any(|other| other.from < span.to && span.from < other.to) {
            faults.whole(&format!("{day}.{at}"), Problem::Overlap);
        }
    }
}
