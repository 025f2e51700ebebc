//! Responses: built from the request they answer, with the words that belong to their status.

use sipx_sip::{HeaderName, Method, Request, Response, ResponseBuilder, StatusCode};

use crate::headers;

/// A response to `request` that carries `to_tag` unless the request is of a dialog already or the
/// response is a 100, which has none.
pub(crate) fn to(request: &Request, status: u16, to_tag: &str) -> Option<Response> {
    let mut response =
        ResponseBuilder::to_request(request, StatusCode::new(status)?, phrase(status))
            .ok()?
            .build();
    let tagged = request
        .headers
        .typed::<sipx_sip::headers::To>()
        .and_then(Result::ok)
        .is_some_and(|to| to.tag().is_some());
    if status > 100 && !tagged {
        let mut to = request.headers.value(&HeaderName::To)?.into_owned();
        // RFC 4475 §3.1.1.2: a NUL may be escaped in a name, and cannot be written again.
        to.retain(|byte| *byte != 0);
        to.extend_from_slice(format!(";tag={to_tag}").as_bytes());
        response.headers.remove_all(&HeaderName::To);
        headers::set(&mut response.headers, HeaderName::To, to);
    }
    Some(response)
}

/// RFC 3261 §12.1.1: what opens a dialog says where we are and by which way to come.
pub(crate) fn set_dialog(response: &mut Response, request: &Request, contact: String) {
    for route in request.headers.get_all(&HeaderName::RecordRoute) {
        response.headers.push(route.clone());
    }
    headers::set(&mut response.headers, HeaderName::Contact, contact);
    if request.method == Method::Invite {
        headers::set(&mut response.headers, HeaderName::Allow, headers::ALLOW);
        headers::set(&mut response.headers, HeaderName::Supported, headers::SUPPORTED);
    }
}

pub(crate) fn phrase(status: u16) -> &'static str {
    match status {
        100 => "Trying",
        180 => "Ringing",
        200 => "OK",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        415 => "Unsupported Media Type",
        416 => "Unsupported URI Scheme",
        420 => "Bad Extension",
        422 => "Session Interval Too Small",
        423 => "Interval Too Brief",
        480 => "Temporarily Unavailable",
        481 => "Call/Transaction Does Not Exist",
        482 => "Loop Detected",
        483 => "Too Many Hops",
        486 => "Busy Here",
        487 => "Request Terminated",
        488 => "Not Acceptable Here",
        491 => "Request Pending",
        500 => "Server Internal Error",
        501 => "Not Implemented",
        503 => "Service Unavailable",
        504 => "Server Time-out",
        505 => "Version Not Supported",
        603 => "Decline",
        _ => "Refused",
    }
}
