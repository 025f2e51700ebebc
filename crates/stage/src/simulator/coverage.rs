//! What the days have met. A kind of input, event or refusal that no day meets is one that nothing here proves; a run that
//! is long enough fails over it by name. A new variant does not compile until it stands in these lists.

use std::collections::BTreeMap;

use acd::{Command, ConfigChange, EndReason, Event, Fact, Input, OfferEnd, OfferWhy, Refused};

/// How often each kind was met, by name.
#[derive(Clone, Debug, Default)]
pub struct Coverage(BTreeMap<&'static str, u64>);

/// One list for both: the match that the compiler watches, and the names that a run has to meet.
macro_rules! kinds {
    ($names:ident, $of:ident, $kind:ident { $($variant:ident),* $(,)? }) => {
        const $names: &[&str] = &[$(concat!(stringify!($kind), "::", stringify!($variant))),*];

        const fn $of(it: &$kind) -> &'static str {
            match it {
                $($kind::$variant { .. } => concat!(stringify!($kind), "::", stringify!($variant))),*
            }
        }
    };
}

kinds!(
    FACTS,
    fact,
    Fact {
        CallArrived,
        GreetingEnded,
        NoticeEnded,
        KeyPressed,
        CallProgressed,
        CallAnswered,
        CallFailed,
        External,
        Flow,
        CalleeFound,
        CustomerHungUp,
        CallBroke,
        AgentHeard,
        AgentSilent,
        RecordingFailed,
        OfferSeen,
        AcceptedLate,
        Phone,
        BrowserLive,
        BrowserQuiet,
        AudioReady,
        AudioLost,
        ProcessLost,
        DefectMet,
        DeadlineReached,
        OneDeadline,
    }
);

kinds!(
    COMMANDS,
    command,
    Command {
        GoOnline,
        SetStatus,
        ReserveStatus,
        CancelReservedStatus,
        BackToReception,
        ContinueAfterCallWork,
        LogOut,
        Accept,
        Decline,
        Hold,
        CancelHold,
        Mute,
        Unmute,
        SendKeys,
        StartSelfService,
        TakeBack,
        AskSatisfaction,
        PauseRecording,
        ResumeRecording,
        Transfer,
        TransferOut,
        CallInternally,
        Consult,
        ConsultOut,
        ConsultPhone,
        SwapConsult,
        MergeConsult,
        CompleteConsult,
        CancelConsult,
        Dial,
        HangUp,
        StartSession,
        SendMessage,
        EndSession,
        Rate,
    }
);

kinds!(
    CHANGES,
    change,
    ConfigChange {
        SettingsPut,
        GroupPut,
        GroupRemoved,
        MemberPut,
        MemberRemoved,
        NumberPut,
        NumberRemoved,
        ChannelPut,
        ChannelRemoved,
        FlowPut,
        FlowRemoved,
        HoursPut,
        HoursRemoved,
    }
);

kinds!(
    EVENTS,
    event,
    Event {
        ConfigChanged,
        DayBegan,
        PhoneChanged,
        BrowserChanged,
        AudioChanged,
        StatusChosen,
        StatusReserved,
        AcwStarted,
        AcwExtended,
        AcwEnded,
        StatusChanged,
        ContactArrived,
        CallDialled,
        CallProgressed,
        CallOutLimited,
        NoticeStarted,
        NoticePlayed,
        KeyPressed,
        FlowMoved,
        ConsultMoved,
        CallTransferred,
        ExternalMoved,
        InternalMoved,
        QueueEntered,
        OfferMade,
        OfferSeen,
        OfferEnded,
        MissForgiven,
        HoldBackEnded,
        MemberJoined,
        TalkStarted,
        RecordingStarted,
        RecordingPaused,
        RecordingResumed,
        RecordingEnded,
        HoldChanged,
        MuteChanged,
        KeysSent,
        SelfServiceStarted,
        SelfServiceEnded,
        SatisfactionAsked,
        SurveyStarted,
        AgentSilenceChanged,
        MessageAdded,
        RatingInvited,
        RatingGiven,
        MemberLeft,
        ContactEnded,
    }
);

kinds!(
    OFFER_ENDS,
    offer_end,
    OfferEnd { Accepted, Declined, Missed, Unseen, Cancelled, AgentGone }
);

kinds!(
    REFUSALS,
    refusal,
    Refused {
        UnknownMember,
        InLine,
        NotInLine,
        Offline,
        NotInAcw,
        UnknownBreakReason,
        OfferGone,
        NotYourOffer,
        DeclineForbidden,
        NoAudio,
        UnknownContact,
        NotYourContact,
        ContactEnded,
        NotTalking,
        OnHold,
        UnknownGroup,
        TargetUnavailable,
        UnknownPhone,
        PhoneNotRegistered,
        PhoneInUse,
        Ringing,
        InvalidNumber,
        NumberNotAllowed,
        NoLine,
        InConsult,
        NoConsult,
        TooManyCalls,
        TalkTimeUsed,
        NotRecording,
        UnknownFlow,
        FlowNotAllowed,
        InFlow,
        NotInFlow,
        SurveyGiven,
        RatingOff,
        NotInvited,
        RatingGiven,
        RatingOver,
        ScoreOffScale,
        InternalCall,
        WrongKind,
        UnknownChannel,
        SessionOpen,
        QueueFull,
        MessageTooLong,
    }
);

/// The ends of a contact that this product can bring about today; the closed list holds more.
const ENDS: [(EndReason, &str); 20] = [
    (EndReason::LeftInFlow, "EndReason::LeftInFlow"),
    (EndReason::LeftInQueue, "EndReason::LeftInQueue"),
    (EndReason::LeftWhileRinging, "EndReason::LeftWhileRinging"),
    (EndReason::ClosedHours, "EndReason::ClosedHours"),
    (EndReason::WaitedTooLong, "EndReason::WaitedTooLong"),
    (EndReason::QueueFull, "EndReason::QueueFull"),
    (EndReason::EndedByCustomer, "EndReason::EndedByCustomer"),
    (EndReason::EndedByAgent, "EndReason::EndedByAgent"),
    (EndReason::CustomerTimeout, "EndReason::CustomerTimeout"),
    (EndReason::MediaTimeout, "EndReason::MediaTimeout"),
    (EndReason::NoAck, "EndReason::NoAck"),
    (EndReason::Refused, "EndReason::Refused"),
    (EndReason::SystemFault, "EndReason::SystemFault"),
    (EndReason::TransferredOut, "EndReason::TransferredOut"),
    (EndReason::Busy, "EndReason::Busy"),
    (EndReason::NoAnswer, "EndReason::NoAnswer"),
    (EndReason::Rejected, "EndReason::Rejected"),
    (EndReason::InvalidNumber, "EndReason::InvalidNumber"),
    (EndReason::NoLine, "EndReason::NoLine"),
    (EndReason::Cancelled, "EndReason::Cancelled"),
];

impl Coverage {
    pub(super) fn input(&mut self, input: &Input) {
        match input {
            Input::Fact { fact: it } => self.met(fact(it)),
            Input::Command { command: it, .. } => self.met(command(it)),
            Input::Config { change: it } => self.met(change(it)),
        }
    }

    pub(super) fn event(&mut self, it: &Event) {
        self.met(event(it));
        match it {
            Event::KeyPressed(pressed) if pressed.masked => self.met(trouble::KEY_MASKED),
            Event::OfferMade(made) => match made.why {
                OfferWhy::Queue
                | OfferWhy::Consult { .. }
                | OfferWhy::Internal { .. }
                | OfferWhy::ReturnedFromPhone { .. }
                | OfferWhy::Flow => {}
                OfferWhy::ReturnedOutside { .. } => self.met(trouble::BACK_FROM_OUTSIDE),
                OfferWhy::Transferred { .. } => self.met(trouble::HANDED_OVER),
                OfferWhy::Returned { .. } => self.met(trouble::HANDED_BACK),
            },
            Event::OfferEnded(ended) => self.met(offer_end(&ended.end)),
            Event::ContactEnded(ended) => {
                for (_, name) in ENDS.iter().filter(|(reason, _)| *reason == ended.reason) {
                    self.met(name);
                }
            }
            _ => {}
        }
    }

    pub(super) fn refused(&mut self, it: Refused) {
        self.met(refusal(&it));
    }

    /// What the world did to the server: named where it is done.
    pub(super) fn met(&mut self, name: &'static str) {
        *self.0.entry(name).or_default() += 1;
    }

    pub fn add(&mut self, other: &Self) {
        for (name, times) in &other.0 {
            *self.0.entry(name).or_default() += times;
        }
    }

    /// What should have been met and was not.
    pub fn missing(&self) -> Vec<&'static str> {
        let ends = ENDS.iter().map(|(_, name)| *name);
        let lists = [FACTS, COMMANDS, CHANGES, EVENTS, OFFER_ENDS, REFUSALS, TROUBLES];
        let all = lists.into_iter().flatten().copied().chain(ends);
        let expected = all.filter(|name| BEYOND.iter().all(|(beyond, _)| beyond != name));
        expected.filter(|name| !self.0.contains_key(name)).collect()
    }

    /// What was met and should not have been.
    pub fn surprising(&self) -> Vec<&'static str> {
        let beyond = BEYOND.iter().map(|(name, _)| *name);
        beyond.filter(|name| self.0.contains_key(name)).collect()
    }

    /// What was met least, the rarest first.
    pub fn rarest(&self, most: usize) -> Vec<(&'static str, u64)> {
        let mut all: Vec<_> = self.times().collect();
        all.sort_by_key(|(_, times)| *times);
        all.truncate(most);
        all
    }

    pub fn times(&self) -> impl Iterator<Item = (&'static str, u64)> {
        self.0.iter().map(|(name, times)| (*name, *times))
    }
}

/// What no day can meet, and why. A day that meets it all the same shows that the line is no longer true.
const BEYOND: &[(&str, &str)] = &[
    ("Command::CallInternally", "the agents of a day call no colleague"),
    ("Event::InternalMoved", "as above"),
    ("Refused::InternalCall", "as above"),
    ("Fact::CalleeFound", "no flow of a day calls anybody"),
    ("Command::Consult", "the agents of a day ask nobody"),
    ("Command::ConsultOut", "as above"),
    ("Command::ConsultPhone", "as above"),
    ("Command::SwapConsult", "as above"),
    ("Command::MergeConsult", "as above"),
    ("Command::CompleteConsult", "as above"),
    ("Command::CancelConsult", "as above"),
    ("Event::ConsultMoved", "as above"),
    ("Refused::InConsult", "as above"),
    ("Refused::NoConsult", "as above"),
    ("Command::StartSelfService", "the agents of a day start no flow, and ask nobody (VC20, VC22)"),
    ("Command::TakeBack", "as above"),
    ("Command::AskSatisfaction", "as above"),
    ("Event::SelfServiceStarted", "as above"),
    ("Event::SelfServiceEnded", "as above"),
    ("Event::SatisfactionAsked", "as above"),
    ("Event::SurveyStarted", "as above"),
    ("Refused::UnknownFlow", "as above"),
    ("Refused::FlowNotAllowed", "as above"),
    ("Refused::InFlow", "as above"),
    ("Refused::NotInFlow", "as above"),
    ("Refused::SurveyGiven", "as above"),
    ("Command::Rate", "the customers of a day are not asked what they think (DK08)"),
    ("Event::RatingInvited", "as above"),
    ("Event::RatingGiven", "as above"),
    ("Refused::RatingOff", "as above"),
    ("Refused::NotInvited", "as above"),
    ("Refused::RatingGiven", "as above"),
    ("Refused::RatingOver", "as above"),
    ("Refused::ScoreOffScale", "as above"),
    ("Fact::Phone", "the agents of a day have browsers, and nothing else is there"),
    ("Event::PhoneChanged", "as above"),
    ("Refused::UnknownPhone", "as above"),
    ("Refused::PhoneNotRegistered", "as above"),
    ("Refused::PhoneInUse", "as above"),
    ("Refused::InvalidNumber", "numbers are read before they come to the core"),
];

/// What can befall the server and its clients.
const TROUBLES: &[&str] = &[
    trouble::KILLED,
    trouble::KILLED_BEFORE_COMMIT,
    trouble::KILLED_AFTER_COMMIT,
    trouble::COMMIT_FAILED,
    trouble::COMMIT_UNHEARD,
    trouble::COMMIT_SLOW,
    trouble::OUTAGE,
    trouble::DEFECT,
    trouble::EDITED,
    trouble::DISABLED,
    trouble::SENT_AWAY,
    trouble::TYPED,
    trouble::SNAPSHOT_LOST,
    trouble::CLOCK_STEPPED,
    trouble::PACKET_LOST,
    trouble::PACKET_DOUBLED,
    trouble::FACT_DOUBLED,
    trouble::COMMAND_REPEATED,
    trouble::NETWORK_BROKE,
    trouble::BROWSER_RELOADED,
    trouble::RESUMED,
    trouble::NOT_RESUMED,
    trouble::CALL_TURNED_AWAY,
    trouble::KEY_MASKED,
    trouble::HANDED_OVER,
    trouble::HANDED_BACK,
    trouble::BACK_FROM_OUTSIDE,
];

pub(super) mod trouble {
    pub(in super::super) const KILLED: &str = "killed";
    pub(in super::super) const KILLED_BEFORE_COMMIT: &str = "killed before a commit";
    pub(in super::super) const KILLED_AFTER_COMMIT: &str = "killed after a commit";
    pub(in super::super) const COMMIT_FAILED: &str = "a commit failed";
    pub(in super::super) const COMMIT_UNHEARD: &str = "a commit of unknown outcome";
    pub(in super::super) const COMMIT_SLOW: &str = "a slow commit";
    pub(in super::super) const OUTAGE: &str = "an outage of the store";
    pub(in super::super) const DEFECT: &str = "a step that met a defect";
    pub(in super::super) const EDITED: &str = "a member changed by an admin";
    pub(in super::super) const DISABLED: &str = "a member disabled by an admin";
    pub(in super::super) const SENT_AWAY: &str = "sockets closed by the end of a login";
    pub(in super::super) const TYPED: &str = "somebody who types";
    pub(in super::super) const SNAPSHOT_LOST: &str = "a snapshot that never came to be";
    pub(in super::super) const CLOCK_STEPPED: &str = "a step of the clock";
    pub(in super::super) const PACKET_LOST: &str = "a lost packet";
    pub(in super::super) const PACKET_DOUBLED: &str = "a doubled packet";
    pub(in super::super) const FACT_DOUBLED: &str = "a fact told twice";
    pub(in super::super) const COMMAND_REPEATED: &str = "a command repeated after its answer";
    pub(in super::super) const NETWORK_BROKE: &str = "a broken network";
    pub(in super::super) const BROWSER_RELOADED: &str = "a reloaded browser";
    pub(in super::super) const RESUMED: &str = "a client that resumed";
    pub(in super::super) const NOT_RESUMED: &str = "a client that took a fresh picture";
    pub(in super::super) const CALL_TURNED_AWAY: &str = "a call turned away for want of a store";
    pub(in super::super) const HANDED_OVER: &str = "a call that rang for whom it was handed to";
    pub(in super::super) const HANDED_BACK: &str = "a handed call that came back";
    pub(in super::super) const BACK_FROM_OUTSIDE: &str = "a call that came back from outside";
    pub(in super::super) const KEY_MASKED: &str = "a key while the recording was paused";
}
