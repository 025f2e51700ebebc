//! Documents and tables of office programs: an archive that holds what such a file holds, and no program. Nothing is unpacked.

use crate::files::refused::Refused;

/// Its directory's end, without a comment: nothing stands behind it.
const END: usize = 22;
const HEAD: usize = 46;
/// What all of it would be, unpacked.
const UNPACKED_MAX: u64 = 1024 * 1024 * 1024;

/// `part` is there in every file of this kind.
pub(super) fn check(bytes: &[u8], part: &str) -> Result<(), Refused> {
    let entries = directory(bytes).ok_or(Refused::Mismatch)?;
    let has = |name: &str| entries.iter().any(|entry| entry.name == name.as_bytes());
    if !has("[Content_Types].xml") || !has(part) {
        return Err(Refused::Mismatch);
    }
    let unpacked: u64 = entries.iter().map(|entry| entry.unpacked).sum();
    if unpacked > UNPACKED_MAX || entries.iter().any(Entry::is_unsafe) {
        return Err(Refused::Unsafe);
    }
    Ok(())
}

struct Entry<'a> {
    name: &'a [u8],
    unpacked: u64,
    is_encrypted: bool,
}

impl Entry<'_> {
    /// Macros, paths that lead out of the archive, and what nobody could look into.
    fn is_unsafe(&self) -> bool {
        let name = self.name.to_ascii_lowercase();
        let leads_out = name.starts_with(b"/") || name.windows(2).any(|window| window == b"..");
        let runs = [b".bin".as_slice(), b".exe", b".dll", b".js", b".vbs"];
        let is_macro = name.windows(10).any(|window| window == b"vbaproject");
        let is_printer = name.windows(15).any(|window| window == b"printersettings");
        let is_program = runs.iter().any(|ending| name.ends_with(ending)) && !is_printer;
        leads_out || is_macro || is_program || self.is_encrypted
    }
}

/// All entries, if the archive is one from the first byte to the last.
fn directory(bytes: &[u8]) -> Option<Vec<Entry<'_>>> {
    let end_at = bytes.len().checked_sub(END)?;
    let end = bytes.get(end_at..)?;
    if !bytes.starts_with(b"PK\x03\x04") || !end.starts_with(b"PK\x05\x06") {
        return None;
    }
    let (size, begin) = (long(end, 12)?, long(end, 16)?);
    if begin.checked_add(size)? != end_at {
        return None;
    }
    let mut rest = bytes.get(begin..end_at)?;
    let mut entries = Vec::new();
    while !rest.is_empty() {
        if !rest.starts_with(b"PK\x01\x02") {
            return None;
        }
        let (name, extra, comment) = (short(rest, 28)?, short(rest, 30)?, short(rest, 32)?);
        entries.push(Entry {
            name: rest.get(HEAD..HEAD + name)?,
            unpacked: u64::try_from(long(rest, 24)?).ok()?,
            is_encrypted: short(rest, 8)? & 1 == 1,
        });
        rest = rest.get(HEAD + name + extra + comment..)?;
    }
    (entries.len() == short(end, 10)?).then_some(entries)
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..)?.first_chunk().map(|two| usize::from(u16::from_le_bytes(*two)))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..)?.first_chunk()?;
    usize::try_from(u32::from_le_bytes(*four)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With empty entries of these names.
    fn archive(names: &[&str]) -> Vec<u8> {
        let (mut files, mut directory) = (Vec::new(), Vec::new());
        for name in names {
            let length = u16::try_from(name.len()).unwrap().to_le_bytes();
            let at = u32::try_from(files.len()).unwrap().to_le_bytes();
            files.extend(
                [b"PK\x03\x04".as_slice(), &[0; 22], &length, &[0; 2], name.as_bytes()].concat(),
            );
            directory.extend(
                [b"PK\x01\x02".as_slice(), &[0; 24], &length, &[0; 12], &at, name.as_bytes()]
                    .concat(),
            );
        }
        let count = u16::try_from(names.len()).unwrap().to_le_bytes();
        let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
        let begin = u32::try_from(files.len()).unwrap().to_le_bytes();
        let end =
            [b"PK\x05\x06".as_slice(), &[0; 4], &count, &count, &size, &begin, &[0; 2]].concat();
        [files, directory, end].concat()
    }

    const TYPES: &str = "[Content_Types].xml";
    const DOCUMENT: &str = "word/document.xml";

    #[test]
    fn dk13_a_document_holds_a_document_and_no_program() {
        let document = archive(&[TYPES, DOCUMENT]);
        assert_eq!(check(&document, DOCUMENT), Ok(()));
        assert_eq!(check(&document, "xl/workbook.xml"), Err(Refused::Mismatch));
        assert_eq!(check(&archive(&["evil.js"]), DOCUMENT), Err(Refused::Mismatch));
        for more in ["word/vbaProject.bin", "../../up", "/etc/x", "word/embeddings/a.exe"] {
            let hides = archive(&[TYPES, DOCUMENT, more]);
            assert_eq!(check(&hides, DOCUMENT), Err(Refused::Unsafe), "{more}");
        }
        let table = archive(&[TYPES, "xl/workbook.xml", "xl/printerSettings/printerSettings1.bin"]);
        assert_eq!(check(&table, "xl/workbook.xml"), Ok(()));
    }

    #[test]
    fn dk13_an_archive_with_something_around_it_is_none() {
        let document = archive(&[TYPES, DOCUMENT]);
        let before = [b"<html>".as_slice(), &document].concat();
        let behind = [document.as_slice(), b"<html>"].concat();
        let cut = &document[..document.len() - 1];
        for wrong in [before.as_slice(), &behind, cut, b"PK\x03\x04", b""] {
            assert_eq!(check(wrong, DOCUMENT), Err(Refused::Mismatch));
        }
    }
}
