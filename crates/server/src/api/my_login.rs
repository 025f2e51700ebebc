//! Who is signed in, and where: the same answer after signing in, choosing an application and asking.

use acd::{ApplicationId, MemberId};
use store::{ReadError, Workplace};
use wire::login::{MyApplication, MyLogin};

use super::guard;
use crate::app::App;

/// `None` for somebody whose account is gone or who works nowhere.
pub(super) async fn of(
    app: &App,
    member: MemberId,
    application: Option<ApplicationId>,
) -> Result<Option<MyLogin>, ReadError> {
    let Some(row) = app.store.member(member).await? else { return Ok(None) };
    let workplaces = workplaces(app, member).await?;
    if workplaces.is_empty() {
        return Ok(None);
    }
    let here = workplaces.iter().find(|place| Some(place.application) == application);
    let roles = here.map_or_else(Vec::new, |place| driver::roles(place.roles));
    let name = here.map(|place| place.name.clone());
    let applications = workplaces.into_iter().map(|place| MyApplication {
        id: place.application.0,
        roles: driver::roles(place.roles),
        chosen: Some(place.application) == application,
        last: place.last,
        name: place.name,
    });
    let totp = app.store.totp(member).await?.is_some_and(|totp| totp.confirmed);
    let due = guard::due(app, member, row.must_change, totp).await?;
    Ok(Some(MyLogin {
        id: row.id.0,
        name: row.name,
        email: row.email,
        roles,
        application: name,
        applications: applications.collect(),
        due,
    }))
}

/// The applications of the member that this server runs, by name.
pub(super) async fn workplaces(app: &App, member: MemberId) -> Result<Vec<Workplace>, ReadError> {
    let mut all = app.store.workplaces(member).await?;
    all.retain(|place| app.applications.find(place.application).is_some());
    Ok(all)
}
