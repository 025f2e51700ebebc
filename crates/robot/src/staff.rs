//! Agents for a chat group, made by the admin of a running demo as any admin makes them, for more chats than its own can take.

use anyhow::Context;
use serde_json::{Value, json};
use uuid::Uuid;
use wire::workspace::GroupKind;

use crate::agent::{Agent, log_in};
use crate::guide::{Account, Guide};

/// They choose it themselves, by the link that the admin gives them.
const PASSWORD: &str = "bench-mark-7!";

/// Makes `count` agents who take up to `sessions_max` sessions each, in the group of the demo's first chat agent.
pub async fn hire(guide: &Guide, count: usize, sessions_max: u32) -> anyhow::Result<Vec<Account>> {
    let agent = guide.members.first().context("the demo has no members")?;
    let group = chat_group(&Agent::sign_in(guide, agent).await?)?;
    let admin = guide.members.last().context("the demo has no admin")?;
    let office = Office { guide, cookie: log_in(guide, admin).await? };
    let mut staff = Vec::new();
    for number in 1..=count {
        let email = format!("chat{number}@demo.example");
        let form = json!({
            "name": format!("Chat {number}"), "email": email, "roles": ["agent"],
            "groups": [{ "group": group }], "sessions_max": sessions_max,
        });
        let made = office.post("/api/v1/members", &form).await?;
        let id = made["member"]["id"].as_str().context("a member has an id")?.to_owned();
        let access = format!("/api/v1/members/{id}/access");
        let given = office.post(&access, &json!({ "by": "link" })).await?;
        let link = given["link"].as_str().context("the link is told")?;
        let (_, token) = link.split_once('#').context("the link has a token")?;
        let wish = json!({ "token": token, "new": PASSWORD, "confirm": PASSWORD });
        office.post("/api/v1/password/reset", &wish).await?;
        staff.push(Account { email, password: PASSWORD.to_owned() });
    }
    Ok(staff)
}

fn chat_group(agent: &Agent) -> anyhow::Result<Uuid> {
    let picture = agent.seen().context("there is no picture yet")?.picture;
    let group = picture.groups.iter().find(|group| group.kind == GroupKind::Chat);
    Ok(group.context("the agent is in no chat group")?.id)
}

/// The admin's browser.
struct Office<'a> {
    guide: &'a Guide,
    cookie: String,
}

impl Office<'_> {
    async fn post(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        let request = reqwest::Client::new().post(format!("{}{path}", self.guide.url));
        let request = request.header("x-rapport-csrf", "1").header("cookie", &self.cookie);
        let response = request.json(body).send().await?;
        let status = response.status();
        let text = response.text().await?;
        anyhow::ensure!(status.is_success(), "{path} answered {status}: {text}");
        Ok(serde_json::from_str(&text).unwrap_or_default())
    }
}
