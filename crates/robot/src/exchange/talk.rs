//! The sound of a telephone that was answered.

use std::net::SocketAddr;
use std::sync::PoisonError;
use std::time::Instant;

use media::{Digit, FRAME_TIME, RtpPhone};
use tokio::net::UdpSocket;
use tokio::sync::mpsc;

use super::Keys;
use crate::ear::Ear;
use crate::voice::Voice;

pub(super) struct Talk {
    pub(super) phone: RtpPhone,
    pub(super) sound: UdpSocket,
    pub(super) voice: Voice,
    pub(super) heard: (Ear, Keys),
}

impl Talk {
    /// Until nobody is left who could press a key.
    pub(super) async fn run(
        mut self,
        remote: SocketAddr,
        mut pressed: mpsc::UnboundedReceiver<Vec<Digit>>,
    ) {
        let (ear, keys) = &self.heard;
        let mut beat = tokio::time::interval(FRAME_TIME);
        let mut packet = [0; 2_048];
        loop {
            tokio::select! {
                Ok((length, _)) = self.sound.recv_from(&mut packet) => {
                    let packet = packet.get(..length).unwrap_or_default();
                    let heard = self.phone.hear(packet, Instant::now());
                    read(keys, heard.and_then(|heard| heard.digit));
                }
                _ = beat.tick() => {
                    let spoken = self.phone.speak(&self.voice.frame());
                    // Sound that cannot be sent is lost, as on any line.
                    let _lost = self.sound.send_to(&spoken, remote).await;
                    let mut heard = Vec::new();
                    self.phone.listen(&mut heard);
                    ear.hear(&heard);
                }
                digits = pressed.recv() => match digits {
                    Some(digits) => self.phone.press(&digits),
                    None => return,
                },
            }
        }
    }
}

pub(super) fn read(keys: &Keys, digit: Option<Digit>) {
    keys.lock().unwrap_or_else(PoisonError::into_inner).extend(digit.map(Digit::as_char));
}
