//! Phones that register here (RFC 3261 §10): who may, how they prove it, and where they are.
//!
//! It decides; [`Endpoint`](crate::Endpoint) sends, and keeps the clock. Whoever is not known is asked for a proof like
//! everybody else, in the same words and with the same work, so that nobody learns which phones there are.

mod account;
mod authorization;
mod binding;
mod failures;
mod nonce;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use sipx_sip::Request;

pub use self::account::{DigestAlgorithm, PhoneAccount};
use self::authorization::Authorization;
pub use self::binding::PhoneBinding;
use self::binding::{BINDINGS_MAX, is_same_place};
pub(crate) use self::binding::{BindingId, Bound, Fault, LEAST_S, Wish, product};
use self::failures::Failures;
use self::nonce::{Nonces, Spent};
use crate::hop::Hop;
use crate::incoming::Envelope;
use crate::party;
use crate::tokens::Tokens;
use crate::transactions::TransactionId;
use crate::trunks::TrunkId;

/// What happened to a phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhoneNews {
    /// It is here now, or elsewhere, or no more. Keep the bindings and then say so with
    /// [`Endpoint::registered`](crate::Endpoint::registered): the phone waits for it.
    Registered {
        /// What to answer.
        registration: Registration,
        /// Its [`user`](PhoneAccount::user).
        phone: String,
        /// All of them.
        bindings: Vec<PhoneBinding>,
    },
    /// It has not said again in time that it is there, or is known no more.
    Expired {
        /// Its user.
        phone: String,
        /// Those that are left.
        bindings: Vec<PhoneBinding>,
    },
    /// It can be called, or no more.
    Reach {
        /// Its user.
        phone: String,
        /// From now on.
        reach: PhoneReach,
    },
}

/// Whether a phone can be called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PhoneReach {
    /// It is registered nowhere.
    #[default]
    Away,
    /// It is registered and does not answer when it is asked.
    Lost,
    /// It is registered.
    Here,
}

/// A REGISTER that is not answered yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Registration(pub(crate) TransactionId);

/// What is to be said to somebody who asks to be registered.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// Nothing: too many wrong answers came from there.
    Silence,
    /// 401 with this.
    Challenge(String),
    Refused(u16),
    /// It is this phone.
    Known(String),
}

#[derive(Debug)]
pub(crate) struct Registrar {
    realm: String,
    /// How often a phone is asked whether it is there.
    pub(crate) ping: Option<Duration>,
    nonces: Nonces,
    failures: Failures,
    phones: BTreeMap<String, Phone>,
    /// Stands in for the secret of phones that there are not; nobody outside knows it, and it outlives a restart.
    decoy: String,
    /// Whose they are.
    bound: BTreeMap<BindingId, String>,
    watched: BTreeMap<TrunkId, BindingId>,
    begun: u64,
    pub(crate) pending: BTreeMap<TransactionId, String>,
}

#[derive(Debug)]
struct Phone {
    account: PhoneAccount,
    spent: Spent,
    bindings: Vec<Bound>,
    told: PhoneReach,
}

/// What a change of bindings leaves to the endpoint.
#[derive(Debug, Default)]
pub(crate) struct Rebound {
    pub(crate) gone: Vec<Bound>,
    /// New ones, and those that last longer now.
    pub(crate) held: Vec<BindingId>,
}

impl Registrar {
    pub(crate) fn new(realm: &str, ping: Option<Duration>) -> Self {
        Self {
            realm: realm.to_owned(),
            ping,
            nonces: Nonces::default(),
            failures: Failures::default(),
            phones: BTreeMap::new(),
            decoy: String::new(),
            bound: BTreeMap::new(),
            watched: BTreeMap::new(),
            begun: 0,
            pending: BTreeMap::new(),
        }
    }

    /// These phones and no others, the oldest first. Gives the bindings of those that are gone or prove themselves otherwise now.
    pub(crate) fn set_phones(&mut self, accounts: Vec<PhoneAccount>) -> Vec<(String, Vec<Bound>)> {
        self.decoy = accounts.first().map(|first| first.ha1.clone()).unwrap_or_default();
        let mut before = std::mem::take(&mut self.phones);
        for account in accounts {
            let user = account.user.clone();
            let kept = before.remove(&user);
            let phone = match kept {
                Some(kept) if kept.account == account => kept,
                kept => {
                    before.extend(kept.map(|kept| (user.clone(), kept)));
                    let spent = Spent::default();
                    Phone { account, spent, bindings: Vec::new(), told: PhoneReach::Away }
                }
            };
            self.phones.insert(user, phone);
        }
        let mut gone = Vec::new();
        for (user, phone) in before {
            for bound in &phone.bindings {
                self.forget(bound);
            }
            if !phone.bindings.is_empty() {
                gone.push((user, phone.bindings));
            }
        }
        gone
    }

    pub(crate) fn has_phones(&self) -> bool {
        !self.phones.is_empty()
    }

    /// Who asks. RFC 7616 §3.3: a nonce that is good no more is `stale`, whoever sent it, so that no password is asked for.
    pub(crate) fn authenticate(
        &mut self,
        (request, envelope): (&Request, &Envelope),
        source: Hop,
        tokens: &Tokens,
        now: Instant,
    ) -> Verdict {
        let ip = source.address.ip();
        if !self.has_phones() || self.failures.are_too_many(ip, now) && !self.is_bound(source) {
            return Verdict::Silence;
        }
        let addressed = party::user(&envelope.to.uri);
        let said = Authorization::read(&request.headers, &self.realm);
        let Some(said) = said else {
            let nonce = self.nonces.make(tokens, ip, now);
            return self.challenge(&addressed, &nonce, false);
        };
        if said.uri.as_bytes() != &*request.uri.to_bytes() {
            return Verdict::Refused(400);
        }
        let serial = self.nonces.read(&said.nonce, tokens, ip, now);
        let algorithm = self.algorithm_of(&said.user);
        let ha1 = self.phones.get(&said.user).map_or(&self.decoy, |phone| &phone.account.ha1);
        let is_proved = said.proves(ha1, algorithm, "REGISTER");
        let nonce = self.nonces.make(tokens, ip, now);
        let Some(serial) = serial else { return self.challenge(&said.user, &nonce, true) };
        let Some(phone) = self.phones.get_mut(&said.user).filter(|_| is_proved) else {
            self.failures.count(ip, now);
            return self.challenge(&said.user, &nonce, false);
        };
        if !phone.spent.take(serial, said.count) {
            return self.challenge(&said.user, &nonce, true);
        }
        // What it says that it is must be what it has proved to be.
        if addressed != said.user || party::user(&envelope.from.uri) != said.user {
            return Verdict::Refused(403);
        }
        Verdict::Known(said.user)
    }

    fn challenge(&self, user: &str, nonce: &str, is_stale: bool) -> Verdict {
        let (realm, algorithm) = (&self.realm, self.algorithm_of(user).token());
        let stale = if is_stale { ", stale=true" } else { "" };
        Verdict::Challenge(format!(
            "Digest realm=\"{realm}\", nonce=\"{nonce}\", algorithm={algorithm}, qop=\"auth\"{stale}"
        ))
    }

    /// Where all phones use one, those that there are not use it too; else each has one that does not change.
    fn algorithm_of(&self, user: &str) -> DigestAlgorithm {
        if let Some(phone) = self.phones.get(user) {
            return phone.account.algorithm;
        }
        let mut all = self.phones.values().map(|phone| phone.account.algorithm);
        let first = all.next().unwrap_or_default();
        if all.all(|other| other == first) {
            return first;
        }
        match DigestAlgorithm::Sha256.hash(&[&self.decoy, user]).as_bytes().first() {
            Some(b'0'..=b'7') => DigestAlgorithm::Md5,
            _ => DigestAlgorithm::Sha256,
        }
    }

    /// Does what a phone wants, or nothing of it.
    pub(crate) fn change(
        &mut self,
        user: &str,
        (envelope, wish): (&Envelope, &Wish),
        (hop, product): (Hop, Option<&str>),
        now: Instant,
    ) -> Result<Rebound, Fault> {
        let Some(phone) = self.phones.get_mut(user) else { return Ok(Rebound::default()) };
        let is_meant = |bound: &Bound| match wish {
            Wish::Fetch => false,
            Wish::Clear => true,
            Wish::Change(changes) => {
                changes.iter().any(|it| is_same_place(&it.contact, &bound.binding.contact))
            }
        };
        let is_newer = |bound: &Bound| {
            bound.binding.call_id == envelope.call_id && envelope.cseq <= bound.binding.cseq
        };
        if phone.bindings.iter().any(|bound| is_meant(bound) && is_newer(bound)) {
            return Err(Fault::OutOfOrder);
        }
        let (mut before, mut kept): (Vec<_>, Vec<_>) =
            std::mem::take(&mut phone.bindings).into_iter().partition(is_meant);
        let mut held = Vec::new();
        if let Wish::Change(changes) = wish {
            for change in changes.iter().filter(|change| !change.lasts.is_zero()) {
                let binding = PhoneBinding {
                    contact: change.contact.clone(),
                    hop,
                    call_id: envelope.call_id.clone(),
                    cseq: envelope.cseq,
                    expires: now + change.lasts,
                    product: product.map(str::to_owned),
                };
                let same = before.iter().position(|bound| {
                    bound.is_at(hop)
                        && !bound.is_lost
                        && is_same_place(&bound.binding.contact, &binding.contact)
                });
                let bound = if let Some(at) = same {
                    Bound { binding, ..before.swap_remove(at) }
                } else {
                    self.begun += 1;
                    let id = BindingId(self.begun);
                    Bound { id, binding, watch: None, is_lost: false }
                };
                held.push(bound.id);
                self.bound.insert(bound.id, user.to_owned());
                kept.push(bound);
            }
        }
        kept.sort_by_key(|bound| bound.binding.expires);
        let too_many = kept.len().saturating_sub(BINDINGS_MAX);
        before.extend(kept.drain(..too_many));
        phone.bindings = kept;
        for bound in &before {
            self.forget(bound);
        }
        Ok(Rebound { gone: before, held })
    }

    /// A place that was kept on disk.
    pub(crate) fn restore(&mut self, user: &str, binding: PhoneBinding) -> Option<BindingId> {
        let phone = self.phones.get_mut(user)?;
        if phone.bindings.len() >= BINDINGS_MAX {
            return None;
        }
        self.begun += 1;
        let id = BindingId(self.begun);
        // No connection outlives the process: the phone opens another one and says so.
        let is_lost = binding.hop.transport.is_stream();
        phone.bindings.push(Bound { id, binding, watch: None, is_lost });
        self.bound.insert(id, user.to_owned());
        Some(id)
    }

    /// Its time is over.
    pub(crate) fn remove(&mut self, id: BindingId) -> Option<(String, Bound)> {
        let user = self.bound.get(&id)?.clone();
        let bindings = &mut self.phones.get_mut(&user)?.bindings;
        let at = bindings.iter().position(|bound| bound.id == id)?;
        let bound = bindings.remove(at);
        self.forget(&bound);
        Some((user, bound))
    }

    pub(crate) fn get_mut(&mut self, id: BindingId) -> Option<&mut Bound> {
        let phone = self.phones.get_mut(self.bound.get(&id)?)?;
        phone.bindings.iter_mut().find(|bound| bound.id == id)
    }

    /// From now on it is asked whether it is there.
    pub(crate) fn watch(&mut self, id: BindingId, watch: TrunkId) {
        if let Some(bound) = self.get_mut(id) {
            bound.watch = Some(watch);
            self.watched.insert(watch, id);
        }
    }

    /// It answers, or not. Gives whose it is.
    pub(crate) fn heard(&mut self, watch: TrunkId, is_lost: bool) -> Option<String> {
        let id = *self.watched.get(&watch)?;
        self.get_mut(id)?.is_lost = is_lost;
        self.bound.get(&id).cloned()
    }

    /// A connection has gone, and with it the way to whoever registered by it.
    pub(crate) fn lost_at(&mut self, connection: Hop) -> Vec<String> {
        let mut users = Vec::new();
        for (user, phone) in &mut self.phones {
            for bound in phone.bindings.iter_mut().filter(|bound| bound.is_at(connection)) {
                bound.is_lost = true;
                users.push(user.clone());
            }
        }
        users
    }

    pub(crate) fn bindings(&self, user: &str) -> Vec<PhoneBinding> {
        let phone = self.phones.get(user);
        let bindings = phone.into_iter().flat_map(|phone| &phone.bindings);
        bindings.map(|bound| bound.binding.clone()).collect()
    }

    /// Where a phone is to be called: where it registered last, as far as it answers there.
    pub(crate) fn place(&self, user: &str) -> Option<PhoneBinding> {
        let here = self.phones.get(user)?.bindings.iter().rev().find(|bound| !bound.is_lost)?;
        Some(here.binding.clone())
    }

    /// Whether it can be called, where that is another answer than the last one.
    pub(crate) fn reach_changed(&mut self, user: &str) -> Option<PhoneReach> {
        let phone = self.phones.get_mut(user)?;
        let reach = if phone.bindings.is_empty() {
            PhoneReach::Away
        } else if phone.bindings.iter().all(|bound| bound.is_lost) {
            PhoneReach::Lost
        } else {
            PhoneReach::Here
        };
        (std::mem::replace(&mut phone.told, reach) != reach).then_some(reach)
    }

    fn is_bound(&self, source: Hop) -> bool {
        self.phones.values().flat_map(|phone| &phone.bindings).any(|bound| bound.is_at(source))
    }

    fn forget(&mut self, bound: &Bound) {
        self.bound.remove(&bound.id);
        if let Some(watch) = bound.watch {
            self.watched.remove(&watch);
        }
    }
}
