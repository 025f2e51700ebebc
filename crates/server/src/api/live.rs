//! `/api/v1/live`: the Workspace's socket. It carries frames between one browser and the driver, and decides nothing.

use std::sync::Arc;
use std::time::Instant;

use acd::{By, ContactId, Fact, Fence, MemberId};
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::HeaderMap;
use axum::response::Response;
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use wire::PROTOCOL;
use wire::command::Answer;
use wire::workspace::{Changes, Hello, MemberFrame, Sdp, ServerFrame, TypingFrame};

use super::guard::{SignedIn, same_origin};
use super::problem::Failure;
use super::socket::{LiveSocket, bounded};
use crate::app::App;
use crate::channels::workspace::to_core;
use crate::driver::{Attached, Picture};
use crate::push::pushed::Pushed;

/// The Workspace's live socket: [`MemberFrame`]s up, [`ServerFrame`]s down.
#[utoipa::path(
    get, path = "/api/v1/live", tag = "live",
    responses((status = 101), (status = 401, body = wire::problem::Problem))
)]
pub(crate) async fn live(
    State(app): State<Arc<App>>,
    signed_in: SignedIn,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Failure> {
    same_origin(&headers)?;
    let socket = move |socket| serve(app, signed_in.member, LiveSocket::new(socket));
    Ok(bounded(upgrade).on_upgrade(socket))
}

async fn serve(app: Arc<App>, member: MemberId, mut socket: LiveSocket) {
    // Whatever else comes first ends the socket.
    let Some(MemberFrame::Open(open)) = socket.first().await else { return };
    if open.protocol != PROTOCOL {
        // F69: the hello tells an older page that it is one; it reloads by itself.
        let hello = Hello { protocol: PROTOCOL, now: app.clock.now().0, seq: 0 };
        let _sent = socket.send(&ServerFrame::Hello(hello)).await;
        return;
    }
    let Ok(attached) = app.driver.attach(member, open.resume).await else { return };
    let client = Client { app: Arc::clone(&app), member, socket };
    let last_frame = app.clock.at(client.run(attached).await);
    app.driver.member_detached(member, last_frame).await;
}

struct Client {
    app: Arc<App>,
    member: MemberId,
    socket: LiveSocket,
}

impl Client {
    /// Until the socket ends; gives the time of its last frame.
    async fn run(mut self, attached: Attached) -> Instant {
        let Attached { seq, now, picture, mut pushed } = attached;
        if self.greet(seq, now.0, picture).await.is_err() {
            return self.socket.heard();
        }
        let mut lost = self.app.switchboard.watch_member(self.member);
        let mut replies = FuturesUnordered::new();
        loop {
            let frame = tokio::select! {
                change = pushed.next() => match change {
                    Some(change) => to_frame(change),
                    // Too far behind: the client starts afresh on a new socket (F60).
                    None => Some(ServerFrame::Resync),
                },
                Some(frame) = replies.next() => Some(frame),
                Ok(()) = lost.changed() => Some(ServerFrame::PhoneLost),
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
            let last = matches!(frame, ServerFrame::Resync | ServerFrame::LoggedOut);
            if self.socket.send(&frame).await.is_err() || last {
                break;
            }
        }
        self.socket.heard()
    }

    async fn greet(&mut self, seq: u64, now: u64, picture: Picture) -> Result<(), axum::Error> {
        self.socket.send(&ServerFrame::Hello(Hello { protocol: PROTOCOL, now, seq })).await?;
        match picture {
            Picture::Member(snapshot) => self.socket.send(&ServerFrame::Snapshot(snapshot)).await,
            Picture::Resumed(missed) => {
                for frame in missed.into_iter().filter_map(to_frame) {
                    self.socket.send(&frame).await?;
                }
                Ok(())
            }
            Picture::Customer(_) | Picture::Nobody => {
                self.socket.send(&ServerFrame::LoggedOut).await
            }
        }
    }

    /// Takes one frame. What has to wait for a commit is returned and waited for beside the socket, so that
    /// a slow disk holds up no ping; the order into the driver is the order of the frames.
    async fn read(
        &mut self,
        text: &str,
    ) -> Result<Option<futures::future::BoxFuture<'static, ServerFrame>>, ()> {
        let frame: MemberFrame = match serde_json::from_str(text) {
            Ok(frame) => frame,
            Err(error) => {
                tracing::info!(member.id = %self.member, %error, "a frame made no sense");
                metrics::counter!("rapport_bad_frames_total").increment(1);
                return Err(());
            }
        };
        match frame {
            MemberFrame::Open(_) => Err(()),
            MemberFrame::Command(frame) => {
                let cmd_id = frame.cmd_id;
                let (command, text) = match to_core(frame.command) {
                    Ok(both) => both,
                    Err(problem) => {
                        let answer = Answer { cmd_id, problem: Some(problem), sequence: None };
                        return Ok(Some(Box::pin(async move { ServerFrame::Answer(answer) })));
                    }
                };
                let by = By::Member(self.member);
                let pending = self.app.driver.submit(by, Some(cmd_id), command, text).await;
                Ok(Some(Box::pin(async move {
                    ServerFrame::Answer(super::answer::of(cmd_id, pending.done().await))
                })))
            }
            MemberFrame::OfferSeen(offer) => {
                let (contact, fence) = (ContactId(offer.contact), Fence(offer.fence));
                let fact = Fact::OfferSeen { contact, member: self.member, fence };
                self.app.driver.fact(fact).await;
                Ok(None)
            }
            MemberFrame::PhoneOffer(Sdp { sdp }) => {
                let (app, member) = (Arc::clone(&self.app), self.member);
                Ok(Some(Box::pin(async move {
                    match app.switchboard.member_phone(member, sdp).await {
                        Ok(sdp) => ServerFrame::PhoneAnswer(Sdp { sdp }),
                        Err(why) => ServerFrame::PhoneRefused(super::answer::phone_refused(&why)),
                    }
                })))
            }
            MemberFrame::AudioLost => {
                self.app.driver.fact(Fact::AudioLost { member: self.member }).await;
                Ok(None)
            }
            MemberFrame::Typing(session) => {
                let contact = Some(ContactId(session.contact));
                self.app.driver.typing(By::Member(self.member), contact).await;
                Ok(None)
            }
        }
    }
}

fn to_frame(pushed: Pushed) -> Option<ServerFrame> {
    match pushed {
        Pushed::Member { seq, changes } => Some(ServerFrame::Changes(Changes { seq, changes })),
        Pushed::Typing { contact } => Some(ServerFrame::Typing(TypingFrame { contact })),
        Pushed::LoggedOut => Some(ServerFrame::LoggedOut),
        Pushed::Customer { .. } => None,
    }
}
