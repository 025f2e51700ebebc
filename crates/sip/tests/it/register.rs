//! Phones that register (VC31): RFC 3261 §10 and RFC 8760, from the other end.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use sip::{
    DigestAlgorithm, Hop, InviteError, Party, PhoneAccount, PhoneBinding, PhoneNews, PhoneReach,
    Pickup, Transport,
};

use crate::stranger::{HERE, Stranger, Text, answer_to, header, names, status};

const REALM: &str = "rapport";
const PING: Duration = Duration::from_secs(30);
const PASSWORD: &str = "a-password-by-chance";
/// Where the phone is seen, which is not where it believes to be.
const SEEN: &str = "203.0.113.9:40001";
const CONTACT: &str = "<sip:201@192.168.0.17:5060>";

/// A registrar with one phone.
struct Desk {
    stranger: Stranger,
    sent: u32,
    used: u32,
    nonce: String,
}

fn account(user: &str, algorithm: DigestAlgorithm) -> PhoneAccount {
    let ha1 = algorithm.ha1(user, REALM, PASSWORD);
    PhoneAccount { user: user.to_owned(), algorithm, ha1 }
}

impl Desk {
    fn new() -> Self {
        Self::with(vec![account("201", DigestAlgorithm::Sha256)])
    }

    fn with(phones: Vec<PhoneAccount>) -> Self {
        let mut stranger = Stranger::new();
        stranger.endpoint.set_peers(Vec::new());
        stranger.endpoint.serve_phones(REALM, Some(PING));
        stranger.act(|endpoint, _| endpoint.set_phones(phones));
        Self { stranger, sent: 0, used: 0, nonce: String::new() }
    }

    /// A REGISTER without a proof.
    fn text(&mut self, user: &str, contact: &str) -> Text {
        self.sent += 1;
        Text::new("REGISTER")
            .start(&format!("REGISTER sip:{HERE} SIP/2.0"))
            .set("From", &format!("<sip:{user}@{HERE}>;tag=theirs"))
            .set("To", &format!("<sip:{user}@{HERE}>"))
            .set("Contact", contact)
            .set("CSeq", &format!("{} REGISTER", self.sent))
            .branch(&format!("register{}", self.sent))
    }

    fn proof(&mut self, user: &str, password: &str, algorithm: DigestAlgorithm) -> String {
        self.used += 1;
        let (nonce, nc) = (&self.nonce, format!("{:08x}", self.used));
        let hash = |parts: &[&str]| hash(algorithm, parts);
        let ha1 = algorithm.ha1(user, REALM, password);
        let ha2 = hash(&["REGISTER", &format!("sip:{HERE}")]);
        let response = hash(&[&ha1, nonce, &nc, "cn", "auth", &ha2]);
        let named = if algorithm == DigestAlgorithm::Md5 { "MD5" } else { "SHA-256" };
        format!(
            "Digest username=\"{user}\", realm=\"{REALM}\", nonce=\"{nonce}\", uri=\"sip:{HERE}\", \
             response=\"{response}\", algorithm={named}, cnonce=\"cn\", qop=auth, nc={nc}"
        )
    }

    fn ask(&mut self, text: &Text) -> String {
        let answers = self.stranger.send_from(SEEN.parse::<Hop>().unwrap(), text.to_string());
        let [answer] = &answers[..] else { unreachable!("{answers:?}") };
        answer.clone()
    }

    /// Takes a nonce.
    fn be_challenged(&mut self, user: &str) -> String {
        let text = self.text(user, CONTACT);
        let answer = self.ask(&text);
        assert_eq!(status(&answer), 401, "{answer}");
        let challenge = header(&answer, "WWW-Authenticate").unwrap().to_owned();
        self.learn(&challenge);
        challenge
    }

    fn learn(&mut self, challenge: &str) {
        let nonce = challenge.split("nonce=\"").nth(1).unwrap().split('"').next().unwrap();
        nonce.clone_into(&mut self.nonce);
        self.used = 0;
    }

    /// A proved REGISTER, kept at once by its owner. The last answer.
    fn register(&mut self, edit: impl FnOnce(Text) -> Text) -> String {
        let text = self.text("201", CONTACT);
        let proof = self.proof("201", PASSWORD, DigestAlgorithm::Sha256);
        let text = edit(text).set("Authorization", &proof);
        self.deliver(&text, SEEN)
    }

    fn deliver(&mut self, text: &Text, from: &str) -> String {
        let news = self.stranger.phones.len();
        let from = from.parse::<Hop>().unwrap();
        let mut answers = self.stranger.send_from(from, text.to_string());
        let registered = self.stranger.phones[news..].iter().find_map(|news| match news {
            PhoneNews::Registered { registration, .. } => Some(*registration),
            PhoneNews::Expired { .. } | PhoneNews::Reach { .. } => None,
        });
        if let Some(registration) = registered {
            assert!(
                answers.iter().all(|sent| sent.starts_with("OPTIONS ")),
                "nothing is promised before it is kept: {answers:?}"
            );
            answers.extend(
                self.stranger.act(|endpoint, now| endpoint.registered(registration, true, now)),
            );
        }
        answers.pop().unwrap_or_default()
    }

    fn registered(&mut self) -> String {
        self.be_challenged("201");
        let answer = self.register(|text| text.set("Expires", "120"));
        assert_eq!(status(&answer), 200, "{answer}");
        answer
    }

    /// As they were told last.
    fn bindings(&self) -> Vec<PhoneBinding> {
        let told = self.stranger.phones.iter().rev().find_map(|news| match news {
            PhoneNews::Registered { bindings, .. } | PhoneNews::Expired { bindings, .. } => {
                Some(bindings.clone())
            }
            PhoneNews::Reach { .. } => None,
        });
        told.unwrap_or_default()
    }

    fn reach(&self) -> Vec<PhoneReach> {
        let reach = self.stranger.phones.iter().filter_map(|news| match news {
            PhoneNews::Reach { reach, .. } => Some(*reach),
            PhoneNews::Registered { .. } | PhoneNews::Expired { .. } => None,
        });
        reach.collect()
    }
}

/// The one hash that is public takes three parts, with colons between them.
fn hash(algorithm: DigestAlgorithm, parts: &[&str]) -> String {
    let text = parts.join(":");
    let mut parts = text.splitn(3, ':');
    let mut part = || parts.next().unwrap();
    algorithm.ha1(part(), part(), part())
}

#[test]
fn vc31_a_phone_proves_itself_and_is_where_it_came_from() {
    for algorithm in [DigestAlgorithm::Sha256, DigestAlgorithm::Md5] {
        let mut desk = Desk::with(vec![account("201", algorithm)]);
        let challenge = desk.be_challenged("201");
        let named = if algorithm == DigestAlgorithm::Md5 { "MD5" } else { "SHA-256" };
        assert!(challenge.contains(&format!("algorithm={named}")), "{challenge}");
        assert!(challenge.contains("qop=\"auth\"") && !challenge.contains("stale"), "{challenge}");
        let proof = desk.proof("201", PASSWORD, algorithm);
        let text = desk.text("201", CONTACT).set("Authorization", &proof);
        let answer = desk.deliver(&text.set("User-Agent", "Desk 7"), SEEN);
        assert_eq!(status(&answer), 200, "{answer}");
        assert_eq!(header(&answer, "Contact"), Some(format!("{CONTACT};expires=600").as_str()));
        assert!(header(&answer, "Via").unwrap().contains("rport=40001"), "{answer}");
        let bindings = desk.bindings();
        assert_eq!(bindings.len(), 1);
        assert_eq!(bindings[0].hop, SEEN.parse().unwrap(), "RFC 3581");
        assert_eq!(bindings[0].product.as_deref(), Some("Desk 7"));
        assert_eq!(desk.reach(), [PhoneReach::Here]);
    }
}

#[test]
fn vc31_unknown_phones_and_wrong_passwords_are_answered_alike() {
    let phones =
        vec![account("201", DigestAlgorithm::Md5), account("202", DigestAlgorithm::Sha256)];
    let mut desk = Desk::with(phones.clone());
    let mut shapes = Vec::new();
    for (user, password) in [("201", "guess"), ("nobody", "guess")] {
        desk.be_challenged(user);
        let proof = desk.proof(user, password, DigestAlgorithm::Md5);
        let text = desk.text(user, CONTACT).set("Authorization", &proof);
        let answer = desk.ask(&text);
        let kept = |line: &&str| {
            !["Via", "From", "To", "Call-ID", "CSeq"].iter().any(|name| line.starts_with(name))
        };
        let shape: Vec<_> = answer.lines().filter(kept).map(masked).collect();
        shapes.push(shape);
    }
    assert_eq!(shapes[0], shapes[1]);
    // What a name that there is not is challenged with stays what it is, as for one that there is.
    let named = |desk: &mut Desk, user: &str| {
        desk.be_challenged(user).split("algorithm=").nth(1).unwrap().to_owned()
    };
    let mut again = Desk::with(phones);
    let (mut md5, mut sha) = (0, 0);
    for stranger in 0..40 {
        let user = format!("nobody{stranger}");
        let algorithm = named(&mut desk, &user);
        assert_eq!(algorithm, named(&mut again, &user));
        if algorithm.starts_with("MD5") { md5 += 1 } else { sha += 1 }
    }
    assert!(md5 > 5 && sha > 5, "{md5} and {sha}");
}

fn masked(line: &str) -> String {
    let (before, after) = line.split_once("nonce=\"").unwrap_or((line, ""));
    let after = after.split_once('"').map_or("", |(_, after)| after);
    // The algorithm is the name's own.
    format!("{before}{after}").replace("SHA-256", "MD5")
}

#[test]
fn vc31_what_was_proved_once_proves_nothing_again() {
    let mut desk = Desk::new();
    desk.registered();
    desk.used = 0;
    let replayed = desk.register(|text| text);
    assert_eq!(status(&replayed), 401);
    let challenge = header(&replayed, "WWW-Authenticate").unwrap().to_owned();
    assert!(challenge.contains("stale=true"), "{challenge}");
    desk.learn(&challenge);
    assert_eq!(status(&desk.register(|text| text)), 200);
    // A nonce is good for five minutes and then its phone is given another without a question to anybody.
    desk.stranger.wait(Duration::from_mins(6));
    let late = desk.register(|text| text);
    assert!(header(&late, "WWW-Authenticate").unwrap().contains("stale=true"), "{late}");
    // And for nobody at another address.
    desk.be_challenged("201");
    let proof = desk.proof("201", PASSWORD, DigestAlgorithm::Sha256);
    let text = desk.text("201", CONTACT).set("Authorization", &proof);
    assert!(desk.deliver(&text, "198.51.100.66:5060").contains("stale=true"));
    assert_eq!(status(&desk.deliver(&text.branch("here"), SEEN)), 200);
}

#[test]
fn vc31_a_phone_is_only_what_it_has_proved_to_be() {
    let both =
        vec![account("201", DigestAlgorithm::Sha256), account("202", DigestAlgorithm::Sha256)];
    let mut desk = Desk::with(both);
    desk.be_challenged("201");
    for name in ["To", "From"] {
        let other = format!("<sip:202@{HERE}>{}", if name == "From" { ";tag=x" } else { "" });
        let answer = desk.register(|text| text.set(name, &other));
        assert_eq!(status(&answer), 403, "{answer}");
    }
    // The address that it proves itself for is the one that it asks at.
    let elsewhere = desk.register(|text| text.start("REGISTER sip:elsewhere.example SIP/2.0"));
    assert_eq!(status(&elsewhere), 400);
    assert_eq!(desk.bindings(), []);
}

#[test]
fn vc31_a_registration_lasts_as_long_as_was_asked_within_bounds() {
    let mut desk = Desk::new();
    desk.be_challenged("201");
    let left = |answer: &str| {
        let contact = header(answer, "Contact").unwrap();
        contact.split("expires=").nth(1).unwrap().parse::<u32>().unwrap()
    };
    assert_eq!(left(&desk.register(|text| text.set("Expires", "90"))), 90);
    let own = format!("{CONTACT};expires=75");
    assert_eq!(left(&desk.register(|text| text.set("Contact", &own).set("Expires", "90"))), 75);
    assert_eq!(left(&desk.register(|text| text.set("Expires", "864000"))), 3_600);
    let brief = desk.register(|text| text.set("Expires", "10"));
    assert_eq!((status(&brief), header(&brief, "Min-Expires")), (423, Some("60")));
    assert_eq!(
        left(&desk.register(|text| text.without("Contact"))),
        3_600,
        "asked and not changed"
    );
}

#[test]
fn vc31_a_phone_that_says_nothing_more_is_gone_at_its_time_and_one_that_does_stays() {
    let mut desk = Desk::new();
    desk.registered();
    desk.stranger.wait(Duration::from_secs(100));
    assert_eq!(status(&desk.register(|text| text.set("Expires", "125"))), 200);
    desk.stranger.wait(Duration::from_secs(124));
    assert_eq!(desk.bindings().len(), 1);
    desk.stranger.wait(Duration::from_secs(1));
    assert_eq!(desk.bindings(), []);
    assert_eq!(desk.reach().last(), Some(&PhoneReach::Away));
    assert_eq!(desk.stranger.endpoint.size().timers, 0, "nothing is left of it");
    assert_eq!(desk.stranger.endpoint.size().client_transactions, 0);
}

#[test]
fn vc31_a_phone_signs_off_by_its_address_or_from_everywhere() {
    let mut desk = Desk::new();
    desk.registered();
    let off = desk.register(|text| text.set("Expires", "0"));
    assert_eq!((status(&off), header(&off, "Contact")), (200, None));
    assert_eq!(desk.bindings(), []);

    for place in 1..=6 {
        let contact = format!("<sip:201@192.168.0.{place}>");
        desk.register(|text| text.set("Contact", &contact).call_id(&format!("place{place}")));
    }
    assert_eq!(desk.bindings().len(), 4, "more have to make room");
    let wrong = desk.register(|text| text.set("Contact", "*").set("Expires", "60"));
    assert_eq!(status(&wrong), 400);
    assert_eq!(desk.bindings().len(), 4);
    let off = desk.register(|text| text.set("Contact", "*").set("Expires", "0"));
    assert_eq!(status(&off), 200);
    assert_eq!(desk.bindings(), []);
    assert_eq!(desk.reach().last(), Some(&PhoneReach::Away));
}

#[test]
fn vc31_an_older_register_changes_nothing() {
    let mut desk = Desk::new();
    desk.be_challenged("201");
    desk.sent = 10;
    desk.register(|text| text);
    desk.sent = 5;
    let old = desk.register(|text| text.set("Expires", "0"));
    assert_eq!(status(&old), 500, "{old}");
    assert_eq!(desk.bindings().len(), 1);
    // A phone that has restarted counts anew, under another Call-ID.
    let anew = desk.register(|text| text.set("Expires", "0").call_id("restarted"));
    assert_eq!(status(&anew), 200);
    assert_eq!(desk.bindings(), []);
}

#[test]
fn vc31_the_same_register_again_is_the_same_answer() {
    let mut desk = Desk::new();
    desk.be_challenged("201");
    let text = desk.text("201", CONTACT);
    let proof = desk.proof("201", PASSWORD, DigestAlgorithm::Sha256);
    let text = text.set("Authorization", &proof);
    let answer = desk.deliver(&text, SEEN);
    assert_eq!(desk.ask(&text), answer);
}

#[test]
fn vc31_what_cannot_be_kept_is_not_promised() {
    let mut desk = Desk::new();
    desk.be_challenged("201");
    let text = desk.text("201", CONTACT);
    let proof = desk.proof("201", PASSWORD, DigestAlgorithm::Sha256);
    desk.stranger
        .send_from(SEEN.parse::<Hop>().unwrap(), text.set("Authorization", &proof).to_string());
    let registration = desk.stranger.phones.iter().find_map(|news| match news {
        PhoneNews::Registered { registration, .. } => Some(*registration),
        PhoneNews::Expired { .. } | PhoneNews::Reach { .. } => None,
    });
    let registration = registration.unwrap();
    let answers = desk.stranger.act(|endpoint, now| endpoint.registered(registration, false, now));
    assert_eq!(status(&answers[0]), 503);
}

#[test]
fn vc31_a_phone_is_asked_whether_it_is_there_by_its_own_name() {
    let mut desk = Desk::new();
    desk.be_challenged("201");
    let text = desk.text("201", CONTACT);
    let proof = desk.proof("201", PASSWORD, DigestAlgorithm::Sha256);
    let text = text.set("Authorization", &proof).set("Expires", "3600").to_string();
    let asked = desk.stranger.send_from(SEEN.parse::<Hop>().unwrap(), text);
    assert_eq!(names(&asked), ["OPTIONS"]);
    assert!(asked[0].starts_with("OPTIONS sip:201@192.168.0.17:5060 SIP/2.0\r\n"), "{}", asked[0]);
    let from = SEEN.parse::<Hop>().unwrap();
    desk.stranger.send_from(from, answer_to(&asked[0], 200, "t", false));
    assert_eq!(desk.reach(), [PhoneReach::Here], "told once");
    desk.stranger.wait(PING * 4);
    assert_eq!(desk.reach(), [PhoneReach::Here, PhoneReach::Lost]);
    // It registers again: somebody is there.
    assert_eq!(status(&desk.register(|text| text)), 200);
    assert_eq!(desk.reach().last(), Some(&PhoneReach::Here));
}

#[test]
fn vc31_a_phone_by_tcp_is_lost_with_its_connection() {
    let mut desk = Desk::new();
    desk.be_challenged("201");
    let by = format!("tcp:{SEEN}");
    let text = desk.text("201", CONTACT);
    let proof = desk.proof("201", PASSWORD, DigestAlgorithm::Sha256);
    let via = format!("SIP/2.0/TCP 192.168.0.17:5060;branch=z9hG4bKtcp{}", desk.sent);
    let text = text.set("Authorization", &proof).set("Via", &via);
    assert_eq!(status(&desk.deliver(&text, &by)), 200);
    let hop = desk.bindings()[0].hop;
    assert_eq!((hop.transport, hop.connection), (Transport::Tcp, Some(SEEN.parse().unwrap())));
    desk.stranger.act(|endpoint, _| endpoint.closed(by.parse().unwrap()));
    assert_eq!(desk.reach(), [PhoneReach::Here, PhoneReach::Lost]);
}

#[test]
fn w27_a_stranger_may_say_which_phone_it_is_and_nothing_else() {
    let mut desk = Desk::new();
    let elsewhere = || "198.51.100.66:5060".parse::<Hop>().unwrap();
    let register = desk.text("201", CONTACT);
    for silent in [
        Text::invite().to_string(),
        Text::new("OPTIONS").to_string(),
        Text::new("MESSAGE").to_string(),
        register.clone().without("CSeq").to_string(),
        register.clone().set("To", "<sip:201@x>;tag=mine").to_string(),
        "\r\n\r\n".to_owned(),
        "REGISTER".to_owned(),
    ] {
        assert_eq!(desk.stranger.send_from(elsewhere(), &silent), Vec::<String>::new(), "{silent}");
    }
    assert_eq!(desk.stranger.send_from(elsewhere(), register.to_string()).len(), 1);
    // A phone that is here is a neighbour; it makes no calls yet.
    desk.registered();
    let from = || SEEN.parse::<Hop>().unwrap();
    let answer = desk.stranger.send_from(from(), Text::new("OPTIONS").to_string());
    assert_eq!(status(&answer[0]), 200);
    let answer = desk.stranger.send_from(from(), Text::invite().to_string());
    assert_eq!(status(answer.last().unwrap()), 403);
    // And where there are no phones, nobody is heard.
    let mut none = Desk::with(Vec::new());
    let register = none.text("201", CONTACT);
    assert_eq!(none.stranger.send_from(from(), register.to_string()), Vec::<String>::new());
}

#[test]
fn vc31_who_guesses_is_not_heard_for_a_while_and_phones_at_the_same_place_are() {
    let mut desk = Desk::new();
    desk.registered();
    let guess = |desk: &mut Desk| {
        let text = desk.text("201", CONTACT);
        let proof = desk.proof("201", "guess", DigestAlgorithm::Sha256);
        let from = "203.0.113.9:6666".parse::<Hop>().unwrap();
        desk.stranger.send_from(from, text.set("Authorization", &proof).to_string()).len()
    };
    let answered: usize = (0..100).map(|_| guess(&mut desk)).sum();
    assert_eq!(answered, 30);
    let size = desk.stranger.endpoint.size();
    assert!(size.server_transactions <= 1, "guesses leave nothing: {size:?}");
    assert_eq!(status(&desk.register(|text| text)), 200, "the phone itself goes on");
    desk.stranger.wait(Duration::from_mins(1));
    assert_eq!(guess(&mut desk), 1);
}

#[test]
fn vc31_a_phone_that_is_removed_or_has_another_password_is_nowhere() {
    let mut desk = Desk::new();
    desk.registered();
    let mut changed = account("201", DigestAlgorithm::Sha256);
    desk.stranger.act(|endpoint, _| endpoint.set_phones(vec![changed.clone()]));
    assert_eq!(desk.reach(), [PhoneReach::Here], "the same phone stays");
    changed.ha1 = DigestAlgorithm::Sha256.ha1("201", REALM, "another");
    desk.stranger.act(|endpoint, _| endpoint.set_phones(vec![changed]));
    assert_eq!(desk.bindings(), []);
    assert_eq!(desk.reach(), [PhoneReach::Here, PhoneReach::Away]);
    assert_eq!(status(&desk.register(|text| text)), 401);
}

#[test]
fn vc31_after_a_restart_a_phone_is_where_it_was() {
    let mut desk = Desk::new();
    desk.registered();
    let kept = desk.bindings();
    let mut again = Desk::new();
    again.stranger.now = desk.stranger.now;
    let asked = again.stranger.act(|endpoint, now| endpoint.restore_phone("201", kept, now));
    assert_eq!(names(&asked), ["OPTIONS"]);
    assert_eq!(again.reach(), [PhoneReach::Here]);
    again.stranger.wait(Duration::from_mins(2));
    assert_eq!(again.reach().last(), Some(&PhoneReach::Away));
}

#[test]
fn vc31_after_a_restart_a_phone_by_tcp_is_lost_until_it_comes_again() {
    let mut desk = Desk::new();
    desk.registered();
    let mut kept = desk.bindings();
    kept[0].hop = format!("tcp:{SEEN}").parse().unwrap();
    let mut again = Desk::new();
    again.stranger.act(|endpoint, now| endpoint.restore_phone("201", kept, now));
    assert_eq!(again.reach(), [PhoneReach::Lost]);
    again.sent = desk.sent;
    again.registered();
    assert_eq!(again.reach(), [PhoneReach::Lost, PhoneReach::Here]);
}

#[test]
fn vc31_a_registered_phone_is_called_by_its_own_address_where_it_came_from() {
    let mut desk = Desk::new();
    let caller = Party { user: "+4930111222".to_owned(), display_name: Some("Mia".to_owned()) };
    let media = "198.51.100.1:20000".parse().unwrap();
    let call = |desk: &mut Desk, pickup| {
        let mut begun = None;
        let sent = desk.stranger.act(|endpoint, now| {
            let tried = endpoint.invite_phone("201", (&caller, pickup), media, now);
            begun = Some(tried.as_ref().map(|(call, _)| *call).map_err(|error| *error));
            tried.map(|(_, outputs)| outputs).unwrap_or_default()
        });
        (begun.unwrap(), sent)
    };
    assert_eq!(call(&mut desk, Pickup::ByHand), (Err(InviteError::NotHere), Vec::new()));
    desk.registered();

    let (rung, sent) = call(&mut desk, Pickup::ByHand);
    let [invite] = &sent[..] else { unreachable!("{sent:?}") };
    assert!(invite.starts_with("INVITE sip:201@192.168.0.17:5060 SIP/2.0\r\n"), "{invite}");
    assert!(header(invite, "From").unwrap().starts_with("\"Mia\" <sip:+4930111222@"), "{invite}");
    for asked in ["Alert-Info", "Call-Info", "Answer-Mode"] {
        assert_eq!(header(invite, asked), None, "by hand");
    }
    desk.stranger
        .act(|endpoint, now| endpoint.hang_up(rung.unwrap(), sip::Cause::NORMAL_CLEARING, now));

    // Whoever accepts at the screen has the phone answer by itself, if it does such things.
    let (_, sent) = call(&mut desk, Pickup::ByItself);
    let [invite] = &sent[..] else { unreachable!("{sent:?}") };
    assert!(header(invite, "Call-Info").unwrap().ends_with(";answer-after=0"), "{invite}");
    assert!(header(invite, "Alert-Info").unwrap().contains("info=alert-autoanswer"), "{invite}");
    assert_eq!(header(invite, "Answer-Mode"), Some("Auto"), "RFC 5373");
}

/// From the phone, within the dialog that `answer` has opened from its side.
fn from_phone(method: &str, cseq: u32, answer: &str) -> Text {
    let copied = |name: &str| header(answer, name).unwrap().to_owned();
    Text::new(method)
        .set("From", &copied("To"))
        .set("To", &copied("From"))
        .set("Call-ID", &copied("Call-ID"))
        .set("CSeq", &format!("{cseq} {method}"))
        .branch(&format!("phone{method}{cseq}"))
}

#[test]
fn vc31_a_phone_that_takes_leave_in_a_call_is_heard_until_the_call_is_over() {
    let mut desk = Desk::new();
    desk.registered();
    let seen: Hop = SEEN.parse().unwrap();
    let media = "198.51.100.1:20000".parse().unwrap();
    let sent = desk.stranger.act(|endpoint, now| {
        let caller = Party::default();
        endpoint.invite_phone("201", (&caller, Pickup::ByHand), media, now).unwrap().1
    });
    let answer = answer_to(&sent[0], 200, "phone", true);
    let sent = desk.stranger.send_from(seen, answer.clone());
    assert_eq!(names(&sent), ["ACK"], "{sent:?}");

    let gone = desk.register(|text| text.set("Expires", "0"));
    assert_eq!(status(&gone), 200, "{gone}");
    assert_eq!(desk.reach(), [PhoneReach::Here, PhoneReach::Away], "nobody can call it");
    let again = desk.stranger.act(|endpoint, now| {
        let caller = Party::default();
        let tried = endpoint.invite_phone("201", (&caller, Pickup::ByHand), media, now);
        assert_eq!(tried.map(|(call, _)| call), Err(InviteError::NotHere));
        Vec::new()
    });
    assert_eq!(again, Vec::<String>::new());

    let bye = from_phone("BYE", 1, &answer);
    let told = desk.stranger.send_from(seen, bye.to_string());
    assert_eq!(told.iter().map(|text| status(text)).collect::<Vec<_>>(), [200], "it hangs up");
    desk.stranger.wait(Duration::from_secs(40));
    let size = desk.stranger.endpoint.size();
    assert_eq!((size.calls, size.client_transactions, size.server_transactions), (0, 0, 0));
    let late = from_phone("OPTIONS", 2, &answer);
    let told = desk.stranger.send_from(seen, late.to_string());
    assert_eq!(told, Vec::<String>::new(), "who has no call any more is a stranger");
}

#[test]
fn vc31_a_phone_that_takes_leave_in_a_call_may_answer_our_bye() {
    let mut desk = Desk::new();
    desk.registered();
    let seen: Hop = SEEN.parse().unwrap();
    let media = "198.51.100.1:20000".parse().unwrap();
    let mut call = None;
    let sent = desk.stranger.act(|endpoint, now| {
        let caller = (&Party::default(), Pickup::ByHand);
        let (begun, outputs) = endpoint.invite_phone("201", caller, media, now).unwrap();
        call = Some(begun);
        outputs
    });
    desk.stranger.send_from(seen, answer_to(&sent[0], 200, "phone", true));
    desk.register(|text| text.set("Expires", "0"));
    let call = call.unwrap();
    let sent =
        desk.stranger.act(|endpoint, now| endpoint.hang_up(call, sip::Cause::NORMAL_CLEARING, now));
    assert_eq!(names(&sent), ["BYE"], "{sent:?}");
    desk.stranger.send_from(seen, answer_to(&sent[0], 200, "", false));
    let again = desk.stranger.wait(Duration::from_secs(40));
    assert_eq!(names(&again), Vec::<&str>::new(), "it was answered: {again:?}");
}
