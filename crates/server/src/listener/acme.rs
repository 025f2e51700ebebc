//! A certificate by itself: ordered and renewed over ACME (RFC 8555) and proved on this very address (RFC 8737).

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use futures::StreamExt;
use rustls_acme::caches::DirCache;
use rustls_acme::{AcmeConfig, AcmeState};
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::server::ResolvesServerCert;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::config::AcmeOrder;

/// Orders the certificate in the background. Until it is there, handshakes fail; what happens stands in the log.
pub(super) fn order(order: AcmeOrder, data: &Path) -> anyhow::Result<Arc<dyn ResolvesServerCert>> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let mut config = AcmeConfig::new_with_provider(order.domains, Arc::clone(&provider));
    if let Some(mail) = order.mail {
        config = config.contact_push(format!("mailto:{mail}"));
    }
    config = match order.directory {
        Some(directory) => config.directory(directory),
        None => config.directory_lets_encrypt(true),
    };
    if let Some(authority) = order.authority {
        let mut roots = RootCertStore::empty();
        let root = CertificateDer::from_pem_file(&authority)
            .with_context(|| format!("--acme-ca {} cannot be read", authority.display()))?;
        roots.add(root).context("--acme-ca is not a certificate")?;
        let client = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        config = config.client_tls_config(Arc::new(client));
    }
    // Account and certificate outlive a restart: authorities limit how many are ordered.
    let state = config.cache(DirCache::new(data.join("acme"))).state();
    let resolver = state.resolver();
    tokio::spawn(tend(state));
    Ok(resolver)
}

async fn tend(mut state: AcmeState<std::io::Error>) {
    while let Some(event) = state.next().await {
        match event {
            Ok(done) => tracing::info!("certificate by ACME: {done:?}"),
            Err(error) => tracing::error!("certificate by ACME: {error}"),
        }
    }
}
