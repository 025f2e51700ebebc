//! Who hears whom where: session descriptions, offered and answered (RFC 3264).
//!
//! One audio stream, PCMU and telephone-event. A second stream is declined, never dropped, so that
//! the lines of offer and answer stay aligned.

use std::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Serialize};
use sipx_sdp::{Attribute, Capabilities, MediaDescription, SessionDescription};

/// Longest description that is read, in lines.
const LINES_MAX: usize = 100;
/// Most streams in a description that is read.
const STREAMS_MAX: usize = 8;
/// The static payload type of PCMU (RFC 3551 §6).
const PCMU: u8 = 0;
/// The payload type that we offer for telephone-event; it is dynamic, so any would do.
const TELEPHONE_EVENT: u8 = 101;
/// Descriptions that may have been sent after a dialog was saved and before the crash.
const VERSIONS_SKIPPED: u64 = 1_000;
/// RFC 3551 §4.2: the packet length where none is said.
const PTIME_MS: u16 = 20;

/// Where the far end wants to hear us, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RemoteMedia {
    /// Its RTP address. Unspecified (`0.0.0.0`) while it holds the call in the old way.
    pub address: SocketAddr,
    /// Which way sound is to flow, seen from the far end.
    pub direction: Direction,
    /// The payload type of PCMU.
    pub pcmu: u8,
    /// The payload type of telephone-event, if the far end knows it.
    pub telephone_event: Option<u8>,
    /// The packet length it asks for.
    pub ptime_ms: u16,
}

/// Which way sound flows, seen from the far end (RFC 8866 §6.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Both ways.
    SendRecv,
    /// It sends and does not listen: we are on hold.
    SendOnly,
    /// It listens and does not send.
    RecvOnly,
    /// Neither: we are on hold.
    Inactive,
}

impl RemoteMedia {
    /// Whether the far end does not want to hear us: `sendonly`, `inactive` or the address
    /// `0.0.0.0` (F48).
    pub fn on_hold(&self) -> bool {
        match self.direction {
            Direction::SendOnly | Direction::Inactive => true,
            Direction::SendRecv | Direction::RecvOnly => self.address.ip().is_unspecified(),
        }
    }
}

/// Why a description is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SdpFault {
    /// Not SDP, or beyond our limits: 400.
    Malformed,
    /// Nothing in it that we can play: 488.
    NoCommonCodec,
}

/// A description the far end sent, with the one stream of it that we can use.
#[derive(Clone, Debug)]
pub(crate) struct RemoteDescription {
    description: SessionDescription,
    stream: usize,
    pub(crate) media: RemoteMedia,
}

impl RemoteDescription {
    pub(crate) fn read(body: &[u8]) -> Result<Self, SdpFault> {
        let text = std::str::from_utf8(body).map_err(|_| SdpFault::Malformed)?;
        if text.lines().count() > LINES_MAX || text.contains('\0') {
            return Err(SdpFault::Malformed);
        }
        let description =
            sipx_sdp::parse(&with_plain_origin(text)).map_err(|_| SdpFault::Malformed)?;
        if description.media.len() > STREAMS_MAX {
            return Err(SdpFault::Malformed);
        }
        let (stream, media) = description
            .media
            .iter()
            .enumerate()
            .find_map(|(index, stream)| Some((index, usable(&description, stream)?)))
            .ok_or(SdpFault::NoCommonCodec)?;
        Ok(Self { description, stream, media })
    }
}

/// Our side of the sound in one dialog, and what was last said about it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct LocalMedia {
    address: SocketAddr,
    session: u64,
    version: u64,
    #[serde(skip)]
    last_said: String,
}

impl LocalMedia {
    pub(crate) fn new(address: SocketAddr, session: u64) -> Self {
        // Some read the session id as a signed number.
        Self { address, session: session >> 1, version: 0, last_said: String::new() }
    }

    /// From now on we want to hear at another address.
    pub(crate) fn move_to(&mut self, address: SocketAddr) {
        self.address = address;
    }

    /// What comes back from disk may have said more than was saved.
    pub(crate) fn skip_ahead(&mut self) {
        self.version = self.version.saturating_add(VERSIONS_SKIPPED);
    }

    pub(crate) fn offer(&mut self) -> String {
        let mut stream = MediaDescription::audio(
            self.address.port(),
            vec![PCMU.to_string(), TELEPHONE_EVENT.to_string()],
        );
        for (format, encoding) in self.capabilities().rtpmaps {
            stream.attributes.push(Attribute::valued("rtpmap", format!("{format} {encoding}")));
        }
        stream.attributes.push(Attribute::valued("fmtp", format!("{TELEPHONE_EVENT} 0-15")));
        stream.attributes.push(Attribute::flag("sendrecv"));
        stream.attributes.push(Attribute::valued("ptime", PTIME_MS.to_string()));
        let mut description = SessionDescription::new(self.address.ip(), self.session, 0);
        description.media.push(stream);
        self.say(description)
    }

    pub(crate) fn answer(&mut self, offer: &RemoteDescription) -> String {
        let mut description = sipx_sdp::answer(&offer.description, &self.capabilities());
        for (index, stream) in description.media.iter_mut().enumerate() {
            if index == offer.stream {
                stream.attributes.push(Attribute::valued("ptime", PTIME_MS.to_string()));
            } else {
                // RFC 3264 §6: port zero declines. A second stream must not share our port.
                stream.port = 0;
                stream.attributes.clear();
            }
        }
        self.say(description)
    }

    /// RFC 3264 §8: the version grows when the description differs from the last one, only then.
    fn say(&mut self, mut description: SessionDescription) -> String {
        let text = description.to_string_sdp();
        if text != self.last_said {
            self.version += 1;
            self.last_said = text;
        }
        description.origin.session_version = self.version;
        description.to_string_sdp()
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            audio_formats: vec![PCMU.to_string()],
            rtpmaps: vec![
                (PCMU.to_string(), "PCMU/8000".to_owned()),
                (TELEPHONE_EVENT.to_string(), "telephone-event/8000".to_owned()),
            ],
            session_id: self.session,
            session_version: 0,
            ..Capabilities::g711(self.address.ip(), self.address.port())
        }
    }
}

/// What the stream says, if we can use it.
fn usable(description: &SessionDescription, stream: &MediaDescription) -> Option<RemoteMedia> {
    if stream.media != "audio" || stream.is_rejected() || stream.protocol != "RTP/AVP" {
        return None;
    }
    let address = description.address_for(stream).filter(|address| !address.is_multicast())?;
    let pcmu =
        payload_type(stream, "PCMU/8000").or_else(|| plain_static(stream, PCMU).then_some(PCMU))?;
    let declared = stream.declared_direction().unwrap_or_else(|| description.direction());
    Some(RemoteMedia {
        address: SocketAddr::new(address, stream.port),
        direction: direction(declared, address),
        pcmu,
        telephone_event: payload_type(stream, "telephone-event/8000"),
        ptime_ms: stream
            .attribute("ptime")
            .and_then(|attribute| attribute.value.as_deref()?.trim().parse().ok())
            .filter(|ptime| (10..=60).contains(ptime))
            .unwrap_or(PTIME_MS),
    })
}

/// The offered payload type whose rtpmap names the encoding.
fn payload_type(stream: &MediaDescription, encoding: &str) -> Option<u8> {
    stream
        .formats
        .iter()
        .filter(|format| {
            stream
                .rtpmap(format)
                .is_some_and(|offered| sipx_sdp::rtpmap::same_format(offered, encoding))
        })
        .find_map(|format| format.parse().ok().filter(|number| *number < 128))
}

/// Whether a static payload type is offered by number alone.
fn plain_static(stream: &MediaDescription, number: u8) -> bool {
    let format = number.to_string();
    stream.formats.contains(&format) && stream.rtpmap(&format).is_none()
}

/// RFC 3264 §8.4: the address 0.0.0.0 means that nothing may be sent there, whatever else is said.
fn direction(declared: sipx_sdp::Direction, address: IpAddr) -> Direction {
    match declared {
        sipx_sdp::Direction::SendOnly => Direction::SendOnly,
        sipx_sdp::Direction::Inactive => Direction::Inactive,
        sipx_sdp::Direction::SendRecv if address.is_unspecified() => Direction::SendOnly,
        sipx_sdp::Direction::RecvOnly if address.is_unspecified() => Direction::Inactive,
        sipx_sdp::Direction::SendRecv => Direction::SendRecv,
        sipx_sdp::Direction::RecvOnly => Direction::RecvOnly,
    }
}

/// The origin line tells us nothing, and its numbers are longer in the field than the parser
/// allows: a plain one takes its place.
fn with_plain_origin(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for line in text.lines() {
        plain.push_str(if line.starts_with("o=") { "o=- 0 0 IN IP4 0.0.0.0" } else { line });
        plain.push_str("\r\n");
    }
    plain
}
