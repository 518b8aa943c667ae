//! What a file is, from its first bytes: encoding, container, delimiter, or a kind of file that
//! holds no rows at all.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::delimited::{Dialect, Reader};
use super::header;
use super::json::{Lexer, Token};
use super::line_ends;
use super::members::Around;
use super::{Container, Format, Source};
use crate::base::language::{Message, message};

/// Files that hold no rows, by how they begin.
static NOT_TABLES: [(&[u8], Message); 24] = [
    (b"\x89PNG", message!("import-is-png")),
    (b"\xff\xd8\xff", message!("import-is-jpeg")),
    (b"GIF8", message!("import-is-gif")),
    (b"%PDF", message!("import-is-pdf")),
    (b"RIFF", message!("import-is-media")),
    (b"BM", message!("import-is-picture")),
    (b"\x7fELF", message!("import-is-program")),
    (b"MZ", message!("import-is-program")),
    (b"\xd0\xcf\x11\xe0", message!("import-is-old-office")),
    (b"SQLite format 3", message!("import-is-sqlite")),
    (b"Obj\x01", message!("import-is-avro")),
    (b"ORC", message!("import-is-orc")),
    (b"ARROW1", message!("import-is-arrow")),
    (b"BZh", message!("import-is-bz2")),
    (b"\xfd7zXZ", message!("import-is-xz")),
    // What was unpacked is packed again.
    (b"\x1f\x8b", message!("import-is-packed-twice")),
    (b"\x28\xb5\x2f\xfd", message!("import-is-packed-twice")),
    (b"7z\xbc\xaf", message!("import-is-7z")),
    (b"Rar!", message!("import-is-rar")),
    (b"ID3", message!("import-is-sound")),
    (b"OggS", message!("import-is-sound-or-film")),
    (b"{\\rtf", message!("import-is-document")),
    (b"<?xml", message!("import-is-xml")),
    (b"<!DOCTYPE", message!("import-is-web-page")),
];

/// What the bytes are when they are no table.
pub fn not_a_table(head: &[u8]) -> Option<Message> {
    let begins =
        |magic: &[u8]| head.get(..magic.len()).is_some_and(|h| h.eq_ignore_ascii_case(magic));
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let known = NOT_TABLES.iter().find(|(magic, _)| {
        // A table's first name may begin like a kind of file: ORCID, BMI.
        let is_word = magic.iter().all(u8::is_ascii_alphanumeric);
        begins(magic) && (!is_word || is_binary(head) || memchr::memchr(0, head).is_some())
    });
    if let Some((_, what)) = known {
        return Some(what.clone());
    }
    for (tag, what) in [
        (&b"<html"[..], message!("import-is-web-page")),
        (b"<!doctype", message!("import-is-web-page")),
        (b"<?xml", message!("import-is-xml")),
    ] {
        if text.get(..tag.len()).is_some_and(|t| t.eq_ignore_ascii_case(tag)) {
            return Some(what);
        }
    }
    if head.starts_with(b"\xff\xfe\0\0") || head.starts_with(b"\0\0\xfe\xff") {
        return Some(message!("import-is-utf-32"));
    }
    if head.get(4..8) == Some(b"ftyp") {
        return Some(message!("import-is-film"));
    }
    if head.get(257..262) == Some(b"ustar") {
        return Some(message!("import-is-tar"));
    }
    None
}

/// The encoding and the layout of text that begins with `head`; `whole` says that it is all.
///
/// # Errors
/// What it is instead of a table.
pub fn text(head: &[u8], whole: bool) -> Result<(&'static Encoding, Container), Message> {
    if let Some(what) = not_a_table(head) {
        return Err(what);
    }
    let encoding = encoding(head, &[]);
    if encoding.is_ascii_compatible() && is_binary(head) {
        return Err(message!("import-is-binary"));
    }
    let mut decoded = encoding.decode_with_bom_removal(head).0.into_owned().into_bytes();
    line_ends::unify_line_ends(&mut decoded);
    let container = container(&decoded, whole).ok_or_else(|| message!("import-is-text"))?;
    Ok((encoding, container))
}

/// The encoding of this label.
pub fn labelled(label: &str) -> &'static Encoding {
    Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::UTF_8)
}

/// Whether bytes of an 8-bit encoding have too many control characters for text.
pub fn is_binary(head: &[u8]) -> bool {
    let head = &head[..head.len().min(64 << 10)];
    let control = |c: &&u8| matches!(c, 0..=8 | 14..=26 | 28..=31) && **c != 0x1f && **c != 1;
    head.iter().filter(control).count() * 200 > head.len()
}

/// The encoding of text that begins with `head`, and of further samples of it.
pub fn encoding(head: &[u8], further: &[&[u8]]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    let zeros =
        |from: usize| head.iter().skip(from).step_by(2).take(2000).filter(|c| **c == 0).count();
    let half = head.len().min(4000) / 2;
    for (encoding, zero) in [(encoding_rs::UTF_16LE, 1), (encoding_rs::UTF_16BE, 0)] {
        if half > 1 && zeros(zero) * 3 > half && zeros(1 - zero) * 10 < half {
            let (text, _) = encoding.decode_without_bom_handling(&head[..half * 2]);
            let readable =
                |c: &char| c.is_alphanumeric() || c.is_ascii_graphic() || c.is_whitespace();
            if text.chars().filter(readable).count() * 10 > half * 9 {
                return encoding;
            }
        }
    }
    // Samples begin and end anywhere, also inside a character.
    let good = |text: &[u8]| {
        let begin = text.iter().take(3).take_while(|c| **c & 0xc0 == 0x80).count();
        match std::str::from_utf8(&text[begin..]) {
            Ok(_) => true,
            Err(e) => e.error_len().is_none(),
        }
    };
    // One damaged character does not make a file of another encoding: most must be broken.
    let mostly = |text: &[u8]| {
        let lossy = String::from_utf8_lossy(text);
        let broken = lossy.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
        let whole = lossy.chars().filter(|c| !c.is_ascii()).count() - broken;
        whole > broken
    };
    let parts = || std::iter::once(&head).chain(further);
    if parts().all(|t| good(t)) || parts().any(|t| mostly(t)) {
        encoding_rs::UTF_8
    } else {
        legacy(head, further)
    }
}

/// The encoding from before Unicode that text seems to be in, by how often its letters follow one
/// another in the languages that use it; Windows-1252 where the text breaks its rules.
fn legacy(head: &[u8], further: &[&[u8]]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for part in std::iter::once(&head).chain(further) {
        detector.feed(part, false);
    }
    detector.feed(b"", true);
    let likeliest = detector.guess(None, Utf8Detection::Deny);
    // One damaged character does not rule an encoding out.
    let (text, _) = likeliest.decode_without_bom_handling(head);
    let broken = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let good = text.chars().filter(|c| !c.is_ascii()).count() - broken;
    if broken * 20 < good.max(1) { likeliest } else { encoding_rs::WINDOWS_1252 }
}

/// The layout of decoded text; `whole` says that `head` is all there is. `None` when it has none.
pub fn container(head: &[u8], whole: bool) -> Option<Container> {
    let text = head.trim_ascii_start();
    match text.first()? {
        b'[' if matches!(text[1..].trim_ascii_start().first(), Some(b'{' | b']')) => {
            Some(Container::JsonArray)
        }
        b'{' => json_object(text, whole),
        _ => delimited(head, whole),
    }
}

/// Text that begins with an object: lines, objects spread over lines, or an object with a list.
fn json_object(text: &[u8], whole: bool) -> Option<Container> {
    let mut lines = text.split(|c| *c == b'\n').filter(|l| !l.trim_ascii().is_empty());
    let complete = |line: &[u8]| {
        let mut lexer = Lexer::new(line);
        lexer.eat(b'{') && {
            lexer.at = 0;
            lexer.skip().is_ok() && lexer.peek().is_none()
        }
    };
    let sample: Vec<&[u8]> = lines.by_ref().take(20).collect();
    let good = sample.iter().filter(|l| complete(l)).count();
    // A single line may be one object that holds all rows.
    if sample.len() == 1 && wrapped_list(text).is_some() {
        return Some(Container::JsonArray);
    }
    // A first line that is whole settles it; otherwise most lines must be.
    if sample.first().is_some_and(|l| complete(l)) || good * 2 > sample.len() {
        return Some(Container::JsonLines);
    }
    let mut lexer = Lexer::new(text);
    let readable = match lexer.skip() {
        Ok(()) => true,
        Err(super::json::BadJson::CutOff) => !whole,
        Err(_) => false,
    };
    if readable || wrapped_list(text).is_some() {
        return Some(Container::JsonArray);
    }
    // Lines that begin like objects and are damaged: each is skipped with its reason.
    sample.iter().all(|l| l.trim_ascii_start().starts_with(b"{")).then_some(Container::JsonLines)
}

/// Where to begin looking for the rows of a JSON file: after the bracket of the list or of the object
/// around them, or at the beginning when the objects stand by themselves; and which of these it is.
pub fn list_start(head: &[u8]) -> (usize, Around) {
    let begin = head.len() - head.trim_ascii_start().len();
    match head.get(begin) {
        Some(b'[') => (begin + 1, Around::List),
        _ => match wrapped_list(&head[begin..]) {
            Some(name) => (begin + 1, Around::Object(name.to_vec())),
            None => (begin, Around::Nothing),
        },
    }
}

/// The name of the list whose members are rows, of `{"data": [{…}, …]}`. An object with a list that is
/// a row of its own (an order with its items) has none.
fn wrapped_list(text: &[u8]) -> Option<&[u8]> {
    let mut whole = Lexer::new(text);
    // Objects that follow one another are rows, whatever lists they hold.
    if whole.skip().is_ok() && whole.peek() == Some(b'{') {
        return None;
    }
    const WRAPPERS: [&[u8]; 22] = [
        b"data",
        b"events",
        b"results",
        b"result",
        b"records",
        b"rows",
        b"orders",
        b"customers",
        b"users",
        b"people",
        b"profiles",
        b"value",
        b"values",
        b"entries",
        b"messages",
        b"batch",
        b"hits",
        b"response",
        b"content",
        b"transactions",
        b"items",
        b"products",
    ];
    const AROUND: [&[u8]; 10] = [
        b"meta",
        b"metadata",
        b"paging",
        b"pagination",
        b"links",
        b"page",
        b"info",
        b"header",
        b"query",
        b"schema",
    ];
    let mut lexer = Lexer::new(text);
    if lexer.value().ok()? != Token::Object {
        return None;
    }
    let mut first = true;
    while let Some((start, end, _)) = lexer.key(&mut first).ok()? {
        let key = &text[start..end];
        lexer.peek();
        let at = lexer.at;
        match lexer.value().ok()? {
            Token::List if WRAPPERS.contains(&key) && lexer.peek() == Some(b'{') => {
                return Some(key);
            }
            Token::Object if !AROUND.contains(&key) => return None,
            Token::Object | Token::List => {
                lexer.at = at;
                lexer.skip().ok()?;
            }
            // Only a row says when something happened or to whom.
            _ if key.starts_with(b"event") || key.ends_with(b"_id") || key.ends_with(b"Id") => {
                return None;
            }
            _ => {}
        }
    }
    None
}

/// Bytes that stand between fields.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// Rows looked at to choose the delimiter.
const ROWS: usize = 200;

fn delimited(head: &[u8], whole: bool) -> Option<Container> {
    let cut = if whole { head.len() } else { memchr::memrchr(b'\n', head)? };
    let head = &head[..cut];
    let widths = |delimiter: u8, quotes: bool| -> Vec<usize> {
        let mut reader = Reader::new(head, Dialect { delimiter, quotes });
        std::iter::from_fn(|| reader.texts()).take(ROWS).map(|r| r.len()).collect()
    };
    // Snowplow's rows are known by their width; they have no header and no quotes.
    let snowplow = widths(b'\t', false);
    if !snowplow.is_empty() && snowplow.iter().all(|w| (100..=140).contains(w)) {
        let first = Reader::new(head, Dialect { delimiter: b'\t', quotes: false }).texts()?;
        if first.get(6).is_some_and(|id| id.len() == 36)
            && first.get(5).is_some_and(|e| !e.is_empty())
        {
            return Some(Container::Delimited { delimiter: b'\t', header: false });
        }
    }
    let score = |delimiter: u8, width: &dyn Fn(&[usize]) -> usize| {
        let widths = widths(delimiter, true);
        let width = width(&widths);
        let same = widths.iter().filter(|w| **w == width).count() as f64;
        let share = same / widths.len().max(1) as f64;
        (width > 1).then_some((delimiter, share, share * (1.0 + (width as f64).ln() / 8.0)))
    };
    let best =
        |found: &mut dyn Iterator<Item = (u8, f64, f64)>| found.max_by(|a, b| a.2.total_cmp(&b.2));
    let first = |widths: &[usize]| widths.first().copied().unwrap_or(0);
    let by_first = best(&mut DELIMITERS.iter().filter_map(|d| score(*d, &first)));
    // Where the first row says little of the others, titles may stand above the names.
    let titled = || {
        let usual = |widths: &[usize]| header::common(widths.iter().copied());
        let dialect = |delimiter| Dialect { delimiter, quotes: true };
        let titled = DELIMITERS.iter().filter(|d| header::is_titled(head, dialect(**d)));
        best(&mut titled.filter_map(|d| score(*d, &usual)))
    };
    let found = match by_first {
        Some((_, share, _)) if share >= 0.5 => by_first,
        _ => titled().or(by_first),
    };
    let delimiter = match found {
        Some((delimiter, ..)) => delimiter,
        // A single column is a table when it looks like one and not like prose.
        None => single_column(head).then_some(b',')?,
    };
    let header = header::is_there(head, Dialect { delimiter, quotes: true });
    Some(Container::Delimited { delimiter, header })
}

fn single_column(head: &[u8]) -> bool {
    head.split(|c| *c == b'\n').take(ROWS).all(|l| l.len() <= 120)
}

/// The names of Snowplow's columns, for its files without header.
pub fn snowplow_names(source: &Source, header: bool) -> Option<Vec<String>> {
    (source.format == Format::Snowplow && !header)
        .then(|| super::recognise::SNOWPLOW.iter().map(|n| (*n).to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Option<Container> {
        container(text.as_bytes(), true)
    }

    #[test]
    fn layouts_are_told_apart() {
        let csv = |delimiter, header| Some(Container::Delimited { delimiter, header });
        assert_eq!(text("a,b\n1,2\n"), csv(b',', true));
        assert_eq!(text("a;b\n1,5;2\n1,6;3\n"), csv(b';', true));
        assert_eq!(text("a\tb\n\"x\ty\"\t2\n"), csv(b'\t', true));
        assert_eq!(text("a|b|c\n1|2|3\n"), csv(b'|', true));
        assert_eq!(text("email\na@b.c\n"), csv(b',', true));
        assert_eq!(text("a;b;c\n1,5;2,5;3,5\n1,6;2,6;3,6\n"), csv(b';', true));
        let rows = "2026-01-03;u1;1,5\n2026-01-04;u2;2,5\n2026-01-05;u1;1,5\n";
        for title in ["Report\n", "Report;;\n;;\n", "Report;\nBy: ACME, Inc.;;;\n\n"] {
            assert_eq!(text(&format!("{title}date;customer;price\n{rows}")), csv(b';', true));
        }
        assert_eq!(text("u1,2025-01-31,5\nu2,2025-02-01,6\n"), csv(b',', false));
        assert_eq!(text("{\"a\":1}\n{\"a\":2}\n"), Some(Container::JsonLines));
        assert_eq!(text("{\"a\":1}"), Some(Container::JsonLines));
        assert_eq!(text(" [ {\"a\":1} ]"), Some(Container::JsonArray));
        assert_eq!(text("{\n \"a\": 1\n}\n{\n \"a\": 2\n}"), Some(Container::JsonArray));
        assert_eq!(text("{\"meta\":{\"n\":1},\"data\":[{\"a\":1}]}"), Some(Container::JsonArray));
        assert_eq!(text("{\"order_id\":1,\"items\":[{\"a\":1}]}"), Some(Container::JsonLines));
        let data = Around::Object(b"data".to_vec());
        assert_eq!(list_start(b"{\"data\" : [ {\"a\":1}]}"), (1, data));
        assert_eq!(list_start(b" [{\"a\":1}]"), (2, Around::List));
        let orders = b"{\n\"items\":[{\"a\":1}]\n}\n{\n\"items\":[{\"a\":2}]\n}\n";
        assert_eq!(list_start(orders), (0, Around::Nothing));
    }

    #[test]
    fn a_name_that_begins_like_a_kind_of_file_is_a_name() {
        for name in ["ORCID", "BMI", "ID3", "Riffle", "mz", "GIF89", "rar", "OggS"] {
            assert_eq!(not_a_table(format!("{name},event\nu1,view\n").as_bytes()), None, "{name}");
        }
        let orc = [&b"ORC\n\x03\0\0"[..], &[7; 100]].concat();
        assert_eq!(not_a_table(&orc), Some(message!("import-is-orc")));
        assert_eq!(not_a_table(b"\x1f\x8b\x08"), Some(message!("import-is-packed-twice")));
    }

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(encoding("naïve".as_bytes(), &[]), encoding_rs::UTF_8);
        assert_eq!(encoding(b"na\xefve caf\xe9", &[]), encoding_rs::WINDOWS_1252);
        assert_eq!(encoding(b"plain", &[b"caf\xe9 x"]), encoding_rs::WINDOWS_1252);
        assert_eq!(encoding(b"a\0,\0b\0\n\0", &[]), encoding_rs::UTF_16LE);
        for (text, written) in [
            ("注文日時,会員番号,商品名\n2026年1月3日,50010,急須と湯呑み\n", encoding_rs::SHIFT_JIS),
            ("下单时间,会员编号,商品名称\n2026-01-03,50010,紫砂茶壶\n", encoding_rs::GBK),
            ("訂單時間,會員編號,商品名稱\n2026-01-03,50010,紫砂茶壺組\n", encoding_rs::BIG5),
            ("주문일시,회원번호,상품명\n2026-01-03,50010,도자기 찻주전자\n", encoding_rs::EUC_KR),
            (
                "Дата заказа,Клиент,Товар\n03.01.2026,50010,Чайник большой\n",
                encoding_rs::WINDOWS_1251,
            ),
            (
                "Sipariş Tarihi,Müşteri No,Ürün Adı\n03.01.2026,50010,Çaydanlık ve çay tabağı\n",
                encoding_rs::WINDOWS_1254,
            ),
            (
                "Data zamówienia,Nr klienta,Ilość\n03.01.2026,50010,Czajnik żółty, źródło\n",
                encoding_rs::WINDOWS_1250,
            ),
        ] {
            let bytes = written.encode(text).0;
            assert_eq!(encoding(&bytes, &[]), written, "{text}");
        }
        assert_eq!(encoding(b"\xfe\xff\0a\0,", &[]), encoding_rs::UTF_16BE);
    }
}
