//! Agents who call somebody: a customer for one of their groups, a number that is not allowed, and sometimes help (VC06, VC44).

use acd::{Command, CustomerId, Destination, Tariff};
use wire::workspace::{Label, Snapshot};

use super::center::{CALLERS, HOME, NUMBERS, caller, group, number};
use super::day::Day;
use super::weather::CLOSING;

pub(super) const HOME_LINE: Destination = Destination { country: HOME, tariff: Tariff::Ordinary };
const ABROAD: Destination = Destination { country: None, tariff: Tariff::Ordinary };
const HELP: Destination = Destination { country: HOME, tariff: Tariff::Emergency };

/// Any of those who call.
pub(super) fn callee(dice: u64) -> CustomerId {
    CustomerId(caller(usize::try_from(dice).unwrap_or_default() % CALLERS).id)
}

impl Day {
    /// Whether this agent has called somebody, or tried to: some while it rings, some Offline.
    pub(super) fn calls_out(&mut self, index: usize, picture: &Snapshot) -> bool {
        let cases = match picture.me.label {
            Label::Available | Label::Busy => 12,
            Label::AfterCallWork => 30,
            Label::OnBreak | Label::InLine | Label::Offline => 2,
        };
        if self.now() >= CLOSING || !self.chance.in_thousand(cases) {
            return false;
        }
        let to = match self.chance.below(20) {
            0 => ABROAD,
            1 => HELP,
            _ => HOME_LINE,
        };
        let mut any = || self.chance.pick(&NUMBERS).copied().unwrap_or_default();
        let (for_group, other) = (any(), any());
        // Whoever picks another group's number has none to show.
        let shown = if self.chance.in_thousand(100) { other } else { for_group };
        let contact = self.new_contact();
        let customer = callee(self.chance.below(CALLERS as u64));
        let from = self.chance.in_thousand(300).then(|| number(shown));
        let group = Some(group(for_group));
        self.agent_wishes(index, Command::Dial { contact, customer, group, from, to });
        true
    }
}
