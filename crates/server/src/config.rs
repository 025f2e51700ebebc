//! Settings: flags beat `RAPPORT_*` variables, these beat the TOML file, that beats the defaults.
//! Every setting stands in `docs/operating.md`; a test compares.

mod encryption;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use figment::Figment;
use figment::providers::{Format, Serialized, Toml};
use ipnet::IpNet;
use serde::{Deserialize, Serialize};

pub(crate) use self::encryption::{AcmeOrder, CertificateFiles, Encryption};

/// What an operator may give on the command line or in the environment. Absent = not given here.
#[derive(Args, Clone, Debug, Default, Serialize)]
pub(crate) struct Flags {
    /// A TOML file with any of these settings.
    #[arg(long, env = "RAPPORT_CONFIG", value_name = "FILE")]
    #[serde(skip)]
    pub(crate) config: Option<PathBuf>,

    /// Where browsers connect: address and port [default: 127.0.0.1:8080]
    #[arg(long, env = "RAPPORT_HTTP", value_name = "ADDRESS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) http: Option<SocketAddr>,

    /// Where SIP peers connect, UDP and TCP [default: 127.0.0.1:5060]
    #[arg(long, env = "RAPPORT_SIP", value_name = "ADDRESS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sip: Option<SocketAddr>,

    /// Where SIP peers connect by TLS; it needs a certificate and its key
    #[arg(long = "sip-tls", env = "RAPPORT_SIP_TLS", value_name = "ADDRESS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sip_tls: Option<SocketAddr>,

    /// The certificate for --sip-tls with its chain, a PEM file
    #[arg(long = "sip-tls-cert", env = "RAPPORT_SIP_TLS_CERT", value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sip_tls_cert: Option<PathBuf>,

    /// The private key of that certificate, a PEM file
    #[arg(long = "sip-tls-key", env = "RAPPORT_SIP_TLS_KEY", value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sip_tls_key: Option<PathBuf>,

    /// Who signs the certificates of SIP peers that we connect to, a PEM file; without it the public authorities
    #[arg(long = "sip-tls-ca", env = "RAPPORT_SIP_TLS_CA", value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sip_tls_ca: Option<PathBuf>,

    /// Where SIP phones register, UDP and TCP; without it none can
    #[arg(long = "sip-phones", env = "RAPPORT_SIP_PHONES", value_name = "ADDRESS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sip_phones: Option<SocketAddr>,

    /// Where SIP phones register by TLS, with the certificate of --sip-tls-cert
    #[arg(long = "sip-phones-tls", env = "RAPPORT_SIP_PHONES_TLS", value_name = "ADDRESS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sip_phones_tls: Option<SocketAddr>,

    /// The one UDP socket for the sound of all browsers [default: 127.0.0.1:10000]
    #[arg(long, env = "RAPPORT_MEDIA", value_name = "ADDRESS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) media: Option<SocketAddr>,

    /// The shared UDP ports for the sound of phones [default: 127.0.0.1:10010-10025]
    #[arg(long, env = "RAPPORT_RTP", value_name = "ADDRESS-LAST")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rtp: Option<PortRange>,

    /// The folder that holds everything: database, recordings [default: data]
    #[arg(long, env = "RAPPORT_DATA", value_name = "DIR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) data: Option<PathBuf>,

    /// The database by its URL, sqlite or postgres [default: rapport.db in --data]
    #[arg(long, env = "RAPPORT_DATABASE", value_name = "URL", hide_env_values = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) database: Option<String>,

    /// The address that phones and browsers outside reach this machine at, if it is not the bound one
    #[arg(long, env = "RAPPORT_PUBLIC_ADDRESS", value_name = "IP")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) public_address: Option<IpAddr>,

    /// A SIP peer that may send calls: name=address, name=address:port, or with a transport name=tls:address. May be given
    /// several times
    #[arg(
        long = "sip-peer",
        env = "RAPPORT_SIP_PEER",
        value_name = "NAME=ADDRESS",
        value_delimiter = ','
    )]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) sip_peer: Vec<String>,

    /// How a SIP peer that asks knows us: its name, and a file with user:password. May be given several times
    #[arg(
        long = "sip-credentials",
        env = "RAPPORT_SIP_CREDENTIALS",
        value_name = "NAME=FILE",
        value_delimiter = ','
    )]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) sip_credentials: Vec<String>,

    /// Seconds between two questions to each SIP peer whether it is there; 0 = never [default: 30]
    #[arg(long, env = "RAPPORT_SIP_PING", value_name = "SECONDS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sip_ping: Option<u64>,

    /// Calls at one time, half of them from pages at most; more are answered 503 [default: 200]
    #[arg(long, env = "RAPPORT_CALLS_MAX", value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) calls_max: Option<usize>,

    /// New widget customers of one site from one address in an hour, 0 = any number; more are answered 429 [default: 5]
    #[arg(long, env = "RAPPORT_NEW_CUSTOMERS_MAX", value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) new_customers_max: Option<usize>,

    /// Seconds that calls may go on once the server is told to stop [default: 600]
    #[arg(long, env = "RAPPORT_DRAIN", value_name = "SECONDS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) drain: Option<u32>,

    /// The certificate that browsers get, PEM; with it --http speaks HTTPS
    #[arg(long, env = "RAPPORT_TLS_CERT", value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tls_cert: Option<PathBuf>,

    /// The private key of --tls-cert, PEM
    #[arg(long, env = "RAPPORT_TLS_KEY", value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tls_key: Option<PathBuf>,

    /// A domain to get a certificate for by itself, by ACME; --http must be port 443 of it. May be given several times
    #[arg(long, env = "RAPPORT_ACME", value_name = "DOMAIN", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) acme: Vec<String>,

    /// Where the certificate authority may write to
    #[arg(long, env = "RAPPORT_ACME_MAIL", value_name = "E-MAIL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) acme_mail: Option<String>,

    /// The authority's directory [default: Let's Encrypt]
    #[arg(long, env = "RAPPORT_ACME_DIRECTORY", value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) acme_directory: Option<String>,

    /// The root certificate of a private authority, PEM
    #[arg(long, env = "RAPPORT_ACME_CA", value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) acme_ca: Option<PathBuf>,

    /// A proxy whose X-Forwarded-For and -Proto are believed: an address or a range. May be given several times
    #[arg(long, env = "RAPPORT_BEHIND_PROXY", value_name = "CIDR", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) behind_proxy: Vec<IpNet>,

    /// A host that flows may ask: its name, with a port if it is not the usual one. May be given several times
    #[arg(long, env = "RAPPORT_EGRESS", value_name = "HOST", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) egress: Vec<String>,

    /// A network of ours that those hosts may be in: an address or a range. May be given several times
    #[arg(
        long = "egress-inside",
        env = "RAPPORT_EGRESS_INSIDE",
        value_name = "CIDR",
        value_delimiter = ','
    )]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) egress_inside: Vec<IpNet>,

    /// Who signs the certificates of those hosts, a PEM file; without it the public authorities
    #[arg(long = "egress-ca", env = "RAPPORT_EGRESS_CA", value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) egress_ca: Option<PathBuf>,

    /// The secrets that prove to those hosts who asks, a TOML file
    #[arg(long = "egress-secrets", env = "RAPPORT_EGRESS_SECRETS", value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) egress_secrets: Option<PathBuf>,

    /// How members reach this server, for links in mails, as in `https://desk.example` [default: from --http]
    #[arg(long, env = "RAPPORT_URL", value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<String>,

    /// The server that takes mails: `smtp://HOST:PORT`, `smtps://USER:PASSWORD@HOST`, or `smtp://HOST?tls=required`
    #[arg(long, env = "RAPPORT_SMTP", value_name = "URL", hide_env_values = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) smtp: Option<String>,

    /// Who mails are from: an address, or `Name <address>`
    #[arg(long, env = "RAPPORT_MAIL_FROM", value_name = "ADDRESS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) mail_from: Option<String>,

    /// What is logged: error, warn, info, debug, or a filter as in `rapport=debug` [default: info]
    #[arg(long, env = "RAPPORT_LOG", value_name = "FILTER")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) log: Option<String>,
}

/// The settings in force.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    pub(crate) http: SocketAddr,
    pub(crate) sip: SocketAddr,
    pub(crate) sip_tls: Option<SocketAddr>,
    pub(crate) sip_tls_cert: Option<PathBuf>,
    pub(crate) sip_tls_key: Option<PathBuf>,
    pub(crate) sip_tls_ca: Option<PathBuf>,
    pub(crate) sip_phones: Option<SocketAddr>,
    pub(crate) sip_phones_tls: Option<SocketAddr>,
    pub(crate) media: SocketAddr,
    pub(crate) rtp: PortRange,
    pub(crate) data: PathBuf,
    pub(crate) database: Option<String>,
    pub(crate) public_address: Option<IpAddr>,
    pub(crate) sip_peer: Vec<String>,
    pub(crate) sip_credentials: Vec<String>,
    pub(crate) sip_ping: u64,
    pub(crate) calls_max: usize,
    pub(crate) new_customers_max: usize,
    pub(crate) drain: u32,
    pub(crate) tls_cert: Option<PathBuf>,
    pub(crate) tls_key: Option<PathBuf>,
    pub(crate) acme: Vec<String>,
    pub(crate) acme_mail: Option<String>,
    pub(crate) acme_directory: Option<String>,
    pub(crate) acme_ca: Option<PathBuf>,
    pub(crate) behind_proxy: Vec<IpNet>,
    pub(crate) egress: Vec<String>,
    pub(crate) egress_inside: Vec<IpNet>,
    pub(crate) egress_ca: Option<PathBuf>,
    pub(crate) egress_secrets: Option<PathBuf>,
    pub(crate) url: Option<String>,
    pub(crate) smtp: Option<String>,
    pub(crate) mail_from: Option<String>,
    pub(crate) log: String,
}

impl Config {
    pub(crate) fn load(flags: &Flags) -> anyhow::Result<Self> {
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        if let Some(path) = &flags.config {
            figment = figment.merge(Toml::file_exact(path));
        }
        figment.merge(Serialized::defaults(flags)).extract().context("the settings do not fit")
    }

    /// What an operator types into a browser on this machine.
    pub(crate) fn web_address(&self) -> String {
        let scheme = if self.is_encrypted() { "https" } else { "http" };
        let host = self.acme.first().map_or_else(|| self.http.to_string(), Clone::clone);
        format!("{scheme}://{host}")
    }

    /// How members reach it, without a slash at the end.
    pub(crate) fn members_address(&self) -> String {
        let given = self.url.as_deref().map(|url| url.trim_end_matches('/').to_owned());
        given.unwrap_or_else(|| self.web_address())
    }

    /// Where everything is kept that is asked for by SQL.
    pub(crate) fn database(&self) -> String {
        let inside = || format!("sqlite:{}", self.data.join("rapport.db").display());
        self.database.clone().unwrap_or_else(inside)
    }

    /// The address that the outside is told instead of the bound one.
    pub(crate) fn advertised(&self, bound: SocketAddr) -> SocketAddr {
        self.public_address.map_or(bound, |ip| SocketAddr::new(ip, bound.port()))
    }
}

impl Default for Config {
    fn default() -> Self {
        let loopback = |port| SocketAddr::from(([127, 0, 0, 1], port));
        Self {
            http: loopback(8080),
            sip: loopback(5060),
            sip_tls: None,
            sip_tls_cert: None,
            sip_tls_key: None,
            sip_tls_ca: None,
            sip_phones: None,
            sip_phones_tls: None,
            media: loopback(10000),
            rtp: PortRange { first: loopback(10010), last: 10025 },
            data: PathBuf::from("data"),
            database: None,
            public_address: None,
            sip_peer: Vec::new(),
            sip_credentials: Vec::new(),
            sip_ping: 30,
            calls_max: 200,
            new_customers_max: 5,
            drain: 600,
            tls_cert: None,
            tls_key: None,
            acme: Vec::new(),
            acme_mail: None,
            acme_directory: None,
            acme_ca: None,
            behind_proxy: Vec::new(),
            egress: Vec::new(),
            egress_inside: Vec::new(),
            egress_ca: None,
            egress_secrets: None,
            url: None,
            smtp: None,
            mail_from: None,
            log: "info".to_owned(),
        }
    }
}

/// Consecutive UDP ports of one address, as in `127.0.0.1:10010-10025`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct PortRange {
    first: SocketAddr,
    last: u16,
}

impl PortRange {
    pub(crate) fn addresses(self) -> impl Iterator<Item = SocketAddr> {
        (self.first.port()..=self.last).map(move |port| SocketAddr::new(self.first.ip(), port))
    }
}

impl std::str::FromStr for PortRange {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not ADDRESS:FIRST-LAST, as in 127.0.0.1:10010-10025");
        let (first, last) = text.rsplit_once('-').ok_or_else(wrong)?;
        let first: SocketAddr = first.parse().map_err(|_| wrong())?;
        let last: u16 = last.parse().map_err(|_| wrong())?;
        if last < first.port() {
            return Err(wrong());
        }
        Ok(Self { first, last })
    }
}

impl TryFrom<String> for PortRange {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<PortRange> for String {
    fn from(range: PortRange) -> Self {
        format!("{}-{}", range.first, range.last)
    }
}
