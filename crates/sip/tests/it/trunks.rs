//! Trunks that come and go, and that ask who we are.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use sip::{Cause, Credentials, Event, Peer, TrunkChanged, TrunkState};

use crate::stranger::{HERE, Stranger, answer_to, call_out, header, names};

const INTERVAL: Duration = Duration::from_secs(30);
const REALM: &str = "Digest realm=\"carrier\", qop=\"auth\"";

/// An endpoint that asks the stranger whether it is there; gives its first question.
fn watching(credentials: Option<Credentials>) -> (Stranger, String) {
    let mut stranger = Stranger::new();
    let addresses = vec!["127.0.0.1:5070".parse().unwrap()];
    let ping = Some(INTERVAL);
    stranger.endpoint.set_peers(vec![Peer {
        credentials,
        ping,
        ..Peer::new("carrier", addresses)
    }]);
    let asked = stranger.act(sip::Endpoint::watch_trunks);
    let [question] = &asked[..] else { unreachable!("{asked:?}") };
    let question = question.clone();
    (stranger, question)
}

fn known() -> Credentials {
    Credentials { user: "rapport".to_owned(), password: "hush".to_owned() }
}

/// The trunk's question, as a header of its refusal.
fn challenge(request: &str, status: u16, name: &str, value: &str) -> String {
    answer_to(request, status, "t", false).replacen(
        "\r\n\r\n",
        &format!("\r\n{name}: {value}\r\n\r\n"),
        1,
    )
}

fn states(stranger: &Stranger) -> Vec<TrunkState> {
    stranger.trunks.iter().map(|changed| changed.state).collect()
}

/// The next question, which nobody answered the one before it of.
fn next(stranger: &mut Stranger) -> String {
    stranger.wait(INTERVAL).last().unwrap().clone()
}

#[test]
fn f40_a_trunk_is_asked_at_its_interval_and_is_up_with_the_first_answer() {
    let (mut stranger, question) = watching(None);
    assert!(question.starts_with("OPTIONS sip:127.0.0.1:5070 SIP/2.0\r\n"), "{question}");
    assert_eq!(header(&question, "Contact"), Some(format!("<sip:{HERE}>").as_str()));
    stranger.send(answer_to(&question, 200, "t", false));
    let address = "127.0.0.1:5070".parse().unwrap();
    let up = TrunkChanged { peer: "carrier".to_owned(), address, state: TrunkState::Up };
    assert_eq!(stranger.trunks, [up]);

    let again = stranger.wait(INTERVAL);
    assert_eq!(names(&again), ["OPTIONS"]);
    assert_ne!(header(&again[0], "Call-ID"), header(&question, "Call-ID"));
    // That it knows no OPTIONS is an answer like any other.
    stranger.send(answer_to(&again[0], 405, "t", false));
    assert_eq!(states(&stranger), [TrunkState::Up], "told once");
}

#[test]
fn f40_three_questions_without_an_answer_are_down_and_two_with_one_are_up() {
    let (mut stranger, question) = watching(None);
    stranger.send(answer_to(&question, 200, "t", false));
    let unanswered = [next(&mut stranger), next(&mut stranger), next(&mut stranger)];
    assert_eq!(states(&stranger), [TrunkState::Up], "the third has its time yet");
    let fourth = next(&mut stranger);
    assert_eq!(states(&stranger), [TrunkState::Up, TrunkState::Down]);
    stranger.send(answer_to(&unanswered[2], 200, "t", false));
    stranger.send(answer_to(&fourth, 200, "t", false));
    assert_eq!(states(&stranger), [TrunkState::Up, TrunkState::Down], "one answer is too few");
    let fifth = next(&mut stranger);
    stranger.send(answer_to(&fifth, 404, "t", false));
    assert_eq!(states(&stranger), [TrunkState::Up, TrunkState::Down, TrunkState::Up]);
}

#[test]
fn f40_a_trunk_that_takes_nothing_or_cannot_be_reached_is_down() {
    for busy in [503, 408] {
        let (mut stranger, mut question) = watching(None);
        for _ in 0..3 {
            stranger.send(answer_to(&question, busy, "t", false));
            question = next(&mut stranger);
        }
        assert_eq!(states(&stranger), [TrunkState::Down], "{busy}");
    }
    let mut stranger = Stranger::new();
    let addresses = vec!["tcp:127.0.0.1:5070".parse().unwrap()];
    let peer = Peer { ping: Some(INTERVAL), ..Peer::new("carrier", addresses) };
    stranger.endpoint.set_peers(vec![peer]);
    stranger.act(sip::Endpoint::watch_trunks);
    for _ in 0..3 {
        stranger
            .act(|endpoint, now| endpoint.unreachable("tcp:127.0.0.1:5070".parse().unwrap(), now));
        stranger.wait(INTERVAL);
    }
    assert_eq!(states(&stranger), [TrunkState::Down]);
}

#[test]
fn f40_networks_and_peers_without_an_interval_are_not_asked() {
    let mut stranger = Stranger::new();
    let network = vec!["127.0.0.0/8".parse().unwrap()];
    let silent = Peer::new("silent", vec!["127.0.0.1:5070".parse().unwrap()]);
    let network = Peer { ping: Some(INTERVAL), ..Peer::new("network", network) };
    stranger.endpoint.set_peers(vec![silent, network]);
    assert_eq!(stranger.act(sip::Endpoint::watch_trunks), Vec::<String>::new());
    assert_eq!(stranger.endpoint.next_timeout(), None);
}

#[test]
fn f40_peers_that_are_replaced_are_asked_no_more_and_leave_nothing() {
    let (mut stranger, _) = watching(None);
    stranger.endpoint.set_peers(Vec::new());
    assert_eq!(stranger.wait(INTERVAL * 5), Vec::<String>::new());
    assert_eq!(stranger.endpoint.size(), sip::Size::default());
}

#[test]
fn a_trunk_that_asks_who_we_are_is_told_and_told_in_advance_the_next_time() {
    for (status, asks, answers) in [
        (401, "WWW-Authenticate", "Authorization"),
        (407, "Proxy-Authenticate", "Proxy-Authorization"),
    ] {
        let (mut stranger, question) = watching(Some(known()));
        assert_eq!(header(&question, answers), None);
        let asked = challenge(
            &question,
            status,
            asks,
            &format!("{REALM}, nonce=\"n1\", algorithm=SHA-256"),
        );
        let told = stranger.send(asked);
        let [told] = &told[..] else { unreachable!("{told:?}") };
        let proof = header(told, answers).unwrap();
        assert!(
            proof.contains("username=\"rapport\"") && proof.contains("algorithm=SHA-256"),
            "{proof}"
        );
        assert!(
            proof.contains("nc=00000001") && proof.contains("uri=\"sip:127.0.0.1:5070\""),
            "{proof}"
        );
        // RFC 3261 §22.2: the same request, counted on, in a transaction of its own.
        assert_eq!(header(told, "Call-ID"), header(&question, "Call-ID"));
        assert_eq!(header(told, "CSeq"), Some("2 OPTIONS"));
        assert_ne!(header(told, "Via"), header(&question, "Via"));
        stranger.send(answer_to(told, 200, "t", false));
        assert_eq!(states(&stranger), [TrunkState::Up]);

        let later = next(&mut stranger);
        let proof = header(&later, answers).unwrap();
        assert!(proof.contains("nonce=\"n1\"") && proof.contains("nc=00000002"), "{proof}");
        // By then the nonce may be too old.
        let stale = format!("{REALM}, nonce=\"n2\", stale=TRUE");
        let renewed = stranger.send(challenge(&later, status, asks, &stale));
        let proof = header(&renewed[0], answers).unwrap();
        assert!(proof.contains("nonce=\"n2\"") && proof.contains("nc=00000001"), "{proof}");
        stranger.send(answer_to(&renewed[0], 200, "t", false));
        assert_eq!(states(&stranger), [TrunkState::Up]);
    }
}

#[test]
fn a_trunk_that_does_not_believe_us_is_told_twice_at_most() {
    let (mut stranger, question) = watching(Some(known()));
    let asks = "WWW-Authenticate";
    let told = stranger.send(challenge(&question, 401, asks, &format!("{REALM}, nonce=\"n1\"")));
    let refused = stranger.send(challenge(&told[0], 401, asks, &format!("{REALM}, nonce=\"n2\"")));
    assert_eq!(refused, Vec::<String>::new());
    assert_eq!(states(&stranger), [TrunkState::Refused]);
    assert_eq!(
        header(&next(&mut stranger), "Authorization"),
        None,
        "what was not believed is not said again"
    );

    // Nor does one that calls every nonce stale get more than a few.
    let (mut stranger, mut question) = watching(Some(known()));
    let mut told = 0;
    loop {
        let stale = format!("{REALM}, nonce=\"n{told}\", stale=true");
        let again = stranger.send(challenge(&question, 401, asks, &stale));
        let Some(again) = again.first() else { break };
        question.clone_from(again);
        told += 1;
        assert!(told < 10, "for ever");
    }
    assert_eq!((told, states(&stranger)), (3, vec![TrunkState::Refused]));
}

#[test]
fn a_question_without_credentials_or_that_nobody_understands_is_a_refusal() {
    let asked = |credentials: Option<Credentials>, value: &str| {
        let (mut stranger, question) = watching(credentials);
        let told = stranger.send(challenge(&question, 401, "WWW-Authenticate", value));
        assert_eq!(told, Vec::<String>::new(), "{value}");
        assert_eq!(states(&stranger), [TrunkState::Refused], "{value}");
    };
    asked(None, &format!("{REALM}, nonce=\"n\""));
    asked(Some(known()), "Basic realm=\"carrier\"");
    asked(Some(known()), &format!("{REALM}, nonce=\"n\", algorithm=ROT13"));
    asked(Some(known()), "Digest realm=\"carrier\", nonce=\"n\", qop=\"auth-int\"");
}

#[test]
fn of_several_questions_the_strongest_is_answered() {
    let (mut stranger, question) = watching(Some(known()));
    let weak = format!("{REALM}, nonce=\"weak\", algorithm=MD5");
    let strong = format!("\r\nWWW-Authenticate: {REALM}, nonce=\"strong\", algorithm=SHA-256");
    let told = stranger.send(challenge(&question, 401, "WWW-Authenticate", &(weak + &strong)));
    let proof = header(&told[0], "Authorization").unwrap();
    assert!(proof.contains("algorithm=SHA-256") && proof.contains("nonce=\"strong\""), "{proof}");
}

#[test]
fn a_call_out_says_who_we_are_and_so_does_its_end() {
    let (mut stranger, question) = watching(Some(known()));
    stranger.send(answer_to(&question, 200, "t", false));
    let invite = call_out(&mut stranger);
    let asks = format!("{REALM}, nonce=\"n1\"");
    let told = stranger.send(challenge(&invite, 407, "Proxy-Authenticate", &asks));
    assert_eq!(names(&told), ["ACK", "INVITE"]);
    let again = &told[1];
    assert_eq!(header(again, "CSeq"), Some("2 INVITE"));
    assert_eq!(header(again, "Call-ID"), header(&invite, "Call-ID"));
    assert!(header(again, "Proxy-Authorization").unwrap().contains("nc=00000001"));
    assert!(stranger.events.is_empty(), "the call goes on");
    let acknowledged = stranger.send(answer_to(again, 200, "t", true));
    assert_eq!(names(&acknowledged), ["ACK"]);
    let [Event::Answered { call, .. }] = stranger.events[..] else {
        unreachable!("{:?}", stranger.events)
    };

    let bye = stranger.act(|endpoint, now| endpoint.hang_up(call, Cause::NORMAL_CLEARING, now));
    assert!(header(&bye[0], "Proxy-Authorization").unwrap().contains("nc=00000002"));
    let stale = format!("{REALM}, nonce=\"n2\", stale=true");
    let again = stranger.send(challenge(&bye[0], 407, "Proxy-Authenticate", &stale));
    assert_eq!(names(&again), ["BYE"], "a call whose end was not believed is billed on");
    assert!(header(&again[0], "Proxy-Authorization").unwrap().contains("nonce=\"n2\""));
}

#[test]
fn a_call_out_that_is_not_believed_fails_with_what_was_said() {
    let (mut stranger, _) = watching(Some(known()));
    let invite = call_out(&mut stranger);
    let asks = |nonce: &str| format!("{REALM}, nonce=\"{nonce}\"");
    let told = stranger.send(challenge(&invite, 407, "Proxy-Authenticate", &asks("n1")));
    stranger.send(challenge(&told[1], 407, "Proxy-Authenticate", &asks("n2")));
    assert!(
        matches!(stranger.events[..], [Event::Failed { status: 407, .. }]),
        "{:?}",
        stranger.events
    );
}
