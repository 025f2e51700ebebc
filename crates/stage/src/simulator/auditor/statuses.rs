//! Events of status and reach (I09–I12, ST).

use acd::{
    Actor, AcwEnd, AcwEnded, AcwExtended, AcwStarted, BreakReason, Browser, BrowserChanged, Chosen,
    Command, ConfigChange, Fact, Input, Label, MemberId, OfflineWhy, StatusChanged, StatusChosen,
    StatusReserved,
};
use anyhow::{Result, ensure};

use super::agent::Acw;
use super::contact::Place;
use super::model::{Model, Step};
use super::rights::left_by_choosing;

impl Model {
    pub(super) fn browser_changed(&mut self, step: &Step<'_>, event: BrowserChanged) -> Result<()> {
        let BrowserChanged { member, browser } = event;
        let (grace, rejoin) = (self.settings.offline_after, self.settings.rejoin_within);
        let agent = self.agent(member)?;
        match (agent.browser, browser) {
            (Browser::Quiet { .. } | Browser::Gone, Browser::Live) => {}
            (Browser::Live, Browser::Quiet { since }) => {
                // After a restart the grace counts from the new process on.
                let back = match step.input {
                    Input::Fact { fact: Fact::ProcessLost { back } } => *back,
                    _ => step.at,
                };
                ensure!(since <= back.max(step.at), "ST10: {member} fell quiet in the future");
            }
            (Browser::Quiet { since }, Browser::Gone) => {
                ensure!(step.at >= since.after(grace), "I23: {member} was given up too early");
            }
            (from, to) => {
                anyhow::bail!("ST10: the browser of {member} went from {from:?} to {to:?}")
            }
        }
        agent.browser = browser;
        let call = agent.call;
        // VC51 counts from the loss, which may lie before the silence.
        if let (Browser::Quiet { since }, Some(call)) = (browser, call)
            && let Place::Talking(talk) = &mut self.contact(call)?.place
        {
            talk.rejoin_by = talk.rejoin_by.map(|by| by.min(since.after(rejoin)));
        }
        Ok(())
    }

    pub(super) fn status_chosen(&mut self, step: &Step<'_>, event: StatusChosen) -> Result<()> {
        let StatusChosen { member, to, actor } = event;
        let command = step.command_of(member);
        let label = self.agent(member)?.label();
        ensure!(
            actor != Actor::Oneself || command.is_some(),
            "ST11: {member} is said to have chosen {to:?}, and has not"
        );
        // Whoever called for help while Offline (VC44) has after-call-work, which is left like any other.
        let worked = step.worked.contains(&member);
        if let Some(Command::SetStatus { .. }) = command.filter(|_| actor == Actor::Oneself) {
            ensure!(worked || left_by_choosing(label), "I11: {member} left {label:?} by hand");
        }
        match to {
            Chosen::OnBreak { reason: BreakReason::Listed { id } } => ensure!(
                self.settings.break_reasons.contains(&id),
                "I12: {member} is on a break that the admin does not know"
            ),
            Chosen::OnBreak { reason: BreakReason::MissedCalls } => {
                ensure!(actor == Actor::System, "ST02: {member} picked the built-in reason");
                let missed = self.agent(member)?.missed_in_row;
                let most = self.groups.values().map(|group| group.misses_max);
                let allowed = most.filter(|max| *max > 0).min();
                ensure!(
                    allowed.is_some_and(|max| missed >= max),
                    "VC03: {member} was sent on a break after {missed} misses"
                );
            }
            Chosen::Offline { why } => self.goes_offline(step, member, why)?,
            Chosen::Available | Chosen::Busy => {}
        }
        let agent = self.agent(member)?;
        if agent.chosen.is_offline() && !to.is_offline() {
            let by_hand = match command {
                Some(Command::GoOnline) => true,
                Some(Command::BackToReception | Command::SetStatus { .. }) => worked,
                // ST05: chosen in the call.
                _ => agent.next == Some(to),
            };
            ensure!(by_hand, "ST09: {member} came back from Offline without Online");
        }
        agent.chosen = to;
        agent.missed_in_row = 0;
        agent.unseen_in_row = 0;
        Ok(())
    }

    fn goes_offline(&mut self, step: &Step<'_>, member: MemberId, why: OfflineWhy) -> Result<()> {
        let (grace, rejoin) = (self.settings.offline_after, self.settings.rejoin_within);
        let agent = self.agent(member)?;
        match why {
            OfflineWhy::ByHand => {}
            OfflineWhy::LoggedOut => {
                let removed = ConfigChange::MemberRemoved { id: member };
                ensure!(
                    step.command_of(member) == Some(Command::LogOut)
                        || matches!(step.input, Input::Config { change } if *change == removed),
                    "ST11: {member} was logged out by nobody"
                );
            }
            OfflineWhy::ConnectionLost => {
                // ST10: the grace, or the call that was taken away (VC51).
                let lost = match agent.browser {
                    Browser::Quiet { since } => step.at >= since.after(grace),
                    Browser::Live | Browser::Gone => false,
                };
                let taken = step
                    .left
                    .values()
                    .any(|(who, since)| *who == member && step.at >= since.after(rejoin));
                ensure!(lost || taken, "I23: {member} lost the connection too early");
            }
            OfflineWhy::Unreachable => ensure!(
                agent.unseen_in_row >= 2,
                "F26: {member} is unreachable after {} unseen offers",
                agent.unseen_in_row
            ),
        }
        Ok(())
    }

    pub(super) fn status_reserved(&mut self, step: &Step<'_>, event: StatusReserved) -> Result<()> {
        let StatusReserved { member, next } = event;
        let reasons = self.settings.break_reasons.clone();
        let agent = self.agent(member)?;
        if let Some(next) = next {
            let asked = matches!(step.command_of(member), Some(Command::ReserveStatus { .. }));
            ensure!(asked, "ST05: {member} has a next status that nobody asked for");
            ensure!(agent.label() == Label::InLine, "ST05: {member} reserved while not In line");
            if let Chosen::OnBreak { reason } = next {
                let listed = matches!(reason, BreakReason::Listed { id } if reasons.contains(&id));
                ensure!(listed, "I12: {member} reserved a break that the admin does not know");
            }
        }
        agent.next = next;
        Ok(())
    }

    pub(super) fn acw_started(&mut self, step: &mut Step<'_>, event: AcwStarted) -> Result<()> {
        let AcwStarted { member, contact, until } = event;
        ensure!(
            step.acw_due.remove(&member) == Some((contact, until)),
            "I10: {member} has after-call-work until {until:?} that no call led to"
        );
        self.agent(member)?.acw = Some(Acw { until: Some(until) });
        Ok(())
    }

    pub(super) fn acw_extended(&mut self, step: &Step<'_>, event: AcwExtended) -> Result<()> {
        let member = event.member;
        ensure!(
            step.command_of(member) == Some(Command::ContinueAfterCallWork),
            "ST08: the after-call-work of {member} went on by itself"
        );
        let acw = self.agent(member)?.acw.as_mut().filter(|acw| acw.until.is_some());
        let Some(acw) = acw else { anyhow::bail!("I23: {member} had no countdown to stop") };
        acw.until = None;
        Ok(())
    }

    pub(super) fn acw_ended(&mut self, step: &mut Step<'_>, event: AcwEnded) -> Result<()> {
        let AcwEnded { member, how } = event;
        step.worked.insert(member);
        let command = step.command_of(member);
        let agent = self.agent(member)?;
        let Some(acw) = agent.acw.take() else {
            anyhow::bail!("I23: the after-call-work of {member} ended twice")
        };
        match how {
            AcwEnd::CountdownOver => ensure!(
                acw.until.is_some_and(|until| until <= step.at),
                "I10: the after-call-work of {member} ended before its time: {:?}",
                acw.until
            ),
            AcwEnd::BackToReception => ensure!(
                command == Some(Command::BackToReception),
                "ST08: {member} was sent back to the reception"
            ),
            AcwEnd::StatusChosen => ensure!(
                matches!(command, Some(Command::SetStatus { .. })),
                "ST08: {member} chose no status"
            ),
            AcwEnd::CallAnswered => ensure!(
                matches!(command, Some(Command::Accept { .. })),
                "ST01: {member} answered no call"
            ),
            AcwEnd::Dialled => {
                ensure!(
                    matches!(command, Some(Command::Dial { .. })),
                    "ST01: {member} called nobody"
                );
            }
            AcwEnd::LoggedOut | AcwEnd::ConnectionLost => {}
        }
        Ok(())
    }

    /// I09: the spans are told without a gap, and only when there is something to tell.
    pub(super) fn status_changed(&mut self, step: &Step<'_>, event: StatusChanged) -> Result<()> {
        let StatusChanged { member, from, to, break_reason, actor, at } = event;
        ensure!(at == step.at, "I09: a status of {member} began at another time than now");
        let by_self = step.command_of(member).is_some();
        ensure!(
            actor != Actor::Oneself || by_self,
            "ST11: {member} is said to have changed their status, and has not"
        );
        let agent = self.agent(member)?;
        ensure!(agent.shown.0 == from, "I09: {member} was {:?}, not {from:?}", agent.shown.0);
        ensure!(
            agent.due() == (to, break_reason),
            "ST01: {member} is {:?} and shown as {to:?} {break_reason:?}",
            agent.due()
        );
        ensure!(agent.shown != (to, break_reason), "I09: {member} changed from {to:?} to {to:?}");
        agent.shown = (to, break_reason);
        if to == Label::Available {
            agent.idle_since = at;
        }
        Ok(())
    }
}
