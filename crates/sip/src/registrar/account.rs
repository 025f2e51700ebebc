//! A phone that may register here, as its owner knows it.

use std::fmt;

use md5::Md5;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How a phone proves who it is (RFC 8760). One for each phone: an old one gives up at a challenge that names the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DigestAlgorithm {
    /// For every phone that can.
    #[default]
    Sha256,
    /// For phones that know nothing else.
    Md5,
}

impl DigestAlgorithm {
    /// What is kept instead of the password (RFC 7616 §3.4.2). It opens the phone's account as the password does.
    pub fn ha1(self, user: &str, realm: &str, password: &str) -> String {
        self.hash(&[user, realm, password])
    }

    /// What proves to whoever asked with `nonce` that one knows the password behind `ha1` (RFC 7616 §3.4.1, `qop=auth`). `nc`
    /// counts, in eight hexadecimal digits, how often the nonce was used, and `cnonce` is whatever the one who proves it likes.
    pub fn response(
        self,
        ha1: &str,
        (nonce, nc, cnonce): (&str, &str, &str),
        (method, uri): (&str, &str),
    ) -> String {
        let ha2 = self.hash(&[method, uri]);
        self.hash(&[ha1, nonce, nc, cnonce, "auth", &ha2])
    }

    /// The parts with a colon between them, hashed.
    pub(crate) fn hash(self, parts: &[&str]) -> String {
        let text = parts.join(":");
        match self {
            Self::Sha256 => written(&Sha256::digest(text.as_bytes())),
            Self::Md5 => written(&Md5::digest(text.as_bytes())),
        }
    }

    /// As challenges name it.
    pub(crate) fn token(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Md5 => "MD5",
        }
    }
}

/// What the registrar needs of a phone. It holds a secret, so it does not print.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneAccount {
    /// The user part of its address and the name in its credentials; no other phone has it.
    pub user: String,
    /// What it is challenged with.
    pub algorithm: DigestAlgorithm,
    /// [`DigestAlgorithm::ha1`] of its password.
    pub ha1: String,
}

impl fmt::Debug for PhoneAccount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut written = formatter.debug_struct("PhoneAccount");
        written.field("user", &self.user).field("algorithm", &self.algorithm);
        written.finish_non_exhaustive()
    }
}

fn written(digest: &[u8]) -> String {
    let mut text = String::with_capacity(digest.len() * 2);
    for byte in digest {
        text.extend(
            [byte >> 4, byte & 0xF]
                .map(|digit| char::from(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 })),
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7616 §3.9.1, its two examples from the other end.
    #[test]
    fn the_examples_of_rfc_7616_are_proved_as_it_says() {
        for (algorithm, expected) in [
            (DigestAlgorithm::Md5, "8ca523f5e9506fed4657c9700eebdbec"),
            (
                DigestAlgorithm::Sha256,
                "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
            ),
        ] {
            let ha1 = algorithm.ha1("Mufasa", "http-auth@example.org", "Circle of Life");
            let nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
            let cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
            let asked = (nonce, "00000001", cnonce);
            let response = algorithm.response(&ha1, asked, ("GET", "/dir/index.html"));
            assert_eq!(response, expected);
        }
    }

    #[test]
    fn a_secret_is_not_printed() {
        let (user, ha1) = ("201".to_owned(), "5ec2e7".to_owned());
        let account = PhoneAccount { user, algorithm: DigestAlgorithm::Md5, ha1 };
        assert!(!format!("{account:?}").contains("5ec2e7"));
    }
}
