//! What the plane has done to sound so far, in frames and packets: forwarding is nearly free, decoding is not.

use std::ops::AddAssign;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Packets that were passed on as they came.
    pub forwarded: u64,
    /// Packets that were decoded.
    pub decoded: u64,
    /// Frames that were encoded.
    pub encoded: u64,
    /// Times that sound was made up in the place of packets that were lost or late (F54).
    pub concealed: u64,
    /// Packets that their codec could make nothing of.
    pub undecodable: u64,
}

impl AddAssign for Work {
    fn add_assign(&mut self, more: Self) {
        self.forwarded += more.forwarded;
        self.decoded += more.decoded;
        self.encoded += more.encoded;
        self.concealed += more.concealed;
        self.undecodable += more.undecodable;
    }
}
