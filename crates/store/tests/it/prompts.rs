//! AD05: an uploaded prompt is there with its sound, for its application alone, until it is removed.

use acd::{Millis, Timestamp};
use flow::PromptId;
use store::{Prompt, PromptSound, WriteError};
use uuid::Uuid;

use crate::ground::{Ground, on_each_database};
use crate::story::{APPLICATION, OTHER_APPLICATION, found};

on_each_database! {
    ad05_a_prompt_is_kept_with_its_sound_until_it_is_removed
    i24_no_other_application_has_the_prompt
}

const NIGHT: PromptId = PromptId(Uuid::from_u128(u32::MAX as u128));
const SOUND: [u8; 4] = [0, 255, 1, 128];

fn night() -> Prompt {
    let (length, added) = (Millis(120_000), Timestamp(7));
    Prompt { id: NIGHT, name: "Night".to_owned(), length, added }
}

async fn ad05_a_prompt_is_kept_with_its_sound_until_it_is_removed(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    store.write(night().add(APPLICATION, &SOUND)).await.unwrap();
    assert_eq!(store.prompts(APPLICATION).await.unwrap(), [night()]);
    let sound = PromptSound { id: NIGHT, sound: SOUND.to_vec() };
    assert_eq!(store.prompt_sound(APPLICATION, NIGHT).await.unwrap(), Some(sound.clone()));
    assert_eq!(store.prompt_sounds().await.unwrap(), [sound]);
    assert!(store.write(night().add(APPLICATION, &SOUND)).await.is_err(), "its number is its own");
    store.write(Prompt::remove(APPLICATION, NIGHT)).await.unwrap();
    assert_eq!(store.prompts(APPLICATION).await.unwrap(), []);
    assert_eq!(store.prompt_sound(APPLICATION, NIGHT).await.unwrap(), None);
}

async fn i24_no_other_application_has_the_prompt(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    found(&store, OTHER_APPLICATION).await;
    store.write(night().add(APPLICATION, &SOUND)).await.unwrap();
    assert_eq!(store.prompts(OTHER_APPLICATION).await.unwrap(), []);
    assert_eq!(store.prompt_sound(OTHER_APPLICATION, NIGHT).await.unwrap(), None);
    let removed = store.write(Prompt::remove(OTHER_APPLICATION, NIGHT)).await;
    assert!(matches!(removed, Err(WriteError::Untouched)));
    assert_eq!(store.prompts(APPLICATION).await.unwrap(), [night()]);
}
