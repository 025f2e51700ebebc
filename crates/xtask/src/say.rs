//! What a person at the terminal reads.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks by printing")]

pub(crate) fn line(text: &str) {
    println!("{text}");
}

pub(crate) fn error(error: &anyhow::Error) {
    eprintln!("xtask: {error:#}");
}
