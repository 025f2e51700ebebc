//! How much strangers on a page may ask for. Anybody can be a customer of a site, so what a customer costs is bounded by the
//! address that they come from, and what they say by themselves.

use std::net::IpAddr;

use acd::{ChannelId, CustomerId, Millis, Timestamp};

use super::recent::{Limit, Recent, address};

/// How long a new customer counts.
const NEW_WITHIN: Millis = Millis::from_secs(60 * 60);
/// More than anybody picks.
const FILES: Limit = Limit { times: 5, within: Millis::from_secs(60) };
/// More than anybody types.
const MESSAGES: Limit = Limit { times: 20, within: Millis::from_secs(10) };

#[derive(Debug)]
pub(crate) struct CustomerLimits {
    new_max: usize,
    new: Recent<(ChannelId, IpAddr)>,
    messages: Recent<CustomerId>,
    files: Recent<CustomerId>,
}

impl CustomerLimits {
    /// At most `new_max` customers of one site from one address in an hour; 0 is no limit.
    pub(crate) fn new(new_max: usize) -> Self {
        Self {
            new_max,
            new: Recent::default(),
            messages: Recent::default(),
            files: Recent::default(),
        }
    }

    /// Counts it, or says how long to wait.
    pub(crate) fn may_come(
        &mut self,
        site: ChannelId,
        from: IpAddr,
        now: Timestamp,
    ) -> Result<(), Millis> {
        if self.new_max == 0 {
            return Ok(());
        }
        let limit = Limit { times: self.new_max, within: NEW_WITHIN };
        self.new.add((site, address(from)), limit, now)
    }

    /// The same for a message, over all pages of the customer.
    pub(crate) fn may_say(&mut self, customer: CustomerId, now: Timestamp) -> Result<(), Millis> {
        self.messages.add(customer, MESSAGES, now)
    }

    /// The same for a file.
    pub(crate) fn may_attach(
        &mut self,
        customer: CustomerId,
        now: Timestamp,
    ) -> Result<(), Millis> {
        self.files.add(customer, FILES, now)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const HOUR: u64 = 3_600_000;

    #[test]
    fn op06_an_address_brings_so_many_new_customers_in_an_hour_to_each_site() {
        let mut limits = CustomerLimits::new(5);
        let (site, other) = (ChannelId(Uuid::from_u128(1)), ChannelId(Uuid::from_u128(2)));
        let mut come =
            |site, from: &str, at| limits.may_come(site, from.parse().unwrap(), Timestamp(at));
        for at in 0..5 {
            assert_eq!(come(site, "203.0.113.9", at), Ok(()));
        }
        assert_eq!(come(site, "203.0.113.9", 5), Err(Millis(HOUR - 5)));
        assert_eq!(come(other, "203.0.113.9", 5), Ok(()), "each site for itself");
        assert_eq!(come(site, "203.0.113.10", 5), Ok(()));
        assert_eq!(come(site, "203.0.113.9", HOUR), Ok(()), "the first is an hour old");
        for n in 0..5 {
            assert_eq!(come(site, &format!("2001:db8::{n}"), 0), Ok(()));
        }
        assert!(come(site, "2001:db8::ffff", 0).is_err(), "one /64 is one address");
    }

    #[test]
    fn op06_an_operator_may_lift_the_limit_of_new_customers() {
        let mut limits = CustomerLimits::new(0);
        let (site, from) = (ChannelId(Uuid::from_u128(1)), "203.0.113.9".parse().unwrap());
        for at in 0..100 {
            assert_eq!(limits.may_come(site, from, Timestamp(at)), Ok(()));
        }
    }

    #[test]
    fn op06_a_customer_sends_five_files_in_a_minute() {
        let mut limits = CustomerLimits::new(5);
        let mia = CustomerId(Uuid::from_u128(1));
        for _ in 0..5 {
            assert_eq!(limits.may_attach(mia, Timestamp(0)), Ok(()));
        }
        assert_eq!(limits.may_attach(mia, Timestamp(20_000)), Err(Millis(40_000)));
        assert_eq!(limits.may_attach(mia, Timestamp(60_000)), Ok(()));
    }

    #[test]
    fn op06_a_customer_says_twenty_things_in_ten_seconds() {
        let mut limits = CustomerLimits::new(5);
        let (mia, leo) = (CustomerId(Uuid::from_u128(1)), CustomerId(Uuid::from_u128(2)));
        for _ in 0..20 {
            assert_eq!(limits.may_say(mia, Timestamp(0)), Ok(()));
        }
        assert_eq!(limits.may_say(mia, Timestamp(4_000)), Err(Millis(6_000)));
        assert_eq!(limits.may_say(leo, Timestamp(4_000)), Ok(()));
        assert_eq!(limits.may_say(mia, Timestamp(10_000)), Ok(()));
    }
}
