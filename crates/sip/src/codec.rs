//! The codecs that can be agreed, as session descriptions name them.

/// A way to code sound.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum AudioCodec {
    Pcmu,
    Pcma,
    G722,
    Opus,
}

/// A codec under the payload type that one description gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct AudioFormat {
    pub codec: AudioCodec,
    pub payload_type: u8,
}

/// Telephone events (RFC 4733) under the payload type that one description gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TelephoneEvent {
    pub payload_type: u8,
    /// Ticks per second of their durations.
    pub clock: u32,
}

/// What we speak, what we would rather speak first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Codecs {
    pub spoken: Vec<AudioCodec>,
    pub choice: Choice,
    pub keys: KeyWay,
}

/// By what way keys may go and come (VC21).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyWay {
    /// As telephone events in the sound (RFC 4733), where the far end agrees to them.
    #[default]
    EventsFirst,
    /// No telephone events are offered or agreed to, as plain phones do.
    InfoAlone,
}

/// Whose order decides where an offer names several of our codecs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// The far end's: it need not transcode what it would rather have (RFC 3264 §6.1).
    #[default]
    Theirs,
    Ours,
}

impl AudioCodec {
    pub const ALL: [Self; 4] = [Self::Pcma, Self::Pcmu, Self::G722, Self::Opus];

    /// As `rtpmap` writes it.
    pub(crate) const fn encoding(self) -> &'static str {
        match self {
            Self::Pcmu => "PCMU/8000",
            Self::Pcma => "PCMA/8000",
            // RFC 3551 §4.5.2: it samples at 16 kHz, but its clock was written down wrong.
            Self::G722 => "G722/8000",
            // RFC 7587 §7: always so, whatever is really sent.
            Self::Opus => "opus/48000/2",
        }
    }

    /// What else a description says of it (`fmtp`).
    pub(crate) const fn parameters(self) -> Option<&'static str> {
        match self {
            Self::Pcmu | Self::Pcma | Self::G722 => None,
            // We listen at 16 kHz at most, and with loss in mind.
            Self::Opus => Some("maxplaybackrate=16000;useinbandfec=1;usedtx=0"),
        }
    }

    /// The payload type under which we offer it; the static one where there is such (RFC 3551 §6).
    pub(crate) const fn payload_type(self) -> u8 {
        match self {
            Self::Pcmu => 0,
            Self::Pcma => 8,
            Self::G722 => 9,
            Self::Opus => 111,
        }
    }

    /// Whether [`Self::payload_type`] means this codec even without `rtpmap`.
    pub(crate) const fn is_static(self) -> bool {
        match self {
            Self::Pcmu | Self::Pcma | Self::G722 => true,
            Self::Opus => false,
        }
    }

    /// Ticks per second of its RTP timestamps.
    pub const fn clock(self) -> u32 {
        match self {
            Self::Pcmu | Self::Pcma | Self::G722 => 8_000,
            Self::Opus => 48_000,
        }
    }
}

impl KeyWay {
    pub(crate) const fn has_events(self) -> bool {
        matches!(self, Self::EventsFirst)
    }
}

impl Default for Codecs {
    fn default() -> Self {
        let spoken = AudioCodec::ALL.to_vec();
        Self { spoken, choice: Choice::default(), keys: KeyWay::default() }
    }
}

impl TelephoneEvent {
    /// The payload types under which we offer them, a clock each; dynamic, so any would do.
    const OFFERED: [Self; 2] =
        [Self { payload_type: 101, clock: 8_000 }, Self { payload_type: 110, clock: 48_000 }];

    /// Those that go with the codecs of an offer.
    pub(crate) fn beside(codecs: &Codecs) -> impl Iterator<Item = Self> {
        let clocks = |event: &Self| codecs.spoken.iter().any(|codec| codec.clock() == event.clock);
        Self::OFFERED.into_iter().filter(move |event| codecs.keys.has_events() && clocks(event))
    }

    pub(crate) fn encoding(self) -> String {
        format!("telephone-event/{}", self.clock)
    }
}
