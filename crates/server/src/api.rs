//! The HTTP surface: routes, OpenAPI, and what every request passes on its way in.

mod account_rules;
mod account_settings;
mod address;
mod answer;
mod assets;
mod attachments;
mod audit;
mod authorization;
mod body;
mod bounds;
mod business_hours;
mod byte_range;
mod call_settings;
mod caller;
mod canned_replies;
mod channel_change;
mod channel_secrets;
mod channels;
mod chat_settings;
mod correspondence;
mod customer_files;
mod customer_identity;
mod customer_live;
mod customer_rating;
mod demo;
mod device;
mod faulty;
mod flow_choices;
mod flows;
mod group_calls;
mod group_flows;
mod guard;
mod health;
mod live;
mod login;
mod login_application;
mod login_watch;
mod logins;
mod member_access;
mod member_change;
mod member_form;
mod member_view;
mod members;
mod my_login;
mod new_customer;
mod numbers;
mod own_phone;
mod password;
mod password_link;
mod problem;
mod prompts;
mod record_access;
mod record_query;
mod record_view;
mod recordings;
mod records;
mod refusal;
mod restraint;
mod routing_change;
mod satisfaction_form;
mod satisfaction_settings;
mod second_factor;
mod served_file;
mod setup;
mod shown_out;
mod sip_phone_form;
mod sip_phones;
mod site_page;
mod socket;
mod telephone;
mod throttle;
mod to_the_end;
mod totp;
mod upload;
mod voicemails;
mod widget;
mod widget_frame;

pub(crate) use flow_choices::prompt;
pub(crate) use guard::DEVICE_KEPT;
pub(crate) use problem::Failure;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::routing::get;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// No JSON body of ours is larger.
const BODY_MAX: usize = 64 * 1024;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Rapport",
        description = "The contact center's API. Live things travel over the two sockets; their frames are the schemas MemberFrame, ServerFrame, CustomerFrame and CustomerServerFrame."
    ),
    components(schemas(
        wire::problem::Problem,
        wire::workspace::MemberFrame,
        wire::workspace::ServerFrame,
        wire::widget::CustomerFrame,
        wire::widget::CustomerServerFrame,
    ))
)]
struct Document;

/// The whole router, and the OpenAPI document that was generated with it.
fn documented() -> (Router<Arc<App>>, utoipa::openapi::OpenApi) {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(login::log_in))
        .routes(routes!(login::log_out))
        .routes(routes!(login::me))
        .routes(routes!(login_application::choose_application))
        .routes(routes!(logins::list_logins))
        .routes(routes!(logins::end_other_logins))
        .routes(routes!(logins::end_login))
        .routes(routes!(password::check_password))
        .routes(routes!(password::change_password))
        .routes(routes!(password_link::forgot_password))
        .routes(routes!(password_link::show_link))
        .routes(routes!(password_link::reset_password))
        .routes(routes!(totp::show_totp))
        .routes(routes!(totp::begin_totp))
        .routes(routes!(totp::confirm_totp))
        .routes(routes!(totp::end_totp))
        .routes(routes!(members::list_members))
        .routes(routes!(members::create_member))
        .routes(routes!(members::show_member))
        .routes(routes!(members::change_member))
        .routes(routes!(member_access::give_access))
        .routes(routes!(member_access::disable_member))
        .routes(routes!(member_access::enable_member))
        .routes(routes!(member_access::log_member_out))
        .routes(routes!(member_access::end_member_totp))
        .routes(routes!(account_settings::show_account_settings))
        .routes(routes!(account_settings::change_account_settings))
        .routes(routes!(flows::list_flows))
        .routes(routes!(flows::list_flow_choices))
        .routes(routes!(flows::check_flow))
        .routes(routes!(flows::show_flow, flows::put_flow, flows::remove_flow))
        .routes(routes!(business_hours::list_hours))
        .routes(routes!(business_hours::put_hours, business_hours::remove_hours))
        .routes(routes!(prompts::list_prompts, prompts::upload_prompt))
        .routes(routes!(prompts::remove_prompt))
        .routes(routes!(prompts::hear_prompt))
        .routes(routes!(numbers::list_numbers))
        .routes(routes!(numbers::put_number_flow))
        .routes(routes!(sip_phones::list_sip_phones, sip_phones::create_sip_phone))
        .routes(routes!(sip_phones::change_sip_phone, sip_phones::remove_sip_phone))
        .routes(routes!(sip_phones::renew_sip_password))
        .routes(routes!(group_flows::show_group_flows, group_flows::put_group_flows))
        .routes(routes!(call_settings::show_call_settings, call_settings::put_call_settings))
        .routes(routes!(group_calls::show_group_calls, group_calls::put_group_calls))
        .merge(chats())
        .routes(routes!(audit::list_audit))
        .routes(routes!(setup::show_set_up))
        .routes(routes!(setup::set_up))
        .routes(routes!(records::list_records))
        .routes(routes!(records::list_choices))
        .routes(routes!(records::show_record))
        .routes(routes!(recordings::hear_recording))
        .routes(routes!(recordings::show_peaks))
        .routes(routes!(voicemails::list_voicemails))
        .routes(routes!(voicemails::claim_voicemail, voicemails::give_voicemail_back))
        .routes(routes!(voicemails::finish_voicemail))
        .routes(routes!(voicemails::hear_voicemail))
        .routes(routes!(telephone::read_telephone))
        .routes(routes!(widget::show_widget))
        .routes(routes!(new_customer::create_customer))
        .routes(routes!(live::live))
        .routes(routes!(customer_live::customer_live))
        .routes(routes!(demo::show_demo))
        .routes(routes!(demo::show_rush_hour, demo::start_rush_hour, demo::stop_rush_hour))
        .routes(routes!(demo::show_outbox))
        .routes(routes!(health::healthz))
        .routes(routes!(health::readyz))
        .routes(routes!(health::metrics))
        .split_for_parts()
}

fn chats() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .merge(files())
        .routes(routes!(chat_settings::show_chat_settings, chat_settings::put_chat_settings))
        .routes(routes!(
            satisfaction_settings::show_satisfaction_settings,
            satisfaction_settings::put_satisfaction_settings
        ))
        .routes(routes!(satisfaction_form::show_satisfaction_form))
        .routes(routes!(channels::list_channels))
        .routes(routes!(channels::put_channel))
        .routes(routes!(channel_secrets::make_channel_secret))
        .routes(routes!(channel_secrets::remove_channel_secret))
        .routes(routes!(canned_replies::list_canned_replies))
        .routes(routes!(canned_replies::put_canned_reply, canned_replies::remove_canned_reply))
}

fn files() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(attachments::show_attachment_rules, attachments::announce_attachment))
        .routes(routes!(attachments::show_upload, attachments::upload_part))
        .routes(routes!(attachments::fetch_attachment))
        .routes(routes!(
            customer_files::show_customer_file_rules,
            customer_files::announce_customer_file
        ))
        .routes(routes!(customer_files::show_customer_upload, customer_files::upload_customer_part))
        .routes(routes!(customer_files::fetch_customer_file))
}

/// The OpenAPI document as pretty JSON, for `rapport openapi` and `/api/openapi.json`.
pub(crate) fn openapi() -> String {
    documented().1.to_pretty_json().unwrap_or_default()
}

pub(crate) fn router(app: Arc<App>) -> Router {
    let (api, document) = documented();
    let document = document.to_pretty_json().unwrap_or_default();
    let mut router = api
        .route(
            "/api/openapi.json",
            get(move || async move {
                ([(axum::http::header::CONTENT_TYPE, "application/json")], document)
            }),
        )
        // All that stands above is an operation; what follows are pages, for everybody.
        .route_layer(axum::middleware::from_fn_with_state(Arc::clone(&app), guard::authorize))
        .route("/widget.js", get(async || assets::widget_script()))
        .route("/widget/frame", get(widget_frame::show_frame))
        .route("/widget/{*path}", get(async |path| assets::widget(path)))
        .route("/", get(async || assets::workspace(None)))
        .route("/{*path}", get(async |path| assets::workspace(Some(path))));
    if app.demo.is_some() {
        router = router
            .route("/demo", get(async || assets::demo_page()))
            .route("/demo/{*path}", get(async |path| assets::demo(path)));
    }
    router
        .method_not_allowed_fallback(|| async {
            Failure::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "method-not-allowed",
                "This address does not take that method",
            )
        })
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(axum::middleware::from_fn(guard::content_security))
        .layer(axum::middleware::from_fn_with_state(Arc::clone(&app), guard::strict_transport))
        .layer(header("x-content-type-options", "nosniff"))
        .layer(header("referrer-policy", "no-referrer"))
        .layer(header("cache-control", "no-store"))
        .with_state(app)
}

fn header(name: &'static str, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(
        HeaderName::from_static(name),
        HeaderValue::from_static(value),
    )
}
