//! How many people are where. Each person is counted in one place.

use tokio::sync::watch;
use wire::demo::RushTally;

use super::Plan;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub calls: RushTally,
    pub chats: RushTally,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Call,
    Chat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    ToCome,
    Waiting,
    Served,
    Done,
    GaveUp,
    Failed,
}

impl Counts {
    pub(super) fn of(plan: &Plan) -> Self {
        let tally = |to_come| RushTally { to_come, ..RushTally::default() };
        Self { calls: tally(plan.callers), chats: tally(plan.chats) }
    }

    /// Still here, or to come.
    pub const fn open(self) -> u32 {
        open(self.calls) + open(self.chats)
    }
}

const fn open(tally: RushTally) -> u32 {
    tally.to_come + tally.waiting + tally.served
}

const fn at(tally: &mut RushTally, place: Place) -> &mut u32 {
    match place {
        Place::ToCome => &mut tally.to_come,
        Place::Waiting => &mut tally.waiting,
        Place::Served => &mut tally.served,
        Place::Done => &mut tally.done,
        Place::GaveUp => &mut tally.gave_up,
        Place::Failed => &mut tally.failed,
    }
}

/// One person's place in the counts.
pub(super) struct Counter {
    counts: watch::Sender<Counts>,
    kind: Kind,
    place: Place,
}

impl Counter {
    pub(super) const fn new(counts: watch::Sender<Counts>, kind: Kind) -> Self {
        Self { counts, kind, place: Place::ToCome }
    }

    pub(super) fn goes(&mut self, to: Place) {
        let from = std::mem::replace(&mut self.place, to);
        let kind = self.kind;
        self.counts.send_modify(|counts| {
            let tally = match kind {
                Kind::Call => &mut counts.calls,
                Kind::Chat => &mut counts.chats,
            };
            *at(tally, from) -= 1;
            *at(tally, to) += 1;
        });
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn everybody_is_counted_once() {
        let time = Duration::from_secs(1);
        let plan = Plan { callers: 2, chats: 1, over: time, patience: time, talk: time, seed: 1 };
        let (counts, told) = watch::channel(Counts::of(&plan));
        let mut ida = Counter::new(counts, Kind::Call);
        assert_eq!(told.borrow().open(), 3);
        for place in [Place::Waiting, Place::Served, Place::Done] {
            ida.goes(place);
        }
        let calls = RushTally { to_come: 1, done: 1, ..RushTally::default() };
        assert_eq!((told.borrow().calls, told.borrow().open()), (calls, 2));
    }
}
