//! OP06: what strangers on a page may ask for, and how they are told to wait.

use std::time::Instant;

use media::BrowserCaller;
use reqwest::{Response, StatusCode};
use robot::CallerState;
use uuid::Uuid;
use wire::command::Answer;
use wire::widget::{
    CustomerCommand, CustomerCommandFrame, CustomerFrame, CustomerServerFrame, Say,
};
use wire::workspace::Sdp;

use crate::call::dial;
use crate::demo::{Demo, SOON};
use crate::page;

#[tokio::test]
async fn op06_one_address_brings_so_many_new_customers_and_no_more() {
    let demo = Demo::with(&["--new-customers-max=2"]).await;
    for _ in 0..2 {
        assert_eq!(arrives_from_afar(&demo).await.status(), StatusCode::CREATED);
    }
    let refused = arrives_from_afar(&demo).await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    let wait: u64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=3_600).contains(&wait), "{wait} s");
    let problem: wire::problem::Problem = refused.json().await.unwrap();
    assert_eq!(problem.code, "too-many-customers");
    // A program on this machine is nobody's flood.
    page::token(&demo).await;
}

#[tokio::test]
async fn op06_a_customer_who_says_too_much_at_once_is_told_to_wait_on_every_page() {
    let demo = Demo::start().await;
    let token = page::token(&demo).await;
    let mut pages = [page::open_as(&demo, &token).await, page::open_as(&demo, &token).await];
    // Each page stays below what a customer may say; both together do not.
    for page in &mut pages {
        for _ in 0..15 {
            command(page, say()).await;
        }
    }
    let mut refused = 0;
    for page in &mut pages {
        for _ in 0..15 {
            refused += usize::from(problem(page).await.as_deref() == Some("too-many-messages"));
        }
    }
    assert_eq!(refused, 10);
}

#[tokio::test]
async fn op06_pages_take_half_of_the_lines_and_a_customer_one() {
    let demo = Demo::with(&["--calls-max=4"]).await;
    let (mia, leo, zoe) =
        (page::token(&demo).await, page::token(&demo).await, page::token(&demo).await);
    let mut first = page::open_as(&demo, &mia).await;
    assert_eq!(dialled(&mut first).await, None);
    let mut second = page::open_as(&demo, &mia).await;
    let why = dialled(&mut second).await.unwrap();
    assert!(why.contains("in a call already"), "{why}");
    assert_eq!(dialled(&mut page::open_as(&demo, &leo).await).await, None);
    let why = dialled(&mut page::open_as(&demo, &zoe).await).await.unwrap();
    assert!(why.contains("every line is busy"), "{why}");
}

#[tokio::test]
async fn op06_pages_and_trunks_share_the_lines() {
    let demo = Demo::with(&["--calls-max=2"]).await;
    assert_eq!(dialled(&mut page::open(&demo).await).await, None);
    let mut first = dial(&demo).await;
    first.until(SOON, |state| *state == CallerState::Talking).await.unwrap();
    let mut second = dial(&demo).await;
    second.until(SOON, |state| *state == CallerState::Failed(503)).await.unwrap();
}

/// As through a proxy that nobody has named: it is the caller, and no program of this machine.
async fn arrives_from_afar(demo: &Demo) -> Response {
    let (url, key) = (&demo.guide.url, &demo.guide.widget_key);
    let asked = reqwest::Client::new().post(format!("{url}/api/v1/widget/{key}/customers"));
    let asked = asked.header("x-rapport-csrf", "1").header("x-forwarded-for", "203.0.113.9");
    asked.send().await.unwrap()
}

fn say() -> CustomerCommand {
    CustomerCommand::Say(Say { message: Uuid::now_v7(), text: "And?".to_owned(), files: vec![] })
}

async fn command(live: &mut page::Live, command: CustomerCommand) {
    let frame = CustomerCommandFrame { cmd_id: Uuid::now_v7(), command };
    page::send(live, &CustomerFrame::Command(frame)).await;
}

/// What the next answer says against its command.
async fn problem(live: &mut page::Live) -> Option<String> {
    page::receive(live, |frame| match frame {
        CustomerServerFrame::Answer(Answer { problem, .. }) => Some(problem.map(|one| one.code)),
        _ => None,
    })
    .await
}

/// Why the call did not come about.
async fn dialled(live: &mut page::Live) -> Option<String> {
    let (_, sdp) = BrowserCaller::offer("127.0.0.1:9".parse().unwrap(), 1, Instant::now()).unwrap();
    command(live, CustomerCommand::Dial(Sdp { sdp })).await;
    page::receive(live, |frame| match frame {
        CustomerServerFrame::CallAnswer(_) => Some(None),
        CustomerServerFrame::Answer(Answer { problem: Some(problem), .. }) => Some(problem.detail),
        _ => None,
    })
    .await
}
