//! What an admin has filled in for a member, checked.

use std::collections::BTreeMap;

use acd::{ApplicationId, GroupId, GroupMember, MemberId};
use axum::http::StatusCode;
use lettre::Address;
use store::{Language, Roles};
use wire::login::Role;
use wire::member::{self, MemberForm};

use super::problem::Failure;
use crate::app::App;

const NAME_MAX: usize = 80;
const EMAIL_MAX: usize = 254;
/// More at one time nobody can read.
const SESSIONS_MAX: u32 = 50;

pub(super) struct Checked {
    pub(super) name: String,
    pub(super) nickname: String,
    pub(super) email: String,
    pub(super) language: Language,
    pub(super) roles: Roles,
    pub(super) places: BTreeMap<GroupId, GroupMember>,
    pub(super) sessions_max: u32,
}

impl Checked {
    pub(super) async fn of(
        app: &App,
        application: ApplicationId,
        form: MemberForm,
    ) -> Result<Self, Failure> {
        let has = |role| form.roles.contains(&role);
        let roles = Roles {
            agent: has(Role::Agent),
            supervisor: has(Role::Supervisor),
            admin: has(Role::Admin),
        };
        if form.roles.is_empty() {
            return Err(wrong("role-missing", "Give the member at least one role"));
        }
        if !(1..=SESSIONS_MAX).contains(&form.sessions_max) {
            return Err(Failure::bad_request(format!("sessions_max is 1 to {SESSIONS_MAX}")));
        }
        let groups = app.store.directory(application).await?.groups;
        let known = |id: GroupId| groups.iter().any(|group| group.routing.id == id);
        let mut places = BTreeMap::new();
        for place in &form.groups {
            let id = GroupId(place.group);
            if !known(id) {
                return Err(wrong("unknown-group", "There is no such group"));
            }
            let (priority, sessions_max) = (place.priority, place.sessions_max);
            places.insert(id, GroupMember { priority, sessions_max });
        }
        Ok(Self {
            name: name(&form.name)?,
            nickname: one_line(&form.nickname)?,
            email: email(&form.email)?,
            language: language(form.language),
            roles,
            places,
            sessions_max: form.sessions_max,
        })
    }

    /// AC01: unique in the installation, whatever the case.
    pub(super) async fn free_email(
        &self,
        app: &App,
        member: Option<MemberId>,
    ) -> Result<(), Failure> {
        let owner = app.store.member_by_email(&self.email).await?;
        match owner {
            Some(owner) if Some(owner.id) != member => Err(taken()),
            _ => Ok(()),
        }
    }
}

pub(super) fn taken() -> Failure {
    let title = "Somebody else signs in with this e-mail";
    Failure::new(StatusCode::CONFLICT, "email-taken", title)
}

pub(super) fn name(typed: &str) -> Result<String, Failure> {
    let name = one_line(typed)?;
    if name.is_empty() {
        return Err(wrong("name-missing", "Give the member a name"));
    }
    Ok(name)
}

/// Names stand in mails and lists: one line, and no longer than a line.
pub(super) fn one_line(typed: &str) -> Result<String, Failure> {
    let typed = typed.trim();
    if typed.chars().any(char::is_control) {
        return Err(Failure::bad_request("A name is one line"));
    }
    if typed.chars().count() > NAME_MAX {
        return Err(Failure::bad_request(format!("A name has {NAME_MAX} characters at most")));
    }
    Ok(typed.to_owned())
}

pub(super) fn email(typed: &str) -> Result<String, Failure> {
    let email = typed.trim();
    let fits = email.len() <= EMAIL_MAX && email.parse::<Address>().is_ok();
    if !fits {
        return Err(wrong("email-invalid", "This is not an e-mail address"));
    }
    Ok(email.to_owned())
}

pub(super) const fn language(language: member::Language) -> Language {
    match language {
        member::Language::English => Language::English,
        member::Language::Chinese => Language::Chinese,
    }
}

fn wrong(code: &str, title: &str) -> Failure {
    Failure::new(StatusCode::BAD_REQUEST, code, title)
}
