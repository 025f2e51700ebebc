//! A change to a member by an admin: account, names and routing in one commit, so that who was made a moment ago can
//! go online without a restart.

use std::collections::BTreeMap;

use acd::{
    Author, By, ConfigChange, Group, GroupId, GroupMember, Input, Member, MemberId, Timestamp,
};
use store::{Colleague, SkillGroup, Write};
use tokio::sync::oneshot;

use super::Rejection;
use super::clock::Time;
use super::ledger::Ledger;
use super::naming::myself;
use super::painter::holders;
use super::push::Audience;
use super::push::pushed::{Leave, Pushed};
use super::request::Request;
use super::scene::Scene;
use super::task::{DriverTask, Panicked};
use super::work::{Taken, Work};

/// What a member shall be from now on in this application.
#[derive(Clone, Debug)]
pub struct MemberEdit {
    /// The admin.
    pub by: Option<MemberId>,
    pub member: Colleague,
    /// RT01.
    pub sessions_max: u32,
    /// The member's groups; no others.
    pub places: BTreeMap<GroupId, GroupMember>,
    /// The application's name, where it is given with the first member (OP02).
    pub application_name: Option<String>,
    /// The rows that belong to the same step: account, audit, mail.
    pub writes: Vec<Write>,
}

#[derive(Debug)]
pub(crate) struct EditRequest {
    pub(crate) edit: MemberEdit,
    pub(crate) reply: oneshot::Sender<Result<(), Rejection>>,
    /// Whether the member's own screen shows other groups or numbers with it.
    pub(crate) moves: bool,
}

impl<L: Ledger, T: Time> DriverTask<L, T> {
    pub(super) fn take_edit(
        &mut self,
        mut request: EditRequest,
        now: Timestamp,
        work: &mut Work,
    ) -> Result<(), Box<Request>> {
        let by = request.edit.by.map(By::Member);
        let changes = self.changes(&request.edit);
        request.moves = self.moves(&request.edit, &changes);
        for change in changes {
            if let ConfigChange::GroupPut { group } = &change {
                let name = self.scene.book.group(group.id).name;
                let named = SkillGroup { name, routing: group.clone() };
                work.batch.writes.push(named.put(self.application));
            }
            if let Err(Panicked) = self.handle(Input::Config { change }, by, now, work) {
                return Err(Box::new(Request::Edit(Box::new(request))));
            }
        }
        work.batch.writes.extend(request.edit.writes.iter().cloned());
        work.taken.push(Taken::Edit(Box::new(request)));
        Ok(())
    }

    /// I16: those on whose screens the member's name stands, in a session that is open.
    fn who_reads_of(&self, id: MemberId) -> Vec<Audience> {
        let Scene { acd, transcripts, .. } = &self.scene;
        let contacts = acd.contacts().filter(|contact| {
            let mut said = transcripts.of(contact.id).iter().map(|message| message.author);
            holders(contact).any(|holder| holder == id)
                || said.any(|author| author == Author::Member(id))
        });
        let readers = contacts.flat_map(|contact| {
            let customer = std::iter::once(Audience::Customer(contact.customer));
            customer.chain(holders(contact).map(Audience::Member))
        });
        readers.collect()
    }

    /// A disabled member keeps the places in the groups, for the day of coming back.
    fn changes(&self, edit: &MemberEdit) -> Vec<ConfigChange> {
        let id = edit.member.id;
        if edit.member.disabled {
            return vec![ConfigChange::MemberRemoved { id }];
        }
        let member = Member { id, sessions_max: edit.sessions_max };
        let mut changes = vec![ConfigChange::MemberPut { member }];
        let groups = self.scene.acd.groups().filter_map(|group| placed(group, edit));
        changes.extend(groups.map(|group| ConfigChange::GroupPut { group }));
        changes
    }

    fn moves(&self, edit: &MemberEdit, changes: &[ConfigChange]) -> bool {
        let before = self.scene.acd.agent(edit.member.id).map(|agent| agent.member.sessions_max);
        let placed = changes.iter().any(|change| matches!(change, ConfigChange::GroupPut { .. }));
        placed || before.is_some_and(|before| before != edit.sessions_max)
    }

    /// It is committed: the names are in force, and what the member's screens may show with them.
    pub(super) fn edited(&mut self, request: EditRequest) {
        let EditRequest { edit, reply, moves } = request;
        let MemberEdit { member, application_name, .. } = edit;
        let id = member.id;
        let book = &mut self.scene.book;
        if let Some(name) = application_name {
            book.application = name;
        }
        let now = myself(&member, &book.application);
        let names = (book.member(id), book.nickname(id));
        let before = book.members.insert(id, now.clone());
        book.nicknames.insert(id, member.nickname);
        let renamed = names != (book.member(id), book.nickname(id));
        if member.disabled {
            self.hub.tell(Audience::Member(id), &Pushed::Left(Leave::LoggedOut));
        } else if moves || before.is_some_and(|before| before != now) {
            // Other roles may do and see other things, from this moment on.
            self.hub.dismiss(Audience::Member(id), self.seq.0);
        }
        if renamed {
            for audience in self.who_reads_of(id) {
                self.hub.dismiss(audience, self.seq.0);
            }
        }
        if !self.onlookers.is_empty() {
            self.onlookers.tell(&Pushed::Directory(self.scene.directory()));
        }
        // An admin who is gone reads the answer in the list.
        let _gone = reply.send(Ok(()));
    }
}

/// The group with the member where they shall be; `None` if that is so already.
fn placed(group: &Group, edit: &MemberEdit) -> Option<Group> {
    let id = edit.member.id;
    let place = edit.places.get(&group.id);
    if group.members.get(&id) == place {
        return None;
    }
    let mut group = group.clone();
    match place {
        Some(place) => group.members.insert(id, *place),
        None => group.members.remove(&id),
    };
    Some(group)
}
