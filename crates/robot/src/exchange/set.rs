//! One telephone of an exchange: who calls it, and what becomes of it.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use media::{Digit, RtpPhone};
use sip::{CallId, RemoteMedia};
use tokio::net::UdpSocket;
use tokio::sync::{mpsc, watch};

use super::Keys;
use super::talk::{Talk, read};
use crate::caller::{CallerState, formats};
use crate::ear::Ear;
use crate::registration::Registration;
use crate::voice::Voice;

#[derive(Debug)]
pub(super) struct Set {
    voice: Voice,
    state: watch::Sender<CallerState>,
    ear: Ear,
    keys: Keys,
    pub(super) call: Option<CallId>,
    offer: Option<RemoteMedia>,
    /// Where it wants to hear the other side, once it has answered.
    pub(super) sound: Option<SocketAddr>,
    /// Its talk goes on for as long as this is here.
    talk: Option<mpsc::UnboundedSender<Vec<Digit>>>,
    /// Of a SIP phone.
    pub(super) registration: Option<Registration>,
}

impl Set {
    pub(super) fn new(
        voice: Voice,
        state: watch::Sender<CallerState>,
        (ear, keys): (Ear, Keys),
    ) -> Self {
        let (call, offer, sound, talk, registration) = (None, None, None, None, None);
        Self { voice, state, ear, keys, call, offer, sound, talk, registration }
    }

    pub(super) fn is_called(&mut self, call: CallId, offer: Option<RemoteMedia>) {
        (self.call, self.offer) = (Some(call), offer);
        self.state.send_replace(CallerState::Ringing);
    }

    /// Where it wants to hear the caller, to whom it speaks from now on.
    pub(super) async fn pick_up(&mut self, host: IpAddr) -> Option<SocketAddr> {
        let offer = self.offer?;
        let sound = UdpSocket::bind(SocketAddr::new(host, 0)).await.ok()?;
        let at = sound.local_addr().ok()?;
        let phone = RtpPhone::new(formats(offer), rand::random());
        let (goes_on, pressed) = mpsc::unbounded_channel();
        let heard = (self.ear.clone(), Arc::clone(&self.keys));
        let talk = Talk { phone, sound, voice: self.voice.clone(), heard };
        tokio::spawn(talk.run(offer.address, pressed));
        (self.talk, self.sound) = (Some(goes_on), Some(at));
        self.state.send_replace(CallerState::Talking);
        Some(at)
    }

    /// Gives those that cannot go in the sound.
    pub(super) fn press(&self, digits: Vec<Digit>) -> Vec<Digit> {
        let Some(talk) = &self.talk else { return Vec::new() };
        if self.offer.is_none_or(|offer| offer.telephone_event.is_none()) {
            return digits;
        }
        // A talk that has just ended reads no keys.
        let _over = talk.send(digits);
        Vec::new()
    }

    pub(super) fn has_read(&self, digit: Option<Digit>) {
        read(&self.keys, digit);
    }

    pub(super) fn is_engaged(&self) -> bool {
        matches!(*self.state.borrow(), CallerState::Ringing | CallerState::Talking)
    }

    /// The other side has ended the call, or it is over.
    pub(super) fn is_let_go(&mut self) {
        self.call = None;
        self.becomes(CallerState::HungUp);
    }

    /// What ended it first is what is told.
    pub(super) fn becomes(&mut self, over: CallerState) {
        (self.talk, self.sound) = (None, None);
        self.state.send_if_modified(|state| {
            let open = matches!(state, CallerState::Ringing | CallerState::Talking);
            if open {
                *state = over;
            }
            open
        });
    }
}

/// Whether the request tells a phone to answer by itself.
pub(super) fn asks_to_answer(request: &[u8]) -> bool {
    String::from_utf8_lossy(request).contains(";answer-after=0")
}
