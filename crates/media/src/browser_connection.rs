//! The server's side of a browser's connection, as the SDP exchange makes it: certificate, ICE password, codecs.
//! It is built where signalling is handled, because that costs milliseconds, and then moved to the media thread.

use std::fmt;
use std::net::SocketAddr;
use std::time::Instant;

use str0m::change::SdpOffer;
use str0m::media::Mid;
use str0m::{Candidate, Rtc};

use crate::streams::Streams;

/// Longest offer that is read. Browsers write 2 to 6 KB for one audio track.
pub const OFFER_LENGTH_MAX: usize = 32 * 1024;
/// Longest ICE user fragment and password (RFC 8839 §5.4).
const CREDENTIAL_LENGTH_MAX: usize = 256;

/// A negotiated connection that nothing has been sent on yet.
pub struct BrowserConnection {
    pub(crate) rtc: Rtc,
    pub(crate) local: Vec<SocketAddr>,
    pub(crate) fragment: String,
    pub(crate) streams: Streams,
}

/// Why a browser's offer was rejected. Safe to log: it holds nothing of the offer but str0m's complaint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OfferRejected {
    #[error("the offer is longer than {OFFER_LENGTH_MAX} bytes")]
    TooLong,
    #[error("the offer must have one audio track and nothing else")]
    NotOneAudioTrack,
    #[error("an ICE credential is longer than {CREDENTIAL_LENGTH_MAX} bytes")]
    CredentialTooLong,
    #[error("no local address can be offered for media")]
    NoLocalAddress,
    #[error("the offer has no codec in common with us")]
    NoCommonCodec,
    #[error("the offer cannot be read: {0}")]
    Unreadable(String),
}

impl BrowserConnection {
    /// Answers an offer. `local` are the addresses at which the browser reaches the media socket: the bound
    /// one, or the public ones behind NAT; one per address family is used to tell where packets came in.
    ///
    /// The browser's own candidates are left out unread (mDNS names, addresses of its network): the server
    /// is ICE-lite, it learns where the browser is from the checks that reach it.
    pub fn accept(
        offer: &str,
        local: &[SocketAddr],
        now: Instant,
    ) -> Result<(Self, String), OfferRejected> {
        if offer.len() > OFFER_LENGTH_MAX {
            return Err(OfferRejected::TooLong);
        }
        let (offer, mid) = bounded(offer)?;
        let offer = SdpOffer::from_sdp_string(&offer).map_err(unreadable)?;
        let mut rtc = Streams::config().set_ice_lite(true).build(now);
        let local: Vec<_> = local.iter().copied().map(crate::routes::canonical).collect();
        for address in &local {
            let candidate = Candidate::host(*address, "udp").ok();
            if candidate.and_then(|candidate| rtc.add_local_candidate(candidate).cloned()).is_none()
            {
                return Err(OfferRejected::NoLocalAddress);
            }
        }
        if local.is_empty() {
            return Err(OfferRejected::NoLocalAddress);
        }
        let answer = rtc.sdp_api().accept_offer(offer).map_err(unreadable)?.to_sdp_string();
        let streams = Streams::of(&rtc, mid).ok_or(OfferRejected::NoCommonCodec)?;
        let fragment = rtc.direct_api().local_ice_credentials().ufrag;
        Ok((Self { rtc, local, fragment, streams }, answer))
    }
}

/// The offer without its candidates and the name of its one track, if it keeps to the limits.
fn bounded(offer: &str) -> Result<(String, Mid), OfferRejected> {
    let mut kept = String::with_capacity(offer.len());
    let (mut tracks, mut audio) = (0_u32, 0_u32);
    let mut mid = Mid::from("");
    for line in offer.lines() {
        tracks += u32::from(line.starts_with("m="));
        audio += u32::from(line.starts_with("m=audio "));
        if let Some(name) = line.strip_prefix("a=mid:") {
            mid = Mid::from(name);
        }
        for name in ["a=ice-ufrag:", "a=ice-pwd:"] {
            let credential = line.strip_prefix(name).unwrap_or_default();
            if credential.len() > CREDENTIAL_LENGTH_MAX {
                return Err(OfferRejected::CredentialTooLong);
            }
        }
        if !line.starts_with("a=candidate:") && !line.starts_with("a=end-of-candidates") {
            kept.push_str(line);
            kept.push_str("\r\n");
        }
    }
    if (tracks, audio) == (1, 1) { Ok((kept, mid)) } else { Err(OfferRejected::NotOneAudioTrack) }
}

fn unreadable(error: impl fmt::Display) -> OfferRejected {
    OfferRejected::Unreadable(error.to_string())
}

impl fmt::Debug for BrowserConnection {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("BrowserConnection").field("local", &self.local).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates_are_left_out_and_nothing_else() {
        let line = |text: &str| format!("{text}\r\n");
        let kept =
            ["v=0", "m=audio 9 UDP/TLS/RTP/SAVPF 0", "a=mid:7", "a=ice-ufrag:u"].map(line).concat();
        let left_out =
            ["a=candidate:1 1 udp 1 x.local 9 typ host", "a=end-of-candidates"].map(line).concat();
        assert_eq!(bounded(&format!("{kept}{left_out}")), Ok((kept, Mid::from("7"))));
    }
}
