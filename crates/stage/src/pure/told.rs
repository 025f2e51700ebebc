//! What came out of a step, shown.

use acd::{ConsultWith, Consulting, CustomerHears, Effect, Event, GroupKind, Output, Wanted};

use super::Pure;
use super::listening::{among_three, of_agent};
use crate::act::{Act, AgentAct};
use crate::desk_phone::PhoneAct;
use crate::sight::{Sight, Sound};
use crate::teller::Teller;
use crate::{Shown, Weight, ids};

impl Pure {
    pub(super) fn tell(&mut self, outputs: &[Output]) {
        for output in outputs {
            self.remember(output);
            let sight = match output {
                Output::Event(event) => self.teller().sight(event),
                Output::Effect(Effect::Arrange { contact, wanted }) => {
                    self.hears(*contact, *wanted)
                }
            };
            if let Some(sight) = sight {
                self.show(sight);
            }
        }
    }

    pub(super) fn show(&mut self, sight: Sight) {
        let weight = Weight::of(&sight, self.act.as_ref());
        self.shown.push(Shown { sight, weight });
    }

    pub(super) fn teller(&self) -> Teller<'_> {
        let Self { acd, now, contacts, colleagues, messages, files, .. } = self;
        Teller { acd, now: *now, contacts, colleagues, texts: messages, papers: &files.of }
    }

    /// The same sound again is nothing new to hear.
    fn hears(&mut self, contact: acd::ContactId, wanted: Wanted) -> Option<Sight> {
        let (customer, _) = *self.contacts.get(&contact)?;
        let Some(sound) = self.sound(contact, wanted) else {
            self.heard.remove(&customer);
            return None;
        };
        let before = self.heard.insert(customer, sound);
        (before != Some(sound)).then_some(Sight::Hears { customer, sound })
    }

    pub(super) fn sound(&self, contact: acd::ContactId, wanted: Wanted) -> Option<Sound> {
        match wanted {
            Wanted::InFlow { .. } | Wanted::Talking { customer_hears: CustomerHears::Flow, .. } => {
                self.flow_wants(contact).and_then(|it| sound_of_flow(&it))
            }
            Wanted::External { .. } => self.sound_outside(contact),
            wanted => sound(wanted),
        }
    }

    fn remember(&mut self, output: &Output) {
        match output {
            Output::Event(Event::OfferMade(made)) => {
                self.decisions.insert(made.contact, made.decision.clone());
                if let Some(agent) = ids::agent(made.member) {
                    self.fences.insert((agent, made.contact), made.fence);
                }
            }
            Output::Event(Event::StatusChanged(changed)) => self.history.push(*changed),
            Output::Event(Event::KeysSent(sent)) => self.send_keys(sent.contact),
            Output::Event(_) | Output::Effect(_) => {}
        }
    }

    /// The core says that they go; which ones, only the act knows.
    fn send_keys(&mut self, contact: acd::ContactId) {
        let Some(Act::Agent {
            does: AgentAct::SendsKeys { keys, .. } | AgentAct::AtPhone(PhoneAct::SendsKeys(keys)),
            ..
        }) = &self.act
        else {
            return;
        };
        if let Some((customer, _)) = self.contacts.get(&contact) {
            self.keys.entry(*customer).or_default().push_str(keys);
        }
    }

    pub(super) fn is_voice(&self, contact: acd::ContactId) -> bool {
        self.acd.contact(contact).is_some_and(|found| found.kind() == GroupKind::Voice)
    }
}

/// What sounds of the built-in prompts; a beep alone is none of the sounds that plays know.
fn sound_of_flow(wanted: &flow::Wanted) -> Option<Sound> {
    match wanted {
        flow::Wanted::Play { prompts, .. } => sound_of_prompts(prompts),
        flow::Wanted::Request { prompts, .. } if !prompts.is_empty() => sound_of_prompts(prompts),
        flow::Wanted::Transfer { .. } | flow::Wanted::Over { .. } => Some(Sound::Music),
        flow::Wanted::Listen
        | flow::Wanted::Choose { .. }
        | flow::Wanted::Request { .. }
        | flow::Wanted::Record { .. } => Some(Sound::Silence),
    }
}

fn sound_of_prompts(prompts: &[flow::PromptId]) -> Option<Sound> {
    prompts.iter().find_map(|prompt| match prompt.0.as_u128() {
        2 => Some(Sound::Greeting),
        6 => Some(Sound::Notice),
        _ => None,
    })
}

fn sound(wanted: Wanted) -> Option<Sound> {
    Some(match wanted {
        Wanted::Greeting => Sound::Greeting,
        Wanted::Notice => Sound::Notice,
        Wanted::Waiting | Wanted::Ringing { .. } | Wanted::Connecting { .. } => Sound::Music,
        Wanted::Talking {
            member,
            consult: Some(consult @ Consulting { with: ConsultWith::All, .. }),
            ..
        } => among_three(member, &consult),
        Wanted::Talking { member, customer_hears, .. } => {
            return of_agent(member, customer_hears);
        }
        // Nobody is there who could hear, or a flow speaks.
        Wanted::Dialling { .. }
        | Wanted::InFlow { .. }
        | Wanted::External { .. }
        | Wanted::Internal { .. }
        | Wanted::AtPhone { .. }
        | Wanted::Ended { .. } => return None,
    })
}
