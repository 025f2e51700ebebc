//! VC15: a consult, as the agent sees it, and the colleague if it is one who is asked.

use acd::{
    Consult, ConsultEnd, ConsultOver, Contact, CustomerId, External, ExternalEnd, ExternalStage,
    MemberId, Offer, Party, Talk,
};
use wire::workspace::{
    AskedKind, AskedView, CallState, ConsultOverView, ConsultOverWhy, ConsultState, ConsultView,
    ConsultWith, MemberName, TalkView,
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
            Party::Outside(External { since, stage, .. }) => match stage {
                ExternalStage::Dialling { until, progress: None } => {
                    (ConsultState::Calling, since, Some(until))
                }
                ExternalStage::Dialling { until, progress: Some(_) } => {
                    (ConsultState::Ringing, since, Some(until))
                }
                ExternalStage::Talking { since, .. } => (ConsultState::Talking, since, None),
            },
        };
        let asked = match (consult.outside(), consult.member()) {
            (Some(line), _) => self.asked_outside(line.far_end().customer()?),
            (None, member) => self.asked_colleague(member?),
        };
        Some(ConsultView {
            asked,
            state,
            since: since.0,
            until: until.map(|until| until.0),
            with: with(consult.with),
            muted: consult.muted,
        })
    }

    /// For the agent, whom it concerns.
    pub(super) fn consult_over(&self, talk: &Talk, member: MemberId) -> Option<ConsultOverView> {
        Some(match talk.consult_over.filter(|_| talk.member == member)? {
            ConsultOver::Colleague { member, why } => {
                ConsultOverView { asked: self.asked_colleague(member), why: over(why)? }
            }
            ConsultOver::Outside { called, why } => {
                ConsultOverView { asked: self.asked_outside(called), why: over_outside(why)? }
            }
        })
    }

    fn asked_colleague(&self, member: MemberId) -> AskedView {
        let MemberName { id, name } = self.book.member(member);
        AskedView { kind: AskedKind::Colleague, id, name }
    }

    fn asked_outside(&self, called: CustomerId) -> AskedView {
        AskedView { kind: AskedKind::Outside, id: called.0, name: self.number_of(called) }
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
            // Nobody here is asked.
            Party::Outside(_) => return None,
        })
    }
}

const fn over(why: ConsultEnd) -> Option<ConsultOverWhy> {
    Some(match why {
        ConsultEnd::Declined => ConsultOverWhy::Declined,
        ConsultEnd::NoAnswer => ConsultOverWhy::NoAnswer,
        ConsultEnd::Unreachable => ConsultOverWhy::Unreachable,
        ConsultEnd::Left => ConsultOverWhy::Left,
        ConsultEnd::Cancelled | ConsultEnd::CallOver => return None,
    })
}

const fn over_outside(why: ExternalEnd) -> Option<ConsultOverWhy> {
    Some(match why {
        ExternalEnd::Busy => ConsultOverWhy::Busy,
        ExternalEnd::NoAnswer => ConsultOverWhy::NoAnswer,
        ExternalEnd::Rejected => ConsultOverWhy::Rejected,
        ExternalEnd::InvalidNumber => ConsultOverWhy::InvalidNumber,
        ExternalEnd::NoLine | ExternalEnd::Unreachable => ConsultOverWhy::NoLine,
        ExternalEnd::Lost => ConsultOverWhy::Lost,
        ExternalEnd::HungUp => ConsultOverWhy::Left,
        ExternalEnd::Cancelled | ExternalEnd::CallOver => return None,
    })
}

const fn with(with: acd::ConsultWith) -> ConsultWith {
    match with {
        acd::ConsultWith::Consultant => ConsultWith::Consultant,
        acd::ConsultWith::Customer => ConsultWith::Customer,
        acd::ConsultWith::All => ConsultWith::All,
    }
}
