//! The pool of shared RTP ports.

use std::net::SocketAddr;

use media::{LEGS_PER_PORT_MAX, LegId, PortPool, RtpPort};

use crate::world::{base, seconds};

fn remote(host: u8) -> SocketAddr {
    SocketAddr::from(([10, 0, 0, host], 4_000))
}

#[test]
fn legs_are_spread_so_that_the_learning_ones_are_apart() {
    let now = base();
    let mut pool = PortPool::new(3);
    let ports: Vec<_> = (0..3).map(|leg| pool.take(LegId(leg), None, now).unwrap().0).collect();
    assert_eq!(ports, [0, 1, 2]);
    // Port 1 is free of learning legs first.
    pool.renew(LegId(0), Some(remote(1)), now + seconds(2.0));
    pool.renew(LegId(2), Some(remote(2)), now + seconds(2.0));
    assert_eq!(pool.take(LegId(3), None, now + seconds(4.0)), Some(RtpPort(1)));
}

#[test]
fn two_legs_to_the_same_far_end_never_share_a_port() {
    let now = base();
    let mut pool = PortPool::new(2);
    let first = pool.take(LegId(1), Some(remote(1)), now);
    let second = pool.take(LegId(2), Some(remote(1)), now + seconds(10.0));
    assert_ne!(first, second);
    assert_eq!(pool.take(LegId(3), Some(remote(1)), now + seconds(20.0)), None);
    pool.give_back(LegId(1));
    assert_eq!(pool.take(LegId(3), Some(remote(1)), now + seconds(20.0)), first);
}

#[test]
fn a_full_pool_says_so_and_a_port_given_back_is_free() {
    let now = base();
    let mut pool = PortPool::new(1);
    for leg in 0..LEGS_PER_PORT_MAX {
        assert!(pool.take(LegId(leg as u128), None, now).is_some());
    }
    assert_eq!(pool.take(LegId(9_999), None, now), None);
    pool.give_back(LegId(0));
    assert!(pool.take(LegId(9_999), None, now).is_some());
    for leg in 0..10_000 {
        pool.give_back(LegId(leg));
    }
    assert_eq!(pool.taken(), 0);
}
