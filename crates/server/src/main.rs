//! The binary `rapport`: one process is a whole contact center.

mod accounts;
mod api;
mod app;
mod application;
mod boot;
mod channel_secrets;
mod channels;
mod config;
mod console;
mod demo;
mod drain;
mod egress;
mod emergency;
mod files;
mod housekeeping;
mod listener;
mod login_token;
mod mail;
mod media;
mod parts;
mod private;
mod prompts;
mod reach;
mod recording;
mod robots;
mod satisfaction;
mod sip_phones;
mod telephone;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Config, Flags};

/// The open contact center: phone and chat in one browser Workspace.
#[derive(Parser)]
#[command(name = "rapport", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the contact center
    Serve(Flags),
    /// Runs a seeded contact center on this machine, with a page where you are the customer
    Demo {
        #[command(flatten)]
        flags: Flags,
        #[command(flatten)]
        demo: demo::DemoFlags,
    },
    /// Says whether browsers and trunks can reach this machine, with the settings that `serve` would get
    Check(Flags),
    /// Prints a one-time link with which a member chooses a new password; works while the server runs
    ResetPassword {
        /// Whose
        email: String,
        #[command(flatten)]
        flags: Flags,
    },
    /// Lets robots call and write to a demo that runs, and answer if wanted
    Robot(robots::RobotFlags),
    /// Prints the OpenAPI document
    Openapi,
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Serve(flags) => run(&flags, boot::Mode::Serve),
        Command::Demo { flags, demo } => run(&flags, boot::Mode::Demo(demo)),
        Command::Check(flags) => check(&flags),
        Command::ResetPassword { email, flags } => console::reset_password(&email, &flags),
        Command::Robot(flags) => robots(flags),
        Command::Openapi => {
            use std::io::Write;
            std::io::stdout().write_all(api::openapi().as_bytes()).map_err(anyhow::Error::from)
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            use std::io::Write;
            // The last word to the operator: the chain of causes, on standard error.
            let _written = writeln!(std::io::stderr(), "rapport: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(flags: &Flags, mode: boot::Mode) -> anyhow::Result<()> {
    let config = Config::load(flags)?;
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(boot::run(config, mode))
}

fn robots(flags: robots::RobotFlags) -> anyhow::Result<()> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(robots::run(flags))
}

/// Fails where something is out of reach, after everything was said.
fn check(flags: &Flags) -> anyhow::Result<()> {
    use std::io::Write;
    let config = Config::load(flags)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let findings = runtime.block_on(reach::check(&config))?;
    for finding in &findings {
        writeln!(std::io::stdout(), "{finding}")?;
    }
    anyhow::ensure!(findings.iter().all(|finding| finding.good), "not everything is within reach");
    Ok(())
}
