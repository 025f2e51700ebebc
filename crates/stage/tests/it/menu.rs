//! VC41: the flow that plays call the menu is one that an admin could have published.

use acd::ConfigChange;
use flow::{PromptId, References, validate};
use stage::cast::Group;
use stage::{ids, menu};
use uuid::Uuid;

#[test]
fn vc41_nothing_keeps_the_casts_menu_from_being_published() {
    let voice = Group::ALL.into_iter().filter(|group| group.is_voice());
    let groups = voice.map(ids::group_id);
    let references = References {
        prompts: (1..=6).map(|number| PromptId(Uuid::from_u128(number))).collect(),
        groups: groups.collect(),
        hours: [ids::MENU_HOURS].into(),
        ..References::default()
    };
    assert_eq!(validate(&menu::flow(), &references), []);
    let hours = menu::opening().into_iter().filter_map(|change| match change {
        ConfigChange::HoursPut { hours, .. } => Some(hours.faults()),
        _ => None,
    });
    assert_eq!(hours.collect::<Vec<_>>(), [[]]);
}
