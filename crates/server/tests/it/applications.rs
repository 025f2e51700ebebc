//! Several applications in one installation: a member of several chooses (AC05), and nothing crosses between them (I24).

use reqwest::{Client, Method, StatusCode};
use robot::{Account, Agent, Caller, CallerState, Customer, Dialling, Guide, Voice};
use serde_json::{Value, json};
use uuid::Uuid;
use wire::command::{Choice, ContactRef, MemberCommand, StatusChoice};
use wire::login::MyLogin;
use wire::workspace::{Label, ServerFrame};

use crate::call::{agent_with_sound, talk};
use crate::chat::online;
use crate::demo::{Demo, SOON};
use crate::second_company::{NAME, SecondCompany};

const FERN: &str = "Fern & Oak";

#[tokio::test]
async fn ac05_a_member_of_one_goes_straight_in() {
    let demo = Demo::start().await;
    let leo = me(&demo, &log_in(&demo.guide, demo.leo()).await).await;
    assert_eq!(leo.application.as_deref(), Some(FERN));
    let [only] = leo.applications.as_slice() else { unreachable!("{leo:?}") };
    assert!(only.chosen && !only.last, "nobody has chosen anything: {only:?}");
}

#[tokio::test]
async fn ac05_a_member_of_several_chooses_and_the_choice_is_remembered() {
    let mut demo = Demo::start().await;
    let moss = SecondCompany::found(&mut demo).await;
    let cookie = log_in(&demo.guide, demo.ann()).await;
    let ann = me(&demo, &cookie).await;
    assert_eq!((ann.application, ann.roles), (None, vec![]));
    let names: Vec<_> = ann.applications.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, [FERN, NAME]);
    assert!(ann.applications.iter().all(|one| !one.chosen && !one.last));

    let (status, problem) = ask(&demo, Method::GET, "records", &cookie, None).await;
    assert_eq!((status, code(&problem)), (StatusCode::CONFLICT, "choose-application"));
    assert!(Agent::with_cookie(&demo.guide, cookie.clone()).await.is_err());
    let (status, problem) = choose(&demo, &cookie, Uuid::now_v7()).await;
    assert_eq!((status, code(&problem)), (StatusCode::NOT_FOUND, "not-found"));

    let (status, answer) = choose(&demo, &cookie, moss.application.0).await;
    assert_eq!(status, StatusCode::OK);
    let ann = me(&demo, &cookie).await;
    assert_eq!(serde_json::to_value(&ann).unwrap(), answer);
    assert_eq!(ann.application.as_deref(), Some(NAME));
    let agent = Agent::with_cookie(&demo.guide, cookie).await.unwrap();
    assert_eq!(agent.seen().unwrap().picture.me.myself.application, NAME);

    let again = me(&demo, &log_in(&demo.guide, demo.ann()).await).await;
    assert_eq!(again.application, None, "the last one is preselected, not entered");
    let last: Vec<_> = again.applications.iter().filter(|one| one.last).collect();
    assert_eq!(last.len(), 1);
    assert_eq!(last[0].id, moss.application.0);
}

#[tokio::test]
async fn ac05_who_does_not_work_there_cannot_choose_it() {
    let mut demo = Demo::start().await;
    let moss = SecondCompany::found(&mut demo).await;
    let leo = log_in(&demo.guide, demo.leo()).await;
    let (status, problem) = choose(&demo, &leo, moss.application.0).await;
    assert_eq!((status, code(&problem)), (StatusCode::NOT_FOUND, "not-found"));
    assert_eq!(me(&demo, &leo).await.application.as_deref(), Some(FERN));
}

#[tokio::test]
async fn ac05_who_chooses_another_application_leaves_the_first_at_every_browser() {
    let mut demo = Demo::start().await;
    let moss = SecondCompany::found(&mut demo).await;
    let (cookie, mut ann) = at_fern(&demo, &moss).await;
    let mut frames = ann.follow().unwrap();
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    let contact = mia.start("Hello").await.unwrap();
    ann.until(SOON, "the session", |seen| seen.picture.sessions.len() == 1).await.unwrap();

    // Another browser of hers moves her.
    let elsewhere = log_in(&demo.guide, demo.ann()).await;
    let (status, _) = choose(&demo, &elsewhere, moss.application.0).await;
    assert_eq!(status, StatusCode::OK);
    let mut told = Vec::new();
    while let Some(frame) = frames.recv().await {
        told.push(frame);
    }
    assert!(matches!(told.last(), Some(ServerFrame::Moved)), "{told:?}");
    assert_eq!(me(&demo, &cookie).await.application.as_deref(), Some(NAME));
    // As after logout: her session waits for the next one of the group.
    let mut leo = online(&demo.guide, demo.leo()).await;
    let has = |seen: &robot::Seen| seen.picture.sessions.iter().any(|one| one.id == contact);
    leo.until(SOON, "the session that she left", has).await.unwrap();

    // And back: nothing of the other company comes with her.
    let (status, _) = choose(&demo, &cookie, fern(&me(&demo, &cookie).await)).await;
    assert_eq!(status, StatusCode::OK);
    let back = Agent::with_cookie(&demo.guide, cookie).await.unwrap();
    let me = back.seen().unwrap().picture.me;
    assert_eq!((me.label, me.myself.application.as_str()), (Label::Offline, FERN));
}

#[tokio::test]
async fn ac05_in_a_call_another_application_cannot_be_chosen() {
    let mut demo = Demo::start().await;
    let moss = SecondCompany::found(&mut demo).await;
    let (cookie, mut ann) = at_fern(&demo, &moss).await;
    ann.allow_microphone(demo.sip(), Voice::tone(880.0)).await.unwrap();
    let (_caller, call) = talk(&demo, &mut ann).await;
    let (status, problem) = choose(&demo, &cookie, moss.application.0).await;
    assert_eq!((status, code(&problem)), (StatusCode::CONFLICT, "in-line"));
    assert_eq!(me(&demo, &cookie).await.application.as_deref(), Some(FERN));

    ann.obeyed(MemberCommand::HangUp(call)).await.unwrap();
    let over = |seen: &robot::Seen| seen.picture.me.label != Label::InLine;
    ann.until(SOON, "the end of the call", over).await.unwrap();
    let (status, _) = choose(&demo, &cookie, moss.application.0).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn i24_nothing_of_one_application_is_told_in_another() {
    let mut demo = Demo::start().await;
    let moss = SecondCompany::found(&mut demo).await;
    let (ann_cookie, ann) = at_fern(&demo, &moss).await;
    let leo_cookie = log_in(&demo.guide, demo.leo()).await;
    let mut frames = ann.follow().unwrap();
    // Bea serves a customer of hers to the end, with Ann's name in the same group.
    let mut bea = online(&moss.guide, moss.bea()).await;
    let mut max = Customer::arrive(&moss.guide).await.unwrap();
    let contact = max.start("A secret of Moss").await.unwrap();
    bea.until(SOON, "her session", |seen| !seen.picture.messages.is_empty()).await.unwrap();
    bea.obeyed(MemberCommand::EndSession(ContactRef { contact })).await.unwrap();
    bea.until(SOON, "its end", |seen| seen.picture.sessions.is_empty()).await.unwrap();
    let busy = StatusChoice { to: Choice::Busy, break_reason: None };
    ann.obeyed(MemberCommand::SetStatus(busy)).await.unwrap();
    let mut told = Vec::new();
    loop {
        let frame = serde_json::to_string(&frames.recv().await.unwrap()).unwrap();
        let is_hers = frame.contains("\"busy\"");
        told.push(frame);
        if is_hers {
            break;
        }
    }
    let told = told.concat();
    assert!(!told.contains(&contact.to_string()) && !told.contains("secret"), "{told}");

    // The record is Bea's alone; for a member of the other company it is as good as none.
    let bea_cookie = bea.cookie().to_owned();
    let record = format!("records/{contact}");
    let (status, _) = ask(&demo, Method::GET, &record, &bea_cookie, None).await;
    assert_eq!(status, StatusCode::OK);
    for cookie in [&ann_cookie, &leo_cookie] {
        let (status, problem) = ask(&demo, Method::GET, &record, cookie, None).await;
        assert_eq!((status, code(&problem)), (StatusCode::NOT_FOUND, "not-found"));
        let (_, page) = ask(&demo, Method::GET, "records", cookie, None).await;
        assert_eq!(page["records"], json!([]));
    }
    // A command about it is refused as about nothing, and a customer's token opens its own site only.
    let answer = ann.command(MemberCommand::EndSession(ContactRef { contact })).await.unwrap();
    assert_eq!(answer.problem.unwrap().code, "unknown-contact");
    assert!(Customer::with_token(&demo.guide, max.token().to_owned()).await.is_err());
}

#[tokio::test]
async fn i24_a_number_leads_to_its_application() {
    let mut demo = Demo::start().await;
    let moss = SecondCompany::found(&mut demo).await;
    let leo = agent_with_sound(&demo, demo.leo()).await;
    let mut bea = Agent::sign_in(&moss.guide, moss.bea()).await.unwrap();
    bea.allow_microphone(demo.sip(), Voice::tone(880.0)).await.unwrap();
    bea.obeyed(MemberCommand::GoOnline).await.unwrap();
    let mut caller = Caller::dial(Dialling {
        to: moss.guide.hotline.clone(),
        server: demo.sip(),
        from: "+4930111222".to_owned(),
        voice: Voice::tone(440.0),
    })
    .await
    .unwrap();
    let offer = bea.rings(SOON).await.unwrap();
    bea.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    caller.until(SOON, |state| *state == CallerState::Talking).await.unwrap();
    assert!(leo.seen().unwrap().picture.calls.is_empty());
    bea.obeyed(MemberCommand::HangUp(ContactRef { contact: offer.contact })).await.unwrap();
    caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    bea.until(SOON, "the end", |seen| seen.picture.calls.is_empty()).await.unwrap();
}

#[tokio::test]
async fn op04_every_application_goes_on_after_kill_9() {
    let mut demo = Demo::start().await;
    let moss = SecondCompany::found(&mut demo).await;
    let mut sites = Vec::new();
    for guide in [&demo.guide, &moss.guide] {
        let mut customer = Customer::arrive(guide).await.unwrap();
        customer.start("before").await.unwrap();
        sites.push((guide.clone(), customer.token().to_owned()));
    }
    demo.kill_9();
    demo.restart().await;
    for (guide, token) in sites {
        let mut back = Customer::with_token(&guide, token).await.unwrap();
        assert_eq!(back.say("after").await.unwrap().sequence, Some(2));
    }
}

/// Ann, online in the first company.
async fn at_fern(demo: &Demo, moss: &SecondCompany) -> (String, Agent) {
    let cookie = log_in(&demo.guide, demo.ann()).await;
    let ann = me(demo, &cookie).await;
    assert!(ann.applications.iter().any(|one| one.id == moss.application.0));
    let (status, _) = choose(demo, &cookie, fern(&ann)).await;
    assert_eq!(status, StatusCode::OK);
    let agent = Agent::with_cookie(&demo.guide, cookie.clone()).await.unwrap();
    agent.obeyed(MemberCommand::GoOnline).await.unwrap();
    (cookie, agent)
}

fn fern(me: &MyLogin) -> Uuid {
    me.applications.iter().find(|one| one.name == FERN).unwrap().id
}

async fn log_in(guide: &Guide, account: &Account) -> String {
    robot::log_in(guide, account).await.unwrap()
}

async fn me(demo: &Demo, cookie: &str) -> MyLogin {
    let (status, body) = ask(demo, Method::GET, "me", cookie, None).await;
    assert_eq!(status, StatusCode::OK);
    serde_json::from_value(body).unwrap()
}

async fn choose(demo: &Demo, cookie: &str, application: Uuid) -> (StatusCode, Value) {
    let body = json!({ "application": application });
    ask(demo, Method::PUT, "login/application", cookie, Some(body)).await
}

async fn ask(
    demo: &Demo,
    method: Method,
    path: &str,
    cookie: &str,
    body: Option<Value>,
) -> (StatusCode, Value) {
    let url = format!("{}/api/v1/{path}", demo.guide.url);
    let request = Client::new().request(method, url).header("cookie", cookie);
    let request = request.header("x-rapport-csrf", "1");
    let request = match body {
        Some(body) => request.json(&body),
        None => request,
    };
    let response = request.send().await.unwrap();
    (response.status(), response.json().await.unwrap())
}

fn code(problem: &Value) -> &str {
    problem["code"].as_str().unwrap()
}
