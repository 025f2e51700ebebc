//! One customer, whose telephone we did not write, goes through all that agents do with a call: hold, a colleague who is asked
//! and brought in, and each way to hand it on (VC07, VC10, VC11, VC13, VC15). What they heard stands in baresip's own file.

use std::path::Path;
use std::time::Duration;

use robot::{Account, Agent, CallerState, Ear, Exchange, Voice};
use wire::command::{
    ConsultColleague, ContactRef, MemberCommand, TransferCall, TransferOut, TransferTarget,
};
use wire::workspace::GroupKind;

use crate::call::hears;
use crate::demo::{Demo, SOON};
use crate::strangers::{Way, baresip, said, whole_dump};

const CUSTOMER_HZ: f64 = 440.0;
const ANN_HZ: f64 = 880.0;
const LEO_HZ: f64 = 760.0;
const OUTSIDE_HZ: f64 = 620.0;
const HEARD_DB: f64 = -25.0;
/// The music is quieter than people are.
const MUSIC_DB: f64 = -45.0;
const SILENT_DB: f64 = -45.0;
/// So long each stretch lasts at least, and so much of it is looked at once.
const STRETCH: Duration = Duration::from_millis(1_200);
const WINDOW_MS: u32 = 400;

#[tokio::test]
async fn vc15_baresip_hears_each_of_whom_it_is_handed_to_in_turn() {
    let exchange = Exchange::open().await.unwrap();
    let far_end = format!("--sip-peer=carrier={}", exchange.address());
    let demo = Demo::with(&[&far_end, "--sip-ping=0", "--acw=0"]).await;
    let mut ann = agent_who_says(&demo, demo.ann(), ANN_HZ).await;
    let folder = demo.data.join("baresip");
    let mut baresip = baresip(&folder, "pcma", &Way::udp(&demo));
    let offer =
        ann.rings(SOON).await.map_err(|error| format!("{error}; baresip: {}", said(&folder)));
    let offer = offer.unwrap();
    let call = ContactRef { contact: offer.contact };
    ann.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    stretch(&ann, &[CUSTOMER_HZ], &[ANN_HZ]).await;
    ann.obeyed(MemberCommand::Hold(call)).await.unwrap();
    stretch(&ann, &[CUSTOMER_HZ], &[media::MUSIC_HZ]).await;
    ann.obeyed(MemberCommand::CancelHold(call)).await.unwrap();
    stretch(&ann, &[CUSTOMER_HZ], &[]).await;

    let mut leo = agent_who_says(&demo, demo.leo(), LEO_HZ).await;
    let asked = ConsultColleague { contact: call.contact, member: me(&leo), note: None };
    ann.obeyed(MemberCommand::Consult(asked)).await.unwrap();
    answers(&mut leo).await;
    stretch(&ann, &[LEO_HZ], &[CUSTOMER_HZ]).await;
    stretch(&leo, &[ANN_HZ], &[CUSTOMER_HZ]).await;
    ann.obeyed(MemberCommand::SwapConsult(call)).await.unwrap();
    stretch(&ann, &[CUSTOMER_HZ], &[LEO_HZ]).await;
    ann.obeyed(MemberCommand::MergeConsult(call)).await.unwrap();
    stretch(&ann, &[CUSTOMER_HZ, LEO_HZ], &[ANN_HZ]).await;
    stretch(&leo, &[CUSTOMER_HZ, ANN_HZ], &[LEO_HZ]).await;
    ann.obeyed(MemberCommand::CompleteConsult(call)).await.unwrap();
    stretch(&leo, &[CUSTOMER_HZ], &[ANN_HZ]).await;

    let groups = leo.seen().unwrap().picture.groups;
    let hotline = groups.iter().find(|group| group.kind == GroupKind::Voice).unwrap().id;
    leo.obeyed(hand_over(call, TransferTarget::Group(hotline))).await.unwrap();
    tokio::time::sleep(STRETCH).await;
    answers(&mut ann).await;
    stretch(&ann, &[CUSTOMER_HZ], &[LEO_HZ]).await;
    ann.obeyed(hand_over(call, TransferTarget::Agent(me(&leo)))).await.unwrap();
    tokio::time::sleep(STRETCH).await;
    answers(&mut leo).await;
    stretch(&leo, &[CUSTOMER_HZ], &[ANN_HZ]).await;

    let mut outside = exchange.telephone("+4930111220", Voice::tone(OUTSIDE_HZ));
    let number = "030 111220".to_owned();
    let out = TransferOut { contact: call.contact, number };
    leo.obeyed(MemberCommand::TransferOut(out)).await.unwrap();
    outside.until(SOON, |state| *state == CallerState::Ringing).await.unwrap();
    tokio::time::sleep(STRETCH).await;
    outside.answer();
    hears(outside.ear(), CUSTOMER_HZ, |db| db > HEARD_DB, "who is outside hears baresip").await;
    hears(outside.ear(), LEO_HZ, |db| db < SILENT_DB, "and leo no more").await;
    tokio::time::sleep(STRETCH).await;
    outside.hang_up();
    // The dump is complete once the program has written its file.
    tokio::time::sleep(Duration::from_millis(500)).await;
    baresip.kill().await.unwrap();

    let music = media::MUSIC_HZ;
    let both: &[f64] = &[ANN_HZ, LEO_HZ];
    let turns: [&[f64]; 12] = [
        &[ANN_HZ],
        &[music],
        &[ANN_HZ],
        &[music],
        &[ANN_HZ],
        both,
        &[LEO_HZ],
        &[music],
        &[ANN_HZ],
        &[music],
        &[LEO_HZ],
        &[music],
    ];
    heard_in_turn(&folder, &[&turns[..], &[&[OUTSIDE_HZ]]].concat());
}

async fn agent_who_says(demo: &Demo, account: &Account, hz: f64) -> Agent {
    let mut agent = Agent::sign_in(&demo.guide, account).await.unwrap();
    agent.allow_microphone(demo.sip(), Voice::tone(hz)).await.unwrap();
    agent.obeyed(MemberCommand::GoOnline).await.unwrap();
    agent
}

async fn answers(agent: &mut Agent) {
    let offer = agent.rings(SOON).await.unwrap();
    agent.obeyed(MemberCommand::Accept(offer)).await.unwrap();
}

/// Waits until the agent hears these tones and none of the others, and lets that last for a while.
async fn stretch(agent: &Agent, heard: &[f64], silent: &[f64]) {
    let ear: &Ear = agent.ear().unwrap();
    for hz in heard {
        hears(ear, *hz, |db| db > HEARD_DB, "is to be heard").await;
    }
    for hz in silent {
        hears(ear, *hz, |db| db < SILENT_DB, "is not to be heard").await;
    }
    tokio::time::sleep(STRETCH).await;
}

fn hand_over(call: ContactRef, to: TransferTarget) -> MemberCommand {
    MemberCommand::Transfer(TransferCall { contact: call.contact, to, note: None })
}

fn me(agent: &Agent) -> uuid::Uuid {
    agent.seen().unwrap().picture.me.myself.id
}

/// Each turn is a stretch in which exactly these tones are in what the customer's telephone decoded, one after the other.
fn heard_in_turn(folder: &Path, turns: &[&[f64]]) {
    let (samples, rate) = whole_dump(folder);
    let window = usize::try_from(rate * WINDOW_MS / 1_000).unwrap();
    let mut looks = samples.chunks_exact(window);
    let tones = [ANN_HZ, LEO_HZ, OUTSIDE_HZ, media::MUSIC_HZ, CUSTOMER_HZ];
    for (place, turn) in turns.iter().enumerate() {
        let is_it = |look: &[i16]| {
            tones.iter().all(|hz| {
                let level = media::level_db(look, rate, *hz);
                let loud = if *hz == media::MUSIC_HZ { MUSIC_DB } else { HEARD_DB };
                if turn.contains(hz) { level > loud } else { level < SILENT_DB }
            })
        };
        assert!(looks.any(is_it), "turn {place} never came: {turn:?} Hz and nothing else");
    }
}
