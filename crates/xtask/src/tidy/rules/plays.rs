//! Rule plays: the name of a play is its id and the sentence it proves, and it looks at something.

use super::super::finding::Finding;
use super::super::source::Source;

const RULE: &str = "plays";

pub(super) fn check(source: &Source) -> Vec<Finding> {
    if !source.path.starts_with("scenarios/") || source.extension() != "scn" {
        return vec![];
    }
    let mut found = Vec::new();
    if !is_well_named(source.name()) {
        let text = "name it `<id>_<sentence>.scn`, as in `vc03_a_missed_ring_goes_on.scn`";
        found.push(Finding::new(RULE, &source.path, text));
    }
    if !source.lines().any(|(_, line)| is_see_line(line)) {
        found.push(Finding::new(RULE, &source.path, "no indented line: it sees nothing"));
    }
    found
}

fn is_well_named(name: &str) -> bool {
    let Some(name) = name.strip_suffix(".scn") else { return false };
    let mut words = name.split('_');
    let id = words.next().unwrap_or_default();
    let sentence: Vec<&str> = words.collect();
    is_id(id) && sentence.len() >= 2 && sentence.iter().all(|word| is_word(word))
}

/// `vc07`, `st05`, `f42`: one or two letters, two digits.
fn is_id(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let letters = text.len() - digits.len();
    (1..=2).contains(&letters) && digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

fn is_see_line(line: &str) -> bool {
    line.starts_with("  ") && !line.trim().is_empty() && !line.trim().starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAY: &str = "# VC03\nMia calls\n  Ann rings\n";

    fn findings(name: &str, text: &str) -> usize {
        check(&Source::sample(&format!("scenarios/voice/{name}"), text)).len()
    }

    #[test]
    fn a_bad_name_is_found() {
        for name in [
            "VC03_a_missed_ring.scn",
            "a_missed_ring_goes_on.scn",
            "vc3_a_missed_ring.scn",
            "vc03.scn",
            "vc03_ring.scn",
            "vc03-a-missed-ring.scn",
            "vc03__missed_ring.scn",
        ] {
            assert_eq!(findings(name, PLAY), 1, "{name}");
        }
    }

    #[test]
    fn a_play_that_sees_nothing_is_found() {
        assert_eq!(findings("vc03_a_missed_ring.scn", "Mia calls\n  # Ann rings\n"), 1);
    }

    #[test]
    fn a_good_play_passes() {
        assert_eq!(findings("vc03_a_missed_ring_goes_to_the_next_agent.scn", PLAY), 0);
        assert_eq!(findings("f24_a_lost_agent_comes_back.scn", PLAY), 0);
    }
}
