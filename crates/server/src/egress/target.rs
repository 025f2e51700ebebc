//! Whom a request is for, as its address says, and the operator's list of who may be asked.

use std::net::{IpAddr, SocketAddr};

use axum::http::Uri;
use axum::http::uri::Authority;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    Https,
    Http,
}

impl Scheme {
    const fn port(self) -> u16 {
        match self {
            Self::Https => 443,
            Self::Http => 80,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) scheme: Scheme,
    /// In small letters; an IPv6 address without its brackets.
    pub(super) host: String,
    pub(super) port: u16,
    /// As the request line and the `Host` header have it.
    pub(super) authority: String,
    pub(super) path: String,
    pub(super) query: Option<String>,
}

impl Target {
    /// `None` where it is no address of the kind that can be asked.
    pub(super) fn parse(url: &str) -> Option<Self> {
        let uri: Uri = url.parse().ok()?;
        let scheme = match uri.scheme_str()? {
            "https" => Scheme::Https,
            "http" => Scheme::Http,
            _ => return None,
        };
        let authority = uri.authority()?;
        let (host, port) = parts(authority)?;
        Some(Self {
            scheme,
            host,
            port: port.unwrap_or_else(|| scheme.port()),
            authority: authority.as_str().to_owned(),
            path: uri.path().to_owned(),
            query: uri.query().map(str::to_owned),
        })
    }

    /// Of a host that is an address already: no name is looked up.
    pub(super) fn address(&self) -> Option<SocketAddr> {
        let ip: IpAddr = self.host.parse().ok()?;
        Some(SocketAddr::new(ip, self.port))
    }
}

/// `HOST` at the scheme's own port, or `HOST:PORT`. Nothing stands for more than itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ListedHost {
    host: String,
    port: Option<u16>,
}

impl ListedHost {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (host, port) = parts(&text.parse().ok()?)?;
        let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '_');
        (!host.is_empty() && host.chars().all(known)).then_some(Self { host, port })
    }

    pub(super) fn is(&self, target: &Target) -> bool {
        self.host == target.host && self.port.unwrap_or_else(|| target.scheme.port()) == target.port
    }
}

/// Host and port. A name and password before them are none of our business, and a port that is none is no address.
fn parts(authority: &Authority) -> Option<(String, Option<u16>)> {
    let (text, host) = (authority.as_str(), authority.host());
    let port = match text.strip_prefix(host)? {
        "" => None,
        rest => Some(rest.strip_prefix(':')?.parse().ok()?),
    };
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    Some((bare.to_ascii_lowercase(), port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart() {
        let target = Target::parse("https://CRM.example/a/b?c=d").unwrap();
        assert_eq!(
            (target.scheme, target.host.as_str(), target.port),
            (Scheme::Https, "crm.example", 443)
        );
        assert_eq!((target.path.as_str(), target.query.as_deref()), ("/a/b", Some("c=d")));
        let target = Target::parse("http://[::1]:8080").unwrap();
        assert_eq!((target.host.as_str(), target.port, target.path.as_str()), ("::1", 8080, "/"));
        assert_eq!(target.address(), Some("[::1]:8080".parse().unwrap()));
        assert_eq!(Target::parse("https://crm.example").unwrap().address(), None);
    }

    #[test]
    fn what_is_no_address_of_another_system_is_none() {
        for url in [
            "",
            "crm.example",
            "/path",
            "ftp://crm.example/",
            "file:///etc/passwd",
            "https://name:password@crm.example/",
            "https://crm.example@127.0.0.1/",
            "https://crm.example:port/",
            "https://crm.example:99999/",
        ] {
            assert_eq!(Target::parse(url), None, "{url}");
        }
    }

    #[test]
    fn a_listed_host_is_that_host_at_that_port_and_nothing_else() {
        let target = |url| Target::parse(url).unwrap();
        let listed = |text| ListedHost::parse(text).unwrap();
        assert!(listed("crm.example").is(&target("https://crm.example/")));
        assert!(listed("CRM.example").is(&target("https://crm.example:443/x")));
        assert!(listed("crm.example:8443").is(&target("https://crm.example:8443/")));
        assert!(listed("[::1]:80").is(&target("http://[::1]/")));
        for other in [
            "https://crm.example:8443/",
            "https://crm.example.attacker.example/",
            "https://www.crm.example/",
            "https://crm.example./",
            "https://example/",
        ] {
            assert!(!listed("crm.example").is(&target(other)), "{other}");
        }
        assert!(!listed("crm.example:8443").is(&target("https://crm.example/")));
        for wrong in
            ["", "*.example", "https://crm.example", "crm.example/path", "user@crm.example", "a:b"]
        {
            assert_eq!(ListedHost::parse(wrong), None, "{wrong}");
        }
    }
}
