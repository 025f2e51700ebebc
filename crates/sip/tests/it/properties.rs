//! Whatever arrives, nothing panics, and nobody but a peer is written to.

use proptest::prelude::*;

use sip::Output;

use crate::stranger::{Stranger, THERE, Text};

fn harmless(stranger: &mut Stranger, datagram: &[u8]) {
    let from = THERE.parse::<sip::Hop>().ok().into_iter();
    for source in from {
        for output in stranger.endpoint.receive(datagram, source, stranger.now) {
            if let Output::Transmit { to, .. } = output {
                assert_eq!(to.address.ip(), source.address.ip());
            }
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_harmless(datagram in prop::collection::vec(any::<u8>(), 0..2_000)) {
        harmless(&mut Stranger::new(), &datagram);
    }

    #[test]
    fn any_text_in_any_header_is_harmless(
        name in prop::sample::select(vec![
            "Via", "From", "To", "Call-ID", "CSeq", "Contact", "Max-Forwards", "Require", "Expires",
            "Record-Route", "Content-Type", "Content-Length", "Reason", "Route",
        ]),
        value in "[ -~\t]{0,80}",
        body in "([vosctma]=[ -~]{0,40}\r\n){0,12}",
    ) {
        let mut stranger = Stranger::new();
        let message = Text::invite().sdp(&body).set(name, &value).to_string();
        harmless(&mut stranger, message.as_bytes());
        stranger.wait(std::time::Duration::from_secs(400));
        prop_assert_eq!(stranger.endpoint.size(), sip::Size::default());
    }

    /// VC31: at the port where phones register, whoever they are.
    #[test]
    fn any_text_in_any_header_of_a_register_is_harmless(
        name in prop::sample::select(vec![
            "Via", "From", "To", "Call-ID", "CSeq", "Contact", "Expires", "Authorization", "Require", "User-Agent",
        ]),
        value in "(Digest )?[ -~\t]{0,80}",
        params in "((nc|qop|uri|nonce|realm|username|cnonce|response)=\"?[ -~]{0,12}\"?,? ?){0,9}",
    ) {
        let mut stranger = Stranger::new();
        stranger.endpoint.set_peers(Vec::new());
        stranger.endpoint.serve_phones("rapport", None);
        let (user, algorithm) = ("201".to_owned(), sip::DigestAlgorithm::Sha256);
        let ha1 = algorithm.ha1(&user, "rapport", "hush");
        stranger.act(|endpoint, _| {
            endpoint.set_phones(vec![sip::PhoneAccount { user, algorithm, ha1 }])
        });
        let message = Text::new("REGISTER").set(name, &format!("{value}{params}")).to_string();
        harmless(&mut stranger, message.as_bytes());
        prop_assert!(stranger.phones.is_empty(), "nobody has proved anything");
        prop_assert_eq!(stranger.endpoint.size(), sip::Size::default());
    }

    #[test]
    fn a_call_survives_any_request_in_its_dialog(
        method in prop::sample::select(vec!["INVITE", "ACK", "INFO", "OPTIONS", "UPDATE", "CANCEL", "BYE"]),
        cseq in 0u32..5,
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
    ) {
        let mut stranger = Stranger::new();
        let (_, tag) = stranger.up();
        let mut message = Text::within(method, cseq, &tag).to_string().into_bytes();
        for (index, byte) in flips {
            let at = index.index(message.len());
            message[at] = byte;
        }
        harmless(&mut stranger, &message);
        // A changed tag is another call, which nobody decides about.
        stranger.wait(std::time::Duration::from_secs(400));
        let size = stranger.endpoint.size();
        prop_assert!(size.server_transactions + size.client_transactions == 0, "{:?}", size);
    }
}
