//! How long a login lasts (ASVS 7.3): 12 hours, and half an hour without a sign of life; an admin's 8 hours and a quarter.

use acd::{Millis, Timestamp};
use store::{Login, Roles};

/// The longest of all; the browser drops its cookie then.
pub(crate) const LOGIN_LASTS: Millis = hours(12);
const ADMIN_LASTS: Millis = hours(8);
const IDLE_MAX: Millis = Millis::from_secs(30 * 60);
const ADMIN_IDLE_MAX: Millis = Millis::from_secs(15 * 60);
/// A sign of life is written down this often at most.
const NOTED_EVERY: Millis = Millis::from_secs(60);

/// How a login stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    Fresh,
    /// Good, and worth a note that it is in use.
    Unnoted,
    Idle,
    Over,
}

pub(crate) fn span(login: &Login, roles: Roles, now: Timestamp) -> Span {
    let (lasts, idle) = lengths(roles);
    if now >= login.expires || now >= login.created.after(lasts) {
        Span::Over
    } else if now >= login.last_seen.after(idle) {
        Span::Idle
    } else if now >= login.last_seen.after(NOTED_EVERY) {
        Span::Unnoted
    } else {
        Span::Fresh
    }
}

/// When a login that is not used from `last_seen` on is good for nothing any more.
pub(crate) fn ends(login: &Login, roles: Roles) -> Timestamp {
    let (lasts, idle) = lengths(roles);
    login.expires.min(login.created.after(lasts)).min(login.last_seen.after(idle))
}

const fn lengths(roles: Roles) -> (Millis, Millis) {
    if roles.admin { (ADMIN_LASTS, ADMIN_IDLE_MAX) } else { (LOGIN_LASTS, IDLE_MAX) }
}

const fn hours(hours: u64) -> Millis {
    Millis::from_secs(hours * 60 * 60)
}

#[cfg(test)]
mod tests {
    use acd::MemberId;
    use store::LoginId;
    use uuid::Uuid;

    use super::*;

    const START: Timestamp = Timestamp(1_000_000);

    fn login(last_seen: Timestamp) -> Login {
        Login {
            id: LoginId(Uuid::nil()),
            member: MemberId(Uuid::nil()),
            application: None,
            browser: String::new(),
            address: String::new(),
            created: START,
            last_seen,
            expires: START.after(LOGIN_LASTS),
        }
    }

    #[test]
    fn ac13_a_login_ends_with_its_hours_and_its_idleness_an_admins_sooner() {
        let minutes = |n: u64| Millis::from_secs(n * 60);
        let agent = Roles { agent: true, ..Roles::default() };
        let admin = Roles { admin: true, ..agent };
        let idle = |roles, after| span(&login(START), roles, START.after(minutes(after)));
        assert_eq!(idle(agent, 0), Span::Fresh);
        assert_eq!(
            (idle(agent, 1), idle(agent, 29), idle(agent, 30)),
            (Span::Unnoted, Span::Unnoted, Span::Idle)
        );
        assert_eq!((idle(admin, 14), idle(admin, 15)), (Span::Unnoted, Span::Idle));
        let used = |roles, at| span(&login(START.after(at)), roles, START.after(at));
        assert_eq!((used(agent, minutes(719)), used(agent, hours(12))), (Span::Fresh, Span::Over));
        assert_eq!((used(admin, minutes(479)), used(admin, hours(8))), (Span::Fresh, Span::Over));
    }
}
