//! Rule titles: a page has exactly one title.

use super::super::finding::Finding;
use super::super::source::Source;

const RULE: &str = "titles";

pub(super) fn check(source: &Source) -> Vec<Finding> {
    if source.extension() != "md" {
        return vec![];
    }
    match titles(source) {
        1 => vec![],
        count => vec![Finding::new(RULE, &source.path, format!("{count} titles, one is wanted"))],
    }
}

/// A `# ` in a fenced example is no title.
fn titles(source: &Source) -> usize {
    let mut fenced = false;
    let mut count = 0;
    for (_, line) in source.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced && line.starts_with("# ") {
            count += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_found(text: &str) -> bool {
        !check(&Source::sample("docs/a.md", text)).is_empty()
    }

    #[test]
    fn none_and_two_are_found() {
        assert!(is_found("words\n## Part\n"));
        assert!(is_found("# One\nwords\n# Two\n"));
    }

    #[test]
    fn one_passes_and_a_fence_hides() {
        assert!(!is_found("# One\n\n```sh\n# a comment of the shell\n```\n## Part\n"));
    }
}
