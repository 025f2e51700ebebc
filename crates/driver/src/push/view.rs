//! What each person sees of the state: core ids joined with names. Pure functions; who may see what is decided here, by
//! what a view holds.

mod consult;
mod directory;
mod internal;
mod phones;
pub(crate) mod rating;
mod self_service;

use acd::{
    Acd, Agent, BreakReason, Chosen, Consult, ConsultWith, Contact, ContactId, ContactState,
    CustomerId, Dialling, EndReason, Entry, GroupId, HoldCuts, MemberId, Offer, OfferWhy, Progress,
    Recording, Talk, Timestamp, WaitStage,
};
use store::{Message, MessageFile};
use wire::attachment::FileView;
use wire::command::Choice;
use wire::customer::CustomerView;
use wire::widget::{
    AgentName, CustomerAuthor, CustomerCall, CustomerCallState, CustomerEnd, CustomerMessage,
    CustomerRating, CustomerSession, CustomerSessionState, EndedSession, OpenSession, Waiting,
};
use wire::workspace::{
    Acw, AuthorView, BreakReasonView, CallState, CallView, DialProgress, DialView, Direction,
    GroupKind, GroupView, HandedView, Label, Lateness, Me, MessageView, NextStatus, NoteView,
    NumberView, OfferView, OfflineWhy, RecordingState, SessionView, TalkView,
};

use self::rating::customer_rating;
use crate::Book;
use crate::hand_over::HandOvers;
use crate::keyed::Keyed;
use crate::opinion::Opinions;

/// Customers further behind in a queue are told only that so many are before them.
pub(crate) const PLACES_TOLD: usize = 100;

/// The state and the names, side by side.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) acd: &'a Acd,
    pub(crate) book: &'a Book,
    pub(crate) keyed: &'a Keyed,
    pub(crate) hand_overs: &'a HandOvers,
    pub(crate) opinions: &'a Opinions,
}

impl View<'_> {
    pub(crate) fn me(&self, member: MemberId) -> Option<Me> {
        let agent = self.acd.agent(member)?;
        let myself = self.book.members.get(&member)?.clone();
        Some(Me {
            myself,
            label: label(agent.shown.label),
            since: self.since(agent).0,
            break_reason: agent.shown.break_reason.map(|reason| self.break_reason(reason)),
            offline_why: match agent.chosen {
                Chosen::Offline { why } => Some(offline_why(why)),
                Chosen::Available | Chosen::Busy | Chosen::OnBreak { .. } => None,
            },
            next: agent.next.map(|next| self.next(next)),
            acw: acw(agent),
            audio: agent.audio,
            sessions_open: u32::try_from(agent.sessions.len()).unwrap_or(u32::MAX),
            sessions_max: agent.member.sessions_max,
        })
    }

    /// A member who never signed in has been Offline for as long as this process can tell.
    fn since(&self, agent: &Agent) -> Timestamp {
        if agent.shown.since == Timestamp(0) { self.book.started } else { agent.shown.since }
    }

    /// The call as this member sees it, to whom it rings, who has it, or who is asked in it (VC15).
    pub(crate) fn call(&self, contact: &Contact, member: MemberId) -> Option<CallView> {
        let (direction, number) = match contact.entry {
            Entry::Call { number } => (Direction::Inbound, number),
            Entry::Outbound { number } => (Direction::Outbound, number),
            Entry::Session { .. } => return None,
        };
        let state = match &contact.state {
            ContactState::Offered(offer) => CallState::Ringing(self.offer(contact.id, offer)),
            ContactState::Dialling(dialling) => CallState::Dialling(dial_view(dialling)),
            ContactState::Connecting(_) => CallState::Connecting,
            ContactState::Talking(talk) if talk.member != member => self.asked(contact, talk)?,
            ContactState::Talking(talk) => CallState::Talking(TalkView {
                since: talk.since.0,
                muted: talk.muted,
                hold_since: talk.hold_since.map(|at| at.0),
                hold_apart: talk.hold_cuts == HoldCuts::BothWays,
                silent_since: talk.agent_silent_since.map(|at| at.0),
                ends: contact.limit.filter(|limit| limit.warned).map(|limit| limit.until.0),
            }),
            ContactState::Greeting
            | ContactState::InFlow(_)
            | ContactState::Waiting(_)
            | ContactState::External(_)
            | ContactState::Surveyed(_)
            | ContactState::Open(_)
            | ContactState::Moving => return None,
        };
        let talk = contact.talk();
        let kept = talk.map_or(Recording::Off, |talk| talk.recording);
        let group = contact.group()?;
        Some(CallView {
            id: contact.id.0,
            direction,
            customer: Some(self.book.customer(contact.customer)),
            colleague: None,
            phone: None,
            dialled: self.book.numbers.get(&number).cloned().unwrap_or_default(),
            group: Some(self.book.group(group)),
            came_by: self.came_by(contact.id),
            arrived: contact.arrived_at.0,
            state,
            recording: recording(kept),
            recording_resumes: kept.resumes_at().map(|at| at.0),
            consult: contact.talk().and_then(|talk| self.consult(talk)),
            consult_over: contact.talk().and_then(|talk| self.consult_over(talk, member)),
            consulted_by: contact.talk().and_then(|talk| self.consulted_by(talk, member)),
            flows: talk.map_or_else(Vec::new, |_| self.offered(group)),
            self_service: talk.and_then(|talk| self.self_service(contact, talk)),
            survey: self.survey(contact, group),
            note: self.note(contact.id, member),
        })
    }

    fn note(&self, contact: ContactId, member: MemberId) -> Option<NoteView> {
        let note = self.hand_overs.read_by(contact, member)?;
        let by = self.book.member(note.member);
        Some(NoteView { by, at: note.at.0, text: note.body.clone() })
    }

    pub(crate) fn session(&self, contact: &Contact, member: MemberId) -> Option<SessionView> {
        let Entry::Session { channel } = contact.entry else { return None };
        let (offer, since) = match &contact.state {
            ContactState::Offered(offer) => (Some(self.offer(contact.id, offer)), None),
            ContactState::Open(held) => (None, Some(held.since.0)),
            ContactState::Greeting
            | ContactState::InFlow(_)
            | ContactState::Waiting(_)
            | ContactState::Dialling(_)
            | ContactState::Connecting(_)
            | ContactState::Talking(_)
            | ContactState::External(_)
            | ContactState::Surveyed(_)
            | ContactState::Moving => return None,
        };
        Some(SessionView {
            id: contact.id.0,
            customer: self.book.customer(contact.customer),
            group: self.book.group(contact.group()?),
            channel: self.book.channels.get(&channel).cloned().unwrap_or_default(),
            arrived: contact.arrived_at.0,
            offer,
            since,
            customer_waits_since: contact.messages.customer_waits_since().map(|at| at.0),
            late: contact.messages.unanswered.and_then(|unanswered| lateness(unanswered.stage)),
            ends_at: contact.messages.ends_at.map(|at| at.0),
            end_told: contact.messages.end_told,
            note: self.note(contact.id, member),
            rating: self.rating(contact),
        })
    }

    pub(crate) fn group(&self, id: GroupId) -> Option<GroupView> {
        let group = self.acd.group(id)?;
        Some(GroupView {
            id: id.0,
            name: self.book.group(id).name,
            kind: kind(group.kind),
            numbers: self.numbers_of(id),
            waiting: u32::try_from(self.acd.queue_length(id)).unwrap_or(u32::MAX),
            longest_since: self.acd.longest_waiting_since(id).map(|at| at.0),
        })
    }

    /// VC06: in the order in which the core picks one.
    fn numbers_of(&self, group: GroupId) -> Vec<NumberView> {
        let of_group = self.acd.numbers().filter(|number| number.group == group);
        let views = of_group.map(|number| NumberView {
            id: number.id.0,
            number: self.book.numbers.get(&number.id).cloned().unwrap_or_default(),
        });
        views.collect()
    }

    /// The session as its customer sees it, with its place in the queue if it waits there.
    pub(crate) fn customer_session(&self, contact: &Contact, place: usize) -> CustomerSession {
        let state = if let Some(member) = contact.member() {
            let told = contact.messages.ends_at.filter(|_| contact.messages.end_told);
            let (agent, ends_at) = (self.book.nickname(member), told.map(|at| at.0));
            CustomerSessionState::Open(OpenSession { agent, ends_at })
        } else {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            let again = contact.had_by.is_some();
            CustomerSessionState::Waiting(Waiting { place, again })
        };
        let rating = contact.rating.map(customer_rating);
        CustomerSession { id: contact.id.0, state, rating }
    }

    /// The session of this customer.
    pub(crate) fn session_of(&self, customer: CustomerId) -> Option<(CustomerSession, &Contact)> {
        let contact = self.acd.session_of_customer(customer)?;
        Some((self.customer_session(contact, self.place(contact)), contact))
    }

    /// From 1. Who is offered to an agent is next.
    fn place(&self, contact: &Contact) -> usize {
        let (ContactState::Waiting(_), Some(group)) = (&contact.state, contact.group()) else {
            return 1;
        };
        let mut told = self.acd.waiting(group).take(PLACES_TOLD);
        told.position(|id| id == contact.id).unwrap_or(PLACES_TOLD) + 1
    }

    fn offer(&self, contact: ContactId, offer: &Offer) -> OfferView {
        let handed = match offer.why {
            OfferWhy::Queue | OfferWhy::Flow | OfferWhy::Internal { .. } => None,
            OfferWhy::Transferred { by } => {
                Some(HandedView::Transferred { by: self.book.member(by) })
            }
            OfferWhy::Returned { from } => {
                Some(HandedView::Returned { from: self.book.member(from) })
            }
            OfferWhy::ReturnedOutside { called } => {
                Some(HandedView::ReturnedOutside { number: self.number_of(called) })
            }
            OfferWhy::ReturnedFromPhone { phone } => {
                Some(HandedView::ReturnedFromPhone { phone: self.book.phone(phone) })
            }
            OfferWhy::Consult { by } => Some(HandedView::Consult { by: self.book.member(by) }),
        };
        OfferView {
            fence: offer.fence.0,
            made: offer.made_at.0,
            deadline: offer.deadline.0,
            waited: offer.waited.0,
            may_decline: self.acd.may_decline(contact),
            handed,
        }
    }

    /// VC13: of a line outside.
    fn number_of(&self, called: CustomerId) -> String {
        let CustomerView { name, number, .. } = self.book.customer(called);
        number.unwrap_or(name)
    }

    fn next(&self, next: Chosen) -> NextStatus {
        let (to, break_reason) = match next {
            Chosen::Available => (Choice::Available, None),
            Chosen::Busy => (Choice::Busy, None),
            Chosen::OnBreak { reason } => (Choice::OnBreak, Some(self.break_reason(reason))),
            Chosen::Offline { .. } => (Choice::Offline, None),
        };
        NextStatus { to, break_reason }
    }

    fn break_reason(&self, reason: BreakReason) -> BreakReasonView {
        match reason {
            BreakReason::Listed { id } => self.book.break_reason(id),
            BreakReason::MissedCalls => {
                BreakReasonView { id: None, name: "Missed calls".to_owned() }
            }
        }
    }
}

pub fn message(message: &Message, book: &Book) -> MessageView {
    MessageView {
        contact: message.contact.0,
        id: message.id.0,
        sequence: message.sequence,
        author: match message.author {
            acd::Author::Customer(_) => AuthorView::Customer,
            acd::Author::Member(member) => AuthorView::Member(book.member(member)),
        },
        text: message.body.clone(),
        at: message.at.0,
        files: message.files.iter().map(file).collect(),
    }
}

/// As everybody sees it who may read the message.
pub fn file(file: &MessageFile) -> FileView {
    FileView {
        id: file.id.0,
        name: file.name.clone(),
        kind: file.kind.clone(),
        size: file.size,
        width: file.pixels.map(|pixels| pixels.width),
        height: file.pixels.map(|pixels| pixels.height),
    }
}

pub(crate) fn customer_message(message: &Message, book: &Book) -> CustomerMessage {
    CustomerMessage {
        id: message.id.0,
        sequence: message.sequence,
        author: match message.author {
            acd::Author::Customer(_) => CustomerAuthor::You,
            acd::Author::Member(member) => {
                CustomerAuthor::Agent(AgentName { name: book.nickname(member) })
            }
        },
        text: message.body.clone(),
        at: message.at.0,
        files: message.files.iter().map(file).collect(),
    }
}

pub(crate) fn ended_session(
    id: ContactId,
    reason: EndReason,
    rating: Option<CustomerRating>,
) -> CustomerSession {
    let why = match reason {
        EndReason::EndedByCustomer | EndReason::LeftInQueue | EndReason::LeftWhileRinging => {
            CustomerEnd::ByYou
        }
        EndReason::EndedByAgent => CustomerEnd::ByAgent,
        EndReason::CustomerTimeout => CustomerEnd::Timeout,
        EndReason::WaitedTooLong | EndReason::NobodyOnline | EndReason::QueueFull => {
            CustomerEnd::NobodyFree
        }
        _ => CustomerEnd::Fault,
    };
    CustomerSession { id: id.0, state: CustomerSessionState::Ended(EndedSession { why }), rating }
}

/// A call from a page, as its customer sees it.
pub(crate) fn customer_call(contact: &Contact) -> CustomerCall {
    let state = match &contact.state {
        ContactState::Greeting | ContactState::InFlow(_) => CustomerCallState::Greeting,
        ContactState::Surveyed(_) => CustomerCallState::InFlow,
        ContactState::Talking(talk) if talk.is_in_flow() => CustomerCallState::InFlow,
        ContactState::Talking(talk) if talk.self_service.is_some() => CustomerCallState::OnHold,
        // VC15: the agent is with a colleague, and hears nothing of the customer.
        ContactState::Talking(Talk {
            consult: Some(Consult { with: ConsultWith::Consultant, .. }),
            ..
        })
        | ContactState::Waiting(_)
        | ContactState::Offered(_)
        | ContactState::Dialling(_)
        | ContactState::Connecting(_)
        | ContactState::Open(_)
        | ContactState::Moving => CustomerCallState::Waiting,
        ContactState::Talking(talk) if talk.hold_since.is_some() => CustomerCallState::OnHold,
        ContactState::External(external) if !external.is_answered() => CustomerCallState::Waiting,
        ContactState::Talking(_) | ContactState::External(_) => CustomerCallState::Talking,
    };
    CustomerCall { id: contact.id.0, state }
}

fn dial_view(dialling: &Dialling) -> DialView {
    let progress = dialling.progress.map(|progress| match progress {
        Progress::Ringing => DialProgress::Ringing,
        Progress::EarlyMedia => DialProgress::EarlyMedia,
    });
    DialView { since: dialling.since.0, until: dialling.until.0, progress }
}

const fn lateness(stage: WaitStage) -> Option<Lateness> {
    match stage {
        WaitStage::Calm => None,
        WaitStage::Reminded => Some(Lateness::Reminded),
        WaitStage::Overdue | WaitStage::TakenBack => Some(Lateness::Overdue),
    }
}

fn acw(agent: &Agent) -> Option<Acw> {
    let acw = agent.acw.filter(|_| agent.shown.label == acd::Label::AfterCallWork)?;
    Some(Acw {
        contact: acw.contact.0,
        since: agent.shown.since.0,
        until: acw.until.map(|until| until.0),
    })
}

const fn recording(recording: Recording) -> RecordingState {
    match recording {
        Recording::Off => RecordingState::Off,
        Recording::On { .. } => RecordingState::On,
        Recording::Paused { .. } => RecordingState::Paused,
        Recording::Failed { .. } => RecordingState::Failed,
    }
}

const fn kind(kind: acd::GroupKind) -> GroupKind {
    match kind {
        acd::GroupKind::Voice => GroupKind::Voice,
        acd::GroupKind::Chat => GroupKind::Chat,
    }
}

const fn label(label: acd::Label) -> Label {
    match label {
        acd::Label::Available => Label::Available,
        acd::Label::Busy => Label::Busy,
        acd::Label::OnBreak => Label::OnBreak,
        acd::Label::InLine => Label::InLine,
        acd::Label::AfterCallWork => Label::AfterCallWork,
        acd::Label::Offline => Label::Offline,
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
