//! What reading speaks: a [`Source`] is an opened file, a [`Request`] what is wanted from
//! it, a [`Batch`] some of its rows, a [`Report`] what became of all of them.

use std::borrow::Cow;
use std::path::PathBuf;

use arrow::array::{Array, AsArray, DictionaryArray, Int64Array, StringArray};
use arrow::datatypes::Int32Type;
use serde::{Deserialize, Serialize};

use crate::base::field_names;
use crate::base::language::{Message, t};
use crate::base::unknown::Unknown;

/// Joins the members of a list of plain values inside one cell (`genres: ["Action", "Horror"]`);
/// the ASCII unit separator, which no export writes into a value.
pub const LIST_SEPARATOR: char = '\u{1f}';

/// How bytes are laid out, once decompressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Container {
    /// Delimited text with a header row (or, for Snowplow, without).
    Delimited {
        /// The byte between fields.
        delimiter: u8,
        /// Whether the first row names the fields.
        header: bool,
    },
    /// One JSON object a line.
    JsonLines,
    /// One JSON array of objects (or an object that holds one).
    JsonArray,
    /// Apache Parquet.
    Parquet,
    /// An Excel workbook's sheet.
    Excel,
}

/// How the file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compression {
    /// Not packed.
    #[default]
    None,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
    /// A zip archive; every readable entry is read as one file.
    Zip,
}

/// Which program wrote the file, told by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Segment (or RudderStack) raw logs: JSON lines of track, identify … calls.
    SegmentLogs,
    /// Segment or RudderStack warehouse table: one file an event, snake case.
    Warehouse,
    /// GA4 BigQuery export.
    Ga4,
    /// Mixpanel raw export.
    Mixpanel,
    /// Amplitude export.
    Amplitude,
    /// Snowplow enriched events.
    Snowplow,
    /// Shopify orders CSV.
    ShopifyOrders,
    /// Shopify products CSV.
    ShopifyProducts,
    /// Google Merchant product feed.
    GoogleMerchant,
    /// WooCommerce orders, one row a line item.
    WooCommerce,
    /// Magento (Adobe Commerce) orders: the grid, or the tables of orders and items.
    Magento,
    /// Klaviyo events or profiles.
    Klaviyo,
    /// HubSpot: contacts, or events by its API.
    HubSpot,
    /// Braze Currents events.
    Braze,
    /// Adobe Analytics data feed with its header.
    AdobeAnalytics,
    /// Matomo visits.
    Matomo,
    /// PostHog batch export of events.
    PostHog,
    /// Any other table.
    Plain,
}

impl Format {
    /// The name a person knows it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::SegmentLogs => t!("import-format-segment"),
            Self::Warehouse => t!("import-format-warehouse"),
            Self::Ga4 => t!("import-format-ga4"),
            Self::Mixpanel => t!("import-format-mixpanel"),
            Self::Amplitude => t!("import-format-amplitude"),
            Self::Snowplow => t!("import-format-snowplow"),
            Self::ShopifyOrders => t!("import-format-shopify-orders"),
            Self::ShopifyProducts => t!("import-format-shopify-products"),
            Self::GoogleMerchant => t!("import-format-google"),
            Self::WooCommerce => t!("import-format-woocommerce"),
            Self::Magento => t!("import-format-magento"),
            Self::Klaviyo => t!("import-format-klaviyo"),
            Self::HubSpot => t!("import-format-hubspot"),
            Self::Braze => t!("import-format-braze"),
            Self::AdobeAnalytics => t!("import-format-adobe"),
            Self::Matomo => t!("import-format-matomo"),
            Self::PostHog => t!("import-format-posthog"),
            Self::Plain => t!("import-format-plain"),
        }
    }
}

/// What the values of a field look like in the sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Anything else; also when there is nothing to see.
    #[default]
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers with a fraction.
    Decimal,
    /// true/false, yes/no.
    Boolean,
    /// A point in time.
    Time,
    /// A list of plain values.
    List,
}

/// How a time field is written. `Auto` tells ISO 8601, `YYYY-MM-DD HH:MM:SS ±ZZZZ` and epoch
/// numbers apart value by value; the others settle what a value alone cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeFormat {
    /// ISO 8601 and its relatives, or epoch numbers told apart by size.
    #[default]
    Auto,
    /// 31/12/2025: day before month.
    DayFirst,
    /// 12/31/2025: month before day.
    MonthFirst,
    /// 25-12-31: a year of two digits before month and day.
    YearFirst,
}

/// A field of a source. Nested fields are dotted paths (`properties.brand`); the members of a
/// list of objects are written `properties.products[].brand`. In delimited files the path is the
/// header exactly as written, and `products[].brand` looks into a cell that holds JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldInfo {
    /// The path, see above.
    pub path: String,
    /// Share of sampled rows with a value, 0 to 1.
    pub filled: f32,
    /// What its values look like.
    pub kind: Kind,
    /// For times and other dates (birthdays): the order of day, month and year where the column
    /// tells; `Auto` otherwise.
    pub time_format: TimeFormat,
    /// Whether the values are dates that do not tell their order, so that a person must. Also for
    /// dates that are no times of events, whatever their year.
    pub time_ambiguous: bool,
    /// Up to five different values, as written.
    pub examples: Vec<String>,
    /// Different values in the sample (capped by the sample).
    pub distinct: usize,
}

/// A sheet of a workbook that is not read, because its columns are not those of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherSheet {
    /// Its name.
    pub name: String,
    /// The names of its columns.
    pub columns: Vec<String>,
}

impl OtherSheet {
    /// Whether it says who may be contacted, by the names of its columns.
    pub fn tells_of_consent(&self) -> bool {
        self.columns.iter().any(|column| field_names::consent(column).is_some())
    }
}

/// An opened file: what it is and what is in its first rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// Size on disk in bytes.
    pub bytes: u64,
    /// Layout.
    pub container: Container,
    /// Packing.
    pub compression: Compression,
    /// Text encoding label (`UTF-8`, `UTF-16LE`, `windows-1252` …); `UTF-8` for binary layouts.
    pub encoding: String,
    /// Which program wrote it.
    pub format: Format,
    /// How sure the recognition is, 0 to 1.
    pub confidence: f32,
    /// Fields in file order; those that its folders say come last.
    pub fields: Vec<FieldInfo>,
    /// Fields that not the file has but its folders say (`day=2026-01-31`), with the value of all its rows.
    #[serde(default)]
    pub folders: Vec<(String, String)>,
    /// Sheets of a workbook that are tables of other columns: they are not read.
    #[serde(default)]
    pub other_sheets: Vec<OtherSheet>,
    /// Rows that `fields` is about.
    pub sampled: u64,
    /// First rows, one cell a field of `fields`; lists are joined by [`LIST_SEPARATOR`].
    pub preview: Vec<Vec<Option<String>>>,
    /// Rows, exact for Parquet, else estimated from the sample; `None` when not known.
    pub estimated_rows: Option<u64>,
}

impl Source {
    /// The file's name without its folder.
    pub fn name(&self) -> String {
        self.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// The file's name without its folder and without its endings: `orders` for `orders.csv.gz`.
    pub fn stem(&self) -> String {
        let name = self.name();
        let mut stem = name.as_str();
        while let Some((before, ending)) = stem.rsplit_once('.') {
            let known = [
                "csv", "tsv", "txt", "json", "jsonl", "ndjson", "parquet", "gz", "zst", "zip",
                "xlsx", "log",
            ];
            if before.is_empty() || !known.contains(&ending.to_ascii_lowercase().as_str()) {
                break;
            }
            stem = before;
        }
        stem.to_owned()
    }

    /// The field at `path`.
    pub fn field(&self, path: &str) -> Option<&FieldInfo> {
        self.fields.iter().find(|f| f.path == path)
    }
}

/// One field wanted from a source.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// Paths to try in order: the first one with a value that is not blank counts.
    pub paths: Vec<String>,
    /// Read as text or as a time.
    pub read_as: ReadAs,
    /// `Some(what)` when a row without it is of no use: the row is skipped for that reason.
    pub required: Option<Essential>,
}

/// What a row is of no use without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Essential {
    /// Who it is about.
    Person,
    /// When it happened.
    Time,
    /// What happened.
    Event,
    /// Which product it is about.
    Product,
}

/// How a wanted field is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadAs {
    /// Text exactly as written (numbers of typed containers in their shortest exact form).
    Text,
    /// As text, but for programs' words for nothing (`null`, `NaN`), which are blank.
    Id,
    /// Milliseconds since 1970-01-01 UTC.
    Time(TimeFormat),
}

/// What is wanted from a source. Fields under a list of objects (`a.b[].c`) turn a row into one
/// row a member, repeating the other fields; a row without the list, or with an empty one, stays
/// one row without those fields.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Request {
    /// The fields, in the order of [`Batch::columns`].
    pub fields: Vec<Wanted>,
    /// Stop after about this many rows (previews, `inspect` of huge files), the same ones whatever the
    /// number of threads; `None` for all.
    pub limit: Option<u64>,
}

/// How to read what files do not say themselves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// Zone of times written without one: an IANA name, `UTC` unless said otherwise.
    pub zone: String,
    /// Examples kept for each reason a row was skipped.
    pub examples: usize,
    /// A row longer than this many bytes is skipped as unreadable.
    pub max_row_bytes: usize,
    /// An archive may unpack to at most this many times its size …
    pub max_unpack_ratio: u64,
    /// … once it is beyond this many bytes.
    pub max_unpack_free_bytes: u64,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            zone: "UTC".into(),
            examples: 5,
            max_row_bytes: 64 << 20,
            max_unpack_ratio: 200,
            max_unpack_free_bytes: 1 << 30,
            unknown: Unknown::default(),
        }
    }
}

/// Some rows of the wanted fields, in file order within the batch. Batches arrive from several
/// threads and in no fixed order.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Where in the file the batch begins: row `r` of it is at `place + r`. Places rise with the
    /// file's rows, whichever thread read them, so that "the last row" means one thing; what they
    /// count is not said.
    pub place: u64,
    /// Number of rows after lists of objects were unfolded.
    pub rows: usize,
    /// Number of rows of the file they came from.
    pub source_rows: usize,
    /// Where lists of objects were unfolded: for each row the row of the file it came from,
    /// counted from 0 within the batch, rising. `None`: each row is one row of the file.
    pub source_row: Option<Vec<u32>>,
    /// In which lines of the file the rows of the file stand.
    pub lines: Lines,
    /// One column a wanted field, each `rows` long.
    pub columns: Vec<Column>,
}

impl Batch {
    /// Which of the batch's rows of the file a row came from.
    #[inline]
    pub fn source_row(&self, row: usize) -> u32 {
        self.source_row.as_ref().map_or(row as u32, |rows| rows[row])
    }

    /// A row as an example for the person: its line, and the wanted values that are there.
    pub fn example(&self, row: usize) -> SkippedExample {
        let mut text = String::new();
        for column in &self.columns {
            let time = || {
                let time = jiff::Timestamp::from_millisecond(column.time(row)?).ok()?;
                Some(Cow::Owned(time.to_string()))
            };
            let Some(value) = column.text(row).map(Cow::Borrowed).or_else(time) else { continue };
            if !text.is_empty() {
                text.push_str(", ");
            }
            text.extend(value.chars().take(EXAMPLE_CHARS));
            if text.len() > EXAMPLE_CHARS {
                break;
            }
        }
        let text = text.replace(LIST_SEPARATOR, " | ");
        SkippedExample { line: self.lines.of(self.source_row(row) as usize), text }
    }
}

/// An example is cut after about this many characters.
const EXAMPLE_CHARS: usize = 300;

/// The lines of a batch's rows, as [`SkippedExample::line`] counts them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines {
    /// That of the first row.
    pub first: u64,
    /// For each row how many lines after it; `None` where every row is one line after the other.
    pub after: Option<Vec<u32>>,
}

impl Lines {
    /// The line of a row of the file, counted from 0 within the batch.
    pub fn of(&self, source_row: usize) -> u64 {
        let after = match &self.after {
            Some(after) => after.get(source_row).map_or(0, |lines| u64::from(*lines)),
            None => source_row as u64,
        };
        self.first.saturating_add(after)
    }
}

/// One wanted field of a batch.
#[derive(Debug, Clone)]
pub enum Column {
    /// Plain text.
    Text(StringArray),
    /// Text by dictionary, as Parquet stores it: look each value up once a batch.
    Dictionary(DictionaryArray<Int32Type>),
    /// Milliseconds since 1970-01-01 UTC.
    Time(Int64Array),
}

/// The texts of a dictionary; held, so that no other can be taken for it.
#[derive(Debug, Clone)]
pub struct Dictionary(StringArray);

impl Dictionary {
    /// Whether it is the very same, as it is in all batches of a row group.
    pub fn is(&self, other: &Self) -> bool {
        let (a, b) = (&self.0, &other.0);
        a.nulls().is_none()
            && b.nulls().is_none()
            && a.offsets().ptr_eq(b.offsets())
            && a.values().ptr_eq(b.values())
    }
}

impl Column {
    /// The texts of a dictionary column.
    pub fn dictionary(&self) -> Option<Dictionary> {
        let Self::Dictionary(array) = self else { return None };
        array.values().as_string_opt().cloned().map(Dictionary)
    }

    /// The text at `row`; `None` when absent, blank, or not a text column.
    #[inline]
    pub fn text(&self, row: usize) -> Option<&str> {
        let text = match self {
            Self::Text(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Dictionary(array) => {
                let values = array.values().as_any().downcast_ref::<StringArray>()?;
                let key = array.key(row)?;
                values.is_valid(key).then(|| values.value(key))
            }
            Self::Time(_) => None,
        }?;
        (!text.is_empty()).then_some(text)
    }

    /// Whether some text may contain `byte`, an ASCII character: one look at all texts.
    pub fn may_contain(&self, byte: char) -> bool {
        let within = |texts: &StringArray| memchr::memchr(byte as u8, texts.value_data()).is_some();
        match self {
            Self::Text(array) => within(array),
            Self::Dictionary(array) => array.values().as_string_opt().is_none_or(within),
            Self::Time(_) => false,
        }
    }

    /// The time at `row` in milliseconds since 1970-01-01 UTC.
    #[inline]
    pub fn time(&self, row: usize) -> Option<i64> {
        match self {
            Self::Time(array) => array.is_valid(row).then(|| array.value(row)),
            _ => None,
        }
    }
}

/// A row that could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedExample {
    /// 1-based line (delimited and JSON lines: of the file; otherwise the row number).
    pub line: u64,
    /// The row as written, cut to a few hundred characters; shown to the person, never logged.
    pub text: String,
}

/// Rows skipped for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// The reason in the person's words: "no person", "time cannot be read", "cut off" …
    pub reason: Message,
    /// How many rows.
    pub rows: u64,
    /// The first few, in file order.
    pub examples: Vec<SkippedExample>,
    /// Whether the file itself is damaged or cut off here, rather than holding a row that cannot be
    /// used: there may have been more rows than anyone can count.
    #[serde(default)]
    pub damaged: bool,
}

/// What became of a file's rows: `read = used + skipped`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Report {
    /// Rows found.
    pub read: u64,
    /// Rows handed out.
    pub used: u64,
    /// The others, by reason, most frequent first. Sheets of a workbook and files of an archive
    /// that were not read stand here too, each with its name and its rows.
    pub skipped: Vec<Skipped>,
}

impl Report {
    /// Whether the file is damaged or cut off somewhere, so that rows may be missing which nobody
    /// can count. What was read of it is right, but must not be taken for all there is: a list that
    /// needs the whole file (a suppression list, consent) must not be written from it.
    pub fn damaged(&self) -> bool {
        self.skipped.iter().any(|skipped| skipped.damaged)
    }
}
