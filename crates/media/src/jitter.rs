//! A ring of 64 packets that puts arrivals back in order and says in so many words what was lost and what came
//! too late. For ends that play at their own beat (robots); forwarding needs none. Each packet has a label, such as its codec.

/// Packets that fit between the next to be played and the newest.
pub const RING_SLOTS: usize = 64;

/// What became of a packet that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    Kept,
    Duplicate,
    /// Its place was played already.
    Late,
}

/// What there is to play in the next frame's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    Sound,
    /// The packet never came, though later ones did.
    Lost,
    /// Nothing is there yet: at the start, and after everything was played.
    Empty,
}

/// The ring. Sequence numbers are counted past 65,535 by whoever fills it.
#[derive(Debug)]
pub struct JitterRing<L> {
    slots: [Place<L>; RING_SLOTS],
    /// The number to be played next.
    next: Option<u64>,
    newest: u64,
    filled: usize,
    delay: usize,
    /// Something was played, so that nothing older can come first any more.
    begun: bool,
    /// Enough is there; false again when everything was played.
    playing: bool,
    late: u64,
    lost: u64,
}

#[derive(Debug)]
struct Place<L> {
    packet: Option<(u64, L)>,
    payload: Vec<u8>,
}

impl<L: Copy> JitterRing<L> {
    /// A ring that begins to play once it holds `delay` packets.
    pub fn new(delay: usize) -> Self {
        Self {
            slots: std::array::from_fn(|_| Place { packet: None, payload: Vec::new() }),
            next: None,
            newest: 0,
            filled: 0,
            delay: delay.clamp(1, RING_SLOTS),
            begun: false,
            playing: false,
            late: 0,
            lost: 0,
        }
    }

    pub fn push(&mut self, sequence: u64, label: L, payload: &[u8]) -> Arrival {
        let next = *self.next.get_or_insert(sequence);
        if sequence < next {
            if self.begun || self.newest - sequence >= RING_SLOTS as u64 {
                self.late += 1;
                return Arrival::Late;
            }
            self.next = Some(sequence);
        } else if sequence - next >= RING_SLOTS as u64 {
            // So far ahead that the stream must have started anew.
            self.restart(sequence);
        }
        let place = self.place(sequence);
        if place.packet.is_some_and(|(held, _)| held == sequence) {
            return Arrival::Duplicate;
        }
        place.packet = Some((sequence, label));
        place.payload.clear();
        place.payload.extend_from_slice(payload);
        self.newest = self.newest.max(sequence);
        self.filled += 1;
        Arrival::Kept
    }

    /// The next place to be played; the payload is given to `play` if there is one.
    pub fn pop(&mut self, play: impl FnOnce(L, &[u8])) -> Slot {
        self.playing |= self.filled >= self.delay;
        let Some(next) = self.next.filter(|_| self.playing) else { return Slot::Empty };
        if self.filled == 0 {
            self.playing = false;
            return Slot::Empty;
        }
        self.begun = true;
        self.next = Some(next + 1);
        let place = self.place(next);
        let Some((_, label)) = place.packet.take_if(|(sequence, _)| *sequence == next) else {
            self.lost += 1;
            return Slot::Lost;
        };
        play(label, &place.payload);
        self.filled -= 1;
        Slot::Sound
    }

    /// Packets that came after their place was played.
    pub fn late(&self) -> u64 {
        self.late
    }

    /// Places that were played without a packet.
    pub fn lost(&self) -> u64 {
        self.lost
    }

    fn restart(&mut self, sequence: u64) {
        for place in &mut self.slots {
            place.packet = None;
        }
        self.filled = 0;
        self.next = Some(sequence);
        self.newest = sequence;
    }

    #[expect(
        clippy::indexing_slicing,
        clippy::cast_possible_truncation,
        reason = "a remainder of the ring's size lies inside the ring"
    )]
    fn place(&mut self, sequence: u64) -> &mut Place<L> {
        &mut self.slots[(sequence % RING_SLOTS as u64) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn play(ring: &mut JitterRing<()>) -> (Slot, Option<u8>) {
        let mut played = None;
        let slot = ring.pop(|(), payload| played = payload.first().copied());
        (slot, played)
    }

    fn filled(sequences: &[u64]) -> JitterRing<()> {
        let mut ring = JitterRing::new(2);
        for sequence in sequences {
            assert_eq!(
                ring.push(*sequence, (), &[u8::try_from(sequence % 256).unwrap()]),
                Arrival::Kept
            );
        }
        ring
    }

    #[test]
    fn packets_are_played_in_order_and_holes_are_named() {
        let mut ring = filled(&[10, 12, 11, 14]);
        let played: Vec<_> = (0..6).map(|_| play(&mut ring)).collect();
        let sound = |number| (Slot::Sound, Some(number));
        let expected = [sound(10), sound(11), sound(12), (Slot::Lost, None), sound(14)];
        assert_eq!(played[..5], expected);
        assert_eq!(played[5], (Slot::Empty, None));
        assert_eq!(ring.lost(), 1);
    }

    #[test]
    fn what_was_played_is_late_and_what_is_there_is_a_duplicate() {
        let mut ring = filled(&[10, 12]);
        play(&mut ring);
        play(&mut ring);
        assert_eq!(ring.push(11, (), &[0]), Arrival::Late);
        assert_eq!(ring.push(12, (), &[0]), Arrival::Duplicate);
        assert_eq!(ring.late(), 1);
    }

    #[test]
    fn it_waits_for_its_delay_and_again_after_it_ran_dry() {
        let mut ring = filled(&[10]);
        assert_eq!(play(&mut ring), (Slot::Empty, None));
        ring.push(11, (), &[11]);
        assert_eq!(play(&mut ring), (Slot::Sound, Some(10)));
        assert_eq!(play(&mut ring), (Slot::Sound, Some(11)));
        assert_eq!(play(&mut ring), (Slot::Empty, None));
        ring.push(12, (), &[12]);
        assert_eq!(play(&mut ring), (Slot::Empty, None));
    }

    #[test]
    fn an_older_packet_may_become_the_first_before_play_begins() {
        let mut ring = filled(&[11, 10]);
        assert_eq!(play(&mut ring), (Slot::Sound, Some(10)));
    }

    #[test]
    fn a_jump_starts_anew_and_never_mixes_old_with_new() {
        let mut ring = filled(&[10, 11, 10_000, 10_001]);
        assert_eq!(play(&mut ring), (Slot::Sound, Some(16)));
        assert_eq!(play(&mut ring), (Slot::Sound, Some(17)));
        assert_eq!(play(&mut ring), (Slot::Empty, None));
    }
}
