//! Sound and film: the frame around it, which is all that is looked at.

/// More top-level boxes than any film has.
const BOXES_MAX: usize = 10_000;

/// An MPEG layer III frame, at the start or behind a tag.
pub(super) fn is_mp3(bytes: &[u8]) -> bool {
    let tagged = match bytes {
        [b'I', b'D', b'3', _, _, _, sizes @ ..] => match sizes {
            [a, b, c, d, ..] if [a, b, c, d].iter().all(|byte| **byte < 0x80) => {
                let size =
                    [a, b, c, d].iter().fold(0, |size, byte| size << 7 | usize::from(**byte));
                bytes.get(10 + size..)
            }
            _ => None,
        },
        _ => Some(bytes),
    };
    // Some writers fill up behind the tag.
    let sound = tagged.map(|sound| &sound[sound.iter().take_while(|byte| **byte == 0).count()..]);
    let Some([0xff, second, third, _, ..]) = sound else { return false };
    let version = second >> 3 & 0b11;
    let layer_three = second >> 5 == 0b111 && second >> 1 & 0b11 == 0b01 && version != 0b01;
    let (rate, frequency) = (third >> 4, third >> 2 & 0b11);
    layer_three && !matches!(rate, 0 | 15) && frequency != 0b11
}

/// ISO/IEC 14496-12: boxes from the first byte to the last, the first one of which says what it is.
pub(super) fn is_mp4(bytes: &[u8]) -> bool {
    let brand = bytes.get(8..12);
    let known = brand.is_some_and(|brand| {
        matches!(
            brand,
            b"isom" | b"iso2" | b"iso4" | b"iso5" | b"iso6" | b"mp41" | b"mp42" | b"avc1"
        ) || matches!(brand, b"M4A " | b"M4V " | b"MSNV" | b"dash" | b"3gp4" | b"3gp5" | b"3gp6")
    });
    if !known || bytes.get(4..8) != Some(b"ftyp") {
        return false;
    }
    let (mut rest, mut described) = (bytes, false);
    for _ in 0..BOXES_MAX {
        if rest.is_empty() {
            return described;
        }
        let Some((kind, size)) = first_box(rest) else { return false };
        described |= kind == b"moov";
        let Some(behind) = rest.get(size..) else { return false };
        rest = behind;
    }
    false
}

/// Its kind and its size, head included.
fn first_box(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let (head, kind) = (bytes.first_chunk::<4>()?, bytes.get(4..8)?);
    let size = match u32::from_be_bytes(*head) {
        // To the end of the file.
        0 => bytes.len(),
        1 => {
            let large = bytes.get(8..16)?.first_chunk::<8>()?;
            usize::try_from(u64::from_be_bytes(*large)).ok().filter(|size| *size >= 16)?
        }
        small => usize::try_from(small).ok()?,
    };
    (size >= 8).then_some((kind, size))
}

/// As long as it says, but for a byte that makes it even.
pub(super) fn is_wav(bytes: &[u8]) -> bool {
    let [b'R', b'I', b'F', b'F', a, b, c, d, b'W', b'A', b'V', b'E', b'f', b'm', b't', b' ', ..] =
        bytes
    else {
        return false;
    };
    let told = usize::try_from(u32::from_le_bytes([*a, *b, *c, *d])).unwrap_or(usize::MAX);
    matches!(bytes.len().checked_sub(told), Some(8 | 9))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(kind: &[u8], body: &[u8]) -> Vec<u8> {
        let size = u32::try_from(body.len() + 8).unwrap().to_be_bytes();
        [size.as_slice(), kind, body].concat()
    }

    #[test]
    fn dk13_a_film_is_boxes_to_the_end() {
        let film =
            [boxed(b"ftyp", b"isom\0\0\0\0"), boxed(b"moov", b""), boxed(b"mdat", b"xyz")].concat();
        assert!(is_mp4(&film));
        assert!(!is_mp4(&[film.as_slice(), b"<html>"].concat()));
        assert!(!is_mp4(&boxed(b"ftyp", b"isom")), "it has no film");
        assert!(!is_mp4(&[boxed(b"ftyp", b"html"), boxed(b"moov", b"")].concat()));
        assert!(!is_mp4(b"") && !is_mp4(b"\0\0\0\x08ftypisom"));
    }

    #[test]
    fn dk13_a_sound_is_known_by_its_first_frame() {
        assert!(is_mp3(b"\xff\xfb\x90\x00rest"));
        assert!(is_mp3(b"ID3\x04\0\0\0\0\0\x03tag\0\0\xff\xf3\x40\xc0"));
        assert!(!is_mp3(b"ID3\x04\0\0\0\0\0\x03tag<script>"));
        assert!(!is_mp3(b"ID3\x04\0\0\x7f\x7f\x7f\x7f"));
        assert!(!is_mp3(b"\xff\xd8\xff\xe0") && !is_mp3(b"") && !is_mp3(b"\xff\xfb\xf0\x00"));
        let wav = media::write_wav(&[0; 64]);
        assert!(is_wav(&wav));
        assert!(!is_wav(&[wav.as_slice(), b"<html>"].concat()) && !is_wav(b"RIFF"));
    }
}
