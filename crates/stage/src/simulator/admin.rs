//! An admin at work while the server runs: gives members other names, groups and numbers of sessions, disables them and lets
//! them in again, and ends logins.

use std::collections::BTreeMap;

use acd::{ConfigChange, GroupId, GroupMember, MemberId};
use driver::{Leave, MemberEdit, Rejection};

use super::center::{AGENTS, member};
use super::coverage::trouble;
use super::day::{Day, Due, Waiting};
use super::weather::CALM;

impl Day {
    pub(super) fn edits(&mut self) {
        let Some(mean) = self.weather.edits else { return };
        let pause = self.chance.around(mean);
        self.after(pause, Due::Edits);
        let index = self.chance.index(AGENTS);
        match self.chance.below(10) {
            0 => self.ends_login(index),
            1 => self.edits_member(index, true),
            _ => self.edits_member(index, false),
        }
    }

    /// Whoever was disabled works here again at the end of the day.
    pub(super) fn everybody_may_come(&mut self) {
        let out: Vec<usize> = {
            let auditor = self.auditor();
            let is_out = |index: &usize| auditor.replica.agent(member(*index)).is_none();
            (0..AGENTS).filter(is_out).collect()
        };
        for index in out {
            self.edits_member(index, false);
        }
    }

    pub(super) fn edits_member(&mut self, index: usize, disabled: bool) {
        let disabled = disabled && self.now() < CALM;
        let (Some(life), Some(who)) = (&self.life, self.staff.get(index)) else {
            return self.edits_later(index, disabled);
        };
        let (driver, mut colleague) = (life.driver.clone(), who.clone());
        colleague.disabled = disabled;
        if self.chance.in_thousand(500) {
            colleague.name = format!("Agent {} the {}th", index + 1, self.chance.below(1_000));
        }
        if self.chance.in_thousand(200) {
            colleague.nickname = format!("Nick {}", self.chance.below(1_000));
        }
        let places = self.places(colleague.id);
        let sessions_max = 1 + u32::try_from(self.chance.below(3)).unwrap_or_default();
        let edit = MemberEdit {
            by: Some(member(0)),
            member: colleague,
            sessions_max,
            places,
            application_name: None,
            writes: Vec::new(),
        };
        let sent = edit.clone();
        let done = Box::pin(async move { driver.edit_member(sent).await });
        self.wait_for(Waiting::Edit { edit: Box::new(edit), done });
    }

    fn edits_later(&mut self, agent: usize, disabled: bool) {
        let later = self.chance.between(1_000, 5_000);
        self.after(later, Due::EditsAgain { agent, disabled });
    }

    /// Where the member is, with one group more or less.
    fn places(&mut self, id: MemberId) -> BTreeMap<GroupId, GroupMember> {
        let groups: Vec<(GroupId, Option<GroupMember>)> = {
            let auditor = self.auditor();
            let groups = auditor.replica.groups();
            groups.map(|group| (group.id, group.members.get(&id).copied())).collect()
        };
        let other = self.chance.pick(&groups).map(|(id, _)| *id);
        let changed = |(group, place): (GroupId, Option<GroupMember>)| match place {
            Some(_) if Some(group) == other => None,
            Some(place) => Some((group, place)),
            None if Some(group) == other => {
                Some((group, GroupMember { priority: 1, sessions_max: None }))
            }
            None => None,
        };
        groups.into_iter().filter_map(changed).collect()
    }

    pub(super) fn edit_is_answered(&mut self, edit: MemberEdit, answer: Result<(), Rejection>) {
        let index = (0..AGENTS).find(|index| member(*index) == edit.member.id).unwrap_or_default();
        match answer {
            Ok(()) => {
                let disabled = edit.member.disabled;
                self.met(if disabled { trouble::DISABLED } else { trouble::EDITED });
                if let Some(who) = self.staff.get_mut(index) {
                    *who = edit.member;
                }
                if disabled && self.now() >= CALM {
                    self.edits_member(index, false);
                }
            }
            // F10: it may have been done all the same; the admin looks again.
            Err(Rejection::StoreUnavailable | Rejection::ShuttingDown) => {
                self.edits_later(index, edit.member.disabled);
            }
            Err(rejection @ (Rejection::Defect | Rejection::Refused(_))) => {
                let change = ConfigChange::MemberRemoved { id: edit.member.id };
                let text = format!("AC03: {change:?} or a change to them was {rejection:?}");
                self.auditor().fail(text);
            }
        }
    }

    /// AC05, AC10, AC13: the sockets of a login close; the browser comes back with another.
    fn ends_login(&mut self, index: usize) {
        let Some(life) = &self.life else { return };
        let driver = life.driver.clone();
        let ways = [Leave::LoggedOut, Leave::Moved];
        let why = self.chance.pick(&ways).copied().unwrap_or(Leave::Moved);
        self.met(trouble::SENT_AWAY);
        self.tell_driver(async move { driver.left(member(index), why).await });
    }
}
