//! VC30: the record of a call between two members, and of one to a SIP phone.

use acd::{
    EndReason, Entry, Event, Fence, HoldCuts, InternalMoved, InternalStep, InternalTarget,
    MemberId, MemberLeft, Millis, OfferEnd, PhoneId, Timestamp,
};
use store::{Page, RecordFilter, RecordScope};

use crate::ground::{Ground, on_each_database};
use crate::story::{ANNA, APPLICATION, BEN, contact, ended, found, offer_ended, play};

on_each_database! {
    vc30_an_internal_call_has_a_record_without_a_customer
    vc30_a_call_to_a_phone_has_a_record_with_one_member_and_the_phone
    vc30_while_either_of_the_two_holds_there_is_no_talk
}

async fn vc30_an_internal_call_has_a_record_without_a_customer(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let call = contact(1);
    let moved = |step, at| {
        let at = Timestamp(at);
        let (caller, callee) = (ANNA, InternalTarget::Member(BEN));
        Event::InternalMoved(InternalMoved { contact: call, caller, callee, step, at })
    };
    let left = |member: MemberId, at| {
        Event::MemberLeft(MemberLeft { contact: call, member, at: Timestamp(at) })
    };
    let dialled = InternalStep::Dialled { fence: Fence(1), until: Timestamp(21_000) };
    let joined = InternalStep::Joined { media_by: Timestamp(8_000) };
    let hold = |on_hold| InternalStep::Held {
        by: ANNA,
        on_hold,
        cuts: HoldCuts::OneWay,
        other_holds: false,
    };
    let story = vec![
        (1_000, vec![moved(dialled, 1_000)]),
        (3_000, vec![offer_ended(1, BEN, OfferEnd::Accepted, 3_000), moved(joined, 3_000)]),
        (3_500, vec![moved(InternalStep::Started, 3_500)]),
        (5_500, vec![moved(hold(true), 5_500)]),
        (6_500, vec![moved(hold(false), 6_500)]),
        (9_500, vec![left(BEN, 9_500), left(ANNA, 9_500), ended(1, EndReason::Answered, 9_500)]),
    ];
    play(&store, story).await;
    let detail = store.record(APPLICATION, call).await.unwrap().unwrap();
    let record = &detail.record;
    assert_eq!((record.customer, record.entry), (None, None::<Entry>));
    assert_eq!((record.member, record.called, record.group), (Some(ANNA), Some(BEN), None));
    assert_eq!(record.answered, Some(Timestamp(3_500)));
    assert_eq!(record.end_reason, Some(EndReason::Answered));
    assert_eq!((record.talk, record.hold), (Millis(5_000), Millis(1_000)), "once, not for each");
    assert_eq!((record.offers, record.missed, record.waited), (0, 0, Millis(0)));
    let talks: Vec<_> = detail.segments.iter().map(|part| (part.member, part.talk)).collect();
    assert_eq!(talks, [(ANNA, Millis(5_000)), (BEN, Millis(5_000))]);

    for member in [ANNA, BEN] {
        let scopes = [RecordScope::Member(member)];
        let page = Page { before: None, limit: 9 };
        let filter = RecordFilter::default();
        let listed = store.records(APPLICATION, &scopes, &filter, page).await.unwrap();
        assert_eq!(listed, std::slice::from_ref(record));
    }
    store.rebuild(APPLICATION).await.unwrap();
    let again = store.record(APPLICATION, call).await.unwrap().unwrap();
    assert_eq!(again.record, *record, "I15");
}

async fn vc30_a_call_to_a_phone_has_a_record_with_one_member_and_the_phone(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let (call, lobby) = (contact(1), PhoneId(uuid::Uuid::from_u128(12)));
    let moved = |step, at| {
        let (caller, callee, at) = (ANNA, InternalTarget::Phone(lobby), Timestamp(at));
        Event::InternalMoved(InternalMoved { contact: call, caller, callee, step, at })
    };
    let left = Event::MemberLeft(MemberLeft { contact: call, member: ANNA, at: Timestamp(9_500) });
    let hold = |on_hold| InternalStep::Held {
        by: ANNA,
        on_hold,
        cuts: HoldCuts::OneWay,
        other_holds: false,
    };
    let story = vec![
        (1_000, vec![moved(InternalStep::Rung { until: Timestamp(21_000) }, 1_000)]),
        (3_500, vec![moved(InternalStep::Started, 3_500)]),
        (5_500, vec![moved(hold(true), 5_500)]),
        (6_500, vec![moved(hold(false), 6_500)]),
        (9_500, vec![left, ended(1, EndReason::Answered, 9_500)]),
    ];
    play(&store, story).await;
    let detail = store.record(APPLICATION, call).await.unwrap().unwrap();
    let record = &detail.record;
    assert_eq!((record.customer, record.entry), (None, None::<Entry>));
    assert_eq!((record.member, record.called), (Some(ANNA), None));
    assert_eq!(record.called_phone, Some(lobby));
    assert_eq!(record.answered, Some(Timestamp(3_500)));
    assert_eq!((record.talk, record.hold), (Millis(5_000), Millis(1_000)));
    let talks: Vec<_> = detail.segments.iter().map(|part| (part.member, part.talk)).collect();
    assert_eq!(talks, [(ANNA, Millis(5_000))]);
    let scopes = [RecordScope::Member(ANNA)];
    let page = Page { before: None, limit: 9 };
    let listed = store.records(APPLICATION, &scopes, &RecordFilter::default(), page).await.unwrap();
    assert_eq!(listed, std::slice::from_ref(record));
    store.rebuild(APPLICATION).await.unwrap();
    let again = store.record(APPLICATION, call).await.unwrap().unwrap();
    assert_eq!(again.record, *record, "I15");
}

async fn vc30_while_either_of_the_two_holds_there_is_no_talk(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let call = contact(1);
    let step = |step, at| {
        let (caller, callee) = (ANNA, InternalTarget::Member(BEN));
        let time = Timestamp(at);
        let moved = InternalMoved { contact: call, caller, callee, step, at: time };
        (at, vec![Event::InternalMoved(moved)])
    };
    let holds = |by, on_hold, other_holds| InternalStep::Held {
        by,
        on_hold,
        cuts: HoldCuts::OneWay,
        other_holds,
    };
    let left =
        |member| Event::MemberLeft(MemberLeft { contact: call, member, at: Timestamp(10_000) });
    let story = vec![
        step(InternalStep::Dialled { fence: Fence(1), until: Timestamp(21_000) }, 1_000),
        step(InternalStep::Joined { media_by: Timestamp(8_000) }, 2_000),
        step(InternalStep::Started, 3_000),
        step(holds(ANNA, true, false), 4_000),
        step(holds(BEN, true, true), 5_000),
        step(holds(ANNA, false, true), 6_000),
        step(holds(BEN, false, false), 8_500),
        (10_000, vec![left(BEN), left(ANNA), ended(1, EndReason::Answered, 10_000)]),
    ];
    play(&store, story).await;
    let record = store.record(APPLICATION, call).await.unwrap().unwrap().record;
    assert_eq!((record.talk, record.hold), (Millis(2_500), Millis(4_500)), "K12, K13");
    assert_eq!(record.holds, 2);
    store.rebuild(APPLICATION).await.unwrap();
    let again = store.record(APPLICATION, call).await.unwrap().unwrap();
    assert_eq!(again.record, record, "I15");
}
