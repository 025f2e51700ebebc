//! G.711 (ITU-T): a byte a sample at 8 kHz, in the two laws of the world. Decoding by table, encoding by arithmetic.

pub mod a_law;
pub mod mu_law;
