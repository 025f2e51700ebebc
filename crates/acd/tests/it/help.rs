//! VC44: a call for help, where no rule is asked.

use acd::{
    Command, ConfigChange, Destination, Effect, Greeting, Input, Output, Refused, Settings, Tariff,
    Wanted,
};

use crate::center::{
    Center, HOME, command, contact, customer, group, member, number, put_group, put_member,
    put_number, settings, voice_group,
};

/// Member 1 works in group 1; group 2 has number 2, and nobody.
fn center() -> Center {
    let groups = [put_group(voice_group(1, [1])), put_group(voice_group(2, []))];
    let numbers = [put_number(1, 1, Greeting::None), put_number(2, 2, Greeting::None)];
    let mut center = Center::new([put_member(1)].into_iter().chain(groups).chain(numbers));
    center.online(1);
    center
}

fn dial(of: Option<u64>, tariff: Tariff) -> Input {
    let to = Destination { country: Some(HOME), tariff };
    let (contact, customer) = (contact(1), customer(1));
    command(1, Command::Dial { contact, customer, group: of.map(group), from: None, to })
}

/// The number that is shown to whoever is called.
fn shown(center: &mut Center, of: Option<u64>) -> acd::NumberId {
    let told = center.acd.handle(dial(of, Tariff::Emergency), center.now).unwrap();
    let number = told.into_iter().find_map(|output| match output {
        Output::Effect(Effect::Arrange { wanted: Wanted::Dialling { number, .. }, .. }) => {
            Some(number)
        }
        Output::Effect(_) | Output::Event(_) => None,
    });
    number.unwrap()
}

#[test]
fn vc44_help_sees_the_number_of_the_site() {
    let mut center = center();
    let settings = Settings { site_number: Some(number(2)), ..settings() };
    center.feed(Input::Config { change: ConfigChange::SettingsPut { settings } });
    assert_eq!(shown(&mut center, Some(1)), number(2));
}

#[test]
fn vc44_without_a_number_of_the_site_help_sees_the_groups() {
    assert_eq!(shown(&mut center(), Some(2)), number(2), "whose member one need not be");
}

#[test]
fn vc44_who_is_in_no_group_calls_for_help_with_whatever_number_there_is() {
    assert_eq!(shown(&mut center(), None), number(1));
}

#[test]
fn vc44_only_help_is_called_without_a_group() {
    let mut center = center();
    let refused = center.acd.handle(dial(None, Tariff::Ordinary), center.now);
    assert_eq!(refused, Err(Refused::UnknownGroup));
    let label = center.acd.label(member(1));
    assert_eq!(label, Some(acd::Label::Available));
}

#[test]
fn vc44_a_call_for_help_is_counted_against_nobody() {
    let mut center = center();
    shown(&mut center, Some(1));
    assert_eq!(center.acd.contact(contact(1)).unwrap().outgoing, None);
}
