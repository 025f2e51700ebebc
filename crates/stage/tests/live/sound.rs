//! What each of the cast sounds like, and what an ear hears. Everybody speaks with a tone of their own.

use robot::{Ear, Voice};
use stage::cast::{Agent, Customer};
use stage::sight::{Heard, Sound};

/// A multiple of 200 samples holds every voice a whole number of times, so that no voice is heard as another.
pub(crate) const WINDOW_MS: usize = 200;
const SAMPLES: usize = WINDOW_MS * media::SAMPLE_RATE as usize / 1000;

/// A voice that came through.
const VOICE_DB: f64 = -20.0;
/// Prompts are softer than voices.
const PROMPT_DB: f64 = -35.0;
/// VC08: a muted agent is at least 30 dB below what was heard before.
const SILENT_DB: f64 = -45.0;

pub(crate) const fn agent_hz(agent: Agent) -> f64 {
    match agent {
        Agent::Ann => 880.0,
        Agent::Bob => 800.0,
        Agent::Cem => 750.0,
        Agent::Dee => 940.0,
    }
}

pub(crate) const fn customer_hz(customer: Customer) -> f64 {
    match customer {
        Customer::Mia => 440.0,
        Customer::Leo => 350.0,
        Customer::Zoe => 300.0,
        Customer::Kim => 250.0,
        Customer::Ida => 200.0,
        Customer::Pit => 150.0,
    }
}

pub(crate) fn voice_of_agent(agent: Agent) -> Voice {
    Voice::tone(agent_hz(agent))
}

pub(crate) fn voice_of_customer(customer: Customer) -> Voice {
    Voice::tone(customer_hz(customer))
}

/// Whether the last moment at a customer's ear was this and nothing else.
pub(crate) fn is_heard(ear: &Ear, sound: Sound) -> bool {
    if ear.last(WINDOW_MS).len() < SAMPLES {
        return false;
    }
    let silent = |hz| ear.level_db(hz, WINDOW_MS) < SILENT_DB;
    let others_silent = |but: &[Agent]| {
        Agent::ALL.into_iter().all(|one| but.contains(&one) || silent(agent_hz(one)))
    };
    let greets = media::GREETING_HZ.into_iter().any(|hz| ear.level_db(hz, WINDOW_MS) > PROMPT_DB);
    let notices = media::NOTICE_HZ.into_iter().any(|hz| ear.level_db(hz, WINDOW_MS) > PROMPT_DB);
    let music = ear.level_db(media::MUSIC_HZ, WINDOW_MS);
    match sound {
        Sound::Agent(agent) => {
            ear.level_db(agent_hz(agent), WINDOW_MS) > VOICE_DB
                && others_silent(&[agent])
                && music < SILENT_DB
        }
        Sound::Agents(agent, colleague) => {
            let both = [agent, colleague];
            both.iter().all(|one| ear.level_db(agent_hz(*one), WINDOW_MS) > VOICE_DB)
                && others_silent(&both)
                && music < SILENT_DB
        }
        Sound::Both(agent, other) => {
            ear.level_db(agent_hz(agent), WINDOW_MS) > VOICE_DB
                && others_silent(&[agent])
                && Customer::ALL.into_iter().all(|one| {
                    let level = ear.level_db(customer_hz(one), WINDOW_MS);
                    if one == other { level > VOICE_DB } else { level < SILENT_DB }
                })
                && music < SILENT_DB
        }
        Sound::Ringing => is_ringing_heard(ear) && music < SILENT_DB && others_silent(&[]),
        Sound::Customer(customer) => is_listened_to(ear, Heard::Customer(customer)),
        Sound::Music => music > PROMPT_DB && others_silent(&[]) && no_customer(ear),
        Sound::Silence => music < SILENT_DB && others_silent(&[]) && !greets,
        Sound::Notice => notices && music < SILENT_DB && others_silent(&[]),
        Sound::Greeting => greets && music < SILENT_DB && others_silent(&[]),
    }
}

/// VC13: nobody hears a customer who is put through to nobody.
fn no_customer(ear: &Ear) -> bool {
    Customer::ALL.into_iter().all(|one| ear.level_db(customer_hz(one), WINDOW_MS) < SILENT_DB)
}

/// Whether the last moment at an agent's ear was this customer.
pub(crate) fn is_customer_heard(ear: &Ear, customer: Customer) -> bool {
    ear.last(WINDOW_MS).len() >= SAMPLES
        && ear.level_db(customer_hz(customer), WINDOW_MS) > VOICE_DB
}

/// I19: whether the last moment at an agent's ear was this, and nobody else's voice.
pub(crate) fn is_listened_to(ear: &Ear, to: Heard) -> bool {
    let level = |hz| ear.level_db(hz, WINDOW_MS);
    let meant = |hz, is| if is { level(hz) > VOICE_DB } else { level(hz) < SILENT_DB };
    let customers = match to {
        Heard::Customer(customer) | Heard::Both(customer, _) => [Some(customer), None],
        Heard::Outside(customer, other) => [Some(customer), Some(other)],
        Heard::Nobody | Heard::Music | Heard::Agent(_) => [None, None],
    };
    let agent = match to {
        Heard::Agent(agent) | Heard::Both(_, agent) => Some(agent),
        Heard::Nobody | Heard::Music | Heard::Customer(_) | Heard::Outside(..) => None,
    };
    let music = level(media::MUSIC_HZ);
    ear.last(WINDOW_MS).len() >= SAMPLES
        && Customer::ALL
            .into_iter()
            .all(|one| meant(customer_hz(one), customers.contains(&Some(one))))
        && Agent::ALL.into_iter().all(|one| meant(agent_hz(one), Some(one) == agent))
        && if to == Heard::Music { music > PROMPT_DB } else { music < SILENT_DB }
}

/// VC20: whether no voice, no prompt and no music came to this ear in the last moment.
pub(crate) fn is_nobody_heard(ear: &Ear) -> bool {
    let customers = Customer::ALL.into_iter();
    is_heard(ear, Sound::Silence)
        && customers.into_iter().all(|one| ear.level_db(customer_hz(one), WINDOW_MS) < SILENT_DB)
}

/// Whether the tone of a call that answers itself was among the last seconds at an agent's ear (VC04).
pub(crate) fn has_heard_tone(ear: &Ear) -> bool {
    const SECONDS_MS: usize = 10_000;
    const SAMPLES_PER_MS: usize = media::SAMPLE_RATE as usize / 1000;
    const TONE_MS: usize = 80;
    let heard = ear.last(SECONDS_MS);
    let windows = heard.windows(TONE_MS * SAMPLES_PER_MS).step_by(TONE_MS * SAMPLES_PER_MS / 2);
    let level = |window: &[i16]| media::level_db(window, media::SAMPLE_RATE, media::BEEP_HZ);
    windows.map(level).any(|level| level > PROMPT_DB)
}

/// VC06: whether the last moment at an agent's ear was the tone that says that it rings, and nobody.
pub(crate) fn is_ringing_heard(ear: &Ear) -> bool {
    let nobody = |hz| ear.level_db(hz, WINDOW_MS) < SILENT_DB;
    ear.last(WINDOW_MS).len() >= SAMPLES
        && ear.level_db(media::RING_BACK_HZ, WINDOW_MS) > PROMPT_DB
        && Customer::ALL.into_iter().all(|one| nobody(customer_hz(one)))
}

/// All that could be heard, for who wonders why it was not.
pub(crate) fn levels(ear: &Ear) -> String {
    let heard = ear.last(WINDOW_MS).len() * 1000 / media::SAMPLE_RATE as usize;
    let level = |name: &str, hz| format!("{name} {:.0} dB", ear.level_db(hz, WINDOW_MS));
    let agents = Agent::ALL.into_iter().map(|agent| level(agent.name(), agent_hz(agent)));
    let customers =
        Customer::ALL.into_iter().map(|customer| level(customer.name(), customer_hz(customer)));
    let prompts = [level("music", media::MUSIC_HZ), level("greeting", media::GREETING_HZ[0])];
    let all: Vec<String> = agents.chain(customers).chain(prompts).collect();
    format!("{heard} ms of sound: {}", all.join(", "))
}
