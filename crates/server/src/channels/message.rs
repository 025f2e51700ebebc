//! A message on its way in, from either side of a session: what may be said at all. The core says whether it may be said
//! here, and how long it may be.

use acd::{Command, ContactId, MessageId};
use uuid::Uuid;
use wire::problem::Problem;

/// The command that adds `text` and `files` to the session.
pub(crate) fn said(
    contact: ContactId,
    message: Uuid,
    text: &str,
    files: &[Uuid],
) -> Result<Command, Problem> {
    if text.trim().is_empty() && files.is_empty() {
        let title = "There is nothing in the message".to_owned();
        return Err(Problem { code: "message-empty".to_owned(), title, status: 400, detail: None });
    }
    let size = u32::try_from(text.len()).unwrap_or(u32::MAX);
    Ok(Command::SendMessage { contact, message: MessageId(message), size })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn op07_a_message_without_a_word_is_no_message() {
        let said = |text| said(ContactId(Uuid::nil()), Uuid::nil(), text, &[]);
        for empty in ["", " ", "\r\n\t", "\u{3000}"] {
            assert_eq!(said(empty).unwrap_err().code, "message-empty", "{empty:?}");
        }
        let file = super::said(ContactId(Uuid::nil()), Uuid::nil(), "", &[Uuid::nil()]);
        assert!(file.is_ok(), "a file is one");
        let Ok(Command::SendMessage { size, .. }) = said("grüße") else { unreachable!() };
        assert_eq!(size, 7, "the size is in bytes");
    }
}
