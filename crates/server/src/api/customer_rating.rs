//! DK08: what a customer says of a session, on its way in. The core says whether it counts.

use std::sync::Arc;

use acd::{By, Command, ContactId};
use axum::http::StatusCode;
use driver::{Driver, Rejection};
use store::Opinion;
use uuid::Uuid;
use wire::command::Answer;
use wire::widget::{COMMENT_MAX, RateSession};

use super::customer_identity::Identity;
use super::problem::Failure;
use crate::app::App;
use crate::satisfaction;

pub(super) async fn rate(
    app: Arc<App>,
    identity: Identity,
    cmd_id: Uuid,
    said: RateSession,
) -> Answer {
    let driver: &Driver = &identity.application.driver;
    let command = Command::Rate { contact: ContactId(said.session), score: said.score };
    let opinion = match checked(&app, &identity, said).await {
        Ok(opinion) => opinion,
        Err(Failure(problem, ..)) => {
            return Answer { cmd_id, problem: Some(problem), sequence: None };
        }
    };
    let by = By::Customer(identity.customer);
    let rated = driver.submit_rating(by, Some(cmd_id), command, opinion).await.done().await;
    super::answer::of(cmd_id, rated)
}

async fn checked(app: &App, identity: &Identity, said: RateSession) -> Result<Opinion, Failure> {
    let form = satisfaction::form(&app.store, identity.application.id).await;
    let form = form.map_err(|_| Failure::from(Rejection::StoreUnavailable))?;
    let comment = said.comment.trim().to_owned();
    if comment.chars().count() > COMMENT_MAX {
        let title = "A comment has at most 1000 characters";
        return Err(Failure::new(StatusCode::BAD_REQUEST, "comment-too-long", title));
    }
    if !comment.is_empty() && !form.comment {
        return Err(Failure::bad_request("there is no room for a comment"));
    }
    let mut tags: Vec<String> = Vec::new();
    for tag in said.tags {
        if !satisfaction::has_tag(&form, &tag) {
            let title = "This tag is not offered any more";
            return Err(Failure::new(StatusCode::BAD_REQUEST, "unknown-tag", title));
        }
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    Ok(Opinion { tags, comment })
}
