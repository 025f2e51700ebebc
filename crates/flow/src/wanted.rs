//! What a run wants done now: a pure function of where it is, asked by whoever carries it out. One who has missed a change
//! asks again and converges; what is done already is known by its turn.

use crate::{
    Doing, Flow, GroupId, Lead, Millis, Node, NodeId, Outcome, PromptId, Run, Target, Timestamp,
    Turn,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// One after the other, then `PromptsEnded`. A prompt that is not there any more has ended.
    Play {
        turn: Turn,
        prompts: Vec<PromptId>,
    },
    /// Silence: the caller is to press keys.
    Listen,
    /// `Values::choose` for this node, then `Chosen`.
    Choose {
        turn: Turn,
        node: NodeId,
    },
    /// `Values::request` for this node, with the prompts over and over meanwhile, then `Answered` or `RequestFailed`.
    Request {
        turn: Turn,
        node: NodeId,
        prompts: Vec<PromptId>,
    },
    /// A tone, then what the caller says is kept for the group, then `RecordingEnded`.
    Record {
        turn: Turn,
        group: GroupId,
        until: Timestamp,
    },
    /// Hold music, and the far end rings for so long; then `TransferAnswered` or `TransferFailed`.
    Transfer {
        turn: Turn,
        to: Target,
        ring: Millis,
    },
    Over {
        outcome: Outcome,
    },
}

impl Run {
    /// Of the version that this run pins.
    pub fn wanted(&self, flow: &Flow) -> Wanted {
        if let Some(outcome) = self.outcome() {
            return Wanted::Over { outcome };
        }
        let found = self.stop().and_then(|stop| Some((stop, flow.node(stop.node)?)));
        let wanted =
            found.and_then(|(stop, node)| self.at(node, stop.node, stop.doing, stop.until));
        // Not the flow of this run: there is nothing that could be done, and its deadline ends it.
        wanted.unwrap_or(Wanted::Listen)
    }

    fn at(&self, node: &Node, id: NodeId, doing: Doing, until: Timestamp) -> Option<Wanted> {
        let turn = self.turn();
        let wanted = match (node, doing) {
            (Node::Play(play), Doing::Play) => Wanted::Play { turn, prompts: play.prompts.clone() },
            (_, Doing::Ask { lead, .. }) => {
                let question = node.question()?;
                let lead = match lead {
                    Lead::None => &[],
                    Lead::Silent => question.silent.as_slice(),
                    Lead::Wrong => question.wrong.as_slice(),
                };
                Wanted::Play { turn, prompts: [lead, &question.prompts].concat() }
            }
            (_, Doing::Listen { .. }) => Wanted::Listen,
            (Node::Condition(_), Doing::Choose) => Wanted::Choose { turn, node: id },
            (Node::Request(request), Doing::Request) => {
                Wanted::Request { turn, node: id, prompts: request.prompts.clone() }
            }
            (Node::Voicemail(voicemail), Doing::Greet) => {
                Wanted::Play { turn, prompts: voicemail.prompts.clone() }
            }
            (Node::Voicemail(voicemail), Doing::Record) => {
                Wanted::Record { turn, group: voicemail.group?, until }
            }
            (Node::Transfer(transfer), Doing::Transfer) => {
                Wanted::Transfer { turn, to: transfer.to.clone()?, ring: transfer.ring }
            }
            _ => return None,
        };
        Some(wanted)
    }
}
