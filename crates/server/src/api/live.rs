//! `/api/v1/live`: the Workspace's socket. It carries frames between one browser and the driver, and decides nothing.

use std::sync::Arc;

use acd::{By, ContactId, Fact, Fence, MemberId, Timestamp};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use futures::StreamExt;
use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use store::{LoginId, Roles};
use wire::PROTOCOL;
use wire::command::Answer;
use wire::workspace::{
    Changes, CommandFrame, Hello, Maintenance, MemberFrame, PhoneCodec, Sdp, ServerFrame,
    SoundCodec, TypingFrame,
};

use super::authorization::{self, Act, Standing};
use super::guard::{AtWork, same_origin};
use super::login_watch::LoginWatch;
use super::own_phone;
use super::problem::Failure;
use super::restraint::Restraint;
use super::socket::{Gone, LiveSocket, Upgrade, bounded};
use super::to_the_end::to_the_end;
use crate::app::App;
use crate::application::Application;
use crate::channels::switchboard::{PhoneAt, PhoneNews, PhoneWatch};
use crate::channels::workspace::{Asked, to_core};
use crate::login_token::LoginToken;
use driver::{Attached, Feed, Leave, Picture, Pushed};

/// The Workspace's live socket: [`MemberFrame`]s up, [`ServerFrame`]s down.
#[utoipa::path(
    get, path = "/api/v1/live", tag = "live",
    responses((status = 101), (status = 401, body = wire::problem::Problem),
        (status = 409, body = wire::problem::Problem))
)]
pub(crate) async fn live(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    headers: HeaderMap,
    upgrade: Upgrade,
) -> Result<Response, Failure> {
    same_origin(&headers)?;
    let serve = move |socket| serve(app, at_work, LiveSocket::new(socket));
    Ok(bounded(upgrade)?.on_upgrade(serve))
}

async fn serve(app: Arc<App>, at_work: AtWork, mut socket: LiveSocket) {
    let AtWork { member, application, roles, login, token } = at_work;
    // Whatever else comes first ends the socket.
    let Some(MemberFrame::Open(open)) = socket.first().await else { return };
    if open.protocol != PROTOCOL {
        // F69: the hello tells an older page that it is one; it reloads by itself.
        let now = application.clock.now().0;
        let hello = Hello { protocol: PROTOCOL, now, seq: 0, application: None };
        let _gone = socket.send(&ServerFrame::Hello(hello)).await;
        return;
    }
    // A seq counts in one application's journal only.
    let resume = open.resume.filter(|_| open.application == Some(application.id.0));
    let Ok(attached) = application.driver.attach(member, resume).await else { return };
    let restraint = Restraint::default();
    let phone = app.switchboard.watch_phone(application.id, member).await;
    let watch = LoginWatch::over(token.clone(), member, &application);
    let mut client = Client {
        app: Arc::clone(&app),
        member,
        application,
        roles,
        login,
        watch,
        socket,
        restraint,
        phone,
        directory: None,
    };
    // Whoever is gone need not be told why.
    let _gone = match left_meanwhile(&app, &client.application, token).await {
        None => client.converse(attached).await,
        Some(frame) => client.socket.send(&frame).await,
    };
    let last_frame = client.application.clock.at(client.socket.heard());
    client.application.driver.member_detached(member, last_frame).await;
}

/// Waits for ever where nobody looks.
async fn next_of(feed: &mut Option<Feed>) -> Option<Pushed> {
    match feed {
        Some(feed) => feed.next().await,
        None => std::future::pending().await,
    }
}

type Reply = BoxFuture<'static, ServerFrame>;

/// What the page is told of its phone.
fn of_phone(news: PhoneNews) -> Option<ServerFrame> {
    let codec = match news {
        PhoneNews::Lost => return Some(ServerFrame::PhoneLost),
        PhoneNews::Own(own) => return Some(ServerFrame::OwnPhone(own)),
        PhoneNews::Taken => return Some(ServerFrame::PhoneTaken),
        PhoneNews::Wanted(media::Codec::Pcmu) => SoundCodec::Pcmu,
        PhoneNews::Wanted(media::Codec::Pcma) => SoundCodec::Pcma,
        PhoneNews::Wanted(media::Codec::G722) => SoundCodec::G722,
        PhoneNews::Wanted(media::Codec::Opus) => SoundCodec::Opus,
        // A codec that no page knows by name is transcoded.
        PhoneNews::Wanted(_) => return None,
    };
    Some(ServerFrame::PhoneCodec(PhoneCodec { codec }))
}

/// Whoever moved or logged out between asking for the socket and joining was told nothing; from now on they would be.
async fn left_meanwhile(
    app: &App,
    application: &Application,
    token: LoginToken,
) -> Option<ServerFrame> {
    match app.store.login(token.hash(), app.clock.now()).await {
        Ok(Some(login)) if login.application == Some(application.id) => None,
        Ok(Some(_)) => Some(ServerFrame::Moved),
        Ok(None) => Some(ServerFrame::LoggedOut),
        // The store knew the login a moment ago; an outage drives nobody out.
        Err(_) => None,
    }
}

struct Client {
    app: Arc<App>,
    member: MemberId,
    application: Application,
    roles: Roles,
    login: LoginId,
    watch: LoginWatch,
    socket: LiveSocket,
    restraint: Restraint,
    phone: PhoneWatch,
    /// While the page looks at it (W13).
    directory: Option<Feed>,
}

impl Client {
    async fn converse(&mut self, attached: Attached) -> Result<(), Gone> {
        let Attached { seq, now, picture, mut pushed } = attached;
        self.greet(seq, now.0, picture).await?;
        let mut replies = FuturesUnordered::new();
        let mut maintenance = self.app.drain.notice();
        loop {
            let frame = tokio::select! {
                change = pushed.next() => match change {
                    Some(change) => self.to_frame(change),
                    // Too far behind: the client starts afresh on a new socket (F60).
                    None => Some(ServerFrame::Resync),
                },
                rows = next_of(&mut self.directory) => match rows {
                    Some(rows) => self.to_frame(rows),
                    None => Some(ServerFrame::Resync),
                },
                Some(frame) = replies.next() => Some(frame),
                Timestamp(ends) = maintenance.given() => {
                    Some(ServerFrame::Maintenance(Maintenance { ends }))
                }
                news = self.phone.next() => of_phone(news),
                found = self.watch.next(&self.app) => found,
                text = self.socket.receive() => {
                    let work = self.read(&text.ok_or(Gone)?, replies.len()).await?;
                    replies.extend(work);
                    None
                }
            };
            let Some(frame) = frame else { continue };
            self.socket.send(&frame).await?;
            if matches!(frame, ServerFrame::Resync | ServerFrame::LoggedOut | ServerFrame::Moved) {
                return Ok(());
            }
        }
    }

    async fn greet(&mut self, seq: u64, now: u64, picture: Picture) -> Result<(), Gone> {
        let application = Some(self.application.id.0);
        let hello = Hello { protocol: PROTOCOL, now, seq, application };
        self.socket.send(&ServerFrame::Hello(hello)).await?;
        match picture {
            Picture::Member(snapshot) => self.socket.send(&ServerFrame::Snapshot(snapshot)).await,
            Picture::Resumed(missed) => {
                for missed in missed {
                    if let Some(frame) = self.to_frame(missed) {
                        self.socket.send(&frame).await?;
                    }
                }
                Ok(())
            }
            Picture::Customer(_) | Picture::Nobody => {
                self.socket.send(&ServerFrame::LoggedOut).await?;
                Err(Gone)
            }
        }
    }

    /// Takes one frame. What has to wait for a commit is returned and waited for beside the socket, so that
    /// a slow disk holds up no ping; the order into the driver is the order of the frames.
    async fn read(&mut self, text: &str, pending: usize) -> Result<Option<Reply>, Gone> {
        let frame: MemberFrame = serde_json::from_str(text).map_err(|error| {
            // Not the error's own words: they may quote what a person wrote.
            tracing::info!(member.id = %self.member, at = error.column(), "a frame made no sense");
            metrics::counter!("rapport_bad_frames_total").increment(1);
            Gone
        })?;
        match frame {
            MemberFrame::Open(_) => Err(Gone),
            MemberFrame::Command(frame) => Ok(Some(self.obey(frame, pending).await)),
            MemberFrame::OfferSeen(offer) => {
                let (contact, fence) = (ContactId(offer.contact), Fence(offer.fence));
                let fact = Fact::OfferSeen { contact, member: self.member, fence };
                self.application.driver.fact(fact).await;
                Ok(None)
            }
            MemberFrame::PhoneOffer(Sdp { sdp }) => {
                if let Err(failure) = Restraint::may_ask(pending) {
                    return Ok(Some(Box::pin(async { ServerFrame::PhoneRefused(failure.0) })));
                }
                let app = Arc::clone(&self.app);
                let at = self.phone_at();
                Ok(Some(Box::pin(async move {
                    match app.switchboard.member_phone(at, sdp).await {
                        Ok(sdp) => ServerFrame::PhoneAnswer(Sdp { sdp }),
                        Err(why) => ServerFrame::PhoneRefused(super::answer::phone_refused(&why)),
                    }
                })))
            }
            MemberFrame::AudioLost => {
                self.app.switchboard.microphone_lost(self.phone_at()).await;
                Ok(None)
            }
            MemberFrame::WatchDirectory => {
                if self.directory.is_none() {
                    self.directory = Some(self.application.driver.watch_directory().await);
                }
                Ok(None)
            }
            MemberFrame::LeaveDirectory => {
                self.directory = None;
                Ok(None)
            }
            MemberFrame::Typing(session) => {
                if self.restraint.may_type() {
                    let contact = Some(ContactId(session.contact));
                    self.application.driver.typing(By::Member(self.member), contact).await;
                }
                Ok(None)
            }
        }
    }

    fn phone_at(&self) -> PhoneAt {
        let (application, member) = (self.application.id, self.member);
        PhoneAt { application, member, socket: self.phone.socket }
    }

    async fn obey(&mut self, frame: CommandFrame, pending: usize) -> Reply {
        let CommandFrame { cmd_id, command } = frame;
        // What is due was done when the socket opened; it closes when that changes, or the roles do.
        let standing = Standing::SignedIn { roles: self.roles, due: None };
        let allowed = Restraint::may_ask(pending)
            .and_then(|()| authorization::allow(standing, Act::Command(&command)))
            .map_err(|failure| failure.0);
        let asked = match allowed {
            Ok(()) => to_core(&self.app, &self.application, self.member, command).await,
            Err(problem) => Err(problem),
        };
        let asked = match asked {
            Ok(asked) => asked,
            Err(problem) => {
                let answer = Answer { cmd_id, problem: Some(problem), sequence: None };
                return Box::pin(async move { ServerFrame::Answer(answer) });
            }
        };
        let (by, driver) = (By::Member(self.member), &self.application.driver);
        let submitted = match asked {
            Asked::Rejected(rejection) => {
                let answer = super::answer::of(cmd_id, Err(rejection));
                return Box::pin(async move { ServerFrame::Answer(answer) });
            }
            Asked::Phone(phone) => {
                let (app, seat) = (Arc::clone(&self.app), (self.application.id, self.member));
                return Box::pin(async move {
                    let choice = async move { own_phone::choose(&app, seat, phone).await };
                    let chosen = to_the_end(choice).await;
                    let problem = chosen.err().map(|failure| failure.0);
                    ServerFrame::Answer(Answer { cmd_id, problem, sequence: None })
                });
            }
            Asked::Plain(command) => driver.submit(by, Some(cmd_id), command, None).await,
            Asked::Said(command, text) => {
                driver.submit(by, Some(cmd_id), command, Some(text)).await
            }
            Asked::Carried(command, text, files) => {
                driver.submit_message(by, Some(cmd_id), command, (text, files)).await
            }
            Asked::Dialled(command, callee) => {
                let submitted = driver.submit_dial(by, Some(cmd_id), command, callee).await;
                let post = self.app.accounts.post.clone();
                return Box::pin(async move {
                    let done = submitted.done().await;
                    // VC44: there may be mails about it.
                    post.ring();
                    ServerFrame::Answer(super::answer::of(cmd_id, done))
                });
            }
        };
        Box::pin(
            async move { ServerFrame::Answer(super::answer::of(cmd_id, submitted.done().await)) },
        )
    }

    fn to_frame(&self, pushed: Pushed) -> Option<ServerFrame> {
        match pushed {
            Pushed::Member { seq, changes } => Some(ServerFrame::Changes(Changes { seq, changes })),
            Pushed::Typing { contact } => Some(ServerFrame::Typing(TypingFrame { contact })),
            Pushed::VoicemailsChanged => Some(ServerFrame::VoicemailsChanged),
            Pushed::Directory(rows) => Some(ServerFrame::Directory(rows)),
            Pushed::DirectoryChanges(rows) => Some(ServerFrame::DirectoryChanges(rows)),
            Pushed::Left(why) if !why.concerns(self.login.0) => None,
            Pushed::Left(Leave::Moved) => Some(ServerFrame::Moved),
            Pushed::Left(_) => Some(ServerFrame::LoggedOut),
            Pushed::Customer { .. } => None,
        }
    }
}
