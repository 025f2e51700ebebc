//! F01: the dialog of a call from a trunk, on disk before the answer leaves and off it once the call has ended.

use acd::ApplicationId;
use media::LegId;
use sip::SavedDialog;
use store::{LiveHandset, LiveLeg, Store, Write};
use uuid::Uuid;

use super::beside::Beside;
use super::line_id::LineId;

pub(super) async fn save(
    beside: &Beside,
    application: ApplicationId,
    line: LineId,
    dialog: &SavedDialog,
) -> bool {
    let Some(clock) = beside.applications.find(application).map(|found| found.clock) else {
        return false;
    };
    let dialog = match serde_json::to_value(dialog) {
        Ok(dialog) => dialog,
        Err(error) => {
            tracing::error!(contact.id = %line.contact, %error, "a dialog has no JSON");
            return false;
        }
    };
    let LineId { contact, side } = line;
    let leg = LiveLeg { contact, side, application, dialog, at: clock.now() };
    let saved = beside.store.write(leg.put()).await;
    if let Err(error) = &saved {
        let error = error as &dyn std::error::Error;
        tracing::error!(contact.id = %contact, error, "a call's dialog could not be stored");
    }
    saved.is_ok()
}

/// A row that stays behind costs a BYE to nobody at the next start.
pub(super) async fn forget(store: &Store, lines: &[LineId]) {
    let removals = lines.iter().map(|line| LiveLeg::remove(line.contact, line.side));
    let Some(all) = removals.reduce(Write::and) else { return };
    if let Err(error) = store.write(all).await {
        let error = &error as &dyn std::error::Error;
        tracing::warn!(error, "the dialogs of ended calls could not be removed");
    }
}

/// The same for a call to a member's SIP phone.
pub(super) async fn save_handset(store: &Store, leg: LegId, dialog: &SavedDialog) -> bool {
    let leg = Uuid::from_u128(leg.0);
    let Ok(dialog) = serde_json::to_value(dialog) else { return false };
    let saved = store.write(LiveHandset { leg, dialog }.put()).await;
    if let Err(error) = &saved {
        let error = error as &dyn std::error::Error;
        tracing::error!(error, "the dialog of a SIP phone's call could not be stored");
    }
    saved.is_ok()
}

pub(super) async fn forget_handsets(store: &Store, legs: &[LegId]) {
    let removals = legs.iter().map(|leg| LiveHandset::remove(Uuid::from_u128(leg.0)));
    let Some(all) = removals.reduce(Write::and) else { return };
    if let Err(error) = store.write(all).await {
        let error = &error as &dyn std::error::Error;
        tracing::warn!(error, "the dialogs of SIP phones' calls could not be removed");
    }
}
