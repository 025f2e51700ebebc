//! ST11, I09: the status history of a member.

use acd::{Actor, BreakReason, BreakReasonId, Event, Label, StatusChanged, Timestamp};
use store::StatusSpan;
use uuid::Uuid;

use crate::ground::{Ground, on_each_database};
use crate::story::{ANNA, APPLICATION, BEN, OTHER_APPLICATION, found, play, status};

on_each_database! {
    st11_the_history_has_no_gap_and_no_overlap
    st11_a_span_tells_the_break_reason_and_who_began_it
    a_window_shows_the_spans_that_touch_it
}

async fn st11_the_history_has_no_gap_and_no_overlap(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let labels = [
        Label::Available,
        Label::InLine,
        Label::AfterCallWork,
        Label::Available,
        Label::Busy,
        Label::Offline,
    ];
    let mut steps = Vec::new();
    let mut before = Label::Offline;
    for (at, label) in (1..).map(|n| n * 10).zip(labels) {
        steps.push((at, vec![status(ANNA, before, label, at), status(BEN, before, label, at)]));
        before = label;
    }
    // Two changes in one step: the call ends and no after-call-work follows.
    let twice = vec![
        status(ANNA, Label::Offline, Label::InLine, 100),
        status(ANNA, Label::InLine, Label::Available, 100),
    ];
    steps.push((100, twice));
    play(&store, steps).await;

    let end_of_time = Timestamp(u64::MAX);
    let spans = store.status_spans(APPLICATION, ANNA, Timestamp(0), end_of_time).await.unwrap();
    let shown: Vec<_> = spans.iter().map(|span| span.label).collect();
    assert_eq!(shown, [&labels[..], &[Label::InLine, Label::Available]].concat());
    for pair in spans.windows(2) {
        assert_eq!(pair[0].until, Some(pair[1].from), "{pair:?}");
    }
    assert_eq!((spans[0].from, spans[7].until), (Timestamp(10), None));
    let other = store.status_spans(OTHER_APPLICATION, ANNA, Timestamp(0), end_of_time).await;
    assert_eq!(other.unwrap(), []);
}

async fn st11_a_span_tells_the_break_reason_and_who_began_it(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let lunch = BreakReason::Listed { id: BreakReasonId(Uuid::from_u128(0x81)) };
    let breaks = |break_reason, actor, at| {
        Event::StatusChanged(StatusChanged {
            member: ANNA,
            from: Label::Available,
            to: Label::OnBreak,
            break_reason: Some(break_reason),
            actor,
            at: Timestamp(at),
        })
    };
    play(
        &store,
        vec![
            (10, vec![breaks(lunch, Actor::Supervisor, 10)]),
            (20, vec![breaks(BreakReason::MissedCalls, Actor::System, 20)]),
        ],
    )
    .await;
    let spans = store.status_spans(APPLICATION, ANNA, Timestamp(0), Timestamp(99)).await.unwrap();
    let first = StatusSpan {
        label: Label::OnBreak,
        break_reason: Some(lunch),
        actor: Actor::Supervisor,
        from: Timestamp(10),
        until: Some(Timestamp(20)),
    };
    let second = StatusSpan {
        break_reason: Some(BreakReason::MissedCalls),
        actor: Actor::System,
        from: Timestamp(20),
        until: None,
        ..first
    };
    assert_eq!(spans, [first, second]);
}

async fn a_window_shows_the_spans_that_touch_it(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let steps = (1..=4)
        .map(|n| n * 10)
        .map(|at| (at, vec![status(ANNA, Label::Offline, Label::Available, at)]));
    play(&store, steps.collect()).await;
    let window = async |from, until| {
        let spans = store.status_spans(APPLICATION, ANNA, Timestamp(from), Timestamp(until)).await;
        spans.unwrap().iter().map(|span| span.from.0).collect::<Vec<_>>()
    };
    assert_eq!(window(20, 30).await, [20]);
    assert_eq!(window(19, 31).await, [10, 20, 30]);
    assert_eq!(window(50, 60).await, [40]);
    assert_eq!(window(0, 10).await, [0; 0]);
}
