//! An agent at their Workspace. What they do follows from what their own screen shows; the server is never asked.

use std::collections::BTreeSet;

use acd::{By, Choice, Command, ContactId, Fact, Fence, MessageId, Millis, TransferTo};
use uuid::Uuid;
use wire::workspace::{CallState, CallView, Label, OfferView, SessionView, Snapshot};

use super::calling_out::{HOME_LINE, callee};
use super::center::{AGENTS, NUMBERS, group, member, reason};
use super::day::{Answer, Day, Due, Frame, Who};
use super::mirror::Mirror;
use super::weather::CLOSING;

pub(super) struct Desk {
    pub(super) picture: Option<Box<Snapshot>>,
    /// Offers that were looked at.
    noticed: BTreeSet<u64>,
    /// The browser's media connection: a new number each time.
    pub(super) connection: u64,
    /// Whether the server has its sound.
    pub(super) sound: bool,
    /// Whether somebody sits there and thinks.
    at_work: bool,
}

impl Desk {
    pub(super) const fn new(_: usize) -> Self {
        let (connection, sound, at_work) = (0, false, false);
        Self { picture: None, noticed: BTreeSet::new(), connection, sound, at_work }
    }

    pub(super) fn resume_from(&self) -> Option<u64> {
        self.picture.as_ref().map(|picture| picture.seq)
    }
}

/// Any of the twenty; many are busy with something, and cannot be rung.
fn colleague(dice: u64) -> TransferTo {
    TransferTo::Agent(member(usize::try_from(dice).unwrap_or_default() % AGENTS))
}

/// Any of the groups, those for chats among them.
fn group_by(dice: u64) -> TransferTo {
    let to = NUMBERS.into_iter().cycle().nth(usize::try_from(dice).unwrap_or_default());
    TransferTo::Group(group(to.unwrap_or_default()))
}

impl Day {
    pub(super) fn desk_hears(&mut self, index: usize, frame: Frame) {
        let Some(desk) = self.desks.get_mut(index) else { return };
        match frame {
            Frame::Open(Mirror::Desk(picture)) => {
                desk.picture = Some(picture);
                desk.connection += 1;
                let connection = desk.connection;
                let pause = self.chance.between(200, 1_200);
                self.after(pause, Due::SoundComes { agent: index, connection });
                self.sits_down(index);
            }
            Frame::Pushed(pushed) => {
                if let Some(picture) = desk.picture.take() {
                    let mut mirror = Mirror::Desk(picture);
                    mirror.fold(&pushed);
                    if let Mirror::Desk(picture) = mirror {
                        desk.picture = Some(picture);
                    }
                }
            }
            Frame::Open(_) | Frame::Answer { .. } | Frame::Closed => {}
        }
        self.notices(index);
    }

    fn sits_down(&mut self, index: usize) {
        let Some(desk) = self.desks.get_mut(index) else { return };
        if !std::mem::replace(&mut desk.at_work, true) {
            let pause = self.chance.between(100, 4_000);
            self.after(pause, Due::Thinks(index));
        }
    }

    /// F26: an offer on the screen is told, and answered by a person, or not.
    fn notices(&mut self, index: usize) {
        let Some(desk) = self.desks.get_mut(index) else { return };
        let Some(picture) = &desk.picture else { return };
        let calls = picture.calls.iter().filter_map(|call| match &call.state {
            CallState::Ringing(offer) => Some((call.id, offer.clone())),
            CallState::Dialling(_) | CallState::Connecting | CallState::Talking(_) => None,
        });
        let sessions = picture.sessions.iter();
        let sessions = sessions.filter_map(|session| Some((session.id, session.offer.clone()?)));
        let ringing: Vec<(Uuid, OfferView)> = calls.chain(sessions).collect();
        for (contact, offer) in ringing {
            let Some(desk) = self.desks.get_mut(index) else { return };
            if desk.noticed.insert(offer.fence) {
                self.takes_notice(index, contact, &offer);
            }
        }
    }

    fn takes_notice(&mut self, index: usize, contact: Uuid, offer: &OfferView) {
        let (id, fence) = (ContactId(contact), offer.fence);
        if self.chance.in_thousand(960) {
            let seen = Fact::OfferSeen { contact: id, member: member(index), fence: Fence(fence) };
            let pause = self.transit();
            self.tells_soon(pause, seen);
        }
        let rings = Millis(offer.deadline.saturating_sub(offer.made));
        let (pause, how) = match self.chance.below(100) {
            // F31: a click that crosses the end of the ring.
            0..8 => (Millis(rings.0 + self.chance.below(900)), Answer::Accept),
            8..14 => return,
            14..20 => (self.chance.around(Millis::from_secs(4)), Answer::Decline),
            20..22 => (self.chance.around(Millis::from_secs(2)), Answer::WithoutSound),
            _ => (self.chance.around(Millis::from_secs(4)), Answer::Accept),
        };
        let fence = offer.fence;
        self.after(pause, Due::Answers { agent: index, contact, fence, how });
    }

    pub(super) fn answers(&mut self, index: usize, contact: Uuid, fence: u64, how: Answer) {
        let (contact, fence) = (ContactId(contact), Fence(fence));
        if matches!(how, Answer::WithoutSound) {
            self.tells(Fact::AudioLost { member: member(index) });
            if let Some(desk) = self.desks.get_mut(index) {
                desk.sound = false;
            }
        }
        let command = match how {
            Answer::Accept | Answer::WithoutSound => Command::Accept { contact, fence },
            Answer::Decline => Command::Decline { contact, fence },
        };
        self.agent_wishes(index, command);
    }

    pub(super) fn agent_wishes(&mut self, index: usize, command: Command) {
        let ask = self.wish(By::Member(member(index)), command);
        self.ask(Who::Agent(index), ask);
    }

    /// Every few seconds an agent does something, or nothing.
    pub(super) fn thinks(&mut self, index: usize) {
        let pause = self.chance.between(2_000, 8_000);
        self.after(pause, Due::Thinks(index));
        if !self.is_connected(Who::Agent(index)) {
            return;
        }
        let picture = self.desks.get(index).and_then(|desk| desk.picture.clone());
        let Some(picture) = picture else { return };
        if self.chance.in_thousand(25) {
            self.errs(index, &picture);
            return;
        }
        self.has_sound_again(index);
        for session in &picture.sessions {
            self.writes_as_agent(index, &picture, session);
        }
        if self.calls_out(index, &picture) {
            return;
        }
        if let Some(command) = self.next_step(&picture) {
            self.agent_wishes(index, command);
        }
    }

    fn next_step(&mut self, picture: &Snapshot) -> Option<Command> {
        let dice = self.chance.below(1_000);
        let listed = Choice::OnBreak { reason: reason(1) };
        match picture.me.label {
            Label::Offline => (dice < 400 && self.now() < CLOSING).then_some(Command::GoOnline),
            Label::InLine => Self::in_call(picture, dice),
            Label::AfterCallWork => match dice {
                0..150 => Some(Command::BackToReception),
                150..220 => Some(Command::ContinueAfterCallWork),
                220..260 => Some(Command::SetStatus { to: Choice::Busy }),
                260..290 => Some(Command::CancelReservedStatus),
                _ => None,
            },
            Label::Available => match dice {
                0..4 => Some(Command::SetStatus { to: listed }),
                4..7 => Some(Command::SetStatus { to: Choice::Busy }),
                7..9 => Some(Command::SetStatus { to: Choice::Offline }),
                9..11 => Some(Command::LogOut),
                _ => None,
            },
            Label::Busy | Label::OnBreak => {
                (dice < 60).then_some(Command::SetStatus { to: Choice::Available })
            }
        }
    }

    fn in_call(picture: &Snapshot, dice: u64) -> Option<Command> {
        let call: &CallView = picture.calls.first()?;
        let contact = ContactId(call.id);
        let CallState::Talking(talk) = &call.state else {
            return match dice {
                0..30 => Some(Command::Hold { contact }),
                // VC06: nobody answers, and they give up.
                30..90 => Some(Command::HangUp { contact }),
                _ => None,
            };
        };
        match dice {
            0..30 if talk.hold_since.is_none() => Some(Command::Hold { contact }),
            0..300 if talk.hold_since.is_some() => Some(Command::CancelHold { contact }),
            300..320 if !talk.muted => Some(Command::Mute { contact }),
            300..500 if talk.muted => Some(Command::Unmute { contact }),
            500..530 => Some(Command::HangUp { contact }),
            560..570 => Some(Command::ReserveStatus { to: Choice::Busy }),
            580..590 => Some(Command::ReserveStatus { to: Choice::OnBreak { reason: reason(2) } }),
            600..610 => Some(Command::ReserveStatus { to: Choice::Offline }),
            610..620 => Some(Command::CancelReservedStatus),
            625..630 => Some(Command::LogOut),
            630..660 => Some(Command::PauseRecording { contact }),
            660..720 => Some(Command::ResumeRecording { contact }),
            530..560 => Some(Command::SendKeys { contact }),
            720..740 => Some(Command::Transfer { contact, to: colleague(dice) }),
            740..752 => Some(Command::Transfer { contact, to: group_by(dice) }),
            752..766 => Some(Command::TransferOut { contact, called: callee(dice), to: HOME_LINE }),
            _ => None,
        }
    }

    fn writes_as_agent(&mut self, index: usize, picture: &Snapshot, session: &SessionView) {
        if session.offer.is_some() {
            return;
        }
        let contact = ContactId(session.id);
        let dice = self.chance.below(1_000);
        let waits = session.customer_waits_since.is_some();
        let silent = picture.messages.iter().all(|message| message.contact != session.id);
        match dice {
            0..200 if waits || silent => {
                let message = MessageId(self.chance.id());
                self.agent_wishes(index, Command::SendMessage { contact, message, size: 40 });
            }
            300..350 if session.ends_at.is_some() => {
                self.agent_wishes(index, Command::KeepOpen { contact });
            }
            350..360 => self.agent_wishes(index, Command::EndSession { contact }),
            400..440 => self.types(By::Member(member(index)), Some(contact)),
            _ => {}
        }
    }
}
