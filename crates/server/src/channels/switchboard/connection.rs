//! One TCP or TLS connection of SIP: bytes in become frames for the loop, messages of the loop go out.
//!
//! It is bounded on every side: a message that stays unfinished, a far end that reads nothing and one that says nothing end
//! it, and a loop that is busy slows it down.

use std::io;
use std::time::Duration;

use bytes::Bytes;
use sip::{Frame, Hop, StreamFramer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadHalf, WriteHalf, split};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout, timeout_at};

use super::connections::{ConnectionId, News};

/// How long a connection waits for its far end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// For the first message from the connection on, and for each from its first byte on.
    message: Duration,
    /// For what we write to be read.
    reading: Duration,
    /// For the answers to a far end that has said all it has to say: 64 × T1 of RFC 3261.
    linger: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { message: seconds(10), reading: seconds(10), linger: seconds(32) }
    }
}

/// How long the answer to a broken message may take.
const LAST_WORDS_WITHIN: Duration = Duration::from_secs(2);
/// Frames a second for long, as for datagrams; here a flood waits instead of being dropped.
const FRAMES_PER_SECOND: u32 = 500;
/// What an idle connection holds ready to read into.
const READ_BYTES: usize = 2 * 1024;

/// What a connection is told when it begins.
pub(super) struct Carriage {
    pub(super) id: ConnectionId,
    pub(super) from: Hop,
    /// Who opened it must speak.
    pub(super) whose: Whose,
    pub(super) patience: Patience,
    pub(super) news: mpsc::Sender<News>,
    pub(super) outbox: mpsc::Receiver<Bytes>,
}

/// Who opened a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    Ours,
    Theirs,
}

/// Why nothing more is read.
enum Reading {
    /// The far end has said all it has to say, and may still listen.
    HalfClosed,
    /// What came cannot be read any further.
    Broken,
    Over,
}

impl Carriage {
    /// There is nothing to carry messages over: it could not be opened, or did not become secure.
    pub(super) async fn give_up(self, whose: Whose) {
        let id = self.id;
        let news = match whose {
            Whose::Ours => News::Unreachable { id },
            Whose::Theirs => News::Closed { id },
        };
        let _loop_ended = self.news.send(news).await;
    }

    /// Carries messages until either side is done.
    pub(super) async fn carry(self, stream: impl AsyncRead + AsyncWrite) {
        let Self { id, from, whose, patience, news, outbox } = self;
        let (reader, writer) = split(stream);
        let deadline = (whose == Whose::Theirs).then(|| Instant::now() + patience.message);
        let mut ear = Ear { reader, deadline, patience, pace: Pace::new() };
        let mut writing = std::pin::pin!(write(writer, patience.reading, outbox));
        let reading = tokio::select! {
            reading = ear.read(id, from, &news) => reading,
            () = &mut writing => Reading::Over,
        };
        let patience = match reading {
            Reading::HalfClosed => {
                let _loop_ended = news.send(News::HalfClosed { id }).await;
                Some(patience.linger)
            }
            Reading::Broken => Some(LAST_WORDS_WITHIN),
            Reading::Over => None,
        };
        if let Some(patience) = patience {
            let _in_time = timeout(patience, writing).await;
        }
        let _loop_ended = news.send(News::Closed { id }).await;
    }
}

/// The half of a connection that is read.
struct Ear<S> {
    reader: ReadHalf<S>,
    deadline: Option<Instant>,
    patience: Patience,
    pace: Pace,
}

impl<S: AsyncRead> Ear<S> {
    async fn read(&mut self, id: ConnectionId, from: Hop, news: &mpsc::Sender<News>) -> Reading {
        let mut framer = StreamFramer::default();
        let mut buffer = vec![0; READ_BYTES];
        loop {
            let length = match self.bytes(&mut buffer).await {
                Ok(0) => return Reading::HalfClosed,
                Ok(length) => length,
                Err(error) => {
                    if error.kind() == io::ErrorKind::TimedOut {
                        let dropped =
                            metrics::counter!("rapport_sip_dropped_total", "why" => "too-slow");
                        dropped.increment(1);
                    }
                    return Reading::Over;
                }
            };
            framer.push(buffer.get(..length).unwrap_or_default());
            while let Some(frame) = framer.take() {
                self.pace.wait().await;
                // A ping is no message: it does not make a silent connection a speaking one.
                if matches!(&frame, Frame::Whole(message) if message != &b"\r\n\r\n"[..]) {
                    self.deadline = None;
                }
                let is_broken = matches!(frame, Frame::Broken(_));
                if news.send(News::Frame { id, from, frame }).await.is_err() {
                    return Reading::Over;
                }
                if is_broken {
                    return Reading::Broken;
                }
            }
            if framer.is_waiting() {
                self.deadline.get_or_insert_with(|| Instant::now() + self.patience.message);
            }
        }
    }

    async fn bytes(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.deadline {
            Some(deadline) => timeout_at(deadline, self.reader.read(buffer)).await?,
            None => self.reader.read(buffer).await,
        }
    }
}

/// Until the loop lets go of the connection, or the far end does not read.
async fn write(
    mut writer: WriteHalf<impl AsyncWrite>,
    patience: Duration,
    mut outbox: mpsc::Receiver<Bytes>,
) {
    while let Some(message) = outbox.recv().await {
        let sent = timeout(patience, async {
            writer.write_all(&message).await?;
            writer.flush().await
        });
        if !matches!(sent.await, Ok(Ok(()))) {
            return;
        }
    }
    // The far end may be gone first.
    let _gone = timeout(LAST_WORDS_WITHIN, writer.shutdown()).await;
}

/// A second's worth at once, and then one after the other.
struct Pace {
    left: u32,
    filled: Instant,
}

impl Pace {
    fn new() -> Self {
        Self { left: FRAMES_PER_SECOND, filled: Instant::now() }
    }

    async fn wait(&mut self) {
        if self.left == 0 {
            sleep_until(self.filled + Duration::from_secs(1)).await;
        }
        if self.filled.elapsed() >= Duration::from_secs(1) {
            *self = Self::new();
        }
        self.left = self.left.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use sip::Transport;
    use tokio::io::{DuplexStream, duplex};

    use super::*;
    use crate::channels::switchboard::connections::{Connections, Place};

    const SHORT: Patience = Patience {
        message: Duration::from_millis(30),
        reading: Duration::from_millis(30),
        linger: Duration::from_millis(30),
    };
    /// Bounds a failure, and nothing else.
    const SOON: Duration = Duration::from_secs(10);

    struct Carried {
        far_end: DuplexStream,
        news: mpsc::Receiver<News>,
        connections: Connections,
        hop: Hop,
    }

    fn carried(patience: Patience, whose: Whose) -> Carried {
        let hop = Hop::new(Transport::Tcp, ([192, 0, 2, 1], 49_152).into());
        let mut connections = Connections::new(4);
        let Place { id, outbox } = connections.begin(hop, std::time::Instant::now()).unwrap();
        let (sender, news) = mpsc::channel(16);
        let (near_end, far_end) = duplex(1_024);
        let line = Carriage { id, from: hop, whose, patience, news: sender, outbox };
        tokio::spawn(line.carry(near_end));
        Carried { far_end, news, connections, hop }
    }

    impl Carried {
        async fn news(&mut self) -> News {
            timeout(SOON, self.news.recv()).await.unwrap().unwrap()
        }
    }

    #[tokio::test]
    async fn who_connects_and_says_nothing_is_let_go_of_though_it_pings() {
        let mut carried = carried(SHORT, Whose::Theirs);
        carried.far_end.write_all(b"\r\n\r\n").await.unwrap();
        assert!(matches!(carried.news().await, News::Frame { .. }));
        assert!(matches!(carried.news().await, News::Closed { .. }));
    }

    #[tokio::test]
    async fn a_message_that_is_begun_and_not_finished_ends_the_connection() {
        let mut carried = carried(SHORT, Whose::Ours);
        carried.far_end.write_all(b"OPTIONS sip:a SIP/2.0\r\n").await.unwrap();
        assert!(matches!(carried.news().await, News::Closed { .. }));
    }

    #[tokio::test]
    async fn a_far_end_that_reads_nothing_ends_the_connection() {
        let mut carried = carried(SHORT, Whose::Ours);
        let long = Bytes::from(vec![b'x'; 4_096]);
        assert!(carried.connections.send(carried.hop, &long));
        assert!(matches!(carried.news().await, News::Closed { .. }));
    }

    #[tokio::test]
    async fn what_waits_is_written_before_a_connection_is_closed() {
        let mut carried = carried(Patience::default(), Whose::Ours);
        assert!(carried.connections.send(carried.hop, &Bytes::from_static(b"last words")));
        let Carried { mut far_end, connections, .. } = carried;
        drop(connections);
        let mut heard = Vec::new();
        timeout(SOON, far_end.read_to_end(&mut heard)).await.unwrap().unwrap();
        assert_eq!(heard, b"last words");
    }

    #[tokio::test]
    async fn a_half_closed_connection_is_told_of_and_does_not_stay() {
        let mut carried = carried(SHORT, Whose::Ours);
        carried.far_end.shutdown().await.unwrap();
        assert!(matches!(carried.news().await, News::HalfClosed { .. }));
        assert!(matches!(carried.news().await, News::Closed { .. }));
    }
}
