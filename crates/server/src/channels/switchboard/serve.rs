//! Requests from the sockets, and the notes that come back from the work beside the loop.

use acd::MemberId;
use media::{LegId, Order};
use sip::Rejection;
use voice::{Input, LineEvent, LineKind};

use super::arrival::{Caller, Taken};
use super::board::{Board, Held};
use super::handsets::Handsets;
use super::line::{Line, Page};
use super::phone_watch::PhoneAt;
use super::request::{Dialled, Negotiated, Note, PageEvent, Reply, Request};
use crate::drain::RETRY_AFTER;
use crate::private::Private;

impl Board {
    pub(super) fn serve(&mut self, request: Request) {
        match request {
            Request::MemberPhone { at, offer, reply } => {
                self.beside.negotiate_member(at, offer, reply);
            }
            Request::MicrophoneLost { at } => {
                if let Some((application, fact)) = self.phones.microphone_lost(at) {
                    self.beside.fact(application, fact);
                }
            }
            Request::Watch { member, watcher } => {
                let seat = (watcher.application, member);
                self.phones.watch(member, watcher);
                self.tell_own_phone(seat);
            }
            Request::Leaves { application, member, done } => {
                if self.phones.application(member) == Some(application) {
                    self.sign_out(member);
                }
                let _gone = done.send(());
            }
            Request::Dial { dialled, offer, reply } => self.dial(dialled, offer, reply),
            Request::Page { contact, told, done } => {
                let event = match told {
                    PageEvent::HungUp => LineEvent::HungUp,
                    PageEvent::Closed => LineEvent::PageClosed,
                    PageEvent::Opened => LineEvent::PageOpened,
                };
                self.todo.push_back((contact, Input::Line(event)));
                let _gone = done.send(());
            }
            Request::Recover { legs, done } => {
                self.recover(legs);
                let _gone = done.send(());
            }
            Request::SipPhones { phones, places, cut_off, done } => {
                self.set_handsets(phones);
                self.restore_handsets(places);
                self.recover_handsets(cut_off);
                let _gone = done.send(());
            }
            Request::Prompts { prompts, done } => {
                self.media.order(Order::UsePrompts(prompts));
                let _gone = done.send(());
            }
            Request::SipPhoneStates { reply } => {
                let states = self.handsets.as_ref().map(Handsets::states).unwrap_or_default();
                let _gone = reply.send(states);
            }
            Request::SipPhoneInCall { phone, reply } => {
                let _gone = reply.send(self.phone_lines.has(phone));
            }
            Request::Drain { done } => {
                self.endpoint.drain(RETRY_AFTER);
                self.draining = true;
                self.when_idle.push(done);
            }
            Request::CutOff { done } => {
                self.cut_off();
                self.when_idle.push(done);
            }
        }
    }

    pub(super) fn take_note(&mut self, note: Note) {
        tracing::debug!(?note, "work beside the loop is done");
        match note {
            Note::Arrived { contact, taken } => {
                let input = match taken {
                    Ok(Taken { application, shown }) => {
                        if let Some(held) = self.calls.get_mut(&contact) {
                            held.application = Some(application);
                            held.shown = Some(shown);
                        }
                        Input::Arrived
                    }
                    Err(with) => Input::NotTaken { with },
                };
                self.todo.push_back((contact, input));
            }
            Note::Numbers { line, called, numbers } => self.call_out(line, called, numbers),
            Note::Named { contact, shown } => self.named(contact, shown),
            Note::HandsetKept { registration, done } => self.handset_kept(registration, done),
            Note::Saved { line, done } => self.saved(line, done),
            Note::HandsetSaved { sip, leg, done } => self.handset_saved(sip, leg, done),
            Note::WishRefused { seat, command } => self.handset_unwanted(seat, command),
            Note::MemberPhone { at, negotiated, reply } => self.member_phone(at, negotiated, reply),
            Note::Page { dialled, negotiated } => self.page_negotiated(dialled, negotiated),
        }
    }

    fn member_phone(&mut self, at: PhoneAt, negotiated: Result<Negotiated, String>, reply: Reply) {
        let negotiated = match negotiated {
            Ok(negotiated) => negotiated,
            Err(why) => {
                let _gone = reply.send(Err(why));
                return;
            }
        };
        let member = at.member;
        if self.phones.application(member).is_some_and(|other| other != at.application) {
            self.sign_out(member);
        }
        let leg = Self::new_leg();
        if let Some(old) = self.phones.replace(at, leg) {
            self.close_strains(old);
            self.media.order(Order::Close { leg: old });
        }
        self.media.order(Order::OpenBrowser { leg, connection: negotiated.connection });
        self.browser_moves(member, Some(leg));
        let _gone = reply.send(Ok(negotiated.answer.0));
    }

    /// VC31: nothing to the calls of a member whose phone is another one.
    fn browser_moves(&mut self, member: MemberId, leg: Option<LegId>) {
        if self.desks.all.keys().all(|(_, other)| *other != member) {
            self.tell_calls_of(member, &Input::Phone { member, leg });
        }
    }

    fn sign_out(&mut self, member: MemberId) {
        let Some((leg, told)) = self.phones.remove(member) else { return };
        self.close_strains(leg);
        self.media.order(Order::Close { leg });
        self.browser_moves(member, None);
        if let Some((application, fact)) = told {
            self.beside.fact(application, fact);
        }
    }

    fn dial(&mut self, dialled: Dialled, offer: Private<String>, reply: Reply) {
        if self.draining {
            let _gone =
                reply
                    .send(Err("no new calls are taken at the moment: try again in a few minutes"
                        .to_owned()));
            return;
        }
        if self.pages().any(|page| page.customer == dialled.customer) {
            let _gone = reply.send(Err("you are in a call already, on another page".to_owned()));
            return;
        }
        if !self.endpoint.has_line() || self.pages().count() >= pages_max(self.calls_max) {
            let _gone = reply.send(Err("every line is busy: try again in a while".to_owned()));
            return;
        }
        let line = Line::page(dialled.customer, reply);
        let mut held = Held::new(dialled.contact, LineKind::Page, line);
        held.application = Some(dialled.application);
        self.hold(dialled.contact, held);
        self.beside.negotiate_page(dialled, offer);
    }

    /// The calls from pages that are not over.
    pub(super) fn pages(&self) -> impl Iterator<Item = &Page> {
        let held = self.calls.values().filter(|held| held.call.has_line());
        held.filter_map(|held| match &held.line {
            Line::Page(page) => Some(page),
            Line::Trunk(_) | Line::Nobody => None,
        })
    }

    fn page_negotiated(&mut self, dialled: Dialled, negotiated: Result<Negotiated, String>) {
        let contact = dialled.contact;
        let Some(Line::Page(page)) = self.calls.get_mut(&contact).map(|held| &mut held.line) else {
            return;
        };
        match negotiated {
            Ok(negotiated) => {
                page.negotiated = Some(negotiated);
                self.todo.push_back((contact, Input::Begun));
                self.beside.arrive(contact, Caller::Page(dialled));
            }
            Err(why) => {
                if let Some(reply) = page.reply.take() {
                    let _gone = reply.send(Err(why));
                }
                let with = Rejection::NotAcceptable;
                self.todo.push_back((contact, Input::NotTaken { with }));
            }
        }
    }
}

/// A call from a page costs nobody anything, so pages alone cannot take all the lines.
const fn pages_max(calls_max: usize) -> usize {
    calls_max.div_ceil(2)
}
