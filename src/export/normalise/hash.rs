//! SHA-256 as upload platforms want it: of the normalised value, in lower-case hexadecimal.

use sha2::{Digest, Sha256};

/// Whether a value already is a SHA-256 hash: 64 hexadecimal digits of either case.
pub fn is_hash(value: &str) -> bool {
    value.len() == 64 && value.bytes().all(|b| b.is_ascii_hexdigit())
}

/// SHA-256 in lower-case hexadecimal; what already is a hash stays one.
pub fn hash(value: &str) -> String {
    if is_hash(value) {
        return value.to_ascii_lowercase();
    }
    hex(&Sha256::digest(value.as_bytes()))
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble & 15)]);
    bytes.iter().flat_map(|&b| [digit(b >> 4), digit(b)]).collect()
}
