//! ST01's table as plays, one for each of its cells: made from the very table that the core decides by, so that no cell
//! is forgotten and none is believed that nobody has tried.
//!
//! Ann is brought into the label of a row; Bob and the customers try what the column is about.

use acd::{Allowed, Label, Left, PERMISSIONS, Permissions};

use crate::{Play, Problem, read};

/// The plays of all cells, named by row and column.
pub fn plays() -> Result<Vec<Play>, Problem> {
    let cells = PERMISSIONS.iter().flat_map(|row| {
        [
            ("queue_calls", "Ann", queue_calls(row.queue_calls).to_owned()),
            ("queue_sessions", "Ann", queue_sessions(row.queue_sessions).to_owned()),
            ("calls_in", "Bob", calls_in(row.calls_in)),
            ("sessions_in", "Ann", sessions_in(row.sessions_in)),
            ("calls_out", "Ann", calls_out(*row)),
            ("left", "Ann", left(*row).to_owned()),
        ]
        .map(|(column, support, lines)| (row.label, column, support, lines))
    });
    cells
        .map(|(label, column, support, lines)| {
            let file = format!("status/st01_{}_{column}.scn", name(label));
            let label = brought_into(label);
            let text = format!("# stages: pure live\nSupport has {support}\n{HOUSE}{label}{lines}");
            read::play(&file, &text)
        })
        .collect()
}

/// Sales is where the call comes from that brings Ann in line.
const HOUSE: &str = "\
Help has Ann
Sales has Ann
Ann is available
";

fn name(label: Label) -> &'static str {
    match label {
        Label::Available => "available",
        Label::Busy => "busy",
        Label::OnBreak => "on_break",
        Label::InLine => "in_line",
        Label::AfterCallWork => "after_call_work",
        Label::Offline => "offline",
    }
}

fn brought_into(label: Label) -> String {
    const TALK: &str = "\
Zoe calls Sales
  Ann rings for Zoe, 20s
Ann accepts Zoe
  Ann is In line
  Ann talks with Zoe
";
    const WORK: &str = "\
wait 2s
Zoe hangs up
  Zoe's call ended (ended_by_customer)
  Ann is After-call-work
";
    match label {
        Label::Available => String::new(),
        Label::Busy => "Ann sets Busy\n".to_owned(),
        Label::OnBreak => "Ann sets On break (lunch)\n".to_owned(),
        Label::Offline => "Ann sets Offline\n".to_owned(),
        Label::InLine => TALK.to_owned(),
        Label::AfterCallWork => format!("{TALK}{WORK}"),
    }
}

fn queue_calls(allowed: Allowed) -> &'static str {
    match allowed {
        Allowed::Yes | Allowed::UpToCapacity => "Mia calls Support\n  Ann rings for Mia, 20s\n",
        Allowed::No => "Mia calls Support\n  Mia waits in Support\n",
    }
}

fn queue_sessions(allowed: Allowed) -> &'static str {
    match allowed {
        Allowed::Yes | Allowed::UpToCapacity => "Leo writes to Help \"hello\"\n  Ann has Leo\n",
        Allowed::No => "Leo writes to Help \"hello\"\n  Leo waits in Help\n",
    }
}

/// A call that Bob has, and hands over.
fn calls_in(allowed: Allowed) -> String {
    const BOB_TALKS: &str = "\
Bob is available
Mia calls Support
  Bob rings for Mia, 20s
Bob accepts Mia
  Bob is In line
  Bob talks with Mia
wait 2s
Bob transfers Mia to Ann
";
    let then = match allowed {
        Allowed::Yes | Allowed::UpToCapacity => {
            "  Ann rings for Mia, 20s\n  Bob is After-call-work\n"
        }
        Allowed::No => "  refused target-unavailable\n  Bob still talks with Mia\n",
    };
    format!("{BOB_TALKS}{then}")
}

/// A session that Bob has, and hands over.
fn sessions_in(allowed: Allowed) -> String {
    const BOB_HAS: &str = "\
Bob is available
Leo writes to Shop \"hello\"
  Bob has Leo
  Leo wrote \"hello\" (1)
Bob transfers Leo to Ann
";
    let then = match allowed {
        Allowed::Yes | Allowed::UpToCapacity => "  Ann rings for Leo, 20s\n",
        Allowed::No => "  refused target-unavailable\n  Bob still has Leo\n",
    };
    format!("{BOB_HAS}{then}")
}

fn calls_out(row: Permissions) -> String {
    let then = match (row.calls_out, row.label) {
        (Allowed::Yes | Allowed::UpToCapacity, _) => "Ann dials Mia\n  Ann is In line",
        (Allowed::No, Label::Offline) => "refused offline",
        (Allowed::No, _) => "refused in-line",
    };
    format!("Ann dials Mia for Sales\n  {then}\n")
}

fn left(row: Permissions) -> &'static str {
    match row.left {
        Left::ByHand if row.label == Label::Busy => {
            "Ann sets On break (lunch)\n  Ann is On break (lunch)\n"
        }
        Left::ByHand => "Ann sets Busy\n  Ann is Busy\n",
        Left::ByReserving => {
            "\
Ann sets Busy
  refused in-line
Ann reserves Busy
  Ann's next status is Busy
  Ann is still In line
"
        }
        Left::ByButtonOrChoice => {
            "\
Ann continues after-call-work
  Ann's work has no countdown
Ann sets Busy
  Ann is Busy
"
        }
        Left::ByOnline => {
            "\
Ann sets Busy
  refused offline
Ann goes online
  Ann is Available
"
        }
    }
}
