//! A customer in the widget without a browser: starts a session, writes, reads, and keeps what is not answered.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Context;
use tokio::sync::{mpsc, watch};
use uuid::Uuid;
use wire::PROTOCOL;
use wire::command::Answer;
use wire::widget::{
    CustomerCall, CustomerChange, CustomerChanges, CustomerCommand, CustomerCommandFrame,
    CustomerFrame, CustomerMessage, CustomerOpen, CustomerServerFrame, CustomerSession,
    CustomerSnapshot, CustomerToken, FirstMessage, RateSession, RatedSession, Say,
};
use wire::workspace::Maintenance;

use crate::guide::Guide;
use crate::live::Live;

/// A customer with a token. Dropping it closes the page.
pub struct Customer {
    token: String,
    seen: watch::Receiver<SeenChat>,
    wishes: mpsc::UnboundedSender<CustomerCommandFrame>,
}

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeenChat {
    pub session: Option<CustomerSession>,
    /// Of that session only.
    pub messages: BTreeMap<u64, CustomerMessage>,
    pub call: Option<CustomerCall>,
    pub answers: Vec<Answer>,
    /// F07: the server ends at the latest then.
    pub maintenance: Option<u64>,
    /// Whether the picture has come.
    pub ready: bool,
}

impl Customer {
    /// A new anonymous customer with an open page.
    pub async fn arrive(guide: &Guide) -> anyhow::Result<Self> {
        Self::with_token(guide, new_token(guide).await?).await
    }

    /// The same customer on a fresh page: a reload.
    pub async fn with_token(guide: &Guide, token: String) -> anyhow::Result<Self> {
        let mut live = Live::connect(&guide.socket("/api/v1/widget/live"), None).await?;
        let key = guide.widget_key.clone();
        let open = CustomerOpen { protocol: PROTOCOL, key, token: token.clone(), page: None };
        live.send(&CustomerFrame::Open(open)).await?;
        let (pictures, seen) = watch::channel(SeenChat::default());
        let (wishes, wished) = mpsc::unbounded_channel();
        tokio::spawn(run(live, pictures, wished));
        let mut customer = Self { token, seen, wishes };
        customer.until(Duration::from_secs(5), "a picture", |seen| seen.ready).await?;
        Ok(customer)
    }

    pub fn token(&self) -> &str {
        &self.token
    }

    pub fn seen(&self) -> SeenChat {
        self.seen.borrow().clone()
    }

    /// Starts a session with its first message.
    pub async fn start(&mut self, text: &str) -> anyhow::Result<Uuid> {
        let (contact, message) = (Uuid::now_v7(), Uuid::now_v7());
        let first = FirstMessage { contact, message, text: text.to_owned(), files: vec![] };
        self.command(CustomerCommand::Start(first)).await?;
        Ok(contact)
    }

    pub async fn say(&mut self, text: &str) -> anyhow::Result<Answer> {
        let say = Say { message: Uuid::now_v7(), text: text.to_owned(), files: vec![] };
        self.command(CustomerCommand::Say(say)).await
    }

    pub async fn end(&mut self) -> anyhow::Result<Answer> {
        self.command(CustomerCommand::End).await
    }

    /// DK08: of the session that is shown.
    pub async fn rate(&mut self, score: u8, comment: &str) -> anyhow::Result<Answer> {
        let session = self.seen().session.context("there is no session")?.id;
        let comment = comment.to_owned();
        let rate = RateSession { session, score, tags: Vec::new(), comment };
        self.ask(CustomerCommand::Rate(rate)).await
    }

    /// As [`Self::ask`]; a problem is an error.
    pub async fn command(&mut self, command: CustomerCommand) -> anyhow::Result<Answer> {
        let answer = self.ask(command).await?;
        match &answer.problem {
            Some(problem) => anyhow::bail!("refused: {}", problem.code),
            None => Ok(answer),
        }
    }

    /// Sends and waits for the answer, which may be a problem.
    pub async fn ask(&mut self, command: CustomerCommand) -> anyhow::Result<Answer> {
        let cmd_id = Uuid::now_v7();
        let frame = CustomerCommandFrame { cmd_id, command };
        self.wishes.send(frame).ok().context("the socket is closed")?;
        let answered = |seen: &SeenChat| seen.answers.iter().any(|answer| answer.cmd_id == cmd_id);
        let seen = self.until(Duration::from_secs(5), "an answer", answered).await?;
        let answer = seen.answers.into_iter().find(|answer| answer.cmd_id == cmd_id);
        answer.context("the answer was gone")
    }

    pub async fn until(
        &mut self,
        within: Duration,
        what: &str,
        wanted: impl Fn(&SeenChat) -> bool,
    ) -> anyhow::Result<SeenChat> {
        let found = tokio::time::timeout(within, self.seen.wait_for(|seen| wanted(seen))).await;
        let found = found.map(|seen| seen.map(|seen| seen.clone()));
        let Ok(found) = found else {
            let seen = self.seen();
            anyhow::bail!("the customer did not see {what} within {within:?}, but {seen:?}")
        };
        found.context("the live socket closed")
    }
}

/// A new anonymous customer, known by that token.
pub async fn new_token(guide: &Guide) -> anyhow::Result<String> {
    let url = format!("{}/api/v1/widget/{}/customers", guide.url, guide.widget_key);
    let response = reqwest::Client::new().post(url).header("x-rapport-csrf", "1").send().await?;
    let CustomerToken { token } = response.error_for_status()?.json().await?;
    Ok(token)
}

/// The task behind a [`Customer`].
async fn run(
    mut live: Live,
    pictures: watch::Sender<SeenChat>,
    mut wished: mpsc::UnboundedReceiver<CustomerCommandFrame>,
) {
    loop {
        tokio::select! {
            frame = live.receive() => {
                let Ok(Some(frame)) = frame else { return };
                pictures.send_modify(|seen| fold(seen, frame));
            }
            wish = wished.recv() => {
                let Some(wish) = wish else { return };
                if live.send(&CustomerFrame::Command(wish)).await.is_err() {
                    return;
                }
            }
        }
    }
}

fn fold(seen: &mut SeenChat, frame: CustomerServerFrame) {
    match frame {
        CustomerServerFrame::Snapshot(snapshot) => {
            let answers = std::mem::take(&mut seen.answers);
            *seen = SeenChat { answers, ..SeenChat::of(snapshot) };
        }
        CustomerServerFrame::Changes(step) => seen.apply(step),
        CustomerServerFrame::Answer(answer) => seen.answers.push(answer),
        CustomerServerFrame::Maintenance(Maintenance { ends }) => seen.maintenance = Some(ends),
        CustomerServerFrame::Hello(_)
        | CustomerServerFrame::CallAnswer(_)
        | CustomerServerFrame::Typing
        | CustomerServerFrame::Resync
        | CustomerServerFrame::Denied(_) => {}
    }
}

impl SeenChat {
    pub fn of(snapshot: CustomerSnapshot) -> Self {
        let CustomerSnapshot { session, messages, call, .. } = snapshot;
        let messages = messages.into_iter().map(|message| (message.sequence, message)).collect();
        Self { session, messages, call, ready: true, ..Self::default() }
    }

    /// Folds one pushed step in, as the page does: another session begins with no messages.
    pub fn apply(&mut self, step: CustomerChanges) {
        for change in step.changes {
            match change {
                CustomerChange::Session(session) => {
                    if self.session.as_ref().is_none_or(|shown| shown.id != session.id) {
                        self.messages.clear();
                    }
                    self.session = Some(session);
                }
                CustomerChange::Message(message) => {
                    self.messages.insert(message.sequence, message);
                }
                CustomerChange::Call(call) => self.call = Some(call),
                CustomerChange::Rated(RatedSession { session, rating }) => {
                    let shown = self.session.as_mut().filter(|shown| shown.id == session);
                    if let Some(shown) = shown {
                        shown.rating = Some(rating);
                    }
                }
            }
        }
    }
}
