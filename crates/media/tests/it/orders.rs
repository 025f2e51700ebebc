//! Orders that cannot be carried out are refused and change nothing; a leg that is closed leaves nothing (I17).

use media::{
    BrowserCaller, BrowserConnection, LegId, Order, OrderRefused, PhoneTerms, PromptId, Repeat,
    RtpPort, Source,
};

use crate::world::{KEYS, World, media_address, millis, seconds};

#[test]
fn what_cannot_be_is_refused() {
    let mut world = World::new();
    let phone = world.phone(440.0);
    let browser = world.browser(880.0);
    let (leg, web, nobody) = (world.leg(phone), world.leg(browser), LegId(99));
    let terms = PhoneTerms::pcmu(world.end(phone).address, None);
    let traces = world.plane.traces();
    let music = Source::Prompt { id: PromptId(77), repeat: Repeat::Loop };
    let cases = [
        (Order::OpenPhone { leg, port: RtpPort(0), terms }, OrderRefused::LegExists(leg)),
        (
            Order::OpenPhone { leg: nobody, port: RtpPort(4), terms },
            OrderRefused::NoSuchPort(RtpPort(4)),
        ),
        (Order::RenewPhone { leg: nobody, terms }, OrderRefused::NoSuchLeg(nobody)),
        (Order::RenewPhone { leg: web, terms }, OrderRefused::NotAPhone(web)),
        (Order::Listen { leg: nobody, to: Source::Silence }, OrderRefused::NoSuchLeg(nobody)),
        (Order::Listen { leg, to: Source::Leg(leg) }, OrderRefused::HearsItself(leg)),
        (Order::Listen { leg, to: music }, OrderRefused::NoSuchPrompt(PromptId(77))),
        (Order::AwaitFlow { leg: nobody }, OrderRefused::NoSuchLeg(nobody)),
        (Order::SendDigits { leg: nobody, digits: Vec::new() }, OrderRefused::NoSuchLeg(nobody)),
        (Order::Close { leg: nobody }, OrderRefused::NoSuchLeg(nobody)),
    ];
    for (order, refused) in cases {
        let told = format!("{order:?}");
        assert_eq!(world.order(order), Err(refused), "{told}");
    }
    assert_eq!(world.plane.traces(), traces);
}

#[test]
fn i17_a_closed_leg_leaves_nothing() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let agent = world.browser(880.0);
    let supervisor = world.browser(1_300.0);
    world.join_two(customer, agent);
    world.listen(supervisor, Source::Leg(world.leg(agent)));
    world.run(seconds(1.0));
    for party in [agent, customer, supervisor] {
        world.close(party);
        world.run(millis(100));
    }
    assert_eq!(world.plane.traces(), 0);
    assert_eq!(world.ports.taken(), 0);
    assert_eq!(world.plane.next_tick(), None);
    assert!(world.end(agent).closed, "the browser was told");
    // What still comes from there is nobody's.
    let dropped = world.plane.dropped().unknown_source;
    world.run(seconds(1.0));
    assert!(world.plane.dropped().unknown_source > dropped);
    assert!(world.events.iter().all(|(_, it)| !matches!(it, media::Event::Closed { .. })));
}

#[test]
fn i17_ten_thousand_short_legs_leave_nothing() {
    let mut world = World::new();
    for call in 0..5_000_u128 {
        let legs = [LegId(2 * call + 1), LegId(2 * call + 2)];
        for leg in legs {
            let port = world.ports.take(leg, None, world.now()).unwrap();
            let host = u8::try_from(call % 250).unwrap();
            let terms = PhoneTerms::pcmu(
                ([10, 1, host, u8::from(leg == legs[0])], 4_000).into(),
                Some(KEYS),
            );
            world.order(Order::OpenPhone { leg, port, terms }).unwrap();
        }
        world.order(Order::Listen { leg: legs[0], to: Source::Leg(legs[1]) }).unwrap();
        world.order(Order::Listen { leg: legs[1], to: Source::Leg(legs[0]) }).unwrap();
        world.run(millis(1));
        for leg in legs {
            world.order(Order::Close { leg }).unwrap();
            world.ports.give_back(leg);
        }
    }
    assert_eq!((world.plane.traces(), world.ports.taken()), (0, 0));
}

#[test]
fn hearing_the_same_leg_again_is_no_switch() {
    let mut world = World::new();
    let one = world.phone(440.0);
    let other = world.phone(880.0);
    world.join_two(one, other);
    world.run(seconds(1.0));
    let markers = |world: &World| world.end(one).packets.iter().filter(|(_, it)| it.marker).count();
    let before = markers(&world);
    for _ in 0..10 {
        world.join_two(one, other);
        world.run(millis(50));
    }
    assert_eq!(markers(&world), before);
}

#[test]
fn the_plane_is_full_at_its_limit() {
    let mut world = World::new();
    let terms = PhoneTerms::pcmu("10.0.2.0:4000".parse().unwrap(), None);
    for leg in 0..media::LEGS_MAX as u128 {
        world.order(Order::OpenPhone { leg: LegId(leg), port: RtpPort(0), terms }).unwrap();
    }
    let one_more = Order::OpenPhone { leg: LegId(u128::MAX), port: RtpPort(0), terms };
    assert_eq!(world.order(one_more), Err(OrderRefused::TooManyLegs));
    let (_, offer) =
        BrowserCaller::offer("10.0.1.1:5000".parse().unwrap(), 1, world.now()).unwrap();
    let (connection, _) =
        BrowserConnection::accept(&offer, &[media_address()], world.now()).unwrap();
    let one_more = Order::OpenBrowser { leg: LegId(u128::MAX), connection: Box::new(connection) };
    assert_eq!(world.order(one_more), Err(OrderRefused::TooManyLegs));
}
