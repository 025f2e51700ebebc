//! DK14: the pages that may show a channel's widget, as origins (RFC 6454).

use axum::http::{HeaderMap, Uri, header};

/// An empty list is every page. Each is as [`origin`] writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Origins(Vec<String>);

/// Where a request came from, as its browser says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CameFrom {
    /// A program, or a page that reads from its own server.
    Nowhere,
    /// A page of this server: the frame, most of all, whoever shows it.
    Here,
    Page(String),
}

impl Origins {
    pub(crate) const fn new(listed: Vec<String>) -> Self {
        Self(listed)
    }

    pub(crate) const fn is_every(&self) -> bool {
        self.0.is_empty()
    }

    /// `page` is an origin as a browser writes it.
    pub(crate) fn allow(&self, page: &str) -> bool {
        self.is_every() || self.0.iter().any(|listed| listed == page)
    }

    /// What `frame-ancestors` of the frame says. The server's own pages may show it always.
    pub(crate) fn ancestors(&self) -> String {
        if self.is_every() { "*".to_owned() } else { format!("'self' {}", self.0.join(" ")) }
    }
}

impl CameFrom {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let Some(origin) = headers.get(header::ORIGIN) else { return Self::Nowhere };
        // What is no text is nobody's origin.
        let origin = origin.to_str().unwrap_or("null");
        if is_here(origin, headers) { Self::Here } else { Self::Page(origin.to_owned()) }
    }
}

/// Whether `origin` is this server, as the one who asks has addressed it.
pub(crate) fn is_here(origin: &str, headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok());
    let from = origin.split_once("://").map(|(_, from)| from);
    from.is_some() && from == host
}

/// What an admin has typed, as a browser would write it: the scheme and the host in small letters, no port that goes without
/// saying, nothing after it. `None` if it is no origin of a page.
pub(crate) fn origin(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let uri: Uri = typed.strip_suffix('/').unwrap_or(typed).parse().ok()?;
    let authority = uri.authority()?;
    let plain = authority.as_str();
    let has_more = !matches!(uri.path(), "" | "/") || uri.query().is_some() || plain.contains('@');
    if has_more || typed.contains('#') {
        return None;
    }
    let scheme = uri.scheme_str()?;
    let usual = match scheme {
        "https" => 443,
        "http" => 80,
        _ => return None,
    };
    let host = authority.host().to_ascii_lowercase();
    // It goes into a header: a name, an IPv4 address or an IPv6 address in brackets, and no `*`.
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
    let inner = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let is_good = match inner {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.bytes().all(is_name),
    };
    // A colon that no port's number follows.
    let has_no_port = plain.len() > host.len() && authority.port_u16().is_none();
    if !is_good || has_no_port {
        return None;
    }
    match authority.port_u16() {
        Some(port) if port != usual => Some(format!("{scheme}://{host}:{port}")),
        Some(_) | None => Some(format!("{scheme}://{host}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_kept_as_browsers_write_it() {
        for (typed, kept) in [
            ("https://shop.example", "https://shop.example"),
            (" HTTPS://Shop.Example:443/ ", "https://shop.example"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://localhost:80", "http://localhost"),
            ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
        ] {
            assert_eq!(origin(typed).as_deref(), Some(kept), "{typed}");
        }
    }

    #[test]
    fn what_is_no_origin_of_a_page_is_none() {
        for typed in [
            "",
            "null",
            "*",
            "https://*",
            "https://*.shop.example",
            "shop.example",
            "https://",
            "https://shop.example/page",
            "https://shop.example?x=1",
            "https://shop.example#x",
            "https://me@shop.example",
            "ftp://shop.example",
            "data:text/html,x",
            "https://shop.example; script-src *",
            "https://shop.example https://evil.example",
            "https://shop.example\r\nx: y",
            "https://läden.example",
            "https://[::1",
            "https://shop.example:99999",
        ] {
            assert_eq!(origin(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_list_allows_what_it_names_and_no_list_allows_all() {
        let listed = Origins::new(vec!["https://shop.example".to_owned()]);
        assert!(listed.allow("https://shop.example"));
        for other in ["http://shop.example", "https://shop.example.evil.example", "null", ""] {
            assert!(!listed.allow(other), "{other}");
        }
        assert_eq!(listed.ancestors(), "'self' https://shop.example");
        assert!(Origins::default().allow("https://anywhere.example"));
        assert_eq!(Origins::default().ancestors(), "*");
    }
}
