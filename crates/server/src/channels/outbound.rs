//! VC06: what a member types becomes a call: the number is read, its customer found or made. Whether it may be dialled, the
//! core says.

use acd::{Command, ContactId, CustomerId, GroupId, NumberId, Refused};
use driver::{Callee, Rejection};
use store::{Customer, ReadError, Store};
use uuid::Uuid;
use wire::command::DialCall;

use crate::application::Application;
use crate::telephone::Telephone;

/// The command, and whom it calls.
pub(crate) async fn dial(
    store: &Store,
    application: &Application,
    dial: DialCall,
) -> Result<(Command, Callee), Rejection> {
    let home = store.country(application.id).await.map_err(|error| outage(&error))?;
    let invalid = Rejection::Refused(Refused::InvalidNumber);
    let Telephone { number, to, .. } = Telephone::read(&dial.number, home).ok_or(invalid)?;
    let known =
        store.customer_by_phone(application.id, &number).await.map_err(|error| outage(&error))?;
    let is_new = known.is_none();
    let customer = known.unwrap_or_else(|| Customer {
        id: CustomerId(Uuid::now_v7()),
        application: application.id,
        name: None,
        phone: Some(number),
        user_id: None,
        created: application.clock.now(),
    });
    let command = Command::Dial {
        contact: ContactId(Uuid::now_v7()),
        customer: customer.id,
        group: GroupId(dial.group),
        from: dial.from.map(NumberId),
        to,
    };
    let write = is_new.then(|| customer.add_caller());
    Ok((command, Callee { customer: driver::customer_view(&customer), write }))
}

/// Decided here: the member hears "try again", the operator reads why.
fn outage(error: &ReadError) -> Rejection {
    tracing::error!(error = error as &dyn std::error::Error, "a number could not be dialled");
    Rejection::StoreUnavailable
}
