//! VC41: what a flow asks another system goes out with its commit, once, and its answer is taken once.

use acd::{ContactId, Fact};
use store::Key;

use super::house::House;
use crate::enquiry::{Enquiry, EnquiryAnswer};
use crate::request::Pressed;
use crate::task::*;
use crate::world::{contact, customer, number};

/// Key 3 of the menu asks: an answer hangs up, a failure leads to the queue.
async fn asks(house: &mut House, call: ContactId) {
    let arrived = Fact::CallArrived { contact: call, customer: customer(1), number: number(3) };
    house.takes([Request::Fact(arrived), key(call)]).await;
}

fn key(contact: ContactId) -> Request {
    Request::Key(Pressed { contact, key: Key('3') })
}

fn answer(asked: &Enquiry, body: Option<&str>) -> Request {
    let (contact, id) = (asked.contact, asked.id);
    Request::Answered(EnquiryAnswer {
        contact,
        id,
        body: body.map(|body| body.as_bytes().to_vec()),
    })
}

fn is_queued(house: &House, call: ContactId) -> bool {
    house.task.scene.acd.contact(call).is_some_and(|call| call.queued.is_some())
}

#[tokio::test]
async fn vc41_a_question_goes_out_once_and_its_answer_leads_on() {
    let mut house = House::open().await;
    let call = contact(1, 1);
    asks(&mut house, call).await;
    let asked = house.asked();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].outgoing.url, "https://crm.example/lookup");
    // VC20: what a caller presses meanwhile is no reason to ask again.
    house.takes([key(call)]).await;
    assert!(house.asked().is_empty());
    house.takes([answer(&asked[0], Some("{}"))]).await;
    assert!(house.task.scene.acd.contact(call).is_none(), "the flow hung up on this answer");
    house.is_what_the_store_has().await;
}

#[tokio::test]
async fn vc41_a_failure_leads_the_flows_own_way_and_the_answer_after_it_is_nobodys() {
    let mut house = House::open().await;
    let call = contact(1, 1);
    asks(&mut house, call).await;
    let asked = house.asked();
    house.takes([answer(&asked[0], None), answer(&asked[0], Some("{}"))]).await;
    assert!(is_queued(&house, call));
    house.is_what_the_store_has().await;
}

#[tokio::test]
async fn vc41_an_answer_to_another_question_is_none() {
    let mut house = House::open().await;
    let (one, other) = (contact(1, 1), contact(1, 2));
    asks(&mut house, one).await;
    asks(&mut house, other).await;
    let asked = house.asked();
    assert_ne!(asked[0].id, asked[1].id);
    let crossed = Enquiry { contact: one, ..asked[1].clone() };
    house.takes([answer(&crossed, None)]).await;
    assert!(!is_queued(&house, one) && !is_queued(&house, other));
}

#[tokio::test]
async fn f09_a_question_goes_out_when_it_is_on_disk_and_once() {
    let mut house = House::open().await;
    let call = contact(1, 1);
    let arrived = Fact::CallArrived { contact: call, customer: customer(1), number: number(3) };
    house.takes([Request::Fact(arrived)]).await;
    house.break_store().await;
    let again = house.task.take_all(vec![key(call)]).await;
    assert!(house.asked().is_empty(), "nothing is on disk");
    house.mend_store().await;
    house.takes(again).await;
    let asked = house.asked();
    assert_eq!(asked.len(), 1);

    house.break_store().await;
    let again = house.task.take_all(vec![answer(&asked[0], None)]).await;
    house.mend_store().await;
    house.takes(again).await;
    assert!(is_queued(&house, call), "the answer was kept until it could be");
    assert!(house.asked().is_empty());
    house.is_what_the_store_has().await;
}
