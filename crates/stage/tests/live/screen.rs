//! An agent's screen: frames of the live socket, folded as the Workspace folds them, and what each step shows anew.

use acd::{ContactId, FlowId, Millis};
use stage::cast::{Agent, Customer, Reason};
use stage::ids;
use stage::sight::{BreakWhy, OfflineWhy, RecordingSight, Sight, Status};
use stage::teller::Contacts;
use wire::command::{Choice, OfferRef};
use wire::workspace::{
    BreakReasonView, CallState, CallView, Change, ContactGone, DirectoryPhone, Gone, Label, Me,
    NextStatus, OfferView, RecordingState, ServerFrame, SessionView, Snapshot,
};

use crate::internal::colleague_in;

pub(crate) struct Screen {
    pub(crate) agent: Agent,
    pub(crate) picture: Snapshot,
    /// VC30: the call that it has shown to ring elsewhere.
    pub(crate) dialled: Option<uuid::Uuid>,
    /// W13: the SIP phones of the directory, once it is looked at.
    phones: Vec<DirectoryPhone>,
}

impl Screen {
    pub(crate) const fn new(agent: Agent, picture: Snapshot) -> Self {
        Self { agent, picture, dialled: None, phones: Vec::new() }
    }

    /// What the frame shows anew.
    pub(crate) fn take(&mut self, frame: ServerFrame, contacts: &Contacts) -> Vec<Sight> {
        let step = match frame {
            ServerFrame::Changes(step) => step,
            ServerFrame::Directory(whole) => {
                self.phones = whole.phones;
                return vec![];
            }
            ServerFrame::DirectoryChanges(changes) => {
                self.phones.retain(|old| changes.phones.iter().all(|new| new.id != old.id));
                self.phones.extend(changes.phones);
                return vec![];
            }
            _ => return vec![],
        };
        let sights = step.changes.iter().flat_map(|change| self.change(change, contacts));
        let sights = sights.collect();
        let dialled = step.changes.iter().find_map(|change| match change {
            Change::Call(call) if matches!(call.state, CallState::Dialling(_)) => Some(call.id),
            _ => None,
        });
        self.dialled = dialled.or(self.dialled);
        robot::apply(&mut self.picture, step);
        sights
    }

    pub(crate) fn status(&self) -> Option<Status> {
        status(&self.picture.me)
    }

    pub(crate) fn next(&self) -> Option<Status> {
        next(self.picture.me.next.as_ref())
    }

    pub(crate) fn call(&self, contact: uuid::Uuid) -> Option<&CallView> {
        self.picture.calls.iter().find(|call| call.id == contact)
    }

    /// As the directory shows it.
    pub(crate) fn phone(&self, id: uuid::Uuid) -> Option<&DirectoryPhone> {
        self.phones.iter().find(|phone| phone.id == id)
    }

    pub(crate) fn session(&self, contact: uuid::Uuid) -> Option<&SessionView> {
        self.picture.sessions.iter().find(|session| session.id == contact)
    }

    /// What rings, whoever calls or writes.
    pub(crate) fn offers(&self) -> Vec<(OfferRef, &OfferView)> {
        let calls = self.picture.calls.iter().map(|call| (call.id, ringing(call)));
        let sessions =
            self.picture.sessions.iter().map(|session| (session.id, session.offer.as_ref()));
        let offered = calls.chain(sessions).filter_map(|(contact, offer)| {
            let offer = offer?;
            Some((OfferRef { contact, fence: offer.fence }, offer))
        });
        offered.collect()
    }

    fn change(&self, change: &Change, contacts: &Contacts) -> Vec<Sight> {
        match change {
            Change::Call(call) => self.call_changes(call),
            other => self.other_change(other, contacts).into_iter().collect(),
        }
    }

    /// A talk and its recording begin with one frame.
    fn call_changes(&self, call: &CallView) -> Vec<Sight> {
        if let Some(sights) = self.internal_changes(call) {
            return sights;
        }
        let Some(customer) = of_call(call) else { return vec![] };
        let (agent, before) = (self.agent, self.call(call.id));
        let talks = |call: &CallView| matches!(call.state, CallState::Talking(_));
        let dials = |call: &CallView| matches!(call.state, CallState::Dialling(_));
        let has = |call: &CallView| talks(call) && call.consulted_by.is_none();
        let state = if has(call) && !before.is_some_and(has) {
            Some(Sight::Talks { agent, customer })
        } else if talks(call) && !before.is_some_and(talks) {
            Some(Sight::Consulted { agent, customer })
        } else if dials(call) && before.is_none() {
            Some(Sight::Dials { agent, customer })
        } else {
            self.rings(before.and_then(ringing), ringing(call), customer)
        };
        let inside = self.walk(before, call, customer);
        // VC15: who is asked sees it, and it is not the recording of their talk.
        let own = |call: &&CallView| call.consulted_by.is_none();
        let was = before.filter(own).map_or(RecordingState::Off, |before| before.recording);
        let is = Some(call).filter(own).map_or(was, |call| call.recording);
        let recording =
            recording_change(was, is).map(|recording| Sight::Recording { customer, recording });
        let ends = |call: &CallView| matches!(&call.state, CallState::Talking(talk) if talk.ends.is_some());
        let told = own(&call) && ends(call) && !before.is_some_and(ends);
        let about_to_end = told.then_some(Sight::AboutToEnd { customer });
        state.into_iter().chain(recording).chain(inside).chain(about_to_end).collect()
    }

    /// VC20.
    fn walk(&self, before: Option<&CallView>, now: &CallView, customer: Customer) -> Option<Sight> {
        let agent = self.agent;
        match (before.and_then(|before| before.self_service.as_ref()), &now.self_service) {
            (None, Some(inside)) => {
                let service = ids::service_of(FlowId(inside.flow.id))?;
                Some(Sight::Walks { customer, service })
            }
            (Some(_), None) => Some(Sight::Returns { customer, agent }),
            (None, None) | (Some(_), Some(_)) => None,
        }
    }

    fn other_change(&self, change: &Change, contacts: &Contacts) -> Option<Sight> {
        let agent = self.agent;
        match change {
            Change::Me(me) => self.me(me),
            Change::Session(session) => {
                let before = self.session(session.id);
                let customer = of(session.id, contacts)?;
                if session.since.is_some() && before.is_none_or(|old| old.since.is_none()) {
                    return Some(Sight::HasSession { agent, customer });
                }
                let old = before.and_then(|old| old.offer.as_ref());
                self.rings(old, session.offer.as_ref(), customer)
            }
            Change::ContactGone(gone) => {
                if self.call(gone.contact).and_then(colleague_in).is_some() {
                    return self.internal_gone(gone);
                }
                let call = self.call(gone.contact).and_then(of_call);
                self.gone(gone, call.or_else(|| of(gone.contact, contacts))?)
            }
            Change::Call(_) | Change::Message(_) | Change::Group(_) => None,
        }
    }

    fn me(&self, me: &Me) -> Option<Sight> {
        let (agent, old) = (self.agent, &self.picture.me);
        let label = |me: &Me| (me.label, me.break_reason.clone());
        if label(old) != label(me) {
            return Some(Sight::Status { agent, status: status(me)? });
        }
        if old.next != me.next {
            return Some(Sight::NextStatus { agent, status: next(me.next.as_ref())? });
        }
        let counts = |me: &Me| me.acw.as_ref().map(|acw| acw.until.is_some());
        (counts(old) == Some(true) && counts(me) == Some(false))
            .then_some(Sight::WorkExtended { agent })
    }

    fn rings(
        &self,
        old: Option<&OfferView>,
        new: Option<&OfferView>,
        customer: Customer,
    ) -> Option<Sight> {
        let new = new.filter(|new| old.is_none_or(|old| old.fence != new.fence))?;
        let span = Millis(new.deadline.saturating_sub(new.made));
        Some(Sight::Rings { agent: self.agent, customer, span })
    }

    fn gone(&self, gone: &ContactGone, customer: Customer) -> Option<Sight> {
        let agent = self.agent;
        let rang = self.offers().iter().any(|(offer, _)| offer.contact == gone.contact);
        let had = self.call(gone.contact).is_some() || self.session(gone.contact).is_some();
        match gone.why {
            Gone::Missed => Some(Sight::Missed { agent, customer }),
            Gone::Declined => Some(Sight::Declined { agent, customer }),
            Gone::Unseen => Some(Sight::NotShown { agent, customer }),
            Gone::CustomerLeft => Some(Sight::StopsRinging { agent, customer }),
            Gone::PassedOn | Gone::Ended | Gone::ConsultOver if rang => {
                Some(Sight::StopsRinging { agent, customer })
            }
            Gone::PassedOn | Gone::Transferred | Gone::ConsultOver if had => {
                Some(Sight::Loses { agent, customer })
            }
            // VC06: why a call out was not answered, the end of the call says.
            Gone::PassedOn
            | Gone::Transferred
            | Gone::ConsultOver
            | Gone::Ended
            | Gone::Busy
            | Gone::NoAnswer
            | Gone::Rejected
            | Gone::InvalidNumber
            | Gone::NoLine
            // VC30.
            | Gone::CalledOff
            | Gone::ColleagueLost => None,
        }
    }
}

const fn recording_change(was: RecordingState, is: RecordingState) -> Option<RecordingSight> {
    match (was, is) {
        (RecordingState::Paused, RecordingState::On) => Some(RecordingSight::GoesOn),
        (RecordingState::Off | RecordingState::Failed, RecordingState::On) => {
            Some(RecordingSight::Begins)
        }
        (RecordingState::Off | RecordingState::On, RecordingState::Paused) => {
            Some(RecordingSight::Paused)
        }
        (RecordingState::On | RecordingState::Paused, RecordingState::Failed) => {
            Some(RecordingSight::Failed)
        }
        _ => None,
    }
}

/// As the screen names the caller; the journal may be read later.
fn of_call(call: &CallView) -> Option<Customer> {
    let customer = call.customer.as_ref()?.id;
    Customer::ALL.into_iter().find(|one| ids::customer(*one).0 == customer)
}

fn of(contact: uuid::Uuid, contacts: &Contacts) -> Option<Customer> {
    contacts.get(&ContactId(contact)).map(|(customer, _)| *customer)
}

fn ringing(call: &CallView) -> Option<&OfferView> {
    match &call.state {
        CallState::Ringing(offer) => Some(offer),
        CallState::Dialling(_) | CallState::Connecting | CallState::Talking(_) => None,
    }
}

fn status(me: &Me) -> Option<Status> {
    Some(match me.label {
        Label::Available => Status::Available,
        Label::Busy => Status::Busy,
        Label::OnBreak => Status::OnBreak(break_why(me.break_reason.as_ref())?),
        Label::InLine => Status::InLine,
        Label::AfterCallWork => Status::AfterCallWork,
        Label::Offline => Status::Offline(match me.offline_why {
            None | Some(wire::workspace::OfflineWhy::ByHand) => OfflineWhy::ByHand,
            Some(wire::workspace::OfflineWhy::LoggedOut) => OfflineWhy::LoggedOut,
            Some(wire::workspace::OfflineWhy::ConnectionLost) => OfflineWhy::ConnectionLost,
            Some(wire::workspace::OfflineWhy::Unreachable) => OfflineWhy::Unreachable,
        }),
    })
}

fn next(next: Option<&NextStatus>) -> Option<Status> {
    let next = next?;
    Some(match next.to {
        Choice::Available => Status::Available,
        Choice::Busy => Status::Busy,
        Choice::OnBreak => Status::OnBreak(break_why(next.break_reason.as_ref())?),
        Choice::Offline => Status::Offline(OfflineWhy::ByHand),
    })
}

/// As a person reads it: by its name.
fn break_why(reason: Option<&BreakReasonView>) -> Option<BreakWhy> {
    let reason = reason?;
    match reason.id {
        None => Some(BreakWhy::MissedCalls),
        Some(_) => Reason::named(&reason.name).map(BreakWhy::Listed),
    }
}
