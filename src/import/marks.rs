//! Finds one of two bytes again and again in a text where they are close to one another.

/// Bytes looked at together, one a bit of a number.
const BLOCK: usize = 64;

/// Finds the next of two bytes from any place in a text. What was found in a block of the text is
/// kept: fields and keys are a few bytes long, for which starting a search anew costs more than the
/// search (as it does with `memchr`).
#[derive(Debug, Clone)]
pub struct Marks {
    wanted: [u8; 2],
    /// Where the block begins that `bits` is about, beyond any text where there is none.
    block: usize,
    bits: u64,
}

impl Marks {
    /// For one text: the bytes that are looked for.
    pub fn new(wanted: [u8; 2]) -> Self {
        Self { wanted, block: usize::MAX, bits: 0 }
    }

    /// The next of the wanted bytes in `bytes`, from `at` on. `bytes` must be the same every time.
    #[inline]
    pub fn find(&mut self, bytes: &[u8], at: usize) -> Option<usize> {
        let mut block = at - at % BLOCK;
        if block != self.block {
            self.look(bytes, block);
        }
        let mut bits = self.bits & u64::MAX << (at % BLOCK);
        while bits == 0 {
            block += BLOCK;
            if block >= bytes.len() {
                return None;
            }
            self.look(bytes, block);
            bits = self.bits;
        }
        Some(block + bits.trailing_zeros() as usize)
    }

    #[inline]
    fn look(&mut self, bytes: &[u8], block: usize) {
        self.block = block;
        let rest = bytes.get(block..).unwrap_or_default();
        self.bits = match rest.first_chunk::<BLOCK>() {
            Some(whole) => self.bits_of(whole),
            None => {
                let mut padded = [0; BLOCK];
                padded[..rest.len()].copy_from_slice(rest);
                self.bits_of(&padded) & ((1 << rest.len()) - 1)
            }
        };
    }

    #[inline]
    fn bits_of(&self, block: &[u8; BLOCK]) -> u64 {
        // A loop without branches, which compilers turn into a few wide comparisons.
        let [a, b] = self.wanted;
        let mut hits = [0_u8; BLOCK];
        for (hit, byte) in hits.iter_mut().zip(block) {
            *hit = u8::from(*byte == a) | u8::from(*byte == b);
        }
        // Multiplying by this moves the lowest bit of each of eight bytes into the highest byte.
        const GATHER: u64 = 0x0102_0408_1020_4080;
        let eights = hits.as_chunks::<8>().0.iter().enumerate();
        eights.fold(0, |bits, (place, eight)| {
            let gathered = u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56;
            bits | gathered << (8 * place)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn finds_what_a_search_finds(
            bytes in prop::collection::vec(prop::sample::select(b"ab,\0\n\xff".to_vec()), 0..300),
            places in prop::collection::vec(0_usize..320, 1..20),
            wanted in prop::sample::select(vec![*b",\n", *b"ab", [0, 0], [b'z', 0xff]]),
        ) {
            let mut marks = Marks::new(wanted);
            for at in places {
                let rest = bytes.get(at..).unwrap_or_default();
                let expected = rest.iter().position(|byte| wanted.contains(byte));
                prop_assert_eq!(marks.find(&bytes, at), expected.map(|n| at + n));
            }
        }
    }
}
