//! What a process that is gone took with it, told to the state that it left.

use acd::{Acd, Browser, Fact, Timestamp};

/// The sockets and legs of the process before this one are gone (DESIGN §3). Statuses and countdowns go on; the grace
/// of ST10 starts at `now`, because it was not the agents who left.
pub fn lost_by_the_restart(acd: &Acd, now: Timestamp) -> Vec<Fact> {
    let live = acd.agents().filter(|agent| agent.browser == Browser::Live);
    let quiet = live.map(|agent| Fact::BrowserQuiet { member: agent.member.id, last_frame: now });
    let sound = acd.agents().filter(|agent| agent.audio);
    quiet.chain(sound.map(|agent| Fact::AudioLost { member: agent.member.id })).collect()
}
