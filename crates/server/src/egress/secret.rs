//! Secrets that prove to other systems who asks. The operator keeps them in a file; a flow knows only a name, so that no admin,
//! journal, record or log has the secret itself, and it is shown to no other host than its own.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use acd::Timestamp;
use anyhow::{Context, bail};
use aws_lc_rs::hmac;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use serde::Deserialize;

use super::target::{ListedHost, Target};

/// `t=SECONDS,v1=HEX`: the HMAC-SHA256 of `SECONDS.BODY`, or of a GET of `SECONDS.QUERY`.
const SIGNATURE: HeaderName = HeaderName::from_static("rapport-signature");

#[derive(Debug, Default)]
pub(super) struct Secrets(BTreeMap<String, Secret>);

pub(super) struct Secret {
    host: ListedHost,
    proof: Proof,
}

enum Proof {
    Bearer(HeaderValue),
    Signed(Box<hmac::Key>),
}

/// One table of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    host: String,
    bearer: Option<String>,
    sign: Option<String>,
}

impl Secrets {
    /// An error says what is wrong, and where; never what stands there.
    pub(super) fn read(path: &Path) -> anyhow::Result<Self> {
        use figment::providers::{Format, Toml};
        let file = path.display();
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("--egress-secrets {file} cannot be read"))?;
        let written: Result<BTreeMap<String, Written>, _> =
            figment::Figment::from(Toml::string(&text)).extract();
        // The reader's own words would quote the secret.
        let Ok(written) = written else {
            bail!(
                "--egress-secrets {file} is not a list of [NAME] with host = \"HOST\" and bearer = \"…\" or sign = \"…\""
            );
        };
        let read = |(name, written): (String, Written)| {
            let secret = Secret::of(written);
            let secret = secret.with_context(|| format!("--egress-secrets {file}: [{name}]"))?;
            Ok((name, secret))
        };
        Ok(Self(written.into_iter().map(read).collect::<anyhow::Result<_>>()?))
    }

    pub(super) fn find(&self, name: &str, target: &Target) -> Option<&Secret> {
        self.0.get(name).filter(|secret| secret.host.is(target))
    }
}

impl Secret {
    fn of(written: Written) -> anyhow::Result<Self> {
        let host = ListedHost::parse(&written.host).context("its host is not HOST or HOST:PORT")?;
        let proof = match (written.bearer, written.sign) {
            (Some(bearer), None) => {
                let mut header = HeaderValue::try_from(format!("Bearer {bearer}"))
                    .map_err(|_| anyhow::anyhow!("its bearer cannot stand in a header"))?;
                header.set_sensitive(true);
                Proof::Bearer(header)
            }
            (None, Some(sign)) => {
                Proof::Signed(Box::new(hmac::Key::new(hmac::HMAC_SHA256, sign.as_bytes())))
            }
            (Some(_), Some(_)) | (None, None) => bail!("it needs either bearer or sign"),
        };
        Ok(Self { host, proof })
    }

    /// Adds the proof to a request whose body, or query, is `signed`.
    pub(super) fn prove(&self, headers: &mut HeaderMap, signed: &[u8], now: Timestamp) {
        let (name, value) = match &self.proof {
            Proof::Bearer(header) => (header::AUTHORIZATION, header.clone()),
            Proof::Signed(key) => {
                let seconds = now.0 / 1_000;
                let mut context = hmac::Context::with_key(key);
                context.update(format!("{seconds}.").as_bytes());
                context.update(signed);
                let tag = hex::encode(context.sign());
                let Ok(value) = HeaderValue::try_from(format!("t={seconds},v1={tag}")) else {
                    return;
                };
                (SIGNATURE, value)
            }
        };
        headers.insert(name, value);
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Secret").field("host", &self.host).finish_non_exhaustive()
    }
}
