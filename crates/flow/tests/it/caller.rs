//! One caller in one flow, with the values kept beside the run as a driver keeps them. Every step is held against the laws.

use std::collections::BTreeMap;

use flow::{
    BusinessHours, Event, Flow, FlowVersionId, Ground, HoursId, Input, Kept, Key, Millis,
    NODES_MAX, Outcome, Press, PromptId, Run, Timestamp, Values, Wanted,
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

/// A Tuesday: 2026-01-06, 12:00 in Greenwich.
pub(crate) const NOON: Timestamp = Timestamp(1_767_700_800_000);

pub(crate) const VERSION: FlowVersionId = FlowVersionId(Uuid::from_u128(1));

/// An id as it stands in JSON.
pub(crate) fn id(number: u128) -> String {
    Uuid::from_u128(number).to_string()
}

pub(crate) fn prompt(number: u128) -> PromptId {
    PromptId(Uuid::from_u128(number))
}

/// Of these nodes, begun at "1".
pub(crate) fn flow(kind: &str, nodes: Value) -> Flow {
    let fields = [("kind", kind.into()), ("start", "1".into()), ("nodes", nodes)];
    object(fields)
}

pub(crate) fn object<T: DeserializeOwned, const N: usize>(fields: [(&str, Value); N]) -> T {
    let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value));
    serde_json::from_value(Value::Object(fields.collect())).unwrap()
}

#[derive(Debug)]
pub(crate) struct Caller {
    pub(crate) flow: Flow,
    pub(crate) hours: BTreeMap<HoursId, BusinessHours>,
    pub(crate) run: Run,
    pub(crate) values: Values,
    pub(crate) now: Timestamp,
    /// All that goes into a journal.
    pub(crate) journal: Vec<Event>,
    /// The run as one makes it who has read the journal and nothing else.
    replayed: Option<Run>,
    /// The keys that may be kept, and a dot for each that may not.
    pub(crate) shown: String,
}

impl Caller {
    pub(crate) fn of(flow: Flow) -> Self {
        Self::at(flow, BTreeMap::new(), NOON)
    }

    pub(crate) fn at(flow: Flow, hours: BTreeMap<HoursId, BusinessHours>, now: Timestamp) -> Self {
        let ground = Ground { flow: &flow, hours: &hours };
        let (run, events) = Run::begin(ground, VERSION, now);
        let values =
            Values::of_call(Some("+8613800000000".to_owned()), Some("+492211234".to_owned()));
        let (journal, replayed, shown) = (vec![], None, String::new());
        let mut caller = Self { flow, hours, run, values, now, journal, replayed, shown };
        caller.follow(&events);
        caller.choose();
        caller.check();
        caller
    }

    /// Takes one step, and says what happened in it.
    pub(crate) fn feed(&mut self, input: Input) -> Vec<Event> {
        let before = self.run;
        let ground = Ground { flow: &self.flow, hours: &self.hours };
        let events = self.run.handle(ground, input, self.now);
        assert!(events.len() <= NODES_MAX + 3, "one step goes on and on: {events:?}");
        assert!(before.outcome().is_none() || events.is_empty(), "there is life after the end");
        self.follow(&events);
        self.choose();
        self.check();
        events
    }

    pub(crate) fn key(&mut self, key: char) -> Press {
        let press = self.values.press(&self.flow, &self.run, Key::from_char(key).unwrap());
        self.shown.push(if press.kept == Kept::Shown { key } else { '.' });
        self.feed(Input::KeyPressed { meaning: press.meaning });
        press
    }

    pub(crate) fn keys(&mut self, keys: &str) {
        for key in keys.chars() {
            self.key(key);
        }
    }

    pub(crate) fn prompts_end(&mut self) {
        self.feed(Input::PromptsEnded { turn: self.run.turn() });
    }

    /// Time passes, and nothing acts before its deadline.
    pub(crate) fn wait(&mut self, span: Millis) {
        self.now = self.now.after(span);
        self.feed(Input::DeadlineReached);
    }

    /// Nothing happens until the next deadline.
    pub(crate) fn wait_out(&mut self) {
        self.now = self.run.next_deadline().unwrap().max(self.now);
        self.feed(Input::DeadlineReached);
    }

    pub(crate) fn wanted(&self) -> Wanted {
        self.run.wanted(&self.flow)
    }

    /// The prompts that are to be played, by their numbers.
    pub(crate) fn hears(&self) -> Vec<u128> {
        match self.wanted() {
            Wanted::Play { prompts, .. } | Wanted::Request { prompts, .. } => {
                prompts.iter().map(|prompt| prompt.0.as_u128()).collect()
            }
            _ => vec![],
        }
    }

    pub(crate) fn node(&self) -> Option<u16> {
        self.run.stop().map(|stop| stop.node.0)
    }

    pub(crate) fn outcome(&self) -> Option<Outcome> {
        self.run.outcome()
    }

    /// A variable that is no secret.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.values.known().find(|(known, _)| known.0 == name).map(|(_, text)| text)
    }

    /// The driver answers at once what it can answer from the values.
    fn choose(&mut self) {
        while let Wanted::Choose { turn, node } = self.wanted() {
            let case = self.values.choose(&self.flow, node);
            let ground = Ground { flow: &self.flow, hours: &self.hours };
            let events = self.run.handle(ground, Input::Chosen { turn, case }, self.now);
            self.follow(&events);
        }
    }

    fn follow(&mut self, events: &[Event]) {
        for event in events {
            self.values.follow(&self.flow, event);
            let text = serde_json::to_string(event).unwrap();
            let read: Event = serde_json::from_str(&text).unwrap();
            match &mut self.replayed {
                Some(run) => run.apply(&read),
                None => self.replayed = Run::replay([&read]),
            }
        }
        self.journal.extend(events);
    }

    fn check(&self) {
        assert_eq!(self.replayed, Some(self.run), "the journal is not the run");
        let kept: Run = serde_json::from_str(&serde_json::to_string(&self.run).unwrap()).unwrap();
        assert_eq!(kept, self.run, "a snapshot is not the run");
        let (over, deadline) = (self.run.outcome(), self.run.next_deadline());
        assert_eq!(over.is_some(), deadline.is_none(), "neither over nor waiting: {:?}", self.run);
        let last = matches!(self.journal.last(), Some(Event::Ended(_)));
        assert_eq!(last, over.is_some(), "its end is the last that is heard of a run");
    }
}
