//! The whole on PostgreSQL (OP03): exactly once over `kill -9`, and an outage of the database. Needs the server that
//! `RAPPORT_TEST_POSTGRES` names.

use robot::Customer;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use uuid::Uuid;
use wire::command::{Choice, MemberCommand, StatusChoice};
use wire::widget::{CustomerCommand, Say};
use wire::workspace::Label;

use crate::call::{agent_with_sound, talk};
use crate::chat::online;
use crate::demo::{Demo, SOON};

/// An empty schema, gone with the test.
struct Schema {
    server: String,
    name: String,
}

impl Schema {
    async fn make() -> Self {
        let server = std::env::var("RAPPORT_TEST_POSTGRES")
            .expect("start PostgreSQL and set RAPPORT_TEST_POSTGRES, or run cargo xtask test");
        let name = format!("demo{}", Uuid::now_v7().simple());
        let schema = Self { server, name };
        schema.run(format!("CREATE SCHEMA {}", schema.name)).await;
        schema
    }

    fn flag(&self) -> String {
        let Self { server, name } = self;
        format!("--database={server}?options=-csearch_path%3D{name}&application_name={name}")
    }

    async fn run(&self, sql: String) {
        let mut open = PgConnection::connect(&self.server).await.unwrap();
        open.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.unwrap();
        open.close().await.unwrap();
    }

    /// As when PostgreSQL restarts: every connection of the server is gone at once.
    async fn drops_every_connection(&self) {
        let name = &self.name;
        self.run(format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{name}'"
        ))
        .await;
    }
}

#[tokio::test]
async fn op03_f04_a_chat_goes_on_after_kill_9_with_every_acknowledged_message_once() {
    let schema = Schema::make().await;
    let mut demo = Demo::with(&[&schema.flag()]).await;
    assert!(!demo.data.join("rapport.db").exists(), "everything is in PostgreSQL");
    let _ann = online(&demo.guide, demo.ann()).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    mia.start("message 1").await.unwrap();
    for number in 2..=10 {
        mia.say(&format!("message {number}")).await.unwrap();
    }
    demo.kill_9();
    demo.restart().await;
    let mut back = Customer::with_token(&demo.guide, mia.token().to_owned()).await.unwrap();
    let texts: Vec<_> = back.seen().messages.into_values().map(|message| message.text).collect();
    let expected: Vec<_> = (1..=10).map(|number| format!("message {number}")).collect();
    assert_eq!(texts, expected);
    assert_eq!(back.say("and on").await.unwrap().sequence, Some(11));
}

#[tokio::test]
async fn op03_f09_a_database_that_goes_away_costs_no_call_and_no_message() {
    let schema = Schema::make().await;
    let demo = Demo::with(&[&schema.flag(), "--acw=0"]).await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let (_caller, call) = talk(&demo, &mut ann).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    mia.start("message 1").await.unwrap();
    for number in 2..=6 {
        schema.drops_every_connection().await;
        let say = Say { message: Uuid::now_v7(), text: format!("message {number}"), files: vec![] };
        // Who hears that it could not be saved says the same again, as the pages do.
        let mut answer = mia.command(CustomerCommand::Say(say.clone())).await;
        for _ in 0..100 {
            if answer.is_ok() {
                break;
            }
            answer = mia.command(CustomerCommand::Say(say.clone())).await;
        }
        assert_eq!(answer.unwrap().sequence, Some(number), "once, and in order");
    }
    assert_eq!(ann.seen().unwrap().picture.me.label, Label::InLine, "the call went on");
    schema.drops_every_connection().await;
    ann.command(MemberCommand::HangUp(call)).await.unwrap();
    let mut over = ann.until(SOON, "the end", |seen| seen.picture.calls.is_empty()).await;
    if over.is_err() {
        ann.obeyed(MemberCommand::HangUp(call)).await.unwrap();
        over = ann.until(SOON, "the end", |seen| seen.picture.calls.is_empty()).await;
    }
    over.unwrap();
    let busy = StatusChoice { to: Choice::Busy, break_reason: None };
    ann.obeyed(MemberCommand::SetStatus(busy)).await.unwrap();
}

#[tokio::test]
async fn op01_a_second_server_on_one_database_says_so_and_ends() {
    let schema = Schema::make().await;
    let _first = Demo::with(&[&schema.flag()]).await;
    let refused = crate::demo::refused(&["demo", &schema.flag()]).await;
    assert!(refused.contains("is in use by another rapport server"), "{refused}");
}
