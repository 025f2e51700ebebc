//! The names behind the core's ids: what a person sees of members, groups, numbers, channels and customers. The core never
//! holds a name; erasing a person means erasing it here and in the store.

use std::collections::HashMap;

use acd::{BreakReasonId, ChannelId, CustomerId, GroupId, MemberId, NumberId, Timestamp};
use wire::customer::CustomerView;
use wire::login::Myself;
use wire::workspace::{BreakReasonView, GroupRef, MemberName};

#[derive(Clone, Debug, Default)]
pub(crate) struct Directory {
    /// When this process took up its work; the start sets it.
    pub(crate) started: Timestamp,
    pub(crate) members: HashMap<MemberId, Myself>,
    pub(crate) nicknames: HashMap<MemberId, String>,
    pub(crate) groups: HashMap<GroupId, String>,
    pub(crate) numbers: HashMap<NumberId, String>,
    pub(crate) channels: HashMap<ChannelId, String>,
    pub(crate) break_reasons: HashMap<BreakReasonId, String>,
    /// Only the customers of live contacts and of attached clients.
    pub(crate) customers: HashMap<CustomerId, CustomerView>,
}

impl Directory {
    pub(crate) fn member(&self, id: MemberId) -> MemberName {
        let name = self.members.get(&id).map_or_else(String::new, |member| member.name.clone());
        MemberName { id: id.0, name }
    }

    /// What customers are told: the nickname where there is one.
    pub(crate) fn nickname(&self, id: MemberId) -> String {
        let nickname = self.nicknames.get(&id).filter(|name| !name.is_empty());
        nickname.cloned().unwrap_or_else(|| self.member(id).name)
    }

    pub(crate) fn group(&self, id: GroupId) -> GroupRef {
        GroupRef { id: id.0, name: self.groups.get(&id).cloned().unwrap_or_default() }
    }

    pub(crate) fn customer(&self, id: CustomerId) -> CustomerView {
        self.customers.get(&id).cloned().unwrap_or_else(|| CustomerView {
            id: id.0,
            name: String::new(),
            number: None,
        })
    }

    pub(crate) fn break_reason(&self, id: BreakReasonId) -> BreakReasonView {
        let name = self.break_reasons.get(&id).cloned().unwrap_or_default();
        BreakReasonView { id: Some(id.0), name }
    }

    /// The list to choose from, by name.
    pub(crate) fn break_reasons(&self) -> Vec<BreakReasonView> {
        let mut reasons: Vec<_> =
            self.break_reasons.keys().map(|id| self.break_reason(*id)).collect();
        reasons.sort_by(|a, b| a.name.cmp(&b.name));
        reasons
    }
}
