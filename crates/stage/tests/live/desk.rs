//! An agent at a Workspace, and what agents do.

use acd::{Browser, ContactId};
use robot::{Agent as Workspace, Voice};
use stage::act::{AgentAct, Called, Choice, Target};
use stage::cast::{Agent, Customer, Group};
use stage::ids;
use stage::sight::{Author, Sight};
use stage::teller::Contacts;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::mpsc::error::TryRecvError;
use wire::attachment::FileView;
use wire::command::{
    self, ConsultColleague, ConsultOut, ContactRef, DialCall, MemberCommand, OfferRef, SendKeys,
    SendMessage, StartSelfService, StatusChoice, TransferCall, TransferOut, TransferTarget,
};
use wire::workspace::{AuthorView, ServerFrame};

use crate::company::{account, phone_number};
use crate::handsets::At;
use crate::phone::Phone;
use crate::scene::{Scene, said};
use crate::screen::Screen;
use crate::sound::{voice_of_agent, voice_of_customer};

pub(crate) struct Desk {
    agent: Agent,
    pub(crate) workspace: Workspace,
    frames: UnboundedReceiver<ServerFrame>,
    pub(crate) screen: Screen,
    /// The place in the journal from which on this screen tells.
    pub(crate) since: u64,
    /// W13: whether the directory is open on it.
    pub(crate) looks_around: bool,
    /// VC52: the tab without the voice.
    pub(crate) other: Option<Workspace>,
}

impl Desk {
    pub(crate) async fn open(agent: Agent, workspace: Workspace) -> Result<Self, String> {
        let mut frames = workspace.follow().map_err(said)?;
        let Some(ServerFrame::Snapshot(picture)) = frames.recv().await else {
            return Err(format!("{agent}'s Workspace has no picture"));
        };
        let since = picture.seq;
        let screen = Screen::new(agent, *picture);
        Ok(Self { agent, workspace, frames, screen, since, looks_around: false, other: None })
    }

    /// What has come to this screen.
    pub(crate) fn watch(&mut self, contacts: &Contacts) -> Result<Vec<Sight>, String> {
        let mut sights = vec![];
        loop {
            match self.frames.try_recv() {
                Ok(frame) => sights.extend(self.screen.take(frame, contacts)),
                Err(TryRecvError::Empty) => return Ok(sights),
                Err(TryRecvError::Disconnected) => {
                    return Err(format!("{}'s live socket closed by itself", self.agent));
                }
            }
        }
    }

    /// What stands on the screen under this number, and who of the agents wrote it.
    pub(crate) fn message(
        &self,
        contact: ContactId,
        sequence: u64,
    ) -> Option<(Option<Agent>, &str, &[FileView])> {
        let mut messages = self.screen.picture.messages.iter();
        let found = messages.find(|one| one.contact == contact.0 && one.sequence == sequence)?;
        let author = match &found.author {
            AuthorView::Member(member) => ids::agent(acd::MemberId(member.id)),
            AuthorView::Customer => None,
        };
        Some((author, &found.text, &found.files))
    }
}

impl Scene {
    pub(crate) async fn agent_acts(&mut self, agent: Agent, does: &AgentAct) -> Result<(), String> {
        match does {
            AgentAct::SignsIn => self.sign_in(agent, true).await,
            AgentAct::SignsInWithoutMicrophone => self.sign_in(agent, false).await,
            AgentAct::LogsOut => self.log_out(agent).await,
            AgentAct::LosesBrowser => self.lose_browser(agent).await,
            AgentAct::IsBack => self.come_back(agent).await,
            AgentAct::BrowserFreezes => self.desk(agent)?.workspace.freeze().map_err(said),
            AgentAct::LosesMicrophone => {
                self.microphones.insert(agent, false);
                self.desk(agent)?.workspace.lose_microphone().map_err(said)?;
                if self.handsets.of(agent).is_some() {
                    // It is nothing to the core, and so not to the journal.
                    return Ok(());
                }
                self.until("the microphone's loss", |written| {
                    written.acd.agent(ids::member(agent)).is_some_and(|agent| !agent.audio)
                })
                .await
            }
            AgentAct::AllowsMicrophone => {
                self.microphones.insert(agent, true);
                self.have_sound(agent).await
            }
            AgentAct::MicrophoneGivesNothing => self.say(agent, Voice::Silence),
            AgentAct::MicrophoneIsHeard => self.say(agent, voice_of_agent(agent)),
            AgentAct::SoundStops => {
                self.desk(agent)?.workspace.cut_sound();
                Ok(())
            }
            AgentAct::SoundReturns => self.have_sound(agent).await,
            AgentAct::SoundFails => {
                Err("the live stage has no browser whose sound fails".to_owned())
            }
            AgentAct::ChoosesLobbyPhone => self.chooses(agent, Some(At::Lobby)).await,
            AgentAct::ChoosesDeskPhone => self.chooses(agent, Some(At::Desk(agent))).await,
            AgentAct::ChoosesBrowser => self.chooses(agent, None).await,
            AgentAct::AtPhone(does) => self.acts_at_phone(agent, does).await,
            AgentAct::InTabs(does) => self.acts_in_tabs(agent, *does).await,
            AgentAct::Transfers { customer, to: Target::Lobby } => {
                let contact = self.call_of(*customer)?.0;
                let to = TransferTarget::Phone(self.lobby().await?.0);
                let command = MemberCommand::Transfer(TransferCall { contact, to, note: None });
                self.command(agent, command).await
            }
            AgentAct::Dials { number, group } => self.dial(agent, number, *group).await,
            AgentAct::TransfersOut { customer, to } | AgentAct::ConsultsOut { customer, to } => {
                let contact = self.call_of(*customer)?.0;
                let number = self.number_of(to)?;
                let command = if matches!(does, AgentAct::ConsultsOut { .. }) {
                    MemberCommand::ConsultOut(ConsultOut { contact, number })
                } else {
                    MemberCommand::TransferOut(TransferOut { contact, number })
                };
                self.command(agent, command).await
            }
            AgentAct::Sends { customer, paper, how } => {
                self.sends(Author::Agent(agent), *customer, *paper, *how).await
            }
            AgentAct::Internal { colleague, doing } => {
                let command = self.internal_command(agent, *colleague, doing)?;
                self.command(agent, command).await
            }
            commands => {
                let command = self.command_of(agent, commands)?;
                self.command(agent, command).await
            }
        }
    }

    pub(crate) fn desk(&mut self, agent: Agent) -> Result<&mut Desk, String> {
        self.desks.get_mut(&agent).ok_or_else(|| format!("{agent} has no Workspace open"))
    }

    async fn sign_in(&mut self, agent: Agent, microphone: bool) -> Result<(), String> {
        let guide = self.company.guide(Group::Support);
        let workspace = Workspace::sign_in(&guide, &account(agent)).await.map_err(said)?;
        self.cookies.insert(agent, workspace.cookie().to_owned());
        self.microphones.insert(agent, microphone);
        self.sit_down(agent, workspace).await?;
        self.command(agent, MemberCommand::GoOnline).await
    }

    /// The journal tells up to the picture's place, the screen from there on.
    async fn sit_down(&mut self, agent: Agent, workspace: Workspace) -> Result<(), String> {
        let desk = Desk::open(agent, workspace).await?;
        self.desks.insert(agent, desk);
        self.gather().await?;
        if self.microphones.get(&agent) == Some(&true) {
            self.have_sound(agent).await
        } else {
            Ok(())
        }
    }

    pub(crate) async fn have_sound(&mut self, agent: Agent) -> Result<(), String> {
        let near = self.company.server.sip();
        let speaks_by_phone = self.handsets.of(agent).is_some();
        let workspace = &mut self.desk(agent)?.workspace;
        let voice = voice_of_agent(agent);
        if speaks_by_phone {
            workspace.allow_microphone_unheeded(near, voice).await.map_err(said)
        } else {
            workspace.allow_microphone(near, voice).await.map_err(said)
        }
    }

    async fn log_out(&mut self, agent: Agent) -> Result<(), String> {
        let guide = self.company.guide(Group::Support);
        let answer = self.desk(agent)?.workspace.log_out(&guide).await.map_err(said)?;
        match answer {
            Some(problem) => self.show(Sight::Refused { code: problem.code }),
            None => self.stand_up(agent).await?,
        }
        Ok(())
    }

    async fn lose_browser(&mut self, agent: Agent) -> Result<(), String> {
        self.stand_up(agent).await?;
        self.until("the server to notice", |written| {
            let agent = written.acd.agent(ids::member(agent));
            agent.is_some_and(|agent| agent.browser != Browser::Live)
        })
        .await
    }

    async fn come_back(&mut self, agent: Agent) -> Result<(), String> {
        if self.desks.contains_key(&agent) {
            self.stand_up(agent).await?;
        }
        let cookie = self.cookies.get(&agent).ok_or_else(|| format!("{agent} was never here"))?;
        let guide = self.company.guide(Group::Support);
        let workspace = Workspace::with_cookie(&guide, cookie.clone()).await.map_err(said)?;
        self.sit_down(agent, workspace).await
    }

    /// Socket and sound are gone at once.
    async fn stand_up(&mut self, agent: Agent) -> Result<(), String> {
        let desk = self.desks.remove(&agent);
        desk.ok_or_else(|| format!("{agent} has no Workspace open"))?.workspace.crash();
        self.leave(agent);
        self.gather().await
    }

    pub(crate) async fn command(
        &mut self,
        agent: Agent,
        command: MemberCommand,
    ) -> Result<(), String> {
        let answer = self.desk(agent)?.workspace.command(command).await.map_err(said)?;
        if let Some(problem) = answer.problem {
            self.show(Sight::Refused { code: problem.code });
        }
        Ok(())
    }

    async fn dial(&mut self, agent: Agent, called: &Called, group: Group) -> Result<(), String> {
        let number = self.number_of(called)?;
        let group = Some(ids::group_id(group).0);
        let call = DialCall { number, group, from: None, voicemail: None };
        self.command(agent, MemberCommand::Dial(call)).await
    }

    /// The number of a telephone that may ring from now on.
    pub(crate) fn plug_in(&mut self, customer: Customer) -> String {
        let own = phone_number(customer);
        let telephone = self.company.exchange.telephone(&own, voice_of_customer(customer));
        self.phones.insert(customer, Phone::called(telephone));
        own
    }

    /// VC06: whose telephone may ring is plugged in before.
    fn number_of(&mut self, called: &Called) -> Result<String, String> {
        Ok(match called {
            Called::Customer(customer) | Called::Written(customer, _) => {
                let own = self.plug_in(*customer);
                if let Called::Written(_, written) = called { written.clone() } else { own }
            }
            Called::Abroad => "+33 1 42 68 53 00".to_owned(),
            Called::PremiumRate => "0900 1 123456".to_owned(),
            Called::Help => return Err("the live stage calls no ambulance".to_owned()),
            Called::NoNumber => "my sister".to_owned(),
        })
    }

    fn command_of(&self, agent: Agent, does: &AgentAct) -> Result<MemberCommand, String> {
        let call = |customer| Ok::<_, String>(ContactRef { contact: self.call_of(customer)?.0 });
        let session = |one| Ok::<_, String>(ContactRef { contact: self.session_of(one)?.0 });
        Ok(match does {
            AgentAct::GoesOnline => MemberCommand::GoOnline,
            AgentAct::Sets { to } => MemberCommand::SetStatus(choice(*to)),
            AgentAct::Reserves { to } => MemberCommand::ReserveStatus(choice(*to)),
            AgentAct::CancelsReserved => MemberCommand::CancelReservedStatus,
            AgentAct::BackToReception => MemberCommand::BackToReception,
            AgentAct::ContinuesWork => MemberCommand::ContinueAfterCallWork,
            AgentAct::Accepts { customer } => {
                MemberCommand::Accept(self.offer_of(agent, *customer)?)
            }
            AgentAct::Declines { customer } => {
                MemberCommand::Decline(self.offer_of(agent, *customer)?)
            }
            AgentAct::Holds { customer } => MemberCommand::Hold(call(*customer)?),
            AgentAct::TakesOffHold { customer } => MemberCommand::CancelHold(call(*customer)?),
            AgentAct::Mutes { customer } => MemberCommand::Mute(call(*customer)?),
            AgentAct::Unmutes { customer } => MemberCommand::Unmute(call(*customer)?),
            AgentAct::SendsKeys { customer, keys } => {
                let contact = call(*customer)?.contact;
                MemberCommand::SendKeys(SendKeys { contact, keys: keys.clone() })
            }
            AgentAct::Starts { customer, service } => {
                MemberCommand::StartSelfService(StartSelfService {
                    contact: call(*customer)?.contact,
                    flow: ids::started(*service).0,
                })
            }
            AgentAct::TakesBack { customer } => MemberCommand::TakeBack(call(*customer)?),
            AgentAct::WantsAsked { customer } => MemberCommand::AskSatisfaction(call(*customer)?),
            AgentAct::PausesRecording { customer } => {
                MemberCommand::PauseRecording(call(*customer)?)
            }
            AgentAct::ResumesRecording { customer } => {
                MemberCommand::ResumeRecording(call(*customer)?)
            }
            AgentAct::Transfers { customer, to } => MemberCommand::Transfer(TransferCall {
                contact: call(*customer)?.contact,
                to: match to {
                    Target::Agent(target) => TransferTarget::Agent(ids::member(*target).0),
                    Target::Group(target) => TransferTarget::Group(ids::group_id(*target).0),
                    Target::Lobby => return Err("the lobby's phone has an id of its own".into()),
                },
                note: None,
            }),
            AgentAct::Consults { customer, consultant } => {
                MemberCommand::Consult(ConsultColleague {
                    contact: call(*customer)?.contact,
                    member: ids::member(*consultant).0,
                    note: None,
                })
            }
            AgentAct::SwapsConsult { customer } => MemberCommand::SwapConsult(call(*customer)?),
            AgentAct::MergesConsult { customer } => MemberCommand::MergeConsult(call(*customer)?),
            AgentAct::CompletesConsult { customer } => {
                MemberCommand::CompleteConsult(call(*customer)?)
            }
            AgentAct::CancelsConsult { customer } => MemberCommand::CancelConsult(call(*customer)?),
            AgentAct::HangsUp { customer } => MemberCommand::HangUp(call(*customer)?),
            AgentAct::Writes { customer, text } => {
                let contact = self.session_of(*customer)?.0;
                let (message, text) = (uuid::Uuid::now_v7(), text.clone());
                MemberCommand::SendMessage(SendMessage { contact, message, text, files: vec![] })
            }
            AgentAct::KeepsOpen { customer } => MemberCommand::KeepOpen(session(*customer)?),
            AgentAct::EndsSession { customer } => MemberCommand::EndSession(session(*customer)?),
            other => return Err(format!("the live stage cannot do {other:?}")),
        })
    }

    /// The one on this agent's screen, now or last; without one, on another's.
    fn offer_of(&self, agent: Agent, customer: Customer) -> Result<OfferRef, String> {
        let contacts: Vec<ContactId> = [
            self.written.calls.get(&customer).copied(),
            self.pages.get(&customer).and_then(|page| page.contact),
        ]
        .into_iter()
        .flatten()
        .collect();
        let of = |whose: Option<Agent>| {
            let mut offers = self.offers.iter().filter(|((on, contact), _)| {
                contacts.contains(contact) && whose.is_none_or(|whose| whose == *on)
            });
            offers.next_back().map(|(_, offer)| *offer)
        };
        of(Some(agent)).or_else(|| of(None)).ok_or_else(|| format!("{customer} never rang"))
    }
}

fn choice(choice: Choice) -> StatusChoice {
    let (to, break_reason) = match choice {
        Choice::Available => (command::Choice::Available, None),
        Choice::Busy => (command::Choice::Busy, None),
        Choice::OnBreak(reason) => (command::Choice::OnBreak, Some(ids::reason_id(reason).0)),
        Choice::OnBreakUnlisted => (command::Choice::OnBreak, Some(ids::UNLISTED.0)),
        Choice::Offline => (command::Choice::Offline, None),
    };
    StatusChoice { to, break_reason }
}
