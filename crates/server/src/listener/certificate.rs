//! A certificate in files, read again when it changes (F70).

use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use anyhow::Context;
use notify::{RecursiveMode, Watcher};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;

use crate::config::CertificateFiles;

/// Renewal is late when less than this is left.
const WARN_DAYS: i64 = 14;

/// The flags that name the files, as an error has to say them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FlagNames {
    pub(crate) certificate: &'static str,
    pub(crate) key: &'static str,
}

/// The certificate in force. Connections made before a change keep theirs.
#[derive(Debug)]
struct Current(RwLock<Arc<CertifiedKey>>);

impl ResolvesServerCert for Current {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.0.read().ok().map(|current| Arc::clone(&current))
    }
}

/// Reads the files, and again on SIGHUP and whenever their folders change. Fails if they cannot be used now.
pub(crate) fn watch(
    files: CertificateFiles,
    flags: FlagNames,
) -> anyhow::Result<Arc<dyn ResolvesServerCert>> {
    let current = Arc::new(Current(RwLock::new(Arc::new(read(&files, flags)?))));
    let (changed, changes) = mpsc::channel(1);
    let mut watcher = notify::recommended_watcher(move |_| {
        // Full means that a change is waiting to be looked at already.
        let _waiting = changed.try_send(());
    })
    .context("the certificate's folder cannot be watched")?;
    for folder in folders(&files) {
        watcher
            .watch(&folder, RecursiveMode::NonRecursive)
            .with_context(|| format!("{} cannot be watched", folder.display()))?;
    }
    let renewed = Arc::clone(&current);
    tokio::spawn(async move {
        follow(&files, flags, &renewed, changes).await;
        drop(watcher);
    });
    Ok(current)
}

/// Folders, not files: renewal replaces the file or the link to it.
fn folders(files: &CertificateFiles) -> Vec<PathBuf> {
    let folder = |path: &Path| match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let mut folders = vec![folder(&files.certificate), folder(&files.key)];
    folders.dedup();
    folders
}

async fn follow(
    files: &CertificateFiles,
    flags: FlagNames,
    current: &Current,
    mut changes: mpsc::Receiver<()>,
) {
    let mut hangup = signal(SignalKind::hangup()).ok();
    loop {
        let told = async {
            match &mut hangup {
                Some(hangup) => hangup.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = told => {}
            change = changes.recv() => if change.is_none() { return },
        }
        match read(files, flags) {
            Ok(fresh) => renew(current, fresh),
            // Half written, or key and certificate do not fit yet: the old one goes on, the next change tries again.
            Err(error) => tracing::warn!("the certificate in force stays: {error:#}"),
        }
    }
}

fn renew(current: &Current, fresh: CertifiedKey) {
    let Ok(mut current) = current.0.write() else { return };
    if current.cert != fresh.cert {
        *current = Arc::new(fresh);
        tracing::info!("a new certificate is in force");
    }
}

fn read(files: &CertificateFiles, flags: FlagNames) -> anyhow::Result<CertifiedKey> {
    let CertificateFiles { certificate, key } = files;
    let chain: Vec<CertificateDer<'static>> =
        CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect).with_context(
            || format!("{} {} cannot be read", flags.certificate, certificate.display()),
        )?;
    let leaf = chain.first();
    let leaf =
        leaf.with_context(|| format!("{} {} is empty", flags.certificate, certificate.display()))?;
    warn_of_the_end(leaf);
    let secret = PrivateKeyDer::from_pem_file(key)
        .with_context(|| format!("{} {} cannot be read", flags.key, key.display()))?;
    let provider = aws_lc_rs::default_provider();
    let pair = CertifiedKey::from_der(chain, secret, &provider);
    pair.with_context(|| format!("{} and {} do not belong together", flags.certificate, flags.key))
}

fn warn_of_the_end(leaf: &CertificateDer<'_>) {
    let Ok((_, certificate)) = x509_parser::parse_x509_certificate(leaf) else { return };
    match certificate.validity().time_to_expiration() {
        None => tracing::warn!("the certificate is not valid now"),
        Some(left) if left.whole_days() < WARN_DAYS => {
            tracing::warn!("the certificate ends in {} days", left.whole_days());
        }
        Some(_) => {}
    }
}
