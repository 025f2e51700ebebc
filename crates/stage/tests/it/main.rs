//! The plays, and the reader's own tests.

mod flows_of_cast;
mod form;
mod menu;
mod plays;
mod reader;
mod simulator;
mod stages;

fn scenarios() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios")
}
