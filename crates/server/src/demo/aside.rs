//! VC20, VC22: what the demo's agents can send a customer into in the middle of a call, and what customers are asked after one.

use std::collections::BTreeMap;

use flow::{
    Digits, Flow, FlowKind, Listening, Millis, Node, NodeId, Play, Question, ReturnBy, Secrecy,
    Skip, Survey, VariableName,
};
use media::PromptId;

use crate::api::prompt;

const ASK: NodeId = NodeId(1);
const THANK: NodeId = NodeId(2);
const END: NodeId = NodeId(3);

/// Four secret digits, and thanks for them; then the agent takes the customer back.
pub(super) fn card_check() -> Flow {
    let digits = Digits {
        question: question(PromptId::ENTER_CARD),
        into: VariableName("card".to_owned()),
        least: 4,
        most: 4,
        finish: None,
        clear: flow::Key::from_char('*'),
        between: Millis::from_secs(6),
        secrecy: Secrecy::Masked,
        next: Some(THANK),
    };
    of(FlowKind::SelfService, Node::Digits(digits), Node::Finish)
}

pub(super) fn survey() -> Flow {
    let survey = Survey {
        question: question(PromptId::RATE_CALL),
        lowest: 1,
        highest: 5,
        next: Some(THANK),
    };
    of(FlowKind::Survey, Node::Survey(survey), Node::HangUp)
}

fn of(kind: FlowKind, ask: Node, end: Node) -> Flow {
    let thank =
        Play { prompts: vec![prompt(PromptId::THANK_YOU)], skip: Skip::default(), next: Some(END) };
    Flow {
        kind,
        listening: Listening::Nobody,
        return_by: ReturnBy::Agent,
        start: Some(ASK),
        nodes: BTreeMap::from([(ASK, ask), (THANK, Node::Play(thank)), (END, end)]),
    }
}

fn question(ask: PromptId) -> Question {
    Question {
        prompts: vec![prompt(ask)],
        silent: vec![],
        wrong: vec![prompt(PromptId::WRONG_KEY)],
        wait: Millis::from_secs(8),
        tries: 3,
        when_silent: Some(END),
        when_wrong: Some(END),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vc20_the_demos_flows_can_be_published() {
        let prompts =
            [PromptId::ENTER_CARD, PromptId::RATE_CALL, PromptId::THANK_YOU, PromptId::WRONG_KEY];
        let references =
            flow::References { prompts: prompts.map(prompt).into(), ..flow::References::default() };
        assert_eq!(flow::validate(&card_check(), &references), []);
        assert_eq!(flow::validate(&survey(), &references), []);
        assert!(card_check().has_masked_digits());
    }
}
