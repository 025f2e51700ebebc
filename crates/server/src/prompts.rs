//! The prompts that calls can hear: those that every installation has, and those that admins have uploaded (AD05). They are
//! coded here, once; the media thread is handed the whole set anew.

use std::sync::Arc;

use media::{PromptId, Prompts};
use store::{PromptSound, Store};
use tokio::sync::watch;

use crate::channels::switchboard::Switchboard;

/// The set that is played. Whoever changes it holds the admins' turn.
#[derive(Debug)]
pub(crate) struct PromptShelf(watch::Sender<Sets>);

/// With the set before: the media thread drops the one that it has no longer, and that costs it nothing while we have it too.
#[derive(Clone, Debug)]
struct Sets {
    now: Arc<Prompts>,
    _before: Arc<Prompts>,
}

impl PromptShelf {
    /// At boot: whatever was uploaded can be heard before the first call.
    pub(crate) async fn restore(
        store: &Store,
        switchboard: &Switchboard,
    ) -> Result<Self, store::ReadError> {
        let now = Arc::new(Prompts::built_in());
        let shelf = Self(watch::Sender::new(Sets { _before: Arc::clone(&now), now }));
        let sounds = store.prompt_sounds().await?;
        if !sounds.is_empty() {
            shelf.put(sounds, switchboard).await;
        }
        Ok(shelf)
    }

    /// They can be heard as soon as this returns.
    pub(crate) async fn put(&self, sounds: Vec<PromptSound>, switchboard: &Switchboard) {
        self.change(switchboard, move |prompts| {
            for PromptSound { id, sound } in sounds {
                if let Some(id) = media_id(id) {
                    prompts.add_pcm(id, &samples(&sound));
                }
            }
        })
        .await;
    }

    /// Whoever hears it hears it out.
    pub(crate) async fn remove(&self, id: flow::PromptId, switchboard: &Switchboard) {
        self.change(switchboard, move |prompts| {
            if let Some(id) = media_id(id) {
                prompts.remove(id);
            }
        })
        .await;
    }

    /// Coding takes a while, and is done beside everything else.
    async fn change(
        &self,
        switchboard: &Switchboard,
        change: impl FnOnce(&mut Prompts) + Send + 'static,
    ) {
        let before = Arc::clone(&self.0.borrow().now);
        let mut prompts = Prompts::clone(&before);
        let changed = tokio::task::spawn_blocking(move || {
            change(&mut prompts);
            Arc::new(prompts)
        });
        // It ends early only where the server does.
        let Ok(now) = changed.await else { return };
        self.0.send_replace(Sets { now: Arc::clone(&now), _before: before });
        switchboard.use_prompts(now).await;
    }
}

/// Another one than those that every installation has.
pub(crate) fn new_id() -> flow::PromptId {
    crate::api::prompt(PromptId(rand::random_range(PromptId::FIRST_OWN.0..=u32::MAX)))
}

fn media_id(id: flow::PromptId) -> Option<PromptId> {
    u32::try_from(id.0.as_u128()).ok().map(PromptId)
}

/// As they stand in the row.
pub(crate) fn bytes(samples: &[i16]) -> Vec<u8> {
    samples.iter().flat_map(|sample| sample.to_le_bytes()).collect()
}

fn samples(bytes: &[u8]) -> Vec<i16> {
    bytes.as_chunks::<2>().0.iter().map(|sample| i16::from_le_bytes(*sample)).collect()
}
