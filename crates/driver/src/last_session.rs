//! DK04, DK14: how a customer's last session ended and what was said in it, for a page that was away meanwhile. The core has
//! forgotten it, so it is read where it is kept.

use std::collections::BTreeSet;

use acd::{ApplicationId, Author, CustomerId, Millis, Timestamp};
use store::{ContactKind, Message, Page, ReadError, Record, RecordFilter, RecordScope, Store};
use wire::widget::{CustomerMessage, CustomerSession};

use super::book::Book;
use super::transcript::SHOWN_MAX;
use crate::push::view;

/// How long after its end a session is still shown to its customer.
const SHOWN_FOR: Millis = Millis::from_secs(24 * 60 * 60);

/// `None` if there was none within a day.
pub async fn last_session(
    store: &Store,
    application: ApplicationId,
    customer: CustomerId,
    now: Timestamp,
) -> Result<Option<(CustomerSession, Vec<CustomerMessage>)>, ReadError> {
    let kind = Some(ContactKind::Session);
    let filter = RecordFilter { kind, customer: Some(customer), ..RecordFilter::default() };
    let page = Page { before: None, limit: 1 };
    let last = store.records(application, &[RecordScope::All], &filter, page).await?.pop();
    let recent = |record: &Record| record.ended.is_some_and(|at| at.after(SHOWN_FOR) > now);
    let Some(record) = last.filter(recent) else { return Ok(None) };
    let Some(reason) = record.end_reason else { return Ok(None) };
    let from = record.messages.saturating_sub(SHOWN_MAX.into());
    let messages = store.messages_after(application, record.contact, from, SHOWN_MAX).await?;
    let book = signatures(store, &messages).await?;
    let messages = messages.iter().map(|message| view::customer_message(message, &book));
    let rating = store.session_rating(application, record.contact).await?;
    let rating = rating.as_ref().map(view::rating::kept_rating);
    Ok(Some((view::ended_session(record.contact, reason, rating), messages.collect())))
}

/// The names of those who wrote, and no others.
async fn signatures(store: &Store, messages: &[Message]) -> Result<Book, ReadError> {
    let wrote = messages.iter().filter_map(|message| match message.author {
        Author::Member(member) => Some(member),
        Author::Customer(_) => None,
    });
    let mut book = Book::default();
    for id in wrote.collect::<BTreeSet<_>>() {
        if let Some(member) = store.member(id).await? {
            let signs = if member.nickname.is_empty() { member.name } else { member.nickname };
            book.nicknames.insert(id, signs);
        }
    }
    Ok(book)
}
