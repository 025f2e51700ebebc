//! F08: an input that panics in the core twice is set aside, its contact ends `system_fault`, and the application
//! goes on from what the store has.

use acd::{Browser, By, Command, ContactState, EndReason, Fact, OfferEnd};

use super::house::{House, command, fact, start};
use crate::Rejection;
use crate::clock::Time;
use crate::request::Done;
use crate::world::{channel, contact, customer, member, number};

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
    assert!(!house.task.has_deadlines_due(0), "nothing is left to come again and again");
    house.is_what_the_store_has().await;
}

#[tokio::test]
async fn f08_a_quiet_members_deadline_that_panics_costs_one_session_and_no_other() {
    let mut house = House::open().await;
    house.member_is_online(2).await;
    let (rings_on, waits) = (contact(1, 1), contact(2, 2));
    let (started, _) = start(1, rings_on);
    house.takes([started]).await;
    let fence = house.task.scene.acd.contact(rings_on).unwrap().offer().unwrap().fence;
    let agent = By::Member(member(2));
    let (accept, _) = command(agent, None, Command::Accept { contact: rings_on, fence });
    let start_two = Command::StartSession { contact: waits, channel: channel(2) };
    let (started, _) = command(By::Customer(customer(2)), None, start_two);
    house.takes([accept, started]).await;
    assert_eq!(house.task.scene.acd.sessions_of(member(2)).count(), 2);
    let last_frame = house.task.clock.now();
    house.takes([fact(Fact::BrowserQuiet { member: member(2), last_frame })]).await;
    // A colleague for the first session and for the first alone; but no offer can be made any more.
    house.member_is_online(1).await;
    house.take_the_last_fence().await;
    house.time_passes(200_000).await;

    let busy = Command::SetStatus { to: acd::Choice::Busy };
    let (busy, mut answer) = command(By::Member(member(1)), None, busy);
    house.takes([fact(Fact::DeadlineReached), busy]).await;
    assert_eq!(answer.try_recv().unwrap(), Ok(Done::default()));
    let ended = house.record(rings_on).await;
    assert_eq!(ended.record.end_reason, Some(EndReason::SystemFault));
    assert_eq!(house.record(waits).await.record.end_reason, None);
    let state = &house.task.scene.acd.contact(waits).unwrap().state;
    assert!(matches!(state, ContactState::Waiting(_)), "{state:?}");
    let agent = house.task.scene.acd.agent(member(2)).unwrap();
    assert_eq!((agent.label(), agent.browser), (acd::Label::Offline, Browser::Gone));
    assert!(!house.task.has_deadlines_due(0), "nothing is left to come again and again");
    house.is_what_the_store_has().await;
}

#[tokio::test]
async fn f08_a_members_own_deadline_that_panics_keeps_no_other_deadline() {
    let mut house = House::open().await;
    house.member_is_online(1).await;
    let (over, waits) = (contact(1, 1), contact(2, 2));
    house.talks(1, over).await;
    house.time_passes(2_000).await;
    let arrives = Fact::CallArrived { contact: waits, customer: customer(2), number: number(1) };
    house.takes([fact(Fact::CustomerHungUp { contact: over }), fact(arrives)]).await;
    let label = |house: &House| house.task.scene.acd.label(member(1)).unwrap();
    assert_eq!(label(&house), acd::Label::AfterCallWork);
    // Its end would lead to an offer, and no offer can be made any more.
    house.take_the_last_fence().await;
    house.time_passes(400_000).await;

    // A session for others than this member.
    let session = Command::StartSession { contact: contact(3, 3), channel: channel(2) };
    let (started, mut answer) = command(By::Customer(customer(3)), None, session);
    house.takes([fact(Fact::DeadlineReached), started]).await;
    assert_eq!(answer.try_recv().unwrap(), Ok(Done::default()));
    let ended = house.record(waits).await;
    assert_eq!(ended.record.end_reason, Some(EndReason::WaitedTooLong), "a deadline after it");
    assert_eq!(label(&house), acd::Label::AfterCallWork);
    // It comes again, and nobody waits any more whom it would offer.
    house.takes([fact(Fact::DeadlineReached)]).await;
    assert_ne!(label(&house), acd::Label::AfterCallWork);
    assert!(!house.task.has_deadlines_due(0));
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
