//! How bad a day is. Drawn from the seed, so that some days are only slow, some only lossy, and some everything at once.

use acd::Millis;

use super::chance::Chance;
use super::pace::Moment;

const MINUTE: u64 = 60_000;
/// How long a day is.
pub(super) const EVENING: Moment = Moment(30 * MINUTE);
/// From here on nothing new goes wrong, and within `QUIET` all must be well again.
pub(super) const CALM: Moment = Moment(24 * MINUTE);
/// From here on nobody new comes.
pub(super) const CLOSING: Moment = Moment(26 * MINUTE);

#[derive(Clone, Debug)]
pub(super) struct Weather {
    /// Of a thousand packets between a client and the server.
    pub(super) lost: u64,
    pub(super) doubled: u64,
    pub(super) delayed: u64,
    /// How often a network, a browser or a page breaks; absent where none does.
    pub(super) breaks: Option<Millis>,
    /// Of a thousand commits.
    pub(super) slow: u64,
    pub(super) failed: u64,
    /// F10: done, and the answer is lost.
    pub(super) unheard: u64,
    /// The server dies with it, before or after it is on disk.
    pub(super) fatal: u64,
    /// When the server is killed, whatever it does.
    pub(super) kills: Vec<Moment>,
    /// F08: when a contact comes into a state that nothing of ours can handle.
    pub(super) curses: Vec<Moment>,
    /// How often an admin changes a member; absent where none does.
    pub(super) edits: Option<Millis>,
    /// When the store takes nothing, and for how long.
    pub(super) outages: Vec<(Moment, Millis)>,
}

impl Weather {
    pub(super) fn of(chance: &mut Chance) -> Self {
        let mut maybe = |cases: u64, most: u64| {
            if chance.in_thousand(cases) { chance.below(most) + 1 } else { 0 }
        };
        let (lost, doubled, delayed) = (maybe(500, 80), maybe(600, 60), maybe(600, 60));
        let (slow, failed) = (maybe(500, 30), maybe(400, 8));
        let (unheard, fatal) = (maybe(400, 3), maybe(500, 2));
        let breaks = chance.in_thousand(700).then(|| chance.between(15_000, 90_000));
        let sometime = |chance: &mut Chance| Moment(chance.below(CALM.0));
        let kills = (0..chance.below(4)).map(|_| sometime(chance)).collect();
        let curses = (0..chance.below(4)).map(|_| sometime(chance)).collect();
        let edits = chance.in_thousand(400).then(|| chance.between(60_000, 300_000));
        let outages =
            (0..chance.below(3)).map(|_| (sometime(chance), chance.between(200, 30_000))).collect();
        Self {
            lost,
            doubled,
            delayed,
            breaks,
            slow,
            failed,
            unheard,
            fatal,
            kills,
            curses,
            edits,
            outages,
        }
    }

    /// The same day without faults: who came late must still be served.
    pub(super) fn calmed(&mut self) {
        *self = Self {
            lost: 0,
            doubled: 0,
            delayed: 0,
            breaks: None,
            slow: 0,
            failed: 0,
            unheard: 0,
            fatal: 0,
            kills: Vec::new(),
            curses: Vec::new(),
            edits: None,
            outages: Vec::new(),
        };
    }
}
