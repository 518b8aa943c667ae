//! Times as exports write them.

use proptest::prelude::*;

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
fn day_numbers_of_spreadsheets_are_read() {
    assert_eq!(utc("45688"), utc("2025-01-31"));
    assert_eq!(utc("45688.520891"), Ok(WHEN));
    assert_eq!(utc("45688.5"), utc("2025-01-31 12:00"));
    assert_eq!(utc("32874"), utc("1990-01-01"));
    assert_eq!(utc("73050"), utc("2099-12-31"));
    for text in ["32873", "73051", "456880", "45688.5.1", "4568.5", "45688-1"] {
        assert!(utc(text).is_err(), "{text}");
    }
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

#[test]
fn layouts_of_other_programs_and_languages_are_read() {
    for text in [
        "20250131T123005Z",
        "20250131T133005+0100",
        "20250131T123005.000",
        "20250131 123005",
        "2025-01-31 12:30:05.000 +0000 UTC",
        "2025-01-31 13:30:05 +0100 CET",
        "2025-01-31 15:30:05 +0300 +03",
        "2025-01-31 07:30:05 EST",
        "2025-01-31 04:30:05 PST",
        "2025-01-31 13:30:05 CET",
        "Fri Jan 31 13:30:05 CET 2025",
        "31. Januar 2025 12:30:05",
        "Freitag, 31. Januar 2025 um 12:30:05 Uhr",
        "Fr. 31. Jan. 2025, 12:30:05",
        "31 janvier 2025 à 12:30:05",
        "ven. 31 janv. 2025 12:30:05",
        "31 de enero de 2025 12:30:05 p. m.",
        "31 gennaio 2025 alle ore 12:30:05",
        "31 januari 2025 om 12:30:05",
        "sexta-feira, 31 de janeiro de 2025 às 12:30:05",
        "31 stycznia 2025 12:30:05",
        "den 31 januari 2025 kl. 12:30:05",
        "31 Ocak 2025 12:30:05",
        "2025年1月31日 12:30:05",
        "2025年01月31日 12时30分5秒",
        "2025年1月31日(金) 午後12時30分5秒",
        "2025년 1월 31일 오후 12:30:05",
    ] {
        assert_eq!(utc(text), Ok(WHEN), "{text}");
    }
    assert_eq!(utc("2025-01-31T24:00:00Z"), utc("2025-02-01"));
    assert_eq!(utc("31.01.2025 24:00"), utc("2025-02-01"));
    assert_eq!(utc("mar. 4 mars 2025"), utc("2025-03-04"));
    assert_eq!(utc("mar 4 2025"), utc("2025-03-04"));
    assert_eq!(utc("1er août 2025"), utc("2025-08-01"));
    assert_eq!(utc("5 Mär 2025"), utc("2025-03-05"));
    assert_eq!(utc("5 mars 2025 12h30"), utc("2025-03-05 12:30"));
    assert_eq!(utc("202501311230"), utc("2025-01-31 12:30"));
}

#[test]
fn what_may_mean_two_things_is_refused() {
    for text in [
        // Year or day first: 2025-01-05 or 2005-01-25.
        "25-01-05",
        "25-01-31",
        "25/01/05 10:00",
        "05.01.25",
        // Chicago or Shanghai, Delhi or Dublin, London or Dhaka.
        "2025-01-31 12:30:05 CST",
        "2025-01-31 12:30:05 IST",
        "2025-01-31 12:30:05 BST",
        "2025-01-31T24:00:01Z",
        "2025-01-31T24:30:00Z",
        "5 jui 2025",
        "令和7年1月31日",
        "1月31日",
        "12 2025 Mars",
        "Jan Feb 2025",
        "Order 5 Mar 2025",
    ] {
        assert_eq!(utc(text), Err(TimeProblem::Unreadable), "{text}");
    }
    let reader = TimeReader::new("UTC").unwrap();
    assert_eq!(reader.read(b"25-01-05", TimeFormat::YearFirst), utc("2025-01-05"));
    assert_eq!(reader.read(b"25-01-05", TimeFormat::DayFirst), utc("2005-01-25"));
    assert_eq!(utc("99-01-05"), utc("1999-01-05"));
    assert_eq!(utc("31/12/99"), utc("1999-12-31"));
}

#[test]
fn dates_of_any_year_are_read_as_dates() {
    let date = |text, format| read_date(text, format).map(|date| date.to_string());
    let auto = TimeFormat::Auto;
    assert_eq!(date("1950-06-25", auto).as_deref(), Some("1950-06-25"));
    assert_eq!(date("19500625", auto).as_deref(), Some("1950-06-25"));
    assert_eq!(date("25. Juni 1950", auto).as_deref(), Some("1950-06-25"));
    assert_eq!(date("1950-06-25T23:00:00+05:00", auto).as_deref(), Some("1950-06-25"));
    assert_eq!(date("03/04/1985", auto), None);
    assert_eq!(date("03/04/1985", TimeFormat::DayFirst).as_deref(), Some("1985-04-03"));
    assert_eq!(date("soon", auto), None);
}

proptest! {
    #[test]
    fn a_text_is_a_time_when_some_format_reads_it(
        text in "([0-9]{1,4}[./ -]){0,2}(Jan|mars|5|u|20|x)?[./ -]?[0-9]{1,4}( 1[0-9]:30)?",
    ) {
        let reader = TimeReader::new("UTC").unwrap();
        let formats =
            [TimeFormat::Auto, TimeFormat::DayFirst, TimeFormat::MonthFirst, TimeFormat::YearFirst];
        let any = formats.into_iter().any(|format| reader.read(text.as_bytes(), format).is_ok());
        prop_assert_eq!(reader.reads(text.as_bytes()), any);
    }
}
