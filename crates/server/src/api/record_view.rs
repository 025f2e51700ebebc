//! Records as the wire has them: ids become names.

use acd::{
    ConsultStep, ConsultWith, CustomerId, Entry, Event, ExternalMoved, ExternalStep, FarEnd,
    FlowMoved, InternalMoved, InternalStep, LimitStep, PhoneId, Verdict,
};
use driver::Book;
use flow::{Left, Way};
use store::{HandOverNote, Moment, Offer, PressedKey, Record, Recording, SessionRating, Strain};
use wire::record::{
    CandidateView, DecisionView, Happening, RecordRow, RecordingSpan, RecordingView, StrainKind,
    StrainView, TimelineRow,
};
use wire::workspace::{Direction, GroupKind, NoteView, RatingView};

pub(super) fn recording_view(recording: &Recording, book: &Book) -> RecordingView {
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

pub(super) fn strain_view(strain: &Strain, book: &Book) -> StrainView {
    let (what, worst) = match strain.kind {
        store::StrainKind::Still => (StrainKind::Still, None),
        store::StrainKind::Delay => (StrainKind::Delay, Some(strain.worst)),
        store::StrainKind::Jitter => (StrainKind::Jitter, Some(strain.worst)),
        store::StrainKind::Loss => (StrainKind::Loss, Some(strain.worst)),
    };
    StrainView {
        what,
        member: strain.member.map(|member| book.member(member)),
        began: strain.began.0,
        length_ms: strain.length.0,
        worst,
    }
}

fn span(span: &store::SilentSpan) -> RecordingSpan {
    RecordingSpan { why: word(span.why), from_ms: span.from.0, to_ms: span.to.0 }
}

pub(super) fn row(record: &Record, book: &Book) -> RecordRow {
    let (kind, entry) = match record.entry {
        Some(Entry::Call { number } | Entry::Outbound { number }) => {
            (GroupKind::Voice, book.numbers.get(&number))
        }
        Some(Entry::Session { channel }) => (GroupKind::Chat, book.channels.get(&channel)),
        None => (GroupKind::Voice, None),
    };
    RecordRow {
        id: record.contact.0,
        kind,
        direction: match record.entry {
            Some(Entry::Outbound { .. }) => Direction::Outbound,
            Some(Entry::Call { .. } | Entry::Session { .. }) => Direction::Inbound,
            None => Direction::Internal,
        },
        customer: record.customer.map(|customer| book.customer(customer)),
        called: record.called.map(|called| book.member(called)),
        phone: record.called_phone.map(|phone| book.phone(phone)),
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

/// VC15.
pub(super) fn note_view(note: &HandOverNote, book: &Book) -> NoteView {
    NoteView { by: book.member(note.member), at: note.at.0, text: note.body.clone() }
}

/// Nothing for what is no contact's own.
pub(super) fn timeline_row(
    moment: &Moment,
    keys: &[PressedKey],
    book: &Book,
) -> Option<TimelineRow> {
    let key = match &moment.event {
        Event::KeyPressed(pressed) => keys.iter().find(|kept| kept.place == pressed.place),
        _ => None,
    };
    let flow = match &moment.event {
        Event::SelfServiceStarted(started) => Some(started.flow_id),
        Event::SurveyStarted(started) => Some(started.flow_id),
        _ => None,
    };
    Some(TimelineRow {
        at: moment.at.0,
        what: happening(&moment.event)?,
        member: moment.event.member().map(|member| book.member(member)),
        key: key.map(|kept| kept.key.0.to_string()),
        flow: flow.map(|id| book.flows.get(&id).cloned().unwrap_or_default()),
        number: called(&moment.event).and_then(|called| {
            let called = book.customers.get(&called)?;
            Some(called.number.clone().unwrap_or_else(|| called.name.clone()))
        }),
        phone: at_phone(&moment.event).map(|phone| book.phone(phone).name),
        score: score(&moment.event).or_else(|| rated(&moment.event)),
    })
}

const fn consult(step: ConsultStep) -> Option<Happening> {
    Some(match step {
        ConsultStep::Joined { .. } => Happening::ConsultJoined,
        ConsultStep::Started => Happening::ConsultStarted,
        ConsultStep::Turned { with: ConsultWith::Consultant } => Happening::ConsultWithColleague,
        ConsultStep::Turned { with: ConsultWith::Customer } => Happening::ConsultWithCustomer,
        ConsultStep::Turned { with: ConsultWith::All } => Happening::ConsultWithAll,
        ConsultStep::Muted { muted: true } => Happening::ConsultMuted,
        ConsultStep::Muted { muted: false } => Happening::ConsultUnmuted,
        ConsultStep::Completed => Happening::ConsultCompleted,
        ConsultStep::CalledOff => Happening::ConsultCalledOff,
        ConsultStep::Ended { .. } => Happening::ConsultEnded,
        // The offer tells it.
        ConsultStep::RingsOn { .. } => return None,
    })
}

/// VC13: whose number was called.
pub(super) const fn called(event: &Event) -> Option<CustomerId> {
    match event {
        Event::ExternalMoved(ExternalMoved {
            far_end: FarEnd::Customer(called),
            step:
                ExternalStep::Dialled { .. }
                | ExternalStep::Asked { .. }
                | ExternalStep::Turned { .. }
                | ExternalStep::Completed { .. }
                | ExternalStep::Released { .. },
            ..
        }) => Some(*called),
        _ => None,
    }
}

/// VC12, VC15, VC30: which phone it is about, where that is said.
const fn at_phone(event: &Event) -> Option<PhoneId> {
    match event {
        Event::ExternalMoved(ExternalMoved {
            far_end,
            step:
                ExternalStep::Rung { .. }
                | ExternalStep::PhoneAsked { .. }
                | ExternalStep::Turned { .. }
                | ExternalStep::Completed { .. }
                | ExternalStep::Released { .. },
            ..
        }) => far_end.phone(),
        Event::InternalMoved(InternalMoved { callee, step: InternalStep::Rung { .. }, .. }) => {
            callee.phone()
        }
        _ => None,
    }
}

const fn external(step: ExternalStep) -> Happening {
    match step {
        ExternalStep::Dialled { .. } => Happening::ExternalDialled,
        ExternalStep::Asked { .. } => Happening::ExternalAsked,
        ExternalStep::Turned { with: ConsultWith::Consultant } => Happening::ExternalTurned,
        ExternalStep::Turned { with: ConsultWith::Customer } => Happening::ExternalWithCustomer,
        ExternalStep::Turned { with: ConsultWith::All } => Happening::ExternalWithAll,
        ExternalStep::Completed { .. } => Happening::ExternalCompleted,
        ExternalStep::Released { .. } => Happening::ExternalReleased,
        ExternalStep::Rung { .. } => Happening::PhoneRung,
        ExternalStep::PhoneAsked { .. } => Happening::PhoneAsked,
        ExternalStep::Answered { .. } => Happening::ExternalAnswered,
        ExternalStep::Warned => Happening::ExternalWarned,
        ExternalStep::Ended { .. } => Happening::ExternalEnded,
    }
}

/// VC06: that there is a limit is nothing that happened.
const fn call_limit(step: LimitStep) -> Option<Happening> {
    match step {
        LimitStep::Set { .. } => None,
        LimitStep::Warned => Some(Happening::CallLimitWarned),
        LimitStep::Reached => Some(Happening::CallLimitReached),
    }
}

/// VC30: in the words of every call.
const fn internal(step: InternalStep) -> Happening {
    match step {
        InternalStep::Dialled { .. } => Happening::InternalDialled,
        InternalStep::Rung { .. } => Happening::PhoneRung,
        InternalStep::Joined { .. } => Happening::MemberJoined,
        InternalStep::Started => Happening::TalkStarted,
        InternalStep::Held { .. } => Happening::HoldChanged,
        InternalStep::Muted { .. } => Happening::MuteChanged,
        InternalStep::Silent { .. } => Happening::AgentSilenceChanged,
    }
}

/// DK08: once it was answered.
pub(super) fn rating(rating: &SessionRating) -> Option<RatingView> {
    let SessionRating { scale, score, given, opinion, .. } = rating;
    Some(RatingView {
        score: (*score)?,
        scale: *scale,
        at: (*given)?.0,
        tags: opinion.tags.clone(),
        comment: opinion.comment.clone(),
    })
}

const fn rated(event: &Event) -> Option<u8> {
    match event {
        Event::RatingGiven(given) => Some(given.score),
        _ => None,
    }
}

/// VC22.
pub(super) const fn score(event: &Event) -> Option<u8> {
    match event {
        Event::FlowMoved(FlowMoved {
            step: flow::Event::Left(Left { way: Way::Scored(score), .. }),
            ..
        }) => Some(*score),
        _ => None,
    }
}

/// The journal's names are its own: what readers are told has names that stay.
const fn happening(event: &Event) -> Option<Happening> {
    Some(match event {
        Event::ContactArrived(_) => Happening::ContactArrived,
        Event::CallDialled(_) => Happening::CallDialled,
        Event::CallProgressed(_) => Happening::CallProgressed,
        Event::CallOutLimited(limited) => return call_limit(limited.step),
        Event::NoticeStarted(_) => Happening::NoticeStarted,
        Event::NoticePlayed(_) => Happening::NoticePlayed,
        Event::KeyPressed(_) => Happening::KeyPressed,
        Event::FlowMoved(moved) => match moved.step {
            flow::Event::Began(_) => Happening::FlowBegan,
            flow::Event::Ended(_) => Happening::FlowEnded,
            flow::Event::Left(Left { way: Way::Scored(_), .. }) => Happening::Scored,
            // The keys tell the way.
            flow::Event::Stopped(_) | flow::Event::Left(_) => return None,
        },
        Event::SelfServiceStarted(_) => Happening::SelfServiceStarted,
        Event::SelfServiceEnded(_) => Happening::SelfServiceEnded,
        Event::SatisfactionAsked(_) => Happening::SatisfactionAsked,
        Event::RatingInvited(_) => Happening::RatingInvited,
        Event::RatingGiven(_) => Happening::RatingGiven,
        Event::SurveyStarted(_) => Happening::SurveyStarted,
        Event::QueueEntered(_) => Happening::QueueEntered,
        Event::OfferMade(_) => Happening::OfferMade,
        Event::OfferSeen(_) => Happening::OfferSeen,
        Event::OfferEnded(_) => Happening::OfferEnded,
        Event::MissForgiven(_) => Happening::MissForgiven,
        Event::HoldBackEnded(_) => Happening::HoldBackEnded,
        Event::MemberJoined(_) => Happening::MemberJoined,
        Event::TalkStarted(_) => Happening::TalkStarted,
        Event::ConsultMoved(moved) => return consult(moved.step),
        Event::CallTransferred(_) => Happening::CallTransferred,
        Event::ExternalMoved(moved) => external(moved.step),
        Event::InternalMoved(moved) => internal(moved.step),
        Event::RecordingStarted(_) => Happening::RecordingStarted,
        Event::RecordingPaused(_) => Happening::RecordingPaused,
        Event::RecordingResumed(_) => Happening::RecordingResumed,
        Event::RecordingEnded(_) => Happening::RecordingEnded,
        Event::HoldChanged(_) => Happening::HoldChanged,
        Event::MuteChanged(_) => Happening::MuteChanged,
        Event::KeysSent(_) => Happening::KeysSent,
        Event::AgentSilenceChanged(_) => Happening::AgentSilenceChanged,
        Event::MessageAdded(_) => Happening::MessageAdded,
        Event::MemberLeft(_) => Happening::MemberLeft,
        Event::ContactEnded(_) => Happening::ContactEnded,
        Event::AcwStarted(_) => Happening::AcwStarted,
        Event::ConfigChanged(_)
        | Event::DayBegan(_)
        | Event::PhoneChanged(_)
        | Event::BrowserChanged(_)
        | Event::AudioChanged(_)
        | Event::StatusChosen(_)
        | Event::StatusReserved(_)
        | Event::AcwExtended(_)
        | Event::AcwEnded(_)
        | Event::StatusChanged(_) => return None,
    })
}

pub(super) fn decision(offer: &Offer, book: &Book) -> DecisionView {
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
