//! What an admin has filled in for a SIP phone, checked.

use acd::MemberId;
use axum::http::StatusCode;
use store::SipDigest;
use uuid::Uuid;
use wire::sip_phone::SipAlgorithm;

use super::guard::AtWork;
use super::member_form::name;
use super::problem::Failure;
use crate::app::App;

pub(super) struct Checked {
    pub(super) extension: String,
    pub(super) name: String,
    pub(super) member: Option<MemberId>,
}

impl Checked {
    pub(super) async fn of(
        app: &App,
        at_work: &AtWork,
        extension: &str,
        typed_name: &str,
        member: Option<Uuid>,
    ) -> Result<Self, Failure> {
        let extension = extension.trim();
        let is_number = extension.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number || !(2..=8).contains(&extension.len()) {
            let title = "An extension is two to eight digits";
            return Err(Failure::new(StatusCode::BAD_REQUEST, "extension-invalid", title));
        }
        let member = member.map(MemberId);
        if let Some(member) = member {
            let members = app.store.directory(at_work.application.id).await?.members;
            if !members.iter().any(|known| known.id == member) {
                let title = "There is no such member";
                return Err(Failure::new(StatusCode::CONFLICT, "unknown-member", title));
            }
        }
        Ok(Self { extension: extension.to_owned(), name: name(typed_name)?, member })
    }
}

pub(super) fn taken() -> Failure {
    let title = "Another phone has this extension";
    Failure::new(StatusCode::CONFLICT, "extension-taken", title)
}

pub(super) const fn digest(algorithm: SipAlgorithm) -> SipDigest {
    match algorithm {
        SipAlgorithm::Sha256 => SipDigest::Sha256,
        SipAlgorithm::Md5 => SipDigest::Md5,
    }
}

pub(super) const fn algorithm(digest: SipDigest) -> SipAlgorithm {
    match digest {
        SipDigest::Sha256 => SipAlgorithm::Sha256,
        SipDigest::Md5 => SipAlgorithm::Md5,
    }
}
