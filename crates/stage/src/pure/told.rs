//! What came out of a step, in sentences.

use acd::{
    BreakReason, Chosen, ContactState, CustomerHears, Effect, Event, GroupKind, Label, MemberId,
    Millis, OfferEnd, OfferEnded, OfferMade, Output, Place, QueueEntered, StatusChanged, Wanted,
};

use super::{Pure, ids};
use crate::act::{Act, AgentAct, Choice, CustomerAct};
use crate::cast::Agent;
use crate::sight::{Author, BreakWhy, Kind, OfflineWhy, Sight, Sound, Status};
use crate::{Shown, Weight};

impl Pure {
    pub(super) fn tell(&mut self, outputs: &[Output]) {
        for output in outputs {
            self.remember(output);
            let sight = match output {
                Output::Event(event) => self.event(event),
                Output::Effect(Effect::Arrange { contact, wanted }) => {
                    self.hears(*contact, *wanted)
                }
            };
            if let Some(sight) = sight {
                self.show(sight);
            }
        }
    }

    pub(super) fn show(&mut self, sight: Sight) {
        let aside = match &sight {
            Sight::Hears { .. } | Sight::NextStatus { .. } => true,
            sight => self.act.as_ref().is_some_and(|act| echoes(act, sight)),
        };
        let weight = if aside { Weight::Aside } else { Weight::Told };
        self.shown.push(Shown { sight, weight });
    }

    /// The same sound again is nothing new to hear.
    fn hears(&mut self, contact: acd::ContactId, wanted: Wanted) -> Option<Sight> {
        let customer = self.contact_name(contact)?;
        let Some(sound) = sound(wanted) else {
            self.heard.remove(&customer);
            return None;
        };
        let before = self.heard.insert(customer, sound);
        (before != Some(sound)).then_some(Sight::Hears { customer, sound })
    }

    fn remember(&mut self, output: &Output) {
        match output {
            Output::Event(Event::OfferMade(made)) => {
                self.decisions.insert(made.contact, made.decision.clone());
                if let Some(agent) = ids::agent(made.member) {
                    self.fences.insert((agent, made.contact), made.fence);
                }
            }
            Output::Event(Event::StatusChanged(changed)) => self.history.push(*changed),
            Output::Event(_) | Output::Effect(_) => {}
        }
    }

    fn event(&self, event: &Event) -> Option<Sight> {
        let agent = event.member().and_then(ids::agent);
        let customer = event.contact().and_then(|contact| self.contact_name(contact));
        match event {
            Event::StatusChanged(changed) => self.status_changed(changed),
            Event::StatusReserved(reserved) => {
                Some(Sight::NextStatus { agent: agent?, status: chosen(reserved.next?)? })
            }
            Event::AcwExtended(_) => Some(Sight::WorkExtended { agent: agent? }),
            Event::QueueEntered(entered) => self.queue_entered(*entered),
            Event::OfferMade(made) => self.offer_made(made),
            Event::OfferEnded(ended) => self.offer_ended(*ended),
            Event::MissForgiven(_) => {
                Some(Sight::MissForgiven { agent: agent?, customer: customer? })
            }
            Event::MemberJoined(joined) => {
                let session = joined.media_by.is_none();
                session.then_some(Sight::HasSession { agent: agent?, customer: customer? })
            }
            Event::TalkStarted(_) => Some(Sight::Talks { agent: agent?, customer: customer? }),
            Event::MemberLeft(left) => {
                let goes_on = self.acd.contact(left.contact).is_some();
                goes_on.then_some(Sight::Loses { agent: agent?, customer: customer? })
            }
            Event::MessageAdded(added) => {
                let author = match added.author {
                    acd::Author::Member(member) => Author::Agent(ids::agent(member)?),
                    acd::Author::Customer(_) => Author::Customer(customer?),
                };
                let text = self.messages.get(&added.message)?.clone();
                let (customer, sequence) = (customer?, added.sequence);
                Some(Sight::Wrote { author, customer, text, sequence })
            }
            Event::ContactEnded(ended) => {
                let customer = customer?;
                let call = self.calls.get(&customer) == Some(&ended.contact);
                let kind = if call { Kind::Call } else { Kind::Session };
                Some(Sight::Ended { customer, kind, reason: ended.reason })
            }
            Event::ConfigChanged(_)
            | Event::DayBegan(_)
            | Event::BrowserChanged(_)
            | Event::AudioChanged(_)
            | Event::StatusChosen(_)
            | Event::AcwStarted(_)
            | Event::AcwEnded(_)
            | Event::ContactArrived(_)
            | Event::OfferSeen(_)
            | Event::HoldBackEnded(_)
            | Event::HoldChanged(_)
            | Event::MuteChanged(_)
            | Event::AgentSilenceChanged(_) => None,
        }
    }

    fn status_changed(&self, changed: &StatusChanged) -> Option<Sight> {
        let status = self.status_of(changed)?;
        Some(Sight::Status { agent: ids::agent(changed.member)?, status })
    }

    pub(super) fn status_of(&self, changed: &StatusChanged) -> Option<Status> {
        let why = self.offline_why(changed.member);
        status(changed.to, changed.break_reason, why)
    }

    pub(super) fn offline_why(&self, member: MemberId) -> Option<acd::OfflineWhy> {
        match self.acd.agent(member)?.chosen {
            Chosen::Offline { why } => Some(why),
            Chosen::Available | Chosen::Busy | Chosen::OnBreak { .. } => None,
        }
    }

    /// Told when the contact still waits there: one who is served at once did not wait.
    fn queue_entered(&self, entered: QueueEntered) -> Option<Sight> {
        let contact = self.acd.contact(entered.contact)?;
        let waits = matches!(contact.state, ContactState::Waiting(_));
        let customer = self.contact_name(entered.contact).filter(|_| waits)?;
        let group = ids::group(entered.group)?;
        Some(match entered.place {
            Place::Head => Sight::WaitsAtHead { customer, group },
            Place::Tail => Sight::Waits { customer, group },
        })
    }

    /// An offer that is taken automatically does not ring (VC04).
    fn offer_made(&self, made: &OfferMade) -> Option<Sight> {
        let rings = self.acd.offer(made.contact).is_some_and(|open| open.fence == made.fence);
        let (agent, customer) = (ids::agent(made.member)?, self.contact_name(made.contact)?);
        let span: Millis = made.deadline.since(self.now);
        rings.then_some(Sight::Rings { agent, customer, span })
    }

    fn offer_ended(&self, ended: OfferEnded) -> Option<Sight> {
        let (agent, customer) = (ids::agent(ended.member)?, self.contact_name(ended.contact)?);
        match ended.end {
            OfferEnd::Accepted => None,
            OfferEnd::Declined => Some(Sight::Declined { agent, customer }),
            OfferEnd::Missed => Some(Sight::Missed { agent, customer }),
            OfferEnd::Unseen => Some(Sight::NotShown { agent, customer }),
            OfferEnd::Cancelled | OfferEnd::AgentGone => {
                Some(Sight::StopsRinging { agent, customer })
            }
        }
    }

    pub(super) fn is_voice(&self, contact: acd::ContactId) -> bool {
        self.acd.contact(contact).is_some_and(|found| found.kind() == GroupKind::Voice)
    }
}

/// Whether the sight only says what the act said.
fn echoes(act: &Act, sight: &Sight) -> bool {
    match (act, sight) {
        (Act::Agent { agent, does }, Sight::Status { agent: whose, status }) => {
            agent == whose && echoed_status(does) == Some(*status)
        }
        (
            Act::Agent { agent, does: AgentAct::Declines { customer } },
            Sight::Declined { agent: whose, customer: whom },
        ) => agent == whose && customer == whom,
        (
            Act::Agent { agent, does: AgentAct::ContinuesWork },
            Sight::WorkExtended { agent: whose },
        ) => agent == whose,
        (
            Act::Agent { agent, does: AgentAct::Writes { text, .. } },
            Sight::Wrote { author: Author::Agent(whose), text: written, .. },
        ) => agent == whose && text == written,
        (
            Act::Customer {
                customer,
                does: CustomerAct::Writes { text } | CustomerAct::WritesTo { text, .. },
            },
            Sight::Wrote { author: Author::Customer(whose), text: written, .. },
        ) => customer == whose && text == written,
        _ => false,
    }
}

fn echoed_status(does: &AgentAct) -> Option<Status> {
    match does {
        AgentAct::SignsIn
        | AgentAct::SignsInWithoutMicrophone
        | AgentAct::GoesOnline
        | AgentAct::BackToReception
        | AgentAct::Sets { to: Choice::Available } => Some(Status::Available),
        AgentAct::Sets { to: Choice::Busy } => Some(Status::Busy),
        AgentAct::Sets { to: Choice::OnBreak(reason) } => {
            Some(Status::OnBreak(BreakWhy::Listed(*reason)))
        }
        AgentAct::Sets { to: Choice::Offline } => Some(Status::Offline(OfflineWhy::ByHand)),
        AgentAct::LogsOut => Some(Status::Offline(OfflineWhy::LoggedOut)),
        _ => None,
    }
}

pub(super) fn status(
    label: Label,
    break_reason: Option<BreakReason>,
    offline: Option<acd::OfflineWhy>,
) -> Option<Status> {
    Some(match label {
        Label::Available => Status::Available,
        Label::Busy => Status::Busy,
        Label::OnBreak => Status::OnBreak(break_why(break_reason?)?),
        Label::InLine => Status::InLine,
        Label::AfterCallWork => Status::AfterCallWork,
        Label::Offline => Status::Offline(offline_why(offline.unwrap_or(acd::OfflineWhy::ByHand))),
    })
}

pub(super) fn chosen(chosen: Chosen) -> Option<Status> {
    Some(match chosen {
        Chosen::Available => Status::Available,
        Chosen::Busy => Status::Busy,
        Chosen::OnBreak { reason } => Status::OnBreak(break_why(reason)?),
        Chosen::Offline { why } => Status::Offline(offline_why(why)),
    })
}

fn break_why(reason: BreakReason) -> Option<BreakWhy> {
    match reason {
        BreakReason::Listed { id } => ids::reason(id).map(BreakWhy::Listed),
        BreakReason::MissedCalls => Some(BreakWhy::MissedCalls),
    }
}

const fn offline_why(why: acd::OfflineWhy) -> OfflineWhy {
    match why {
        acd::OfflineWhy::ByHand => OfflineWhy::ByHand,
        acd::OfflineWhy::LoggedOut => OfflineWhy::LoggedOut,
        acd::OfflineWhy::ConnectionLost => OfflineWhy::ConnectionLost,
        acd::OfflineWhy::Unreachable => OfflineWhy::Unreachable,
    }
}

pub(super) fn sound(wanted: Wanted) -> Option<Sound> {
    Some(match wanted {
        Wanted::Greeting => Sound::Greeting,
        Wanted::Waiting | Wanted::Connecting { .. } => Sound::Music,
        Wanted::Talking { member, customer_hears } => match customer_hears {
            CustomerHears::Agent => Sound::Agent(ids::agent(member)?),
            CustomerHears::Silence => Sound::Silence,
            CustomerHears::Music => Sound::Music,
        },
        Wanted::Ended { .. } => return None,
    })
}

/// Who an agent is in a decision or a history.
pub(super) fn name(member: MemberId) -> &'static str {
    ids::agent(member).map_or("somebody", Agent::name)
}
