//! How a mail leaves the house: by SMTP where it is configured; the demo keeps it in a folder for all to read.

use std::path::PathBuf;
use std::time::Duration;

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use uuid::Uuid;

use super::letter::Words;
use super::outbox::Outbox;

/// For connecting, and for each word of the other side.
const PATIENCE: Duration = Duration::from_secs(30);
/// What is kept of a server's own words.
const WHY_MAX: usize = 200;

pub(crate) enum Carrier {
    Smtp { transport: Box<AsyncSmtpTransport<Tokio1Executor>>, from: Mailbox },
    Outbox(Outbox),
}

/// A mail with its address.
pub(crate) struct Addressed {
    pub(crate) id: Uuid,
    pub(crate) to: String,
    pub(crate) words: Words,
}

/// Why a mail is not delivered, in words for an admin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Undelivered {
    /// It may go well later.
    NotYet(String),
    Never(String),
}

impl Carrier {
    /// `smtp://HOST:PORT`, `smtps://USER:PASSWORD@HOST` or `smtp://…?tls=required` for STARTTLS.
    pub(crate) fn smtp(url: &str, from: Mailbox) -> Result<Self, lettre::transport::smtp::Error> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?;
        let transport = Box::new(transport.timeout(Some(PATIENCE)).build());
        Ok(Self::Smtp { transport, from })
    }

    pub(crate) fn outbox(folder: PathBuf) -> Self {
        Self::Outbox(Outbox::at(folder))
    }

    pub(crate) async fn deliver(
        &self,
        mail: &Addressed,
        at: acd::Timestamp,
    ) -> Result<(), Undelivered> {
        match self {
            Self::Outbox(outbox) => outbox.keep(mail, at).map_err(|error| {
                Undelivered::NotYet(format!("The outbox cannot be written: {error}"))
            }),
            Self::Smtp { transport, from } => {
                let message = message(mail, from)?;
                let sent = transport.send(message).await;
                sent.map(drop).map_err(|error| undelivered(&error))
            }
        }
    }
}

/// Whether mails, and the passwords in them, could be read on their way to the server of `url`.
pub(crate) fn goes_in_the_clear(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("smtp://") else { return false };
    let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    let here = ["localhost", "127.", "[::1]"].iter().any(|here| host.starts_with(here));
    !here && !url.ends_with("?tls=required")
}

fn message(mail: &Addressed, from: &Mailbox) -> Result<Message, Undelivered> {
    let to: Address = mail
        .to
        .parse()
        .map_err(|_| Undelivered::Never("This is not an address that mail can go to".to_owned()))?;
    let domain = from.email.domain();
    Message::builder()
        // The same at each attempt: a mail that was taken twice can be told from two.
        .message_id(Some(format!("<{}@{domain}>", mail.id)))
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(mail.words.subject.clone())
        .header(ContentType::TEXT_PLAIN)
        .body(mail.words.text.clone())
        .map_err(|error| Undelivered::Never(format!("The mail cannot be written: {error}")))
}

fn undelivered(error: &lettre::transport::smtp::Error) -> Undelivered {
    let mut why = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let more = cause.to_string();
        if !why.contains(&more) {
            why = format!("{why}: {more}");
        }
        source = cause.source();
    }
    let why: String = why.chars().filter(|c| !c.is_control()).take(WHY_MAX).collect();
    // RFC 5321 §4.2.1: 5yz will be no better next time. All else may be.
    if error.is_permanent() { Undelivered::Never(why) } else { Undelivered::NotYet(why) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ac02_mails_in_the_clear_are_known() {
        for clear in [
            "smtp://relay.x.example",
            "smtp://u:p@10.0.0.7:25",
            "smtp://x.example?tls=opportunistic",
        ] {
            assert!(goes_in_the_clear(clear), "{clear}");
        }
        for safe in [
            "smtps://u:p@x.example",
            "smtp://x.example:587?tls=required",
            "smtp://127.0.0.1:25",
            "smtp://[::1]",
        ] {
            assert!(!goes_in_the_clear(safe), "{safe}");
        }
    }
}
