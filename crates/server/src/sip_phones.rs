//! SIP phones as the switchboard gets them (VC31): out of the store, with their secrets opened.

use std::sync::Arc;
use std::time::Duration;

use acd::MemberId;
use store::{ChosenPhone, SipPhone, SipPhoneId, Store};

use crate::accounts::seal::Seal;
use crate::app::App;
use crate::channels::switchboard::{KnownPhone, SIP_PHONE_REALM, Switchboard};

/// How long a store that cannot be read is left alone.
const AGAIN_AFTER: Duration = Duration::from_secs(2);

/// What a phone with this password is known by, sealed for its row.
pub(crate) fn sealed(seal: &Seal, phone: SipPhoneId, ha1: &str) -> Vec<u8> {
    seal.close(&purpose(phone), ha1.as_bytes())
}

/// The digest that is kept instead of the password.
pub(crate) fn ha1(phone: &SipPhone, password: &str) -> String {
    let algorithm = match phone.algorithm {
        store::SipDigest::Sha256 => sip::DigestAlgorithm::Sha256,
        store::SipDigest::Md5 => sip::DigestAlgorithm::Md5,
    };
    algorithm.ha1(&phone.username, SIP_PHONE_REALM, password)
}

/// All that may register. One whose secret cannot be opened may not, and the log says so.
pub(crate) async fn known(store: &Store, seal: &Seal) -> Result<Vec<KnownPhone>, store::ReadError> {
    let phones = store.sip_phones().await?;
    let chosen = store.chosen_phones().await?;
    let is_chosen = |phone: &SipPhone| {
        let owner = |it: &ChosenPhone| it.phone == phone.id && Some(it.member) == phone.member;
        chosen.iter().any(owner)
    };
    let opened = phones.iter().filter_map(|phone| {
        let ha1 = seal.open(&purpose(phone.id), &phone.secret).ok();
        let ha1 = ha1.and_then(|bytes| String::from_utf8(bytes).ok());
        if ha1.is_none() {
            tracing::error!(phone.user = phone.username, "a SIP phone's secret cannot be opened");
        }
        Some(KnownPhone::of(phone, is_chosen(phone), ha1?))
    });
    Ok(opened.collect())
}

/// What is on disk holds at the phones' port from now on, or as soon as the store can be read: a phone that was removed must not
/// stay until the next start. Whoever calls this holds the admins' turn.
pub(crate) async fn in_force_or_soon(app: &Arc<App>) -> Result<(), store::ReadError> {
    let in_force = in_force(app).await;
    if in_force.is_err() {
        tokio::spawn(in_force_soon(Arc::clone(app)));
    }
    in_force
}

async fn in_force(app: &App) -> Result<(), store::ReadError> {
    let phones = known(&app.store, &app.accounts.seal).await?;
    app.switchboard.set_sip_phones(phones).await;
    Ok(())
}

async fn in_force_soon(app: Arc<App>) {
    loop {
        tokio::time::sleep(AGAIN_AFTER).await;
        // It is closed only where the server ends.
        let Ok(_turn) = app.accounts.editing.acquire().await else { return };
        if in_force(&app).await.is_ok() {
            return;
        }
    }
}

/// At boot.
pub(crate) async fn restore(
    store: &Store,
    seal: &Seal,
    switchboard: &Switchboard,
) -> Result<(), store::ReadError> {
    let phones = known(store, seal).await?;
    let (places, cut_off) = (store.sip_bindings().await?, store.live_handsets().await?);
    switchboard.restore_sip_phones(phones, places, cut_off).await;
    Ok(())
}

fn purpose(phone: SipPhoneId) -> String {
    format!("sip phone {}", phone.0)
}

/// A member's own phone, as texts of the audit log name it.
pub(crate) fn owner(member: Option<MemberId>) -> Option<String> {
    member.map(|member| member.to_string())
}
