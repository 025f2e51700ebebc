//! Whom a demo's agents can call: every number is somebody's, and its last digit says what comes of it.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use tokio::sync::mpsc;

use crate::caller::CallerState;
use crate::exchange::{Exchange, Refusal, Telephone};

/// Long enough to hear it ring.
const RINGS_FOR: Duration = Duration::from_secs(3);
/// Longer than anybody tries it.
const TALKS_FOR: Duration = Duration::from_mins(5);

/// Dropping it cuts everybody off.
#[derive(Debug)]
pub struct Town(Exchange);

/// What whoever is called does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// After a few rings; then they talk until the caller hangs up.
    Answers,
    NobodyThere,
    Busy,
    NeverAnswers,
    Rejects,
}

impl Town {
    /// On a free port of this host.
    pub async fn open(host: IpAddr) -> anyhow::Result<Self> {
        let (exchange, called) = Exchange::open_to_all(host).await?;
        tokio::spawn(live(called));
        Ok(Self(exchange))
    }

    /// Where a trunk sends its calls.
    pub const fn address(&self) -> SocketAddr {
        self.0.address()
    }
}

async fn live(mut called: mpsc::UnboundedReceiver<Telephone>) {
    while let Some(telephone) = called.recv().await {
        tokio::spawn(is_called(telephone));
    }
}

async fn is_called(mut telephone: Telephone) {
    let manner = manner_of(telephone.number());
    match manner {
        Manner::NobodyThere => return telephone.refuse(Refusal::Nobody),
        Manner::Busy => return telephone.refuse(Refusal::Busy),
        Manner::Answers | Manner::NeverAnswers | Manner::Rejects => telephone.ring(),
    }
    let gone = |state: &CallerState| *state != CallerState::Ringing;
    if telephone.until(RINGS_FOR, gone).await.is_ok() {
        return;
    }
    match manner {
        Manner::Answers => telephone.answer(),
        Manner::Rejects => return telephone.refuse(Refusal::Rejected),
        Manner::NobodyThere | Manner::Busy | Manner::NeverAnswers => return,
    }
    let over = |state: &CallerState| !matches!(state, CallerState::Ringing | CallerState::Talking);
    if telephone.until(TALKS_FOR, over).await.is_err() {
        telephone.hang_up();
    }
}

fn manner_of(number: &str) -> Manner {
    match number.chars().next_back() {
        Some('6') => Manner::NobodyThere,
        Some('7') => Manner::Busy,
        Some('8') => Manner::NeverAnswers,
        Some('9') => Manner::Rejects,
        _ => Manner::Answers,
    }
}
