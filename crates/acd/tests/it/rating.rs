//! DK08: what plays cannot say: a restart between the invitation and the answer, and who may ask and answer.

use acd::{
    Acd, By, Command, Contact, ContactId, EndReason, Event, Fact, GroupKind, Input, Millis, Rating,
    RatingWhen, Refused, Settings,
};

use crate::center::{
    Center, channel, chat_group, command, contact, customer, fact, member, put_channel, put_group,
    put_member, settings,
};

/// Agent 1 has a session with customer 1.
fn open(rating: Rating) -> Center {
    let mut center = Center::new([put_member(1), put_group(chat_group(2, [1])), put_channel(1, 2)]);
    let settings = Settings { rating, ..settings() };
    center.feed(Input::Config { change: acd::ConfigChange::SettingsPut { settings } });
    center.online(1);
    let start = Command::StartSession { contact: contact(1), channel: channel(1) };
    center.feed(by_customer(1, start));
    assert_eq!(center.acd.contact(contact(1)).unwrap().member(), Some(member(1)));
    center
}

fn by_customer(id: u64, command: Command) -> Input {
    Input::Command { by: By::Customer(customer(id)), command }
}

/// On a random day: who has a session is asked about it, and then says it.
pub(crate) fn in_session(acd: &Acd, contact: ContactId, what: u8) -> Option<Input> {
    let is_meant = |it: &&Contact| it.kind() == GroupKind::Chat && what % 4 == 3;
    let session = acd.contact(contact).filter(is_meant)?;
    let (by, command) = match session.member() {
        Some(member) if session.rating.is_none() && what > 10 => {
            (By::Member(member), Command::AskSatisfaction { contact })
        }
        _ => (By::Customer(session.customer), Command::Rate { contact, score: what % 7 }),
    };
    Some(Input::Command { by, command })
}

fn rates(center: &mut Center, by: u64, score: u8) -> Result<(), Refused> {
    let rate = by_customer(by, Command::Rate { contact: contact(1), score });
    let outcome = center.acd.handle(rate, center.now).map(drop);
    center.acd.check();
    outcome
}

fn asks(center: &mut Center) -> Result<(), Refused> {
    let ask = command(1, Command::AskSatisfaction { contact: contact(1) });
    center.acd.handle(ask, center.now).map(drop)
}

fn ends(center: &mut Center) -> Vec<Event> {
    center.feed(command(1, Command::EndSession { contact: contact(1) }))
}

fn restart(center: &mut Center) {
    let text = serde_json::to_string(&center.acd).unwrap();
    center.acd = serde_json::from_str::<Acd>(&text).unwrap();
}

#[test]
fn dk08_the_answer_counts_once_and_beyond_the_end() {
    let mut center = open(Rating::default());
    assert_eq!(rates(&mut center, 1, 4), Err(Refused::NotInvited));
    asks(&mut center).unwrap();
    assert_eq!(asks(&mut center), Err(Refused::SurveyGiven));
    assert_eq!(rates(&mut center, 2, 4), Err(Refused::NotYourContact));
    ends(&mut center);
    restart(&mut center);
    assert_eq!(rates(&mut center, 2, 4), Err(Refused::NotYourContact));
    assert_eq!(rates(&mut center, 1, 0), Err(Refused::ScoreOffScale));
    assert_eq!(rates(&mut center, 1, 6), Err(Refused::ScoreOffScale));
    rates(&mut center, 1, 4).unwrap();
    restart(&mut center);
    assert_eq!(rates(&mut center, 1, 5), Err(Refused::RatingGiven));
    assert_eq!(center.acd.ratable(contact(1)).unwrap().1.given.unwrap().score, 4);
}

#[test]
fn dk08_an_answer_before_the_end_is_no_answer_less_after_it() {
    let mut center = open(Rating { when: RatingWhen::AtEnd, ..Rating::default() });
    asks(&mut center).unwrap();
    rates(&mut center, 1, 2).unwrap();
    let invited = ends(&mut center).iter().any(|it| matches!(it, Event::RatingInvited(_)));
    assert!(!invited, "once for each session");
    assert_eq!(rates(&mut center, 1, 5), Err(Refused::RatingGiven));
}

#[test]
fn dk08_the_scale_is_that_of_the_invitation() {
    let mut center = open(Rating { scale: 3, ..Rating::default() });
    asks(&mut center).unwrap();
    let settings = Settings { rating: Rating { scale: 10, ..Rating::default() }, ..settings() };
    center.feed(Input::Config { change: acd::ConfigChange::SettingsPut { settings } });
    assert_eq!(rates(&mut center, 1, 4), Err(Refused::ScoreOffScale));
    rates(&mut center, 1, 3).unwrap();
}

#[test]
fn dk08_the_time_is_over_at_its_very_end() {
    let valid_for = Millis::from_secs(60);
    let mut center = open(Rating { valid_for, ..Rating::default() });
    asks(&mut center).unwrap();
    center.now = center.now.after(Millis(59_999));
    let mut early = center.acd.clone();
    let rate = by_customer(1, Command::Rate { contact: contact(1), score: 5 });
    early.handle(rate, center.now).unwrap();
    center.now = center.now.after(Millis(1));
    assert_eq!(rates(&mut center, 1, 5), Err(Refused::RatingOver));
    assert_eq!(asks(&mut center), Err(Refused::SurveyGiven), "it is not asked again");
}

#[test]
fn dk08_whoever_was_with_nobody_is_not_asked() {
    let mut center = open(Rating { when: RatingWhen::AtEnd, ..Rating::default() });
    let start = Command::StartSession { contact: contact(2), channel: channel(1) };
    center.feed(command(1, Command::SetStatus { to: acd::Choice::Busy }));
    center.feed(by_customer(2, start));
    let left = center.feed(by_customer(2, Command::EndSession { contact: contact(2) }));
    assert!(!left.iter().any(|it| matches!(it, Event::RatingInvited(_))), "{left:?}");
    let ended = center.feed(by_customer(1, Command::EndSession { contact: contact(1) }));
    let place = |found: fn(&Event) -> bool| ended.iter().position(found).unwrap();
    let invited = place(|it| matches!(it, Event::RatingInvited(it) if it.member.is_none()));
    assert!(invited < place(|it| matches!(it, Event::ContactEnded(_))));
    assert_eq!(center.acd.end_reason(contact(1)), Some(EndReason::EndedByCustomer));
}

#[test]
fn dk08_a_member_rates_nobody_and_a_customer_asks_nobody() {
    let mut center = open(Rating { when: RatingWhen::Never, ..Rating::default() });
    assert_eq!(asks(&mut center), Err(Refused::RatingOff));
    let rate = command(1, Command::Rate { contact: contact(1), score: 5 });
    assert_eq!(center.acd.handle(rate, center.now).map(drop), Err(Refused::NotYourContact));
    let ask = by_customer(1, Command::AskSatisfaction { contact: contact(1) });
    assert_eq!(center.acd.handle(ask, center.now).map(drop), Err(Refused::UnknownMember));
    center.feed(fact(Fact::DefectMet { contact: contact(1) }));
    assert_eq!(rates(&mut center, 1, 5), Err(Refused::RatingOver));
}
