//! Random inputs over five agents and three groups, sensible and nonsense, early, late and twice.

use acd::{
    Acd, Answering, By, CallFault, Choice, Command, ConfigChange, Contact, ContactId, ContactState,
    Decline, Destination, DialFailure, Fact, Fence, Greeting, Group, GroupKind, Input, MemberId,
    Millis, Notice, Offer, Party, Progress, RecordingPolicy, SurveyWhen, Talk, Tariff, Timestamp,
    TransferTo,
};
use flow::{Doing, Key, Meaning, Run, Turn};
use proptest::prelude::*;
use proptest::sample::select;

use crate::center::{
    ABROAD, HOME, NOON, channel, chat_group, contact, customer, flow_id, group, member, message,
    number, put_aside, put_channel, put_flow, put_flow_number, put_group, put_hours, put_member,
    put_number, reason, settings, voice_group,
};
use crate::whims::config;
use crate::{center, external, internal, rating};

/// One input and how much time passes before it.
#[derive(Clone, Debug)]
pub(crate) struct Move {
    pub(crate) after: Millis,
    pub(crate) act: Act,
}

#[derive(Clone, Debug)]
pub(crate) enum Act {
    Input(Box<Input>),
    /// An answer to an open offer by whoever has it.
    Answer {
        pick: usize,
        accept: bool,
    },
    Seen {
        pick: usize,
    },
    /// The microphone goes while it rings.
    Deafened {
        pick: usize,
    },
    /// Sound from an agent who has a contact.
    Heard {
        pick: usize,
    },
    Silent {
        pick: usize,
    },
    /// A customer has heard the greeting or the recording notice out.
    HearsOut {
        pick: usize,
    },
    /// The recorder gives a recording up.
    Unrecorded {
        pick: usize,
    },
    /// What those in a contact can do with it.
    Do {
        pick: usize,
        what: u8,
    },
    /// VC15: a colleague is asked, and what those in the call do then.
    Consult {
        pick: usize,
        what: u8,
    },
    /// What the far end of a call out does.
    FarEnd {
        pick: usize,
        what: u8,
    },
    /// VC13: a customer is handed to a line outside, and what becomes of that.
    Outside {
        pick: usize,
        what: u8,
    },
    /// VC30: a member calls another, and what becomes of that.
    Internal {
        pick: usize,
        what: u8,
    },
    /// What a flow may be told, of the turn it waits for or of one before.
    Flow {
        pick: usize,
        what: u8,
    },
    /// A customer goes, wherever they are.
    Leave {
        pick: usize,
    },
    /// What can happen to one in after-call-work.
    InWork {
        what: u8,
    },
    /// The accept of one who has just missed an offer.
    LateAccept,
}

impl Act {
    /// What it means now; nothing when nobody is there to do it.
    pub(crate) fn input(self, acd: &Acd) -> Option<Input> {
        match self {
            Self::Input(input) => Some(*input),
            Self::Answer { pick, accept } => {
                let (contact, offer) = nth(acd, pick, |found| found.offer().copied())?;
                Some(answered(contact, &offer, accept))
            }
            Self::Seen { pick } => {
                let (contact, offer) = nth(acd, pick, |found| found.offer().copied())?;
                let (member, fence) = (offer.member, offer.fence);
                Some(Input::Fact { fact: Fact::OfferSeen { contact, member, fence } })
            }
            Self::Deafened { pick } => {
                let (_, offer) = nth(acd, pick, |found| found.offer().copied())?;
                Some(Input::Fact { fact: Fact::AudioLost { member: offer.member } })
            }
            Self::Heard { pick } => {
                let (contact, member) = nth(acd, pick, Contact::member)?;
                Some(Input::Fact { fact: Fact::AgentHeard { contact, member } })
            }
            Self::Silent { pick } => {
                let (contact, member) = nth(acd, pick, Contact::member)?;
                Some(Input::Fact { fact: Fact::AgentSilent { contact, member } })
            }
            Self::HearsOut { pick } => heard_out(acd, pick),
            Self::Unrecorded { pick } => {
                let (contact, since) = nth(acd, pick, |found| found.talk()?.recording.since())?;
                Some(Input::Fact { fact: Fact::RecordingFailed { contact, since } })
            }
            Self::Do { pick, what } => {
                let (contact, member) = nth(acd, pick, Contact::member)?;
                let talk = acd.contact(contact).and_then(Contact::talk);
                if talk.is_some_and(|talk| talk.hold_since.is_some()) && what.is_multiple_of(5) {
                    let by = By::Member(member);
                    return Some(Input::Command { by, command: Command::SendKeys { contact } });
                }
                Some(done_with(acd, contact, member, what))
            }
            Self::Consult { pick, what } => {
                let (contact, talk) = nth(acd, pick, |found| found.talk().copied())?;
                Some(consulted(acd, contact, &talk, what))
            }
            Self::FarEnd { pick, what } => {
                let (contact, ()) = nth(acd, pick, dialled)?;
                Some(Input::Fact { fact: far_end(contact, what) })
            }
            Self::Internal { pick, what } => internal::input(acd, pick, what),
            Self::Outside { pick, what } => external::input(acd, pick, what),
            Self::Flow { pick, what } => {
                let (contact, run) = nth(acd, pick, |found| found.run().copied())?;
                Some(Input::Fact { fact: told(contact, &run, what) })
            }
            Self::Leave { pick } => {
                let (contact, found) = nth(acd, pick, |found| Some(found.clone()))?;
                let (by, command) = (By::Customer(found.customer), Command::EndSession { contact });
                Some(match found.kind() {
                    GroupKind::Voice => Input::Fact { fact: Fact::CustomerHungUp { contact } },
                    GroupKind::Chat => Input::Command { by, command },
                })
            }
            Self::LateAccept => {
                let agent = acd.agents().find(|agent| agent.last_miss.is_some())?;
                let (member, miss) = (agent.member.id, agent.last_miss?);
                let (contact, fence) = (miss.contact, miss.fence);
                Some(Input::Fact { fact: Fact::AcceptedLate { contact, member, fence } })
            }
            Self::InWork { what } => {
                let agent = acd.agents().find(|agent| agent.acw.is_some())?;
                Some(done_in_work(agent.member.id, what))
            }
        }
    }
}

fn answered(contact: ContactId, offer: &Offer, accept: bool) -> Input {
    let (by, fence) = (By::Member(offer.member), offer.fence);
    let command = if accept {
        Command::Accept { contact, fence }
    } else {
        Command::Decline { contact, fence }
    };
    Input::Command { by, command }
}

fn hears(found: &Contact) -> Option<Notice> {
    matches!(found.state, ContactState::Greeting).then_some(found.notice)
}

fn dialled(found: &Contact) -> Option<()> {
    matches!(found.state, ContactState::Dialling(_)).then_some(())
}

fn far_end(contact: ContactId, what: u8) -> Fact {
    let failed = |why| Fact::CallFailed { contact, why };
    match what % 12 {
        0..=2 => Fact::CallProgressed { contact, progress: Progress::Ringing },
        3 => Fact::CallProgressed { contact, progress: Progress::EarlyMedia },
        4 => failed(DialFailure::Busy),
        5 => failed(DialFailure::NoAnswer),
        6 => failed(DialFailure::Rejected),
        7 => failed(DialFailure::InvalidNumber),
        8 => failed(DialFailure::NoLine),
        _ => Fact::CallAnswered { contact },
    }
}

fn heard_out(acd: &Acd, pick: usize) -> Option<Input> {
    let (contact, notice) = nth(acd, pick, hears)?;
    let fact = match notice {
        Notice::NotPlayed => Fact::GreetingEnded { contact },
        Notice::Playing { .. } | Notice::Played => Fact::NoticeEnded { contact },
    };
    Some(Input::Fact { fact })
}

/// DK04: what makes a silence, and what makes it longer.
fn in_session(acd: &Acd, contact: ContactId, what: u8) -> Option<Command> {
    let session = acd.contact(contact).filter(|found| found.kind() == GroupKind::Chat)?;
    match what % 6 {
        0 | 3 if session.messages.ends_at.is_some() => Some(Command::KeepOpen { contact }),
        1 if session.messages.ends_at.is_none() => {
            let message = message(u64::from(what));
            Some(Command::SendMessage { contact, message, size: 1 })
        }
        _ => None,
    }
}

fn done_with(acd: &Acd, contact: ContactId, member: MemberId, what: u8) -> Input {
    if let Some(rates) = rating::in_session(acd, contact, what) {
        return rates;
    }
    if let Some(command) = in_session(acd, contact, what) {
        return Input::Command { by: By::Member(member), command };
    }
    let flow = |id| Command::StartSelfService { contact, flow: flow_id(id) };
    let command = match what % 38 {
        0 | 1 => Command::Hold { contact },
        2 => Command::CancelHold { contact },
        3 => Command::Mute { contact },
        4 | 36 => Command::HangUp { contact },
        37 => Command::KeepOpen { contact },
        5 => Command::EndSession { contact },
        6 => Command::SendMessage { contact, message: message(u64::MAX), size: 1 },
        7 => Command::SendMessage { contact, message: message(0), size: u32::MAX },
        8 => Command::ReserveStatus { to: Choice::Busy },
        9 => Command::SetStatus { to: Choice::Busy },
        10 => Command::LogOut,
        15 => Command::Transfer { contact, to: TransferTo::Group(group(1)) },
        16 => Command::Transfer { contact, to: TransferTo::Group(group(2)) },
        17 | 18 => Command::Transfer { contact, to: TransferTo::Agent(self::member(1)) },
        19 | 20 => Command::Transfer { contact, to: TransferTo::Agent(self::member(4)) },
        24 => Command::Transfer { contact, to: TransferTo::Group(group(9)) },
        14 | 26 => Command::SendKeys { contact },
        11 | 12 | 21 => Command::PauseRecording { contact },
        13 | 22 | 23 => Command::ResumeRecording { contact },
        27 | 28 => flow(2),
        29 => flow(3),
        30 => flow(4 + u64::from(what > 100)),
        31 => flow(9),
        32 | 33 => Command::TakeBack { contact },
        34 | 35 => Command::AskSatisfaction { contact },
        25 => return center::fact(Fact::KeyPressed { contact, meaning: None, masked: false }),
        _ => return Input::Fact { fact: Fact::CustomerHungUp { contact } },
    };
    Input::Command { by: By::Member(member), command }
}

/// By the agent, or by the colleague who is asked.
fn consulted(acd: &Acd, contact: ContactId, talk: &Talk, what: u8) -> Input {
    let agent = By::Member(talk.member);
    if talk.consult.is_some_and(|consult| consult.outside().is_some()) {
        return external::asked(contact, talk, what);
    }
    let asked = talk.consult.and_then(|consult| consult.member());
    let Some(asked) = asked.filter(|_| !what.is_multiple_of(13)) else {
        let there = acd.agents().find(|other| acd.why_not_in_person(other.member.id).is_none());
        let there = there.map(|other| other.member.id).filter(|_| what.is_multiple_of(2));
        let asked = there.unwrap_or_else(|| member(u64::from(what % 6) + 1));
        return Input::Command { by: agent, command: Command::Consult { contact, member: asked } };
    };
    let heard = Input::Fact { fact: Fact::AgentHeard { contact, member: asked } };
    match talk.consult.map(|consult| consult.party) {
        Some(Party::Ringing(Offer { fence, .. })) if what % 4 < 3 => {
            let command = Command::Accept { contact, fence };
            return Input::Command { by: By::Member(asked), command };
        }
        Some(Party::Connecting(_)) if what % 4 < 3 => return heard,
        _ => {}
    }
    let (by, command) = match what % 14 {
        0..=2 => (agent, Command::SwapConsult { contact }),
        3 | 4 => (agent, Command::MergeConsult { contact }),
        5 | 6 => (agent, Command::CompleteConsult { contact }),
        7 => (agent, Command::CancelConsult { contact }),
        8 => (By::Member(asked), Command::HangUp { contact }),
        9 => (By::Member(asked), Command::Mute { contact }),
        10 => (By::Member(asked), Command::Unmute { contact }),
        11 => (agent, Command::Mute { contact }),
        12 => {
            return Input::Fact { fact: Fact::AgentSilent { contact, member: asked } };
        }
        _ => return heard,
    };
    Input::Command { by, command }
}

fn told(contact: ContactId, run: &Run, what: u8) -> Fact {
    let late = what.is_multiple_of(7);
    let turn = if late { Turn(run.turn().0.saturating_sub(1)) } else { run.turn() };
    let input = match run.stop().map(|stop| stop.doing) {
        Some(Doing::Ask { .. } | Doing::Listen { .. }) if !what.is_multiple_of(8) => {
            let option =
                || "123456".chars().nth(usize::from(what / 8 % 6)).and_then(Key::from_char);
            let meaning = match what % 8 {
                6 => Meaning::Digit,
                7 => Meaning::Finish,
                5 => Meaning::Score(what / 8 % 7),
                _ => option().map_or(Meaning::Wrong, Meaning::Option),
            };
            return Fact::KeyPressed { contact, meaning: Some(meaning), masked: late };
        }
        Some(Doing::Record) => flow::Input::RecordingEnded { turn },
        Some(Doing::Transfer) if what.is_multiple_of(3) => {
            let to = Destination { country: Some(HOME), tariff: Tariff::Ordinary };
            let called = customer(u64::from(what % 5) + 1);
            return Fact::CalleeFound { contact, turn, called, to };
        }
        Some(Doing::Transfer) if what.is_multiple_of(2) => flow::Input::TransferFailed { turn },
        Some(Doing::Transfer) => flow::Input::TransferAnswered { turn },
        Some(Doing::Choose) => flow::Input::Chosen { turn, case: Some(what % 3) },
        _ if what % 16 == 9 => flow::Input::TakenBack,
        _ => flow::Input::PromptsEnded { turn },
    };
    Fact::Flow { contact, input }
}

fn done_in_work(member: MemberId, what: u8) -> Input {
    let command = match what % 6 {
        0 => Command::BackToReception,
        4 => {
            let (contact, customer) = (contact(100 + u64::from(what)), customer(1));
            let to = Destination { country: Some(HOME), tariff: Tariff::Ordinary };
            let group = if what.is_multiple_of(8) { group(1) } else { group(2) };
            Command::Dial { contact, customer, group: Some(group), from: None, to }
        }
        1 | 2 => Command::ContinueAfterCallWork,
        3 => Command::LogOut,
        _ => return Input::Fact { fact: Fact::BrowserQuiet { member, last_frame: NOON } },
    };
    Input::Command { by: By::Member(member), command }
}

/// One of the contacts of which this is true.
pub(crate) fn nth<T>(
    acd: &Acd,
    pick: usize,
    of: impl Fn(&Contact) -> Option<T>,
) -> Option<(ContactId, T)> {
    let all: Vec<_> = acd.contacts().filter_map(|found| Some((found.id, of(found)?))).collect();
    let count = all.len();
    all.into_iter().nth(pick.checked_rem(count)?)
}

/// The configuration every run begins with; members are online as soon as their browser is.
pub(crate) fn opening() -> Vec<Input> {
    let mut changes = vec![ConfigChange::SettingsPut { settings: settings() }];
    changes.extend((1..=5).map(put_member));
    changes.push(put_group(Group { queue_max: 1, ..voice_group(1, [1, 2, 3]) }));
    changes.push(put_group(Group {
        answering: Answering::Automatic,
        strategy: acd::Strategy::RoundRobin,
        recording: RecordingPolicy::On,
        survey_when: SurveyWhen::Always,
        ..voice_group(2, [3, 4, 5])
    }));
    changes.push(put_group(Group {
        answering: Answering::Manual,
        decline: Decline::Forbidden,
        queue_max: 0,
        ..chat_group(3, [1, 3, 5])
    }));
    changes.push(put_number(1, 1, Greeting::None));
    changes.push(put_number(2, 2, Greeting::Played));
    changes.extend([put_flow(1), put_hours(true), put_flow_number()]);
    changes.extend(put_aside());
    changes.push(put_channel(1, 3));
    let mut inputs: Vec<Input> =
        changes.into_iter().map(|change| Input::Config { change }).collect();
    for id in 1..=5 {
        inputs.push(Input::Fact { fact: Fact::BrowserLive { member: member(id) } });
        inputs.push(Input::Fact { fact: Fact::AudioReady { member: member(id) } });
        inputs.push(Input::Command { by: By::Member(member(id)), command: Command::GoOnline });
    }
    inputs
}

pub(crate) fn moves() -> impl Strategy<Value = Vec<Move>> {
    prop::collection::vec(one_move(), 1..120)
}

/// VC30: days on which members call each other.
pub(crate) fn moves_among_colleagues() -> impl Strategy<Value = Vec<Move>> {
    let after = prop_oneof![4 => Just(0), 4 => 1..1_000_u64, 1 => 1_000..70_000_u64];
    let internal = (after, any::<usize>(), any::<u8>()).prop_map(|(after, pick, what)| Move {
        after: Millis(after),
        act: Act::Internal { pick, what },
    });
    prop::collection::vec(prop_oneof![1 => one_move(), 3 => internal], 1..120)
}

pub(crate) fn one_move() -> impl Strategy<Value = Move> {
    let after = prop_oneof![
        6 => Just(0),
        4 => 1..1_000_u64,
        4 => 1_000..25_000_u64,
        1 => 25_000..200_000_u64,
        1 => Just(86_400_000),
    ];
    let pick = any::<usize>();
    let act = prop_oneof![
        8 => arrival().prop_map(boxed),
        3 => Just(boxed(Input::Fact { fact: Fact::DeadlineReached })),
        8 => (pick, prop::bool::weighted(0.8))
            .prop_map(|(pick, accept)| Act::Answer { pick, accept }),
        3 => pick.prop_map(|pick| Act::Seen { pick }),
        1 => pick.prop_map(|pick| Act::Deafened { pick }),
        6 => pick.prop_map(|pick| Act::Heard { pick }),
        1 => pick.prop_map(|pick| Act::Silent { pick }),
        6 => pick.prop_map(|pick| Act::HearsOut { pick }),
        3 => pick.prop_map(|pick| Act::Unrecorded { pick }),
        6 => (pick, any::<u8>()).prop_map(|(pick, what)| Act::Do { pick, what }),
        8 => (pick, any::<u8>()).prop_map(|(pick, what)| Act::Consult { pick, what }),
        6 => (pick, any::<u8>()).prop_map(|(pick, what)| Act::FarEnd { pick, what }),
        4 => (pick, any::<u8>()).prop_map(|(pick, what)| Act::Outside { pick, what }),
        4 => dial().prop_map(boxed),
        6 => (pick, any::<u8>()).prop_map(|(pick, what)| Act::Flow { pick, what }),
        2 => pick.prop_map(|pick| Act::Leave { pick }),
        2 => any::<u8>().prop_map(|what| Act::InWork { what }),
        4 => Just(Act::LateAccept),
        4 => fact().prop_map(|fact| boxed(Input::Fact { fact })),
        6 => command().prop_map(boxed),
        1 => config().prop_map(|change| boxed(Input::Config { change })),
    ];
    (after, act).prop_map(|(after, act)| Move { after: Millis(after), act })
}

fn boxed(input: Input) -> Act {
    Act::Input(Box::new(input))
}

fn arrival() -> impl Strategy<Value = Input> {
    let call = (1..=30_u64, 1..=4_u64, 1..=4_u64).prop_map(|(id, from, to)| {
        let fact = Fact::CallArrived {
            contact: contact(id),
            customer: customer(from),
            number: number(to),
        };
        Input::Fact { fact }
    });
    let session = (1..=30_u64, 1..=4_u64, 1..=2_u64).prop_map(|(id, from, to)| {
        let command = Command::StartSession { contact: contact(id), channel: channel(to) };
        Input::Command { by: By::Customer(customer(from)), command }
    });
    prop_oneof![2 => call, 1 => session]
}

/// Most of them home, by whoever, whatever they do.
fn dial() -> impl Strategy<Value = Input> {
    (1..=60_u64, 1..=6_u64, 1..=4_u64, any::<u8>()).prop_map(|(of, by, to, dice)| {
        let command = Command::Dial {
            contact: contact(of),
            customer: customer(to),
            group: (!dice.is_multiple_of(13)).then(|| group(to)),
            from: dice.is_multiple_of(7).then(|| number(to)),
            to: Destination {
                country: [Some(HOME), Some(HOME), Some(ABROAD), None][usize::from(dice % 4)],
                tariff: match dice % 11 {
                    0 => Tariff::Special,
                    1 => Tariff::Emergency,
                    _ => Tariff::Ordinary,
                },
            },
        };
        Input::Command { by: By::Member(member(by)), command }
    })
}

fn fact() -> impl Strategy<Value = Fact> {
    (0..16_u8, 1..=30_u64, 1..=6_u64, 0..40_u64).prop_map(|(kind, of, by, n)| {
        let (contact, member) = (contact(of), member(by));
        match kind {
            0 => Fact::GreetingEnded { contact },
            1 => Fact::CustomerHungUp { contact },
            2 => Fact::CallBroke { contact, fault: CallFault::NoAck },
            3 => Fact::CallBroke { contact, fault: CallFault::LegsLost },
            4 => Fact::AgentHeard { contact, member },
            5 => Fact::AgentSilent { contact, member },
            6 => Fact::OfferSeen { contact, member, fence: Fence(n) },
            7 => Fact::AcceptedLate { contact, member, fence: Fence(n) },
            8 => Fact::BrowserLive { member },
            9 => Fact::BrowserQuiet { member, last_frame: Timestamp(u64::MAX - n) },
            10 => Fact::AudioReady { member },
            11 => Fact::KeyPressed { contact, meaning: None, masked: n.is_multiple_of(2) },
            12 => Fact::CallAnswered { contact },
            13 => Fact::CallProgressed { contact, progress: Progress::EarlyMedia },
            14 => Fact::CallFailed { contact, why: DialFailure::Busy },
            _ => Fact::AudioLost { member },
        }
    })
}

fn command() -> impl Strategy<Value = Input> {
    let choice = select(vec![
        Choice::Available,
        Choice::Busy,
        Choice::OnBreak { reason: reason(1) },
        Choice::OnBreak { reason: reason(9) },
        Choice::Offline,
    ]);
    let by = prop_oneof![
        5 => (1..=6_u64).prop_map(|id| By::Member(member(id))),
        1 => (1..=4_u64).prop_map(|id| By::Customer(customer(id))),
    ];
    (by, 0..23_u8, 1..=30_u64, 0..40_u64, choice).prop_map(|(by, kind, of, n, to)| {
        let (contact, fence) = (contact(of), Fence(n));
        let command = match kind {
            0..=2 => Command::GoOnline,
            3 | 4 => Command::SetStatus { to },
            5 => Command::ReserveStatus { to },
            6 => Command::CancelReservedStatus,
            7 => Command::BackToReception,
            8 => Command::ContinueAfterCallWork,
            9 => Command::LogOut,
            10 => Command::Accept { contact, fence },
            11 => Command::Decline { contact, fence },
            12 => Command::Hold { contact },
            13 => Command::Unmute { contact },
            14 => Command::HangUp { contact },
            15 => Command::StartSession { contact, channel: channel(1) },
            16 => Command::SendMessage { contact, message: message(n), size: 10 },
            17 => Command::SendMessage { contact, message: message(n), size: u32::MAX },
            18 => Command::Transfer { contact, to: TransferTo::Group(group(n)) },
            19 => Command::Transfer { contact, to: TransferTo::Agent(member(n)) },
            20 => Command::KeepOpen { contact },
            21 => Command::WriteOn {
                contact,
                message: message(n),
                size: 10,
                instead: self::contact(1000 + n),
                channel: channel(1),
            },
            _ => Command::EndSession { contact },
        };
        Input::Command { by, command }
    })
}
