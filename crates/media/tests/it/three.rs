//! VC15, I19: three hear each other, each of them the two others and never themselves.

use media::{
    Codec, LegId, Order, OrderRefused, PromptId, Repeat, SAMPLE_RATE, Source, TapeSound, level_db,
    tape,
};

use crate::world::{NOT_HEARD_DB, Party, World, millis, seconds};

const CUSTOMER_HZ: f64 = 440.0;
const AGENT_HZ: f64 = 880.0;
const COLLEAGUE_HZ: f64 = 1_300.0;
const MUSIC: Source = Source::Prompt { id: PromptId::MUSIC, repeat: Repeat::Loop };

struct Three {
    world: World,
    customer: Party,
    agent: Party,
    colleague: Party,
}

impl Three {
    fn with(codec: Codec) -> Self {
        let mut world = World::new();
        let customer = world.phone_speaking(codec, CUSTOMER_HZ);
        let agent = world.browser(AGENT_HZ);
        let colleague = world.browser(COLLEAGUE_HZ);
        Self { world, customer, agent, colleague }
    }

    fn merged(codec: Codec) -> Self {
        let mut three = Self::with(codec);
        three.merge();
        three
    }

    fn merge(&mut self) {
        let Self { customer, agent, colleague, .. } = *self;
        for (who, first, second) in [
            (customer, agent, colleague),
            (agent, customer, colleague),
            (colleague, customer, agent),
        ] {
            let to = Source::Two(self.world.leg(first), self.world.leg(second));
            self.world.listen(who, to);
        }
    }

    fn everybody(&self) -> [(Party, f64); 3] {
        [(self.customer, CUSTOMER_HZ), (self.agent, AGENT_HZ), (self.colleague, COLLEAGUE_HZ)]
    }

    #[track_caller]
    fn assert_all_hear_all(&self) {
        for (who, own) in self.everybody() {
            for (other, hz) in self.everybody() {
                if other == who {
                    self.world.assert_does_not_hear(who, own);
                } else {
                    self.world.assert_hears(who, hz);
                }
            }
        }
    }
}

#[test]
fn vc15_three_hear_each_other_and_nobody_hears_themselves() {
    for codec in [Codec::Pcmu, Codec::Pcma, Codec::G722, Codec::Opus] {
        let mut three = Three::merged(codec);
        three.world.run(seconds(2.0));
        three.assert_all_hear_all();
    }
}

#[test]
fn vc15_a_three_way_has_no_gap_and_no_burst() {
    let mut three = Three::with(Codec::Pcmu);
    three.world.join_two(three.customer, three.agent);
    three.world.run(seconds(1.0));
    three.merge();
    three.world.run(seconds(1.0));
    three.world.join_two(three.customer, three.agent);
    three.world.run(seconds(1.0));
    assert!(three.world.longest_gap(three.customer) <= millis(60));
    let sent = three.world.end(three.customer).packets.len();
    assert!((145..=156).contains(&sent), "{sent} packets in three seconds");
}

#[test]
fn vc15_whoever_leaves_three_is_missed_by_nobody() {
    let mut three = Three::merged(Codec::Pcmu);
    three.world.run(seconds(1.0));
    three.world.close(three.agent);
    three.world.run(seconds(1.0));
    three.world.assert_hears(three.customer, COLLEAGUE_HZ);
    three.world.assert_hears(three.colleague, CUSTOMER_HZ);
    three.world.assert_does_not_hear(three.customer, AGENT_HZ);
    three.world.assert_does_not_hear(three.colleague, AGENT_HZ);
    for party in [three.customer, three.colleague] {
        three.world.close(party);
    }
    assert_eq!(three.world.plane.traces(), 0, "I17");
}

#[test]
fn vc15_after_a_three_way_packets_are_passed_on_as_they_are() {
    let mut three = Three::merged(Codec::Pcmu);
    three.world.run(seconds(1.0));
    three.world.join_two(three.customer, three.agent);
    three.world.listen(three.colleague, Source::Silence);
    three.world.run(seconds(1.0));
    let before = three.world.plane.work();
    three.world.run(seconds(1.0));
    let after = three.world.plane.work();
    assert_eq!(after.encoded, before.encoded, "nothing is mixed any more");
    three.world.assert_hears(three.customer, AGENT_HZ);
    three.world.assert_does_not_hear(three.customer, COLLEAGUE_HZ);
    three.world.assert_does_not_hear(three.colleague, AGENT_HZ);
}

#[test]
fn a_leg_among_two_is_never_itself_and_the_same_twice_is_one() {
    let mut three = Three::with(Codec::Pcmu);
    let (leg, other) = (three.world.leg(three.customer), three.world.leg(three.agent));
    for to in [Source::Two(leg, other), Source::Two(other, leg)] {
        let refused = three.world.order(Order::Listen { leg, to });
        assert_eq!(refused, Err(OrderRefused::HearsItself(leg)));
    }
    three.world.listen(three.customer, Source::Two(other, other));
    three.world.run(seconds(1.0));
    three.world.assert_hears(three.customer, AGENT_HZ);
    three.world.listen(three.customer, Source::Two(other, LegId(99)));
    three.world.run(seconds(1.0));
    three.world.assert_hears(three.customer, AGENT_HZ);
}

#[test]
fn vc43_of_a_consult_only_what_the_customer_hears_is_kept() {
    let mut three = Three::with(Codec::Pcmu);
    three.world.join_two(three.customer, three.agent);
    let (tape, reader) = tape();
    let leg = three.world.leg(three.customer);
    three.world.order(Order::Record { leg, tape: Box::new(tape) }).unwrap();
    let kept = |three: &mut Three| {
        three.world.run(seconds(1.0));
        let mut right = Vec::new();
        let mut left = Vec::new();
        while let Ok(Some(frame)) = reader.read() {
            if let TapeSound::Kept { customer, agent } = frame.sound {
                left.extend(customer);
                right.extend(agent);
            }
        }
        let level = |side: &[i16], hz| level_db(&side[side.len() - 1_600..], SAMPLE_RATE, hz);
        let heard = |side: &[i16], hz| match level(side, hz) {
            level if level > -20.0 => true,
            level if level < NOT_HEARD_DB => false,
            level => panic!("{hz} Hz at {level:.0} dB is neither heard nor not"),
        };
        [
            heard(&left, CUSTOMER_HZ),
            heard(&right, AGENT_HZ),
            heard(&right, COLLEAGUE_HZ),
            heard(&right, CUSTOMER_HZ),
        ]
    };
    assert_eq!(kept(&mut three), [true, true, false, false], "the talk");
    // The agent asks, and the customer hears music.
    three.world.join_two(three.agent, three.colleague);
    three.world.listen(three.customer, MUSIC);
    kept(&mut three);
    assert_eq!(kept(&mut three), [true, false, false, false], "the consult");
    three.merge();
    kept(&mut three);
    assert_eq!(kept(&mut three), [true, true, true, false], "three");
    three.world.join_two(three.agent, three.colleague);
    three.world.listen(three.customer, MUSIC);
    kept(&mut three);
    assert_eq!(kept(&mut three), [true, false, false, false], "and again without the customer");
}
