//! A customer who writes: opens the page, starts a session, says things, waits, leaves, and comes back for another one.

use acd::{By, Command, ContactId, MessageId, Millis, Refused};
use driver::{Done, Rejection};
use robot::SeenChat;
use wire::widget::CustomerSessionState;

use super::center::{CHANNELS, channel, chatter_id};
use super::day::{Day, Due, Frame, Who};
use super::mirror::Mirror;
use super::weather::CLOSING;

pub(super) struct Page {
    pub(super) chat: SeenChat,
    /// The session that this page believes to be open.
    session: Option<ContactId>,
    /// Whether somebody sits before it.
    is_read: bool,
    said: u64,
}

impl Page {
    pub(super) fn new(_: usize) -> Self {
        Self { chat: SeenChat::default(), session: None, is_read: false, said: 0 }
    }

    /// The page was loaded again.
    pub(super) fn is_blank(&mut self) {
        self.chat = SeenChat::default();
        self.session = None;
    }
}

impl Day {
    pub(super) fn page_hears(&mut self, index: usize, frame: Frame) {
        let Some(page) = self.pages.get_mut(index) else { return };
        match frame {
            Frame::Open(Mirror::Page(chat)) => page.chat = *chat,
            Frame::Pushed(pushed) => {
                let mut mirror = Mirror::Page(Box::new(std::mem::take(&mut page.chat)));
                mirror.fold(&pushed);
                if let Mirror::Page(chat) = mirror {
                    page.chat = *chat;
                }
            }
            Frame::Open(_) | Frame::Answer { .. } | Frame::Closed => {}
        }
        page.session = page.chat.session.as_ref().and_then(|session| match session.state {
            CustomerSessionState::Ended(_) => None,
            CustomerSessionState::Waiting(_) | CustomerSessionState::Open(_) => {
                Some(ContactId(session.id))
            }
        });
        if !std::mem::replace(&mut page.is_read, true) {
            let pause = self.chance.around(Millis::from_secs(20));
            self.after(pause, Due::Writes(index));
        }
    }

    pub(super) fn page_is_answered(
        &mut self,
        index: usize,
        command: &Command,
        answer: Result<Done, Rejection>,
    ) {
        let over = [Refused::ContactEnded, Refused::UnknownContact, Refused::NotYourContact];
        let is_over = matches!(answer, Err(Rejection::Refused(why)) if over.contains(&why));
        if let (true, Some(page)) = (is_over, self.pages.get_mut(index)) {
            page.session = None;
        }
        if let (Command::StartSession { contact, .. }, Ok(_)) = (command, answer) {
            self.says(index, *contact);
        }
    }

    /// The next thing that comes to a customer's mind.
    pub(super) fn writes(&mut self, index: usize) {
        let pause = self.chance.around(Millis::from_secs(40));
        self.after(Millis(pause.0 + 300), Due::Writes(index));
        if !self.is_connected(Who::Guest(index)) {
            return;
        }
        let session = self.pages.get(index).and_then(|page| page.session);
        let dice = self.chance.below(1_000);
        match session {
            None if dice < 500 && self.now() < CLOSING => self.starts(index),
            None => {}
            Some(contact) => match dice {
                0..620 if self.now() < CLOSING => self.says(index, contact),
                620..680 => self.ends(index, contact),
                680..690 => self.errs_as_guest(index, contact),
                690..730 => self.types(By::Customer(chatter_id(index)), None),
                _ if self.now() >= CLOSING => self.ends(index, contact),
                _ => {}
            },
        }
    }

    fn starts(&mut self, index: usize) {
        let contact = self.new_contact();
        // Few sites are set up wrong.
        let last = if self.chance.in_thousand(60) { CHANNELS.len() } else { CHANNELS.len() - 1 };
        let to = CHANNELS.get(self.chance.index(last)).copied().unwrap_or_default();
        let command = Command::StartSession { contact, channel: channel(to) };
        self.guest_wishes(index, command);
        if self.chance.in_thousand(100) {
            // A second tab, or an impatient click.
            let contact = self.new_contact();
            self.guest_wishes(index, Command::StartSession { contact, channel: channel(to) });
        }
    }

    fn says(&mut self, index: usize, contact: ContactId) {
        if let Some(page) = self.pages.get_mut(index) {
            page.said += 1;
        }
        let message = MessageId(self.chance.id());
        let say = if self.chance.in_thousand(700) {
            let (instead, channel) = (self.new_contact(), channel(CHANNELS[0]));
            Command::WriteOn { contact, message, size: 40, instead, channel }
        } else {
            Command::SendMessage { contact, message, size: 40 }
        };
        self.guest_wishes(index, say);
        if self.chance.in_thousand(50) {
            // F56: a page that lost track sends the same message as another command.
            self.guest_wishes(index, say);
        }
    }

    fn ends(&mut self, index: usize, contact: ContactId) {
        self.guest_wishes(index, Command::EndSession { contact });
    }

    pub(super) fn guest_wishes(&mut self, index: usize, command: Command) {
        let ask = self.wish(By::Customer(chatter_id(index)), command);
        self.ask(Who::Guest(index), ask);
    }
}
