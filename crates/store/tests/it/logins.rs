//! Logins: good until they expire, are ended, or the member is disabled.

use std::collections::BTreeMap;

use acd::Timestamp;
use store::{Login, LoginId, Member, Membership, Roles, Store, TokenHash, WriteError};
use uuid::Uuid;

use crate::ground::{Ground, on_each_database};
use crate::members::member;
use crate::story::{ANNA, APPLICATION, BEN, OTHER_APPLICATION, found};

on_each_database! {
    a_login_is_found_by_its_token_until_it_expires
    ac05_a_choice_holds_for_every_login_and_is_remembered
    only_the_hash_of_a_token_is_kept
    ac10_the_others_can_be_ended
    ac13_an_ended_login_is_over
    a_disabled_member_has_no_login
    a_login_is_not_seen_earlier_than_before
}

async fn a_login_is_found_by_its_token_until_it_expires(ground: &Ground) {
    let store = ground.open().await;
    let login = logged_in(&store, 1).await;
    assert_eq!(store.login(token(1), Timestamp(10)).await.unwrap(), Some(login.clone()));
    assert_eq!(store.login(token(1), Timestamp(99)).await.unwrap(), Some(login.clone()));
    assert_eq!(store.login(token(1), Timestamp(100)).await.unwrap(), None);
    assert_eq!(store.login(token(2), Timestamp(10)).await.unwrap(), None);

    assert_eq!(store.write(Login::forget_expired(Timestamp(99))).await.unwrap(), 0);
    assert_eq!(store.write(Login::forget_expired(Timestamp(100))).await.unwrap(), 1);
}

async fn ac05_a_choice_holds_for_every_login_and_is_remembered(ground: &Ground) {
    let store = ground.open().await;
    for n in [1, 2] {
        logged_in(&store, n).await;
    }
    let roles = Roles { agent: true, ..Roles::default() };
    for application in [APPLICATION, OTHER_APPLICATION] {
        found(&store, application).await;
        store.write(Membership { application, member: ANNA, roles }.put()).await.unwrap();
    }
    let here = async |n| store.login(token(n), Timestamp(10)).await.unwrap().unwrap().application;
    let last = async || {
        let places = store.workplaces(ANNA).await.unwrap();
        places.into_iter().map(|place| (place.application, place.last)).collect::<BTreeMap<_, _>>()
    };
    assert_eq!(here(1).await, None);
    assert_eq!(last().await, BTreeMap::from([(APPLICATION, false), (OTHER_APPLICATION, false)]));

    store.write(Login::choose(ANNA, APPLICATION)).await.unwrap();
    assert_eq!((here(1).await, here(2).await), (Some(APPLICATION), Some(APPLICATION)));
    store.write(Login::end_all(ANNA)).await.unwrap();
    assert_eq!(last().await, BTreeMap::from([(APPLICATION, true), (OTHER_APPLICATION, false)]));

    // Who does not work there any more has to choose again.
    let login = Login { id: id(4), application: Some(APPLICATION), ..logged_in(&store, 3).await };
    store.write(login.add(token(4))).await.unwrap();
    assert_eq!(here(4).await, Some(APPLICATION));
    store.write(Membership::remove(APPLICATION, ANNA)).await.unwrap();
    assert_eq!(here(4).await, None);
    assert_eq!(last().await, BTreeMap::from([(OTHER_APPLICATION, false)]));
    let nobody = store.write(Login::choose(BEN, APPLICATION)).await;
    assert!(matches!(nobody, Err(WriteError::Untouched)), "{nobody:?}");
}

async fn only_the_hash_of_a_token_is_kept(ground: &Ground) {
    let store = ground.open().await;
    logged_in(&store, 0xAB).await;
    let rows = ground.rows("login").await.join("").to_lowercase();
    assert!(!rows.contains(&"ab".repeat(32)), "{rows}");
    assert!(
        rows.contains("9a2db2e23f1504cd056606553ac049c5e718e8f9ce9233876df1a7a1821af885"),
        "{rows}"
    );
}
async fn ac10_the_others_can_be_ended(ground: &Ground) {
    let store = ground.open().await;
    for n in [1, 2, 3] {
        logged_in(&store, n).await;
    }
    store.write(member(BEN, "ben@example.org").add()).await.unwrap();
    let bens = Login { member: BEN, ..login(4) };
    store.write(bens.add(token(4))).await.unwrap();
    assert_eq!(store.write(Login::end_others(ANNA, id(2))).await.unwrap(), 2);
    assert_eq!(store.login(token(1), Timestamp(10)).await.unwrap(), None);
    assert_eq!(store.login(token(2), Timestamp(10)).await.unwrap(), Some(login(2)));
    assert_eq!(store.login(token(4), Timestamp(10)).await.unwrap(), Some(bens));
}

async fn ac13_an_ended_login_is_over(ground: &Ground) {
    let store = ground.open().await;
    logged_in(&store, 1).await;
    logged_in(&store, 2).await;
    let foreign = store.write(Login::end(BEN, id(1))).await;
    assert!(matches!(foreign, Err(WriteError::Untouched)), "nobody ends another's: {foreign:?}");
    let listed = store.logins(ANNA, Timestamp(10)).await.unwrap();
    assert_eq!(listed, [login(1), login(2)]);
    store.write(Login::end(ANNA, id(1))).await.unwrap();
    assert_eq!(store.login(token(1), Timestamp(10)).await.unwrap(), None);
    assert_eq!(store.login(token(2), Timestamp(10)).await.unwrap(), Some(login(2)));
    store.write(Login::end_all(ANNA)).await.unwrap();
    assert_eq!(store.login(token(2), Timestamp(10)).await.unwrap(), None);
}

async fn a_disabled_member_has_no_login(ground: &Ground) {
    let store = ground.open().await;
    logged_in(&store, 1).await;
    let anna = member(ANNA, "anna@example.org");
    store.write(Member { disabled: true, ..anna.clone() }.put()).await.unwrap();
    assert_eq!(store.login(token(1), Timestamp(10)).await.unwrap(), None);
    store.write(anna.put()).await.unwrap();
    let back = store.login(token(1), Timestamp(10)).await.unwrap();
    assert_eq!(back, None, "what was ended stays ended");
    store.write(login(2).add(token(2))).await.unwrap();
    store.write(anna.put()).await.unwrap();
    assert_eq!(store.login(token(2), Timestamp(10)).await.unwrap(), Some(login(2)));
}

async fn a_login_is_not_seen_earlier_than_before(ground: &Ground) {
    let store = ground.open().await;
    logged_in(&store, 1).await;
    store.write(Login::touch(id(1), Timestamp(50))).await.unwrap();
    store.write(Login::touch(id(1), Timestamp(40))).await.unwrap();
    let seen = store.login(token(1), Timestamp(60)).await.unwrap().unwrap().last_seen;
    assert_eq!(seen, Timestamp(50));
}

async fn logged_in(store: &Store, n: u8) -> Login {
    if !store.has_members().await.unwrap() {
        store.write(member(ANNA, "anna@example.org").add()).await.unwrap();
    }
    store.write(login(n).add(token(n))).await.unwrap();
    login(n)
}

fn login(n: u8) -> Login {
    Login {
        id: id(n),
        browser: "Firefox 140, Linux".to_owned(),
        address: "203.0.113.9".to_owned(),
        member: ANNA,
        application: None,
        created: Timestamp(5),
        last_seen: Timestamp(5),
        expires: Timestamp(100),
    }
}

fn id(n: u8) -> LoginId {
    LoginId(Uuid::from_u128(n.into()))
}

fn token(n: u8) -> TokenHash {
    TokenHash::of(&[n; 32])
}
