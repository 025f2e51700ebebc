//! One supervised child: its own process group, no stdin, every line heard, ended by its exit,
//! by a deadline or by a signal to us. Nothing that it started outlives it.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

/// Why a child did not end by itself.
#[derive(Debug)]
pub(crate) enum Stopped {
    TimedOut,
    Interrupted,
    NotStarted(io::Error),
}

/// One line of the child.
pub(crate) enum Line {
    Out(String),
    Err(String),
}

enum News {
    Line(Line),
    Exited(io::Result<ExitStatus>),
}

/// nextest gives its tests ten seconds after a SIGTERM; we give nextest a little more.
const GRACE: Duration = Duration::from_secs(15);
/// How long a stray grandchild may hold the pipes open once the child has gone.
const DRAIN: Duration = Duration::from_secs(2);
/// How often we look for a signal to ourselves.
const GLANCE: Duration = Duration::from_millis(200);

pub(crate) fn supervise(
    command: &mut Command,
    until: Instant,
    interrupted: &Interrupt,
    hear: &mut dyn FnMut(Line),
) -> Result<ExitStatus, Stopped> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
    let child = command.spawn().map_err(Stopped::NotStarted)?;
    let group = Group::of(&child);
    let news = listen(child);
    let ended = follow(&news, until, interrupted, hear);
    if ended.is_err() {
        group.send(Signal::SIGTERM);
        let _gone = follow(&news, Instant::now() + GRACE, &Interrupt::never(), hear);
    }
    group.send(Signal::SIGKILL);
    ended
}

fn follow(
    news: &Receiver<News>,
    until: Instant,
    interrupted: &Interrupt,
    hear: &mut dyn FnMut(Line),
) -> Result<ExitStatus, Stopped> {
    loop {
        if interrupted.seen() {
            return Err(Stopped::Interrupted);
        }
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Stopped::TimedOut);
        }
        match news.recv_timeout(left.min(GLANCE)) {
            Ok(News::Line(line)) => hear(line),
            Ok(News::Exited(status)) => {
                drain(news, hear);
                return status.map_err(Stopped::NotStarted);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Err(Stopped::Interrupted),
        }
    }
}

/// Hears what is still in the pipes after the exit.
fn drain(news: &Receiver<News>, hear: &mut dyn FnMut(Line)) {
    let end = Instant::now() + DRAIN;
    while let Ok(News::Line(line)) =
        news.recv_timeout(end.saturating_duration_since(Instant::now()))
    {
        hear(line);
    }
}

fn listen(mut child: Child) -> Receiver<News> {
    let (tell, news) = mpsc::channel();
    read_lines(child.stdout.take(), tell.clone(), Line::Out);
    read_lines(child.stderr.take(), tell.clone(), Line::Err);
    thread::spawn(move || tell.send(News::Exited(child.wait())));
    news
}

fn read_lines<R: Read + Send + 'static>(
    pipe: Option<R>,
    tell: Sender<News>,
    wrap: fn(String) -> Line,
) {
    let Some(pipe) = pipe else { return };
    thread::spawn(move || {
        // A test may print bytes that are no text; they must not end the listening.
        for bytes in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
            let text = String::from_utf8_lossy(&bytes).trim_end_matches('\r').to_owned();
            if tell.send(News::Line(wrap(text))).is_err() {
                break;
            }
        }
    });
}

struct Group(Pid);

impl Group {
    fn of(child: &Child) -> Self {
        Self(Pid::from_raw(child.id().cast_signed()))
    }

    /// A group that is gone already is what we wanted.
    fn send(&self, signal: Signal) {
        killpg(self.0, signal).ok();
    }
}

/// SIGINT, SIGTERM and SIGHUP to us: the child has its own group, so the terminal's Ctrl-C does
/// not reach it by itself.
pub(crate) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    pub(crate) fn watch() -> io::Result<Self> {
        let flag = Arc::new(AtomicBool::new(false));
        for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP] {
            signal_hook::flag::register(signal as i32, Arc::clone(&flag))?;
        }
        Ok(Self(flag))
    }

    fn never() -> Self {
        Self(Arc::new(AtomicBool::new(false)))
    }

    fn seen(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl std::error::Error for Stopped {}

impl fmt::Display for Stopped {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TimedOut => write!(out, "the time is up"),
            Self::Interrupted => write!(out, "interrupted"),
            Self::NotStarted(why) => write!(out, "could not be started: {why}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, limit: Duration) -> (Result<ExitStatus, Stopped>, Vec<String>) {
        let mut heard = Vec::new();
        let ended = supervise(
            Command::new("sh").args(["-c", script]),
            Instant::now() + limit,
            &Interrupt::never(),
            &mut |line| match line {
                Line::Out(text) => heard.push(text),
                Line::Err(text) => heard.push(format!("err {text}")),
            },
        );
        (ended, heard)
    }

    #[test]
    fn lines_and_exit_code_arrive() {
        let (ended, mut heard) = shell("echo one; echo two >&2; exit 3", Duration::from_secs(20));
        heard.sort();
        assert_eq!(heard, ["err two", "one"]);
        assert_eq!(ended.unwrap().code(), Some(3));
    }

    #[test]
    fn the_deadline_ends_the_whole_group() {
        // The grandchild says its id, so that we can look whether it is gone.
        let script = "tail -f /dev/null & echo $!; wait";
        let (ended, heard) = shell(script, Duration::from_millis(300));
        assert!(matches!(ended, Err(Stopped::TimedOut)));
        let grandchild = Pid::from_raw(heard[0].parse().unwrap());
        assert!(is_gone_soon(grandchild), "{grandchild} outlived its group");
    }

    #[test]
    fn a_stray_grandchild_does_not_hold_the_stage() {
        let started = Instant::now();
        let (ended, heard) = shell("tail -f /dev/null & echo $!", Duration::from_mins(1));
        assert!(ended.unwrap().success());
        assert!(started.elapsed() < Duration::from_secs(20), "waited for a daemon");
        assert!(is_gone_soon(Pid::from_raw(heard[0].parse().unwrap())));
    }

    #[test]
    fn a_missing_program_is_told() {
        let command = &mut Command::new("no-such-program");
        let until = Instant::now() + Duration::from_secs(5);
        let ended = supervise(command, until, &Interrupt::never(), &mut |_| {});
        assert!(matches!(ended, Err(Stopped::NotStarted(_))));
    }

    #[test]
    fn our_own_signal_stops_the_child() {
        let interrupt = Interrupt(Arc::new(AtomicBool::new(true)));
        let command = &mut Command::new("tail");
        let until = Instant::now() + Duration::from_mins(1);
        let ended = supervise(command.args(["-f", "/dev/null"]), until, &interrupt, &mut |_| {});
        assert!(matches!(ended, Err(Stopped::Interrupted)));
    }

    /// The kernel takes a moment over a killed process; a zombie is only waiting for its reaper.
    fn is_gone_soon(process: Pid) -> bool {
        let end = Instant::now() + Duration::from_secs(10);
        let is_gone = || {
            std::fs::read_to_string(format!("/proc/{process}/stat"))
                .map_or(true, |stat| stat.contains(") Z "))
        };
        while Instant::now() < end {
            if is_gone() {
                return true;
            }
            thread::yield_now();
        }
        false
    }
}
