//! Times as exports write them.

use super::*;

fn utc(text: &str) -> Result<i64, TimeProblem> {
    TimeReader::new("UTC").unwrap().read(text.as_bytes(), TimeFormat::Auto)
}

/// 2025-01-31T12:30:05Z
const WHEN: i64 = 1_738_326_605_000;

#[test]
fn every_layout_of_the_same_moment_reads_the_same() {
    for text in [
        "2025-01-31T12:30:05Z",
        "2025-01-31T12:30:05.000Z",
        "2025-01-31 12:30:05",
        "2025-01-31 12:30:05 UTC",
        "2025-01-31 12:30:05.000000 UTC",
        "2025-01-31T13:30:05+01:00",
        "2025-01-31 07:30:05 -0500",
        "2025-01-31T13:30:05.000000000+01[Europe/Berlin]",
        "2025/01/31 12:30:05",
        "20250131123005",
        "1738326605",
        "1738326605000",
        "1738326605000000",
        "1738326605000000000",
        "1738326605.0",
        "1.738326605E9",
        "31/01/2025 12:30:05",
        "01/31/2025 12:30:05 PM",
        "1/31/25 12:30:05",
        "31.01.2025 12:30:05",
        "31.1.2025, 12:30:05",
        "Jan 31, 2025 12:30:05 PM",
        "January 31st, 2025 at 12:30:05",
        "31 Jan 2025 12:30:05",
        "31-Jan-2025 12:30:05",
        "Fri, 31 Jan 2025 12:30:05 GMT",
        "Fri Jan 31 2025 13:30:05 GMT+0100 (Central European Standard Time)",
        "Fri Jan 31 12:30:05 2025",
    ] {
        assert_eq!(utc(text), Ok(WHEN), "{text}");
    }
}

#[test]
fn fractions_keep_milliseconds_and_dates_are_midnight() {
    assert_eq!(utc("2025-01-31T12:30:05.1Z"), Ok(WHEN + 100));
    assert_eq!(utc("2025-01-31T12:30:05.123456789Z"), Ok(WHEN + 123));
    assert_eq!(utc("1738326605.25"), Ok(WHEN + 250));
    assert_eq!(utc("2025-01-31"), utc("20250131"));
    assert_eq!(utc("2025-01-31 12:30"), Ok(WHEN - 5000));
    assert_eq!(utc("1/31/2025 12:30 AM"), utc("2025-01-31 00:30"));
}

#[test]
fn the_order_of_day_and_month_is_never_guessed() {
    assert_eq!(utc("03/04/2025"), Err(TimeProblem::Unreadable));
    let reader = TimeReader::new("UTC").unwrap();
    assert_eq!(reader.read(b"03/04/2025", TimeFormat::DayFirst), utc("2025-04-03"));
    assert_eq!(reader.read(b"03/04/2025", TimeFormat::MonthFirst), utc("2025-03-04"));
    assert_eq!(utc("03.04.2025"), utc("2025-04-03"));
}

#[test]
fn nonsense_is_unreadable_and_far_years_are_out_of_range() {
    for text in [
        "",
        "soon",
        "2025-02-30",
        "2025-13-01",
        "12:30",
        "2025",
        "17850",
        "2025-01-31T25:00:00Z",
        "1/2",
        "2025-01-31T12:30:05 Mars",
    ] {
        assert_eq!(utc(text), Err(TimeProblem::Unreadable), "{text}");
    }
    for text in
        ["0000-01-01", "9999-12-31T23:59:59Z", "0", "99999999999999999", "1969-12-31", "1/31/1989"]
    {
        assert_eq!(utc(text), Err(TimeProblem::OutOfRange), "{text}");
    }
}

#[test]
fn a_zone_applies_to_zoneless_times_only() {
    let berlin = TimeReader::new("Europe/Berlin").unwrap();
    assert_eq!(berlin.read(b"2025-01-31 13:30:05", TimeFormat::Auto), Ok(WHEN));
    assert_eq!(berlin.read(b"2025-01-31T12:30:05Z", TimeFormat::Auto), Ok(WHEN));
    assert_eq!(berlin.read(b"1738326605", TimeFormat::Auto), Ok(WHEN));
    assert!(TimeReader::new("Mars/Base").is_none());
}

proptest::proptest! {
    #[test]
    fn iso_agrees_with_jiff_and_nothing_panics(ms in EARLIEST..LATEST, noise in ".{0,40}") {
        let text = jiff::Timestamp::from_millisecond(ms).unwrap().to_string();
        proptest::prop_assert_eq!(utc(&text), Ok(ms));
        let _ = utc(&noise);
    }
}
