//! VC06, VC13, VC15: what a member types becomes a call: the number is read, its customer found or made. Whether it may be dialled, the
//! core says.

use acd::{
    Command, ContactId, CustomerId, Destination, GroupId, MemberId, NumberId, Refused, Tariff,
};
use driver::{Callee, FoundCallee, Rejection, WantedCallee};
use store::{Customer, ReadError, Store, VoicemailId};
use uuid::Uuid;
use wire::command::{ConsultOut, DialCall, TransferOut};

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
    let Called { number, customer, to, mut callee } =
        called(&app.store, application, &dial.number).await?;
    let contact = ContactId(Uuid::now_v7());
    let command = Command::Dial {
        contact,
        customer,
        group: dial.group.map(GroupId),
        from: dial.from.map(NumberId),
        to,
    };
    if let Some(voicemail) = dial.voicemail.map(VoicemailId) {
        // VC42: the link is in the dial's own commit.
        let link = voicemail.call_back(application.id, by, contact, application.clock.now());
        callee.write = Some(callee.write.unwrap_or_default().and(link));
        let known = app.store.voicemail(application.id, voicemail).await;
        callee.calls_back = known.map_err(|error| outage(&error))?.map(|voicemail| voicemail.group);
    }
    if to.tariff == Tariff::Emergency {
        let alarm = emergency::alarm(app, application, by, &number).await;
        // Whoever calls for help does not wait for what is written about it.
        match alarm {
            Ok(alarm) => callee.write = Some(callee.write.unwrap_or_default().and(alarm)),
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::error!(error, "nobody could be told of an emergency call");
            }
        }
    }
    Ok((command, callee))
}

/// VC13: the command, and whom the customer is handed to.
pub(crate) async fn transfer_out(
    app: &App,
    application: &Application,
    call: TransferOut,
) -> Result<(Command, Callee), Rejection> {
    let Called { customer, to, callee, .. } = called(&app.store, application, &call.number).await?;
    let contact = ContactId(call.contact);
    let command = Command::TransferOut { contact, called: customer, to };
    Ok((command, callee))
}

/// VC41: whom a flow hands its caller to. What cannot be called now is not found, and the flow goes on.
pub(crate) async fn callee(
    store: &Store,
    application: &Application,
    wanted: WantedCallee,
) -> FoundCallee {
    let WantedCallee { contact, turn, number } = wanted;
    let found = match called(store, application, &number).await {
        Ok(Called { to, callee, .. }) => Some((Box::new(callee), to)),
        Err(rejection) => {
            tracing::warn!(contact.id = %contact, ?rejection, "a flow hands nobody outside");
            None
        }
    };
    FoundCallee { contact, turn, found }
}

/// VC15: the command, and who is asked.
pub(crate) async fn consult_out(
    app: &App,
    application: &Application,
    asked: ConsultOut,
) -> Result<(Command, Callee), Rejection> {
    let Called { customer, to, callee, .. } =
        called(&app.store, application, &asked.number).await?;
    let contact = ContactId(asked.contact);
    let command = Command::ConsultOut { contact, called: customer, to };
    Ok((command, callee))
}

/// Whose number was typed.
struct Called {
    number: String,
    customer: CustomerId,
    to: Destination,
    callee: Callee,
}

async fn called(
    store: &Store,
    application: &Application,
    typed: &str,
) -> Result<Called, Rejection> {
    let home = store.country(application.id).await.map_err(|error| outage(&error))?;
    let invalid = Rejection::Refused(Refused::InvalidNumber);
    let Telephone { number, to, .. } = Telephone::read(typed, home).ok_or(invalid)?;
    let newcomer = application.newcomers.meet(&number, CustomerId(Uuid::now_v7()));
    let known =
        store.customer_by_phone(application.id, &number).await.map_err(|error| outage(&error))?;
    if let Some(customer) = known {
        let view = driver::customer_view(&customer);
        let callee = Callee { customer: view, write: None, newcomer: None, calls_back: None };
        return Ok(Called { number, customer: customer.id, to, callee });
    }
    let customer = Customer {
        id: *newcomer,
        application: application.id,
        name: None,
        phone: Some(number.clone()),
        user_id: None,
        created: application.clock.now(),
    };
    let callee = Callee {
        customer: driver::customer_view(&customer),
        write: Some(customer.add_caller()),
        newcomer: Some(newcomer),
        calls_back: None,
    };
    Ok(Called { number, customer: customer.id, to, callee })
}

/// Decided here: the member hears "try again", the operator reads why.
fn outage(error: &ReadError) -> Rejection {
    tracing::error!(error = error as &dyn std::error::Error, "a number could not be dialled");
    Rejection::StoreUnavailable
}
