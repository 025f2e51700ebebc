//! DK13: whoever sends and fetches files, and what is seen of them.

use std::path::PathBuf;

use reqwest::{Method, RequestBuilder, Response, StatusCode};
use robot::{Agent, Customer};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use wire::attachment::FileView;
use wire::command::Answer as Answered;
use wire::widget::{CustomerCommand, FirstMessage};

use crate::browser::{Answer, code};
use crate::demo::{Demo, SOON};

/// A member with a cookie, or a customer with a token.
pub(crate) struct Sender {
    pub(crate) url: String,
    pub(crate) path: String,
    pub(crate) header: (&'static str, String),
}

impl Sender {
    pub(crate) fn member(demo: &Demo, agent: &Agent) -> Self {
        let path = "/api/v1/attachments".to_owned();
        Self { url: demo.guide.url.clone(), path, header: ("cookie", agent.cookie().to_owned()) }
    }

    pub(crate) fn customer(demo: &Demo, customer: &Customer) -> Self {
        let path = format!("/api/v1/widget/{}/attachments", demo.guide.widget_key);
        let header = ("authorization", format!("Bearer {}", customer.token()));
        Self { url: demo.guide.url.clone(), path, header }
    }

    pub(crate) fn request(&self, method: Method, more: &str) -> RequestBuilder {
        let address = format!("{}{}{more}", self.url, self.path);
        let request = reqwest::Client::new().request(method, address);
        request.header("x-rapport-csrf", "1").header(self.header.0, &self.header.1)
    }

    pub(crate) async fn announce(&self, name: &str, size: usize, sha256: &str) -> Answer {
        let form = json!({ "name": name, "size": size, "sha256": sha256 });
        answer(self.request(Method::POST, "").json(&form)).await
    }

    pub(crate) async fn put(&self, id: &str, offset: usize, part: &[u8]) -> Answer {
        let path = format!("/{id}/upload?offset={offset}");
        answer(self.request(Method::PUT, &path).body(part.to_vec())).await
    }

    pub(crate) async fn state(&self, id: &str) -> Answer {
        answer(self.request(Method::GET, &format!("/{id}/upload"))).await
    }

    /// All of it at once; the answer is the last one.
    pub(crate) async fn upload(&self, name: &str, bytes: &[u8]) -> Answer {
        let announced = self.announce(name, bytes.len(), &sha256(bytes)).await;
        if announced.0 != StatusCode::CREATED {
            return announced;
        }
        self.put(&text(&announced.1["id"]), 0, bytes).await
    }

    pub(crate) async fn whole(&self, name: &str, bytes: &[u8]) -> Uuid {
        let (status, made) = self.upload(name, bytes).await;
        assert_eq!(status, StatusCode::OK, "{made}");
        assert!(made["file"].is_object(), "{made}");
        text(&made["id"]).parse().unwrap()
    }

    pub(crate) async fn fetch(&self, id: Uuid) -> Response {
        self.request(Method::GET, &format!("/{id}")).send().await.unwrap()
    }

    pub(crate) async fn is_denied(&self, id: Uuid) {
        let answer = answer(self.request(Method::GET, &format!("/{id}"))).await;
        assert_eq!(code(&answer), (404, "not-found"));
    }
}

pub(crate) async fn answer(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let status = response.status();
    (status, response.json().await.unwrap_or(Value::Null))
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| unreachable!("{value}")).to_owned()
}

pub(crate) fn said(answer: &Answered) -> Option<(u16, &str)> {
    answer.problem.as_ref().map(|problem| (problem.status, &*problem.code))
}

/// Starts a session whose first message is this file alone.
pub(crate) async fn start(mia: &mut Customer, file: Uuid) -> Uuid {
    let (contact, message) = (Uuid::now_v7(), Uuid::now_v7());
    let first = FirstMessage { contact, message, text: String::new(), files: vec![file] };
    let answer = mia.command(CustomerCommand::Start(first)).await.unwrap();
    assert_eq!(answer.sequence, Some(1));
    contact
}

/// The files of the agent's picture, once there are any.
pub(crate) async fn files_seen(agent: &mut Agent) -> Vec<FileView> {
    let there = |seen: &robot::Seen| seen.picture.messages.iter().any(|one| !one.files.is_empty());
    let seen = agent.until(SOON, "a file", there).await.unwrap();
    seen.picture.messages.into_iter().flat_map(|message| message.files).collect()
}

pub(crate) fn files_on_disk(demo: &Demo) -> Vec<PathBuf> {
    let folder = demo.data.join("attachments");
    let both = [folder.clone(), folder.join("coming")];
    let entries = both.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_symlink() || path.is_file())
        .collect()
}
