//! Rule books: what a reader cannot look up here is not cited. Rules have ids, walls have numbers, RFCs have sections.

use super::super::finding::Finding;
use super::super::source::Source;

const RULE: &str = "books";
/// In pieces, so that this file does not find itself.
const BOOKS: [&str; 7] = [
    concat!("DES", "IGN"),
    concat!("SECU", "RITY"),
    concat!("BEN", "CH"),
    concat!("MET", "RICS"),
    concat!("FAU", "LTS"),
    concat!("U", "X"),
    concat!("SP", "EC"),
];

pub(super) fn check(source: &Source) -> Vec<Finding> {
    // A migration that has run cannot be changed, not even in a comment.
    if !source.is_written() || source.path.contains("/migrations/") {
        return vec![];
    }
    let mut found = Vec::new();
    for (number, line) in source.lines() {
        if let Some(book) = BOOKS.into_iter().find(|book| cites(line, book)) {
            found.push(Finding::at(
                RULE,
                source,
                number,
                format!("cites {book}, which is not here"),
            ));
        }
    }
    found
}

/// The book's name as a word, before a section, a colon or an apostrophe.
fn cites(line: &str, book: &str) -> bool {
    line.match_indices(book).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let rest = &line[at + book.len()..];
        let section = rest.strip_prefix(' ').is_some_and(|rest| {
            rest.starts_with('§') || rest.starts_with(|c: char| c.is_ascii_digit())
        });
        let cited = section
            || rest.starts_with([':', ')'])
            || rest.starts_with("'s")
            || rest.starts_with("' ");
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_') && cited
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, line: &str) -> usize {
        check(&Source::sample(path, line)).len()
    }

    #[test]
    fn a_citation_is_found() {
        for book in BOOKS {
            assert_eq!(findings("a.rs", &format!("//! As it says ({book} §3).\n")), 1, "{book}");
            assert_eq!(findings("a.ts", &format!("/** {book} 4.2: above this */\n")), 1, "{book}");
            assert_eq!(findings("a.rs", &format!("/// the defaults are {book}'s\n")), 1, "{book}");
        }
    }

    #[test]
    fn words_and_migrations_pass() {
        let book = BOOKS[0];
        assert_eq!(findings("a.rs", &format!("const RE{book}: u8 = 1;\n")), 0);
        assert_eq!(findings("a.rs", &format!("const {book}_MAX: u8 = 1;\n")), 0);
        assert_eq!(findings("crates/store/migrations/1.sql", &format!("-- {book} §2\n")), 0);
    }
}
