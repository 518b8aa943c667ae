//! A destination of the person's own: put together in the window, kept in the project, checked
//! before anything is written.

use super::column::{Column, Hashing};
use super::content::Content;
use super::declaration::Destination;
use super::limits::FileKind;
use crate::base::language::t;
use crate::export::normalise::ValueFormat;

/// The beginning of the keys of destinations of the person's own.
const PREFIX: &str = "own-";

/// Formats to choose from for a column of one's own, with their words.
pub fn formats() -> [(ValueFormat, &'static str); 15] {
    [
        (ValueFormat::Trimmed, t!("export-as-as-it-is")),
        (ValueFormat::Email, t!("export-as-email")),
        (ValueFormat::EmailGmail, t!("export-as-email-gmail")),
        (ValueFormat::EmailNoTag, t!("export-as-email-no-tag")),
        (ValueFormat::PhoneE164, t!("export-as-phone")),
        (ValueFormat::PhoneDigits, t!("export-as-phone-digits")),
        (ValueFormat::NameLetters, t!("export-as-letters")),
        (ValueFormat::Postal, t!("export-as-upper")),
        (ValueFormat::CountryUpper, t!("export-as-country-upper")),
        (ValueFormat::CountryLower, t!("export-as-country-lower")),
        (ValueFormat::Date, t!("export-as-date")),
        (ValueFormat::DateUs, t!("export-as-date-us")),
        (ValueFormat::Year, t!("export-as-year")),
        (ValueFormat::Maid, t!("export-as-maid")),
        (ValueFormat::Flag, t!("export-as-flag")),
    ]
}

/// A destination of the person's own with a few columns to begin with. `taken`: the keys there
/// are; the new one's is another.
pub fn own<'a>(taken: impl IntoIterator<Item = &'a str>) -> Destination {
    let taken: Vec<&str> = taken.into_iter().collect();
    let free = (1_u32..).map(|n| (n, format!("{PREFIX}{n}"))).find(|(_, k)| !taken.contains(&&**k));
    let (number, key) = free.unwrap_or_default();
    Destination {
        key,
        name: match number {
            1 => t!("export-own").to_owned(),
            number => t!("export-own-number", number = number),
        },
        columns: vec![column(Content::Email, &[]), column(Content::Propensity, &[])],
        // All headers stay: whoever reads the file counts on them.
        fixed_headers: true,
        ..Destination::default()
    }
}

/// Whether this key is that of a destination of the person's own.
pub fn is_own(key: &str) -> bool {
    key.starts_with(PREFIX)
}

/// A column of that content in its usual form, with a header that no column of `there` has.
pub fn column(content: Content, there: &[Column]) -> Column {
    let format = match content {
        Content::Email => ValueFormat::Email,
        Content::Phone => ValueFormat::PhoneE164,
        Content::Country => ValueFormat::CountryUpper,
        Content::BirthDate => ValueFormat::Date,
        Content::MobileAdId => ValueFormat::Maid,
        _ => ValueFormat::Trimmed,
    };
    let plain = match &content {
        Content::Constant(_) => "text".to_owned(),
        Content::Trait(name) => name.clone(),
        known => known.header().to_lowercase().replace(' ', "_").replace("e-mail", "email"),
    };
    let numbered = (2..).map(|n: u32| format!("{plain}_{n}"));
    let mut headers = std::iter::once(plain.clone()).chain(numbered);
    let header = headers.find(|header| there.iter().all(|c| c.header != *header));
    Column {
        header: header.unwrap_or(plain),
        hashed_header: None,
        content,
        nth: 0,
        format,
        hashing: Hashing::Never,
    }
}

/// What keeps a destination of the person's own from being written, in sentences; nothing when it
/// is complete.
pub fn problems(destination: &Destination) -> Vec<String> {
    let mut problems = Vec::new();
    if destination.name.trim().is_empty() {
        problems.push(t!("export-own-no-name").to_owned());
    }
    if destination.columns.is_empty() {
        problems.push(t!("export-own-no-columns").to_owned());
    }
    let headers = !destination.no_header || destination.file != FileKind::Csv;
    for (place, column) in destination.columns.iter().enumerate().filter(|_| headers) {
        let number = place + 1;
        if column.header.trim().is_empty() {
            problems.push(t!("export-own-no-header", number = number));
        } else if column.header.contains(['\n', '\r']) {
            problems.push(t!("export-own-line-break", number = number));
        }
        let earlier = &destination.columns[..place];
        let same = earlier.iter().find(|c| c.header == column.header && !c.header.is_empty());
        // Several e-mail addresses under the same header are what some platforms want.
        let meant = |other: &Column| {
            destination.file == FileKind::Csv
                && other.content == column.content
                && other.nth != column.nth
        };
        if same.is_some_and(|other| !meant(other)) {
            problems.push(t!("export-own-twice", header = column.header.as_str()));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_said_in_words() {
        let mut mine = own([]);
        assert_eq!((mine.key.as_str(), problems(&mine)), ("own-1", Vec::new()));
        assert_eq!(own(["own-1", "own-3"]).key, "own-2");
        mine.name = "  ".into();
        mine.columns.push(column(Content::Phone, &mine.columns));
        mine.columns[0].header.clear();
        mine.columns[2].header = "propensity".into();
        assert_eq!(
            problems(&mine),
            [
                "Give the destination a name.",
                "Column 1 has no header.",
                "Two columns are called “propensity”."
            ]
        );
        // Without a line of headers they do not matter.
        mine.no_header = true;
        assert_eq!(problems(&mine).len(), 1);
        mine.columns.clear();
        assert_eq!(problems(&mine).len(), 2);
    }

    #[test]
    fn several_addresses_may_share_a_header() {
        let mut mine = own([]);
        let mut second = mine.columns[0].clone();
        mine.columns.push(second.clone());
        assert_eq!(problems(&mine).len(), 1);
        second.nth = 1;
        mine.columns[2] = second;
        assert_eq!(problems(&mine).len(), 0);
        mine.file = FileKind::Parquet;
        assert_eq!(problems(&mine).len(), 1);
        assert_eq!(column(Content::Email, &mine.columns).header, "email_2");
    }
}
