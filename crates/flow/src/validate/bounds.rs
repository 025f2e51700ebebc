//! Numbers, lengths and forms: what one node says of itself.

use super::Faults;
use crate::{
    CASES_MAX, Condition, DIGITS_MAX, Digits, FIELDS_MAX, Menu, Millis, Node, NodeId, Problem,
    Question, REQUEST_MAX, REQUEST_MIN, RING_MAX, RING_MIN, Request, SCORE_MAX, Set, Source,
    Survey, TEXT_MAX, TRIES_MAX, Target, Transfer, URL_MAX, VOICEMAIL_MAX, VOICEMAIL_MIN, WAIT_MAX,
    WAIT_MIN,
};

pub(super) fn check(id: NodeId, node: &Node, faults: &mut Faults) {
    let mut bounds = Bounds { id, faults };
    if let Some(question) = node.question() {
        bounds.question(question);
    }
    match node {
        Node::Menu(menu) => bounds.menu(menu),
        Node::Digits(digits) => bounds.digits(digits),
        Node::Condition(condition) => bounds.condition(condition),
        Node::Set(set) => bounds.set(set),
        Node::Request(request) => bounds.request(request),
        Node::Survey(survey) => bounds.survey(survey),
        Node::Voicemail(voicemail) => {
            bounds.span("longest", voicemail.longest, VOICEMAIL_MIN, VOICEMAIL_MAX);
        }
        Node::Transfer(transfer) => bounds.transfer(transfer),
        Node::Play(_) | Node::Hours(_) | Node::Queue(_) | Node::Finish | Node::HangUp => {}
    }
}

struct Bounds<'a> {
    id: NodeId,
    faults: &'a mut Faults,
}

impl Bounds<'_> {
    fn question(&mut self, question: &Question) {
        self.span("question.wait", question.wait, WAIT_MIN, WAIT_MAX);
        self.number("question.tries", question.tries, 1, TRIES_MAX);
    }

    fn menu(&mut self, menu: &Menu) {
        if menu.options.is_empty() {
            self.found("options", Problem::Missing);
        }
    }

    fn digits(&mut self, digits: &Digits) {
        self.number("most", digits.most, 1, DIGITS_MAX);
        self.number("least", digits.least, 1, digits.most.clamp(1, DIGITS_MAX));
        self.span("between", digits.between, WAIT_MIN, WAIT_MAX);
        if digits.finish.is_some() && digits.finish == digits.clear {
            self.found("clear", Problem::KeyTwice);
        }
    }

    fn survey(&mut self, survey: &Survey) {
        self.number("highest", survey.highest, 1, SCORE_MAX);
        self.number("lowest", survey.lowest, 0, survey.highest.min(SCORE_MAX).saturating_sub(1));
    }

    fn condition(&mut self, condition: &Condition) {
        match condition.cases.len() {
            0 => self.found("cases", Problem::Missing),
            count if count > CASES_MAX => {
                self.found("cases", Problem::TooMany { most: CASES_MAX });
            }
            _ => {}
        }
        for (at, case) in condition.cases.iter().enumerate() {
            self.text(&format!("cases.{at}.text"), &case.text);
        }
    }

    fn set(&mut self, set: &Set) {
        if let Source::Text(text) = &set.to {
            self.text("to.text", text);
        }
    }

    fn request(&mut self, request: &Request) {
        if request.url.len() > URL_MAX {
            self.found("url", Problem::TooLong { most: URL_MAX });
        } else if !is_address(&request.url) {
            self.found("url", Problem::BadAddress);
        }
        self.span("timeout", request.timeout, REQUEST_MIN, REQUEST_MAX);
        self.text("secret", request.secret.as_deref().unwrap_or_default());
        let counts = [("send", request.send.len()), ("take", request.take.len())];
        for (field, _) in counts.into_iter().filter(|(_, count)| *count > FIELDS_MAX) {
            self.found(field, Problem::TooMany { most: FIELDS_MAX });
        }
        for (name, source) in &request.send {
            self.text("send", name);
            if let Source::Text(text) = source {
                self.text(&format!("send.{name}.text"), text);
            }
        }
        for (name, pointer) in &request.take {
            let field = format!("take.{name}");
            self.text(&field, pointer);
            if !pointer.is_empty() && !pointer.starts_with('/') {
                self.found(&field, Problem::BadPointer);
            }
        }
    }

    fn transfer(&mut self, transfer: &Transfer) {
        self.span("ring", transfer.ring, RING_MIN, RING_MAX);
        if let Some(Target::External(number)) = &transfer.to
            && !is_e164(number)
        {
            self.found("to.target", Problem::BadNumber);
        }
    }

    fn text(&mut self, field: &str, text: &str) {
        if text.chars().count() > TEXT_MAX {
            self.found(field, Problem::TooLong { most: TEXT_MAX });
        }
    }

    fn number(&mut self, field: &str, number: u8, least: u8, most: u8) {
        if !(least..=most).contains(&number) {
            let (least, most) = (least.into(), most.into());
            self.found(field, Problem::OutOfRange { least, most });
        }
    }

    fn span(&mut self, field: &str, span: Millis, least: Millis, most: Millis) {
        if !(least..=most).contains(&span) {
            self.found(field, Problem::OutOfRange { least: least.0, most: most.0 });
        }
    }

    fn found(&mut self, field: &str, problem: Problem) {
        self.faults.at(self.id, field, problem);
    }
}

fn is_e164(number: &str) -> bool {
    let Some(digits) = number.strip_prefix('+') else { return false };
    (7..=15).contains(&digits.len())
        && digits.bytes().all(|digit| digit.is_ascii_digit())
        && !digits.starts_with('0')
}

/// The form alone. Whom it may reach is for whoever sends it, who resolves the name and asks a list.
fn is_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let Some(rest) = rest else { return false };
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    // A name and a password in an address would be kept with the flow; a fragment is never sent.
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '\\' | '"' | '<' | '>' | '#');
    let known_host =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    rest.chars().all(plain)
        && host.chars().all(known_host)
        && host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[')
}
