//! Out to other systems, for flows that ask them (VC41): the one way on which this server opens a connection that somebody
//! else's text has named. So it asks only hosts that the operator has listed, and of what their names resolve to, it connects
//! to nothing that is not out on the internet, unless the operator says so: a request that reaches inside would be the
//! admin's of one application, made with the server's own place in the network (SSRF).
//!
//! The address that was checked is the one that is connected to; no answer leads on to another address; nothing of the
//! machine's environment has a say; and time, size and number have an end.

mod address;
mod exchange;
mod failure;
mod secret;
mod target;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use flow::Outgoing;
use ipnet::IpNet;
use tokio::sync::Semaphore;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use self::address::{Place, place_of};
use self::exchange::Exchange;
pub(crate) use self::failure::Failure;
use self::secret::{Secret, Secrets};
use self::target::{ListedHost, Scheme, Target};
use crate::config::Config;
use driver::Clock;

/// Questions under way, of all applications. One more fails at once: whoever waits on the telephone is not put into a line
/// behind a system that is slow already.
const ASKED_AT_ONCE: usize = 64;
/// Addresses of one name that are tried, each for so long before the next one.
const ADDRESSES_MAX: usize = 4;

/// The way out. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Egress(Arc<Rules>);

struct Rules {
    hosts: Vec<ListedHost>,
    inside: Vec<IpNet>,
    secrets: Secrets,
    tls: TlsConnector,
    places: Semaphore,
    clock: Clock,
}

impl Egress {
    /// As the operator has set it. An error names the flag, and never what a file of secrets holds.
    pub(crate) fn read(config: &Config, clock: Clock) -> anyhow::Result<Self> {
        if config.egress.is_empty()
            && (config.egress_ca.is_some() || !config.egress_inside.is_empty())
        {
            bail!("--egress-inside and --egress-ca do nothing without --egress");
        }
        let host = |text: &String| {
            ListedHost::parse(text).with_context(|| {
                format!("--egress {text} is not HOST or HOST:PORT, as in crm.example")
            })
        };
        let secrets = config.egress_secrets.as_deref().map(Secrets::read).transpose()?;
        Ok(Self(Arc::new(Rules {
            hosts: config.egress.iter().map(host).collect::<anyhow::Result<_>>()?,
            inside: config.egress_inside.clone(),
            secrets: secrets.unwrap_or_default(),
            tls: TlsConnector::from(Arc::new(client(config.egress_ca.as_deref())?)),
            places: Semaphore::new(ASKED_AT_ONCE),
            clock,
        })))
    }

    /// What of a flow's request nobody here may send: the field, as in the flow's JSON.
    pub(crate) fn fault(&self, request: &flow::Request) -> Option<&'static str> {
        match self.permit(&request.url, request.secret.as_deref()) {
            Ok(_) => None,
            Err(Failure::UnknownSecret) => Some("secret"),
            Err(_) => Some("url"),
        }
    }

    /// The body of an answer of the 200s.
    pub(crate) async fn ask(&self, outgoing: Outgoing) -> Result<Vec<u8>, Failure> {
        let rules = &*self.0;
        let (target, secret) = self.permit(&outgoing.url, outgoing.secret.as_deref())?;
        let _place = rules.places.try_acquire().map_err(|_| Failure::TooMany)?;
        let exchange = Exchange::prepare(&target, &outgoing, secret, rules.clock.now())?;
        let time = Duration::from_millis(outgoing.timeout.0);
        let answer = async {
            let addresses = self.addresses(&target).await?;
            let tls = (target.scheme == Scheme::Https).then_some(&rules.tls);
            exchange.with(&target, &addresses, tls).await
        };
        tokio::time::timeout(time, answer).await.map_err(|_| Failure::TimedOut)?
    }

    /// By the operator's list alone; where its name leads is asked when it is sent.
    fn permit(
        &self,
        url: &str,
        secret: Option<&str>,
    ) -> Result<(Target, Option<&Secret>), Failure> {
        let rules = &*self.0;
        let target = Target::parse(url).ok_or(Failure::NotListed)?;
        if !rules.hosts.iter().any(|host| host.is(&target)) {
            return Err(Failure::NotListed);
        }
        // Nobody may read on the way what callers key in: plain HTTP is for the operator's own network.
        if target.scheme == Scheme::Http && rules.inside.is_empty() {
            return Err(Failure::Plain);
        }
        let secret = match secret {
            Some(name) => Some(rules.secrets.find(name, &target).ok_or(Failure::UnknownSecret)?),
            None => None,
        };
        Ok((target, secret))
    }

    /// Where the name leads. One address that may not be reached refuses the whole: a name with two faces is not trusted.
    async fn addresses(&self, target: &Target) -> Result<Vec<SocketAddr>, Failure> {
        let resolved = match target.address() {
            Some(literal) => vec![literal],
            None => tokio::net::lookup_host((target.host.as_str(), target.port))
                .await
                .map_err(|_| Failure::NoAddress)?
                .collect(),
        };
        for address in &resolved {
            match (place_of(address.ip(), &self.0.inside), target.scheme) {
                (Place::Inside, _) | (Place::Outside, Scheme::Https) => {}
                (Place::Outside, Scheme::Http) => return Err(Failure::Plain),
                (Place::Forbidden, _) => return Err(Failure::Forbidden(address.ip())),
            }
        }
        if resolved.is_empty() {
            return Err(Failure::NoAddress);
        }
        Ok(resolved.into_iter().take(ADDRESSES_MAX).collect())
    }
}

fn client(ca: Option<&Path>) -> anyhow::Result<ClientConfig> {
    let mut roots = RootCertStore::empty();
    match ca {
        Some(path) => {
            let unreadable = || format!("--egress-ca {} holds no certificate", path.display());
            let all: Vec<_> = CertificateDer::pem_file_iter(path)
                .and_then(Iterator::collect)
                .with_context(unreadable)?;
            if all.is_empty() {
                bail!(unreadable());
            }
            for root in all {
                roots.add(root).with_context(unreadable)?;
            }
        }
        None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

#[cfg(test)]
mod tests;
