//! VC15: what becomes of the legs while a colleague is asked.

use acd::{ConsultStage, ConsultWith, CustomerHears, Fact};
use media::{CloseReason, Source};
use voice::{AGENT_GRACE, Action};

use crate::rig::{
    ANN, BOB, CONTACT, MUSIC, RING_BACK, Rig, consulting, consulting_muted, customer, talking,
};

const TALKING: ConsultStage = ConsultStage::Talking;

/// Ann talks with Bob about the customer, who hears music.
fn asked() -> Rig {
    let mut rig = Rig::talking();
    rig.want(consulting(ConsultStage::Connecting, ConsultWith::Consultant));
    rig.flowing(rig.phones[&BOB]);
    rig.want(consulting(TALKING, ConsultWith::Consultant));
    rig
}

/// What Ann, Bob and the customer hear.
fn hear(rig: &Rig) -> [Source; 3] {
    let [ann, bob] = [ANN, BOB].map(|member| rig.hears(rig.phones[&member]).unwrap());
    [ann, bob, rig.customer_hears().unwrap()]
}

#[test]
fn vc15_the_agent_hears_it_ring_and_then_the_colleague_whose_sound_has_come() {
    let mut rig = Rig::talking();
    rig.want(consulting(ConsultStage::Ringing, ConsultWith::Consultant));
    assert_eq!(hear(&rig), [RING_BACK, Source::Silence, MUSIC]);
    rig.want(consulting(ConsultStage::Connecting, ConsultWith::Consultant));
    assert_eq!(hear(&rig), [Source::Silence, Source::Silence, MUSIC]);
    assert!(rig.awaited.contains(&rig.phones[&BOB]), "the colleague's sound is waited for");
    rig.flowing(rig.phones[&BOB]);
    let heard = Fact::AgentHeard { contact: CONTACT, member: BOB };
    assert_eq!(rig.facts, [heard]);
}

#[test]
fn vc15_swapped_merged_and_back() {
    let mut rig = asked();
    let (ann, bob) = (rig.phones[&ANN], rig.phones[&BOB]);
    assert_eq!(hear(&rig), [Source::Leg(bob), Source::Leg(ann), MUSIC]);
    rig.want(consulting(TALKING, ConsultWith::Customer));
    assert_eq!(hear(&rig), [Source::Leg(customer()), MUSIC, Source::Leg(ann)]);
    rig.want(consulting(TALKING, ConsultWith::All));
    let three = [Source::Two(customer(), bob), Source::Two(customer(), ann), Source::Two(ann, bob)];
    assert_eq!(hear(&rig), three);
    rig.want(talking(ANN, CustomerHears::Agent));
    assert_eq!(hear(&rig), [Source::Leg(customer()), Source::Silence, Source::Leg(ann)]);
}

#[test]
fn vc15_who_takes_the_call_over_is_heard_at_once() {
    let mut rig = asked();
    let bob = rig.phones[&BOB];
    let actions = rig.want(talking(BOB, CustomerHears::Agent));
    assert!(!actions.contains(&Action::AwaitFlow { leg: bob }), "it was there already");
    assert_eq!(hear(&rig), [Source::Silence, Source::Leg(customer()), Source::Leg(bob)]);
}

#[test]
fn vc15_muted_among_three_is_heard_by_neither() {
    let mut rig = asked();
    let (ann, bob) = (rig.phones[&ANN], rig.phones[&BOB]);
    rig.want(consulting_muted(TALKING, ConsultWith::All, (true, false)));
    let all = [Source::Two(customer(), bob), Source::Leg(customer()), Source::Leg(bob)];
    assert_eq!(hear(&rig), all);
    rig.want(consulting_muted(TALKING, ConsultWith::All, (false, true)));
    let all = [Source::Leg(customer()), Source::Two(customer(), ann), Source::Leg(ann)];
    assert_eq!(hear(&rig), all);
    rig.want(consulting_muted(TALKING, ConsultWith::All, (true, true)));
    let all = [Source::Leg(customer()), Source::Leg(customer()), Source::Silence];
    assert_eq!(hear(&rig), all);
}

#[test]
fn vc15_muted_while_alone_with_the_colleague() {
    let mut rig = asked();
    rig.want(consulting_muted(TALKING, ConsultWith::Consultant, (true, false)));
    assert_eq!(hear(&rig), [Source::Leg(rig.phones[&BOB]), Source::Silence, MUSIC]);
}

#[test]
fn vc15_a_colleagues_lost_sound_is_told_after_the_grace_and_a_reload_is_not() {
    let mut rig = asked();
    rig.facts.clear();
    let bob = rig.phone(BOB);
    rig.flowing(bob);
    rig.pass(AGENT_GRACE);
    let heard = Fact::AgentHeard { contact: CONTACT, member: BOB };
    assert_eq!(rig.facts, [heard], "back by another leg");
    assert_eq!(hear(&rig)[0], Source::Leg(bob));
    rig.facts.clear();
    rig.closed(bob, CloseReason::Lost);
    rig.pass(AGENT_GRACE / 2);
    assert_eq!(rig.facts, []);
    rig.pass(AGENT_GRACE / 2);
    assert_eq!(rig.facts, [Fact::AgentSilent { contact: CONTACT, member: BOB }]);
}

#[test]
fn f34_an_agent_lost_among_three_leaves_the_customer_with_the_colleague() {
    let mut rig = asked();
    rig.want(consulting(TALKING, ConsultWith::All));
    rig.closed(rig.phones[&ANN], CloseReason::Lost);
    rig.pass(AGENT_GRACE);
    assert_eq!(rig.customer_hears(), Some(Source::Leg(rig.phones[&BOB])));
    assert_eq!(rig.hears(rig.phones[&BOB]), Some(Source::Leg(customer())));
}
