//! What SIP's ports bring: datagrams, and the news of connections.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use sip::{Endpoint, Frame, Hop, Output};

use super::board::Board;
use super::connections::News;

impl Board {
    /// A message, by whatever it came.
    pub(super) fn receive(&mut self, message: &[u8], source: Hop) {
        self.heed(source, |endpoint| endpoint.receive(message, source, Instant::now()));
    }

    pub(super) fn take_news(&mut self, news: News) {
        match news {
            // A stranger's connection is closed before a byte is read from it.
            News::Arrived { stream, from } => {
                if self.endpoint.admits(from) {
                    self.sip_ports.accept(stream, from);
                }
                self.count_dropped();
            }
            News::Frame { id, from, frame: Frame::Whole(message) } => {
                self.sip_ports.heard(id);
                self.receive(&message, from);
            }
            News::Frame { id, from, frame: Frame::Broken(head) } => {
                self.heed(from, |endpoint| endpoint.receive_broken(&head, from));
                self.sip_ports.close(id);
            }
            // Who waits for nothing has gone.
            News::HalfClosed { id } => {
                let far_end = self.sip_ports.far_end(id);
                if far_end.is_some_and(|far_end| !self.endpoint.owes(far_end)) {
                    self.sip_ports.close(id);
                }
            }
            News::Closed { id } => {
                if let Some(far_end) = self.sip_ports.close(id) {
                    self.heed(far_end, |endpoint| endpoint.closed(far_end));
                }
            }
            News::Unreachable { id } => {
                if let Some(there) = self.sip_ports.close(id) {
                    self.heed(there, |endpoint| endpoint.unreachable(there, Instant::now()));
                }
            }
        }
    }

    /// A message that meets a defect of ours is dropped, and nothing else is.
    fn heed(&mut self, source: Hop, step: impl FnOnce(&mut Endpoint) -> Vec<Output>) {
        let endpoint = &mut self.endpoint;
        if let Ok(outputs) = catch_unwind(AssertUnwindSafe(|| step(endpoint))) {
            self.emit(outputs);
        } else {
            tracing::error!(%source, "a SIP message met a defect of ours and was dropped");
            metrics::counter!("rapport_sip_dropped_total", "why" => "defect").increment(1);
        }
        self.count_dropped();
    }

    fn count_dropped(&self) {
        let counters = self.endpoint.counters();
        for (why, count) in [
            ("unknown-source", counters.unknown_source),
            ("malformed", counters.malformed),
            ("busy", counters.refused_busy),
            ("shed", counters.shed),
        ] {
            metrics::counter!("rapport_sip_dropped_total", "why" => why).absolute(count);
        }
    }
}
