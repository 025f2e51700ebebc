//! Rule length: a file of more than 600 lines has more than one noun in it.

use super::super::finding::Finding;
use super::super::source::Source;

const RULE: &str = "length";
const LINES_MAX: usize = 600;

pub(super) fn check(source: &Source) -> Vec<Finding> {
    let lines = source.text.lines().count();
    if !source.is_written() || lines <= LINES_MAX {
        return vec![];
    }
    let text = format!("{lines} lines, {LINES_MAX} at most: which second noun lives here?");
    vec![Finding::new(RULE, &source.path, text)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(path: &str, count: usize) -> Source {
        Source::sample(path, &"x\n".repeat(count))
    }

    #[test]
    fn one_line_too_many_is_found() {
        assert_eq!(check(&lines("a.rs", 600)), []);
        assert_eq!(check(&lines("a.rs", 601)).len(), 1);
        assert_eq!(check(&lines("a.tsx", 601)).len(), 1);
    }

    #[test]
    fn generated_files_may_be_long() {
        assert_eq!(check(&lines("schema.gen.ts", 5000)), []);
        assert_eq!(check(&lines("Cargo.lock", 5000)), []);
    }
}
