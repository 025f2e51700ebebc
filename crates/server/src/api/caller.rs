//! Who is asking: the address that limits count, and whether the way is encrypted, seen through a named proxy.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use ipnet::IpNet;

use super::problem::Failure;
use crate::app::App;
use crate::listener::Peer;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    pub(crate) address: IpAddr,
    /// HTTPS as the browser sees it.
    pub(crate) secure: bool,
    /// Straight from a program on this machine; never through a proxy.
    pub(crate) local: bool,
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failure> {
        let peer = ConnectInfo::<Peer>::from_request_parts(parts, app).await;
        let ConnectInfo(peer) = peer.map_err(|_| Failure::not_found())?;
        Ok(Self::seen(peer, &parts.headers, &app.proxies))
    }
}

impl Caller {
    /// What a proxy says counts only if it is one of `proxies` (ASVS 4.1.3). The chain is read from our end: the first
    /// address that is no proxy of ours is the caller; what stands before it anybody can write.
    fn seen(peer: Peer, headers: &HeaderMap, proxies: &[IpNet]) -> Self {
        let near = peer.address.ip().to_canonical();
        let named = |address: &IpAddr| proxies.iter().any(|proxy| proxy.contains(address));
        if !named(&near) {
            let local = near.is_loopback() && !headers.contains_key(FORWARDED_FOR);
            return Self { address: near, secure: peer.encrypted, local };
        }
        let chain = values(headers, FORWARDED_FOR);
        let chain = chain.iter().rev().map_while(|entry| entry.parse().ok());
        let far = chain.map(|address: IpAddr| address.to_canonical()).find(|far| !named(far));
        let secure = values(headers, FORWARDED_PROTO).last().is_some_and(|proto| proto == "https");
        Self { address: far.unwrap_or(near), secure: peer.encrypted || secure, local: false }
    }
}

const FORWARDED_FOR: &str = "x-forwarded-for";
const FORWARDED_PROTO: &str = "x-forwarded-proto";

/// The comma-separated entries over all headers of one name.
fn values(headers: &HeaderMap, name: &str) -> Vec<String> {
    let lines = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(|entry| entry.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, headers: &[(&'static str, &str)], proxies: &[&str]) -> Caller {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let proxies: Vec<IpNet> = proxies.iter().map(|proxy| proxy.parse().unwrap()).collect();
        let peer = Peer { address: format!("{peer}:4711").parse().unwrap(), encrypted: false };
        Caller::seen(peer, &map, &proxies)
    }

    #[test]
    fn op09_a_stranger_cannot_name_another_address() {
        let lies = [("x-forwarded-for", "10.1.1.1"), ("x-forwarded-proto", "https")];
        let caller = seen("203.0.113.9", &lies, &["10.0.0.0/8"]);
        assert_eq!(caller.address.to_string(), "203.0.113.9");
        assert!(!caller.secure && !caller.local);
    }

    #[test]
    fn op09_a_named_proxy_tells_who_asks_and_how() {
        let told = [("x-forwarded-for", "198.51.100.7"), ("x-forwarded-proto", "https")];
        let caller = seen("10.0.0.1", &told, &["10.0.0.0/8"]);
        assert_eq!(caller.address.to_string(), "198.51.100.7");
        assert!(caller.secure);
    }

    #[test]
    fn op09_what_the_caller_wrote_before_the_proxy_is_not_believed() {
        let told = [("x-forwarded-for", "1.2.3.4, 198.51.100.7, 10.0.0.2")];
        let caller = seen("10.0.0.1", &told, &["10.0.0.0/8"]);
        assert_eq!(caller.address.to_string(), "198.51.100.7");
        let told = [("x-forwarded-for", "1.2.3.4"), ("x-forwarded-for", "198.51.100.7")];
        let caller = seen("10.0.0.1", &told, &["10.0.0.0/8"]);
        assert_eq!(caller.address.to_string(), "198.51.100.7");
    }

    #[test]
    fn op09_a_proxy_that_says_nonsense_is_the_caller_itself() {
        let caller = seen("10.0.0.1", &[("x-forwarded-for", "1.2.3.4, unknown")], &["10.0.0.0/8"]);
        assert_eq!(caller.address.to_string(), "10.0.0.1");
        assert!(!caller.secure);
    }

    #[test]
    fn op09_what_came_through_a_proxy_is_never_local() {
        assert!(seen("127.0.0.1", &[], &[]).local);
        assert!(!seen("127.0.0.1", &[("x-forwarded-for", "198.51.100.7")], &[]).local);
        assert!(!seen("127.0.0.1", &[], &["127.0.0.0/8"]).local);
    }
}
