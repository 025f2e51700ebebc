//! I15: the pictures drawn anew from the journal are the stored ones, column by column.

use acd::{EndReason, Label, MemberId, Place};
use store::RebuildError;
use uuid::Uuid;

use crate::ground::{Ground, on_each_database};
use crate::records::long_call;
use crate::story::{
    ANNA, APPLICATION, OTHER_APPLICATION, batch, call_arrived, ended, found, invited, offered,
    play, queued, rated, session_arrived, status,
};

const PICTURES: [&str; 6] =
    ["record", "record_event", "segment", "offer", "status_span", "session_rating"];

on_each_database! {
    i15_rebuilt_pictures_equal_the_stored_ones
    a_rebuild_repairs_what_was_spoilt_and_touches_no_other_application
    a_rebuild_goes_over_journals_of_any_length
    a_rebuild_of_an_unknown_application_says_so
}

async fn i15_rebuilt_pictures_equal_the_stored_ones(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let mut steps = long_call(1);
    // And what is open stays open.
    steps.extend([
        (80_000, vec![session_arrived(2, 80_000), queued(2, 80_000, Place::Tail)]),
        (
            80_100,
            vec![offered(2, ANNA, 1, 80_100), status(ANNA, Label::Busy, Label::InLine, 80_100)],
        ),
        (80_200, vec![invited(2, 80_200)]),
        (80_300, vec![rated(2, 4, 80_300)]),
    ]);
    let entries = play(&store, steps).await;
    let stored = pictures(ground).await;
    assert!(stored.iter().all(|table| !table.is_empty()), "the story leaves a table empty");
    assert_eq!(store.rebuild(APPLICATION).await.unwrap(), entries);
    assert_eq!(pictures(ground).await, stored);
}

async fn a_rebuild_repairs_what_was_spoilt_and_touches_no_other_application(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    found(&store, OTHER_APPLICATION).await;
    play(&store, long_call(1)).await;
    let mut others = batch(0, 10, vec![call_arrived(2, 10)]);
    others.application = OTHER_APPLICATION;
    store.append(others).await.unwrap();
    let stored = pictures(ground).await;

    ground.run("UPDATE record SET waited = 1; DELETE FROM segment; DELETE FROM offer").await;
    assert_ne!(pictures(ground).await, stored);
    store.rebuild(APPLICATION).await.unwrap();
    store.rebuild(OTHER_APPLICATION).await.unwrap();
    assert_eq!(pictures(ground).await, stored);

    ground.run("UPDATE record SET waited = 1").await;
    store.rebuild(OTHER_APPLICATION).await.unwrap();
    assert_ne!(pictures(ground).await, stored, "the first application's were to be left alone");
}

async fn a_rebuild_goes_over_journals_of_any_length(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let mut long = batch(0, 0, vec![]);
    long.entries.clear();
    for n in 1..=2_500_u64 {
        let call = u128::from(n);
        let member = MemberId(Uuid::from_u128(call));
        let events = vec![
            call_arrived(call, n),
            status(member, Label::Offline, Label::Available, n),
            ended(call, EndReason::LeftInFlow, n),
        ];
        long.entries.push(crate::story::entry(n, events));
    }
    store.append(long).await.unwrap();
    let stored = pictures(ground).await;
    assert_eq!(store.rebuild(APPLICATION).await.unwrap(), 2_500);
    assert_eq!(pictures(ground).await, stored);
}

async fn a_rebuild_of_an_unknown_application_says_so(ground: &Ground) {
    let store = ground.open().await;
    let refused = store.rebuild(APPLICATION).await;
    assert!(matches!(refused, Err(RebuildError::Unknown(APPLICATION))), "{refused:?}");
}

pub(crate) async fn pictures(ground: &Ground) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for table in PICTURES {
        all.push(ground.rows(table).await);
    }
    all
}
