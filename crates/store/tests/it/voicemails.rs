//! VC42: a voicemail is nobody's, one member's, or done; of two who reach for it one gets it.

use acd::{Millis, Timestamp};
use store::{
    CLAIM_MAX, Claim, FinishedRecording, NewRecording, NewVoicemail, RecordingId, Store, Voicemail,
    VoicemailId, Words, WriteError,
};
use uuid::Uuid;

use crate::ground::{Ground, on_each_database};
use crate::story::{ANNA, APPLICATION, BEN, CUSTOMER, OTHER_APPLICATION, SALES, contact, found};

on_each_database! {
    vc42_of_two_members_one_has_it_until_it_is_given_back_or_done
    vc42_a_claim_without_an_act_ends_by_itself
    vc42_the_words_are_a_recording_of_the_caller_alone
    i24_no_other_application_has_it
}

const FIRST: VoicemailId = VoicemailId(Uuid::from_u128(0xF1));
const SECOND: VoicemailId = VoicemailId(Uuid::from_u128(0xF2));

fn at(millis: u64) -> Timestamp {
    Timestamp(10_000_000 + millis)
}

/// Two that were left for the same group.
async fn left(ground: &Ground) -> Store {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    found(&store, OTHER_APPLICATION).await;
    for (id, n, left_at) in [(SECOND, 2, at(20)), (FIRST, 1, at(10))] {
        let (contact, customer, group) = (contact(n), CUSTOMER, SALES);
        let voicemail = NewVoicemail { id, contact, customer, group, left_at };
        store.write(voicemail.put(APPLICATION)).await.unwrap();
    }
    store
}

async fn one(store: &Store, id: VoicemailId) -> Voicemail {
    store.voicemail(APPLICATION, id).await.unwrap().unwrap()
}

async fn listed(store: &Store) -> Vec<VoicemailId> {
    let all = store.voicemails(APPLICATION, SALES, 10).await.unwrap();
    all.into_iter().map(|voicemail| voicemail.id).collect()
}

fn untouched(answer: &Result<u64, WriteError>) -> bool {
    matches!(answer, Err(WriteError::Untouched))
}

async fn vc42_of_two_members_one_has_it_until_it_is_given_back_or_done(ground: &Ground) {
    let store = left(ground).await;
    assert_eq!(listed(&store).await, [FIRST, SECOND], "the oldest first");
    store.write(FIRST.claim(APPLICATION, ANNA, at(30))).await.unwrap();
    assert_eq!(one(&store, FIRST).await.claim, Some(Claim { member: ANNA, at: at(30) }));
    assert!(untouched(&store.write(FIRST.claim(APPLICATION, BEN, at(31))).await));
    assert!(untouched(&store.write(FIRST.give_back(APPLICATION, BEN, at(31))).await));
    assert!(untouched(&store.write(FIRST.finish(APPLICATION, BEN, at(31))).await));
    store.write(FIRST.call_back(APPLICATION, BEN, contact(7), at(31))).await.unwrap();
    assert_eq!(one(&store, FIRST).await.called_back, None, "it is not Ben's to call back");

    store.write(FIRST.give_back(APPLICATION, ANNA, at(40))).await.unwrap();
    store.write(FIRST.claim(APPLICATION, BEN, at(50))).await.unwrap();
    store.write(FIRST.call_back(APPLICATION, BEN, contact(8), at(60))).await.unwrap();
    let called = one(&store, FIRST).await;
    assert_eq!(called.called_back, Some(contact(8)));
    assert_eq!(called.claim, Some(Claim { member: BEN, at: at(60) }), "an act prolongs it");
    store.write(FIRST.finish(APPLICATION, BEN, at(70))).await.unwrap();
    assert_eq!(one(&store, FIRST).await.done, Some((BEN, at(70))));
    assert!(untouched(&store.write(FIRST.claim(APPLICATION, ANNA, at(80))).await));
    assert!(untouched(&store.write(FIRST.finish(APPLICATION, BEN, at(80))).await));
    assert_eq!(listed(&store).await, [SECOND, FIRST], "what is done is behind");
}

async fn vc42_a_claim_without_an_act_ends_by_itself(ground: &Ground) {
    let store = left(ground).await;
    let claimed = at(100);
    store.write(FIRST.claim(APPLICATION, ANNA, claimed)).await.unwrap();
    let last = Timestamp(claimed.0 + CLAIM_MAX.0 - 1);
    assert!(untouched(&store.write(FIRST.claim(APPLICATION, BEN, last)).await));
    let over = one(&store, FIRST).await.claim.unwrap().until();
    assert_eq!(over, claimed.after(CLAIM_MAX));
    assert!(untouched(&store.write(FIRST.finish(APPLICATION, ANNA, over)).await));
    assert!(untouched(&store.write(FIRST.give_back(APPLICATION, ANNA, over)).await));
    store.write(FIRST.claim(APPLICATION, BEN, over)).await.unwrap();
    assert_eq!(one(&store, FIRST).await.claim, Some(Claim { member: BEN, at: over }));
}

async fn vc42_the_words_are_a_recording_of_the_caller_alone(ground: &Ground) {
    let store = left(ground).await;
    let recording = NewRecording {
        id: RecordingId(Uuid::from_u128(0xEC1)),
        application: APPLICATION,
        contact: contact(1),
        member: None,
        started: at(10),
    };
    assert_eq!(one(&store, FIRST).await.words, None);
    store.write(recording.begin()).await.unwrap();
    let words = Words { recording: recording.id, length: Millis::ZERO, finished: false };
    assert_eq!(one(&store, FIRST).await.words, Some(words));
    let finished = FinishedRecording { length: Millis(4_200), ..FinishedRecording::default() };
    store.write(recording.finish(&finished, at(9_000))).await.unwrap();
    let words = Words { length: Millis(4_200), finished: true, ..words };
    assert_eq!(one(&store, FIRST).await.words, Some(words));
    assert_eq!(one(&store, SECOND).await.words, None);
    let of_talks = store.recording(APPLICATION, recording.id).await.unwrap();
    assert_eq!(of_talks, None, "it is heard as a voicemail alone");
}

async fn i24_no_other_application_has_it(ground: &Ground) {
    let store = left(ground).await;
    assert_eq!(store.voicemail(OTHER_APPLICATION, FIRST).await.unwrap(), None);
    assert_eq!(store.voicemails(OTHER_APPLICATION, SALES, 10).await.unwrap(), []);
    for write in [
        FIRST.claim(OTHER_APPLICATION, ANNA, at(30)),
        FIRST.give_back(OTHER_APPLICATION, ANNA, at(30)),
        FIRST.finish(OTHER_APPLICATION, ANNA, at(30)),
    ] {
        assert!(untouched(&store.write(write).await));
    }
}
