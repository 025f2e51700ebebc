//! Who may do what: the one function that decides it, for every HTTP operation and every command on a live socket.
//! What has no row here is refused; a test compares the rows with the operations that there are.

use axum::http::{Method, StatusCode};
use store::Roles;
use wire::command::MemberCommand;
use wire::login::Due;

use super::problem::Failure;

/// What is to be done.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act<'a> {
    /// The operation's method and its path as the router knows it.
    Operation(&'a Method, &'a str),
    Command(&'a MemberCommand),
}

/// Who wants to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Standing {
    /// Nobody is signed in; a customer's token opens a socket of its own.
    Nobody,
    /// `roles` are those in the chosen application.
    SignedIn { roles: Roles, due: Option<Due> },
}

/// What an operation needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    Nothing,
    /// A login, even one that must do something else first (AC03, AC11).
    Login,
    /// A login that must do nothing else first.
    ReadyLogin,
    Admin,
}

const OPERATIONS: &[(&str, &str, Needs)] = &[
    ("GET", "/healthz", Needs::Nothing),
    ("GET", "/readyz", Needs::Nothing),
    ("GET", "/metrics", Needs::Nothing),
    ("GET", "/api/v1/demo", Needs::Nothing),
    ("GET", "/api/v1/demo/outbox", Needs::Nothing),
    ("GET", "/api/v1/demo/rush-hour", Needs::Nothing),
    ("POST", "/api/v1/demo/rush-hour", Needs::Nothing),
    ("DELETE", "/api/v1/demo/rush-hour", Needs::Nothing),
    ("GET", "/api/v1/widget/live", Needs::Nothing),
    ("GET", "/api/v1/widget/{key}", Needs::Nothing),
    ("GET", "/api/v1/widget/{key}/satisfaction", Needs::Nothing),
    ("POST", "/api/v1/widget/{key}/customers", Needs::Nothing),
    // By the customer's token, which they look for themselves.
    ("GET", "/api/v1/widget/{key}/attachments", Needs::Nothing),
    ("POST", "/api/v1/widget/{key}/attachments", Needs::Nothing),
    ("GET", "/api/v1/widget/{key}/attachments/{id}/upload", Needs::Nothing),
    ("PUT", "/api/v1/widget/{key}/attachments/{id}/upload", Needs::Nothing),
    ("GET", "/api/v1/widget/{key}/attachments/{id}", Needs::Nothing),
    ("POST", "/api/v1/setup", Needs::Nothing),
    ("POST", "/api/v1/setup/link", Needs::Nothing),
    ("POST", "/api/v1/login", Needs::Nothing),
    ("POST", "/api/v1/password/forgot", Needs::Nothing),
    ("POST", "/api/v1/password/link", Needs::Nothing),
    ("POST", "/api/v1/password/reset", Needs::Nothing),
    // With a login or with a one-time link; it looks for itself.
    ("POST", "/api/v1/password/check", Needs::Nothing),
    ("GET", "/api/v1/me", Needs::Login),
    ("POST", "/api/v1/logout", Needs::Login),
    ("PUT", "/api/v1/password", Needs::Login),
    ("GET", "/api/v1/totp", Needs::Login),
    ("POST", "/api/v1/totp", Needs::Login),
    ("POST", "/api/v1/totp/confirm", Needs::Login),
    ("POST", "/api/v1/totp/end", Needs::ReadyLogin),
    ("PUT", "/api/v1/login/application", Needs::ReadyLogin),
    ("GET", "/api/v1/logins", Needs::ReadyLogin),
    ("DELETE", "/api/v1/logins", Needs::ReadyLogin),
    ("DELETE", "/api/v1/logins/{id}", Needs::ReadyLogin),
    ("GET", "/api/v1/live", Needs::ReadyLogin),
    ("GET", "/api/v1/records", Needs::ReadyLogin),
    ("GET", "/api/v1/records/choices", Needs::ReadyLogin),
    ("GET", "/api/v1/records/{id}", Needs::ReadyLogin),
    ("GET", "/api/v1/recordings/{id}", Needs::ReadyLogin),
    ("GET", "/api/v1/recordings/{id}/peaks", Needs::ReadyLogin),
    ("GET", "/api/v1/attachments", Needs::ReadyLogin),
    ("POST", "/api/v1/attachments", Needs::ReadyLogin),
    ("GET", "/api/v1/attachments/{id}/upload", Needs::ReadyLogin),
    ("PUT", "/api/v1/attachments/{id}/upload", Needs::ReadyLogin),
    ("GET", "/api/v1/attachments/{id}", Needs::ReadyLogin),
    ("GET", "/api/v1/telephone", Needs::ReadyLogin),
    ("GET", "/api/v1/canned-replies", Needs::ReadyLogin),
    ("GET", "/api/v1/voicemails", Needs::ReadyLogin),
    ("POST", "/api/v1/voicemails/{id}/claim", Needs::ReadyLogin),
    ("DELETE", "/api/v1/voicemails/{id}/claim", Needs::ReadyLogin),
    ("POST", "/api/v1/voicemails/{id}/done", Needs::ReadyLogin),
    ("GET", "/api/v1/voicemails/{id}/sound", Needs::ReadyLogin),
    ("GET", "/api/v1/members", Needs::Admin),
    ("POST", "/api/v1/members", Needs::Admin),
    ("GET", "/api/v1/members/{id}", Needs::Admin),
    ("PUT", "/api/v1/members/{id}", Needs::Admin),
    ("POST", "/api/v1/members/{id}/disable", Needs::Admin),
    ("POST", "/api/v1/members/{id}/enable", Needs::Admin),
    ("POST", "/api/v1/members/{id}/access", Needs::Admin),
    ("POST", "/api/v1/members/{id}/log-out", Needs::Admin),
    ("DELETE", "/api/v1/members/{id}/totp", Needs::Admin),
    ("GET", "/api/v1/settings/accounts", Needs::Admin),
    ("PUT", "/api/v1/settings/accounts", Needs::Admin),
    ("GET", "/api/v1/flows", Needs::Admin),
    ("GET", "/api/v1/flows/choices", Needs::Admin),
    ("POST", "/api/v1/flows/check", Needs::Admin),
    ("GET", "/api/v1/flows/{id}", Needs::Admin),
    ("PUT", "/api/v1/flows/{id}", Needs::Admin),
    ("DELETE", "/api/v1/flows/{id}", Needs::Admin),
    ("PUT", "/api/v1/canned-replies/{id}", Needs::Admin),
    ("DELETE", "/api/v1/canned-replies/{id}", Needs::Admin),
    ("GET", "/api/v1/hours", Needs::Admin),
    ("PUT", "/api/v1/hours/{id}", Needs::Admin),
    ("DELETE", "/api/v1/hours/{id}", Needs::Admin),
    ("GET", "/api/v1/prompts", Needs::Admin),
    ("POST", "/api/v1/prompts", Needs::Admin),
    ("GET", "/api/v1/prompts/{id}/sound", Needs::Admin),
    ("DELETE", "/api/v1/prompts/{id}", Needs::Admin),
    ("GET", "/api/v1/numbers", Needs::Admin),
    ("PUT", "/api/v1/numbers/{id}/flow", Needs::Admin),
    ("GET", "/api/v1/sip-phones", Needs::Admin),
    ("POST", "/api/v1/sip-phones", Needs::Admin),
    ("PUT", "/api/v1/sip-phones/{id}", Needs::Admin),
    ("DELETE", "/api/v1/sip-phones/{id}", Needs::Admin),
    ("POST", "/api/v1/sip-phones/{id}/password", Needs::Admin),
    ("GET", "/api/v1/groups/{id}/flows", Needs::Admin),
    ("PUT", "/api/v1/groups/{id}/flows", Needs::Admin),
    ("GET", "/api/v1/groups/{id}/calls", Needs::Admin),
    ("PUT", "/api/v1/groups/{id}/calls", Needs::Admin),
    ("GET", "/api/v1/settings/calls", Needs::Admin),
    ("PUT", "/api/v1/settings/calls", Needs::Admin),
    ("GET", "/api/v1/settings/chats", Needs::Admin),
    ("PUT", "/api/v1/settings/chats", Needs::Admin),
    ("GET", "/api/v1/settings/satisfaction", Needs::Admin),
    ("PUT", "/api/v1/settings/satisfaction", Needs::Admin),
    ("GET", "/api/v1/channels", Needs::Admin),
    ("PUT", "/api/v1/channels/{id}", Needs::Admin),
    ("POST", "/api/v1/channels/{id}/secrets", Needs::Admin),
    ("DELETE", "/api/v1/channel-secrets/{id}", Needs::Admin),
    ("GET", "/api/v1/audit", Needs::Admin),
    ("GET", "/api/openapi.json", Needs::Nothing),
];

/// `None` for what nobody has thought of: it is refused.
pub(crate) fn needs(method: &Method, path: &str) -> Option<Needs> {
    // A HEAD is answered by the GET.
    let method = if method == Method::HEAD { &Method::GET } else { method };
    let row = OPERATIONS.iter().find(|(of, at, _)| method.as_str() == *of && path == *at);
    row.map(|(_, _, needs)| *needs)
}

/// Whether `who` may do `what`.
pub(crate) fn allow(who: Standing, what: Act<'_>) -> Result<(), Failure> {
    let needs = match what {
        Act::Operation(method, path) => needs(method, path).ok_or_else(not_allowed)?,
        Act::Command(command) => needs_of(command),
    };
    match (needs, who) {
        (Needs::Nothing, _) | (Needs::Login, Standing::SignedIn { .. }) => Ok(()),
        (_, Standing::Nobody) => Err(Failure::not_signed_in()),
        (_, Standing::SignedIn { due: Some(due), .. }) => Err(first(due)),
        (Needs::ReadyLogin, Standing::SignedIn { .. }) => Ok(()),
        (Needs::Admin, Standing::SignedIn { roles, .. }) if roles.admin => Ok(()),
        (Needs::Admin, Standing::SignedIn { .. }) => Err(not_allowed()),
    }
}

/// One's own status, calls and sessions are every role's.
const fn needs_of(command: &MemberCommand) -> Needs {
    match command {
        MemberCommand::GoOnline
        | MemberCommand::SetStatus(_)
        | MemberCommand::ReserveStatus(_)
        | MemberCommand::CancelReservedStatus
        | MemberCommand::BackToReception
        | MemberCommand::ContinueAfterCallWork
        | MemberCommand::Accept(_)
        | MemberCommand::Decline(_)
        | MemberCommand::Hold(_)
        | MemberCommand::CancelHold(_)
        | MemberCommand::Mute(_)
        | MemberCommand::Unmute(_)
        | MemberCommand::SendKeys(_)
        | MemberCommand::PauseRecording(_)
        | MemberCommand::ResumeRecording(_)
        | MemberCommand::Transfer(_)
        | MemberCommand::TransferOut(_)
        | MemberCommand::Consult(_)
        | MemberCommand::ConsultOut(_)
        | MemberCommand::ConsultPhone(_)
        | MemberCommand::SwapConsult(_)
        | MemberCommand::MergeConsult(_)
        | MemberCommand::CompleteConsult(_)
        | MemberCommand::CancelConsult(_)
        | MemberCommand::Dial(_)
        | MemberCommand::CallInternally(_)
        | MemberCommand::StartSelfService(_)
        | MemberCommand::TakeBack(_)
        | MemberCommand::AskSatisfaction(_)
        | MemberCommand::HangUp(_)
        | MemberCommand::SendMessage(_)
        | MemberCommand::KeepOpen(_)
        | MemberCommand::EndSession(_)
        | MemberCommand::ChoosePhone(_) => Needs::ReadyLogin,
    }
}

fn not_allowed() -> Failure {
    let title = "Your roles do not allow this";
    Failure::new(StatusCode::FORBIDDEN, "not-allowed", title)
}

fn first(due: Due) -> Failure {
    let (code, title) = match due {
        Due::ChangePassword => ("password-change-required", "Choose a password of your own first"),
        Due::SetUpTotp => ("totp-required", "Switch one-time codes on first"),
    };
    Failure::new(StatusCode::FORBIDDEN, code, title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ac03_a_login_with_something_due_may_do_that_and_nothing_else() {
        let roles = Roles { admin: true, ..Roles::default() };
        let who = Standing::SignedIn { roles, due: Some(Due::ChangePassword) };
        for (method, path, needs) in OPERATIONS {
            let method: Method = method.parse().unwrap();
            let allowed = allow(who, Act::Operation(&method, path));
            match needs {
                Needs::Nothing | Needs::Login => assert!(allowed.is_ok(), "{method} {path}"),
                Needs::ReadyLogin | Needs::Admin => {
                    assert_eq!(allowed.unwrap_err().0.code, "password-change-required");
                }
            }
        }
        let command = Act::Command(&MemberCommand::GoOnline);
        assert_eq!(allow(who, command).unwrap_err().0.code, "password-change-required");
    }

    #[test]
    fn what_nobody_has_thought_of_is_refused() {
        let roles = Roles { agent: true, supervisor: true, admin: true };
        let who = Standing::SignedIn { roles, due: None };
        let unknown = Act::Operation(&Method::DELETE, "/api/v1/members");
        assert_eq!(allow(who, unknown).unwrap_err().0.code, "not-allowed");
    }
}
