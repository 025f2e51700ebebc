//! Events of a line outside, to which a customer is handed (VC13), and the way back from there (VC14).

use acd::{
    Command, ContactId, EndReason, Entry, ExternalMoved, ExternalNews, ExternalStep, Fact, Input,
    Millis, Timestamp,
};
use anyhow::{Context as _, Result, ensure};

use super::contact::{Contact, Onward, Outside, Place};
use super::contacts::TALK_FOR_ACW;
use super::model::{Model, Step};

const TALK_MAX: Millis = Millis::from_secs(4 * 3600);

impl Model {
    pub(super) fn external_moved(
        &mut self,
        step: &mut Step<'_>,
        event: ExternalMoved,
    ) -> Result<()> {
        let ExternalMoved { contact: id, far_end, step: moved, at } = event;
        let called = far_end.customer().context("a day has no phones")?;
        ensure!(at == step.at, "VC13: {id} was moved outside at another time than now");
        match moved {
            ExternalStep::Dialled { .. } => self.handed_outside(step, event),
            ExternalStep::Answered { until } => {
                let most = at.after(TALK_MAX);
                ensure!(until == Some(most), "VC13: {id} may talk until {until:?}");
                let heard = told(id, ExternalNews::Answered);
                ensure!(*step.input == heard, "VC13: {id} is joined and nobody answered");
                let line = self.line(id)?;
                ensure!(line.called == called, "VC13: {id} talks with somebody else");
                ensure!(!line.answered, "VC13: {id} was answered twice");
                (line.answered, line.until) = (true, most);
                Ok(())
            }
            ExternalStep::Rung { .. } => {
                anyhow::bail!("VC12: {id} is at a phone, and a day has none")
            }
            ExternalStep::Asked { .. }
            | ExternalStep::PhoneAsked { .. }
            | ExternalStep::Turned { .. }
            | ExternalStep::Completed { .. }
            | ExternalStep::Released { .. } => {
                anyhow::bail!("VC15: {id} asks somebody outside, which no agent of a day does")
            }
            ExternalStep::Warned => {
                anyhow::bail!("VC13: {id} has talked for hours, on a day of one")
            }
            ExternalStep::Ended { .. } => {
                let line = *self.line(id)?;
                let by_time = *step.input == Input::Fact { fact: Fact::DeadlineReached };
                let over = line.until <= at && !line.answered;
                ensure!(!by_time || over, "I23: {id} was fetched from outside before its time");
                let rings = self.can_be_rung(line.by);
                let contact = self.contact(id)?;
                contact.place = Place::Nowhere;
                contact.onward = rings.then_some(Onward::BackFromOutside { by: line.by, called });
                Ok(())
            }
        }
    }

    fn handed_outside(&mut self, step: &mut Step<'_>, event: ExternalMoved) -> Result<()> {
        let ExternalMoved { contact: id, far_end, step: moved, at } = event;
        let called = far_end.customer().context("a day has no phones")?;
        let ExternalStep::Dialled { by: Some(by), group, until, .. } = moved else {
            anyhow::bail!("VC13: nobody handed {id} outside")
        };
        let Some(Command::TransferOut { contact, called: wished, to }) = step.command_of(by) else {
            anyhow::bail!("VC13: {by} did not ask to hand {id} outside")
        };
        ensure!((contact, wished) == (id, called), "VC13: {id} is handed to somebody else");
        let payer = self.groups.get(&group).context("VC13: a group that is not there")?;
        ensure!(payer.members.contains_key(&by), "VC13: strangers pay for {id}");
        self.may_begin(id, payer, to.country)?;
        let (talker, since) = step.left.get(&id).copied().context("VC13: nobody had talked")?;
        ensure!(talker == by, "VC13: {by} handed {id} outside, whom {talker} talked with");
        let held = self.settings.held_back;
        let held = (held > Millis::ZERO).then(|| at.after(held));
        let contact = self.contact(id)?;
        ensure!(contact.place == Place::Nowhere, "VC13: {id} was {:?}", contact.place);
        let through = contact.queued.context("VC13: handed outside without a group")?.group;
        contact.note_pass(by, held);
        let (answered, progress) = (false, None);
        contact.place = Place::Outside(Outside { called, by, group, until, answered, progress });
        let acw = self.groups.get(&through).map_or(Millis::ZERO, |group| group.acw);
        if acw > Millis::ZERO && at.since(since) >= TALK_FOR_ACW {
            step.acw_due.insert(by, (id, at.after(acw)));
        }
        Ok(())
    }

    fn line(&mut self, id: ContactId) -> Result<&mut Outside> {
        match &mut self.contact(id)?.place {
            Place::Outside(outside) => Ok(outside),
            place => anyhow::bail!("VC13: {id} is not outside, but {place:?}"),
        }
    }
}

impl Contact {
    /// RC01: a call out that nobody answered, or a talk with a line outside.
    pub(super) fn judge_end_outside(
        &self,
        talked: Option<Timestamp>,
        reason: EndReason,
    ) -> Result<()> {
        let (id, place) = (self.id, self.place);
        if reason == EndReason::TransferredOut {
            let joined = matches!(place, Place::Outside(outside) if outside.answered);
            ensure!(joined, "RC01: {id} talked with nobody outside, and is {place:?}");
        } else {
            let ours = matches!(self.entry, Entry::Outbound { .. });
            ensure!(ours && talked.is_none(), "RC01: {id} was no call out without an answer");
        }
        Ok(())
    }
}

const fn told(contact: ContactId, news: ExternalNews) -> Input {
    Input::Fact { fact: Fact::External { contact, news } }
}
