//! Lists the plays; with `--json` dumps them parsed, for stages that are not written in Rust; with `--perform` plays
//! them on the pure stage and says of each whether it is green or red.
//!
//! `cargo run -p stage --bin plays -- [--json | --perform] [FOLDER]`

use std::io::{self, Write};
use std::path::Path;

use stage::{Play, StageName, pure};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let asked = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let folder = arguments.iter().find(|argument| !argument.starts_with("--"));
    let plays = stage::plays(Path::new(folder.map_or("scenarios", String::as_str)))?;
    let mut out = io::stdout().lock();
    if asked("--json") {
        serde_json::to_writer_pretty(&mut out, &plays)?;
        writeln!(out)?;
    } else if asked("--perform") {
        perform(&plays, &mut out)?;
    } else {
        list(&plays, &mut out)?;
    }
    Ok(())
}

fn list(plays: &[Play], out: &mut impl Write) -> io::Result<()> {
    for play in plays {
        let stages: Vec<String> = play.stages.iter().map(|on| format!("{on:?}")).collect();
        let (id, sentence) = (&play.name.id, &play.name.sentence);
        writeln!(out, "{id:5} {sentence} [{}]", stages.join(" ").to_lowercase())?;
    }
    Ok(())
}

/// A line before each play and one after it, so that a reader knows in which one the core went round for ever.
fn perform(plays: &[Play], out: &mut impl Write) -> io::Result<()> {
    // What a broken invariant says is told with its play.
    std::panic::set_hook(Box::new(|_| {}));
    for play in plays.iter().filter(|play| play.stages.contains(&StageName::Pure)) {
        writeln!(out, "begins {}", play.file)?;
        out.flush()?;
        match pure::play(play) {
            Ok(()) => writeln!(out, "green {}", play.file)?,
            Err(problem) => {
                let why = problem.why.replace('\n', " ");
                writeln!(out, "red {} {}: {why}", play.file, problem.line)?;
            }
        }
        out.flush()?;
    }
    Ok(())
}
