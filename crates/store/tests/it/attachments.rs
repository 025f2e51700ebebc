//! DK13, F16: files are announced, become whole, and go with one message; what none has taken is found again.

use acd::{Author, MessageId, Timestamp};
use store::{
    Announced, AttachmentId, AttachmentState, Batch, Message, MessageFile, NewAttachment, Pixels,
    Seq, Store, WriteError,
};
use uuid::Uuid;

use crate::ground::{Ground, on_each_database};
use crate::story::{
    ANNA, APPLICATION, CUSTOMER, OTHER_APPLICATION, batch, contact, entry, found, message,
    message_added, session_arrived,
};

on_each_database! {
    dk13_files_come_back_with_their_message_in_the_authors_order
    dk13_a_file_is_for_one_message_and_only_once_it_is_whole
    f16_what_no_message_has_taken_is_found_and_goes
    i24_no_other_application_has_the_file
    op06_what_an_author_has_announced_is_counted
    dk13_who_has_to_do_with_a_session_is_known_before_it_ends
}

const ONE: AttachmentId = AttachmentId(Uuid::from_u128(0xF1));
const TWO: AttachmentId = AttachmentId(Uuid::from_u128(0xF2));

fn announced(id: AttachmentId, at: u64) -> NewAttachment {
    NewAttachment {
        id,
        author: Author::Customer(CUSTOMER),
        name: "退款 \"1\".webp".to_owned(),
        kind: "image/webp".to_owned(),
        size: 9,
        hash: vec![0, 255, 1],
        created: Timestamp(at),
    }
}

/// As it is kept: another kind, another size.
fn made(id: AttachmentId) -> MessageFile {
    MessageFile {
        id,
        name: "退款 \"1\".jpg".to_owned(),
        kind: "image/jpeg".to_owned(),
        size: 7,
        pixels: Some(Pixels { width: 40, height: 30 }),
    }
}

async fn whole(store: &Store, id: AttachmentId, at: u64) {
    store.write(announced(id, at).add(APPLICATION)).await.unwrap();
    store.write(made(id).is_whole(APPLICATION, Timestamp(at))).await.unwrap();
}

fn with_files(sequence: u64, files: &[AttachmentId]) -> Message {
    let files = files.iter().map(|id| made(*id)).collect();
    Message { files, ..message(1, sequence, "") }
}

async fn send(store: &Store, after: u64, said: &Message) {
    for (place, file) in (1..).zip(&said.files) {
        store.write(file.id.claim(APPLICATION, said.id, place, Timestamp(5))).await.unwrap();
    }
    let mut batch = Batch::new(APPLICATION, Seq(after));
    batch.entries.push(entry(1_000, vec![message_added(said)]));
    batch.messages = vec![said.clone()];
    store.append(batch).await.unwrap();
}

async fn dk13_files_come_back_with_their_message_in_the_authors_order(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    whole(&store, ONE, 1).await;
    whole(&store, TWO, 2).await;
    store.append(batch(0, 1_000, vec![session_arrived(1, 1_000)])).await.unwrap();
    let said = [message(1, 1, "look"), with_files(2, &[TWO, ONE]), message(1, 3, "well?")];
    for (after, said) in (1..).zip(&said) {
        send(&store, after, said).await;
    }
    let read = |after| store.messages_after(APPLICATION, contact(1), after, 10);
    assert_eq!(read(0).await.unwrap(), said);
    assert_eq!(read(1).await.unwrap(), said[1..]);
    assert_eq!(read(2).await.unwrap(), said[2..]);
    let one = store.message(APPLICATION, contact(1), said[1].id).await.unwrap();
    assert_eq!(one.as_ref(), Some(&said[1]));
    let detail = store.record(APPLICATION, contact(1)).await.unwrap().unwrap();
    assert_eq!(detail.messages, said);
    let kept = store.attachment(APPLICATION, ONE).await.unwrap().unwrap();
    assert_eq!((kept.file, kept.author), (made(ONE), Author::Customer(CUSTOMER)));
    assert_eq!((kept.message, kept.contact), (Some(said[1].id), Some(contact(1))));
}

async fn dk13_a_file_is_for_one_message_and_only_once_it_is_whole(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    store.write(announced(ONE, 1).add(APPLICATION)).await.unwrap();
    let claim = |message| store.write(ONE.claim(APPLICATION, message, 1, Timestamp(2)));
    let (first, other) = (MessageId(Uuid::from_u128(1)), MessageId(Uuid::from_u128(2)));
    assert!(matches!(claim(first).await, Err(WriteError::Untouched)), "it has not come");
    let state = async || store.attachment(APPLICATION, ONE).await.unwrap().unwrap().state;
    assert_eq!(state().await, AttachmentState::Uploading);
    store.write(made(ONE).is_whole(APPLICATION, Timestamp(2))).await.unwrap();
    assert_eq!(state().await, AttachmentState::Whole);
    assert_eq!(claim(first).await.unwrap(), 1);
    assert_eq!(claim(first).await.unwrap(), 1, "tried again");
    assert!(matches!(claim(other).await, Err(WriteError::Untouched)));
    let again = store.write(made(ONE).is_whole(APPLICATION, Timestamp(3))).await;
    assert!(matches!(again, Err(WriteError::Untouched)));
}

async fn f16_what_no_message_has_taken_is_found_and_goes(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    whole(&store, ONE, 10).await;
    whole(&store, TWO, 20).await;
    let left = |since| store.attachments_left_behind(APPLICATION, Timestamp(since), 10);
    assert_eq!(left(9).await.unwrap(), []);
    assert_eq!(left(10).await.unwrap(), [ONE]);
    store.write(ONE.touch(APPLICATION, Timestamp(30))).await.unwrap();
    assert_eq!(left(29).await.unwrap(), [TWO]);
    assert_eq!(left(30).await.unwrap(), [TWO, ONE]);
    send(&store, 0, &with_files(1, &[TWO])).await;
    assert_eq!(left(99).await.unwrap(), [ONE], "a message has the other");
    let discarded = store.write(TWO.discard(APPLICATION)).await;
    assert!(matches!(discarded, Err(WriteError::Untouched)));
    store.write(ONE.forget(APPLICATION)).await.unwrap();
    assert!(store.attachment(APPLICATION, ONE).await.unwrap().is_some(), "its file is there");
    store.write(ONE.discard(APPLICATION)).await.unwrap();
    assert_eq!(left(0).await.unwrap(), [ONE], "whatever the time");
    let claim = store.write(ONE.claim(APPLICATION, MessageId(Uuid::nil()), 1, Timestamp(40))).await;
    assert!(matches!(claim, Err(WriteError::Untouched)));
    store.write(ONE.forget(APPLICATION)).await.unwrap();
    assert_eq!(store.attachment(APPLICATION, ONE).await.unwrap(), None);
    assert_eq!(left(99).await.unwrap(), []);
}

async fn i24_no_other_application_has_the_file(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    found(&store, OTHER_APPLICATION).await;
    whole(&store, ONE, 1).await;
    assert_eq!(store.attachment(OTHER_APPLICATION, ONE).await.unwrap(), None);
    let (theirs, at) = (OTHER_APPLICATION, Timestamp(2));
    for write in [ONE.claim(theirs, MessageId(Uuid::nil()), 1, at), ONE.discard(theirs)] {
        assert!(matches!(store.write(write).await, Err(WriteError::Untouched)));
    }
    assert_eq!(store.attachments_left_behind(theirs, at, 10).await.unwrap(), []);
}

async fn op06_what_an_author_has_announced_is_counted(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    for (id, at) in [(ONE, 10), (TWO, 20)] {
        store.write(announced(id, at).add(APPLICATION)).await.unwrap();
    }
    let counted = |author, since| store.announced_since(APPLICATION, author, Timestamp(since));
    let mia = Author::Customer(CUSTOMER);
    assert_eq!(counted(mia, 0).await.unwrap(), Announced { files: 2, bytes: 18 });
    assert_eq!(counted(mia, 10).await.unwrap(), Announced { files: 1, bytes: 9 });
    assert_eq!(counted(Author::Member(ANNA), 0).await.unwrap(), Announced::default());
}

async fn dk13_who_has_to_do_with_a_session_is_known_before_it_ends(ground: &Ground) {
    use crate::story::{BEN, SALES, offer_ended, offered, queued};
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let arrived =
        vec![session_arrived(1, 1), queued(1, 1, acd::Place::Tail), offered(1, ANNA, 1, 1)];
    store.append(batch(0, 1, arrived)).await.unwrap();
    let concerned = async || store.concerned(APPLICATION, contact(1)).await.unwrap().unwrap();
    let now = concerned().await;
    assert_eq!((now.offered, now.record.group), (vec![ANNA], Some(SALES)));
    assert_eq!((now.record.customer, now.segments.len()), (Some(CUSTOMER), 0));
    let joined = acd::MemberJoined {
        contact: contact(1),
        member: BEN,
        at: Timestamp(3),
        media_by: None,
        by_itself: false,
    };
    let taken =
        vec![offer_ended(1, ANNA, acd::OfferEnd::Missed, 2), acd::Event::MemberJoined(joined)];
    store.append(batch(1, 3, taken)).await.unwrap();
    let now = concerned().await;
    assert_eq!(now.offered, []);
    assert_eq!(now.segments.iter().map(|part| part.member).collect::<Vec<_>>(), [BEN]);
    assert_eq!(store.concerned(OTHER_APPLICATION, contact(1)).await.unwrap(), None);
}
