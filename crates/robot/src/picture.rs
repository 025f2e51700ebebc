//! The Workspace's picture, folded as the browser folds it. Law: a picture with the changes applied is the picture that a
//! fresh snapshot shows.

use wire::workspace::{Change, Changes, Snapshot};

/// Folds one pushed step into the picture.
pub fn apply(picture: &mut Snapshot, step: Changes) {
    picture.seq = step.seq;
    for change in step.changes {
        match change {
            Change::Me(me) => picture.me = *me,
            Change::Call(call) => put(&mut picture.calls, *call, |call| call.id),
            Change::Session(session) => put(&mut picture.sessions, *session, |session| session.id),
            Change::Group(group) => put(&mut picture.groups, group, |group| group.id),
            Change::Message(message) => {
                // DK13: a message that is there already is not added again.
                if picture.messages.iter().all(|known| known.id != message.id) {
                    picture.messages.push(message);
                    picture.messages.sort_by_key(|message| (message.contact, message.sequence));
                }
            }
            Change::ContactGone(gone) => {
                picture.calls.retain(|call| call.id != gone.contact);
                picture.sessions.retain(|session| session.id != gone.contact);
                picture.messages.retain(|message| message.contact != gone.contact);
            }
        }
    }
}

/// Replaces what has the same id, in the order of ids, as the server lists them.
fn put<T>(list: &mut Vec<T>, item: T, id: impl Fn(&T) -> uuid::Uuid) {
    match list.binary_search_by_key(&id(&item), &id) {
        Ok(at) => {
            if let Some(old) = list.get_mut(at) {
                *old = item;
            }
        }
        Err(at) => list.insert(at, item),
    }
}
