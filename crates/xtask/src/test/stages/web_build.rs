//! Stage web build: the pages that the server carries; the browser stage looks at them.

use anyhow::Result;

use super::super::session::Session;
use crate::node;

pub(super) fn build(session: &mut Session) -> Result<()> {
    session.run(&mut node::web()?.script("build", &[]))
}
