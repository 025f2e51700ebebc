//! What an admin changes of a chat channel, checked and committed with its audit row.

use axum::http::StatusCode;
use store::{AuditChange, ChannelAccess};
use wire::channel::{ChannelForm, ChannelKind};

use super::channels::Known;
use super::guard::AtWork;
use super::problem::Failure;
use super::routing_change::{Change, commit, told, too_many};
use crate::app::App;
use crate::channels::origins::origin;
use crate::channels::site::SiteSettings;

const ORIGINS_MAX: usize = 50;
const WELCOME_MAX: usize = 500;

/// The channel as it is to be.
pub(super) fn checked(before: &Known, form: &ChannelForm) -> Result<Known, Failure> {
    if form.enforce_identity && form.kind != ChannelKind::Client {
        return Err(Failure::bad_request("enforce_identity is for a channel of kind client"));
    }
    let welcome = form.welcome.trim();
    let is_text = |char: char| !char.is_control() || char == '\n';
    if welcome.chars().count() > WELCOME_MAX || !welcome.chars().all(is_text) {
        let detail = format!("welcome is a text of at most {WELCOME_MAX} characters");
        return Err(Failure::bad_request(detail));
    }
    if form.origins.len() > ORIGINS_MAX {
        return Err(too_many("A channel has at most 50 origins"));
    }
    let mut origins = Vec::new();
    for typed in &form.origins {
        let origin = origin(typed).ok_or_else(|| invalid(typed))?;
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    let mut after = before.clone();
    after.settings = SiteSettings { welcome: welcome.to_owned(), ..before.settings.clone() };
    after.channel.settings = serde_json::to_value(&after.settings).unwrap_or_default();
    after.access = ChannelAccess {
        kind: match form.kind {
            ChannelKind::Anonymous => store::ChannelKind::Anonymous,
            ChannelKind::Client => store::ChannelKind::Client,
        },
        enforce_identity: form.enforce_identity,
        origins,
    };
    Ok(after)
}

pub(super) async fn put(
    app: &App,
    at_work: &AtWork,
    before: &Known,
    after: &Known,
) -> Result<(), Failure> {
    let routing = &after.channel.routing;
    let change = Change {
        what: "channel-put",
        told: changes(before, after),
        routing: None,
        flow_name: None,
        names: after.channel.put(at_work.application.id).and(after.access.put(routing.id)),
    };
    commit(app, at_work, change).await
}

pub(super) const fn kind(kind: store::ChannelKind) -> ChannelKind {
    match kind {
        store::ChannelKind::Anonymous => ChannelKind::Anonymous,
        store::ChannelKind::Client => ChannelKind::Client,
    }
}

pub(super) fn no_secret(title: &str) -> Failure {
    Failure::new(StatusCode::CONFLICT, "no-secret", title)
}

fn invalid(typed: &str) -> Failure {
    let title = "An origin is a scheme and a host, as in https://shop.example";
    Failure::new(StatusCode::BAD_REQUEST, "origin-invalid", title).with_detail(typed)
}

fn changes(before: &Known, after: &Known) -> Vec<AuditChange> {
    let word = |known: &Known| match known.access.kind {
        store::ChannelKind::Anonymous => "anonymous".to_owned(),
        store::ChannelKind::Client => "client".to_owned(),
    };
    let enforced = |known: &Known| known.access.enforce_identity.to_string();
    let origins = |known: &Known| known.access.origins.join(" ");
    let welcome = |known: &Known| known.settings.welcome.clone();
    let told = [
        told("channel", None, Some(after.channel.name.clone())),
        told("kind", Some(word(before)), Some(word(after))),
        told("enforce_identity", Some(enforced(before)), Some(enforced(after))),
        told("origins", Some(origins(before)), Some(origins(after))),
        told("welcome", Some(welcome(before)), Some(welcome(after))),
    ];
    told.into_iter().flatten().collect()
}
