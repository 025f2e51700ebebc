//! What the sockets of a member are told of the member's one phone: that it was lost, that another socket has it now,
//! or that it should speak another codec.

use std::future::pending;
use std::sync::atomic::{AtomicU64, Ordering};

use acd::{ApplicationId, MemberId};
use media::Codec;
use tokio::sync::watch;
use wire::workspace::OwnPhone;

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

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PhoneNews {
    /// The connection is gone: whoever had it sets it up again.
    Lost,
    /// The member's phone is elsewhere now: whoever had it lets go.
    Taken,
    /// Sound in this codec would reach the other side untouched.
    Wanted(Codec),
    /// VC31: which phone is the member's, and what it does.
    Own(OwnPhone),
}

/// The switchboard's end.
#[derive(Debug)]
pub(super) struct Watcher {
    pub(super) socket: SocketId,
    /// Where its member works.
    pub(super) application: ApplicationId,
    news: watch::Sender<Counts>,
    own: watch::Sender<OwnPhone>,
}

/// The socket's end.
#[derive(Debug)]
pub(crate) struct PhoneWatch {
    pub(crate) socket: SocketId,
    news: watch::Receiver<Counts>,
    told: Counts,
    own: watch::Receiver<OwnPhone>,
}

pub(super) fn pair(application: ApplicationId) -> (Watcher, PhoneWatch) {
    let socket = SocketId::fresh();
    let (sender, receiver) = watch::channel(Counts::default());
    let (own, own_receiver) = watch::channel(OwnPhone::default());
    let told = Counts::default();
    let watch = PhoneWatch { socket, news: receiver, told, own: own_receiver };
    (Watcher { socket, application, news: sender, own }, watch)
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

    /// The same again is no news.
    pub(super) fn tell_own(&self, told: &OwnPhone) {
        self.own.send_if_modified(|known| {
            let is_news = known != told;
            if is_news {
                known.clone_from(told);
            }
            is_news
        });
    }

    pub(super) fn taken(&self) {
        self.news.send_modify(|news| news.takings += 1);
    }
}

impl PhoneWatch {
    /// The next thing to tell. A phone that was taken and lost since is somebody else's loss.
    pub(crate) async fn next(&mut self) -> PhoneNews {
        let changed = tokio::select! {
            changed = self.news.changed() => changed,
            changed = self.own.changed() => {
                if changed.is_ok() {
                    return PhoneNews::Own(self.own.borrow_and_update().clone());
                }
                changed
            }
        };
        if changed.is_err() {
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
