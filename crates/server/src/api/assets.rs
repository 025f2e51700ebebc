//! The built web applications, inside the binary in a release build and read from disk in a debug build.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../../web/apps/workspace/dist"]
#[allow_missing = true]
struct Workspace;

#[derive(RustEmbed)]
#[folder = "../../web/apps/widget/dist"]
#[allow_missing = true]
struct Widget;

#[derive(RustEmbed)]
#[folder = "../../web/apps/demo/dist"]
#[allow_missing = true]
struct Demo;

/// The Workspace: a file if there is one of that name, else its page, which routes by itself.
pub(crate) fn workspace(path: Option<Path<String>>) -> Response {
    let path = path.map_or_else(String::new, |Path(path)| path);
    match Workspace::get(&path) {
        Some(file) if !path.is_empty() => reply(&path, file),
        _ if path.contains('.') || path.starts_with("api/") => {
            super::problem::Failure::not_found().into_response()
        }
        _ => page(Workspace::get("index.html"), "index.html"),
    }
}

/// `/widget.js`: the one script tag of a customer's site.
pub(crate) fn widget_script() -> Response {
    let mut response = page(Widget::get("widget.js"), "widget.js");
    response.headers_mut().insert(
        header::HeaderName::from_static("cross-origin-resource-policy"),
        header::HeaderValue::from_static("cross-origin"),
    );
    response
}

/// `/widget/…`: the frame that the script opens.
pub(crate) fn widget(Path(path): Path<String>) -> Response {
    let path = if path == "frame" { "index.html".to_owned() } else { path };
    page(Widget::get(&path), &path)
}

pub(crate) fn demo_page() -> Response {
    page(Demo::get("index.html"), "index.html")
}

pub(crate) fn demo(Path(path): Path<String>) -> Response {
    page(Demo::get(&path), &path)
}

fn page(file: Option<EmbeddedFile>, path: &str) -> Response {
    match file {
        Some(file) => reply(path, file),
        None if path == "index.html" => (
            StatusCode::SERVICE_UNAVAILABLE,
            "The web pages are not built: run `cargo xtask run`, or `npm run build` in web/.\n",
        )
            .into_response(),
        None => super::problem::Failure::not_found().into_response(),
    }
}

fn reply(path: &str, file: EmbeddedFile) -> Response {
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    // The build puts a content hash into the names under assets/: those never change.
    let keep = if path.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-store"
    };
    ([(header::CONTENT_TYPE, kind.as_ref()), (header::CACHE_CONTROL, keep)], file.data.into_owned())
        .into_response()
}
