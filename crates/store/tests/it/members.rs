//! Staff accounts.

use acd::{MemberId, Timestamp};
use store::{Colleague, Language, Member, Membership, PasswordHash, Roles, WriteError};

use crate::ground::{Ground, on_each_database};
use crate::story::{ANNA, APPLICATION, BEN, OTHER_APPLICATION, found};

on_each_database! {
    ac01_an_e_mail_is_one_account_whatever_its_case
    ac03_a_mailed_password_is_marked_until_it_is_changed
    ac05_a_member_has_roles_in_each_application
    a_member_who_is_not_there_cannot_be_changed
    a_hash_is_not_printed
}

async fn ac01_an_e_mail_is_one_account_whatever_its_case(ground: &Ground) {
    let store = ground.open().await;
    assert!(!store.has_members().await.unwrap());
    let anna = member(ANNA, "Anna@Example.org");
    store.write(anna.add()).await.unwrap();
    assert!(store.has_members().await.unwrap());

    let taken = store.write(member(BEN, "anna@EXAMPLE.org").add()).await;
    assert!(matches!(taken, Err(WriteError::Taken(_))), "{taken:?}");
    let found = store.member_by_email(" ANNA@example.ORG ").await.unwrap();
    assert_eq!(found, Some(anna.clone()));
    assert_eq!(store.member_by_email("ben@example.org").await.unwrap(), None);

    store.write(member(BEN, "ben@example.org").add()).await.unwrap();
    let renamed = Member { email: "ben@EXAMPLE.org".to_owned(), ..anna };
    let taken = store.write(renamed.put()).await;
    assert!(matches!(taken, Err(WriteError::Taken(_))), "{taken:?}");
}

async fn ac03_a_mailed_password_is_marked_until_it_is_changed(ground: &Ground) {
    let store = ground.open().await;
    store.write(member(ANNA, "anna@example.org").add()).await.unwrap();
    let hash = PasswordHash("$argon2id$mailed".to_owned());
    store.write(Member::assign_password(ANNA, &hash, Timestamp(72))).await.unwrap();
    let anna = store.member(ANNA).await.unwrap().unwrap();
    assert_eq!((anna.must_change, anna.password_until), (true, Some(Timestamp(72))));
    assert_eq!(anna.password, hash);

    let hash = PasswordHash("$argon2id$chosen".to_owned());
    store.write(Member::change_password(ANNA, &hash)).await.unwrap();
    let anna = store.member(ANNA).await.unwrap().unwrap();
    assert_eq!((anna.must_change, anna.password_until, anna.password), (false, None, hash));
}

async fn ac05_a_member_has_roles_in_each_application(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    found(&store, OTHER_APPLICATION).await;
    let anna = member(ANNA, "anna@example.org");
    let agent = Roles { agent: true, ..Roles::default() };
    let first = Membership { application: APPLICATION, member: ANNA, roles: agent };
    let second = Membership {
        application: OTHER_APPLICATION,
        roles: Roles { supervisor: true, admin: true, ..agent },
        ..first
    };
    store.write(anna.add().and(first.put()).and(second.put())).await.unwrap();
    assert_eq!(store.memberships(ANNA).await.unwrap(), [first, second]);
    assert_eq!(store.memberships(BEN).await.unwrap(), []);

    let colleagues = store.directory(OTHER_APPLICATION).await.unwrap().members;
    let expected = Colleague {
        id: ANNA,
        email: anna.email,
        name: anna.name,
        nickname: anna.nickname,
        disabled: false,
        roles: second.roles,
    };
    assert_eq!(colleagues, [expected]);

    let demoted = Membership { roles: agent, ..second };
    store.write(demoted.put()).await.unwrap();
    assert_eq!(store.memberships(ANNA).await.unwrap(), [first, demoted]);
    store.write(Membership::remove(OTHER_APPLICATION, ANNA)).await.unwrap();
    assert_eq!(store.memberships(ANNA).await.unwrap(), [first]);
}

async fn a_member_who_is_not_there_cannot_be_changed(ground: &Ground) {
    let store = ground.open().await;
    let nobody = member(ANNA, "anna@example.org");
    let put = store.write(nobody.put()).await;
    assert!(matches!(put, Err(WriteError::Untouched)), "{put:?}");
    let put = store.write(Member::change_password(ANNA, &nobody.password)).await;
    assert!(matches!(put, Err(WriteError::Untouched)), "{put:?}");
}

async fn a_hash_is_not_printed(_: &Ground) {
    let printed = format!("{:?}", member(ANNA, "anna@example.org"));
    assert!(!printed.contains("argon2id"), "{printed}");
}

pub(crate) fn member(id: MemberId, email: &str) -> Member {
    Member {
        id,
        email: email.to_owned(),
        name: "Anna Amsel".to_owned(),
        nickname: "Anna".to_owned(),
        password: PasswordHash("$argon2id$first".to_owned()),
        must_change: false,
        password_until: None,
        disabled: false,
        language: Language::English,
        created: Timestamp(1),
    }
}
