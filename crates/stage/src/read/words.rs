//! A line's words. A quoted text is one word, and so is a bracketed remark.

use acd::Millis;

use crate::cast::{Agent, Customer, Group, Reason};
use crate::sight::{BreakWhy, OfflineWhy, Status};

pub(super) fn split(line: &str) -> Result<Vec<&str>, String> {
    let mut words = vec![];
    let mut rest = line.trim();
    while let Some(first) = rest.chars().next() {
        let close = match first {
            '"' => Some('"'),
            '(' => Some(')'),
            _ => None,
        };
        let end = match close {
            Some(close) => {
                let found = rest.char_indices().skip(1).find(|(_, one)| *one == close);
                found
                    .map(|(at, one)| at + one.len_utf8())
                    .ok_or_else(|| format!("`{first}` is opened and not closed in `{line}`"))?
            }
            None => rest.find(char::is_whitespace).unwrap_or(rest.len()),
        };
        let (word, after) = rest.split_at(end);
        words.push(word);
        rest = after.trim_start();
    }
    Ok(words)
}

pub(super) fn agent(word: &str) -> Result<Agent, String> {
    Agent::named(word).ok_or_else(|| format!("no agent of the cast is called `{word}`"))
}

pub(super) fn customer(word: &str) -> Result<Customer, String> {
    Customer::named(word).ok_or_else(|| format!("no customer of the cast is called `{word}`"))
}

pub(super) fn group(word: &str) -> Result<Group, String> {
    Group::named(word).ok_or_else(|| format!("no group of the cast is called `{word}`"))
}

pub(super) fn count<T: std::str::FromStr>(word: &str) -> Result<T, String> {
    word.parse().map_err(|_| format!("`{word}` is not a number"))
}

/// `20s`, `500ms`, `10min`.
pub(super) fn span(word: &str) -> Result<Millis, String> {
    let units = [("ms", 1), ("min", 60_000), ("s", 1000)];
    let found = units.iter().find_map(|(unit, millis)| {
        let number: u64 = word.strip_suffix(unit)?.parse().ok()?;
        number.checked_mul(*millis).map(Millis)
    });
    found.ok_or_else(|| format!("`{word}` is not a time such as 20s, 500ms or 10min"))
}

/// `"hello"`.
pub(super) fn quoted(word: &str) -> Result<String, String> {
    let inner = word.strip_prefix('"').and_then(|word| word.strip_suffix('"'));
    inner.map(str::to_owned).ok_or_else(|| format!("`{word}` is not in quotation marks"))
}

/// `(lunch)`.
pub(super) fn bracketed(word: &str) -> Result<&str, String> {
    let inner = word.strip_prefix('(').and_then(|word| word.strip_suffix(')'));
    inner.ok_or_else(|| format!("`{word}` is not in brackets"))
}

pub(super) fn status(words: &[&str]) -> Result<Status, String> {
    Ok(match words {
        ["Available"] => Status::Available,
        ["Busy"] => Status::Busy,
        ["On", "break", "(Missed calls)"] => Status::OnBreak(BreakWhy::MissedCalls),
        ["On", "break", why] => {
            let why = bracketed(why)?;
            let reason = Reason::named(why).ok_or_else(|| format!("`{why}` is no break reason"))?;
            Status::OnBreak(BreakWhy::Listed(reason))
        }
        ["In", "line"] => Status::InLine,
        ["After-call-work"] => Status::AfterCallWork,
        ["Offline"] => Status::Offline(OfflineWhy::ByHand),
        ["Offline", "(logged out)"] => Status::Offline(OfflineWhy::LoggedOut),
        ["Offline", "(connection lost)"] => Status::Offline(OfflineWhy::ConnectionLost),
        ["Offline", "(unreachable)"] => Status::Offline(OfflineWhy::Unreachable),
        other => return Err(format!("`{}` is no status", other.join(" "))),
    })
}
