//! VC31: a member chooses by what they take calls: a SIP phone that an admin has made theirs, or the browser.

use std::sync::Arc;

use acd::{ApplicationId, MemberId, PhoneId};
use axum::http::StatusCode;
use store::{ChosenPhone, SipPhone, SipPhoneId};

use super::problem::Failure;
use crate::app::App;
use crate::sip_phones;

/// VC31: from now on the member takes calls by this phone, which is theirs; `None`: by the browser.
pub(super) async fn choose(
    app: &Arc<App>,
    (application, member): (ApplicationId, MemberId),
    phone: Option<SipPhoneId>,
) -> Result<(), Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let choice = match phone {
        None => ChosenPhone::remove(member, application),
        Some(phone) => {
            let phones = app.store.sip_phones().await?;
            let is_theirs = |it: &SipPhone| {
                (it.id, it.application, it.member) == (phone, application, Some(member))
            };
            if !phones.iter().any(is_theirs) {
                let title = "This SIP phone is not yours any more; choose another one";
                return Err(Failure::new(StatusCode::CONFLICT, "unknown-phone", title));
            }
            // VC12: whoever talks by it now is not this member.
            if app.switchboard.is_in_call(PhoneId(phone.0)).await {
                let title = "This SIP phone is in a call; choose it when that is over";
                return Err(Failure::new(StatusCode::CONFLICT, "phone-in-use", title));
            }
            ChosenPhone { member, application, phone }.put()
        }
    };
    let kept = app.store.write(choice).await;
    let in_force = sip_phones::in_force_or_soon(app).await;
    kept?;
    Ok(in_force?)
}
