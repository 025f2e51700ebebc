//! TLS for SIP: our certificate, and whom we trust when we open a connection ourselves.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig};
use tokio_rustls::{TlsAcceptor, TlsConnector};

use crate::config::{CertificateFiles, Config};
use crate::listener::certificate::{self, FlagNames};

const FLAGS: FlagNames = FlagNames { certificate: "--sip-tls-cert", key: "--sip-tls-key" };

/// What `--sip-tls` and its companions say, and `--sip-phones-tls`.
pub(super) struct SipTls {
    pub(super) address: SocketAddr,
    pub(super) acceptor: TlsAcceptor,
    pub(super) connector: TlsConnector,
}

impl SipTls {
    /// At the address that `flag` gives; `None` where it gives none. An error names the flag.
    pub(super) fn read(
        config: &Config,
        address: Option<SocketAddr>,
        flag: &str,
    ) -> anyhow::Result<Option<Self>> {
        let is_wanted = config.sip_tls.is_some() || config.sip_phones_tls.is_some();
        if !is_wanted && (config.sip_tls_cert.is_some() || config.sip_tls_key.is_some()) {
            bail!("--sip-tls-cert and --sip-tls-key do nothing without --sip-tls");
        }
        let Some(address) = address else { return Ok(None) };
        let (Some(cert), Some(key)) = (&config.sip_tls_cert, &config.sip_tls_key) else {
            bail!("{flag} needs --sip-tls-cert and --sip-tls-key");
        };
        let acceptor = TlsAcceptor::from(Arc::new(server(cert, key)?));
        let connector = TlsConnector::from(Arc::new(client(config.sip_tls_ca.as_deref())?));
        Ok(Some(Self { address, acceptor, connector }))
    }
}

/// What a certificate must be for: the name in the peer's setting, or else its address.
pub(super) fn expected(host: Option<&str>, address: SocketAddr) -> ServerName<'static> {
    let named = host.and_then(|host| ServerName::try_from(host.to_owned()).ok());
    named.unwrap_or_else(|| ServerName::from(address.ip().to_canonical()))
}

/// F70: a renewed certificate is in force without a restart.
fn server(cert: &Path, key: &Path) -> anyhow::Result<ServerConfig> {
    let files = CertificateFiles { certificate: cert.to_owned(), key: key.to_owned() };
    let builder = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()?;
    Ok(builder.with_no_client_auth().with_cert_resolver(certificate::watch(files, FLAGS)?))
}

fn client(ca: Option<&Path>) -> anyhow::Result<ClientConfig> {
    let mut roots = RootCertStore::empty();
    match ca {
        Some(ca) => {
            for root in authorities(ca)? {
                roots.add(root).with_context(|| format!("--sip-tls-ca: {}", ca.display()))?;
            }
        }
        None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

fn authorities(path: &Path) -> anyhow::Result<Vec<CertificateDer<'static>>> {
    let unreadable = || format!("--sip-tls-ca {} holds no certificate", path.display());
    let all: Vec<_> =
        CertificateDer::pem_file_iter(path).and_then(Iterator::collect).with_context(unreadable)?;
    if all.is_empty() {
        bail!(unreadable());
    }
    Ok(all)
}
