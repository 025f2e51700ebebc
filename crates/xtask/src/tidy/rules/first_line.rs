//! Rule first-line: every source file opens by saying what it is.

use super::super::finding::Finding;
use super::super::source::Source;

const RULE: &str = "first-line";

pub(super) fn check(source: &Source) -> Vec<Finding> {
    let opening = match source.extension() {
        "rs" => "//!",
        "ts" | "tsx" if !source.is_generated() => "/**",
        _ => return vec![],
    };
    if source.text.starts_with(opening) {
        return vec![];
    }
    vec![Finding::at(RULE, source, 1, format!("opens with no `{opening}` that says what it is"))]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_found(path: &str, text: &str) -> bool {
        !check(&Source::sample(path, text)).is_empty()
    }

    #[test]
    fn a_silent_file_is_found() {
        assert!(is_found("a.rs", "use std::fs;\n"));
        assert!(is_found("a.rs", "\n//! Late.\n"));
        assert!(is_found("a.rs", ""));
        assert!(is_found("a.ts", "// A plain comment.\n"));
        assert!(is_found("a.tsx", "import x from 'y';\n"));
    }

    #[test]
    fn a_file_that_speaks_passes() {
        assert!(!is_found("a.rs", "//! The offer.\n"));
        assert!(!is_found("a.tsx", "/** The call bar. */\n"));
        assert!(!is_found("api.gen.ts", "export type X = 1;\n"));
        assert!(!is_found("a.css", "a {}\n"));
    }
}
