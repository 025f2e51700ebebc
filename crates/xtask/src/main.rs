//! `cargo xtask`: runs, tests and tends the project. It knows the tools and the folders, and
//! nothing of the product.

mod account;
mod bench;
mod broken_rules;
mod build_tools;
mod child;
mod node;
mod openapi;
mod run;
mod say;
mod soak;
mod test;
mod tidy;
mod workspace;

use std::env;
use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask run [-- ARGS]                   build web and server, start the demo
cargo xtask test [--only ID] [--minutes N]  all that CI runs; --only: the tests that name ID
cargo xtask tidy                            the rules no compiler knows
cargo xtask openapi                         write docs/openapi.json and the web's types anew
cargo xtask bench                           measure; `bench codecs`: what transcoding costs
cargo xtask bench chat [-- ARGS]            the same for a message, beside socket.io with PostgreSQL
cargo xtask soak simulator [-- ARGS]        20,000 random days in virtual time, or `-- --seed N` again
cargo xtask soak crowd [MINUTES]            a crowd that writes over a bad network, on both databases
cargo xtask soak returns [TIMES]            an agent's tab that is reloaded and crashes in a call
cargo xtask soak                            all of them
cargo xtask broken-rules [--stage live] [--only TEXT]
                                            break each rule and see its plays turn red";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(code) => code,
        Err(error) => {
            say::error(&error);
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[String]) -> Result<ExitCode> {
    let Some((verb, rest)) = args.split_first() else { bail!("which one?\n{USAGE}") };
    match verb.as_str() {
        "run" => run::demo(after_dashes(rest))?,
        "test" => return test::all(&test::Wish::read(rest)?),
        "tidy" => return tidy::report(),
        "broken-rules" => return broken_rules::run(rest),
        "openapi" => openapi::write()?,
        "bench" => bench::start(rest)?,
        "soak" => soak::start(rest)?,
        "help" | "--help" | "-h" => say::line(USAGE),
        other => bail!("there is no `{other}`:\n{USAGE}"),
    }
    Ok(ExitCode::SUCCESS)
}

/// `run -- --http X` and `run --http X` mean the same.
fn after_dashes(args: &[String]) -> &[String] {
    match args.split_first() {
        Some((first, rest)) if first == "--" => rest,
        _ => args,
    }
}
