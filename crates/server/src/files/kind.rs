//! What may be sent: the endings that are taken, and what has to be in such a file.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Jpeg,
    Png,
    Gif,
    WebP,
    Pdf,
    Text,
    Csv,
    Docx,
    Xlsx,
    Mp3,
    M4a,
    Wav,
    Mp4,
}

const ENDINGS: [(&str, Kind); 14] = [
    ("jpg", Kind::Jpeg),
    ("jpeg", Kind::Jpeg),
    ("png", Kind::Png),
    ("gif", Kind::Gif),
    ("webp", Kind::WebP),
    ("pdf", Kind::Pdf),
    ("txt", Kind::Text),
    ("csv", Kind::Csv),
    ("docx", Kind::Docx),
    ("xlsx", Kind::Xlsx),
    ("mp3", Kind::Mp3),
    ("m4a", Kind::M4a),
    ("wav", Kind::Wav),
    ("mp4", Kind::Mp4),
];

impl Kind {
    /// By the ending of the name; `None` for what is not taken.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        let known = ENDINGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending));
        known.map(|(_, kind)| *kind)
    }

    /// All that are taken, in small letters.
    pub(crate) fn endings() -> impl Iterator<Item = &'static str> {
        ENDINGS.iter().map(|(ending, _)| *ending)
    }

    pub(crate) const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Text => "text/plain",
            Self::Csv => "text/csv",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Mp3 => "audio/mpeg",
            Self::M4a => "audio/mp4",
            Self::Wav => "audio/wav",
            Self::Mp4 => "video/mp4",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dk13_the_last_ending_counts_and_no_other() {
        assert_eq!(Kind::of_name("cat.JPeG"), Some(Kind::Jpeg));
        assert_eq!(Kind::of_name("cat.svg.png"), Some(Kind::Png));
        for name in ["cat.png.svg", "cat.html", "cat.js", "cat.zip", "cat.exe", "png", "cat.", ""] {
            assert_eq!(Kind::of_name(name), None, "{name}");
        }
    }
}
