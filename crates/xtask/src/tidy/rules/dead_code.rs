//! Rule dead-code: code that is switched off by a comment. git keeps what was.
//!
//! A guess, made to be wrong seldom: a sentence may hold a semicolon, a bracket or an equals sign.

use super::super::finding::Finding;
use super::super::source::Source;

const RULE: &str = "dead-code";

pub(super) fn check(source: &Source) -> Vec<Finding> {
    if !matches!(source.extension(), "rs" | "ts" | "tsx" | "mts" | "js" | "mjs") {
        return vec![];
    }
    let found = source.lines().filter_map(|(number, line)| {
        let comment = line.trim_start().strip_prefix("//")?;
        // Doc comments hold examples.
        let is_plain = !comment.starts_with(['/', '!']);
        (is_plain && is_code(comment.trim()))
            .then(|| Finding::at(RULE, source, number, "commented-out code: delete it"))
    });
    found.collect()
}

fn is_code(comment: &str) -> bool {
    let is_tail = matches!(comment, "}" | "};" | "})" | "});" | ");" | "},");
    let is_attribute = comment.starts_with("#[") && comment.ends_with(']');
    is_tail || is_attribute || opens_block(comment) || is_statement(comment)
}

fn opens_block(comment: &str) -> bool {
    const HEADS: [&str; 18] = [
        "if ",
        "} else",
        "for ",
        "while ",
        "loop ",
        "match ",
        "fn ",
        "pub ",
        "impl ",
        "struct ",
        "enum ",
        "mod ",
        "async ",
        "unsafe ",
        "function ",
        "const ",
        "export ",
        "switch ",
    ];
    let is_arrow = comment.ends_with("=> {");
    is_arrow || comment.ends_with('{') && HEADS.iter().any(|head| comment.starts_with(head))
}

fn is_statement(comment: &str) -> bool {
    const HEADS: [&str; 11] = [
        "let ", "use ", "pub ", "const ", "static ", "return", "import ", "export ", "throw ",
        "break", "continue",
    ];
    let Some(statement) = comment.strip_suffix(';') else { return false };
    let has_code = statement.contains(['(', '=', '{', '"', '\'']) || statement.contains("::");
    let is_short = statement.split_whitespace().count() <= 2;
    let has_head = HEADS.iter().any(|head| comment.starts_with(head));
    has_head && (has_code || is_short) || is_call(statement) || is_assignment(statement)
}

/// `self.offers.clear()`: a path, then its arguments to the very end.
fn is_call(statement: &str) -> bool {
    let Some((path, _)) = statement.split_once('(') else { return false };
    is_path(path) && statement.ends_with([')', '?'])
}

/// `self.due = now`: one path, an equals sign, and something.
fn is_assignment(statement: &str) -> bool {
    let Some((left, right)) = statement.split_once("= ") else { return false };
    is_path(left.trim_end_matches([' ', '+', '-', '*', '|'])) && !right.is_empty()
}

fn is_path(text: &str) -> bool {
    let letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '!' | '*' | '&');
    !text.is_empty() && text.chars().all(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_found(comment: &str) -> bool {
        !check(&Source::sample("a.rs", &format!("    // {comment}\n"))).is_empty()
    }

    #[test]
    fn code_is_found() {
        for code in [
            "let offer = self.offers.pop();",
            "self.offers.clear();",
            "self.due = now;",
            "count += 1;",
            "return None;",
            "use crate::offer::Offer;",
            "if waiting.is_empty() {",
            "Some(offer) => {",
            "} else {",
            "});",
            "#[expect(dead_code)]",
            "println!(\"{offer}\");",
            "import { call } from './call';",
            "export const name = 'x';",
        ] {
            assert!(is_found(code), "{code}");
        }
    }

    #[test]
    fn sentences_pass() {
        for sentence in [
            "VC07: the agent still hears the customer.",
            "The caller (Mia) waits;",
            "use the first one that answers;",
            "RFC 3261 17.1.1.2: timer A = T1, doubled each time.",
            "an empty list means {everybody}",
            "returned first, then by arrival;",
            "`Acd::wanted(contact)` tells the leg what to do;",
        ] {
            assert!(!is_found(sentence), "{sentence}");
        }
    }

    #[test]
    fn doc_comments_may_hold_examples() {
        let sample = Source::sample("a.rs", "/// let offer = offers.pop();\n//! use acd::Acd;\n");
        assert_eq!(check(&sample), []);
    }
}
