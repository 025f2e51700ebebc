//! Who may come in: what of it is no address, no cookie and no row.

pub(crate) mod hashing;
