//! Who hears whom where: session descriptions, offered and answered (RFC 3264).
//!
//! One audio stream, one codec of ours and telephone-event. A second stream is declined, never dropped, so that
//! the lines of offer and answer stay aligned.

use std::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Serialize};
use sipx_sdp::{Attribute, Capabilities, MediaDescription, SessionDescription};

use crate::codec::{AudioCodec, AudioFormat, Choice, Codecs, KeyWay, TelephoneEvent};

/// Longest description that is read, in lines.
const LINES_MAX: usize = 100;
/// Most streams in a description that is read.
const STREAMS_MAX: usize = 8;
/// Descriptions that may have been sent after a dialog was saved and before the crash.
const VERSIONS_SKIPPED: u64 = 1_000;
/// RFC 3551 §4.2: the packet length where none is said.
const PTIME_MS: u16 = 20;

/// Codecs that are kept of an answer besides the first.
const ALSO_MAX: usize = 3;

/// Where the far end wants to hear us, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RemoteMedia {
    /// Its RTP address. Unspecified (`0.0.0.0`) while it holds the call in the old way.
    pub address: SocketAddr,
    /// Which way sound is to flow, seen from the far end.
    pub direction: Direction,
    /// What it is sent.
    pub audio: AudioFormat,
    /// What it may send besides: an answer of its own may name several.
    pub also: [Option<AudioFormat>; ALSO_MAX],
    /// Telephone events, if the far end knows them.
    pub telephone_event: Option<TelephoneEvent>,
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
    /// Reads an offer: of the codecs that it names, one is agreed.
    pub(crate) fn offer(body: &[u8], codecs: &Codecs) -> Result<Self, SdpFault> {
        let read = Self::read(body, |stream| {
            let audio = chosen(stream, codecs)?;
            Some((audio, [None; ALSO_MAX]))
        })?;
        Ok(read.with_keys(codecs.keys))
    }

    /// Reads an answer to an offer of ours: every codec that it names may be sent.
    pub(crate) fn answer(body: &[u8], codecs: &Codecs) -> Result<Self, SdpFault> {
        let read = Self::read(body, |stream| {
            let mut common = common(stream, codecs);
            let audio = common.next()?;
            Some((audio, std::array::from_fn(|_| common.next())))
        })?;
        Ok(read.with_keys(codecs.keys))
    }

    /// Whoever knows no telephone events agrees to none.
    fn with_keys(mut self, keys: KeyWay) -> Self {
        self.media.telephone_event = self.media.telephone_event.filter(|_| keys.has_events());
        self
    }

    fn read(
        body: &[u8],
        agree: impl Fn(&MediaDescription) -> Option<(AudioFormat, [Option<AudioFormat>; ALSO_MAX])>,
    ) -> Result<Self, SdpFault> {
        let text = std::str::from_utf8(body).map_err(|_| SdpFault::Malformed)?;
        if text.lines().count() > LINES_MAX || text.contains('\0') {
            return Err(SdpFault::Malformed);
        }
        let description =
            sipx_sdp::parse(&with_plain_origin(text)).map_err(|_| SdpFault::Malformed)?;
        if description.media.len() > STREAMS_MAX {
            return Err(SdpFault::Malformed);
        }
        let usable = description.media.iter().enumerate().find_map(|(index, stream)| {
            let address = reachable(&description, stream)?;
            let agreed = agree(stream)?;
            Some((index, media(&description, stream, address, agreed)))
        });
        let (stream, media) = usable.ok_or(SdpFault::NoCommonCodec)?;
        Ok(Self { description, stream, media })
    }
}

/// Our side of the sound in one dialog, and what was last said about it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct LocalMedia {
    address: SocketAddr,
    session: u64,
    version: u64,
    /// What was agreed last; what we offer later names nothing else, so that nobody changes codecs.
    #[serde(default)]
    agreed: Option<Agreed>,
    #[serde(skip)]
    last_said: String,
}

/// The formats of a stream as both ends have settled them.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Agreed {
    audio: AudioFormat,
    telephone_event: Option<TelephoneEvent>,
}

impl LocalMedia {
    pub(crate) fn new(address: SocketAddr, session: u64) -> Self {
        // Some read the session id as a signed number.
        Self { address, session: session >> 1, version: 0, agreed: None, last_said: String::new() }
    }

    /// From now on we want to hear at another address.
    pub(crate) fn move_to(&mut self, address: SocketAddr) {
        self.address = address;
    }

    /// What comes back from disk may have said more than was saved.
    pub(crate) fn skip_ahead(&mut self) {
        self.version = self.version.saturating_add(VERSIONS_SKIPPED);
    }

    /// The far end has answered an offer of ours.
    pub(crate) fn agree(&mut self, media: &RemoteMedia) {
        self.agreed = Some(Agreed { audio: media.audio, telephone_event: media.telephone_event });
    }

    pub(crate) fn offer(&mut self, codecs: &Codecs) -> String {
        let lines = match self.agreed {
            Some(agreed) => Lines::of([agreed.audio], agreed.telephone_event),
            None => Lines::of(
                codecs
                    .spoken
                    .iter()
                    .map(|codec| AudioFormat { codec: *codec, payload_type: codec.payload_type() }),
                TelephoneEvent::beside(codecs),
            ),
        };
        let mut stream = MediaDescription::audio(self.address.port(), lines.formats);
        stream.attributes = lines.attributes;
        stream.attributes.push(Attribute::flag("sendrecv"));
        stream.attributes.push(Attribute::valued("ptime", PTIME_MS.to_string()));
        let mut description = SessionDescription::new(self.address.ip(), self.session, 0);
        description.media.push(stream);
        self.say(description)
    }

    pub(crate) fn answer(&mut self, offer: &RemoteDescription) -> String {
        self.agree(&offer.media);
        let lines = Lines::of([offer.media.audio], offer.media.telephone_event);
        let mut description = sipx_sdp::answer(&offer.description, &self.capabilities(&lines));
        for (index, stream) in description.media.iter_mut().enumerate() {
            if index == offer.stream {
                // The library names every format in common; one is agreed.
                stream.formats.clone_from(&lines.formats);
                stream.attributes.retain(|it| it.name != "rtpmap" && it.name != "fmtp");
                stream.attributes.splice(0..0, lines.attributes.iter().cloned());
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

    fn capabilities(&self, lines: &Lines) -> Capabilities {
        Capabilities {
            audio_formats: lines.formats.clone(),
            rtpmaps: lines.rtpmaps.clone(),
            session_id: self.session,
            session_version: 0,
            ..Capabilities::g711(self.address.ip(), self.address.port())
        }
    }
}

/// How a description names formats.
struct Lines {
    formats: Vec<String>,
    rtpmaps: Vec<(String, String)>,
    attributes: Vec<Attribute>,
}

impl Lines {
    fn of(
        sounds: impl IntoIterator<Item = AudioFormat>,
        events: impl IntoIterator<Item = TelephoneEvent>,
    ) -> Self {
        let mut lines = Self { formats: Vec::new(), rtpmaps: Vec::new(), attributes: Vec::new() };
        for AudioFormat { codec, payload_type } in sounds {
            lines.name(payload_type, codec.encoding().to_owned(), codec.parameters());
        }
        for event in events {
            lines.name(event.payload_type, event.encoding(), Some("0-15"));
        }
        lines
    }

    fn name(&mut self, payload_type: u8, encoding: String, parameters: Option<&str>) {
        let format = payload_type.to_string();
        self.attributes.push(Attribute::valued("rtpmap", format!("{format} {encoding}")));
        if let Some(parameters) = parameters {
            self.attributes.push(Attribute::valued("fmtp", format!("{format} {parameters}")));
        }
        self.rtpmaps.push((format.clone(), encoding));
        self.formats.push(format);
    }
}

/// Where a stream that we could use wants to be heard.
fn reachable(description: &SessionDescription, stream: &MediaDescription) -> Option<IpAddr> {
    if stream.media != "audio" || stream.is_rejected() || stream.protocol != "RTP/AVP" {
        return None;
    }
    description.address_for(stream).filter(|address| !address.is_multicast())
}

fn media(
    description: &SessionDescription,
    stream: &MediaDescription,
    address: IpAddr,
    (audio, also): (AudioFormat, [Option<AudioFormat>; ALSO_MAX]),
) -> RemoteMedia {
    let declared = stream.declared_direction().unwrap_or_else(|| description.direction());
    RemoteMedia {
        address: SocketAddr::new(address, stream.port),
        direction: direction(declared, address),
        audio,
        also,
        telephone_event: telephone_event(stream, audio.codec),
        ptime_ms: stream
            .attribute("ptime")
            .and_then(|attribute| attribute.value.as_deref()?.trim().parse().ok())
            .filter(|ptime| (10..=60).contains(ptime))
            .unwrap_or(PTIME_MS),
    }
}

/// The codec that is agreed of those that an offer names.
fn chosen(stream: &MediaDescription, codecs: &Codecs) -> Option<AudioFormat> {
    let mut common = common(stream, codecs);
    match codecs.choice {
        Choice::Theirs => common.next(),
        Choice::Ours => common
            .min_by_key(|format| codecs.spoken.iter().position(|codec| *codec == format.codec)),
    }
}

/// The formats of a stream that are ours too, in its order.
fn common(stream: &MediaDescription, codecs: &Codecs) -> impl Iterator<Item = AudioFormat> {
    stream.formats.iter().filter_map(|format| {
        let payload_type = format.parse().ok().filter(|number| *number < 128)?;
        let is_named = |codec: AudioCodec| match stream.rtpmap(format) {
            Some(offered) => sipx_sdp::rtpmap::same_format(offered, codec.encoding()),
            // RFC 3551 §6: a static number needs no name.
            None => codec.is_static() && codec.payload_type() == payload_type,
        };
        let codec = codecs.spoken.iter().copied().find(|codec| is_named(*codec))?;
        Some(AudioFormat { codec, payload_type })
    })
}

/// The telephone events that go with a codec: RFC 4733 §2.5.1.1 wants its clock; better another one than none.
fn telephone_event(stream: &MediaDescription, codec: AudioCodec) -> Option<TelephoneEvent> {
    let named = |clock: u32| {
        let payload_type = payload_type(stream, &format!("telephone-event/{clock}"))?;
        Some(TelephoneEvent { payload_type, clock })
    };
    named(codec.clock()).or_else(|| named(8_000)).or_else(|| named(48_000))
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
