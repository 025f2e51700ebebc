//! What belongs to an account beside its row: mails, one-time links and codes, known devices, settings, the audit log.

use acd::{MemberId, Timestamp};
use serde_json::json;
use store::{
    AccountSettings, AuditChange, AuditRow, Delivery, KnownDevice, MAIL_JOB, Mail, Membership,
    OneTimeLink, Roles, Store, TokenHash, Totp, WriteError,
};
use uuid::Uuid;

use crate::ground::{Ground, on_each_database};
use crate::members::member;
use crate::story::{ANNA, APPLICATION, BEN, OTHER_APPLICATION, found};

on_each_database! {
    ac02_a_mail_is_queued_delayed_and_sent_or_failed
    ac02_a_newer_mail_with_a_password_replaces_one_that_waits
    ac09_a_link_opens_once_until_it_is_too_old
    op02_the_set_up_link_is_nobodys
    ac11_a_code_is_taken_once
    ac11_recovery_codes_are_taken_once_and_counted
    ac08_a_device_is_known_to_its_member
    settings_are_those_of_all_applications_of_a_member
    ad11_the_audit_log_is_read_page_by_page
}

async fn ac02_a_mail_is_queued_delayed_and_sent_or_failed(ground: &Ground) {
    let store = company(ground).await;
    let mail = async || store.account(APPLICATION, ANNA).await.unwrap().unwrap().mail;
    assert_eq!(mail().await, None);
    queue(&store, 1, 10).await;
    assert_eq!(mail().await, Some(told(Delivery::Queued, 10, None)));
    assert_eq!(store.next_job(MAIL_JOB).await.unwrap(), Some(Timestamp(10)));
    assert_eq!(store.next_job("webhook").await.unwrap(), None);

    store.mail_delayed(id(1), Timestamp(50), "no route", Timestamp(11)).await.unwrap();
    assert_eq!(mail().await, Some(told(Delivery::Queued, 11, Some("no route"))));
    assert_eq!(store.next_job(MAIL_JOB).await.unwrap(), Some(Timestamp(50)));
    let due = store.due_jobs(MAIL_JOB, Timestamp(50), 9).await.unwrap();
    assert_eq!((due[0].attempts, due[0].failure.as_deref()), (1, Some("no route")));

    store.mail_sent(id(1), Timestamp(51)).await.unwrap();
    assert_eq!(mail().await, Some(told(Delivery::Sent, 51, None)));
    assert_eq!(store.next_job(MAIL_JOB).await.unwrap(), None, "and its text is gone");
    assert_eq!(ground.rows("job").await, Vec::<String>::new());

    queue(&store, 2, 60).await;
    store.mail_failed(id(2), "no such mailbox", Timestamp(61)).await.unwrap();
    assert_eq!(mail().await, Some(told(Delivery::Failed, 61, Some("no such mailbox"))));
    assert_eq!(store.next_job(MAIL_JOB).await.unwrap(), None);
}

async fn ac02_a_newer_mail_with_a_password_replaces_one_that_waits(ground: &Ground) {
    let store = company(ground).await;
    queue(&store, 1, 10).await;
    let notice = Mail::queue(id(9), APPLICATION, ANNA, json!({}), Timestamp(11));
    store.write(notice).await.unwrap();
    queue(&store, 2, 12).await;
    let due = store.due_jobs(MAIL_JOB, Timestamp(99), 9).await.unwrap();
    let waiting: Vec<Uuid> = due.iter().map(|due| due.job.id).collect();
    assert_eq!(waiting, [id(9), id(2)], "a notice is not an access");
    // The postman had the old one in hand.
    store.mail_delayed(id(1), Timestamp(50), "no route", Timestamp(13)).await.unwrap();
    let mail = store.account(APPLICATION, ANNA).await.unwrap().unwrap().mail;
    assert_eq!(mail, Some(told(Delivery::Queued, 12, None)));
}

async fn ac09_a_link_opens_once_until_it_is_too_old(ground: &Ground) {
    let store = company(ground).await;
    let link = OneTimeLink { member: Some(ANNA), expires: Timestamp(100) };
    store.write(link.put(token(1))).await.unwrap();
    store.write(link.put(token(2))).await.unwrap();
    let read = async |n, at| store.one_time_link(token(n), Timestamp(at)).await.unwrap();
    assert_eq!(read(1, 10).await, None, "the later one replaces it");
    assert_eq!(read(2, 99).await, Some(link));
    assert_eq!(read(2, 100).await, None);
    let late = store.write(OneTimeLink::take(token(2), Timestamp(100))).await;
    assert!(matches!(late, Err(WriteError::Untouched)), "{late:?}");
    store.write(OneTimeLink::take(token(2), Timestamp(99))).await.unwrap();
    let again = store.write(OneTimeLink::take(token(2), Timestamp(99))).await;
    assert!(matches!(again, Err(WriteError::Untouched)), "{again:?}");

    store.write(link.put(token(3))).await.unwrap();
    let rows = ground.rows("one_time_link").await.join("").to_lowercase();
    assert!(!rows.contains(&"03".repeat(32)), "hashed: {rows}");
    let disabled = store::Member { disabled: true, ..member(ANNA, "anna@example.org") };
    store.write(disabled.put()).await.unwrap();
    assert_eq!(read(3, 10).await, None, "not for a member who is disabled");
    assert_eq!(store.write(OneTimeLink::forget_expired(Timestamp(100))).await.unwrap(), 1);
}

async fn op02_the_set_up_link_is_nobodys(ground: &Ground) {
    let store = company(ground).await;
    let set_up = OneTimeLink { member: None, expires: Timestamp(100) };
    let annas = OneTimeLink { member: Some(ANNA), ..set_up };
    store.write(annas.put(token(1)).and(set_up.put(token(2)))).await.unwrap();
    store.write(set_up.put(token(3))).await.unwrap();
    let read = async |n| store.one_time_link(token(n), Timestamp(10)).await.unwrap();
    assert_eq!(read(1).await, Some(annas));
    assert_eq!(read(2).await, None, "a new start prints a new one");
    assert_eq!(read(3).await, Some(set_up));
}

async fn ac11_a_code_is_taken_once(ground: &Ground) {
    let store = company(ground).await;
    assert_eq!(store.totp(ANNA).await.unwrap(), None);
    store.write(Totp::begin(ANNA, b"first")).await.unwrap();
    store.write(Totp::begin(ANNA, b"second")).await.unwrap();
    let begun = Totp { seed: b"second".to_vec(), confirmed: false, step: 0, recovery_codes: 0 };
    assert_eq!(store.totp(ANNA).await.unwrap(), Some(begun.clone()));
    let early = store.write(Totp::take_code(ANNA, 7)).await;
    assert!(matches!(early, Err(WriteError::Untouched)), "not before it is confirmed");

    store.write(Totp::confirm(ANNA, 7, &[])).await.unwrap();
    let over = store.write(Totp::begin(ANNA, b"third")).await;
    assert!(matches!(over, Err(WriteError::Untouched)), "a seed in force stays");
    for step in [6, 7] {
        let used = store.write(Totp::take_code(ANNA, step)).await;
        assert!(matches!(used, Err(WriteError::Untouched)), "{step}");
    }
    store.write(Totp::take_code(ANNA, 8)).await.unwrap();
    let in_force = Totp { confirmed: true, step: 8, ..begun };
    assert_eq!(store.totp(ANNA).await.unwrap(), Some(in_force));
    assert!(store.account(APPLICATION, ANNA).await.unwrap().unwrap().totp);
    store.write(Totp::end(ANNA)).await.unwrap();
    assert_eq!(store.totp(ANNA).await.unwrap(), None);
}

async fn ac11_recovery_codes_are_taken_once_and_counted(ground: &Ground) {
    let store = company(ground).await;
    store.write(Totp::begin(ANNA, b"seed")).await.unwrap();
    store.write(Totp::confirm(ANNA, 1, &[token(1), token(2)])).await.unwrap();
    let left = async || store.totp(ANNA).await.unwrap().unwrap().recovery_codes;
    assert_eq!(left().await, 2);
    let foreign = store.write(Totp::take_recovery_code(BEN, token(1))).await;
    assert!(matches!(foreign, Err(WriteError::Untouched)), "{foreign:?}");
    store.write(Totp::take_recovery_code(ANNA, token(1))).await.unwrap();
    let again = store.write(Totp::take_recovery_code(ANNA, token(1))).await;
    assert!(matches!(again, Err(WriteError::Untouched)), "{again:?}");
    assert_eq!(left().await, 1);
}

async fn ac08_a_device_is_known_to_its_member(ground: &Ground) {
    let store = company(ground).await;
    let device = KnownDevice { member: ANNA, last_seen: Timestamp(10) };
    store.write(device.put(token(1))).await.unwrap();
    let whose = async |n| store.known_device(token(n)).await.unwrap();
    assert_eq!((whose(1).await, whose(2).await), (Some(ANNA), None));
    let later = KnownDevice { last_seen: Timestamp(20), ..device };
    store.write(later.put(token(1))).await.unwrap();
    store.write(KnownDevice::forget_unseen_since(Timestamp(20))).await.unwrap();
    assert_eq!(whose(1).await, Some(ANNA));
    store.write(KnownDevice::forget_all(ANNA)).await.unwrap();
    assert_eq!(whose(1).await, None);
}

async fn settings_are_those_of_all_applications_of_a_member(ground: &Ground) {
    let store = company(ground).await;
    found(&store, OTHER_APPLICATION).await;
    assert_eq!(store.account_settings(APPLICATION).await.unwrap(), None);
    let settings = |word: &str| AccountSettings(json!({ "password_policy": word }));
    for word in ["classic", "passphrase"] {
        store.write(settings(word).put(APPLICATION)).await.unwrap();
    }
    store.write(settings("other").put(OTHER_APPLICATION)).await.unwrap();
    let kept = store.account_settings(APPLICATION).await.unwrap();
    assert_eq!(kept, Some(settings("passphrase")));
    let agent = Roles { agent: true, ..Roles::default() };
    assert_eq!(store.account_settings_of(ANNA).await.unwrap(), [(agent, settings("passphrase"))]);
    let roles = Roles::default();
    let second = Membership { application: OTHER_APPLICATION, member: ANNA, roles };
    store.write(second.put()).await.unwrap();
    assert_eq!(store.account_settings_of(ANNA).await.unwrap().len(), 2);
}

async fn ad11_the_audit_log_is_read_page_by_page(ground: &Ground) {
    let store = company(ground).await;
    let row = |n: u128, at| AuditRow {
        id: Uuid::from_u128(n),
        application: Some(APPLICATION),
        at: Timestamp(at),
        actor: Some(ANNA),
        what: "member-created".to_owned(),
        member: Some(BEN),
        changes: vec![AuditChange { field: "name".into(), from: None, to: Some("Ben".into()) }],
    };
    for (n, at) in [(1, 10), (2, 20), (3, 20), (4, 30)] {
        store.write(row(n, at).add()).await.unwrap();
    }
    let elsewhere = AuditRow { application: None, ..row(5, 40) };
    store.write(elsewhere.add()).await.unwrap();
    let first = store.audit(APPLICATION, None, 2).await.unwrap();
    assert_eq!(first, [row(4, 30), row(3, 20)]);
    let next = store.audit(APPLICATION, Some(first[1].id), 9).await.unwrap();
    assert_eq!(next, [row(2, 20), row(1, 10)]);
}

async fn company(ground: &Ground) -> Store {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    for (who, email) in [(ANNA, "anna@example.org"), (BEN, "ben@example.org")] {
        let roles = Roles { agent: true, ..Roles::default() };
        let here = Membership { application: APPLICATION, member: who, roles };
        let added = member(who, email).add().and(here.put());
        let added = added.and(Membership::put_sessions_max(APPLICATION, who, 3));
        store.write(added).await.unwrap();
    }
    assert_eq!(store.account(APPLICATION, BEN).await.unwrap().unwrap().sessions_max, 3);
    let nobody = MemberId(Uuid::from_u128(77));
    assert_eq!(store.account(APPLICATION, nobody).await.unwrap(), None);
    store
}

async fn queue(store: &Store, n: u8, at: u64) {
    let body = json!({ "sealed": "…" });
    let queued = Mail::queue_access(id(n), APPLICATION, ANNA, body, Timestamp(at));
    store.write(queued).await.unwrap();
}

fn told(delivery: Delivery, at: u64, why: Option<&str>) -> Mail {
    Mail { delivery, at: Timestamp(at), why: why.map(str::to_owned) }
}

fn id(n: u8) -> Uuid {
    Uuid::from_u128(n.into())
}

fn token(n: u8) -> TokenHash {
    TokenHash::of(&[n; 32])
}
