//! The agent's sound: the accept is confirmed by it, its loss is told, a new phone takes the old one's place.

use std::time::Duration;

use acd::{CustomerHears, Fact, Wanted};
use media::{CloseReason, Source};
use voice::AGENT_GRACE;

use crate::rig::{ANN, CONTACT, MUSIC, Rig, customer, talking};

const A_WHILE: Duration = Duration::from_millis(1);
const HEARD: Fact = Fact::AgentHeard { contact: CONTACT, member: ANN };
const SILENT: Fact = Fact::AgentSilent { contact: CONTACT, member: ANN };

#[test]
fn the_agent_is_heard_only_after_the_accept() {
    let mut rig = Rig::waiting();
    let phone = rig.phones[&ANN];
    rig.flowing(phone);
    assert_eq!(rig.facts, [], "sound of a phone at rest is no talk");
    rig.want(Wanted::Connecting { member: ANN, tone: false });
    assert!(rig.awaited.contains(&phone));
    assert_eq!(rig.facts, []);
    assert_eq!(rig.customer_hears(), Some(MUSIC));
    assert_eq!(rig.hears(phone), Some(Source::Silence), "not before the accept is confirmed");
    rig.flowing(phone);
    assert_eq!(rig.facts, [HEARD]);
}

#[test]
fn an_agent_without_a_phone_is_never_heard() {
    let mut rig = Rig::waiting();
    rig.no_phone(ANN);
    rig.want(Wanted::Connecting { member: ANN, tone: false });
    assert_eq!(rig.facts, []);
    let phone = rig.phone(ANN);
    assert!(rig.awaited.contains(&phone));
    rig.flowing(phone);
    assert_eq!(rig.facts, [HEARD]);
}

#[test]
fn f23_an_agent_who_falls_quiet_is_replaced_by_music_before_the_core_has_heard_of_it() {
    let mut rig = Rig::talking();
    let phone = rig.phones[&ANN];
    rig.quiet(phone);
    assert_eq!(rig.facts, [SILENT]);
    assert_eq!(rig.customer_hears(), Some(MUSIC));
    assert_eq!(rig.hears(phone), Some(Source::Leg(customer())));
    rig.quiet(phone);
    assert_eq!(rig.facts, [SILENT], "told once");

    rig.want(talking(ANN, CustomerHears::Music));
    rig.flowing(phone);
    assert_eq!(rig.facts, [SILENT, HEARD]);
    rig.want(talking(ANN, CustomerHears::Agent));
    assert_eq!(rig.customer_hears(), Some(Source::Leg(phone)));
}

#[test]
fn vc51_a_reload_brings_the_agent_back_by_a_new_leg() {
    let mut rig = Rig::talking();
    let new = rig.phone(ANN);
    assert_eq!(rig.facts, []);
    assert_eq!(rig.customer_hears(), Some(Source::Leg(new)));
    assert_eq!(rig.hears(new), Some(Source::Leg(customer())));
    assert!(rig.awaited.contains(&new));
    rig.flowing(new);
    assert_eq!(rig.facts, [HEARD]);
}

#[test]
fn vc51_a_new_leg_that_stays_quiet_is_told_after_the_grace() {
    let mut rig = Rig::talking();
    rig.phone(ANN);
    rig.pass(AGENT_GRACE.saturating_sub(A_WHILE));
    assert_eq!(rig.facts, []);
    rig.pass(A_WHILE);
    assert_eq!(rig.facts, [SILENT]);
    assert_eq!(rig.customer_hears(), Some(MUSIC));
}

#[test]
fn f27_reloading_again_and_again_does_not_prolong_the_grace() {
    let mut rig = Rig::talking();
    for _ in 0..6 {
        rig.phone(ANN);
        rig.pass(Duration::from_secs(1));
    }
    assert_eq!(rig.facts, [SILENT]);
}

#[test]
fn vc51_muted_before_the_reload_is_muted_after_it() {
    let mut rig = Rig::talking();
    rig.want(talking(ANN, CustomerHears::Silence));
    let new = rig.phone(ANN);
    rig.flowing(new);
    assert_eq!(rig.customer_hears(), Some(Source::Silence));
    assert_eq!(rig.hears(new), Some(Source::Leg(customer())));
}

#[test]
fn a_phone_that_closes_is_silence_and_comes_back_by_another() {
    let mut rig = Rig::talking();
    rig.closed(rig.phones[&ANN], CloseReason::Lost);
    assert_eq!(rig.facts, []);
    assert_eq!(rig.customer_hears(), Some(Source::Silence), "a moment of silence is no music");
    rig.pass(AGENT_GRACE);
    assert_eq!(rig.facts, [SILENT]);
    assert_eq!(rig.customer_hears(), Some(MUSIC));
    let new = rig.phone(ANN);
    assert_eq!(rig.customer_hears(), Some(MUSIC), "not before it is heard");
    rig.flowing(new);
    assert_eq!(rig.facts, [SILENT, HEARD]);
    assert_eq!(rig.customer_hears(), Some(Source::Leg(new)));
}

#[test]
fn f27_a_page_that_is_reloaded_in_time_is_not_noticed() {
    let mut rig = Rig::talking();
    rig.closed(rig.phones[&ANN], CloseReason::ClosedByPeer);
    rig.pass(AGENT_GRACE.saturating_sub(A_WHILE));
    let new = rig.phone(ANN);
    rig.flowing(new);
    rig.pass(AGENT_GRACE);
    assert_eq!(rig.facts, [HEARD], "which is no news to the core");
    assert_eq!(rig.customer_hears(), Some(Source::Leg(new)));
}

#[test]
fn late_news_of_a_leg_that_was_replaced_is_nobodys() {
    let mut rig = Rig::talking();
    let old = rig.phones[&ANN];
    let new = rig.phone(ANN);
    rig.quiet(old);
    rig.flowing(old);
    assert_eq!(rig.facts, []);
    assert_eq!(rig.customer_hears(), Some(Source::Leg(new)));
}
