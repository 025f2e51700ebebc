//! How often one may be wrong (AC08). Only failures count: 10 for one account from one network in 15 minutes, 100 from one
//! address in 5. A value without clock; it is kept in memory, so that a restart forgives.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use acd::{Millis, Timestamp};

use super::recent::{Limit, Recent, address};

const ACCOUNT: Limit = Limit { times: 10, within: Millis::from_secs(15 * 60) };
const ADDRESS: Limit = Limit { times: 100, within: Millis::from_secs(5 * 60) };
/// Somebody tries to get in.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    /// What was typed, folded to one case; whether there is such an account plays no part.
    pub(crate) account: String,
    pub(crate) from: IpAddr,
    /// Which failures of the account count together.
    pub(crate) together: Together,
    /// A browser that this member has signed in from before: what strangers do does not lock it out, only what it does.
    pub(crate) known_device: Option<[u8; 32]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Together {
    /// Those from one network: nobody elsewhere locks the member out.
    OfOneNetwork,
    /// All of them: what is soon tried out, by many at once, is counted wherever they are.
    OfAll,
}

impl Attempt {
    fn account(&self) -> (String, Option<IpAddr>) {
        let network = match self.together {
            Together::OfOneNetwork => Some(network(self.from)),
            Together::OfAll => None,
        };
        (self.account.clone(), network)
    }
}

#[derive(Debug, Default)]
pub(crate) struct LoginLimits {
    accounts: Recent<(String, Option<IpAddr>)>,
    addresses: Recent<IpAddr>,
    devices: Recent<[u8; 32]>,
}

impl LoginLimits {
    /// Lets an attempt begin, or says how long to wait. It counts as failed until it has succeeded, so that many at once are
    /// no way round.
    pub(crate) fn begin(&mut self, attempt: &Attempt, now: Timestamp) -> Result<(), Millis> {
        if let Some(device) = &attempt.known_device {
            return self.devices.add(*device, ACCOUNT, now);
        }
        self.addresses.wait(&address(attempt.from), ADDRESS, now)?;
        self.accounts.add(attempt.account(), ACCOUNT, now)
    }

    pub(crate) fn failed(&mut self, attempt: &Attempt, now: Timestamp) {
        if attempt.known_device.is_none() {
            self.addresses.count(address(attempt.from), ADDRESS, now);
        }
    }

    /// What `begin` counted is taken back; earlier failures stay, or a guesser would sign in to an own account in between.
    pub(crate) fn succeeded(&mut self, attempt: &Attempt) {
        match &attempt.known_device {
            Some(device) => self.devices.take_back(device),
            None => self.accounts.take_back(&attempt.account()),
        }
    }
}

/// Where one person usually moves about: /24, /48.
fn network(from: IpAddr) -> IpAddr {
    match from.to_canonical() {
        IpAddr::V4(four) => IpAddr::V4(Ipv4Addr::from_bits(four.to_bits() & (u32::MAX << 8))),
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & (u128::MAX << 80))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::recent::KEYS_MAX;

    const MINUTE: u64 = 60_000;

    fn attempt(account: &str, from: &str) -> Attempt {
        let (account, from) = (account.to_owned(), from.parse().unwrap());
        Attempt { account, from, together: Together::OfOneNetwork, known_device: None }
    }

    fn code_of(member: u32, from: &str) -> Attempt {
        Attempt { together: Together::OfAll, ..attempt(&format!("code of {member}"), from) }
    }

    /// Tries and is wrong, `times` times; what it was told the last time.
    fn fail(
        limits: &mut LoginLimits,
        attempt: &Attempt,
        times: u32,
        at: u64,
    ) -> Result<(), Millis> {
        let mut last = Ok(());
        for _ in 0..times {
            last = limits.begin(attempt, Timestamp(at));
            if last.is_ok() {
                limits.failed(attempt, Timestamp(at));
            }
        }
        last
    }

    #[test]
    fn ac08_the_eleventh_try_waits_until_the_first_is_15_minutes_old() {
        let mut limits = LoginLimits::default();
        let ann = attempt("ann@x.example", "203.0.113.9");
        assert_eq!(fail(&mut limits, &ann, 1, 0), Ok(()));
        assert_eq!(fail(&mut limits, &ann, 9, MINUTE), Ok(()));
        assert_eq!(fail(&mut limits, &ann, 1, MINUTE), Err(Millis(14 * MINUTE)));
        let neighbour = attempt("ann@x.example", "203.0.113.77");
        assert!(fail(&mut limits, &neighbour, 1, MINUTE).is_err(), "the same network");
        let elsewhere = attempt("ann@x.example", "198.51.100.1");
        assert_eq!(fail(&mut limits, &elsewhere, 1, MINUTE), Ok(()), "nobody locks her out there");
        assert_eq!(fail(&mut limits, &ann, 1, 15 * MINUTE), Ok(()));
        assert!(fail(&mut limits, &ann, 1, 15 * MINUTE).is_err());
    }

    #[test]
    fn ac08_an_office_behind_one_address_can_log_in() {
        let mut limits = LoginLimits::default();
        for round in 0..5 {
            for member in 0..300 {
                let one = attempt(&format!("{member}@x.example"), "203.0.113.9");
                assert_eq!(limits.begin(&one, Timestamp(round)), Ok(()));
                limits.succeeded(&one);
            }
        }
    }

    #[test]
    fn ac08_a_hundred_failures_from_one_address_wait_whoever_is_meant() {
        let mut limits = LoginLimits::default();
        for account in 0..100 {
            let one = attempt(&format!("{account}@x.example"), "203.0.113.9");
            assert_eq!(fail(&mut limits, &one, 1, 0), Ok(()));
        }
        let next = attempt("next@x.example", "203.0.113.9");
        assert_eq!(fail(&mut limits, &next, 1, MINUTE), Err(Millis(4 * MINUTE)));
        let beside = attempt("next@x.example", "203.0.113.10");
        assert_eq!(fail(&mut limits, &beside, 1, MINUTE), Ok(()));
        assert_eq!(fail(&mut limits, &next, 1, 5 * MINUTE), Ok(()));
        // An IPv6 customer has a whole /64.
        let of_six = |n: u32| attempt(&format!("{n}@x.example"), &format!("2001:db8::{n:x}"));
        for n in 0..100 {
            assert_eq!(fail(&mut limits, &of_six(n), 1, 0), Ok(()));
        }
        assert!(fail(&mut limits, &of_six(100), 1, 0).is_err());
    }

    #[test]
    fn ac11_wrong_codes_count_for_their_member_everywhere_and_for_the_address_they_come_from() {
        let mut limits = LoginLimits::default();
        for n in 0..10 {
            let here = code_of(0, &format!("198.51.{n}.1"));
            assert_eq!(fail(&mut limits, &here, 1, 0), Ok(()));
        }
        assert!(fail(&mut limits, &code_of(0, "192.0.2.1"), 1, 0).is_err(), "wherever they are");
        for member in 1..=100 {
            assert_eq!(fail(&mut limits, &code_of(member, "203.0.113.9"), 1, 0), Ok(()));
        }
        assert!(fail(&mut limits, &code_of(101, "203.0.113.9"), 1, 0).is_err());
        let beside = code_of(101, "203.0.113.10");
        assert_eq!(fail(&mut limits, &beside, 1, 0), Ok(()), "others can sign in meanwhile");
    }

    #[test]
    fn ac08_many_at_once_are_no_way_round() {
        let mut limits = LoginLimits::default();
        let ann = attempt("ann@x.example", "203.0.113.9");
        let begun = (0..50).filter(|_| limits.begin(&ann, Timestamp(0)).is_ok()).count();
        assert_eq!(begun, 10, "before any of them has ended");
    }

    #[test]
    fn ac08_a_success_forgives_no_failure() {
        let mut limits = LoginLimits::default();
        let ann = attempt("ann@x.example", "203.0.113.9");
        assert_eq!(fail(&mut limits, &ann, 9, 0), Ok(()));
        for _ in 0..20 {
            assert_eq!(limits.begin(&ann, Timestamp(1)), Ok(()));
            limits.succeeded(&ann);
        }
        assert_eq!(fail(&mut limits, &ann, 1, 2), Ok(()));
        assert!(fail(&mut limits, &ann, 1, 2).is_err());
    }

    #[test]
    fn ac08_a_known_device_passes_until_it_fails_itself() {
        let mut limits = LoginLimits::default();
        let stranger = attempt("ann@x.example", "203.0.113.9");
        assert!(fail(&mut limits, &stranger, 11, 0).is_err());
        let hers = Attempt { known_device: Some([1; 32]), ..stranger };
        assert_eq!(fail(&mut limits, &hers, 10, 0), Ok(()));
        assert!(fail(&mut limits, &hers, 1, 0).is_err());
    }

    #[test]
    fn ac08_what_is_remembered_is_bounded() {
        let mut limits = LoginLimits::default();
        let victim = attempt("ann@x.example", "203.0.113.9");
        assert!(fail(&mut limits, &victim, 11, 0).is_err());
        for n in 0..u32::try_from(KEYS_MAX).unwrap() + 10 {
            let from = Ipv4Addr::from_bits(0x0a00_0000 + (n << 4)).to_string();
            assert_eq!(fail(&mut limits, &attempt(&format!("{n}@x"), &from), 1, 0), Ok(()));
        }
        assert!(limits.accounts.len() <= KEYS_MAX);
        assert!(fail(&mut limits, &victim, 1, 0).is_err(), "and forgets the worst last");
    }
}
