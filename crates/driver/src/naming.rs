//! From the store's rows to the names that screens show.

use acd::{ApplicationId, PhoneId, Timestamp};
use store::{Colleague, Customer, ReadError, Roles, SipPhone, Store};
use wire::customer::CustomerView;
use wire::login::{Myself, Role};
use wire::workspace::PhoneName;

use super::book::Book;

/// Every name that the state's ids need.
pub async fn names(store: &Store, application: ApplicationId) -> Result<Book, ReadError> {
    let rows = store.directory(application).await?;
    let applications = store.applications().await?;
    let name = applications.into_iter().find(|found| found.id == application);
    let name = name.map_or_else(String::new, |found| found.name);
    let customers = store.customers_with_open_contacts(application).await?;
    let flows = store.flows(application).await?.into_iter();
    let phones = store.sip_phones().await?;
    let phones = phones.iter().filter(|phone| phone.application == application);
    Ok(Book {
        started: Timestamp::default(),
        nicknames: rows.members.iter().map(|row| (row.id, row.nickname.clone())).collect(),
        members: rows.members.iter().map(|row| (row.id, myself(row, &name))).collect(),
        application: name,
        groups: rows.groups.into_iter().map(|row| (row.routing.id, row.name)).collect(),
        numbers: rows.numbers.into_iter().map(|row| (row.routing.id, row.digits)).collect(),
        channels: rows.channels.into_iter().map(|row| (row.routing.id, row.name)).collect(),
        break_reasons: rows.break_reasons.into_iter().map(|row| (row.id, row.name)).collect(),
        flows: flows.map(|row| (row.id, row.name)).collect(),
        phones: phones.map(|row| (PhoneId(row.id.0), phone_name(row))).collect(),
        customers: customers.iter().map(|row| (row.id, customer_view(row))).collect(),
    })
}

/// How screens name a SIP phone.
pub fn phone_name(row: &SipPhone) -> PhoneName {
    PhoneName { id: row.id.0, name: row.name.clone(), extension: row.extension.clone() }
}

pub(super) fn myself(row: &Colleague, application: &str) -> Myself {
    Myself {
        id: row.id.0,
        name: row.name.clone(),
        email: row.email.clone(),
        roles: roles(row.roles),
        application: application.to_owned(),
    }
}

pub fn roles(Roles { agent, supervisor, admin }: Roles) -> Vec<Role> {
    let roles = [(agent, Role::Agent), (supervisor, Role::Supervisor), (admin, Role::Admin)];
    roles.into_iter().filter(|(has, _)| *has).map(|(_, role)| role).collect()
}

/// Who has no name gets one that tells them apart: the last digits of their id.
pub fn customer_view(row: &Customer) -> CustomerView {
    let known = row.name.clone().or_else(|| row.phone.clone());
    let name = known.unwrap_or_else(|| {
        let id = row.id.0.simple().to_string();
        format!("Customer {}", id.get(id.len() - 4..).unwrap_or_default())
    });
    CustomerView { id: row.id.0, name, number: row.phone.clone(), user_id: row.user_id.clone() }
}
