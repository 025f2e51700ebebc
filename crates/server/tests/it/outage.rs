//! F09, F12: a disk that takes nothing. Persons hear so at once, nothing is shown that did not happen, live talk goes on, and
//! what happened in the meantime is told once the disk is back.

use robot::{Agent, CallerState, Customer};
use sqlx::{Connection, SqliteConnection};
use wire::command::{Choice, MemberCommand, StatusChoice};
use wire::widget::{CustomerCommand, Say};
use wire::workspace::Label;

use crate::call::{agent_with_sound, talk};
use crate::chat::online;
use crate::demo::{Demo, SOON};

#[tokio::test]
async fn f12_while_the_disk_is_full_people_hear_503_and_a_hang_up_is_told_afterwards() {
    let demo = Demo::with(&["--acw=0"]).await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let leo = online(&demo.guide, demo.leo()).await;
    let (mut caller, _) = talk(&demo, &mut ann).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    mia.start("Before").await.unwrap();

    let mut disk = Disk::of(&demo).await;
    disk.fills_up().await;
    let say = Say { message: uuid::Uuid::now_v7(), text: "Meanwhile".to_owned(), files: vec![] };
    let refused = mia.command(CustomerCommand::Say(say.clone())).await.unwrap_err();
    assert!(refused.to_string().contains("store-unavailable"), "{refused}");
    caller.hang_up();
    caller.until(SOON, |state| *state == CallerState::Left).await.unwrap();
    // The fact waits for the disk, and nobody waits behind it.
    for _ in 0..3 {
        let to_break = StatusChoice { to: Choice::Busy, break_reason: None };
        let answer = leo.command(MemberCommand::SetStatus(to_break)).await.unwrap();
        let problem = answer.problem.unwrap();
        assert_eq!((problem.status, problem.code.as_str()), (503, "store-unavailable"));
    }
    assert_eq!(leo.seen().unwrap().picture.me.label, Label::Available);
    assert_eq!(ann.seen().unwrap().picture.calls.len(), 1, "nothing of it is on disk");
    assert_eq!(mia.seen().messages.len(), 1);

    disk.is_emptied().await;
    let gone = |seen: &robot::Seen| {
        seen.picture.calls.is_empty() && seen.picture.me.label == Label::Available
    };
    ann.until(SOON, "the end of the call", gone).await.unwrap();
    let answer = mia.command(CustomerCommand::Say(say)).await.unwrap();
    assert_eq!(answer.sequence, Some(2));
    let seen = mia.until(SOON, "the message", |seen| seen.messages.len() == 2).await.unwrap();
    assert_eq!(seen.messages[&2].text, "Meanwhile");
    let fresh = Agent::with_cookie(&demo.guide, ann.cookie().to_owned()).await.unwrap();
    let (folded, mut fresh) = (ann.seen().unwrap().picture, fresh.seen().unwrap().picture);
    fresh.seq = folded.seq;
    assert_eq!(folded, fresh);
}

#[tokio::test]
async fn f09_a_page_that_cannot_be_identified_keeps_its_token() {
    let demo = Demo::start().await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    mia.start("Hello").await.unwrap();
    let token = mia.token().to_owned();
    drop(mia);

    let mut disk = Disk::of(&demo).await;
    disk.run("ALTER TABLE customer_token RENAME TO elsewhere").await;
    // No picture, and no word that would make the page forget who it is.
    let frames = crate::page::frames_for(&demo, &token).await;
    assert_eq!(frames, Vec::<String>::new());
    disk.run("ALTER TABLE elsewhere RENAME TO customer_token").await;
    let mia = Customer::with_token(&demo.guide, token).await.unwrap();
    assert_eq!(mia.seen().messages.len(), 1);
}

/// The server's database, from outside.
pub(crate) struct Disk(SqliteConnection);

impl Disk {
    pub(crate) async fn of(demo: &Demo) -> Self {
        let url = format!("sqlite:{}", demo.data.join("rapport.db").display());
        Self(SqliteConnection::connect(&url).await.unwrap())
    }

    /// Every commit to the journal fails from now on.
    async fn fills_up(&mut self) {
        self.run(
            "CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'full'); END",
        )
        .await;
    }

    async fn is_emptied(&mut self) {
        self.run("DROP TRIGGER full").await;
    }

    /// Whoever commits waits.
    pub(crate) async fn is_busy(&mut self) {
        self.run("BEGIN IMMEDIATE").await;
    }

    pub(crate) async fn is_free(&mut self) {
        self.run("ROLLBACK").await;
    }

    async fn run(&mut self, sql: &'static str) {
        sqlx::query(sql).execute(&mut self.0).await.unwrap();
    }
}
