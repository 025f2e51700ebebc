//! VC52: two tabs of one agent, each with a live socket of its own in the same login. One has the microphone, and is told when the
//! other takes the voice; what it does then is to let go of its sound, as the Workspace does.

use std::time::Duration;

use robot::Agent as Workspace;
use stage::cast::{Agent, Customer, Group};
use stage::tabs::TabAct;
use wire::workspace::CallState;

use crate::desk::Desk;
use crate::scene::{Scene, said};
use crate::standing::equal;

/// What it bounds is a failure.
const TOLD_WITHIN: Duration = Duration::from_secs(10);

impl Scene {
    pub(crate) async fn acts_in_tabs(&mut self, agent: Agent, does: TabAct) -> Result<(), String> {
        match does {
            TabAct::OpensAnother => self.open_tab(agent).await,
            TabAct::TakesVoiceThere if self.desk(agent)?.other.is_none() => {
                // The one that had it is closed.
                self.have_sound(agent).await
            }
            TabAct::TakesVoiceThere => self.take_voice(agent).await,
            TabAct::ClosesWithVoice => self.turn_round(agent).await.map(drop),
            TabAct::ClosesWithoutVoice => {
                let closed = self.desk(agent)?.other.take();
                closed.map(drop).ok_or_else(|| format!("{agent} has one tab"))
            }
        }
    }

    async fn open_tab(&mut self, agent: Agent) -> Result<(), String> {
        let cookie = self.cookies.get(&agent).ok_or_else(|| format!("{agent} was never here"))?;
        let guide = self.company.guide(Group::Support);
        let tab = Workspace::with_cookie(&guide, cookie.clone()).await.map_err(said)?;
        self.desk(agent)?.other = Some(tab);
        Ok(())
    }

    /// From the tab that has it, which has to be told.
    async fn take_voice(&mut self, agent: Agent) -> Result<(), String> {
        let mut before = self.turn_round(agent).await?;
        self.have_sound(agent).await?;
        let taken = before.until(TOLD_WITHIN, "that its voice was taken", |seen| seen.voice_taken);
        taken.await.map_err(said)?;
        before.drop_sound();
        self.desk(agent)?.other = Some(before);
        Ok(())
    }

    /// The agent's screen is that of the other tab from now on. Gives the one before it, open as it was.
    async fn turn_round(&mut self, agent: Agent) -> Result<Workspace, String> {
        self.catch_up().await?;
        let other = self.desk(agent)?.other.take();
        let tab = other.ok_or_else(|| format!("{agent} has one tab"))?;
        let desk = Desk::open(agent, tab).await?;
        let before = self.desks.insert(agent, desk);
        self.gather().await?;
        before.map(|desk| desk.workspace).ok_or_else(|| format!("{agent} has no Workspace open"))
    }

    /// The call is on both pages, and the same; the other has no sound.
    pub(crate) fn how_tabs_stand(&self, agent: Agent, customer: Customer) -> Result<(), String> {
        let contact = self.call_of(customer)?.0;
        let desk = self.desks.get(&agent).ok_or("no Workspace is open")?;
        let tab = desk.other.as_ref().ok_or_else(|| format!("{agent} has one tab"))?;
        equal(tab.ear().is_none(), true, "whether the other tab is silent")?;
        let shown = desk.screen.call(contact);
        let mirrored = tab
            .seen()
            .and_then(|seen| seen.picture.calls.into_iter().find(|call| call.id == contact));
        equal(mirrored.as_ref(), shown, "the call in the other tab")?;
        let state = shown.map(|call| &call.state);
        let is_hers = matches!(state, Some(CallState::Talking(_) | CallState::Ringing(_)));
        equal(is_hers, true, "whether the call is on both pages")
    }
}
