//! W10: a snapshot of another form is not taken. The plays meet what a state can look like; `form.txt` in crate `acd` keeps
//! it, and its hash is the form's name in the store.

use std::fs;
use std::path::Path;

use stage::pure::{Form, Pure};
use stage::{StageName, plays};

#[test]
fn w10_the_form_of_a_kept_state_is_the_one_that_is_written_down() {
    let mut met = Form::default();
    for play in plays(&super::scenarios()).unwrap() {
        if play.stages.contains(&StageName::Pure) {
            let mut stage = Pure::new();
            stage::stage::perform(&play, &mut stage).unwrap();
            met.join(stage.form());
        }
    }
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../acd/src/state/form.txt");
    let fresh = Path::new(env!("CARGO_TARGET_TMPDIR")).join("form.txt");
    fs::write(&fresh, met.to_string()).unwrap();
    let known = fs::read_to_string(&kept).unwrap_or_default();
    let difference: Vec<String> =
        lines(&met.to_string(), &known, "+").chain(lines(&known, &met.to_string(), "-")).collect();
    assert!(
        difference.is_empty(),
        "states are kept in another form. If this is meant, copy {} to {}; snapshots of before are then \
         left aside and the journal is folded.\n{}",
        fresh.display(),
        kept.display(),
        difference.join("\n")
    );
}

/// Those of `here` that are not `there`, with a mark before them.
fn lines<'a>(here: &'a str, there: &'a str, mark: &'a str) -> impl Iterator<Item = String> + 'a {
    here.lines()
        .filter(move |line| !there.lines().any(|other| other == *line))
        .map(move |line| format!("{mark} {line}"))
}
