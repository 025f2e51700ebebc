//! What a flow may name here: groups, business hours, members, prompts; and what of a flow this server cannot do.

use acd::{ApplicationId, GroupKind};
use flow::{Fault, Flow, FlowKind, Node, Problem, References, Target, Transfer};
use store::{Colleague, Directory, NamedHours, Prompt, ReadError, SipPhone, SkillGroup, Store};
use uuid::Uuid;
use wire::flow::{FlowChoices, Named};

use crate::egress::Egress;
use crate::telephone::Telephone;

/// The prompts that every installation has, by what is heard.
const PROMPTS: [(media::PromptId, &str); 9] = [
    (media::PromptId::GREETING, "Chime"),
    (media::PromptId::BEEP, "Short tone"),
    (media::PromptId::NOTICE, "“This call is being recorded.”"),
    (media::PromptId::MENU, "“Welcome. For sales, press 1. For service, press 2.”"),
    (media::PromptId::WRONG_KEY, "“Sorry, that is not one of the choices.”"),
    (media::PromptId::CLOSED, "“We are closed now. Please call again during our business hours.”"),
    (media::PromptId::ENTER_CARD, "“Please enter the last four digits of your card.”"),
    (
        media::PromptId::RATE_CALL,
        "“How satisfied were you with this call? Please press a key from 1 to 5. 5 is the best.”",
    ),
    (media::PromptId::THANK_YOU, "“Thank you.”"),
];

pub(super) struct Choices {
    groups: Vec<SkillGroup>,
    hours: Vec<NamedHours>,
    members: Vec<Colleague>,
    sip_phones: Vec<SipPhone>,
    own: Vec<Prompt>,
}

impl Choices {
    pub(super) async fn of(store: &Store, application: ApplicationId) -> Result<Self, ReadError> {
        let Directory { mut groups, mut members, .. } = store.directory(application).await?;
        groups.retain(|group| group.routing.kind == GroupKind::Voice);
        members.retain(|member| member.roles.agent && !member.disabled);
        let hours = store.business_hours(application).await?;
        let mut sip_phones = store.sip_phones().await?;
        sip_phones.retain(|phone| phone.application == application);
        Ok(Self { groups, hours, members, sip_phones, own: store.prompts(application).await? })
    }

    /// Empty where calls can get the flow.
    pub(super) fn faults(&self, flow: &Flow, egress: &Egress) -> Vec<Fault> {
        let references = References {
            prompts: self.prompts().map(|(id, _)| id).collect(),
            groups: self.groups.iter().map(|group| group.routing.id).collect(),
            hours: self.hours.iter().map(|hours| hours.id).collect(),
            members: self.members.iter().map(|member| member.id).collect(),
            sip_phones: self.sip_phones.iter().map(|row| flow::SipPhoneId(row.id.0)).collect(),
        };
        let mut faults = unavailable(flow, egress);
        faults.extend(flow::validate(flow, &references));
        let nobody = nobodys_numbers(flow);
        let is_told = |fault: &Fault| faults.contains(fault);
        let untold: Vec<Fault> = nobody.filter(|fault| !is_told(fault)).collect();
        faults.extend(untold);
        faults
    }

    /// Those that every installation has, then the admin's own (AD05).
    fn prompts(&self) -> impl Iterator<Item = (flow::PromptId, &str)> {
        let built_in = PROMPTS.iter().map(|(id, name)| (prompt(*id), *name));
        built_in.chain(self.own.iter().map(|own| (own.id, &*own.name)))
    }

    pub(super) fn view(&self) -> FlowChoices {
        let groups = self.groups.iter();
        let hours = self.hours.iter();
        let members = self.members.iter();
        FlowChoices {
            groups: groups
                .map(|group| Named { id: group.routing.id.0, name: group.name.clone() })
                .collect(),
            hours: hours.map(|hours| Named { id: hours.id.0, name: hours.name.clone() }).collect(),
            members: members
                .map(|member| Named { id: member.id.0, name: member.name.clone() })
                .collect(),
            sip_phones: self
                .sip_phones
                .iter()
                .map(|row| Named { id: row.id.0, name: phone_name(row).to_owned() })
                .collect(),
            prompts: self
                .prompts()
                .map(|(id, name)| Named { id: id.0, name: name.to_owned() })
                .collect(),
        }
    }
}

fn phone_name(row: &SipPhone) -> &str {
    if row.name.is_empty() { &row.extension } else { &row.name }
}

/// Built-in prompts are called by their numbers.
pub(crate) fn prompt(id: media::PromptId) -> flow::PromptId {
    flow::PromptId(Uuid::from_u128(id.0.into()))
}

/// A flow that would promise what nobody does must answer no call.
fn unavailable(flow: &Flow, egress: &Egress) -> Vec<Fault> {
    let fault = |node, field: &str| {
        let (field, problem) = (field.to_owned(), Problem::Unavailable);
        Fault { node: Some(node), field, problem }
    };
    let field = |node: &Node| match node {
        // RC01: what a caller thinks before anybody has spoken with them is on no record.
        Node::Survey(_) => (flow.kind != FlowKind::Survey).then_some("node"),
        Node::Request(request) => egress.fault(request),
        Node::Play(_)
        | Node::Menu(_)
        | Node::Digits(_)
        | Node::Hours(_)
        | Node::Condition(_)
        | Node::Set(_)
        | Node::Voicemail(_)
        | Node::Transfer(_)
        | Node::Queue(_)
        | Node::Finish
        | Node::HangUp => None,
    };
    flow.nodes.iter().filter_map(|(id, node)| Some(fault(*id, field(node)?))).collect()
}

/// Digits that nobody was given, or that lead to help only where they are dialled (VC44): no caller would come through.
fn nobodys_numbers(flow: &Flow) -> impl Iterator<Item = Fault> {
    flow.nodes.iter().filter_map(|(id, node)| {
        let Node::Transfer(Transfer { to: Some(Target::External(number)), .. }) = node else {
            return None;
        };
        let field = "to.target".to_owned();
        let fault = Fault { node: Some(*id), field, problem: Problem::BadNumber };
        Telephone::read(number, None).is_none().then_some(fault)
    })
}
