//! An agent on duty: takes what rings after a moment, talks for a while, answers chats, and hangs up or waits for the customer
//! to go. For load, and for a demo without people.

use std::net::SocketAddr;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use wire::command::{ContactRef, MemberCommand, SendMessage};
use wire::workspace::{AuthorView, CallState, Label, Snapshot};

use crate::agent::{Agent, offer};
use crate::guide::{Account, Guide};
use crate::murmur::murmur;
use crate::voice::Voice;

/// How an agent works.
#[derive(Clone, Copy, Debug)]
pub struct Handling {
    /// How long a talk is, on average.
    pub talk: Duration,
    pub seed: u64,
}

/// How often one looks at the screen.
const LOOK: Duration = Duration::from_millis(500);
const ANSWER: &str = "Thank you for waiting. I have looked it up: yes, that can be done.";

/// Works until the socket is gone.
pub async fn on_duty(
    guide: &Guide,
    account: &Account,
    near: SocketAddr,
    handling: Handling,
) -> anyhow::Result<()> {
    let mut chance = StdRng::seed_from_u64(handling.seed);
    let mut agent = Agent::sign_in(guide, account).await?;
    agent.allow_microphone(near, Voice::speech(murmur(160.0))).await?;
    agent.obeyed(MemberCommand::GoOnline).await?;
    let mut left = handling.talk;
    loop {
        tokio::time::sleep(LOOK).await;
        let Some(seen) = agent.seen() else { continue };
        let picture = seen.picture;
        // What is refused here was overtaken by the customer; the next look shows it.
        if picture.me.label == Label::Offline {
            agent.command(MemberCommand::GoOnline).await?;
        }
        if let Some(offer) = offer(&picture) {
            left = handling.talk.mul_f64(chance.random_range(0.5..1.5));
            agent.command(MemberCommand::Accept(offer)).await?;
        } else if let Some(call) = talking(&picture) {
            left = left.saturating_sub(LOOK);
            if left.is_zero() {
                agent.command(MemberCommand::HangUp(call)).await?;
            }
        } else if picture.me.label == Label::AfterCallWork {
            agent.command(MemberCommand::BackToReception).await?;
        }
        for contact in unanswered(&picture) {
            let (message, text) = (uuid::Uuid::now_v7(), ANSWER.to_owned());
            let say = SendMessage { contact, message, text, files: vec![] };
            agent.command(MemberCommand::SendMessage(say)).await?;
        }
    }
}

fn talking(picture: &Snapshot) -> Option<ContactRef> {
    let call = picture.calls.iter().find(|call| matches!(call.state, CallState::Talking(_)))?;
    Some(ContactRef { contact: call.id })
}

/// Sessions in which the customer has the last word.
fn unanswered(picture: &Snapshot) -> Vec<uuid::Uuid> {
    let mine = picture.sessions.iter().filter(|session| session.since.is_some());
    let waits = mine.filter(|session| {
        let last = picture.messages.iter().rfind(|message| message.contact == session.id);
        last.is_some_and(|message| matches!(message.author, AuthorView::Customer))
    });
    waits.map(|session| session.id).collect()
}
