//! The names behind the core's ids: what a person sees of members, groups, numbers, channels and customers. The core never
//! holds a name; erasing a person means erasing it here and in the store.

use std::collections::HashMap;

use acd::{
    BreakReasonId, ChannelId, CustomerId, FlowId, GroupId, MemberId, NumberId, PhoneId, Timestamp,
};
use wire::customer::CustomerView;
use wire::login::Myself;
use wire::workspace::{BreakReasonView, GroupRef, MemberName, PhoneName};

#[derive(Clone, Debug, Default)]
pub struct Book {
    /// When this process took up its work; the start sets it.
    pub started: Timestamp,
    /// The application's own name.
    pub application: String,
    pub members: HashMap<MemberId, Myself>,
    pub nicknames: HashMap<MemberId, String>,
    pub groups: HashMap<GroupId, String>,
    pub numbers: HashMap<NumberId, String>,
    pub channels: HashMap<ChannelId, String>,
    pub break_reasons: HashMap<BreakReasonId, String>,
    pub flows: HashMap<FlowId, String>,
    /// SIP phones.
    pub phones: HashMap<PhoneId, PhoneName>,
    /// Only the customers of live contacts and of attached clients.
    pub customers: HashMap<CustomerId, CustomerView>,
}

impl Book {
    pub fn member(&self, id: MemberId) -> MemberName {
        let name = self.members.get(&id).map_or_else(String::new, |member| member.name.clone());
        MemberName { id: id.0, name }
    }

    /// What customers are told: the nickname where there is one.
    pub fn nickname(&self, id: MemberId) -> String {
        let nickname = self.nicknames.get(&id).filter(|name| !name.is_empty());
        nickname.cloned().unwrap_or_else(|| self.member(id).name)
    }

    pub fn group(&self, id: GroupId) -> GroupRef {
        GroupRef { id: id.0, name: self.groups.get(&id).cloned().unwrap_or_default() }
    }

    pub fn customer(&self, id: CustomerId) -> CustomerView {
        self.customers.get(&id).cloned().unwrap_or_else(|| CustomerView {
            id: id.0,
            name: String::new(),
            number: None,
            user_id: None,
        })
    }

    /// Without a name for one that is removed.
    pub fn phone(&self, id: PhoneId) -> PhoneName {
        let nameless = || PhoneName { id: id.0, ..PhoneName::default() };
        self.phones.get(&id).cloned().unwrap_or_else(nameless)
    }

    /// `None`: it is a phone no more.
    pub(crate) fn name_phones(&mut self, names: Vec<(PhoneId, Option<PhoneName>)>) {
        for (phone, name) in names {
            if let Some(name) = name {
                self.phones.insert(phone, name);
            } else {
                self.phones.remove(&phone);
            }
        }
    }

    pub fn break_reason(&self, id: BreakReasonId) -> BreakReasonView {
        let name = self.break_reasons.get(&id).cloned().unwrap_or_default();
        BreakReasonView { id: Some(id.0), name }
    }

    /// The list to choose from, by name.
    pub fn break_reasons(&self) -> Vec<BreakReasonView> {
        let mut reasons: Vec<_> =
            self.break_reasons.keys().map(|id| self.break_reason(*id)).collect();
        reasons.sort_by(|a, b| a.name.cmp(&b.name));
        reasons
    }
}
