//! A call becomes a contact: which number was dialled, who calls, and whether the core takes it.

use acd::{ContactId, CustomerId, NumberId};
use sip::{Party, Rejection};
use store::Customer;
use uuid::Uuid;

use super::beside::Beside;
use driver::Arrival;

/// Who calls whom, as the channel knows it.
#[derive(Clone, Debug)]
pub(super) enum Caller {
    /// From a trunk: two numbers.
    Trunk { caller: Party, dialled: String },
    /// From a page: a customer of the widget and a number that the site's admin has chosen.
    Page { customer: CustomerId, number: NumberId },
}

impl Caller {
    /// Ok once the arrival is committed.
    pub(super) async fn arrive(self, beside: &Beside, contact: ContactId) -> Result<(), Rejection> {
        let (number, customer) = match self {
            Self::Trunk { caller, dialled } => {
                let number = number_of(beside, &dialled).await?.ok_or(Rejection::NotFound)?;
                (number, customer_of(beside, caller).await?)
            }
            Self::Page { customer, number } => {
                let found = beside.store.customer(beside.application, customer).await;
                (number, found.map_err(outage)?.ok_or(Rejection::NotFound)?)
            }
        };
        let arrival = Arrival { contact, number, customer: driver::customer_view(&customer) };
        beside.driver.arrival(arrival).await.map_err(|_| UNAVAILABLE)
    }
}

const UNAVAILABLE: Rejection =
    Rejection::Unavailable { retry_after: Some(std::time::Duration::from_secs(10)) };

/// Trunks write the same number in several ways: with a plus, without, with the international prefix.
async fn number_of(beside: &Beside, dialled: &str) -> Result<Option<NumberId>, Rejection> {
    for digits in spellings(dialled) {
        let found = beside.store.number_dialled(&digits).await.map_err(outage)?;
        if let Some((application, number)) = found
            && application == beside.application
        {
            return Ok(Some(number.routing.id));
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
async fn customer_of(beside: &Beside, caller: Party) -> Result<Customer, Rejection> {
    let phone = Some(caller.user).filter(|user| is_number(user));
    if let Some(phone) = &phone {
        let known = beside.store.customer_by_phone(beside.application, phone).await;
        if let Some(known) = known.map_err(outage)? {
            return Ok(known);
        }
    }
    let customer = Customer {
        id: CustomerId(Uuid::now_v7()),
        application: beside.application,
        name: caller.display_name,
        phone,
        user_id: None,
        created: beside.clock.now(),
    };
    beside.store.write(customer.put()).await.map_err(outage)?;
    Ok(customer)
}

fn is_number(user: &str) -> bool {
    let digits = user.strip_prefix('+').unwrap_or(user);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Decided here: the caller hears "try again", the operator reads why.
fn outage(error: impl std::error::Error + 'static) -> Rejection {
    tracing::error!(error = &error as &dyn std::error::Error, "a call could not be taken");
    UNAVAILABLE
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
