//! Whoever is called: it rings there, is busy, has no such number, and whoever answers hangs up some day (VC06, VC13).

use acd::{ContactId, DialFailure, ExternalLine, ExternalNews, Fact, Millis, Progress, Wanted};

use super::day::{Day, Due};
use super::leg::Leg;

const FAILURES: [DialFailure; 5] = [
    DialFailure::Busy,
    DialFailure::NoAnswer,
    DialFailure::Rejected,
    DialFailure::InvalidNumber,
    DialFailure::NoLine,
];

/// What comes of a call to somebody.
enum Fate {
    Answers,
    Fails(DialFailure),
    /// It rings until we give up.
    Rings,
}

impl Day {
    /// The core asks again for the same call, whenever a word about it changes.
    pub(super) fn far_end_is_called(&mut self, contact: ContactId) {
        let leg = self.legs.entry(contact).or_insert_with(Leg::called);
        if matches!(leg.wanted, Some(Wanted::Dialling { .. })) {
            return;
        }
        let progressed = |progress| Fact::CallProgressed { contact, progress };
        self.progresses(progressed);
        let (pause, fate) = self.fate();
        match fate {
            Fate::Answers => self.tells_soon(pause, Fact::CallAnswered { contact }),
            Fate::Fails(why) => self.tells_soon(pause, Fact::CallFailed { contact, why }),
            Fate::Rings => {}
        }
    }

    pub(super) fn line_outside(&mut self, contact: ContactId, line: ExternalLine) {
        let before = match self.legs.get(&contact).and_then(|leg| leg.wanted) {
            Some(Wanted::External { line, .. }) => Some(line),
            _ => None,
        };
        if before == Some(line) {
            return;
        }
        let told = |news| Fact::External { contact, news };
        match line {
            ExternalLine::Dialling => {
                self.progresses(|progress| told(ExternalNews::Progressed { progress }));
                let (pause, fate) = self.fate();
                match fate {
                    Fate::Answers => self.tells_soon(pause, told(ExternalNews::Answered)),
                    Fate::Fails(why) => self.tells_soon(pause, told(ExternalNews::Failed { why })),
                    Fate::Rings => {}
                }
            }
            ExternalLine::Talking => {
                let pause = self.chance.around(Millis::from_secs(60));
                match self.chance.below(3) {
                    0 => self.tells_soon(pause, told(ExternalNews::HungUp)),
                    1 => self.tells_soon(pause, told(ExternalNews::Lost)),
                    _ => self.after(pause, Due::HangsUp(contact)),
                }
            }
            ExternalLine::Warned => {}
        }
    }

    fn progresses(&mut self, told: impl Fn(Progress) -> Fact) {
        for progress in [Progress::Ringing, Progress::EarlyMedia] {
            if self.chance.in_thousand(600) {
                let pause = self.chance.between(50, 3_000);
                self.tells_soon(pause, told(progress));
            }
        }
    }

    fn fate(&mut self) -> (Millis, Fate) {
        let pause = self.chance.between(200, 25_000);
        let fate = match self.chance.below(10) {
            0..6 => Fate::Answers,
            6..9 => match self.chance.pick(&FAILURES) {
                Some(why) => Fate::Fails(*why),
                None => Fate::Rings,
            },
            _ => Fate::Rings,
        };
        (pause, fate)
    }
}
