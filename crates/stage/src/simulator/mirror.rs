//! A client's picture, folded as the client folds it (I16).

use driver::Pushed;
use robot::SeenChat;
use wire::widget::{CustomerCallState, CustomerChanges, CustomerSessionState, CustomerSnapshot};
use wire::workspace::{Changes, Snapshot};

#[derive(Clone, Debug)]
pub(super) enum Mirror {
    Desk(Box<Snapshot>),
    Page(Box<SeenChat>),
    Blank,
}

impl Mirror {
    pub(super) fn page(snapshot: CustomerSnapshot) -> Self {
        Self::Page(Box::new(SeenChat::of(snapshot)))
    }

    pub(super) fn fold(&mut self, pushed: &Pushed) {
        match (self, pushed.clone()) {
            (Self::Desk(picture), Pushed::Member { seq, changes }) => {
                robot::apply(picture, Changes { seq, changes });
            }
            (Self::Page(chat), Pushed::Customer { seq, changes }) => {
                chat.apply(CustomerChanges { seq, changes });
            }
            _ => {}
        }
    }

    /// Commits that change nothing on this screen move its seq all the same.
    pub(super) fn stands_at(&mut self, seq: u64) {
        if let Self::Desk(picture) = self {
            picture.seq = seq;
        }
    }

    /// What differs from a fresh picture, in words; nothing if the law holds.
    pub(super) fn differs_from(&self, fresh: &Self) -> Option<String> {
        match (self, fresh) {
            (Self::Desk(folded), Self::Desk(fresh)) => {
                let mut folded = folded.clone();
                folded.seq = fresh.seq;
                (folded != *fresh).then(|| format!("folded {folded:?}\nfresh  {fresh:?}"))
            }
            (Self::Page(folded), Self::Page(fresh)) => {
                let (folded, fresh) = (what_is_on(folded), what_is_on(fresh));
                (folded != fresh).then(|| format!("folded {folded:?}\nfresh  {fresh:?}"))
            }
            _ => Some("a picture of another kind".to_owned()),
        }
    }
}

/// A page keeps what has ended; a fresh one does not know it.
fn what_is_on(chat: &SeenChat) -> SeenChat {
    let mut chat = chat.clone();
    let over = |state: &CustomerSessionState| matches!(state, CustomerSessionState::Ended(_));
    if chat.session.as_ref().is_none_or(|session| over(&session.state)) {
        chat.session = None;
        chat.messages.clear();
    }
    chat.call = chat.call.filter(|call| call.state != CustomerCallState::Ended);
    chat
}
