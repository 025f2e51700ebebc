//! A change to a member: all of it or nothing, and in force from the commit on (AD01).

use std::collections::BTreeMap;

use acd::{By, Command, GroupMember, Label, MemberId};
use store::{Colleague, Member, Membership, PasswordHash, Roles};
use tokio::sync::oneshot;
use tokio::sync::oneshot::Receiver;

use super::house::{House, attach, command, start};
use crate::Rejection;
use crate::member_edit::{EditRequest, MemberEdit};
use crate::push::Audience;
use crate::push::pushed::{Leave, Pushed};
use crate::request::{AttachRequest, Attaching, Picture, Request};
use crate::world::{contact, customer, group, member};

const PLACE: GroupMember = GroupMember { priority: 1, sessions_max: None };
const AGENT: Roles = Roles { agent: true, supervisor: false, admin: false };

#[tokio::test]
async fn ad01_who_is_made_now_goes_online_now() {
    let mut house = House::open().await;
    let (asked, mut answer) = edit(newcomer(9, AGENT, &[1]));
    house.takes([asked]).await;
    assert_eq!(answer.try_recv().unwrap(), Ok(()));
    assert!(house.task.store.member(member(9)).await.unwrap().is_some(), "account and routing");
    assert!(house.task.scene.acd.group(group(1)).unwrap().members.contains_key(&member(9)));

    let (joins, attached) = attach(9);
    house.takes([joins]).await;
    let Picture::Member(picture) = attached.await.unwrap().picture else { unreachable!() };
    assert_eq!(picture.me.myself.name, "New Comer");
    let (online, mut done) = command(By::Member(member(9)), None, Command::GoOnline);
    house.takes([online]).await;
    assert!(done.try_recv().unwrap().is_ok());
    assert_eq!(house.task.scene.acd.label(member(9)), Some(Label::Available));
    house.is_what_the_store_has().await;
    let groups = house.task.store.directory(house.task.application).await.unwrap().groups;
    assert!(groups.iter().any(|named| named.routing.members.contains_key(&member(9))));
}

#[tokio::test]
async fn ad01_groups_are_those_that_were_asked_for() {
    let mut house = House::open().await;
    house.takes([edit(newcomer(9, AGENT, &[1, 2])).0]).await;
    house.takes([edit(changed(9, AGENT, &[2, 3])).0]).await;
    let of = |group| house.task.scene.acd.group(group).unwrap().members.contains_key(&member(9));
    assert_eq!([of(group(1)), of(group(2)), of(group(3))], [false, true, true]);
    assert!(house.task.scene.acd.group(group(1)).unwrap().members.contains_key(&member(1)));
}

#[tokio::test]
async fn ad01_who_is_disabled_is_shown_out_and_keeps_the_places() {
    let mut house = House::open().await;
    house.takes([edit(newcomer(9, AGENT, &[1])).0]).await;
    let (joins, attached) = attach(9);
    house.takes([joins]).await;
    let mut pushed = attached.await.unwrap().pushed;
    let mut gone = changed(9, AGENT, &[]);
    gone.member.disabled = true;
    house.takes([edit(gone).0]).await;
    let mut last = None;
    while let Some(next) = pushed.try_next() {
        last = Some(next);
    }
    assert_eq!(last, Some(Pushed::Left(Leave::LoggedOut)));
    assert!(house.task.scene.acd.agent(member(9)).is_none());
    let who = Attaching::Member { member: member(9), resume: Some(house.task.seq.0) };
    let (reply, again) = oneshot::channel();
    house.takes([Request::Attach(AttachRequest { who, reply })]).await;
    let picture = again.await.unwrap().picture;
    assert!(matches!(picture, Picture::Nobody), "there is nothing to resume: {picture:?}");
    assert!(house.task.scene.acd.group(group(1)).unwrap().members.contains_key(&member(9)));
    house.task.scene.acd.check();
    house.is_what_the_store_has().await;
}

#[tokio::test]
async fn other_roles_make_the_screens_come_again_and_the_same_do_not() {
    let mut house = House::open().await;
    house.takes([edit(newcomer(9, AGENT, &[1])).0]).await;
    let (joins, attached) = attach(9);
    house.takes([joins]).await;
    let mut pushed = attached.await.unwrap().pushed;
    house.takes([edit(changed(9, AGENT, &[1, 2])).0]).await;
    while pushed.try_next().is_some() {}
    let admin = Roles { admin: true, ..AGENT };
    house.takes([edit(changed(9, admin, &[1, 2])).0]).await;
    while pushed.try_next().is_some() {}
    assert_eq!(pushed.next().await, None, "the socket closes and comes again");
}

#[tokio::test]
async fn i16_a_screen_that_came_before_its_member_was_let_in_comes_again() {
    let mut house = House::open().await;
    let (joins, early) = attach(9);
    house.takes([joins, edit(newcomer(9, AGENT, &[1])).0]).await;
    let picture = early.await.unwrap().picture;
    assert!(matches!(picture, Picture::Nobody), "the core has not heard of it: {picture:?}");
    let (joins, again) = attach(9);
    house.takes([joins]).await;
    assert!(matches!(again.await.unwrap().picture, Picture::Member(_)));
}

#[tokio::test]
async fn i16_other_groups_or_numbers_make_the_members_own_screens_come_again() {
    let mut house = House::open().await;
    house.takes([edit(newcomer(9, AGENT, &[1])).0]).await;
    let own = Audience::Member(member(9));
    let more = MemberEdit { sessions_max: 7, ..changed(9, AGENT, &[1, 2]) };
    for (next, open) in [(changed(9, AGENT, &[1]), 1), (changed(9, AGENT, &[1, 2]), 0), (more, 0)] {
        let (joins, attached) = attach(9);
        house.takes([joins]).await;
        let _screen = attached.await.unwrap();
        house.takes([edit(next).0]).await;
        assert_eq!(house.task.hub.present(own), open);
        house.task.hub.dismiss(own, house.task.seq.0);
    }
}

#[tokio::test]
async fn i16_another_name_is_read_by_all_who_read_the_old_one() {
    let mut house = House::open().await;
    house.member_is_online(1).await;
    let (_, _page) = house.customer_attaches(1).await;
    let (_, _elsewhere) = house.customer_attaches(2).await;
    let session = contact(1, 1);
    house.takes([start(1, session).0]).await;
    let fence = house.task.scene.acd.contact(session).unwrap().offer().unwrap().fence;
    let accept = Command::Accept { contact: session, fence };
    house.takes([command(By::Member(member(1)), None, accept).0]).await;
    let mut renamed = changed(1, AGENT, &[1]);
    renamed.member.name = "Other Name".to_owned();
    house.takes([edit(renamed).0]).await;
    let [page, elsewhere] = [1, 2].map(|id| Audience::Customer(customer(id)));
    assert_eq!(house.task.hub.present(page), 0, "who talks with her takes a fresh picture");
    assert_eq!(house.task.hub.present(elsewhere), 1, "nobody else does");
}

#[tokio::test]
async fn a_member_who_cannot_be_saved_is_nowhere() {
    let mut house = House::open().await;
    house.break_store().await;
    let (asked, mut answer) = edit(newcomer(9, AGENT, &[1]));
    house.takes([asked]).await;
    assert_eq!(answer.try_recv().unwrap(), Err(Rejection::StoreUnavailable));
    house.mend_store().await;
    let (asked, mut answer) = edit(newcomer(9, AGENT, &[1]));
    house.takes([asked]).await;
    assert_eq!(answer.try_recv().unwrap(), Ok(()));

    // The e-mail was given to somebody else in the same moment.
    let (asked, mut answer) = edit(newcomer(10, AGENT, &[1]));
    house.takes([asked]).await;
    assert_eq!(answer.try_recv().unwrap(), Err(Rejection::Defect));
    house.takes([edit(changed(9, AGENT, &[2])).0]).await;
    assert!(house.task.scene.acd.agent(member(10)).is_none());
    house.is_what_the_store_has().await;
}

fn newcomer(id: u64, roles: Roles, groups: &[u64]) -> MemberEdit {
    let mut edit = changed(id, roles, groups);
    let account = Member {
        id: member(id),
        email: edit.member.email.clone(),
        name: edit.member.name.clone(),
        nickname: String::new(),
        password: PasswordHash("$argon2id$…".to_owned()),
        must_change: true,
        password_until: None,
        disabled: false,
        language: store::Language::English,
        created: acd::Timestamp(1),
    };
    let application = acd::ApplicationId(uuid::Uuid::from_u128(1));
    let here = Membership { application, member: account.id, roles };
    edit.writes = vec![account.add().and(here.put())];
    edit
}

fn changed(id: u64, roles: Roles, groups: &[u64]) -> MemberEdit {
    let colleague = Colleague {
        id: member(id),
        email: "new@x.example".to_owned(),
        name: "New Comer".to_owned(),
        nickname: String::new(),
        disabled: false,
        roles,
    };
    let places: BTreeMap<_, _> = groups.iter().map(|id| (group(*id), PLACE)).collect();
    let by: Option<MemberId> = Some(member(1));
    MemberEdit {
        by,
        member: colleague,
        sessions_max: 3,
        places,
        application_name: None,
        writes: Vec::new(),
    }
}

fn edit(edit: MemberEdit) -> (Request, Receiver<Result<(), Rejection>>) {
    let (reply, answer) = oneshot::channel();
    (Request::Edit(Box::new(EditRequest { edit, reply, moves: false })), answer)
}
