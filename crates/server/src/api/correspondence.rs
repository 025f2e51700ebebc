//! Letters to a member, with what every letter needs: the name, the language, the company.

use acd::{ApplicationId, Millis};
use store::{Member, Write};

use super::my_login;
use super::problem::Failure;
use crate::app::App;
use crate::mail::Addressee;
use crate::mail::letter::{About, Letter};

/// Tells only. Nothing where no mail is configured.
pub(super) async fn notice(
    app: &App,
    member: &Member,
    about: &About<'_>,
) -> Result<Write, Failure> {
    let Some((application, name)) = company(app, member).await? else {
        return Ok(Write::default());
    };
    let letter = letter(member, &name, about);
    let to = Addressee { application, member: member.id, email: &member.email };
    Ok(app.accounts.post.notice(to, &letter, app.clock.now()))
}

/// A link that somebody says to be this member has asked for.
pub(super) async fn link(
    app: &App,
    member: &Member,
    about: &About<'_>,
    lasts: Millis,
) -> Result<Write, Failure> {
    let Some((application, name)) = company(app, member).await? else {
        return Ok(Write::default());
    };
    let letter = letter(member, &name, about);
    let to = Addressee { application, member: member.id, email: &member.email };
    Ok(app.accounts.post.beside(to, &letter, (app.clock.now(), lasts)))
}

/// Lets its reader in, for as long as `lasts`.
pub(super) async fn access(
    app: &App,
    member: &Member,
    about: &About<'_>,
    lasts: Millis,
) -> Result<Write, Failure> {
    let Some((application, name)) = company(app, member).await? else {
        return Ok(Write::default());
    };
    Ok(access_from(app, member, (application, &name), about, lasts))
}

/// The same for a member who works nowhere yet.
pub(super) fn access_from(
    app: &App,
    member: &Member,
    (application, name): (ApplicationId, &str),
    about: &About<'_>,
    lasts: Millis,
) -> Write {
    let letter = letter(member, name, about);
    let to = Addressee { application, member: member.id, email: &member.email };
    app.accounts.post.access(to, &letter, (app.clock.now(), lasts))
}

fn letter<'a>(member: &'a Member, application: &'a str, about: &About<'a>) -> Letter<'a> {
    Letter { name: &member.name, application, language: member.language, about: about.clone() }
}

/// A member of several gets the mail from the one where they worked last.
async fn company(app: &App, member: &Member) -> Result<Option<(ApplicationId, String)>, Failure> {
    let mut places = my_login::workplaces(app, member.id).await?;
    places.sort_by_key(|place| !place.last);
    Ok(places.into_iter().next().map(|place| (place.application, place.name)))
}
