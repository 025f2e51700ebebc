//! VC44: calls for help. Which numbers they are, and who hears of one. That nothing stands in their way is the core's.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use acd::{Country, MemberId};
use store::{AuditChange, AuditRow, ReadError, Write};
use uuid::Uuid;

use crate::app::App;
use crate::application::Application;
use crate::mail::Addressee;
use crate::mail::letter::{About, Letter};

/// By country. A line of the file is its letters and its numbers.
static NUMBERS: LazyLock<BTreeMap<Country, Vec<&str>>> = LazyLock::new(|| {
    let lines = include_str!("emergency/numbers.txt").lines();
    let read = lines.filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (letters, numbers) = line.split_once(' ')?;
        let letters = letters.as_bytes().try_into().ok()?;
        Some((Country::new(letters)?, numbers.split(' ').collect()))
    });
    read.collect()
});

/// What every mobile network takes for a call for help (3GPP TS 22.101, 10.1): of use where no country is set.
const ANYWHERE: [&str; 2] = ["112", "911"];

/// Whether these digits call for help there.
pub(crate) fn is_emergency(digits: &str, home: Option<Country>) -> bool {
    match home.and_then(|home| NUMBERS.get(&home)) {
        Some(numbers) => numbers.contains(&digits),
        None => ANYWHERE.contains(&digits),
    }
}

/// What is committed with the call: a row in the log of changes, and a mail to each admin and supervisor.
pub(crate) async fn alarm(
    app: &App,
    application: &Application,
    caller: MemberId,
    number: &str,
) -> Result<Write, ReadError> {
    metrics::counter!("rapport_emergency_calls_total").increment(1);
    tracing::warn!(member.id = %caller, "somebody calls an emergency number");
    let now = application.clock.now();
    let audit = AuditRow {
        id: Uuid::now_v7(),
        application: Some(application.id),
        at: now,
        actor: Some(caller),
        what: "emergency-call".to_owned(),
        member: None,
        changes: vec![AuditChange {
            field: "number".to_owned(),
            from: None,
            to: Some(number.to_owned()),
        }],
    };
    let accounts = app.store.accounts(application.id).await?;
    let company = app.store.applications().await?.into_iter().find(|one| one.id == application.id);
    let company = company.map(|company| company.name).unwrap_or_default();
    let name = accounts.iter().find(|account| account.member == caller);
    let caller = name.map_or("", |account| account.name.as_str());
    let about = About::EmergencyCall { caller, number };
    let wardens = accounts
        .iter()
        .filter(|account| !account.disabled && (account.roles.admin || account.roles.supervisor));
    Ok(wardens.fold(audit.add(), |writes, warden| {
        let (name, language) = (warden.name.as_str(), warden.language);
        let letter = Letter { name, application: &company, language, about: about.clone() };
        let (member, email) = (warden.member, warden.email.as_str());
        let to = Addressee { application: application.id, member, email };
        writes.and(app.accounts.post.notice(to, &letter, now))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vc44_each_country_has_its_own_numbers() {
        let is = |digits, letters| is_emergency(digits, Country::new(letters));
        for (digits, letters) in
            [("112", *b"DE"), ("110", *b"DE"), ("911", *b"US"), ("999", *b"GB"), ("120", *b"CN")]
        {
            assert!(is(digits, letters), "{digits}");
        }
        for (digits, letters) in [("911", *b"DE"), ("999", *b"US"), ("1120", *b"DE"), ("", *b"DE")]
        {
            assert!(!is(digits, letters), "{digits}");
        }
        assert!(is_emergency("112", None) && is_emergency("911", None));
        assert!(!is_emergency("110", None));
    }

    #[test]
    fn vc44_every_line_of_the_table_is_read() {
        let lines = include_str!("emergency/numbers.txt").lines();
        assert_eq!(NUMBERS.len(), lines.filter(|line| !line.starts_with('#')).count());
        let digits = |number: &&str| number.chars().all(|one| one.is_ascii_digit());
        assert!(NUMBERS.values().flatten().all(|number| digits(number) && number.len() > 1));
    }
}
