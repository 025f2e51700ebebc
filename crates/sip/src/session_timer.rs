//! Session timers (RFC 4028): a call whose far end is gone without a word ends nevertheless.

use std::time::Duration;

use sipx_sip::headers::{Require, Supported};
use sipx_sip::session::{Accepted, Answer, MinSe, Refresher, SessionExpires, adopt, answer};
use sipx_sip::{HeaderName, Headers, Request, Response, TypedHeader};

use crate::headers;

pub(crate) use sipx_sip::session::{ABSOLUTE_MIN_INTERVAL as LEAST, OPTION_TAG};

/// No far end has a say beyond this.
const MOST: Duration = Duration::from_hours(24);
/// RFC 4028 §10: who waits for the refresh gives up so much before the end, lest a BYE come too late.
const EARLY: Duration = Duration::from_secs(32);

/// What two ends have agreed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SessionTimer {
    pub(crate) interval: Duration,
    pub(crate) duty: Duty,
}

/// Whose turn it is to show that the call lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Duty {
    Ours,
    Theirs,
}

/// Why a request cannot have the timer that it asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimerFault {
    /// Its header makes no sense: 400.
    Malformed,
    /// It wants to be refreshed too often: 422.
    TooBrief,
}

/// The terms that a 2xx of ours states, and what they make us do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms(Accepted);

impl Terms {
    /// What a request of the far end leads to. `None`: no timer runs.
    pub(crate) fn of(request: &Request) -> Result<Option<Self>, TimerFault> {
        let asked = typed::<SessionExpires>(&request.headers)?;
        let least = typed::<MinSe>(&request.headers)?.map(|least| least.0);
        match answer(supports(&request.headers), asked, least, LEAST) {
            Answer::None => Ok(None),
            Answer::Accept(accepted) if accepted.interval > MOST => {
                Ok(Some(Self(Accepted { interval: MOST, ..accepted })))
            }
            Answer::Accept(accepted) => Ok(Some(Self(accepted))),
            Answer::TooBrief(_) => Err(TimerFault::TooBrief),
        }
    }

    /// The timer as it runs here: the far end's request made us the UAS.
    pub(crate) fn timer(self) -> SessionTimer {
        let duty = match self.0.refresher {
            Refresher::Uas => Duty::Ours,
            Refresher::Uac => Duty::Theirs,
        };
        SessionTimer { interval: self.0.interval, duty }
    }

    pub(crate) fn write(self, to: &mut Headers) {
        let Accepted { interval, refresher, require } = self.0;
        let value = SessionExpires { interval, refresher: Some(refresher) }.to_string();
        headers::set(to, HeaderName::SessionExpires, value);
        if require {
            headers::set(to, HeaderName::Require, OPTION_TAG);
        }
    }
}

impl SessionTimer {
    /// What a 2xx to a request of ours leads to.
    pub(crate) fn of(response: &Response) -> Option<Self> {
        let stated = typed::<SessionExpires>(&response.headers).ok()?;
        let agreed = adopt(stated, None)?;
        let duty = if agreed.we_refresh { Duty::Ours } else { Duty::Theirs };
        Some(Self { interval: agreed.interval.min(MOST), duty })
    }

    /// When we have to show that the call lives.
    pub(crate) fn refresh_after(self) -> Option<Duration> {
        match self.duty {
            Duty::Ours => Some(self.interval / 2),
            Duty::Theirs => None,
        }
    }

    /// When the call is over unless somebody has shown that it lives.
    pub(crate) fn ends_after(self) -> Duration {
        match self.duty {
            Duty::Ours => self.interval,
            Duty::Theirs => self.interval.saturating_sub(EARLY.min(self.interval / 3)),
        }
    }
}

/// Asks for a timer in a request of ours. Whose duty it is stays so; `least` is what a 422 wanted.
pub(crate) fn ask(
    to: &mut Headers,
    interval: Duration,
    duty: Option<Duty>,
    least: Option<Duration>,
) {
    let refresher = duty.map(|duty| match duty {
        Duty::Ours => Refresher::Uac,
        Duty::Theirs => Refresher::Uas,
    });
    headers::set(
        to,
        HeaderName::SessionExpires,
        SessionExpires { interval, refresher }.to_string(),
    );
    if let Some(least) = least {
        headers::set(to, HeaderName::MinSe, least.as_secs().to_string());
    }
}

/// What a 422 says the interval must be at least, if it is more than was asked for and not beyond reason.
pub(crate) fn demanded(response: &Response, asked: Duration) -> Option<Duration> {
    let least = typed::<MinSe>(&response.headers).ok()??.0;
    (least > asked && least <= MOST).then_some(least)
}

fn supports(all: &Headers) -> bool {
    let supported = all.typed_all::<Supported>().flatten().map(|tags| tags.0);
    let required = all.typed_all::<Require>().flatten().map(|tags| tags.0);
    let mut tags = supported.chain(required).flat_map(|tags| tags.0);
    tags.any(|tag| tag.eq_ignore_ascii_case(OPTION_TAG.as_bytes()))
}

fn typed<H: TypedHeader>(all: &Headers) -> Result<Option<H>, TimerFault> {
    all.typed::<H>().transpose().map_err(|_| TimerFault::Malformed)
}
