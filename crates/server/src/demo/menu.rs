//! VC41: the demo's menu, on a number of its own: one key for the shop, one for the workshop, and hours that never close until
//! somebody changes them.

use std::collections::BTreeMap;

use acd::GroupId;
use flow::{
    BusinessHours, ClockTime, Flow, FlowKind, HoursCheck, HoursId, Key, Listening, Menu, Millis,
    Node, NodeId, Play, Question, Queue, ReturnBy, Skip, Span, Weekday,
};
use media::PromptId;

use crate::api::prompt;

const ASK_HOURS: NodeId = NodeId(1);
const MENU: NodeId = NodeId(2);
const TO_SALES: NodeId = NodeId(3);
const TO_SERVICE: NodeId = NodeId(4);
const SAY_CLOSED: NodeId = NodeId(5);
const HANG_UP: NodeId = NodeId(6);

pub(super) fn flow(sales: GroupId, service: GroupId, hours: HoursId) -> Flow {
    let question = Question {
        prompts: vec![prompt(PromptId::MENU)],
        silent: vec![],
        wrong: vec![prompt(PromptId::WRONG_KEY)],
        wait: Millis::from_secs(6),
        tries: 2,
        when_silent: Some(TO_SALES),
        when_wrong: Some(TO_SALES),
    };
    let keys = [('1', TO_SALES), ('2', TO_SERVICE)];
    let options = keys.into_iter().filter_map(|(key, to)| Some((Key::from_char(key)?, Some(to))));
    let check = HoursCheck {
        hours: Some(hours),
        open: Some(MENU),
        closed: Some(SAY_CLOSED),
        holiday: None,
    };
    let closed = Play {
        prompts: vec![prompt(PromptId::CLOSED)],
        skip: Skip::default(),
        next: Some(HANG_UP),
    };
    Flow {
        kind: FlowKind::Inbound,
        listening: Listening::default(),
        return_by: ReturnBy::default(),
        start: Some(ASK_HOURS),
        nodes: BTreeMap::from([
            (ASK_HOURS, Node::Hours(check)),
            (MENU, Node::Menu(Menu { question, options: options.collect() })),
            (TO_SALES, Node::Queue(Queue { group: Some(sales), priority: None })),
            (TO_SERVICE, Node::Queue(Queue { group: Some(service), priority: None })),
            (SAY_CLOSED, Node::Play(closed)),
            (HANG_UP, Node::HangUp),
        ]),
    }
}

/// Somebody may try the demo at night.
pub(super) fn always() -> BusinessHours {
    let time = |text: &str| text.parse::<ClockTime>().ok();
    let day = time("00:00").zip(time("24:00")).map(|(from, to)| Span { from, to });
    let days = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
    BusinessHours {
        zone: "Europe/Berlin".to_owned(),
        week: days.map(|weekday| (weekday, day.into_iter().collect())).into(),
        holidays: BTreeMap::new(),
    }
}

#[cfg(test)]
mod tests {
    use acd::Timestamp;
    use flow::Openness;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn vc41_the_demos_menu_can_be_published_and_is_open() {
        let hours = HoursId(Uuid::from_u128(3));
        let [sales, service] = [1, 2].map(|id| GroupId(Uuid::from_u128(id)));
        let references = flow::References {
            prompts: [PromptId::MENU, PromptId::WRONG_KEY, PromptId::CLOSED].map(prompt).into(),
            groups: [sales, service].into(),
            hours: [hours].into(),
            ..flow::References::default()
        };
        assert_eq!(flow::validate(&flow(sales, service, hours), &references), []);
        assert_eq!(always().faults(), []);
        for hour in 0..24 * 7 {
            let at = Timestamp(1_790_000_000_000 + hour * 3_600_000);
            assert_eq!(always().at(at), Some(Openness::Open));
        }
    }
}
