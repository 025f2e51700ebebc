//! Names: put together with the configuration they name, and loaded at boot.

use std::collections::BTreeMap;

use acd::{
    Answering, BreakReasonId, Channel, Decline, FlowId, Greeting, Group, GroupKind, Millis, Number,
    NumberId, Priority, Strategy, Timestamp,
};
use flow::{FlowVersionId, HoursId};
use serde_json::json;
use store::{
    BreakReason, ChannelAccess, ChatChannel, Directory, NamedFlow, NamedHours, PhoneNumber,
    SkillGroup, WriteError,
};
use uuid::Uuid;

use crate::ground::{Ground, on_each_database};
use crate::story::{APPLICATION, HOTLINE, OTHER_APPLICATION, SALES, WIDGET, batch, found};

on_each_database! {
    the_directory_is_what_was_put_last
    a_name_is_committed_with_its_batch_or_not_at_all
    a_number_is_one_in_the_installation
    a_widget_is_found_by_its_site
    vc41_flows_and_hours_are_what_was_put_last_and_each_applications_own
}

async fn the_directory_is_what_was_put_last(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    found(&store, OTHER_APPLICATION).await;
    let lunch = BreakReason { id: BreakReasonId(Uuid::from_u128(0x81)), name: "Lunch".to_owned() };
    let draft = SkillGroup { name: "Salez".to_owned(), ..group() };
    let all = draft
        .put(APPLICATION)
        .and(group().put(APPLICATION))
        .and(number().put(APPLICATION))
        .and(channel().put(APPLICATION))
        .and(lunch.put(APPLICATION));
    store.write(all).await.unwrap();
    let directory = store.directory(APPLICATION).await.unwrap();
    let expected = Directory {
        members: vec![],
        groups: vec![group()],
        numbers: vec![number()],
        channels: vec![channel()],
        break_reasons: vec![lunch.clone()],
    };
    assert_eq!(directory, expected);
    let other = store.directory(OTHER_APPLICATION).await.unwrap();
    assert_eq!(other, Directory::default());

    let none = SkillGroup::remove(SALES)
        .and(PhoneNumber::remove(HOTLINE))
        .and(ChatChannel::remove(WIDGET))
        .and(BreakReason::remove(lunch.id));
    assert_eq!(store.write(none).await.unwrap(), 4);
    assert_eq!(store.directory(APPLICATION).await.unwrap(), Directory::default());
}

async fn a_name_is_committed_with_its_batch_or_not_at_all(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    let mut stale = batch(5, 10, vec![]);
    stale.writes.push(group().put(APPLICATION));
    store.append(stale).await.unwrap_err();
    assert_eq!(store.directory(APPLICATION).await.unwrap().groups, []);
    let mut fresh = batch(0, 10, vec![]);
    fresh.writes.push(group().put(APPLICATION));
    store.append(fresh).await.unwrap();
    assert_eq!(store.directory(APPLICATION).await.unwrap().groups, [group()]);
}

async fn a_number_is_one_in_the_installation(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    found(&store, OTHER_APPLICATION).await;
    store.write(number().put(APPLICATION)).await.unwrap();
    let mut second = number();
    second.routing.id = NumberId(Uuid::from_u128(0x62));
    let taken = store.write(second.put(OTHER_APPLICATION)).await;
    assert!(matches!(taken, Err(WriteError::Taken(_))), "{taken:?}");

    let dialled = store.number_dialled("+4930100").await.unwrap();
    assert_eq!(dialled, Some((APPLICATION, number())));
    assert_eq!(store.number_dialled("+4930101").await.unwrap(), None);
}

async fn a_widget_is_found_by_its_site(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    store.write(channel().put(APPLICATION)).await.unwrap();
    let found = store.channel_of_site("site-1").await.unwrap();
    assert_eq!(found, Some((APPLICATION, channel(), ChannelAccess::default())));
    assert_eq!(store.channel_of_site("site-2").await.unwrap(), None);
}

async fn vc41_flows_and_hours_are_what_was_put_last_and_each_applications_own(ground: &Ground) {
    let store = ground.open().await;
    found(&store, APPLICATION).await;
    found(&store, OTHER_APPLICATION).await;
    let drawn = json!({ "kind": "inbound", "start": "1", "nodes": { "1": { "node": "hang-up" } } });
    let flow = NamedFlow {
        id: FlowId(Uuid::from_u128(0x91)),
        name: "Front door".to_owned(),
        version: FlowVersionId(Uuid::from_u128(0x92)),
        put_at: Timestamp(1_700_000_000_000),
        flow: serde_json::from_value(drawn).unwrap(),
    };
    let hours = NamedHours {
        id: HoursId(Uuid::from_u128(0x93)),
        name: "Office".to_owned(),
        hours: serde_json::from_value(json!({ "zone": "Asia/Shanghai" })).unwrap(),
    };
    let draft = NamedFlow { name: "Fornt door".to_owned(), ..flow.clone() };
    let elsewhere = NamedFlow { name: "Theirs".to_owned(), ..flow.clone() };
    let all = draft
        .put(APPLICATION)
        .and(flow.put(APPLICATION))
        .and(hours.put(APPLICATION))
        .and(elsewhere.put(OTHER_APPLICATION));
    store.write(all).await.unwrap();
    assert_eq!(store.flows(APPLICATION).await.unwrap(), std::slice::from_ref(&flow));
    assert_eq!(store.business_hours(APPLICATION).await.unwrap(), std::slice::from_ref(&hours));
    assert_eq!(store.business_hours(OTHER_APPLICATION).await.unwrap(), []);

    let none =
        NamedFlow::remove(APPLICATION, flow.id).and(NamedHours::remove(APPLICATION, hours.id));
    assert_eq!(store.write(none).await.unwrap(), 2);
    assert_eq!(store.flows(APPLICATION).await.unwrap(), []);
    assert_eq!(store.flows(OTHER_APPLICATION).await.unwrap(), [elsewhere]);
    assert_eq!(store.business_hours(APPLICATION).await.unwrap(), []);
}

fn group() -> SkillGroup {
    SkillGroup {
        name: "Sales".to_owned(),
        routing: Group {
            id: SALES,
            kind: GroupKind::Voice,
            strategy: Strategy::LongestIdle,
            answering: Answering::Manual,
            members: BTreeMap::new(),
            ring: Millis::from_secs(20),
            acw: Millis::from_secs(30),
            decline: Decline::Allowed,
            misses_max: 3,
            wait_max: Millis::from_secs(600),
            queue_max: 50,
            ..Group::new(SALES, GroupKind::Voice)
        },
    }
}

fn number() -> PhoneNumber {
    PhoneNumber {
        digits: "+4930100".to_owned(),
        name: "Hotline".to_owned(),
        routing: Number {
            id: HOTLINE,
            group: SALES,
            flow: None,
            greeting: Greeting::Played,
            priority: Priority::NORMAL,
        },
    }
}

fn channel() -> ChatChannel {
    ChatChannel {
        site_key: "site-1".to_owned(),
        name: "Shop".to_owned(),
        settings: json!({ "welcome": "欢迎 🙂" }),
        routing: Channel { id: WIDGET, group: SALES, priority: Priority::NORMAL },
    }
}
