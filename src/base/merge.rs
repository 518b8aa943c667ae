//! Several rising sequences as one, without having all of them in memory.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::iter::from_fn;

/// What rising sequences give, rising, with the place of the sequence it is from; what is equal comes in the order of these.
pub fn merge<T: Ord>(
    mut sequences: Vec<impl Iterator<Item = T>>,
) -> impl Iterator<Item = (T, usize)> {
    let first = sequences.iter_mut().enumerate();
    let first = first.filter_map(|(place, sequence)| Some(Reverse((sequence.next()?, place))));
    let mut next: BinaryHeap<Reverse<(T, usize)>> = first.collect();
    from_fn(move || {
        let mut least = next.peek_mut()?;
        let place = least.0.1;
        match sequences[place].next() {
            Some(following) => Some(std::mem::replace(&mut *least, Reverse((following, place))).0),
            None => Some(std::collections::binary_heap::PeekMut::pop(least).0),
        }
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn all_come_in_order(mut lists in prop::collection::vec(prop::collection::vec(0_u8..20, 0..20), 0..6)) {
            lists.iter_mut().for_each(|list| list.sort_unstable());
            let merged: Vec<(u8, usize)> =
                merge(lists.iter().map(|list| list.iter().copied()).collect()).collect();
            let places = lists.iter().enumerate();
            let mut all: Vec<(u8, usize)> =
                places.flat_map(|(place, list)| list.iter().map(move |&n| (n, place))).collect();
            all.sort_unstable();
            prop_assert_eq!(merged, all);
        }
    }
}
