//! The SIP peers as the settings name them: addresses, how they know us, how often they are asked whether they are there.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail};
use sip::{Credentials, Peer};

use crate::config::Config;
use crate::demo::LOOPBACK;

/// An error names the setting.
pub(crate) fn peers(config: &Config) -> anyhow::Result<Vec<Peer>> {
    let mut peers = addressed(&config.sip_peer)?;
    let interval = (config.sip_ping > 0).then(|| Duration::from_secs(config.sip_ping));
    for peer in &mut peers {
        peer.ping = interval.filter(|_| peer.name != LOOPBACK);
    }
    for setting in &config.sip_credentials {
        let Some((name, file)) = setting.split_once('=') else {
            bail!("--sip-credentials {setting} is not NAME=FILE");
        };
        let Some(peer) = peers.iter_mut().find(|peer| peer.name == name) else {
            bail!("--sip-credentials {setting}: there is no --sip-peer {name}");
        };
        let credentials =
            credentials(Path::new(file)).with_context(|| format!("--sip-credentials {setting}"))?;
        peer.credentials = Some(credentials);
    }
    Ok(peers)
}

/// `name=address`, with a transport before the address or without; one name may have several addresses.
fn addressed(settings: &[String]) -> anyhow::Result<Vec<Peer>> {
    let mut peers: Vec<Peer> = Vec::new();
    for setting in settings {
        let Some((name, address)) = setting.split_once('=') else {
            bail!("--sip-peer {setting} is not NAME=ADDRESS");
        };
        let address =
            address.parse().with_context(|| format!("--sip-peer {setting} has no address"))?;
        match peers.iter_mut().find(|peer| peer.name == name) {
            Some(known) => known.addresses.push(address),
            None => peers.push(Peer::new(name, vec![address])),
        }
    }
    Ok(peers)
}

/// `user:password` on the first line; the password may have colons of its own.
fn credentials(file: &Path) -> anyhow::Result<Credentials> {
    let text = std::fs::read_to_string(file).context("the file cannot be read")?;
    let line = text.lines().next().unwrap_or_default();
    match line.split_once(':') {
        Some((user, password)) if !user.is_empty() => {
            Ok(Credentials { user: user.to_owned(), password: password.to_owned() })
        }
        _ => bail!("the file's first line is not user:password"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(peers: &[&str], credentials: &[&str], ping: u64) -> Config {
        let owned =
            |settings: &[&str]| settings.iter().map(|&setting| setting.to_owned()).collect();
        Config {
            sip_peer: owned(peers),
            sip_credentials: owned(credentials),
            sip_ping: ping,
            ..Config::default()
        }
    }

    #[test]
    fn a_peer_may_have_several_addresses() {
        let peers =
            peers(&with(&["a=192.0.2.1", "b=192.0.2.2:5080", "a=192.0.2.3"], &[], 0)).unwrap();
        let of = |peer: &Peer| (peer.name.clone(), peer.addresses.len());
        assert_eq!(peers.iter().map(of).collect::<Vec<_>>(), [("a".into(), 2), ("b".into(), 1)]);
    }

    #[test]
    fn a_peer_that_cannot_be_read_is_named() {
        for wrong in ["trunk", "trunk=nowhere", "trunk=tls:nowhere", "trunk=sctp:192.0.2.1"] {
            let error = peers(&with(&[wrong], &[], 0)).unwrap_err().to_string();
            assert!(error.contains(wrong) && error.contains("--sip-peer"), "{error}");
        }
    }

    #[test]
    fn every_peer_is_asked_but_the_demos_own() {
        let settings = ["carrier=192.0.2.1", "loopback=127.0.0.1"];
        let pings = |ping| -> Vec<_> {
            let peers = peers(&with(&settings, &[], ping)).unwrap();
            peers.iter().map(|peer| peer.ping.map(|every| every.as_secs())).collect()
        };
        assert_eq!(pings(30), [Some(30), None]);
        assert_eq!(pings(0), [None, None]);
    }

    #[test]
    fn credentials_stand_in_a_file_and_what_is_wrong_with_them_is_said() {
        let file = std::env::temp_dir().join(format!("rapport-{}", uuid::Uuid::now_v7()));
        std::fs::write(&file, "rapport:hush:hush\n").unwrap();
        let given = format!("carrier={}", file.display());
        let known = peers(&with(&["carrier=192.0.2.1"], &[&given], 0)).unwrap();
        let expected = Credentials { user: "rapport".into(), password: "hush:hush".into() };
        assert_eq!(known[0].credentials, Some(expected));

        std::fs::write(&file, "rapport").unwrap();
        let stranger = format!("other={}", file.display());
        for wrong in [given.as_str(), &stranger, "carrier=/nowhere", "carrier"] {
            let error =
                format!("{:#}", peers(&with(&["carrier=192.0.2.1"], &[wrong], 0)).unwrap_err());
            assert!(error.contains(&format!("--sip-credentials {wrong}")), "{error}");
        }
        std::fs::remove_file(file).unwrap();
    }
}
