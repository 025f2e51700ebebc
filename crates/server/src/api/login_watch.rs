//! A socket looks after the login that opened it (ASVS 7.3): one that is used stays alive by it, one that is over ends it, and
//! a call is never cut off by that.

use std::time::Duration;

use acd::MemberId;
use driver::Presence;
use store::Login;
use tokio::time::{Interval, MissedTickBehavior};
use wire::workspace::ServerFrame;

use crate::accounts::login_span::{Span, span};
use crate::app::App;
use crate::application::Application;
use crate::login_token::LoginToken;

const EVERY: Duration = Duration::from_secs(10);

pub(super) struct LoginWatch {
    token: LoginToken,
    member: MemberId,
    application: Application,
    tick: Interval,
    told: bool,
}

impl LoginWatch {
    pub(super) fn over(token: LoginToken, member: MemberId, application: &Application) -> Self {
        let start = tokio::time::Instant::now() + EVERY;
        let mut tick = tokio::time::interval_at(start, EVERY);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { token, member, application: application.clone(), tick, told: false }
    }

    /// The next look, and what the browser is to be told of it. May be dropped before the look and called again.
    pub(super) async fn next(&mut self, app: &App) -> Option<ServerFrame> {
        self.tick.tick().await;
        let now = app.clock.now();
        // An outage drives nobody out, nor does a server that goes down.
        let standing = app.store.standing(self.token.hash(), now).await.ok()?;
        let Presence { online, in_call } = self.application.driver.presence(self.member).await?;
        let used = online || in_call;
        let good = match &standing {
            Some(standing) => match span(&standing.login, standing.roles, now) {
                Span::Unnoted | Span::Idle if used => {
                    // Not worth an error: it is noted the next time.
                    let _noted = app.store.write(Login::touch(standing.login.id, now)).await;
                    true
                }
                Span::Fresh | Span::Unnoted => true,
                Span::Idle | Span::Over => false,
            },
            None => false,
        };
        if good {
            None
        } else if !in_call {
            Some(ServerFrame::LoggedOut)
        } else if self.told {
            None
        } else {
            self.told = true;
            Some(ServerFrame::LoginOver)
        }
    }
}
