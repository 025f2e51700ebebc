//! Offers of browsers: what is answered, what is rejected, and that no text whatever breaks the reader.

use media::{BrowserCaller, BrowserConnection, OfferRejected};
use proptest::prelude::*;

use crate::world::{base, media_address};

/// What Chromium offers for one audio track with its own codec list and mDNS candidates.
const CHROMIUM: &str = include_str!("chromium_offer.sdp");

fn accept(offer: &str) -> Result<String, OfferRejected> {
    BrowserConnection::accept(offer, &[media_address()], base()).map(|(_, answer)| answer)
}

#[test]
fn a_browsers_offer_is_answered_with_our_codecs_and_keys_only() {
    let answer = accept(CHROMIUM).unwrap();
    let media: Vec<_> = answer.lines().filter(|line| line.starts_with("m=")).collect();
    assert_eq!(media.len(), 1);
    assert!(media[0].ends_with(" 0 8 9 111 126 110"), "{answer}");
    for line in ["a=ice-lite", "a=setup:passive", "a=rtcp-mux", "a=rtpmap:126 telephone-event/8000"]
    {
        assert!(answer.lines().any(|it| it == line), "{line} in {answer}");
    }
    assert!(answer.contains("10.0.0.1 10000 typ host"), "{answer}");
    assert!(!answer.contains("red/") && !answer.contains("CN/"), "{answer}");
}

#[test]
fn every_advertised_address_is_a_candidate() {
    let local = [
        media_address(),
        "203.0.113.5:10000".parse().unwrap(),
        "[2001:db8::5]:10000".parse().unwrap(),
    ];
    let (_, answer) = BrowserConnection::accept(CHROMIUM, &local, base()).unwrap();
    for address in ["10.0.0.1 10000", "203.0.113.5 10000", "2001:db8::5 10000"] {
        assert!(answer.contains(address), "{address} in {answer}");
    }
    let rejected = BrowserConnection::accept(CHROMIUM, &[], base()).err();
    assert_eq!(rejected, Some(OfferRejected::NoLocalAddress));
}

#[test]
fn an_offer_that_cannot_be_served_is_rejected_by_name() {
    let foreign = ["PCMU/", "PCMA/", "G722/", "opus/"]
        .iter()
        .fold(CHROMIUM.to_owned(), |offer, name| offer.replace(name, "X-NONE/"));
    assert_eq!(accept(&foreign), Err(OfferRejected::NoCommonCodec));
    let two = format!("{CHROMIUM}m=video 9 UDP/TLS/RTP/SAVPF 96\r\n");
    assert_eq!(accept(&two), Err(OfferRejected::NotOneAudioTrack));
    assert_eq!(accept(""), Err(OfferRejected::NotOneAudioTrack));
    let long = format!("{CHROMIUM}a=x:{}\r\n", "x".repeat(media::OFFER_LENGTH_MAX));
    assert_eq!(accept(&long), Err(OfferRejected::TooLong));
    let ufrag = CHROMIUM.replace("a=ice-ufrag:", &format!("a=ice-ufrag:{}", "u".repeat(300)));
    assert_eq!(accept(&ufrag), Err(OfferRejected::CredentialTooLong));
    for needed in ["a=fingerprint", "a=ice-ufrag", "a=ice-pwd"] {
        let without: String = CHROMIUM
            .lines()
            .filter(|line| !line.starts_with(needed))
            .flat_map(|it| [it, "\r\n"])
            .collect();
        assert!(matches!(accept(&without), Err(OfferRejected::Unreadable(_))), "{needed}");
    }
}

#[test]
fn an_answer_that_makes_no_sense_is_refused_by_the_caller() {
    let (mut caller, _) =
        BrowserCaller::offer("10.0.1.1:5000".parse().unwrap(), 1, base()).unwrap();
    assert!(caller.answer("v=0\r\nnonsense", base()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_mutation_of_an_offer_breaks_the_reader(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        end in any::<prop::sample::Index>(),
    ) {
        let mut offer = CHROMIUM.as_bytes().to_vec();
        for (place, byte) in cuts {
            let place = place.index(offer.len());
            offer[place] = byte;
        }
        if end.index(4) == 0 {
            offer.truncate(end.index(offer.len()));
        }
        drop(accept(&String::from_utf8_lossy(&offer)));
    }
}
