//! VC12, VC31: SIP phones that register for real: the one in the lobby, where Pit sits, and those on the agents' desks. An admin
//! makes each the first time that a play names it, as admins do, and somebody types what the admin was told into the phone.

use std::collections::{BTreeMap, BTreeSet};

use acd::{PhoneId, PhoneStanding};
use anyhow::Context;
use robot::{CallerState, Ear, Handset, PhoneLogin, Refusal, Telephone, Voice};
use stage::cast::{Agent, Customer};
use stage::desk_phone::{PhoneAct, PhoneDoing};
use stage::{ids, spoken};
use tokio::time::Instant;
use uuid::Uuid;
use wire::command::{ChoosePhone, MemberCommand};
use wire::sip_phone::{NewSipPhone, SipAlgorithm, SipPhoneForm, SipPhoneSecret};
use wire::workspace::PhoneUnavailable;

use crate::company::{ADMIN, Company, named};
use crate::phone::Phone;
use crate::scene::{LOOK_EVERY, PATIENCE, Scene, said};
use crate::sound::{voice_of_agent, voice_of_customer};

/// Where a SIP phone stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum At {
    Lobby,
    Desk(Agent),
}

#[derive(Default)]
pub(crate) struct Handsets {
    /// The admin's login.
    cookie: Option<String>,
    all: BTreeMap<At, Extension>,
    /// VC21: which of them know no telephone events.
    plain: BTreeSet<At>,
    /// By what the agents take calls, unless it is their browser.
    chosen: BTreeMap<Agent, At>,
}

struct Extension {
    id: Uuid,
    handset: Handset,
}

impl At {
    /// Some phones know SHA-256, others only MD5.
    const fn algorithm(self) -> SipAlgorithm {
        match self {
            Self::Lobby | Self::Desk(Agent::Ann | Agent::Cem) => SipAlgorithm::Sha256,
            Self::Desk(Agent::Bob | Agent::Dee) => SipAlgorithm::Md5,
        }
    }

    fn extension(self) -> String {
        match self {
            Self::Lobby => "301".to_owned(),
            Self::Desk(agent) => format!("20{}", 1 + agent as u32),
        }
    }

    fn name(self) -> String {
        match self {
            Self::Lobby => "Lobby".to_owned(),
            Self::Desk(agent) => format!("{agent}'s desk"),
        }
    }

    fn member(self) -> Option<Uuid> {
        match self {
            Self::Lobby => None,
            Self::Desk(agent) => Some(ids::member(agent).0),
        }
    }

    /// Whoever sits there.
    fn voice(self) -> Voice {
        match self {
            Self::Lobby => voice_of_customer(Customer::Pit),
            Self::Desk(agent) => voice_of_agent(agent),
        }
    }
}

impl Handsets {
    /// What an admin sends, with what comes back.
    async fn ask<Form: serde::Serialize + Sync, Told: serde::de::DeserializeOwned>(
        &mut self,
        company: &Company,
        (method, path): (reqwest::Method, &str),
        form: &Form,
    ) -> anyhow::Result<Told> {
        let guide = company.guide(stage::cast::Group::Support);
        let cookie = match &self.cookie {
            Some(cookie) => cookie.clone(),
            None => robot::log_in(&guide, &named(ADMIN)).await?,
        };
        self.cookie = Some(cookie.clone());
        let url = format!("{}/api/v1/sip-phones{path}", guide.url);
        let asked = reqwest::Client::new().request(method, url).json(form);
        let asked = asked.header("x-rapport-csrf", "1").header("cookie", cookie);
        Ok(asked.send().await?.error_for_status()?.json().await?)
    }

    async fn make(&mut self, company: &Company, at: At) -> anyhow::Result<()> {
        let (extension, name) = (at.extension(), at.name());
        let (member, algorithm) = (at.member(), at.algorithm());
        let form = NewSipPhone { extension, name, member, algorithm };
        let made: SipPhoneSecret = self.ask(company, (reqwest::Method::POST, ""), &form).await?;
        let SipPhoneSecret { phone, password } = made;
        let login = PhoneLogin { server: company.phones, user: phone.username, password };
        let handset = if self.plain.contains(&at) {
            Handset::plug_in_without_events(login, at.voice()).await?
        } else {
            Handset::plug_in(login, at.voice()).await?
        };
        self.all.insert(at, Extension { id: phone.id, handset });
        Ok(())
    }

    /// Makes the lobby's phone this agent's.
    async fn give_lobby(&mut self, company: &Company, agent: Agent) -> anyhow::Result<()> {
        let id = self.all.get(&At::Lobby).context("there is no lobby yet")?.id;
        let (extension, name) = (At::Lobby.extension(), At::Lobby.name());
        let form = SipPhoneForm { extension, name, member: Some(ids::member(agent).0) };
        let path = format!("/{id}");
        let _view: serde_json::Value =
            self.ask(company, (reqwest::Method::PUT, &path), &form).await?;
        Ok(())
    }

    /// What this agent takes calls by, unless it is a browser.
    pub(crate) fn of(&self, agent: Agent) -> Option<&Telephone> {
        let at = self.chosen.get(&agent)?;
        self.all.get(at).map(|extension| extension.handset.telephone())
    }

    pub(crate) fn ear(&self, agent: Agent) -> Option<Ear> {
        self.of(agent).map(|telephone| telephone.ear().clone())
    }
}

impl Scene {
    /// VC21: the phone that will stand there.
    pub(crate) fn knows_no_events(&mut self, at: At) -> Result<(), String> {
        let stands = self.handsets.all.contains_key(&at);
        self.handsets.plain.insert(at);
        if stands { Err("the phone stands there already".to_owned()) } else { Ok(()) }
    }

    /// The phone that stands there; it is made now, if it was not before.
    async fn phone_at(&mut self, at: At) -> Result<PhoneId, String> {
        if !self.handsets.all.contains_key(&at) {
            self.handsets.make(&self.company, at).await.map_err(said)?;
            let telephone = self.handsets.all.get(&at).map(|it| it.handset.telephone().clone());
            if let (At::Lobby, Some(telephone)) = (at, telephone) {
                self.phones.insert(Customer::Pit, Phone::called(telephone));
            }
            let id = self.id_at(at)?;
            self.until("the new phone", |written| written.acd.phone(id).is_some()).await?;
        }
        self.id_at(at)
    }

    fn id_at(&self, at: At) -> Result<PhoneId, String> {
        let extension = self.handsets.all.get(&at);
        extension.map(|it| PhoneId(it.id)).ok_or_else(|| format!("no phone at {at:?}"))
    }

    /// The lobby's.
    pub(crate) async fn lobby(&mut self) -> Result<PhoneId, String> {
        self.phone_at(At::Lobby).await
    }

    /// By digest, and until the core knows it.
    pub(crate) async fn registers(&mut self, at: At, is_here: bool) -> Result<(), String> {
        let id = self.phone_at(at).await?;
        let extension = self.handsets.all.get_mut(&at).ok_or("there is no such phone")?;
        let told = if is_here {
            extension.handset.register(PATIENCE).await
        } else {
            extension.handset.sign_off(PATIENCE).await
        };
        told.map_err(said)?;
        let chosen = self.handsets.chosen.iter().find(|(_, chosen)| **chosen == at);
        let owner = chosen.map(|(agent, _)| ids::member(*agent));
        self.until("the phone's standing", |written| {
            // A member's phone is their sound.
            if let Some(owner) = owner {
                return written.acd.agent(owner).is_some_and(|it| it.audio == is_here);
            }
            let stands = written.acd.phone(id).map(|phone| phone.standing);
            (stands == Some(PhoneStanding::Here)) == is_here
        })
        .await
    }

    /// VC31: the agent takes calls by this phone from now on, or by the browser.
    pub(crate) async fn chooses(&mut self, agent: Agent, at: Option<At>) -> Result<(), String> {
        let sip_phone = match at {
            None => None,
            Some(at) => {
                let id = self.phone_at(at).await?.0;
                if at == At::Lobby {
                    self.handsets.give_lobby(&self.company, agent).await.map_err(said)?;
                }
                Some(id)
            }
        };
        self.command(agent, MemberCommand::ChoosePhone(ChoosePhone { sip_phone })).await?;
        let workspace = &mut self.desk(agent)?.workspace;
        workspace
            .until(PATIENCE, "the choice", |seen| seen.own_phone.chosen == sip_phone)
            .await
            .map_err(said)?;
        match at {
            Some(at) => self.handsets.chosen.insert(agent, at),
            None => self.handsets.chosen.remove(&agent),
        };
        let Some(id) = sip_phone else { return Ok(()) };
        let by = ids::member(agent);
        self.until("the phone to be the agent's", |written| {
            let phone = written.acd.phone(PhoneId(id));
            phone.is_some_and(|phone| phone.standing == PhoneStanding::Chosen { by })
        })
        .await
    }

    pub(crate) async fn acts_at_phone(
        &mut self,
        agent: Agent,
        does: &PhoneAct,
    ) -> Result<(), String> {
        match does {
            PhoneAct::KnowsNoEvents => return self.knows_no_events(At::Desk(agent)),
            PhoneAct::Registers => return self.registers(At::Desk(agent), true).await,
            PhoneAct::IsGone => return self.registers(At::Desk(agent), false).await,
            _ => {}
        }
        let telephone = self.handsets.of(agent).cloned();
        let mut telephone = telephone.ok_or_else(|| format!("{agent} has chosen no phone"))?;
        let wanted = match does {
            PhoneAct::Answers | PhoneAct::IsBusy | PhoneAct::Rejects => CallerState::Ringing,
            _ => CallerState::Talking,
        };
        telephone.until(PATIENCE, |state| *state == wanted).await.map_err(said)?;
        match does {
            PhoneAct::KnowsNoEvents | PhoneAct::Registers | PhoneAct::IsGone => {}
            PhoneAct::Answers => telephone.answer(),
            PhoneAct::IsBusy => telephone.refuse(Refusal::Busy),
            PhoneAct::Rejects => telephone.refuse(Refusal::Rejected),
            PhoneAct::Holds => telephone.hold(),
            PhoneAct::TakesOffHold => telephone.resume(),
            PhoneAct::SendsKeys(keys) => telephone.press(keys),
            PhoneAct::HangsUp => {
                telephone.hang_up();
                let member = ids::member(agent);
                let is_out = |agent: &acd::Agent| agent.call.is_none();
                return self
                    .until("the end of the call", |written| {
                        written.acd.agent(member).is_some_and(is_out)
                    })
                    .await;
            }
        }
        Ok(())
    }

    /// Waits until the phone does that.
    pub(crate) async fn how_phone_stands(
        &self,
        agent: Agent,
        doing: PhoneDoing,
    ) -> Result<(), String> {
        let telephone =
            self.handsets.of(agent).ok_or_else(|| format!("{agent} has chosen no phone"))?;
        let until = Instant::now() + PATIENCE;
        loop {
            let is = match telephone.state() {
                CallerState::Ringing => PhoneDoing::Rings,
                CallerState::Talking => PhoneDoing::InCall,
                _ => PhoneDoing::Silent,
            };
            if is == doing {
                return Ok(());
            }
            if Instant::now() > until {
                return Err(format!("{agent}'s phone is {is:?}, not {doing:?}"));
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// VC12: as the journal says it, and as every screen that looks at the directory.
    pub(crate) fn why_not_lobby(&self, why: Option<&str>) -> Result<(), String> {
        let id = self.id_at(At::Lobby)?;
        let written = self.acd().at_phone(id).err().map(spoken::why_not_phone);
        if written != why {
            return Err(format!("the phone cannot be rung ({written:?}), not {why:?}"));
        }
        for (agent, desk) in self.desks.iter().filter(|(_, desk)| desk.looks_around) {
            let row = desk.screen.phone(id.0);
            let row = row.ok_or_else(|| format!("{agent}'s directory does not show the phone"))?;
            let shown = row.unavailable.map(|why| match why {
                PhoneUnavailable::NotRegistered => "not registered",
                PhoneUnavailable::InUse => "in use",
                PhoneUnavailable::Member => "its member",
            });
            if shown != why {
                return Err(format!("{agent}'s directory shows {shown:?}, not {why:?}"));
            }
        }
        Ok(())
    }

    /// W13: everybody who has a Workspace looks at the directory from now on.
    pub(crate) fn open_directories(&mut self) -> Result<(), String> {
        for desk in self.desks.values_mut() {
            if !std::mem::replace(&mut desk.looks_around, true) {
                desk.workspace.watch_directory().map_err(said)?;
            }
        }
        Ok(())
    }
}
