//! ST01's table once more, written from the table and not from the core: what the auditor holds offers against (I03, I11).

use acd::{Chosen, GroupKind, Label};

/// What the six words allow a queue to do.
pub(super) const fn queue_may_offer(label: Label, kind: GroupKind) -> bool {
    match (label, kind) {
        (Label::Available, GroupKind::Voice | GroupKind::Chat) => true,
        (
            Label::Busy | Label::OnBreak | Label::InLine | Label::AfterCallWork | Label::Offline,
            GroupKind::Voice | GroupKind::Chat,
        ) => false,
    }
}

/// Whether a call that is meant for this very member may ring: a colleague's, or one's own that comes back.
pub(super) const fn may_be_rung(label: Label) -> bool {
    match label {
        Label::Available | Label::Busy | Label::AfterCallWork => true,
        Label::OnBreak | Label::InLine | Label::Offline => false,
    }
}

/// Whether a member may call somebody (ST01). VC44: help in any but In line.
pub(super) const fn may_call_out(label: Label, for_help: bool) -> bool {
    match label {
        Label::Available | Label::Busy | Label::OnBreak | Label::AfterCallWork => true,
        Label::InLine => false,
        Label::Offline => for_help,
    }
}

/// Whether a person may leave the label by choosing another one (ST05, ST09: two of them are left in other ways).
pub(super) const fn left_by_choosing(label: Label) -> bool {
    match label {
        Label::Available | Label::Busy | Label::OnBreak | Label::AfterCallWork => true,
        Label::InLine | Label::Offline => false,
    }
}

/// The word for what was chosen, while nothing else is going on.
pub(super) const fn word_for(chosen: Chosen) -> Label {
    match chosen {
        Chosen::Available => Label::Available,
        Chosen::Busy => Label::Busy,
        Chosen::OnBreak { .. } => Label::OnBreak,
        Chosen::Offline { .. } => Label::Offline,
    }
}
