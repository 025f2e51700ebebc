//! What a call wants done, in the order in which it is to be done.

use acd::{Callee, Fact, MemberId, Timestamp};
use flow::Turn;
use media::{Digit, LegId, Source};
use sip::{Cause, Rejection};

/// One thing for the owner of a [`crate::Call`] to do. Those about the line mean the customer's leg.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Let the caller hear that it rings.
    Ring,
    /// Keep the dialog on disk, open the media leg, answer; then report [`crate::LineEvent::Answered`].
    /// A page is answered at once and reports itself by being connected.
    Answer,
    /// Turn the unanswered call away.
    Reject(Rejection),
    /// Hang up the answered call.
    HangUp(Cause),
    /// Ask the far end whether it is still there (a re-INVITE without news); [`crate::LineEvent::Probed`] if so.
    Probe,
    /// The customer's media leg ends.
    CloseLeg,
    /// A leg hears this from now on.
    Listen {
        leg: LegId,
        to: Source,
    },
    /// Report when the next sound of this leg comes.
    AwaitFlow {
        leg: LegId,
    },
    /// VC40: what the customer says, and hears of people, is kept from now on; `since` names the recording.
    StartRecording {
        member: MemberId,
        since: Timestamp,
    },
    /// VC42: what the customer says is kept from now on, for nobody in the call. Silence is told by the flow's turn.
    StartVoicemail {
        turn: Turn,
        since: Timestamp,
    },
    PauseRecording,
    ResumeRecording,
    StopRecording,
    /// VC21: send a key to the customer's end, by whichever way it takes keys.
    SendKey(Digit),
    /// VC13: about the line outside.
    Outside(OutsideAction),
    /// Tell the core.
    Fact(Fact),
    /// Tell the core that the customer pressed a key, and who keeps them which one.
    Key(Digit),
}

/// VC12, VC13: what is to be done about the line outside, or the phone of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutsideAction {
    /// What becomes of it is told by [`crate::Input::Outside`].
    Call { callee: Callee },
    /// Hang up, or take the call back that nobody has answered.
    HangUp(Cause),
    /// As [`Action::Probe`].
    Probe,
    /// Its media leg ends.
    CloseLeg,
    /// A key that the customer has pressed is for whoever is there.
    SendKey(Digit),
}
