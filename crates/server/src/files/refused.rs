//! Why a file that came whole is not taken.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It is not what was announced, to the bit.
    Damaged,
    /// Its content is not what its ending says.
    Mismatch,
    /// It is that, and something else as well; or it holds what could do something.
    Unsafe,
    /// A picture that cannot be read to its end.
    Unreadable,
    TooManyPixels,
    TooManyFrames,
    /// A `WebP` that moves.
    Animated,
}

impl Refused {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Damaged => "attachment-damaged",
            Self::Mismatch => "attachment-mismatch",
            Self::Unsafe => "attachment-unsafe",
            Self::Unreadable => "attachment-unreadable",
            Self::TooManyPixels => "attachment-too-many-pixels",
            Self::TooManyFrames => "attachment-too-many-frames",
            Self::Animated => "attachment-animated",
        }
    }

    pub(crate) const fn sentence(self) -> &'static str {
        match self {
            Self::Damaged => "The file did not arrive as it was sent; send it again",
            Self::Mismatch => "The file is not what the end of its name says",
            Self::Unsafe => "Files like this can do harm and are not taken",
            Self::Unreadable => "The picture cannot be read",
            Self::TooManyPixels => "The picture has more than 40 million pixels",
            Self::TooManyFrames => "The picture has more than 200 frames",
            Self::Animated => "WebP pictures that move are not taken; send a GIF",
        }
    }
}
