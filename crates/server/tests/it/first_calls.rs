//! Who calls for the first time is made a customer once, however many calls come at once.

use robot::{Caller, CallerState, Dialling, Voice};
use sqlx::{Connection, SqliteConnection};

use crate::demo::{Demo, SOON};

const AT_ONCE: usize = 6;
const NUMBER: &str = "+4930999111";

#[tokio::test]
async fn vc01_first_calls_of_one_number_at_once_are_one_customer() {
    let demo = Demo::start().await;
    let dial = || {
        Caller::dial(Dialling {
            to: demo.guide.hotline.clone(),
            server: demo.sip(),
            from: NUMBER.to_owned(),
            voice: Voice::tone(440.0),
        })
    };
    let callers = futures::future::join_all((0..AT_ONCE).map(|_| dial())).await;
    let mut callers: Vec<Caller> = callers.into_iter().map(Result::unwrap).collect();
    for caller in &mut callers {
        caller.until(SOON, |state| *state == CallerState::Talking).await.unwrap();
    }
    let url = format!("sqlite:{}", demo.data.join("rapport.db").display());
    let mut database = SqliteConnection::connect(&url).await.unwrap();
    let count = async |sql: &'static str, database: &mut SqliteConnection| {
        sqlx::query_scalar::<_, i64>(sql).bind(NUMBER).fetch_one(database).await.unwrap()
    };
    let customers = "SELECT COUNT(*) FROM customer WHERE phone = $1";
    assert_eq!(count(customers, &mut database).await, 1);
    let calls = "SELECT COUNT(*) FROM record JOIN customer ON customer.id = record.customer
         WHERE customer.phone = $1";
    assert_eq!(count(calls, &mut database).await, i64::try_from(AT_ONCE).unwrap());
}
