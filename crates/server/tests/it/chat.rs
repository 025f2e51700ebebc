//! A chat end to end over the real sockets (DK01, DK03, DK13).

use robot::{Agent, Customer, Guide};
use uuid::Uuid;
use wire::command::{Answer, ContactRef, MemberCommand, SendMessage};
use wire::widget::{
    CustomerAuthor, CustomerCommand, CustomerCommandFrame, CustomerEnd, CustomerFrame,
    CustomerServerFrame, CustomerSessionState, FirstMessage, Say,
};

use crate::demo::{Demo, SOON};
use crate::page;

pub(crate) async fn online(guide: &Guide, account: &robot::Account) -> Agent {
    let agent = Agent::sign_in(guide, account).await.unwrap();
    agent.obeyed(MemberCommand::GoOnline).await.unwrap();
    agent
}

#[tokio::test]
async fn dk01_a_session_is_allocated_and_messages_go_both_ways_until_the_agent_ends_it() {
    let demo = Demo::start().await;
    let mut ann = online(&demo.guide, demo.ann()).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    let contact = mia.start("Is the fern still there?").await.unwrap();

    let seen = ann
        .until(SOON, "the first message", |seen| !seen.picture.messages.is_empty())
        .await
        .unwrap();
    assert_eq!(seen.picture.sessions.len(), 1);
    assert_eq!(seen.picture.messages[0].text, "Is the fern still there?");

    let text = "It is. Shall I keep it for you?".to_owned();
    let reply = SendMessage { contact, message: Uuid::now_v7(), text, files: vec![] };
    let answer = ann.obeyed(MemberCommand::SendMessage(reply)).await.unwrap();
    assert_eq!(answer.sequence, Some(2));
    let seen = mia.until(SOON, "two messages", |seen| seen.messages.len() == 2).await.unwrap();
    assert_eq!(seen.messages[&2].text, "It is. Shall I keep it for you?");

    ann.obeyed(MemberCommand::EndSession(ContactRef { contact })).await.unwrap();
    let ended = |seen: &robot::SeenChat| ended_as(seen) == Some(CustomerEnd::ByAgent);
    mia.until(SOON, "the end", ended).await.unwrap();
    ann.until(SOON, "an empty desk", |seen| seen.picture.sessions.is_empty()).await.unwrap();
}

#[tokio::test]
async fn dk13_a_message_that_is_sent_again_is_the_same_message() {
    let demo = Demo::start().await;
    let mut ann = online(&demo.guide, demo.ann()).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    mia.start("One").await.unwrap();
    let say = Say { message: Uuid::now_v7(), text: "Two".to_owned(), files: vec![] };
    let first = mia.command(CustomerCommand::Say(say.clone())).await.unwrap();

    // A fresh page that never heard the answer sends it once more.
    let mut again = Customer::with_token(&demo.guide, mia.token().to_owned()).await.unwrap();
    let second = again.command(CustomerCommand::Say(say)).await.unwrap();
    assert_eq!(second.sequence, first.sequence);
    assert_eq!(again.seen().messages.len(), 2);
    let seen = ann.until(SOON, "both messages", |seen| seen.picture.messages.len() == 2).await;
    assert_eq!(seen.unwrap().picture.messages[1].text, "Two");
}

#[tokio::test]
async fn dk03_a_customer_who_ends_the_session_frees_the_agents_place() {
    let demo = Demo::start().await;
    let mut ann = online(&demo.guide, demo.ann()).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    mia.start("Hello").await.unwrap();
    ann.until(SOON, "one session", |seen| seen.picture.me.sessions_open == 1).await.unwrap();
    mia.end().await.unwrap();
    ann.until(SOON, "none", |seen| seen.picture.me.sessions_open == 0).await.unwrap();
}

#[tokio::test]
async fn dk14_a_customer_who_was_away_sees_how_it_ended() {
    let demo = Demo::start().await;
    let mut ann = online(&demo.guide, demo.ann()).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    let contact = mia.start("What is the code?").await.unwrap();
    ann.until(SOON, "the session", |seen| seen.picture.messages.len() == 1).await.unwrap();
    let token = mia.token().to_owned();
    drop(mia);
    let (message, text) = (Uuid::now_v7(), "Your code is 4711".to_owned());
    let code = SendMessage { contact, message, text: text.clone(), files: vec![] };
    ann.obeyed(MemberCommand::SendMessage(code)).await.unwrap();
    ann.obeyed(MemberCommand::EndSession(ContactRef { contact })).await.unwrap();

    let mia = Customer::with_token(&demo.guide, token).await.unwrap();
    let seen = mia.seen();
    assert_eq!(seen.session.as_ref().map(|session| session.id), Some(contact));
    assert_eq!(ended_as(&seen), Some(CustomerEnd::ByAgent));
    assert_eq!(seen.messages[&1].author, CustomerAuthor::You);
    assert_eq!(seen.messages[&2].text, text);
    let CustomerAuthor::Agent(signed) = &seen.messages[&2].author else { unreachable!() };
    assert!(!signed.name.is_empty(), "whoever wrote has signed");
}

#[tokio::test]
async fn dk14_a_message_that_was_in_the_last_session_starts_no_other() {
    let demo = Demo::start().await;
    let token = page::token(&demo).await;
    let mut mia = page::open_as(&demo, &token).await;
    let (cmd_id, contact, text) = (Uuid::now_v7(), Uuid::now_v7(), "Hello".to_owned());
    let first = FirstMessage { contact, message: Uuid::now_v7(), text, files: vec![] };
    let started = ask(&mut mia, cmd_id, CustomerCommand::Start(first.clone())).await;
    assert_eq!((started.problem, started.sequence), (None, Some(1)));
    assert_eq!(ask(&mut mia, Uuid::now_v7(), CustomerCommand::End).await.problem, None);

    // A page that heard neither the answer nor the end sends the message once more, as the first of a session.
    let again = FirstMessage { contact: Uuid::now_v7(), ..first };
    let again = ask(&mut mia, cmd_id, CustomerCommand::Start(again)).await;
    assert_eq!((again.problem, again.sequence), (None, Some(1)));
    let seen = Customer::with_token(&demo.guide, token).await.unwrap().seen();
    assert_eq!(seen.session.map(|session| session.id), Some(contact), "nobody was rung for it");
}

#[tokio::test]
async fn op07_a_first_message_that_is_too_long_starts_no_session() {
    let demo = Demo::start().await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    let too_long = "x".repeat(usize::try_from(acd::MESSAGE_SIZE_MAX).unwrap() + 1);
    let refused = mia.start(&too_long).await.unwrap_err().to_string();
    assert!(refused.contains("message-too-long"), "{refused}");
    mia.start("Hello").await.unwrap();
    let mut ann = online(&demo.guide, demo.ann()).await;
    let seen = ann.until(SOON, "a session", |seen| !seen.picture.sessions.is_empty()).await;
    assert_eq!(seen.unwrap().picture.messages[0].text, "Hello");
}

#[tokio::test]
async fn the_folded_picture_is_the_fresh_picture() {
    let demo = Demo::start().await;
    let mut ann = online(&demo.guide, demo.ann()).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    let contact = mia.start("Hello").await.unwrap();
    for text in ["one", "two", "three"] {
        let message = Uuid::now_v7();
        let say = SendMessage { contact, message, text: text.to_owned(), files: vec![] };
        ann.obeyed(MemberCommand::SendMessage(say)).await.unwrap();
        mia.say(text).await.unwrap();
    }
    let folded =
        ann.until(SOON, "seven", |seen| seen.picture.messages.len() == 7).await.unwrap().picture;
    let fresh = Agent::with_cookie(&demo.guide, ann.cookie().to_owned()).await.unwrap();
    let fresh = fresh.seen().unwrap().picture;
    assert_eq!(folded, fresh);
}

fn ended_as(seen: &robot::SeenChat) -> Option<CustomerEnd> {
    match &seen.session.as_ref()?.state {
        CustomerSessionState::Ended(end) => Some(end.why),
        CustomerSessionState::Waiting(_) | CustomerSessionState::Open(_) => None,
    }
}

/// Sends as a page does, under an id that it may have used before.
async fn ask(live: &mut page::Live, asked: Uuid, command: CustomerCommand) -> Answer {
    let frame = CustomerCommandFrame { cmd_id: asked, command };
    page::send(live, &CustomerFrame::Command(frame)).await;
    page::receive(live, |frame| match frame {
        CustomerServerFrame::Answer(answer) if answer.cmd_id == asked => Some(answer),
        _ => None,
    })
    .await
}
