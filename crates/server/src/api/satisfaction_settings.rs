//! `/api/v1/settings/satisfaction`: whether, when and in which words customers are asked about a session (DK08).

use std::sync::Arc;

use acd::{ConfigChange, Millis, Rating, RatingWhen, Settings};
use axum::Json;
use axum::extract::State;
use store::SatisfactionForm as Kept;
use wire::problem::Problem;
use wire::satisfaction_settings::{AskWhen, BothLanguages, SatisfactionForm, SatisfactionSettings};

use super::body::Body;
use super::bounds::within;
use super::guard::AtWork;
use super::problem::Failure;
use super::routing_change::{Change, commit, told, too_many};
use crate::app::App;
use crate::satisfaction;

/// A customer's page shows a session that has ended for a day.
const VALID_HOURS_MAX: u32 = 24;
const SCALE_MAX: u32 = 10;
const TAGS_MAX: usize = 12;
const SENTENCE_MAX: u32 = 200;
const LABEL_MAX: u32 = 40;
const HOUR: u64 = 60 * 60;

/// As they are now.
#[utoipa::path(
    get, path = "/api/v1/settings/satisfaction", tag = "settings",
    responses(
        (status = 200, body = SatisfactionSettings), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 503, body = Problem)
    )
)]
pub(crate) async fn show_satisfaction_settings(
    State(app): State<Arc<App>>,
    at_work: AtWork,
) -> Result<Json<SatisfactionSettings>, Failure> {
    let settings = at_work.application.driver.settings().await?;
    let form = satisfaction::form(&app.store, at_work.application.id).await?;
    Ok(Json(view(&settings, form)))
}

/// Counts for whoever is asked from now on.
#[utoipa::path(
    put, path = "/api/v1/settings/satisfaction", tag = "settings", request_body = SatisfactionSettings,
    responses(
        (status = 200, body = SatisfactionSettings), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 409, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn put_satisfaction_settings(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Body(wish): Body<SatisfactionSettings>,
) -> Result<Json<SatisfactionSettings>, Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let old = at_work.application.driver.settings().await?;
    let before = view(&old, satisfaction::form(&app.store, at_work.application.id).await?);
    let form = checked(&wish.form)?;
    let scale = u32::try_from(form.scores.len()).unwrap_or(u32::MAX);
    let scale = within("form.scores", scale, 2..=SCALE_MAX)?;
    let hours = within("valid_hours", wish.valid_hours, 1..=VALID_HOURS_MAX)?;
    let rating = Rating {
        when: when(wish.when),
        scale: u8::try_from(scale).unwrap_or(u8::MAX),
        valid_for: Millis::from_secs(u64::from(hours) * HOUR),
    };
    let settings = Settings { rating, ..old.clone() };
    let after = view(&settings, form);
    if before != after {
        let names = Kept(serde_json::to_value(&after.form).unwrap_or_default());
        let change = Change {
            what: "satisfaction-put",
            told: changes(&before, &after),
            routing: Some(ConfigChange::SettingsPut { settings }),
            flow_name: None,
            names: names.put(at_work.application.id),
        };
        commit(&app, &at_work, change).await?;
    }
    Ok(Json(after))
}

fn checked(form: &SatisfactionForm) -> Result<SatisfactionForm, Failure> {
    if form.tags.len() > TAGS_MAX {
        return Err(too_many("There are at most 12 tags"));
    }
    let labels = |field, labels: &[BothLanguages]| -> Result<Vec<_>, Failure> {
        labels.iter().map(|label| text(field, label, LABEL_MAX)).collect()
    };
    Ok(SatisfactionForm {
        question: text("form.question", &form.question, SENTENCE_MAX)?,
        scores: labels("form.scores", &form.scores)?,
        tags: labels("form.tags", &form.tags)?,
        comment: form.comment,
        thanks: text("form.thanks", &form.thanks, SENTENCE_MAX)?,
    })
}

/// Without the space round it.
fn text(field: &str, text: &BothLanguages, longest: u32) -> Result<BothLanguages, Failure> {
    let one = |text: &str| {
        let text = text.trim();
        if text.chars().any(char::is_control) {
            return Err(Failure::bad_request(format!("{field}: one line of text")));
        }
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        within(field, length, 1..=longest)?;
        Ok(text.to_owned())
    };
    Ok(BothLanguages { en: one(&text.en)?, zh: one(&text.zh)? })
}

fn view(settings: &Settings, form: SatisfactionForm) -> SatisfactionSettings {
    let Rating { when, valid_for, .. } = settings.rating;
    SatisfactionSettings {
        when: match when {
            RatingWhen::Never => AskWhen::Never,
            RatingWhen::ByButton => AskWhen::ByButton,
            RatingWhen::AtEnd => AskWhen::AtEnd,
        },
        valid_hours: u32::try_from(valid_for.0 / 1000 / HOUR).unwrap_or(u32::MAX),
        form,
    }
}

const fn when(when: AskWhen) -> RatingWhen {
    match when {
        AskWhen::Never => RatingWhen::Never,
        AskWhen::ByButton => RatingWhen::ByButton,
        AskWhen::AtEnd => RatingWhen::AtEnd,
    }
}

fn changes(before: &SatisfactionSettings, after: &SatisfactionSettings) -> Vec<store::AuditChange> {
    let word = |when: AskWhen| {
        let word = serde_json::to_value(when).unwrap_or_default();
        Some(word.as_str().unwrap_or_default().to_owned())
    };
    let both = |text: &BothLanguages| format!("{} / {}", text.en, text.zh);
    let list =
        |texts: &[BothLanguages]| Some(texts.iter().map(both).collect::<Vec<_>>().join(", "));
    let (old, new) = (&before.form, &after.form);
    let told = [
        told("when", word(before.when), word(after.when)),
        told(
            "valid_hours",
            Some(before.valid_hours.to_string()),
            Some(after.valid_hours.to_string()),
        ),
        told("question", Some(both(&old.question)), Some(both(&new.question))),
        told("scores", list(&old.scores), list(&new.scores)),
        told("tags", list(&old.tags), list(&new.tags)),
        told("comment", Some(old.comment.to_string()), Some(new.comment.to_string())),
        told("thanks", Some(both(&old.thanks)), Some(both(&new.thanks))),
    ];
    told.into_iter().flatten().collect()
}
