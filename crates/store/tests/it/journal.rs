//! What was acknowledged is there after the store is gone and opened anew.

use acd::Timestamp;
use store::{AppendError, Application, JOURNAL_PAGE, SchemaHash, Seq, WriteError};

use crate::ground::{Ground, on_each_database};
use crate::story::{APPLICATION, batch, call_arrived, entry, found};

on_each_database! {
    op04_what_was_acknowledged_is_there_after_reopening
    f01_an_application_is_known_to_live_beyond_its_journal
    a_long_journal_is_recovered_page_by_page
    a_client_catches_up_in_pages
    a_closed_store_says_so
}

async fn op04_what_was_acknowledged_is_there_after_reopening(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    for seq in 0..5 {
        store.append(batch(seq, seq, vec![call_arrived(seq.into(), seq)])).await.unwrap();
    }
    store.close().await;

    let store = ground.open().await;
    let recovered = store.recover(APPLICATION, SchemaHash(1)).await.unwrap().unwrap();
    let arrived: Vec<_> = (0..5).map(|seq| call_arrived(seq.into(), seq)).collect();
    assert_eq!((recovered.seq, recovered.at, recovered.events), (Seq(5), Timestamp(4), arrived));
    store.append(batch(5, 5, vec![call_arrived(5, 5)])).await.unwrap();
}

async fn f01_an_application_is_known_to_live_beyond_its_journal(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    store.append(batch(0, 10, vec![call_arrived(1, 10)])).await.unwrap();
    let known = async || store.recover(APPLICATION, SchemaHash(1)).await.unwrap().unwrap();
    assert_eq!((known().await.at, known().await.alive), (Timestamp(10), Timestamp(10)));
    for (now, alive) in [(12, 12), (11, 12), (15, 15)] {
        store.write(Application::lives(APPLICATION, Timestamp(now))).await.unwrap();
        assert_eq!((known().await.at, known().await.alive), (Timestamp(10), Timestamp(alive)));
    }
}

async fn a_long_journal_is_recovered_page_by_page(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let page = u64::from(JOURNAL_PAGE);
    let mut long = batch(0, 1, vec![call_arrived(1, 1)]);
    long.entries.extend((2..=page).map(|at| entry(at, vec![])));
    long.entries.push(entry(page + 1, vec![call_arrived(2, page + 1)]));
    store.append(long).await.unwrap();

    let known = store.recover(APPLICATION, SchemaHash(1)).await.unwrap().unwrap();
    assert_eq!((known.from, known.until, known.seq), (Seq(0), Seq(page), Seq(page + 1)));
    assert_eq!(known.events, [call_arrived(1, 1)], "one page, however long it is");
    assert_eq!(known.at, Timestamp(page + 1), "no clock falls behind what is not read yet");
    let rest = store.journal_after(APPLICATION, known.until, JOURNAL_PAGE).await.unwrap();
    let rest: Vec<_> = rest.into_iter().flat_map(|entry| entry.events).collect();
    assert_eq!(rest, [call_arrived(2, page + 1)]);
}

async fn a_client_catches_up_in_pages(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    for seq in 0..5 {
        store.append(batch(seq, seq, vec![call_arrived(seq.into(), seq)])).await.unwrap();
    }
    let page = store.journal_after(APPLICATION, Seq(1), 2).await.unwrap();
    assert_eq!(page.iter().map(|it| it.seq).collect::<Vec<_>>(), [Seq(2), Seq(3)]);
    let page = store.journal_after(APPLICATION, Seq(3), 9).await.unwrap();
    assert_eq!(page.iter().map(|it| it.seq).collect::<Vec<_>>(), [Seq(4), Seq(5)]);
    assert_eq!(store.journal_after(APPLICATION, Seq(5), 9).await.unwrap(), []);
}

async fn a_closed_store_says_so(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let left_over = store.clone();
    store.close().await;
    let refused = left_over.append(batch(0, 1, vec![])).await;
    assert!(matches!(refused, Err(AppendError::Closed)), "{refused:?}");
    let refused = left_over.forget_answers(APPLICATION, Timestamp(0)).await;
    assert!(matches!(refused, Err(WriteError::Closed)), "{refused:?}");
    left_over.recover(APPLICATION, SchemaHash(1)).await.unwrap_err();
}

/// F09, as far as a store can tell: its connections are gone, the server is back.
#[tokio::test]
async fn f09_a_store_finds_its_way_back_to_a_restarted_postgresql() {
    let ground = Ground::postgres().await;
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    for seq in 0..3 {
        ground
            .run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                 WHERE application_name = current_schema() AND pid <> pg_backend_pid()",
            )
            .await;
        store.append(batch(seq, seq, vec![call_arrived(seq.into(), seq)])).await.unwrap();
    }
    let recovered = store.recover(APPLICATION, SchemaHash(1)).await.unwrap().unwrap();
    assert_eq!(recovered.events.len(), 3);
    ground.drop_schema().await;
}
