//! The texts of sessions: kept as written, in order, each once.

use store::{AppendError, Batch, Message, Seq};

use crate::ground::{Ground, on_each_database};
use crate::story::{APPLICATION, OTHER_APPLICATION, contact, entry, found, message, message_added};

on_each_database! {
    dk13_messages_are_read_back_in_order_as_they_were_written
    dk13_a_message_id_and_a_sequence_are_good_once_in_a_session
    a_character_that_postgresql_cannot_hold_fails_no_commit
}

async fn dk13_messages_are_read_back_in_order_as_they_were_written(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let said = [message(1, 1, "hello"), message(1, 2, "退款 🙂\r\n'; --"), message(1, 3, "")];
    store.append(saying(0, &said)).await.unwrap();
    store.append(saying(1, &[message(2, 1, "another session")])).await.unwrap();

    let read = store.messages_after(APPLICATION, contact(1), 0, 10).await.unwrap();
    assert_eq!(read, said);
    let read = store.messages_after(APPLICATION, contact(1), 1, 1).await.unwrap();
    assert_eq!(read, said[1..2]);
    let found = |from, id| store.message(from, contact(1), id);
    assert_eq!(found(APPLICATION, said[0].id).await.unwrap().as_ref(), Some(&said[0]));
    assert_eq!(found(OTHER_APPLICATION, said[0].id).await.unwrap(), None);
    let foreign = store.messages_after(OTHER_APPLICATION, contact(1), 0, 10).await.unwrap();
    assert_eq!(foreign, []);
}

async fn dk13_a_message_id_and_a_sequence_are_good_once_in_a_session(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    store.append(saying(0, &[message(1, 1, "hello")])).await.unwrap();
    let same_id = Message { sequence: 2, ..message(1, 1, "hello") };
    let same_sequence = Message { id: message(1, 9, "").id, ..message(1, 1, "hello") };
    for twice in [same_id, same_sequence] {
        let refused = store.append(saying(1, &[twice])).await;
        assert!(matches!(refused, Err(AppendError::Guarded(_))), "{refused:?}");
    }
    assert_eq!(ground.rows("message").await.len(), 1);
}

async fn a_character_that_postgresql_cannot_hold_fails_no_commit(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    store.append(saying(0, &[message(1, 1, "a\0b")])).await.unwrap();
    let read = store.messages_after(APPLICATION, contact(1), 0, 10).await.unwrap();
    assert_eq!(read[0].body, "a\u{fffd}b");
}

fn saying(after: u64, said: &[Message]) -> Batch {
    let mut batch = Batch::new(APPLICATION, Seq(after));
    batch.entries.push(entry(1_000, said.iter().map(message_added).collect()));
    batch.messages = said.to_vec();
    batch
}
