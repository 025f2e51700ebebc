//! Where a node leads: all its exits, for whoever judges the drawing, and the one that was taken, for a run.

use serde::{Deserialize, Serialize};

use crate::{Key, Node, NodeId};

/// How a node was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "way", content = "by", rename_all = "kebab-case")]
pub enum Way {
    /// It was done.
    Next,
    /// A menu's option. It is told: it is the path of the call, and no secret.
    Option(Key),
    /// So many digits were keyed. Which ones is never told here.
    Entered(u8),
    /// VC22.
    Scored(u8),
    Silent,
    Wrong,
    Open,
    Closed,
    Holiday,
    /// A condition's case, from 0.
    Case(u8),
    Otherwise,
    Failed,
}

/// One way out of a node, as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exit {
    /// The field that names it.
    pub field: String,
    pub to: Option<NodeId>,
    pub taken: Taken,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Only by a caller who presses a key.
    ByKey,
    /// Also by one who does nothing: time or the machine takes it.
    Anyway,
    /// As `Anyway`, and may be left out: another exit stands for it, or the end of the flow.
    IfGiven,
}

impl Node {
    /// In the order in which they are drawn.
    pub fn exits(&self) -> Vec<Exit> {
        let one = |field: &str, to, taken| Exit { field: field.to_owned(), to, taken };
        let mut exits = Vec::new();
        match self {
            Self::Play(play) => exits.push(one("next", play.next, Taken::Anyway)),
            Self::Menu(menu) => exits.extend(
                menu.options
                    .iter()
                    .map(|(key, to)| one(&format!("options.{}", key.as_char()), *to, Taken::ByKey)),
            ),
            Self::Digits(digits) => exits.push(one("next", digits.next, Taken::ByKey)),
            Self::Survey(survey) => exits.push(one("next", survey.next, Taken::ByKey)),
            Self::Hours(hours) => exits.extend([
                one("open", hours.open, Taken::Anyway),
                one("closed", hours.closed, Taken::Anyway),
                one("holiday", hours.holiday, Taken::IfGiven),
            ]),
            Self::Condition(condition) => {
                let cases = condition.cases.iter().enumerate();
                exits.extend(
                    cases.map(|(at, case)| one(&format!("cases.{at}.to"), case.to, Taken::Anyway)),
                );
                exits.push(one("otherwise", condition.otherwise, Taken::Anyway));
            }
            Self::Set(set) => exits.push(one("next", set.next, Taken::Anyway)),
            Self::Request(request) => exits.extend([
                one("next", request.next, Taken::Anyway),
                one("when_failed", request.when_failed, Taken::Anyway),
            ]),
            Self::Voicemail(voicemail) => {
                exits.push(one("next", voicemail.next, Taken::Anyway));
            }
            Self::Transfer(transfer) => {
                exits.push(one("when_failed", transfer.when_failed, Taken::IfGiven));
            }
            Self::Queue(_) | Self::Finish | Self::HangUp => {}
        }
        if let Some(question) = self.question() {
            exits.push(one("question.when_silent", question.when_silent, Taken::Anyway));
            exits.push(one("question.when_wrong", question.when_wrong, Taken::ByKey));
        }
        exits
    }

    /// Where this way leads; `None` where it leads nowhere, or the node has no such way.
    pub(crate) fn target(&self, way: Way) -> Option<NodeId> {
        match (self, way) {
            (Self::Play(play), Way::Next) => play.next,
            (Self::Menu(menu), Way::Option(key)) => menu.options.get(&key).copied().flatten(),
            (Self::Digits(digits), Way::Entered(_)) => digits.next,
            (Self::Survey(survey), Way::Scored(_)) => survey.next,
            (Self::Menu(_) | Self::Digits(_) | Self::Survey(_), Way::Silent) => {
                self.question()?.when_silent
            }
            (Self::Menu(_) | Self::Digits(_) | Self::Survey(_), Way::Wrong) => {
                self.question()?.when_wrong
            }
            (Self::Hours(hours), Way::Open) => hours.open,
            (Self::Hours(hours), Way::Closed) => hours.closed,
            (Self::Hours(hours), Way::Holiday) => hours.holiday.or(hours.closed),
            (Self::Condition(condition), Way::Case(at)) => condition.cases.get(usize::from(at))?.to,
            (Self::Condition(condition), Way::Otherwise) => condition.otherwise,
            (Self::Set(set), Way::Next) => set.next,
            (Self::Request(request), Way::Next) => request.next,
            (Self::Request(request), Way::Failed) => request.when_failed,
            (Self::Voicemail(voicemail), Way::Next) => voicemail.next,
            (Self::Transfer(transfer), Way::Failed) => transfer.when_failed,
            _ => None,
        }
    }
}
