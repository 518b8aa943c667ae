//! What must hold of any file: every row is used or counted with its reason, and the same table reads
//! the same whatever it is written as.

use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array, RecordBatch, StringArray};
use proptest::prelude::*;

use super::*;

/// The rows of a table: an ID, a text, a whole number.
type Table = Vec<(Option<u16>, String, Option<i32>)>;

fn tables() -> impl Strategy<Value = Table> {
    let text = prop::sample::select(vec!["", "a", "é ü", "x,y", "say \"hi\"", "ß;\tz", "日本"]);
    let row =
        (prop::option::of(0_u16..500), text.prop_map(str::to_owned), prop::option::of(-9..9_i32));
    prop::collection::vec(row, 1..40)
}

fn csv(table: &Table, delimiter: char) -> Vec<u8> {
    let mut out = format!("id{delimiter}note{delimiter}n\n");
    for (id, note, n) in table {
        let cell = |n: Option<String>| n.unwrap_or_default();
        let note = format!("\"{}\"", note.replace('"', "\"\""));
        let (id, n) = (cell(id.map(|v| v.to_string())), cell(n.map(|v| v.to_string())));
        out.push_str(&format!("{id}{delimiter}{note}{delimiter}{n}\n"));
    }
    out.into_bytes()
}

fn json(table: &Table) -> Vec<String> {
    let row = |(id, note, n): &(Option<u16>, String, Option<i32>)| {
        serde_json::json!({ "id": id, "note": note, "n": n }).to_string()
    };
    table.iter().map(row).collect()
}

fn parquet(table: &Table) -> Vec<u8> {
    let ids = Float64Array::from_iter(table.iter().map(|r| r.0.map(f64::from)));
    let notes = StringArray::from_iter_values(table.iter().map(|r| r.1.as_str()));
    let numbers = Float64Array::from_iter(table.iter().map(|r| r.2.map(f64::from)));
    let columns: [(&str, ArrayRef); 3] =
        [("id", Arc::new(ids)), ("note", Arc::new(notes)), ("n", Arc::new(numbers))];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut file = Vec::new();
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    file
}

fn xlsx(table: &Table) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    // Half of the rows on each of two sheets.
    for part in [&table[..table.len() / 2], &table[table.len() / 2..]] {
        let sheet = book.add_worksheet();
        for (column, name) in ["id", "note", "n"].iter().enumerate() {
            sheet.write(0, column as u16, *name).unwrap();
        }
        for (row, (id, note, n)) in (1..).zip(part) {
            if let Some(id) = id {
                sheet.write(row, 0, *id).unwrap();
            }
            sheet.write(row, 1, note).unwrap();
            if let Some(n) = n {
                sheet.write(row, 2, *n).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn a_table_reads_the_same_whatever_it_is_written_as(table in tables()) {
        // Wholly blank rows are skipped as such in some layouts and as rows without ID in others,
        // and a table without any ID or note may show no table at all.
        let table: Table = table.into_iter().map(|(id, note, n)| (id, format!("n{note}"), n)).collect();
        let folder = Folder::new();
        let wanted = [
            Wanted { required: Some(Essential::Person), ..text("id") },
            text("note"),
            text("n"),
        ];
        let text_of = |n: Option<String>| n.unwrap_or_default();
        let mut expected: Vec<Vec<String>> = table
            .iter()
            .filter_map(|(id, note, n)| {
                Some(vec![id.as_ref()?.to_string(), note.clone(), text_of(n.map(|n| n.to_string()))])
            })
            .collect();
        expected.sort();
        let lines = json(&table);
        let utf16: Vec<u8> = [0xfeff]
            .into_iter()
            .chain(String::from_utf8(csv(&table, ';')).unwrap().encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        let files = [
            ("a.csv", csv(&table, ',')),
            ("b.csv", csv(&table, ';')),
            ("c.csv", utf16),
            ("d.jsonl", lines.join("\n").into_bytes()),
            ("e.json", format!("[{}]", lines.join(",\n")).into_bytes()),
            ("f.parquet", parquet(&table)),
            ("g.xlsx", xlsx(&table)),
            ("h.csv.gz", gzipped(&csv(&table, ','))),
        ];
        let mut members: Vec<(&str, &[u8])> = Vec::new();
        for (name, bytes) in &files {
            // `load` checks that the rows read are those used and those skipped.
            let (rows, report) = load(&folder.file(name, bytes), &wanted, &Options::default()).unwrap();
            prop_assert_eq!(&rows, &expected, "{}", name);
            prop_assert_eq!(report.read, table.len() as u64, "{}", name);
            prop_assert!(!report.damaged(), "{}", name);
            if *name != "g.xlsx" {
                members.push((name, bytes));
            }
        }
        let (rows, report) =
            load(&folder.file("all.zip", zipped(&members)), &wanted, &Options::default()).unwrap();
        prop_assert_eq!(rows.len(), expected.len() * members.len());
        prop_assert_eq!(report.read, (table.len() * members.len()) as u64);
    }

    #[test]
    fn damage_to_packed_files_is_an_error_or_is_counted(
        table in tables(),
        bytes in prop::collection::vec(any::<u8>(), 1..6),
        at in prop::collection::vec(any::<prop::sample::Index>(), 1..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
        kind in 0_usize..4,
    ) {
        let mut file = match kind {
            0 => parquet(&table),
            1 => xlsx(&table),
            2 => gzipped(&csv(&table, ',')),
            _ => zipped(&[("a.csv", &csv(&table, ',')), ("b.json", json(&table).join("\n").as_bytes())]),
        };
        for (byte, at) in bytes.iter().zip(&at) {
            let at = at.index(file.len());
            file[at] = *byte;
        }
        if let Some(cut) = cut {
            file.truncate(cut.index(file.len()).max(1));
        }
        let folder = Folder::new();
        // Neither a panic nor an endless loop; `load` checks the sums.
        let _ = load(&folder.file("a", file), &[text("id"), text("n")], &Options::default());
    }
}

/// Lines of a table of three columns, each with the line end that it has, and whether its texts are in quotes.
fn lines() -> impl Strategy<Value = Vec<(u16, &'static str, u8)>> {
    let end = prop::sample::select(vec!["\n", "\n", "\r\n", "\r"]);
    prop::collection::vec((0..500_u16, end, 0..3_u8), 30..200)
}

/// What counts lines in another way: with every line end there is.
fn by_any_line_end(text: &str) -> Vec<String> {
    text.replace("\r\n", "\n").replace('\r', "\n").lines().map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn rows_are_the_same_whatever_line_ends_are_mixed(lines in lines(), first in 0..3_u8) {
        let folder = Folder::new();
        let wanted = [Wanted { required: Some(Essential::Person), ..text("id") }, text("note"), text("n")];
        let cell = |text: String, quoted: bool| if quoted { format!("\"{text}\"") } else { text };
        let row = |(id, end, quotes): &(u16, &str, u8)| {
            let [id, note] = [cell(format!("u{id}"), quotes & 1 == 1), cell(format!("n{id}"), quotes & 2 == 2)];
            format!("{id},{note},{}{end}", cell("7".into(), quotes & 2 == 2))
        };
        let head = ["id,note,n\n", "id,note,n\r\n", "id,note,n\r"][usize::from(first)];
        let table = format!("{head}{}", lines.iter().map(row).collect::<String>());
        let counted = by_any_line_end(&table);
        let mut expected: Vec<Vec<String>> =
            counted[1..].iter().map(|l| l.replace('"', "").split(',').map(str::to_owned).collect()).collect();
        expected.sort();
        let (rows, report) = load(&folder.file("a.csv", &table), &wanted, &Options::default()).unwrap();
        prop_assert_eq!(&rows, &expected);
        prop_assert_eq!(report.read as usize, lines.len());

        let object = |(id, end, _): &(u16, &str, u8)| format!("{{\"id\":\"u{id}\",\"note\":\"n{id}\",\"n\":7}}{end}");
        let objects: String = lines.iter().map(object).collect();
        let (rows, report) = load(&folder.file("a.jsonl", &objects), &wanted, &Options::default()).unwrap();
        prop_assert_eq!(&rows, &expected);
        prop_assert_eq!(report.read as usize, lines.len());
    }
}

#[test]
fn rows_behind_other_line_ends_are_read_also_beyond_the_first_piece() {
    let folder = Folder::new();
    let row = |i: usize| format!("u{i},\"said \"\"{}\"\", or not\",{}", i % 7, i % 5);
    let many: Vec<String> = (0..200_000).map(row).collect();
    // A tool of another system appended some.
    let table =
        format!("id,note,n\n{}\n{}\r", many[..199_000].join("\n"), many[199_000..].join("\r"));
    let (rows, report) =
        load(&folder.file("a.csv", &table), &[text("id")], &Options::default()).unwrap();
    assert_eq!((rows.len(), report.read, report.used), (200_000, 200_000, 200_000));
}

#[test]
fn returns_within_cells_stay() {
    let folder = Folder::new();
    let table =
        "id,note,n\nu1,\"a\rb\",1\nu2,a\rb,2\nu3,\"c\rd\",3\ru4,x,4\r\nu5,\"say \"hi\" now\",5\n";
    let wanted = [text("id"), text("note"), text("n")];
    let (rows, report) = load(&folder.file("a.csv", table), &wanted, &Options::default()).unwrap();
    let expected = [
        ["u1", "a\rb", "1"],
        ["u2", "a\rb", "2"],
        ["u3", "c\rd", "3"],
        ["u4", "x", "4"],
        ["u5", "say \"hi\" now", "5"],
    ];
    assert_eq!(rows, expected);
    assert_eq!(report.read, 5);
}

#[test]
fn where_zero_bytes_stand_in_place_of_rows_the_file_is_damaged() {
    let folder = Folder::new();
    let csv = format!(
        "id,note,n\n{}",
        (0..20_000).map(|i| format!("u{i},n{i},{i}\n")).collect::<String>()
    );
    let object = |i: usize| format!("{{\"id\":\"u{i}\",\"note\":\"n{i}\",\"n\":{i}}}");
    let objects: Vec<String> = (0..20_000).map(object).collect();
    let layouts = [
        ("a.csv", csv),
        ("a.jsonl", objects.join("\n")),
        ("a.json", format!("[{}]", objects.join(","))),
    ];
    let wanted = [text("id"), text("n")];
    for (name, content) in layouts {
        for (at, size) in [(100_000, 2048), (100_001, 64), (content.len() - 512, 512)] {
            let mut bytes = content.clone().into_bytes();
            bytes[at..at + size].fill(0);
            let (_, report) =
                load(&folder.file(name, &bytes), &wanted, &Options::default()).unwrap();
            assert!(report.damaged(), "{name} {at}");
        }
        // A program that pads its texts with zeros.
        let padded = content.replace("n4711", "n47\0\0");
        let (_, report) = load(&folder.file(name, &padded), &wanted, &Options::default()).unwrap();
        assert_eq!((report.used, report.damaged()), (20_000, false), "{name}");
    }
}
