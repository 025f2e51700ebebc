//! A client as the law sees it: a picture, and the feed that changes it.

use std::collections::BTreeSet;

use robot::SeenChat;
use serde_json::{Value, json};
use wire::widget::{CustomerCallState, CustomerChanges, CustomerSessionState};
use wire::workspace::{Changes, Directory, Snapshot};

use super::tape::Tape;
use crate::push::Audience;
use crate::push::feed::Feed;
use crate::push::pushed::Pushed;
use crate::request::Picture;

pub(super) struct Client {
    pub(super) audience: Audience,
    pub(super) seen: Seen,
    /// Absent while the client is away.
    pub(super) feed: Option<Feed>,
    /// The kinds of changes that came.
    pub(super) met: BTreeSet<String>,
    pub(super) tape: Tape,
}

/// What a client holds.
pub(super) enum Seen {
    Member(Box<Snapshot>),
    Customer(Box<SeenChat>),
}

impl Client {
    pub(super) fn new(audience: Audience, picture: Picture) -> Self {
        let tape = Tape::starting(&picture);
        Self { audience, seen: Seen::fresh(picture), feed: None, met: BTreeSet::new(), tape }
    }

    pub(super) fn resume_from(&self) -> Option<u64> {
        match &self.seen {
            Seen::Member(picture) => Some(picture.seq),
            Seen::Customer(_) => None,
        }
    }

    pub(super) fn fold(&mut self) {
        while let Some(pushed) = self.feed.as_mut().and_then(Feed::try_next) {
            self.take(pushed);
        }
    }

    pub(super) fn catch_up(&mut self, missed: Vec<Pushed>) {
        for pushed in missed {
            self.take(pushed);
        }
    }

    fn take(&mut self, pushed: Pushed) {
        self.met.extend(names(&pushed));
        self.tape.push(&pushed);
        match (&mut self.seen, pushed) {
            (Seen::Member(picture), Pushed::Member { seq, changes }) => {
                robot::apply(picture, Changes { seq, changes });
            }
            (Seen::Customer(chat), Pushed::Customer { seq, changes }) => {
                chat.apply(CustomerChanges { seq, changes });
            }
            (_, pushed) => unreachable!("{pushed:?} is not for {:?}", self.audience),
        }
    }
}

impl Seen {
    pub(super) fn fresh(picture: Picture) -> Self {
        match picture {
            Picture::Member(snapshot) => Self::Member(snapshot),
            Picture::Customer(snapshot) => Self::Customer(Box::new(SeenChat::of(snapshot))),
            Picture::Resumed(_) | Picture::Nobody => unreachable!("a whole picture was asked for"),
        }
    }
}

/// The words of the contract for what is pushed.
fn names(pushed: &Pushed) -> Vec<String> {
    let word = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let of_page = |change: Value| match &change["state"] {
        Value::String(state) => format!("page {} {state}", word(&change, "change")),
        Value::Object(_) => {
            format!("page {} {}", word(&change, "change"), word(&change["state"], "state"))
        }
        _ => format!("page {}", word(&change, "change")),
    };
    match pushed {
        Pushed::Member { changes, .. } => changes
            .iter()
            .map(|change| match json!(change) {
                gone if gone["change"] == "contact-gone" => format!("gone {}", word(&gone, "why")),
                change => word(&change, "change"),
            })
            .collect(),
        Pushed::Customer { changes, .. } => {
            changes.iter().map(|change| of_page(json!(change))).collect()
        }
        Pushed::Directory(_)
        | Pushed::DirectoryChanges(_)
        | Pushed::Typing { .. }
        | Pushed::VoicemailsChanged
        | Pushed::Left(_) => Vec::new(),
    }
}

/// Folds in what a page is told that looks at the directory, and returns what it was.
pub(super) fn look_on(directory: &mut Directory, pushed: Pushed) -> String {
    match pushed {
        Pushed::Directory(whole) => {
            *directory = whole;
            "directory".to_owned()
        }
        Pushed::DirectoryChanges(changes) => {
            for row in changes.colleagues {
                let place = directory.colleagues.iter_mut().find(|old| old.id == row.id).unwrap();
                *place = row;
            }
            for row in changes.groups {
                let place = directory.groups.iter_mut().find(|old| old.id == row.id).unwrap();
                *place = row;
            }
            for row in changes.phones {
                let place = directory.phones.iter_mut().find(|old| old.id == row.id).unwrap();
                *place = row;
            }
            "directory changes".to_owned()
        }
        pushed => unreachable!("{pushed:?} is no directory"),
    }
}

/// A page keeps what has ended; a fresh one does not know it.
pub(super) fn what_is_on(chat: &SeenChat) -> SeenChat {
    let mut chat = chat.clone();
    let over = |state: &CustomerSessionState| matches!(state, CustomerSessionState::Ended(_));
    if chat.session.as_ref().is_none_or(|session| over(&session.state)) {
        chat.session = None;
        chat.messages.clear();
    }
    chat.call = chat.call.filter(|call| call.state != CustomerCallState::Ended);
    chat
}
