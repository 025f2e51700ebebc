//! From the events of a commit to the changes that each screen gets. Law: a picture with the changes applied is the picture
//! that a fresh attach would paint.

use std::collections::{BTreeMap, BTreeSet};

use acd::{
    Acd, By, Contact, ContactId, CustomerId, EndReason, Entry, Event, GroupId, MemberId, MessageId,
    OfferEnd,
};
use wire::widget::{CustomerCall, CustomerCallState};
use wire::widget::{CustomerChange, CustomerSnapshot};
use wire::workspace::{Change, ContactGone, Gone, GroupView, Snapshot};

use super::Picture;
use super::book::Directory;
use super::origin::Origins;
use super::transcript::Transcripts;
use crate::push::Audience;
use crate::push::hub::Pushed;
use crate::push::view::{self, View, customer_call, ended_session};

/// Customers further behind in a queue are not told of every step.
const PLACES_TOLD: usize = 100;

pub(crate) struct Painter<'a> {
    view: View<'a>,
    transcripts: &'a Transcripts,
    origins: &'a Origins,
    touched: Touched,
}

/// The groups as they were shown last: what differs is told.
pub(crate) type ShownGroups = BTreeMap<GroupId, GroupView>;

/// What a commit has changed, by name only: what it looks like now is read from the state.
#[derive(Default)]
struct Touched {
    members: BTreeSet<MemberId>,
    contacts: BTreeSet<ContactId>,
    gone: BTreeMap<(MemberId, ContactId), Gone>,
    /// The whole transcript goes to a member who sees the session for the first time.
    opened: BTreeSet<(MemberId, ContactId)>,
    messages: BTreeSet<(ContactId, u64, MessageId)>,
    ended: BTreeMap<ContactId, EndReason>,
}

impl<'a> Painter<'a> {
    pub(crate) fn new(
        acd: &'a Acd,
        book: &'a Directory,
        transcripts: &'a Transcripts,
        origins: &'a Origins,
    ) -> Self {
        Self { view: View { acd, book }, transcripts, origins, touched: Touched::default() }
    }

    pub(crate) fn note(&mut self, events: &[Event]) {
        for event in events {
            self.touched.note(event);
        }
    }

    /// A whole picture, for a client that has none.
    pub(crate) fn picture(&self, audience: Audience, seq: u64) -> Picture {
        match audience {
            Audience::Member(member) => self
                .member_picture(member, seq)
                .map_or(Picture::Nobody, |snapshot| Picture::Member(Box::new(snapshot))),
            Audience::Customer(customer) => {
                let session = self.view.session_of(customer);
                let messages = session.as_ref().map_or_else(Vec::new, |(_, contact)| {
                    let messages = self.transcripts.of(contact.id).iter();
                    messages.map(|message| self.view.customer_message(message)).collect()
                });
                let session = session.map(|(session, _)| session);
                let call = self.call_of(customer).map(customer_call);
                Picture::Customer(CustomerSnapshot { seq, session, messages, call })
            }
        }
    }

    /// The customer's call, if one is on.
    fn call_of(&self, customer: CustomerId) -> Option<&Contact> {
        let call = self.origins.call_of(customer)?;
        self.view.acd.contact(call)
    }

    fn member_picture(&self, member: MemberId, seq: u64) -> Option<Snapshot> {
        let View { acd, book } = self.view;
        let agent = acd.agent(member)?;
        let offered = agent.offer.and_then(|contact| acd.contact(contact));
        let contacts: Vec<&Contact> = acd
            .voice_contact_of(member)
            .into_iter()
            .chain(acd.sessions_of(member))
            .chain(offered)
            .collect();
        let unique: BTreeMap<ContactId, &Contact> =
            contacts.into_iter().map(|contact| (contact.id, contact)).collect();
        Some(Snapshot {
            seq,
            me: self.view.me(member)?,
            calls: unique.values().filter_map(|contact| self.view.call(contact)).collect(),
            sessions: unique.values().filter_map(|contact| self.view.session(contact)).collect(),
            messages: unique
                .keys()
                .flat_map(|contact| self.transcripts.of(*contact))
                .map(|message| view::message(message, self.view.book))
                .collect(),
            groups: acd.groups_of(member).filter_map(|group| self.view.group(group)).collect(),
            break_reasons: book.break_reasons(),
        })
    }

    /// The changes for everybody concerned, for a state that stands at `seq`.
    pub(crate) fn changes(self, seq: u64, shown: &mut ShownGroups) -> Vec<(Audience, Pushed)> {
        let mut members: BTreeMap<MemberId, Vec<Change>> = BTreeMap::new();
        let mut customers: BTreeMap<Audience, Vec<CustomerChange>> = BTreeMap::new();
        self.paint_gone(&mut members);
        self.paint_members(&mut members);
        self.paint_contacts(&mut members, &mut customers);
        self.paint_messages(&mut members, &mut customers);
        self.paint_ends(&mut customers);
        self.paint_groups(shown, &mut members, &mut customers);
        let to_members = members
            .into_iter()
            .map(|(member, changes)| (Audience::Member(member), Pushed::Member { seq, changes }));
        let to_customers = customers
            .into_iter()
            .map(|(audience, changes)| (audience, Pushed::Customer { seq, changes }));
        to_members.chain(to_customers).collect()
    }

    fn paint_gone(&self, members: &mut BTreeMap<MemberId, Vec<Change>>) {
        for ((member, contact), why) in &self.touched.gone {
            // It may ring again for the same agent within one commit; then it never left the screen.
            if holder(self.view.acd.contact(*contact)) != Some(*member) {
                let gone = ContactGone { contact: contact.0, why: *why };
                members.entry(*member).or_default().push(Change::ContactGone(gone));
            }
        }
    }

    fn paint_members(&self, members: &mut BTreeMap<MemberId, Vec<Change>>) {
        for member in &self.touched.members {
            if let Some(me) = self.view.me(*member) {
                members.entry(*member).or_default().push(Change::Me(Box::new(me)));
            }
        }
    }

    fn paint_contacts(
        &self,
        members: &mut BTreeMap<MemberId, Vec<Change>>,
        customers: &mut BTreeMap<Audience, Vec<CustomerChange>>,
    ) {
        for id in &self.touched.contacts {
            let Some(contact) = self.view.acd.contact(*id) else { continue };
            let change = self
                .view
                .call(contact)
                .map(|call| Change::Call(Box::new(call)))
                .or_else(|| Some(Change::Session(Box::new(self.view.session(contact)?))));
            if let (Some(member), Some(change)) = (holder(Some(contact)), change) {
                members.entry(member).or_default().push(change);
            }
            let change = match self.view.session_of(contact.customer) {
                Some((session, own)) if own.id == *id => CustomerChange::Session(session),
                _ => CustomerChange::Call(customer_call(contact)),
            };
            customers.entry(Audience::Customer(contact.customer)).or_default().push(change);
        }
    }

    fn paint_messages(
        &self,
        members: &mut BTreeMap<MemberId, Vec<Change>>,
        customers: &mut BTreeMap<Audience, Vec<CustomerChange>>,
    ) {
        for (member, contact) in &self.touched.opened {
            let messages = self.transcripts.of(*contact).iter();
            let changes =
                messages.map(|message| Change::Message(view::message(message, self.view.book)));
            members.entry(*member).or_default().extend(changes);
        }
        for (contact, _, id) in &self.touched.messages {
            let Some(message) = self.transcripts.find(*contact, *id) else { continue };
            if let Some(member) = holder(self.view.acd.contact(*contact))
                && !self.touched.opened.contains(&(member, *contact))
            {
                let change = Change::Message(view::message(message, self.view.book));
                members.entry(member).or_default().push(change);
            }
            let Some(origin) = self.origins.get(*contact) else { continue };
            customers
                .entry(Audience::Customer(origin.customer))
                .or_default()
                .push(CustomerChange::Message(self.view.customer_message(message)));
        }
    }

    fn paint_ends(&self, customers: &mut BTreeMap<Audience, Vec<CustomerChange>>) {
        for (contact, reason) in &self.touched.ended {
            let Some(origin) = self.origins.get(*contact) else { continue };
            let change = match origin.entry {
                Entry::Session { .. } => CustomerChange::Session(ended_session(*contact, *reason)),
                Entry::Call { .. } => CustomerChange::Call(CustomerCall {
                    id: contact.0,
                    state: CustomerCallState::Ended,
                }),
            };
            customers.entry(Audience::Customer(origin.customer)).or_default().push(change);
        }
    }

    fn paint_groups(
        &self,
        shown: &mut ShownGroups,
        members: &mut BTreeMap<MemberId, Vec<Change>>,
        customers: &mut BTreeMap<Audience, Vec<CustomerChange>>,
    ) {
        for group in self.view.acd.groups() {
            let Some(view) = self.view.group(group.id) else { continue };
            if shown.get(&group.id) == Some(&view) {
                continue;
            }
            let present = group.members.keys().filter(|member| {
                let agent = self.view.acd.agent(**member);
                agent.is_some_and(|agent| agent.browser != acd::Browser::Gone)
            });
            for member in present {
                members.entry(*member).or_default().push(Change::Group(view.clone()));
            }
            shown.insert(group.id, view);
            self.paint_places(group.id, customers);
        }
    }

    fn paint_places(
        &self,
        group: GroupId,
        customers: &mut BTreeMap<Audience, Vec<CustomerChange>>,
    ) {
        for (place, contact) in self.view.acd.waiting(group).take(PLACES_TOLD).enumerate() {
            let Some(contact) = self.view.acd.contact(contact) else { continue };
            if matches!(contact.entry, Entry::Session { .. }) {
                let place = u32::try_from(place + 1).unwrap_or(u32::MAX);
                let session = self.view.customer_session(contact, place);
                customers
                    .entry(Audience::Customer(contact.customer))
                    .or_default()
                    .push(CustomerChange::Session(session));
            }
        }
    }
}

impl Touched {
    fn note(&mut self, event: &Event) {
        match event {
            Event::BrowserChanged(changed) => self.member(changed.member),
            Event::AudioChanged(changed) => self.member(changed.member),
            Event::StatusChosen(chosen) => self.member(chosen.member),
            Event::StatusReserved(reserved) => self.member(reserved.member),
            Event::StatusChanged(changed) => self.member(changed.member),
            Event::AcwStarted(started) => self.member(started.member),
            Event::AcwExtended(extended) => self.member(extended.member),
            Event::AcwEnded(ended) => self.member(ended.member),
            Event::ContactArrived(arrived) => self.contact(arrived.contact),
            Event::QueueEntered(entered) => self.contact(entered.contact),
            Event::OfferMade(made) => {
                self.contact(made.contact);
                self.opened.insert((made.member, made.contact));
            }
            Event::OfferEnded(ended) => {
                self.contact(ended.contact);
                let why = match ended.end {
                    OfferEnd::Accepted => return,
                    OfferEnd::Declined => Gone::Declined,
                    OfferEnd::Missed => Gone::Missed,
                    OfferEnd::Unseen => Gone::Unseen,
                    OfferEnd::Cancelled => Gone::CustomerLeft,
                    OfferEnd::AgentGone => Gone::PassedOn,
                };
                self.gone.insert((ended.member, ended.contact), why);
            }
            Event::MemberJoined(joined) => {
                self.contact(joined.contact);
                self.member(joined.member);
                self.opened.insert((joined.member, joined.contact));
            }
            Event::MemberLeft(left) => {
                self.contact(left.contact);
                self.member(left.member);
                self.gone.insert((left.member, left.contact), Gone::PassedOn);
            }
            Event::TalkStarted(started) => self.contact(started.contact),
            Event::HoldChanged(changed) => self.contact(changed.contact),
            Event::MuteChanged(changed) => self.contact(changed.contact),
            Event::AgentSilenceChanged(changed) => self.contact(changed.contact),
            Event::MessageAdded(added) => {
                self.contact(added.contact);
                self.messages.insert((added.contact, added.sequence, added.message));
            }
            Event::ContactEnded(ended) => {
                self.ended.insert(ended.contact, ended.reason);
                for ((_, contact), why) in &mut self.gone {
                    if *contact == ended.contact && *why == Gone::PassedOn {
                        *why = Gone::Ended;
                    }
                }
            }
            Event::ConfigChanged(_)
            | Event::OfferSeen(_)
            | Event::MissForgiven(_)
            | Event::HoldBackEnded(_)
            | Event::DayBegan(_) => {}
        }
    }

    fn member(&mut self, member: MemberId) {
        self.members.insert(member);
    }

    fn contact(&mut self, contact: ContactId) {
        self.contacts.insert(contact);
    }
}

/// The member on whose screen the contact is.
fn holder(contact: Option<&Contact>) -> Option<MemberId> {
    let contact = contact?;
    contact.member().or_else(|| contact.offer().map(|offer| offer.member))
}

/// Who is on the other side of a session from `by`.
pub(super) fn other_side(
    acd: &Acd,
    by: By,
    contact: Option<ContactId>,
) -> Option<(ContactId, Audience)> {
    match by {
        By::Member(member) => {
            let contact = acd.contact(contact?).filter(|found| found.member() == Some(member))?;
            Some((contact.id, Audience::Customer(contact.customer)))
        }
        By::Customer(customer) => {
            let contact = acd.session_of_customer(customer)?;
            Some((contact.id, Audience::Member(contact.member()?)))
        }
    }
}
