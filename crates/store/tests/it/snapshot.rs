//! Snapshots shorten a recovery and never change its result.

use acd::Timestamp;
use store::{Recovered, SchemaHash, Seq, Snapshot, Store};

use crate::ground::{Ground, on_each_database};
use crate::story::{APPLICATION, OTHER_APPLICATION, batch, call_arrived, found};

const SCHEMA: SchemaHash = SchemaHash(u64::MAX);

on_each_database! {
    recovery_is_the_latest_snapshot_and_what_followed_it
    a_snapshot_of_another_schema_is_ignored
    a_snapshot_that_cannot_be_read_can_be_forgotten
    a_snapshot_from_beyond_the_journal_is_ignored
    an_unknown_application_has_nothing_to_recover
}

async fn recovery_is_the_latest_snapshot_and_what_followed_it(ground: &Ground) {
    let store = ground.open().await;
    three_entries(&store).await;
    for seq in [1, 2] {
        save(&store, seq, SCHEMA).await;
    }
    let recovered = store.recover(APPLICATION, SCHEMA).await.unwrap().unwrap();
    assert_eq!(
        recovered,
        Recovered {
            snapshot: Some(vec![2, 0, 0xff]),
            from: Seq(2),
            seq: Seq(3),
            at: Timestamp(30),
            alive: Timestamp(30),
            events: vec![call_arrived(3, 30)],
            until: Seq(3),
        }
    );
    save(&store, 3, SCHEMA).await;
    let recovered = store.recover(APPLICATION, SCHEMA).await.unwrap().unwrap();
    assert_eq!((recovered.snapshot, recovered.at), (Some(vec![3, 0, 0xff]), Timestamp(30)));
    assert_eq!(recovered.events, []);
    assert_eq!(ground.rows("snapshot").await.len(), 2, "the last two are kept");
}

async fn a_snapshot_of_another_schema_is_ignored(ground: &Ground) {
    let store = ground.open().await;
    three_entries(&store).await;
    save(&store, 2, SCHEMA).await;
    save(&store, 3, SchemaHash(1)).await;
    let recovered = store.recover(APPLICATION, SCHEMA).await.unwrap().unwrap();
    assert_eq!((recovered.snapshot, recovered.events.len()), (Some(vec![2, 0, 0xff]), 1));
    let recovered = store.recover(APPLICATION, SchemaHash(2)).await.unwrap().unwrap();
    assert_eq!((recovered.snapshot, recovered.events.len()), (None, 3));
}

async fn a_snapshot_that_cannot_be_read_can_be_forgotten(ground: &Ground) {
    let store = ground.open().await;
    three_entries(&store).await;
    save(&store, 2, SCHEMA).await;
    store.forget_snapshots(APPLICATION).await.unwrap();
    let recovered = store.recover(APPLICATION, SCHEMA).await.unwrap().unwrap();
    assert_eq!((recovered.snapshot, recovered.events.len()), (None, 3));
}

async fn a_snapshot_from_beyond_the_journal_is_ignored(ground: &Ground) {
    let store = ground.open().await;
    three_entries(&store).await;
    save(&store, 4, SCHEMA).await;
    let recovered = store.recover(APPLICATION, SCHEMA).await.unwrap().unwrap();
    assert_eq!((recovered.snapshot, recovered.events.len()), (None, 3));
}

async fn an_unknown_application_has_nothing_to_recover(ground: &Ground) {
    let store = ground.open().await;
    assert_eq!(store.recover(OTHER_APPLICATION, SCHEMA).await.unwrap(), None);
}

async fn three_entries(store: &Store) {
    found(store, APPLICATION).await;
    for seq in 0..3 {
        let at = (seq + 1) * 10;
        let arrived = call_arrived(u128::from(seq) + 1, at);
        store.append(batch(seq, at, vec![arrived])).await.unwrap();
    }
}

async fn save(store: &Store, seq: u8, schema: SchemaHash) {
    let snapshot = Snapshot {
        seq: Seq(seq.into()),
        at: Timestamp(u64::from(seq) * 10),
        schema,
        body: vec![seq, 0, 0xff],
    };
    store.save_snapshot(APPLICATION, snapshot).await.unwrap();
}
