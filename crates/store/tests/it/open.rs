//! Opening: tables are made once, and one data folder has one server.

use store::{Application, OpenError, Store};

use crate::ground::{Ground, on_each_database};
use crate::story::{APPLICATION, OTHER_APPLICATION, found};

on_each_database! {
    tables_are_brought_up_to_date_once
    op02_a_demo_is_known_as_one
    op01_a_second_server_is_refused
}

async fn tables_are_brought_up_to_date_once(ground: &Ground) {
    ground.open().await.close().await;
    let migrated = ground.rows("_sqlx_migrations").await;
    assert!(!migrated.is_empty());
    ground.open().await.close().await;
    assert_eq!(ground.rows("_sqlx_migrations").await, migrated);
}

async fn op02_a_demo_is_known_as_one(ground: &Ground) {
    let store = ground.open().await;
    assert!(!store.has_a_demo().await.unwrap());
    found(&store, OTHER_APPLICATION).await;
    found(&store, APPLICATION).await;
    assert!(!store.has_a_demo().await.unwrap());
    store.write(Application::is_a_demo(APPLICATION)).await.unwrap();
    assert!(store.has_a_demo().await.unwrap());
}

async fn op01_a_second_server_is_refused(ground: &Ground) {
    let first = ground.open().await;
    let second = ground.try_open().await.unwrap_err();
    assert!(matches!(second, OpenError::InUse { .. }), "{second:?}");
    assert!(
        second.to_string().ends_with("is in use by another rapport server; stop that one first")
    );
    first.close().await;
    ground.open().await.close().await;
}

/// A clone that outlives the store must not keep the folder locked.
#[tokio::test]
async fn a_closed_store_lets_go_of_its_folder() {
    let ground = Ground::sqlite();
    let store = ground.open().await;
    let _left_over = store.clone();
    store.close().await;
    ground.open().await;
}

#[tokio::test]
async fn a_url_of_another_database_is_refused() {
    let refused = Store::open("mysql://localhost/rapport").await;
    assert!(matches!(refused, Err(OpenError::UnknownScheme)), "{refused:?}");
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_named() {
    let refused = Store::open("sqlite:/nowhere/at/all/rapport.db").await.unwrap_err();
    assert!(matches!(refused, OpenError::Lock { .. }), "{refused:?}");
    assert!(refused.to_string().contains("/nowhere/at/all/rapport.db"));
}
