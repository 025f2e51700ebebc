//! Who and what a play can name. The same in every play, so that a reader learns it once.

use serde::{Serialize, Serializer};

/// An agent; members of the groups as [`Group::agents`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agent {
    Ann,
    Bob,
    Cem,
    Dee,
}

/// A customer: one call or one session at a time. Pit is none: he is whoever sits by the SIP phone in the lobby (VC12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Customer {
    Mia,
    Leo,
    Zoe,
    Kim,
    Ida,
    Pit,
}

/// A group with a number (voice) or a channel (chat) of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Support,
    Sales,
    Help,
    Shop,
}

/// A break reason of the admin's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    Lunch,
    Training,
}

/// VC20: a flow in the middle of a talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Service {
    CardCheck,
    OrderLine,
}

impl Group {
    pub const fn is_voice(self) -> bool {
        matches!(self, Self::Support | Self::Sales)
    }

    /// Who is in it unless a play says otherwise.
    pub const fn agents(self) -> &'static [Agent] {
        match self {
            Self::Support | Self::Help => &Agent::ALL,
            Self::Sales | Self::Shop => &[Agent::Bob, Agent::Cem],
        }
    }
}

macro_rules! names {
    ($($kind:ident { $($variant:ident = $name:literal),* })*) => {$(
        impl $kind {
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$variant),*];

            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The one of this name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.name() == name)
            }
        }

        impl std::fmt::Display for $kind {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.name())
            }
        }

        impl Serialize for $kind {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }
    )*};
}

names! {
    Agent { Ann = "Ann", Bob = "Bob", Cem = "Cem", Dee = "Dee" }
    Customer { Mia = "Mia", Leo = "Leo", Zoe = "Zoe", Kim = "Kim", Ida = "Ida", Pit = "Pit" }
    Group { Support = "Support", Sales = "Sales", Help = "Help", Shop = "Shop" }
    Service { CardCheck = "card check", OrderLine = "order line" }
    Reason { Lunch = "lunch", Training = "training" }
}
