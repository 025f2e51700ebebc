//! `/api/v1/widget/live`: the customer's socket, for the chat and for a call from the page. Whoever holds the token is
//! the customer, and sees their own contact only.

use std::sync::Arc;

use acd::{Author, By, ChannelId, Command, ContactId, Refused, Timestamp};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use futures::StreamExt;
use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use store::{MessageFile, Store};
use uuid::Uuid;
use wire::PROTOCOL;
use wire::command::Answer;
use wire::problem::Problem;
use wire::widget::{
    CustomerCallState, CustomerChange, CustomerChanges, CustomerCommand, CustomerCommandFrame,
    CustomerFrame, CustomerServerFrame, CustomerSnapshot, FirstMessage, RateSession, Say,
};
use wire::workspace::{Hello, Maintenance, Sdp};

use super::customer_identity::{Identity, Stranger, identify};
use super::customer_rating;
use super::problem::Failure;
use super::restraint::Restraint;
use super::socket::{Gone, LiveSocket, Upgrade, bounded};
use crate::app::App;
use crate::application::Application;
use crate::channels::message::said;
use crate::channels::message_files::{Saying, carried};
use crate::channels::switchboard::Dialled;
use driver::Pushed;
use driver::{Attached, Done, Driver, Picture, Rejection, last_session};

/// The customer's live socket: [`CustomerFrame`]s up, [`CustomerServerFrame`]s down.
#[utoipa::path(get, path = "/api/v1/widget/live", tag = "widget", responses((status = 101)))]
pub(crate) async fn customer_live(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    upgrade: Upgrade,
) -> Result<Response, Failure> {
    super::guard::same_origin(&headers)?;
    let serve = move |socket| serve(app, headers, LiveSocket::new(socket));
    Ok(bounded(upgrade)?.on_upgrade(serve))
}

async fn serve(app: Arc<App>, headers: HeaderMap, mut socket: LiveSocket) {
    let (identity, view) = match identify(&app, &headers, &mut socket).await {
        Ok(identified) => identified,
        Err(Stranger::Denied(failure)) => {
            // The socket closes either way.
            let _gone = socket.send(&CustomerServerFrame::Denied(failure.0)).await;
            return;
        }
        Err(Stranger::Unclear) => return,
    };
    let Ok(attached) = identity.application.driver.attach_customer(view).await else { return };
    let (driver, customer) = (identity.application.driver.clone(), identity.customer);
    let restraint = Restraint::default();
    let mut client = Client {
        app: Arc::clone(&app),
        identity,
        socket,
        restraint,
        session: None,
        call: None,
        dialled: None,
    };
    // Whoever is gone need not be told why.
    let _gone = client.converse(attached).await;
    if let Some(contact) = client.call {
        app.switchboard.page_closed(contact).await;
    }
    driver.customer_detached(customer).await;
}

type Reply = BoxFuture<'static, CustomerServerFrame>;

struct Client {
    app: Arc<App>,
    identity: Identity,
    socket: LiveSocket,
    restraint: Restraint,
    /// The contact that `say` and `end` mean, as the pushed changes tell it.
    session: Option<ContactId>,
    call: Option<ContactId>,
    /// The command that asked for this page's own call, until that call is over: a page makes one at a time.
    dialled: Option<Uuid>,
}

impl Client {
    async fn converse(&mut self, attached: Attached) -> Result<(), Gone> {
        let Attached { seq, now, picture, mut pushed } = attached;
        let hello = CustomerServerFrame::Hello(Hello {
            protocol: PROTOCOL,
            now: now.0,
            seq,
            application: None,
        });
        let Picture::Customer(mut snapshot) = picture else { return Err(Gone) };
        if snapshot.session.is_none() {
            self.recall(&mut snapshot, now).await?;
        }
        self.follow_snapshot(&snapshot);
        if let Some(contact) = self.call {
            self.app.switchboard.page_opened(contact).await;
        }
        self.socket.send(&hello).await?;
        self.socket.send(&CustomerServerFrame::Snapshot(snapshot)).await?;
        let mut replies = FuturesUnordered::new();
        let mut maintenance = self.app.drain.notice();
        loop {
            let frame = tokio::select! {
                change = pushed.next() => match change {
                    Some(Pushed::Customer { seq, changes }) => {
                        self.follow(&changes);
                        Some(CustomerServerFrame::Changes(CustomerChanges { seq, changes }))
                    }
                    Some(Pushed::Typing { .. }) => Some(CustomerServerFrame::Typing),
                    Some(
                        Pushed::Member { .. }
                        | Pushed::VoicemailsChanged
                        | Pushed::Directory(_)
                        | Pushed::DirectoryChanges(_)
                        | Pushed::Left(_),
                    ) => None,
                    None => Some(CustomerServerFrame::Resync),
                },
                Some(frame) = replies.next() => Some(frame),
                Timestamp(ends) = maintenance.given() => {
                    Some(CustomerServerFrame::Maintenance(Maintenance { ends }))
                }
                text = self.socket.receive() => {
                    let work = self.read(&text.ok_or(Gone)?, replies.len()).await?;
                    replies.extend(work);
                    None
                }
            };
            let Some(frame) = frame else { continue };
            self.note_refusal(&frame);
            self.socket.send(&frame).await?;
            if matches!(frame, CustomerServerFrame::Resync) {
                return Ok(());
            }
        }
    }

    /// DK14: what ended while this page was away. It is read after the page has joined, so that no end falls in between.
    async fn recall(
        &mut self,
        snapshot: &mut CustomerSnapshot,
        now: Timestamp,
    ) -> Result<(), Gone> {
        let Identity { application, customer, .. } = &self.identity;
        let last = last_session(&self.app.store, application.id, *customer, now).await;
        let last = last.map_err(|error| {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "a last session was not read"
            );
            Gone
        })?;
        if let Some((session, messages)) = last {
            (snapshot.session, snapshot.messages) = (Some(session), messages);
        }
        Ok(())
    }

    async fn read(&mut self, text: &str, pending: usize) -> Result<Option<Reply>, Gone> {
        let frame: CustomerFrame = serde_json::from_str(text).map_err(|error| {
            let customer = self.identity.customer;
            // Not the error's own words: they may quote what a person wrote.
            tracing::info!(customer.id = %customer, at = error.column(), "a frame made no sense");
            metrics::counter!("rapport_bad_frames_total").increment(1);
            Gone
        })?;
        match frame {
            CustomerFrame::Open(_) => Err(Gone),
            CustomerFrame::Typing => {
                if self.restraint.may_type() {
                    let Identity { application, customer, .. } = &self.identity;
                    application.driver.typing(By::Customer(*customer), None).await;
                }
                Ok(None)
            }
            CustomerFrame::Command(CustomerCommandFrame { cmd_id, command }) => {
                if let Err(Failure(problem, ..)) = Restraint::may_ask(pending) {
                    return Ok(Some(problem_with(cmd_id, problem)));
                }
                Ok(Some(self.obey(cmd_id, command).await))
            }
        }
    }

    /// What is said and ended goes to the driver in the order of the frames; the commits are waited for beside the socket.
    async fn obey(&mut self, cmd_id: Uuid, command: CustomerCommand) -> Reply {
        let is_new = matches!(command, CustomerCommand::Start(_) | CustomerCommand::Dial(_));
        if is_new && self.app.drain.has_begun() {
            return problem_with(cmd_id, Failure::maintenance().0);
        }
        let says = matches!(command, CustomerCommand::Start(_) | CustomerCommand::Say(_));
        if says && let Err(Failure(problem, ..)) = self.may_say() {
            return problem_with(cmd_id, problem);
        }
        let app = Arc::clone(&self.app);
        let driver = self.identity.application.driver.clone();
        let by = By::Customer(self.identity.customer);
        let call = self.call.ok_or(Rejection::Refused(Refused::UnknownContact));
        // Without a session it is nobody's, and the core says so.
        let contact = self.session.unwrap_or(ContactId(Uuid::nil()));
        let outcome: BoxFuture<'static, Result<Done, Rejection>> = match command {
            CustomerCommand::Dial(Sdp { sdp }) => return self.dial(cmd_id, sdp),
            CustomerCommand::Start(first) => {
                let FirstMessage { contact, message, text, files } = first;
                let (contact, channel) = (ContactId(contact), self.identity.channel);
                let said = (contact, message);
                let read = with_files(&self.app, &self.identity, said, &text, &files).await;
                let (command, files) = match read {
                    Ok(read) => read,
                    Err(problem) => return problem_with(cmd_id, problem),
                };
                Box::pin(async move {
                    let say = async || {
                        let words = (text.clone(), files.clone());
                        let said = driver.submit_message(by, Some(cmd_id), command, words);
                        said.await.done().await
                    };
                    // A page that missed the answer and the end says again what was said: that opens nothing.
                    match say().await {
                        Err(Rejection::Refused(Refused::UnknownContact)) => {}
                        said => return said,
                    }
                    if text.len() > acd::MESSAGE_SIZE_MAX as usize {
                        return Err(Rejection::Refused(Refused::MessageTooLong));
                    }
                    start_once(&app.store, &driver, by, (contact, channel)).await?;
                    say().await
                })
            }
            CustomerCommand::Say(say) => {
                let Say { message, text, files } = say;
                let said = (contact, message);
                let read = with_files(&self.app, &self.identity, said, &text, &files).await;
                let (command, files) = match read {
                    Ok(read) => read,
                    Err(problem) => return problem_with(cmd_id, problem),
                };
                let said = driver.submit_message(by, Some(cmd_id), command, (text, files));
                Box::pin(said.await.done())
            }
            CustomerCommand::Rate(said) => {
                return rated(app, self.identity.clone(), cmd_id, said);
            }
            CustomerCommand::End => {
                let command = Command::EndSession { contact };
                Box::pin(driver.submit(by, Some(cmd_id), command, None).await.done())
            }
            CustomerCommand::HangUp => Box::pin(async move {
                app.switchboard.page_hangs_up(call?).await;
                Ok(Done::default())
            }),
        };
        Box::pin(
            async move { CustomerServerFrame::Answer(super::answer::of(cmd_id, outcome.await)) },
        )
    }

    /// A page keeps what it cannot send now, and tries again.
    fn may_say(&self) -> Result<(), Failure> {
        let now = self.app.clock.now();
        let counted = self.app.accounts.customer_limits().may_say(self.identity.customer, now);
        counted.map_err(|wait| {
            let title = "So many messages cannot be sent at once";
            Failure::new(StatusCode::SERVICE_UNAVAILABLE, "too-many-messages", title)
                .with_retry_after(wait)
        })
    }

    fn dial(&mut self, cmd_id: Uuid, sdp: String) -> Reply {
        if self.dialled.is_some() {
            let title = "You are in a call already";
            let Failure(problem, ..) = Failure::new(StatusCode::CONFLICT, "call-open", title);
            return problem_with(cmd_id, problem);
        }
        let contact = ContactId(Uuid::now_v7());
        (self.call, self.dialled) = (Some(contact), Some(cmd_id));
        let app = Arc::clone(&self.app);
        let Identity { customer, number, .. } = self.identity;
        let application = self.identity.application.id;
        Box::pin(async move {
            let dialled = match number {
                Some(number) => {
                    let dialled = Dialled { application, contact, customer, number };
                    app.switchboard.dial(dialled, sdp).await
                }
                None => Err("this page offers no calls".to_owned()),
            };
            match dialled {
                Ok(sdp) => CustomerServerFrame::CallAnswer(Sdp { sdp }),
                Err(why) => answer(cmd_id, super::answer::phone_refused(&why)),
            }
        })
    }

    /// A call that did not come about is not this page's call.
    fn note_refusal(&mut self, frame: &CustomerServerFrame) {
        if let CustomerServerFrame::Answer(Answer { cmd_id, problem: Some(_), .. }) = frame
            && self.dialled == Some(*cmd_id)
        {
            (self.call, self.dialled) = (None, None);
        }
    }

    fn follow_snapshot(&mut self, snapshot: &CustomerSnapshot) {
        self.session = snapshot.session.as_ref().map(|session| ContactId(session.id));
        self.call = snapshot.call.as_ref().map(|call| ContactId(call.id));
    }

    fn follow(&mut self, changes: &[CustomerChange]) {
        for change in changes {
            match change {
                CustomerChange::Session(session) => self.session = Some(ContactId(session.id)),
                CustomerChange::Call(call)
                    if call.state == CustomerCallState::Ended
                        && self.call == Some(ContactId(call.id)) =>
                {
                    (self.call, self.dialled) = (None, None);
                }
                CustomerChange::Call(_) | CustomerChange::Message(_) | CustomerChange::Rated(_) => {
                }
            }
        }
    }
}

/// The command, and the files that go with it.
async fn message_of(
    app: &App,
    application: &Application,
    saying: Saying,
    text: &str,
    files: &[Uuid],
) -> Result<(Command, Vec<MessageFile>), Problem> {
    let command = said(saying.contact, saying.message, text, files)?;
    Ok((command, carried(app, application, saying, files).await?))
}

/// What is to be said there, with its files.
async fn with_files(
    app: &App,
    identity: &Identity,
    (contact, message): (ContactId, Uuid),
    text: &str,
    files: &[Uuid],
) -> Result<(Command, Vec<MessageFile>), Problem> {
    let saying = Saying { author: Author::Customer(identity.customer), contact, message };
    message_of(app, &identity.application, saying, text, files).await
}

/// DK08.
fn rated(app: Arc<App>, identity: Identity, cmd_id: Uuid, said: RateSession) -> Reply {
    Box::pin(async move {
        CustomerServerFrame::Answer(customer_rating::rate(app, identity, cmd_id, said).await)
    })
}

fn problem_with(cmd_id: Uuid, problem: Problem) -> Reply {
    Box::pin(async move { answer(cmd_id, problem) })
}

fn answer(cmd_id: Uuid, problem: Problem) -> CustomerServerFrame {
    CustomerServerFrame::Answer(Answer { cmd_id, problem: Some(problem), sequence: None })
}

/// Pages make ids. One that was here before is this customer's session, started again after a lost answer, or nobody's
/// that they may write to; the core says which when the message comes.
async fn start_once(
    store: &Store,
    driver: &Driver,
    by: By,
    (contact, channel): (ContactId, ChannelId),
) -> Result<(), Rejection> {
    let known = store.contact_exists(contact).await;
    if known.map_err(|_| Rejection::StoreUnavailable)? {
        return Ok(());
    }
    let start = Command::StartSession { contact, channel };
    match driver.command(by, None, start, None).await {
        // Started twice at once, by a page that came back: it is this very session that is open.
        Err(Rejection::Refused(Refused::SessionOpen))
            if store.contact_exists(contact).await.is_ok_and(|exists| exists) =>
        {
            Ok(())
        }
        started => started.map(drop),
    }
}
