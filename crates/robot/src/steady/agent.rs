//! An agent at a Workspace that loses its connection and comes back: it resumes, or takes a fresh picture.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use uuid::Uuid;
use wire::PROTOCOL;
use wire::command::{Answer, MemberCommand, OfferRef, SendMessage};
use wire::workspace::{CommandFrame, MemberFrame, Open, ServerFrame, Snapshot};

use super::outbox::{Outbox, Stage, Unsent};
use super::{RETRY_AFTER, Shared, read, rest, until, write};
use crate::agent::{log_in, offer};
use crate::diary::{Diary, Entry, Side};
use crate::guide::{Account, Guide};
use crate::live::Live;
use crate::picture;

/// Dropping it closes the Workspace.
pub struct SteadyAgent {
    wishes: mpsc::UnboundedSender<Wish>,
    shown: watch::Receiver<Workplace>,
    diary: Shared,
}

/// What the screen shows, and what is still to be answered.
#[derive(Clone, Debug, Default)]
pub struct Workplace {
    /// Absent until the first has come.
    pub picture: Option<Snapshot>,
    pub unanswered: usize,
}

enum Wish {
    Command(MemberCommand),
    Say { contact: Uuid, text: String },
}

impl SteadyAgent {
    pub async fn sign_in(guide: &Guide, account: &Account, name: &str) -> anyhow::Result<Self> {
        let cookie = log_in(guide, account).await?;
        let diary = Arc::new(Mutex::new(Diary::new(name.to_owned(), Side::Agent)));
        let (wishes, wished) = mpsc::unbounded_channel();
        let (views, shown) = watch::channel(Workplace::default());
        let screen = Screen {
            guide: guide.clone(),
            cookie,
            views,
            diary: Arc::clone(&diary),
            picture: None,
            application: None,
            is_live: false,
            offer: None,
            outbox: Outbox::default(),
            commands: BTreeMap::new(),
            retry: None,
        };
        tokio::spawn(screen.run(wished));
        Ok(Self { wishes, shown, diary })
    }

    /// Until it is answered, whatever becomes of the socket. A refusal is an answer.
    pub fn command(&self, command: MemberCommand) {
        let _closed = self.wishes.send(Wish::Command(command));
    }

    pub fn say(&self, contact: Uuid, text: String) {
        let _closed = self.wishes.send(Wish::Say { contact, text });
    }

    pub fn shown(&self) -> Workplace {
        self.shown.borrow().clone()
    }

    pub async fn until(
        &mut self,
        within: Duration,
        what: &str,
        wanted: impl Fn(&Workplace) -> bool,
    ) -> anyhow::Result<Workplace> {
        until(&mut self.shown, &self.diary, within, what, wanted).await
    }

    pub fn diary(&self) -> Diary {
        read(&self.diary)
    }
}

struct Screen {
    guide: Guide,
    cookie: String,
    views: watch::Sender<Workplace>,
    diary: Shared,
    picture: Option<Snapshot>,
    application: Option<Uuid>,
    is_live: bool,
    /// The offer that was said to be on the screen.
    offer: Option<OfferRef>,
    outbox: Outbox,
    /// Commands that are not messages, by the id under which they are asked.
    commands: BTreeMap<Uuid, (MemberCommand, Stage)>,
    retry: Option<Instant>,
}

impl Screen {
    async fn run(mut self, mut wished: mpsc::UnboundedReceiver<Wish>) {
        loop {
            if let Ok(live) = self.connect().await
                && self.converse(live, &mut wished).await.is_err()
            {
                return;
            }
            self.outbox.send_again();
            for (_, stage) in self.commands.values_mut() {
                *stage = Stage::Queued;
            }
            if wished.is_closed() && wished.is_empty() {
                return;
            }
            rest().await;
        }
    }

    async fn connect(&mut self) -> anyhow::Result<Live> {
        (self.is_live, self.offer) = (false, None);
        let mut live =
            Live::connect(&self.guide.socket("/api/v1/live"), Some(&self.cookie)).await?;
        let resume = self.picture.as_ref().map(|picture| picture.seq);
        let application = resume.and(self.application);
        live.send(&MemberFrame::Open(Open { protocol: PROTOCOL, resume, application })).await?;
        Ok(live)
    }

    /// Until the socket is gone; an error when nobody wishes anything any more.
    async fn converse(
        &mut self,
        mut live: Live,
        wished: &mut mpsc::UnboundedReceiver<Wish>,
    ) -> Result<(), Closed> {
        loop {
            let again = self.retry;
            let retry = async {
                match again {
                    Some(at) => tokio::time::sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                frame = live.receive() => {
                    let Ok(Some(frame)) = frame else { return Ok(()) };
                    if matches!(frame, ServerFrame::Resync) {
                        self.picture = None;
                        return Ok(());
                    }
                    self.take(frame);
                }
                wish = wished.recv() => self.grant(wish.ok_or(Closed)?),
                () = retry => self.retry = None,
            }
            if self.flush(&mut live).await.is_err() {
                return Ok(());
            }
            self.show();
        }
    }

    fn grant(&mut self, wish: Wish) {
        match wish {
            Wish::Command(command) => {
                self.commands.insert(Uuid::now_v7(), (command, Stage::Queued));
            }
            Wish::Say { contact, text } => {
                let unsent = Unsent::new(contact, text);
                let (message, text) = (unsent.message, unsent.text.clone());
                write(&self.diary, |diary| diary.note(Entry::Wrote { message, text }));
                self.outbox.0.push(unsent);
            }
        }
    }

    fn take(&mut self, frame: ServerFrame) {
        match frame {
            ServerFrame::Hello(hello) => {
                self.application = hello.application;
                // With a picture in hand the server goes on from it.
                self.is_live = self.picture.is_some();
            }
            ServerFrame::Snapshot(picture) => {
                self.picture = Some(*picture);
                self.is_live = true;
                self.read_picture();
            }
            ServerFrame::Changes(step) => {
                if let Some(picture) = &mut self.picture {
                    picture::apply(picture, step);
                    self.read_picture();
                }
            }
            ServerFrame::Answer(answer) => self.answered(answer),
            _ => {}
        }
    }

    fn read_picture(&self) {
        let Some(picture) = &self.picture else { return };
        for message in &picture.messages {
            let (contact, id, sequence) = (message.contact, message.id, message.sequence);
            write(&self.diary, |diary| diary.saw(contact, id, sequence, &message.text));
        }
    }

    fn answered(&mut self, answer: Answer) {
        let Answer { cmd_id, problem, sequence } = answer;
        let passes = problem.as_ref().is_some_and(|problem| problem.status == 503);
        if passes {
            self.retry = Some(Instant::now() + RETRY_AFTER);
            if let Some((_, stage)) = self.commands.get_mut(&cmd_id) {
                *stage = Stage::Queued;
            }
        } else {
            self.commands.remove(&cmd_id);
        }
        let Some(unsent) = self.outbox.of_command(cmd_id) else { return };
        let message = unsent.message;
        match problem {
            Some(_) if passes => unsent.stage = Stage::Queued,
            Some(problem) => {
                let code = problem.code;
                write(&self.diary, |diary| diary.note(Entry::Refused { message, code }));
                self.outbox.drop(message);
            }
            None => {
                let sequence = sequence.unwrap_or_default();
                write(&self.diary, |diary| diary.note(Entry::Acknowledged { message, sequence }));
                self.outbox.drop(message);
            }
        }
    }

    async fn flush(&mut self, live: &mut Live) -> anyhow::Result<()> {
        if !self.is_live || self.retry.is_some() {
            return Ok(());
        }
        let rings = self.picture.as_ref().and_then(offer);
        if let Some(offer) = rings.filter(|offer| self.offer != Some(*offer)) {
            self.offer = Some(offer);
            live.send(&MemberFrame::OfferSeen(offer)).await?;
        }
        for unsent in self.outbox.0.iter_mut().filter(|unsent| unsent.stage == Stage::Queued) {
            let Unsent { message, cmd_id, contact, .. } = *unsent;
            unsent.stage = Stage::Sent;
            let say = SendMessage { contact, message, text: unsent.text.clone(), files: vec![] };
            let command = MemberCommand::SendMessage(say);
            live.send(&MemberFrame::Command(CommandFrame { cmd_id, command })).await?;
        }
        for (cmd_id, (command, stage)) in &mut self.commands {
            if *stage == Stage::Queued {
                *stage = Stage::Sent;
                let (cmd_id, command) = (*cmd_id, command.clone());
                live.send(&MemberFrame::Command(CommandFrame { cmd_id, command })).await?;
            }
        }
        Ok(())
    }

    fn show(&self) {
        let unanswered = self.outbox.0.len() + self.commands.len();
        self.views.send_replace(Workplace { picture: self.picture.clone(), unanswered });
    }
}

/// The Workspace is closed by who held it.
struct Closed;
