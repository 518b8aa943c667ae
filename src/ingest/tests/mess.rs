//! Exports as marketers have them, with known truth: whatever language, encoding, separator, way of
//! writing dates and amounts, and whatever stands between and below the rows, the same people did the
//! same things, and every line is used or said to be skipped.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::months::by_name;
use super::*;
use crate::catalog::languages::LANGUAGES;

/// An interaction: person, hours since the first, event (0 viewed, 1 bought), product.
type Deed = (usize, i64, usize, usize);
/// Who, when, what, to what.
type Known = (String, i64, String, String);

/// The first hour: 2025-01-03, 09:00 UTC.
const FIRST: i64 = 1_735_894_800;

/// Ways of writing a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dates {
    Iso,
    IsoZoned,
    DayFirst(char),
    MonthFirst,
    Named,
    Epoch,
}

impl Dates {
    const ALL: [Self; 8] = [
        Self::Iso,
        Self::IsoZoned,
        Self::DayFirst('.'),
        Self::DayFirst('/'),
        Self::DayFirst('-'),
        Self::MonthFirst,
        Self::Named,
        Self::Epoch,
    ];

    fn write(self, language: usize, seconds: i64) -> String {
        let time = jiff::Timestamp::from_second(seconds).unwrap().to_zoned(jiff::tz::TimeZone::UTC);
        let (day, month, year) = (time.day(), time.month(), time.year());
        let clock = format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
        match self {
            Self::Iso => format!("{year}-{month:02}-{day:02} {clock}"),
            Self::IsoZoned => format!("{year}-{month:02}-{day:02}T{clock}+00:00"),
            Self::DayFirst(mark) => format!("{day:02}{mark}{month:02}{mark}{year} {clock}"),
            Self::MonthFirst => format!("{month}/{day}/{year} {clock}"),
            Self::Named => by_name(language, day, month, year, &clock),
            Self::Epoch => seconds.to_string(),
        }
    }
}

/// How a file is written.
#[derive(Debug, Clone)]
struct Style {
    language: usize,
    dates: Dates,
    separator: char,
    decimal_comma: bool,
    always_quoted: bool,
    line_end: &'static str,
    last_line_end: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf8Marked,
    Utf16(bool),
    Windows1252,
}

impl Encoding {
    const ALL: [Self; 5] =
        [Self::Utf8, Self::Utf8Marked, Self::Utf16(false), Self::Utf16(true), Self::Windows1252];

    /// `None` where the text has characters that the encoding has not.
    fn write(self, text: &str) -> Option<Vec<u8>> {
        Some(match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf8Marked => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            Self::Utf16(big) => {
                let units = std::iter::once(0xfeff).chain(text.encode_utf16());
                units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
            }
            Self::Windows1252 => {
                let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(text);
                if lost {
                    return None;
                }
                bytes.into_owned()
            }
        })
    }
}

/// What stands among the rows that is none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dirt {
    /// Nothing, which is no row.
    Blank,
    /// Separators only.
    Empty,
    /// The header once more.
    Header,
    /// A sum.
    Total,
    /// A row that ends early.
    Short,
    /// A row with too much.
    Long,
    /// A row without its person.
    Nobody,
    /// A row whose time is none.
    Timeless,
}

impl Dirt {
    const ALL: [Self; 8] = [
        Self::Blank,
        Self::Empty,
        Self::Header,
        Self::Total,
        Self::Short,
        Self::Long,
        Self::Nobody,
        Self::Timeless,
    ];
}

impl Style {
    fn line(&self, cells: &[String]) -> String {
        let quoted = |cell: &String| {
            if self.always_quoted || cell.contains([self.separator, '"', '\n']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.clone()
            }
        };
        let cells: Vec<String> = cells.iter().map(quoted).collect();
        cells.join(&self.separator.to_string())
    }

    fn amount(&self, cents: usize) -> String {
        let mark = if self.decimal_comma { ',' } else { '.' };
        format!("{}{mark}{:02}", cents / 100, cents % 100)
    }

    fn row(&self, (person, hours, event, product): Deed) -> Vec<String> {
        let events = LANGUAGES[self.language].2;
        // Names with all that a careless export could stumble over.
        let name = match product % 4 {
            0 => format!("Ding {product}"),
            1 => format!("Ding; \"{product}\", groß"),
            2 => format!("Ding {product}\nzweite Zeile"),
            _ => format!("Ding|{product}"),
        };
        vec![
            format!("K{person}"),
            self.dates.write(self.language, FIRST + hours * 3600),
            events[event].to_owned(),
            format!("P{product}"),
            name,
            format!("Marke {}", product % 9),
            format!("Gruppe {}", product % 4),
            self.amount(599 + product % 20 * 100),
            "1".to_owned(),
        ]
    }

    fn dirt(&self, dirt: Dirt, deed: Deed) -> String {
        let (_, heads, _) = LANGUAGES[self.language];
        let mut row = self.row(deed);
        match dirt {
            Dirt::Blank => String::new(),
            Dirt::Empty => self.separator.to_string().repeat(heads.len() - 1),
            Dirt::Header => self.line(&heads.map(str::to_owned)),
            Dirt::Total => {
                let mut cells = vec![String::new(); heads.len()];
                cells[0] = "Total".into();
                cells[7] = self.amount(123_456_789);
                self.line(&cells)
            }
            Dirt::Short => self.line(&row[..1]),
            Dirt::Long => {
                row.push("more".into());
                self.line(&row)
            }
            Dirt::Nobody => {
                row[0].clear();
                self.line(&row)
            }
            Dirt::Timeless => {
                row[1] = "n/a".into();
                self.line(&row)
            }
        }
    }

    /// The file's text, and how many rows it has.
    fn text(&self, deeds: &[Deed], dirt: &[(usize, Dirt)], footer: Option<Dirt>) -> (String, u64) {
        let (_, heads, _) = LANGUAGES[self.language];
        let mut lines = vec![self.line(&heads.map(str::to_owned))];
        let mut rows = 0;
        let mut add = |line: String, lines: &mut Vec<String>| {
            rows += u64::from(!line.is_empty());
            lines.push(line);
        };
        for (place, deed) in deeds.iter().enumerate() {
            for (_, dirt) in dirt.iter().filter(|(at, _)| at % deeds.len() == place) {
                add(self.dirt(*dirt, *deed), &mut lines);
            }
            add(self.line(&self.row(*deed)), &mut lines);
        }
        if let Some(footer) = footer {
            add(self.dirt(footer, deeds[0]), &mut lines);
        }
        let mut text = lines.join(self.line_end);
        if self.last_line_end {
            text += self.line_end;
        }
        (text, rows)
    }
}

fn truth(style: &Style, deeds: &[Deed]) -> BTreeMap<Known, usize> {
    let events = LANGUAGES[style.language].2;
    let mut all = BTreeMap::new();
    for &(person, hours, event, product) in deeds {
        let time = FIRST + hours * 3600;
        let known = (format!("K{person}"), time, events[event].to_owned(), format!("P{product}"));
        *all.entry(known).or_insert(0) += 1;
    }
    all
}

fn found(history: &History) -> BTreeMap<Known, usize> {
    let mut all = BTreeMap::new();
    for person in 0..history.person_count() as u32 {
        let past = history.past(person);
        for at in 0..past.len() {
            let products = history.items.values(past.item[at], 0);
            let products = products.iter().map(|&p| history.columns[0].values.get(p));
            let known = (
                history.people.get(person).to_owned(),
                from_clock(past.time[at]),
                history.events[usize::from(past.kind[at])].clone(),
                products.collect::<Vec<_>>().join("|"),
            );
            *all.entry(known).or_insert(0) += 1;
        }
    }
    all
}

/// Reads a file as a person does who accepts every suggestion, and holds it against the truth.
fn holds(name: &str, bytes: &[u8], rows: u64, truth: &BTreeMap<Known, usize>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let (_, suggestion, ready) = ready(&[path]);
    assert_eq!(suggestion.questions, Vec::<String>::new());
    adds_up(&ready);
    assert_eq!(ready.report.files[0].report.read, rows, "{:?}", ready.report.files[0]);
    let found = found(&ready.history);
    let lost: Vec<_> = truth.iter().filter(|(k, n)| found.get(*k) != Some(n)).take(3).collect();
    let more: Vec<_> = found.iter().filter(|(k, n)| truth.get(*k) != Some(n)).take(3).collect();
    assert!(
        lost.is_empty() && more.is_empty(),
        "lost {lost:?}; not true {more:?}; {:?}",
        ready.report.files[0]
    );
    let names: Vec<&str> = ready.history.columns.iter().map(|c| c.name.as_str()).collect();
    for column in ["Brand", "Category", "Price"] {
        assert!(names.contains(&column), "{column}: {names:?}");
    }
}

fn deeds(random: &[(usize, i64, usize, usize)]) -> Vec<Deed> {
    // Enough of everything that a person would recognise it, too: both events, all days of a month.
    let usual =
        (0..160_usize).map(|n| (n * 7 % 41, n as i64 * 17, usize::from(n % 3 == 2), n * 11 % 30));
    usual.chain(random.iter().copied()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn a_messy_export_says_what_happened(
        random in prop::collection::vec((0..60_usize, 0..3_000_i64, 0..2_usize, 0..40_usize), 0..60),
        (language, dates) in (0..LANGUAGES.len(), prop::sample::select(Dates::ALL.to_vec())),
        separator in prop::sample::select(vec![',', ';', '\t', '|']),
        (decimal_comma, always_quoted, crlf, last_line_end) in any::<(bool, bool, bool, bool)>(),
        encoding in prop::sample::select(Encoding::ALL.to_vec()),
        dirt in prop::collection::vec((0..300_usize, prop::sample::select(Dirt::ALL.to_vec())), 0..5),
        footer in prop::option::of(prop::sample::select(vec![Dirt::Blank, Dirt::Empty, Dirt::Total])),
    ) {
        let line_end = if crlf { "\r\n" } else { "\n" };
        let style = Style { language, dates, separator, decimal_comma, always_quoted, line_end, last_line_end };
        let deeds = deeds(&random);
        let (text, rows) = style.text(&deeds, &dirt, footer);
        // Where the encoding lacks a letter of the language, as a program would.
        let bytes = encoding.write(&text).unwrap_or_else(|| text.into_bytes());
        holds("export.csv", &bytes, rows, &truth(&style, &deeds));
    }
}

/// The rows of a style in another container than delimited text.
fn contained(style: &Style, deeds: &[Deed]) -> Vec<(&'static str, Vec<u8>)> {
    use std::sync::Arc;

    use arrow::array::{ArrayRef, StringArray};

    let (_, heads, _) = LANGUAGES[style.language];
    let rows: Vec<Vec<String>> = deeds.iter().map(|deed| style.row(*deed)).collect();
    let objects: Vec<String> = rows
        .iter()
        .map(|row| {
            let object: serde_json::Map<String, serde_json::Value> = heads
                .iter()
                .zip(row)
                .map(|(head, cell)| ((*head).into(), cell.clone().into()))
                .collect();
            serde_json::Value::Object(object).to_string()
        })
        .collect();
    let columns = heads.iter().enumerate().map(|(at, head)| {
        let texts: StringArray = rows.iter().map(|row| Some(row[at].as_str())).collect();
        (*head, Arc::new(texts) as ArrayRef)
    });
    let batch = arrow::array::RecordBatch::try_from_iter(columns).unwrap();
    let mut parquet = Vec::new();
    let mut writer =
        parquet::arrow::ArrowWriter::try_new(&mut parquet, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    for part in rows.chunks(rows.len().div_ceil(2)) {
        let sheet = book.add_worksheet();
        for (at, head) in (0..).zip(heads) {
            sheet.write(0, at, head).unwrap();
        }
        for (line, row) in (1..).zip(part) {
            for (at, cell) in (0..).zip(row) {
                sheet.write(line, at, cell).unwrap();
            }
        }
    }
    vec![
        ("a.jsonl", objects.join("\n").into_bytes()),
        ("b.json", format!("{{\"meta\":{{}},\"data\":[{}]}}", objects.join(",")).into_bytes()),
        ("c.parquet", parquet),
        ("d.xlsx", book.save_to_buffer().unwrap()),
        ("e.csv", style.text(deeds, &[], None).0.into_bytes()),
    ]
}

#[test]
fn every_language_in_every_format_says_the_same() {
    let deeds = deeds(&[]);
    let mut names = BTreeSet::new();
    for (language, (name, ..)) in LANGUAGES.iter().enumerate() {
        let comma = !["en", "ja", "zh"].contains(name);
        // In turn: names of months, numbers, ISO. Every language meets all of them, and every format.
        for (turn, dates) in
            [Dates::Named, Dates::DayFirst('.'), Dates::Iso].into_iter().enumerate()
        {
            let style = Style {
                language,
                dates,
                separator: if comma { ';' } else { ',' },
                decimal_comma: comma,
                always_quoted: false,
                line_end: "\r\n",
                last_line_end: true,
            };
            let truth = truth(&style, &deeds);
            for (place, (file, bytes)) in contained(&style, &deeds).into_iter().enumerate() {
                if (language + place) % 3 != turn {
                    continue;
                }
                names.insert((*name, file));
                holds(file, &bytes, deeds.len() as u64, &truth);
            }
        }
    }
    assert_eq!(names.len(), LANGUAGES.len() * 5);
}
