//! VC52: tabs, as the server's driver and switchboard hold them. The core knows of no tab: a member is there while any of their
//! sockets is, and their sound comes by whichever leg was offered last. That one leg takes the place of another is no loss; the
//! call that the member is in hears them anew.

use acd::{Contact, Fact};

use super::Pure;
use super::standing::equal;
use crate::cast::{Agent, Customer};
use crate::ids;
use crate::spoken::name;
use crate::tabs::TabAct;

/// Of whoever has opened another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tabs {
    /// One has the voice, the other mirrors.
    Two,
    /// The one that had the voice is closed.
    WithoutVoice,
}

impl Pure {
    pub(super) fn acts_in_tabs(&mut self, agent: Agent, does: TabAct) -> Result<(), String> {
        let member = ids::member(agent);
        let tabs = self.tabs.get(&agent).copied();
        match (does, tabs) {
            (TabAct::OpensAnother, None) => {
                self.tabs.insert(agent, Tabs::Two);
                self.fact(Fact::BrowserLive { member });
                self.show_offer(agent);
            }
            (TabAct::TakesVoiceThere, Some(Tabs::Two)) => self.sound_returns(agent),
            (TabAct::TakesVoiceThere, Some(Tabs::WithoutVoice)) => {
                self.tabs.remove(&agent);
                self.fact(Fact::AudioReady { member });
                self.sound_returns(agent);
            }
            (TabAct::ClosesWithVoice, Some(Tabs::Two)) => {
                self.tabs.insert(agent, Tabs::WithoutVoice);
                self.fact(Fact::AudioLost { member });
                self.miss_sound(agent);
            }
            // The member's other socket is there, so the core hears nothing of it.
            (TabAct::ClosesWithoutVoice, Some(Tabs::Two)) => {
                self.tabs.remove(&agent);
            }
            (_, tabs) => return Err(format!("with {tabs:?}, {agent} cannot do {does:?}")),
        }
        Ok(())
    }

    /// Whatever one of a member's pages shows, each of them does: what they are painted from.
    pub(super) fn how_tabs_stand(&self, agent: Agent, customer: Customer) -> Result<(), String> {
        equal(self.tabs.get(&agent), Some(&Tabs::Two), "what tabs there are")?;
        let contact = self.call_of(customer)?;
        let has = self.acd.contact(contact).and_then(Contact::member);
        let rings = || self.acd.offer(contact).map(|offer| offer.member);
        let shown = has.or_else(rings).map(name);
        equal(shown, Some(agent.name()), "on whose pages the call is")
    }
}
