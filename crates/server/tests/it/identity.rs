//! DK14: customers whom their site has signed for, over the real sockets, and everybody else who says so.

use aws_lc_rs::hmac;
use data_encoding::BASE64URL_NOPAD;
use reqwest::StatusCode;
use robot::{Agent, Customer};
use serde_json::{Value, json};

use crate::browser::{Answer, Browser, code};
use crate::chat::online;
use crate::demo::{Demo, SOON};
use crate::page;

pub(crate) const CHANNELS: &str = "/api/v1/channels";

/// A demo whose widget is a channel of kind `client`, its admin and its site.
pub(crate) struct Site {
    pub(crate) demo: Demo,
    pub(crate) admin: Browser,
    pub(crate) channel: Value,
}

impl Site {
    pub(crate) async fn open() -> Self {
        let demo = Demo::start().await;
        let admin = Browser::of(&demo.guide, demo.ada()).await;
        let channel = channel(&admin, &demo.guide.widget_key).await;
        Self { demo, admin, channel }
    }

    /// One that has a secret, which is told, and where the admin has set `more`.
    pub(crate) async fn of_clients(more: Value) -> (Self, String) {
        let site = Self::open().await;
        let (_, secret) = site.new_secret().await;
        let mut form = json!({ "kind": "client" });
        form.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let (status, put) = site.put(form).await;
        assert_eq!(status, StatusCode::OK, "{put}");
        (site, secret)
    }

    /// Its id and itself.
    pub(crate) async fn new_secret(&self) -> (String, String) {
        let (status, made) = self.admin.post(&self.path("/secrets"), Value::Null).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        (text(&made["id"]), text(&made["secret"]))
    }

    /// The channel as it is, but for what `change` says.
    pub(crate) async fn put(&self, change: Value) -> Answer {
        let now = channel(&self.admin, &self.demo.guide.widget_key).await;
        let mut form = json!({});
        for field in ["welcome", "kind", "enforce_identity", "origins"] {
            form[field] = change.get(field).unwrap_or_else(|| &now[field]).clone();
        }
        self.admin.put(&self.path(""), form).await
    }

    pub(crate) fn path(&self, more: &str) -> String {
        format!("{CHANNELS}/{}{more}", self.channel["id"].as_str().unwrap())
    }

    /// What a program of the site asks for.
    pub(crate) async fn ask(&self, body: Value) -> Answer {
        let key = &self.demo.guide.widget_key;
        let nobody = Browser::new(&self.demo.guide.url);
        nobody.post(&format!("/api/v1/widget/{key}/customers"), body).await
    }

    /// The token that a device gets for this identity.
    pub(crate) async fn device(&self, identity: &str) -> String {
        let (status, made) = self.ask(json!({ "identity": identity })).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        text(&made["token"])
    }

    /// Signs for this user, for five minutes.
    pub(crate) fn signed(&self, secret: &str, user: &str) -> String {
        jwt(secret, &self.claims(user))
    }

    fn claims(&self, user: &str) -> Value {
        let exp = seconds() + 300;
        json!({ "sub": user, "aud": self.demo.guide.widget_key, "exp": exp, "name": "Mia Moss" })
    }

    async fn page(&self, token: &str) -> Customer {
        Customer::with_token(&self.demo.guide, token.to_owned()).await.unwrap()
    }

    async fn refused(&self, identity: &str) -> (u16, String) {
        let answer = self.ask(json!({ "identity": identity })).await;
        let (status, code) = code(&answer);
        (status, code.to_owned())
    }
}

async fn channel(admin: &Browser, key: &str) -> Value {
    let list = admin.get(CHANNELS).await.1;
    let rows = list["channels"].as_array().unwrap_or_else(|| unreachable!("{list}"));
    rows.iter().find(|row| row["key"] == key).unwrap().clone()
}

/// Of the demo's other channel.
fn menu_key(demo: &Demo) -> String {
    let guide = std::fs::read_to_string(demo.data.join("demo.json")).unwrap();
    text(&serde_json::from_str::<Value>(&guide).unwrap()["menu_key"])
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| unreachable!("{value}")).to_owned()
}

fn seconds() -> u64 {
    std::time::UNIX_EPOCH.elapsed().unwrap().as_secs()
}

fn jwt(secret: &str, claims: &Value) -> String {
    with_header(&json!({ "alg": "HS256", "typ": "JWT" }), secret, claims)
}

fn with_header(header: &Value, secret: &str, claims: &Value) -> String {
    let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    let signed = format!("{}.{}", part(header), part(claims));
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let tag = hmac::sign(&key, signed.as_bytes());
    format!("{signed}.{}", BASE64URL_NOPAD.encode(tag.as_ref()))
}

async fn sessions(ann: &mut Agent, count: usize) -> Vec<wire::workspace::SessionView> {
    let seen = ann.until(SOON, "the sessions", |seen| seen.picture.sessions.len() == count).await;
    seen.unwrap().picture.sessions
}

#[tokio::test]
async fn dk14_a_verified_customer_is_the_same_on_two_devices() {
    let (site, secret) = Site::of_clients(json!({})).await;
    let mut ann = online(&site.demo.guide, site.demo.ann()).await;
    let phone = site.device(&site.signed(&secret, "user-7")).await;
    let laptop = site.device(&site.signed(&secret, "user-7")).await;
    assert_ne!(phone, laptop);
    let mut phone = site.page(&phone).await;
    let mut laptop = site.page(&laptop).await;
    phone.start("From the phone").await.unwrap();
    laptop.until(SOON, "the message", |seen| seen.messages.len() == 1).await.unwrap();
    laptop.say("And from the laptop").await.unwrap();
    let seen = phone.until(SOON, "both", |seen| seen.messages.len() == 2).await.unwrap();
    assert_eq!(seen.messages[&2].text, "And from the laptop");

    let customer = sessions(&mut ann, 1).await.remove(0).customer;
    assert_eq!(customer.user_id.as_deref(), Some("user-7"), "the agent sees who it is");
    assert_eq!(customer.name, "Mia Moss");
    let other = site.device(&site.signed(&secret, "user-8")).await;
    assert!(site.page(&other).await.seen().session.is_none(), "nobody else sees it");
}

#[tokio::test]
async fn dk14_who_says_who_they_are_stays_in_the_chat() {
    let (site, secret) = Site::of_clients(json!({})).await;
    let mut ann = online(&site.demo.guide, site.demo.ann()).await;
    let mut mia = Customer::arrive(&site.demo.guide).await.unwrap();
    let contact = mia.start("Hello").await.unwrap();
    assert_eq!(sessions(&mut ann, 1).await[0].customer.user_id, None);

    let identity = site.signed(&secret, "user-7");
    let body = json!({ "identity": identity, "token": mia.token() });
    let (status, made) = site.ask(body).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let mut known = site.page(&text(&made["token"])).await;
    let here = known.seen().session.map(|session| session.id);
    assert_eq!(here, Some(contact), "it is the same chat");
    known.say("It is me").await.unwrap();
    let seen = ann
        .until(SOON, "the badge", |seen| seen.picture.sessions[0].customer.user_id.is_some())
        .await;
    assert_eq!(seen.unwrap().picture.sessions[0].customer.user_id.as_deref(), Some("user-7"));
    // Whoever finds the token of before is not the verified customer.
    let old = page::frames_for(&site.demo, mia.token()).await;
    assert!(old[0].contains("unknown-customer"), "{old:?}");
}

#[tokio::test]
async fn dk14_a_chat_is_not_given_to_a_customer_who_was_there_before() {
    let (site, secret) = Site::of_clients(json!({})).await;
    site.device(&site.signed(&secret, "user-7")).await;
    let mut stranger = Customer::arrive(&site.demo.guide).await.unwrap();
    stranger.start("Hello").await.unwrap();
    let body = json!({ "identity": site.signed(&secret, "user-7"), "token": stranger.token() });
    assert_eq!(code(&site.ask(body.clone()).await), (409, "session-open"));
    stranger.say("Still here").await.unwrap();
    stranger.end().await.unwrap();
    let (status, made) = site.ask(body).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    assert!(site.page(&text(&made["token"])).await.seen().session.is_none());
}

#[tokio::test]
async fn dk14_what_is_not_signed_for_this_channel_is_refused() {
    let (site, secret) = Site::of_clients(json!({ "enforce_identity": true })).await;
    let claims = site.claims("user-7");
    let with = |field: &str, value: Value| {
        let mut claims = claims.clone();
        claims[field] = value;
        jwt(&secret, &claims)
    };
    let alg = |alg: &str| with_header(&json!({ "alg": alg }), &secret, &claims);
    let refusals = [
        (jwt("a guess", &claims), "identity-signature"),
        (alg("none"), "identity-algorithm"),
        (alg("RS256"), "identity-algorithm"),
        (with("exp", json!(seconds() - 1)), "identity-expired"),
        (with("exp", json!(seconds() + 3_700)), "identity-too-long"),
        (with("nbf", json!(seconds() + 200)), "identity-too-early"),
        (with("aud", json!(menu_key(&site.demo))), "identity-audience"),
        (with("sub", json!("")), "identity-malformed"),
        ("user-7".to_owned(), "identity-malformed"),
    ];
    for (identity, code) in refusals {
        assert_eq!(site.refused(&identity).await, (401, code.to_owned()), "{identity}");
    }
    // A name that nobody has signed is no name: neither asked for, nor by coming without one.
    assert_eq!(code(&site.ask(json!({ "user_id": "user-7" })).await), (400, "bad-request"));
    assert_eq!(code(&site.ask(json!({})).await), (401, "identity-required"));
    site.device(&site.signed(&secret, "user-7")).await;
}

#[tokio::test]
async fn dk14_another_channels_secret_signs_for_nobody_here() {
    let (site, _) = Site::of_clients(json!({})).await;
    let other = channel(&site.admin, &menu_key(&site.demo)).await;
    let path = format!("{CHANNELS}/{}/secrets", other["id"].as_str().unwrap());
    let (_, made) = site.admin.post(&path, Value::Null).await;
    let identity = site.signed(&text(&made["secret"]), "user-7");
    assert_eq!(site.refused(&identity).await, (401, "identity-signature".to_owned()));
}

#[tokio::test]
async fn dk14_an_anonymous_channel_believes_nobody() {
    let site = Site::open().await;
    let (_, secret) = site.new_secret().await;
    let identity = site.signed(&secret, "user-7");
    assert_eq!(site.refused(&identity).await, (409, "identity-not-offered".to_owned()));
}

#[tokio::test]
async fn dk14_two_secrets_are_good_while_the_site_changes_them() {
    let (site, old) = Site::of_clients(json!({ "enforce_identity": true })).await;
    let (_, new) = site.new_secret().await;
    let third = site.admin.post(&site.path("/secrets"), Value::Null).await;
    assert_eq!(code(&third), (409, "too-many"));
    let by_old = site.device(&site.signed(&old, "user-7")).await;
    let by_new = site.device(&site.signed(&new, "user-7")).await;

    let now = channel(&site.admin, &site.demo.guide.widget_key).await;
    let secrets = now["secrets"].as_array().unwrap();
    let path =
        |at: usize| format!("/api/v1/channel-secrets/{}", secrets[at]["id"].as_str().unwrap());
    assert_eq!(site.admin.delete(&path(0)).await.0, StatusCode::NO_CONTENT);
    let refused = site.refused(&site.signed(&old, "user-7")).await;
    assert_eq!(refused, (401, "identity-signature".to_owned()));
    // What it has signed is good no more either: that is what a secret that got out is removed for.
    let old = page::frames_for(&site.demo, &by_old).await;
    assert!(old[0].contains("unknown-customer"), "{old:?}");
    site.page(&by_new).await;
    assert_eq!(code(&site.admin.delete(&path(1)).await), (409, "no-secret"), "the last one");
    assert_eq!(code(&site.admin.delete(&path(0)).await), (404, "not-found"));
}

#[tokio::test]
async fn dk14_a_token_is_good_at_its_own_channel() {
    let demo = Demo::start().await;
    let token = page::token(&demo).await;
    let menu = robot::Guide { widget_key: menu_key(&demo), ..demo.guide.clone() };
    assert!(Customer::with_token(&menu, token.clone()).await.is_err());
    Customer::with_token(&demo.guide, token).await.unwrap();
}

#[tokio::test]
async fn dk14_a_token_from_before_is_bound_to_the_first_channel_it_is_shown_to() {
    let mut demo = Demo::start().await;
    let token = page::token(&demo).await;
    demo.run_sql("UPDATE customer_token SET channel = NULL").await;
    Customer::with_token(&demo.guide, token.clone()).await.unwrap();
    let menu = robot::Guide { widget_key: menu_key(&demo), ..demo.guide.clone() };
    assert!(Customer::with_token(&menu, token).await.is_err());
}

#[tokio::test]
async fn dk14_a_verified_token_ends_and_an_anonymous_one_is_not_let_in_where_all_must_be_known() {
    let (mut site, secret) = Site::of_clients(json!({})).await;
    let anonymous = page::token(&site.demo).await;
    let (status, put) = site.put(json!({ "enforce_identity": true })).await;
    assert_eq!(status, StatusCode::OK, "{put}");
    let frames = page::frames_for(&site.demo, &anonymous).await;
    assert!(frames[0].contains("identity-required"), "{frames:?}");
    let known = site.device(&site.signed(&secret, "user-7")).await;
    site.page(&known).await;
    site.demo.run_sql("UPDATE customer_token SET expires = 1 WHERE expires IS NOT NULL").await;
    let frames = page::frames_for(&site.demo, &known).await;
    assert!(frames[0].contains("unknown-customer"), "{frames:?}");
}

#[tokio::test]
async fn dk14_the_example_of_the_client_api_works() {
    let (site, secret) = Site::of_clients(json!({ "enforce_identity": true })).await;
    let mut ann = online(&site.demo.guide, site.demo.ann()).await;
    let page = include_str!("../../../../docs/client-api.md");
    let (_, example) = page.rsplit_once("```js\n").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    let run = tokio::process::Command::new("node")
        .args(["--experimental-websocket", "--input-type=module", "--eval", example])
        .env("HOST", site.demo.guide.url.trim_start_matches("http://"))
        .env("KEY", &site.demo.guide.widget_key)
        .env("SECRET", secret)
        .output();
    let run = run.await.unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    assert_eq!(said.trim(), "message 1", "{}", String::from_utf8_lossy(&run.stderr));
    let customer = sessions(&mut ann, 1).await.remove(0).customer;
    assert_eq!(customer.user_id.as_deref(), Some("user-7"));
}
