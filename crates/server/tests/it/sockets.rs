//! What the live sockets do with frames that people do not send.

use std::time::Instant;

use media::BrowserCaller;
use reqwest::StatusCode;
use robot::{Agent, Customer};
use sqlx::{Connection, SqliteConnection};
use uuid::Uuid;
use wire::command::{Answer, MemberCommand, SendMessage};
use wire::widget::{
    CustomerCommand, CustomerCommandFrame, CustomerFrame, CustomerServerFrame, FirstMessage, Say,
};
use wire::workspace::Sdp;

use crate::chat::online;
use crate::demo::{Demo, SOON};
use crate::page;

#[tokio::test]
async fn op07_a_message_says_something_and_not_too_much() {
    let demo = Demo::start().await;
    let mut ann = online(&demo.guide, demo.ann()).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    let contact = mia.start("Hello").await.unwrap();
    ann.until(SOON, "the session", |seen| seen.picture.messages.len() == 1).await.unwrap();
    let too_long = "x".repeat(usize::try_from(acd::MESSAGE_SIZE_MAX).unwrap() + 1);
    for (text, code) in
        [("", "message-empty"), (" \n", "message-empty"), (&*too_long, "message-too-long")]
    {
        let (message, text) = (Uuid::now_v7(), text.to_owned());
        let refused = mia
            .command(CustomerCommand::Say(Say { message, text: text.clone(), files: vec![] }))
            .await;
        assert!(refused.unwrap_err().to_string().contains(code));
        let send =
            MemberCommand::SendMessage(SendMessage { contact, message, text, files: vec![] });
        let answer = ann.command(send).await.unwrap();
        assert_eq!(answer.problem.unwrap().code, code);
    }
    let longest = "x".repeat(usize::try_from(acd::MESSAGE_SIZE_MAX).unwrap());
    let answer = mia.say(&longest).await.unwrap();
    assert_eq!(answer.sequence, Some(2), "nothing of the others was kept");
}

#[tokio::test]
async fn a_page_makes_one_call_at_a_time() {
    let demo = Demo::start().await;
    let mut live = page::open(&demo).await;
    let (_, sdp) = BrowserCaller::offer("127.0.0.1:9".parse().unwrap(), 1, Instant::now()).unwrap();
    let broken = dial(&mut live, "not an offer").await;
    assert_eq!(code(&mut live, broken).await, "phone-refused");

    dial(&mut live, &sdp).await;
    let second = dial(&mut live, &sdp).await;
    assert_eq!(code(&mut live, second).await, "call-open");
}

#[tokio::test]
async fn dk13_a_session_that_is_started_twice_at_once_is_one_session() {
    let demo = Demo::start().await;
    let token = page::token(&demo).await;
    let mut pages = [page::open_as(&demo, &token).await, page::open_as(&demo, &token).await];
    let text = "Hello".to_owned();
    let first =
        FirstMessage { contact: Uuid::now_v7(), message: Uuid::now_v7(), text, files: vec![] };
    let mut busy = hold(&demo).await;
    for page in &mut pages {
        command(page, CustomerCommand::Start(first.clone())).await;
    }
    // Both are on their way before either is done.
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    sqlx::query("ROLLBACK").execute(&mut busy).await.unwrap();
    for page in &mut pages {
        assert_eq!(next_problem(page).await, None);
    }
    let other = FirstMessage { contact: Uuid::now_v7(), message: Uuid::now_v7(), ..first };
    command(&mut pages[0], CustomerCommand::Start(other)).await;
    assert_eq!(next_problem(&mut pages[0]).await.as_deref(), Some("session-open"));
}

#[tokio::test]
async fn op06_one_socket_cannot_fill_the_inbox_of_all() {
    let demo = Demo::start().await;
    let mut mia = page::open(&demo).await;
    let first = FirstMessage {
        contact: Uuid::now_v7(),
        message: Uuid::now_v7(),
        text: "1".to_owned(),
        files: vec![],
    };
    command(&mut mia, CustomerCommand::Start(first)).await;
    let (mut answered, mut shown) = (false, false);
    while !(answered && shown) {
        let is_answer = page::receive(&mut mia, |frame| match frame {
            CustomerServerFrame::Answer(_) => Some(true),
            CustomerServerFrame::Changes(_) => Some(false),
            _ => None,
        });
        let is_answer = is_answer.await;
        (answered, shown) = (answered || is_answer, shown || !is_answer);
    }

    // While the disk is busy nothing is answered, and what waits adds up.
    let mut busy = hold(&demo).await;
    for _ in 0..200 {
        command(&mut mia, CustomerCommand::End).await;
    }
    for _ in 0..200 - 64 {
        assert_eq!(next_problem(&mut mia).await.as_deref(), Some("too-many-commands"));
    }
    sqlx::query("ROLLBACK").execute(&mut busy).await.unwrap();
    for number in 0..64 {
        let ended = (number > 0).then_some("contact-ended");
        assert_eq!(next_problem(&mut mia).await.as_deref(), ended);
    }
}

#[tokio::test]
async fn op07_a_live_address_says_what_it_speaks() {
    let demo = Demo::start().await;
    let ann = Agent::sign_in(&demo.guide, demo.ann()).await.unwrap();
    for path in ["/api/v1/live", "/api/v1/widget/live"] {
        let request = reqwest::Client::new().get(format!("{}{path}", demo.guide.url));
        let response = request.header("cookie", ann.cookie()).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::UPGRADE_REQUIRED, "{path}");
        assert_eq!(response.headers()["content-type"], "application/problem+json");
    }
    let request = reqwest::Client::new().get(format!("{}/api/v1/records/nonsense", demo.guide.url));
    let response = request.header("cookie", ann.cookie()).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert_eq!(response.headers()["content-type"], "application/problem+json");
}

/// Nothing is committed until this is rolled back.
async fn hold(demo: &Demo) -> SqliteConnection {
    let database = format!("sqlite:{}", demo.data.join("rapport.db").display());
    let mut busy = SqliteConnection::connect(&database).await.unwrap();
    sqlx::query("BEGIN IMMEDIATE").execute(&mut busy).await.unwrap();
    busy
}

async fn dial(live: &mut page::Live, sdp: &str) -> Uuid {
    command(live, CustomerCommand::Dial(Sdp { sdp: sdp.to_owned() })).await
}

async fn command(live: &mut page::Live, command: CustomerCommand) -> Uuid {
    let cmd_id = Uuid::now_v7();
    page::send(live, &CustomerFrame::Command(CustomerCommandFrame { cmd_id, command })).await;
    cmd_id
}

/// What the next answer says against it.
async fn next_problem(live: &mut page::Live) -> Option<String> {
    page::receive(live, |frame| match frame {
        CustomerServerFrame::Answer(Answer { problem, .. }) => Some(problem.map(|it| it.code)),
        _ => None,
    })
    .await
}

/// Why the command was refused.
async fn code(live: &mut page::Live, asked: Uuid) -> String {
    page::receive(live, |frame| match frame {
        CustomerServerFrame::Answer(Answer { cmd_id, problem: Some(problem), .. })
            if cmd_id == asked =>
        {
            Some(problem.code)
        }
        _ => None,
    })
    .await
}
