//! A call becomes a contact: which number was dialled, who calls, and whether the core takes it.

use acd::{ApplicationId, ContactId, CustomerId, NumberId};
use sip::{Party, Rejection};
use store::Customer;
use uuid::Uuid;

use super::beside::Beside;
use super::request::Dialled;
use crate::application::Application;
use driver::Arrival;

/// Who calls whom, as the channel knows it.
#[derive(Clone, Debug)]
pub(super) enum Caller {
    /// From a trunk: two numbers.
    Trunk { caller: Party, dialled: String },
    /// From a page: a customer of the widget and a number that the site's admin has chosen.
    Page(Dialled),
}

impl Caller {
    /// Who has the call, once its arrival is committed.
    pub(super) async fn arrive(
        self,
        beside: &Beside,
        contact: ContactId,
    ) -> Result<Taken, Rejection> {
        let (application, number, customer) = match self {
            Self::Trunk { caller, dialled } => {
                let found = number_of(beside, &dialled).await?;
                let (application, number) = found.ok_or(Rejection::NotFound)?;
                let customer = customer_of(beside, &application, caller).await?;
                (application, number, customer)
            }
            Self::Page(Dialled { application, customer, number, .. }) => {
                let application = beside.applications.find(application).cloned();
                let application = application.ok_or(Rejection::NotFound)?;
                let found = beside.store.customer(application.id, customer).await;
                (application, number, found.map_err(outage)?.ok_or(Rejection::NotFound)?)
            }
        };
        let arrival = Arrival { contact, number, customer: driver::customer_view(&customer) };
        let taken = application.driver.arrival(arrival).await;
        taken.map_err(|_| voice::rejection(None))?;
        let (application, user) = (application.id, customer.phone.unwrap_or_default());
        Ok(Taken { application, shown: Party { user, display_name: customer.name } })
    }
}

/// A call that is a contact.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) application: ApplicationId,
    /// The customer, as SIP phones show them.
    pub(super) shown: Party,
}

/// A number is unique in the installation and leads to its application. Trunks write the same one in several
/// ways: with a plus, without, with the international prefix.
async fn number_of(
    beside: &Beside,
    dialled: &str,
) -> Result<Option<(Application, NumberId)>, Rejection> {
    for digits in spellings(dialled) {
        let found = beside.store.number_dialled(&digits).await.map_err(outage)?;
        let found = found.and_then(|(application, number)| {
            Some((beside.applications.find(application)?.clone(), number.routing.id))
        });
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

fn spellings(dialled: &str) -> Vec<String> {
    let mut all = vec![dialled.to_owned()];
    if dialled.bytes().all(|byte| byte.is_ascii_digit()) {
        let international = dialled.strip_prefix("00").unwrap_or(dialled);
        all.push(format!("+{international}"));
    }
    all
}

/// The same number is the same customer; who hides it is somebody new each time.
async fn customer_of(
    beside: &Beside,
    application: &Application,
    caller: Party,
) -> Result<Customer, Rejection> {
    let phone = Some(caller.user).filter(|user| is_number(user));
    let drawn = CustomerId(Uuid::now_v7());
    let newcomer = phone.as_deref().map(|phone| application.newcomers.meet(phone, drawn));
    let known = async || match &phone {
        Some(phone) => beside.store.customer_by_phone(application.id, phone).await.map_err(outage),
        None => Ok(None),
    };
    if let Some(known) = known().await? {
        return Ok(known);
    }
    let customer = Customer {
        id: newcomer.as_deref().copied().unwrap_or(drawn),
        application: application.id,
        name: caller.display_name,
        phone: phone.clone(),
        user_id: None,
        created: application.clock.now(),
    };
    beside.store.write(customer.add_caller()).await.map_err(outage)?;
    // Another call from this number may have been the first.
    Ok(known().await?.unwrap_or(customer))
}

fn is_number(user: &str) -> bool {
    let digits = user.strip_prefix('+').unwrap_or(user);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Decided here: the caller hears "try again", the operator reads why.
fn outage(error: impl std::error::Error + 'static) -> Rejection {
    tracing::error!(error = &error as &dyn std::error::Error, "a call could not be taken");
    voice::rejection(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dialled_number_is_found_however_the_trunk_writes_it() {
        assert_eq!(spellings("+4930555010"), ["+4930555010"]);
        assert_eq!(spellings("4930555010"), ["4930555010", "+4930555010"]);
        assert_eq!(spellings("004930555010"), ["004930555010", "+4930555010"]);
        assert_eq!(spellings("hotline"), ["hotline"]);
    }

    #[test]
    fn a_hidden_caller_has_no_number() {
        for hidden in ["", "anonymous", "+", "unknown@somewhere"] {
            assert!(!is_number(hidden), "{hidden}");
        }
        assert!(is_number("+4917012345"));
    }
}
