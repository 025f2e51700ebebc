//! What an admin might set at any moment, sensible or not.

use acd::{
    AfterAcw, AfterLogin, Answering, ConfigChange, Decline, Greeting, Group, GroupKind, Millis,
    Patience, RecordingPolicy, Settings, SurveyWhen,
};
use proptest::prelude::*;

use crate::center::{
    flow_id, group, hours_id, member, number, put_flow, put_group, put_hours, put_member,
    put_number, settings, voice_group,
};

pub(crate) fn config() -> impl Strategy<Value = ConfigChange> {
    (0..12_u8, 1..=3_u64, 1..=5_u64, any::<[u8; 4]>()).prop_map(
        |(kind, of, who, dice)| match kind {
            0 => ConfigChange::GroupRemoved { id: group(of) },
            1 | 2 => put_group(any_group(of, dice)),
            3 => ConfigChange::MemberRemoved { id: member(who) },
            4 => put_member(who),
            5 => ConfigChange::NumberRemoved { id: number(of) },
            6 => put_number(of, of, Greeting::None),
            7 | 8 => put_flow(who),
            9 if who == 1 => ConfigChange::FlowRemoved { id: flow_id(1) },
            9 if who == 2 => ConfigChange::HoursRemoved { id: hours_id(1) },
            9 | 10 => put_hours(of == 1),
            _ => ConfigChange::SettingsPut { settings: any_settings(dice) },
        },
    )
}

fn any_group(id: u64, dice: [u8; 4]) -> Group {
    let [kind, strategy, limits, answering] = dice;
    let members =
        (1..=5).filter(|member| (strategy >> member) & 1 == 1 || limits.is_multiple_of(3));
    Group {
        kind: if kind.is_multiple_of(2) { GroupKind::Voice } else { GroupKind::Chat },
        strategy: match strategy % 4 {
            0 => acd::Strategy::LongestIdle,
            1 => acd::Strategy::FewestContactsToday,
            2 => acd::Strategy::RoundRobin,
            _ => acd::Strategy::Priority,
        },
        answering: if answering.is_multiple_of(2) {
            Answering::Manual
        } else {
            Answering::Automatic
        },
        decline: if limits.is_multiple_of(5) { Decline::Forbidden } else { Decline::Allowed },
        misses_max: u32::from(limits % 3),
        queue_max: u32::from(limits % 4),
        ring: Millis::from_secs(u64::from(limits % 30)),
        wait_max: Millis::from_secs(u64::from(answering)),
        recording: if kind.is_multiple_of(3) { RecordingPolicy::On } else { RecordingPolicy::Off },
        acw: Millis::from_secs(u64::from(kind % 40)),
        survey_when: if kind.is_multiple_of(5) { SurveyWhen::Always } else { SurveyWhen::ByButton },
        ..voice_group(id, members)
    }
}

fn any_settings(dice: [u8; 4]) -> Settings {
    let [login, spans, more, break_reasons] = dice;
    let secs = |die: u8| Millis::from_secs(u64::from(die % 60));
    let comes = login.is_multiple_of(2);
    Settings {
        after_login: if comes { AfterLogin::Available } else { AfterLogin::Offline },
        after_acw: if login.is_multiple_of(3) { AfterAcw::Available } else { AfterAcw::Previous },
        seen_within: secs(spans % 4),
        media_within: secs(spans % 6),
        offline_after: secs(spans),
        rejoin_within: secs(more),
        sessions_kept: secs(more.wrapping_add(spans)),
        customer_silence: secs(break_reasons),
        held_back: secs(more % 12),
        internal_acw: secs(login % 3),
        silence_warning: secs(spans % 20),
        patience: Patience {
            remind: secs(more % 7),
            overdue: secs(spans % 9),
            take_back: secs(login % 11),
        },
        call_out_max: secs(more.wrapping_add(login)),
        ..settings()
    }
}
