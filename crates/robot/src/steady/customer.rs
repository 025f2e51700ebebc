//! A customer at a page that loses its connection and comes back.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use uuid::Uuid;
use wire::PROTOCOL;
use wire::command::Answer;
use wire::widget::{
    CustomerCommand, CustomerCommandFrame, CustomerFrame, CustomerOpen, CustomerServerFrame,
    CustomerSession, CustomerSessionState, FirstMessage, Say,
};

use super::outbox::{Outbox, Stage, Unsent};
use super::{RETRY_AFTER, Shared, read, rest, until, write};
use crate::customer::{SeenChat, new_token};
use crate::diary::{Diary, Entry, Side};
use crate::guide::Guide;
use crate::live::Live;

/// Dropping it closes the page.
pub struct SteadyCustomer {
    wishes: mpsc::UnboundedSender<Wish>,
    shown: watch::Receiver<PageView>,
    diary: Shared,
}

/// What the page shows, and what it still has to say.
#[derive(Clone, Debug, Default)]
pub struct PageView {
    pub chat: SeenChat,
    pub unsent: usize,
    /// End was pressed and is not answered.
    pub is_ending: bool,
}

enum Wish {
    Say(String),
    End,
}

impl PageView {
    /// The session that can still be written into.
    pub fn running(&self) -> Option<&CustomerSession> {
        let session = self.chat.session.as_ref()?;
        (!matches!(session.state, CustomerSessionState::Ended(_))).then_some(session)
    }

    /// Nothing is on its way, and no session is open.
    pub fn is_at_rest(&self) -> bool {
        self.chat.ready && self.unsent == 0 && self.running().is_none()
    }
}

impl SteadyCustomer {
    /// A new anonymous customer.
    pub async fn arrive(guide: &Guide, name: &str) -> anyhow::Result<Self> {
        let token = new_token(guide).await?;
        let diary = Arc::new(Mutex::new(Diary::new(name.to_owned(), Side::Customer)));
        let (wishes, wished) = mpsc::unbounded_channel();
        let (views, shown) = watch::channel(PageView::default());
        let page = Page {
            guide: guide.clone(),
            token,
            views,
            diary: Arc::clone(&diary),
            chat: SeenChat::default(),
            outbox: Outbox::default(),
            said: BTreeMap::new(),
            ending: None,
            retry: None,
        };
        tokio::spawn(page.run(wished));
        Ok(Self { wishes, shown, diary })
    }

    pub fn say(&self, text: String) {
        let _closed = self.wishes.send(Wish::Say(text));
    }

    /// Ends the session that is open.
    pub fn end(&self) {
        let _closed = self.wishes.send(Wish::End);
    }

    pub fn shown(&self) -> PageView {
        self.shown.borrow().clone()
    }

    pub async fn until(
        &mut self,
        within: Duration,
        what: &str,
        wanted: impl Fn(&PageView) -> bool,
    ) -> anyhow::Result<PageView> {
        until(&mut self.shown, &self.diary, within, what, wanted).await
    }

    pub fn diary(&self) -> Diary {
        read(&self.diary)
    }
}

struct Page {
    guide: Guide,
    token: String,
    views: watch::Sender<PageView>,
    diary: Shared,
    chat: SeenChat,
    outbox: Outbox,
    /// Which message a command was, even when the screen showed it before the answer came.
    said: BTreeMap<Uuid, Uuid>,
    ending: Option<Ending>,
    retry: Option<Instant>,
}

#[derive(Clone, Copy)]
struct Ending {
    contact: Uuid,
    cmd_id: Uuid,
    is_sent: bool,
}

impl Page {
    async fn run(mut self, mut wished: mpsc::UnboundedReceiver<Wish>) {
        loop {
            if let Ok(live) = self.connect().await
                && self.converse(live, &mut wished).await.is_err()
            {
                return;
            }
            self.outbox.send_again();
            if let Some(ending) = &mut self.ending {
                ending.is_sent = false;
            }
            if wished.is_closed() && wished.is_empty() {
                return;
            }
            rest().await;
        }
    }

    async fn connect(&mut self) -> anyhow::Result<Live> {
        self.chat.ready = false;
        let mut live = Live::connect(&self.guide.socket("/api/v1/widget/live"), None).await?;
        let (key, token) = (self.guide.widget_key.clone(), self.token.clone());
        let open = CustomerOpen { protocol: PROTOCOL, key, token, page: None };
        live.send(&CustomerFrame::Open(open)).await?;
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
                    if matches!(frame, CustomerServerFrame::Resync | CustomerServerFrame::Denied(_)) {
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
            Wish::Say(text) => {
                let unsent = Unsent::new(Uuid::now_v7(), text);
                let (message, text) = (unsent.message, unsent.text.clone());
                write(&self.diary, |diary| diary.note(Entry::Wrote { message, text }));
                self.said.insert(unsent.cmd_id, message);
                self.outbox.0.push(unsent);
            }
            Wish::End => {
                if let Some(contact) = self.running() {
                    let cmd_id = Uuid::now_v7();
                    self.ending = Some(Ending { contact, cmd_id, is_sent: false });
                }
            }
        }
    }

    fn running(&self) -> Option<Uuid> {
        let session = self.chat.session.as_ref()?;
        (!matches!(session.state, CustomerSessionState::Ended(_))).then_some(session.id)
    }

    fn take(&mut self, frame: CustomerServerFrame) {
        match frame {
            CustomerServerFrame::Snapshot(snapshot) => {
                self.chat = SeenChat::of(snapshot);
                // What was accepted is in the record, whatever this picture shows.
                self.outbox.0.retain(|unsent| unsent.stage != Stage::Accepted);
                self.read_picture();
            }
            CustomerServerFrame::Changes(step) => {
                self.chat.apply(step);
                self.read_picture();
            }
            CustomerServerFrame::Answer(answer) => self.answered(answer),
            _ => {}
        }
    }

    /// Into the diary, in the picture's order; what is shown need not be said again.
    fn read_picture(&mut self) {
        let Some(session) = &self.chat.session else { return };
        for message in self.chat.messages.values() {
            let (id, sequence, text) = (message.id, message.sequence, &message.text);
            write(&self.diary, |diary| diary.saw(session.id, id, sequence, text));
            self.outbox.drop(id);
        }
        if matches!(session.state, CustomerSessionState::Ended(_)) {
            write(&self.diary, |diary| diary.saw_end(session.id));
        }
        let running = self.running();
        self.ending = self.ending.filter(|ending| Some(ending.contact) == running);
    }

    fn answered(&mut self, answer: Answer) {
        let Answer { cmd_id, problem, sequence } = answer;
        let passes = problem.as_ref().is_some_and(|problem| problem.status == 503);
        if passes {
            self.retry = Some(Instant::now() + RETRY_AFTER);
        }
        if let Some(ending) = self.ending.as_mut().filter(|ending| ending.cmd_id == cmd_id) {
            if passes {
                ending.is_sent = false;
            } else {
                self.ending = None;
            }
            return;
        }
        let Some(message) = self.said.get(&cmd_id).copied() else { return };
        let stage = if passes { Stage::Queued } else { Stage::Accepted };
        if let Some(unsent) = self.outbox.of_command(cmd_id) {
            unsent.stage = stage;
        }
        match problem {
            Some(_) if passes => {}
            Some(problem) => {
                let code = problem.code;
                write(&self.diary, |diary| diary.note(Entry::Refused { message, code }));
                self.outbox.drop(message);
            }
            None => {
                let sequence = sequence.unwrap_or_default();
                write(&self.diary, |diary| diary.note(Entry::Acknowledged { message, sequence }));
                self.read_picture();
            }
        }
    }

    /// Says what is due. Without a session one message goes alone: it opens the session for the others.
    async fn flush(&mut self, live: &mut Live) -> anyhow::Result<()> {
        if !self.chat.ready || self.retry.is_some() {
            return Ok(());
        }
        let running = self.running();
        let opening = self.outbox.has(Stage::Sent) || self.outbox.has(Stage::Accepted);
        let due = match running {
            Some(_) => usize::MAX,
            None if opening => 0,
            None => 1,
        };
        let queued = self.outbox.0.iter_mut().filter(|unsent| unsent.stage == Stage::Queued);
        for unsent in queued.take(due) {
            let Unsent { message, cmd_id, contact, .. } = *unsent;
            let text = unsent.text.clone();
            unsent.stage = Stage::Sent;
            let command = match running {
                Some(_) => CustomerCommand::Say(Say { message, text, files: vec![] }),
                None => {
                    CustomerCommand::Start(FirstMessage { contact, message, text, files: vec![] })
                }
            };
            live.send(&CustomerFrame::Command(CustomerCommandFrame { cmd_id, command })).await?;
        }
        if let Some(ending) = self.ending.as_mut().filter(|ending| !ending.is_sent) {
            ending.is_sent = true;
            let (cmd_id, command) = (ending.cmd_id, CustomerCommand::End);
            live.send(&CustomerFrame::Command(CustomerCommandFrame { cmd_id, command })).await?;
        }
        Ok(())
    }

    fn show(&self) {
        let (unsent, is_ending) = (self.outbox.0.len(), self.ending.is_some());
        self.views.send_replace(PageView { chat: self.chat.clone(), unsent, is_ending });
    }
}

/// The page is closed by who held it.
struct Closed;
