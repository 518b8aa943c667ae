//! Numbers as the person reads them.

pub use crate::base::words::{bytes, count};

use std::time::Duration;

use crate::base::language::t;
use crate::base::words;

/// "1 person", "1,478 people".
pub fn people(n: u64) -> String {
    t!("controls-people", people = n)
}

/// A text that a line ends in only where `between` stands: a date stays together.
pub fn whole_parts(text: &str, between: &str) -> String {
    let parts: Vec<String> = text.split(between).map(|part| part.replace(' ', "\u{a0}")).collect();
    parts.join(between)
}

/// The smallest percentage that is said as a number.
const LEAST_PERCENT: f64 = 0.001;

/// A share between 0 and 1 as "16.2%"; one decimal below 99.95%, none for 0 and 1, and below 0.1%, where rates of
/// rare engagements lie, two figures that tell: "0.075%".
pub fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    if !percent.is_finite() {
        "–".to_owned()
    } else if percent == 0.0 || (percent - 100.0).abs() < 1e-9 {
        words::percent(percent, 0)
    } else if (0.0..LEAST_PERCENT).contains(&percent) {
        t!("controls-percent-under", percent = words::percent(LEAST_PERCENT, 3))
    } else if (LEAST_PERCENT..0.095).contains(&percent) {
        two_figures(percent)
    } else if percent >= 99.95 {
        t!("controls-percent-over", percent = words::percent(99.9, 1))
    } else {
        let whole = (10.0 * percent).round() % 10.0 == 0.0;
        words::percent(percent, usize::from(!whole))
    }
}

/// A percentage below 0.1 with two figures, or one where the second is a zero.
fn two_figures(percent: f64) -> String {
    let mut decimals = 1 - percent.log10().floor() as i32;
    let mut figures = (percent * 10_f64.powi(decimals)).round() as u32;
    while figures > 0 && figures.is_multiple_of(10) {
        (figures, decimals) = (figures / 10, decimals - 1);
    }
    words::percent(percent, decimals.max(0) as usize)
}

/// As [`percent`], in as few letters as a narrow column has room for: "< 0.01%".
pub fn percent_narrow(share: f64) -> String {
    match 100.0 * share {
        percent if percent > 0.0 && percent < 0.005 => {
            t!("controls-percent-less", percent = words::percent(0.01, 2))
        }
        percent if percent > 0.0 && percent < 0.095 => words::percent(percent, 2),
        _ => percent(share),
    }
}

/// A wait as "under 1 s", "12 s", "2 min", "1 h 5 min".
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs_f64().round() as u64;
    match seconds {
        0 => t!("controls-under-a-second").to_owned(),
        1..=59 => t!("controls-seconds", seconds = seconds),
        60..=3599 => match (seconds / 60, seconds % 60 / 10 * 10) {
            (minutes @ 0..=4, rest @ 10..) => {
                t!("controls-minutes-seconds", minutes = minutes, seconds = rest)
            }
            (minutes, _) => t!("controls-minutes", minutes = minutes),
        },
        _ => t!("controls-hours", hours = seconds / 3600, minutes = seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::language::Language;

    #[test]
    fn numbers_read_well() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(percent(0.162), "16.2%");
        assert_eq!(percent(0.5), "50%");
        assert_eq!(percent(1.0), "100%");
        assert_eq!(percent(0.9999), "over 99.9%");
        assert_eq!(percent(0.000_75), "0.075%");
        assert_eq!(percent(0.000_25), "0.025%");
        assert_eq!(percent(0.000_1), "0.01%");
        assert_eq!(percent(0.000_099_9), "0.01%");
        assert_eq!(percent(0.000_012), "0.0012%");
        assert_eq!(percent(0.001), "0.1%");
        assert_eq!(percent(0.000_001), "under 0.001%");
        assert_eq!(percent_narrow(0.000_76), "0.08%");
        assert_eq!(percent_narrow(0.000_01), "< 0.01%");
        assert_eq!(percent_narrow(0.162), "16.2%");
        assert_eq!(percent(f64::NAN), "–");
        assert_eq!(Language::German.within(|| percent(0.162)), "16,2\u{a0}%");
        assert_eq!(Language::German.within(|| percent(0.9999)), "über 99,9\u{a0}%");
        assert_eq!(bytes(12), "12 bytes");
        assert_eq!(bytes(3_440_000), "3.4 MB");
        assert_eq!(bytes(999_700), "1.0 MB");
        assert_eq!(duration(Duration::from_millis(200)), "under 1 s");
        assert_eq!(duration(Duration::from_secs(95)), "1 min 30 s");
        assert_eq!(duration(Duration::from_secs(3900)), "1 h 5 min");
    }
}
