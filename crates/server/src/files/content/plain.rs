//! Texts and tables: characters, no codes. Chinese Windows writes GB 18030, everybody else UTF-8.

use crate::files::refused::Refused;

/// What begins so is a page or a drawing with another ending.
const MARKUP: [&[u8]; 7] =
    [b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?xml"];

pub(super) fn check(bytes: &[u8]) -> Result<(), Refused> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let codes = |byte: &u8| byte.is_ascii_control() && !b"\t\n\r\x0c".contains(byte);
    if text.iter().any(codes) || (std::str::from_utf8(text).is_err() && !is_gb18030(text)) {
        return Err(Refused::Mismatch);
    }
    let text = text.trim_ascii_start();
    let begins = |markup: &&[u8]| {
        text.get(..markup.len()).is_some_and(|head| head.eq_ignore_ascii_case(markup))
    };
    if MARKUP.iter().any(begins) { Err(Refused::Unsafe) } else { Ok(()) }
}

/// One, two or four bytes to a character. Whether each is one that exists is nothing to us.
fn is_gb18030(mut bytes: &[u8]) -> bool {
    loop {
        bytes = match bytes {
            [] => return true,
            [0..=0x7f, rest @ ..]
            | [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, rest @ ..]
            | [0x81..=0xfe, 0x30..=0x39, 0x81..=0xfe, 0x30..=0x39, rest @ ..] => rest,
            _ => return false,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dk13_a_text_is_characters_and_no_page() {
        for text in ["", "name;sum\r\nMia;3\n", "\u{feff}退款", "a < b", "<Tom> hello"] {
            assert_eq!(check(text.as_bytes()), Ok(()), "{text}");
        }
        assert_eq!(check(b"\xcd\xcb\xbf\xee\r\n"), Ok(()), "退款 in GB 18030");
        for page in
            ["<html>", " \n<!DOCTYPE html>", "\u{feff}<SVG onload=x>", "<?xml version='1.0'?>"]
        {
            assert_eq!(check(page.as_bytes()), Err(Refused::Unsafe), "{page}");
        }
        for binary in [b"MZ\0\0".as_slice(), b"\x7fELF", b"\xff\xff\xff", b"a\x1b[31m", b"\xcd"] {
            assert_eq!(check(binary), Err(Refused::Mismatch), "{binary:?}");
        }
    }
}
