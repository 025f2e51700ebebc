//! Rule leftovers: an open end is an issue, or nothing; it is no comment.

use super::super::finding::Finding;
use super::super::source::Source;

const RULE: &str = "leftovers";
/// In pieces, so that this file does not find itself.
const WORDS: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX")];

pub(super) fn check(source: &Source) -> Vec<Finding> {
    // Prose may speak of the words.
    if !source.is_written() || source.extension() == "md" {
        return vec![];
    }
    let found = source.lines().filter_map(|(number, line)| {
        let word = WORDS.into_iter().find(|word| has_word(line, word))?;
        Some(Finding::at(RULE, source, number, format!("{word}: do it, or open an issue")))
    });
    found.collect()
}

fn has_word(line: &str, word: &str) -> bool {
    let letter = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        !line[..at].ends_with(letter) && !line[at + word.len()..].starts_with(letter)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_found(path: &str, line: &str) -> bool {
        !check(&Source::sample(path, line)).is_empty()
    }

    #[test]
    fn every_word_is_found() {
        for word in WORDS {
            assert!(is_found("a.rs", &format!("// {word}: later\n")), "{word}");
            assert!(is_found("a.css", &format!("/* {word} */\n")), "{word}");
        }
    }

    #[test]
    fn parts_of_words_and_prose_pass() {
        assert!(!is_found("a.rs", "let number = \"+1555XXXX\";\n"));
        assert!(!is_found("a.rs", concat!("const TO", "DOS: u8 = 1;\n")));
        assert!(!is_found("CONTRIBUTING.md", concat!("No TO", "DO.\n")));
    }
}
