//! An agent at a Workspace without a browser: signs in, holds the picture, has sound, acts.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::Context;
use media::Codec;
use tokio::sync::{mpsc, oneshot, watch};
use uuid::Uuid;
use wire::PROTOCOL;
use wire::command::{Answer, MemberCommand, OfferRef};
use wire::problem::Problem;
use wire::workspace::{
    CallState, CommandFrame, Maintenance, MemberFrame, Open, OwnPhone, PhoneCodec, Sdp,
    ServerFrame, Snapshot, SoundCodec,
};

use crate::ear::Ear;
use crate::guide::{Account, Guide};
use crate::live::Live;
use crate::picture;
use crate::sound_link::SoundLink;
use crate::voice::Voice;

/// A signed-in agent. Dropping it closes the browser, so to speak.
pub struct Agent {
    cookie: String,
    picture: watch::Receiver<Option<Seen>>,
    commands: mpsc::UnboundedSender<Wish>,
    codec: watch::Receiver<Option<Codec>>,
    sound: Option<SoundLink>,
}

/// The picture, and when it last changed.
#[derive(Clone, Debug)]
pub struct Seen {
    pub picture: Snapshot,
    pub at: Instant,
    /// The server's clock when its hello came, and ours: to compare deadlines.
    pub server_now: u64,
    /// F07: the server ends at the latest then.
    pub maintenance: Option<u64>,
    /// VC31: by what the agent takes calls, as last told.
    pub own_phone: OwnPhone,
    /// VC52: whether another page of the member's has taken the voice from this one.
    pub voice_taken: bool,
    /// VC42: how often it was told that the list of voicemails is another one now.
    pub voicemail_changes: u64,
}

enum Wish {
    Command { command: MemberCommand, answered: oneshot::Sender<Answer> },
    Frame(MemberFrame),
    Follow(mpsc::UnboundedSender<ServerFrame>),
    Freeze,
    Phone { offer: String, answered: oneshot::Sender<anyhow::Result<String>> },
}

impl Agent {
    /// Signs in and takes the first picture. Not online yet.
    pub async fn sign_in(guide: &Guide, account: &Account) -> anyhow::Result<Self> {
        let cookie = log_in(guide, account).await?;
        Self::with_cookie(guide, cookie).await
    }

    /// A second window of the same login.
    pub async fn with_cookie(guide: &Guide, cookie: String) -> anyhow::Result<Self> {
        let mut live = Live::connect(&guide.socket("/api/v1/live"), Some(&cookie)).await?;
        live.send(&MemberFrame::Open(Open { protocol: PROTOCOL, resume: None, application: None }))
            .await?;
        let (pictures, picture) = watch::channel(None);
        let (commands, wishes) = mpsc::unbounded_channel();
        let (codecs, codec) = watch::channel(None);
        let screen = Screen {
            live,
            pictures,
            codec: codecs,
            answers: HashMap::new(),
            phone: None,
            server_now: 0,
            follower: None,
            frozen: false,
        };
        tokio::spawn(screen.run(wishes));
        let mut agent = Self { cookie, picture, commands, codec, sound: None };
        agent.until(Duration::from_secs(5), "a picture", |_| true).await?;
        Ok(agent)
    }

    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// Sets up the microphone that says `voice`, and waits until the server has its sound.
    pub async fn allow_microphone(&mut self, near: SocketAddr, voice: Voice) -> anyhow::Result<()> {
        self.allow_microphone_unheeded(near, voice).await?;
        self.until(Duration::from_secs(5), "audio", |seen| seen.picture.me.audio).await?;
        Ok(())
    }

    /// The same where another phone is the agent's (VC31), and the browser's sound changes nothing yet.
    pub async fn allow_microphone_unheeded(
        &mut self,
        near: SocketAddr,
        voice: Voice,
    ) -> anyhow::Result<()> {
        let mut sound = SoundLink::open(near, voice, self.codec.clone()).await?;
        let (answered, answer) = oneshot::channel();
        let wish = Wish::Phone { offer: sound.offer.clone(), answered };
        self.commands.send(wish).ok().context("the socket is closed")?;
        sound.answer(answer.await.context("the socket is closed")??);
        tokio::time::timeout(Duration::from_secs(5), sound.up.wait_for(|up| *up))
            .await
            .context("the sound did not connect in 5 s")??;
        self.sound = Some(sound);
        Ok(())
    }

    pub fn ear(&self) -> Option<&Ear> {
        self.sound.as_ref().map(|sound| &sound.ear)
    }

    pub fn say(&self, voice: Voice) {
        if let Some(sound) = &self.sound {
            sound.say(voice);
        }
    }

    /// The browser takes leave of its sound; the Workspace stays.
    pub fn drop_sound(&mut self) {
        self.sound = None;
    }

    /// The sound stops without a goodbye, as when its network is gone; the Workspace stays.
    pub fn cut_sound(&mut self) {
        if let Some(sound) = self.sound.take() {
            sound.cut();
        }
    }

    /// The microphone is revoked or unplugged, and the Workspace says so.
    pub fn lose_microphone(&mut self) -> anyhow::Result<()> {
        self.sound = None;
        self.commands.send(Wish::Frame(MemberFrame::AudioLost)).ok().context("the socket is closed")
    }

    /// Socket and sound are gone at once and without a word, as by a crash.
    pub fn crash(mut self) {
        self.cut_sound();
    }

    /// The page stays connected, but shows no offer any more (F26).
    pub fn freeze(&self) -> anyhow::Result<()> {
        self.commands.send(Wish::Freeze).ok().context("the socket is closed")
    }

    /// W13: the rows come to who follows.
    pub fn watch_directory(&self) -> anyhow::Result<()> {
        let wish = Wish::Frame(MemberFrame::WatchDirectory);
        self.commands.send(wish).ok().context("the socket is closed")
    }

    pub fn leave_directory(&self) -> anyhow::Result<()> {
        let wish = Wish::Frame(MemberFrame::LeaveDirectory);
        self.commands.send(wish).ok().context("the socket is closed")
    }

    /// Every frame from now on, in order, beginning with the picture as it is. It ends with the socket.
    pub fn follow(&self) -> anyhow::Result<mpsc::UnboundedReceiver<ServerFrame>> {
        let (follower, followed) = mpsc::unbounded_channel();
        self.commands.send(Wish::Follow(follower)).ok().context("the socket is closed")?;
        Ok(followed)
    }

    /// Ends the login, unless the server refuses.
    pub async fn log_out(&self, guide: &Guide) -> anyhow::Result<Option<Problem>> {
        let response = reqwest::Client::new()
            .post(format!("{}/api/v1/logout", guide.url))
            .header("x-rapport-csrf", "1")
            .header("cookie", &self.cookie)
            .send()
            .await?;
        if response.status().is_success() { Ok(None) } else { Ok(Some(response.json().await?)) }
    }

    /// Waits for the answer, which may be a problem.
    pub async fn command(&self, command: MemberCommand) -> anyhow::Result<Answer> {
        let (answered, answer) = oneshot::channel();
        let wish = Wish::Command { command, answered };
        self.commands.send(wish).ok().context("the socket is closed")?;
        answer.await.context("the socket closed before the answer")
    }

    /// As [`Self::command`]; a problem is an error.
    pub async fn obeyed(&self, command: MemberCommand) -> anyhow::Result<Answer> {
        let answer = self.command(command.clone()).await?;
        match &answer.problem {
            Some(problem) => anyhow::bail!("{command:?} was refused: {}", problem.code),
            None => Ok(answer),
        }
    }

    /// The offer that rings now, call or session; it counts as seen on the screen.
    pub async fn rings(&mut self, within: Duration) -> anyhow::Result<OfferRef> {
        let seen = self.until(within, "an offer", |seen| offer(&seen.picture).is_some()).await?;
        offer(&seen.picture).context("the offer was gone at once")
    }

    pub fn seen(&self) -> Option<Seen> {
        self.picture.borrow().clone()
    }

    pub async fn until(
        &mut self,
        within: Duration,
        what: &str,
        wanted: impl Fn(&Seen) -> bool,
    ) -> anyhow::Result<Seen> {
        let found = self.picture.wait_for(|seen| seen.as_ref().is_some_and(&wanted));
        let found = tokio::time::timeout(within, found).await;
        let found = found.map(|seen| seen.map(|seen| seen.clone()));
        let Ok(found) = found else {
            let seen = self.seen();
            anyhow::bail!("the agent did not see {what} within {within:?}, but {seen:?}")
        };
        found.context("the live socket closed")?.context("there is no picture yet")
    }
}

/// What rings on that screen.
pub(crate) fn offer(picture: &Snapshot) -> Option<OfferRef> {
    let call = picture.calls.iter().find_map(|call| match &call.state {
        CallState::Ringing(offer) => Some(OfferRef { contact: call.id, fence: offer.fence }),
        CallState::Dialling(_) | CallState::Connecting | CallState::Talking(_) => None,
    });
    let session = || {
        picture.sessions.iter().find_map(|session| {
            let offer = session.offer.as_ref()?;
            Some(OfferRef { contact: session.id, fence: offer.fence })
        })
    };
    call.or_else(session)
}

/// The cookie of a new login. A member of several applications has to choose one before anything else (AC05).
pub async fn log_in(guide: &Guide, account: &Account) -> anyhow::Result<String> {
    let response = reqwest::Client::new()
        .post(format!("{}/api/v1/login", guide.url))
        .header("x-rapport-csrf", "1")
        .json(&serde_json::json!({ "email": account.email, "password": account.password }))
        .send()
        .await?
        .error_for_status()?;
    let cookie = response.headers().get("set-cookie").context("the login set no cookie")?;
    let cookie = cookie.to_str()?.split(';').next().unwrap_or_default();
    Ok(cookie.to_owned())
}

fn named(codec: SoundCodec) -> Codec {
    match codec {
        SoundCodec::Pcmu => Codec::Pcmu,
        SoundCodec::Pcma => Codec::Pcma,
        SoundCodec::G722 => Codec::G722,
        SoundCodec::Opus => Codec::Opus,
    }
}

/// The task behind an [`Agent`].
struct Screen {
    live: Live,
    pictures: watch::Sender<Option<Seen>>,
    /// What the server would have the sound coded with.
    codec: watch::Sender<Option<Codec>>,
    answers: HashMap<Uuid, oneshot::Sender<Answer>>,
    phone: Option<oneshot::Sender<anyhow::Result<String>>>,
    server_now: u64,
    follower: Option<mpsc::UnboundedSender<ServerFrame>>,
    frozen: bool,
}

impl Screen {
    async fn run(mut self, mut wishes: mpsc::UnboundedReceiver<Wish>) {
        loop {
            tokio::select! {
                frame = self.live.receive() => {
                    let Ok(Some(frame)) = frame else { return };
                    if self.take(frame).await.is_err() {
                        return;
                    }
                }
                wish = wishes.recv() => {
                    let Some(wish) = wish else { return };
                    if self.grant(wish).await.is_err() {
                        return;
                    }
                }
            }
        }
    }

    async fn grant(&mut self, wish: Wish) -> anyhow::Result<()> {
        match wish {
            Wish::Command { command, answered } => {
                let cmd_id = Uuid::now_v7();
                self.answers.insert(cmd_id, answered);
                self.live.send(&MemberFrame::Command(CommandFrame { cmd_id, command })).await
            }
            Wish::Frame(frame) => self.live.send(&frame).await,
            Wish::Follow(follower) => {
                if let Some(seen) = self.pictures.borrow().as_ref() {
                    let picture = Box::new(seen.picture.clone());
                    // Who does not listen any more misses nothing.
                    let _gone = follower.send(ServerFrame::Snapshot(picture));
                }
                self.follower = Some(follower);
                Ok(())
            }
            Wish::Freeze => {
                self.frozen = true;
                Ok(())
            }
            Wish::Phone { offer, answered } => {
                self.phone = Some(answered);
                self.live.send(&MemberFrame::PhoneOffer(Sdp { sdp: offer })).await
            }
        }
    }

    async fn take(&mut self, frame: ServerFrame) -> anyhow::Result<()> {
        if let Some(follower) = &self.follower {
            let _gone = follower.send(frame.clone());
        }
        match frame {
            ServerFrame::Hello(hello) => self.server_now = hello.now,
            ServerFrame::Snapshot(picture) => self.show(*picture).await?,
            ServerFrame::Changes(step) => {
                let seen = self.pictures.borrow().clone();
                let mut picture = seen.context("changes came before a picture")?.picture;
                picture::apply(&mut picture, step);
                self.show(picture).await?;
            }
            ServerFrame::Answer(answer) => {
                if let Some(answered) = self.answers.remove(&answer.cmd_id) {
                    drop(answered.send(answer));
                }
            }
            ServerFrame::PhoneAnswer(Sdp { sdp }) => {
                self.note(|seen| seen.voice_taken = false);
                if let Some(answered) = self.phone.take() {
                    drop(answered.send(Ok(sdp)));
                }
            }
            ServerFrame::PhoneRefused(problem) => {
                if let Some(answered) = self.phone.take() {
                    let why = problem.detail.unwrap_or(problem.title);
                    drop(answered.send(Err(anyhow::anyhow!("the server refused: {why}"))));
                }
            }
            ServerFrame::PhoneCodec(PhoneCodec { codec }) => {
                self.codec.send_replace(Some(named(codec)));
            }
            ServerFrame::PhoneLost
            | ServerFrame::Typing(_)
            | ServerFrame::Directory(_)
            | ServerFrame::DirectoryChanges(_)
            | ServerFrame::LoginOver => {}
            ServerFrame::PhoneTaken => self.note(|seen| seen.voice_taken = true),
            ServerFrame::VoicemailsChanged => self.note(|seen| seen.voicemail_changes += 1),
            ServerFrame::OwnPhone(own) => self.note(|seen| seen.own_phone = own),
            ServerFrame::Maintenance(Maintenance { ends }) => {
                self.note(|seen| seen.maintenance = Some(ends));
            }
            ServerFrame::Resync | ServerFrame::LoggedOut | ServerFrame::Moved => {
                anyhow::bail!("the server let go")
            }
        }
        Ok(())
    }

    /// What is no part of the picture. Before there is one, nobody looks.
    fn note(&self, change: impl FnOnce(&mut Seen)) {
        self.pictures.send_if_modified(|seen| match seen {
            Some(seen) => {
                change(seen);
                true
            }
            None => false,
        });
    }

    /// Shows the picture, and says of an offer that it is on the screen (F26).
    async fn show(&mut self, picture: Snapshot) -> anyhow::Result<()> {
        let before = self.pictures.borrow().as_ref().and_then(|seen| offer(&seen.picture));
        let now = offer(&picture);
        let (at, server_now) = (Instant::now(), self.server_now);
        self.pictures.send_modify(|seen| match seen {
            Some(seen) => {
                seen.picture = picture;
                seen.at = at;
                seen.server_now = server_now;
            }
            None => {
                *seen = Some(Seen {
                    picture,
                    at,
                    server_now,
                    maintenance: None,
                    own_phone: OwnPhone::default(),
                    voice_taken: false,
                    voicemail_changes: 0,
                });
            }
        });
        match now.filter(|now| Some(*now) != before && !self.frozen) {
            Some(offer) => self.grant(Wish::Frame(MemberFrame::OfferSeen(offer))).await,
            None => Ok(()),
        }
    }
}
