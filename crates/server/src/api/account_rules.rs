//! What the applications of a member ask of the account (AC11, AC12). An account is one, so whoever asks for more is heard.

use acd::MemberId;
use store::{ReadError, Roles, Store};
use wire::login::Role;
use wire::member::AccountSettings;
use wire::password::PolicyKind;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct AccountRules {
    pub(super) password_policy: PolicyKind,
    pub(super) totp_required: bool,
}

impl AccountRules {
    pub(super) async fn of(store: &Store, member: MemberId) -> Result<Self, ReadError> {
        let all = store.account_settings_of(member).await?;
        let each = all.into_iter().map(|(roles, settings)| (roles, read(settings)));
        Ok(each.fold(Self::default(), |rules, (roles, settings)| rules.with(roles, &settings)))
    }

    fn with(self, roles: Roles, settings: &AccountSettings) -> Self {
        let required = settings.totp_required.iter().any(|role| has(roles, *role));
        let password_policy = match (self.password_policy, settings.password_policy) {
            (PolicyKind::Classic, PolicyKind::Classic) => PolicyKind::Classic,
            _ => PolicyKind::Passphrase,
        };
        Self { password_policy, totp_required: self.totp_required || required }
    }
}

/// A row that an older version wrote and this one cannot read asks for nothing more than the default.
pub(super) fn read(settings: store::AccountSettings) -> AccountSettings {
    serde_json::from_value(settings.0).unwrap_or_else(|error| {
        tracing::warn!(%error, "the settings of accounts cannot be read");
        AccountSettings::default()
    })
}

pub(super) const fn has(roles: Roles, role: Role) -> bool {
    match role {
        Role::Agent => roles.agent,
        Role::Supervisor => roles.supervisor,
        Role::Admin => roles.admin,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ac11_ac12_whoever_asks_for_more_is_heard() {
        let agent = Roles { agent: true, ..Roles::default() };
        let strict = AccountSettings {
            password_policy: PolicyKind::Passphrase,
            totp_required: vec![Role::Admin],
        };
        let easy = AccountSettings::default();
        let rules = |places: &[(Roles, &AccountSettings)]| {
            let start = AccountRules::default();
            places.iter().fold(start, |rules, (roles, settings)| rules.with(*roles, settings))
        };
        let policy = |places: &[(Roles, &AccountSettings)]| rules(places).password_policy;
        assert_eq!(policy(&[]), PolicyKind::Classic);
        assert_eq!(policy(&[(agent, &easy)]), PolicyKind::Classic);
        assert_eq!(policy(&[(agent, &strict), (agent, &easy)]), PolicyKind::Passphrase);
        assert!(!rules(&[(agent, &strict)]).totp_required, "an agent there");
        let admin = Roles { admin: true, ..agent };
        assert!(rules(&[(agent, &easy), (admin, &strict)]).totp_required);
    }
}
