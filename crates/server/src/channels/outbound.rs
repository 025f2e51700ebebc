//! VC06: what a member types becomes a call: the number is read, its customer found or made. Whether it may be dialled, the
//! core says.

use acd::{Command, ContactId, CustomerId, GroupId, MemberId, NumberId, Refused, Tariff};
use driver::{Callee, Rejection};
use store::{Customer, ReadError, VoicemailId};
use uuid::Uuid;
use wire::command::DialCall;

use crate::app::App;
use crate::application::Application;
use crate::emergency;
use crate::telephone::Telephone;

/// The command, and whom it calls.
pub(crate) async fn dial(
    app: &App,
    application: &Application,
    by: MemberId,
    dial: DialCall,
) -> Result<(Command, Callee), Rejection> {
    let store = &app.store;
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
        phone: Some(number.clone()),
        user_id: None,
        created: application.clock.now(),
    });
    let contact = ContactId(Uuid::now_v7());
    let command = Command::Dial {
        contact,
        customer: customer.id,
        group: dial.group.map(GroupId),
        from: dial.from.map(NumberId),
        to,
    };
    let mut write = is_new.then(|| customer.add_caller());
    if let Some(voicemail) = dial.voicemail.map(VoicemailId) {
        // VC42: the link is in the dial's own commit.
        let link = voicemail.call_back(application.id, by, contact, application.clock.now());
        write = Some(write.unwrap_or_default().and(link));
    }
    if to.tariff == Tariff::Emergency {
        let alarm = emergency::alarm(app, application, by, &number).await;
        // Whoever calls for help does not wait for what is written about it.
        match alarm {
            Ok(alarm) => write = Some(write.unwrap_or_default().and(alarm)),
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::error!(error, "nobody could be told of an emergency call");
            }
        }
    }
    Ok((command, Callee { customer: driver::customer_view(&customer), write }))
}

/// Decided here: the member hears "try again", the operator reads why.
fn outage(error: &ReadError) -> Rejection {
    tracing::error!(error = error as &dyn std::error::Error, "a number could not be dialled");
    Rejection::StoreUnavailable
}
