//! VC12, VC31: the SIP phones of the application, and the one call that each may have.

use serde::{Deserialize, Serialize};

use super::Acd;
use crate::{ContactId, MemberId, PhoneId, PhoneStanding, Refused};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    pub id: PhoneId,
    pub standing: PhoneStanding,
    /// The call that rings there, or is taken there, though the phone is no member's.
    pub call: Option<ContactId>,
}

/// Whom a call for a phone reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtPhone {
    /// Whoever is near it.
    Anybody,
    /// The member who takes calls by it, in person.
    Member(MemberId),
}

impl Acd {
    pub fn phone(&self, id: PhoneId) -> Option<&Phone> {
        self.phones.get(&id)
    }

    /// By id.
    pub fn phones(&self) -> impl Iterator<Item = &Phone> {
        self.phones.values()
    }

    /// Whom a call for this phone would reach now, or why nobody.
    ///
    /// # Errors
    /// `UnknownPhone`, `PhoneNotRegistered`, `PhoneInUse`; for a member's phone `TargetUnavailable`, as in VC11.
    pub fn at_phone(&self, id: PhoneId) -> Result<AtPhone, Refused> {
        let phone = self.phone(id).ok_or(Refused::UnknownPhone)?;
        match (phone.standing, phone.call) {
            (PhoneStanding::Gone, None) => Err(Refused::UnknownPhone),
            (_, Some(_)) => Err(Refused::PhoneInUse),
            (PhoneStanding::Here, None) => Ok(AtPhone::Anybody),
            (PhoneStanding::Away, None) => Err(Refused::PhoneNotRegistered),
            (PhoneStanding::Chosen { by }, None) => match self.agent(by) {
                Some(agent) if agent.call.is_some() => Err(Refused::PhoneInUse),
                Some(_) if self.why_not_in_person(by).is_none() => Ok(AtPhone::Member(by)),
                Some(_) | None => Err(Refused::TargetUnavailable),
            },
        }
    }
}
