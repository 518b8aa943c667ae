//! Opt-outs win: whoever stands in a suppression file in whatever way is found, and nobody else.

use std::fs;
use std::sync::OnceLock;

use proptest::prelude::*;

use super::*;
use crate::base::digest::HashKind;
use crate::export::normalise::{Locale, ValueFormat};
use crate::workflow::{Storage, tests::prepared};

/// People of the small shop below; each has an ID, an address and a telephone number.
const PEOPLE: usize = 24;

fn id(person: usize) -> String {
    // Some hold what separates values elsewhere.
    match person % 3 {
        0 => format!("auth0|P{person}x"),
        1 => format!("C-{person}"),
        _ => format!("user{person}"),
    }
}

fn mail(person: usize) -> String {
    format!("First.Last{person}@Example.com")
}

fn phone(person: usize) -> String {
    format!("+49 170 55500{person:02}")
}

fn hashed(text: &str) -> String {
    HashKind::Sha256.hex(text)
}

fn ready() -> &'static Ready {
    static READY: OnceLock<Ready> = OnceLock::new();
    READY.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let mut events = "user_id,timestamp,event,product_id\n".to_owned();
        let mut people = "user_id,email,phone,country\n".to_owned();
        for person in 0..PEOPLE {
            for day in 1..4 {
                let id = id(person);
                events += &format!("{id},2025-03-{day:02}T10:00:00Z,Order,p{}\n", person % 5);
            }
            people += &format!("{},{},{},DE\n", id(person), mail(person), phone(person));
        }
        let files = [folder.path().join("events.csv"), folder.path().join("customers.csv")];
        fs::write(&files[0], events).unwrap();
        fs::write(&files[1], people).unwrap();
        let ready = prepared(&files, &Storage::default()).1;
        assert_eq!(ready.history.person_count(), PEOPLE);
        assert_eq!(ready.traits.get(&id(0), "email"), Some(mail(0).as_str()));
        ready
    })
}

/// Who is in a file of this content, and what is said about it.
fn read(name: &str, content: &[u8]) -> Result<(Vec<usize>, String), SuppressionError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    let file = SuppressionFile { path, ..SuppressionFile::default() };
    let ready = ready();
    let out = suppressed(ready, &file, &Options::default(), &Progress::none())?;
    let people = &ready.history.people;
    let mut found: Vec<usize> =
        (0..PEOPLE).filter(|&p| out.people.contains(people.find(&id(p)).unwrap())).collect();
    found.sort_unstable();
    assert_eq!(found.len(), out.people.len());
    Ok((found, out.note.unwrap().to_string()))
}

#[track_caller]
fn assert_out(name: &str, content: &str, expected: &[usize]) -> String {
    let (found, note) = read(name, content.as_bytes()).unwrap();
    assert_eq!(found, expected, "{content}");
    note
}

#[test]
fn every_column_counts_and_every_entry_is_accounted_for() {
    let rows = format!(
        "email,customer_id\n{},\n{},\n{},\n,{}\n,{}\nnobody@example.com,\n",
        mail(0),
        mail(1).to_uppercase(),
        hashed(&mail(2).to_lowercase()),
        id(3),
        id(4).to_lowercase(),
    );
    let note = assert_out("opt-outs.csv", &rows, &[0, 1, 2, 3, 4]);
    assert_eq!(note, "opt-outs.csv: 5 of 6 entries were found in the data, 1 was not.");
}

#[test]
fn ragged_rows_and_unclosed_quotes_lose_nobody() {
    let rows = format!(
        "{},yes\n\"{},no\nx,y,{},z\n{};\"{}\"\n",
        id(0),
        mail(1),
        id(2),
        phone(4).replace(' ', ""),
        mail(5)
    );
    assert_out("list.txt", &rows, &[0, 1, 2, 4, 5]);
}

#[test]
fn a_header_alone_is_an_empty_list_and_one_id_is_one_entry() {
    let note = assert_out("empty.csv", "email,customer_id\n", &[]);
    assert!(note.contains("is an empty list"), "{note}");
    let note = assert_out("one.csv", &id(7), &[7]);
    assert_eq!(note, "one.csv: its 1 entry was found in the data.");
    assert!(matches!(read("nothing.csv", b""), Err(SuppressionError::Unreadable(_))));
}

#[test]
fn numbers_count_however_they_are_written() {
    for number in ["+49 170 5550003", "0049170 5550003", "491705550003.0", "0170-5550003"] {
        assert_out("phones.csv", &format!("phone\n{number}\n"), &[3]);
    }
    assert_out("phones.csv", &format!("phone\n{}\n", hashed("+491705550003")), &[3]);
    assert_out("phones.csv", "phone\n+1 170 5550003\n", &[]);
    assert_out("phones.csv", "phone\n5550003\n", &[]);
}

/// Who of a small shop is left out by these entries.
fn out_of(people: &str, ids: &[&str], entries: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut events = "user_id,timestamp,event,product_id\n".to_owned();
    for day in 1..20 {
        for id in ids {
            events += &format!("{id},2025-03-{day:02}T10:00:00Z,Order,p{}\n", day % 5);
        }
    }
    let files = ["events.csv", "customers.csv", "stop.csv"].map(|name| folder.path().join(name));
    for (file, content) in files.iter().zip([events.as_str(), people, entries]) {
        fs::write(file, content).unwrap();
    }
    let ready = prepared(&files[..2], &Storage::default()).1;
    let file = SuppressionFile { path: files[2].clone(), ..SuppressionFile::default() };
    let out = suppressed(&ready, &file, &Options::default(), &Progress::none()).unwrap();
    let everyone = ready.history.people.iter().zip(0..);
    everyone.filter(|(_, code)| out.people.contains(*code)).map(|(id, _)| id.to_owned()).collect()
}

#[test]
fn whoever_has_the_address_or_number_of_somebody_suppressed_is_out_too() {
    let people = "user_id,email,phone\nu5,P5@ex.org,\nu6,p6@ex.org,\nagain,p6@ex.org,\n\
        u7,p7@ex.org,+41 44 668 18 00\nflat,flat@ex.org,044 668 18 00\nother,other@ex.org,\n";
    let ids = ["u5", "p5@ex.org", "u6", "again", "u7", "flat", "other"];
    let out = out_of(people, &ids, "id\nu5\nu6\nu7\n");
    // What was done as p5@ex.org is u5's.
    assert_eq!(out, ["again", "flat", "u5", "u6", "u7"]);
    assert_eq!(out_of(people, &ids, "id\nother\n"), ["other"]);
}

#[test]
fn customer_numbers_are_no_telephone_numbers_of_other_customers() {
    let ids = ["13254257", "3254257", "002978347", "2978347", "491705550003", "1705550003"];
    let mut people = "user_id,email\n".to_owned();
    ids.iter().for_each(|id| people += &format!("{id},a{id}@ex.org\n"));
    let people = people.as_str();
    assert_eq!(out_of(people, &ids, "id\n13254257\n"), ["13254257"]);
    assert_eq!(out_of(people, &ids, "id\n2978347\n"), ["2978347"]);
    assert_eq!(out_of(people, &ids, "id\n002978347\n"), ["002978347"]);
    // Written as a telephone number it may be anybody's who has it as an ID.
    assert_eq!(out_of(people, &ids, "phone\n+49 170 5550003\n"), ["1705550003", "491705550003"]);
}

#[test]
fn a_table_that_is_cut_off_is_refused_wherever_that_shows() {
    let rows: String = (0..9).map(|p| format!("{},{},\"no thanks\"\n", id(p), mail(p))).collect();
    let whole = format!("customer_id,email,why\n{rows}");
    for end in 1..whole.len() {
        let cut = &whole[..end];
        let row = cut.rsplit('\n').next().unwrap();
        // A row that has all of its cells may be whole.
        let (cells, quotes) = (row.matches(',').count(), row.matches('"').count());
        let shows = !row.is_empty() && (cells < 2 || quotes == 1);
        let result = read("cut.csv", cut.as_bytes());
        if cut.matches('\n').count() < 2 {
            // One row does not tell what rows are like.
            result.unwrap();
        } else if shows {
            let error = result.expect_err(cut).to_string();
            assert!(error.contains("cut.csv") && error.contains("last row is cut off"), "{error}");
        } else {
            assert_eq!(result.unwrap().0.len(), cut.lines().count() - 1, "{cut}");
        }
    }
    // The same without quotes, by tabs, and without columns, where a cut cannot show.
    let tabs = whole.replace(',', "\t").replace('"', "");
    assert!(read("cut.tsv", &tabs.as_bytes()[..tabs.len() - 14]).is_err());
    assert_out("plain.txt", &format!("{}\n{}", id(0), id(1)), &[0, 1]);
    assert_out("note.csv", &format!("{},x\n{}\n{},y", id(0), id(1), id(2)), &[0, 1, 2]);
}

#[test]
fn json_workbooks_and_packed_files_are_read_whole_or_refused() {
    let lines = format!("{{\"email\":\"{}\"}}\n{{\"ids\":[\"{}\"]}}\n", mail(0), id(1));
    let note = assert_out("a.jsonl", &lines, &[0, 1]);
    assert!(note.contains("all 2 entries"), "{note}");
    assert_out("b.json", &format!("[\"{}\",{{\"n\":{{\"x\":\"{}\"}}}}]", id(2), mail(3)), &[2, 3]);
    let cut = format!("[\"{}\",{{\"email\":\"{}\"", id(2), mail(3));
    let error = read("cut.json", cut.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("cut.json") && error.contains("damaged"), "{error}");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    let many: String = (0..PEOPLE).map(|p| format!("{}\n", mail(p))).collect();
    std::io::Write::write_all(&mut packed, many.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    assert_eq!(read("all.csv.gz", &packed).unwrap().0.len(), PEOPLE);
    let error = read("cut.csv.gz", &packed[..packed.len() - 20]).unwrap_err().to_string();
    assert!(error.contains("cut.csv.gz") && error.contains("damaged"), "{error}");
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write(0, 0, id(8)).unwrap();
    let sheet = book.add_worksheet();
    sheet.write(4, 2, mail(9)).unwrap();
    sheet.write(1_048_575, 16_383, id(10)).unwrap();
    assert_eq!(read("book.xlsx", &book.save_to_buffer().unwrap()).unwrap().0, [8, 9, 10]);
}

#[test]
fn archives_are_read_with_whatever_lies_in_them_or_refused_by_name() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write(3, 1, mail(4)).unwrap();
    let mut frame = Vec::new();
    let column = std::sync::Arc::new(arrow::array::StringArray::from(vec![id(5), mail(6)]));
    let batch = arrow::array::RecordBatch::try_from_iter([("who", column as _)]).unwrap();
    let mut writer =
        parquet::arrow::ArrowWriter::try_new(&mut frame, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let packed = |members: &[(&str, &[u8])]| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in members {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut zip, bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    let book = book.save_to_buffer().unwrap();
    let text = id(7);
    let members: [(&str, &[u8]); 3] =
        [("a.xlsx", &book), ("deep/b.parquet", &frame), ("c.csv", text.as_bytes())];
    let (found, note) = read("all.zip", &packed(&members)).unwrap();
    assert_eq!(found, [4, 5, 6, 7], "{note}");
    let cut = &book[..book.len() / 2];
    for member in [("a.xlsx", cut), ("opt-outs.pdf", b"x" as &[u8])] {
        let error = read("bad.zip", &packed(&[("c.csv", b"x,y\n"), member])).unwrap_err();
        let words = error.to_string();
        assert!(words.contains("bad.zip") && words.contains(member.0), "{words}");
    }
}

/// One cell: a person known in some way, or a word that is nobody's.
#[derive(Debug, Clone)]
enum Cell {
    Person(usize, usize),
    Noise(u32),
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Person(person, way) => match way {
            0 => id(*person),
            1 => id(*person).to_uppercase(),
            2 => mail(*person),
            3 => mail(*person).to_lowercase(),
            4 => hashed(&mail(*person).to_lowercase()),
            5 => hashed(&mail(*person).to_lowercase()).to_uppercase(),
            6 => phone(*person),
            7 => hashed(&id(*person)),
            8 => HashKind::Md5.hex(&mail(*person).to_lowercase()),
            9 => HashKind::Sha1.hex(&mail(*person).to_lowercase()).to_uppercase(),
            // The number without its `+`, and without its country.
            10 => hashed(&phone(*person).replace(['+', ' '], "")),
            11 => HashKind::Md5.hex(&phone(*person).replace("+49", "").replace(' ', "")),
            _ => phone(*person).replace("+49 ", "0").replace(' ', ""),
        },
        Cell::Noise(n) => ["", "yes", "2024-01-01", "n/a", "x@y.z"][*n as usize % 5].to_owned(),
    }
}

fn cells() -> impl Strategy<Value = Vec<Vec<Cell>>> {
    let one = prop_oneof![
        (0..PEOPLE, 0_usize..13).prop_map(|(person, way)| Cell::Person(person, way)),
        any::<u32>().prop_map(Cell::Noise),
    ];
    proptest::collection::vec(proptest::collection::vec(one, 0..4), 0..12)
}

/// A contact in some writing of it.
fn contact() -> impl Strategy<Value = String> {
    let user = "[a-z][a-z.]{0,5}[a-z](\\+[a-z]{1,2})?";
    let mail = (user, "(gmail|googlemail|x-y)\\.(com|de)", 0..7_usize);
    let mail = mail.prop_map(|(user, domain, way)| {
        let address = format!("{user}@{domain}");
        match way {
            0 => format!("Ann Lee <{address}>"),
            1 => format!("mailto:{address}"),
            2 => format!(" {}; ", address.to_uppercase()),
            3 => address.replacen('@', "\u{200b}@", 1),
            4 => format!("'{address}"),
            5 => format!("{address}."),
            _ => address,
        }
    });
    let number = ("(\\+49 |0049|0|49)17[0-9]", "[ –\u{2011}/.-]", "[1-9][0-9]{6}", 0..6_usize);
    let number = number.prop_map(|(code, between, rest, way)| {
        let number = format!("{code}{between}{rest}");
        match way {
            0 => format!("\u{202a}{number}\u{202c}"),
            1 => format!("p:{number}"),
            2 => format!("Tel. {number}"),
            3 => format!("{number} ext 5"),
            _ => number,
        }
    });
    let device = "[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9a-f]{12}";
    let bare = device.prop_map(|device| device.replace('-', ""));
    prop_oneof![mail, number, device, bare]
}

/// Formats in which platforms want addresses, numbers and devices.
const CONTACTS: [ValueFormat; 8] = [
    ValueFormat::Email,
    ValueFormat::EmailGmail,
    ValueFormat::EmailNoTag,
    ValueFormat::EmailNoDots,
    ValueFormat::EmailPlainUser,
    ValueFormat::PhoneE164,
    ValueFormat::PhoneDigits,
    ValueFormat::Maid,
];

proptest! {
    /// Whatever stands on a list is found again: by who it is of, by its hash, and by who is named in another way.
    #[test]
    fn what_is_written_is_suppressible_by_whatever_it_is_written_of(contact in contact()) {
        let locale = Locale::of("DE", jiff::civil::date(2026, 1, 1)).unwrap();
        for format in CONTACTS {
            let Ok(Some(written)) = format.apply(&contact, None, locale) else { continue };
            for suppressed in [written.to_string(), hashed(&written)] {
                let entries = Named::by([suppressed.as_str()]);
                prop_assert!(entries.0.find(&contact), "{contact} is not {suppressed} ({format:?})");
            }
            let named = Named::by([contact.as_str()]);
            prop_assert!(named.is_in(&written), "{contact} is not {written} ({format:?})");
            prop_assert!(named.is_in(&hashed(&written)), "{contact} is not the hash of {written}");
        }
    }
}

proptest! {
    #[test]
    fn whoever_was_put_into_a_file_is_found_and_nobody_else(
        rows in cells(), separator in 0_usize..4, quotes in any::<u64>(), header in any::<bool>(),
        windows in any::<bool>(),
    ) {
        let separator = [",", ";", "\t", " , "][separator];
        let mut text = if header { format!("e-mail{separator}id\n") } else { String::new() };
        let mut expected = std::collections::BTreeSet::new();
        for (at, row) in rows.iter().enumerate() {
            let texts: Vec<String> = row.iter().enumerate().map(|(place, one)| {
                if let Cell::Person(person, _) = one { expected.insert(*person); }
                // Quoted, quoted and never closed, or plain.
                match (quotes >> ((at * 4 + place) % 60)) & 3 {
                    0 => format!("\"{}\"", cell(one)),
                    1 => format!("\"{}", cell(one)),
                    _ => cell(one),
                }
            }).collect();
            text += &texts.join(separator);
            text += if windows { "\r\n" } else { "\n" };
        }
        prop_assume!(!text.trim().is_empty());
        let (found, note) = read("random.csv", text.as_bytes()).unwrap();
        prop_assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{}\n{}", text, note);
        let wide: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes).collect();
        prop_assert_eq!(read("wide.csv", &wide).unwrap().1, note.replace("random", "wide"));
    }
}
