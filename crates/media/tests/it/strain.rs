//! VC53: what spoils the sound of one end is told when it has lasted, when it is worse, and when it is over.

use media::{Event, LegId, Strain};

use crate::world::{Party, World, seconds};

/// What was told of a leg: what, and the worst figure; `None` is its end.
fn told(world: &World, party: Party) -> Vec<(Strain, Option<u32>)> {
    let own: LegId = world.leg(party);
    let of_leg = |event: &Event| match *event {
        Event::Strained { leg, strain, worst, .. } if leg == own => Some((strain, Some(worst))),
        Event::Eased { leg, strain } if leg == own => Some((strain, None)),
        _ => None,
    };
    world.events.iter().filter_map(|(_, event)| of_leg(event)).collect()
}

/// Every n-th datagram of that telephone is lost; none for 0.
fn lose(world: &mut World, party: Party, every: u32) {
    let mut count = 0;
    world.end_mut(party).network = Box::new(move |datagram| {
        count += 1;
        if every > 0 && count % every == 0 { Vec::new() } else { vec![datagram] }
    });
}

#[test]
fn vc53_loss_that_lasts_is_told_once_with_its_worst_figure_and_when_it_is_over() {
    let mut world = World::new();
    let phone = world.phone(440.0);
    world.run(seconds(8.0));
    assert_eq!(told(&world, phone), [], "a good line is nothing to tell");
    lose(&mut world, phone, 10);
    world.run(seconds(12.0));
    let first = told(&world, phone);
    assert!(first.len() <= 8, "at most as often as it is worse: {first:?}");
    assert!(first.iter().all(|(strain, _)| *strain == Strain::Loss));
    let worst = first.last().unwrap().1.unwrap();
    assert!((80..=120).contains(&worst), "a tenth: {worst}");
    let lasting = world.events.iter().rev().find_map(|(at, event)| match event {
        Event::Strained { lasting, .. } => Some((*at, *lasting)),
        _ => None,
    });
    let (at, lasting) = lasting.unwrap();
    let began = at.checked_sub(lasting).unwrap();
    assert!(began >= seconds(7.0) && began <= seconds(12.0), "it began at {began:?}");
    lose(&mut world, phone, 0);
    world.run(seconds(12.0));
    assert_eq!(told(&world, phone).last(), Some(&(Strain::Loss, None)));
}

#[test]
fn vc53_a_hiccup_is_nothing_to_tell() {
    let mut world = World::new();
    let phone = world.phone(440.0);
    world.run(seconds(8.0));
    lose(&mut world, phone, 40);
    world.run(seconds(10.0));
    assert_eq!(told(&world, phone), [], "one in forty is below the bound");
}

#[test]
fn vc53_a_silent_microphone_is_told_and_a_quiet_room_is_not() {
    let mut world = World::new();
    let browser = world.browser(880.0);
    world.run(seconds(4.0));
    world.end_mut(browser).says = Some(media::Tone::new(440.0, -60.0));
    world.run(seconds(6.0));
    assert_eq!(told(&world, browser), []);
    world.end_mut(browser).says = Some(media::Tone::new(440.0, -200.0));
    world.run(seconds(8.0));
    assert_eq!(told(&world, browser), [(Strain::Still, Some(0))]);
    world.end_mut(browser).says = Some(media::Tone::new(440.0, -12.0));
    world.run(seconds(5.0));
    assert_eq!(told(&world, browser).last(), Some(&(Strain::Still, None)));
}
