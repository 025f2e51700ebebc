//! Who runs us.

use std::process::Command;

use anyhow::Result;

use crate::workspace;

pub(crate) fn is_root() -> Result<bool> {
    Ok(workspace::output(Command::new("id").arg("-u"))?.trim() == "0")
}
