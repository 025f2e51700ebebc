//! Calls that go out, until they are answered or not.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use sipx_sip::transaction::ClientState;
use sipx_sip::{CSeq, HeaderName, Headers, Method, RequestBuilder, Response};

use super::Endpoint;
use super::answered::retry_after;
use crate::alarm::{Alarm, GIVE_UP};
use crate::call::{Call, Calling, Pickup};
use crate::dialog::{Caller, Dialog, Outgoing};
use crate::event::{CallId, Event, Output};
use crate::headers;
use crate::hop::Hop;
use crate::offer_answer::LocalMedia;
use crate::party::{Party, encoded_user};
use crate::peer::PeerAddress;
use crate::registrar::PhoneBinding;
use crate::session_timer::{self, LEAST};
use crate::transactions::{Invitation, Role, TransactionId, Wish};
use crate::transport::Transport;

/// However long a peer wants to be left alone, it is tried again after this.
const REST_MAX: Duration = Duration::from_hours(1);

/// Whom to call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The number.
    pub user: String,
    /// The peer that takes the call.
    pub address: Hop,
}

/// Why a call out cannot be begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InviteError {
    /// Calls go to configured peers only.
    #[error("{0} is no configured peer")]
    NotAPeer(Hop),
    /// The limit of calls is reached.
    #[error("too many calls")]
    Full,
    /// The phone is registered nowhere, or does not answer (VC31).
    #[error("the phone is not there")]
    NotHere,
    /// The addresses do not make a SIP request.
    #[error("the number or the caller cannot be put into a SIP address")]
    Unaddressable,
}

impl Endpoint {
    /// Where a call out may go, the first choice first: the addresses of the configured peers that name one host, are not
    /// known to be down (F40), and have not asked to be left alone for now (F41).
    pub fn ways_out(&self, now: Instant) -> Vec<Hop> {
        let addresses = self.peers.iter().flat_map(|peer| &peer.addresses);
        let hosts = addresses.filter_map(PeerAddress::destination);
        let ways = hosts
            .filter(|(transport, _)| self.advertised.speaks(*transport))
            .map(|(transport, address)| Hop::new(transport, address));
        ways.filter(|way| way.address != self.advertised.plain)
            .filter(|way| !self.trunks.is_down(*way) && !self.rests(*way, now))
            .collect()
    }

    fn rests(&self, way: Hop, now: Instant) -> bool {
        self.resting.get(&way.address).is_some_and(|until| now < *until)
    }

    /// F41: it has said for how long it takes no call. What it may say has an end.
    pub(super) fn let_rest(&mut self, id: TransactionId, response: &Response, now: Instant) {
        let wait = retry_after(&response.headers).filter(|_| response.status.code() == 503);
        let place = self.transactions.client(id).map(|client| client.to.address);
        if let (Some(place), Some(wait)) = (place, wait) {
            self.resting.retain(|_, until| now < *until);
            self.resting.insert(place, now + wait.min(REST_MAX));
        }
    }

    /// Calls somebody; we want to hear the answer at `media`.
    pub fn invite(
        &mut self,
        to: &Destination,
        from: &Party,
        media: SocketAddr,
        now: Instant,
    ) -> Result<(CallId, Vec<Output>), InviteError> {
        if self.peers.at(to.address).is_none() || !self.advertised.speaks(to.address.transport) {
            return Err(InviteError::NotAPeer(to.address));
        }
        let dialog = Dialog::calling(self.caller(from), address_of(to), to.address);
        self.begin(dialog, media, Pickup::ByHand, now)
    }

    /// Calls a phone that is registered here (VC31), where it was last and is not lost: by its own address in the
    /// Request-URI, to where its REGISTER came from.
    pub fn invite_phone(
        &mut self,
        phone: &str,
        (from, pickup): (&Party, Pickup),
        media: SocketAddr,
        now: Instant,
    ) -> Result<(CallId, Vec<Output>), InviteError> {
        let place = self.registrar.as_ref().and_then(|registrar| registrar.place(phone));
        let PhoneBinding { contact, hop, .. } = place.ok_or(InviteError::NotHere)?;
        let dialog = Dialog::calling(self.caller(from), contact, hop);
        self.begin(dialog, media, pickup, now)
    }

    fn begin(
        &mut self,
        mut dialog: Dialog,
        media: SocketAddr,
        pickup: Pickup,
        now: Instant,
    ) -> Result<(CallId, Vec<Output>), InviteError> {
        if !self.has_line() {
            return Err(InviteError::Full);
        }
        let mut local = LocalMedia::new(media, self.tokens.number());
        let interval = self.limits.session.max(LEAST);
        let outgoing = self
            .invitation_of(&mut dialog, &mut local, (interval, None), pickup)
            .ok_or(InviteError::Unaddressable)?;
        let call = self.next_call();
        let transaction = self
            .send(outgoing, Role::Invite(Invitation::new(dialog, call)), now)
            .ok_or(InviteError::Unaddressable)?;
        let (early, least, heard) = (None, None, false);
        let calling = Calling { transaction, local, early, interval, least, heard, pickup };
        self.calls.insert(call, Call::Calling(Box::new(calling)));
        let patience = self.limits.unheard.unwrap_or(self.limits.no_answer);
        self.timers.set(Alarm::NoAnswer(call), now + patience);
        Ok((call, self.take_outputs()))
    }

    /// RFC 4028 §7.1: the same call with the longer interval that a 422 asks for. `false`: it asks
    /// for nothing that can be had.
    pub(super) fn invite_for_longer(
        &mut self,
        id: TransactionId,
        response: &Response,
        now: Instant,
    ) -> bool {
        let Some(invitation) = self.invitation(id) else { return false };
        let Wish::Talk(call) = invitation.wish else { return false };
        let Some(Call::Calling(calling)) = self.calls.get(&call) else { return false };
        match session_timer::demanded(response, calling.interval) {
            Some(longer) => {
                self.heard(call, now);
                self.invite_again(id, (longer, Some(longer)), 0, now)
            }
            None => false,
        }
    }

    /// RFC 3261 §22: the same call, saying who we are. `false`: we are nobody there.
    pub(super) fn invite_with_credentials(
        &mut self,
        id: TransactionId,
        response: &Response,
        now: Instant,
    ) -> bool {
        let Some(invitation) = self.invitation(id) else { return false };
        let Wish::Talk(call) = invitation.wish else { return false };
        let Some(Call::Calling(calling)) = self.calls.get(&call) else { return false };
        let timer = (calling.interval, calling.least);
        let Some(proofs) = self.next_proof(id, response) else { return false };
        self.heard(call, now);
        self.invite_again(id, timer, proofs, now)
    }

    /// The INVITE of a call that goes on in a new transaction, in place of the refused one.
    fn invite_again(
        &mut self,
        id: TransactionId,
        timer: (Duration, Option<Duration>),
        proofs: u8,
        now: Instant,
    ) -> bool {
        let Some(invitation) = self.invitation(id) else { return false };
        let Wish::Talk(call) = invitation.wish else { return false };
        let mut dialog = invitation.dialog.clone();
        let Some(Call::Calling(calling)) = self.calls.get(&call) else { return false };
        let mut local = calling.local.clone();
        let pickup = calling.pickup;
        let outgoing = self.invitation_of(&mut dialog, &mut local, timer, pickup);
        let role = Role::Invite(Invitation::new(dialog, call));
        let sent = outgoing.and_then(|outgoing| self.send(outgoing, role, now));
        let (Some(transaction), Some(Call::Calling(calling))) = (sent, self.calls.get_mut(&call))
        else {
            return false;
        };
        calling.transaction = transaction;
        calling.local = local;
        (calling.interval, calling.least) = timer;
        if let Some(client) = self.transactions.client(transaction) {
            client.proofs = proofs;
        }
        if let Some(old) = self.invitation(id) {
            old.wish = Wish::Done;
        }
        true
    }

    /// The INVITE that opens a dialog; `timer` is the interval that is asked for and the least that
    /// the far end takes.
    fn invitation_of(
        &mut self,
        dialog: &mut Dialog,
        local: &mut LocalMedia,
        timer: (Duration, Option<Duration>),
        pickup: Pickup,
    ) -> Option<Outgoing> {
        let (cseq, sender) = (dialog.next_cseq(), self.sender());
        let mut outgoing = dialog.request(&Method::Invite, cseq, &sender, &self.peers)?;
        let offer = local.offer(&self.codecs);
        let request = &mut outgoing.request;
        headers::set(&mut request.headers, HeaderName::Contact, dialog.contact(self.advertised));
        headers::set(&mut request.headers, HeaderName::Allow, headers::ALLOW);
        headers::set(&mut request.headers, HeaderName::Supported, headers::SUPPORTED);
        session_timer::ask(&mut request.headers, timer.0, None, timer.1);
        if pickup == Pickup::ByItself {
            headers::answer_at_once(&mut request.headers);
        }
        headers::announce(&mut request.headers, &offer);
        request.set_body(offer.into());
        Some(outgoing)
    }

    /// The first word of whoever is called: from here on Timer C runs.
    pub(super) fn heard(&mut self, call: CallId, now: Instant) {
        if let Some(Call::Calling(calling)) = self.calls.get_mut(&call)
            && !std::mem::replace(&mut calling.heard, true)
        {
            self.timers.set(Alarm::NoAnswer(call), now + self.limits.no_answer);
        }
    }

    /// It rang too long (Timer C), or nobody has said anything at all.
    pub(super) fn no_answer(&mut self, call: CallId, now: Instant) {
        self.give_up(call, now);
        self.tell(Event::Failed { call, status: 408, retry_after: None, cause: None });
    }

    /// Takes back a call that is not answered. RFC 3261 §9.1: CANCEL only after a provisional
    /// response; until then the wish waits.
    pub(super) fn give_up(&mut self, call: CallId, now: Instant) {
        let Some(Call::Calling(calling)) = self.forget(call) else { return };
        let Some(client) = self.transactions.client(calling.transaction) else { return };
        let is_heard = client.machine.state() == ClientState::Proceeding;
        if let Role::Invite(invitation) = &mut client.role {
            invitation.wish = Wish::Cancel;
        }
        if is_heard {
            self.send_cancel(calling.transaction, now);
        }
    }

    /// The CANCEL of an INVITE, with its branch. Nothing ends the INVITE's transaction after a
    /// provisional response but a final one, so we do when none comes (RFC 3261 §9.1).
    pub(super) fn send_cancel(&mut self, id: TransactionId, now: Instant) {
        let Some(client) = self.transactions.client(id) else { return };
        if let Role::Invite(invitation) = &mut client.role {
            invitation.wish = Wish::Done;
        }
        let (invite, to) = (client.machine.request(), client.to);
        let mut builder = RequestBuilder::new(Method::Cancel, invite.uri.clone()).max_forwards(70);
        if let Some(Ok(cseq)) = invite.headers.typed::<CSeq>()
            && let Ok(numbered) = builder.cseq(cseq.sequence, &Method::Cancel)
        {
            builder = numbered;
        } else {
            return;
        }
        let mut request = builder.build();
        copy(&invite.headers, &mut request.headers);
        // RFC 3261 §9.1: it goes the way of its INVITE, however long it is.
        self.send_as_it_is(Outgoing { request, to }, Role::Farewell, now);
        self.timers.set(Alarm::Cancelled(id), now + GIVE_UP);
    }

    pub(super) fn caller(&mut self, from: &Party) -> Caller {
        let user = encoded_user(&from.user);
        Caller {
            call_id: self.tokens.draw(),
            tag: self.tokens.draw(),
            name: from.quoted_name(),
            uri: match user.as_str() {
                "" => format!("sip:{}", self.advertised.plain),
                user => format!("sip:{user}@{}", self.advertised.plain),
            },
        }
    }
}

pub(super) fn address_of(to: &Destination) -> String {
    let place = match encoded_user(&to.user).as_str() {
        "" => to.address.address.to_string(),
        user => format!("{user}@{}", to.address.address),
    };
    match to.address.transport {
        Transport::Udp => format!("sip:{place}"),
        Transport::Tcp => format!("sip:{place};transport=tcp"),
        Transport::Tls => format!("sip:{place};transport=tls"),
    }
}

fn copy(invite: &Headers, cancel: &mut Headers) {
    for name in
        [HeaderName::Via, HeaderName::From, HeaderName::To, HeaderName::CallId, HeaderName::Route]
    {
        for header in invite.get_all(&name) {
            cancel.push(header.clone());
        }
    }
}
