//! What the passing of time will do, and when. Derived from the state; kept in one order for all (I23).

use serde::{Deserialize, Serialize};

use super::{Acd, Agent, Consult, Contact, ContactState, Notice, Offer, Party};
use crate::{Browser, ContactId, MemberId, Millis, Settings, Timestamp};

/// Longer than any greeting or notice.
const PROMPT_MAX: Millis = Millis::from_secs(60);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Deadline {
    pub(crate) at: Timestamp,
    pub(crate) timer: Timer,
}

/// Finish the sentence "time to …". At one instant they act in this order: what frees agents and contacts comes
/// first, so that nobody is sent away whom somebody could take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "timer", rename_all = "kebab-case")]
pub(crate) enum Timer {
    /// end after-call-work (ST07).
    AfterCallWork { member: MemberId },
    /// give up a quiet browser, one stage after the other (ST10).
    Quiet { member: MemberId },
    /// take back an offer that the browser did not show (F26).
    Unseen { contact: ContactId },
    /// miss an offer (VC03).
    Ring { contact: ContactId },
    /// end a call out that nobody has answered (VC06), or give up a line outside (VC13).
    NoAnswer { contact: ContactId },
    /// give up waiting for an agent's first sound.
    Media { contact: ContactId },
    /// go on with a call whose greeting or notice must be over, though nobody has said so.
    Prompt { contact: ContactId },
    /// go on with a flow in which nothing has come (VC41).
    Flow { contact: ContactId },
    /// take the call from an agent whose sound is lost (VC51).
    Rejoin { contact: ContactId },
    /// offer the contact again to one who passed it (VC03).
    HoldBack { contact: ContactId, member: MemberId },
    /// end a session whose customer is silent (DK04).
    Silence { contact: ContactId },
    /// go on with a recording that was paused (VC40).
    RecordingPause { contact: ContactId },
    /// tell both of the end of a talk with a line outside, and then end it (VC13).
    Limit { contact: ContactId },
    /// tell who has a call out of its end, and then end it (VC06).
    CallOut { contact: ContactId },
    /// end the waiting (RT05).
    WaitOver { contact: ContactId },
}

impl Timer {
    pub(crate) const fn contact(self) -> Option<ContactId> {
        match self {
            Self::AfterCallWork { .. } | Self::Quiet { .. } => None,
            Self::Unseen { contact }
            | Self::Ring { contact }
            | Self::NoAnswer { contact }
            | Self::Media { contact }
            | Self::Prompt { contact }
            | Self::Flow { contact }
            | Self::Rejoin { contact }
            | Self::HoldBack { contact, .. }
            | Self::Silence { contact }
            | Self::RecordingPause { contact }
            | Self::Limit { contact }
            | Self::CallOut { contact }
            | Self::WaitOver { contact } => Some(contact),
        }
    }
}

/// ST10: what a quiet browser costs its agent next. Sessions go one by one, as deadlines do: a defect in one of them keeps
/// no other (F08).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QuietCost {
    Status,
    Session(ContactId),
    /// Its place in memory.
    Browser,
}

impl Acd {
    pub(crate) fn quiet_cost(&self, member: MemberId, now: Timestamp) -> Option<QuietCost> {
        let agent = self.agent(member)?;
        let Browser::Quiet { since } = agent.browser else { return None };
        let (quiet, settings) = (now.since(since), self.settings());
        let on_call = agent.call.is_some();
        if quiet >= settings.offline_after && !on_call && !agent.chosen.is_offline() {
            return Some(QuietCost::Status);
        }
        // RT03: in the order in which they will be served.
        let served = |session: &&Contact| {
            let queued = session.queued.map(|queued| (queued.priority, queued.arrival));
            (queued, session.id)
        };
        let first = self.sessions_of(member).min_by_key(served);
        let due = first.filter(|_| quiet >= settings.sessions_kept);
        Some(due.map_or(QuietCost::Browser, |session| QuietCost::Session(session.id)))
    }
}

impl Agent {
    pub(crate) fn deadlines(&self, settings: &Settings) -> impl Iterator<Item = Deadline> {
        let member = self.member.id;
        let acw = self
            .acw
            .and_then(|acw| acw.until)
            .map(|at| Deadline { at, timer: Timer::AfterCallWork { member } });
        let quiet =
            self.quiet_until(settings).map(|at| Deadline { at, timer: Timer::Quiet { member } });
        [acw, quiet].into_iter().flatten()
    }

    /// When a quiet browser costs its agent the next thing: the status, the sessions, the place in memory.
    fn quiet_until(&self, settings: &Settings) -> Option<Timestamp> {
        let Browser::Quiet { since } = self.browser else { return None };
        let offline = since.after(settings.offline_after);
        let sessions = since.after(settings.sessions_kept);
        let on_call = self.call.is_some();
        let takes_status = !on_call && !self.chosen.is_offline();
        let takes_sessions = !self.sessions.is_empty();
        match (takes_status, takes_sessions) {
            (true, true) => Some(offline.min(sessions)),
            (true, false) => Some(offline),
            (false, true) => Some(sessions),
            (false, false) => (!on_call).then(|| offline.max(sessions)),
        }
    }
}

impl Contact {
    pub(crate) fn deadlines(&self) -> impl Iterator<Item = Deadline> {
        let contact = self.id;
        let inside = self.talk().and_then(|talk| talk.self_service);
        let walk = inside.and_then(|inside| inside.run.next_deadline());
        let walk = walk.map(|at| (at, Timer::Flow { contact }));
        let (first, second) = match &self.state {
            ContactState::Moving => (None, None),
            ContactState::Greeting => {
                (self.prompt_until().map(|at| (at, Timer::Prompt { contact })), None)
            }
            ContactState::InFlow(run) | ContactState::Surveyed(run) => {
                (run.next_deadline().map(|at| (at, Timer::Flow { contact })), None)
            }
            ContactState::Waiting(_) => {
                (self.queued.map(|queued| (queued.until, Timer::WaitOver { contact })), None)
            }
            ContactState::Offered(offer) => offer.deadlines(contact),
            ContactState::Dialling(dialling) => {
                (Some((dialling.until, Timer::NoAnswer { contact })), None)
            }
            ContactState::Connecting(connecting) => {
                (Some((connecting.media_by, Timer::Media { contact })), None)
            }
            ContactState::Talking(talk) => {
                // A flow needs no agent: who is in one is not taken out of it.
                let rejoin_by = talk.rejoin_by.filter(|_| !talk.is_in_flow());
                let rejoin = rejoin_by.map(|at| (at, Timer::Rejoin { contact }));
                let resume = talk.recording.resumes_at();
                (rejoin, resume.map(|at| (at, Timer::RecordingPause { contact })))
            }
            ContactState::External(external) => (external.deadline(contact), None),
            ContactState::Open(_) => {
                (self.messages.ends_at.map(|at| (at, Timer::Silence { contact })), None)
            }
        };
        let asked = self.talk().and_then(|talk| talk.consult.as_ref());
        let asked = asked.map(|consult| consult.deadlines(contact)).into_iter().flatten();
        let held = self.passes.iter().filter_map(move |pass| {
            pass.held_until.map(|at| (at, Timer::HoldBack { contact, member: pass.member }))
        });
        let limit = self.limit.map(|limit| (limit.due(), Timer::CallOut { contact }));
        let all = [first, second, walk, limit].into_iter().flatten().chain(asked).chain(held);
        all.map(|(at, timer)| Deadline { at, timer })
    }

    /// Without it one lost report would leave the customer in silence for ever.
    fn prompt_until(&self) -> Option<Timestamp> {
        match self.notice {
            Notice::NotPlayed => Some(self.arrived_at.after(PROMPT_MAX)),
            Notice::Playing { since, .. } => Some(since.after(PROMPT_MAX)),
            Notice::Played => None,
        }
    }
}

/// What may end something, and when.
pub(super) type Due = Option<(Timestamp, Timer)>;

impl Offer {
    pub(super) fn deadlines(&self, contact: ContactId) -> (Due, Due) {
        let ring = Some((self.deadline, Timer::Ring { contact }));
        (ring, self.seen_by.map(|at| (at, Timer::Unseen { contact })))
    }
}

impl Consult {
    fn deadlines(&self, contact: ContactId) -> impl Iterator<Item = (Timestamp, Timer)> {
        let (first, second) = match &self.party {
            Party::Ringing(offer) => offer.deadlines(contact),
            Party::Connecting(connecting) => {
                (Some((connecting.media_by, Timer::Media { contact })), None)
            }
            Party::Talking { .. } => (None, None),
            Party::Outside(line) => (line.deadline(contact), None),
        };
        [first, second].into_iter().flatten()
    }
}
