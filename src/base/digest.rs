//! Hashes in hexadecimal, as platforms and people's files write them.

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256};

/// A hash that files of people hold in place of addresses and numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HashKind {
    /// 32 digits: what older mailing programs export.
    Md5,
    /// 40 digits.
    Sha1,
    /// 64 digits: what upload platforms want.
    Sha256,
}

impl HashKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Md5, Self::Sha1, Self::Sha256];

    /// The hash that a text is by its look: hexadecimal digits of either case, as many as it has.
    pub fn of(text: &str) -> Option<Self> {
        let kind = match text.len() {
            32 => Self::Md5,
            40 => Self::Sha1,
            64 => Self::Sha256,
            _ => return None,
        };
        text.bytes().all(|b| b.is_ascii_hexdigit()).then_some(kind)
    }

    /// The hash of a text in lower-case hexadecimal.
    pub fn hex(self, text: &str) -> String {
        match self {
            Self::Md5 => hex(&Md5::digest(text)),
            Self::Sha1 => hex(&Sha1::digest(text)),
            Self::Sha256 => sha256(text.as_bytes()),
        }
    }
}

/// SHA-256 of bytes in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble & 15)]);
    bytes.iter().flat_map(|&b| [digit(b >> 4), digit(b)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of RFC 1321 and of FIPS 180.
    #[test]
    fn hashes_are_those_of_their_standards_and_known_by_their_look() {
        let known = [
            (HashKind::Md5, "900150983cd24fb0d6963f7d28e17f72"),
            (HashKind::Sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (HashKind::Sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ];
        for (kind, hash) in known {
            assert_eq!(kind.hex("abc"), hash);
            assert_eq!(HashKind::of(&hash.to_uppercase()), Some(kind));
            assert_eq!(HashKind::of(&hash[1..]), None);
            assert_eq!(HashKind::of(&hash.replace('0', "g")), None);
        }
    }
}
