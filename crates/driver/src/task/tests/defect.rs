//! F08: an input that panics in the core twice is set aside, its contact ends `system_fault`, and the application
//! goes on from what the store has.

use acd::{By, Command, ContactState, EndReason, Fact, OfferEnd};

use super::house::{House, command, fact, start};
use crate::Rejection;
use crate::request::Done;
use crate::world::{contact, customer, member, number};

#[tokio::test]
async fn f08_a_command_that_panics_twice_ends_its_contact_and_no_other() {
    let mut house = House::open().await;
    house.member_is_online(1).await;
    let (session, other) = (contact(1, 1), contact(2, 2));
    let (started, _) = start(1, session);
    house.takes([started]).await;
    let fence = house.task.scene.acd.contact(session).unwrap().offer().unwrap().fence;
    house.poison(1, "contacts_today").await;

    let by = By::Member(member(1));
    let accept = Command::Accept { contact: session, fence };
    let (accept, mut refused) = command(by, None, accept);
    let (started, mut taken) = start(2, other);
    house.takes([accept, started]).await;
    assert_eq!(refused.try_recv().unwrap(), Err(Rejection::Defect));
    assert_eq!(taken.try_recv().unwrap(), Ok(Done::default()));
    let ended = house.record(session).await;
    assert_eq!(ended.record.end_reason, Some(EndReason::SystemFault));
    assert_eq!(ended.offers[0].end, Some(OfferEnd::Cancelled));
    assert!(house.task.scene.acd.contact(other).is_some());
    house.is_what_the_store_has().await;
}

#[tokio::test]
async fn f08_a_deadline_that_panics_twice_ends_its_contact_and_the_others_act() {
    let mut house = House::open().await;
    for id in [1, 2] {
        house.member_is_online(id).await;
    }
    let calls = [contact(1, 1), contact(2, 2)];
    for (call, who) in calls.into_iter().zip(1..) {
        let (customer, number) = (customer(who), number(1));
        house.takes([fact(Fact::CallArrived { contact: call, customer, number })]).await;
    }
    let rings = |house: &House, call| house.task.scene.acd.contact(call).unwrap().offer().copied();
    let offers = calls.map(|call| rings(&house, call).unwrap());
    for (contact, offer) in calls.into_iter().zip(&offers) {
        let (member, fence) = (offer.member, offer.fence);
        house.takes([fact(Fact::OfferSeen { contact, member, fence })]).await;
    }
    let ringing = offers.map(|offer| offer.member);
    let poisoned = ringing.iter().position(|found| *found == member(1)).unwrap();
    house.poison(1, "misses_in_row").await;
    // Both rings are over at once. The first miss cannot be counted.
    house.time_passes(21_000).await;
    house.takes([fact(Fact::DeadlineReached)]).await;

    let ended = house.record(calls[poisoned]).await;
    assert_eq!(ended.record.end_reason, Some(EndReason::SystemFault));
    let missed = house.record(calls[1 - poisoned]).await;
    assert_eq!((missed.record.end_reason, missed.record.missed), (None, 1));
    let state = house.task.scene.acd.contact(calls[1 - poisoned]).unwrap().state.clone();
    assert!(!matches!(state, ContactState::Talking(_)));
    assert!(!house.task.has_deadlines_due(), "nothing is left to come again and again");
    house.is_what_the_store_has().await;
}

#[tokio::test]
async fn i27_a_command_older_than_every_memory_gets_its_first_answer_and_ends_nothing() {
    let mut house = House::open().await;
    house.member_is_online(1).await;
    let session = contact(1, 1);
    let (started, _) = start(1, session);
    house.takes([started]).await;
    let cmd_id = uuid::Uuid::now_v7();
    let by = By::Member(member(1));
    let fence = house.task.scene.acd.contact(session).unwrap().offer().unwrap().fence;
    let (first, mut answer) =
        command(by, Some(cmd_id), Command::Decline { contact: session, fence });
    house.takes([first]).await;
    assert_eq!(answer.try_recv().unwrap(), Ok(Done::default()));
    // So many commands later that it is forgotten, another command comes with its id.
    house.task.memory = crate::memory::AnswerMemory::default();
    let busy = Command::SetStatus { to: acd::Choice::Busy };
    let (again, mut answer) = command(by, Some(cmd_id), busy);
    house.takes([again]).await;
    assert_eq!(answer.try_recv().unwrap(), Ok(Done::default()));
    assert_eq!(house.task.scene.acd.label(member(1)), Some(acd::Label::Available));
    assert!(house.task.scene.acd.contact(session).is_some(), "it goes on");
    house.is_what_the_store_has().await;
}
