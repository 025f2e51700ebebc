//! VC15: a consult, as the agent and the colleague see it.

use acd::{Consult, ConsultEnd, ConsultOver, Contact, MemberId, Offer, Party, Talk};
use wire::workspace::{
    CallState, ConsultOverView, ConsultOverWhy, ConsultState, ConsultView, ConsultWith, MemberName,
    TalkView,
};

use super::View;

impl View<'_> {
    pub(super) fn consult(&self, talk: &Talk) -> Option<ConsultView> {
        let consult = talk.consult?;
        let (state, since, until) = match consult.party {
            Party::Ringing(Offer { made_at, deadline, .. }) => {
                (ConsultState::Ringing, made_at, Some(deadline))
            }
            Party::Connecting(connecting) => (ConsultState::Connecting, connecting.since, None),
            Party::Talking { since, .. } => (ConsultState::Talking, since, None),
        };
        Some(ConsultView {
            member: self.book.member(consult.member()),
            state,
            since: since.0,
            until: until.map(|until| until.0),
            with: with(consult.with),
            muted: consult.muted,
        })
    }

    /// For the agent, whom it concerns.
    pub(super) fn consult_over(&self, talk: &Talk, member: MemberId) -> Option<ConsultOverView> {
        let ConsultOver { member: asked, why } =
            talk.consult_over.filter(|_| talk.member == member)?;
        let why = match why {
            ConsultEnd::Declined => ConsultOverWhy::Declined,
            ConsultEnd::NoAnswer => ConsultOverWhy::NoAnswer,
            ConsultEnd::Unreachable => ConsultOverWhy::Unreachable,
            ConsultEnd::Left => ConsultOverWhy::Left,
            ConsultEnd::Cancelled | ConsultEnd::CallOver => return None,
        };
        Some(ConsultOverView { member: self.book.member(asked), why })
    }

    pub(super) fn consulted_by(&self, talk: &Talk, member: MemberId) -> Option<MemberName> {
        (talk.member != member).then(|| self.book.member(talk.member))
    }

    /// The call as the colleague sees it.
    pub(super) fn asked(&self, contact: &Contact, talk: &Talk) -> Option<CallState> {
        let Consult { party, muted, .. } = talk.consult?;
        Some(match party {
            Party::Ringing(offer) => CallState::Ringing(self.offer(contact.id, &offer)),
            Party::Connecting(_) => CallState::Connecting,
            Party::Talking { since, .. } => CallState::Talking(TalkView {
                since: since.0,
                muted,
                hold_since: None,
                hold_apart: false,
                silent_since: None,
            }),
        })
    }
}

const fn with(with: acd::ConsultWith) -> ConsultWith {
    match with {
        acd::ConsultWith::Consultant => ConsultWith::Consultant,
        acd::ConsultWith::Customer => ConsultWith::Customer,
        acd::ConsultWith::All => ConsultWith::All,
    }
}
