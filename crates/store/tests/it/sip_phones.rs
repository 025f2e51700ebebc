//! VC31: phones that register here, and where they are after a restart.

use acd::Timestamp;
use store::{ChosenPhone, LiveHandset, SipBinding, SipDigest, SipPhone, SipPhoneId, WriteError};
use uuid::Uuid;

use crate::ground::{Ground, on_each_database};
use crate::members::member;
use crate::story::{ANNA, APPLICATION, OTHER_APPLICATION, found};

on_each_database! {
    vc31_phones_and_their_places_are_what_was_put_last_after_reopening
    vc31_the_phone_that_a_member_has_chosen_last_is_theirs_until_it_is_removed
    f01_the_dialogs_of_phones_are_kept_until_they_are_removed
    vc31_an_extension_is_one_in_its_application_and_a_user_name_one_in_all
}

fn phone(number: u128, extension: &str) -> SipPhone {
    SipPhone {
        id: SipPhoneId(Uuid::from_u128(number)),
        application: APPLICATION,
        extension: extension.to_owned(),
        name: "Reception".to_owned(),
        username: format!("{extension}-abc"),
        algorithm: SipDigest::Sha256,
        secret: vec![1, 2, 3],
        member: None,
    }
}

fn place(phone: &SipPhone, contact: &str) -> SipBinding {
    SipBinding {
        phone: phone.id,
        contact: contact.to_owned(),
        hop: "tcp:192.0.2.7:40001".to_owned(),
        call_id: "c".to_owned(),
        cseq: u32::MAX,
        expires: Timestamp(7),
        product: None,
    }
}

async fn vc31_phones_and_their_places_are_what_was_put_last_after_reopening(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let (first, second) = (phone(1, "201"), phone(2, "202"));
    store.write(second.put().and(first.put())).await.unwrap();
    let first = SipPhone { algorithm: SipDigest::Md5, secret: vec![9], ..first };
    store.write(first.put()).await.unwrap();
    let (old, new) = (place(&first, "sip:a"), place(&first, "sip:b"));
    let new = SipBinding { product: Some("Desk 7".to_owned()), ..new };
    store.write(SipBinding::replace(first.id, std::slice::from_ref(&old))).await.unwrap();
    store.write(SipBinding::replace(first.id, &[old.clone(), new.clone()])).await.unwrap();
    store.write(SipBinding::replace(first.id, std::slice::from_ref(&new))).await.unwrap();
    let elsewhere = place(&second, "sip:a");
    store.write(SipBinding::replace(second.id, std::slice::from_ref(&elsewhere))).await.unwrap();
    store.close().await;

    let store = ground.open().await;
    assert_eq!(store.sip_phones().await.unwrap(), [first.clone(), second]);
    assert_eq!(store.sip_bindings().await.unwrap(), [new.clone(), elsewhere.clone()]);
    store.write(SipPhone::remove(first.id)).await.unwrap();
    assert_eq!(store.sip_bindings().await.unwrap(), [elsewhere]);
    let late = store.write(SipBinding::replace(first.id, &[new])).await;
    assert!(late.is_err(), "a phone that is no more is nowhere");
}

async fn vc31_an_extension_is_one_in_its_application_and_a_user_name_one_in_all(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    found(&store, OTHER_APPLICATION).await;
    store.write(phone(1, "201").put()).await.unwrap();
    let twin = SipPhone { username: "another".to_owned(), ..phone(2, "201") };
    let taken = store.write(twin.put()).await.unwrap_err();
    assert!(matches!(taken, WriteError::Taken(_)), "{taken}");
    let there = SipPhone { application: OTHER_APPLICATION, ..twin };
    store.write(there.put()).await.unwrap();
    let namesake = SipPhone {
        application: OTHER_APPLICATION,
        username: "201-abc".to_owned(),
        ..phone(3, "202")
    };
    let taken = store.write(namesake.put()).await.unwrap_err();
    assert!(matches!(taken, WriteError::Taken(_)), "{taken}");
}

async fn vc31_the_phone_that_a_member_has_chosen_last_is_theirs_until_it_is_removed(
    ground: &Ground,
) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    store.write(member(ANNA, "anna@example.org").add()).await.unwrap();
    let (first, second) = (phone(1, "201"), phone(2, "202"));
    store.write(first.put().and(second.put())).await.unwrap();
    let choice =
        |phone: &SipPhone| ChosenPhone { member: ANNA, application: APPLICATION, phone: phone.id };
    store.write(choice(&first).put()).await.unwrap();
    store.write(choice(&second).put()).await.unwrap();
    store.close().await;
    let store = ground.open().await;
    assert_eq!(store.chosen_phones().await.unwrap(), [choice(&second)]);
    store.write(SipPhone::remove(second.id)).await.unwrap();
    assert_eq!(store.chosen_phones().await.unwrap(), []);
    store.write(choice(&first).put()).await.unwrap();
    store.write(ChosenPhone::remove(ANNA, APPLICATION)).await.unwrap();
    assert_eq!(store.chosen_phones().await.unwrap(), []);
}

async fn f01_the_dialogs_of_phones_are_kept_until_they_are_removed(ground: &Ground) {
    let store = ground.open().await;
    let leg = |number| LiveHandset {
        leg: Uuid::from_u128(number),
        dialog: serde_json::json!({ "call_id": number.to_string() }),
    };
    store.write(leg(1).put().and(leg(2).put())).await.unwrap();
    store.write(leg(1).put()).await.unwrap();
    assert_eq!(store.live_handsets().await.unwrap(), [leg(1), leg(2)]);
    store.write(LiveHandset::remove(leg(1).leg)).await.unwrap();
    assert_eq!(store.live_handsets().await.unwrap(), [leg(2)]);
}
