//! The pages that look at the directory now. They are told rows as they change; nothing is kept for those that come later.

use wire::workspace::Directory;

use super::feed::{Feed, Feeder, feed};
use super::pushed::Pushed;

#[derive(Debug, Default)]
pub(crate) struct Onlookers(Vec<Onlooker>);

/// A page's place among them, until its feed is dropped.
#[derive(Debug)]
pub(crate) struct Onlooker(Feeder);

impl Onlooker {
    pub(crate) fn new() -> (Self, Feed) {
        let (feeder, feed) = feed();
        (Self(feeder), feed)
    }
}

impl Onlookers {
    pub(crate) fn join(&mut self, onlooker: Onlooker, whole: Directory) {
        if onlooker.0.push(&Pushed::Directory(whole)).is_ok() {
            self.0.push(onlooker);
        }
    }

    /// Whether nobody looks, so that nothing need be painted.
    pub(crate) fn is_empty(&mut self) -> bool {
        self.0.retain(|onlooker| !onlooker.0.is_closed());
        self.0.is_empty()
    }

    /// Who cannot keep up is let go, and looks again (F60).
    pub(crate) fn tell(&mut self, pushed: &Pushed) {
        self.0.retain(|onlooker| onlooker.0.push(pushed).is_ok());
    }
}
