//! OP02: what was a demo is never served, what serves is never a demo, and a demo stays on its machine.

use crate::demo::{Demo, refused};

#[tokio::test]
async fn op02_serve_refuses_the_data_of_a_demo_and_says_why() {
    let mut demo = Demo::start().await;
    demo.kill_9();
    let data = format!("--data={}", demo.data.display());
    let said = refused(&["serve", &data]).await;
    assert!(said.contains("everybody knows its passwords") && said.contains("--data"), "{said}");
    // Without its guide it is a demo all the same.
    std::fs::remove_file(demo.data.join("demo.json")).unwrap();
    let said = refused(&["serve", &data]).await;
    assert!(said.contains("everybody knows its passwords"), "{said}");
    demo.restart().await;
}

#[tokio::test]
async fn op02_demo_refuses_the_data_of_an_installation() {
    let mut demo = Demo::start().await;
    demo.kill_9();
    let store = demo.store().await;
    let is_none = "UPDATE application SET demo = FALSE";
    store.close().await;
    demo.run(is_none).await;
    std::fs::remove_file(demo.data.join("demo.json")).unwrap();
    let said = refused(&["demo", &format!("--data={}", demo.data.display())]).await;
    assert!(said.contains("an installation that serves"), "{said}");
}

#[tokio::test]
async fn op02_a_demo_that_other_machines_would_reach_does_not_start() {
    let said = refused(&["demo", "--http=0.0.0.0:0"]).await;
    assert!(said.contains("--http 0.0.0.0:0") && said.contains("--beyond-this-machine"), "{said}");
}
