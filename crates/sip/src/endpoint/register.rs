//! Phones that register (VC31): their requests answered, their places watched, their time kept.

use std::time::{Duration, Instant};

use sipx_sip::{HeaderName, Response};

use super::Endpoint;
use super::invited::no_extension_required;
use super::refuse::{Received, Refusal};
use crate::alarm::Alarm;
use crate::event::Output;
use crate::headers;
use crate::hop::Hop;
use crate::registrar::{
    BindingId, Bound, Fault, LEAST_S, PhoneAccount, PhoneBinding, PhoneNews, PhoneReach, Rebound,
    Registrar, Registration, Verdict, Wish, product,
};
use crate::response;
use crate::transactions::TransactionId;
use crate::trunks::{TrunkId, TrunkState};

impl Endpoint {
    /// From now on phones may register here and this is where they are called, not trunks. `ping`: how often each is asked
    /// whether it is there.
    pub fn serve_phones(&mut self, realm: &str, ping: Option<Duration>) {
        self.registrar = Some(Registrar::new(realm, ping));
    }

    /// Whether a stranger may speak at all: to say which phone it is.
    pub fn has_phones(&self) -> bool {
        self.registrar.as_ref().is_some_and(Registrar::has_phones)
    }

    /// Whether a phone is there.
    pub fn is_bound(&self, place: Hop) -> bool {
        self.peers.at(place).is_some()
    }

    /// Replaces the phones that may register, the oldest first. One that is gone, or proves itself otherwise now, is where it was
    /// no more.
    pub fn set_phones(&mut self, phones: Vec<PhoneAccount>) -> Vec<Output> {
        let Some(registrar) = &mut self.registrar else { return Vec::new() };
        for (phone, gone) in registrar.set_phones(phones) {
            for bound in gone {
                self.let_go(&bound);
            }
            self.tell_phone(PhoneNews::Expired { phone: phone.clone(), bindings: Vec::new() });
            self.tell_phone(PhoneNews::Reach { phone, reach: PhoneReach::Away });
        }
        self.take_outputs()
    }

    /// Where a phone was before this process began.
    pub fn restore_phone(
        &mut self,
        phone: &str,
        bindings: Vec<PhoneBinding>,
        now: Instant,
    ) -> Vec<Output> {
        for binding in bindings {
            let restored =
                self.registrar.as_mut().and_then(|registrar| registrar.restore(phone, binding));
            if let Some(id) = restored {
                self.be_at(id, now);
            }
        }
        self.tell_reach(phone);
        self.take_outputs()
    }

    /// What was told with [`PhoneNews::Registered`] is kept, or cannot be.
    pub fn registered(
        &mut self,
        registration: Registration,
        is_kept: bool,
        now: Instant,
    ) -> Vec<Output> {
        let Registration(id) = registration;
        let phone = self.registrar.as_mut().and_then(|registrar| registrar.pending.remove(&id));
        if let Some(phone) = phone {
            if is_kept {
                self.welcome(id, &phone, now);
            } else {
                self.answer_register(id, 503, |_| {}, now);
            }
        }
        self.take_outputs()
    }

    pub(super) fn register(&mut self, received: &Received, now: Instant) {
        let request = &received.request;
        let Some(registrar) = &mut self.registrar else {
            return self.answer_once(received, &Refusal::not_served(405));
        };
        let asks = (request, &received.envelope);
        match registrar.authenticate(asks, received.source, &self.tokens, now) {
            Verdict::Silence => self.counters.unknown_source += 1,
            Verdict::Challenge(challenge) => {
                let refusal = Refusal::with(401, HeaderName::WwwAuthenticate, challenge);
                self.answer_once(received, &refusal);
            }
            Verdict::Refused(status) => self.answer_once(received, &Refusal::new(status)),
            Verdict::Known(user) => {
                if let Err(refusal) = self.rebind(&user, received, now) {
                    self.answer_once(received, &refusal);
                }
            }
        }
    }

    /// RFC 3261 §10.3, from the sixth step on.
    fn rebind(&mut self, user: &str, received: &Received, now: Instant) -> Result<(), Refusal> {
        let request = &received.request;
        no_extension_required(request)?;
        if !self.has_room() {
            self.counters.shed += 1;
            return Err(Refusal::retry_after(503, Duration::from_secs(30)));
        }
        let wish = Wish::read(&request.headers).map_err(refusal)?;
        let connection = received.source.transport.is_stream().then_some(received.source.address);
        let hop = Hop { connection, ..received.source };
        let Some(registrar) = &mut self.registrar else { return Ok(()) };
        let product = product(&request.headers);
        let place = (hop, product.as_deref());
        let rebound =
            registrar.change(user, (&received.envelope, &wish), place, now).map_err(refusal)?;
        let id = self.open(received, None, now);
        if wish == Wish::Fetch {
            self.welcome(id, user, now);
            return Ok(());
        }
        let Rebound { gone, held } = rebound;
        for bound in gone {
            self.let_go(&bound);
        }
        for binding in held {
            self.be_at(binding, now);
        }
        let Some(registrar) = &mut self.registrar else { return Ok(()) };
        registrar.pending.insert(id, user.to_owned());
        let (registration, phone) = (Registration(id), user.to_owned());
        let bindings = registrar.bindings(user);
        self.tell_phone(PhoneNews::Registered { registration, phone, bindings });
        self.tell_reach(user);
        Ok(())
    }

    /// 200 with all that is known (RFC 3261 §10.3, step 8).
    fn welcome(&mut self, id: TransactionId, user: &str, now: Instant) {
        let Some(registrar) = &self.registrar else { return };
        let bindings = registrar.bindings(user);
        let list = |response: &mut Response| {
            for PhoneBinding { contact, expires, .. } in bindings {
                let left = expires.saturating_duration_since(now).as_secs();
                let value = format!("<{contact}>;expires={left}");
                headers::set(&mut response.headers, HeaderName::Contact, value);
            }
        };
        self.answer_register(id, 200, list, now);
    }

    fn answer_register(
        &mut self,
        id: TransactionId,
        status: u16,
        complete: impl FnOnce(&mut Response),
        now: Instant,
    ) {
        let to_tag = self.tokens.draw();
        let Some(server) = self.transactions.server(id) else { return };
        let Some(mut response) = response::to(server.machine.request(), status, &to_tag) else {
            return;
        };
        complete(&mut response);
        self.respond(id, response, now);
    }

    /// A place is known from now on, or for longer.
    fn be_at(&mut self, id: BindingId, now: Instant) {
        let Some(registrar) = &mut self.registrar else { return };
        let ping = registrar.ping;
        let Some(bound) = registrar.get_mut(id) else { return };
        let PhoneBinding { contact, hop, expires, .. } = bound.binding.clone();
        let is_watched = bound.watch.is_some();
        self.timers.set(Alarm::Unbound(id), expires);
        if is_watched {
            return;
        }
        self.peers.bind(hop);
        // Without an interval it counts as there for as long as it says so.
        let watch = self.trunks.add(hop, ping, contact);
        if let Some(registrar) = &mut self.registrar {
            registrar.watch(id, watch);
        }
        if ping.is_some() {
            self.ping(watch, now);
        }
    }

    fn let_go(&mut self, bound: &Bound) {
        self.timers.clear(&Alarm::Unbound(bound.id));
        let Some(watch) = bound.watch else { return };
        self.timers.clear(&Alarm::Ping(watch));
        if let Some(pending) = self.trunks.remove(watch).and_then(|trunk| trunk.pending) {
            self.forget_transaction(pending);
        }
        self.take_leave_of(bound.binding.hop);
    }

    /// Its time is over.
    pub(super) fn unbound(&mut self, id: BindingId) {
        let removed = self.registrar.as_mut().and_then(|registrar| registrar.remove(id));
        let Some((phone, bound)) = removed else { return };
        self.let_go(&bound);
        let bindings = self.registrar.as_ref().map(|it| it.bindings(&phone)).unwrap_or_default();
        self.tell_phone(PhoneNews::Expired { phone: phone.clone(), bindings });
        self.tell_reach(&phone);
    }

    /// A phone answers, or not. `false`: it is a trunk.
    pub(super) fn phone_heard(&mut self, watch: TrunkId, state: TrunkState) -> bool {
        let Some(registrar) = &mut self.registrar else { return false };
        if let Some(phone) = registrar.heard(watch, state == TrunkState::Down) {
            self.tell_reach(&phone);
        }
        true
    }

    pub(super) fn phones_lost_at(&mut self, connection: Hop) {
        let Some(registrar) = &mut self.registrar else { return };
        for phone in registrar.lost_at(connection) {
            self.tell_reach(&phone);
        }
    }

    fn tell_reach(&mut self, phone: &str) {
        let reach = self.registrar.as_mut().and_then(|it| it.reach_changed(phone));
        if let Some(reach) = reach {
            self.tell_phone(PhoneNews::Reach { phone: phone.to_owned(), reach });
        }
    }

    fn tell_phone(&mut self, news: PhoneNews) {
        self.outbox.push(Output::Phone(news));
    }
}

fn refusal(fault: Fault) -> Refusal {
    match fault {
        Fault::Unreadable => Refusal::new(400),
        Fault::TooBrief => Refusal::with(423, HeaderName::MinExpires, LEAST_S.to_string()),
        Fault::OutOfOrder => Refusal::new(500),
    }
}
