//! The demo's rush hour: robots that call and write, over the same sockets as anybody.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use robot::{Account, Guide, Plan, RushHour};

use super::DemoGuide;

/// Few enough for one agent who wants to see it, too many to serve them all.
const CALLERS: u32 = 8;
const CHATS: u32 = 12;
const OVER: Duration = Duration::from_mins(3);
const PATIENCE: Duration = Duration::from_mins(1);
const TALK: Duration = Duration::from_secs(25);

/// The last one that was started.
#[derive(Debug, Default)]
pub(crate) struct RushHours(Mutex<Option<RushHour>>);

impl RushHours {
    /// False where one is running.
    pub(crate) fn start(&self, guide: &DemoGuide) -> anyhow::Result<bool> {
        let mut current = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if current.as_ref().is_some_and(RushHour::is_running) {
            return Ok(false);
        }
        let (callers, chats, seed) = (CALLERS, CHATS, rand::random());
        let plan = Plan { callers, chats, over: OVER, patience: PATIENCE, talk: TALK, seed };
        *current = Some(RushHour::start(for_robots(guide), plan)?);
        Ok(true)
    }

    /// Everybody goes home.
    pub(crate) fn stop(&self) {
        drop(self.0.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    pub(crate) fn view(&self) -> wire::demo::RushHour {
        let current = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        current.as_ref().map_or_else(wire::demo::RushHour::default, |rush_hour| {
            let robot::Counts { calls, chats } = rush_hour.counts();
            wire::demo::RushHour { running: rush_hour.is_running(), calls, chats }
        })
    }
}

fn for_robots(guide: &DemoGuide) -> Guide {
    let account = |member: &super::DemoMember| Account {
        email: member.email.clone(),
        password: member.password.clone(),
    };
    Guide {
        url: guide.url.clone(),
        hotline: guide.hotline.clone(),
        sip: guide.sip.clone(),
        widget_key: guide.widget_key.clone(),
        members: guide.members.iter().map(account).collect(),
    }
}
