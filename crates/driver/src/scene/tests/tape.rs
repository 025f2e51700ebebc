//! What one client was sent, with the picture that a fresh one would have got after each step: for those who fold in another
//! language.

use serde_json::{Value, json};

use crate::push::pushed::Pushed;
use crate::request::Picture;

pub(super) struct Tape {
    start: Value,
    pushed: Vec<Value>,
    steps: Vec<Value>,
}

impl Tape {
    pub(super) fn starting(picture: &Picture) -> Self {
        Self { start: snapshot(picture), pushed: Vec::new(), steps: Vec::new() }
    }

    pub(super) fn push(&mut self, pushed: &Pushed) {
        match pushed {
            Pushed::Member { seq, changes } => {
                self.pushed.push(json!({ "seq": seq, "changes": changes }));
            }
            Pushed::Customer { seq, changes } => {
                self.pushed.push(json!({ "seq": seq, "changes": changes }));
            }
            // What a page looks at for a moment is kept by no picture.
            Pushed::Directory(_)
            | Pushed::DirectoryChanges(_)
            | Pushed::Typing { .. }
            | Pushed::VoicemailsChanged
            | Pushed::Left(_) => {}
        }
    }

    /// What was pushed since the last step leads here.
    pub(super) fn step(&mut self, fresh: &Picture) {
        let pushed = std::mem::take(&mut self.pushed);
        if !pushed.is_empty() {
            self.steps.push(json!({ "pushed": pushed, "fresh": snapshot(fresh) }));
        }
    }

    /// Whether anything was sent after the start.
    pub(super) fn tells(&self) -> bool {
        !self.steps.is_empty()
    }

    pub(super) fn recorded(&self) -> Value {
        json!({ "start": self.start, "steps": self.steps })
    }
}

fn snapshot(picture: &Picture) -> Value {
    match picture {
        Picture::Member(snapshot) => json!(snapshot),
        Picture::Customer(snapshot) => json!(snapshot),
        Picture::Resumed(_) | Picture::Nobody => unreachable!("a whole picture was asked for"),
    }
}
