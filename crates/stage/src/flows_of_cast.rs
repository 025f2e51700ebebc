//! The cast's flows beside a talk (VC20) and after it (VC22), and the one that asks another system (VC41). The same in every play, as the menu is.

use acd::{ConfigChange, FlowId};
use flow::{Flow, FlowVersionId};
use uuid::Uuid;

use crate::cast::Service;
use crate::ids;

pub fn opening() -> impl Iterator<Item = ConfigChange> {
    let services = Service::ALL.into_iter().map(|service| (ids::service(service), flow(service)));
    let all = services.chain([
        (ids::OPINION, opinion()),
        (ids::LOOKUP, lookup()),
        (ids::VOICEMAIL, voicemail()),
        (ids::EXCHANGE, exchange()),
    ]);
    all.map(|(id, flow)| ConfigChange::FlowPut { id, version: version(id), flow })
}

pub fn flow(service: Service) -> Flow {
    let text = match service {
        Service::CardCheck => include_str!("card-check.json"),
        Service::OrderLine => include_str!("order-line.json"),
    };
    serde_json::from_str(text).expect("the cast's self-service is a flow")
}

pub fn opinion() -> Flow {
    serde_json::from_str(include_str!("opinion.json")).expect("the cast's survey is a flow")
}

/// VC41: it asks another system who calls.
pub fn lookup() -> Flow {
    serde_json::from_str(include_str!("lookup.json")).expect("the cast's lookup is a flow")
}

/// VC42: whoever calls leaves words for Support.
pub fn voicemail() -> Flow {
    serde_json::from_str(include_str!("voicemail.json")).expect("the cast's voicemail is a flow")
}

/// VC41: by the key it hands its caller to Bob or to Leo's line, with a way for those whom nobody takes and without.
pub fn exchange() -> Flow {
    serde_json::from_str(include_str!("exchange.json")).expect("the cast's exchange is a flow")
}

const fn version(id: FlowId) -> FlowVersionId {
    let (_, count) = id.0.as_u64_pair();
    FlowVersionId(Uuid::from_u64_pair(10, count))
}
