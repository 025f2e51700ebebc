//! ST01, I11: the table of rights, cell for cell as it is specified, beside how each label comes about.

use acd::{
    Acd, BreakReason, Chosen, Engagement, Label, NotRoutable, OfflineWhy, PERMISSIONS, Permissions,
};

use crate::center::{
    Center, chat_group, group, member, put_group, put_member, reason, voice_group,
};

/// Columns: queue calls, queue sessions, calls in, sessions in, calls out, left by.
const SPECIFIED: &str = "
Available     Yes UpToCapacity Yes UpToCapacity Yes ByHand
Busy          No  No           Yes UpToCapacity Yes ByHand
OnBreak       No  No           No  UpToCapacity Yes ByHand
InLine        No  No           No  UpToCapacity No  ByReserving
AfterCallWork No  No           Yes UpToCapacity Yes ByButtonOrChoice
Offline       No  No           No  No           No  ByOnline
";

#[test]
fn st01_the_rights_of_each_label_are_as_specified() {
    let rows: Vec<String> = PERMISSIONS.into_iter().map(told).collect();
    let specified: Vec<String> = SPECIFIED
        .trim()
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(rows, specified);
}

/// The Workspace walks the same table through its screens.
#[test]
fn st01_the_table_that_the_screens_are_compared_with_is_this_one() {
    let kept = include_str!("../../../../web/packages/live/src/permissions.gen.json");
    let fresh = serde_json::to_string(&PERMISSIONS).unwrap();
    assert_eq!(kept.trim_end(), fresh, "put the right side into permissions.gen.json");
}

#[test]
fn st01_each_label_finds_its_own_row() {
    for row in PERMISSIONS {
        assert_eq!(row.label.permissions().label, row.label);
    }
}

#[test]
fn st01_the_label_is_derived_from_both_layers() {
    use Engagement::{AfterCallWork, Free, OnCall, Ringing};
    let on_break = Chosen::OnBreak { reason: BreakReason::Listed { id: reason(1) } };
    let offline = Chosen::Offline { why: OfflineWhy::ByHand };
    let chosen = [
        (Chosen::Available, Label::Available),
        (Chosen::Busy, Label::Busy),
        (on_break, Label::OnBreak),
        (offline, Label::Offline),
    ];
    for (chosen, label) in chosen {
        assert_eq!(Label::of(chosen, Free), label);
        assert_eq!(Label::of(chosen, Ringing), label);
        assert_eq!(Label::of(chosen, OnCall), Label::InLine);
        assert_eq!(Label::of(chosen, AfterCallWork), Label::AfterCallWork);
    }
}

#[test]
fn rt06_the_reason_that_a_person_can_fix_first_is_told_first() {
    let mut center =
        Center::new([put_member(1), put_group(voice_group(1, [1])), put_group(chat_group(2, [1]))]);
    let why = |acd: &Acd, of| acd.why_not_routable(member(1), group(of));
    let offline = NotRoutable::Label { label: Label::Offline };
    assert_eq!(why(&center.acd, 1), Some(offline));
    center.feed(crate::center::command(1, acd::Command::GoOnline));
    assert_eq!(why(&center.acd, 1), Some(NotRoutable::NotConnected));
    center.feed(crate::center::fact(acd::Fact::BrowserLive { member: member(1) }));
    assert_eq!(why(&center.acd, 1), Some(NotRoutable::NoAudio), "AC06: voice needs sound");
    assert_eq!(why(&center.acd, 2), None, "AC06: chat does not");
}

fn told(row: Permissions) -> String {
    let Permissions { label, queue_calls, queue_sessions, calls_in, sessions_in, calls_out, left } =
        row;
    format!(
        "{label:?} {queue_calls:?} {queue_sessions:?} {calls_in:?} {sessions_in:?} {calls_out:?} {left:?}"
    )
}
