//! `robot`: a scripted SIP caller for trying things by hand.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use clap::{Parser, Subcommand, ValueEnum};
use robot::{Caller, CallerState, Dialling, Voice};
use sip::AudioCodec;

/// Scripted customers of a contact center
#[derive(Parser)]
#[command(name = "robot", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Calls a number over SIP, speaks, and tells what it hears
    Call {
        /// The number to dial
        #[arg(long, default_value = "+4930555010")]
        to: String,
        /// The SIP server
        #[arg(long, default_value = "127.0.0.1:5060")]
        server: SocketAddr,
        /// Who calls
        #[arg(long, default_value = "+4930111222")]
        from: String,
        /// A tone to play, in Hz
        #[arg(long, default_value_t = 440.0)]
        tone: f64,
        /// The one codec it speaks
        #[arg(long, value_enum, default_value_t = Spoken::Pcmu)]
        codec: Spoken,
        /// A WAV file to play instead: 8 kHz, mono, 16 bit
        #[arg(long)]
        speech: Option<PathBuf>,
        /// Hang up after so many seconds
        #[arg(long, default_value_t = 60)]
        seconds: u64,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Spoken {
    Pcmu,
    Pcma,
    G722,
    Opus,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let Command::Call { to, server, from, tone, codec, speech, seconds } = Cli::parse().command;
    let voice = match speech {
        Some(path) => Voice::speech(read_speech(&path)?),
        None => Voice::tone(tone),
    };
    let codec = match codec {
        Spoken::Pcmu => AudioCodec::Pcmu,
        Spoken::Pcma => AudioCodec::Pcma,
        Spoken::G722 => AudioCodec::G722,
        Spoken::Opus => AudioCodec::Opus,
    };
    let dialling = Dialling { to, server, from, voice };
    let mut caller = Caller::dial_with(dialling, vec![codec]).await?;
    let over = |state: &CallerState| {
        matches!(state, CallerState::HungUp | CallerState::Failed(_) | CallerState::Left)
    };
    let end = tokio::time::sleep(Duration::from_secs(seconds));
    tokio::pin!(end);
    let mut tell = tokio::time::interval(Duration::from_secs(1));
    loop {
        tokio::select! {
            () = &mut end => {
                caller.hang_up();
                caller.until(Duration::from_secs(5), over).await?;
                return Ok(());
            }
            _ = tell.tick() => {
                let [music, agent] = [523.25, 880.0].map(|hz| caller.ear().level_db(hz, 1000));
                say(&format!(
                    "{:?}: 523 Hz {music:.0} dB, 880 Hz {agent:.0} dB, keys {}",
                    caller.state(),
                    caller.keys()
                ))?;
            }
            state = caller.until(Duration::MAX, over) => {
                return say(&format!("{:?}", state?));
            }
        }
    }
}

/// The samples of a 16-bit mono WAV: what follows the `data` chunk's header.
fn read_speech(path: &std::path::Path) -> anyhow::Result<Vec<i16>> {
    let bytes = std::fs::read(path).with_context(|| format!("{}", path.display()))?;
    let data = bytes.windows(4).position(|tag| tag == b"data").context("not a WAV file")?;
    let samples = bytes.get(data + 8..).unwrap_or_default();
    Ok(samples.as_chunks().0.iter().map(|pair| i16::from_le_bytes(*pair)).collect())
}

fn say(line: &str) -> anyhow::Result<()> {
    use std::io::Write;
    writeln!(std::io::stdout(), "{line}")?;
    Ok(())
}
