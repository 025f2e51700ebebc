//! `/api/v1/prompts`: an admin's own sounds, for flows to play (AD05). What is uploaded is made what a telephone plays before it is
//! kept, and is kept whole or not at all.

use std::sync::Arc;

use acd::{ApplicationId, Millis};
use axum::Json;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use flow::{Node, PromptId};
use media::{SAMPLE_RATE, WavRefused};
use store::{NamedFlow, Prompt, PromptSound, Write};
use wire::problem::Problem;
use wire::prompt::{PromptList, PromptName, PromptView};

use super::address::{Asked, Id};
use super::guard::AtWork;
use super::member_form::name;
use super::problem::Failure;
use super::routing_change::{Change, commit, in_use, told, too_many};
use super::to_the_end::to_the_end;
use crate::app::App;
use crate::prompts::{bytes, new_id};

/// Of one application: each is in memory in all codecs.
const PROMPTS_MAX: usize = 50;
/// Whoever has more to say says it in two.
const SECONDS_MAX: usize = 120;
/// That long at 16 kHz, and what programs write beside the sound.
const UPLOAD_MAX: usize = SECONDS_MAX * 16_000 * 2 + 64 * 1024;

/// All that were uploaded, by name, and which flows play them.
#[utoipa::path(
    get, path = "/api/v1/prompts", tag = "flows",
    responses((status = 200, body = PromptList), (status = 401, body = Problem), (status = 403, body = Problem))
)]
pub(crate) async fn list_prompts(
    State(app): State<Arc<App>>,
    at_work: AtWork,
) -> Result<Json<PromptList>, Failure> {
    let application = at_work.application.id;
    let prompts = app.store.prompts(application).await?;
    let flows = app.store.flows(application).await?;
    Ok(Json(PromptList { prompts: prompts.iter().map(|prompt| view(prompt, &flows)).collect() }))
}

/// A WAV file, mono, 16-bit PCM at 8 or 16 kHz or μ-law at 8 kHz, of two minutes at most. Flows may name it at once.
#[utoipa::path(
    post, path = "/api/v1/prompts", tag = "flows", params(PromptName),
    request_body(content = Vec<u8>, content_type = "audio/wav"),
    responses(
        (status = 201, body = PromptView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn upload_prompt(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Asked(form): Asked<PromptName>,
    request: Request,
) -> Result<(StatusCode, Json<PromptView>), Failure> {
    let name = name(&form.name)?;
    let file = to_bytes(request.into_body(), UPLOAD_MAX).await.map_err(|_| too_large())?;
    let read = tokio::task::spawn_blocking(move || media::read_wav(&file)).await;
    let samples = read.map_err(|_| Failure::not_found())?.map_err(refused)?;
    if samples.len() > SECONDS_MAX * sample_rate() {
        return Err(too_long());
    }
    to_the_end(async move { add(&app, &at_work, name, &samples).await }).await
}

async fn add(
    app: &App,
    at_work: &AtWork,
    name: String,
    samples: &[i16],
) -> Result<(StatusCode, Json<PromptView>), Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let application = at_work.application.id;
    let all = app.store.prompts(application).await?;
    if all.len() >= PROMPTS_MAX {
        return Err(too_many("There are too many prompts; remove some first"));
    }
    if all.iter().any(|prompt| prompt.name == name) {
        let title = "Another prompt has this name";
        return Err(Failure::new(StatusCode::CONFLICT, "name-taken", title));
    }
    let length = Millis((samples.len() * 1_000 / sample_rate()).try_into().unwrap_or(u64::MAX));
    let prompt = Prompt { id: new_id(), name, length, added: app.clock.now() };
    let sound = bytes(samples);
    let row = prompt.add(application, &sound);
    // Before its row, so that a flow that names it plays it; without one nothing can name it.
    app.prompts.put(vec![PromptSound { id: prompt.id, sound }], &app.switchboard).await;
    let added = keep(app, at_work, ("prompt-added", None, Some(&prompt)), row).await;
    if added.is_err() {
        forget_if_gone(app, application, prompt.id).await;
    }
    added?;
    Ok((StatusCode::CREATED, Json(view(&prompt, &[]))))
}

/// What is heard, as a WAV file: mono, 16 bits at 8 kHz.
#[utoipa::path(
    get, path = "/api/v1/prompts/{id}/sound", tag = "flows", params(("id" = Uuid, Path)),
    responses(
        (status = 200, content_type = "audio/wav", body = Vec<u8>), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)
    )
)]
pub(crate) async fn hear_prompt(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
) -> Result<Response, Failure> {
    let found = app.store.prompt_sound(at_work.application.id, PromptId(id)).await?;
    let PromptSound { sound, .. } = found.ok_or_else(Failure::not_found)?;
    Ok(([(header::CONTENT_TYPE, "audio/wav")], media::write_wav(&sound)).into_response())
}

/// Refused while a flow plays it. Whoever hears it now hears it out.
#[utoipa::path(
    delete, path = "/api/v1/prompts/{id}", tag = "flows", params(("id" = Uuid, Path)),
    responses(
        (status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn remove_prompt(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
) -> Result<StatusCode, Failure> {
    to_the_end(async move { remove(&app, &at_work, PromptId(id)).await }).await
}

async fn remove(app: &App, at_work: &AtWork, id: PromptId) -> Result<StatusCode, Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let application = at_work.application.id;
    let all = app.store.prompts(application).await?;
    let prompt = all.iter().find(|prompt| prompt.id == id);
    let prompt = prompt.ok_or_else(Failure::not_found)?;
    let flows = app.store.flows(application).await?;
    let using = users(prompt.id, &flows);
    if !using.is_empty() {
        return Err(in_use("Flows play this prompt; change them first", &using));
    }
    let removed = Prompt::remove(application, prompt.id);
    let removed = keep(app, at_work, ("prompt-removed", Some(prompt), None), removed).await;
    forget_if_gone(app, application, prompt.id).await;
    removed.map(|()| StatusCode::NO_CONTENT)
}

/// F10: whatever became of a commit, the store knows. If it cannot say, the sound stays: no flow plays what has no row.
async fn forget_if_gone(app: &App, application: ApplicationId, id: PromptId) {
    let Ok(all) = app.store.prompts(application).await else { return };
    if all.iter().all(|prompt| prompt.id != id) {
        app.prompts.remove(id, &app.switchboard).await;
    }
}

/// With its audit row, or neither.
async fn keep(
    app: &App,
    at_work: &AtWork,
    (what, before, after): (&'static str, Option<&Prompt>, Option<&Prompt>),
    names: Write,
) -> Result<(), Failure> {
    let named = |prompt: Option<&Prompt>| prompt.map(|prompt| prompt.name.clone());
    let told = told("name", named(before), named(after)).into_iter().collect();
    commit(app, at_work, Change { what, told, routing: None, flow_name: None, names }).await
}

fn view(prompt: &Prompt, flows: &[NamedFlow]) -> PromptView {
    PromptView {
        id: prompt.id.0,
        name: prompt.name.clone(),
        length: prompt.length.0,
        added: prompt.added.0,
        flows: users(prompt.id, flows).into_iter().map(str::to_owned).collect(),
    }
}

fn users(id: PromptId, flows: &[NamedFlow]) -> Vec<&str> {
    let plays = |node: &Node| node.prompts().any(|prompt| prompt == id);
    let using = flows.iter().filter(|flow| flow.flow.nodes.values().any(plays));
    using.map(|flow| &*flow.name).collect()
}

fn sample_rate() -> usize {
    usize::try_from(SAMPLE_RATE).unwrap_or(usize::MAX)
}

fn too_large() -> Failure {
    let title = "The file is too large, or did not come whole";
    Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "prompt-too-large", title)
}

fn too_long() -> Failure {
    let title = "The sound is longer than two minutes";
    Failure::new(StatusCode::UNPROCESSABLE_ENTITY, "prompt-too-long", title)
}

fn refused(why: WavRefused) -> Failure {
    if why == WavRefused::TooLong {
        return too_long();
    }
    let title = "The file cannot be played";
    Failure::new(StatusCode::UNPROCESSABLE_ENTITY, "prompt-refused", title)
        .with_detail(why.to_string())
}
