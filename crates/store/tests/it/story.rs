//! The people and things of the tests, and short ways to say what happens to them.

use acd::{
    Actor, ApplicationId, Author, By, Candidate, ChannelId, ContactArrived, ContactEnded,
    ContactId, CustomerId, Decision, EndReason, Entry, Event, Fact, Fence, GroupId, Input, Label,
    MemberId, MessageAdded, MessageId, NumberId, OfferEnd, OfferEnded, OfferMade, Place, Priority,
    QueueEntered, RatingGiven, RatingInvited, StatusChanged, Strategy, Timestamp, Verdict,
};
use store::{Application, Batch, JournalEntry, Message, Seq, Store};
use uuid::Uuid;

pub(crate) const APPLICATION: ApplicationId = ApplicationId(Uuid::from_u128(1));
pub(crate) const OTHER_APPLICATION: ApplicationId = ApplicationId(Uuid::from_u128(2));
pub(crate) const ANNA: MemberId = MemberId(Uuid::from_u128(0xA));
pub(crate) const BEN: MemberId = MemberId(Uuid::from_u128(0xB));
pub(crate) const CUSTOMER: CustomerId = CustomerId(Uuid::from_u128(0xC));
pub(crate) const SALES: GroupId = GroupId(Uuid::from_u128(0x51));
pub(crate) const HOTLINE: NumberId = NumberId(Uuid::from_u128(0x61));
pub(crate) const WIDGET: ChannelId = ChannelId(Uuid::from_u128(0x71));

pub(crate) const fn contact(n: u128) -> ContactId {
    ContactId(Uuid::from_u128(0xC0_0000 + n))
}

/// An application exists; its journal is empty.
pub(crate) async fn found(store: &Store, application: ApplicationId) {
    let founded = Application { id: application, name: "Test".to_owned(), created: Timestamp(0) };
    store.write(founded.put()).await.unwrap();
}

pub(crate) fn entry(at: u64, events: Vec<Event>) -> JournalEntry {
    let input = Input::Fact { fact: Fact::DeadlineReached };
    JournalEntry { input, by: None, at: Timestamp(at), events }
}

/// A batch of one entry.
pub(crate) fn batch(after: u64, at: u64, events: Vec<Event>) -> Batch {
    let mut batch = Batch::new(APPLICATION, Seq(after));
    batch.entries.push(entry(at, events));
    batch
}

/// Each step a batch of its own, from the beginning of the journal; returns the last sequence.
pub(crate) async fn play(store: &Store, steps: Vec<(u64, Vec<Event>)>) -> u64 {
    let mut seq = 0;
    for (at, events) in steps {
        store.append(batch(seq, at, events)).await.unwrap();
        seq += 1;
    }
    seq
}

pub(crate) fn call_arrived(n: u128, at: u64) -> Event {
    Event::ContactArrived(ContactArrived {
        contact: contact(n),
        customer: CUSTOMER,
        entry: Entry::Call { number: HOTLINE },
        at: Timestamp(at),
    })
}

pub(crate) fn session_arrived(n: u128, at: u64) -> Event {
    Event::ContactArrived(ContactArrived {
        contact: contact(n),
        customer: CUSTOMER,
        entry: Entry::Session { channel: WIDGET },
        at: Timestamp(at),
    })
}

pub(crate) fn invited(n: u128, at: u64) -> Event {
    let (at, until) = (Timestamp(at), Timestamp(at + 86_400_000));
    let (contact, member) = (contact(n), Some(ANNA));
    Event::RatingInvited(RatingInvited { contact, member, scale: 5, until, at })
}

pub(crate) fn rated(n: u128, score: u8, at: u64) -> Event {
    let (contact, customer, at) = (contact(n), CUSTOMER, Timestamp(at));
    Event::RatingGiven(RatingGiven { contact, customer, score, scale: 5, at })
}

pub(crate) fn queued(n: u128, arrival: u64, place: Place) -> Event {
    Event::QueueEntered(QueueEntered {
        contact: contact(n),
        group: SALES,
        priority: Priority::NORMAL,
        arrival: Timestamp(arrival),
        place,
        until: Timestamp(arrival + 600_000),
    })
}

pub(crate) fn decision(chosen: MemberId) -> Decision {
    Decision {
        strategy: Strategy::LongestIdle,
        candidates: vec![Candidate { member: chosen, verdict: Verdict::Chosen }],
        unlisted: 0,
    }
}

pub(crate) fn offered(n: u128, member: MemberId, fence: u64, at: u64) -> Event {
    Event::OfferMade(OfferMade {
        contact: contact(n),
        member,
        group: SALES,
        fence: Fence(fence),
        deadline: Timestamp(at + 20_000),
        waited: acd::Millis(0),
        decision: decision(member),
        why: acd::OfferWhy::Queue,
    })
}

pub(crate) fn offer_ended(n: u128, member: MemberId, end: OfferEnd, at: u64) -> Event {
    Event::OfferEnded(OfferEnded { contact: contact(n), member, end, at: Timestamp(at) })
}

pub(crate) fn ended(n: u128, reason: EndReason, at: u64) -> Event {
    Event::ContactEnded(ContactEnded { contact: contact(n), reason, at: Timestamp(at) })
}

pub(crate) fn status(member: MemberId, from: Label, to: Label, at: u64) -> Event {
    Event::StatusChanged(StatusChanged {
        member,
        from,
        to,
        break_reason: None,
        actor: Actor::Oneself,
        at: Timestamp(at),
    })
}

pub(crate) fn message(n: u128, sequence: u64, body: &str) -> Message {
    Message {
        contact: contact(n),
        id: MessageId(Uuid::from_u128(0xE000 + u128::from(sequence))),
        sequence,
        author: Author::Customer(CUSTOMER),
        at: Timestamp(1_000 + sequence),
        body: body.to_owned(),
        files: vec![],
    }
}

pub(crate) fn message_added(message: &Message) -> Event {
    Event::MessageAdded(MessageAdded {
        contact: message.contact,
        message: message.id,
        sequence: message.sequence,
        author: message.author,
        size: u32::try_from(message.body.len()).unwrap(),
        at: message.at,
    })
}

pub(crate) const fn by_anna() -> By {
    By::Member(ANNA)
}
