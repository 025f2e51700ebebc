//! A random day: commits of one or more moves, with clients that come, go and come back.

use std::collections::BTreeSet;

use acd::{
    By, Command, ConsultStage, Contact, ContactId, ContactState, Entry, Event, Fact, Input,
    MemberId, Timestamp,
};
use wire::workspace::Directory;

use super::client::{Client, Seen, look_on, what_is_on};
use super::moves::{Move, What, choice, consulted, handed, in_contact};
use crate::push::Audience;
use crate::push::hub::Hub;
use crate::request::Picture;
use crate::scene::Scene;
use crate::transcript::Transcripts;
use crate::world::{
    CUSTOMERS, MEMBERS, NOON, acd, book, channel, contact, customer, member, message, number,
};

pub(super) struct Day {
    pub(super) scene: Scene,
    hub: Hub,
    now: Timestamp,
    seq: u64,
    count: u64,
    clients: Vec<Client>,
    /// What somebody sees who looks at it all day (W13).
    directory: Directory,
    /// What the commit under way has led to.
    events: Vec<Event>,
    /// The client that the commit under way lets in; one that was here before by its place.
    attaching: Option<(Audience, Option<usize>)>,
    pub(super) met: BTreeSet<String>,
}

impl Day {
    pub(super) fn new() -> Self {
        let scene = Scene::new(acd(), book(), Transcripts::default());
        Self {
            directory: scene.directory(),
            scene,
            hub: Hub::starting_at(1),
            now: NOON,
            seq: 1,
            count: 0,
            clients: Vec::new(),
            events: Vec::new(),
            attaching: None,
            met: BTreeSet::new(),
        }
    }

    /// As the driver does it: inputs, then pushes, then who attaches.
    pub(super) fn commit(&mut self, moves: Vec<Move>) {
        for step in moves {
            self.now = self.now.after(step.after);
            if self.scene.acd.next_deadline().is_some_and(|due| due <= self.now) {
                self.fact(Fact::DeadlineReached);
            }
            self.act(step);
        }
        let events = std::mem::take(&mut self.events);
        if !events.is_empty() {
            self.seq += 1;
        }
        let painted = self.scene.paint(&events, self.seq, true);
        for (audience, pushed) in painted.changes {
            self.hub.publish(audience, self.seq, pushed);
        }
        self.met.extend(painted.directory.map(|pushed| look_on(&mut self.directory, pushed)));
        if let Some((audience, again)) = self.attaching.take() {
            self.let_in(audience, again);
        }
    }

    /// The law.
    pub(super) fn compare(&mut self) {
        assert_eq!(self.directory, self.scene.directory(), "the directory");
        for client in self.clients.iter_mut().filter(|client| client.feed.is_some()) {
            client.fold();
            self.met.extend(client.met.iter().cloned());
            let fresh = self.scene.picture(client.audience, self.seq);
            client.tape.step(&fresh);
            let fresh = Seen::fresh(fresh);
            match (&mut client.seen, fresh) {
                (Seen::Member(folded), Seen::Member(fresh)) => {
                    folded.seq = self.seq;
                    assert_eq!(*folded, fresh, "the Workspace of {:?}", client.audience);
                }
                (Seen::Customer(folded), Seen::Customer(fresh)) => {
                    let (folded, fresh) = (what_is_on(folded), what_is_on(&fresh));
                    assert_eq!(folded, fresh, "the page of {:?}", client.audience);
                }
                (Seen::Member(_) | Seen::Customer(_), _) => unreachable!("nobody becomes another"),
            }
        }
    }

    /// The client that has met the most, of those that `wanted` names and that were sent anything.
    pub(super) fn richest(&self, wanted: impl Fn(Audience) -> bool) -> Option<&Client> {
        self.clients
            .iter()
            .filter(|client| wanted(client.audience) && client.tape.tells())
            .max_by_key(|client| client.met.len())
    }

    fn let_in(&mut self, audience: Audience, again: Option<usize>) {
        let resume = again.and_then(|at| self.clients[at].resume_from());
        let (picture, feed) = self.scene.welcome(&mut self.hub, audience, resume, self.seq);
        let mut client = match (picture, again) {
            (Picture::Resumed(missed), Some(at)) => {
                self.met.insert("resumed".to_owned());
                let mut client = self.clients.swap_remove(at);
                client.catch_up(missed);
                client
            }
            (whole, _) => {
                self.met.extend(resume.map(|_| "not resumed".to_owned()));
                Client::new(audience, whole)
            }
        };
        client.feed = Some(feed);
        self.clients.push(client);
    }

    fn act(&mut self, step: Move) {
        let Move { what, pick, by, .. } = step;
        let agent = member(u64::from(by) % MEMBERS + 1);
        let person = customer(u64::from(by) % CUSTOMERS + 1);
        match what {
            What::Call => {
                let (contact, number) = (self.fresh(pick), number(pick as u64 % 2 + 1));
                self.fact(Fact::CallArrived { contact, customer: person, number });
            }
            What::Start => {
                let (contact, channel) = (self.fresh(pick), channel(pick as u64 % 2 + 1));
                self.command(By::Customer(person), Command::StartSession { contact, channel });
            }
            What::Say => self.say(pick, by),
            What::Answer | What::Decline | What::Seen => self.offer(what, pick),
            What::Heard => {
                if let Some((contact, member)) = self.nth(pick, connects) {
                    self.fact(Fact::AgentHeard { contact, member });
                } else if let Some((contact, member)) = self.nth(pick, Contact::member) {
                    self.fact(Fact::AgentHeard { contact, member });
                } else if let Some((contact, ())) = self.nth(pick, |_| Some(())) {
                    self.fact(Fact::GreetingEnded { contact });
                }
            }
            What::Silent => {
                if let Some((contact, member)) = self.nth(pick, Contact::member) {
                    self.fact(Fact::AgentSilent { contact, member });
                }
            }
            What::Act => {
                // Calls are few among the sessions, and more can be done in them.
                let in_call = self.nth(pick, talks).filter(|_| pick.is_multiple_of(2));
                if let Some((contact, member)) = in_call.or_else(|| self.nth(pick, Contact::member))
                {
                    self.command(By::Member(member), in_contact(contact, by));
                }
            }
            What::Hand => {
                if let Some((contact, member)) = self.nth(pick, talks) {
                    self.command(By::Member(member), handed(contact, by));
                }
            }
            What::Consult => {
                if let Some((contact, talk)) = self.nth(pick, |found| found.talk().copied()) {
                    let (member, command) = consulted(&self.scene.acd, &talk, contact, by);
                    self.command(By::Member(member), command);
                }
            }
            What::Leave => self.leave(pick),
            What::Choose => self.command(By::Member(agent), choice(pick)),
            What::Wait => {
                self.now = self.scene.acd.next_deadline().map_or(self.now, |due| due.max(self.now));
                self.fact(Fact::DeadlineReached);
            }
            What::Sound if pick.is_multiple_of(2) => self.fact(Fact::AudioLost { member: agent }),
            What::Sound => self.fact(Fact::AudioReady { member: agent }),
            What::Attach if pick.is_multiple_of(2) => self.attach(Audience::Member(agent), None),
            What::Attach => self.attach(Audience::Customer(person), None),
            What::Close => self.close(pick),
            What::Return => self.come_back(pick),
            What::Internal => self.internal(pick, by),
        }
    }

    fn attach(&mut self, audience: Audience, again: Option<usize>) {
        if self.attaching.is_some() {
            return;
        }
        if let Audience::Member(member) = audience {
            if self.scene.is_given_up(member) {
                self.hub.left_untold(audience, self.seq);
            }
            self.fact(Fact::BrowserLive { member });
        }
        self.attaching = Some((audience, again));
    }

    fn close(&mut self, pick: usize) {
        let Some(at) = self.nth_client(pick, |client| client.feed.is_some()) else { return };
        // What came until now was still read.
        self.clients[at].fold();
        self.clients[at].feed = None;
        let audience = self.clients[at].audience;
        if let Audience::Member(member) = audience
            && self.hub.present(audience) == 0
            && self.attaching.is_none()
        {
            let last_frame = self.now;
            self.fact(Fact::BrowserQuiet { member, last_frame });
        }
    }

    fn come_back(&mut self, pick: usize) {
        if let Some(at) = self.nth_client(pick, |client| client.feed.is_none()) {
            self.attach(self.clients[at].audience, Some(at));
        }
    }

    fn nth_client(&self, pick: usize, of: impl Fn(&Client) -> bool) -> Option<usize> {
        let all: Vec<_> = (0..self.clients.len()).filter(|at| of(&self.clients[*at])).collect();
        pick.checked_rem(all.len()).map(|nth| all[nth])
    }

    fn say(&mut self, pick: usize, by: u8) {
        let sessions = |found: &Contact| match found.entry {
            Entry::Session { .. } => Some((found.customer, found.member())),
            Entry::Call { .. } | Entry::Outbound { .. } => None,
        };
        let Some((contact, (customer, member))) = self.nth(pick, sessions) else { return };
        let by = match member {
            Some(member) if by.is_multiple_of(2) => By::Member(member),
            _ => By::Customer(customer),
        };
        self.count += 1;
        let message = message(pick.rotate_left(7), self.count);
        self.command(by, Command::SendMessage { contact, message, size: 5 });
        self.scene.transcripts.fill(contact, message, &format!("text {}", self.count), &[]);
    }

    fn offer(&mut self, what: What, pick: usize) {
        let Some((contact, offer)) = self.nth(pick, |found| found.offer().copied()) else { return };
        let (member, fence) = (offer.member, offer.fence);
        match what {
            What::Answer => self.command(By::Member(member), Command::Accept { contact, fence }),
            What::Decline => self.command(By::Member(member), Command::Decline { contact, fence }),
            _ => self.fact(Fact::OfferSeen { contact, member, fence }),
        }
    }

    fn leave(&mut self, pick: usize) {
        let who = |found: &Contact| Some((found.customer, found.entry));
        let Some((contact, (customer, entry))) = self.nth(pick, who) else { return };
        match entry {
            Entry::Call { .. } | Entry::Outbound { .. } => {
                self.fact(Fact::CustomerHungUp { contact });
            }
            Entry::Session { .. } => {
                self.command(By::Customer(customer), Command::EndSession { contact });
            }
        }
    }

    fn nth<T>(&self, pick: usize, of: impl Fn(&Contact) -> Option<T>) -> Option<(ContactId, T)> {
        let all: Vec<_> =
            self.scene.acd.contacts().filter_map(|found| Some((found.id, of(found)?))).collect();
        let count = all.len();
        all.into_iter().nth(pick.checked_rem(count)?)
    }

    pub(super) fn fresh(&mut self, pick: usize) -> ContactId {
        self.count += 1;
        contact(pick, self.count)
    }

    pub(super) fn fact(&mut self, fact: Fact) {
        self.handle(Input::Fact { fact });
    }

    pub(super) fn command(&mut self, by: By, command: Command) {
        self.handle(Input::Command { by, command });
    }

    /// What is refused leaves no trace.
    fn handle(&mut self, input: Input) {
        if let Ok(handled) = self.scene.handle(input, self.now) {
            self.events.extend(handled.events);
        }
    }
}

/// VC15: a colleague whose sound has not come yet.
fn connects(contact: &Contact) -> Option<MemberId> {
    let consult = contact.talk()?.consult?;
    consult.member().filter(|_| consult.stage() == ConsultStage::Connecting)
}

fn talks(contact: &Contact) -> Option<MemberId> {
    matches!(contact.state, ContactState::Talking(_)).then(|| contact.member()).flatten()
}
