//! What is kept of a call: its record, as an agent reads it, and the legs that a crash would leave behind.

use robot::Agent;
use wire::command::ContactRef;
use wire::record::RecordDetail;

use crate::demo::Demo;

pub(crate) async fn record(demo: &Demo, ann: &Agent, call: ContactRef) -> RecordDetail {
    let url = format!("{}/api/v1/records/{}", demo.guide.url, call.contact);
    let record = reqwest::Client::new().get(url).header("cookie", ann.cookie()).send().await;
    record.unwrap().json().await.unwrap()
}

/// By side, of the trunk.
pub(crate) async fn legs(demo: &Demo) -> Vec<String> {
    demo.read_sql("SELECT side FROM live_leg ORDER BY side").await
}

/// How many SIP phones have a leg.
pub(crate) async fn handsets(demo: &Demo) -> usize {
    demo.read_sql("SELECT 'one' FROM live_handset").await.len()
}
