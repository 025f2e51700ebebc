//! Events of flows (VC41): into one once, out of it with one outcome, and what that leads to.

use acd::{Fact, FlowMoved, GroupId, GroupKind, Input};
use anyhow::{Result, ensure};
use flow::{Event, Outcome, Way};

use super::contact::{Contact, InFlow, Place};
use super::model::{Model, Step};
use crate::simulator::center::is_option;
use crate::simulator::sound::key_of;

impl Model {
    pub(super) fn flow_moved(&mut self, step: &Step<'_>, event: FlowMoved) -> Result<()> {
        let FlowMoved { contact: id, step: moved } = event;
        let contact = self.contact(id)?;
        let Event::Began(began) = moved else { return contact.goes_on(step, moved) };
        ensure!(began.at == step.at, "VC41: {id} went into a flow at another time than now");
        ensure!(contact.kind() == GroupKind::Voice, "VC41: the session {id} is in a flow");
        ensure!(
            matches!(contact.place, Place::Nowhere | Place::Greeting { .. })
                && contact.queued.is_none(),
            "I07: {id} went into a flow from {:?}",
            contact.place
        );
        contact.place = Place::InFlow(InFlow { node: None, until: began.ends_by });
        Ok(())
    }

    /// The group that a flow has chosen, if it is one that takes calls; else the number's.
    pub(super) fn led_to(&self, contact: &Contact, number: GroupId) -> GroupId {
        let chosen = match contact.outcome {
            Some(Outcome::Queued { group, .. }) => Some(group),
            _ => None,
        };
        let takes_calls =
            |id: &GroupId| self.groups.get(id).is_some_and(|group| group.kind == GroupKind::Voice);
        chosen.filter(takes_calls).unwrap_or(number)
    }
}

impl Contact {
    fn goes_on(&mut self, step: &Step<'_>, moved: Event) -> Result<()> {
        let id = self.id;
        let Place::InFlow(place) = &mut self.place else {
            anyhow::bail!("VC41: {id} goes on in a flow and is {:?}", self.place)
        };
        match moved {
            Event::Began(_) => {}
            Event::Stopped(stopped) => {
                ensure!(stopped.until > step.at, "I23: {id} stops in a flow for no time");
                *place = InFlow { node: Some(stopped.node), until: stopped.until };
            }
            Event::Left(left) => match left.way {
                Way::Open => self.found_closed = false,
                Way::Closed | Way::Holiday => self.found_closed = true,
                _ => {}
            },
            Event::Ended(ended) => {
                let left =
                    *step.input == Input::Fact { fact: Fact::CustomerHungUp { contact: id } };
                let is_left = ended.outcome == Outcome::CustomerLeft;
                ensure!(left == is_left, "VC41: {id} came to {:?}", ended.outcome);
                ensure!(self.outcome.is_none(), "VC41: {id} came out of a flow twice");
                self.outcome = Some(ended.outcome);
                self.place = Place::Nowhere;
            }
        }
        Ok(())
    }

    /// VC20: the one key that this caller presses is no secret where the menu has it; anywhere else in a flow that asks for
    /// secrets it may be a part of one.
    pub(super) fn keys_in_secret(&self) -> bool {
        match self.place {
            Place::InFlow(place) => {
                !(place.node == Some(flow::NodeId(2)) && is_option(key_of(self.id)))
            }
            _ => false,
        }
    }
}
