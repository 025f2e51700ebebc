//! VC14: a SIP phone that does not take the customer, or dies with them, gives them back; with pjsua there.

use std::time::Duration;

use robot::CallerState;
use wire::command::MemberCommand;
use wire::workspace::HandedView;

use crate::call::hears;
use crate::demo::SOON;
use crate::lobby::{Lobby, handed};

const MUSIC_DB: f64 = -45.0;

/// The offer that says from where, with music for the customer.
async fn comes_back(lobby: &mut Lobby, patience: Duration) {
    let offer = lobby.ann.rings(patience).await.unwrap();
    let Some(HandedView::ReturnedFromPhone { phone }) = handed(&lobby.ann) else {
        unreachable!("{:?}", handed(&lobby.ann))
    };
    assert_eq!((phone.name.as_str(), phone.extension.as_str()), ("Reception", "301"));
    lobby.caller.ear().clear();
    hears(lobby.caller.ear(), media::MUSIC_HZ, |db| db > MUSIC_DB, "music").await;
    lobby.ann.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    hears(lobby.caller.ear(), media::MUSIC_HZ, |db| db < MUSIC_DB, "the agent again").await;
    lobby.caller.hang_up();
    lobby.caller.until(SOON, |state| *state == CallerState::Left).await.unwrap();
}

#[tokio::test]
async fn vc14_a_phone_that_is_busy_or_declines_gives_the_customer_back() {
    for refusal in ["busy", "decline"] {
        let mut lobby = Lobby::open(&[]).await;
        lobby.hand_over().await;
        lobby.handset.does(refusal).await;
        lobby.handset.says("over").await;
        comes_back(&mut lobby, SOON).await;
    }
}

#[tokio::test]
async fn vc14_a_phone_that_nobody_answers_is_cancelled_and_gives_the_customer_back() {
    let mut lobby = Lobby::open(&["--ring=2"]).await;
    lobby.hand_over().await;
    lobby.handset.says("over").await;
    comes_back(&mut lobby, SOON).await;
}

#[tokio::test]
async fn vc14_a_phone_that_signs_off_while_it_rings_gives_the_customer_back() {
    let mut lobby = Lobby::open(&[]).await;
    lobby.hand_over().await;
    lobby.handset.does("sign-off").await;
    comes_back(&mut lobby, SOON).await;
}

/// F36: it is asked after half a minute without a sound.
#[tokio::test]
async fn vc14_a_phone_that_is_killed_in_the_talk_gives_the_customer_back() {
    let mut lobby = Lobby::open(&["--sip-ping=0"]).await;
    lobby.hand_over_and_answer().await;
    lobby.handset.process.kill().await.unwrap();
    comes_back(&mut lobby, voice::QUIET_MAX + voice::PROBE_MAX + SOON).await;
}
