//! `/api/v1/live`: the Workspace's socket. It carries frames between one browser and the driver, and decides nothing.

use std::sync::Arc;
use std::time::Duration;

use acd::{By, ContactId, Fact, Fence, MemberId};
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::http::HeaderMap;
use axum::response::Response;
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use tokio::time::Instant;
use wire::PROTOCOL;
use wire::command::Answer;
use wire::workspace::{Changes, Hello, MemberFrame, Open, Sdp, ServerFrame, TypingFrame};

use super::guard::{SignedIn, same_origin};
use super::problem::Failure;
use crate::app::App;
use crate::channels::workspace::to_core;
use crate::driver::{Attached, Picture};
use crate::push::Audience;
use crate::push::hub::Pushed;

/// `hb_interval`; a browser answers pings without any script (F68).
pub(super) const PING_EVERY: Duration = Duration::from_secs(5);
/// Two missed pings and the socket counts as dead (ST10).
pub(super) const SILENCE_MAX: Duration = Duration::from_secs(10);
/// Larger than any frame of ours: an SDP offer is the longest.
pub(super) const FRAME_MAX: usize = 64 * 1024;

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
    let upgrade = upgrade.max_message_size(FRAME_MAX).max_frame_size(FRAME_MAX);
    Ok(upgrade.on_upgrade(move |socket| serve(app, signed_in.member, socket)))
}

async fn serve(app: Arc<App>, member: MemberId, mut socket: WebSocket) {
    let Some(open) = first_frame(&mut socket).await else { return };
    if open.protocol != PROTOCOL {
        // F69: the hello tells an older page that it is one; it reloads by itself.
        let hello = Hello { protocol: PROTOCOL, now: app.clock.now().0, seq: 0 };
        let _sent = send(&mut socket, &ServerFrame::Hello(hello)).await;
        return;
    }
    let audience = Audience::Member(member);
    let Ok(attached) = app.driver.attach(audience, open.resume).await else { return };
    let client = Client { app: Arc::clone(&app), member, socket };
    client.run(attached).await;
    let last_frame = app.clock.now();
    app.driver.detached(audience, last_frame).await;
}

/// Waits for `open`; whatever else comes first ends the socket.
async fn first_frame(socket: &mut WebSocket) -> Option<Open> {
    let message = tokio::time::timeout(SILENCE_MAX, socket.recv()).await.ok()??.ok()?;
    match serde_json::from_str(message.to_text().ok()?).ok()? {
        MemberFrame::Open(open) => Some(open),
        _ => None,
    }
}

struct Client {
    app: Arc<App>,
    member: MemberId,
    socket: WebSocket,
}

impl Client {
    async fn run(mut self, attached: Attached) {
        let Attached { seq, now, picture, mut pushed } = attached;
        if self.greet(seq, now.0, picture).await.is_err() {
            return;
        }
        let mut lost = self.app.switchboard.watch_member(self.member);
        let mut replies = FuturesUnordered::new();
        let mut ping = tokio::time::interval(PING_EVERY);
        let mut heard = Instant::now();
        loop {
            let frame = tokio::select! {
                change = pushed.recv() => match change {
                    Some(change) => to_frame(change),
                    // Too far behind: the client starts afresh on a new socket (F60).
                    None => Some(ServerFrame::Resync),
                },
                Some(frame) = replies.next() => Some(frame),
                Ok(()) = lost.changed() => Some(ServerFrame::PhoneLost),
                message = self.socket.recv() => {
                    heard = Instant::now();
                    match message {
                        Some(Ok(Message::Text(text))) => match self.read(text.as_str()).await {
                            Ok(Some(work)) => { replies.push(work); None }
                            Ok(None) => None,
                            Err(()) => break,
                        },
                        Some(Ok(Message::Ping(_) | Message::Pong(_))) => None,
                        Some(Ok(Message::Binary(_) | Message::Close(_)) | Err(_)) | None => break,
                    }
                }
                _ = ping.tick() => {
                    if heard.elapsed() > SILENCE_MAX
                        || self.socket.send(Message::Ping(axum::body::Bytes::new())).await.is_err()
                    {
                        break;
                    }
                    None
                }
            };
            let Some(frame) = frame else { continue };
            let last = matches!(frame, ServerFrame::Resync | ServerFrame::LoggedOut);
            if self.send(&frame).await.is_err() || last {
                break;
            }
        }
    }

    async fn greet(&mut self, seq: u64, now: u64, picture: Picture) -> Result<(), axum::Error> {
        self.send(&ServerFrame::Hello(Hello { protocol: PROTOCOL, now, seq })).await?;
        match picture {
            Picture::Member(snapshot) => self.send(&ServerFrame::Snapshot(snapshot)).await,
            Picture::Resumed(missed) => {
                for frame in missed.into_iter().filter_map(to_frame) {
                    self.send(&frame).await?;
                }
                Ok(())
            }
            Picture::Customer(_) | Picture::Nobody => self.send(&ServerFrame::LoggedOut).await,
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

    async fn send(&mut self, frame: &ServerFrame) -> Result<(), axum::Error> {
        send(&mut self.socket, frame).await
    }
}

async fn send(socket: &mut WebSocket, frame: &ServerFrame) -> Result<(), axum::Error> {
    let text = serde_json::to_string(frame).map_err(axum::Error::new)?;
    socket.send(Message::Text(text.into())).await
}

fn to_frame(pushed: Pushed) -> Option<ServerFrame> {
    match pushed {
        Pushed::Member { seq, changes } => Some(ServerFrame::Changes(Changes { seq, changes })),
        Pushed::Typing { contact } => Some(ServerFrame::Typing(TypingFrame { contact })),
        Pushed::LoggedOut => Some(ServerFrame::LoggedOut),
        Pushed::Customer { .. } => None,
    }
}
