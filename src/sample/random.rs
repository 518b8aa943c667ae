//! Chance, the same on every platform: ChaCha8 streams, and draws built only from operations that
//! IEEE 754 makes exact (no logarithms, powers or sines, which differ between systems).

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of chance of its own for each (seed, purpose) pair, so that people can be made on any
/// number of threads and come out the same.
pub(super) struct Random(ChaCha8Rng);

impl Random {
    /// The stream with this number under this seed.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut rng = ChaCha8Rng::from_seed(key);
        rng.set_stream(stream);
        Self(rng)
    }

    /// Evenly from 0 (in) to 1 (out).
    pub(super) fn unit(&mut self) -> f64 {
        const SCALE: f64 = 1.0 / (1u64 << 53) as f64;
        (self.0.next_u64() >> 11) as f64 * SCALE
    }

    /// Evenly from `low` to `high`.
    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A whole number from 0 (in) to `bound` (out); 0 when `bound` is 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        (self.unit() * bound as f64) as usize
    }

    /// True with this probability.
    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of these, evenly.
    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// An index, as likely as its weight among the weights; the last one when all are 0.
    pub(super) fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        for (index, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return index;
            }
        }
        weights.len().saturating_sub(1)
    }

    /// How many times a chance comes true in a row, at most `limit`.
    pub(super) fn run(&mut self, probability: f64, limit: usize) -> usize {
        let mut times = 0;
        while times < limit && self.chance(probability) {
            times += 1;
        }
        times
    }
}

/// A one-to-one scrambling of 64-bit numbers (the finaliser of SplitMix64): different numbers
/// give different results, so it makes identifiers that cannot collide.
pub(super) fn scramble(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// An identifier in the shape of a random UUID: the purpose is written in plain, so that purposes
/// never meet, and 112 scrambled bits keep the numbers of one purpose apart.
pub(super) fn uuid(seed: u64, purpose: u8, number: u64) -> String {
    let low = scramble(number ^ scramble(seed));
    let high = scramble(low ^ u64::from(purpose));
    format!(
        "{:08x}-{:04x}-4{:03x}-a{:01x}{purpose:02x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        low >> 60,
        low & 0xffff_ffff_ffff,
    )
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_stream_repeats_and_streams_differ() {
        let draw = |seed, stream| Random::new(seed, stream).0.next_u64();
        assert_eq!(draw(1, 2), draw(1, 2));
        assert_ne!(draw(1, 2), draw(1, 3));
        assert_ne!(draw(1, 2), draw(2, 2));
    }

    #[test]
    fn weights_are_kept() {
        let mut random = Random::new(7, 0);
        let mut hits = [0; 3];
        for _ in 0..30_000 {
            hits[random.weighted(&[1.0, 0.0, 3.0])] += 1;
        }
        assert_eq!(hits[1], 0);
        assert!((7_000..8_000).contains(&hits[0]), "{hits:?}");
    }

    #[test]
    fn identifiers_look_like_uuids_and_differ() {
        let ids: HashSet<_> = (0..20_000).map(|n| uuid(1, 2, n)).collect();
        assert_eq!(ids.len(), 20_000);
        assert!(ids.iter().all(|id| id.len() == 36));
        assert_ne!(uuid(1, 2, 3), uuid(1, 4, 3));
    }
}
