//! The Workspace's live socket: frames both ways, and the picture that snapshot and changes build.
//! Law: `apply(snapshot, changes) == fresh snapshot`. Times are epoch milliseconds of the server's clock.

mod directory;
mod frame;
mod own_phone;
mod picture;
mod rating;
mod self_service;

pub use self::directory::{
    ColleagueView, Directory, DirectoryChanges, DirectoryGroup, DirectoryPhone, PhoneUnavailable,
    SessionLoad, Unavailable,
};
pub use self::frame::{
    Changes, CommandFrame, Hello, Maintenance, MemberFrame, Open, PhoneCodec, Sdp, ServerFrame,
    SoundCodec, TypingFrame,
};
pub use self::own_phone::{OwnPhone, OwnSipPhone, SipPhoneDoing};
pub use self::picture::{
    Acw, AskedKind, AskedView, AuthorView, BreakReasonView, CallState, CallView, CameByView,
    Change, ConsultOverView, ConsultOverWhy, ConsultState, ConsultView, ConsultWith, ContactGone,
    DialProgress, DialView, Direction, Gone, GroupKind, GroupRef, GroupView, HandedView, Label, Me,
    MemberName, MessageView, NextStatus, NoteView, NumberView, OfferView, OfflineWhy, PhoneName,
    RecordingState, SessionView, Snapshot, TalkView,
};
pub use self::rating::{RatingState, RatingView, SentRating};
pub use self::self_service::{FlowName, SelfServiceStage, SelfServiceView, SurveyState};
