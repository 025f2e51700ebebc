//! The sound of agents: it comes a moment after the page, is missed five seconds after it has gone, and now and then
//! never reaches a call. And the keys of customers, which are in the sound.

use acd::{ContactId, CustomerHears, Effect, Fact, MemberId, Millis, Recording, Wanted};
use driver::{Enquiry, EnquiryAnswer, Errand, WantedCallee};
use flow::Turn;
use store::Key;

use super::center::{AGENTS, member};
use super::coverage::trouble;
use super::day::{Day, Due, Waiting, Who};

/// `media_gap_agent`.
const MISSED_AFTER: Millis = Millis::from_secs(5);

impl Day {
    pub(super) fn sound_comes(&mut self, agent: usize, connection: u64) {
        if !self.is_connected(Who::Agent(agent)) || self.life.is_none() {
            return;
        }
        let Some(desk) = self.desks.get_mut(agent).filter(|desk| desk.connection == connection)
        else {
            return;
        };
        desk.sound = true;
        let member = member(agent);
        self.tells(Fact::AudioReady { member });
        // VC51: back in the call that goes on.
        for contact in self.calls_of(member) {
            let pause = self.chance.between(50, 400);
            self.tells_soon(pause, Fact::AgentHeard { contact, member });
        }
    }

    /// The page is gone, or the way to it.
    pub(super) fn sound_will_be_missed(&mut self, agent: usize) {
        let Some(desk) = self.desks.get(agent) else { return };
        let connection = desk.connection;
        self.after(MISSED_AFTER, Due::SoundGoes { agent, connection });
    }

    pub(super) fn sound_goes(&mut self, agent: usize, connection: u64) {
        let Some(desk) = self.desks.get_mut(agent).filter(|desk| desk.connection == connection)
        else {
            return;
        };
        if !std::mem::replace(&mut desk.sound, false) {
            return;
        }
        let member = member(agent);
        self.tells(Fact::AudioLost { member });
        for contact in self.calls_of(member) {
            self.tells(Fact::AgentSilent { contact, member });
        }
    }

    /// A microphone that was gone is found again.
    pub(super) fn has_sound_again(&mut self, agent: usize) {
        let Some(desk) = self.desks.get(agent) else { return };
        if !desk.sound && self.chance.in_thousand(400) {
            let connection = desk.connection;
            self.sound_comes(agent, connection);
        }
    }

    /// What the core wants of the legs of a call has changed.
    pub(super) fn take_effects(&mut self) {
        let Some(life) = &mut self.life else { return };
        let (mut effects, mut enquiries, mut callees) = (Vec::new(), Vec::new(), Vec::new());
        while let Ok((_, errand)) = life.errands.try_recv() {
            match errand {
                Errand::Effect { effect, flow } => effects.push((effect, flow)),
                // VC21: nothing answers to them.
                Errand::Keys(_) => {}
                Errand::FindCallee(wanted) => callees.push(wanted),
                Errand::Ask(enquiry) => enquiries.push(enquiry),
            }
        }
        for enquiry in enquiries {
            self.asks_another_system(&enquiry);
        }
        for wanted in callees {
            self.finds_nobody(&wanted);
        }
        for (Effect::Arrange { contact, wanted }, flow) in effects {
            self.arranges(contact, wanted);
            if let Some(flow::Wanted::Play { turn, .. }) = flow {
                self.plays(contact, turn);
            }
        }
    }

    fn arranges(&mut self, contact: ContactId, wanted: Wanted) {
        match wanted {
            Wanted::Greeting => {
                let played = self.chance.between(2_000, 6_000);
                self.tells_soon(played, Fact::GreetingEnded { contact });
            }
            Wanted::Notice => {
                let played = self.chance.between(1_500, 4_000);
                self.tells_soon(played, Fact::NoticeEnded { contact });
            }
            Wanted::Connecting { member, .. } => self.connects_sound(contact, member),
            Wanted::Talking { customer_hears: CustomerHears::Agent, recording, .. } => {
                self.talks(contact);
                self.may_fail_to_record(contact, recording);
            }
            Wanted::Dialling { .. } => self.far_end_is_called(contact),
            Wanted::External { line, .. } => self.line_outside(contact, line),
            Wanted::Talking { .. }
            | Wanted::Waiting
            | Wanted::Ringing { .. }
            | Wanted::Internal { .. }
            | Wanted::AtPhone { .. }
            | Wanted::InFlow { .. } => {}
            Wanted::Ended { .. } => self.leg_ends(contact),
        }
        if let Some(leg) = self.legs.get_mut(&contact) {
            leg.wanted = Some(wanted);
        }
    }

    /// VC41: some listen, some know the menu by heart, and some do nothing.
    fn plays(&mut self, contact: ContactId, turn: Turn) {
        let played = self.chance.between(1_000, 4_000);
        let input = flow::Input::PromptsEnded { turn };
        self.tells_soon(played, Fact::Flow { contact, input });
        if self.chance.in_thousand(600) {
            let later = self.chance.between(500, 6_000);
            self.after(later, Due::Presses(contact));
        }
    }

    /// VC41: another system answers well, badly, too late, or never.
    fn asks_another_system(&mut self, enquiry: &Enquiry) {
        let (contact, id) = (enquiry.contact, enquiry.id);
        let body = match self.chance.below(4) {
            0 => None,
            1 => Some(b"no JSON".to_vec()),
            2 => Some(br#"{"level":"gold"}"#.to_vec()),
            _ => return,
        };
        let later = self.chance.between(50, 7_000);
        self.after(later, Due::AnswersFlow(EnquiryAnswer { contact, id, body }));
    }

    /// VC41: a number outside is nobody's, or nobody ever says whose.
    fn finds_nobody(&mut self, wanted: &WantedCallee) {
        if self.chance.in_thousand(800) {
            let (contact, turn) = (wanted.contact, wanted.turn);
            let later = self.chance.between(1, 200);
            let input = flow::Input::TransferFailed { turn };
            self.tells_soon(later, Fact::Flow { contact, input });
        }
    }

    pub(super) fn answers_flow(&mut self, answer: EnquiryAnswer) {
        let Some(life) = &self.life else { return };
        let driver = life.driver.clone();
        self.tell_driver(async move { driver.enquiry_answered(answer).await });
    }

    /// F13: the disk for recordings is full.
    fn may_fail_to_record(&mut self, contact: ContactId, recording: Recording) {
        if let Some(since) = recording.since()
            && self.chance.in_thousand(15)
        {
            let later = self.chance.between(500, 20_000);
            self.tells_soon(later, Fact::RecordingFailed { contact, since });
        }
    }

    /// VC20: somebody who presses keys does it more than once, whatever the call is doing.
    pub(super) fn will_press(&mut self, contact: ContactId) {
        let pause = self.chance.around(Millis::from_secs(20));
        self.after(pause, Due::Presses(contact));
    }

    pub(super) fn presses(&mut self, contact: ContactId) {
        let Some(life) = self.life.as_ref().filter(|_| self.legs.contains_key(&contact)) else {
            return;
        };
        let driver = life.driver.clone();
        self.tell_driver(async move { driver.key(contact, key_of(contact)).await });
        self.will_press(contact);
    }

    fn connects_sound(&mut self, contact: ContactId, member_id: MemberId) {
        let agent = (0..AGENTS).find(|index| member(*index) == member_id);
        let has_sound =
            agent.and_then(|index| self.desks.get(index)).is_some_and(|desk| desk.sound);
        if has_sound && self.chance.in_thousand(970) {
            let pause = self.chance.between(50, 700);
            self.tells_soon(pause, Fact::AgentHeard { contact, member: member_id });
        }
    }

    /// The calls in which the switchboard has this agent.
    fn calls_of(&self, member: MemberId) -> Vec<ContactId> {
        let theirs = |wanted: &Option<Wanted>| match wanted {
            Some(
                Wanted::Connecting { member: of, .. }
                | Wanted::Dialling { member: of, .. }
                | Wanted::Talking { member: of, .. },
            ) => *of == member,
            _ => false,
        };
        self.legs.iter().filter(|(_, leg)| theirs(&leg.wanted)).map(|(id, _)| *id).collect()
    }

    pub(super) fn tells_soon(&mut self, pause: Millis, fact: Fact) {
        self.after(pause, Due::Tells(fact));
    }

    /// A fact from a channel: never lost while the server lives, now and then told twice, the second time late.
    pub(super) fn tells(&mut self, fact: Fact) {
        let Some(life) = &self.life else { return };
        let driver = life.driver.clone();
        self.wait_for(Waiting::Told(Box::pin(async move { driver.fact(fact).await })));
        if self.chance.in_thousand(self.weather.doubled) {
            self.met(trouble::FACT_DOUBLED);
            let late = self.chance.between(0, 20_000);
            self.after(late, Due::Tells(fact));
        }
    }
}

/// The one key that the customer of this call presses: what is kept of it can be told without a list.
pub(super) fn key_of(contact: ContactId) -> Key {
    let digit = u8::try_from(contact.0.as_u128() % 10).unwrap_or_default();
    Key(char::from(b'0' + digit))
}
