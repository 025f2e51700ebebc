//! VC40: what is known of recordings while they run, after they ended, and after a crash.

use acd::{MemberId, Millis, Place, Timestamp};
use store::{
    FinishedRecording, NewRecording, Peaks, Recording, RecordingFailure, RecordingId, Silent,
    SilentSpan,
};
use uuid::Uuid;

use crate::ground::{Ground, on_each_database};
use crate::story::{
    ANNA, APPLICATION, BEN, OTHER_APPLICATION, SALES, call_arrived, contact, found, play, queued,
};

on_each_database! {
    vc40_a_recording_is_on_its_record_from_its_start_on
    vc40_a_start_that_was_not_stored_is_made_up_for_by_the_end
    i24_nothing_of_another_application_is_found
}

const FIRST: RecordingId = RecordingId(Uuid::from_u128(0xEC1));
const SECOND: RecordingId = RecordingId(Uuid::from_u128(0xEC2));

fn new(id: RecordingId, member: MemberId, started: u64) -> NewRecording {
    let started = Timestamp(started);
    let member = Some(member);
    NewRecording { id, application: APPLICATION, contact: contact(1), member, started }
}

fn finished() -> FinishedRecording {
    let span = SilentSpan { why: Silent::Paused, from: Millis(1_000), to: Millis(2_500) };
    FinishedRecording {
        length: Millis(9_020),
        spans: vec![span],
        peaks: Peaks { customer: vec![0, 255, 7], agent: vec![1, 2, 3] },
        complete: true,
        failure: None,
    }
}

async fn vc40_a_recording_is_on_its_record_from_its_start_on(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    play(&store, vec![(10, vec![call_arrived(1, 10), queued(1, 10, Place::Tail)])]).await;
    store.write(new(FIRST, ANNA, 20).begin()).await.unwrap();
    store.write(new(SECOND, BEN, 30).begin()).await.unwrap();
    let unfinished = async |before| store.unfinished_recordings(Timestamp(before)).await.unwrap();
    assert_eq!(unfinished(31).await, [FIRST, SECOND]);
    assert_eq!(unfinished(30).await, [FIRST]);
    store.write(new(FIRST, ANNA, 20).finish(&finished(), Timestamp(40))).await.unwrap();
    let failed = FinishedRecording {
        failure: Some(RecordingFailure::NoSpace),
        ..FinishedRecording::default()
    };
    store.write(SECOND.finish(&failed, Timestamp(50))).await.unwrap();
    assert_eq!(unfinished(100).await, []);

    let detail = store.record(APPLICATION, contact(1)).await.unwrap().unwrap();
    let first = Recording {
        id: FIRST,
        contact: contact(1),
        member: ANNA,
        group: Some(SALES),
        started: Timestamp(20),
        finished: Some(Timestamp(40)),
        length: Millis(9_020),
        spans: finished().spans,
        complete: true,
        failure: None,
    };
    let second = Recording {
        id: SECOND,
        member: BEN,
        started: Timestamp(30),
        finished: Some(Timestamp(50)),
        length: Millis(0),
        spans: vec![],
        complete: false,
        failure: Some(RecordingFailure::NoSpace),
        ..first.clone()
    };
    assert_eq!(detail.recordings, [first.clone(), second]);
    assert_eq!(store.recording(APPLICATION, FIRST).await.unwrap(), Some(first));
    assert_eq!(store.recording_peaks(FIRST).await.unwrap(), Some(finished().peaks));
}

async fn vc40_a_start_that_was_not_stored_is_made_up_for_by_the_end(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    store.write(new(FIRST, ANNA, 20).finish(&finished(), Timestamp(40))).await.unwrap();
    // And once more, as after a crash between the row and the removal of the file.
    store.write(new(FIRST, ANNA, 20).finish(&finished(), Timestamp(41))).await.unwrap();
    let found = store.recording(APPLICATION, FIRST).await.unwrap().unwrap();
    assert_eq!((found.length, found.finished), (Millis(9_020), Some(Timestamp(41))));
}

async fn i24_nothing_of_another_application_is_found(ground: &Ground) {
    let store = ground.open().await;
    store.write(new(FIRST, ANNA, 20).begin()).await.unwrap();
    assert_eq!(store.recording(OTHER_APPLICATION, FIRST).await.unwrap(), None);
}
