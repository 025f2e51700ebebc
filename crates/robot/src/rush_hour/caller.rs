//! A caller: dials, listens to the music until somebody answers or patience ends, says something, hangs up.

use std::time::Duration;

use media::MUSIC_HZ;
use tokio::time::Instant;

use super::Person;
use super::count::Place;
use crate::caller::{Caller, CallerState, Dialling};
use crate::murmur::murmur;
use crate::voice::Voice;

/// How often one listens.
const LISTEN: Duration = Duration::from_millis(200);
/// Music that is louder is heard.
const MUSIC_DB: f64 = -45.0;
const WINDOW_MS: usize = 400;
/// So long without music, after there was some, and somebody is there.
const SILENCE: Duration = Duration::from_millis(1_200);
/// A line that does not pick up by then will not.
const PICKED_UP: Duration = Duration::from_secs(20);

pub(super) async fn call(mut person: Person) {
    person.counter.goes(Place::Waiting);
    let end = attempt(&mut person).await.unwrap_or(Place::Failed);
    person.counter.goes(end);
}

async fn attempt(person: &mut Person) -> anyhow::Result<Place> {
    let patience = person.draw(person.plan.patience);
    let talk = person.draw(person.plan.talk);
    let pitch = 105.0 + 12.0 * f64::from(person.number % 10);
    let mut caller = Caller::dial(Dialling {
        to: person.guide.hotline.clone(),
        server: person.sip,
        from: format!("+4930222{:04}", person.number % 10_000),
        voice: Voice::speech(murmur(pitch)),
    })
    .await?;
    let picked_up =
        |state: &CallerState| !matches!(state, CallerState::Dialling | CallerState::Ringing);
    if caller.until(PICKED_UP, picked_up).await? != CallerState::Talking {
        return Ok(Place::Failed);
    }
    if !is_answered(&caller, patience).await {
        let was_cut_off = caller.state() != CallerState::Talking;
        caller.hang_up();
        return Ok(if was_cut_off { Place::Failed } else { Place::GaveUp });
    }
    person.counter.goes(Place::Served);
    // The agent may well be the one who hangs up.
    let _said_all = caller.until(talk, |state| *state != CallerState::Talking).await;
    caller.hang_up();
    Ok(Place::Done)
}

/// Whether the music gave way to a person before patience ended. Nothing else ends music, so an agent who hangs up before
/// [`SILENCE`] is over was there as well.
async fn is_answered(caller: &Caller, patience: Duration) -> bool {
    let end = Instant::now() + patience;
    let mut music = None;
    while Instant::now() < end {
        tokio::time::sleep(LISTEN).await;
        let (now, is_over) = (Instant::now(), caller.state() != CallerState::Talking);
        if caller.ear().level_db(MUSIC_HZ, WINDOW_MS) > MUSIC_DB {
            music = Some(now);
        } else if music.is_some_and(|last| is_over || now - last > SILENCE) {
            return true;
        }
        if is_over {
            return false;
        }
    }
    false
}
