//! DK13: files that go with messages. The cast has three of them.

use std::fmt;

use serde::Serialize;

use crate::sight::{Author, Sight};

/// One of the cast's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// A PDF. It is read as it was sent.
    Contract,
    /// A JPEG that lies on its side and knows where it was taken. It is read upright, without the place.
    Photograph,
    /// A page with a script, by the name of a picture.
    Drawing,
}

/// How much of it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sending {
    /// All of it, and a message with it.
    Whole,
    /// F16: then the connection breaks.
    Half,
    /// A message with it, before it is whole.
    TooSoon,
    /// What is missing, and a message with it.
    Rest,
}

impl Paper {
    pub const ALL: [Self; 3] = [Self::Contract, Self::Photograph, Self::Drawing];

    /// As plays call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contract => "contract",
            Self::Photograph => "photograph",
            Self::Drawing => "drawing",
        }
    }

    /// As its author's disk calls it.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Contract => "contract.pdf",
            Self::Photograph => "photograph.jpg",
            Self::Drawing => "drawing.png",
        }
    }

    /// The one whose file has this name.
    pub fn of_file(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.file_name() == name)
    }
}

/// Of a message that has come.
pub(crate) fn say(out: &mut fmt::Formatter<'_>, sight: &Sight) -> fmt::Result {
    let Sight::Sent { author, customer, paper, sequence } = sight else { return Ok(()) };
    let paper = paper.name();
    match author {
        Author::Agent(agent) => write!(out, "{agent} sent {customer} the {paper} ({sequence})"),
        Author::Customer(customer) => write!(out, "{customer} sent the {paper} ({sequence})"),
    }
}
