//! The sockets of the media thread: one for all browsers, a few for all phones.

use std::net::{SocketAddr, UdpSocket};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, RawFd};

use anyhow::{Context, bail};
use media::{RtpPort, Socket};
use nix::sys::socket::{setsockopt, sockopt};

use super::Addresses;
use crate::config::Config;

/// What the kernel may keep for us between two ticks, and over a moment in which the thread is not run.
const BUFFER_BYTES: usize = 4 * 1024 * 1024;

#[derive(Debug)]
pub(super) struct Sockets {
    pub(super) all: Vec<BoundSocket>,
}

#[derive(Debug)]
pub(super) struct BoundSocket {
    pub(super) name: Socket,
    socket: UdpSocket,
}

impl Sockets {
    pub(super) fn bind(config: &Config) -> anyhow::Result<Self> {
        let mut all = vec![BoundSocket::bind(Socket::Browser, config.media, "--media")?];
        for (place, address) in config.rtp.addresses().enumerate() {
            let port = RtpPort(u16::try_from(place).context("--rtp names too many ports")?);
            all.push(BoundSocket::bind(Socket::Rtp(port), address, "--rtp")?);
        }
        Ok(Self { all })
    }

    /// What the outside is told. An address that means "any" means nothing to it.
    pub(super) fn addresses(&self, config: &Config) -> anyhow::Result<Addresses> {
        let mut addresses = Addresses { browser: Vec::new(), rtp: Vec::new() };
        for bound in &self.all {
            let address = config.advertised(bound.socket.local_addr()?);
            let (flag, list) = match bound.name {
                Socket::Browser => ("--media", &mut addresses.browser),
                Socket::Rtp(_) => ("--rtp", &mut addresses.rtp),
            };
            if address.ip().is_unspecified() {
                bail!("{flag} {address} tells nobody where we are: give --public-address as well");
            }
            list.push(address);
        }
        Ok(addresses)
    }
}

impl BoundSocket {
    fn bind(name: Socket, address: SocketAddr, flag: &str) -> anyhow::Result<Self> {
        let socket = UdpSocket::bind(address)
            .with_context(|| format!("{flag}: {address} cannot be used; give another one"))?;
        socket.set_nonblocking(true)?;
        // The kernel may grant less; sound only gets worse when this thread is not run for long.
        let _granted = setsockopt(&socket, sockopt::RcvBuf, &BUFFER_BYTES)
            .and_then(|()| setsockopt(&socket, sockopt::SndBuf, &BUFFER_BYTES));
        Ok(Self { name, socket })
    }

    pub(super) fn raw(&self) -> RawFd {
        self.socket.as_raw_fd()
    }
}

impl AsFd for BoundSocket {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }
}
