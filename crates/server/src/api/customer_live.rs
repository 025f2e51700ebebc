//! `/api/v1/widget/live`: the customer's socket, for the chat and for a call from the page. Whoever holds the token is
//! the customer, and sees their own contact only.

use std::sync::Arc;

use acd::{By, ChannelId, Command, ContactId, CustomerId, MessageId, NumberId, Refused};
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::response::Response;
use futures::StreamExt;
use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use wire::PROTOCOL;
use wire::command::Answer;
use wire::customer::CustomerView;
use wire::widget::{
    CustomerChange, CustomerChanges, CustomerCommand, CustomerCommandFrame, CustomerFrame,
    CustomerServerFrame, CustomerSnapshot,
};
use wire::workspace::{Hello, Sdp};

use super::problem::Failure;
use super::socket::{LiveSocket, bounded};
use crate::app::App;
use crate::channels::site::Site;
use crate::driver::{self, Attached, Done, Picture, Rejection};
use crate::login_token::LoginToken;
use crate::push::pushed::Pushed;

/// The customer's live socket: [`CustomerFrame`]s up, [`CustomerServerFrame`]s down.
#[utoipa::path(get, path = "/api/v1/widget/live", tag = "widget", responses((status = 101)))]
pub(crate) async fn customer_live(
    State(app): State<Arc<App>>,
    headers: axum::http::HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Failure> {
    super::guard::same_origin(&headers)?;
    Ok(bounded(upgrade).on_upgrade(move |socket| serve(app, LiveSocket::new(socket))))
}

async fn serve(app: Arc<App>, mut socket: LiveSocket) {
    let (identity, customer) = match identify(&app, &mut socket).await {
        Ok(Some(identified)) => identified,
        Ok(None) => return,
        Err(failure) => {
            let denied = CustomerServerFrame::Denied(failure.0);
            // The socket closes either way.
            let _sent = socket.send(&denied).await;
            return;
        }
    };
    let Ok(attached) = app.driver.attach_customer(customer).await else { return };
    let client = Client { app: Arc::clone(&app), identity, socket, session: None, call: None };
    client.run(attached).await;
    app.driver.customer_detached(identity.customer).await;
}

#[derive(Clone, Copy)]
struct Identity {
    customer: CustomerId,
    channel: ChannelId,
    /// What a call from this page reaches.
    number: Option<NumberId>,
}

async fn identify(
    app: &App,
    socket: &mut LiveSocket,
) -> Result<Option<(Identity, CustomerView)>, Failure> {
    let Some(CustomerFrame::Open(open)) = socket.first().await else { return Ok(None) };
    if open.protocol != PROTOCOL {
        return Err(Failure::bad_request("this page is older than the server: reload it"));
    }
    let site = Site::find(app, &open.key).await?;
    let token = LoginToken::parse(&open.token);
    let (Some(site), Some(token)) = (site, token) else { return Err(denied()) };
    let customer = app.store.customer_by_token(site.application, token.hash()).await?;
    let customer = customer.ok_or_else(denied)?;
    let identity =
        Identity { customer: customer.id, channel: site.channel, number: site.settings.call };
    Ok(Some((identity, driver::customer_view(&customer))))
}

fn denied() -> Failure {
    Failure::new(
        axum::http::StatusCode::UNAUTHORIZED,
        "unknown-customer",
        "This chat is not known here any more",
    )
}

struct Client {
    app: Arc<App>,
    identity: Identity,
    socket: LiveSocket,
    /// The contact that `say` and `end` mean, as the pushed changes tell it.
    session: Option<ContactId>,
    call: Option<ContactId>,
}

impl Client {
    async fn run(mut self, attached: Attached) {
        let Attached { seq, now, picture, mut pushed } = attached;
        let hello = CustomerServerFrame::Hello(Hello { protocol: PROTOCOL, now: now.0, seq });
        let Picture::Customer(snapshot) = picture else { return };
        self.follow_snapshot(&snapshot);
        let snapshot = CustomerServerFrame::Snapshot(snapshot);
        if self.socket.send(&hello).await.is_err() || self.socket.send(&snapshot).await.is_err() {
            return;
        }
        let mut replies = FuturesUnordered::new();
        loop {
            let frame = tokio::select! {
                change = pushed.next() => match change {
                    Some(Pushed::Customer { seq, changes }) => {
                        self.follow(&changes);
                        Some(CustomerServerFrame::Changes(CustomerChanges { seq, changes }))
                    }
                    Some(Pushed::Typing { .. }) => Some(CustomerServerFrame::Typing),
                    Some(Pushed::Member { .. } | Pushed::LoggedOut) => None,
                    None => Some(CustomerServerFrame::Resync),
                },
                Some(frame) = replies.next() => Some(frame),
                text = self.socket.receive() => {
                    let Some(text) = text else { break };
                    match self.read(&text).await {
                        Ok(Some(work)) => { replies.push(work); None }
                        Ok(None) => None,
                        Err(()) => break,
                    }
                }
            };
            let Some(frame) = frame else { continue };
            let last = matches!(frame, CustomerServerFrame::Resync);
            if self.socket.send(&frame).await.is_err() || last {
                break;
            }
        }
        if let Some(contact) = self.call {
            self.app.switchboard.page_closed(contact).await;
        }
    }

    async fn read(
        &mut self,
        text: &str,
    ) -> Result<Option<BoxFuture<'static, CustomerServerFrame>>, ()> {
        let frame: CustomerFrame = serde_json::from_str(text).map_err(|error| {
            tracing::info!(customer.id = %self.identity.customer, %error, "a frame made no sense");
            metrics::counter!("rapport_bad_frames_total").increment(1);
        })?;
        match frame {
            CustomerFrame::Open(_) => Err(()),
            CustomerFrame::Typing => {
                self.app.driver.typing(By::Customer(self.identity.customer), None).await;
                Ok(None)
            }
            CustomerFrame::Command(CustomerCommandFrame { cmd_id, command }) => {
                if let CustomerCommand::Dial(Sdp { sdp }) = command {
                    return Ok(Some(self.dial(cmd_id, sdp)));
                }
                let outcome = self.obey(cmd_id, command);
                Ok(Some(Box::pin(async move {
                    CustomerServerFrame::Answer(super::answer::of(cmd_id, outcome.await))
                })))
            }
        }
    }

    /// Everything but dialling, as one future that is waited for beside the socket.
    fn obey(
        &mut self,
        cmd_id: uuid::Uuid,
        command: CustomerCommand,
    ) -> BoxFuture<'static, Result<Done, Rejection>> {
        let app = Arc::clone(&self.app);
        let by = By::Customer(self.identity.customer);
        let unknown = Rejection::Refused(Refused::UnknownContact);
        match command {
            CustomerCommand::Start(first) => {
                let (contact, channel) = (ContactId(first.contact), self.identity.channel);
                Box::pin(async move {
                    start_once(&app, by, contact, channel).await?;
                    let say = message(contact, first.message, &first.text);
                    app.driver.command(by, Some(cmd_id), say, Some(first.text)).await
                })
            }
            CustomerCommand::Say(say) => {
                let Some(contact) = self.session else {
                    return Box::pin(async move { Err(unknown) });
                };
                Box::pin(async move {
                    let command = message(contact, say.message, &say.text);
                    app.driver.command(by, Some(cmd_id), command, Some(say.text)).await
                })
            }
            CustomerCommand::End => {
                let Some(contact) = self.session else {
                    return Box::pin(async move { Err(unknown) });
                };
                Box::pin(async move {
                    app.driver
                        .command(by, Some(cmd_id), Command::EndSession { contact }, None)
                        .await
                })
            }
            CustomerCommand::HangUp => {
                let Some(contact) = self.call else { return Box::pin(async move { Err(unknown) }) };
                Box::pin(async move {
                    app.switchboard.page_hangs_up(contact).await;
                    Ok(Done::default())
                })
            }
            CustomerCommand::Dial(_) => Box::pin(async move { Err(unknown) }),
        }
    }

    fn dial(&mut self, cmd_id: uuid::Uuid, sdp: String) -> BoxFuture<'static, CustomerServerFrame> {
        let contact = ContactId(uuid::Uuid::now_v7());
        self.call = Some(contact);
        let app = Arc::clone(&self.app);
        let Identity { customer, number, .. } = self.identity;
        Box::pin(async move {
            let dialled = match number {
                Some(number) => app.switchboard.dial(contact, customer, number, sdp).await,
                None => Err("this page offers no calls".to_owned()),
            };
            match dialled {
                Ok(sdp) => CustomerServerFrame::CallAnswer(Sdp { sdp }),
                Err(why) => CustomerServerFrame::Answer(Answer {
                    cmd_id,
                    problem: Some(super::answer::phone_refused(&why)),
                    sequence: None,
                }),
            }
        })
    }

    fn follow_snapshot(&mut self, snapshot: &CustomerSnapshot) {
        self.session = snapshot.session.as_ref().map(|session| ContactId(session.id));
        self.call = snapshot.call.as_ref().map(|call| ContactId(call.id));
    }

    fn follow(&mut self, changes: &[CustomerChange]) {
        for change in changes {
            if let CustomerChange::Session(session) = change {
                self.session = Some(ContactId(session.id));
            }
        }
    }
}

/// Pages make ids. One that was here before is this customer's session, started again after a lost answer, or nobody's
/// that they may write to; the core says which when the message comes.
async fn start_once(
    app: &App,
    by: By,
    contact: ContactId,
    channel: ChannelId,
) -> Result<(), Rejection> {
    let known = app.store.contact_exists(contact).await;
    if known.map_err(|_| Rejection::StoreUnavailable)? {
        return Ok(());
    }
    let start = Command::StartSession { contact, channel };
    app.driver.command(by, None, start, None).await.map(drop)
}

fn message(contact: ContactId, message: uuid::Uuid, text: &str) -> Command {
    let size = u32::try_from(text.len()).unwrap_or(u32::MAX);
    Command::SendMessage { contact, message: MessageId(message), size }
}
