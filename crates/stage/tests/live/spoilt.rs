//! VC53: sound that is spoilt on its way, and what the call's record says of it afterwards.

use robot::Voice;
use stage::cast::{Agent, Customer, Group};
use stage::ids;
use tokio::time::Instant;
use wire::record::{RecordDetail, StrainKind, StrainView};

use crate::scene::{LOOK_EVERY, PATIENCE, Scene, said};
use crate::standing::equal;

impl Scene {
    /// By the browser's microphone.
    pub(crate) fn say(&mut self, agent: Agent, voice: Voice) -> Result<(), String> {
        self.desk(agent)?.workspace.say(voice);
        Ok(())
    }

    /// Waits until it is so: a record is written after the call.
    pub(crate) async fn how_often_spoilt(
        &self,
        customer: Customer,
        microphone_of: Option<Agent>,
        times: usize,
    ) -> Result<(), String> {
        let member = microphone_of.map(|agent| ids::member(agent).0);
        let kind = if member.is_some() { StrainKind::Still } else { StrainKind::Loss };
        let meant = |strain: &&StrainView| {
            strain.what == kind && strain.member.as_ref().map(|whose| whose.id) == member
        };
        let until = Instant::now() + PATIENCE;
        loop {
            let strains = self.strains_of(customer).await.map_err(said)?;
            let told = strains.iter().filter(meant).count();
            match equal(told, times, "how often the record tells of it") {
                Err(_) if Instant::now() < until => tokio::time::sleep(LOOK_EVERY).await,
                stands => return stands.map_err(|why| format!("{why}: {strains:?}")),
            }
        }
    }

    /// As one who talked there reads it.
    async fn strains_of(&self, customer: Customer) -> anyhow::Result<Vec<StrainView>> {
        let contact = self.call_of(customer).map_err(anyhow::Error::msg)?;
        let cookie = self.cookies.values().next().map_or("", String::as_str);
        let url = self.company.guide(Group::Support).url;
        let asked = reqwest::Client::new().get(format!("{url}/api/v1/records/{contact}"));
        let answer = asked.header("cookie", cookie).send().await?.error_for_status()?;
        Ok(answer.json::<RecordDetail>().await?.strains)
    }
}
