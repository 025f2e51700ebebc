//! The state of one application, and beside it what the core does not hold but every picture needs: names, texts, where each
//! contact came from, and what was shown last. No clock, no store, no socket.

use std::collections::BTreeSet;

use acd::{
    Acd, Browser, Contact, ContactId, CustomerId, Effect, Event, Fact, Input, Label, MemberId,
    Output, Refused, Timestamp,
};
use store::{Key, NewVoicemail};
use wire::customer::CustomerView;
use wire::workspace::Directory;

use super::book::Book;
use super::callee::WantedCallee;
use super::enquiry::{Enquiry, EnquiryAnswer, Reply};
use super::hand_over::HandOvers;
use super::keyed::Keyed;
use super::opinion::Opinions;
use super::origin::Origins;
use super::painter::{Painter, Shown};
use super::request::{Picture, Presence};
use super::transcript::Transcripts;
use super::voicemail;
use crate::push::Audience;
use crate::push::feed::Feed;
use crate::push::hub::Hub;
use crate::push::pushed::Pushed;
use crate::push::view::View;

pub(crate) struct Scene {
    pub(super) acd: Acd,
    pub(super) book: Book,
    pub(super) transcripts: Transcripts,
    pub(super) origins: Origins,
    pub(super) keyed: Keyed,
    pub(super) hand_overs: HandOvers,
    pub(super) opinions: Opinions,
    shown: Shown,
    /// DK14: sessions of customers of whom more is known than was shown last.
    renamed: BTreeSet<ContactId>,
}

/// What one input has led to.
#[derive(Debug, Default)]
pub(super) struct Handled {
    pub(super) events: Vec<Event>,
    pub(super) effects: Vec<(Effect, Option<flow::Wanted>)>,
    /// VC41: what a flow has asked of us meanwhile; the core is to be told.
    pub(super) answers: Vec<Fact>,
    /// The same, of other systems.
    pub(super) enquiries: Vec<Enquiry>,
    /// VC41: whose number it is to which a caller is handed.
    pub(super) callees: Vec<WantedCallee>,
    /// VC42: callers who are about to speak.
    pub(super) voicemails: Vec<NewVoicemail>,
}

/// What a commit has changed for others.
#[derive(Debug)]
pub(super) struct Painted {
    pub(super) changes: Vec<(Audience, Pushed)>,
    /// For who looks at the directory.
    pub(super) directory: Option<Pushed>,
    /// Customers whose last contact has ended.
    pub(super) departed: Vec<CustomerId>,
}

impl Scene {
    pub(crate) fn new(acd: Acd, book: Book, transcripts: Transcripts) -> Self {
        let origins = Origins::of(&acd);
        let (keyed, hand_overs, opinions) =
            (Keyed::default(), HandOvers::default(), Opinions::default());
        let (shown, renamed) = (Shown::default(), BTreeSet::new());
        Self { acd, book, transcripts, origins, keyed, hand_overs, opinions, shown, renamed }
    }

    /// The state as the store has it. Names are kept: they are not part of what went wrong.
    pub(super) fn restore(&mut self, acd: Acd, transcripts: Transcripts) {
        self.origins = Origins::of(&acd);
        self.keyed.roll_back();
        self.hand_overs.roll_back();
        self.opinions.roll_back();
        self.acd = acd;
        self.transcripts = transcripts;
    }

    /// Nothing that was shown counts any more.
    pub(super) fn show_everything(&mut self) {
        self.shown = Shown::default();
    }

    /// One input through the core. Nobody sees anything of it before [`Self::paint`].
    pub(super) fn handle(&mut self, input: Input, now: Timestamp) -> Result<Handled, Refused> {
        let mut handled = Handled::default();
        for output in self.acd.handle(input, now)? {
            match output {
                Output::Event(event) => {
                    self.transcripts.note(&event);
                    self.origins.note(&event);
                    self.keyed.note(&self.acd, &self.book, &event);
                    self.hand_overs.note(&event);
                    self.opinions.note(&event);
                    handled.voicemails.extend(voicemail::begun(&self.acd, &self.origins, &event));
                    handled.events.push(event);
                }
                Output::Effect(effect) => {
                    let Effect::Arrange { contact, .. } = effect;
                    let flow = self.flow_wants(contact);
                    match flow.as_ref().and_then(|it| self.keyed.reply(&self.acd, contact, it)) {
                        Some(Reply::Fact(fact)) => handled.answers.push(fact),
                        Some(Reply::Enquiry(enquiry)) => handled.enquiries.push(enquiry),
                        Some(Reply::Callee(callee)) => handled.callees.push(callee),
                        None => {}
                    }
                    handled.effects.push((effect, flow));
                }
            }
        }
        Ok(handled)
    }

    /// VC41: what the flow that the caller is in wants done.
    pub(super) fn flow_wants(&self, contact: ContactId) -> Option<flow::Wanted> {
        let run = self.acd.contact(contact).and_then(Contact::run)?;
        Some(run.wanted(self.acd.flow(run.version())?))
    }

    /// What the core is to be told of a key.
    pub(super) fn press(&mut self, contact: ContactId, key: Key) -> Fact {
        let (meaning, masked) = self.keyed.press(&self.acd, contact, key);
        Fact::KeyPressed { contact, meaning, masked }
    }

    /// What the core is to be told of another system's answer, if a flow waits for it still.
    pub(super) fn take_answer(&mut self, answer: &EnquiryAnswer) -> Option<Fact> {
        self.keyed.take_answer(&self.acd, answer)
    }

    /// A customer is here, and so named from now on.
    pub(super) fn name(&mut self, customer: &CustomerView) {
        let id = CustomerId(customer.id);
        let session = self.acd.session_of_customer(id).map(|session| session.id);
        let before = self.book.customers.insert(id, customer.clone());
        if before.is_some_and(|before| before != *customer) {
            self.renamed.extend(session);
        }
    }

    /// What these events change on everybody's screen, and in the directory if it is `watched`. They are all that happened since it was asked last; what has ended is
    /// forgotten with it.
    pub(super) fn paint<'a>(
        &mut self,
        events: impl IntoIterator<Item = &'a Event>,
        seq: u64,
        watched: bool,
    ) -> Painted {
        let Self { acd, book, transcripts, origins, keyed, hand_overs, opinions, .. } = self;
        let (shown, renamed) = (&mut self.shown, &mut self.renamed);
        let view = View { acd, book, keyed, hand_overs, opinions };
        let mut painter = Painter::new(view, transcripts, origins);
        for event in events {
            painter.note(event);
        }
        painter.renamed(std::mem::take(renamed));
        let changes = painter.changes(seq, shown);
        let directory = watched.then(|| painter.directory_changes()).flatten();
        transcripts.drop_ended(acd);
        Painted { changes, directory, departed: origins.drop_ended() }
    }

    /// W13.
    pub(super) fn directory(&self) -> Directory {
        self.view().directory()
    }

    const fn view(&self) -> View<'_> {
        let Self { acd, book, keyed, hand_overs, opinions, .. } = self;
        View { acd, book, keyed, hand_overs, opinions }
    }

    pub(super) fn presence(&self, member: MemberId) -> Presence {
        let label = self.acd.label(member);
        let in_call = self.acd.agent(member).is_some_and(|agent| agent.call.is_some());
        Presence { online: label.is_some_and(|label| label != Label::Offline), in_call }
    }

    /// Whether the member was gone for so long that pushes for them were left out.
    pub(super) fn is_given_up(&self, member: MemberId) -> bool {
        self.acd.agent(member).is_some_and(|agent| agent.browser == Browser::Gone)
    }

    /// A client's start: what it missed since `resume`, or a whole picture; and the feed of all that comes after `seq`.
    pub(super) fn welcome(
        &self,
        hub: &mut Hub,
        audience: Audience,
        resume: Option<u64>,
        seq: u64,
    ) -> (Picture, Feed) {
        // Who works here no more has nothing to go on with.
        let known = match audience {
            Audience::Member(member) => self.acd.agent(member).is_some(),
            Audience::Customer(_) => true,
        };
        let missed = resume.filter(|from| known && *from <= seq);
        let missed = missed.and_then(|from| hub.missed(audience, from));
        let picture = missed.map_or_else(|| self.picture(audience, seq), Picture::Resumed);
        (picture, hub.join(audience))
    }

    /// A whole picture, for a client that has none.
    pub(super) fn picture(&self, audience: Audience, seq: u64) -> Picture {
        Painter::new(self.view(), &self.transcripts, &self.origins).picture(audience, seq)
    }
}

#[cfg(test)]
mod tests;
