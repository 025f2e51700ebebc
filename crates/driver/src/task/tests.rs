//! What a driver does when a batch comes to nothing: nobody is told what did not happen, and nothing that happened is lost.

mod config_edits;
mod defect;
mod enquiries;
mod house;
mod keys;
mod member_edits;
mod restart;

use acd::{By, Command, Fact, Refused};
use store::{Batch, JournalEntry, Seq, Snapshot};
use uuid::Uuid;

use self::house::{House, command, fact, say, start};
use super::*;
use crate::last_session;
use crate::load::SCHEMA;
use crate::push::view::ended_session;
use crate::world::{channel, contact, customer, member, message, number};

#[tokio::test]
async fn f12_a_store_that_takes_nothing_costs_no_fact_and_shows_nothing() {
    let mut house = House::open().await;
    let (_, mut mia) = house.customer_attaches(1).await;
    let (call, session) = (contact(1, 1), contact(2, 2));
    let (who, number) = (customer(2), number(1));
    house.takes([fact(Fact::CallArrived { contact: call, customer: who, number })]).await;
    let (started, _) = start(1, session);
    house.takes([started]).await;
    while mia.try_next().is_some() {}

    house.break_store().await;
    let cmd_id = Uuid::now_v7();
    let (said, mut answer) = say(1, session, message(1, 1), cmd_id);
    let again = house.task.take_all(vec![fact(hang_up(call)), said]).await;
    assert_eq!(answer.try_recv().unwrap(), Err(Rejection::StoreUnavailable));
    assert_eq!(mia.try_next(), None, "nothing is shown that was not committed");
    assert!(house.task.scene.acd.contact(call).is_some(), "the state is the store's again");

    // It is still broken: the fact waits, and who asks hears so.
    let (said, mut answer) = say(1, session, message(1, 1), cmd_id);
    let again = house.task.take_all(again.into_iter().chain([said]).collect()).await;
    assert_eq!(answer.try_recv().unwrap(), Err(Rejection::StoreUnavailable));

    house.mend_store().await;
    let (said, mut answer) = say(1, session, message(1, 1), cmd_id);
    let again = house.task.take_all(again.into_iter().chain([said]).collect()).await;
    assert!(again.is_empty());
    assert_eq!(answer.try_recv().unwrap(), Ok(Done { sequence: Some(1) }));
    assert!(house.task.scene.acd.contact(call).is_none(), "the hang-up was not lost");
    assert!(mia.try_next().is_some());
    house.is_what_the_store_has().await;
}

#[tokio::test]
async fn f10_a_commit_that_nobody_heard_of_is_answered_once_and_shown_to_all() {
    let mut house = House::open().await;
    let (_, mut mia) = house.customer_attaches(1).await;
    let session = contact(1, 1);
    // The commit happens, and its answer is lost: the driver does not know of it.
    let (by, cmd_id) = (By::Customer(customer(1)), Uuid::now_v7());
    let (mut other, seq) = (house.task.scene.acd.clone(), house.task.seq);
    let command = Command::StartSession { contact: session, channel: channel(1) };
    let input = Input::Command { by, command };
    let now = house.task.clock.now();
    let events = house::events(other.handle(input.clone(), now).unwrap());
    let mut batch = Batch::new(house.task.application, seq);
    batch.entries.push(JournalEntry { input, by: Some(by), at: now, events });
    let mut memory = AnswerMemory::default();
    batch.answers.push(memory.remember(by, cmd_id, Done::default(), now));
    house.task.store.append(batch).await.unwrap();

    let (request, mut answer) = house::command(by, Some(cmd_id), command);
    let again = house.task.take_all(vec![request]).await;
    assert!(again.is_empty());
    assert_eq!(answer.try_recv().unwrap(), Ok(Done::default()), "the first answer stands");
    assert_eq!(mia.next().await, None, "her page takes a fresh picture");
    let (attached, _) = house.customer_attaches(1).await;
    assert_eq!(attached.session.unwrap().id, session.0);
    house.is_what_the_store_has().await;
}

#[tokio::test]
async fn i27_a_command_that_changed_nothing_keeps_its_answer_over_a_restart() {
    let mut house = House::open().await;
    house.member_is_live(1).await;
    let (by, twice) = (By::Member(member(1)), Uuid::now_v7());
    let online = |cmd_id| command(by, Some(cmd_id), Command::GoOnline);
    for (request, _) in [online(Uuid::now_v7()), online(twice), command(by, None, Command::LogOut)]
    {
        house.takes([request]).await;
    }
    house.task.astray = true;
    let (again, mut answer) = online(twice);
    house.takes([again]).await;
    assert_eq!(answer.try_recv().unwrap(), Ok(Done::default()));
    let label = house.task.scene.acd.label(member(1));
    assert_eq!(label, Some(acd::Label::Offline), "an old packet brings nobody back");
}

#[tokio::test]
async fn i27_a_message_sent_as_another_command_keeps_its_answer_over_end_and_restart() {
    let mut house = House::open().await;
    let session = contact(1, 1);
    let (started, _) = start(1, session);
    let twice = Uuid::now_v7();
    let said = |cmd_id| say(1, session, message(1, 1), cmd_id);
    let (first, second) = (said(Uuid::now_v7()), said(twice));
    let end = Command::EndSession { contact: session };
    let (ended, _) = command(By::Customer(customer(1)), None, end);
    for request in [started, first.0, second.0, ended] {
        house.takes([request]).await;
    }
    house.task.astray = true;
    let (again, mut answer) = said(twice);
    house.takes([again]).await;
    assert_eq!(answer.try_recv().unwrap(), Ok(Done { sequence: Some(1) }));
}

#[tokio::test]
async fn an_input_that_meets_a_defect_is_set_aside_and_the_others_come_through() {
    let mut house = House::open().await;
    let (left, waits, session) = (contact(1, 1), contact(2, 2), contact(3, 3));
    for (call, who) in [(left, 1), (waits, 2)] {
        let (customer, number) = (customer(who), number(1));
        house.takes([fact(Fact::CallArrived { contact: call, customer, number })]).await;
    }
    let (started, _) = start(3, session);
    house.takes([started]).await;
    house.take_the_last_fence().await;
    house.member_is_live(1).await;

    // Going online leads to an offer, and an offer to a number that does not fit: the core panics.
    let (online, mut refused) = command(By::Member(member(1)), None, Command::GoOnline);
    let (said, mut answer) = say(3, session, message(1, 1), Uuid::now_v7());
    let again = house.task.take_all(vec![fact(hang_up(left)), online, said]).await;
    assert!(again.is_empty());
    assert_eq!(refused.try_recv().unwrap(), Err(Rejection::Defect));
    assert_eq!(answer.try_recv().unwrap(), Ok(Done { sequence: Some(1) }));
    assert!(house.task.scene.acd.contact(left).is_none(), "the fact before it was taken");
    assert!(house.task.scene.acd.contact(waits).is_some());
    house.is_what_the_store_has().await;
}

#[tokio::test]
async fn dk13_a_message_older_than_every_memory_gets_its_first_answer_and_harms_nobody() {
    let mut house = House::open().await;
    let (long, short) = (contact(1, 1), contact(2, 2));
    let (long_started, _) = start(1, long);
    let (short_started, _) = start(2, short);
    house.takes([long_started, short_started]).await;
    for chunk in (1..=600).collect::<Vec<u64>>().chunks(200) {
        let said = chunk.iter().map(|n| say(1, long, message(1, *n), Uuid::now_v7()).0);
        house.takes(said).await;
    }
    let (again, mut first) = say(1, long, message(1, 1), Uuid::now_v7());
    let (other, mut second) = say(2, short, message(2, 1), Uuid::now_v7());
    house.takes([again, other]).await;
    assert_eq!(first.try_recv().unwrap(), Ok(Done { sequence: Some(1) }));
    assert_eq!(second.try_recv().unwrap(), Ok(Done { sequence: Some(1) }));
    house.is_what_the_store_has().await;
}

#[tokio::test]
async fn dk14_how_the_last_session_ended_is_told_for_a_day() {
    let mut house = House::open().await;
    let (first, second) = (contact(1, 1), contact(2, 2));
    let end = |contact| command(By::Customer(customer(1)), None, Command::EndSession { contact }).0;
    for session in [first, second] {
        let (started, _) = start(1, session);
        let (said, _) = say(1, session, message(1, session.0.as_u64_pair().1), Uuid::now_v7());
        house.takes([started, said, end(session)]).await;
    }
    let (store, application) = (&house.task.store, house.task.application);
    let now = house.task.clock.now();
    let told = async |id, at| last_session(store, application, customer(id), at).await.unwrap();
    let (session, messages) = told(1, now).await.unwrap();
    assert_eq!(session, ended_session(second, acd::EndReason::LeftInQueue, None));
    let texts: Vec<_> = messages.iter().map(|message| &*message.text).collect();
    assert_eq!(texts, ["Hello"], "what was said in it, and not in the one before");
    assert_eq!(told(2, now).await, None, "nobody sees another's");
    assert_eq!(told(1, now.after(Millis::from_secs(24 * 60 * 60))).await, None);
}

#[tokio::test]
async fn a_page_that_is_back_before_its_old_socket_is_missed_stays_live() {
    let mut house = House::open().await;
    house.member_is_live(1).await;
    let (attach, _attached) = house::attach(1);
    let last_frame = house.task.clock.now();
    house.takes([attach, Request::MemberDetached { member: member(1), last_frame }]).await;
    assert_eq!(house.task.scene.acd.agent(member(1)).unwrap().browser, acd::Browser::Live);
}

#[tokio::test]
async fn a_refusal_that_rests_on_what_was_not_committed_is_not_told() {
    let mut house = House::open().await;
    let session = contact(1, 1);
    house.break_store().await;
    let (first, mut started) = start(1, session);
    let (second, mut refused) = start(1, session);
    house.takes([first, second]).await;
    assert_eq!(started.try_recv().unwrap(), Err(Rejection::StoreUnavailable));
    assert_eq!(refused.try_recv().unwrap(), Err(Rejection::StoreUnavailable));

    house.mend_store().await;
    let (first, mut started) = start(1, session);
    let (second, mut refused) = start(1, session);
    house.takes([first, second]).await;
    assert_eq!(started.try_recv().unwrap(), Ok(Done::default()));
    assert_eq!(refused.try_recv().unwrap(), Err(Rejection::Refused(Refused::SessionOpen)));
}

#[tokio::test]
async fn the_book_names_only_customers_who_are_here() {
    let mut house = House::open().await;
    let session = contact(1, 1);
    let (_, feed) = house.customer_attaches(1).await;
    let (started, _) = start(1, session);
    house.takes([started]).await;
    drop(feed);
    house.takes([Request::CustomerDetached(customer(1))]).await;
    assert_eq!(house.task.scene.book.customers.len(), 1, "the session waits for an agent");
    let end = Command::EndSession { contact: session };
    let (ended, _) = command(By::Customer(customer(1)), None, end);
    house.takes([ended]).await;
    assert!(house.task.scene.book.customers.is_empty());
}

#[tokio::test]
async fn a_snapshot_that_cannot_be_read_costs_time_and_nothing_else() {
    let mut house = House::open().await;
    let (started, _) = start(1, contact(1, 1));
    house.takes([started]).await;
    let (seq, at) = (house.task.seq, house.task.clock.now());
    let torn =
        Snapshot { seq: Seq(seq.0 - 1), at, schema: SCHEMA, body: b"{\"settings\":".to_vec() };
    house.task.store.save_snapshot(house.task.application, torn).await.unwrap();
    house.is_what_the_store_has().await;
}

const fn hang_up(contact: acd::ContactId) -> Fact {
    Fact::CustomerHungUp { contact }
}
