//! Lists the plays; with `--json` dumps them parsed, for stages that are not written in Rust.
//!
//! `cargo run -p stage --bin plays -- [--json] [FOLDER]`

use std::io::Write;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let json = arguments.iter().any(|argument| argument == "--json");
    let folder = arguments.iter().find(|argument| !argument.starts_with("--"));
    let plays = stage::plays(Path::new(folder.map_or("scenarios", String::as_str)))?;
    let mut out = std::io::stdout().lock();
    if json {
        serde_json::to_writer_pretty(&mut out, &plays)?;
        writeln!(out)?;
    } else {
        for play in plays {
            let stages: Vec<String> = play.stages.iter().map(|on| format!("{on:?}")).collect();
            let (id, sentence) = (&play.name.id, &play.name.sentence);
            writeln!(out, "{id:5} {sentence} [{}]", stages.join(" ").to_lowercase())?;
        }
    }
    Ok(())
}
