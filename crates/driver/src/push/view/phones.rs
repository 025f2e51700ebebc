//! SIP phones as everybody sees them who hands a call over (W13, VC12).

use std::collections::BTreeSet;

use acd::{MemberId, Phone, PhoneId, PhoneStanding, Refused};
use wire::workspace::{DirectoryPhone, PhoneName, PhoneUnavailable};

use super::View;

impl View<'_> {
    /// By extension.
    pub(crate) fn phones(&self) -> Vec<DirectoryPhone> {
        let mut phones: Vec<_> =
            self.acd.phones().filter_map(|phone| self.phone_of(phone)).collect();
        phones.sort_by(|one, other| one.extension.cmp(&other.extension));
        phones
    }

    /// These phones, and those by which these members take calls. One that was removed is no row.
    pub(crate) fn directory_phones(
        &self,
        phones: &BTreeSet<PhoneId>,
        members: &BTreeSet<MemberId>,
    ) -> Vec<DirectoryPhone> {
        let concerned = |phone: &&Phone| {
            phones.contains(&phone.id) || chosen_by(phone).is_some_and(|by| members.contains(&by))
        };
        let concerned = self.acd.phones().filter(concerned);
        concerned.filter_map(|phone| self.phone_of(phone)).collect()
    }

    fn phone_of(&self, phone: &Phone) -> Option<DirectoryPhone> {
        let PhoneName { id, name, extension } = self.book.phones.get(&phone.id)?.clone();
        let member = chosen_by(phone).map(|by| by.0);
        let unavailable = self.acd.at_phone(phone.id).err().map(unavailable);
        Some(DirectoryPhone { id, name, extension, member, unavailable })
    }
}

const fn chosen_by(phone: &Phone) -> Option<MemberId> {
    match phone.standing {
        PhoneStanding::Chosen { by } => Some(by),
        PhoneStanding::Here | PhoneStanding::Away | PhoneStanding::Gone => None,
    }
}

const fn unavailable(why: Refused) -> PhoneUnavailable {
    match why {
        Refused::PhoneInUse => PhoneUnavailable::InUse,
        Refused::TargetUnavailable => PhoneUnavailable::Member,
        _ => PhoneUnavailable::NotRegistered,
    }
}
