//! The way between browsers and the server: sockets that break without a word, packets that are lost, late or doubled, and
//! clients that come back.

use std::collections::BTreeMap;
use std::task::{Context, Poll, Waker};

use acd::{By, Command, ContactId, Millis, Timestamp};
use driver::{Callee, Done, Rejection, Time as _};
use uuid::Uuid;
use wire::customer::CustomerView;

use super::center;
use super::coverage::trouble;
use super::day::{Ask, Day, Due, Frame, Pending, Waiting, Who};
use super::socket::SocketId;

/// The client's end.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) up: bool,
    pub(super) socket: Option<SocketId>,
    /// How often the page was loaded anew.
    pub(super) loads: u64,
    /// What was asked and not answered, with the number of tries.
    asked: BTreeMap<Uuid, (Ask, u32)>,
}

impl Default for Link {
    fn default() -> Self {
        Self { up: true, socket: None, loads: 0, asked: BTreeMap::new() }
    }
}

/// A client that never gets an answer stops asking.
const TRIES_MAX: u32 = 40;

impl Day {
    pub(super) fn link(&mut self, who: Who) -> &mut Link {
        self.links.entry(who).or_default()
    }

    pub(super) fn hears(&mut self, who: Who, socket: SocketId, frame: Frame) {
        let link = self.link(who);
        if !link.up {
            return;
        }
        match (&frame, link.socket) {
            (Frame::Open(_), None) => link.socket = Some(socket),
            // The client has another one by now: it closes this one.
            (Frame::Open(_), Some(other)) if other != socket => {
                self.after(Millis(50), Due::Dies(socket));
                return;
            }
            (_, Some(own)) if own == socket => {}
            _ => return,
        }
        match frame {
            Frame::Closed => {
                self.link(who).socket = None;
                let pause = self.chance.between(200, 1_500);
                self.after(pause, Due::Connects(who));
            }
            Frame::Answer { cmd_id, answer } => self.client_is_answered(who, cmd_id, answer),
            Frame::Open(_) | Frame::Pushed(_) => match who {
                Who::Agent(index) => self.desk_hears(index, frame),
                Who::Guest(index) => self.page_hears(index, frame),
            },
        }
    }

    /// A command, sent until it is answered.
    pub(super) fn ask(&mut self, who: Who, ask: Ask) {
        let cmd_id = ask.cmd_id;
        self.link(who).asked.insert(cmd_id, (ask, 0));
        self.asks_again(who, cmd_id);
    }

    pub(super) fn asks_again(&mut self, who: Who, cmd_id: Uuid) {
        let link = self.link(who);
        let Some((ask, tries)) = link.asked.get_mut(&cmd_id) else { return };
        *tries += 1;
        if *tries > TRIES_MAX {
            link.asked.remove(&cmd_id);
            return;
        }
        let ask = ask.clone();
        if link.socket.is_some() {
            self.travels(who, &ask);
        }
        let patience = self.chance.between(2_000, 4_000);
        self.after(patience, Due::AsksAgain { who, cmd_id });
    }

    fn travels(&mut self, who: Who, ask: &Ask) {
        let times = if self.chance.in_thousand(self.weather.lost) {
            self.met(trouble::PACKET_LOST);
            0
        } else if self.chance.in_thousand(self.weather.doubled) {
            self.met(trouble::PACKET_DOUBLED);
            2
        } else {
            1
        };
        for _ in 0..times {
            let transit = self.transit();
            self.after(transit, Due::Asks { who, ask: ask.clone() });
        }
    }

    pub(super) fn asks(&mut self, who: Who, ask: Ask) {
        let Some(life) = &self.life else { return };
        let driver = life.driver.clone();
        let Ask { by, cmd_id, command, text } = ask.clone();
        let done: Pending<_> = match called_by(command) {
            Some(customer) => {
                let callee = Callee { customer, write: None, newcomer: None, calls_back: None };
                Box::pin(async move {
                    driver.submit_dial(by, Some(cmd_id), command, callee).await.done().await
                })
            }
            None => Box::pin(async move { driver.command(by, Some(cmd_id), command, text).await }),
        };
        self.wait_for(Waiting::Command { who, ask, done });
    }

    /// The server's answer, on its way to whoever is there.
    fn command_is_answered(&mut self, who: Who, ask: &Ask, answer: Result<Done, Rejection>) {
        self.auditor().answered(ask.by, ask.cmd_id, &ask.command, answer);
        let socket = self.sockets.iter().rfind(|(_, socket)| socket.who == who);
        let socket = socket.map(|(id, _)| *id);
        if self.chance.in_thousand(self.weather.lost) {
            self.met(trouble::PACKET_LOST);
        } else if let Some(socket) = socket {
            self.send(socket, Frame::Answer { cmd_id: ask.cmd_id, answer });
        }
    }

    fn client_is_answered(&mut self, who: Who, cmd_id: Uuid, answer: Result<Done, Rejection>) {
        if matches!(answer, Err(Rejection::StoreUnavailable | Rejection::ShuttingDown)) {
            return;
        }
        let Some((ask, _)) = self.link(who).asked.remove(&cmd_id) else { return };
        if self.chance.in_thousand(30) {
            // I27: an old packet, or a page that was put to sleep, sends it once more.
            self.met(trouble::COMMAND_REPEATED);
            let later = self.chance.between(10, 120_000);
            self.after(later, Due::Asks { who, ask: ask.clone() });
        }
        if let Who::Guest(index) = who {
            self.page_is_answered(index, &ask.command, answer);
        }
    }

    /// Polls whoever waits for the driver; gives it back if it has to wait on.
    pub(super) fn heard(&mut self, waiting: Waiting) -> Option<Waiting> {
        let mut context = Context::from_waker(Waker::noop());
        match waiting {
            Waiting::Command { who, ask, mut done } => {
                let Poll::Ready(answer) = done.as_mut().poll(&mut context) else {
                    return Some(Waiting::Command { who, ask, done });
                };
                self.command_is_answered(who, &ask, answer);
            }
            Waiting::Attach { knock, mut done } => {
                let Poll::Ready(attached) = done.as_mut().poll(&mut context) else {
                    return Some(Waiting::Attach { knock, done });
                };
                // Who is turned away tries again by itself.
                if let Ok(attached) = attached {
                    self.attached(knock, attached);
                }
            }
            Waiting::Arrival { caller, contact, mut done } => {
                let Poll::Ready(answer) = done.as_mut().poll(&mut context) else {
                    return Some(Waiting::Arrival { caller, contact, done });
                };
                self.arrival_is_answered(caller, contact, answer);
            }
            Waiting::Edit { edit, mut done } => {
                let Poll::Ready(answer) = done.as_mut().poll(&mut context) else {
                    return Some(Waiting::Edit { edit, done });
                };
                self.edit_is_answered(*edit, answer);
            }
            Waiting::Told(mut done) => {
                if done.as_mut().poll(&mut context).is_pending() {
                    return Some(Waiting::Told(done));
                }
            }
        }
        None
    }

    /// Somebody's network, or their whole browser, is gone for a while.
    pub(super) fn network_breaks(&mut self) {
        let Some(mean) = self.weather.breaks else { return };
        let pause = self.chance.around(mean);
        self.after(pause, Due::NetworkBreaks);
        let all: Vec<Who> = self.links.keys().copied().collect();
        let Some(who) = self.chance.pick(&all).copied() else { return };
        if !self.link(who).up {
            return;
        }
        if self.chance.in_thousand(400) {
            self.reloads(who);
            return;
        }
        self.met(trouble::NETWORK_BROKE);
        let link = self.link(who);
        link.up = false;
        link.socket = None;
        // F22–F24: five seconds, half a minute, two minutes.
        let span = match self.chance.below(3) {
            0 => self.chance.between(1_000, 8_000),
            1 => self.chance.between(15_000, 50_000),
            _ => self.chance.between(60_000, 150_000),
        };
        self.after(span, Due::NetworkHeals(who));
        self.server_will_notice(who, 15_000);
    }

    /// A closed socket is heard of at once, a broken one after two missed pings.
    fn server_will_notice(&mut self, who: Who, within: u64) {
        let Some(now) = self.life.as_ref().map(|life| life.clock.now()) else { return };
        let open: Vec<SocketId> = self
            .sockets
            .iter()
            .filter(|(_, socket)| socket.who == who)
            .map(|(id, _)| *id)
            .collect();
        let silent = self.chance.below(5_000).min(within);
        for id in open {
            if let Some(socket) = self.sockets.get_mut(&id) {
                socket.last_frame = Timestamp(now.0.saturating_sub(silent)).max(socket.last_frame);
            }
            let span = self.chance.between(0, within);
            self.after(span, Due::Dies(id));
        }
        if let Who::Agent(index) = who {
            self.sound_will_be_missed(index);
        }
    }

    pub(super) fn network_heals(&mut self, who: Who) {
        self.link(who).up = true;
        self.connects(who);
    }

    /// F27: the page is loaded again, and knows nothing.
    pub(super) fn reloads(&mut self, who: Who) {
        self.met(trouble::BROWSER_RELOADED);
        let link = self.link(who);
        link.socket = None;
        link.loads += 1;
        match who {
            Who::Agent(index) => {
                if let Some(desk) = self.desks.get_mut(index) {
                    desk.picture = None;
                }
            }
            Who::Guest(index) => {
                if let Some(page) = self.pages.get_mut(index) {
                    page.is_blank();
                }
            }
        }
        self.server_will_notice(who, 100);
        let pause = self.chance.between(300, 3_000);
        self.after(pause, Due::Connects(who));
    }

    pub(super) fn is_connected(&mut self, who: Who) -> bool {
        let link = self.link(who);
        link.up && link.socket.is_some()
    }

    /// From one end to the other.
    pub(super) fn transit(&mut self) -> Millis {
        if self.chance.in_thousand(self.weather.delayed) {
            self.chance.between(300, 3_000)
        } else {
            self.chance.between(2, 60)
        }
    }

    /// DK09: kept nowhere, and nothing comes of it but a word on the other screen.
    pub(super) fn types(&mut self, by: By, contact: Option<ContactId>) {
        let Some(life) = &self.life else { return };
        let driver = life.driver.clone();
        self.met(trouble::TYPED);
        self.tell_driver(async move { driver.typing(by, contact).await });
    }

    /// A command with an id of its own.
    pub(super) fn wish(&mut self, by: By, command: Command) -> Ask {
        let cmd_id = self.chance.id();
        let text = match command {
            Command::SendMessage { message, .. } | Command::WriteOn { message, .. } => {
                Some(format!("says {}", message.0))
            }
            _ => None,
        };
        Ask { by, cmd_id, command, text }
    }

    pub(super) fn new_contact(&mut self) -> ContactId {
        let id = ContactId(self.chance.id());
        self.past.insert(id);
        id
    }
}

/// VC06, VC13: whose number a command calls.
fn called_by(command: Command) -> Option<CustomerView> {
    match command {
        Command::Dial { customer, .. } | Command::TransferOut { called: customer, .. } => {
            center::customer(customer).map(|(_, view)| view)
        }
        _ => None,
    }
}
