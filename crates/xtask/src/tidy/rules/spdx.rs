//! Licence expressions: `A OR B`, `A AND (B OR C)`, `A WITH exception`, and the old `A/B`.

/// Whether the expression can be met with the allowed licences; nothing where it makes no sense.
pub(super) fn is_allowed(expression: &str, allowed: &[&str]) -> Option<bool> {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, allowed };
    let met = reader.any()?;
    reader.words.is_empty().then_some(met)
}

struct Reader<'a> {
    words: &'a [&'a str],
    allowed: &'a [&'a str],
}

impl<'a> Reader<'a> {
    fn any(&mut self) -> Option<bool> {
        let mut met = self.all()?;
        while self.takes("OR") {
            met |= self.all()?;
        }
        Some(met)
    }

    fn all(&mut self) -> Option<bool> {
        let mut met = self.one()?;
        while self.takes("AND") {
            met &= self.one()?;
        }
        Some(met)
    }

    fn one(&mut self) -> Option<bool> {
        if self.takes("(") {
            let met = self.any()?;
            return self.takes(")").then_some(met);
        }
        let licence = self.word()?;
        if self.takes("WITH") {
            // An exception is a licence of its own: it is listed in full, or not allowed.
            let whole = format!("{licence} WITH {}", self.word()?);
            return Some(self.allowed.contains(&whole.as_str()));
        }
        Some(self.allowed.contains(&licence))
    }

    fn word(&mut self) -> Option<&'a str> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        (!matches!(*first, "AND" | "OR" | "WITH" | "(" | ")")).then_some(*first)
    }

    fn takes(&mut self, word: &str) -> bool {
        let is_next = self.words.first() == Some(&word);
        if is_next {
            self.words = &self.words[1..];
        }
        is_next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(expression: &str) -> Option<bool> {
        is_allowed(expression, &["MIT", "Apache-2.0", "ISC", "Apache-2.0 WITH LLVM-exception"])
    }

    #[test]
    fn one_of_several_is_enough() {
        assert_eq!(allowed("GPL-3.0-only OR MIT"), Some(true));
        assert_eq!(allowed("GPL-3.0-only/MIT"), Some(true));
        assert_eq!(allowed("GPL-3.0-only OR LGPL-2.1"), Some(false));
    }

    #[test]
    fn all_of_several_are_needed() {
        assert_eq!(allowed("MIT AND ISC"), Some(true));
        assert_eq!(allowed("MIT AND OpenSSL"), Some(false));
        assert_eq!(allowed("ISC AND (OpenSSL OR MIT) AND Apache-2.0"), Some(true));
    }

    #[test]
    fn and_binds_closer_than_or() {
        assert_eq!(allowed("MIT OR ISC AND OpenSSL"), Some(true));
        assert_eq!(allowed("(MIT OR ISC) AND OpenSSL"), Some(false));
    }

    #[test]
    fn an_exception_is_listed_in_full() {
        assert_eq!(allowed("Apache-2.0 WITH LLVM-exception"), Some(true));
        assert_eq!(allowed("MIT WITH LLVM-exception"), Some(false));
    }

    #[test]
    fn nonsense_is_no_expression() {
        for expression in ["", "MIT AND", "(MIT", "MIT ISC", "AND MIT", "MIT)"] {
            assert_eq!(allowed(expression), None, "{expression}");
        }
    }
}
