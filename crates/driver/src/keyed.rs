//! What callers key into flows, and what is known of them there (VC41): beside the core, whose journal holds none of it. It
//! lives as long as the call, in memory: with the process the calls end too.

use std::collections::BTreeMap;

use acd::{
    Acd, ContactEnded, ContactId, Entry, Event, Fact, FlowId, FlowMoved, KeyPressed,
    SelfServiceStarted, SurveyStarted,
};
use flow::{FlowVersionId, Input, Kept, Left, Meaning, NodeId, Outgoing, Values, Wanted, Way};
use store::Key;

use crate::Book;
use crate::enquiry::{Asked, EnquiryId};

#[derive(Debug, Default)]
pub struct Keyed {
    callers: BTreeMap<ContactId, Caller>,
    /// Those that the batch in hand has touched, as they were before it: absent ones were not there.
    before: BTreeMap<ContactId, Option<Caller>>,
    /// How many questions were made for other systems; it never goes back, so that each has a number of its own.
    enquiries: u64,
}

#[derive(Clone, Debug)]
struct Caller {
    /// What the last run walked; a run is forgotten by the core in the step that ends it.
    version: FlowVersionId,
    values: Values,
    /// VC20: what was pressed in that run, for its agent: absent where it is masked.
    pressed: Vec<Option<Key>>,
    /// The one that the core is hearing of.
    last: Option<Key>,
    /// The last question to another system.
    asked: Option<Asked>,
    came_by: Option<FlowPath>,
}

/// VC01: how a call came to its group. What was keyed in besides, a number or a secret, is no part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowPath {
    /// The flow that answered.
    pub flow: FlowId,
    /// What the caller chose in its menus, in order.
    pub choices: Vec<Key>,
    /// The caller is in that flow still: later runs are no part of the way.
    walked: bool,
}

/// No screen has room for more.
const PRESSED_MAX: usize = 64;
/// Who goes round in a menu has come a long way, and its beginning tells enough.
const CHOICES_MAX: usize = 16;

impl Keyed {
    /// Before the core: a key is judged, and kept if it is a digit that the flow collects. What the core is told of it, which
    /// is never which key it was; and whether it may be a part of a secret.
    pub fn press(&mut self, acd: &Acd, contact: ContactId, key: Key) -> (Option<Meaning>, bool) {
        let run = acd.contact(contact).and_then(acd::Contact::run);
        let walk = run.and_then(|run| Some((run, acd.flow(run.version())?)));
        let (Some((run, flow)), Some(key)) = (walk, flow::Key::from_char(key.0)) else {
            return (None, false);
        };
        self.remember(contact);
        let Some(caller) = self.callers.get_mut(&contact) else { return (None, false) };
        let press = caller.values.press(flow, run, key);
        caller.last = Some(Key(key.as_char()));
        (Some(press.meaning), press.kept == Kept::Masked)
    }

    /// After the core: what happened to a run happens to its values.
    pub fn note(&mut self, acd: &Acd, book: &Book, event: &Event) {
        match event {
            Event::FlowMoved(FlowMoved { contact, step }) => {
                self.remember(*contact);
                self.follow(acd, book, *contact, step);
                self.walk(acd, *contact, step);
            }
            Event::SelfServiceStarted(SelfServiceStarted { contact, began, .. })
            | Event::SurveyStarted(SurveyStarted { contact, began, .. }) => {
                self.remember(*contact);
                self.follow(acd, book, *contact, &flow::Event::Began(*began));
            }
            Event::KeyPressed(KeyPressed { contact, masked, .. }) => {
                if let Some(caller) = self.callers.get_mut(contact)
                    && let Some(key) = caller.last.take()
                    && caller.pressed.len() < PRESSED_MAX
                {
                    caller.pressed.push(Some(key).filter(|_| !masked));
                }
            }
            Event::ContactEnded(ContactEnded { contact, .. })
                if self.callers.contains_key(contact) =>
            {
                self.remember(*contact);
                self.callers.remove(contact);
            }
            _ => {}
        }
    }

    fn follow(&mut self, acd: &Acd, book: &Book, contact: ContactId, step: &flow::Event) {
        if let flow::Event::Began(began) = step {
            let (known, came_by) = match self.callers.remove(&contact) {
                Some(Caller { values, came_by, .. }) => (Some(values), came_by),
                None => (None, None),
            };
            let values = known.unwrap_or_else(|| of_call(acd, book, contact));
            let (version, pressed) = (began.version, Vec::new());
            let caller = Caller { version, values, pressed, last: None, asked: None, came_by };
            self.callers.insert(contact, caller);
        }
        if let Some(Caller { version, values, .. }) = self.callers.get_mut(&contact)
            && let Some(flow) = acd.flow(*version)
        {
            values.follow(flow, step);
        }
    }

    /// Only a flow that answers a call begins and moves by these events alone.
    fn walk(&mut self, acd: &Acd, contact: ContactId, step: &flow::Event) {
        let Some(Caller { came_by, .. }) = self.callers.get_mut(&contact) else { return };
        match (step, came_by) {
            (flow::Event::Began(_), came_by) => {
                *came_by = answered_by(acd, contact).map(|flow| FlowPath {
                    flow,
                    choices: Vec::new(),
                    walked: true,
                });
            }
            (flow::Event::Left(Left { way: Way::Option(key), .. }), Some(path))
                if path.walked && path.choices.len() < CHOICES_MAX =>
            {
                path.choices.push(Key(key.as_char()));
            }
            (flow::Event::Ended(_), Some(path)) => path.walked = false,
            (flow::Event::Left(_) | flow::Event::Stopped(_) | flow::Event::Ended(_), _) => {}
        }
    }

    /// VC01: absent where no flow answered.
    pub fn came_by(&self, contact: ContactId) -> Option<&FlowPath> {
        self.callers.get(&contact)?.came_by.as_ref()
    }

    /// VC20: what was pressed in the last run of this call, in order; absent where it is masked.
    pub fn pressed(&self, contact: ContactId) -> &[Option<Key>] {
        self.callers.get(&contact).map_or(&[], |caller| &caller.pressed)
    }

    /// What a flow asks of whoever keeps its values, answered. Nothing here reaches another system or another line.
    pub(crate) fn answer(&self, acd: &Acd, contact: ContactId, wanted: &Wanted) -> Option<Fact> {
        let input = match wanted {
            Wanted::Choose { turn, node } => {
                let caller = self.callers.get(&contact);
                let case = caller.and_then(|Caller { version, values, .. }| {
                    values.choose(acd.flow(*version)?, *node)
                });
                Input::Chosen { turn: *turn, case }
            }
            Wanted::Play { .. }
            | Wanted::Listen
            | Wanted::Request { .. }
            // The core rings members and SIP phones; of a number outside somebody else has to say whose it is.
            | Wanted::Transfer { .. }
            | Wanted::Record { .. }
            | Wanted::Over { .. } => return None,
        };
        Some(Fact::Flow { contact, input })
    }

    pub(crate) fn asked(&self, contact: ContactId) -> Option<Asked> {
        self.callers.get(&contact).and_then(|caller| caller.asked)
    }

    pub(crate) fn asks(&mut self, contact: ContactId, asked: Asked) {
        self.remember(contact);
        if let Some(caller) = self.callers.get_mut(&contact) {
            caller.asked = Some(asked);
        }
    }

    pub(crate) const fn next_enquiry(&mut self) -> EnquiryId {
        self.enquiries = self.enquiries.saturating_add(1);
        EnquiryId(self.enquiries)
    }

    /// `None` where it cannot be sent: a secret is missing.
    pub(crate) fn outgoing(&self, acd: &Acd, contact: ContactId, node: NodeId) -> Option<Outgoing> {
        let Caller { version, values, .. } = self.callers.get(&contact)?;
        values.request(acd.flow(*version)?, node)
    }

    /// Whether the answer was one that makes sense.
    pub(crate) fn take(
        &mut self,
        acd: &Acd,
        contact: ContactId,
        node: NodeId,
        body: &[u8],
    ) -> bool {
        self.remember(contact);
        let Some(Caller { version, values, .. }) = self.callers.get_mut(&contact) else {
            return false;
        };
        acd.flow(*version).is_some_and(|flow| values.take(flow, node, body))
    }

    /// The batch is on disk.
    pub fn commit(&mut self) {
        self.before.clear();
    }

    /// The batch came to nothing. Secrets that were keyed before it are there still: no store could give them back.
    pub fn roll_back(&mut self) {
        for (contact, before) in std::mem::take(&mut self.before) {
            match before {
                Some(caller) => drop(self.callers.insert(contact, caller)),
                None => drop(self.callers.remove(&contact)),
            }
        }
    }

    fn remember(&mut self, contact: ContactId) {
        let caller = self.callers.get(&contact);
        self.before.entry(contact).or_insert_with(|| caller.cloned());
    }
}

fn of_call(acd: &Acd, book: &Book, contact: ContactId) -> Values {
    let Some(contact) = acd.contact(contact) else { return Values::default() };
    let dialled = match contact.entry {
        Entry::Call { number } => book.numbers.get(&number).cloned(),
        Entry::Outbound { .. } | Entry::Session { .. } => None,
    };
    Values::of_call(book.customer(contact.customer).number, dialled)
}

fn answered_by(acd: &Acd, contact: ContactId) -> Option<FlowId> {
    match acd.contact(contact)?.entry {
        Entry::Call { number } => acd.number(number)?.flow,
        Entry::Outbound { .. } | Entry::Session { .. } => None,
    }
}
