//! The customer of a call is handed to a line outside (VC13), or to a SIP phone of ours that is no member's (VC12). VC15: an agent
//! asks there first.

use serde::{Deserialize, Serialize};

use crate::{
    ConsultWith, ContactId, CustomerId, DialFailure, External, GroupId, MemberId, NumberId,
    PhoneId, Timestamp,
};

/// One step of the external line of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExternalMoved {
    pub contact: ContactId,
    #[serde(flatten)]
    pub far_end: FarEnd,
    pub step: ExternalStep,
    pub at: Timestamp,
}

/// Who is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FarEnd {
    /// VC13: whose number is called: a customer as well, so that nothing here holds digits.
    #[serde(rename = "called")]
    Customer(CustomerId),
    /// VC12: whoever is near this phone.
    Phone(PhoneId),
}

/// In the order of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "external", rename_all = "kebab-case")]
pub enum ExternalStep {
    /// I25: told before anything leaves. The one who hands over leaves the call with it.
    Dialled {
        /// Absent where no member did it.
        by: Option<MemberId>,
        /// Whose rules allow it, and who pays.
        group: GroupId,
        /// The number of ours that is shown.
        number: NumberId,
        /// When it is given up unless somebody answers.
        until: Timestamp,
    },
    /// VC15, I25: the same of an agent who asks there first, and stays.
    Asked { by: MemberId, group: GroupId, number: NumberId, until: Timestamp },
    /// VC12: a phone of ours rings. It costs nobody anything.
    Rung {
        /// Absent where no member did it.
        by: Option<MemberId>,
        /// VC41: whose call it is, where a flow has led there: the number's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group: Option<GroupId>,
        /// When it is given up unless somebody answers.
        until: Timestamp,
    },
    /// VC15: a phone of ours rings for an agent who asks there, and stays.
    PhoneAsked { by: MemberId, until: Timestamp },
    /// Whoever called and who is there are joined.
    Answered {
        /// When the talk is ended; absent while an agent is there who would end it.
        until: Option<Timestamp>,
    },
    /// VC15: the agent has turned to somebody else.
    Turned { with: ConsultWith },
    /// VC15: the agent has left the customer to it.
    Completed { line: External },
    /// VC15: the agent goes on without it.
    Released { why: ExternalEnd },
    /// Both have been told that the talk will be ended.
    Warned,
    /// It came to nothing, or the line broke: the customer is here still (VC14).
    Ended { why: ExternalEnd },
}

/// Why an external line is there no more although nobody hung up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExternalEnd {
    Busy,
    NoAnswer,
    Rejected,
    InvalidNumber,
    NoLine,
    /// VC12: the phone is not there.
    Unreachable,
    /// Its sound is gone.
    Lost,
    /// VC15: who was asked has hung up.
    HungUp,
    /// VC15: the agent let them go, or was lost.
    Cancelled,
    /// VC15: the call itself was over.
    CallOver,
}

impl ExternalMoved {
    /// Who has handed the customer over with this step.
    pub const fn handed_by(&self) -> Option<MemberId> {
        match self.step {
            ExternalStep::Dialled { by, .. }
            | ExternalStep::Rung { by, .. }
            | ExternalStep::Completed { line: External { by, .. } } => by,
            ExternalStep::Asked { .. }
            | ExternalStep::PhoneAsked { .. }
            | ExternalStep::Answered { .. }
            | ExternalStep::Turned { .. }
            | ExternalStep::Released { .. }
            | ExternalStep::Warned
            | ExternalStep::Ended { .. } => None,
        }
    }

    /// Whose act it is, if one's.
    pub const fn by(&self) -> Option<MemberId> {
        if let ExternalStep::Asked { by, .. } | ExternalStep::PhoneAsked { by, .. } = self.step {
            Some(by)
        } else {
            self.handed_by()
        }
    }
}

impl From<DialFailure> for ExternalEnd {
    fn from(why: DialFailure) -> Self {
        match why {
            DialFailure::Busy => Self::Busy,
            DialFailure::NoAnswer => Self::NoAnswer,
            DialFailure::Rejected => Self::Rejected,
            DialFailure::InvalidNumber => Self::InvalidNumber,
            DialFailure::NoLine => Self::NoLine,
        }
    }
}

impl FarEnd {
    /// Whose number it is, if it is one.
    pub const fn customer(self) -> Option<CustomerId> {
        match self {
            Self::Customer(customer) => Some(customer),
            Self::Phone(_) => None,
        }
    }

    /// The phone of ours, if it is one.
    pub const fn phone(self) -> Option<PhoneId> {
        match self {
            Self::Phone(phone) => Some(phone),
            Self::Customer(_) => None,
        }
    }

    /// In its own words: no number is wrong and no trunk missing where a phone of ours is called.
    pub(crate) const fn words(self, why: ExternalEnd) -> ExternalEnd {
        match (self, why) {
            (Self::Phone(_), ExternalEnd::InvalidNumber | ExternalEnd::NoLine) => {
                ExternalEnd::Unreachable
            }
            (Self::Phone(_) | Self::Customer(_), _) => why,
        }
    }
}
