//! The sentences that do.

use acd::{Millis, RatingWhen, Strategy};

use super::words::{agent, bracketed, count, customer, group, quoted, span, split};
use super::{desk_phone, files, internal, tabs};
use crate::act::{
    Act, AgentAct, Called, Cap, Choice, CustomerAct, LookupAnswer, Setting, StartedFlow, Target,
};
use crate::cast::{Agent, Customer, Group, Reason, Service};

pub(super) fn read(line: &str) -> Result<Act, String> {
    let words = split(line)?;
    let unknown = || format!("no act is written `{line}`");
    match words[..] {
        ["wait", time] => return Ok(Act::Wait { span: span(time)? }),
        ["the", "server", "restarts"] => return Ok(Act::ServerRestarts),
        ["after", "login", "members", "are", "Offline"] => {
            return Ok(Act::Set(Setting::AfterLoginOffline));
        }
        ["after", "work", "members", "are", "what", "they", "were"] => {
            return Ok(Act::Set(Setting::AfterWorkPrevious));
        }
        ["internal", "calls", "have", time, "after-call-work"] => {
            return Ok(Act::Set(Setting::InternalWork { span: span(time)? }));
        }
        ["calls", "out", "last", time, "at", "most"] => {
            return Ok(Act::Set(Setting::CallsOutLast { span: span(time)? }));
        }
        ["hold", "cuts", "both", "ways"] => return Ok(Act::Set(Setting::HoldCutsBothWays)),
        ["the", "lookup", "answers", "nonsense"] => {
            return Ok(Act::Lookup { answers: LookupAnswer::Nonsense });
        }
        ["the", "lookup", "answers", level] => {
            return Ok(Act::Lookup { answers: LookupAnswer::Level(quoted(level)?) });
        }
        ["the", "lookup", "fails"] => return Ok(Act::Lookup { answers: LookupAnswer::Failure }),
        ["the", "menu", "is", "closed"] => return Ok(Act::Set(Setting::MenuCloses)),
        ["customers", "may", "be", "silent", "for", time] => {
            return Ok(Act::Set(Setting::CustomerSilence { span: span(time)? }));
        }
        ["customers", "may", "be", "silent"] => {
            return Ok(Act::Set(Setting::CustomerSilence { span: Millis::ZERO }));
        }
        ["customers", "are", "asked", ref when @ ..] => {
            return Ok(Act::Set(Setting::Ratings { when: rating_when(when)? }));
        }
        ["customers", "rate", "from", "1", "to", best] => {
            return Ok(Act::Set(Setting::RatingScale { best: count(best)? }));
        }
        ["customers", "may", "answer", "for", time] => {
            return Ok(Act::Set(Setting::RatingTime { span: span(time)? }));
        }
        _ => {}
    }
    let (who, rest) = words.split_first().ok_or_else(unknown)?;
    let (who, rest) = match who.strip_suffix("'s") {
        Some(owner) => (owner, [&["'s"], rest].concat()),
        None => (*who, rest.to_vec()),
    };
    if let Some(found) = Agent::named(who) {
        return by_agent(found, &rest)?.ok_or_else(unknown);
    }
    if let Some(found) = Customer::named(who) {
        let does = by_customer(&rest)?.ok_or_else(unknown)?;
        return Ok(Act::Customer { customer: found, does });
    }
    if let Some(found) = Group::named(who) {
        return of_group(found, &rest)?.map(Act::Set).ok_or_else(unknown);
    }
    Err(unknown())
}

fn by_agent(agent: Agent, words: &[&str]) -> Result<Option<Act>, String> {
    let does = match words {
        ["takes", "at", "most", max, "session" | "sessions"] => {
            return Ok(Some(Act::Set(Setting::AgentSessions { agent, max: count(max)? })));
        }
        ["is", "removed"] => return Ok(Some(Act::Set(Setting::AgentRemoved { agent }))),
        ["is", "available"] | ["signs", "in"] => AgentAct::SignsIn,
        ["is", "available", "without", "a", "microphone"] => AgentAct::SignsInWithoutMicrophone,
        ["goes", "online"] => AgentAct::GoesOnline,
        ["sets", to @ ..] => AgentAct::Sets { to: choice(to)? },
        ["reserves", to @ ..] => AgentAct::Reserves { to: choice(to)? },
        ["cancels", "the", "reserved", "status"] => AgentAct::CancelsReserved,
        ["goes", "back", "to", "reception"] => AgentAct::BackToReception,
        ["continues", "after-call-work"] => AgentAct::ContinuesWork,
        ["logs", "out"] => AgentAct::LogsOut,
        ["loses", "the", "browser"] => AgentAct::LosesBrowser,
        ["is", "back"] => AgentAct::IsBack,
        ["'s", "browser", "freezes"] => AgentAct::BrowserFreezes,
        ["loses", "the", "microphone"] => AgentAct::LosesMicrophone,
        ["allows", "the", "microphone"] => AgentAct::AllowsMicrophone,
        ["'s", "sound", "fails"] => AgentAct::SoundFails,
        ["'s", "microphone", "gives", "nothing"] => AgentAct::MicrophoneGivesNothing,
        ["'s", "microphone", "is", "heard", "again"] => AgentAct::MicrophoneIsHeard,
        ["'s", "sound", "stops"] => AgentAct::SoundStops,
        ["'s", "sound", "returns"] => AgentAct::SoundReturns,
        _ => return with_customer(agent, words),
    };
    Ok(Some(Act::Agent { agent, does }))
}

fn with_customer(agent: Agent, words: &[&str]) -> Result<Option<Act>, String> {
    if let Some(does) = desk_phone::act(words)? {
        return Ok(Some(Act::Agent { agent, does }));
    }
    if let Some(does) = tabs::act(words) {
        return Ok(Some(Act::Agent { agent, does }));
    }
    if let Some(does) = internal::act(words)? {
        return Ok(Some(Act::Agent { agent, does }));
    }
    if let Some(does) = files::by_agent(words)? {
        return Ok(Some(Act::Agent { agent, does }));
    }
    let does = match words {
        ["accepts", who] => AgentAct::Accepts { customer: customer(who)? },
        ["declines", who] => AgentAct::Declines { customer: customer(who)? },
        ["holds", who] => AgentAct::Holds { customer: customer(who)? },
        ["takes", who, "off", "hold"] => AgentAct::TakesOffHold { customer: customer(who)? },
        ["mutes", who] => AgentAct::Mutes { customer: customer(who)? },
        ["unmutes", who] => AgentAct::Unmutes { customer: customer(who)? },
        ["sends", "keys", keys, "to", who] => {
            AgentAct::SendsKeys { customer: customer(who)?, keys: quoted(keys)? }
        }
        ["starts", what @ .., "for", who] => {
            AgentAct::Starts { customer: customer(who)?, service: started(what)? }
        }
        ["takes", who, "back"] => AgentAct::TakesBack { customer: customer(who)? },
        ["wants", who, "to", "be", "asked"] => AgentAct::WantsAsked { customer: customer(who)? },
        ["pauses", "the", "recording", "of", who] => {
            AgentAct::PausesRecording { customer: customer(who)? }
        }
        ["resumes", "the", "recording", "of", who] => {
            AgentAct::ResumesRecording { customer: customer(who)? }
        }
        ["dials", who, "as", written, "for", of] => {
            let number = Called::Written(customer(who)?, quoted(written)?);
            AgentAct::Dials { number, group: group_of_kind(of, true)? }
        }
        ["dials", who @ .., "for", of] => {
            AgentAct::Dials { number: called(who)?, group: group_of_kind(of, true)? }
        }
        ["transfers", who, "out", "to", to @ ..] => {
            AgentAct::TransfersOut { customer: customer(who)?, to: called(to)? }
        }
        ["transfers", who, "to", to] => {
            AgentAct::Transfers { customer: customer(who)?, to: target(to)? }
        }
        ["consults", who @ .., "about", whom] => consults(who, customer(whom)?)?,
        ["swaps", "the", "consult", "about", who] => {
            AgentAct::SwapsConsult { customer: customer(who)? }
        }
        ["merges", "the", "consult", "about", who] => {
            AgentAct::MergesConsult { customer: customer(who)? }
        }
        ["completes", "the", "consult", "about", who] => {
            AgentAct::CompletesConsult { customer: customer(who)? }
        }
        ["cancels", "the", "consult", "about", who] => {
            AgentAct::CancelsConsult { customer: customer(who)? }
        }
        ["hangs", "up", "on", who] => AgentAct::HangsUp { customer: customer(who)? },
        ["writes", who, text] => AgentAct::Writes { customer: customer(who)?, text: quoted(text)? },
        ["ends", "the", "session", "with", who] => {
            AgentAct::EndsSession { customer: customer(who)? }
        }
        _ => return Ok(None),
    };
    Ok(Some(Act::Agent { agent, does }))
}

fn started(words: &[&str]) -> Result<StartedFlow, String> {
    match words {
        ["the", "menu"] => Ok(StartedFlow::Menu),
        ["nothing"] => Ok(StartedFlow::Nothing),
        ["the", name @ ..] => service(name).map(StartedFlow::Service),
        other => Err(format!("`{}` is no flow", other.join(" "))),
    }
}

fn service(words: &[&str]) -> Result<Service, String> {
    let name = words.join(" ");
    Service::named(&name).ok_or_else(|| format!("`{name}` is no service"))
}

/// VC15: a colleague, or who is outside.
fn consults(who: &[&str], customer: Customer) -> Result<AgentAct, String> {
    Ok(match who {
        ["Pit"] => AgentAct::ConsultsLobby { customer },
        [name] if Customer::named(name).is_none() && *name != "abroad" && *name != "help" => {
            AgentAct::Consults { customer, consultant: agent(name)? }
        }
        outside => AgentAct::ConsultsOut { customer, to: called(outside)? },
    })
}

fn called(words: &[&str]) -> Result<Called, String> {
    match words {
        ["abroad"] => Ok(Called::Abroad),
        ["a", "premium", "number"] => Ok(Called::PremiumRate),
        ["help"] => Ok(Called::Help),
        ["no", "number"] => Ok(Called::NoNumber),
        [who] => customer(who).map(Called::Customer),
        other => Err(format!("nobody can dial `{}`", other.join(" "))),
    }
}

fn by_customer(words: &[&str]) -> Result<Option<CustomerAct>, String> {
    Ok(Some(match words {
        ["calls", to] => CustomerAct::Calls { group: group_of_kind(to, true)? },
        ["rings"] => CustomerAct::Rings,
        ["falls", "silent"] => CustomerAct::FallsSilent,
        ["'s", "line", "announces"] => CustomerAct::Announces,
        ["answers"] => CustomerAct::Answers,
        ["is", "busy"] => CustomerAct::IsBusy,
        ["rejects", "the", "call"] => CustomerAct::Rejects,
        ["'s", "telephone" | "phone", "knows", "no", "telephone", "events"] => {
            CustomerAct::KnowsNoEvents
        }
        ["'s", "phone", "registers"] => CustomerAct::PhoneRegisters,
        ["'s", "phone", "is", "gone"] => CustomerAct::PhoneIsGone,
        ["'s", "number", "is", "nobody's"] => CustomerAct::IsNobody,
        ["'s", "line", "is", "not", "there"] => CustomerAct::HasNoLine,
        ["hears", "the", "greeting", "out"] => CustomerAct::HearsGreetingOut,
        ["hears", "the", "notice", "out"] => CustomerAct::HearsNoticeOut,
        ["hears", "the", "prompt", "out"] => CustomerAct::HearsPromptOut,
        ["presses", keys] => CustomerAct::Presses { keys: (*keys).to_owned() },
        ["hangs", "up"] => CustomerAct::HangsUp,
        ["'s", "line", "loses", "every", "fifth", "packet"] => CustomerAct::LineLosesPackets,
        ["'s", "line", "is", "well", "again"] => CustomerAct::LineIsWell,
        ["'s", "line", "breaks"] => CustomerAct::LineBreaks,
        ["'s", "recording", "fails"] => CustomerAct::RecordingFails,
        ["never", "acknowledges"] => CustomerAct::NeverAcknowledges,
        ["writes", "to", to, text] => {
            CustomerAct::WritesTo { group: group_of_kind(to, false)?, text: quoted(text)? }
        }
        ["writes", "it", "again"] => CustomerAct::WritesAgain,
        ["writes", text] => CustomerAct::Writes { text: quoted(text)? },
        ["rates", score] => CustomerAct::Rates { score: count(score)?, comment: None },
        ["rates", "the", "session", "of", other, score] => {
            CustomerAct::RatesSessionOf { other: customer(other)?, score: count(score)? }
        }
        ["rates", score, comment] => {
            CustomerAct::Rates { score: count(score)?, comment: Some(quoted(comment)?) }
        }
        ["ends", "the", "session"] => CustomerAct::EndsSession,
        other => return Ok(files::by_customer(other)),
    }))
}

fn of_group(group: Group, words: &[&str]) -> Result<Option<Setting>, String> {
    Ok(Some(match words {
        ["has", "no", "number"] => Setting::GroupHasNoNumber { group },
        ["has", "nobody"] => Setting::GroupHas { group, agents: vec![] },
        ["has", "no", "after-call-work"] => Setting::GroupWork { group, span: Millis::ZERO },
        ["has", time, "after-call-work"] => Setting::GroupWork { group, span: span(time)? },
        ["has", names @ ..] => {
            let names = names.iter().map(|name| name.trim_end_matches(','));
            let agents = names.filter(|name| *name != "and").map(agent);
            Setting::GroupHas { group, agents: agents.collect::<Result<_, _>>()? }
        }
        ["rings", time] => Setting::GroupRings { group, span: span(time)? },
        ["answers", "automatically"] => Setting::GroupAnswersAutomatically { group },
        ["answers", "with", "a", "menu"] => Setting::GroupAnswersWithMenu { group },
        ["answers", "with", "a", "lookup"] => Setting::GroupAnswersWithLookup { group },
        ["answers", "with", "a", "voicemail"] => Setting::GroupAnswersWithVoicemail { group },
        ["answers", "with", "an", "exchange"] => Setting::GroupAnswersWithExchange { group },
        ["offers", "the", name @ ..] => Setting::GroupOffers { group, service: service(name)? },
        ["may", "ask", "customers"] => Setting::GroupAsks { group, always: false },
        ["asks", "all", "customers"] => Setting::GroupAsks { group, always: true },
        ["answers", "by", "hand"] => Setting::GroupAnswersByHand { group },
        ["forbids", "declining"] => Setting::GroupForbidsDeclining { group },
        ["ignores", "misses"] => Setting::GroupMisses { group, max: 0 },
        ["forgives", "no", "miss"] => Setting::GroupMisses { group, max: 1 },
        ["sends", "on", "break", "after", max, "misses"] => {
            Setting::GroupMisses { group, max: count(max)? }
        }
        ["lets", "wait", time] => Setting::GroupWaits { group, span: span(time)? },
        ["takes", max, "waiting"] => Setting::GroupLength { group, max: count(max)? },
        ["picks", "by", by @ ..] => Setting::GroupPicks { group, strategy: strategy(by)? },
        ["gives", who, "at", "most", max, "session" | "sessions"] => {
            Setting::GroupShare { group, agent: agent(who)?, sessions: count(max)? }
        }
        ["records"] => Setting::GroupRecords { group },
        ["greets"] => Setting::GroupGreets { group },
        ["comes", "first"] => Setting::GroupComesFirst { group },
        ["is", "removed"] => Setting::GroupRemoved { group },
        ["may", "dial", "nowhere"] => Setting::GroupDialsNowhere { group },
        ["'s", "number", "is", "the", "site's"] => Setting::SiteNumber { group },
        ["may", rest @ ..] => match cap(rest)? {
            Some(cap) => Setting::GroupCallsOut { group, cap },
            None => return Ok(None),
        },
        _ => return Ok(None),
    }))
}

fn cap(words: &[&str]) -> Result<Option<Cap>, String> {
    Ok(Some(match words {
        ["have", max, "call" | "calls", "out", "at", "once"] => Cap::AtOnce(count(max)?),
        ["begin", max, "call" | "calls", "out", "a", "minute"] => Cap::AMinute(count(max)?),
        ["begin", max, "call" | "calls", "out", "a", "minute", "each"] => {
            Cap::AMinuteEach(count(max)?)
        }
        ["talk", time, "out", "a", "day"] => Cap::ADay(span(time)?),
        _ => return Ok(None),
    }))
}

/// DK08.
fn rating_when(words: &[&str]) -> Result<RatingWhen, String> {
    match words {
        ["by", "the", "button"] => Ok(RatingWhen::ByButton),
        ["at", "the", "end"] => Ok(RatingWhen::AtEnd),
        ["nothing"] => Ok(RatingWhen::Never),
        other => Err(format!("nobody asks `{}`", other.join(" "))),
    }
}

fn strategy(words: &[&str]) -> Result<Strategy, String> {
    match words {
        ["longest", "idle"] => Ok(Strategy::LongestIdle),
        ["fewest", "contacts", "today"] => Ok(Strategy::FewestContactsToday),
        ["round", "robin"] => Ok(Strategy::RoundRobin),
        ["priority"] => Ok(Strategy::Priority),
        other => Err(format!("`{}` is no strategy", other.join(" "))),
    }
}

fn choice(words: &[&str]) -> Result<Choice, String> {
    match words {
        ["Available"] => Ok(Choice::Available),
        ["Busy"] => Ok(Choice::Busy),
        ["On", "break", why] => {
            Ok(Reason::named(bracketed(why)?).map_or(Choice::OnBreakUnlisted, Choice::OnBreak))
        }
        ["Offline"] => Ok(Choice::Offline),
        other => Err(format!("`{}` cannot be chosen", other.join(" "))),
    }
}

fn target(word: &str) -> Result<Target, String> {
    if Customer::named(word) == Some(Customer::Pit) {
        return Ok(Target::Lobby);
    }
    Agent::named(word).map_or_else(|| group(word).map(Target::Group), |to| Ok(Target::Agent(to)))
}

fn group_of_kind(word: &str, voice: bool) -> Result<Group, String> {
    let found = group(word)?;
    if found.is_voice() == voice {
        Ok(found)
    } else {
        Err(format!("{found} is a {} group", if voice { "chat" } else { "voice" }))
    }
}
