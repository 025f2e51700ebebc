//! A member's change, committed: account, routing and audit row together, through the driver that routes.

use acd::{ApplicationId, MemberId};
use axum::http::StatusCode;
use driver::{MemberEdit, Rejection};
use store::{AuditChange, AuditRow, Colleague, Member, Membership, Write};
use uuid::Uuid;
use wire::member::{AccountState, MemberView};

use super::member_form::{Checked, taken};
use super::problem::Failure;
use crate::app::App;
use crate::application::Application;

/// Who does what.
pub(super) struct Change {
    pub(super) by: MemberId,
    /// The audit log's word.
    pub(super) what: &'static str,
    /// `None` for a member that is made now.
    pub(super) before: Option<MemberView>,
}

/// What the member is from now on.
pub(super) struct After<'a> {
    pub(super) member: &'a Member,
    pub(super) checked: &'a Checked,
}

pub(super) async fn commit(
    app: &App,
    application: &Application,
    change: Change,
    After { member, checked }: After<'_>,
    mut writes: Vec<Write>,
) -> Result<(), Failure> {
    let here = Membership { application: application.id, member: member.id, roles: checked.roles };
    writes.push(here.put());
    let max = checked.sessions_max;
    writes.push(Membership::put_sessions_max(application.id, member.id, max));
    writes.push(audit(app, application.id, &change, member, checked).add());
    let colleague = Colleague {
        id: member.id,
        email: member.email.clone(),
        name: member.name.clone(),
        nickname: member.nickname.clone(),
        disabled: member.disabled,
        roles: checked.roles,
    };
    let edit = MemberEdit {
        by: Some(change.by),
        member: colleague,
        sessions_max: checked.sessions_max,
        places: checked.places.clone(),
        application_name: None,
        writes,
    };
    let outcome = application.driver.edit_member(edit).await;
    // The only rule of ours that such a commit can break is that an e-mail is one member's.
    if outcome == Err(Rejection::Defect)
        && app
            .store
            .member_by_email(&member.email)
            .await?
            .is_some_and(|owner| owner.id != member.id)
    {
        return Err(taken());
    }
    outcome?;
    Ok(())
}

/// The last one who could undo it does not go.
pub(super) async fn keeps_an_admin(
    app: &App,
    application: ApplicationId,
    leaving: MemberId,
) -> Result<(), Failure> {
    let accounts = app.store.accounts(application).await?;
    let admins = accounts.iter().filter(|account| account.roles.admin && !account.disabled);
    let others = admins.clone().any(|account| account.member != leaving);
    if others || !admins.clone().any(|account| account.member == leaving) {
        return Ok(());
    }
    let title = "This is the last administrator. Make another one first";
    Err(Failure::new(StatusCode::CONFLICT, "last-admin", title))
}

/// What concerns the account and not its place here is for an admin of every application that the member works in: else the
/// admin of one could enter another by a password of their making.
pub(super) async fn owns_account(
    app: &App,
    admin: MemberId,
    member: MemberId,
) -> Result<(), Failure> {
    let own = app.store.memberships(admin).await?;
    let theirs = app.store.memberships(member).await?;
    let all = theirs
        .iter()
        .all(|place| own.iter().any(|own| own.application == place.application && own.roles.admin));
    if all {
        return Ok(());
    }
    let title = "This member also works elsewhere; an administrator there has to agree";
    Err(Failure::new(StatusCode::FORBIDDEN, "shared-account", title))
}

/// A row for what is no edit: access, codes, logins.
pub(super) fn note(
    app: &App,
    application: ApplicationId,
    change: &Change,
    of: MemberId,
) -> AuditRow {
    AuditRow {
        id: Uuid::now_v7(),
        application: Some(application),
        at: app.clock.now(),
        actor: Some(change.by),
        what: change.what.to_owned(),
        member: Some(of),
        changes: Vec::new(),
    }
}

fn audit(
    app: &App,
    application: ApplicationId,
    change: &Change,
    member: &Member,
    checked: &Checked,
) -> AuditRow {
    let now = Fields {
        name: member.name.clone(),
        nickname: member.nickname.clone(),
        email: member.email.clone(),
        roles: format!("{:?}", driver::roles(checked.roles)),
        groups: checked.places.keys().map(|group| group.0).collect(),
        sessions_max: checked.sessions_max,
        disabled: member.disabled,
    };
    let before = change.before.as_ref().map(|before| Fields {
        name: before.name.clone(),
        nickname: before.nickname.clone(),
        email: before.email.clone(),
        roles: format!("{:?}", before.roles),
        groups: before.groups.iter().map(|place| place.group).collect(),
        sessions_max: before.sessions_max,
        disabled: before.account == AccountState::Disabled,
    });
    let changes = now.since(before.as_ref());
    AuditRow { changes, ..note(app, application, change, member.id) }
}

/// What the audit log tells of a member.
struct Fields {
    name: String,
    nickname: String,
    email: String,
    roles: String,
    groups: Vec<Uuid>,
    sessions_max: u32,
    disabled: bool,
}

impl Fields {
    fn since(&self, before: Option<&Self>) -> Vec<AuditChange> {
        let before = before.map(Self::told);
        let each = self.told().into_iter().enumerate().filter_map(|(at, (field, to))| {
            let from = before.as_ref().and_then(|before| before.get(at)).map(|(_, from)| from);
            let (from, to) = (from.cloned().filter(|from| !from.is_empty()), to);
            let changed = from.as_deref().unwrap_or_default() != to;
            let to = Some(to).filter(|to| !to.is_empty());
            changed.then(|| AuditChange { field: field.to_owned(), from, to })
        });
        each.collect()
    }

    fn told(&self) -> [(&'static str, String); 7] {
        let mut groups: Vec<String> = self.groups.iter().map(Uuid::to_string).collect();
        groups.sort();
        [
            ("name", self.name.clone()),
            ("nickname", self.nickname.clone()),
            ("email", self.email.clone()),
            ("roles", self.roles.clone()),
            ("groups", groups.join(" ")),
            ("sessions_max", self.sessions_max.to_string()),
            ("disabled", self.disabled.to_string()),
        ]
    }
}
