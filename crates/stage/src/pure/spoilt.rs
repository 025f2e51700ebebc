//! VC53: sound that is spoilt on its way. What an ear would measure of it each second the stage says; what that means is judged and
//! kept by the values that do it in the server, and the call is told of it as its legs tell everything.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use acd::{Acd, ContactId, Fact, MemberId, Timestamp, Wanted};
use media::{Event, LegId, LegStats, Strain};
use voice::strains::{Seat, Span, Strains};
use voice::{Action, Call, Input, LineEvent, LineKind, MemberLegs, customer_leg};

use super::Pure;
use super::standing::equal;
use crate::cast::{Agent, Customer};
use crate::ids;

const PACKETS_A_SECOND: u64 = 50;
/// As long as the longest look back, and longer: a line that was well is known to have been well.
const WELL_BEFORE: Duration = Duration::from_secs(20);

/// What is wrong with what comes from an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    None,
    /// Every fifth packet.
    Loss,
    /// The microphone gives digital silence.
    Still,
}

/// The ends that had any trouble, and what is kept of it.
pub(super) struct Spoilt {
    /// The stage's time is virtual; this is where it begins for values that count in [`Instant`].
    began: Instant,
    start: Timestamp,
    ears: BTreeMap<LegId, Ear>,
    kept: Strains,
    written: Vec<Span>,
}

/// The server's ear for one end, and the call that the end is in.
struct Ear {
    contact: ContactId,
    trouble: Trouble,
    stats: LegStats,
    judge: media::Strains,
    call: Call,
}

impl Spoilt {
    pub(super) fn new(start: Timestamp) -> Self {
        let (ears, kept, written) = (BTreeMap::new(), Strains::default(), vec![]);
        Self { began: Instant::now() + WELL_BEFORE, start, ears, kept, written }
    }

    fn at(&self, now: Timestamp) -> Instant {
        self.began + Duration::from_millis(now.since(self.start).0)
    }

    pub(super) fn next_look(&self) -> Option<Timestamp> {
        let next = self.ears.values().map(|ear| ear.judge.deadline()).min()?;
        let since = next.saturating_duration_since(self.began).as_millis();
        Some(self.start.after(acd::Millis(u64::try_from(since).unwrap_or(u64::MAX))))
    }

    /// What of a call that is over was still wrong is kept with it.
    pub(super) fn forget(&mut self, acd: &Acd, now: Timestamp) {
        let at = self.at(now);
        let Self { ears, kept, written, .. } = self;
        ears.retain(|leg, ear| {
            let goes_on = acd.contact(ear.contact).is_some();
            if !goes_on {
                written.extend(kept.close(*leg, at));
            }
            goes_on
        });
    }

    /// The looks that are due, as the switchboard hears of them. Gives what the calls have to say to the core.
    fn look(&mut self, now: Timestamp) -> Vec<Fact> {
        let at = self.at(now);
        let mut facts = vec![];
        for (leg, ear) in self.ears.iter_mut().filter(|(_, ear)| ear.judge.deadline() <= at) {
            ear.trouble.passes_a_second(&mut ear.stats);
            for told in ear.judge.look_at(*leg, &ear.stats, at) {
                match told {
                    Event::Strained { strain, worst, lasting, .. } => {
                        self.kept.strained(
                            *leg,
                            strain,
                            worst,
                            at.checked_sub(lasting).unwrap_or(at),
                        );
                    }
                    Event::Eased { strain, .. } => {
                        self.written.extend(self.kept.eased(*leg, strain, at));
                    }
                    _ => {}
                }
                facts.extend(facts_of(ear.call.handle(Input::Media(told), at)));
            }
        }
        facts
    }
}

fn facts_of(actions: Vec<Action>) -> impl Iterator<Item = Fact> {
    actions.into_iter().filter_map(|action| match action {
        Action::Fact(fact) => Some(fact),
        _ => None,
    })
}

impl Trouble {
    fn passes_a_second(self, stats: &mut LegStats) {
        let lost = if self == Self::Loss { PACKETS_A_SECOND / 5 } else { 0 };
        stats.received += PACKETS_A_SECOND - lost;
        stats.lost += lost;
        stats.loudness_db = Some(if self == Self::Still { -100.0 } else { -20.0 });
    }
}

impl Ear {
    /// In a talk that has gone on for a while, and well.
    fn new(contact: ContactId, wanted: Wanted, agent: MemberId, at: Instant) -> (Self, Vec<Fact>) {
        let mut stats = LegStats {
            received: 0,
            lost: 0,
            jitter: Duration::ZERO,
            loudness_db: None,
            sent: 0,
            far_loss: None,
            round_trip: None,
        };
        let mut judge = media::Strains::new(at.checked_sub(WELL_BEFORE).unwrap_or(at));
        while judge.deadline() <= at {
            Trouble::None.passes_a_second(&mut stats);
            let looked = judge.look_at(customer_leg(contact), &stats, judge.deadline()).count();
            assert_eq!(looked, 0, "nothing was wrong");
        }
        let mut call = Call::new(contact, LineKind::Trunk);
        let phones = MemberLegs { agent: Some(leg_of(agent)), consultant: None };
        let talk = [
            Input::Wanted { wanted, phones, flow: None },
            Input::Line(LineEvent::Answered),
            Input::Media(Event::Flowing { leg: customer_leg(contact) }),
            Input::Media(Event::Flowing { leg: leg_of(agent) }),
        ];
        let said = talk.into_iter().flat_map(|input| call.handle(input, at)).collect();
        let ear = Self { contact, trouble: Trouble::None, stats, judge, call };
        (ear, facts_of(said).collect())
    }
}

fn leg_of(member: MemberId) -> LegId {
    LegId(member.0.as_u128())
}

impl Pure {
    pub(super) fn line_is(&mut self, customer: Customer, trouble: Trouble) -> Result<(), String> {
        let contact = self.call_of(customer)?;
        self.spoil(contact, customer_leg(contact), None, trouble)
    }

    pub(super) fn microphone_is(&mut self, agent: Agent, trouble: Trouble) -> Result<(), String> {
        let member = ids::member(agent);
        let call = self.acd.agent(member).and_then(|agent| agent.call);
        let contact = call.ok_or_else(|| format!("{agent} is in no call"))?;
        self.spoil(contact, leg_of(member), Some(member), trouble)
    }

    fn spoil(
        &mut self,
        contact: ContactId,
        leg: LegId,
        member: Option<MemberId>,
        trouble: Trouble,
    ) -> Result<(), String> {
        let at = self.spoilt.at(self.now);
        if !self.spoilt.ears.contains_key(&leg) {
            let talk = self.acd.contact(contact).and_then(acd::Contact::talk);
            let agent = talk.ok_or("nobody talks there")?.member;
            let (ear, facts) = Ear::new(contact, self.acd.wanted(contact), agent, at);
            self.spoilt.ears.insert(leg, ear);
            let before = self.spoilt.kept.enter(leg, Seat { contact, member }, at);
            self.spoilt.written.extend(before);
            for fact in facts {
                self.fact(fact);
            }
        }
        if let Some(ear) = self.spoilt.ears.get_mut(&leg) {
            ear.trouble = trouble;
        }
        Ok(())
    }

    pub(super) fn judge_sound(&mut self) {
        for fact in self.spoilt.look(self.now) {
            self.fact(fact);
        }
    }

    pub(super) fn how_often_spoilt(
        &self,
        customer: Customer,
        microphone_of: Option<Agent>,
        times: usize,
    ) -> Result<(), String> {
        let contact = self.call_of(customer)?;
        let strain = if microphone_of.is_some() { Strain::Still } else { Strain::Loss };
        let member = microphone_of.map(ids::member);
        let meant =
            |span: &&Span| (span.contact, span.member, span.strain) == (contact, member, strain);
        let told = self.spoilt.written.iter().filter(meant).count();
        equal(told, times, "how often the record tells of it")
    }
}
