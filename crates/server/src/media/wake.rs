//! Wakes a thread that sleeps in `poll`: a byte through a pair of sockets.

use std::io::{Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;

/// The end that rings.
#[derive(Debug)]
pub(super) struct Waker(UnixStream);

/// The end that is listened to.
#[derive(Debug)]
pub(super) struct Bell(UnixStream);

pub(super) fn pair() -> std::io::Result<(Waker, Bell)> {
    let (waker, bell) = UnixStream::pair()?;
    waker.set_nonblocking(true)?;
    bell.set_nonblocking(true)?;
    Ok((Waker(waker), Bell(bell)))
}

impl Waker {
    pub(super) fn wake(&self) {
        // A full pipe wakes as well as one byte does.
        let _full = (&self.0).write(&[1]);
    }
}

impl Bell {
    /// Forgets what has rung so far.
    pub(super) fn hush(&self) {
        let mut rung = [0; 256];
        while matches!((&self.0).read(&mut rung), Ok(count) if count == rung.len()) {}
    }
}

impl AsFd for Bell {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}
