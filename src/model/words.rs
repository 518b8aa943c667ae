//! Values, counts and times as a marketer says them: short, and true for small numbers too.

use crate::base::language::{Language, t};
use crate::base::words;

/// A value with what it is: "Northwind (brand)", "year 1957", "product ID 4711".
pub(super) fn value(column: &str, value: &str) -> String {
    let column = spoken(column);
    match (says_something(value), column.to_lowercase().as_str()) {
        (false, _) => format!("{column} {value}"),
        (true, "name" | "title" | "product name") => value.to_owned(),
        (true, _) => format!("{value} ({column})"),
    }
}

/// Whether a value is more than a number, a size or a code: "Northwind" and "DJ" are, "1957" and
/// "10.7 OZ" are not.
pub(super) fn says_something(value: &str) -> bool {
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    letters > 2 || (letters > 0 && !value.contains(|c: char| c.is_ascii_digit()))
}

/// Whether a value is an amount, such as a price: one among many that mean nothing by themselves.
pub(super) fn is_amount(value: &str) -> bool {
    !says_something(value) && value.contains(['.', ','])
}

/// The name of a column within a sentence: "product_type" is "product type", "Brand" is "brand";
/// "ID" stays. German keeps the capitals: they are how a noun is written.
pub(super) fn spoken(column: &str) -> String {
    let german = Language::current() == Language::German;
    let words = column.split(['_', ' ']).filter(|word| !word.is_empty());
    let words: Vec<String> = words
        .map(|word| match german || word.chars().skip(1).any(char::is_uppercase) {
            true => word.to_owned(),
            false => word.to_lowercase(),
        })
        .collect();
    words.join(" ")
}

/// "once", "twice", "12 times".
pub(super) fn times(n: usize) -> String {
    t!("model-times", times = n)
}

/// "1,204": see [`crate::base::words::count`].
pub fn count(n: usize) -> String {
    words::count(n as u64)
}

/// "less than a day ago", "12 days ago", "7 months ago".
pub(super) fn ago(days: f32) -> String {
    match days as u32 {
        n if n < 60 => t!("model-days-ago", days = n),
        n if n < 730 => t!("model-months-ago", months = (days / 30.44).round() as u32),
        n => t!("model-years-ago", years = n / 365),
    }
}

/// "all 12 of the audience", "9 of the 12 in the audience", "64% of the audience".
pub(super) fn of_audience(part: usize, whole: usize) -> String {
    match whole {
        n if n < 100 && part == n => t!("model-all-of-audience", people = n),
        n if n < 100 => t!("model-some-of-audience", part = part, people = n),
        _ => t!("model-share-of-audience", share = percent(part, whole)),
    }
}

/// "29% of everyone", "40 of 52,000 people"; of a sample of `people` only what it can tell.
pub(super) fn of_everyone(part: usize, sample: usize, people: usize) -> String {
    match part * 100 >= sample {
        true => t!("model-share-of-everyone", share = percent(part, sample)),
        false if sample == people => t!("model-some-of-everyone", part = part, people = people),
        false => t!("model-few-of-everyone").into(),
    }
}

fn percent(part: usize, whole: usize) -> String {
    let percent = 100.0 * part as f64 / whole.max(1) as f64;
    match percent {
        p if part < whole && p >= 99.5 => t!("model-over-99-percent").into(),
        p if p >= 9.95 => words::percent(p, 0),
        p => words::percent(p, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_say_what_they_are() {
        assert_eq!(value("Brand", "Northwind"), "Northwind (brand)");
        assert_eq!(value("product_type", "ICE - CRUSHED"), "ICE - CRUSHED (product type)");
        assert_eq!(value("Name", "Kestrel monitor"), "Kestrel monitor");
        assert_eq!(value("year", "1957"), "year 1957");
        assert_eq!(value("Product ID", "4711"), "product ID 4711");
        assert_eq!(value("package_size", "32 OZ"), "package size 32 OZ");
        assert!(says_something("DJ") && !says_something("22A") && !says_something(""));
        assert!(is_amount("0.19") && !is_amount("1957") && !is_amount("Dr. No"));
    }

    #[test]
    fn shares_are_true_for_few_people_too() {
        assert_eq!(of_audience(12, 12), "all 12 of the audience");
        assert_eq!(of_audience(9, 12), "9 of the 12 in the audience");
        assert_eq!(of_audience(4, 8000), "0.1% of the audience");
        assert_eq!(of_audience(7999, 8000), "over 99% of the audience");
        assert_eq!(of_everyone(40, 52_000, 52_000), "40 of 52,000 people");
        assert_eq!(of_everyone(20, 4000, 52_000), "less than 1% of everyone");
        assert_eq!(of_everyone(40, 4000, 52_000), "1.0% of everyone");
        assert_eq!(of_everyone(1200, 4000, 52_000), "30% of everyone");
    }

    #[test]
    fn numbers_and_times_read_well() {
        assert_eq!([times(1), times(2), times(1200)], ["once", "twice", "1,200 times"]);

        assert_eq!(
            [ago(0.4), ago(1.9), ago(59.0)],
            ["less than a day ago", "1 day ago", "59 days ago"]
        );
        assert_eq!([ago(200.0), ago(800.0)], ["7 months ago", "2 years ago"]);
        let german = Language::German.within(|| [times(1), times(1200), ago(1.0), ago(800.0)]);
        assert_eq!(german, ["einmal", "1.200-mal", "vor 1\u{a0}Tag", "vor 2 Jahren"]);
        let german = Language::German.within(|| value("product_type", "Schuhe"));
        assert_eq!(german, "Schuhe (product type)");
        let german = Language::German.within(|| value("Marke", "Northwind"));
        assert_eq!(german, "Northwind (Marke)", "a noun keeps its capital");
        assert_eq!([count(7), count(1_000), count(12_345_678)], ["7", "1,000", "12,345,678"]);
    }
}
