//! The agent's sound: the accept is confirmed by it, its loss is told, a new phone takes the old one's place.

use acd::{CustomerHears, Fact, Wanted};
use media::{CloseReason, Source};

use crate::rig::{ANN, CONTACT, MUSIC, Rig, customer, talking};

const HEARD: Fact = Fact::AgentHeard { contact: CONTACT, member: ANN };
const SILENT: Fact = Fact::AgentSilent { contact: CONTACT, member: ANN };

#[test]
fn the_agent_is_heard_only_after_the_accept() {
    let mut rig = Rig::waiting();
    let phone = rig.phones[&ANN];
    rig.flowing(phone);
    assert_eq!(rig.facts, [], "sound of a phone at rest is no talk");
    rig.want(Wanted::Connecting { member: ANN });
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
    rig.want(Wanted::Connecting { member: ANN });
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
    assert_eq!(rig.facts, [], "five seconds are granted");
    assert_eq!(rig.customer_hears(), Some(Source::Leg(new)));
    assert_eq!(rig.hears(new), Some(Source::Leg(customer())));
    assert!(rig.awaited.contains(&new));
    rig.flowing(new);
    assert_eq!(rig.facts, [HEARD]);
}

#[test]
fn vc51_a_new_leg_that_stays_quiet_is_told() {
    let mut rig = Rig::talking();
    let new = rig.phone(ANN);
    rig.quiet(new);
    assert_eq!(rig.facts, [SILENT]);
    assert_eq!(rig.customer_hears(), Some(MUSIC));
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
    assert_eq!(rig.facts, [SILENT]);
    assert_eq!(rig.customer_hears(), Some(MUSIC));
    let new = rig.phone(ANN);
    assert_eq!(rig.customer_hears(), Some(MUSIC), "not before it is heard");
    rig.flowing(new);
    assert_eq!(rig.facts, [SILENT, HEARD]);
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
