//! VC20, VC22: the cast's other flows are ones that an admin could have published.

use flow::{FlowKind, PromptId, References, validate};
use stage::cast::{Agent, Customer, Group, Service};
use stage::{flows_of_cast, ids};
use uuid::Uuid;

#[test]
fn vc20_nothing_keeps_the_casts_other_flows_from_being_published() {
    let references = References {
        prompts: (1..=6).map(|number| PromptId(Uuid::from_u128(number))).collect(),
        ..References::default()
    };
    for flow in Service::ALL.map(flows_of_cast::flow) {
        assert_eq!(flow.kind, FlowKind::SelfService);
        assert_eq!(validate(&flow, &references), []);
    }
    let groups = [Group::Support, Group::Sales].map(|group| flow::GroupId(ids::group_id(group).0));
    let references = References { groups: groups.into(), ..references };
    assert_eq!(validate(&flows_of_cast::lookup(), &references), []);
    assert_eq!(validate(&flows_of_cast::voicemail(), &references), []);
    let sip_phones = [flow::SipPhoneId(ids::LOBBY.0)].into();
    let members = [ids::member(Agent::Bob)].into();
    let references = References { members, sip_phones, ..references };
    assert_eq!(validate(&flows_of_cast::exchange(), &references), []);
    let leo = ids::phone_number(Customer::Leo);
    assert!(include_str!("../../src/exchange.json").contains(&leo), "it calls Leo");
    assert_eq!(flows_of_cast::opinion().kind, FlowKind::Survey);
    assert_eq!(validate(&flows_of_cast::opinion(), &references), []);
}
