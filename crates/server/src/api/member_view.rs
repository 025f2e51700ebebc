//! Members as admins see them.

use acd::{ApplicationId, MemberId};
use store::{Account, Delivery, Language, SkillGroup};
use wire::member::{self, AccountState, GroupPlace, MailView, MemberView};

use super::problem::Failure;
use crate::app::App;

pub(super) async fn all(app: &App, application: ApplicationId) -> Result<Vec<MemberView>, Failure> {
    let accounts = app.store.accounts(application).await?;
    let groups = app.store.directory(application).await?.groups;
    Ok(accounts.into_iter().map(|account| view(account, &groups)).collect())
}

/// A member of other applications only is as good as none (404, not 403).
pub(super) async fn one(
    app: &App,
    application: ApplicationId,
    member: MemberId,
) -> Result<MemberView, Failure> {
    let account = app.store.account(application, member).await?.ok_or_else(Failure::not_found)?;
    let groups = app.store.directory(application).await?.groups;
    Ok(view(account, &groups))
}

/// The application's name.
pub(super) async fn company(app: &App, application: ApplicationId) -> Result<String, Failure> {
    let all = app.store.applications().await?;
    let found = all.into_iter().find(|found| found.id == application);
    Ok(found.map_or_else(String::new, |found| found.name))
}

fn view(account: Account, groups: &[SkillGroup]) -> MemberView {
    let id = account.member;
    let place = |group: &SkillGroup| {
        let place = group.routing.members.get(&id)?;
        let (priority, sessions_max) = (place.priority, place.sessions_max);
        Some(GroupPlace { group: group.routing.id.0, priority, sessions_max })
    };
    let state = match (account.disabled, account.must_change) {
        (true, _) => AccountState::Disabled,
        (false, true) => AccountState::Invited,
        (false, false) => AccountState::Active,
    };
    MemberView {
        id: id.0,
        name: account.name,
        nickname: account.nickname,
        email: account.email,
        language: match account.language {
            Language::English => member::Language::English,
            Language::Chinese => member::Language::Chinese,
        },
        roles: driver::roles(account.roles),
        groups: groups.iter().filter_map(place).collect(),
        sessions_max: account.sessions_max,
        account: state,
        password_until: account.password_until.map(|until| until.0),
        mail: account.mail.map(mail),
        totp: account.totp,
        created: account.created.0,
        last_login: account.last_login.map(|at| at.0),
    }
}

fn mail(mail: store::Mail) -> MailView {
    let delivery = match mail.delivery {
        Delivery::Queued => member::Delivery::Queued,
        Delivery::Sent => member::Delivery::Sent,
        Delivery::Failed => member::Delivery::Failed,
    };
    MailView { delivery, at: mail.at.0, why: mail.why }
}
