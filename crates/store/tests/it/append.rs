//! Batches: all or nothing, in order, and answered once.

use acd::{By, OfferEnd, Timestamp};
use serde_json::json;
use store::{Answer, AppendError, Job, SchemaHash, Seq};
use uuid::Uuid;

use crate::ground::{Ground, on_each_database};
use crate::story::{
    ANNA, APPLICATION, BEN, CUSTOMER, OTHER_APPLICATION, batch, by_anna, call_arrived, contact,
    entry, found, message, message_added, offer_ended, offered, session_arrived,
};

on_each_database! {
    entries_of_a_batch_get_the_next_sequences_in_order
    a_batch_made_on_an_old_picture_is_refused
    a_batch_of_an_unknown_application_is_refused
    op04_a_failed_append_leaves_nothing
    a_bad_batch_harms_no_other_of_its_group
    i27_a_command_is_answered_once_and_for_a_day
    i01_a_second_open_offer_of_a_contact_is_refused
    i02_a_second_open_voice_offer_of_a_member_is_refused
    what_waits_together_is_committed_together
    many_drivers_append_at_once_and_each_keeps_its_own_order
    jobs_wait_until_they_are_due_and_are_done_once
}

async fn entries_of_a_batch_get_the_next_sequences_in_order(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let mut first = batch(0, 10, vec![call_arrived(1, 10)]);
    first.entries.push(entry(11, vec![call_arrived(2, 11)]));
    let committed = store.append(first).await.unwrap();
    assert_eq!((committed.first, committed.last), (Seq(1), Seq(2)));
    let committed = store.append(batch(2, 12, vec![call_arrived(3, 12)])).await.unwrap();
    assert_eq!((committed.first, committed.last), (Seq(3), Seq(3)));

    let journal = store.journal_after(APPLICATION, Seq(1), 10).await.unwrap();
    let told: Vec<_> = journal.iter().map(|it| (it.seq, it.at, it.events.clone())).collect();
    assert_eq!(
        told,
        [
            (Seq(2), Timestamp(11), vec![call_arrived(2, 11)]),
            (Seq(3), Timestamp(12), vec![call_arrived(3, 12)]),
        ]
    );
}

async fn a_batch_made_on_an_old_picture_is_refused(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    store.append(batch(0, 10, vec![call_arrived(1, 10)])).await.unwrap();
    let again = store.append(batch(0, 11, vec![call_arrived(2, 11)])).await;
    assert!(matches!(again, Err(AppendError::Stale { after: Seq(0), .. })), "{again:?}");
    assert_eq!(ground.rows("journal").await.len(), 1);
    assert_eq!(ground.rows("record").await.len(), 1);
}

async fn a_batch_of_an_unknown_application_is_refused(ground: &Ground) {
    let store = ground.open().await;
    let refused = store.append(batch(0, 10, vec![call_arrived(1, 10)])).await;
    assert!(matches!(refused, Err(AppendError::Stale { .. })), "{refused:?}");
}

/// Whatever table the fault strikes, the whole batch is gone, and the same batch can be appended when it is mended.
async fn op04_a_failed_append_leaves_nothing(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let whole = || {
        let said = message(1, 1, "hello");
        let events = vec![session_arrived(1, 10), message_added(&said), offered(1, ANNA, 1, 10)];
        let mut whole = batch(0, 10, events);
        whole.messages.push(said);
        whole.answers.push(answer(by_anna(), 7));
        whole.jobs.push(job(1, 10));
        whole
    };
    let tables = ["journal", "record", "record_event", "offer", "message", "command_answer", "job"];
    for table in tables {
        ground.break_inserts(table).await;
        let failed = store.append(whole()).await;
        assert!(matches!(failed, Err(AppendError::Commit(_))), "{table}: {failed:?}");
        for left in tables {
            assert_eq!(ground.rows(left).await, [""; 0], "{left} after a fault in {table}");
        }
        let recovered = store.recover(APPLICATION, SchemaHash(1)).await.unwrap().unwrap();
        assert_eq!((recovered.seq, recovered.events), (Seq(0), vec![]));
        ground.mend_inserts(table).await;
    }
    store.append(whole()).await.unwrap();
    for table in tables {
        assert_eq!(ground.rows(table).await.len(), 1, "{table}");
    }
}

async fn a_bad_batch_harms_no_other_of_its_group(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    found(&store, OTHER_APPLICATION).await;
    let good = batch(0, 10, vec![call_arrived(1, 10)]);
    let mut bad = batch(0, 10, vec![call_arrived(2, 10), call_arrived(2, 10)]);
    bad.application = OTHER_APPLICATION;
    // One poll each puts both into the inbox before the writer runs: they are one group.
    let (good, bad) = tokio::join!(store.append(good), store.append(bad));
    good.unwrap();
    assert!(matches!(bad, Err(AppendError::Guarded(_))), "{bad:?}");
    assert_eq!(ground.rows("record").await.len(), 1);
}

async fn i27_a_command_is_answered_once_and_for_a_day(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let mut first = batch(0, 10, vec![]);
    first.answers.push(answer(by_anna(), 7));
    first.answers.push(answer(By::Customer(CUSTOMER), 7));
    store.append(first).await.unwrap();
    let asked = store.answer(APPLICATION, by_anna(), Uuid::from_u128(7)).await.unwrap();
    assert_eq!(asked, Some(json!({ "sequence": 7 })));
    assert_eq!(store.answer(APPLICATION, by_anna(), Uuid::from_u128(8)).await.unwrap(), None);
    let elsewhere = store.answer(OTHER_APPLICATION, by_anna(), Uuid::from_u128(7)).await;
    assert_eq!(elsewhere.unwrap(), None);

    let mut again = batch(1, 11, vec![call_arrived(1, 11)]);
    again.answers.push(answer(by_anna(), 7));
    let again = store.append(again).await;
    assert!(matches!(again, Err(AppendError::Guarded(_))), "{again:?}");
    assert_eq!(ground.rows("record").await.len(), 0);

    let day = 24 * 60 * 60 * 1000;
    let forget =
        async |application, now| store.forget_answers(application, Timestamp(now)).await.unwrap();
    assert_eq!(forget(APPLICATION, day).await, 0);
    assert_eq!(forget(OTHER_APPLICATION, day + 11).await, 0);
    assert_eq!(forget(APPLICATION, day + 11).await, 2);
    assert_eq!(store.answer(APPLICATION, by_anna(), Uuid::from_u128(7)).await.unwrap(), None);
}

async fn i01_a_second_open_offer_of_a_contact_is_refused(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let made = vec![session_arrived(1, 10), offered(1, ANNA, 1, 10)];
    store.append(batch(0, 10, made)).await.unwrap();
    let second = store.append(batch(1, 11, vec![offered(1, BEN, 2, 11)])).await;
    assert!(matches!(second, Err(AppendError::Guarded(_))), "{second:?}");
    let handed_on = vec![offer_ended(1, ANNA, OfferEnd::Missed, 12), offered(1, BEN, 2, 12)];
    store.append(batch(1, 12, handed_on)).await.unwrap();
}

async fn i02_a_second_open_voice_offer_of_a_member_is_refused(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let made = vec![
        call_arrived(1, 10),
        call_arrived(2, 10),
        session_arrived(3, 10),
        offered(1, ANNA, 1, 10),
    ];
    store.append(batch(0, 10, made)).await.unwrap();
    let second = store.append(batch(1, 11, vec![offered(2, ANNA, 1, 11)])).await;
    assert!(matches!(second, Err(AppendError::Guarded(_))), "{second:?}");
    // A session may ring beside a call: only calls are one at a time.
    store.append(batch(1, 12, vec![offered(3, ANNA, 1, 12)])).await.unwrap();
}

/// One flush of the disk serves all drivers that wait for it.
async fn what_waits_together_is_committed_together(ground: &Ground) {
    const DRIVERS: u128 = 20;
    let store = ground.open().await;
    let application = |driver| acd::ApplicationId(Uuid::from_u128(100 + driver));
    for driver in 0..DRIVERS {
        found(&store, application(driver)).await;
    }
    let before = ground.commits().await;
    let mut drivers = tokio::task::JoinSet::new();
    for driver in 0..DRIVERS {
        let store = store.clone();
        let mut only = batch(0, 1, vec![call_arrived(driver, 1)]);
        only.application = application(driver);
        drivers.spawn(async move { store.append(only).await.unwrap() });
    }
    drivers.join_all().await;
    assert_eq!(ground.rows("journal").await.len(), 20);
    assert_eq!(ground.commits().await - before, 1);
}

async fn many_drivers_append_at_once_and_each_keeps_its_own_order(ground: &Ground) {
    const DRIVERS: u128 = 8;
    const BATCHES: u64 = 25;
    let store = ground.open().await;
    let mut drivers = tokio::task::JoinSet::new();
    for driver in 0..DRIVERS {
        let application = acd::ApplicationId(Uuid::from_u128(100 + driver));
        found(&store, application).await;
        let store = store.clone();
        drivers.spawn(async move {
            for seq in 0..BATCHES {
                let n = driver * 1_000 + u128::from(seq);
                let mut next = batch(seq, seq, vec![call_arrived(n, seq)]);
                next.application = application;
                assert_eq!(store.append(next).await.unwrap().last, Seq(seq + 1));
            }
        });
    }
    drivers.join_all().await;
    for driver in 0..DRIVERS {
        let application = acd::ApplicationId(Uuid::from_u128(100 + driver));
        let recovered = store.recover(application, SchemaHash(1)).await.unwrap().unwrap();
        let sent: Vec<_> =
            (0..BATCHES).map(|seq| call_arrived(driver * 1_000 + u128::from(seq), seq)).collect();
        assert_eq!((recovered.seq, recovered.events), (Seq(BATCHES), sent));
    }
}

async fn jobs_wait_until_they_are_due_and_are_done_once(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let mut asking = batch(0, 10, vec![]);
    asking.jobs = vec![job(1, 100), job(2, 50)];
    store.append(asking).await.unwrap();
    assert_eq!(store.due_jobs("mail", Timestamp(49), 10).await.unwrap(), []);
    let due = store.due_jobs("mail", Timestamp(100), 10).await.unwrap();
    assert_eq!(due.iter().map(|it| it.job.clone()).collect::<Vec<_>>(), [job(2, 50), job(1, 100)]);

    store.finish_job(due[0].job.id).await.unwrap();
    store.put_job_off(due[1].job.id, Timestamp(200), "no route").await.unwrap();
    assert_eq!(store.due_jobs("mail", Timestamp(199), 10).await.unwrap(), []);
    let due = store.due_jobs("mail", Timestamp(200), 10).await.unwrap();
    assert_eq!(due.len(), 1);
    assert_eq!((due[0].attempts, due[0].failure.as_deref()), (1, Some("no route")));
}

fn answer(by: By, cmd_id: u128) -> Answer {
    Answer {
        by,
        cmd_id: Uuid::from_u128(cmd_id),
        at: Timestamp(10),
        body: json!({ "sequence": 7 }),
    }
}

fn job(id: u128, due: u64) -> Job {
    Job {
        id: Uuid::from_u128(id),
        kind: "mail".to_owned(),
        body: json!({ "contact": contact(1) }),
        due: Timestamp(due),
    }
}
