//! What the driver hands to a client's socket task.

use uuid::Uuid;
use wire::widget::CustomerChange;
use wire::workspace::{Change, Directory, DirectoryChanges};

#[derive(Clone, Debug, PartialEq)]
pub enum Pushed {
    Member {
        seq: u64,
        changes: Vec<Change>,
    },
    Customer {
        seq: u64,
        changes: Vec<CustomerChange>,
    },
    Typing {
        contact: Uuid,
    },
    /// VC42: the list of voicemails is another one now.
    VoicemailsChanged,
    /// W13: for who looks at it.
    Directory(Directory),
    DirectoryChanges(DirectoryChanges),
    /// The last one on this socket.
    Left(Leave),
}

/// Why a member's sockets close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// Every login of the member has ended.
    LoggedOut,
    /// AC13: this login has ended.
    LoginEnded { login: Uuid },
    /// AC10: every other login has ended.
    OthersEnded { kept: Uuid },
    /// AC05: another application was chosen.
    Moved,
}

impl Leave {
    /// Whether it is for a socket of this login.
    pub fn concerns(self, of: Uuid) -> bool {
        match self {
            Self::LoggedOut | Self::Moved => true,
            Self::LoginEnded { login } => login == of,
            Self::OthersEnded { kept } => kept != of,
        }
    }
}

/// What a change takes in memory beside its text, roughly.
const CHANGE_BYTES: usize = 256;

impl Pushed {
    /// How many bytes it keeps busy while it waits, roughly.
    pub(super) fn weight(&self) -> usize {
        let texts: usize = match self {
            Self::Member { changes, .. } => changes.iter().map(member_change).sum(),
            Self::Customer { changes, .. } => changes.iter().map(customer_change).sum(),
            Self::Directory(rows) => {
                (rows.colleagues.len() + rows.groups.len() + rows.phones.len()) * CHANGE_BYTES
            }
            Self::DirectoryChanges(rows) => {
                (rows.colleagues.len() + rows.groups.len() + rows.phones.len()) * CHANGE_BYTES
            }
            Self::Typing { .. } | Self::VoicemailsChanged | Self::Left(_) => 0,
        };
        CHANGE_BYTES + texts
    }
}

fn member_change(change: &Change) -> usize {
    match change {
        Change::Message(message) => CHANGE_BYTES + message.text.len(),
        Change::Me(_)
        | Change::Call(_)
        | Change::Session(_)
        | Change::ContactGone(_)
        | Change::Group(_) => CHANGE_BYTES,
    }
}

fn customer_change(change: &CustomerChange) -> usize {
    match change {
        CustomerChange::Message(message) => CHANGE_BYTES + message.text.len(),
        CustomerChange::Session(_) | CustomerChange::Call(_) | CustomerChange::Rated(_) => {
            CHANGE_BYTES
        }
    }
}
