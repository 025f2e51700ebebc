//! The members' phones: one browser connection each for the whole shift. What becomes of it is told to the core as the
//! member's reach, to the sockets as a loss, and to the call that the member is in.

use std::collections::BTreeMap;

use acd::{ApplicationId, ContactId, Fact, MemberId};
use media::{Codec, Event, LegId, Source};

use super::phone_watch::{PhoneAt, SocketId, Watcher};

#[derive(Debug, Default)]
pub(super) struct Phones {
    of_members: BTreeMap<MemberId, Phone>,
    members: BTreeMap<LegId, MemberId>,
    watchers: BTreeMap<MemberId, Vec<Watcher>>,
}

#[derive(Debug)]
struct Phone {
    /// Where the member works: who is told of the phone's reach.
    application: ApplicationId,
    leg: LegId,
    /// The page that offered it.
    socket: SocketId,
    /// Whether the core believes that sound gets through.
    ready: bool,
    /// The call that has put it through to somebody last.
    call: Option<ContactId>,
    /// The codec that it was asked to speak.
    codec: Option<Codec>,
}

/// A fact, and the application whose core it is for.
type FactFor = (ApplicationId, Fact);

impl Phones {
    pub(super) fn leg(&self, member: MemberId) -> Option<LegId> {
        self.of_members.get(&member).map(|phone| phone.leg)
    }

    /// Which application the member's phone belongs to.
    pub(super) fn application(&self, member: MemberId) -> Option<ApplicationId> {
        self.of_members.get(&member).map(|phone| phone.application)
    }

    pub(super) fn member(&self, leg: LegId) -> Option<MemberId> {
        self.members.get(&leg).copied()
    }

    /// The member's phone is this leg now. Gives the one that it replaces; the member's reach is not lost by that, and
    /// the member's other sockets are told to let go.
    pub(super) fn replace(&mut self, at: PhoneAt, leg: LegId) -> Option<LegId> {
        let PhoneAt { application, member, socket } = at;
        let old = self.of_members.remove(&member);
        if let Some(old) = &old {
            self.members.remove(&old.leg);
        }
        self.members.insert(leg, member);
        let ready = old.as_ref().is_some_and(|old| old.ready);
        let phone = Phone { application, leg, socket, ready, call: None, codec: None };
        self.of_members.insert(member, phone);
        self.tell_watchers(member, |watcher| {
            if watcher.socket != socket {
                watcher.taken();
            }
        });
        old.map(|old| old.leg)
    }

    /// The member signs out: no loss to tell the sockets of.
    pub(super) fn remove(&mut self, member: MemberId) -> Option<(LegId, Option<FactFor>)> {
        let phone = self.of_members.remove(&member)?;
        self.members.remove(&phone.leg);
        let lost = (phone.application, Fact::AudioLost { member });
        Some((phone.leg, phone.ready.then_some(lost)))
    }

    /// What a report about a member's leg means for the member's reach.
    pub(super) fn report(&mut self, member: MemberId, event: Event) -> Option<FactFor> {
        match event {
            Event::Connected { .. } | Event::Flowing { .. } => {
                let phone = self.of_members.get_mut(&member)?;
                let fact = (phone.application, Fact::AudioReady { member });
                (!std::mem::replace(&mut phone.ready, true)).then_some(fact)
            }
            Event::Quiet { .. } => self.fall_silent(member),
            Event::Closed { .. } => {
                let (_, told) = self.remove(member)?;
                self.tell_watchers(member, Watcher::lost);
                told
            }
            Event::CodecWanted { codec, .. } => {
                self.of_members.get_mut(&member)?.codec = Some(codec);
                self.tell_watchers(member, |watcher| watcher.wants(codec));
                None
            }
            Event::PromptEnded { .. }
            | Event::Digit { .. }
            | Event::Strained { .. }
            | Event::Eased { .. } => None,
        }
    }

    /// A page says that its microphone is gone. It is heard if the phone is its own; a socket that broke and came back counts as
    /// the one before it.
    pub(super) fn microphone_lost(&mut self, at: PhoneAt) -> Option<FactFor> {
        let PhoneAt { member, socket, .. } = at;
        let holder = self.of_members.get(&member)?.socket;
        let watchers = self.watchers.get(&member);
        let is_open = |watcher: &Watcher| watcher.socket == holder && !watcher.is_over();
        let elsewhere = holder != socket && watchers.is_some_and(|all| all.iter().any(is_open));
        if elsewhere { None } else { self.fall_silent(member) }
    }

    fn fall_silent(&mut self, member: MemberId) -> Option<FactFor> {
        let phone = self.of_members.get_mut(&member)?;
        let fact = (phone.application, Fact::AudioLost { member });
        std::mem::replace(&mut phone.ready, false).then_some(fact)
    }

    /// A call lets a member's leg listen. One that has let the member go must not silence the call that came after it.
    pub(super) fn may_listen(&mut self, call: ContactId, leg: LegId, to: Source) -> bool {
        let Some(phone) = self.member(leg).and_then(|member| self.of_members.get_mut(&member))
        else {
            return false;
        };
        match to {
            // VC06: the tone that says that it rings is as much as a voice.
            Source::Leg(_) | Source::Two(..) | Source::Prompt { .. } => phone.call = Some(call),
            Source::Silence => {
                if phone.call.is_some_and(|other| other != call) {
                    return false;
                }
                phone.call = None;
            }
        }
        true
    }

    /// The legs that a call has put through.
    pub(super) fn legs_in(&self, call: ContactId) -> Vec<LegId> {
        let phones = self.of_members.values().filter(|phone| phone.call == Some(call));
        phones.map(|phone| phone.leg).collect()
    }

    pub(super) fn watch(&mut self, member: MemberId, watcher: Watcher) {
        // A socket that comes in the middle of a call is told what the one before it was.
        if let Some(codec) = self.of_members.get(&member).and_then(|phone| phone.codec) {
            watcher.wants(codec);
        }
        let watchers = self.watchers.entry(member).or_default();
        watchers.retain(|watcher| !watcher.is_over());
        watchers.push(watcher);
    }

    fn tell_watchers(&mut self, member: MemberId, tell: impl Fn(&Watcher)) {
        let Some(watchers) = self.watchers.get_mut(&member) else { return };
        watchers.retain(|watcher| !watcher.is_over());
        watchers.iter().for_each(tell);
        if watchers.is_empty() {
            self.watchers.remove(&member);
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;
    use media::CloseReason;
    use uuid::Uuid;

    use super::super::phone_watch::{PhoneNews, PhoneWatch, pair};
    use super::*;

    const SHOP: ApplicationId = ApplicationId(Uuid::from_u128(5));
    const ANN: MemberId = MemberId(Uuid::from_u128(1));
    const FIRST: LegId = LegId(10);
    const SECOND: LegId = LegId(20);

    fn at(watch: &PhoneWatch) -> PhoneAt {
        PhoneAt { application: SHOP, member: ANN, socket: watch.socket }
    }

    /// A socket of Ann's.
    fn socket(phones: &mut Phones) -> PhoneWatch {
        let (watcher, watch) = pair();
        phones.watch(ANN, watcher);
        watch
    }

    #[test]
    fn a_phone_is_ready_while_sound_gets_through() {
        let mut phones = Phones::default();
        let socket = socket(&mut phones);
        phones.replace(at(&socket), FIRST);
        let ready = Some((SHOP, Fact::AudioReady { member: ANN }));
        let lost = Some((SHOP, Fact::AudioLost { member: ANN }));
        assert_eq!(phones.report(ANN, Event::Connected { leg: FIRST }), ready);
        assert_eq!(phones.report(ANN, Event::Flowing { leg: FIRST }), None);
        assert_eq!(phones.report(ANN, Event::Quiet { leg: FIRST }), lost);
        assert_eq!(phones.report(ANN, Event::Flowing { leg: FIRST }), ready);
    }

    #[test]
    fn a_reload_is_no_loss_and_a_closed_connection_is() {
        let mut phones = Phones::default();
        let mut socket = socket(&mut phones);
        phones.replace(at(&socket), FIRST);
        let _ready = phones.report(ANN, Event::Connected { leg: FIRST });
        assert_eq!(phones.replace(at(&socket), SECOND), Some(FIRST));
        assert_eq!(phones.member(FIRST), None);
        assert_eq!(socket.next().now_or_never(), None);

        let closed = Event::Closed { leg: SECOND, why: CloseReason::NeverConnected };
        assert_eq!(phones.report(ANN, closed), Some((SHOP, Fact::AudioLost { member: ANN })));
        assert_eq!(socket.next().now_or_never(), Some(PhoneNews::Lost));
        assert_eq!(phones.leg(ANN), None);
    }

    #[test]
    fn vc52_every_other_socket_is_told_when_one_takes_the_phone() {
        let mut phones = Phones::default();
        let (mut office, mut home) = (socket(&mut phones), socket(&mut phones));
        phones.replace(at(&office), FIRST);
        assert_eq!(office.next().now_or_never(), None);
        assert_eq!(home.next().now_or_never(), Some(PhoneNews::Taken));

        phones.replace(at(&home), SECOND);
        assert_eq!(home.next().now_or_never(), None);
        let closed = Event::Closed { leg: SECOND, why: CloseReason::NeverConnected };
        let _told = phones.report(ANN, closed);
        // Taken and lost since: the loss is nothing to the one that it was taken from.
        assert_eq!(office.next().now_or_never(), Some(PhoneNews::Taken));
        assert_eq!(home.next().now_or_never(), Some(PhoneNews::Lost));
    }

    #[test]
    fn ac06_a_microphone_that_comes_back_is_told_though_its_loss_was_told_by_the_page() {
        let mut phones = Phones::default();
        let page = socket(&mut phones);
        phones.replace(at(&page), FIRST);
        let ready = Some((SHOP, Fact::AudioReady { member: ANN }));
        let lost = Some((SHOP, Fact::AudioLost { member: ANN }));
        assert_eq!(phones.report(ANN, Event::Connected { leg: FIRST }), ready);
        assert_eq!(phones.microphone_lost(at(&page)), lost);
        assert_eq!(phones.microphone_lost(at(&page)), None, "it is lost once");
        phones.replace(at(&page), SECOND);
        assert_eq!(phones.report(ANN, Event::Connected { leg: SECOND }), ready);
    }

    #[test]
    fn ac06_only_the_page_that_has_the_phone_loses_its_microphone() {
        let mut phones = Phones::default();
        let (office, mirror) = (socket(&mut phones), socket(&mut phones));
        phones.replace(at(&office), FIRST);
        let _ready = phones.report(ANN, Event::Connected { leg: FIRST });
        assert_eq!(phones.microphone_lost(at(&mirror)), None);
        // The office's socket breaks and is there again: the page and its sound are the same.
        drop(office);
        let again = socket(&mut phones);
        let lost = Some((SHOP, Fact::AudioLost { member: ANN }));
        assert_eq!(phones.microphone_lost(at(&again)), lost);
    }

    #[test]
    fn a_call_that_is_over_does_not_silence_the_next_one() {
        let mut phones = Phones::default();
        let socket = socket(&mut phones);
        phones.replace(at(&socket), FIRST);
        let (over, next) = (ContactId(Uuid::from_u128(7)), ContactId(Uuid::from_u128(8)));
        assert!(phones.may_listen(over, FIRST, Source::Leg(LegId(7))));
        assert!(phones.may_listen(next, FIRST, Source::Leg(LegId(8))));
        assert!(!phones.may_listen(over, FIRST, Source::Silence));
        assert!(phones.may_listen(next, FIRST, Source::Silence));
    }
}
