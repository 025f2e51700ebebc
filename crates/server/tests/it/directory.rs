//! The directory of colleagues and groups, live (W13).

use robot::Agent;
use tokio::sync::mpsc::UnboundedReceiver;
use wire::command::{Choice, MemberCommand, StatusChoice};
use wire::workspace::{
    ColleagueView, Directory, DirectoryChanges, GroupKind, Label, ServerFrame, Unavailable,
};

use crate::demo::{Demo, SOON};

#[tokio::test]
async fn w13_who_looks_sees_colleagues_and_groups_as_they_change() {
    let demo = Demo::start().await;
    let ann = Agent::sign_in(&demo.guide, demo.ann()).await.unwrap();
    let leo = Agent::sign_in(&demo.guide, demo.leo()).await.unwrap();
    let leo_id = leo.seen().unwrap().picture.me.myself.id;
    let mut frames = ann.follow().unwrap();
    ann.watch_directory().unwrap();

    let directory = next(&mut frames, directory).await;
    let row = directory.colleagues.iter().find(|row| row.id == leo_id).unwrap();
    assert_eq!((row.label, row.unavailable), (Label::Offline, Some(Unavailable::Status)));
    let voice = directory.groups.iter().find(|group| group.kind == GroupKind::Voice).unwrap();
    assert_eq!((voice.routable, voice.members), (0, 2));
    // VC30: a colleague is found by name or by address.
    assert_eq!(row.email, demo.leo().email);

    leo.obeyed(MemberCommand::GoOnline).await.unwrap();
    let row = next(&mut frames, |frame| row_of(leo_id, frame)).await;
    assert_eq!((row.label, row.unavailable), (Label::Available, Some(Unavailable::NoAudio)));

    ann.leave_directory().unwrap();
    ann.obeyed(MemberCommand::GoOnline).await.unwrap();
    while frames.try_recv().is_ok() {}
    leo.obeyed(busy()).await.unwrap();
    ann.obeyed(busy()).await.unwrap();
    while let Ok(frame) = frames.try_recv() {
        let told = matches!(frame, ServerFrame::Directory(_) | ServerFrame::DirectoryChanges(_));
        assert!(!told, "who looks no more is told {frame:?}");
    }
}

fn busy() -> MemberCommand {
    MemberCommand::SetStatus(StatusChoice { to: Choice::Busy, break_reason: None })
}

fn directory(frame: ServerFrame) -> Option<Directory> {
    match frame {
        ServerFrame::Directory(directory) => Some(directory),
        _ => None,
    }
}

fn row_of(member: uuid::Uuid, frame: ServerFrame) -> Option<ColleagueView> {
    let ServerFrame::DirectoryChanges(DirectoryChanges { colleagues, .. }) = frame else {
        return None;
    };
    colleagues.into_iter().find(|row| row.id == member && row.label != Label::Offline)
}

async fn next<T>(
    frames: &mut UnboundedReceiver<ServerFrame>,
    wanted: impl Fn(ServerFrame) -> Option<T>,
) -> T {
    let found = async {
        loop {
            let frame = frames.recv().await.unwrap();
            if let Some(found) = wanted(frame) {
                return found;
            }
        }
    };
    tokio::time::timeout(SOON, found).await.unwrap()
}
