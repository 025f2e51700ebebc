//! How often a member may ask for what costs something to answer.

use acd::{MemberId, Millis, Timestamp};

use super::recent::{Limit, Recent};

/// A dial pad asks at each pause in the typing.
const NUMBERS: Limit = Limit { times: 60, within: Millis::from_secs(60) };

/// A member sends to several customers.
const FILES: Limit = Limit { times: 30, within: Millis::from_secs(60) };

#[derive(Debug, Default)]
pub(crate) struct MemberLimits {
    numbers: Recent<MemberId>,
    files: Recent<MemberId>,
}

impl MemberLimits {
    /// Counts it, or says how long to wait.
    pub(crate) fn may_read_number(
        &mut self,
        member: MemberId,
        now: Timestamp,
    ) -> Result<(), Millis> {
        self.numbers.add(member, NUMBERS, now)
    }

    /// The same for a file.
    pub(crate) fn may_attach(&mut self, member: MemberId, now: Timestamp) -> Result<(), Millis> {
        self.files.add(member, FILES, now)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn op06_a_member_has_sixty_numbers_read_in_a_minute() {
        let mut limits = MemberLimits::default();
        let (ann, leo) = (MemberId(Uuid::from_u128(1)), MemberId(Uuid::from_u128(2)));
        for _ in 0..60 {
            assert_eq!(limits.may_read_number(ann, Timestamp(0)), Ok(()));
        }
        assert_eq!(limits.may_read_number(ann, Timestamp(1_000)), Err(Millis(59_000)));
        assert_eq!(limits.may_read_number(leo, Timestamp(1_000)), Ok(()));
        assert_eq!(limits.may_read_number(ann, Timestamp(60_000)), Ok(()));
    }
}
