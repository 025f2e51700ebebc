//! What a driver does first after the process before it was killed.

use acd::{ContactState, Event, Label, OfferEnd};

use super::house::{House, fact, start};
use crate::task::*;
use crate::world::{contact, member};

#[tokio::test]
async fn f01_talk_ends_when_the_process_did_and_not_when_the_next_one_began() {
    let mut house = House::open().await;
    house.member_is_online(1).await;
    let call = contact(1, 1);
    house.talks(1, call).await;
    let began = house.task.clock.now();
    // Nothing happens in the call for two minutes but that the process lives.
    let last = Timestamp(began.0 + 120_000);
    house.task.store.write(store::Application::lives(house.task.application, last)).await.unwrap();
    house.dies_for_an_hour().await;

    let found = house.record(call).await;
    assert_eq!(found.record.ended, Some(last));
    assert_eq!(found.record.end_reason, Some(acd::EndReason::SystemFault));
    assert!((120_000..125_000).contains(&found.record.talk.0), "{:?}", found.record.talk);
    let [segment] = found.segments.as_slice() else { unreachable!("one agent") };
    // ST06, F05: after-call-work follows, with a deadline that is its own.
    assert_eq!(segment.acw.map(|acw| acw.started), Some(last));
    house.is_what_the_store_has().await;
}

#[tokio::test]
async fn f01_without_a_pulse_talk_ends_with_the_journal() {
    let mut house = House::open().await;
    house.member_is_online(1).await;
    let call = contact(1, 1);
    house.talks(1, call).await;
    let last = load_at(&house).await;
    house.dies_for_an_hour().await;
    let found = house.record(call).await;
    assert_eq!(found.record.ended, Some(last));
}

#[tokio::test]
async fn f03_what_rang_when_the_process_died_is_nobodys_miss_and_waits_for_nobody() {
    let mut house = House::open().await;
    house.member_is_online(1).await;
    let (call, session) = (contact(1, 1), contact(2, 2));
    house.call_rings(call).await;
    let (started, _) = start(2, session);
    house.takes([started]).await;
    assert!(house.task.scene.acd.contact(session).unwrap().offer().is_none(), "it waits");
    house.dies_for_an_hour().await;

    let found = house.record(call).await;
    assert_eq!(found.record.end_reason, Some(acd::EndReason::SystemFault));
    assert_eq!((found.record.offers, found.record.missed), (1, 0));
    assert_eq!(found.offers[0].end, Some(OfferEnd::Cancelled));
    let events = found.timeline.iter().map(|moment| &moment.event);
    let queued = events.filter(|event| matches!(event, Event::QueueEntered(_))).count();
    assert_eq!(queued, 1, "no moment at the head of the queue");
    // The agent whom the end of the call set free has no browser: the session is not offered to an empty chair.
    assert_eq!(house.record(session).await.record.offers, 0);
}

#[tokio::test]
async fn f03_a_session_that_rang_goes_back_to_the_head_without_a_miss() {
    let mut house = House::open().await;
    house.member_is_online(1).await;
    let session = contact(2, 2);
    let (started, _) = start(2, session);
    house.takes([started]).await;
    assert!(house.task.scene.acd.contact(session).unwrap().offer().is_some());
    house.dies_for_an_hour().await;
    let found = house.record(session).await;
    assert_eq!((found.record.offers, found.record.missed), (1, 0));
    let state = house.task.scene.acd.contact(session).unwrap().state.clone();
    assert!(matches!(state, ContactState::Waiting(_)), "{state:?}");
}

#[tokio::test]
async fn f05_the_grace_begins_with_the_new_process() {
    let mut house = House::open().await;
    house.member_is_online(1).await;
    house.dies_for_an_hour().await;
    house.takes([fact(Fact::DeadlineReached)]).await;
    let agent = house.task.scene.acd.agent(member(1)).unwrap();
    assert_eq!(agent.shown.label, Label::Available);
    assert!(matches!(agent.browser, acd::Browser::Quiet { .. }));
    assert!(!agent.audio);
}

#[tokio::test]
async fn f01_a_pulse_is_due_while_a_call_lives_and_only_then() {
    let mut house = House::open().await;
    house.member_is_online(1).await;
    assert_eq!(house.task.next_pulse(), None);
    house.call_rings(contact(1, 1)).await;
    let due = house.task.next_pulse().unwrap();
    assert!(due > house.task.known_alive);
    let (store, application) = (house.task.store.clone(), house.task.application);
    house.task.pulse();
    // What is written after it is committed after it.
    store.write(store::Login::forget_expired(Timestamp(0))).await.unwrap();
    let recovered = store.recover(application, crate::load::SCHEMA).await.unwrap().unwrap();
    assert_eq!(recovered.alive, house.task.known_alive);
}

/// As after an upgrade that has changed the form of a state.
#[tokio::test]
async fn op08_a_journal_without_a_snapshot_is_folded_page_by_page_and_then_saved() {
    let mut house = House::open().await;
    let (application, seq) = (house.task.application, house.task.seq);
    let mut long = store::Batch::new(application, seq);
    let at = house.task.clock.now();
    // Each day begins once, and the last one is in the third page.
    let days = at.day()..=at.day() + 2 * u64::from(store::JOURNAL_PAGE);
    let input = Input::Fact { fact: Fact::DeadlineReached };
    long.entries.extend(days.clone().map(|day| {
        let events = vec![Event::DayBegan(acd::DayBegan { day })];
        JournalEntry { input: input.clone(), by: None, at, events }
    }));
    let end = house.task.store.append(long).await.unwrap().last;
    let loaded = crate::load::load(&house.task.store, application).await.unwrap();
    assert_eq!((loaded.seq, loaded.saved), (end, Seq(0)));
    let state = serde_json::to_value(&loaded.acd).unwrap();
    assert_eq!(state["day"].as_u64(), Some(*days.end()));

    house.time_passes(0).await;
    assert_eq!(house.task.saved, Seq(0));
    let (started, _) = start(1, contact(1, 1));
    house.takes([started]).await;
    assert_eq!(house.task.saved, house.task.seq, "the next start is short again");
}

async fn load_at(house: &House) -> Timestamp {
    let recovered = house.task.store.recover(house.task.application, crate::load::SCHEMA).await;
    recovered.unwrap().unwrap().at
}
