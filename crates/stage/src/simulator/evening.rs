//! The evening of a day: all is quiet, and the books, the screens and the promises are compared with what happened.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use acd::Timestamp;
use anyhow::{Context as _, Result, ensure};
use driver::{Attached, Picture};

use super::center::{APPLICATION, chatter, member};
use super::day::{Day, Due, Who};
use super::mirror::Mirror;
use super::socket::SocketId;

impl Day {
    pub(super) async fn evening(&mut self, seed: u64) -> Result<()> {
        self.everybody_is_connected()?;
        let told = self.screens_are_true().await?;
        ensure!(told, "L05: nobody can attach to a server that is well");
        self.promises_are_kept().await?;
        self.books_agree().await?;
        if seed.is_multiple_of(REBUILT) {
            self.disk.store().await.rebuild(APPLICATION).await?;
            self.auditor().accounts.reopen();
            self.books_agree().await.context("after the pictures were drawn anew")?;
        }
        Ok(())
    }

    /// Now and then in the middle of the day, whatever is on its way.
    pub(super) async fn compares(&mut self) -> Result<()> {
        if self.is_well() {
            self.screens_are_true().await?;
        }
        let later = self.chance.between(120_000, 300_000);
        self.after(later, Due::Compares);
        Ok(())
    }

    /// I05, I08, I09, I13, I15: what the store has is what happened.
    pub(super) async fn books_agree(&mut self) -> Result<()> {
        let store = self.disk.store().await;
        let (mut accounts, acd) = {
            let mut auditor = self.auditor();
            (std::mem::take(&mut auditor.accounts), auditor.replica.clone())
        };
        let compared = accounts.compare(&store).await;
        let histories = accounts.compare_histories(&store, &acd).await;
        self.auditor().accounts = accounts;
        compared.and(histories)
    }

    /// L05: the network has been whole for minutes.
    fn everybody_is_connected(&mut self) -> Result<()> {
        let all: Vec<Who> = self.links.keys().copied().collect();
        for who in all {
            ensure!(self.is_connected(who), "L05: {who:?} is not connected");
        }
        Ok(())
    }

    /// I16: what each client has folded in is what a fresh one would see. Tells whether all of them could be asked.
    async fn screens_are_true(&mut self) -> Result<bool> {
        let sockets: Vec<SocketId> = self.sockets.keys().copied().collect();
        for id in sockets {
            let Some(who) = self.sockets.get(&id).map(|socket| socket.who) else { continue };
            // A commit that is slow or fails keeps the picture waiting.
            let Some(fresh) = self.fresh_picture(who).await? else { return Ok(false) };
            let Some(socket) = self.sockets.get(&id) else { continue };
            if let Some(difference) = socket.mirror.differs_from(&fresh) {
                anyhow::bail!("I16: {who:?} does not see what a fresh screen shows\n{difference}");
            }
        }
        Ok(true)
    }

    async fn fresh_picture(&mut self, who: Who) -> Result<Option<Mirror>> {
        let Some(life) = &self.life else { return Ok(None) };
        let driver = life.driver.clone();
        let mut attach = pin!(async move {
            match who {
                Who::Agent(index) => driver.attach(member(index), None).await,
                Who::Guest(index) => driver.attach_customer(chatter(index)).await,
            }
        });
        let mut context = Context::from_waker(Waker::noop());
        let mut attached = attach.as_mut().poll(&mut context);
        if attached.is_pending() {
            self.settle().await?;
            attached = attach.as_mut().poll(&mut context);
        }
        let Poll::Ready(Ok(Attached { picture, .. })) = attached else { return Ok(None) };
        match picture {
            Picture::Member(snapshot) => Ok(Some(Mirror::Desk(snapshot))),
            Picture::Customer(snapshot) => Ok(Some(Mirror::page(snapshot))),
            Picture::Resumed(_) | Picture::Nobody => anyhow::bail!("I16: {who:?} has no picture"),
        }
    }

    /// OP04, I13, I27: what anybody was told stands.
    async fn promises_are_kept(&mut self) -> Result<()> {
        let store = self.disk.store().await;
        let answers = store.answers_since(APPLICATION, Timestamp(0), u32::MAX).await?;
        let kept: std::collections::BTreeSet<_> =
            answers.iter().map(|answer| (answer.actor, answer.cmd_id)).collect();
        let (told, placed): (Vec<_>, Vec<_>) = {
            let auditor = self.auditor();
            (auditor.told().collect(), auditor.placed().collect())
        };
        for (by, cmd_id) in told {
            ensure!(kept.contains(&(by, cmd_id)), "I27: {cmd_id} was done and is forgotten");
        }
        for (contact, message, sequence) in placed {
            let stored = store.message(APPLICATION, contact, message).await?;
            let place = stored.map(|stored| stored.sequence);
            ensure!(
                place == Some(sequence),
                "I13: {message} was acknowledged at {sequence} and is at {place:?}"
            );
        }
        Ok(())
    }
}

/// One day in so many draws the pictures anew from the journal: it costs as much as the whole day.
const REBUILT: u64 = 16;
