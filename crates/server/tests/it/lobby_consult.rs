//! VC15: whoever is near a SIP phone that is no member's is asked first, with pjsua there: who hears whom, every way out of it,
//! and what is kept.

use std::time::Duration;

use robot::{CallerState, Ear, Seen};
use wire::command::{ConsultPhone, MemberCommand};
use wire::record::Happening;
use wire::workspace::{AskedKind, CallView, ConsultOverWhy, ConsultState, ConsultView, Label};

use crate::call::hears;
use crate::demo::SOON;
use crate::handset::{HEARD_DB, PHONE_HZ};
use crate::kept::{handsets, record};
use crate::lobby::{AGENT_HZ, CALLER_HZ, Lobby, SILENT_DB};
use crate::voice::until_metric;

impl Lobby {
    /// It rings there, and the agent's screen says so.
    async fn asks(&mut self) {
        let (contact, sip_phone) = (self.call.contact, self.phone.id.parse().unwrap());
        let asked = ConsultPhone { contact, sip_phone, note: None };
        self.ann.obeyed(MemberCommand::ConsultPhone(asked)).await.unwrap();
        self.is_asked(ConsultState::Ringing).await;
        self.handset.says("rings").await;
    }

    /// Somebody has lifted the handset.
    async fn asks_and_talks(&mut self) {
        self.asks().await;
        self.handset.does("answer").await;
        self.handset.says("talks").await;
        self.is_asked(ConsultState::Talking).await;
        hears(self.ann.ear().unwrap(), PHONE_HZ, |db| db > HEARD_DB, "the agent hears it").await;
    }

    async fn is_asked(&mut self, wanted: ConsultState) {
        let is = |call: &CallView| {
            matches!(&call.consult, Some(ConsultView { asked, state, .. })
                if *state == wanted && asked.kind == AskedKind::Phone && asked.name == "Reception")
        };
        let is = |seen: &Seen| seen.picture.calls.iter().any(is);
        self.ann.until(SOON, "who is asked", is).await.unwrap();
    }

    /// Until the agent's screen says how it came to nothing, and the customer hears the agent again.
    async fn gives_back(&mut self, why: ConsultOverWhy, patience: Duration) {
        let over = |call: &CallView| {
            let over = call.consult_over.as_ref();
            call.consult.is_none()
                && over.is_some_and(|over| over.why == why && over.asked.name == "Reception")
        };
        let over = |seen: &Seen| seen.picture.calls.iter().any(over);
        self.ann.until(patience, "the end of the consult", over).await.unwrap();
        hears(self.caller.ear(), AGENT_HZ, |db| db > HEARD_DB, "the agent is back").await;
    }

    async fn does(&self, command: MemberCommand) {
        self.ann.obeyed(command).await.unwrap();
    }
}

/// Whose tone is there, and whose is not.
async fn hear(ear: &Ear, tones: [(f64, bool); 2], what: &str) {
    for (hz, is) in tones {
        let right = |db: f64| if is { db > HEARD_DB } else { db < SILENT_DB };
        hears(ear, hz, right, &format!("{what}: {hz} Hz, {is}")).await;
    }
}

#[tokio::test]
async fn vc15_pjsua_in_the_lobby_is_asked_brought_in_and_given_the_call() {
    let mut lobby = Lobby::open(&[]).await;
    lobby.asks().await;
    let (agent, caller) = (lobby.ann.ear().unwrap().clone(), lobby.caller.ear().clone());
    hears(&agent, media::RING_BACK_HZ, |db| db > SILENT_DB, "the agent hears it ring").await;
    hears(&caller, media::MUSIC_HZ, |db| db > SILENT_DB, "the customer hears music").await;
    lobby.handset.does("answer").await;
    lobby.handset.says("talks").await;
    lobby.is_asked(ConsultState::Talking).await;
    hear(&agent, [(PHONE_HZ, true), (CALLER_HZ, false)], "the agent, of the two").await;
    hear(&caller, [(AGENT_HZ, false), (PHONE_HZ, false)], "the customer, of the two").await;

    lobby.does(MemberCommand::SwapConsult(lobby.call)).await;
    hear(&agent, [(CALLER_HZ, true), (PHONE_HZ, false)], "the agent, swapped").await;
    hear(&caller, [(AGENT_HZ, true), (PHONE_HZ, false)], "the customer, swapped").await;

    lobby.does(MemberCommand::MergeConsult(lobby.call)).await;
    hear(&agent, [(CALLER_HZ, true), (PHONE_HZ, true)], "the agent, of three").await;
    hear(&caller, [(AGENT_HZ, true), (PHONE_HZ, true)], "the customer, of three").await;

    lobby.does(MemberCommand::CompleteConsult(lobby.call)).await;
    let out = |seen: &Seen| seen.picture.me.label != Label::InLine;
    lobby.ann.until(SOON, "the end of the agent's part", out).await.unwrap();
    hear(&caller, [(PHONE_HZ, true), (AGENT_HZ, false)], "the customer, left alone").await;
    hear(&agent, [(CALLER_HZ, false), (PHONE_HZ, false)], "the agent, gone").await;
    assert_eq!(handsets(&lobby.house.demo).await, 1);
    tokio::time::sleep(Duration::from_secs(1)).await;
    lobby.handset.does("hang-up").await;
    lobby.handset.says("over").await;
    lobby.caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    until_metric(&lobby.house.demo, "rapport_calls_live", 0.0).await;
    let record = record(&lobby.house.demo, &lobby.ann, lobby.call).await;
    assert_eq!(record.record.end_reason.as_deref(), Some("transferred_out"));
    for what in [
        Happening::PhoneAsked,
        Happening::ExternalWithCustomer,
        Happening::ExternalWithAll,
        Happening::ExternalCompleted,
    ] {
        let row = record.timeline.iter().find(|row| row.what == what);
        let phone = row.and_then(|row| row.phone.as_deref());
        assert_eq!(phone, Some("Reception"), "{what:?} says which phone");
    }
    assert_eq!(handsets(&lobby.house.demo).await, 0, "no leg is left behind");
    let [agent, caller] = lobby.handset.heard_of([AGENT_HZ, CALLER_HZ]).await;
    assert!(agent > HEARD_DB, "the phone hears the agent at {agent:.1} dB");
    assert!(caller > HEARD_DB, "the phone hears the caller at {caller:.1} dB");
}

#[tokio::test]
async fn vc15_pjsua_in_the_lobby_hears_the_agent_alone_and_gets_its_bye_when_the_consult_is_cancelled()
 {
    let mut lobby = Lobby::open(&[]).await;
    lobby.asks_and_talks().await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    lobby.does(MemberCommand::CancelConsult(lobby.call)).await;
    lobby.handset.says("over").await;
    hears(lobby.caller.ear(), AGENT_HZ, |db| db > HEARD_DB, "the agent is back").await;
    assert_eq!(handsets(&lobby.house.demo).await, 0, "no leg is left behind");
    let [agent, caller] = lobby.handset.heard_of([AGENT_HZ, CALLER_HZ]).await;
    assert!(agent > HEARD_DB, "the phone hears the agent at {agent:.1} dB");
    assert!(caller < SILENT_DB, "the phone hears the customer at {caller:.1} dB");
}

#[tokio::test]
async fn vc15_a_phone_that_is_busy_or_declines_gives_the_customer_back_and_can_be_asked_again() {
    let mut lobby = Lobby::open(&[]).await;
    for (refusal, why) in [("busy", ConsultOverWhy::Busy), ("decline", ConsultOverWhy::Rejected)] {
        lobby.asks().await;
        lobby.handset.does(refusal).await;
        lobby.handset.says("over").await;
        lobby.gives_back(why, SOON).await;
    }
    lobby.asks_and_talks().await;
    lobby.does(MemberCommand::HangUp(lobby.call)).await;
    lobby.handset.says("over").await;
    lobby.caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
}

#[tokio::test]
async fn vc15_a_phone_that_nobody_answers_is_cancelled_and_gives_the_customer_back() {
    let mut lobby = Lobby::open(&["--ring=2"]).await;
    lobby.asks().await;
    lobby.gives_back(ConsultOverWhy::NoAnswer, SOON).await;
    lobby.handset.says("over").await;
}

#[tokio::test]
async fn vc15_a_phone_that_signs_off_while_it_rings_gives_the_customer_back_and_is_asked_no_more() {
    let mut lobby = Lobby::open(&[]).await;
    lobby.asks().await;
    lobby.handset.does("sign-off").await;
    lobby.gives_back(ConsultOverWhy::Unreachable, SOON).await;
    let (contact, sip_phone) = (lobby.call.contact, lobby.phone.id.parse().unwrap());
    let asked = ConsultPhone { contact, sip_phone, note: None };
    let refused = lobby.ann.command(MemberCommand::ConsultPhone(asked)).await.unwrap();
    let refused = refused.problem.unwrap();
    assert_eq!((refused.status, refused.code.as_str()), (409, "phone-not-registered"));
}

/// F36: it is asked after half a minute without a sound.
#[tokio::test]
async fn vc15_a_phone_that_is_killed_in_the_consult_gives_the_customer_back() {
    let mut lobby = Lobby::open(&["--sip-ping=0"]).await;
    lobby.asks_and_talks().await;
    lobby.handset.process.kill().await.unwrap();
    let patience = voice::QUIET_MAX + voice::PROBE_MAX + SOON;
    lobby.gives_back(ConsultOverWhy::Lost, patience).await;
}

#[tokio::test]
async fn vc15_whoever_puts_the_handset_down_gives_the_customer_back() {
    let mut lobby = Lobby::open(&[]).await;
    lobby.asks_and_talks().await;
    lobby.handset.does("hang-up").await;
    lobby.handset.says("over").await;
    lobby.gives_back(ConsultOverWhy::Left, SOON).await;
    assert_eq!(handsets(&lobby.house.demo).await, 0, "no leg is left behind");
}

#[tokio::test]
async fn vc15_a_customer_who_hangs_up_stops_the_ring_at_the_phone() {
    let mut lobby = Lobby::open(&[]).await;
    lobby.asks().await;
    lobby.caller.hang_up();
    lobby.handset.says("over").await;
    until_metric(&lobby.house.demo, "rapport_calls_live", 0.0).await;
    let record = record(&lobby.house.demo, &lobby.ann, lobby.call).await;
    assert_eq!(record.record.end_reason.as_deref(), Some("ended_by_customer"));
}

#[tokio::test]
async fn vc15_completed_before_the_answer_the_phone_rings_on_for_the_customer() {
    let mut lobby = Lobby::open(&[]).await;
    lobby.asks().await;
    lobby.does(MemberCommand::CompleteConsult(lobby.call)).await;
    hears(lobby.caller.ear(), media::MUSIC_HZ, |db| db > SILENT_DB, "music goes on").await;
    lobby.handset.does("answer").await;
    lobby.handset.says("talks").await;
    hears(lobby.caller.ear(), PHONE_HZ, |db| db > HEARD_DB, "the customer hears it").await;
}

#[tokio::test]
async fn f01_kill_9_in_a_consult_at_a_phone_ends_every_leg_and_leaves_one_record() {
    let mut lobby = Lobby::open(&[]).await;
    lobby.asks_and_talks().await;
    lobby.does(MemberCommand::MergeConsult(lobby.call)).await;
    hears(lobby.caller.ear(), PHONE_HZ, |db| db > HEARD_DB, "the three are together").await;
    lobby.house.demo.kill_9();
    lobby.house.demo.restart().await;
    lobby.caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    lobby.handset.says("over").await;
    let kept = lobby.house.demo.read_sql("SELECT end_reason FROM record").await;
    assert_eq!(kept, ["system_fault"]);
    assert_eq!(handsets(&lobby.house.demo).await, 0);
}
