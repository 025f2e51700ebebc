//! A change of routing by an admin: configuration and names together, or nothing (VC41).

use acd::{ConfigChange, Number, Priority};
use flow::{Flow, FlowVersionId};
use store::NamedFlow;
use tokio::sync::oneshot;
use tokio::sync::oneshot::Receiver;
use uuid::Uuid;

use super::house::House;
use crate::Rejection;
use crate::config_edit::{ConfigEdit, ConfigRequest};
use crate::request::Request;
use crate::world::{flow_id, group, member, number};

const NEXT: FlowVersionId = FlowVersionId(Uuid::from_u128(77));

#[tokio::test]
async fn vc41_a_flow_and_its_name_are_put_together_or_not_at_all() {
    let mut house = House::open().await;
    house.break_store().await;
    let (asked, mut answer) = edit(&house);
    house.takes([asked]).await;
    assert_eq!(answer.try_recv().unwrap(), Err(Rejection::StoreUnavailable));
    house.mend_store().await;
    assert_eq!(house.task.store.flows(house.task.application).await.unwrap(), []);

    let (asked, mut answer) = edit(&house);
    house.takes([asked]).await;
    assert_eq!(answer.try_recv().unwrap(), Ok(()));
    let named = house.task.store.flows(house.task.application).await.unwrap();
    assert_eq!(named.first().map(|flow| flow.version), Some(NEXT));
    assert!(house.task.scene.acd.flow(NEXT).is_some());
    assert_eq!(house.task.scene.acd.number(number(1)).unwrap().flow, Some(flow_id()));
    house.task.scene.acd.check();
    house.is_what_the_store_has().await;
}

fn edit(house: &House) -> (Request, Receiver<Result<(), Rejection>>) {
    let flow: Flow = serde_json::from_str(include_str!("../../world/flow.json")).unwrap();
    let before = house.task.scene.acd.number(number(1)).unwrap();
    assert_eq!((before.group, before.flow), (group(1), None));
    let tied = Number { flow: Some(flow_id()), priority: Priority::NORMAL, ..*before };
    let (id, name) = (flow_id(), "Menu".to_owned());
    let named =
        NamedFlow { id, name, version: NEXT, put_at: acd::Timestamp(5), flow: flow.clone() };
    let changes = vec![
        ConfigChange::FlowPut { id, version: NEXT, flow },
        ConfigChange::NumberPut { number: tied },
    ];
    let writes = vec![named.put(house.task.application)];
    let (reply, answer) = oneshot::channel();
    let edit =
        ConfigEdit { by: member(1), changes, flow_names: vec![], phone_names: vec![], writes };
    (Request::Config(Box::new(ConfigRequest { edit, reply })), answer)
}
