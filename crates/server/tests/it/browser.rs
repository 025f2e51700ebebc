//! A member's browser as far as HTTP goes: keeps cookies, sends what our pages send.

use reqwest::{Client, Method, RequestBuilder, StatusCode};
use robot::{Account, Guide};
use serde_json::{Value, json};

pub(crate) struct Browser {
    client: Client,
    url: String,
}

/// A status with its body; `Null` where there is none.
pub(crate) type Answer = (StatusCode, Value);

impl Browser {
    pub(crate) fn new(url: &str) -> Self {
        let client = Client::builder().cookie_store(true).build().unwrap();
        Self { client, url: url.to_owned() }
    }

    /// One that is signed in.
    pub(crate) async fn of(guide: &Guide, account: &Account) -> Self {
        let browser = Self::new(&guide.url);
        let (status, body) = browser.log_in(&account.email, &account.password).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        browser
    }

    pub(crate) async fn log_in(&self, email: &str, password: &str) -> Answer {
        self.post("/api/v1/login", json!({ "email": email, "password": password })).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        answer(self.request(Method::GET, path)).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        answer(self.request(Method::POST, path).json(&body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Answer {
        answer(self.request(Method::PUT, path).json(&body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        answer(self.request(Method::DELETE, path)).await
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.foreign(method, path).header("x-rapport-csrf", "1")
    }

    /// What a page of somebody else can make this browser send.
    pub(crate) fn foreign(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }
}

async fn answer(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let status = response.status();
    (status, response.json().await.unwrap_or(Value::Null))
}

/// The refusal's stable word, or nothing.
pub(crate) fn code(answer: &Answer) -> (u16, &str) {
    (answer.0.as_u16(), answer.1["code"].as_str().unwrap_or_default())
}
