//! VC15: a note travels with a call that is handed over or in which a colleague is asked; whoever has it next reads it, and
//! so does the record.

use robot::{Agent, Seen};
use serde_json::Value;
use uuid::Uuid;
use wire::command::{
    ConsultColleague, ContactRef, MemberCommand, NOTE_MAX, TransferCall, TransferTarget,
};
use wire::record::RecordDetail;
use wire::workspace::NoteView;

use crate::call::{agent_with_sound, talk};
use crate::demo::{Demo, SOON};

#[tokio::test]
async fn vc15_a_note_travels_with_a_call_that_is_handed_over() {
    let demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let (caller, call) = talk(&demo, &mut ann).await;
    let mut leo = agent_with_sound(&demo, demo.leo()).await;

    let refused = ann.command(hand_over(call, &leo, &"x".repeat(NOTE_MAX + 1))).await.unwrap();
    assert_eq!(refused.problem.unwrap().code, "note-too-long");
    assert!(note(&ann.seen().unwrap()).is_none());
    let longest = format!("  {}\n", "é".repeat(NOTE_MAX));
    ann.obeyed(hand_over(call, &leo, &longest)).await.unwrap();
    let offer = leo.rings(SOON).await.unwrap();
    let read = note(&leo.seen().unwrap()).unwrap();
    assert_eq!((&read.by.name, &read.text), (&name(&ann), &"é".repeat(NOTE_MAX)));

    // Who wrote it last need not be told; the earlier note stays in the record.
    leo.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    leo.until(SOON, "the call", |seen| note(seen).is_some()).await.unwrap();
    talks(&mut leo).await;
    // A talk of less than a second has no after-call-work to end.
    ann.command(MemberCommand::BackToReception).await.unwrap();
    leo.obeyed(hand_over(call, &ann, "wants their money back")).await.unwrap();
    ann.rings(SOON).await.unwrap();
    let read = note(&ann.seen().unwrap()).unwrap();
    assert_eq!((&read.by.name, &*read.text), (&name(&leo), "wants their money back"));
    caller.hang_up();
    ann.until(SOON, "no call", |seen| seen.picture.calls.is_empty()).await.unwrap();

    let notes = record(&demo, &ann, call.contact).await.notes;
    let texts: Vec<_> = notes.iter().map(|note| (&*note.by.name, note.text.len())).collect();
    assert_eq!(texts, [(&*name(&ann), 2 * NOTE_MAX), (&*name(&leo), 22)]);
    let journal = demo.log();
    assert!(!journal.contains("money back"), "no log has what agents write");
}

#[tokio::test]
async fn vc15_the_colleague_who_is_asked_reads_what_it_is_about() {
    let demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let (_caller, call) = talk(&demo, &mut ann).await;
    let mut leo = agent_with_sound(&demo, demo.leo()).await;
    let colleague = me(&leo);
    let ask = |note: &str| {
        MemberCommand::Consult(ConsultColleague {
            contact: call.contact,
            member: colleague,
            note: Some(note.to_owned()),
        })
    };
    ann.obeyed(ask("is it under warranty?")).await.unwrap();
    let offer = leo.rings(SOON).await.unwrap();
    assert_eq!(note(&leo.seen().unwrap()).unwrap().text, "is it under warranty?");
    leo.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    leo.until(SOON, "the consult", |seen| {
        seen.picture.calls.iter().any(|call| call.consulted_by.is_some() && call.note.is_some())
    })
    .await
    .unwrap();
    assert!(note(&ann.seen().unwrap()).is_none(), "who wrote it knows it");

    ann.obeyed(MemberCommand::CancelConsult(call)).await.unwrap();
    leo.until(SOON, "no call", |seen| seen.picture.calls.is_empty()).await.unwrap();
    ann.obeyed(ask(" \n ")).await.unwrap();
    leo.rings(SOON).await.unwrap();
    let notes = record(&demo, &ann, call.contact).await.notes;
    assert_eq!(notes.len(), 1, "a blank note is none: {notes:?}");
}

fn hand_over(call: ContactRef, to: &Agent, note: &str) -> MemberCommand {
    MemberCommand::Transfer(TransferCall {
        contact: call.contact,
        to: TransferTarget::Agent(me(to)),
        note: Some(note.to_owned()),
    })
}

async fn talks(agent: &mut Agent) {
    let recorded = |seen: &Seen| serde_json::to_value(&seen.picture.calls).unwrap();
    let state = |calls: &Value| calls[0]["state"]["state"] == "talking";
    agent.until(SOON, "the talk", |seen| state(&recorded(seen))).await.unwrap();
}

fn me(agent: &Agent) -> Uuid {
    agent.seen().unwrap().picture.me.myself.id
}

fn name(agent: &Agent) -> String {
    agent.seen().unwrap().picture.me.myself.name
}

fn note(seen: &Seen) -> Option<NoteView> {
    seen.picture.calls.first()?.note.clone()
}

async fn record(demo: &Demo, reader: &Agent, contact: Uuid) -> RecordDetail {
    let url = format!("{}/api/v1/records/{contact}", demo.guide.url);
    let asked = reqwest::Client::new().get(url).header("cookie", reader.cookie());
    asked.send().await.unwrap().json().await.unwrap()
}
