//! W17: the parts that live as long as the server does. One that ends by a defect of ours ends the server: without it calls
//! would be zombies while everything else looks well. The start after it ends them properly (F01).

use tokio::sync::mpsc::{Receiver, Sender, channel};

/// For those who start parts.
#[derive(Clone, Debug)]
pub(crate) struct Parts(Sender<&'static str>);

/// Held by a part while it works; its end drops it, and so does its panic.
#[derive(Debug)]
pub(crate) struct Part {
    name: &'static str,
    ended: Sender<&'static str>,
}

/// Which part has ended.
#[derive(Debug)]
pub(crate) struct Ends(Receiver<&'static str>);

impl Parts {
    pub(crate) fn new() -> (Self, Ends) {
        let (ended, ends) = channel(1);
        (Self(ended), Ends(ends))
    }

    pub(crate) fn part(&self, name: &'static str) -> Part {
        Part { name, ended: self.0.clone() }
    }

    /// A part that is a task. Must be called inside a runtime.
    pub(crate) fn spawn(
        &self,
        name: &'static str,
        work: impl Future<Output = ()> + Send + 'static,
    ) {
        let part = self.part(name);
        tokio::spawn(async move {
            work.await;
            drop(part);
        });
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // The first says enough.
        let _told_already = self.ended.try_send(self.name);
    }
}

impl Ends {
    /// The first part that ends; never, while all of them work.
    pub(crate) async fn next(&mut self) -> &'static str {
        match self.0.recv().await {
            Some(name) => name,
            None => std::future::pending().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn w17_a_task_that_panics_is_missed() {
        let (parts, mut ends) = Parts::new();
        parts.spawn("idle", std::future::pending());
        parts.spawn("switchboard", async { panic!("a defect") });
        assert_eq!(ends.next().await, "switchboard");
    }

    #[tokio::test]
    async fn w17_a_thread_that_returns_is_missed() {
        let (parts, mut ends) = Parts::new();
        let part = parts.part("media");
        std::thread::spawn(move || drop(part));
        assert_eq!(ends.next().await, "media");
    }
}
