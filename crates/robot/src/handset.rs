//! A SIP phone on a desk: it registers, and what calls it is answered by hand, or by itself if it is told so.

use std::time::Duration;

use anyhow::Context;
use tokio::sync::watch;

use crate::exchange::{Exchange, Telephone};
use crate::registration::{PhoneLogin, Registered};
use crate::voice::Voice;

/// How long a registration lasts, in seconds: longer than what is played with it. It is not renewed.
const LASTS_S: u32 = 3_600;
/// A REGISTER that was not answered by then is lost.
const ASK_AGAIN: Duration = Duration::from_secs(1);

/// Dropping it unplugs the phone, without a word to anybody.
#[derive(Debug)]
pub struct Handset {
    telephone: Telephone,
    registered: watch::Receiver<Registered>,
    _exchange: Exchange,
}

impl Handset {
    /// A phone with a socket of its own. It is not registered yet.
    pub async fn plug_in(login: PhoneLogin, voice: Voice) -> anyhow::Result<Self> {
        Ok(Self::on(Exchange::open().await?, login, voice))
    }

    /// VC21: one that knows no telephone events: keys go to it, and come from it, as SIP INFO.
    pub async fn plug_in_without_events(login: PhoneLogin, voice: Voice) -> anyhow::Result<Self> {
        Ok(Self::on(Exchange::open_without_events().await?, login, voice))
    }

    fn on(exchange: Exchange, login: PhoneLogin, voice: Voice) -> Self {
        let (telephone, registered) = exchange.phone(login, voice);
        Self { telephone, registered, _exchange: exchange }
    }

    /// The calls that come to it.
    pub const fn telephone(&self) -> &Telephone {
        &self.telephone
    }

    /// Says where it is, and proves who it is.
    pub async fn register(&mut self, within: Duration) -> anyhow::Result<()> {
        self.say(LASTS_S, within).await
    }

    /// Takes leave. A call that it has goes on.
    pub async fn sign_off(&mut self, within: Duration) -> anyhow::Result<()> {
        self.say(0, within).await
    }

    async fn say(&mut self, lasts: u32, within: Duration) -> anyhow::Result<()> {
        tokio::time::timeout(within, self.say_until_heard(lasts))
            .await
            .context("nobody answered the phone's REGISTER")?
    }

    async fn say_until_heard(&mut self, lasts: u32) -> anyhow::Result<()> {
        loop {
            self.registered.mark_unchanged();
            self.telephone.register(lasts);
            let answered = tokio::time::timeout(ASK_AGAIN, self.answer()).await;
            let Ok(answered) = answered else { continue };
            let answered = answered?;
            anyhow::ensure!(answered == Registered::For(lasts), "the phone was told {answered:?}");
            return Ok(());
        }
    }

    /// The next word that is one.
    async fn answer(&mut self) -> anyhow::Result<Registered> {
        loop {
            self.registered.changed().await?;
            let told = *self.registered.borrow_and_update();
            if told != Registered::Unheard {
                return Ok(told);
            }
        }
    }
}
