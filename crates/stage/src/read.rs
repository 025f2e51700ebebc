//! From the text of a play to its lines.

mod act;
mod desk_phone;
mod files;
mod internal;
mod sight;
mod tabs;
mod words;

use crate::play::{Line, Name, Play, Step};
use crate::{Problem, StageName};

/// Reads a play; `file` is its name with folder, as in `voice/vc03_a_missed_ring_goes_to_the_next_agent.scn`.
pub fn play(file: &str, text: &str) -> Result<Play, Problem> {
    let name = Name::of_file(file).map_err(|why| Problem::new(file, 0, why))?;
    let mut play =
        Play { file: file.to_owned(), name, stages: vec![], proves: vec![], lines: vec![] };
    for (number, text) in (1..).zip(text.lines()) {
        let problem = |why| Problem::new(file, number, why);
        if let Some(comment) = text.strip_prefix('#') {
            head(&mut play, comment).map_err(problem)?;
        } else if let Some(step) = step(text).map_err(problem)? {
            play.lines.push(Line { number, text: text.trim().to_owned(), step });
        }
    }
    whole(&play).map_err(|why| Problem::new(file, 0, why))?;
    Ok(play)
}

fn head(play: &mut Play, comment: &str) -> Result<(), String> {
    if let Some(stages) = comment.trim().strip_prefix("stages:") {
        for name in stages.split_whitespace() {
            let stage =
                StageName::named(name).ok_or_else(|| format!("no stage is called `{name}`"))?;
            play.stages.push(stage);
        }
    }
    if let Some(proves) = comment.trim().strip_prefix("proves:") {
        play.proves.extend(proves.split_whitespace().map(str::to_owned));
    }
    Ok(())
}

fn step(text: &str) -> Result<Option<Step>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let Some(seen) = text.strip_prefix("  ") else {
        return if text.starts_with(char::is_whitespace) {
            Err("one space or a tab: a line that sees begins with two spaces".to_owned())
        } else {
            act::read(text).map(Step::Do).map(Some)
        };
    };
    if seen.starts_with(char::is_whitespace) {
        return Err("a line that sees begins with exactly two spaces".to_owned());
    }
    sight::read(seen).map(Step::See).map(Some)
}

/// A play that could not fail is not one.
fn whole(play: &Play) -> Result<(), String> {
    if play.stages.is_empty() {
        return Err("a head line `# stages: …` has to say where it plays".to_owned());
    }
    if !play.lines.iter().any(|line| matches!(line.step, Step::See(_))) {
        return Err("it sees nothing, so it cannot fail".to_owned());
    }
    if play.lines.first().is_some_and(|line| matches!(line.step, Step::See(_))) {
        return Err("it sees something before anything was done".to_owned());
    }
    Ok(())
}
