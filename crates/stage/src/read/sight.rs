//! The sentences that see.

use super::words::{agent, bracketed, count, customer, group, quoted, span, split, status};
use super::{desk_phone, files, internal, tabs};
use crate::cast::{Agent, Customer, Service};
use crate::outside::OutsideSight;
use crate::sight::{Author, Heard, Kind, RecordingSight, See, Sight, Sound, Standing};

pub(super) fn read(line: &str) -> Result<See, String> {
    let words = split(line)?;
    let unknown = || format!("nothing is seen as `{line}`");
    if let ["refused", code] = words[..] {
        return Ok(See::Sight(Sight::Refused { code: code.to_owned() }));
    }
    let (who, rest) = words.split_first().ok_or_else(unknown)?;
    let (who, rest) = match who.strip_suffix("'s") {
        Some(owner) => (owner, [&["'s"], rest].concat()),
        None => (*who, rest.to_vec()),
    };
    let found = if let Some(agent) = Agent::named(who) {
        let standing = standing_agent(agent, &rest)?.map(See::Standing);
        if standing.is_some() { standing } else { of_agent(agent, &rest)?.map(See::Sight) }
    } else if let Some(customer) = Customer::named(who) {
        let standing = standing_customer(customer, &rest)?.map(See::Standing);
        if standing.is_some() { standing } else { of_customer(customer, &rest)?.map(See::Sight) }
    } else {
        None
    };
    found.ok_or_else(unknown)
}

fn of_agent(agent: Agent, words: &[&str]) -> Result<Option<Sight>, String> {
    let internal = internal::sight(agent, words)?;
    if internal.is_some() {
        return Ok(internal);
    }
    Ok(Some(match words {
        ["is", "consulted", "about", who] => Sight::Consulted { agent, customer: customer(who)? },
        ["is", words @ ..] => Sight::Status { agent, status: status(words)? },
        ["'s", "next", "status", "is", words @ ..] => {
            Sight::NextStatus { agent, status: status(words)? }
        }
        ["'s", "work", "has", "no", "countdown"] => Sight::WorkExtended { agent },
        ["rings", "for", who, time] => {
            let customer = customer(who.strip_suffix(',').unwrap_or(who))?;
            Sight::Rings { agent, customer, span: span(time)? }
        }
        ["missed", who] => Sight::Missed { agent, customer: customer(who)? },
        ["'s", "miss", "of", who, "is", "forgiven"] => {
            Sight::MissForgiven { agent, customer: customer(who)? }
        }
        ["declined", who] => Sight::Declined { agent, customer: customer(who)? },
        ["was", "not", "shown", who] => Sight::NotShown { agent, customer: customer(who)? },
        ["stops", "ringing", "for", who] => Sight::StopsRinging { agent, customer: customer(who)? },
        ["dials", who] => Sight::Dials { agent, customer: customer(who)? },
        ["talks", "with", who] => Sight::Talks { agent, customer: customer(who)? },
        ["has", who] => Sight::HasSession { agent, customer: customer(who)? },
        ["loses", who] => Sight::Loses { agent, customer: customer(who)? },
        ["wrote", who, text, sequence] => Sight::Wrote {
            author: Author::Agent(agent),
            customer: customer(who)?,
            text: quoted(text)?,
            sequence: count(bracketed(sequence)?)?,
        },
        other => return files::sight_of_agent(agent, other),
    }))
}

fn of_customer(customer: Customer, words: &[&str]) -> Result<Option<Sight>, String> {
    Ok(Some(match words {
        ["waits", "in", to] => Sight::Waits { customer, group: group(to)? },
        ["waits", "at", "the", "head", "of", to] => {
            Sight::WaitsAtHead { customer, group: group(to)? }
        }
        ["'s", "telephone", "rings"] => {
            Sight::FarEnd { customer, progress: acd::Progress::Ringing }
        }
        ["'s", "call", "is", "about", "to", "end"] => Sight::AboutToEnd { customer },
        ["'s", "line", "sounds"] => Sight::FarEnd { customer, progress: acd::Progress::EarlyMedia },
        ["leaves", "a", "voicemail"] => Sight::LeavesVoicemail { customer },
        ["is", "looked", "up"] => Sight::LookedUp { customer },
        ["is", "called", "by", who, time] if customer == Customer::Pit => {
            internal::called_by(who, time)?
        }
        ["is", "called", "for", who] => outside(customer, who, OutsideSight::Called)?,
        ["is", "consulted", "about", who] => outside(customer, who, OutsideSight::Consulted)?,
        ["talks", "with", who] => outside(customer, who, OutsideSight::Talks)?,
        ["and", who, "are", "warned", "of", "the", "end"] => {
            outside(customer, who, OutsideSight::Warned)?
        }
        ["is", "lost", "to", who] => outside(customer, who, OutsideSight::Lost)?,
        ["is", "asked"] => Sight::Asked { customer, again: false },
        ["is", "asked", "again"] => Sight::Asked { customer, again: true },
        ["walks", "the", name @ ..] => {
            let name = name.join(" ");
            let service = Service::named(&name).ok_or_else(|| format!("`{name}` is no service"))?;
            Sight::Walks { customer, service }
        }
        ["is", "through"] => Sight::Through { customer },
        ["is", "back", "with", who] => Sight::Returns { customer, agent: agent(who)? },
        ["is", "surveyed"] => Sight::Surveyed { customer },
        ["scores", score] => Sight::Scores { customer, score: count(score)? },
        ["is", "invited", "to", "rate", "from", "1", "to", best] => {
            Sight::Invited { customer, best: count(best)? }
        }
        ["rated", score] => Sight::Rated { customer, score: count(score)? },
        ["is", "recorded"] => recording(customer, RecordingSight::Begins),
        ["'s", "recording", "is", "paused"] => recording(customer, RecordingSight::Paused),
        ["'s", "recording", "goes", "on"] => recording(customer, RecordingSight::GoesOn),
        ["'s", "recording", "ends"] => recording(customer, RecordingSight::Ends),
        ["'s", "recording", "failed"] => recording(customer, RecordingSight::Failed),
        ["hears", what @ ..] => Sight::Hears { customer, sound: sound(what)? },
        ["wrote", text, sequence] => Sight::Wrote {
            author: Author::Customer(customer),
            customer,
            text: quoted(text)?,
            sequence: count(bracketed(sequence)?)?,
        },
        ["'s", kind @ ("call" | "session"), "ended", why] => {
            let why = bracketed(why)?;
            let reason = serde_json::from_value(serde_json::Value::from(why))
                .map_err(|_| format!("`{why}` is no end reason"))?;
            let kind = if *kind == "call" { Kind::Call } else { Kind::Session };
            Sight::Ended { customer, kind, reason }
        }
        other => return files::sight_of_customer(customer, other),
    }))
}

fn standing_agent(agent: Agent, words: &[&str]) -> Result<Option<Standing>, String> {
    if let Some(doing) = desk_phone::doing(words) {
        return Ok(Some(Standing::DeskPhone { agent, doing }));
    }
    let tabs = tabs::standing(agent, words)?;
    if tabs.is_some() {
        return Ok(tabs);
    }
    Ok(Some(match words {
        ["is", "still", words @ ..] => Standing::Status { agent, status: status(words)? },
        ["'s", "next", "status", "is", "still", words @ ..] => {
            Standing::NextStatus { agent, status: status(words)? }
        }
        ["has", "no", "next", "status"] => Standing::NoNextStatus { agent },
        ["'s", "work", "ends", "in", time] => Standing::WorkEnds { agent, span: span(time)? },
        ["still", "rings", "for", who, time] => {
            let customer = customer(who.strip_suffix(',').unwrap_or(who))?;
            Standing::Rings { agent, customer, span: span(time)? }
        }
        ["reads", "that", who, "waited", time] => {
            Standing::Waited { agent, customer: customer(who)?, span: span(time)? }
        }
        ["reads", "that", who, "chose", choices] => {
            Standing::CameBy { agent, customer: customer(who)?, choices: quoted(choices)? }
        }
        ["reads", "that", who, "rated", score] => rated(agent, who, score, "\"\"")?,
        ["reads", "that", who, "rated", score, comment] => rated(agent, who, score, comment)?,
        ["reads", "that", who, "comes", "from", by] => {
            Standing::ComesFrom { agent, customer: customer(who)?, by: self::agent(by)? }
        }
        ["reads", "that", who, "comes", "back", "from", from] => {
            let customer = customer(who)?;
            match Customer::named(from) {
                Some(called) => Standing::ComesBackFromOutside { agent, customer, called },
                None => Standing::ComesBack { agent, customer, from: self::agent(from)? },
            }
        }
        ["still", "talks", "with", who] => Standing::Talks { agent, customer: customer(who)? },
        ["still", "has", who] => Standing::HasSession { agent, customer: customer(who)? },
        ["reads", "that", by, "asks", "about", who] => {
            Standing::Asked { agent, customer: customer(who)?, by: self::agent(by)? }
        }
        ["reads", "of", who, why] => {
            let why = bracketed(why)?.to_owned();
            match Customer::named(who) {
                Some(called) => Standing::OutsideOver { agent, called, why },
                None => Standing::ConsultOver { agent, consultant: self::agent(who)?, why },
            }
        }
        ["listens", "to", whom @ ..] => Standing::Listens { agent, to: heard(whom)? },
        ["hears", "the", "ringing"] => Standing::AgentHearsRinging { agent },
        ["hears", "nobody"] => Standing::AgentHearsNobody { agent },
        ["reads", "the", "keys", keys, "of", who] => {
            Standing::ShownKeys { agent, customer: customer(who)?, keys: quoted(keys)? }
        }
        ["still", "hears", who] => Standing::AgentHears { agent, customer: customer(who)? },
        ["has", "heard", "a", "tone"] => Standing::HeardTone { agent },
        ["can", "be", "given", "contacts", "of", to] => {
            Standing::Routable { agent, group: group(to)? }
        }
        ["cannot", "be", "given", "contacts", "of", to, why] => {
            Standing::NotRoutable { agent, group: group(to)?, why: bracketed(why)?.to_owned() }
        }
        ["'s", "history:", steps @ ..] => Standing::History { agent, steps: steps.join(" ") },
        other => return files::standing(Author::Agent(agent), other),
    }))
}

fn rated(agent: Agent, who: &str, score: &str, comment: &str) -> Result<Standing, String> {
    let (score, comment) = (count(score)?, quoted(comment)?);
    Ok(Standing::Rated { agent, customer: customer(who)?, score, comment })
}

fn standing_customer(customer: Customer, words: &[&str]) -> Result<Option<Standing>, String> {
    Ok(Some(match words {
        ["is", "number", place, "in", to] => {
            Standing::Number { customer, place: count(place)?, group: group(to)? }
        }
        ["is", "still", "recorded"] => Standing::Recorded { customer },
        ["is", "not", "recorded"] => Standing::NotRecorded { customer },
        ["'s", "recording", "is", "still", "paused"] => Standing::RecordingPaused { customer },
        ["'s", "recording", "goes", "on", "in", time] => {
            Standing::RecordingGoesOn { customer, span: span(time)? }
        }
        ["can", "be", "rung"] => Standing::CanBeRung { customer },
        ["cannot", "be", "rung", why] => {
            Standing::CannotBeRung { customer, why: bracketed(why)?.to_owned() }
        }
        ["'s", "telephone", "shows", to] => {
            Standing::ShowsOutside { called: customer, group: group(to)? }
        }
        ["'s", "call", "shows", to] => Standing::Shows { customer, group: group(to)? },
        ["still", "hears", what @ ..] => Standing::Hears { customer, sound: sound(what)? },
        ["'s", "telephone", "has", "read", keys] => {
            Standing::ReadKeys { customer, keys: quoted(keys)? }
        }
        ["'s", "telephone", "has", "read", "no", "keys"] => {
            Standing::ReadKeys { customer, keys: String::new() }
        }
        ["'s", "record", "tells", often, "of", what @ ..] => {
            let times = match *often {
                "never" => 0,
                "once" => 1,
                "twice" => 2,
                _ => return Ok(None),
            };
            let microphone_of = match what {
                ["loss"] => None,
                [whose, "silent", "microphone"] => Some(agent(whose.trim_end_matches("'s"))?),
                _ => return Ok(None),
            };
            Standing::Spoilt { customer, microphone_of, times }
        }
        ["'s", "session", "has", messages, "message" | "messages"] => {
            Standing::Messages { customer, count: count(messages)? }
        }
        ["'s", "decision:", verdicts @ ..] => {
            Standing::Decision { customer, verdicts: verdicts.join(" ") }
        }
        other => return files::standing(Author::Customer(customer), other),
    }))
}

fn outside(called: Customer, whom: &str, outside: OutsideSight) -> Result<Sight, String> {
    Ok(Sight::Outside { called, customer: customer(whom)?, outside })
}

const fn recording(customer: Customer, recording: RecordingSight) -> Sight {
    Sight::Recording { customer, recording }
}

fn sound(words: &[&str]) -> Result<Sound, String> {
    match words {
        ["the", "greeting"] => Ok(Sound::Greeting),
        ["the", "notice"] => Ok(Sound::Notice),
        ["music"] => Ok(Sound::Music),
        ["silence"] => Ok(Sound::Silence),
        ["the", "ringing"] => Ok(Sound::Ringing),
        [who] => Customer::named(who)
            .map_or_else(|| agent(who).map(Sound::Agent), |other| Ok(Sound::Customer(other))),
        [who, "and", other] => Ok(match Customer::named(other) {
            Some(other) => Sound::Both(agent(who)?, other),
            None => Sound::Agents(agent(who)?, agent(other)?),
        }),
        other => Err(format!("`{}` is no sound", other.join(" "))),
    }
}

fn heard(words: &[&str]) -> Result<Heard, String> {
    match words {
        ["nobody"] => Ok(Heard::Nobody),
        ["music"] => Ok(Heard::Music),
        [who] => Customer::named(who)
            .map_or_else(|| agent(who).map(Heard::Agent), |customer| Ok(Heard::Customer(customer))),
        [who, "and", other] => Ok(match Customer::named(other) {
            Some(other) => Heard::Outside(customer(who)?, other),
            None => Heard::Both(customer(who)?, agent(other)?),
        }),
        other => Err(format!("nobody hears `{}`", other.join(" "))),
    }
}
