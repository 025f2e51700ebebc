//! DK13, F04: compares what clients know with what the database holds. Each acknowledged message is there once, all see one
//! order, what was not acknowledged is there at most once, and each session has one end. A value: knows no socket.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::diary::{Diary, Entry, Side};

/// A session as the database has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSession {
    pub contact: Uuid,
    /// How many ends the journal tells.
    pub ends: u32,
    /// As they are stored.
    pub messages: Vec<KeptMessage>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptMessage {
    pub sequence: u64,
    pub id: Uuid,
    pub text: String,
}

/// Everything that does not fit, in words; nothing if all is well.
pub fn compare(diaries: &[Diary], kept: &[KeptSession]) -> Vec<String> {
    let mut findings = Vec::new();
    let books = Books::of(kept);
    books.check_themselves(&mut findings);
    let mut written = BTreeSet::new();
    for diary in diaries {
        written.extend(check_written(diary, &books, &mut findings));
        check_seen(diary, &books, &mut findings);
    }
    for text in books.places.keys().filter(|text| !written.contains(*text)) {
        findings.push(format!("nobody wrote “{text}”"));
    }
    findings
}

/// The database's word, by text.
struct Books<'a> {
    sessions: BTreeMap<Uuid, &'a KeptSession>,
    places: BTreeMap<&'a str, Vec<(Uuid, &'a KeptMessage)>>,
}

impl<'a> Books<'a> {
    fn of(kept: &'a [KeptSession]) -> Self {
        let mut places: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for session in kept {
            for message in &session.messages {
                places.entry(message.text.as_str()).or_default().push((session.contact, message));
            }
        }
        Self { sessions: kept.iter().map(|session| (session.contact, session)).collect(), places }
    }

    fn check_themselves(&self, findings: &mut Vec<String>) {
        for (contact, session) in &self.sessions {
            if session.ends != 1 {
                findings.push(format!("session {contact} has {} ends", session.ends));
            }
            let sequences = session.messages.iter().map(|message| message.sequence);
            if !sequences.eq(1..=session.messages.len() as u64) {
                findings.push(format!("the sequences of session {contact} have a gap or a double"));
            }
        }
        for (text, places) in self.places.iter().filter(|(_, places)| places.len() > 1) {
            findings.push(format!("“{text}” is there {} times", places.len()));
        }
    }
}

/// Gives the texts that this client wrote.
fn check_written<'a>(
    diary: &'a Diary,
    books: &Books<'_>,
    findings: &mut Vec<String>,
) -> Vec<&'a str> {
    let who = &diary.who;
    let mut texts = Vec::new();
    let mut mine: BTreeMap<Uuid, &str> = BTreeMap::new();
    for entry in &diary.entries {
        match entry {
            Entry::Wrote { message, text } => {
                mine.insert(*message, text);
                texts.push(text.as_str());
            }
            Entry::Acknowledged { message, sequence } => {
                let text = mine.get(message).copied().unwrap_or_default();
                let is_kept = books.places.get(text).into_iter().flatten();
                let mut is_kept = is_kept.map(|(_, kept)| (kept.id, kept.sequence));
                if !is_kept.any(|kept| kept == (*message, *sequence)) {
                    findings.push(format!(
                        "“{text}” of {who} was acknowledged as {sequence}, and is not there"
                    ));
                }
            }
            Entry::Refused { message, code } => {
                let text = mine.get(message).copied().unwrap_or_default();
                if books.places.contains_key(text) {
                    findings.push(format!("“{text}” of {who} was refused ({code}), and is there"));
                }
            }
            Entry::Saw { .. } | Entry::SawEnd { .. } => {}
        }
    }
    texts
}

/// What a client saw is what is kept, from the first message on and in that order. A customer saw all of it, and the end; an
/// agent who was away when a session ended may have missed the last of it.
fn check_seen(diary: &Diary, books: &Books<'_>, findings: &mut Vec<String>) {
    let who = &diary.who;
    let mut seen: BTreeMap<Uuid, usize> = BTreeMap::new();
    let mut ended = BTreeSet::new();
    for entry in &diary.entries {
        match entry {
            Entry::Saw { contact, message, sequence, text } => {
                let next = seen.entry(*contact).or_default();
                let session = books.sessions.get(contact);
                let kept = session.and_then(|session| session.messages.get(*next));
                let same = |kept: &KeptMessage| {
                    (kept.id, kept.sequence, &kept.text) == (*message, *sequence, text)
                };
                if !kept.is_some_and(same) {
                    let number = *next + 1;
                    findings.push(format!("{who} saw “{text}” as message {number} of session {contact}, where it is not"));
                }
                *next += 1;
            }
            Entry::SawEnd { contact } => {
                ended.insert(*contact);
            }
            Entry::Wrote { .. } | Entry::Acknowledged { .. } | Entry::Refused { .. } => {}
        }
    }
    if diary.side == Side::Agent {
        return;
    }
    for (contact, count) in seen {
        let kept = books.sessions.get(&contact).map_or(0, |session| session.messages.len());
        if count != kept {
            findings.push(format!("{who} saw {count} of {kept} messages of session {contact}"));
        }
        if !ended.contains(&contact) {
            findings.push(format!("{who} saw no end of session {contact}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SESSION: Uuid = Uuid::from_u128(1);

    fn message(number: u64) -> KeptMessage {
        let id = Uuid::from_u128(100 + u128::from(number));
        KeptMessage { sequence: number, id, text: format!("text {number}") }
    }

    /// The customer writes the odd ones, the agent the even ones.
    fn diary(side: Side) -> Diary {
        let mine = |number: u64| (side == Side::Customer) == (number % 2 == 1);
        let mut diary = Diary::new(format!("{side:?}"), side);
        for KeptMessage { sequence, id, text } in (1..=4).map(message) {
            if mine(sequence) {
                diary.note(Entry::Wrote { message: id, text: text.clone() });
                diary.note(Entry::Acknowledged { message: id, sequence });
            }
            diary.saw(SESSION, id, sequence, &text);
        }
        diary.saw_end(SESSION);
        diary
    }

    fn scene() -> (Vec<Diary>, Vec<KeptSession>) {
        let messages = (1..=4).map(message).collect();
        let kept = vec![KeptSession { contact: SESSION, ends: 1, messages }];
        (vec![diary(Side::Customer), diary(Side::Agent)], kept)
    }

    /// Plants a fault and gives what the comparison says.
    fn planted(fault: impl FnOnce(&mut Vec<Diary>, &mut Vec<KeptSession>)) -> String {
        let (mut diaries, mut kept) = scene();
        fault(&mut diaries, &mut kept);
        compare(&diaries, &kept).join("; ")
    }

    #[test]
    fn what_fits_has_no_findings() {
        assert_eq!(planted(|_, _| {}), "");
    }

    #[test]
    fn a_message_that_was_acknowledged_and_lost_is_found() {
        let lost = planted(|_, kept| drop(kept[0].messages.pop()));
        assert!(
            lost.contains("“text 4” of Agent was acknowledged as 4, and is not there"),
            "{lost}"
        );
        let amid = planted(|_, kept| drop(kept[0].messages.remove(1)));
        assert!(amid.contains("gap or a double"), "{amid}");
    }

    #[test]
    fn a_message_that_is_there_twice_is_found() {
        let doubled = planted(|_, kept| {
            let again = KeptMessage { sequence: 5, id: Uuid::from_u128(9), ..message(4) };
            kept[0].messages.push(again);
        });
        assert!(doubled.contains("“text 4” is there 2 times"), "{doubled}");
        // In another session, where its id would be new.
        let elsewhere = planted(|_, kept| {
            let contact = Uuid::from_u128(2);
            let messages = vec![KeptMessage { sequence: 1, ..message(2) }];
            kept.push(KeptSession { contact, ends: 1, messages });
        });
        assert!(elsewhere.contains("“text 2” is there 2 times"), "{elsewhere}");
    }

    #[test]
    fn two_messages_that_changed_places_are_found_on_either_side() {
        let swapped = planted(|_, kept| {
            let messages = &mut kept[0].messages;
            messages.swap(1, 2);
            (messages[1].sequence, messages[2].sequence) = (2, 3);
        });
        assert!(swapped.contains("was acknowledged as 3, and is not there"), "{swapped}");
        let on_a_screen = planted(|diaries, _| {
            let of = |entry: &Entry| matches!(entry, Entry::Saw { .. });
            let entries = &mut diaries[1].entries;
            let seen: Vec<usize> = (0..entries.len()).filter(|at| of(&entries[*at])).collect();
            entries.swap(seen[0], seen[1]);
        });
        assert!(on_a_screen.contains("Agent saw “text 2” as message 1"), "{on_a_screen}");
    }

    #[test]
    fn a_message_that_one_side_never_saw_is_found() {
        let unseen = planted(|diaries, _| {
            diaries[0].entries.retain(|entry| !matches!(entry, Entry::Saw { sequence: 4, .. }));
        });
        assert!(unseen.contains("Customer saw 3 of 4 messages"), "{unseen}");
        let amid = planted(|diaries, _| {
            diaries[1].entries.retain(|entry| !matches!(entry, Entry::Saw { sequence: 2, .. }));
        });
        assert!(amid.contains("Agent saw “text 3” as message 2"), "{amid}");
    }

    #[test]
    fn a_message_that_was_refused_and_kept_is_found() {
        let kept = planted(|diaries, _| {
            let entries = &mut diaries[0].entries;
            entries.retain(|entry| !matches!(entry, Entry::Acknowledged { .. }));
            let code = "contact-ended".to_owned();
            entries.push(Entry::Refused { message: message(1).id, code });
        });
        assert!(kept.contains("was refused (contact-ended), and is there"), "{kept}");
    }

    #[test]
    fn a_message_without_an_answer_may_be_there_or_not() {
        let (mut diaries, kept) = scene();
        for at in ["there", "text 1"] {
            let entries = &mut diaries[0].entries;
            entries.retain(|entry| !matches!(entry, Entry::Acknowledged { .. }));
            let (message, text) = (Uuid::from_u128(77), format!("unanswered {at}"));
            entries.push(Entry::Wrote { message, text });
        }
        assert_eq!(compare(&diaries, &kept), Vec::<String>::new());
    }

    #[test]
    fn a_second_end_a_missing_end_and_a_message_of_nobody_are_found() {
        assert!(planted(|_, kept| kept[0].ends = 2).contains("has 2 ends"));
        assert!(planted(|_, kept| kept[0].ends = 0).contains("has 0 ends"));
        let unseen = planted(|diaries, _| drop(diaries[0].entries.pop()));
        assert!(unseen.contains("Customer saw no end"), "{unseen}");
        let phantom = planted(|diaries, _| {
            diaries[1].entries.retain(|entry| matches!(entry, Entry::Saw { .. }));
        });
        assert!(phantom.contains("nobody wrote “text 2”"), "{phantom}");
    }
}
