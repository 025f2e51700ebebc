//! The pure stage: the core in virtual time. What channels would report (an offer shown, a sound arriving, a sound
//! missed) the stage reports itself, as a healthy browser and a healthy line would. After each step it asks for the
//! invariants, and holds a second core that knows only the journal against the first.

mod agent;
mod consult;
mod customer;
mod desk_phone;
mod files;
mod flows;
mod form;
mod internal;
mod listening;
mod lobby;
mod lookup;
mod outside;
mod play;
mod rating;
mod spoilt;
mod standing;
mod tabs;
mod told;

pub use form::Form;
pub use play::play;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use acd::{
    Acd, ConfigChange, ConsultStage, ContactId, Decision, Effect, Event, Fact, Fence, Input,
    InternalLine, MemberId, MessageId, Millis, Output, PhoneStanding, Refused, StatusChanged,
    Timestamp, Wanted,
};
use driver::{Book, Enquiry, Keyed};

use self::desk_phone::DeskPhone;
use self::files::Files;
use self::spoilt::Spoilt;
use self::tabs::Tabs;
use crate::act::Act;
use crate::cast::{Agent, Customer};
use crate::config::Config;
use crate::sight::{Sight, Sound, Standing};
use crate::teller::{Colleagues, Contacts};
use crate::{Order, Shown, Stage, StageName, ids};

/// Noon, so that a play does not run into midnight.
const START: Timestamp = Timestamp(20_000 * 86_400_000 + 43_200_000);

/// What a channel takes to miss a sound (VC51).
const SOUND_MISSED_AFTER: Millis = Millis::from_secs(5);

pub struct Pure {
    acd: Acd,
    /// The events as JSON text, and the core that knows only them.
    journal: Vec<String>,
    replayed: Acd,
    /// What callers key into flows, as the driver keeps it.
    keyed: Keyed,
    now: Timestamp,
    config: Config,
    /// Each customer's last call and last session.
    calls: BTreeMap<Customer, ContactId>,
    sessions: BTreeMap<Customer, ContactId>,
    /// DK08: what customers have said beside their scores, as the driver keeps it.
    comments: BTreeMap<ContactId, String>,
    contacts: Contacts,
    colleagues: Colleagues,
    contacts_made: u64,
    messages: BTreeMap<MessageId, String>,
    /// DK13.
    files: Files,
    /// VC41: what flows have asked another system that has not answered yet.
    enquiries: VecDeque<Enquiry>,
    /// The fence each agent saw last for each contact.
    fences: BTreeMap<(Agent, ContactId), Fence>,
    decisions: BTreeMap<ContactId, Decision>,
    history: Vec<StatusChanged>,
    heard: BTreeMap<Customer, Sound>,
    /// Who was told by a tone that a call is there (VC04).
    toned: BTreeSet<MemberId>,
    /// VC21: what each customer's telephone was sent.
    keys: BTreeMap<Customer, String>,
    frozen: BTreeSet<Agent>,
    soundless: BTreeSet<Agent>,
    with_microphone: BTreeSet<Agent>,
    /// Whose browser is lost.
    absent: BTreeSet<Agent>,
    /// VC31.
    desk_phones: BTreeMap<Agent, DeskPhone>,
    /// VC53.
    spoilt: Spoilt,
    /// VC52.
    tabs: BTreeMap<Agent, Tabs>,
    /// VC12: whether the phone in the lobby is registered.
    lobby: PhoneStanding,
    /// What channels will report, and when.
    reports: BTreeMap<(Timestamp, Agent), Fact>,
    act: Option<Act>,
    shown: Vec<Shown>,
    form: Form,
}

impl Pure {
    pub fn new() -> Self {
        let mut stage = Self {
            acd: Acd::default(),
            journal: vec![],
            replayed: Acd::default(),
            keyed: Keyed::default(),
            now: START,
            config: Config::default(),
            calls: BTreeMap::new(),
            sessions: BTreeMap::new(),
            comments: BTreeMap::new(),
            contacts: Contacts::new(),
            colleagues: Colleagues::new(),
            contacts_made: 0,
            messages: BTreeMap::new(),
            files: Files::default(),
            enquiries: VecDeque::new(),
            fences: BTreeMap::new(),
            decisions: BTreeMap::new(),
            history: vec![],
            heard: BTreeMap::new(),
            toned: BTreeSet::new(),
            keys: BTreeMap::new(),
            frozen: BTreeSet::new(),
            soundless: BTreeSet::new(),
            with_microphone: BTreeSet::new(),
            absent: BTreeSet::new(),
            desk_phones: BTreeMap::new(),
            spoilt: Spoilt::new(START),
            tabs: BTreeMap::new(),
            lobby: PhoneStanding::Away,
            reports: BTreeMap::new(),
            act: None,
            shown: vec![],
            form: Form::default(),
        };
        for change in stage.config.opening() {
            stage.config_change(change);
        }
        stage.lobby_stands(PhoneStanding::Away);
        stage
    }

    /// One step of the core, and what the channels answer to it at once.
    fn feed(&mut self, input: Input) -> Result<(), Refused> {
        let outputs = self.acd.handle(input, self.now)?;
        self.keep(&outputs);
        self.keyed.commit();
        self.tell(&outputs);
        self.spoilt.forget(&self.acd, self.now);
        let mut answers = Vec::new();
        for output in &outputs {
            answers.extend(self.answer(output));
        }
        for fact in answers {
            self.fact(fact);
        }
        Ok(())
    }

    fn config_change(&mut self, change: ConfigChange) {
        let answer = self.feed(Input::Config { change });
        assert!(answer.is_ok(), "an admin was refused");
    }

    fn fact(&mut self, fact: Fact) {
        let answer = self.feed(Input::Fact { fact });
        assert!(answer.is_ok(), "a fact was refused: {fact:?}");
    }

    /// A healthy browser shows an offer, and a healthy line carries sound.
    fn answer(&mut self, output: &Output) -> Option<Fact> {
        match output {
            Output::Event(Event::OfferMade(made)) => {
                let (contact, member, fence) = (made.contact, made.member, made.fence);
                let shows = !self.frozen.contains(&ids::agent(member)?);
                shows.then_some(Fact::OfferSeen { contact, member, fence })
            }
            Output::Effect(Effect::Arrange {
                contact,
                wanted: Wanted::Connecting { member, .. },
            }) => {
                let (contact, member) = (*contact, *member);
                let sounds = !self.soundless.contains(&ids::agent(member)?);
                sounds.then_some(Fact::AgentHeard { contact, member })
            }
            Output::Effect(Effect::Arrange {
                contact,
                wanted: Wanted::Talking { consult: Some(asked), .. },
            }) if asked.stage == ConsultStage::Connecting => {
                let (contact, member) = (*contact, asked.member()?);
                let sounds = !self.soundless.contains(&ids::agent(member)?);
                sounds.then_some(Fact::AgentHeard { contact, member })
            }
            Output::Event(Event::InternalMoved(moved)) => self.internal_shown(moved),
            Output::Effect(Effect::Arrange {
                contact,
                wanted: Wanted::Internal { callee, line: InternalLine::Connecting, .. },
            }) => self.internal_heard(*contact, *callee),
            Output::Effect(Effect::Arrange { contact, .. }) => {
                let wanted = self.flow_wants(*contact)?;
                self.reply(*contact, &wanted)
            }
            Output::Event(_) => None,
        }
    }

    /// VC41.
    fn flow_wants(&self, contact: ContactId) -> Option<flow::Wanted> {
        let run = self.acd.contact(contact)?.run()?;
        Some(run.wanted(self.acd.flow(run.version())?))
    }

    /// The law of the journal, after every step of every play.
    fn keep(&mut self, outputs: &[Output]) {
        for output in outputs {
            let event = match output {
                Output::Event(event) => event,
                Output::Effect(Effect::Arrange {
                    wanted: Wanted::Connecting { member, tone: true },
                    ..
                }) => {
                    self.toned.insert(*member);
                    continue;
                }
                Output::Effect(_) => continue,
            };
            let text = serde_json::to_string(event).expect("an event can be written");
            self.replayed.apply(&parsed(&text));
            self.keyed.note(&self.acd, &Book::default(), event);
            self.journal.push(text);
        }
        assert!(self.replayed == self.acd, "the journal is not the state");
        self.acd.check();
        self.form.meet(&self.acd);
    }

    /// What the states of this play have shown of the form in which states are kept.
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// Jumps from deadline to deadline, as the server's timer does.
    fn wait(&mut self, span: Millis) {
        let end = self.now.after(span);
        loop {
            let deadline = self.acd.next_deadline();
            let report = self.reports.first_key_value().map(|((at, _), _)| *at);
            let look = self.spoilt.next_look();
            let next =
                deadline.into_iter().chain(report).chain(look).min().filter(|next| *next <= end);
            let Some(next) = next else { break };
            self.now = self.now.max(next);
            if report == Some(next)
                && let Some((_, fact)) = self.reports.pop_first()
            {
                self.fact(fact);
            } else if look == Some(next) {
                self.judge_sound();
            } else {
                self.fact(Fact::DeadlineReached);
            }
        }
        self.now = end;
    }

    /// F01: what was journaled is there again; the legs and the sockets are not.
    fn restart(&mut self) {
        let mut acd = Acd::default();
        for text in &self.journal {
            acd.apply(&parsed(text));
        }
        self.acd = acd;
        self.keyed = Keyed::default();
        self.enquiries.clear();
        self.reports.clear();
        self.fact(Fact::ProcessLost { back: self.now });
        self.lobby_stands(self.lobby);
        self.phones_are_back();
        self.fact(Fact::DeadlineReached);
    }

    fn refuse(&mut self, answer: Result<(), Refused>) {
        if let Err(refused) = answer {
            self.show(Sight::Refused { code: refused.code().to_owned() });
        }
    }
}

impl Default for Pure {
    fn default() -> Self {
        Self::new()
    }
}

impl Stage for Pure {
    fn name(&self) -> StageName {
        StageName::Pure
    }

    fn order(&self) -> Order {
        Order::Exact
    }

    fn perform(&mut self, act: &Act) -> Result<(), String> {
        self.act = Some(act.clone());
        match act {
            Act::Wait { span } => self.wait(*span),
            Act::ServerRestarts => self.restart(),
            Act::Lookup { answers } => self.lookup_answers(answers)?,
            Act::Set(setting) => {
                let change = self.config.set(setting);
                self.config_change(change);
            }
            Act::Agent { agent, does } => self.agent_acts(*agent, does)?,
            Act::Customer { customer, does } => self.customer_acts(*customer, does)?,
        }
        Ok(())
    }

    fn look(&mut self, _awaited: Option<&Sight>) -> Result<Vec<Shown>, String> {
        Ok(std::mem::take(&mut self.shown))
    }

    fn stands(&mut self, standing: &Standing) -> Result<(), String> {
        self.how_it_stands(standing)
    }
}

fn parsed(text: &str) -> Event {
    serde_json::from_str(text).expect("an event can be read from its own text")
}
