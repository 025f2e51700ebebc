//! DK13: canned replies are there until they are removed, for their application alone.

use acd::GroupId;
use store::{CannedReply, CannedReplyId};
use uuid::Uuid;

use crate::ground::{Ground, on_each_database};
use crate::story::{APPLICATION, OTHER_APPLICATION, found};

on_each_database! {
    dk13_canned_replies_are_listed_by_their_shortcuts_until_they_are_removed
    i24_no_other_application_has_the_reply
}

fn reply(id: u128, shortcut: &str, body: &str) -> CannedReply {
    CannedReply {
        id: CannedReplyId(Uuid::from_u128(id)),
        group: None,
        shortcut: shortcut.to_owned(),
        title: "Title".to_owned(),
        body: body.to_owned(),
    }
}

async fn dk13_canned_replies_are_listed_by_their_shortcuts_until_they_are_removed(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let (thanks, hello) = (reply(1, "thanks", "Thank you."), reply(2, "hello", "您好，\n请稍等。"));
    for each in [&thanks, &hello] {
        store.write(each.put(APPLICATION)).await.unwrap();
    }
    assert_eq!(store.canned_replies(APPLICATION).await.unwrap(), [hello.clone(), thanks.clone()]);
    let other = CannedReply { body: "Hello!".to_owned(), ..hello };
    store.write(other.put(APPLICATION)).await.unwrap();
    assert_eq!(store.canned_replies(APPLICATION).await.unwrap(), [other.clone(), thanks]);
    store.write(CannedReply::remove(APPLICATION, CannedReplyId(Uuid::from_u128(1)))).await.unwrap();
    assert_eq!(store.canned_replies(APPLICATION).await.unwrap(), [other]);
    let nobodys = GroupId(Uuid::from_u128(77));
    let nobodys = CannedReply { group: Some(nobodys), ..reply(3, "x", "X") };
    assert!(store.write(nobodys.put(APPLICATION)).await.is_err(), "there is no such group");
}

async fn i24_no_other_application_has_the_reply(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    found(&store, OTHER_APPLICATION).await;
    let hello = reply(2, "hello", "Hello!");
    store.write(hello.put(APPLICATION)).await.unwrap();
    assert_eq!(store.canned_replies(OTHER_APPLICATION).await.unwrap(), []);
    let theirs = reply(2, "hello", "Theirs");
    store.write(theirs.put(OTHER_APPLICATION)).await.unwrap();
    store.write(CannedReply::remove(OTHER_APPLICATION, hello.id)).await.unwrap();
    assert_eq!(store.canned_replies(OTHER_APPLICATION).await.unwrap(), []);
    assert_eq!(store.canned_replies(APPLICATION).await.unwrap(), [hello]);
}
