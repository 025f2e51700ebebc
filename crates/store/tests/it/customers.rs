//! Customers: known by number, by proved name or by the browser's token, inside one application.

use acd::{CustomerId, EndReason, Timestamp};
use store::{Customer, CustomerToken, TokenHash, WriteError};
use uuid::Uuid;

use crate::ground::{Ground, on_each_database};
use crate::story::{
    APPLICATION, CUSTOMER, OTHER_APPLICATION, WIDGET, call_arrived, ended, found, play,
};

on_each_database! {
    a_customer_is_found_by_number_by_user_id_and_by_token
    i24_a_customer_is_not_found_from_another_application
    dk14_a_user_id_is_one_customer
    a_number_is_one_customer
    who_was_made_twice_before_is_told_apart_by_name
    the_customers_of_open_contacts_are_listed_at_boot
    an_erased_name_is_in_no_table
}

async fn a_customer_is_found_by_number_by_user_id_and_by_token(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let known = customer();
    let token = TokenHash::of(&[7; 32]);
    store.write(known.put().and(token_of(token).add())).await.unwrap();
    let by_id = store.customer(APPLICATION, CUSTOMER).await.unwrap();
    let by_phone = store.customer_by_phone(APPLICATION, "+49301234").await.unwrap();
    let by_user_id = store.customer_by_user_id(APPLICATION, "u-1").await.unwrap();
    let by_token = store.customer_by_token(APPLICATION, token).await.unwrap();
    assert_eq!(by_token, Some((known.clone(), token_of(token))));
    for found in [by_id, by_phone, by_user_id] {
        assert_eq!(found, Some(known.clone()));
    }
    let stranger = TokenHash::of(&[8; 32]);
    assert_eq!(store.customer_by_token(APPLICATION, stranger).await.unwrap(), None);
}

async fn i24_a_customer_is_not_found_from_another_application(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let token = TokenHash::of(&[7; 32]);
    store.write(customer().put().and(token_of(token).add())).await.unwrap();
    let other = OTHER_APPLICATION;
    assert_eq!(store.customer(other, CUSTOMER).await.unwrap(), None);
    assert_eq!(store.customer_by_phone(other, "+49301234").await.unwrap(), None);
    assert_eq!(store.customer_by_user_id(other, "u-1").await.unwrap(), None);
    assert_eq!(store.customer_by_token(other, token).await.unwrap(), None);
}

async fn dk14_a_user_id_is_one_customer(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    found(&store, OTHER_APPLICATION).await;
    store.write(customer().put()).await.unwrap();
    let second = Customer { id: CustomerId(Uuid::from_u128(0xD)), ..customer() };
    let taken = store.write(second.put()).await;
    assert!(matches!(taken, Err(WriteError::Taken(_))), "{taken:?}");
    let elsewhere = Customer { application: OTHER_APPLICATION, ..second };
    store.write(elsewhere.put()).await.unwrap();
}

async fn a_number_is_one_customer(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let first = Customer { user_id: None, ..customer() };
    let second = Customer { id: CustomerId(Uuid::from_u128(0xD)), ..first.clone() };
    assert_eq!(store.write(first.add_caller()).await.unwrap(), 1);
    assert_eq!(store.write(second.add_caller()).await.unwrap(), 0);
    let known = store.customer_by_phone(APPLICATION, "+49301234").await.unwrap();
    assert_eq!(known, Some(first));
    let taken = store.write(second.put()).await;
    assert!(matches!(taken, Err(WriteError::Taken(_))), "{taken:?}");
    // Who hides the number is somebody new each time.
    for id in [0xE, 0xF] {
        let id = CustomerId(Uuid::from_u128(id));
        let hidden = Customer { id, phone: None, ..second.clone() };
        assert_eq!(store.write(hidden.add_caller()).await.unwrap(), 1);
    }
}

/// An installation from before numbers were unique.
async fn who_was_made_twice_before_is_told_apart_by_name(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let first = Customer { user_id: None, ..customer() };
    store.write(first.put()).await.unwrap();
    ground.run("DROP INDEX customer_phone").await;
    ground.run("CREATE INDEX customer_phone ON customer (application, phone)").await;
    for (id, name) in [(0xD, "NULL"), (0xE, "'Carl'")] {
        let id = ground.uuid(Uuid::from_u128(id));
        let application = ground.uuid(APPLICATION.0);
        ground
            .run(&format!(
                "INSERT INTO customer (id, application, name, phone, created)
                 VALUES ({id}, {application}, {name}, '+49301234', 2)"
            ))
            .await;
    }
    ground.run(include_str!("../../migrations/0008_caller.sql")).await;
    let named = async |id| {
        let id = CustomerId(Uuid::from_u128(id));
        let found = store.customer(APPLICATION, id).await.unwrap().unwrap();
        (found.name, found.phone)
    };
    assert_eq!(store.customer(APPLICATION, CUSTOMER).await.unwrap(), Some(first));
    assert_eq!(named(0xD).await, (Some("+49301234".to_owned()), None));
    assert_eq!(named(0xE).await, (Some("Carl".to_owned()), None));
}

async fn the_customers_of_open_contacts_are_listed_at_boot(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let id = CustomerId(Uuid::from_u128(0xD));
    let other = Customer { id, phone: None, user_id: None, ..customer() };
    store.write(customer().put().and(other.put())).await.unwrap();
    let seq = play(&store, vec![(10, vec![call_arrived(1, 10)])]).await;
    let listed = store.customers_with_open_contacts(APPLICATION).await.unwrap();
    assert_eq!(listed, [customer()]);
    let over = crate::story::batch(seq, 20, vec![ended(1, EndReason::LeftInFlow, 20)]);
    store.append(over).await.unwrap();
    assert_eq!(store.customers_with_open_contacts(APPLICATION).await.unwrap(), []);
}

/// The journal and its pictures name nobody: a rebuild after erasing revives nobody.
async fn an_erased_name_is_in_no_table(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    store.write(customer().put()).await.unwrap();
    play(&store, vec![(10, vec![call_arrived(1, 10)])]).await;
    let erased = Customer { name: None, phone: None, user_id: None, ..customer() };
    store.write(erased.put()).await.unwrap();
    store.rebuild(APPLICATION).await.unwrap();
    for table in ["customer", "journal", "record", "record_event"] {
        let rows = ground.rows(table).await.join("");
        for trace in ["Clara", "49301234", "u-1"] {
            assert!(!rows.contains(trace), "{table}: {rows}");
        }
    }
}

fn customer() -> Customer {
    Customer {
        id: CUSTOMER,
        application: APPLICATION,
        name: Some("Clara Caller".to_owned()),
        phone: Some("+49301234".to_owned()),
        user_id: Some("u-1".to_owned()),
        created: Timestamp(1),
    }
}

fn token_of(hash: TokenHash) -> CustomerToken {
    CustomerToken {
        hash,
        application: APPLICATION,
        customer: CUSTOMER,
        channel: Some(WIDGET),
        proof: None,
        created: Timestamp(2),
    }
}
