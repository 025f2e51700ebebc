//! A socket looks after the login that opened it (ASVS 7.3): one that is used stays alive by it, one that is over ends it, and
//! a call is never cut off by that.

use std::time::Duration;

use acd::{MemberId, Timestamp};
use driver::Presence;
use store::{Login, Standing};
use tokio::time::{Instant, sleep_until};
use wire::workspace::ServerFrame;

use crate::accounts::login_span::{Span, ends, span};
use crate::app::App;
use crate::application::Application;
use crate::login_token::LoginToken;

/// That a login is in use is noted this often; its end is looked for when it is due.
const LOOKS_EVERY: Duration = Duration::from_mins(5);
/// After a look that came to nothing, and while a call keeps a login that is over.
const AGAIN_AFTER: Duration = Duration::from_secs(10);

pub(super) struct LoginWatch {
    token: LoginToken,
    member: MemberId,
    application: Application,
    due: Instant,
    told: bool,
}

/// What a look finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// The next look is due after that.
    Good(Duration),
    /// Likewise, and the use of it is to be noted.
    Used(Duration),
    Over,
}

impl LoginWatch {
    /// The first look is due at once: it tells when the next one is.
    pub(super) fn over(token: LoginToken, member: MemberId, application: &Application) -> Self {
        let application = application.clone();
        Self { token, member, application, due: Instant::now(), told: false }
    }

    /// The next look, and what the browser is to be told of it. May be dropped and called again.
    pub(super) async fn next(&mut self, app: &App) -> Option<ServerFrame> {
        sleep_until(self.due).await;
        self.due = Instant::now() + AGAIN_AFTER;
        let now = app.clock.now();
        // An outage drives nobody out, nor does a server that goes down.
        let standing = app.store.standing(self.token.hash(), now).await.ok()?;
        let Presence { online, in_call } = self.application.driver.presence(self.member).await?;
        match look(standing.as_ref(), online || in_call, now) {
            Found::Good(next) => {
                self.due = Instant::now() + next;
                return None;
            }
            Found::Used(next) => {
                if let Some(Standing { login, .. }) = standing {
                    // Not worth an error: it is noted the next time.
                    let _noted = app.store.write(Login::touch(login.id, now)).await;
                }
                self.due = Instant::now() + next;
                return None;
            }
            Found::Over => {}
        }
        if !in_call {
            Some(ServerFrame::LoggedOut)
        } else if self.told {
            None
        } else {
            self.told = true;
            Some(ServerFrame::LoginOver)
        }
    }
}

fn look(standing: Option<&Standing>, used: bool, now: Timestamp) -> Found {
    let Some(Standing { login, roles, .. }) = standing else { return Found::Over };
    let until =
        |end: Timestamp| Duration::from_millis(end.0.saturating_sub(now.0)).min(LOOKS_EVERY);
    match span(login, *roles, now) {
        Span::Unnoted | Span::Idle if used => {
            Found::Used(until(ends(&Login { last_seen: now, ..login.clone() }, *roles)))
        }
        Span::Fresh | Span::Unnoted => Found::Good(until(ends(login, *roles))),
        Span::Idle | Span::Over => Found::Over,
    }
}

#[cfg(test)]
mod tests {
    use store::{LoginId, Roles};
    use uuid::Uuid;

    use super::*;

    const MINUTE: u64 = 60_000;

    /// An agent's login of 0:00, used last then.
    fn standing(expires: u64) -> Standing {
        let login = Login {
            id: LoginId(Uuid::nil()),
            member: MemberId(Uuid::nil()),
            application: None,
            browser: String::new(),
            address: String::new(),
            created: Timestamp(0),
            last_seen: Timestamp(0),
            expires: Timestamp(expires),
        };
        Standing { login, roles: Roles::default(), must_change: false, totp: false }
    }

    fn found(standing: &Standing, used: bool, minute: u64) -> Found {
        look(Some(standing), used, Timestamp(minute * MINUTE))
    }

    #[test]
    fn ac13_a_login_is_looked_at_when_it_can_end_and_seldom_in_between() {
        let day = standing(24 * 60 * MINUTE);
        assert_eq!(found(&day, false, 0), Found::Good(LOOKS_EVERY));
        assert_eq!(found(&day, false, 29), Found::Good(Duration::from_mins(1)));
        assert_eq!(found(&day, false, 30), Found::Over);
        assert_eq!(look(None, true, Timestamp(0)), Found::Over);
    }

    #[test]
    fn ac13_a_login_in_use_is_not_idle_and_ends_at_its_hour() {
        let hour = standing(60 * MINUTE);
        assert_eq!(found(&hour, true, 30), Found::Used(LOOKS_EVERY));
        assert_eq!(found(&hour, true, 58), Found::Used(Duration::from_mins(2)));
        assert_eq!(found(&hour, true, 60), Found::Over);
    }
}
