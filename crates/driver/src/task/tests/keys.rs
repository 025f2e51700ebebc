//! VC20: which key was pressed is committed with the event that one was, or not at all.

use acd::Event;
use store::Key;

use super::house::House;
use crate::request::Pressed;
use crate::task::*;
use crate::world::contact;

fn press(contact: acd::ContactId, key: char) -> Request {
    Request::Key(Pressed { contact, key: Key(key) })
}

#[tokio::test]
async fn keys_stand_in_the_record_in_their_order_and_a_stranger_has_none() {
    let mut house = House::open().await;
    house.member_is_online(1).await;
    let call = contact(1, 1);
    house.call_rings(call).await;
    house.takes([press(call, '4'), press(contact(1, 2), '9'), press(call, '#')]).await;
    let found = house.record(call).await;
    let kept: Vec<_> = found.keys.iter().map(|kept| (kept.place, kept.key.0)).collect();
    assert_eq!(kept, [(1, '4'), (2, '#')]);
    let told = found.timeline.iter().filter(|moment| matches!(moment.event, Event::KeyPressed(_)));
    assert_eq!(told.count(), 2);
    house.is_what_the_store_has().await;
}

#[tokio::test]
async fn f09_a_key_that_met_an_outage_is_pressed_once() {
    let mut house = House::open().await;
    house.member_is_online(1).await;
    let call = contact(1, 1);
    house.call_rings(call).await;
    house.break_store().await;
    let again = house.task.take_all(vec![press(call, '7')]).await;
    house.mend_store().await;
    house.takes(again).await;
    let kept: Vec<_> = house.record(call).await.keys.iter().map(|kept| kept.key.0).collect();
    assert_eq!(kept, ['7']);
}
