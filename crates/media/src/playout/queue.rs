//! Packets that wait to be played, in the order in which they were sent. A ring of 64; what was played, or comes twice, is
//! not let in.

use crate::codec::Codec;
use crate::outgoing::Arrived;

/// Packets that may wait: more than a second of sound.
const SLOTS: usize = 64;

#[derive(Debug)]
pub(super) struct Queue {
    slots: [Slot; SLOTS],
    /// The number that may be played next; `None` while nothing has come.
    next: Option<u64>,
    filled: usize,
    ticks: u32,
}

/// A packet that waits. Its payload stays in the queue until it is taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Packet {
    pub(super) timestamp: u32,
    pub(super) ticks: u32,
    pub(super) codec: Codec,
    sequence: u64,
}

#[derive(Debug, Default)]
struct Slot {
    packet: Option<Packet>,
    payload: Vec<u8>,
}

impl Default for Queue {
    fn default() -> Self {
        let slots = std::array::from_fn(|_| Slot::default());
        Self { slots, next: None, filled: 0, ticks: 0 }
    }
}

impl Queue {
    /// Whether the packet waits now.
    pub(super) fn push(&mut self, arrived: Arrived, payload: &[u8]) -> bool {
        let Arrived { sequence, timestamp, ticks, codec, .. } = arrived;
        let next = *self.next.get_or_insert(sequence);
        // Far ahead or far behind: the stream has begun anew.
        if sequence.abs_diff(next) >= SLOTS as u64 {
            self.clear();
        } else if sequence < next {
            return false;
        }
        self.next.get_or_insert(sequence);
        let slot = self.slot(sequence);
        if slot.packet.is_some() {
            return false;
        }
        slot.packet = Some(Packet { timestamp, ticks, codec, sequence });
        slot.payload.clear();
        slot.payload.extend_from_slice(payload);
        self.filled += 1;
        self.ticks = self.ticks.saturating_add(ticks);
        true
    }

    /// The packet that comes first of those that wait.
    pub(super) fn first(&self) -> Option<Packet> {
        let next = self.next.filter(|_| self.filled > 0)?;
        (next..next + SLOTS as u64).find_map(|sequence| {
            let packet = self.slots.get(place(sequence))?.packet?;
            (packet.sequence == sequence).then_some(packet)
        })
    }

    /// Takes a packet that [`Self::first`] has named, and gives what it carries.
    pub(super) fn take(&mut self, packet: Packet) -> &[u8] {
        self.next = Some(packet.sequence + 1);
        self.filled = self.filled.saturating_sub(1);
        self.ticks = self.ticks.saturating_sub(packet.ticks);
        let slot = self.slot(packet.sequence);
        slot.packet = None;
        &slot.payload
    }

    /// What such a packet carries.
    pub(super) fn look_at(&self, packet: Packet) -> &[u8] {
        self.slots.get(place(packet.sequence)).map_or(&[], |slot| &slot.payload)
    }

    /// How long all of them last together.
    pub(super) fn ticks(&self) -> u32 {
        self.ticks
    }

    pub(super) fn clear(&mut self) {
        for slot in &mut self.slots {
            slot.packet = None;
        }
        (self.next, self.filled, self.ticks) = (None, 0, 0);
    }

    #[expect(clippy::indexing_slicing, reason = "a remainder of the ring's size lies inside it")]
    fn slot(&mut self, sequence: u64) -> &mut Slot {
        &mut self.slots[place(sequence)]
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a remainder of 64 fits everywhere")]
fn place(sequence: u64) -> usize {
    (sequence % SLOTS as u64) as usize
}
