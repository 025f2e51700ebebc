//! The workspace as cargo sees it: where it lies, where it builds, which targets it has.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

pub(crate) fn root() -> PathBuf {
    // `cargo run` sets the variable, so a clone that shares its target folder finds itself.
    let own = env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&own).ancestors().nth(2).map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

pub(crate) fn target_folder() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => env::current_dir().unwrap_or_default().join(folder),
        None => root().join("target"),
    }
}

/// The cargo that runs us.
pub(crate) fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(root());
    command
}

/// Builds the server and gives its program. Chosen from the whole workspace, as the tests choose it, so that `run` and
/// `test` share what they compile.
pub(crate) fn rapport() -> Result<PathBuf> {
    foreground(&mut cargo(&["build", "--workspace", "--bin", "rapport"]))?;
    Ok(target_folder().join("debug/rapport"))
}

/// The same for the simulator.
pub(crate) fn simulator() -> Result<PathBuf> {
    foreground(&mut cargo(&["build", "--workspace", "--bin", "simulator"]))?;
    Ok(target_folder().join("debug/simulator"))
}

/// The compiler that this cargo uses.
pub(crate) fn rustc() -> Command {
    let mut command = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    command.current_dir(root());
    command
}

/// Every file that git tracks or would track with the next commit.
pub(crate) fn files(root: &Path) -> Result<Vec<String>> {
    let mut git = Command::new("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(root);
    let paths = output(&mut git)?;
    Ok(paths.split_terminator('\0').map(str::to_owned).collect())
}

pub(crate) fn metadata(args: &[&str]) -> Result<Value> {
    let text = output(cargo(&["metadata", "--format-version", "1"]).args(args))?;
    serde_json::from_str(&text).context("read what cargo metadata says")
}

/// Whether `package` has a target of `kind` (`bin`, `test`) called `name`.
pub(crate) fn has_target(package: &str, kind: &str, name: &str) -> Result<bool> {
    Ok(lists_target(&metadata(&["--no-deps"])?, package, kind, name))
}

fn lists_target(metadata: &Value, package: &str, kind: &str, name: &str) -> bool {
    array(&metadata["packages"])
        .iter()
        .filter(|found| found["name"] == package)
        .flat_map(|found| array(&found["targets"]))
        .any(|target| target["name"] == name && array(&target["kind"]).iter().any(|k| k == kind))
}

pub(crate) fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The standard output of a short command; its complaints go to the terminal.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let done = command
        .stderr(std::process::Stdio::inherit())
        .output()
        .with_context(|| format!("start {}", spoken(command)))?;
    ensure!(done.status.success(), "`{}` failed: {}", spoken(command), done.status);
    String::from_utf8(done.stdout).context("read its output")
}

/// Runs a command in the foreground, with our terminal.
pub(crate) fn foreground(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("start {}", spoken(command)))?;
    ensure!(status.success(), "`{}` failed: {status}", spoken(command));
    Ok(())
}

/// The command as one would type it.
pub(crate) fn spoken(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_target_is_found_by_package_kind_and_name() {
        let metadata = json!({ "packages": [
            { "name": "stage", "targets": [{ "name": "live", "kind": ["test"] }] },
            { "name": "robot", "targets": [{ "name": "bench", "kind": ["bin"] }] },
        ]});
        assert!(lists_target(&metadata, "stage", "test", "live"));
        assert!(!lists_target(&metadata, "stage", "bin", "live"));
        assert!(!lists_target(&metadata, "stage", "test", "bench"));
        assert!(!lists_target(&metadata, "server", "test", "live"));
    }

    #[test]
    fn a_command_is_spoken_as_typed() {
        assert_eq!(spoken(Command::new("/usr/bin/npm").args(["run", "check"])), "npm run check");
    }
}
