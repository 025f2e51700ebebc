//! The core and the store together: random days of a small contact center, journaled as a driver does. What the core
//! decides never meets a unique index, what is recovered is the state, and what is rebuilt are the pictures.

use std::collections::{BTreeMap, BTreeSet};

use acd::{
    Acd, Answering, BreakReasonId, By, CallFault, Channel, Choice, Command, ConfigChange,
    ContactId, Decline, Event, Fact, Greeting, Group, GroupId, GroupKind, GroupMember, Input,
    Member, MemberId, MessageId, Millis, Number, Output, Priority, Settings, Strategy, Timestamp,
};
use store::{Batch, JournalEntry, Message, SchemaHash, Seq, Snapshot, Store};
use uuid::Uuid;

use crate::ground::{Ground, on_each_database};
use crate::rebuild::pictures;
use crate::story::{APPLICATION, CUSTOMER, HOTLINE, SALES, WIDGET, contact, found};

const SCHEMA: SchemaHash = SchemaHash(1);
const CHATS: GroupId = GroupId(Uuid::from_u128(0x52));
const LUNCH: BreakReasonId = BreakReasonId(Uuid::from_u128(0x81));
const MORNING: Timestamp = Timestamp(20_000 * 86_400_000);
const BATCHES: usize = 60;

on_each_database! {
    op04_i15_a_random_day_is_recovered_and_rebuilt_as_it_was
}

async fn op04_i15_a_random_day_is_recovered_and_rebuilt_as_it_was(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let mut seen = BTreeSet::new();
    for seed in 1..=4 {
        let mut day = Day::after(&store, seed).await;
        day.append(&store, opening()).await;
        for n in 0..BATCHES {
            let inputs = (0..=day.dice.roll(5)).map(|_| None).collect();
            day.append(&store, inputs).await;
            if n == BATCHES / 2 {
                day.save(&store).await;
            }
        }
        day.recovered_is_the_state(&store).await;
        seen.extend(day.seen);
    }
    let stored = pictures(ground).await;
    store.rebuild(APPLICATION).await.unwrap();
    assert_eq!(pictures(ground).await, stored);
    for told in [
        "offer-made",
        "talk-started",
        "hold-changed",
        "acw-ended",
        "message-added",
        "contact-ended",
    ] {
        assert!(seen.contains(told), "no day told of {told}: {seen:?}");
    }
}

/// One application's driver, with dice for people.
struct Day {
    acd: Acd,
    now: Timestamp,
    seq: Seq,
    dice: Dice,
    contacts: u128,
    messages: u128,
    seen: BTreeSet<String>,
}

impl Day {
    /// Goes on where the day before has ended.
    async fn after(store: &Store, seed: u64) -> Self {
        let known = store.recover(APPLICATION, SCHEMA).await.unwrap().unwrap();
        let acd = state(known.snapshot.as_deref(), &known.events);
        Self {
            acd,
            now: known.at.max(MORNING),
            seq: known.seq,
            dice: Dice(seed),
            contacts: u128::from(seed) * 10_000,
            messages: u128::from(seed) * 10_000,
            seen: BTreeSet::new(),
        }
    }

    /// One batch of the given inputs; `None` is whatever the dice say.
    async fn append(&mut self, store: &Store, inputs: Vec<Option<Input>>) {
        let mut batch = Batch::new(APPLICATION, self.seq);
        for input in inputs {
            let Some(input) = input.or_else(|| self.any_input()) else { continue };
            let Ok(outputs) = self.acd.handle(input.clone(), self.now) else { continue };
            let events: Vec<Event> = outputs.into_iter().filter_map(event).collect();
            for event in &events {
                self.seen.insert(name(event));
                if let Event::MessageAdded(added) = event {
                    batch.messages.push(Message {
                        contact: added.contact,
                        id: added.message,
                        sequence: added.sequence,
                        author: added.author,
                        at: added.at,
                        body: "…".to_owned(),
                        files: vec![],
                    });
                }
            }
            let by = match input {
                Input::Command { by, .. } => Some(by),
                Input::Fact { .. } | Input::Config { .. } => None,
            };
            batch.entries.push(JournalEntry { input, by, at: self.now, events });
        }
        self.seq = store.append(batch).await.unwrap().last;
    }

    async fn save(&self, store: &Store) {
        let body = serde_json::to_vec(&self.acd).unwrap();
        let snapshot = Snapshot { seq: self.seq, at: self.now, schema: SCHEMA, body };
        store.save_snapshot(APPLICATION, snapshot).await.unwrap();
    }

    async fn recovered_is_the_state(&self, store: &Store) {
        for schema in [SCHEMA, SchemaHash(2)] {
            let known = store.recover(APPLICATION, schema).await.unwrap().unwrap();
            assert_eq!(known.snapshot.is_some(), schema == SCHEMA);
            assert_eq!(known.seq, self.seq);
            assert!(state(known.snapshot.as_deref(), &known.events) == self.acd);
        }
    }

    fn any_input(&mut self) -> Option<Input> {
        self.now = self
            .now
            .after(Millis([0, 0, 40, 40, 300, 300, 700, 2_000, 6_000, 21_000][self.dice.roll(10)]));
        if self.acd.next_deadline().is_some_and(|due| due <= self.now) {
            return Some(Input::Fact { fact: Fact::DeadlineReached });
        }
        let live: Vec<ContactId> = self.acd.contacts().map(|contact| contact.id).collect();
        if live.is_empty() {
            return Some(self.arrival());
        }
        let contact = live[self.dice.roll(live.len())];
        let member = member(1 + self.dice.roll(3) as u128);
        match self.dice.roll(10) {
            0 => Some(self.arrival()),
            1 | 2 => self.answer(contact),
            3 | 4 => {
                let member = self.acd.contact(contact)?.member()?;
                Some(Input::Fact { fact: Fact::AgentHeard { contact, member } })
            }
            5 | 6 => self.at_work(contact),
            7 => Some(self.message(By::Customer(CUSTOMER), contact)),
            8 => Some(command(member, self.choice())),
            _ => Some(Input::Fact { fact: self.fact(contact, member) }),
        }
    }

    fn arrival(&mut self) -> Input {
        self.contacts += 1;
        let contact = contact(self.contacts);
        if self.dice.roll(3) == 0 {
            let command = Command::StartSession { contact, channel: WIDGET };
            Input::Command { by: By::Customer(CUSTOMER), command }
        } else {
            let fact = Fact::CallArrived { contact, customer: CUSTOMER, number: HOTLINE };
            Input::Fact { fact }
        }
    }

    fn answer(&mut self, contact: ContactId) -> Option<Input> {
        let (member, fence) = self.acd.offer(contact).map(|offer| (offer.member, offer.fence))?;
        let decline = self.dice.roll(5) == 0;
        Some(command(
            member,
            if decline {
                Command::Decline { contact, fence }
            } else {
                Command::Accept { contact, fence }
            },
        ))
    }

    fn at_work(&mut self, contact: ContactId) -> Option<Input> {
        let member = self.acd.contact(contact)?.member()?;
        Some(match self.dice.roll(6) {
            0 | 1 => command(member, Command::Hold { contact }),
            2 => command(member, Command::CancelHold { contact }),
            3 => command(member, Command::HangUp { contact }),
            4 => command(member, Command::EndSession { contact }),
            _ => self.message(By::Member(member), contact),
        })
    }

    fn message(&mut self, by: By, contact: ContactId) -> Input {
        self.messages += 1;
        let message = MessageId(Uuid::from_u128(self.messages));
        Input::Command { by, command: Command::SendMessage { contact, message, size: 3 } }
    }

    fn choice(&mut self) -> Command {
        match self.dice.roll(7) {
            0 => Command::SetStatus { to: Choice::Busy },
            1 => Command::SetStatus { to: Choice::OnBreak { reason: LUNCH } },
            2 => Command::ReserveStatus { to: Choice::Offline },
            3 => Command::BackToReception,
            4 => Command::ContinueAfterCallWork,
            5 => Command::SetStatus { to: Choice::Available },
            _ => Command::GoOnline,
        }
    }

    fn fact(&mut self, contact: ContactId, member: MemberId) -> Fact {
        match self.dice.roll(8) {
            0 => Fact::CustomerHungUp { contact },
            1 => Fact::CallBroke { contact, fault: CallFault::MediaTimeout },
            2 => Fact::AgentSilent { contact, member },
            3 => Fact::BrowserQuiet { member, last_frame: self.now },
            _ => Fact::BrowserLive { member },
        }
    }
}

/// Reproducible chance: the same seed is the same day.
struct Dice(u64);

impl Dice {
    /// From 0 up to, but not with, `sides`.
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

fn opening() -> Vec<Option<Input>> {
    let settings = Settings {
        break_reasons: BTreeSet::from([LUNCH]),
        // The browsers of this story show an offer without saying so.
        seen_within: Millis::from_secs(600),
        ..Settings::default()
    };
    let mut changes = vec![ConfigChange::SettingsPut { settings }];
    changes
        .extend((1..=3).map(|n| ConfigChange::MemberPut {
            member: Member { id: member(n), sessions_max: 2 },
        }));
    let calls = group(SALES, GroupKind::Voice, Answering::Manual);
    let chats = group(CHATS, GroupKind::Chat, Answering::Automatic);
    changes.extend([calls, chats].map(|group| ConfigChange::GroupPut { group }));
    let (greeting, priority) = (Greeting::None, Priority::NORMAL);
    let number = Number { id: HOTLINE, group: SALES, flow: None, greeting, priority };
    changes.push(ConfigChange::NumberPut { number });
    let channel = Channel { id: WIDGET, group: CHATS, priority };
    changes.push(ConfigChange::ChannelPut { channel });
    let mut inputs: Vec<_> =
        changes.into_iter().map(|change| Some(Input::Config { change })).collect();
    for member in (1..=3).map(member) {
        inputs.push(Some(Input::Fact { fact: Fact::BrowserLive { member } }));
        inputs.push(Some(Input::Fact { fact: Fact::AudioReady { member } }));
        inputs.push(Some(command(member, Command::GoOnline)));
    }
    inputs
}

fn group(id: GroupId, kind: GroupKind, answering: Answering) -> Group {
    let place = GroupMember { priority: 1, sessions_max: None };
    Group {
        id,
        kind,
        strategy: Strategy::LongestIdle,
        answering,
        members: (1..=3).map(|n| (member(n), place)).collect::<BTreeMap<_, _>>(),
        ring: Millis::from_secs(20),
        acw: Millis::from_secs(10),
        decline: Decline::Allowed,
        misses_max: 3,
        wait_max: Millis::from_secs(60),
        queue_max: 5,
        ..Group::new(id, kind)
    }
}

fn state(snapshot: Option<&[u8]>, events: &[Event]) -> Acd {
    let mut acd: Acd =
        snapshot.map_or_else(Acd::default, |body| serde_json::from_slice(body).unwrap());
    for event in events {
        acd.apply(event);
    }
    acd
}

fn event(output: Output) -> Option<Event> {
    match output {
        Output::Event(event) => Some(event),
        Output::Effect(_) => None,
    }
}

fn name(event: &Event) -> String {
    serde_json::to_value(event).unwrap()["event"].as_str().unwrap().to_owned()
}

const fn command(by: MemberId, command: Command) -> Input {
    Input::Command { by: By::Member(by), command }
}

const fn member(n: u128) -> MemberId {
    MemberId(Uuid::from_u128(0x10 + n))
}
