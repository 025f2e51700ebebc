//! The one audio track of a browser's connection as SDP settled it: which payload types stand for what. Shared by
//! the server's side ([`crate::BrowserConnection`]) and the robot's ([`crate::BrowserCaller`]).

use std::time::{Duration, Instant};

use str0m::format::{Codec as RtcCodec, CodecSpec, FormatParams};
use str0m::media::{Frequency, Mid, Pt};
use str0m::rtp::RtpWrite;
use str0m::{Rtc, RtcConfig};

use crate::clock::RtpClock;
use crate::codec::Codec;
use crate::formats::Formats;
use crate::leg::{Kind, Outbound};

/// How often str0m tells what the far end reports.
const STATS_INTERVAL: Duration = Duration::from_secs(5);
/// Telephone events for each clock, under any free dynamic numbers: the browser's own are used in the end.
const KEYS: [(u8, Frequency); 2] = [(126, Frequency::EIGHT_KHZ), (110, Frequency::FORTY_EIGHT_KHZ)];

#[derive(Clone, Copy, Debug)]
pub(crate) struct Streams {
    mid: Mid,
    pub(crate) formats: Formats,
    talks: bool,
}

impl Streams {
    /// What both ends configure: our codecs and telephone events, RTP as it comes, no bandwidth estimation.
    ///
    /// No header extensions, and above all not the track's name (RFC 8843 §9.2): str0m follows it to a new SSRC
    /// before it checks the packet's authenticity, so one forged packet would silence a browser for good. The SSRC
    /// comes with the SDP instead, as every browser writes it.
    pub(crate) fn config() -> RtcConfig {
        let mut config = RtcConfig::new()
            .clear_codecs()
            .enable_pcmu(true, false)
            .enable_pcma(true, false)
            .enable_g722(true, false)
            .enable_opus(true, false)
            .clear_extension_map()
            .set_rtp_mode(true)
            .set_stats_interval(Some(STATS_INTERVAL));
        for (payload_type, clock) in KEYS {
            config.codec_config().add_config(
                Pt::new_with_value(payload_type),
                None,
                RtcCodec::Tele,
                clock,
                None,
                FormatParams::default(),
            );
        }
        config
    }

    /// The track `mid` as it was negotiated; `None` if none of our codecs was agreed.
    pub(crate) fn of(rtc: &Rtc, mid: Mid) -> Option<Self> {
        let media = rtc.media(mid)?;
        let params = rtc.codec_config().params().iter();
        let agreed: Vec<_> = params
            .filter(|params| media.remote_pts().contains(&params.pt()))
            .map(|params| (*params.pt(), params.spec()))
            .collect();
        let sounds = agreed.iter().filter_map(|(pt, spec)| Some((*pt, codec(spec.codec)?)));
        let keys = agreed.iter().filter_map(|(pt, spec)| Some((*pt, key_clock(*spec)?)));
        let formats = Formats::of(sounds, keys)?;
        Some(Self { mid, formats, talks: media.direction().is_receiving() })
    }

    /// Whether the far end sends.
    pub(crate) fn talks(&self) -> bool {
        self.talks
    }

    /// Hands a packet to str0m, which encrypts it at the next input. False if it cannot be sent.
    pub(crate) fn write(
        &self,
        rtc: &mut Rtc,
        Outbound { kind, stamp, payload }: Outbound<'_>,
        now: Instant,
    ) -> bool {
        let payload_type = match kind {
            Kind::Sound(codec) => self.formats.payload_type(codec),
            Kind::Key(payload_type) => Some(payload_type),
        };
        let payload_type = payload_type.map(Pt::new_with_value);
        let mut api = rtc.direct_api();
        let (Some(payload_type), Some(stream)) =
            (payload_type, api.stream_tx_by_mid(self.mid, None))
        else {
            return false;
        };
        let (sequence, frame) = (stamp.sequence.into(), payload.to_frame());
        let packet = RtpWrite::new(payload_type, sequence, stamp.timestamp, now, frame);
        stream.write_rtp(packet.marker(stamp.marker));
        true
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "str0m's codecs grow; most are not ours")]
fn codec(codec: RtcCodec) -> Option<Codec> {
    match codec {
        RtcCodec::PCMU => Some(Codec::Pcmu),
        RtcCodec::PCMA => Some(Codec::Pcma),
        RtcCodec::G722 => Some(Codec::G722),
        RtcCodec::Opus => Some(Codec::Opus),
        _ => None,
    }
}

fn key_clock(spec: CodecSpec) -> Option<RtpClock> {
    let clocks =
        [(Frequency::EIGHT_KHZ, RtpClock::KHZ_8), (Frequency::FORTY_EIGHT_KHZ, RtpClock::KHZ_48)];
    let clock = clocks.into_iter().find(|(frequency, _)| *frequency == spec.clock_rate)?.1;
    (spec.codec == RtcCodec::Tele).then_some(clock)
}
