//! Plays: sentences that people read and machines perform. `scenarios/README.md` is the language for those who write
//! plays; this is the rule by which they fail.
//!
//! A flush-left line *does*, a line indented by two spaces *sees*. After each act the stage shows what happened, in
//! order, as sights. A sight is *told* or an *aside*:
//!
//! - Every told sight has to be seen by a line of the play, in the order in which it happened. A told sight that no
//!   line sees fails the play at the next act or at its end; a line that sees what did not happen fails there.
//! - An aside may be seen, at its place in the order, or be left out. Asides are: what a customer hears; a next
//!   status; a recording that ends with its talk; and the echo of the act itself (`Ann sets Busy` need not see `Ann is
//!   Busy`, `Leo writes "hi"` need not see that he wrote it). What is left out must not be invented: an aside that is seen has to have happened.
//! - A contact's entry into a queue is told only when it still waits there at the end of the step: an agent who is
//!   free rings at once.
//! - Lines with *still* and the like (`Ann is still Busy`, `Mia is number 2 in Support`) ask how things stand and
//!   use up no sight.
//!
//! A stage that is played by several observers at once (live, browser) holds the same lines against the same sights
//! in any order within an act; what is told and not seen fails there too, at the latest at the end.
//!
//! A play without a line that sees fails, and so does one that no stage plays.

pub mod act;
pub mod cast;
pub mod config;
pub mod desk_phone;
pub mod files;
pub mod flows_of_cast;
mod heard;
pub mod ids;
pub mod internal;
pub mod menu;
pub mod outside;
pub mod permission_table;
pub mod play;
mod problem;
pub mod pure;
pub mod read;
pub mod sight;
pub mod simulator;
pub mod spoken;
pub mod stage;
mod status;
pub mod tabs;
pub mod taped;
pub mod teller;
mod weight;

use std::path::Path;

pub use play::Play;
pub use problem::Problem;
pub use stage::{Order, Shown, Stage, StageName, Weight};

/// Reads all plays below a folder, by file name.
pub fn plays(folder: &Path) -> Result<Vec<Play>, Problem> {
    let mut files = vec![];
    collect(folder, folder, &mut files)?;
    files.sort();
    files
        .into_iter()
        .map(|file| {
            let text = std::fs::read_to_string(folder.join(&file));
            let text = text.map_err(|error| Problem::new(&file, 0, error.to_string()))?;
            read::play(&file, &text)
        })
        .collect()
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<String>) -> Result<(), Problem> {
    let problem = |error: std::io::Error| {
        Problem::new(&folder.display().to_string(), 0, format!("it cannot be read: {error}"))
    };
    for entry in std::fs::read_dir(folder).map_err(problem)? {
        let path = entry.map_err(problem)?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|end| end == "scn") {
            let file = path.strip_prefix(root).unwrap_or(&path);
            files.push(file.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}
