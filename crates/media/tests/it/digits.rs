//! Keys: read once, sent properly, never passed on (VC21, F53).

use media::{Digit, Order, OrderRefused, PhoneTerms, RtpHeader, Socket, Source};

use crate::world::{KEYS, Party, World, formats, millis, seconds};

#[test]
fn keys_of_a_phone_and_of_a_browser_are_reported_once_each() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let agent = world.browser(880.0);
    world.join_two(customer, agent);
    world.press(customer, "1544#");
    world.press(agent, "*0A");
    world.run(seconds(2.0));
    assert_eq!(world.keys_of(customer), "1544#");
    assert_eq!(world.keys_of(agent), "*0A");
    // Nobody hears the other's keys, and talk goes on.
    assert!(world.end(customer).digits.is_empty() && world.end(agent).digits.is_empty());
    world.assert_hears(agent, 440.0);
    world.assert_hears(customer, 880.0);
}

#[test]
fn f53_every_packet_doubled_is_still_one_key() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    world.end_mut(customer).network = Box::new(|datagram| vec![datagram.clone(), datagram]);
    world.press(customer, "77");
    world.run(seconds(1.0));
    assert_eq!(world.keys_of(customer), "77");
}

#[test]
fn f53_an_end_without_a_start_is_a_key() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    world.end_mut(customer).network = Box::new(|datagram| {
        let event = datagram.get(1).is_some_and(|second| second & 0x7F == KEYS);
        let end = datagram.get(13).is_some_and(|flags| flags & 0x80 != 0);
        if event && !end { Vec::new() } else { vec![datagram] }
    });
    world.press(customer, "9");
    world.run(seconds(1.0));
    assert_eq!(world.keys_of(customer), "9");
}

#[test]
fn f53_a_start_without_an_end_is_a_key_when_sound_or_nothing_follows() {
    for sound_follows in [true, false] {
        let mut world = World::new();
        let customer = world.phone(440.0);
        world.run(millis(100));
        let mut keys_seen = false;
        world.end_mut(customer).network = Box::new(move |datagram| {
            let event = datagram.get(1).is_some_and(|second| second & 0x7F == KEYS);
            let end = datagram.get(13).is_some_and(|flags| flags & 0x80 != 0);
            keys_seen |= event;
            let lost = if event { end } else { keys_seen && !sound_follows };
            if lost { Vec::new() } else { vec![datagram] }
        });
        world.press(customer, "3");
        world.run(seconds(1.0));
        assert_eq!(world.keys_of(customer), "3", "sound follows: {sound_follows}");
    }
}

#[test]
fn vc21_keys_are_sent_in_order_and_interrupt_only_what_that_leg_hears() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let agent = world.browser(880.0);
    world.join_two(customer, agent);
    world.run(millis(500));
    let digits: Vec<_> = "12#".chars().filter_map(Digit::from_char).collect();
    world.order(Order::SendDigits { leg: world.leg(customer), digits }).unwrap();
    world.run(seconds(0.4));
    world.assert_hears(agent, 440.0);
    world.run(seconds(1.0));
    let sent: String = world.end(customer).digits.iter().map(|digit| digit.as_char()).collect();
    assert_eq!(sent, "12#");
    world.assert_hears(customer, 880.0);
    assert_eq!(world.keys_of(customer), "", "what is sent is not what was pressed");
}

#[test]
fn vc21_keys_reach_a_browser_and_a_leg_that_hears_a_prompt_or_nothing() {
    let mut world = World::new();
    let browser = world.browser(880.0);
    let silent = world.phone(440.0);
    for party in [browser, silent] {
        let digits = vec![Digit::from_char('5').unwrap(); 2];
        world.order(Order::SendDigits { leg: world.leg(party), digits }).unwrap();
    }
    world.run(seconds(1.0));
    assert_eq!(world.end(browser).digits.len(), 2);
    assert_eq!(world.end(silent).digits.len(), 2);
    assert!(world.longest_gap(silent) <= millis(200), "keys stand in for the sound");
}

#[test]
fn keys_are_refused_where_they_are_too_many() {
    let mut world = World::new();
    let phone = world.phone(440.0);
    let leg = world.leg(phone);
    let digits = vec![Digit::from_char('1').unwrap(); 65];
    let refused = world.order(Order::SendDigits { leg, digits });
    assert_eq!(refused, Err(OrderRefused::TooManyDigits { leg, not_taken: 1 }));
}

#[test]
fn an_event_that_is_no_key_is_no_key() {
    let mut world = World::new();
    let phone = world.phone(440.0);
    world.run(millis(100));
    for (sequence, body) in [(1, &[16, 0x8A, 0, 160][..]), (2, &[5, 0x8A, 0]), (3, &[])] {
        inject_event(&mut world, phone, sequence, body);
    }
    world.run(millis(500));
    assert_eq!(world.keys_of(phone), "");
    world.listen(phone, Source::Silence);
}

/// An event packet in the phone's own stream.
fn inject_event(world: &mut World, phone: Party, ahead: u16, body: &[u8]) {
    let ssrc = media::RtpPhone::new(formats(media::Codec::Pcmu), phone.0 as u64).speak(&[0; 160]);
    let (first, _) = RtpHeader::parse(&ssrc).unwrap();
    let header = RtpHeader {
        payload_type: KEYS,
        sequence: first.sequence.wrapping_add(50 + ahead),
        ..first
    };
    let datagram = [header.to_bytes().as_slice(), body].concat();
    let source = world.end(phone).address;
    world.inject(Socket::Rtp(media::RtpPort(0)), source, &datagram);
}

/// Plays keys as tones, 80 ms each with 80 ms between them.
fn tones(keys: &str) -> Vec<[i16; 160]> {
    let groups = ["123A", "456B", "789C", "*0#D"];
    let (rows, columns) = ([697.0, 770.0, 852.0, 941.0], [1_209.0, 1_336.0, 1_477.0, 1_633.0]);
    let mut frames = vec![[0; 160]; 25];
    for key in keys.chars() {
        let row = groups.iter().position(|group| group.contains(key)).unwrap();
        let column = groups[row].find(key).unwrap();
        let (mut low, mut high) =
            (media::Tone::new(rows[row], -13.0), media::Tone::new(columns[column], -11.0));
        frames.extend((0..4).map(|_| {
            let (low, high) = (low.frame(), high.frame());
            std::array::from_fn(|place| low[place] + high[place])
        }));
        frames.extend([[0; 160]; 4]);
    }
    frames.extend([[0; 160]; 25]);
    frames
}

fn speak(world: &mut World, phone: Party, mut frames: Vec<[i16; 160]>) {
    frames.reverse();
    world.end_mut(phone).script = frames;
    world.run(seconds(4.0));
}

#[test]
fn vc21_keys_in_the_sound_are_read_where_events_were_not_agreed_and_nowhere_else() {
    for codec in media::Codec::ALL {
        for agreed in [false, true] {
            let mut world = World::new();
            let phone = world.phone_without_keys(codec);
            if agreed {
                let terms = PhoneTerms {
                    formats: formats(codec),
                    ..PhoneTerms::pcmu(world.end(phone).address, None)
                };
                world.order(Order::RenewPhone { leg: world.leg(phone), terms }).unwrap();
            }
            speak(&mut world, phone, tones("1590*#ABCD"));
            let expected = if agreed { "" } else { "1590*#ABCD" };
            assert_eq!(world.keys_of(phone), expected, "{codec:?}");
        }
    }
}

#[test]
fn keys_in_the_sound_are_read_while_it_is_forwarded_or_transcoded() {
    for listener in media::Codec::ALL {
        let mut world = World::new();
        let phone = world.phone_without_keys(media::Codec::Pcma);
        let agent = world.phone_speaking(listener, 880.0);
        world.join_two(phone, agent);
        speak(&mut world, phone, tones("4711"));
        assert_eq!(world.keys_of(phone), "4711", "heard in {listener:?}");
    }
}

#[test]
fn vc21_keys_are_sent_as_tones_where_events_were_not_agreed() {
    for codec in media::Codec::ALL {
        let mut world = World::new();
        let phone = world.phone_without_keys(codec);
        let digits = "1590*#ABCD".chars().filter_map(Digit::from_char).collect();
        world.order(Order::SendDigits { leg: world.leg(phone), digits }).unwrap();
        world.run(seconds(3.0));
        assert!(world.end(phone).digits.is_empty(), "{codec:?}: no events");
        // What it has heard, another telephone says.
        let heard: Vec<_> = world.end(phone).heard.chunks_exact(160).collect();
        let heard = heard.into_iter().map(|frame| frame.try_into().unwrap()).collect();
        let reader = world.phone_without_keys(media::Codec::Pcmu);
        speak(&mut world, reader, heard);
        assert_eq!(world.keys_of(reader), "1590*#ABCD", "{codec:?}");
    }
}
