//! The server's end of a socket: opened with a picture, fed with what is pushed, and closed when nobody is at the other end.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use acd::Timestamp;
use driver::{Attached, Feed, Picture, Pushed};

use super::center::{chatter, chatter_id, member};
use super::coverage::trouble;
use super::day::{Day, Due, Frame, Pending, Waiting, Who};
use super::desk::Desk;
use super::mirror::Mirror;
use super::pace::Moment;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SocketId(u64);

/// The server's end.
pub(super) struct Socket {
    pub(super) who: Who,
    feed: Feed,
    /// Frames keep their order: none arrives before this.
    clear: Moment,
    /// What was sent, folded as the client will fold it.
    pub(super) mirror: Mirror,
    pub(super) last_frame: Timestamp,
}

/// Who asks for a socket.
#[derive(Clone, Copy, Debug)]
pub(super) struct Knock {
    pub(super) who: Who,
    /// Which load of the page it is.
    page: u64,
    resume: Option<u64>,
}

impl Day {
    pub(super) fn connects(&mut self, who: Who) {
        let link = self.link(who);
        if !link.up || link.socket.is_some() {
            return;
        }
        let resume = match who {
            Who::Agent(index) => self.desks.get(index).and_then(Desk::resume_from),
            Who::Guest(_) => None,
        };
        let transit = self.transit();
        let page = self.link(who).loads;
        self.after(transit, Due::Opens(Knock { who, page, resume }));
        // A socket that does not open is tried again.
        let patience = self.chance.between(1_500, 4_000);
        self.after(patience, Due::Connects(who));
    }

    pub(super) fn opens(&mut self, knock: Knock) {
        let Knock { who, resume, .. } = knock;
        let Some(life) = &self.life else { return };
        let driver = life.driver.clone();
        let done: Pending<_> = match who {
            Who::Agent(index) => {
                Box::pin(async move { driver.attach(member(index), resume).await })
            }
            Who::Guest(index) => {
                Box::pin(async move { driver.attach_customer(chatter(index)).await })
            }
        };
        self.wait_for(Waiting::Attach { knock, done });
    }

    pub(super) fn attached(&mut self, knock: Knock, attached: Attached) {
        let Knock { who, page, resume } = knock;
        let Attached { seq, now, picture, pushed } = attached;
        self.sockets_made += 1;
        let id = SocketId(self.sockets_made);
        let mut mirror = match &picture {
            Picture::Nobody => return,
            Picture::Member(snapshot) => Mirror::Desk(snapshot.clone()),
            Picture::Customer(snapshot) => Mirror::page(snapshot.clone()),
            Picture::Resumed(_) => self.mirror_of(who),
        };
        let mut frames = vec![Frame::Open(mirror.clone())];
        if let Picture::Resumed(missed) = picture {
            self.met(trouble::RESUMED);
            for pushed in missed {
                mirror.fold(&pushed);
                frames.push(Frame::Pushed(pushed));
            }
        } else if resume.is_some() {
            self.met(trouble::NOT_RESUMED);
        }
        mirror.stands_at(seq);
        let clear = self.now();
        self.sockets.insert(id, Socket { who, feed: pushed, clear, mirror, last_frame: now });
        if self.link(who).loads != page {
            // F27: the page that asked is gone, and its socket with it.
            return self.dies(id);
        }
        for frame in frames {
            self.send(id, frame);
        }
    }

    /// What the client holds that asks to resume.
    fn mirror_of(&self, who: Who) -> Mirror {
        match who {
            Who::Agent(index) => {
                let picture = self.desks.get(index).and_then(|desk| desk.picture.clone());
                picture.map_or(Mirror::Blank, Mirror::Desk)
            }
            Who::Guest(_) => Mirror::Blank,
        }
    }

    /// Down a socket, in order. What the network loses it loses with the whole socket.
    pub(super) fn send(&mut self, id: SocketId, frame: Frame) {
        let (transit, now) = (self.transit(), self.now());
        let Some(socket) = self.sockets.get_mut(&id) else { return };
        socket.clear = socket.clear.max(now.after(transit));
        let (clear, who) = (socket.clear, socket.who);
        self.agenda.put(clear, Due::Hears { who, socket: id, frame });
    }

    /// Takes what was pushed to each socket.
    pub(super) fn take_pushes(&mut self) {
        let mut context = Context::from_waker(Waker::noop());
        let mut frames = Vec::new();
        for (id, socket) in &mut self.sockets {
            while let Poll::Ready(pushed) = pin!(socket.feed.next()).poll(&mut context) {
                let pushed = pushed.filter(|pushed| !matches!(pushed, Pushed::Left(_)));
                let Some(pushed) = pushed else {
                    // Too far behind, the driver began anew, or this login is over: the client takes a fresh picture.
                    frames.push((*id, Frame::Closed));
                    break;
                };
                socket.mirror.fold(&pushed);
                frames.push((*id, Frame::Pushed(pushed)));
            }
        }
        for (id, frame) in frames {
            let is_closed = matches!(frame, Frame::Closed);
            self.send(id, frame);
            if is_closed {
                self.dies(id);
            }
        }
    }

    /// The server's end is closed: the driver hears of it.
    pub(super) fn dies(&mut self, id: SocketId) {
        let Some(socket) = self.sockets.remove(&id) else { return };
        let Some(life) = &self.life else { return };
        let (driver, last_frame) = (life.driver.clone(), socket.last_frame);
        match socket.who {
            Who::Agent(index) => self.tell_driver(async move {
                driver.member_detached(member(index), last_frame).await;
            }),
            Who::Guest(index) => self.tell_driver(async move {
                driver.customer_detached(chatter_id(index)).await;
            }),
        }
    }

    /// The server is gone, and each socket with it: clients hear of it at once or when they miss an answer.
    pub(super) fn sockets_are_gone(&mut self) {
        self.sockets.clear();
        let cut: Vec<Who> = self.links.keys().copied().collect();
        for who in cut {
            self.link(who).socket = None;
            let pause = self.chance.between(200, 6_000);
            self.after(pause, Due::Connects(who));
        }
    }
}
