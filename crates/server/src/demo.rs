//! The demo: a small company that is seeded once, and a guide to it. Besides seed and loopback trunk nothing differs from
//! `serve`.

mod aside;
mod menu;
mod rush_hour;
mod seed;
mod town;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use self::seed::DemoSeed;
pub(crate) use rush_hour::RushHours;
pub(crate) use seed::{COMPANY, LOOPBACK, guide, plant};
pub(crate) use town::open_town;

#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct DemoFlags {
    #[command(flatten)]
    pub(crate) seed: DemoSeed,

    /// Lets other machines reach the demo, though everybody knows its passwords
    #[arg(long, env = "RAPPORT_DEMO_BEYOND_THIS_MACHINE")]
    beyond_this_machine: bool,
}

impl DemoFlags {
    /// Beyond this machine it is an open house: its passwords are published, and its outbox shows every link.
    pub(crate) fn may_listen_at(self, http: SocketAddr) -> anyhow::Result<()> {
        anyhow::ensure!(
            http.ip().to_canonical().is_loopback() || self.beyond_this_machine,
            "--http {http} lets other machines reach a demo, and everybody knows its passwords: give an address of this machine \
             alone, as in 127.0.0.1:8080, or say --beyond-this-machine if that is what you want"
        );
        Ok(())
    }
}

/// Where the guide is written down.
pub(crate) fn guide_path(data: &Path) -> PathBuf {
    data.join("demo.json")
}

/// How to get in, also written to `DATA/demo.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct DemoGuide {
    pub(crate) url: String,
    /// The number to dial.
    pub(crate) hotline: String,
    /// Where a SIP phone on this machine reaches it.
    pub(crate) sip: String,
    pub(crate) widget_key: String,
    /// VC41: the number that a menu answers, and the page's key that calls it.
    pub(crate) menu_line: String,
    pub(crate) menu_key: String,
    pub(crate) demo_page: String,
    pub(crate) members: Vec<DemoMember>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct DemoMember {
    pub(crate) email: String,
    pub(crate) password: String,
    pub(crate) roles: Vec<wire::login::Role>,
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        demo: DemoFlags,
    }

    fn listens(http: &str, flags: &[&str]) -> Result<(), String> {
        let line = Line::parse_from([&["demo"], flags].concat());
        line.demo.may_listen_at(http.parse().unwrap()).map_err(|error| error.to_string())
    }

    #[test]
    fn op02_a_demo_leaves_its_machine_only_where_that_is_said() {
        for here in ["127.0.0.1:8080", "127.0.0.2:1", "[::1]:8080", "[::ffff:127.0.0.1]:8080"] {
            assert_eq!(listens(here, &[]), Ok(()));
        }
        for everywhere in ["0.0.0.0:8080", "[::]:8080", "192.0.2.7:8080"] {
            let said = listens(everywhere, &[]).unwrap_err();
            assert!(said.contains(&format!("--http {everywhere}")), "{said}");
            assert_eq!(listens(everywhere, &["--beyond-this-machine"]), Ok(()));
        }
    }
}
