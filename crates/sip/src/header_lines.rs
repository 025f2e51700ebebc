//! A header section as lines, for those who cannot wait until it is parsed.

/// The lines of a header section, each with its continuation lines (RFC 3261 §7.3.1).
pub(crate) fn fields(head: &[u8]) -> Vec<&[u8]> {
    let mut fields = Vec::new();
    let mut start = 0;
    for end in head.windows(2).enumerate().filter(|(_, pair)| pair == b"\r\n").map(|(at, _)| at) {
        if !matches!(head.get(end + 2), Some(b' ' | b'\t')) {
            fields.extend(head.get(start..end));
            start = end + 2;
        }
    }
    fields.extend(head.get(start..));
    fields
}

/// Name and value of a line.
pub(crate) fn split(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    Some((line.get(..colon)?.trim_ascii(), line.get(colon + 1..)?.trim_ascii()))
}
