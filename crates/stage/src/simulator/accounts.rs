//! The books, kept a second time: what each contact's record, its segments and each member's history have to say, reckoned
//! from the events alone and held against what the store has written (I05, I08, I09, I13, I15).

use std::collections::{BTreeMap, BTreeSet};

use acd::{
    Acd, CallDialled, ContactId, Entry, Event, ExternalMoved, ExternalStep, GroupId, GroupKind,
    HoldChanged, Label, MemberId, MessageAdded, Millis, OfferEnd, StatusChanged, Timestamp,
};
use anyhow::{Context, Result, ensure};
use store::{AfterCallWork, PressedKey, Record, RecordDetail, Segment, StatusSpan, Store};

use super::center::APPLICATION;
use super::sound::key_of;

#[derive(Debug, Default)]
pub(super) struct Accounts {
    contacts: BTreeMap<ContactId, Account>,
    members: BTreeMap<MemberId, Vec<StatusSpan>>,
    /// The contact whose after-call-work each member does.
    acw: BTreeMap<MemberId, ContactId>,
    /// What has changed since the books were compared.
    open: BTreeSet<ContactId>,
}

#[derive(Debug)]
struct Account {
    record: Record,
    waiting_since: Option<Timestamp>,
    segments: Vec<Part>,
    messages: Vec<MessageAdded>,
    /// The places of the keys that may be kept.
    keys: Vec<u32>,
    outside: Outside,
}

/// VC13: what the customer talks with a line outside.
#[derive(Clone, Copy, Debug, Default)]
struct Outside {
    since: Option<Timestamp>,
    talked: Millis,
}

#[derive(Debug)]
struct Part {
    segment: Segment,
    talking_since: Option<Timestamp>,
    held_since: Option<Timestamp>,
}

impl Accounts {
    pub(super) fn note(&mut self, at: Timestamp, event: &Event) {
        self.open.extend(event.contact());
        match event {
            Event::ContactArrived(arrived) => {
                let record = Record {
                    contact: arrived.contact,
                    customer: Some(arrived.customer),
                    entry: Some(arrived.entry),
                    called: None,
                    called_phone: None,
                    group: None,
                    member: None,
                    arrived: arrived.at,
                    queued: None,
                    answered: None,
                    ended: None,
                    end_reason: None,
                    waited: Millis::ZERO,
                    talk: Millis::ZERO,
                    hold: Millis::ZERO,
                    holds: 0,
                    offers: 0,
                    missed: 0,
                    declined: 0,
                    messages: 0,
                };
                let (waiting_since, segments, messages, keys) =
                    (None, Vec::new(), Vec::new(), Vec::new());
                let outside = Outside::default();
                let account = Account { record, waiting_since, segments, messages, keys, outside };
                self.contacts.insert(arrived.contact, account);
            }
            Event::StatusChanged(changed) => self.status_changed(*changed),
            Event::AcwStarted(started) => {
                self.acw.insert(started.member, started.contact);
                let begun = AfterCallWork { started: at, extended: None, ended: None };
                self.in_acw(started.contact, started.member, |acw| *acw = Some(begun));
            }
            Event::AcwExtended(extended) => {
                if let Some(contact) = self.acw.get(&extended.member).copied() {
                    let goes_on = |acw| AfterCallWork { extended: Some(at), ..acw };
                    self.in_acw(contact, extended.member, |acw| *acw = acw.map(goes_on));
                }
            }
            Event::AcwEnded(ended) => {
                if let Some(contact) = self.acw.remove(&ended.member) {
                    let over = |acw| AfterCallWork { ended: Some(at), ..acw };
                    self.in_acw(contact, ended.member, |acw| *acw = acw.map(over));
                }
            }
            _ => {
                let account = event.contact().and_then(|id| self.contacts.get_mut(&id));
                if let Some(account) = account {
                    account.note(at, event);
                }
            }
        }
    }

    fn in_acw(
        &mut self,
        contact: ContactId,
        member: MemberId,
        change: impl FnOnce(&mut Option<AfterCallWork>),
    ) {
        self.open.insert(contact);
        let account = self.contacts.get_mut(&contact);
        let segments = account.map(|account| account.segments.iter_mut());
        let last = segments.and_then(|mut all| all.rfind(|part| part.segment.member == member));
        if let Some(part) = last {
            change(&mut part.segment.acw);
        }
    }

    fn status_changed(&mut self, changed: StatusChanged) {
        let StatusChanged { member, to, break_reason, actor, at, .. } = changed;
        let spans = self.members.entry(member).or_default();
        if let Some(last) = spans.last_mut() {
            last.until = Some(at);
        }
        spans.push(StatusSpan { label: to, break_reason, actor, from: at, until: None });
    }

    /// Everything again: the store's pictures were drawn anew.
    pub(super) fn reopen(&mut self) {
        self.open.extend(self.contacts.keys());
    }

    /// Holds what has changed since the last time against the store.
    pub(super) async fn compare(&mut self, store: &Store) -> Result<()> {
        for id in std::mem::take(&mut self.open) {
            let detail = store.record(APPLICATION, id).await?;
            let detail = detail.with_context(|| format!("I15: {id} has no record"))?;
            let account = self.contacts.get(&id).context("I15: a record of nobody")?;
            account.agrees(&detail).with_context(|| format!("the record of {id}"))?;
        }
        Ok(())
    }

    /// I09, for each member; and In line is the time in calls.
    pub(super) async fn compare_histories(&self, store: &Store, acd: &Acd) -> Result<()> {
        let (begin, end) = (Timestamp(0), Timestamp(i64::MAX.cast_unsigned()));
        for (member, ours) in &self.members {
            let theirs = store.status_spans(APPLICATION, *member, begin, end).await?;
            ensure!(theirs == *ours, "I09: the history of {member} is not what happened");
            for pair in theirs.windows(2) {
                let [one, next] = pair else { continue };
                ensure!(one.until == Some(next.from), "I09: a gap in the history of {member}");
            }
            let label = acd.agent(*member).map(acd::Agent::label);
            let last = theirs.last().map(|span| span.label);
            ensure!(label.is_none() || last == label, "I09: {member} is {label:?}, not {last:?}");
            let spans = theirs.iter().filter(|span| span.label == Label::InLine);
            let in_line = union(spans.map(|span| (span.from, span.until)).collect());
            ensure!(
                in_line == union(self.calls_of(*member)),
                "I09: In line of {member} is not the time in calls: {in_line:?}"
            );
        }
        Ok(())
    }

    fn calls_of(&self, member: MemberId) -> Vec<(Timestamp, Option<Timestamp>)> {
        let calls = self.contacts.values();
        let is_call = |account: &&Account| {
            account.record.entry.is_some_and(|entry| entry.kind() == GroupKind::Voice)
        };
        let calls = calls.filter(is_call);
        let parts = calls.flat_map(|account| &account.segments);
        let parts = parts.filter(|part| part.segment.member == member);
        parts.map(|part| (part.segment.joined, part.segment.ended)).collect()
    }
}

impl Account {
    fn note(&mut self, at: Timestamp, event: &Event) {
        let record = &mut self.record;
        match event {
            Event::CallDialled(CallDialled { member, group, .. }) => {
                (record.member, record.group) = (Some(*member), Some(*group));
                self.segments.push(Part::new(*member, Some(*group), at, None));
            }
            Event::ExternalMoved(ExternalMoved { step, .. }) => self.moves_outside(at, *step),
            Event::QueueEntered(entered) => {
                record.group = Some(entered.group);
                record.queued.get_or_insert(entered.arrival);
                self.waiting_since.get_or_insert(at);
            }
            Event::CallTransferred(_) => {
                self.waiting_since.get_or_insert(at);
            }
            Event::NoticeStarted(started) if started.returned.is_some() => {
                self.waiting_since.get_or_insert(at);
            }
            Event::OfferMade(_) => record.offers += 1,
            Event::OfferEnded(ended) => match ended.end {
                OfferEnd::Missed => record.missed += 1,
                OfferEnd::Declined => record.declined += 1,
                _ => {}
            },
            Event::MissForgiven(_) => record.missed -= 1,
            Event::MemberJoined(joined) => {
                let is_session = joined.media_by.is_none();
                record.member = Some(joined.member);
                let talked = is_session.then_some(at);
                let part = Part::new(joined.member, record.group, at, talked);
                self.segments.push(part);
                if is_session {
                    self.answered(at);
                }
            }
            Event::TalkStarted(_) => {
                if let Some(part) = self.segments.last_mut() {
                    part.segment.talked = Some(at);
                    part.talking_since = Some(at);
                }
                self.answered(at);
            }
            Event::HoldChanged(HoldChanged { on_hold, .. }) => {
                record.holds += u64::from(*on_hold);
                if let Some(part) = self.segments.last_mut() {
                    part.pause(at);
                    if *on_hold {
                        part.held_since = Some(at);
                    } else {
                        part.talking_since = Some(at);
                    }
                }
            }
            Event::MessageAdded(added) => {
                record.messages += 1;
                self.messages.push(*added);
            }
            Event::KeyPressed(pressed) if !pressed.masked => self.keys.push(pressed.place),
            Event::MemberLeft(_) => self.part_ends(at),
            Event::ContactEnded(ended) => {
                record.ended = Some(at);
                record.end_reason = Some(ended.reason);
                self.waits_no_more(at);
                self.outside.pause(at);
            }
            _ => {}
        }
    }

    /// The customer waits until somebody outside answers, and again should nobody.
    fn moves_outside(&mut self, at: Timestamp, step: ExternalStep) {
        match step {
            ExternalStep::Dialled { .. }
            | ExternalStep::Rung { .. }
            | ExternalStep::Ended { .. } => {
                self.outside.pause(at);
                self.waiting_since.get_or_insert(at);
            }
            ExternalStep::Answered { .. } => {
                self.outside.since = Some(at);
                self.answered(at);
            }
            ExternalStep::Asked { .. }
            | ExternalStep::PhoneAsked { .. }
            | ExternalStep::Turned { .. }
            | ExternalStep::Completed { .. }
            | ExternalStep::Released { .. }
            | ExternalStep::Warned => {}
        }
    }

    fn answered(&mut self, at: Timestamp) {
        self.record.answered.get_or_insert(at);
        self.waits_no_more(at);
    }

    fn waits_no_more(&mut self, at: Timestamp) {
        if let Some(since) = self.waiting_since.take() {
            self.record.waited.0 += at.since(since).0;
        }
    }

    fn part_ends(&mut self, at: Timestamp) {
        if let Some(part) = self.segments.last_mut() {
            part.pause(at);
            part.segment.ended = Some(at);
            self.record.talk.0 += part.segment.talk.0;
            self.record.hold.0 += part.segment.hold.0;
        }
    }

    fn agrees(&self, detail: &RecordDetail) -> Result<()> {
        let RecordDetail { record, segments, offers, messages, keys, .. } = detail;
        ensure!(*record == self.record, "I15: {record:?}, and it was {:?}", self.record);
        let ours: Vec<&Segment> = self.segments.iter().map(|part| &part.segment).collect();
        ensure!(
            ours.iter().copied().eq(segments.iter()),
            "I15: the segments {segments:?}, and they were {ours:?}"
        );
        for pair in segments.windows(2) {
            let [one, next] = pair else { continue };
            let apart = one.ended.is_some_and(|ended| ended <= next.joined);
            ensure!(apart, "I08: segments overlap: {one:?} {next:?}");
        }
        if let Some(ended) = record.ended {
            // Before anybody was there: in flows, or ringing at who is called.
            let begun = match record.entry {
                Some(Entry::Outbound { .. }) => record.answered,
                Some(Entry::Call { .. } | Entry::Session { .. }) | None => record.queued,
            };
            let before = begun.unwrap_or(ended).since(record.arrived);
            let with_agents = record.talk.0 + record.hold.0;
            let parts = before.0 + record.waited.0 + with_agents + self.outside.talked.0;
            let whole = ended.since(record.arrived).0;
            ensure!(parts == whole, "I08: the parts are {parts} ms, the whole is {whole} ms");
        }
        ensure!(offers.len() as u64 == record.offers, "I05: offers are missing");
        let open = offers.iter().filter(|offer| offer.end.is_none()).count();
        ensure!(open == 0 || record.ended.is_none() && open == 1, "I05: {open} offers have no end");
        self.keys_agree(keys)?;
        self.messages_agree(messages)
    }

    /// VC20, VC40: each key that may be kept is, and no other.
    fn keys_agree(&self, keys: &[PressedKey]) -> Result<()> {
        let contact = self.record.contact;
        let ours = self.keys.iter().map(|place| (*place, key_of(contact)));
        let theirs = keys.iter().map(|key| (key.place, key.key));
        ensure!(ours.eq(theirs), "VC20: the keys of {contact} are {keys:?}, not {:?}", self.keys);
        Ok(())
    }

    /// I13: from 1 without holes, each once, with the text that its writer sent.
    fn messages_agree(&self, messages: &[store::Message]) -> Result<()> {
        ensure!(messages.len() == self.messages.len(), "I13: messages are missing or too many");
        for (place, (stored, added)) in (1..).zip(messages.iter().zip(&self.messages)) {
            let same = stored.sequence == place
                && stored.id == added.message
                && stored.author == added.author
                && stored.at == added.at;
            ensure!(same, "I13: message {place} is {stored:?}, and it was {added:?}");
            let text = format!("says {}", stored.id);
            ensure!(stored.body == text, "I13: the text of message {place} is {:?}", stored.body);
        }
        Ok(())
    }
}

impl Outside {
    fn pause(&mut self, at: Timestamp) {
        if let Some(since) = self.since.take() {
            self.talked.0 += at.since(since).0;
        }
    }
}

impl Part {
    const fn new(
        member: MemberId,
        group: Option<GroupId>,
        joined: Timestamp,
        talked: Option<Timestamp>,
    ) -> Self {
        let (talk, hold) = (Millis::ZERO, Millis::ZERO);
        let segment = Segment { member, group, joined, talked, ended: None, talk, hold, acw: None };
        Self { segment, talking_since: talked, held_since: None }
    }

    /// What ran until now is counted.
    fn pause(&mut self, at: Timestamp) {
        if let Some(since) = self.talking_since.take() {
            self.segment.talk.0 += at.since(since).0;
        }
        if let Some(since) = self.held_since.take() {
            self.segment.hold.0 += at.since(since).0;
        }
    }
}

/// Spans that touch are one; what is empty is none.
fn union(mut spans: Vec<(Timestamp, Option<Timestamp>)>) -> Vec<(Timestamp, Option<Timestamp>)> {
    spans.retain(|(from, until)| *until != Some(*from));
    spans.sort();
    let mut all: Vec<(Timestamp, Option<Timestamp>)> = Vec::new();
    for (from, until) in spans {
        match all.last_mut() {
            Some(last) if last.1 == Some(from) => last.1 = until,
            _ => all.push((from, until)),
        }
    }
    all
}
