//! What the sockets of a member are told of the member's one phone: that it was lost, that another socket has it now,
//! or that it should speak another codec.

use std::future::pending;
use std::sync::atomic::{AtomicU64, Ordering};

use acd::{ApplicationId, MemberId};
use media::Codec;
use tokio::sync::watch;

/// One socket of a member, for as long as it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SocketId(u64);

impl SocketId {
    fn fresh() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self(LAST.fetch_add(1, Ordering::Relaxed))
    }
}

/// Whose phone it is, and through which socket it is offered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PhoneAt {
    pub(crate) application: ApplicationId,
    pub(crate) member: MemberId,
    pub(crate) socket: SocketId,
}

/// How often each has happened; what counts is that it has happened again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    losses: u64,
    takings: u64,
    wishes: u64,
    /// The codec that was wished for last.
    codec: Codec,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PhoneNews {
    /// The connection is gone: whoever had it sets it up again.
    Lost,
    /// The member's phone is elsewhere now: whoever had it lets go.
    Taken,
    /// Sound in this codec would reach the other side untouched.
    Wanted(Codec),
}

/// The switchboard's end.
#[derive(Debug)]
pub(super) struct Watcher {
    pub(super) socket: SocketId,
    news: watch::Sender<Counts>,
}

/// The socket's end.
#[derive(Debug)]
pub(crate) struct PhoneWatch {
    pub(crate) socket: SocketId,
    news: watch::Receiver<Counts>,
    told: Counts,
}

pub(super) fn pair() -> (Watcher, PhoneWatch) {
    let socket = SocketId::fresh();
    let (sender, receiver) = watch::channel(Counts::default());
    let watch = PhoneWatch { socket, news: receiver, told: Counts::default() };
    (Watcher { socket, news: sender }, watch)
}

impl Watcher {
    pub(super) fn is_over(&self) -> bool {
        self.news.is_closed()
    }

    pub(super) fn lost(&self) {
        self.news.send_modify(|news| news.losses += 1);
    }

    pub(super) fn wants(&self, codec: Codec) {
        self.news.send_modify(|news| {
            news.wishes += 1;
            news.codec = codec;
        });
    }

    pub(super) fn taken(&self) {
        self.news.send_modify(|news| news.takings += 1);
    }
}

impl PhoneWatch {
    /// The next thing to tell. A phone that was taken and lost since is somebody else's loss.
    pub(crate) async fn next(&mut self) -> PhoneNews {
        if self.news.changed().await.is_err() {
            // The switchboard has ended, and with it every phone.
            return pending().await;
        }
        let now = *self.news.borrow_and_update();
        let before = std::mem::replace(&mut self.told, now);
        if now.takings != before.takings {
            PhoneNews::Taken
        } else if now.losses != before.losses {
            PhoneNews::Lost
        } else {
            PhoneNews::Wanted(now.codec)
        }
    }
}
