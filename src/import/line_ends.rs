//! What stands where line ends should: carriage returns in a file whose lines end otherwise, as tools that append
//! to it leave them, and holes, which a computer leaves that stopped while the file was written.

use std::io::{self, Read};

use memchr::{memchr, memchr_iter, memchr2, memchr3_iter};

/// So many zero bytes side by side are a hole. Programs put a few into texts; what is lost in a crash is a block of
/// the disk.
const HOLE: usize = 32;

/// Whether a part of a text is lost: zero bytes stand in its place.
pub fn has_hole(text: &[u8]) -> bool {
    // Of so many side by side one is always at such a place: all texts are asked, nearly none has any.
    let places = (HOLE - 1..text.len()).step_by(HOLE);
    places.filter(|at| text[*at] == 0).any(|at| {
        let before = text[..at].iter().rev().take_while(|byte| **byte == 0).take(HOLE).count();
        let behind = text[at..].iter().take_while(|byte| **byte == 0).take(HOLE).count();
        before + behind >= HOLE
    })
}

/// What stands before the hole in a row, to show it by.
pub fn before_hole(text: &[u8]) -> &[u8] {
    &text[..memchr(0, text).unwrap_or(text.len())]
}

/// Whether a carriage return stands in a text other than at its end and before line feeds.
pub fn has_return(text: &[u8]) -> bool {
    let inner = text.len().saturating_sub(1);
    memchr_iter(b'\r', &text[..inner]).any(|at| text[at + 1] != b'\n')
}

/// Where lines end with carriage returns alone, they end with line feeds from here on; says whether that was so
/// in the beginning of a text. One of two bytes a character, which has zeros in it, is asked once it is decoded.
pub fn unify_line_ends(head: &mut [u8]) -> bool {
    let by_returns = ends_by_returns(head);
    if by_returns {
        returns_to_feeds(head);
    }
    by_returns
}

/// Whether lines of a text that begins so end with carriage returns alone: all of them, or the first.
pub fn ends_by_returns(head: &[u8]) -> bool {
    let only_returns = memchr2(b'\n', 0, head).is_none() && memchr(b'\r', head).is_some();
    only_returns || first_ends_by_return(head)
}

fn first_ends_by_return(head: &[u8]) -> bool {
    let mut quoted = false;
    for at in memchr3_iter(b'"', b'\r', b'\n', head) {
        match head[at] {
            b'"' => quoted = !quoted,
            // A column's name may be on several lines.
            _ if quoted => {}
            b'\n' => return false,
            _ => return head.get(at + 1) != Some(&b'\n') && memchr(0, &head[..=at]).is_none(),
        }
    }
    false
}

/// Line feeds in place of carriage returns.
pub fn returns_to_feeds(bytes: &mut [u8]) {
    bytes.iter_mut().filter(|byte| **byte == b'\r').for_each(|byte| *byte = b'\n');
}

/// A stream with line feeds in place of carriage returns.
pub struct FeedsForReturns<R>(pub R);

impl<R: Read> Read for FeedsForReturns<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        returns_to_feeds(&mut buffer[..read]);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_hole_is_found_wherever_it_is(runs in prop::collection::vec((0_usize..70, 1_usize..70), 0..6)) {
            let mut text = Vec::new();
            for (zeros, others) in &runs {
                text.extend(std::iter::repeat_n(0, *zeros));
                text.extend(std::iter::repeat_n(b'x', *others));
            }
            prop_assert_eq!(has_hole(&text), runs.iter().any(|(zeros, _)| *zeros >= HOLE));
        }
    }
}
