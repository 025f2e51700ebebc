//! VC31: a channel learns from `wanted` alone for whom a call rings and who is in it.

use acd::{Command, ContactState, Fact, Fence, Greeting, Wanted};

use crate::center::{
    Center, command, contact, fact, member, put_group, put_member, put_number, voice_group,
};

fn rings(center: &Center) -> Option<(acd::MemberId, Fence)> {
    center.acd.wanted(contact(1)).rings()
}

#[test]
fn vc31_what_is_wanted_says_for_whom_it_rings_and_who_is_inside() {
    let mut center = Center::new([
        put_member(1),
        put_member(2),
        put_group(voice_group(1, [1, 2])),
        put_number(1, 1, Greeting::None),
    ]);
    center.call(1);
    assert_eq!(center.acd.wanted(contact(1)), Wanted::Waiting);
    center.online(1);
    let fence = center.acd.offer(contact(1)).unwrap().fence;
    assert_eq!(center.acd.wanted(contact(1)), Wanted::Ringing { member: member(1), fence });
    assert_eq!(rings(&center), Some((member(1), fence)));

    center.feed(command(1, Command::Accept { contact: contact(1), fence }));
    assert_eq!(rings(&center), None);
    assert_eq!(center.acd.wanted(contact(1)).inside(), [Some(member(1)), None]);
    center.feed(fact(Fact::AgentHeard { contact: contact(1), member: member(1) }));
    center.online(2);

    // VC15: a colleague is rung for by the talk itself, and inside once they have answered.
    center.feed(command(1, Command::Consult { contact: contact(1), member: member(2) }));
    let fence = center.acd.offer(contact(1)).unwrap().fence;
    assert_eq!(rings(&center), Some((member(2), fence)));
    assert_eq!(center.acd.wanted(contact(1)).inside(), [Some(member(1)), None]);
    center.feed(command(2, Command::Accept { contact: contact(1), fence }));
    assert_eq!(rings(&center), None);
    assert_eq!(center.acd.wanted(contact(1)).inside(), [Some(member(1)), Some(member(2))]);
    center.feed(fact(Fact::CustomerHungUp { contact: contact(1) }));
    assert_eq!(center.acd.wanted(contact(1)).inside(), [None, None]);
}

#[test]
fn vc31_a_phone_that_is_gone_passes_the_ring_on() {
    let mut center = Center::new([
        put_member(1),
        put_group(voice_group(1, [1])),
        put_number(1, 1, Greeting::None),
    ]);
    center.online(1);
    center.call(1);
    assert!(rings(&center).is_some());
    center.feed(fact(Fact::AudioLost { member: member(1) }));
    assert_eq!(rings(&center), None);
    let call = center.acd.contact(contact(1)).unwrap();
    assert!(matches!(call.state, ContactState::Waiting(_)), "{:?}", call.state);
    center.feed(fact(Fact::AudioReady { member: member(1) }));
    assert!(rings(&center).is_some(), "it is here again");
}
