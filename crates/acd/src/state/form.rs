//! The form in which a state is kept, by its hash.

/// Another form, another number: a snapshot that another form wrote is left aside, and the journal is folded instead.
/// `form.txt` lists the fields of the serialised [`Acd`](crate::Acd); a test holds it against the states of all plays.
pub const FORM: u64 = fnv1a(include_bytes!("form.txt"));

/// 64-bit FNV-1a: a hash that a compiler can work out and that no release of a library changes.
const fn fnv1a(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        hash = (hash ^ *first as u64).wrapping_mul(0x0000_0100_0000_01b3);
        rest = after;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv1a() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
