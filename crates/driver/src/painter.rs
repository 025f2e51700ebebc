//! From the events of a commit to the changes that each screen gets. Law: a picture with the changes applied is the picture
//! that a fresh attach would paint.

mod page;

use std::collections::{BTreeMap, BTreeSet};

use acd::{
    Contact, ContactEnded, ContactId, Event, GroupId, GroupKind, Internal, MemberId, OfferEnded,
};
use wire::widget::CustomerSnapshot;
use wire::workspace::{Change, ContactGone, DirectoryChanges, GroupView, Snapshot};

use super::origin::Origins;
use super::request::Picture;
use super::touched::Touched;
use super::transcript::Transcripts;
use crate::push::Audience;
use crate::push::pushed::Pushed;
use crate::push::view::{self, PLACES_TOLD, View, customer_call};

pub(super) struct Painter<'a> {
    view: View<'a>,
    transcripts: &'a Transcripts,
    origins: &'a Origins,
    touched: Touched,
}

/// What was shown last of what changes with its surroundings: what differs is told.
#[derive(Debug, Default)]
pub(super) struct Shown {
    groups: BTreeMap<GroupId, GroupView>,
    /// Who waits in which order, as far as places are told.
    orders: BTreeMap<GroupId, Vec<ContactId>>,
}

type Screens = BTreeMap<MemberId, Vec<Change>>;

impl<'a> Painter<'a> {
    pub(super) fn new(view: View<'a>, transcripts: &'a Transcripts, origins: &'a Origins) -> Self {
        Self { view, transcripts, origins, touched: Touched::default() }
    }

    /// Their customers have another name.
    pub(super) fn renamed(&mut self, sessions: BTreeSet<ContactId>) {
        self.touched.contacts.extend(sessions);
    }

    pub(super) fn note(&mut self, event: &Event) {
        self.touched.note(event);
        if let Event::OfferEnded(OfferEnded { contact, .. })
        | Event::ContactEnded(ContactEnded { contact, .. }) = event
            && self.origins.is_internal(*contact)
        {
            self.touched.was_internal(*contact);
        }
        if let Event::ContactEnded(ended) = event
            && let Some(group) = self.origins.get(ended.contact).and_then(|origin| origin.group)
        {
            self.touched.groups.insert(group);
        }
        if let Event::ContactEnded(ended) = event {
            self.touched.phones.extend(self.origins.phone(ended.contact));
        }
    }

    /// A whole picture, for a client that has none.
    pub(super) fn picture(&self, audience: Audience, seq: u64) -> Picture {
        match audience {
            Audience::Member(member) => self
                .member_picture(member, seq)
                .map_or(Picture::Nobody, |snapshot| Picture::Member(Box::new(snapshot))),
            Audience::Customer(customer) => {
                let session = self.view.session_of(customer);
                let messages = session.as_ref().map_or_else(Vec::new, |(_, contact)| {
                    let messages = self.transcripts.of(contact.id).iter();
                    messages
                        .map(|message| view::customer_message(message, self.view.book))
                        .collect()
                });
                let session = session.map(|(session, _)| session);
                let call = self.call_of(customer).map(customer_call);
                Picture::Customer(CustomerSnapshot { seq, session, messages, call })
            }
        }
    }

    fn member_picture(&self, member: MemberId, seq: u64) -> Option<Snapshot> {
        let View { acd, book, .. } = self.view;
        let agent = acd.agent(member)?;
        let offered = agent.offer.and_then(|contact| acd.contact(contact));
        let contacts =
            acd.voice_contact_of(member).into_iter().chain(acd.sessions_of(member)).chain(offered);
        let unique: BTreeMap<ContactId, &Contact> =
            contacts.map(|contact| (contact.id, contact)).collect();
        Some(Snapshot {
            seq,
            me: self.view.me(member)?,
            calls: unique
                .values()
                .filter_map(|contact| self.view.call(contact, member))
                .chain(self.view.internal_of(member))
                .collect(),
            sessions: unique
                .values()
                .filter_map(|contact| self.view.session(contact, member))
                .collect(),
            messages: unique
                .keys()
                .flat_map(|contact| self.transcripts.of(*contact))
                .map(|message| view::message(message, book))
                .collect(),
            groups: acd.groups_of(member).filter_map(|group| self.view.group(group)).collect(),
            break_reasons: book.break_reasons(),
        })
    }

    /// The changes for everybody concerned, for a state that stands at `seq`.
    pub(super) fn changes(&self, seq: u64, shown: &mut Shown) -> Vec<(Audience, Pushed)> {
        let mut screens = Screens::new();
        self.paint_gone(&mut screens);
        self.paint_members(&mut screens);
        self.paint_contacts(&mut screens);
        self.paint_messages(&mut screens);
        self.paint_groups(shown, &mut screens);
        let to_members = screens
            .into_iter()
            .map(|(member, changes)| (Audience::Member(member), Pushed::Member { seq, changes }));
        let to_customers = self.pages(shown).into_iter().map(|(customer, changes)| {
            (Audience::Customer(customer), Pushed::Customer { seq, changes })
        });
        to_members.chain(to_customers).collect()
    }

    /// The rows that may be others now; all of them after a change of who works here.
    pub(super) fn directory_changes(&self) -> Option<Pushed> {
        let Touched { members, rung, groups, phones, reorganised, .. } = &self.touched;
        if *reorganised {
            return Some(Pushed::Directory(self.view.directory()));
        }
        let members: BTreeSet<MemberId> = members.union(rung).copied().collect();
        let theirs = members.iter().flat_map(|member| self.view.acd.groups_of(*member));
        let groups: BTreeSet<GroupId> = groups.iter().copied().chain(theirs).collect();
        let phones = self.view.directory_phones(phones, &members);
        let colleagues: Vec<_> =
            members.into_iter().filter_map(|member| self.view.colleague(member)).collect();
        let groups: Vec<_> =
            groups.into_iter().filter_map(|group| self.view.directory_group(group)).collect();
        let any = !colleagues.is_empty() || !groups.is_empty() || !phones.is_empty();
        let changes = DirectoryChanges { colleagues, groups, phones };
        any.then_some(Pushed::DirectoryChanges(changes))
    }

    fn paint_gone(&self, screens: &mut Screens) {
        for ((member, contact), why) in &self.touched.gone {
            // It may ring again for the same agent within one commit; then it never left the screen.
            if !self.holds(*contact, *member) {
                let gone = ContactGone { contact: contact.0, why: *why };
                screens.entry(*member).or_default().push(Change::ContactGone(gone));
            }
        }
    }

    fn paint_members(&self, screens: &mut Screens) {
        for member in &self.touched.members {
            if let Some(me) = self.view.me(*member) {
                screens.entry(*member).or_default().push(Change::Me(Box::new(me)));
            }
        }
    }

    fn paint_contacts(&self, screens: &mut Screens) {
        let acd = self.view.acd;
        // VC20: what a call's group offers may be another list now.
        let reorganised =
            acd.contacts().filter(|_| self.touched.reorganised).map(|contact| &contact.id);
        let contacts: BTreeSet<&ContactId> =
            self.touched.contacts.iter().chain(reorganised).collect();
        for id in contacts {
            if let Some(internal) = acd.internal(*id) {
                self.paint_internal(internal, screens);
            }
            let Some(contact) = acd.contact(*id) else { continue };
            for member in holders(contact) {
                let call = self.view.call(contact, member);
                let call = call.map(|call| Change::Call(Box::new(call)));
                let session =
                    || Some(Change::Session(Box::new(self.view.session(contact, member)?)));
                screens.entry(member).or_default().extend(call.or_else(session));
            }
        }
    }

    /// VC30.
    fn paint_internal(&self, internal: &Internal, screens: &mut Screens) {
        let callee = internal.callee.target().member();
        for member in std::iter::once(internal.caller.member).chain(callee) {
            let call = self.view.internal(internal, member);
            let change = call.map(|call| Change::Call(Box::new(call)));
            screens.entry(member).or_default().extend(change);
        }
    }

    fn paint_messages(&self, screens: &mut Screens) {
        let seen_now = |member: MemberId, contact: ContactId| {
            self.holder(contact) == Some(member) && self.touched.opened.contains(&(member, contact))
        };
        for (member, contact) in &self.touched.opened {
            // It may have been taken away again within the same commit.
            if seen_now(*member, *contact) {
                let messages = self.transcripts.of(*contact).iter();
                let changes =
                    messages.map(|message| Change::Message(view::message(message, self.view.book)));
                screens.entry(*member).or_default().extend(changes);
            }
        }
        for (contact, _, id) in &self.touched.messages {
            if let Some(member) = self.holder(*contact)
                && !seen_now(member, *contact)
                && let Some(message) = self.transcripts.find(*contact, *id)
            {
                let change = Change::Message(view::message(message, self.view.book));
                screens.entry(member).or_default().push(change);
            }
        }
    }

    /// Only members whose browser is not given up: who comes back after that takes a whole picture.
    fn paint_groups(&self, shown: &mut Shown, screens: &mut Screens) {
        let acd = self.view.acd;
        // A number may have gone from one group to another.
        let reorganised = acd.groups().filter(|_| self.touched.reorganised).map(|group| &group.id);
        let groups: BTreeSet<&GroupId> = self.touched.groups.iter().chain(reorganised).collect();
        for id in groups {
            let (Some(group), Some(view)) = (acd.group(*id), self.view.group(*id)) else {
                continue;
            };
            if shown.groups.get(id) == Some(&view) {
                continue;
            }
            let present = group.members.keys().filter(|member| {
                let agent = acd.agent(**member);
                agent.is_some_and(|agent| agent.browser != acd::Browser::Gone)
            });
            for member in present {
                screens.entry(*member).or_default().push(Change::Group(view.clone()));
            }
            shown.groups.insert(*id, view);
        }
    }

    /// Whose place in the queue is another one now, and which.
    fn moved(&self, shown: &mut Shown) -> Vec<(ContactId, usize)> {
        let acd = self.view.acd;
        let mut moved = Vec::new();
        for id in &self.touched.groups {
            if acd.group(*id).is_none_or(|group| group.kind == GroupKind::Voice) {
                continue;
            }
            let order: Vec<ContactId> = acd.waiting(*id).take(PLACES_TOLD).collect();
            let before = shown.orders.insert(*id, order.clone()).unwrap_or_default();
            let same = |place: &usize, contact: &ContactId| before.get(*place) == Some(contact);
            let told: BTreeSet<ContactId> = order.iter().copied().collect();
            let places = order.into_iter().enumerate();
            moved.extend(
                places
                    .filter(|(place, contact)| !same(place, contact))
                    .map(|(place, contact)| (contact, place + 1)),
            );
            // Others came before them, and they are not told of each step any more.
            let behind = before.iter().filter(|contact| !told.contains(*contact));
            moved.extend(behind.map(|contact| (*contact, PLACES_TOLD + 1)));
        }
        moved
    }

    /// Whether the contact is on this member's screen.
    fn holds(&self, contact: ContactId, member: MemberId) -> bool {
        let internal = self.view.acd.internal(contact);
        if let Some(internal) = internal {
            return self.view.internal(internal, member).is_some();
        }
        let contact = self.view.acd.contact(contact);
        contact.is_some_and(|contact| holders(contact).any(|holder| holder == member))
    }

    /// The member on whose screen the contact is.
    fn holder(&self, contact: ContactId) -> Option<MemberId> {
        self.view.acd.contact(contact).and_then(holder)
    }
}

/// The member on whose screen the contact is.
pub(super) fn holder(contact: &Contact) -> Option<MemberId> {
    contact.member().or_else(|| contact.offer().map(|offer| offer.member))
}

/// VC15: those on whose screens the contact is, its agent and a colleague who is asked.
pub(super) fn holders(contact: &Contact) -> impl Iterator<Item = MemberId> {
    let asked = contact.talk().and_then(|talk| talk.consult).and_then(|consult| consult.member());
    holder(contact).into_iter().chain(asked)
}
