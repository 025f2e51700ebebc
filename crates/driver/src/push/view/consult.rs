//! VC15: a consult, as the agent sees it, and the colleague if it is one who is asked.

use acd::{
    Consult, ConsultEnd, ConsultOver, Contact, External, ExternalEnd, ExternalStage, FarEnd,
    MemberId, Offer, Party, Talk,
};
use wire::workspace::{
    AskedKind, AskedView, CallState, ConsultOverView, ConsultOverWhy, ConsultState, ConsultView,
    ConsultWith, MemberName, PhoneName, TalkView,
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
            Party::Outside(line @ External { since, stage, .. }) => match stage {
                // VC12: how a phone of ours rings is nobody's news.
                ExternalStage::Dialling { until, progress: None } if !line.is_phone() => {
                    (ConsultState::Calling, since, Some(until))
                }
                ExternalStage::Dialling { until, .. } => {
                    (ConsultState::Ringing, since, Some(until))
                }
                ExternalStage::Talking { since, .. } => (ConsultState::Talking, since, None),
            },
        };
        let asked = match (consult.outside(), consult.member()) {
            (Some(line), _) => self.asked_there(line.far_end()),
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
            ConsultOver::Outside { far_end, why } => {
                ConsultOverView { asked: self.asked_there(far_end), why: over_outside(why)? }
            }
        })
    }

    fn asked_colleague(&self, member: MemberId) -> AskedView {
        let MemberName { id, name } = self.book.member(member);
        AskedView { kind: AskedKind::Colleague, id, name }
    }

    fn asked_there(&self, far_end: FarEnd) -> AskedView {
        match far_end {
            FarEnd::Customer(called) => {
                AskedView { kind: AskedKind::Outside, id: called.0, name: self.number_of(called) }
            }
            FarEnd::Phone(phone) => {
                let PhoneName { id, name, extension } = self.book.phone(phone);
                let name = if name.is_empty() { extension } else { name };
                AskedView { kind: AskedKind::Phone, id, name }
            }
        }
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
                ends: None,
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
        ExternalEnd::NoLine => ConsultOverWhy::NoLine,
        ExternalEnd::Unreachable => ConsultOverWhy::Unreachable,
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
