//! Carrying out orders: legs open and close, and are switched to what they hear.

use std::sync::Arc;
use std::time::Instant;

use super::{LEGS_MAX, Plane};
use crate::browser_connection::BrowserConnection;
use crate::dtmf::Digit;
use crate::leg::{BrowserLink, Ear, Hears, Leg, Link, PhoneLink};
use crate::mixer::Mixer;
use crate::order::{LegId, Order, OrderRefused, PhoneTerms, Repeat, RtpPort, Source};

impl Plane {
    /// Carries out an order, or refuses it and changes nothing.
    pub fn order(&mut self, order: Order, now: Instant) -> Result<(), OrderRefused> {
        let done = match order {
            Order::OpenBrowser { leg, connection } => self.open_browser(leg, *connection, now),
            Order::OpenPhone { leg, port, terms } => self.open_phone(leg, port, terms, now),
            Order::RenewPhone { leg, terms } => self.renew_phone(leg, terms, now),
            Order::Listen { leg, to } => self.listen(leg, to, now),
            Order::AwaitFlow { leg } => {
                self.leg(leg)?.ear.watch.await_flow();
                Ok(())
            }
            Order::Record { leg, tape } => {
                self.leg(leg)?.record(tape, now);
                Ok(())
            }
            Order::PauseRecording { leg } => self.pause(leg, true),
            Order::ResumeRecording { leg } => self.pause(leg, false),
            Order::StopRecording { leg } => {
                self.leg(leg)?.tape = None;
                Ok(())
            }
            Order::SendDigits { leg, digits } => self.send_digits(leg, &digits),
            Order::Close { leg } => self.close(leg, now),
            Order::UsePrompts(prompts) => {
                self.prompts = prompts;
                Ok(())
            }
        };
        self.settle(now);
        done
    }

    /// Forgets a leg and every trace of it; whether it was there.
    pub(super) fn forget(&mut self, id: LegId) -> bool {
        let Some(leg) = self.legs.remove(&id) else { return false };
        match &leg.link {
            Link::Phone(phone) => self.routes.remove_phone(id, phone.port),
            Link::Browser(_) => self.routes.remove_browser(id),
        }
        self.stop_hearing(id, leg.hears());
        self.tray.news.retain(|(leg, _)| *leg != id);
        true
    }

    fn open_browser(
        &mut self,
        id: LegId,
        connection: BrowserConnection,
        now: Instant,
    ) -> Result<(), OrderRefused> {
        self.check_room(id)?;
        let link = BrowserLink::new(id, connection, &self.timeouts, now);
        self.routes.add_browser(id, link.fragment().to_owned());
        // Sound is expected once the connection is up.
        let ear = Ear::new(id, link.formats().preferred(), false, now);
        self.add(id, Link::Browser(Box::new(link)), ear, now);
        Ok(())
    }

    fn open_phone(
        &mut self,
        id: LegId,
        port: RtpPort,
        terms: PhoneTerms,
        now: Instant,
    ) -> Result<(), OrderRefused> {
        self.check_room(id)?;
        if port.0 >= self.rtp_ports {
            return Err(OrderRefused::NoSuchPort(port));
        }
        let link = PhoneLink::new(port, terms, &self.timeouts, &mut self.seed, now);
        self.routes.learn(id, port);
        let ear = Ear::new(id, terms.formats.preferred(), terms.talks, now);
        self.add(id, Link::Phone(Box::new(link)), ear, now);
        Ok(())
    }

    fn renew_phone(
        &mut self,
        id: LegId,
        terms: PhoneTerms,
        now: Instant,
    ) -> Result<(), OrderRefused> {
        let leg = self.legs.get_mut(&id).ok_or(OrderRefused::NoSuchLeg(id))?;
        let Link::Phone(phone) = &mut leg.link else { return Err(OrderRefused::NotAPhone(id)) };
        phone.renew(terms, now);
        leg.ear.watch.expect(terms.talks, now);
        if phone.latch.source().is_none() {
            let port = phone.port;
            self.routes.disbelieve(id);
            self.routes.learn(id, port);
        }
        leg.renegotiated();
        Ok(())
    }

    fn listen(&mut self, id: LegId, to: Source, now: Instant) -> Result<(), OrderRefused> {
        let to = match to {
            Source::Silence => Hears::Silence,
            Source::Leg(heard) if heard == id => return Err(OrderRefused::HearsItself(id)),
            Source::Leg(heard) => Hears::Leg(heard),
            Source::Two(first, second) if first == id || second == id => {
                return Err(OrderRefused::HearsItself(id));
            }
            Source::Two(first, second) if first == second => Hears::Leg(first),
            Source::Two(first, second) => Hears::Two(Box::new(Mixer::new(first, second))),
            Source::Prompt { id, repeat } => {
                // A play that is waited for is over at once: what was removed must hold up nobody.
                let missing = matches!(repeat, Repeat::Numbered(_)).then(|| &self.nothing);
                let prompt = self.prompts.find(id).or_else(|| missing.map(Arc::clone));
                let prompt = prompt.ok_or(OrderRefused::NoSuchPrompt(id))?;
                Hears::Prompt { id, prompt, next: 0, repeat }
            }
        };
        let leg = self.leg(id)?;
        let heard = to.legs();
        if heard != [None, None] && leg.hears().legs() == heard {
            return Ok(());
        }
        let before = leg.hears().clone();
        leg.listen(to, now);
        self.stop_hearing(id, &before);
        for heard in heard.into_iter().flatten() {
            self.listeners.entry(heard).or_default().push(id);
        }
        Ok(())
    }

    fn send_digits(&mut self, id: LegId, digits: &[Digit]) -> Result<(), OrderRefused> {
        match self.leg(id)?.press(digits) {
            0 => Ok(()),
            not_taken => Err(OrderRefused::TooManyDigits { leg: id, not_taken }),
        }
    }

    fn close(&mut self, id: LegId, now: Instant) -> Result<(), OrderRefused> {
        let leg = self.legs.get_mut(&id).ok_or(OrderRefused::NoSuchLeg(id))?;
        if let Link::Browser(browser) = &mut leg.link {
            browser.close(now, &mut self.tray);
        }
        self.forget(id);
        Ok(())
    }

    fn pause(&mut self, id: LegId, paused: bool) -> Result<(), OrderRefused> {
        if let Some(tape) = &mut self.leg(id)?.tape {
            tape.pause(paused);
        }
        Ok(())
    }

    fn leg(&mut self, id: LegId) -> Result<&mut Leg, OrderRefused> {
        self.legs.get_mut(&id).ok_or(OrderRefused::NoSuchLeg(id))
    }

    fn check_room(&self, id: LegId) -> Result<(), OrderRefused> {
        if self.legs.contains_key(&id) {
            return Err(OrderRefused::LegExists(id));
        }
        if self.legs.len() >= LEGS_MAX { Err(OrderRefused::TooManyLegs) } else { Ok(()) }
    }

    fn add(&mut self, id: LegId, link: Link, ear: Ear, now: Instant) {
        let leg = Leg::new(id, link, ear, &mut self.seed, now);
        self.legs.insert(id, leg);
    }

    /// `listener` no longer hears what it heard. Who hears `listener` itself is kept: it may come back.
    fn stop_hearing(&mut self, listener: LegId, before: &Hears) {
        for heard in before.legs().into_iter().flatten() {
            if let Some(listeners) = self.listeners.get_mut(&heard) {
                listeners.retain(|other| *other != listener);
                if listeners.is_empty() {
                    self.listeners.remove(&heard);
                }
            }
        }
    }
}
