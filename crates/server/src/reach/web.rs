//! Whether a browser can open the Workspace, and gets a microphone there.

use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};

use super::Finding;
use crate::config::Config;

const CONNECT_WITHIN: Duration = Duration::from_secs(3);

pub(super) async fn check(config: &Config) -> anyhow::Result<Vec<Finding>> {
    config.encryption()?;
    // Held, so that somebody listens there; where that fails, somebody does already.
    let held = TcpListener::bind(config.http).await;
    if let Err(error) = &held
        && error.kind() != std::io::ErrorKind::AddrInUse
    {
        return Ok(vec![Finding::bad(format!("--http {} cannot be used: {error}", config.http))]);
    }
    let place = config.advertised(config.http);
    let reached = tokio::time::timeout(CONNECT_WITHIN, TcpStream::connect(place)).await;
    let reach = match reached {
        Ok(Ok(_)) if place.ip().is_loopback() => Finding::good(format!(
            "Browsers on this machine, and no others, reach the Workspace at {}.",
            config.web_address()
        )),
        Ok(Ok(_)) => {
            Finding::good(format!("Browsers reach the Workspace: TCP {place} leads here."))
        }
        Ok(Err(_)) | Err(_) => Finding::bad(format!(
            "Browsers do not reach the Workspace: no connection to TCP {place}. Either it is not forwarded to this \
             machine, or the router does not lead its own network back; then try from outside."
        )),
    };
    let plain = !config.is_encrypted() && config.behind_proxy.is_empty();
    let microphone = (plain && !place.ip().is_loopback()).then(|| {
        Finding::bad(
            "Browsers give no microphone at a plain HTTP address beyond this machine: give --tls-cert and --tls-key, \
             --acme, or --behind-proxy.",
        )
    });
    drop(held);
    Ok([Some(reach), microphone].into_iter().flatten().collect())
}
