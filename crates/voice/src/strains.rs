//! VC53: what spoils the sound of a call, from what the media thread tells of legs. A member's leg outlasts calls, so what goes on
//! on it is cut where a call begins and ends. A value: whoever owns it says what time it is, and keeps what comes out.

use std::collections::BTreeMap;
use std::time::Instant;

use acd::{ContactId, MemberId};
use media::{LegId, Strain};

/// Of one leg in one call. A line that comes and goes all the time tells no more after that.
const SPANS_MAX: usize = 100;

/// Something that went on for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub contact: ContactId,
    /// Whose leg; `None` is the customer's.
    pub member: Option<MemberId>,
    pub strain: Strain,
    pub began: Instant,
    pub ended: Instant,
    /// As [`media::Event::Strained`] has it.
    pub worst: u32,
}

/// What goes on now, by leg.
#[derive(Debug, Default)]
pub struct Strains {
    legs: BTreeMap<LegId, Leg>,
}

#[derive(Debug, Default)]
struct Leg {
    call: Option<Seat>,
    entered: Option<Instant>,
    /// How often something was over in this call.
    told: usize,
    going_on: BTreeMap<Strain, GoingOn>,
}

/// The part of a leg in a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    pub contact: ContactId,
    pub member: Option<MemberId>,
}

#[derive(Clone, Copy, Debug)]
struct GoingOn {
    /// In this call.
    since: Instant,
    worst: u32,
}

impl Strains {
    /// The leg is in this call now. What is wrong with it is wrong from the call's beginning.
    pub fn enter(&mut self, leg: LegId, seat: Seat, now: Instant) -> Vec<Span> {
        if self.legs.get(&leg).is_some_and(|known| known.call == Some(seat)) {
            return Vec::new();
        }
        let before = self.leave(leg, now);
        let known = self.legs.entry(leg).or_default();
        known.call = Some(seat);
        known.entered = Some(now);
        known.told = 0;
        known.going_on.values_mut().for_each(|going_on| going_on.since = now);
        before
    }

    /// The leg is in no call any more, and what is wrong with it may go on.
    pub fn leave(&mut self, leg: LegId, now: Instant) -> Vec<Span> {
        let Some(known) = self.legs.get_mut(&leg) else { return Vec::new() };
        let Some(seat) = known.call.take() else { return Vec::new() };
        known.entered = None;
        let span = |(strain, going_on): (&Strain, &GoingOn)| going_on.over(seat, *strain, now);
        let spans = known.going_on.iter().filter_map(span).collect();
        if known.going_on.is_empty() {
            self.legs.remove(&leg);
        }
        spans
    }

    /// There is no such leg any more.
    pub fn close(&mut self, leg: LegId, now: Instant) -> Vec<Span> {
        let spans = self.leave(leg, now);
        self.legs.remove(&leg);
        spans
    }

    /// `since`: it may have begun before the call.
    pub fn strained(&mut self, leg: LegId, strain: Strain, worst: u32, since: Instant) {
        let known = self.legs.entry(leg).or_default();
        let since = known.entered.map_or(since, |entered| entered.max(since));
        let going_on = known.going_on.entry(strain).or_insert(GoingOn { since, worst });
        going_on.worst = going_on.worst.max(worst);
    }

    pub fn eased(&mut self, leg: LegId, strain: Strain, now: Instant) -> Option<Span> {
        let known = self.legs.get_mut(&leg)?;
        let going_on = known.going_on.remove(&strain)?;
        if let Some(seat) = known.call {
            known.told += 1;
            return going_on.over(seat, strain, now).filter(|_| known.told <= SPANS_MAX);
        }
        if known.going_on.is_empty() {
            self.legs.remove(&leg);
        }
        None
    }
}

impl GoingOn {
    /// A customer who says nothing has nothing wrong.
    fn over(&self, Seat { contact, member }: Seat, strain: Strain, ended: Instant) -> Option<Span> {
        let Self { since: began, worst } = *self;
        (member.is_some() || strain != Strain::Still).then_some(Span {
            contact,
            member,
            strain,
            began,
            ended,
            worst,
        })
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "an Instant cannot be made in any other way")]
mod tests {
    use std::time::Duration;

    use uuid::Uuid;

    use super::*;

    const LEG: LegId = LegId(10);
    const CALL: ContactId = ContactId(Uuid::from_u128(1));
    const NEXT: ContactId = ContactId(Uuid::from_u128(2));
    const ANN: MemberId = MemberId(Uuid::from_u128(3));

    fn seat(contact: ContactId) -> Seat {
        Seat { contact, member: Some(ANN) }
    }

    #[test]
    fn vc53_what_goes_on_over_two_calls_is_told_of_each() {
        let mut strains = Strains::default();
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        assert_eq!(strains.enter(LEG, seat(CALL), at(0)), []);
        strains.strained(LEG, Strain::Loss, 40, at(2));
        strains.strained(LEG, Strain::Loss, 90, at(3));
        assert_eq!(strains.enter(LEG, seat(CALL), at(4)), [], "it is in it already");
        let span = |contact, began, ended| Span {
            contact,
            member: Some(ANN),
            strain: Strain::Loss,
            began: at(began),
            ended: at(ended),
            worst: 90,
        };
        assert_eq!(strains.leave(LEG, at(5)), [span(CALL, 2, 5)]);
        assert_eq!(strains.enter(LEG, seat(NEXT), at(7)), []);
        assert_eq!(strains.eased(LEG, Strain::Loss, at(9)), Some(span(NEXT, 7, 9)));
        assert_eq!(strains.close(LEG, at(10)), []);
        assert!(strains.legs.is_empty());
    }

    #[test]
    fn vc53_outside_calls_nothing_is_kept_and_nothing_stays_behind() {
        let mut strains = Strains::default();
        let now = Instant::now();
        strains.strained(LEG, Strain::Jitter, 40, now);
        assert_eq!(strains.eased(LEG, Strain::Jitter, now), None);
        assert!(strains.legs.is_empty());
        strains.strained(LEG, Strain::Jitter, 40, now);
        assert_eq!(strains.close(LEG, now), []);
        assert!(strains.legs.is_empty());
    }

    #[test]
    fn vc53_a_customer_may_be_silent() {
        let mut strains = Strains::default();
        let now = Instant::now();
        strains.enter(LEG, Seat { contact: CALL, member: None }, now);
        strains.strained(LEG, Strain::Still, 0, now);
        assert_eq!(strains.close(LEG, now), []);
    }
}
