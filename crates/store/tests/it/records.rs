//! RC01: what a record says of a contact, and how the list is paged.

use acd::{
    AcwEnd, AcwEnded, AcwStarted, CallDialled, CallProgressed, CallTransferred, ContactArrived,
    EndReason, Entry, Event, HoldChanged, HoldCuts, MemberId, MemberJoined, MemberLeft, Millis,
    MissForgiven, OfferEnd, OfferSeen, Place, Priority, Progress, TalkStarted, Timestamp,
    TransferTo,
};
use store::{
    AfterCallWork, ContactKind, Cursor, Customer, Page, Record, RecordFilter, RecordScope, Segment,
    Store,
};

use crate::ground::{Ground, on_each_database};
use crate::story::{
    ANNA, APPLICATION, BEN, CUSTOMER, HOTLINE, OTHER_APPLICATION, SALES, WIDGET, batch,
    call_arrived, contact, decision, ended, found, message, message_added, offer_ended, offered,
    play, queued, session_arrived,
};

const FIRST: Page = Page { before: None, limit: 9 };

on_each_database! {
    rc01_a_record_tells_waits_talks_and_holds_apart
    vc06_a_call_out_is_its_members_and_says_why_nobody_answered
    rc01_a_call_that_is_left_in_the_queue_has_waited_and_no_more
    rc01_a_call_that_is_handed_over_waits_again
    rc01_a_session_is_answered_when_it_is_taken
    rt06_each_offer_shows_its_decision
    f31_a_forgiven_miss_does_not_count
    rc01_the_list_is_paged_newest_first_while_new_ones_come
    rc01_the_list_can_be_narrowed
    rc01_a_customer_is_found_by_number_name_and_user_id
    rc01_the_list_holds_what_its_reader_may_see
    i24_a_record_is_not_shown_to_another_application
}

/// Anna misses, Ben answers, holds, talks and is lost; Anna takes over, talks and has after-call-work.
pub(crate) fn long_call(n: u128) -> Vec<(u64, Vec<Event>)> {
    let call = contact(n);
    let joined = |member, at| {
        let media_by = Some(Timestamp(at + 5_000));
        Event::MemberJoined(MemberJoined {
            contact: call,
            member,
            at: Timestamp(at),
            media_by,
            by_itself: false,
        })
    };
    let talk =
        |member, at| Event::TalkStarted(TalkStarted { contact: call, member, at: Timestamp(at) });
    let left =
        |member, at| Event::MemberLeft(MemberLeft { contact: call, member, at: Timestamp(at) });
    let hold = |on_hold, at| {
        let (at, cuts) = (Timestamp(at), HoldCuts::OneWay);
        Event::HoldChanged(HoldChanged { contact: call, on_hold, at, cuts })
    };
    vec![
        (1_000, vec![call_arrived(n, 1_000)]),
        (3_000, vec![queued(n, 3_000, Place::Tail), offered(n, ANNA, 1, 3_000)]),
        (3_050, vec![Event::OfferSeen(OfferSeen { contact: call, member: ANNA })]),
        (
            23_000,
            vec![
                offer_ended(n, ANNA, OfferEnd::Missed, 23_000),
                queued(n, 3_000, Place::Head),
                offered(n, BEN, 2, 23_000),
            ],
        ),
        (25_000, vec![offer_ended(n, BEN, OfferEnd::Accepted, 25_000), joined(BEN, 25_000)]),
        (25_200, vec![talk(BEN, 25_200)]),
        (30_200, vec![hold(true, 30_200)]),
        (32_200, vec![hold(false, 32_200)]),
        (33_200, vec![hold(true, 33_200)]),
        // Ben's browser is lost while the customer is on hold.
        (
            34_200,
            vec![left(BEN, 34_200), queued(n, 3_000, Place::Head), offered(n, ANNA, 3, 34_200)],
        ),
        (35_000, vec![offer_ended(n, ANNA, OfferEnd::Accepted, 35_000), joined(ANNA, 35_000)]),
        (35_300, vec![talk(ANNA, 35_300)]),
        (
            45_300,
            vec![
                left(ANNA, 45_300),
                ended(n, EndReason::EndedByCustomer, 45_300),
                Event::AcwStarted(AcwStarted {
                    member: ANNA,
                    contact: call,
                    until: Timestamp(75_300),
                }),
            ],
        ),
        (75_300, vec![Event::AcwEnded(AcwEnded { member: ANNA, how: AcwEnd::CountdownOver })]),
    ]
}

async fn vc06_a_call_out_is_its_members_and_says_why_nobody_answered(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let (call, entry) = (contact(1), Entry::Outbound { number: HOTLINE });
    let arrived = ContactArrived { contact: call, customer: CUSTOMER, entry, at: Timestamp(1_000) };
    let dialled = CallDialled {
        emergency: false,
        contact: call,
        member: ANNA,
        group: SALES,
        priority: Priority::NORMAL,
        at: Timestamp(1_000),
        until: Timestamp(61_000),
    };
    let progress = Progress::Ringing;
    let rings = CallProgressed { contact: call, progress, at: Timestamp(2_000) };
    play(
        &store,
        vec![
            (1_000, vec![Event::ContactArrived(arrived), Event::CallDialled(dialled)]),
            (2_000, vec![Event::CallProgressed(rings)]),
            (9_000, vec![left_by(1, ANNA, 9_000), ended(1, EndReason::Busy, 9_000)]),
        ],
    )
    .await;
    let detail = store.record(APPLICATION, call).await.unwrap().unwrap();
    let record = &detail.record;
    assert_eq!(record.entry, Some(entry));
    assert_eq!((record.group, record.member), (Some(SALES), Some(ANNA)));
    assert_eq!((record.answered, record.queued), (None, None), "nobody waited for anybody");
    assert_eq!(record.end_reason, Some(EndReason::Busy));
    assert_eq!(record.waited, Millis(0));
    assert_eq!(detail.segments[0].joined, Timestamp(1_000));
    assert_eq!(detail.segments[0].talked, None);
    assert_eq!(detail.timeline.len(), 5);
}

fn left_by(n: u128, member: MemberId, at: u64) -> Event {
    Event::MemberLeft(MemberLeft { contact: contact(n), member, at: Timestamp(at) })
}

async fn rc01_a_record_tells_waits_talks_and_holds_apart(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    play(&store, long_call(1)).await;
    let detail = store.record(APPLICATION, contact(1)).await.unwrap().unwrap();
    let expected = Record {
        contact: contact(1),
        customer: Some(CUSTOMER),
        entry: Some(Entry::Call { number: HOTLINE }),
        called: None,
        called_phone: None,
        group: Some(SALES),
        member: Some(ANNA),
        arrived: Timestamp(1_000),
        queued: Some(Timestamp(3_000)),
        answered: Some(Timestamp(25_200)),
        ended: Some(Timestamp(45_300)),
        end_reason: Some(EndReason::EndedByCustomer),
        // Until Ben, and again until Anna.
        waited: Millis(22_200 + 1_100),
        talk: Millis(5_000 + 1_000 + 10_000),
        hold: Millis(2_000 + 1_000),
        holds: 2,
        offers: 3,
        missed: 1,
        declined: 0,
        messages: 0,
    };
    assert_eq!(detail.record, expected);
    let bens = Segment {
        member: BEN,
        group: Some(SALES),
        joined: Timestamp(25_000),
        talked: Some(Timestamp(25_200)),
        ended: Some(Timestamp(34_200)),
        talk: Millis(6_000),
        hold: Millis(3_000),
        acw: None,
    };
    let annas = Segment {
        member: ANNA,
        joined: Timestamp(35_000),
        talked: Some(Timestamp(35_300)),
        ended: Some(Timestamp(45_300)),
        talk: Millis(10_000),
        hold: Millis(0),
        acw: Some(AfterCallWork {
            started: Timestamp(45_300),
            extended: None,
            ended: Some(Timestamp(75_300)),
        }),
        ..bens
    };
    assert_eq!(detail.segments, [bens, annas]);
    let told: Vec<Event> = detail.timeline.into_iter().map(|moment| moment.event).collect();
    let mut all: Vec<Event> = long_call(1).into_iter().flat_map(|(_, events)| events).collect();
    all.pop();
    assert_eq!(told, all, "all but the end of Anna's after-call-work, which is not the contact's");
}

async fn rc01_a_call_that_is_left_in_the_queue_has_waited_and_no_more(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    play(
        &store,
        vec![
            (10, vec![call_arrived(1, 10), call_arrived(2, 10)]),
            (20, vec![queued(1, 20, Place::Tail), offered(1, ANNA, 1, 20)]),
            (
                90,
                vec![
                    offer_ended(1, ANNA, OfferEnd::Cancelled, 90),
                    ended(1, EndReason::LeftWhileRinging, 90),
                    ended(2, EndReason::LeftInFlow, 90),
                ],
            ),
        ],
    )
    .await;
    let waited = store.record(APPLICATION, contact(1)).await.unwrap().unwrap();
    assert_eq!((waited.record.waited, waited.record.answered), (Millis(70), None));
    assert_eq!((waited.record.offers, waited.record.missed), (1, 0));
    assert_eq!(waited.segments, []);
    let never_queued = store.record(APPLICATION, contact(2)).await.unwrap().unwrap().record;
    assert_eq!((never_queued.queued, never_queued.waited), (None, Millis(0)));
}

async fn rc01_a_call_that_is_handed_over_waits_again(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let (call, to) = (contact(1), TransferTo::Agent(ANNA));
    let talk = |at| {
        let member = BEN;
        Event::TalkStarted(TalkStarted { contact: call, member, at: Timestamp(at) })
    };
    let (member, at) = (BEN, Timestamp(50));
    play(
        &store,
        vec![
            (10, vec![call_arrived(1, 10)]),
            (20, vec![queued(1, 20, Place::Tail)]),
            (30, vec![talk(30)]),
            (
                50,
                vec![
                    Event::CallTransferred(CallTransferred { contact: call, member, to, at }),
                    Event::MemberLeft(MemberLeft { contact: call, member, at }),
                    offered(1, ANNA, 1, 50),
                ],
            ),
            (57, vec![offer_ended(1, ANNA, OfferEnd::Cancelled, 57)]),
            (57, vec![ended(1, EndReason::LeftWhileRinging, 57)]),
        ],
    )
    .await;
    let record = store.record(APPLICATION, call).await.unwrap().unwrap().record;
    assert_eq!(record.waited, Millis(10 + 7), "in the queue, and while it rang for Anna");
}

async fn rc01_a_session_is_answered_when_it_is_taken(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let said = [message(1, 1, "hello"), message(1, 2, "anyone?")];
    let joined = Event::MemberJoined(MemberJoined {
        contact: contact(1),
        member: ANNA,
        at: Timestamp(50),
        media_by: None,
        by_itself: false,
    });
    let mut first = batch(0, 10, vec![session_arrived(1, 10), queued(1, 10, Place::Tail)]);
    first.entries[0].events.extend(said.iter().map(message_added));
    first.messages = said.to_vec();
    store.append(first).await.unwrap();
    store.append(batch(1, 50, vec![joined])).await.unwrap();
    let left =
        Event::MemberLeft(MemberLeft { contact: contact(1), member: ANNA, at: Timestamp(95) });
    let over = vec![left, ended(1, EndReason::CustomerTimeout, 95)];
    store.append(batch(2, 95, over)).await.unwrap();

    let detail = store.record(APPLICATION, contact(1)).await.unwrap().unwrap();
    let record = detail.record;
    assert_eq!(record.entry, Some(Entry::Session { channel: WIDGET }));
    assert_eq!((record.answered, record.waited), (Some(Timestamp(50)), Millis(40)));
    assert_eq!((record.talk, record.messages), (Millis(45), 2));
    assert_eq!(record.end_reason, Some(EndReason::CustomerTimeout));
    assert_eq!(detail.messages, said);
}

async fn rt06_each_offer_shows_its_decision(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    play(&store, long_call(1)).await;
    let offers = store.record(APPLICATION, contact(1)).await.unwrap().unwrap().offers;
    let shown: Vec<_> = offers
        .iter()
        .map(|offer| (offer.member, offer.made.0, offer.seen.map(|at| at.0), offer.end))
        .collect();
    assert_eq!(
        shown,
        [
            (ANNA, 3_000, Some(3_050), Some(OfferEnd::Missed)),
            (BEN, 23_000, None, Some(OfferEnd::Accepted)),
            (ANNA, 34_200, None, Some(OfferEnd::Accepted)),
        ]
    );
    let decisions: Vec<_> = offers.into_iter().map(|offer| offer.decision).collect();
    assert_eq!(decisions, [decision(ANNA), decision(BEN), decision(ANNA)]);
}

async fn f31_a_forgiven_miss_does_not_count(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let mut steps = long_call(1);
    steps.truncate(4);
    let forgiven = MissForgiven { contact: contact(1), member: ANNA };
    steps.push((23_400, vec![Event::MissForgiven(forgiven)]));
    play(&store, steps).await;
    let detail = store.record(APPLICATION, contact(1)).await.unwrap().unwrap();
    assert_eq!((detail.record.offers, detail.record.missed), (2, 0));
    let forgiven: Vec<_> = detail.offers.iter().map(|offer| offer.forgiven).collect();
    assert_eq!(forgiven, [Some(Timestamp(23_400)), None]);
}

async fn rc01_the_list_is_paged_newest_first_while_new_ones_come(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    // Four end in the same millisecond: the page border falls among them.
    let over = [(1, 10), (2, 20), (3, 20), (4, 20), (5, 20), (6, 30)];
    let mut steps: Vec<_> = over.iter().map(|&(n, _)| (1, vec![call_arrived(n, 1)])).collect();
    steps.push((1, vec![call_arrived(7, 1)]));
    steps.extend(over.iter().map(|&(n, at)| (at, vec![ended(n, EndReason::NoAck, at)])));
    let seq = play(&store, steps).await;

    let first = page(&store, &RecordFilter::default(), None, 3).await;
    assert_eq!(ids(&first), [6, 5, 4]);
    let late = vec![ended(7, EndReason::NoAck, 40)];
    store.append(batch(seq, 40, late)).await.unwrap();
    // As it travels through a URL.
    let cursor: Cursor = first[2].cursor().to_string().parse().unwrap();
    let second = page(&store, &RecordFilter::default(), Some(cursor), 3).await;
    assert_eq!(ids(&second), [3, 2, 1]);
    let end = page(&store, &RecordFilter::default(), Some(second[2].cursor()), 3).await;
    assert_eq!(ids(&end), [0; 0]);
    for nonsense in ["", "1", "x.y", "1.2.3", "9223372036854775808.0"] {
        nonsense.parse::<Cursor>().unwrap_err();
    }
}

async fn rc01_the_list_can_be_narrowed(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let mut steps = long_call(1);
    steps.push((
        80_000,
        vec![session_arrived(2, 80_000), ended(2, EndReason::NobodyOnline, 80_000)],
    ));
    play(&store, steps).await;
    let all = RecordFilter::default;
    let nobody = acd::CustomerId(uuid::Uuid::nil());
    let cases = [
        (all(), vec![2, 1]),
        (RecordFilter { kind: Some(ContactKind::Call), ..all() }, vec![1]),
        (RecordFilter { kind: Some(ContactKind::Session), ..all() }, vec![2]),
        (RecordFilter { member: Some(BEN), ..all() }, vec![1]),
        (RecordFilter { member: Some(BEN), kind: Some(ContactKind::Session), ..all() }, vec![]),
        (RecordFilter { group: Some(SALES), ..all() }, vec![1]),
        (RecordFilter { customer: Some(CUSTOMER), ..all() }, vec![2, 1]),
        (RecordFilter { customer: Some(nobody), ..all() }, vec![]),
        (RecordFilter { end_reason: Some(EndReason::NobodyOnline), ..all() }, vec![2]),
        (RecordFilter { from: Some(Timestamp(1_000)), ..all() }, vec![2, 1]),
        (RecordFilter { from: Some(Timestamp(1_001)), ..all() }, vec![2]),
        (RecordFilter { until: Some(Timestamp(80_000)), ..all() }, vec![1]),
        (RecordFilter { until: Some(Timestamp(80_001)), ..all() }, vec![2, 1]),
    ];
    for (filter, expected) in cases {
        assert_eq!(ids(&page(&store, &filter, None, 9).await), expected, "{filter:?}");
    }
}

async fn rc01_a_customer_is_found_by_number_name_and_user_id(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    play(&store, long_call(1)).await;
    let customer = Customer {
        id: CUSTOMER,
        application: APPLICATION,
        name: Some("Mia_100% Moor".to_owned()),
        phone: Some("+4930111222".to_owned()),
        user_id: Some("user-7".to_owned()),
        created: Timestamp(1),
    };
    store.write(customer.put()).await.unwrap();
    let cases = [
        ("111222", vec![1]),
        ("+49 (30) 111-2", vec![1]),
        ("333", vec![]),
        ("mia", vec![1]),
        ("A_1", vec![1]),
        ("m%a", vec![]),
        ("100%", vec![1]),
        ("M!a", vec![]),
        ("user-7", vec![1]),
        ("user", vec![]),
    ];
    for (text, expected) in cases {
        let filter = RecordFilter { search: Some(text.to_owned()), ..RecordFilter::default() };
        assert_eq!(ids(&page(&store, &filter, None, 9).await), expected, "{text}");
    }
}

/// An agent's own, a supervisor's groups' and own, and none twice.
async fn rc01_the_list_holds_what_its_reader_may_see(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let mut steps = long_call(1);
    steps.push((
        80_000,
        vec![session_arrived(2, 80_000), ended(2, EndReason::NobodyOnline, 80_000)],
    ));
    play(&store, steps).await;
    let stranger = MemberId(uuid::Uuid::nil());
    let cases = [
        (vec![], vec![]),
        (vec![RecordScope::All], vec![2, 1]),
        (vec![RecordScope::Member(BEN)], vec![1]),
        (vec![RecordScope::Member(stranger)], vec![]),
        (vec![RecordScope::Member(stranger), RecordScope::Group(SALES)], vec![1]),
        (vec![RecordScope::Member(ANNA), RecordScope::Group(SALES)], vec![1]),
        (vec![RecordScope::Group(SALES), RecordScope::All], vec![2, 1]),
    ];
    for (scopes, expected) in cases {
        let filter = RecordFilter::default();
        let found = store.records(APPLICATION, &scopes, &filter, FIRST).await.unwrap();
        assert_eq!(ids(&found), expected, "{scopes:?}");
    }
}

async fn i24_a_record_is_not_shown_to_another_application(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    play(&store, long_call(1)).await;
    assert_eq!(store.record(OTHER_APPLICATION, contact(1)).await.unwrap(), None);
    let filter = RecordFilter::default();
    let records = store.records(OTHER_APPLICATION, &[RecordScope::All], &filter, FIRST).await;
    assert_eq!(records.unwrap(), []);
    assert!(store.contact_exists(contact(1)).await.unwrap());
    assert!(!store.contact_exists(contact(2)).await.unwrap());
}

async fn page(
    store: &Store,
    filter: &RecordFilter,
    before: Option<Cursor>,
    limit: u32,
) -> Vec<Record> {
    let page = Page { before, limit };
    store.records(APPLICATION, &[RecordScope::All], filter, page).await.unwrap()
}

/// As [`contact`] counts them.
fn ids(records: &[Record]) -> Vec<u128> {
    records.iter().map(|record| record.contact.0.as_u128() - contact(0).0.as_u128()).collect()
}
