//! VC20: which key was pressed is committed with the event that one was, or not at all; what it means in a flow (VC41). VC21:
//! keys to be sent go out after the commit, once, and stay nowhere.

use acd::{Event, Fact};
use store::Key;
use uuid::Uuid;

use super::house::{Answer, House, command};
use crate::callee::{FoundCallee, WantedCallee};
use crate::request::Pressed;
use crate::task::*;
use crate::world::{card_id, contact, customer, member, number};

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

fn send(call: acd::ContactId, cmd_id: u128, keys: &str) -> (Request, Answer) {
    let (reply, answer) = oneshot::channel();
    let (by, command) = (By::Member(member(1)), Command::SendKeys { contact: call });
    let (cmd_id, text) = (Some(Uuid::from_u128(cmd_id)), Some(keys.to_owned()));
    (
        Request::Command(CommandRequest {
            by,
            cmd_id,
            command,
            text,
            files: vec![],
            callee: None,
            opinion: None,
            reply,
        }),
        answer,
    )
}

#[tokio::test]
async fn vc21_keys_go_out_once_after_the_commit_and_are_kept_nowhere() {
    let mut house = House::open().await;
    house.member_is_online(1).await;
    let call = contact(1, 1);
    let fence = house.call_rings(call).await;
    let (early, answer) = send(call, 1, "8A6B7C");
    house.takes([early]).await;
    assert_eq!(answer.await.unwrap(), Err(Rejection::Refused(Refused::NotYourContact)));
    let (accept, _) =
        command(By::Member(member(1)), None, Command::Accept { contact: call, fence });
    let heard = Fact::AgentHeard { contact: call, member: member(1) };
    house.takes([accept, Request::Fact(heard)]).await;
    assert_eq!(house.keys_sent(), Vec::<String>::new(), "refused is not sent");

    let (first, _) = send(call, 2, "8A6B7C");
    let (again, answer) = send(call, 2, "8A6B7C");
    let (second, _) = send(call, 3, "09#");
    house.break_store().await;
    let back = house.task.take_all(vec![first, again, second]).await;
    assert_eq!(house.keys_sent(), Vec::<String>::new(), "before the commit nothing goes out");
    drop(back);
    assert_eq!(answer.await.unwrap(), Err(Rejection::StoreUnavailable));
    house.mend_store().await;
    let (first, _) = send(call, 2, "8A6B7C");
    let (again, answer) = send(call, 2, "8A6B7C");
    let (second, _) = send(call, 3, "09#");
    house.takes([first, again, second]).await;
    assert_eq!(answer.await.unwrap(), Ok(Done::default()));
    assert_eq!(house.keys_sent(), ["8A6B7C", "09#"]);

    let found = house.record(call).await;
    let told = found.timeline.iter().filter(|moment| matches!(moment.event, Event::KeysSent(_)));
    assert_eq!(told.count(), 2);
    assert!(found.keys.is_empty(), "they are not the customer's");
    assert!(!house.holds("8A6B7C"), "I26: nothing keeps them");
}

/// A call of the number that a flow answers.
async fn menu(house: &mut House, call: acd::ContactId) {
    let (customer, number) = (customer(1), number(3));
    house.takes([Request::Fact(Fact::CallArrived { contact: call, customer, number })]).await;
}

fn pressed(call: acd::ContactId, keys: &str) -> Vec<Request> {
    keys.chars().map(|key| press(call, key)).collect()
}

/// The keys that a record shows, with the place of each.
async fn shown(house: &House, call: acd::ContactId) -> Vec<(u32, char)> {
    let record = house.record(call).await;
    record.keys.iter().map(|kept| (kept.place, kept.key.0)).collect()
}

#[tokio::test]
async fn vc20_secret_digits_are_counted_and_stand_nowhere() {
    let mut house = House::open().await;
    let call = contact(1, 1);
    menu(&mut house, call).await;
    house.takes(pressed(call, "147")).await;
    assert_eq!(shown(&house, call).await, [(1, '1')], "the choice, and nothing of the secret");
    assert_eq!(house.task.scene.acd.contact(call).unwrap().keys, 3);
    assert!(house.task.scene.acd.contact(call).unwrap().queued.is_some(), "it went on");
    house.is_what_the_store_has().await;
}

#[tokio::test]
async fn vc41_what_was_keyed_in_decides_in_the_same_batch() {
    let mut house = House::open().await;
    let (one, other) = (contact(1, 1), contact(1, 2));
    menu(&mut house, one).await;
    menu(&mut house, other).await;
    house.takes(pressed(one, "247")).await;
    house.takes(pressed(other, "248")).await;
    assert_eq!(shown(&house, one).await, [(1, '2'), (2, '4'), (3, '7')]);
    assert!(house.task.scene.acd.contact(one).is_none(), "the flow hung up on this order");
    assert!(house.task.scene.acd.contact(other).unwrap().queued.is_some());
    house.is_what_the_store_has().await;
}

/// A caller who is handed to a number that turns out to be nobody's goes on in the flow.
#[tokio::test]
async fn vc41_a_number_outside_is_looked_up_once_and_a_wrong_one_has_failed() {
    let mut house = House::open().await;
    let call = contact(1, 1);
    menu(&mut house, call).await;
    house.takes([press(call, '4')]).await;
    let wanted = house.wanted_callees();
    let [WantedCallee { contact, turn, number }] = &wanted[..] else {
        unreachable!("{} were to be found", wanted.len())
    };
    assert_eq!((*contact, &**number), (call, "+4930123"));
    assert!(house.task.scene.acd.contact(call).unwrap().queued.is_none(), "it waits for that");
    let found = FoundCallee { contact: call, turn: *turn, found: None };
    house.takes([Request::Found(Box::new(found))]).await;
    assert!(house.task.scene.acd.contact(call).unwrap().queued.is_some(), "it went on");
    assert!(house.wanted_callees().is_empty());
    house.is_what_the_store_has().await;
}

#[tokio::test]
async fn f09_digits_that_met_an_outage_are_keyed_once() {
    let mut house = House::open().await;
    let call = contact(1, 1);
    menu(&mut house, call).await;
    house.takes(pressed(call, "24")).await;
    house.break_store().await;
    let again = house.task.take_all(vec![press(call, '7')]).await;
    house.mend_store().await;
    house.takes(again).await;
    assert_eq!(shown(&house, call).await, [(1, '2'), (2, '4'), (3, '7')]);
    assert!(house.task.scene.acd.contact(call).is_none(), "47, and not 477");
}

/// VC20, I26: in a talk too. No file of the store's holds them, and no screen.
#[tokio::test]
async fn vc20_secret_digits_in_a_talk_are_dots_and_stand_nowhere() {
    const SECRET: &str = "839471625038";
    let mut house = House::open().await;
    house.member_is_online(1).await;
    let call = contact(1, 1);
    house.talks(1, call).await;
    house.takes(pressed(call, "6")).await;
    let start = Command::StartSelfService { contact: call, flow: card_id() };
    let (start, answer) = command(By::Member(member(1)), None, start);
    house.takes([start]).await;
    assert_eq!(answer.await.unwrap(), Ok(Done::default()));
    house.takes(pressed(call, &SECRET[..5])).await;
    let inside = seen(&house).self_service.unwrap();
    assert_eq!((&*inside.keys, inside.entering, inside.secret), ("•••••", true, true));
    // An outage in the middle costs none of them.
    house.break_store().await;
    let again = house.task.take_all(pressed(call, &SECRET[5..6])).await;
    house.mend_store().await;
    house.takes(again).await;
    house.takes(pressed(call, &SECRET[6..])).await;
    // One too many is a part of the secret still.
    house.takes(pressed(call, "9")).await;
    let inside = seen(&house).self_service.unwrap();
    assert_eq!(inside.keys.chars().count(), SECRET.len() + 1);
    assert!(inside.keys.chars().all(|key| key == '•'));
    let (back, _) = command(By::Member(member(1)), None, Command::TakeBack { contact: call });
    house.takes([back]).await;
    assert_eq!(seen(&house).self_service, None);
    house.takes(pressed(call, "5")).await;
    let (hang_up, _) = command(By::Member(member(1)), None, Command::HangUp { contact: call });
    house.takes([hang_up]).await;
    let last = u32::try_from(SECRET.len()).unwrap() + 3;
    assert_eq!(shown(&house, call).await, [(1, '6'), (last, '5')], "before it and after it");
    assert!(!house.holds(SECRET));
    house.is_what_the_store_has().await;
}

/// The call on the first member's screen.
fn seen(house: &House) -> wire::workspace::CallView {
    let audience = Audience::Member(member(1));
    let Picture::Member(picture) = house.task.scene.picture(audience, 0) else {
        unreachable!("a member's picture")
    };
    picture.calls.into_iter().next().unwrap()
}
