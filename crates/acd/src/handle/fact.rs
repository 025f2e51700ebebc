//! What has happened. A fact that no longer fits (late, doubled, about somebody unknown) changes nothing.

use super::Step;
use crate::{CallFault, EndReason, Fact};

impl Step<'_> {
    pub(super) fn fact(&mut self, fact: Fact) {
        match fact {
            Fact::CallArrived { contact, customer, number } => {
                self.call_arrived(contact, customer, number);
            }
            Fact::GreetingEnded { contact } => self.greeting_ended(contact),
            Fact::NoticeEnded { contact } => self.notice_ended(contact),
            Fact::KeyPressed { contact, meaning, masked } => {
                self.key_pressed(contact, meaning, masked);
            }
            Fact::Flow { contact, input } => self.flow_told(contact, input),
            Fact::CalleeFound { contact, turn, called, to } => {
                self.flow_calls_outside(contact, turn, (called, to));
            }
            Fact::CallProgressed { contact, progress } => self.call_progressed(contact, progress),
            Fact::CallAnswered { contact } => self.call_answered(contact),
            Fact::CallFailed { contact, why } => self.call_failed(contact, why),
            Fact::External { contact, news } => self.external_told(contact, news),
            Fact::CustomerHungUp { contact } => self.customer_hung_up(contact),
            Fact::CallBroke { contact, fault } => self.call_broke(contact, reason(fault)),
            Fact::AgentHeard { contact, member } => self.agent_heard(contact, member),
            Fact::AgentSilent { contact, member } => self.agent_silent(contact, member),
            Fact::RecordingFailed { contact, since } => self.recording_failed(contact, since),
            Fact::OfferSeen { contact, member, fence } => self.offer_seen(contact, member, fence),
            Fact::AcceptedLate { contact, member, fence } => {
                self.accepted_late(contact, member, fence);
            }
            Fact::Phone { phone, standing } => self.phone_told(phone, standing),
            Fact::BrowserLive { member } => self.browser_live(member),
            Fact::BrowserQuiet { member, last_frame } => self.browser_quiet(member, last_frame),
            Fact::AudioReady { member } => self.audio(member, true),
            Fact::AudioLost { member } => self.audio(member, false),
            Fact::ProcessLost { back } => self.process_lost(back),
            Fact::DefectMet { contact } => self.end(contact, EndReason::SystemFault),
            Fact::OneDeadline { behind } => self.one_deadline(behind),
            Fact::DeadlineReached => self.deadlines(),
        }
    }
}

const fn reason(fault: CallFault) -> EndReason {
    match fault {
        CallFault::NoAck => EndReason::NoAck,
        CallFault::MediaTimeout => EndReason::MediaTimeout,
        CallFault::LegsLost => EndReason::SystemFault,
    }
}
