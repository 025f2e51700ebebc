//! VC12: the SIP phone in the lobby, as the switchboard tells of it and as who hands a call over sees it.

use acd::{AtPhone, Fact, OfferWhy, PhoneStanding};

use super::Pure;
use super::standing::equal;
use crate::cast::{Agent, Customer};
use crate::ids;
use crate::spoken;

impl Pure {
    pub(super) fn lobby_stands(&mut self, standing: PhoneStanding) {
        self.lobby = standing;
        self.fact(Fact::Phone { phone: ids::LOBBY, standing });
    }

    /// `None` where it can be rung, or the member who takes calls by it can.
    pub(super) fn why_not_lobby(&self, why: Option<&str>) -> Result<(), String> {
        let at = self.acd.at_phone(ids::LOBBY).map(|(AtPhone::Anybody | AtPhone::Member(_))| ());
        equal(at.err().map(spoken::why_not_phone), why, "why the phone cannot be rung")
    }

    /// VC14.
    pub(super) fn comes_back_from(
        &self,
        agent: Agent,
        customer: Customer,
        called: Customer,
    ) -> Result<(), String> {
        let why = self.offer_to(agent, customer)?.map(|offer| offer.why);
        let meant = match called {
            Customer::Pit => OfferWhy::ReturnedFromPhone { phone: ids::LOBBY },
            other => OfferWhy::ReturnedOutside { called: ids::customer(other) },
        };
        equal(why, Some(meant), "who did not take the customer")
    }
}
