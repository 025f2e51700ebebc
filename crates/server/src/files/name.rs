//! What a file is called: as its author called it, as far as that can be shown and saved safely. No file of ours has this name.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use unicode_normalization::UnicodeNormalization as _;

/// In characters.
const NAME_MAX: usize = 120;
/// RFC 8187 §3.2.1: what stands for itself.
const ATTR_CHAR: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// The last part of a path, without what is not to be seen or would turn the text around it. It keeps its ending.
pub(crate) fn shown(told: &str) -> String {
    let last = told.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.nfc().filter(|c| !is_hidden(*c)).collect();
    let kept = kept.trim_matches(|c: char| c.is_whitespace() || c == '.');
    let (stem, ending) = kept.rsplit_once('.').unwrap_or((kept, ""));
    let stem = if stem.trim().is_empty() { "file" } else { stem.trim() };
    let stem: String = stem.chars().take(NAME_MAX).collect();
    let ending: String = ending.chars().take(NAME_MAX).collect();
    if ending.is_empty() { stem } else { format!("{stem}.{ending}") }
}

/// The same with another ending: what is in the file was made something else.
pub(super) fn with_ending(name: &str, ending: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}.{ending}")
}

/// RFC 6266 §4.1: to be saved, never shown in a page, under this name. It stands there in the form of `filename*` alone, in which
/// no character of it means anything to a header.
pub(crate) fn disposition(name: &str) -> String {
    format!("attachment; filename*=UTF-8''{}", percent_encode(name.as_bytes(), ATTR_CHAR))
}

/// Control characters, and those that turn or join the text around them.
fn is_hidden(c: char) -> bool {
    let joins =
        matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}');
    let turns = matches!(c, '\u{61c}' | '\u{2028}'..='\u{202e}');
    let marks = matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    c.is_control() || joins || turns || marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dk13_a_name_is_a_name_and_no_path() {
        assert_eq!(shown("../../etc/passwd.txt"), "passwd.txt");
        assert_eq!(shown("C:\\temp\\cat.png"), "cat.png");
        assert_eq!(shown("a\r\nb\0.png"), "ab.png");
        assert_eq!(shown("invoice\u{202e}gnp.exe.pdf"), "invoicegnp.exe.pdf");
        assert_eq!(shown(".png"), "png", "it has no ending then");
        assert_eq!(shown(" .. "), "file");
        assert_eq!(shown("退款 单.pdf"), "退款 单.pdf");
        let long = shown(&format!("{}.pdf", "x".repeat(1_000)));
        assert_eq!((long.len(), &long[NAME_MAX..]), (NAME_MAX + 4, ".pdf"));
    }

    #[test]
    fn dk13_no_name_ends_its_header() {
        assert_eq!(
            disposition("say \"hi\"; a=b%.png"),
            "attachment; filename*=UTF-8''say%20%22hi%22%3B%20a%3Db%25.png"
        );
        assert_eq!(disposition("退款.pdf"), "attachment; filename*=UTF-8''%E9%80%80%E6%AC%BE.pdf");
        let markup = disposition("a\r\nx: <img src=x onerror='alert(1)'>.png");
        let value = markup.strip_prefix("attachment; filename*=UTF-8''").unwrap();
        assert!(value.chars().all(|c| c.is_ascii_alphanumeric() || "%.".contains(c)), "{value}");
    }

    #[test]
    fn dk13_a_picture_that_was_made_another_kind_has_another_ending() {
        assert_eq!(with_ending("my.cat.webp", "jpg"), "my.cat.jpg");
    }
}
