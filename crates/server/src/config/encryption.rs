//! Where the certificate of the web address comes from (OP09).

use std::path::PathBuf;

use anyhow::bail;

use super::Config;

#[derive(Debug)]
pub(crate) enum Encryption {
    /// Plain HTTP: on this machine, or behind a proxy that ends TLS.
    None,
    Files(CertificateFiles),
    Acme(AcmeOrder),
}

#[derive(Clone, Debug)]
pub(crate) struct CertificateFiles {
    /// PEM: the server's own certificate first, then those that lead to the root.
    pub(crate) certificate: PathBuf,
    /// PEM.
    pub(crate) key: PathBuf,
}

#[derive(Debug)]
pub(crate) struct AcmeOrder {
    pub(crate) domains: Vec<String>,
    pub(crate) mail: Option<String>,
    /// URL of the authority's directory; absent = Let's Encrypt.
    pub(crate) directory: Option<String>,
    /// PEM of the root that the authority itself is proved by; absent = those of the public web.
    pub(crate) authority: Option<PathBuf>,
}

impl Config {
    /// Fails where two ways are asked for at once, or half of one.
    pub(crate) fn encryption(&self) -> anyhow::Result<Encryption> {
        let files = match (&self.tls_cert, &self.tls_key) {
            (Some(certificate), Some(key)) => {
                Some(CertificateFiles { certificate: certificate.clone(), key: key.clone() })
            }
            (None, None) => None,
            (Some(_), None) => bail!("--tls-cert needs --tls-key"),
            (None, Some(_)) => bail!("--tls-key needs --tls-cert"),
        };
        match files {
            Some(_) if !self.acme.is_empty() => bail!("--acme and --tls-cert exclude one another"),
            Some(files) => Ok(Encryption::Files(files)),
            None if self.acme.is_empty() => Ok(Encryption::None),
            None => Ok(Encryption::Acme(AcmeOrder {
                domains: self.acme.clone(),
                mail: self.acme_mail.clone(),
                directory: self.acme_directory.clone(),
                authority: self.acme_ca.clone(),
            })),
        }
    }

    pub(crate) const fn is_encrypted(&self) -> bool {
        self.tls_cert.is_some() || !self.acme.is_empty()
    }
}
