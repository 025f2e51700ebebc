//! F01: what a restarted server must know of the calls that it no longer has.

use acd::Timestamp;
use serde_json::json;
use store::{LegSide, LiveLeg};

use crate::ground::{Ground, on_each_database};
use crate::story::{APPLICATION, OTHER_APPLICATION, contact};

on_each_database! {
    f01_legs_are_listed_after_reopening_until_they_are_removed
    vc13_a_call_has_a_leg_on_each_side
}

async fn f01_legs_are_listed_after_reopening_until_they_are_removed(ground: &Ground) {
    let store = ground.open().await;
    let first = LiveLeg {
        contact: contact(1),
        side: LegSide::Customer,
        application: APPLICATION,
        dialog: json!({ "call-id": "a84b4c76e66710", "cseq": 314_159 }),
        at: Timestamp(20),
    };
    let second = LiveLeg {
        contact: contact(2),
        application: OTHER_APPLICATION,
        at: Timestamp(10),
        ..first.clone()
    };
    store.write(first.put()).await.unwrap();
    store.write(second.put()).await.unwrap();
    let later = LiveLeg { dialog: json!({ "cseq": 314_160 }), ..first };
    store.write(later.put()).await.unwrap();
    store.close().await;

    let store = ground.open().await;
    assert_eq!(store.live_legs().await.unwrap(), [second.clone(), later]);
    store.write(LiveLeg::remove(contact(1), LegSide::Customer)).await.unwrap();
    assert_eq!(store.live_legs().await.unwrap(), [second]);
}

async fn vc13_a_call_has_a_leg_on_each_side(ground: &Ground) {
    let store = ground.open().await;
    let customer = LiveLeg {
        contact: contact(1),
        side: LegSide::Customer,
        application: APPLICATION,
        dialog: json!({ "cseq": 1 }),
        at: Timestamp(10),
    };
    let external = LiveLeg { side: LegSide::External, at: Timestamp(20), ..customer.clone() };
    store.write(customer.put().and(external.put())).await.unwrap();
    assert_eq!(store.live_legs().await.unwrap(), [customer.clone(), external]);
    store.write(LiveLeg::remove(contact(1), LegSide::External)).await.unwrap();
    assert_eq!(store.live_legs().await.unwrap(), [customer]);
}
