//! Whether what is in a file is what its name says, for all that is no picture. Such files are kept as they came, so each must be
//! that kind from the first byte to the last: nothing is taken that is something else as well.

mod container;
mod office;
mod plain;

use super::kind::Kind;
use super::refused::Refused;

/// How far from its end a PDF may say that it ends.
const PDF_TAIL: usize = 1024;
/// Within which a ZIP archive has its directory's end.
const ZIP_TAIL: usize = 65_557;

pub(super) fn check(kind: Kind, bytes: &[u8]) -> Result<(), Refused> {
    match kind {
        Kind::Pdf => pdf(bytes),
        Kind::Text | Kind::Csv => plain::check(bytes),
        Kind::Docx => office::check(bytes, "word/document.xml"),
        Kind::Xlsx => office::check(bytes, "xl/workbook.xml"),
        Kind::Mp3 => when(container::is_mp3(bytes)),
        Kind::M4a | Kind::Mp4 => when(container::is_mp4(bytes)),
        Kind::Wav => when(container::is_wav(bytes)),
        // They are coded anew.
        Kind::Jpeg | Kind::Png | Kind::Gif | Kind::WebP => Err(Refused::Mismatch),
    }
}

/// From the head to the tail, with nothing behind it. One that is an archive as well is known by the archive's end.
fn pdf(bytes: &[u8]) -> Result<(), Refused> {
    let tail = &bytes[bytes.len().saturating_sub(PDF_TAIL)..];
    let end = tail.windows(5).rposition(|window| window == b"%%EOF");
    let (true, Some(end)) = (bytes.starts_with(b"%PDF-"), end) else {
        return Err(Refused::Mismatch);
    };
    let behind = &tail[end + 5..];
    let archive = &bytes[bytes.len().saturating_sub(ZIP_TAIL)..];
    let is_archive = archive.windows(4).any(|window| window == b"PK\x05\x06");
    if is_archive || behind.iter().any(|byte| !byte.is_ascii_whitespace() && *byte != 0) {
        return Err(Refused::Unsafe);
    }
    Ok(())
}

const fn when(is_it: bool) -> Result<(), Refused> {
    if is_it { Ok(()) } else { Err(Refused::Mismatch) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dk13_a_pdf_is_one_from_head_to_tail() {
        let pdf = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\r\n\0";
        assert_eq!(check(Kind::Pdf, pdf), Ok(()));
        assert_eq!(check(Kind::Pdf, &[pdf, b"<script>".as_slice()].concat()), Err(Refused::Unsafe));
        let archive =
            [b"%PDF-1.7\nPK\x03\x04PK\x01\x02PK\x05\x06".as_slice(), &[0; 16], b"\x06\0%%EOF\n"];
        assert_eq!(check(Kind::Pdf, &archive.concat()), Err(Refused::Unsafe));
        for wrong in [b"<html>%PDF-1.7 %%EOF".as_slice(), b"%PDF-1.7", b"%PDF", b""] {
            assert_eq!(check(Kind::Pdf, wrong), Err(Refused::Mismatch));
        }
    }
}
