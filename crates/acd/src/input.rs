//! What reaches the core: a *fact* has happened and cannot be refused, a *command* is a person's wish
//! and may be, a *config* change comes from an admin. Nothing else crosses.

use flow::{Meaning, Turn};
use serde::{Deserialize, Serialize};

use crate::{
    BreakReasonId, ChannelId, ConfigChange, ContactId, CustomerId, Destination, Fence, FlowId,
    GroupId, InternalTarget, MemberId, MessageId, NumberId, PhoneId, PhoneStanding, Progress,
    Timestamp, TransferTo,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "input", rename_all = "kebab-case")]
pub enum Input {
    Fact { fact: Fact },
    Command { by: By, command: Command },
    Config { change: ConfigChange },
}

/// The person behind a command. Who they are was proved at the edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "by", content = "id", rename_all = "kebab-case")]
pub enum By {
    Member(MemberId),
    Customer(CustomerId),
}

/// Past tense, from a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// A customer's call reached a number of ours and can be answered.
    CallArrived {
        contact: ContactId,
        customer: CustomerId,
        number: NumberId,
    },
    /// The greeting was played to its end.
    GreetingEnded {
        contact: ContactId,
    },
    /// VC43: the notice was played to its end.
    NoticeEnded {
        contact: ContactId,
    },
    /// VC20: the customer pressed a key. Which one never comes here: it may be a secret, and no rule asks for it.
    KeyPressed {
        contact: ContactId,
        /// VC41: what it means where the caller is in a flow; absent outside of one.
        #[serde(default)]
        meaning: Option<Meaning>,
        /// It may be a part of a secret, and is kept nowhere.
        #[serde(default)]
        masked: bool,
    },
    /// VC41: what a flow waited for. What comes too late is no answer to what it waits for now.
    Flow {
        contact: ContactId,
        input: flow::Input,
    },
    /// VC41: whose number it is to which a flow hands its caller, and where that is. The customer is made by who found it.
    CalleeFound {
        contact: ContactId,
        turn: Turn,
        called: CustomerId,
        to: Destination,
    },
    /// VC06: what the far end of a call out lets us hear.
    CallProgressed {
        contact: ContactId,
        progress: Progress,
    },
    /// The far end of a call out has answered, and sound can flow.
    CallAnswered {
        contact: ContactId,
    },
    /// A call out has come to nothing.
    CallFailed {
        contact: ContactId,
        why: DialFailure,
    },
    /// VC12, VC13: what becomes of the line outside, or of the phone that rings.
    External {
        contact: ContactId,
        news: ExternalNews,
    },
    /// The customer hung up, in whatever state the call was.
    CustomerHungUp {
        contact: ContactId,
    },
    /// The call cannot go on, and nobody hung up.
    CallBroke {
        contact: ContactId,
        fault: CallFault,
    },
    /// Sound from the agent reached the call: the accept is confirmed, or the agent is back (VC51).
    AgentHeard {
        contact: ContactId,
        member: MemberId,
    },
    /// The agent's sound is gone from the call although nobody muted it.
    AgentSilent {
        contact: ContactId,
        member: MemberId,
    },
    /// F13: the recording that began at `since` cannot go on.
    RecordingFailed {
        contact: ContactId,
        since: Timestamp,
    },
    /// The agent's browser has shown the offer (F26).
    OfferSeen {
        contact: ContactId,
        member: MemberId,
        fence: Fence,
    },
    /// F31: an accept was refused (`offer-gone`) because the ring had just ended. Within `LATE_ACCEPT`
    /// of the miss it takes the miss back; the call stays where it went.
    AcceptedLate {
        contact: ContactId,
        member: MemberId,
        fence: Fence,
    },
    /// VC31: how a SIP phone stands from now on.
    Phone {
        phone: PhoneId,
        standing: PhoneStanding,
    },
    /// A Workspace of the member is connected.
    BrowserLive {
        member: MemberId,
    },
    /// Its last socket closed, or two pings were missed. ST10 counts from the last frame, which was earlier.
    BrowserQuiet {
        member: MemberId,
        last_frame: Timestamp,
    },
    /// The microphone is allowed and the browser's one connection carries sound (AC06).
    AudioReady {
        member: MemberId,
    },
    AudioLost {
        member: MemberId,
    },
    /// F01, F03: every leg and every socket went with the process that held them; the next one began at `back`. Told at the
    /// last moment in which the process is known to have lived.
    ProcessLost {
        back: Timestamp,
    },
    /// F08: what was to be done with the contact has met a defect of ours twice. It ends here, and nothing else does.
    DefectMet {
        contact: ContactId,
    },
    /// A deadline of [`crate::Acd::next_deadline`] has passed.
    DeadlineReached,
    /// As [`Self::DeadlineReached`], for one deadline only, which stands behind so many others: to find the one that meets
    /// a defect, and to pass it by (F08).
    OneDeadline {
        #[serde(default)]
        behind: u32,
    },
}

/// Why a call out was not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DialFailure {
    Busy,
    /// It rang, or nobody said anything, for too long.
    NoAnswer,
    /// Whoever it rang for wants no call, or the network lets none through.
    Rejected,
    /// Nobody has this number.
    InvalidNumber,
    /// F40: no trunk takes the call.
    NoLine,
}

/// VC13: what a channel tells of a line outside, in the order of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "news", rename_all = "kebab-case")]
pub enum ExternalNews {
    /// What the far end lets the customer hear.
    Progressed {
        progress: Progress,
    },
    Answered,
    /// Nobody has answered, and nobody will.
    Failed {
        why: DialFailure,
    },
    /// After the answer.
    HungUp,
    /// Nobody hung up, and nothing comes from there any more.
    Lost,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CallFault {
    /// F49: our answer was never acknowledged.
    NoAck,
    /// F36: no sound and no control packets from the customer for too long.
    MediaTimeout,
    /// F01: the process that held the legs is gone.
    LegsLost,
}

/// Imperative, from a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case")]
pub enum Command {
    /// AC07: after login, and the Online of ST09. The first one of a member who never signed in or has logged
    /// out is the login: it leads to what [`crate::Settings::after_login`] says.
    GoOnline,
    /// ST04, ST05: any of the choices by hand.
    SetStatus {
        to: Choice,
    },
    /// ST05: while In line.
    ReserveStatus {
        to: Choice,
    },
    CancelReservedStatus,
    /// ST08.
    BackToReception,
    ContinueAfterCallWork,
    /// AC13. Refused in a call; open sessions go to the head of their group's queue.
    LogOut,
    Accept {
        contact: ContactId,
        fence: Fence,
    },
    Decline {
        contact: ContactId,
        fence: Fence,
    },
    /// VC07.
    Hold {
        contact: ContactId,
    },
    CancelHold {
        contact: ContactId,
    },
    /// VC08.
    Mute {
        contact: ContactId,
    },
    Unmute {
        contact: ContactId,
    },
    /// VC21: keys for the customer's end. Which ones never comes here, as with [`Fact::KeyPressed`].
    SendKeys {
        contact: ContactId,
    },
    /// VC40: nothing is kept of what is said until `ResumeRecording`, and no longer than two minutes.
    PauseRecording {
        contact: ContactId,
    },
    ResumeRecording {
        contact: ContactId,
    },
    /// VC10, VC11, VC12: the agent's part of the call ends at once, and the customer hears music until somebody answers.
    Transfer {
        contact: ContactId,
        to: TransferTo,
    },
    /// VC13: as `Transfer`, to a line outside. Its customer is made by who asks.
    TransferOut {
        contact: ContactId,
        called: CustomerId,
        to: Destination,
    },
    /// VC15: a colleague is asked while the customer hears music.
    Consult {
        contact: ContactId,
        member: MemberId,
    },
    /// VC15: as `Consult`, of somebody outside. Their customer is made by who asks.
    ConsultOut {
        contact: ContactId,
        called: CustomerId,
        to: Destination,
    },
    /// VC15: as `Consult`, of whoever is near a SIP phone; a phone by which a member takes calls is that member.
    ConsultPhone {
        contact: ContactId,
        phone: PhoneId,
    },
    SwapConsult {
        contact: ContactId,
    },
    /// Three-way.
    MergeConsult {
        contact: ContactId,
    },
    /// The call is the colleague's, or the customer is left to the line outside.
    CompleteConsult {
        contact: ContactId,
    },
    CancelConsult {
        contact: ContactId,
    },
    /// VC06. The contact and its customer are made by who asks; `from` is the number of the group's that is shown, absent
    /// for its first.
    Dial {
        contact: ContactId,
        customer: CustomerId,
        /// Absent only where nobody is asked: in an emergency (VC44).
        group: Option<GroupId>,
        from: Option<NumberId>,
        to: Destination,
    },
    /// VC30: the call is made by who asks.
    CallInternally {
        contact: ContactId,
        to: InternalTarget,
    },
    /// VC05, by the agent.
    HangUp {
        contact: ContactId,
    },
    /// VC20: the customer walks a flow that the call's group offers, and the talk goes on beside it.
    StartSelfService {
        contact: ContactId,
        flow: FlowId,
    },
    /// VC20: Back, at once.
    TakeBack {
        contact: ContactId,
    },
    /// VC22: the customer is to be asked once the agent has hung up. DK08: in a session, at once.
    AskSatisfaction {
        contact: ContactId,
    },
    /// By the customer, from a channel.
    StartSession {
        contact: ContactId,
        channel: ChannelId,
    },
    /// DK13: the driver keeps the text; the core orders it. A message that is here already is `Ok` without an
    /// event: `Acd::message_sequence` tells the first answer.
    SendMessage {
        contact: ContactId,
        message: MessageId,
        size: u32,
    },
    /// DK03, by either side.
    EndSession {
        contact: ContactId,
    },
    /// DK08, by the customer who was invited. The driver keeps what else they say.
    Rate {
        contact: ContactId,
        score: u8,
    },
}

/// What a person can choose (ST02: the system's own break reason is not among it).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "kebab-case")]
pub enum Choice {
    Available,
    Busy,
    OnBreak { reason: BreakReasonId },
    Offline,
}
