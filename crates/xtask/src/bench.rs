//! `cargo xtask bench`: programs of crate `robot`, built as they would be shipped.

use anyhow::{Result, bail, ensure};

use crate::node::{self, Packages};
use crate::{after_dashes, test, workspace};

/// What `bench chat` compares with.
const PEER: &str = "bench/socket-io";

pub(crate) fn start(args: &[String]) -> Result<()> {
    match args.split_first() {
        None => run("bench", &[]),
        Some((which, rest)) => match which.as_str() {
            "--" => run("bench", rest),
            "codecs" => run("codecs", after_dashes(rest)),
            "chat" => chat(after_dashes(rest)),
            other => bail!("there is no bench `{other}`, only `codecs` and `chat`"),
        },
    }
}

fn chat(wishes: &[String]) -> Result<()> {
    node::require()?;
    let packages = Packages::below(&workspace::root(), PEER)?;
    if let Some(mut install) = packages.install()? {
        workspace::foreground(&mut install)?;
        packages.remember_installed()?;
    }
    let peer = workspace::root().join(PEER).join("server.mjs");
    test::beside_postgres(|url, pid| {
        let mut args = vec![format!("--peer={}", peer.display())];
        args.extend([format!("--postgres={url}"), format!("--postgres-pid={pid}")]);
        args.extend_from_slice(wishes);
        run("chats", &args)
    })
}

fn run(name: &str, args: &[String]) -> Result<()> {
    let exists = workspace::has_target("robot", "bin", name)?;
    ensure!(exists, "crate robot has no program `{name}` yet");
    // The program starts the server that was built beside it.
    let server = ["build", "--release", "--package", "server", "--bin", "rapport"];
    workspace::foreground(&mut workspace::cargo(&server))?;
    let mut command = workspace::cargo(&["run", "--release", "--package", "robot", "--bin", name]);
    workspace::foreground(command.arg("--").args(args))
}
