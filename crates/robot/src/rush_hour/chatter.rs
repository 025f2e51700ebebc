//! A chat customer: asks, waits, answers what the agent writes, thanks and goes.

use std::time::Duration;

use rand::RngExt;
use wire::widget::{CustomerAuthor, CustomerSessionState};

use super::Person;
use super::count::Place;
use crate::steady::{PageView, SteadyCustomer};

const QUESTIONS: [&str; 6] = [
    "Hello, is the Heron in stock again?",
    "My Wick flickers. Can I send it in?",
    "Which bulb fits the Plover?",
    "Where is my order? It was to come on Monday.",
    "Do you ship to Norway?",
    "The Moth came with a scratch. What now?",
];
const ANSWERS: [&str; 5] = [
    "I see. And how long would that take?",
    "Good to know. What does it cost?",
    "Could you send me that by mail as well?",
    "Is there another colour?",
    "All right. One more thing: do you repair old ones too?",
];
const THANKS: &str = "Thank you, that is all.";
/// Reading and typing.
const TYPING_MS: std::ops::Range<u64> = 1_500..6_000;
const PAGE: Duration = Duration::from_secs(20);

pub(super) async fn chat(mut person: Person) {
    person.counter.goes(Place::Waiting);
    let end = attempt(&mut person).await.unwrap_or(Place::Failed);
    person.counter.goes(end);
}

async fn attempt(person: &mut Person) -> anyhow::Result<Place> {
    let patience = person.draw(person.plan.patience);
    let mut page =
        SteadyCustomer::arrive(&person.guide, &format!("chat {}", person.number)).await?;
    page.say(one_of(person, &QUESTIONS));
    page.until(PAGE, "the session", |view| view.running().is_some()).await?;
    if page.until(patience, "an agent", |view| !is_waiting(view)).await.is_err() {
        end(&mut page).await?;
        return Ok(Place::GaveUp);
    }
    person.counter.goes(Place::Served);
    let mut read = 0;
    for _ in 0..person.chance.random_range(1..4) {
        let news = |view: &PageView| agents_lines(view) > read || view.running().is_none();
        let Ok(view) = page.until(person.plan.patience * 4, "an answer", news).await else { break };
        if view.running().is_none() {
            return Ok(Place::Done);
        }
        read = agents_lines(&view);
        typing(person).await;
        page.say(one_of(person, &ANSWERS));
    }
    page.say(THANKS.to_owned());
    typing(person).await;
    end(&mut page).await?;
    Ok(if read > 0 { Place::Done } else { Place::GaveUp })
}

async fn end(page: &mut SteadyCustomer) -> anyhow::Result<()> {
    page.until(PAGE, "an empty outbox", |view| view.unsent == 0).await?;
    page.end();
    page.until(PAGE, "the end", |view| view.running().is_none()).await?;
    Ok(())
}

async fn typing(person: &mut Person) {
    let span = person.chance.random_range(TYPING_MS);
    tokio::time::sleep(Duration::from_millis(span)).await;
}

fn one_of(person: &mut Person, lines: &[&str]) -> String {
    let at = person.chance.random_range(0..lines.len());
    lines.get(at).copied().unwrap_or_default().to_owned()
}

fn is_waiting(view: &PageView) -> bool {
    let state = view.chat.session.as_ref().map(|session| &session.state);
    matches!(state, Some(CustomerSessionState::Waiting(_)))
}

fn agents_lines(view: &PageView) -> usize {
    let messages = view.chat.messages.values();
    messages.filter(|message| matches!(message.author, CustomerAuthor::Agent(_))).count()
}
