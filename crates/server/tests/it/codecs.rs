//! Callers of every codec and an agent in a browser: both hear each other, and only what must be is transcoded.

use std::time::Duration;

use robot::{Caller, CallerState, Dialling, Voice};
use sip::AudioCodec;
use wire::command::{ContactRef, MemberCommand};

use crate::call::{agent_with_sound, hears};
use crate::demo::{Demo, SOON};
use crate::voice::metric;

const HEARD_DB: f64 = -20.0;
const SILENT_DB: f64 = -45.0;

#[tokio::test]
async fn callers_of_every_codec_are_heard_and_hear() {
    let demo = Demo::with(&["--acw=0"]).await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    for codec in AudioCodec::ALL {
        let dialling = Dialling {
            to: demo.guide.hotline.clone(),
            server: demo.sip(),
            from: "+4930111222".to_owned(),
            voice: Voice::tone(440.0),
        };
        let mut caller = Caller::dial_with(dialling, vec![codec]).await.unwrap();
        caller.until(SOON, |state| *state == CallerState::Talking).await.unwrap();
        let offer = ann.rings(SOON).await.unwrap();
        ann.ear().unwrap().clear();
        ann.obeyed(MemberCommand::Accept(offer)).await.unwrap();
        let what = format!("the agent hears the caller ({codec:?})");
        hears(ann.ear().unwrap(), 440.0, |db| db > HEARD_DB, &what).await;
        let what = format!("the caller hears the agent ({codec:?})");
        hears(caller.ear(), 880.0, |db| db > HEARD_DB, &what).await;
        hears(caller.ear(), 440.0, |db| db < SILENT_DB, "nobody hears themselves").await;
        nothing_is_decoded_any_more(&demo, codec).await;
        ann.obeyed(MemberCommand::HangUp(ContactRef { contact: offer.contact })).await.unwrap();
        caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
        ann.until(SOON, "the end of the call", |seen| seen.picture.calls.is_empty()).await.unwrap();
    }
}

/// The agent's page was told which codec passes untouched, and speaks it.
async fn nothing_is_decoded_any_more(demo: &Demo, codec: AudioCodec) {
    let work = async |what: &str| {
        let name = format!("rapport_media_work_total{{what=\"{what}\"}}");
        metric(demo, &name).await.unwrap_or_default()
    };
    let started = tokio::time::Instant::now();
    loop {
        let (decoded, forwarded) = (work("decoded").await, work("forwarded").await);
        // The counters are shown each second: until both ways were forwarded for a while, not once was decoded.
        while work("forwarded").await < forwarded + 100.0 {
            assert!(started.elapsed() < SOON, "{codec:?} is not forwarded");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        if (work("decoded").await - decoded).abs() < f64::EPSILON {
            return;
        }
        assert!(started.elapsed() < SOON, "{codec:?} is still decoded");
    }
}
