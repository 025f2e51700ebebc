//! What a key means at the place where the run is. This is all of a key that reaches the run: of digits only that there was
//! one, so that a secret can be in no journal.

use serde::{Deserialize, Serialize};

use crate::{Digits, Doing, Flow, Key, Node, Run, Skip, Survey};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "meaning", content = "by", rename_all = "kebab-case")]
pub enum Meaning {
    /// A menu's option.
    Option(Key),
    /// One more digit.
    Digit,
    /// The digits, or the voicemail, are complete.
    Finish,
    /// The digits begin anew.
    Clear,
    Score(u8),
    /// The prompts are cut short.
    Skip,
    /// Nothing that was asked for.
    Wrong,
    /// Nobody asked for a key.
    Unasked,
}

/// A key, judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press {
    pub meaning: Meaning,
    /// VC20: whether the key may be shown and stored.
    pub kept: Kept,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    Shown,
    Masked,
}

/// What this key means now, and whether it may be kept.
pub(crate) fn judge(flow: &Flow, run: &Run, key: Key) -> Press {
    let stop = run.stop();
    let node = stop.and_then(|stop| flow.node(stop.node));
    let meaning = match (node, stop) {
        (Some(node), Some(stop)) => meaning(node, stop.doing, key),
        _ => Meaning::Unasked,
    };
    let is_wanted = match meaning {
        Meaning::Option(_)
        | Meaning::Digit
        | Meaning::Finish
        | Meaning::Clear
        | Meaning::Score(_) => true,
        Meaning::Skip | Meaning::Wrong | Meaning::Unasked => false,
    };
    // A digit too many, or one that comes late, is a part of the secret still, although nobody waits for it any more.
    let stray = !is_wanted && flow.has_masked_digits();
    let secret = stray || node.is_some_and(Node::is_masked);
    Press { meaning, kept: if secret { Kept::Masked } else { Kept::Shown } }
}

fn meaning(node: &Node, doing: Doing, key: Key) -> Meaning {
    match (node, doing) {
        (Node::Play(play), Doing::Play) if play.skip == Skip::ByKey => Meaning::Skip,
        (Node::Menu(menu), Doing::Ask { .. } | Doing::Listen { .. }) => {
            if menu.options.contains_key(&key) { Meaning::Option(key) } else { Meaning::Wrong }
        }
        (Node::Digits(digits), Doing::Ask { .. } | Doing::Listen { .. }) => of_digits(digits, key),
        (Node::Survey(survey), Doing::Ask { .. } | Doing::Listen { .. }) => of_survey(survey, key),
        (Node::Voicemail(_), Doing::Greet) => Meaning::Skip,
        (Node::Voicemail(voicemail), Doing::Record) if voicemail.finish == key => Meaning::Finish,
        _ => Meaning::Unasked,
    }
}

fn of_digits(digits: &Digits, key: Key) -> Meaning {
    if digits.finish == Some(key) {
        Meaning::Finish
    } else if digits.clear == Some(key) {
        Meaning::Clear
    } else if key.number().is_some() {
        Meaning::Digit
    } else {
        Meaning::Wrong
    }
}

fn of_survey(survey: &Survey, key: Key) -> Meaning {
    match key.number() {
        Some(score) if (survey.lowest..=survey.highest).contains(&score) => Meaning::Score(score),
        _ => Meaning::Wrong,
    }
}
