//! Random flows, sound ones and nonsense, and what may happen in them.

use std::collections::{BTreeMap, BTreeSet};

use flow::{
    Case, Condition, Digits, Flow, FlowKind, GroupId, HoursCheck, HoursId, Input, Key, Listening,
    Meaning, MemberId, Menu, Method, Millis, Node, NodeId, Play, PromptId, Question, Queue,
    Request, ReturnBy, Secrecy, Set, Skip, Source, Survey, Target, Test, Transfer, Turn,
    VariableName, Voicemail,
};
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

use crate::caller::Caller;

/// What a node's fields are drawn from.
#[derive(Clone, Debug)]
struct Dice {
    kind: u8,
    /// Where keys and time lead; taken in turn.
    ways: Vec<u16>,
    numbers: [u8; 4],
    holes: u8,
}

fn dice() -> impl Strategy<Value = Dice> {
    let ways = prop::collection::vec(any::<u16>(), 6);
    (any::<u8>(), ways, any::<[u8; 4]>(), any::<u8>())
        .prop_map(|(kind, ways, numbers, holes)| Dice { kind, ways, numbers, holes })
}

/// A flow that can be published: without a key the way leads to later nodes alone.
pub(crate) fn sound_flow() -> impl Strategy<Value = Flow> {
    prop::collection::vec(dice(), 1..14).prop_map(|dice| {
        let last = u16::try_from(dice.len()).unwrap();
        let mut nodes: BTreeMap<NodeId, Node> = (0..)
            .zip(&dice)
            .map(|(at, dice)| {
                let on = |nth: usize| {
                    let ahead = last - at;
                    Some(NodeId(at + 1 + dice.ways[nth] % ahead))
                };
                let anywhere = |nth: usize| Some(NodeId(dice.ways[nth] % (last + 1)));
                (NodeId(at), node(dice, &on, &anywhere, Make::Sound))
            })
            .collect();
        nodes.insert(NodeId(last), Node::HangUp);
        prune(inbound(Some(NodeId(0)), nodes))
    })
}

/// A flow that nobody should publish: ways into nothing, rings, waits of no time, a thousand tries.
pub(crate) fn any_flow() -> impl Strategy<Value = Flow> {
    (prop::collection::vec(dice(), 0..10), any::<u8>()).prop_map(|(dice, start)| {
        let count = u16::try_from(dice.len()).unwrap();
        let nodes = (0..).zip(&dice).map(|(at, dice)| {
            let way = |nth: usize| {
                let hole = dice.holes >> (nth % 8) & 1 == 1 && dice.holes.is_multiple_of(3);
                (!hole).then(|| NodeId(dice.ways[nth] % (count + 1)))
            };
            (NodeId(at), node(dice, &way, &way, Make::Any))
        });
        let start = (!start.is_multiple_of(9)).then(|| NodeId(u16::from(start) % 3));
        inbound(start, nodes.collect())
    })
}

const fn inbound(start: Option<NodeId>, nodes: BTreeMap<NodeId, Node>) -> Flow {
    let (listening, return_by) = (Listening::Nobody, ReturnBy::Agent);
    Flow { kind: FlowKind::Inbound, listening, return_by, start, nodes }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Make {
    Sound,
    Any,
}

type Way<'a> = &'a dyn Fn(usize) -> Option<NodeId>;

fn node(dice: &Dice, on: Way<'_>, anywhere: Way<'_>, make: Make) -> Node {
    let [a, b, c, d] = dice.numbers;
    let one = Uuid::from_u128(1);
    let prompts = if make == Make::Any && a.is_multiple_of(4) {
        vec![]
    } else {
        vec![PromptId(one); usize::from(a % 2) + 1]
    };
    let group = (make == Make::Sound || b % 5 > 0).then_some(GroupId(one));
    let caller_number = VariableName("caller_number".to_owned());
    match dice.kind % 13 {
        0 => {
            let skip = if b.is_multiple_of(2) { Skip::ByKey } else { Skip::Never };
            Node::Play(Play { prompts, skip, next: on(0) })
        }
        1 | 2 => {
            let options = (0..=c % 4).zip(2..).map(|(at, nth)| (key(a ^ at), anywhere(nth)));
            let options = options.collect();
            Node::Menu(Menu { question: question(dice, prompts, on, anywhere, make), options })
        }
        3 | 4 => {
            let question = question(dice, prompts, on, anywhere, make);
            Node::Digits(digits(dice, question, anywhere, make))
        }
        5 => {
            let hours = Some(HoursId(one));
            Node::Hours(HoursCheck { hours, open: on(0), closed: on(1), holiday: on(2) })
        }
        6 => {
            let test = if b.is_multiple_of(2) { Test::Is } else { Test::BeginsWith };
            let cases = vec![Case { test, text: "+86".to_owned(), to: on(0) }];
            Node::Condition(Condition { variable: caller_number, cases, otherwise: on(1) })
        }
        7 => {
            let (variable, to) = (VariableName("seen".to_owned()), Source::Text("yes".to_owned()));
            Node::Set(Set { variable, to, next: on(0) })
        }
        8 => Node::Request(Request {
            method: Method::Post,
            url: "https://crm.example/".to_owned(),
            send: [("number".to_owned(), Source::Variable(caller_number))].into(),
            secret: None,
            take: [(VariableName("level".to_owned()), "/level".to_owned())].into(),
            timeout: span(b, 1, 15, make),
            prompts,
            next: on(0),
            when_failed: on(1),
        }),
        9 => {
            let question = question(dice, prompts, on, anywhere, make);
            let lowest = if make == Make::Sound { 1 } else { b };
            Node::Survey(Survey { question, lowest, highest: 5, next: anywhere(4) })
        }
        10 => {
            let (longest, finish) = (span(b, 5, 300, make), key(d));
            Node::Voicemail(Voicemail { group, prompts, longest, finish, next: on(0) })
        }
        11 => {
            let to = (make == Make::Sound || b % 5 > 0).then_some(Target::Agent(MemberId(one)));
            Node::Transfer(Transfer { to, ring: span(c, 5, 120, make), when_failed: on(0) })
        }
        _ => Node::Queue(Queue { group, priority: b.is_multiple_of(2).then_some(c) }),
    }
}

fn digits(dice: &Dice, question: Question, anywhere: Way<'_>, make: Make) -> Digits {
    let [_, b, c, d] = dice.numbers;
    let sound = make == Make::Sound;
    let secrecy = if b.is_multiple_of(2) { Secrecy::Masked } else { Secrecy::Shown };
    let most = if sound { 1 + c % 32 } else { c };
    Digits {
        question,
        // One name for both would show what was masked.
        into: VariableName(if b.is_multiple_of(2) { "secret" } else { "digits" }.to_owned()),
        least: if sound { 1 + d % most } else { d },
        most,
        finish: (!d.is_multiple_of(4)).then_some(Key::HASH),
        clear: d.is_multiple_of(3).then_some(Key::STAR),
        between: span(d, 1, 60, make),
        secrecy,
        next: anywhere(5),
    }
}

fn question(
    dice: &Dice,
    prompts: Vec<PromptId>,
    on: Way<'_>,
    anywhere: Way<'_>,
    make: Make,
) -> Question {
    let [a, b, c, _] = dice.numbers;
    Question {
        silent: prompts.iter().copied().filter(|_| b.is_multiple_of(3)).collect(),
        wrong: prompts.iter().copied().filter(|_| c.is_multiple_of(3)).collect(),
        prompts,
        wait: span(c, 1, 60, make),
        tries: if make == Make::Sound { 1 + a % 9 } else { a },
        when_silent: on(0),
        when_wrong: anywhere(1),
    }
}

fn span(die: u8, least: u64, most: u64, make: Make) -> Millis {
    match make {
        Make::Sound => Millis::from_secs(least + u64::from(die) % (most - least + 1)),
        Make::Any => Millis(u64::from(die).pow(3)),
    }
}

fn key(die: u8) -> Key {
    let keys: Vec<char> = "0123456789*#ABCD".chars().collect();
    Key::from_char(keys[usize::from(die) % keys.len()]).unwrap()
}

/// Without the nodes that no way leads to.
fn prune(mut flow: Flow) -> Flow {
    let mut reached = BTreeSet::new();
    let mut open: Vec<NodeId> = flow.start.into_iter().collect();
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            open.extend(flow.nodes[&id].exits().into_iter().filter_map(|exit| exit.to));
        }
    }
    flow.nodes.retain(|id, _| reached.contains(id));
    flow
}

/// What happens to a caller, and how much time passes before it.
#[derive(Clone, Debug)]
pub(crate) struct Move {
    after: Millis,
    act: Act,
}

#[derive(Clone, Debug)]
enum Act {
    Key(char),
    /// The right answer to what is waited for, good or bad.
    Answer {
        good: bool,
    },
    /// Exactly at the deadline.
    WaitOut,
    Input(Input),
}

pub(crate) fn moves() -> impl Strategy<Value = Vec<Move>> {
    prop::collection::vec(one_move(), 0..80)
}

fn one_move() -> impl Strategy<Value = Move> {
    let after = prop_oneof![
        8 => 0_u64..3_000,
        2 => 3_000_u64..30_000,
        1 => 30_000_u64..2_000_000,
    ];
    let keys: Vec<char> = "0123456789*#ABCD".chars().collect();
    let act = prop_oneof![
        8 => select(keys).prop_map(Act::Key),
        6 => any::<bool>().prop_map(|good| Act::Answer { good }),
        3 => Just(Act::WaitOut),
        4 => stray().prop_map(Act::Input),
    ];
    (after, act).prop_map(|(after, act)| Move { after: Millis(after), act })
}

/// Whatever else can come: too late, too early, for another node, from nowhere.
fn stray() -> impl Strategy<Value = Input> {
    let meanings = vec![
        Meaning::Option(Key::HASH),
        Meaning::Digit,
        Meaning::Finish,
        Meaning::Clear,
        Meaning::Score(7),
        Meaning::Skip,
        Meaning::Wrong,
        Meaning::Unasked,
    ];
    (0_u8..11, 0_u32..20, any::<u8>(), select(meanings)).prop_map(|(kind, turn, case, meaning)| {
        let turn = Turn(turn);
        match kind {
            0 => Input::PromptsEnded { turn },
            1 => Input::Chosen { turn, case: (!case.is_multiple_of(3)).then_some(case) },
            2 => Input::Answered { turn },
            3 => Input::RequestFailed { turn },
            4 => Input::RecordingEnded { turn },
            5 => Input::TransferAnswered { turn },
            6 => Input::TransferFailed { turn },
            7 => Input::DeadlineReached,
            8 if case.is_multiple_of(8) => Input::TakenBack,
            9 if case.is_multiple_of(8) => Input::CustomerHungUp,
            _ => Input::KeyPressed { meaning },
        }
    })
}

impl Move {
    pub(crate) fn happen(&self, caller: &mut Caller) {
        caller.now = caller.now.after(self.after);
        match &self.act {
            Act::Key(key) => drop(caller.key(*key)),
            Act::Answer { good } => {
                let turn = caller.run.turn();
                let input = match (caller.wanted(), good) {
                    (flow::Wanted::Request { .. }, true) => Input::Answered { turn },
                    (flow::Wanted::Request { .. }, false) => Input::RequestFailed { turn },
                    (flow::Wanted::Transfer { .. }, true) => Input::TransferAnswered { turn },
                    (flow::Wanted::Transfer { .. }, false) => Input::TransferFailed { turn },
                    (flow::Wanted::Record { .. }, _) => Input::RecordingEnded { turn },
                    _ => Input::PromptsEnded { turn },
                };
                drop(caller.feed(input));
            }
            Act::WaitOut if caller.run.outcome().is_none() => caller.wait_out(),
            Act::WaitOut => {}
            Act::Input(input) => drop(caller.feed(*input)),
        }
    }
}
