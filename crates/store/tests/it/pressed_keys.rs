//! VC20: the keys of a call stand beside its journal, in their order, and in no other contact's record.

use acd::{Event, KeyPressed, Timestamp};
use store::{Batch, Key, PressedKey, Seq};

use crate::ground::{Ground, on_each_database};
use crate::story::{APPLICATION, contact, entry, found};

on_each_database! {
    vc20_keys_are_kept_apart_from_the_journal
}

async fn vc20_keys_are_kept_apart_from_the_journal(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let mut batch = Batch::new(APPLICATION, Seq(0));
    let pressed = |place, masked| {
        Event::KeyPressed(KeyPressed { contact: contact(1), place, masked, at: Timestamp(1_000) })
    };
    batch.entries.push(entry(1_000, vec![pressed(1, false), pressed(2, true), pressed(3, false)]));
    batch.keys = [(1, '4'), (3, '#')]
        .map(|(place, key)| PressedKey { contact: contact(1), place, key: Key(key) })
        .to_vec();
    store.append(batch).await.unwrap();
    let kept = ground.rows("pressed_key").await;
    assert_eq!(kept.len(), 2);
    let journal = format!("{:?}", ground.rows("journal").await);
    assert!(!journal.contains('#'), "{journal}");
    assert_eq!(format!("{:?}", Key('7')), "Key(_)");
}
