//! A customer with a phone: rings, waits as long as patience lasts, talks, hangs up, and may ring again.

use acd::{CallFault, ContactId, Fact, Millis};
use driver::{Arrival, Rejection};

use super::center::{NUMBERS, caller, number};
use super::coverage::trouble;
use super::day::{Day, Due, Waiting};
use super::leg::Leg;
use super::weather::CLOSING;

pub(super) struct Caller {
    pub(super) call: Option<ContactId>,
}

impl Caller {
    pub(super) const fn new(_: usize) -> Self {
        Self { call: None }
    }
}

impl Day {
    pub(super) fn rings(&mut self, index: usize) {
        if self.now() >= CLOSING {
            return;
        }
        let busy = self.callers.get(index).is_none_or(|caller| caller.call.is_some());
        let Some(life) = self.life.as_ref().filter(|_| !busy) else {
            let later = self.chance.between(5_000, 60_000);
            self.after(later, Due::Rings(index));
            return;
        };
        let driver = life.driver.clone();
        let contact = self.new_contact();
        // Few dial the number that leads nowhere.
        let last = if self.chance.in_thousand(30) { NUMBERS.len() } else { NUMBERS.len() - 1 };
        let number = number(NUMBERS.get(self.chance.index(last)).copied().unwrap_or_default());
        let arrival = Arrival { contact, number, customer: caller(index) };
        if let Some(caller) = self.callers.get_mut(index) {
            caller.call = Some(contact);
        }
        self.legs.insert(contact, Leg::new(index));
        let done = Box::pin(async move { driver.arrival(arrival).await });
        self.wait_for(Waiting::Arrival { caller: index, contact, done });
    }

    pub(super) fn arrival_is_answered(
        &mut self,
        index: usize,
        contact: ContactId,
        answer: Result<(), Rejection>,
    ) {
        match answer {
            Ok(()) => {
                let patience = self.chance.around(Millis::from_secs(100));
                self.after(patience, Due::Tires(contact));
                if self.chance.in_thousand(300) {
                    self.will_press(contact);
                }
                // F36, F49: some calls break without anybody hanging up.
                let fault = match self.chance.below(60) {
                    0 => CallFault::NoAck,
                    1 => CallFault::MediaTimeout,
                    _ => return,
                };
                let later = self.chance.between(500, 90_000);
                self.tells_soon(later, Fact::CallBroke { contact, fault });
            }
            Err(rejection) => {
                if rejection == Rejection::Defect {
                    self.auditor().fail(format!("the call {contact} met a defect"));
                }
                self.met(trouble::CALL_TURNED_AWAY);
                self.legs.remove(&contact);
                self.calls_again(index);
            }
        }
    }

    pub(super) fn calls_again(&mut self, index: usize) {
        if let Some(caller) = self.callers.get_mut(index) {
            caller.call = None;
        }
        let later = self.chance.around(Millis::from_secs(300));
        self.after(Millis(later.0 + 2_000), Due::Rings(index));
    }

    /// Nobody has answered for too long.
    pub(super) fn tires(&mut self, contact: ContactId) {
        if self.legs.get(&contact).is_some_and(|leg| !leg.talks) {
            self.hangs_up(contact);
        }
    }

    pub(super) fn hangs_up(&mut self, contact: ContactId) {
        if self.legs.contains_key(&contact) {
            self.tells(Fact::CustomerHungUp { contact });
        }
    }
}
