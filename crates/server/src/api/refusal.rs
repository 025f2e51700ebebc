//! A plain sentence for each refusal, for clients that do not translate the code themselves.

use acd::Refused;

pub(crate) const fn sentence(refused: Refused) -> &'static str {
    match refused {
        Refused::UnknownMember => "This member does not work in this application",
        Refused::InLine => "You are In line; choose a next status instead",
        Refused::NotInLine => "A next status can only be chosen while In line",
        Refused::Offline => "You are Offline; go Online first",
        Refused::NotInAcw => "There is no after-call-work to end or continue",
        Refused::UnknownBreakReason => "This break reason is not on the list",
        Refused::OfferGone => "The contact was passed on",
        Refused::NotYourOffer => "The contact is offered to somebody else",
        Refused::DeclineForbidden => "This group does not allow declining",
        Refused::NoAudio => "Allow the microphone first, then answer",
        Refused::UnknownContact => "There is no such contact",
        Refused::NotYourContact => "Somebody else has this contact",
        Refused::ContactEnded => "This contact has ended",
        Refused::NotTalking => "The call is not connected",
        Refused::OnHold => "The customer is on hold; take them off hold first",
        Refused::UnknownGroup => "There is no such group for calls",
        Refused::TargetUnavailable => "This colleague cannot be rung now",
        Refused::Ringing => "A call rings; answer or decline it first",
        Refused::InvalidNumber => "This is not a telephone number",
        Refused::NumberNotAllowed => "Your group may not call this number",
        Refused::NoLine => "Your group has no number to call from",
        Refused::InConsult => "Somebody is being asked; end that first",
        Refused::NoConsult => "Nobody who was asked talks with you about this call",
        Refused::TooManyCalls => "Too many calls out at once; wait a moment",
        Refused::TalkTimeUsed => "Your group has talked in calls out for as long as it may today",
        Refused::NotRecording => "This call is not recorded",
        Refused::UnknownFlow => "There is no such flow any more",
        Refused::FlowNotAllowed => "This group does not offer it",
        Refused::InFlow => "The customer is in a flow; take them back first",
        Refused::NotInFlow => "The customer is in no flow",
        Refused::SurveyGiven => "The customer will be asked already",
        Refused::WrongKind => "This does not work for this kind of contact",
        Refused::UnknownChannel => "This chat channel does not exist",
        Refused::SessionOpen => "There is an open session already",
        Refused::QueueFull => "The queue is full; please try again later",
        Refused::MessageTooLong => "The message is too long",
    }
}
