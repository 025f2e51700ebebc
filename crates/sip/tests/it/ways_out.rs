//! Which peer a call out goes to, and which comes after it (F40, F41).
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use sip::{Event, Hop, Limits, Peer};

use crate::stranger::{HERE, Stranger, answer_to, call_out, names};

const NEAR: &str = "127.0.0.1:5070";
const FAR: &str = "192.0.2.7:5060";
const UNHEARD: Duration = Duration::from_secs(5);

fn stranger() -> Stranger {
    let limits = Limits { unheard: Some(UNHEARD), ..Limits::default() };
    let mut stranger = Stranger::with_limits(limits);
    let peer = |name: &str, address: &str| Peer::new(name, vec![address.parse().unwrap()]);
    let peers = vec![
        peer("network", "198.51.100.0/24"),
        peer("ourselves", HERE),
        peer("near", NEAR),
        peer("far", "192.0.2.7"),
    ];
    stranger.endpoint.set_peers(peers);
    stranger
}

fn ways(stranger: &Stranger) -> Vec<Hop> {
    stranger.endpoint.ways_out(stranger.now)
}

fn hops(places: &[&str]) -> Vec<Hop> {
    places.iter().map(|place| place.parse().unwrap()).collect()
}

#[test]
fn f40_a_call_goes_to_a_peer_that_is_one_host_and_not_we_ourselves() {
    assert_eq!(ways(&stranger()), hops(&[NEAR, FAR]));
}

#[test]
fn f41_a_peer_that_asks_for_rest_has_it_and_is_back_after_it() {
    let mut stranger = stranger();
    let invite = call_out(&mut stranger);
    let refusal = answer_to(&invite, 503, "t", false).replacen(
        "\r\n\r\n",
        "\r\nRetry-After: 30 (busy)\r\n\r\n",
        1,
    );
    stranger.send(refusal);
    assert_eq!(ways(&stranger), hops(&[FAR]));
    stranger.wait(Duration::from_secs(29));
    assert_eq!(ways(&stranger), hops(&[FAR]));
    stranger.wait(Duration::from_secs(1));
    assert_eq!(ways(&stranger), hops(&[NEAR, FAR]));
}

#[test]
fn f41_a_503_that_asks_for_nothing_changes_nothing() {
    let mut stranger = stranger();
    let invite = call_out(&mut stranger);
    stranger.send(answer_to(&invite, 503, "t", false));
    assert_eq!(ways(&stranger), hops(&[NEAR, FAR]));
}

#[test]
fn f40_a_peer_that_says_nothing_is_given_up_early_and_hears_so_if_it_speaks_after_all() {
    let mut stranger = stranger();
    let invite = call_out(&mut stranger);
    stranger.wait(Duration::from_millis(4_999));
    assert_eq!(stranger.events, []);
    stranger.wait(Duration::from_millis(1));
    let [Event::Failed { status: 408, .. }] = stranger.events[..] else {
        unreachable!("{:?}", stranger.events)
    };
    let replies = stranger.send(answer_to(&invite, 180, "t", false));
    assert_eq!(names(&replies), ["CANCEL"]);
}

#[test]
fn f40_a_peer_that_says_that_it_tries_is_waited_for() {
    let mut stranger = stranger();
    let invite = call_out(&mut stranger);
    stranger.send(answer_to(&invite, 100, "", false));
    stranger.wait(Duration::from_mins(3));
    assert_eq!(stranger.events, []);
}
