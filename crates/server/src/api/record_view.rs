//! Records as the wire has them: ids become names.

use acd::{Entry, Event, MemberId, Verdict};
use driver::Directory;
use store::{Moment, Offer, PressedKey, Record, Recording};
use wire::record::{
    CandidateView, DecisionView, RecordRow, RecordingSpan, RecordingView, TimelineRow,
};
use wire::workspace::GroupKind;

pub(super) fn recording_view(recording: &Recording, book: &Directory) -> RecordingView {
    RecordingView {
        id: recording.id.0,
        member: book.member(recording.member),
        started: recording.started.0,
        ready: recording.finished.is_some(),
        length_ms: recording.length.0,
        complete: recording.complete,
        failure: recording.failure.map(word),
        spans: recording.spans.iter().map(span).collect(),
    }
}

fn span(span: &store::SilentSpan) -> RecordingSpan {
    RecordingSpan { why: word(span.why), from_ms: span.from.0, to_ms: span.to.0 }
}

pub(super) fn row(record: &Record, book: &Directory) -> RecordRow {
    let (kind, entry) = match record.entry {
        Entry::Call { number } => (GroupKind::Voice, book.numbers.get(&number)),
        Entry::Session { channel } => (GroupKind::Chat, book.channels.get(&channel)),
    };
    RecordRow {
        id: record.contact.0,
        kind,
        customer: book.customer(record.customer),
        entry: entry.cloned().unwrap_or_default(),
        group: record.group.map(|group| book.group(group)),
        member: record.member.map(|member| book.member(member)),
        arrived: record.arrived.0,
        answered: record.answered.map(|at| at.0),
        ended: record.ended.map(|at| at.0),
        end_reason: record.end_reason.map(word),
        waited: record.waited.0,
        talked: record.talk.0,
        held: record.hold.0,
    }
}

pub(super) fn timeline_row(moment: &Moment, keys: &[PressedKey], book: &Directory) -> TimelineRow {
    // The journal's own form names the event and, where there is one, the member.
    let event = serde_json::to_value(&moment.event).unwrap_or_default();
    let text = |name: &str| event.get(name).and_then(|value| value.as_str()).map(str::to_owned);
    let member = text("member").and_then(|id| id.parse().ok()).map(MemberId);
    TimelineRow {
        at: moment.at.0,
        what: text("event").unwrap_or_default(),
        member: member.map(|member| book.member(member)),
        key: match &moment.event {
            Event::KeyPressed(pressed) => keys
                .iter()
                .find(|kept| kept.place == pressed.place)
                .map(|kept| kept.key.0.to_string()),
            _ => None,
        },
    }
}

pub(super) fn decision(offer: &Offer, book: &Directory) -> DecisionView {
    let candidates = offer.decision.candidates.iter().map(|candidate| CandidateView {
        member: book.member(candidate.member),
        verdict: match candidate.verdict {
            Verdict::Chosen => "chosen".to_owned(),
            Verdict::Eligible => "eligible".to_owned(),
            Verdict::NotRoutable { why } => tag(why, "why"),
        },
    });
    DecisionView {
        at: offer.made.0,
        strategy: word(offer.decision.strategy),
        candidates: candidates.collect(),
        unlisted: offer.decision.unlisted,
    }
}

/// An enum's word in the journal.
fn word(value: impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// A tagged enum's word in the journal.
fn tag(value: impl serde::Serialize, name: &str) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| Some(value.get(name)?.as_str()?.to_owned()))
        .unwrap_or_default()
}
