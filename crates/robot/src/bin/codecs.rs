//! `cargo xtask bench codecs`: what 20 ms of a call cost the media plane, both ways, for each pair of codecs: in microseconds of
//! one core, and as a multiple of passing the same packets on. Two telephones talk through a plane without a socket.

#![expect(clippy::print_stdout, reason = "its table is what it is for")]

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use media::{
    Codec, FRAME_TIME, Formats, LegId, Order, PhoneTerms, Plane, PlaneConfig, Prompts, RtpPhone,
    RtpPort, Socket, Source, Timeouts, Tone,
};

/// 20 s of talk.
const FRAMES: u32 = 1_000;
/// The quietest of so many runs is believed.
const RUNS: usize = 5;

fn main() -> anyhow::Result<()> {
    let forwarded = cost(Codec::Pcmu, Codec::Pcmu)?;
    println!("pass-through: {:.2} µs for 20 ms of both ways", micros(forwarded));
    println!("{:<16} {:>10} {:>8}", "", "µs", "ratio");
    for (place, one) in Codec::ALL.into_iter().enumerate() {
        for other in Codec::ALL.into_iter().skip(place + 1) {
            let cost = cost(one, other)?;
            let ratio = cost.as_secs_f64() / forwarded.as_secs_f64();
            println!("{:<16} {:>10.1} {ratio:>7.1}x", format!("{one:?} ↔ {other:?}"), micros(cost));
        }
    }
    Ok(())
}

fn micros(cost: Duration) -> f64 {
    cost.as_secs_f64() * 1e6
}

fn cost(one: Codec, other: Codec) -> anyhow::Result<Duration> {
    let runs = (0..RUNS).map(|_| run(one, other)).collect::<anyhow::Result<Vec<_>>>()?;
    let quietest = runs.into_iter().min().context("nothing was run")?;
    Ok(quietest / FRAMES)
}

fn run(one: Codec, other: Codec) -> anyhow::Result<Duration> {
    let began = Instant::now();
    let config = PlaneConfig {
        rtp_ports: 1,
        prompts: Arc::new(Prompts::none()),
        timeouts: Timeouts::default(),
        seed: 1,
    };
    let mut plane = Plane::new(config);
    let mut ends = Vec::new();
    for (number, codec, hz) in [(1_u8, one, 440.0), (2, other, 880.0)] {
        let address = SocketAddr::from(([10, 0, 0, number], 4_000));
        let formats = Formats::new(96, codec);
        let terms = PhoneTerms { formats, ..PhoneTerms::pcmu(address, Some(101)) };
        let keys = terms.formats.with_keys([(101, codec.clock())]);
        let terms = PhoneTerms { formats: keys, ..terms };
        let leg = LegId(u128::from(number));
        plane.order(Order::OpenPhone { leg, port: RtpPort(0), terms }, began)?;
        let mut phone = RtpPhone::new(keys, u64::from(number));
        let mut tone = Tone::new(hz, -12.0);
        let said: Vec<_> = (0..FRAMES).map(|_| phone.speak(&tone.frame())).collect();
        ends.push((address, said));
    }
    for (leg, heard) in [(1, 2), (2, 1)] {
        let to = Source::Leg(LegId(heard));
        plane.order(Order::Listen { leg: LegId(leg), to }, began)?;
    }
    let clock = Instant::now();
    for frame in 0..FRAMES {
        let now = began + FRAME_TIME * frame;
        for (address, said) in &ends {
            let datagram = usize::try_from(frame).ok().and_then(|frame| said.get(frame));
            plane.receive(
                Socket::Rtp(RtpPort(0)),
                *address,
                datagram.context("said too little")?,
                now,
            );
        }
        for at in [0, 10] {
            plane.tick(now + Duration::from_millis(at));
        }
        plane.clear_transmits();
        while plane.poll_event().is_some() {}
    }
    Ok(clock.elapsed())
}
