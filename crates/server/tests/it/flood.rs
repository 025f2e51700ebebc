//! A customer's page that writes and writes: who does so is told to wait, and nobody else notices (OP06, DK13).

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use futures::{SinkExt, StreamExt};
use robot::Customer;
use tokio_tungstenite::tungstenite::Message;
use uuid::Uuid;
use wire::command::Answer;
use wire::widget::{
    CustomerCommand, CustomerCommandFrame, CustomerFrame, CustomerServerFrame, Say,
};

use crate::chat::online;
use crate::demo::{Demo, SOON};
use crate::page;

const MESSAGES: usize = 100_000;
/// What a customer may say in ten seconds.
const SAID_MAX: usize = 20;

#[tokio::test]
async fn dk13_a_hundred_thousand_messages_at_once_are_refused_and_keep_nobody_waiting() {
    let demo = Demo::start().await;
    let mut ann = online(&demo.guide, demo.ann()).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    mia.start("Is somebody there?").await.unwrap();
    let token = page::token(&demo).await;
    let mut zoe = Customer::with_token(&demo.guide, token.clone()).await.unwrap();
    let contact = zoe.start("Hello").await.unwrap();

    let began = Instant::now();
    let flood = Flood::open(&demo, &token).await;
    flood.reach(MESSAGES / 100).await;
    // In the middle of it.
    mia.say("I have a question.").await.unwrap();
    ann.until(SOON, "Mia's question", |seen| {
        seen.picture.messages.iter().any(|message| message.text == "I have a question.")
    })
    .await
    .unwrap();
    assert!(flood.answered() < MESSAGES, "it was over before it was asked");
    let answers = flood.over().await;

    let accepted = answers.get("").copied().unwrap_or_default();
    let refused = MESSAGES - accepted;
    let by_code = |code| answers.get(code).copied().unwrap_or_default();
    assert_eq!(by_code("too-many-messages") + by_code("too-many-commands"), refused, "{answers:?}");
    let spans = usize::try_from(began.elapsed().as_secs() / 10).unwrap() + 1;
    assert!(accepted <= SAID_MAX * spans, "{accepted} were taken in {spans} times ten seconds");
    // What was taken is there once, and of what was refused nothing.
    let seen =
        ann.until(SOON, "what was taken", |seen| of(seen, contact) == accepted + 1).await.unwrap();
    assert_eq!(of(&seen, contact), accepted + 1);
}

fn of(seen: &robot::Seen, contact: Uuid) -> usize {
    seen.picture.messages.iter().filter(|message| message.contact == contact).count()
}

/// A page that does not wait for an answer before it says the next thing.
struct Flood {
    answered: Arc<AtomicUsize>,
    over: tokio::task::JoinHandle<BTreeMap<String, usize>>,
}

impl Flood {
    async fn open(demo: &Demo, token: &str) -> Self {
        let live = page::open_as(demo, token).await;
        let (mut up, mut down) = live.split();
        let answered = Arc::new(AtomicUsize::new(0));
        tokio::spawn(async move {
            for number in 0..MESSAGES {
                let say = Say {
                    message: Uuid::now_v7(),
                    text: format!("Hello? {number}"),
                    files: vec![],
                };
                let (cmd_id, command) = (Uuid::now_v7(), CustomerCommand::Say(say));
                let frame = CustomerFrame::Command(CustomerCommandFrame { cmd_id, command });
                let text = serde_json::to_string(&frame).unwrap();
                up.send(Message::text(text)).await.unwrap();
            }
            up
        });
        let counted = Arc::clone(&answered);
        let over = tokio::spawn(async move {
            let mut answers = BTreeMap::new();
            while counted.load(Ordering::Relaxed) < MESSAGES {
                let message = down.next().await.unwrap().unwrap();
                let Ok(text) = message.to_text() else { continue };
                let Ok(frame) = serde_json::from_str(text) else { continue };
                if let CustomerServerFrame::Answer(Answer { problem, .. }) = frame {
                    let code = problem.map_or_else(String::new, |problem| problem.code);
                    *answers.entry(code).or_default() += 1;
                    counted.fetch_add(1, Ordering::Relaxed);
                }
            }
            answers
        });
        Self { answered, over }
    }

    fn answered(&self) -> usize {
        self.answered.load(Ordering::Relaxed)
    }

    /// So many are answered.
    async fn reach(&self, count: usize) {
        let began = Instant::now();
        while self.answered() < count {
            assert!(began.elapsed() < SOON, "{} were answered", self.answered());
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    }

    /// All of them are; each once, with a problem's code or none.
    async fn over(self) -> BTreeMap<String, usize> {
        tokio::time::timeout(SOON * 30, self.over).await.unwrap().unwrap()
    }
}
