//! SIP phones (VC31): a port of their own, at which each may register from wherever it is. They are kept apart from trunks:
//! what comes in here is a phone of ours or nobody.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use acd::{ApplicationId, MemberId};
use sip::{
    Codecs, Endpoint, EndpointConfig, Frame, Hop, Limits, Output, PhoneAccount, PhoneBinding,
    PhoneNews, PhoneReach,
};
use store::{SipBinding, SipPhone, SipPhoneId};
use tokio::sync::mpsc;

use super::board::Board;
use super::connections::News;
use super::desk::Seat;
use super::handset_keeper::{HandsetKeeper, Kept};
use super::sip_ports::{DATAGRAM_MAX, SipPorts};
use crate::config::Config;

/// Part of every phone's secret, so it never changes.
pub(crate) const REALM: &str = "rapport";

pub(super) struct Handsets {
    pub(super) endpoint: Endpoint,
    ports: SipPorts,
    keeper: HandsetKeeper,
    /// By the name that each registers as.
    pub(super) phones: BTreeMap<String, Handset>,
}

/// A phone that may register.
#[derive(Debug)]
pub(super) struct Handset {
    pub(super) id: SipPhoneId,
    pub(super) application: ApplicationId,
    pub(super) extension: String,
    pub(super) name: String,
    /// Whose it is, if anybody's.
    member: Option<MemberId>,
    /// Whether that member takes calls by it.
    pub(super) is_chosen: bool,
    pub(super) reach: PhoneReach,
    places: Vec<PhoneBinding>,
}

impl Handset {
    /// Whose it is, and where they work with it.
    pub(super) fn seat(&self) -> Option<Seat> {
        Some((self.application, self.member?))
    }
}

/// A phone as the installation knows it, with its opened secret.
#[derive(Debug)]
pub(crate) struct KnownPhone {
    pub(crate) phone: SipPhone,
    /// Whether its member takes calls by it.
    pub(crate) is_chosen: bool,
    pub(crate) account: PhoneAccount,
}

/// Whether a phone is there, and where.
#[derive(Clone, Debug)]
pub(crate) struct PhoneState {
    /// Whether its member takes calls by it.
    pub(crate) is_chosen: bool,
    pub(crate) reach: PhoneReach,
    pub(crate) places: Vec<PhonePlace>,
}

#[derive(Clone, Debug)]
pub(crate) struct PhonePlace {
    pub(crate) hop: Hop,
    pub(crate) product: Option<String>,
    pub(crate) expires: Instant,
}

impl Handsets {
    /// `None` without `--sip-phones`.
    pub(super) fn bind(
        config: &Config,
        keeper: HandsetKeeper,
    ) -> anyhow::Result<Option<(Self, mpsc::Receiver<News>)>> {
        let Some((ports, streams)) = SipPorts::for_phones(config)? else { return Ok(None) };
        let mut endpoint = Endpoint::new(EndpointConfig {
            advertised: ports.address(),
            advertised_tls: ports.tls_address(),
            peers: Vec::new(),
            limits: Limits { calls: config.calls_max, ..Limits::default() },
            codecs: Codecs::default(),
            seed: rand::random(),
        });
        let ping = (config.sip_ping > 0).then(|| Duration::from_secs(config.sip_ping));
        endpoint.serve_phones(REALM, ping);
        Ok(Some((Self { endpoint, ports, keeper, phones: BTreeMap::new() }, streams)))
    }

    /// Where phones are to register.
    pub(super) fn address(&self) -> SocketAddr {
        self.ports.address()
    }

    /// The next datagram.
    pub(super) async fn receive(&self, buffer: &mut [u8]) -> std::io::Result<(usize, Hop)> {
        self.ports.receive(buffer).await.map(|(length, source)| (length, source.into()))
    }

    fn set(&mut self, phones: Vec<KnownPhone>) -> Vec<Output> {
        let mut before = std::mem::take(&mut self.phones);
        let mut accounts = Vec::with_capacity(phones.len());
        for KnownPhone { phone, is_chosen, account } in phones {
            let known = before.remove(&account.user);
            let reach = known.as_ref().map(|known| known.reach).unwrap_or_default();
            let places = known.map(|known| known.places).unwrap_or_default();
            let SipPhone { id, application, extension, name, member, .. } = phone;
            let handset =
                Handset { id, application, extension, name, member, is_chosen, reach, places };
            self.phones.insert(account.user.clone(), handset);
            accounts.push(account);
        }
        self.endpoint.set_phones(accounts)
    }

    pub(super) fn states(&self) -> BTreeMap<SipPhoneId, PhoneState> {
        let state = |handset: &Handset| {
            let place = |it: &PhoneBinding| PhonePlace {
                hop: it.hop,
                product: it.product.clone(),
                expires: it.expires,
            };
            let places = handset.places.iter().map(place).collect();
            let (reach, is_chosen) = (handset.reach, handset.is_chosen);
            (handset.id, PhoneState { is_chosen, reach, places })
        };
        self.phones.values().map(state).collect()
    }

    fn count(&self) {
        for (state, reach) in [("registered", PhoneReach::Here), ("unreachable", PhoneReach::Lost)]
        {
            let phones = self.phones.values().filter(|phone| phone.reach == reach).count();
            #[expect(clippy::cast_precision_loss, reason = "nobody has 2^52 phones")]
            metrics::gauge!("rapport_sip_phones", "state" => state).set(phones as f64);
        }
    }
}

/// Whatever comes in at the phones' port; nothing ever, where there is none.
pub(super) async fn next_datagram(
    handsets: Option<&Handsets>,
    buffer: &mut [u8],
) -> std::io::Result<(usize, Hop)> {
    match handsets {
        Some(handsets) => handsets.receive(buffer).await,
        None => std::future::pending().await,
    }
}

/// The news of their connections, likewise.
pub(super) async fn next_news(streams: &mut Option<mpsc::Receiver<News>>) -> Option<News> {
    match streams {
        Some(streams) => streams.recv().await,
        None => std::future::pending().await,
    }
}

/// A buffer for [`next_datagram`].
pub(super) fn buffer() -> Vec<u8> {
    vec![0; DATAGRAM_MAX]
}

impl Board {
    /// From now on these phones may register and no others.
    pub(super) fn set_handsets(&mut self, phones: Vec<KnownPhone>) {
        let Some(handsets) = &mut self.handsets else { return };
        let (before, stood) = (handsets.seats().collect(), handsets.standings());
        let outputs = handsets.set(phones);
        self.emit_handsets(outputs);
        self.renew_desks(before);
        self.tell_phones(&stood);
    }

    /// At boot: where they were.
    pub(super) fn restore_handsets(&mut self, places: Vec<SipBinding>) {
        let now = Instant::now();
        let Some(handsets) = &mut self.handsets else { return };
        let mut outputs = Vec::new();
        for place in places {
            let mut phones = handsets.phones.iter_mut();
            let Some((user, phone)) = phones.find(|(_, phone)| phone.id == place.phone) else {
                continue;
            };
            let clock = self.beside.applications.find(phone.application).map(|it| it.clock);
            let Some(clock) = clock else { continue };
            let Ok(hop) = place.hop.parse() else { continue };
            let left = place.expires.0.saturating_sub(clock.now().0);
            let binding = PhoneBinding {
                contact: place.contact,
                hop,
                call_id: place.call_id,
                cseq: place.cseq,
                expires: now + Duration::from_millis(left),
                product: place.product,
            };
            phone.places.push(binding.clone());
            let user = user.clone();
            outputs.extend(handsets.endpoint.restore_phone(&user, vec![binding], now));
        }
        self.emit_handsets(outputs);
    }

    pub(super) fn handset_datagram(&mut self, datagram: &[u8], source: Hop) {
        let Some(handsets) = &mut self.handsets else { return };
        if handsets.ports.admits(source.address, Instant::now()) {
            self.heed_handsets(source, |it| it.receive(datagram, source, Instant::now()));
        }
    }

    pub(super) fn take_handset_news(&mut self, news: News) {
        let Some(handsets) = &mut self.handsets else { return };
        match news {
            // Where there are no phones nobody has anything to say; a connection costs a stranger as much as a datagram.
            News::Arrived { stream, from } => {
                if handsets.endpoint.has_phones()
                    && handsets.ports.admits(from.address, Instant::now())
                {
                    handsets.ports.accept(stream, from);
                }
            }
            News::Frame { id, from, frame: Frame::Whole(message) } => {
                handsets.ports.heard(id);
                let is_known = handsets.endpoint.is_bound(from);
                let is_heard = (is_known || handsets.ports.admits(from.address, Instant::now()))
                    && self.heed_handsets(from, |it| it.receive(&message, from, Instant::now()));
                // A stranger who asks too much, or has said nothing that is worth an answer.
                if let Some(handsets) = self.handsets.as_mut().filter(|_| !is_known && !is_heard) {
                    handsets.ports.close(id);
                }
            }
            News::Frame { id, from, frame: Frame::Broken(head) } => {
                self.heed_handsets(from, |it| it.receive_broken(&head, from));
                if let Some(handsets) = &mut self.handsets {
                    handsets.ports.close(id);
                }
            }
            News::HalfClosed { id } => {
                let far_end = handsets.ports.far_end(id);
                if far_end.is_some_and(|far_end| !handsets.endpoint.owes(far_end)) {
                    handsets.ports.close(id);
                    self.handset_connection_closed(far_end);
                }
            }
            News::Closed { id } | News::Unreachable { id } => {
                let far_end = handsets.ports.close(id);
                self.handset_connection_closed(far_end);
            }
        }
    }

    pub(super) fn pass_handset_deadlines(&mut self, now: Instant) {
        if let Some(handsets) = &mut self.handsets {
            let outputs = handsets.endpoint.handle_timeout(now);
            self.emit_handsets(outputs);
        }
    }

    /// What had to be kept is, or cannot be.
    pub(super) fn handset_kept(&mut self, registration: sip::Registration, is_kept: bool) {
        if let Some(handsets) = &mut self.handsets {
            let outputs = handsets.endpoint.registered(registration, is_kept, Instant::now());
            self.emit_handsets(outputs);
        }
    }

    fn handset_connection_closed(&mut self, far_end: Option<Hop>) {
        if let Some(far_end) = far_end {
            self.heed_handsets(far_end, |endpoint| endpoint.closed(far_end));
        }
    }

    /// A message that meets a defect of ours is dropped, and nothing else is. Gives whether it led to anything.
    fn heed_handsets(
        &mut self,
        source: Hop,
        step: impl FnOnce(&mut Endpoint) -> Vec<Output>,
    ) -> bool {
        let Some(handsets) = &mut self.handsets else { return false };
        let endpoint = &mut handsets.endpoint;
        let Ok(outputs) = catch_unwind(AssertUnwindSafe(|| step(endpoint))) else {
            tracing::error!(%source, "a phone's message met a defect of ours and was dropped");
            metrics::counter!("rapport_sip_dropped_total", "why" => "defect").increment(1);
            return false;
        };
        let is_heard = !outputs.is_empty();
        self.emit_handsets(outputs);
        is_heard
    }

    /// Sends what the phones' endpoint wants sent and acts on what it has to tell.
    pub(super) fn emit_handsets(&mut self, outputs: Vec<Output>) {
        for output in self.hold_back_handset(outputs) {
            let Some(handsets) = &mut self.handsets else { return };
            match output {
                Output::Transmit { to, datagram } => {
                    if !handsets.ports.send_back(to, &datagram) {
                        let lost = handsets.endpoint.unreachable(to, Instant::now());
                        self.emit_handsets(lost);
                    }
                }
                Output::Phone(news) => self.handset_news(news),
                Output::Event(event) => self.handset_event(&event),
                // There are none here.
                Output::Trunk(_) => {}
            }
        }
        if let Some(handsets) = &self.handsets {
            let strangers = handsets.endpoint.counters().unknown_source;
            metrics::counter!("rapport_sip_dropped_total", "why" => "unknown-phone")
                .absolute(strangers);
        }
    }

    fn handset_news(&mut self, news: PhoneNews) {
        let Some(handsets) = &mut self.handsets else { return };
        match news {
            PhoneNews::Registered { registration, phone, bindings } => {
                let is_begun = handsets.keep(&self.beside, &phone, bindings, Some(registration));
                if !is_begun {
                    self.handset_kept(registration, false);
                }
            }
            PhoneNews::Expired { phone, bindings } => {
                let _at_the_next_start_it_is_over =
                    handsets.keep(&self.beside, &phone, bindings, None);
            }
            PhoneNews::Reach { phone, reach } => {
                let said = match reach {
                    PhoneReach::Here => "the SIP phone is here",
                    PhoneReach::Lost => "the SIP phone does not answer",
                    PhoneReach::Away => "the SIP phone is not registered any more",
                };
                tracing::info!(phone.user = phone, "{said}");
                let known = handsets.phones.get_mut(&phone);
                let known = known.map(|handset| {
                    handset.reach = reach;
                    (handset.standing(), handset.seat().map(|seat| (seat, handset.is_chosen)))
                });
                handsets.count();
                let Some((standing, chosen)) = known else { return };
                self.tell_phone(standing);
                match chosen {
                    Some((seat, true)) => self.desk_reach_changes(seat, reach == PhoneReach::Here),
                    Some((seat, false)) => self.tell_own_phone(seat),
                    None => {}
                }
            }
        }
    }
}

impl Handsets {
    /// Where the phone is goes to disk. `false`: the disk is far behind.
    fn keep(
        &mut self,
        beside: &super::beside::Beside,
        user: &str,
        bindings: Vec<PhoneBinding>,
        registration: Option<sip::Registration>,
    ) -> bool {
        let Some(handset) = self.phones.get_mut(user) else { return false };
        let clock = beside.applications.find(handset.application).map(|it| it.clock);
        let Some(clock) = clock else { return false };
        let (now, wall) = (Instant::now(), clock.now());
        let row = |binding: &PhoneBinding| {
            let left = binding.expires.saturating_duration_since(now);
            SipBinding {
                phone: handset.id,
                contact: binding.contact.clone(),
                hop: binding.hop.to_string(),
                call_id: binding.call_id.clone(),
                cseq: binding.cseq,
                expires: wall.after(acd::Millis(u64::try_from(left.as_millis()).unwrap_or(0))),
                product: binding.product.clone(),
            }
        };
        let places: Vec<_> = bindings.iter().map(row).collect();
        handset.places = bindings;
        self.keeper.keep(Kept { phone: handset.id, places, registration })
    }
}

/// What is asked for a phone with this secret.
impl KnownPhone {
    pub(crate) fn of(phone: &SipPhone, is_chosen: bool, ha1: String) -> Self {
        let algorithm = match phone.algorithm {
            store::SipDigest::Sha256 => sip::DigestAlgorithm::Sha256,
            store::SipDigest::Md5 => sip::DigestAlgorithm::Md5,
        };
        let account = PhoneAccount { user: phone.username.clone(), algorithm, ha1 };
        Self { phone: phone.clone(), is_chosen, account }
    }
}
