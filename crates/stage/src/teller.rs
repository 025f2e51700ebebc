//! What happened in the core, in sentences: an event and the state after its step become a sight.

mod internal;

use std::collections::BTreeMap;

use acd::{
    Acd, CallProgressed, Chosen, ConsultMoved, ConsultStep, Contact, ContactId, ContactState,
    Event, ExternalMoved, ExternalStep, FlowMoved, LimitStep, MemberId, MessageAdded, MessageId,
    Millis, OfferEnd, OfferEnded, OfferMade, Place, QueueEntered, RecordingEnd, RecordingEnded,
    StatusChanged, Timestamp,
};

use crate::cast::{Agent, Customer};
use crate::files::Paper;
use crate::ids;
use crate::internal::Colleague;
use crate::outside::OutsideSight;
use crate::sight::{Author, Kind, RecordingSight, Sight, Status};

/// Whose contact it is, and what of.
pub type Contacts = BTreeMap<ContactId, (Customer, Kind)>;

/// VC30: who called whom.
pub type Colleagues = BTreeMap<ContactId, (Agent, Colleague)>;

/// Knows the state as it is after the step, and the names.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    pub acd: &'a Acd,
    pub now: Timestamp,
    pub contacts: &'a Contacts,
    pub colleagues: &'a Colleagues,
    pub texts: &'a BTreeMap<MessageId, String>,
    /// DK13: of messages that bring one, and no words.
    pub papers: &'a BTreeMap<MessageId, Paper>,
}

impl Teller<'_> {
    pub fn sight(&self, event: &Event) -> Option<Sight> {
        self.internal(event).or_else(|| self.of_others(event))
    }

    fn of_others(&self, event: &Event) -> Option<Sight> {
        let agent = event.member().and_then(ids::agent);
        let customer = event.contact().and_then(|contact| self.customer(contact));
        match event {
            Event::StatusChanged(changed) => self.status_changed(changed),
            Event::StatusReserved(reserved) => {
                Some(Sight::NextStatus { agent: agent?, status: Status::chosen(reserved.next?)? })
            }
            Event::AcwExtended(_) => Some(Sight::WorkExtended { agent: agent? }),
            Event::CallDialled(_) => Some(Sight::Dials { agent: agent?, customer: customer? }),
            Event::CallProgressed(progressed) => self.progressed(*progressed, customer?),
            Event::CallOutLimited(limited) => {
                let warned = limited.step == LimitStep::Warned;
                warned.then_some(Sight::AboutToEnd { customer: customer? })
            }
            Event::FlowMoved(moved) => self.flow_moved(moved, customer?),
            Event::SelfServiceStarted(_) | Event::SelfServiceEnded(_) | Event::SurveyStarted(_) => {
                self.aside(event, customer?)
            }
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
            Event::ExternalMoved(moved) => self.outside(moved, customer?),
            Event::ConsultMoved(moved) => self.consult_moved(*moved),
            Event::RecordingStarted(_)
            | Event::RecordingPaused(_)
            | Event::RecordingResumed(_)
            | Event::RecordingEnded(_) => recording(event, customer?),
            Event::MemberLeft(left) => {
                let goes_on = self.goes_on(left.contact);
                goes_on.then_some(Sight::Loses { agent: agent?, customer: customer? })
            }
            Event::MessageAdded(added) => self.wrote(added, customer?),
            Event::RatingInvited(_) | Event::RatingGiven(_) => rating(event, customer?),
            Event::ContactEnded(ended) => {
                let (customer, kind) = *self.contacts.get(&ended.contact)?;
                Some(Sight::Ended { customer, kind, reason: ended.reason })
            }
            Event::ConfigChanged(_)
            | Event::DayBegan(_)
            | Event::PhoneChanged(_)
            | Event::BrowserChanged(_)
            | Event::AudioChanged(_)
            | Event::StatusChosen(_)
            | Event::AcwStarted(_)
            | Event::AcwEnded(_)
            | Event::ContactArrived(_)
            | Event::NoticeStarted(_)
            | Event::NoticePlayed(_)
            | Event::KeyPressed(_)
            | Event::CallTransferred(_)
            | Event::InternalMoved(_)
            | Event::OfferSeen(_)
            | Event::HoldBackEnded(_)
            | Event::HoldChanged(_)
            | Event::MuteChanged(_)
            | Event::KeysSent(_)
            | Event::SatisfactionAsked(_)
            | Event::AgentSilenceChanged(_) => None,
        }
    }

    fn wrote(&self, added: &MessageAdded, customer: Customer) -> Option<Sight> {
        let author = match added.author {
            acd::Author::Member(member) => Author::Agent(ids::agent(member)?),
            acd::Author::Customer(_) => Author::Customer(customer),
        };
        let sequence = added.sequence;
        if let Some(paper) = self.papers.get(&added.message) {
            return Some(Sight::Sent { author, customer, paper: *paper, sequence });
        }
        let text = self.texts.get(&added.message)?.clone();
        Some(Sight::Wrote { author, customer, text, sequence })
    }

    pub fn status(&self, changed: &StatusChanged) -> Option<Status> {
        Status::shown(changed.to, changed.break_reason, self.offline_why(changed.member))
    }

    pub fn offline_why(&self, member: MemberId) -> Option<acd::OfflineWhy> {
        match self.acd.agent(member)?.chosen {
            Chosen::Offline { why } => Some(why),
            Chosen::Available | Chosen::Busy | Chosen::OnBreak { .. } => None,
        }
    }

    /// VC22: who is asked after the talk is lost to nobody.
    fn goes_on(&self, contact: ContactId) -> bool {
        let contact = self.acd.contact(contact);
        contact.is_some_and(|found| !matches!(found.state, ContactState::Surveyed(_)))
    }

    fn customer(&self, contact: ContactId) -> Option<Customer> {
        self.contacts.get(&contact).map(|(customer, _)| *customer)
    }

    fn status_changed(&self, changed: &StatusChanged) -> Option<Sight> {
        let status = self.status(changed)?;
        Some(Sight::Status { agent: ids::agent(changed.member)?, status })
    }

    /// Told when the contact still waits there: one who is served at once did not wait.
    fn queue_entered(&self, entered: QueueEntered) -> Option<Sight> {
        let contact = self.acd.contact(entered.contact)?;
        let waits = matches!(contact.state, ContactState::Waiting(_));
        let customer = self.customer(entered.contact).filter(|_| waits)?;
        let group = ids::group(entered.group)?;
        Some(match entered.place {
            Place::Head => Sight::WaitsAtHead { customer, group },
            Place::Tail => Sight::Waits { customer, group },
        })
    }

    /// VC13: it rings for whom the customer is handed to.
    fn progressed(&self, progressed: CallProgressed, customer: Customer) -> Option<Sight> {
        let CallProgressed { contact, progress, .. } = progressed;
        let outside = self.acd.contact(contact).and_then(Contact::line_outside);
        let called = outside.map(|line| ids::far_end_of(line.far_end()));
        Some(Sight::FarEnd { customer: called.unwrap_or(Some(customer))?, progress })
    }

    /// An offer that is taken automatically does not ring (VC04).
    fn offer_made(&self, made: &OfferMade) -> Option<Sight> {
        let rings = self.acd.offer(made.contact).is_some_and(|open| open.fence == made.fence);
        let (agent, customer) = (ids::agent(made.member)?, self.customer(made.contact)?);
        let span: Millis = made.deadline.since(self.now);
        rings.then_some(Sight::Rings { agent, customer, span })
    }

    /// VC13, VC15.
    fn outside(&self, moved: &ExternalMoved, customer: Customer) -> Option<Sight> {
        let outside = match moved.step {
            ExternalStep::Dialled { .. }
            | ExternalStep::Asked { .. }
            | ExternalStep::PhoneAsked { .. }
            | ExternalStep::Rung { .. } => OutsideSight::Called,
            ExternalStep::Answered { until: None } => OutsideSight::Consulted,
            ExternalStep::Answered { until: Some(_) } => OutsideSight::Talks,
            ExternalStep::Completed { line } if line.is_answered() => OutsideSight::Talks,
            ExternalStep::Warned => OutsideSight::Warned,
            ExternalStep::Released { .. } if self.acd.contact(moved.contact).is_none() => {
                return None;
            }
            ExternalStep::Ended { .. } | ExternalStep::Released { .. } => OutsideSight::Lost,
            // What follows it, the sound tells.
            ExternalStep::Completed { .. } | ExternalStep::Turned { .. } => return None,
        };
        Some(Sight::Outside { called: ids::far_end_of(moved.far_end)?, customer, outside })
    }

    fn consult_moved(&self, moved: ConsultMoved) -> Option<Sight> {
        let (agent, customer) = (ids::agent(moved.member)?, self.customer(moved.contact)?);
        match moved.step {
            ConsultStep::Started => Some(Sight::Consulted { agent, customer }),
            ConsultStep::Ended { .. } => {
                let goes_on = self.acd.contact(moved.contact).is_some();
                goes_on.then_some(Sight::Loses { agent, customer })
            }
            // What follows it, the ring or the sound tells.
            ConsultStep::Joined { .. }
            | ConsultStep::Turned { .. }
            | ConsultStep::Muted { .. }
            | ConsultStep::Completed
            | ConsultStep::CalledOff
            | ConsultStep::RingsOn { .. } => None,
        }
    }

    /// VC20, VC22. Who is in no talk any more is back with nobody.
    fn aside(&self, event: &Event, customer: Customer) -> Option<Sight> {
        match event {
            Event::SelfServiceStarted(started) => {
                let service = ids::service_of(started.flow_id)?;
                Some(Sight::Walks { customer, service })
            }
            Event::SelfServiceEnded(ended) => {
                let agent = ids::agent(ended.member)?;
                let talk = self.acd.contact(ended.contact).and_then(Contact::talk);
                talk.map(|_| Sight::Returns { customer, agent })
            }
            Event::SurveyStarted(_) => Some(Sight::Surveyed { customer }),
            _ => None,
        }
    }

    /// The end of a flow in the middle of a talk is told while the customer is not back.
    fn flow_moved(&self, moved: &FlowMoved, customer: Customer) -> Option<Sight> {
        match &moved.step {
            flow::Event::Left(flow::Left { way: flow::Way::Scored(score), .. }) => {
                Some(Sight::Scores { customer, score: *score })
            }
            flow::Event::Ended(_) => {
                let talk = self.acd.contact(moved.contact).and_then(Contact::talk)?;
                talk.self_service.map(|_| Sight::Through { customer })
            }
            step => asked(step, customer),
        }
    }

    fn offer_ended(&self, ended: OfferEnded) -> Option<Sight> {
        let (agent, customer) = (ids::agent(ended.member)?, self.customer(ended.contact)?);
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
}

/// VC41: how a question begins, to the customer or to another system. What follows it, the queue or the end tells.
fn asked(step: &flow::Event, customer: Customer) -> Option<Sight> {
    let flow::Event::Stopped(flow::Stopped { doing, .. }) = step else { return None };
    match doing {
        flow::Doing::Ask { attempt, .. } => Some(Sight::Asked { customer, again: *attempt > 1 }),
        flow::Doing::Request => Some(Sight::LookedUp { customer }),
        flow::Doing::Record => Some(Sight::LeavesVoicemail { customer }),
        _ => None,
    }
}

fn rating(event: &Event, customer: Customer) -> Option<Sight> {
    match event {
        Event::RatingInvited(invited) => Some(Sight::Invited { customer, best: invited.scale }),
        Event::RatingGiven(given) => Some(Sight::Rated { customer, score: given.score }),
        _ => None,
    }
}

fn recording(event: &Event, customer: Customer) -> Option<Sight> {
    let recording = match event {
        Event::RecordingStarted(_) => RecordingSight::Begins,
        Event::RecordingPaused(_) => RecordingSight::Paused,
        Event::RecordingResumed(_) => RecordingSight::GoesOn,
        Event::RecordingEnded(RecordingEnded { how: RecordingEnd::Failed, .. }) => {
            RecordingSight::Failed
        }
        Event::RecordingEnded(RecordingEnded { how: RecordingEnd::TalkOver, .. }) => {
            RecordingSight::Ends
        }
        _ => return None,
    };
    Some(Sight::Recording { customer, recording })
}
