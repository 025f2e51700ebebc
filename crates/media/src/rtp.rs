//! The RTP header (RFC 3550 §5.1): a total reader, a writer, and the counter that turns 16-bit sequence
//! numbers into ones that never wrap.

/// Length of a header without extension or contributing sources.
pub const HEADER_LENGTH: usize = 12;

/// The fields of an RTP header that this crate looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RtpHeader {
    pub marker: bool,
    pub payload_type: u8,
    pub sequence: u16,
    pub timestamp: u32,
    pub ssrc: u32,
}

impl RtpHeader {
    /// Splits a datagram into header and payload; `None` for anything that is not RTP.
    pub fn parse(datagram: &[u8]) -> Option<(Self, &[u8])> {
        let (fixed, rest) = datagram.split_first_chunk::<HEADER_LENGTH>()?;
        let [first, second, s0, s1, t0, t1, t2, t3, c0, c1, c2, c3] = *fixed;
        if first >> 6 != 2 || is_rtcp(second) {
            return None;
        }
        let sources = usize::from(first & 0x0F) * 4;
        let mut payload = rest.get(sources..)?;
        if first & 0x10 != 0 {
            let (extension, after) = payload.split_first_chunk::<4>()?;
            let words = u16::from_be_bytes([extension[2], extension[3]]);
            payload = after.get(usize::from(words) * 4..)?;
        }
        if first & 0x20 != 0 {
            // The last byte counts the padding, itself included.
            let padding = usize::from(*payload.last()?);
            payload = payload.get(..payload.len().checked_sub(padding.max(1))?)?;
        }
        let header = Self {
            marker: second & 0x80 != 0,
            payload_type: second & 0x7F,
            sequence: u16::from_be_bytes([s0, s1]),
            timestamp: u32::from_be_bytes([t0, t1, t2, t3]),
            ssrc: u32::from_be_bytes([c0, c1, c2, c3]),
        };
        Some((header, payload))
    }

    /// The header as it goes over the wire.
    pub fn to_bytes(self) -> [u8; HEADER_LENGTH] {
        let [s0, s1] = self.sequence.to_be_bytes();
        let [t0, t1, t2, t3] = self.timestamp.to_be_bytes();
        let [c0, c1, c2, c3] = self.ssrc.to_be_bytes();
        let second = u8::from(self.marker) << 7 | self.payload_type & 0x7F;
        [0x80, second, s0, s1, t0, t1, t2, t3, c0, c1, c2, c3]
    }
}

/// Whether the second byte of a datagram says RTCP where both share a port (RFC 5761 §4).
pub(crate) fn is_rtcp(second: u8) -> bool {
    (192..=223).contains(&second)
}

/// Counts sequence numbers of one stream past 65,535 (RFC 3550 appendix A.1).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SequenceCounter {
    highest: Option<u64>,
}

impl SequenceCounter {
    /// The number that `sequence` stands for, taken as close to the highest seen as can be.
    pub(crate) fn extend(&mut self, sequence: u16) -> u64 {
        // The first number starts one round up, so that reordering at the start stays positive.
        let highest = self.highest.unwrap_or_else(|| 0x1_0000 + u64::from(sequence));
        #[expect(clippy::cast_possible_truncation, reason = "the low 16 bits are compared")]
        let ahead = sequence.wrapping_sub(highest as u16).cast_signed();
        let extended = highest.saturating_add_signed(i64::from(ahead));
        self.highest = Some(highest.max(extended));
        extended
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: RtpHeader = RtpHeader {
        marker: true,
        payload_type: 101,
        sequence: 0xFFFE,
        timestamp: 0x8000_0001,
        ssrc: 0xDEAD_BEEF,
    };

    #[test]
    fn a_header_survives_the_wire() {
        let mut datagram = HEADER.to_bytes().to_vec();
        datagram.extend_from_slice(b"sound");
        assert_eq!(RtpHeader::parse(&datagram), Some((HEADER, b"sound".as_slice())));
    }

    #[test]
    fn sources_extension_and_padding_are_skipped() {
        let mut datagram = HEADER.to_bytes().to_vec();
        datagram[0] |= 0x20 | 0x10 | 2;
        datagram.extend_from_slice(&[9; 8]);
        datagram.extend_from_slice(&[0xBE, 0xDE, 0, 1, 7, 7, 7, 7]);
        datagram.extend_from_slice(&[1, 2, 3, 0, 0, 3]);
        assert_eq!(RtpHeader::parse(&datagram), Some((HEADER, [1, 2, 3].as_slice())));
    }

    #[test]
    fn lengths_that_lie_are_refused() {
        let mut padded = HEADER.to_bytes().to_vec();
        padded[0] |= 0x20;
        padded.extend_from_slice(&[0, 200]);
        assert_eq!(RtpHeader::parse(&padded), None);
        let mut extended = HEADER.to_bytes().to_vec();
        extended[0] |= 0x10;
        extended.extend_from_slice(&[0, 0, 0xFF, 0xFF]);
        assert_eq!(RtpHeader::parse(&extended), None);
        assert_eq!(RtpHeader::parse(&HEADER.to_bytes()[..11]), None);
    }

    #[test]
    fn sequence_numbers_count_through_the_wrap_and_back() {
        let mut counter = SequenceCounter::default();
        let first = counter.extend(65_534);
        let numbers = [65_535, 1, 0, 2].map(|sequence| counter.extend(sequence) - first);
        assert_eq!(numbers, [1, 3, 2, 4]);
    }
}
