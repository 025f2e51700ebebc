//! The part of a file that a request asks for (RFC 9110 §14): one range. Players ask for the place they jump to.

use std::ops::Range;

/// What to answer with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Whole,
    Part(Range<u64>),
    /// 416: it lies beyond the end.
    Beyond,
}

/// What makes no sense, and several ranges at once, are answered with the whole, as the RFC allows.
pub(super) fn asked(header: Option<&str>, length: u64) -> Asked {
    match header.and_then(|header| one_range(header, length)) {
        None => Asked::Whole,
        Some(range) if range.is_empty() => Asked::Beyond,
        Some(range) => Asked::Part(range),
    }
}

/// `None` for what makes no sense.
fn one_range(header: &str, length: u64) -> Option<Range<u64>> {
    let (first, last) = header.trim().strip_prefix("bytes=")?.split_once('-')?;
    if first.is_empty() {
        return Some(length.saturating_sub(number(last)?)..length);
    }
    let first = number(first)?;
    if last.is_empty() {
        return Some(first..length);
    }
    let last = number(last)?;
    (first <= last).then(|| first..last.saturating_add(1).min(length))
}

/// What is too large for a number is beyond every file.
fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_cut_out_of_the_file() {
        let part = |header| asked(Some(header), 100);
        assert_eq!(part("bytes=0-"), Asked::Part(0..100));
        assert_eq!(part("bytes=10-19"), Asked::Part(10..20));
        assert_eq!(part("bytes=90-1000"), Asked::Part(90..100));
        assert_eq!(part("bytes=-10"), Asked::Part(90..100));
        assert_eq!(part("bytes=-1000"), Asked::Part(0..100));
        assert_eq!(part("bytes=5-99999999999999999999999999"), Asked::Part(5..100));
    }

    #[test]
    fn what_lies_beyond_the_end_cannot_be_had() {
        assert_eq!(asked(Some("bytes=100-"), 100), Asked::Beyond);
        assert_eq!(asked(Some("bytes=-0"), 100), Asked::Beyond);
        assert_eq!(asked(Some("bytes=0-"), 0), Asked::Beyond);
    }

    #[test]
    fn nonsense_and_several_ranges_are_answered_with_all() {
        let headers = [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=a-b",
            "bytes=0-1,5-6",
            "bytes=9-3",
            "lines=1-2",
            "bytes=+1-2",
        ];
        for header in headers {
            assert_eq!(asked(Some(header), 100), Asked::Whole, "{header}");
        }
        assert_eq!(asked(None, 100), Asked::Whole);
    }
}
