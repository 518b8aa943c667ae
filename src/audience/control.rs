//! Who is held out to measure the effect of a campaign.

use sha2::{Digest, Sha256};

use crate::base::ids::person_key;

/// Whether a person of an audience is held out, for a control group of `percent`.
///
/// Decided by a hash of audience and person, so that it stays the same on every refresh and on
/// every machine, also where the ID comes back as `17850.0`, and so that being held out of one audience says nothing about another.
pub fn control_group(audience: u64, person: &str, percent: f64) -> bool {
    if percent <= 0.0 {
        return false;
    }
    let mut hash = Sha256::new();
    hash.update(audience.to_le_bytes());
    hash.update(person_key(person).as_bytes());
    let digest = hash.finalize();
    let mut first = [0_u8; 8];
    first.copy_from_slice(&digest[..8]);
    let draw = u64::from_be_bytes(first) as f64 / u64::MAX as f64 * 100.0;
    draw < percent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_control_group_has_its_share_and_grows_without_losing_anyone() {
        let people: Vec<String> = (0..20_000).map(|i| format!("u{i}")).collect();
        let held = |percent| -> Vec<&String> {
            people.iter().filter(|p| control_group(7, p, percent)).collect()
        };
        let (ten, twenty) = (held(10.0), held(20.0));
        assert!((1_850..2_150).contains(&ten.len()), "{}", ten.len());
        assert!(ten.iter().all(|p| twenty.contains(p)));
        assert!(held(0.0).is_empty());
    }

    #[test]
    fn a_number_that_comes_back_as_a_decimal_is_drawn_as_before() {
        let draw = |person: &str| control_group(7, person, 30.0);
        for number in 10_000..11_000 {
            let plain = number.to_string();
            for written in [format!("{plain}.0"), format!(" {plain}"), format!("{plain}\u{a0}")] {
                assert_eq!(draw(&written), draw(&plain), "{written:?}");
            }
        }
        let drawn: Vec<u32> =
            (0..20).filter(|i| control_group(7, &format!("u{i}"), 30.0)).collect();
        assert_eq!(drawn, [0, 2, 5, 8, 9, 10, 11, 13], "who was held out once stays held out");
    }

    #[test]
    fn two_audiences_hold_out_different_people() {
        let both = (0..10_000)
            .map(|i| format!("u{i}"))
            .filter(|p| control_group(1, p, 10.0) && control_group(2, p, 10.0))
            .count();
        assert!((60..150).contains(&both), "{both}");
    }
}
