//! Files of several parts, and files that are damaged, hostile or cut.

use std::io::Write;

use super::*;
use crate::base::sync::{into_inner, lock};

fn rows_of(path: &Path, fields: &[&str]) -> (Vec<Vec<String>>, Report) {
    let wanted: Vec<Wanted> = fields.iter().map(|field| text(field)).collect();
    load(path, &wanted, &Options::default()).unwrap()
}

fn sheet(book: &mut rust_xlsxwriter::Workbook, name: &str, rows: &[&[&str]]) {
    let sheet = book.add_worksheet();
    sheet.set_name(name).unwrap();
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(row as u32, column as u16, *cell).unwrap();
        }
    }
}

#[test]
fn every_sheet_with_the_same_columns_is_read_and_the_others_are_named() {
    let folder = Folder::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    sheet(&mut book, "Notes", &[&["Read me"], &["Sales of the year"]]);
    sheet(&mut book, "January", &[&["id", "brand"], &["1", "a"], &["2", "b"]]);
    sheet(&mut book, "Empty", &[]);
    sheet(&mut book, "February", &[&["brand", "id"], &["c", "3"]]);
    sheet(&mut book, "March", &[&["id", "brand"]]);
    sheet(&mut book, "People", &[&["id", "email"], &["1", "a@b.c"], &["2", "b@b.c"]]);
    let path = folder.file("year.xlsx", book.save_to_buffer().unwrap());
    let (rows, report) = rows_of(&path, &["id", "brand"]);
    assert_eq!(rows, strings(&[&["1", "a"], &["2", "b"], &["3", "c"]]));
    assert_eq!(
        skipped(&report),
        BTreeMap::from([
            ("the sheet “Notes” has other columns", 1),
            ("the sheet “People” has other columns", 2)
        ])
    );
    assert!(!report.damaged());
    let people = report.skipped.iter().find(|s| s.reason.to_string().contains("People")).unwrap();
    assert_eq!(people.examples[0].text, "Its columns are: id, email");
}

#[test]
fn of_an_archive_no_file_with_rows_is_left_out_without_a_word() {
    let folder = Folder::new();
    let names = ["a.csv", "_b.csv", ".c.csv", "~d.csv", "_e/f.csv"];
    let texts = names.map(|name| format!("user_id,x\n{name},1\n"));
    let mut all: Vec<(&str, &[u8])> =
        names.iter().copied().zip(texts.iter().map(String::as_bytes)).collect();
    for name in
        ["__MACOSX/a.csv", "x/._a.csv", ".DS_Store", "Thumbs.db", "y/desktop.ini", "~$a.csv"]
    {
        all.push((name, b"user_id,x\nnobody,1\n"));
    }
    let whole = folder.file("all.zip", zipped(&all));
    let (rows, report) = load(&whole, &[text("user_id")], &Options::default()).unwrap();
    let mut sorted = names.map(|name| vec![name.to_owned()]);
    sorted.sort();
    assert_eq!((rows, report.read), (sorted.to_vec(), 5));
    let mut read = Vec::new();
    let mut take = |texts: &[&str]| {
        read.extend(texts.iter().map(|text| (*text).to_owned()));
        Ok(())
    };
    crate::import::texts(&whole, &Options::default(), &mut take, &Progress::none()).unwrap();
    let of_rows: Vec<String> = read.into_iter().filter(|text| text != "user_id,x").collect();
    assert_eq!(of_rows, names.map(|name| format!("{name},1")));
    // Of two entries of one name the index knows one.
    let mut twice = zipped(&[("a.csv", b"user_id,x\na,1\n"), ("b.csv", b"user_id,x\nb,1\n")]);
    for at in 0..twice.len() - 5 {
        if &twice[at..at + 5] == b"b.csv" {
            twice[at] = b'a';
        }
    }
    let twice = folder.file("twice.zip", twice);
    let words = load(&twice, &[text("user_id")], &Options::default()).unwrap_err().to_string();
    assert!(words.contains("have the same name"), "{words}");
    let texts =
        crate::import::texts(&twice, &Options::default(), &mut |_| Ok(()), &Progress::none());
    assert!(texts.unwrap_err().to_string().contains("have the same name"));
}

/// A workbook of one sheet with this XML as its cells, and these shared texts.
fn raw_workbook(cells: &str, texts: &str, workbook_attributes: &str) -> Vec<u8> {
    let rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    zipped(&[
        ("_rels/.rels", format!("<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{rels}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>").as_bytes()),
        ("xl/workbook.xml", format!("<workbook xmlns=\"{main}\" xmlns:r=\"{rels}\"><workbookPr {workbook_attributes}/><sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>").as_bytes()),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{rels}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>").as_bytes()),
        ("xl/styles.xml", format!("<styleSheet xmlns=\"{main}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>").as_bytes()),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{main}\" {texts}></sst>").as_bytes()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\"><dimension ref=\"A1:XFD1048576\"/><sheetData>{cells}</sheetData></worksheet>").as_bytes()),
    ])
}

const TWO_ROWS: &str = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>id</v></c><c r=\"B1\" t=\"str\"><v>at</v></c></row>\
    <row r=\"2\"><c r=\"A2\"><v>1000</v></c><c r=\"B2\" s=\"1\"><v>45688.5</v></c></row>";

#[test]
fn a_cell_in_the_last_corner_takes_no_memory() {
    let folder = Folder::new();
    let more =
        "<row r=\"3\"><c r=\"A3\"><v>1001</v></c><c r=\"B3\" t=\"str\"><v>soon</v></c></row>";
    let far = format!(
        "{TWO_ROWS}{more}<row r=\"1048576\"><c r=\"XFD1048576\" t=\"str\"><v>x</v></c></row>"
    );
    let path = folder.file("far.xlsx", raw_workbook(&far, "", ""));
    let (rows, report) = rows_of(&path, &["id", "at"]);
    assert_eq!(rows, strings(&[&["1000", "2025-01-31T12:00:00"], &["1001", "soon"]]));
    assert_eq!(skipped(&report), BTreeMap::from([("more fields than the header", 1)]));
}

#[test]
fn dates_count_from_1904_where_the_workbook_says_so() {
    let folder = Folder::new();
    let path = folder.file("mac.xlsx", raw_workbook(TWO_ROWS, "", "date1904=\"1\""));
    assert_eq!(rows_of(&path, &["id", "at"]).0, strings(&[&["1000", "2029-02-01T12:00:00"]]));
}

#[test]
fn hostile_workbooks_get_a_sentence() {
    let folder = Folder::new();
    let options =
        Options { max_unpack_free_bytes: 2 << 20, max_unpack_ratio: 20, ..Options::default() };
    let fails = |name: &str, bytes: Vec<u8>| {
        let path = folder.file(name, bytes);
        let opened = open(&path, &options, &Progress::none());
        let failed = opened.and_then(|_| load(&path, &[text("id")], &options).map(|_| ()));
        failed.expect_err(name).to_string()
    };
    let claims = raw_workbook(TWO_ROWS, "count=\"1\" uniqueCount=\"99999999999999\"", "");
    assert!(fails("claims.xlsx", claims).contains("more texts than fit"));
    let bomb = raw_workbook(&" ".repeat(8 << 20), "", "");
    assert!(fails("bomb.xlsx", bomb).contains("would unpack to more than"));
    let backwards = "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
        <row r=\"3\"><c r=\"A3\"><v>1</v></c></row>";
    fails("backwards.xlsx", raw_workbook(backwards, "", ""));
}

#[test]
fn each_file_of_an_archive_is_read_as_what_it_is() {
    let folder = Folder::new();
    let utf16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain("user_id\tcity\nd\tŁódź\n".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let latin = encoding_rs::WINDOWS_1252.encode("user_id;city\nb;Köln\n").0.into_owned();
    let zip = zipped(&[
        ("empty.csv", b""),
        ("a.csv", b"user_id,city\na,Rome\n"),
        ("header.csv", b"user_id,city\n"),
        ("b.csv", &latin),
        ("c.json", b"[{\"user_id\":\"c\",\"city\":\"Oslo\"}]"),
        ("d.tsv", &utf16),
        ("other.csv", b"sku,brand\n1,x\n2,y\n"),
        ("picture.bin", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    ]);
    let path = folder.file("mixed.zip", zip);
    let (rows, report) = rows_of(&path, &["user_id", "city"]);
    let all: &[&[&str]] = &[&["a", "Rome"], &["b", "Köln"], &["c", "Oslo"], &["d", "Łódź"]];
    assert_eq!(rows, strings(all));
    assert_eq!(
        skipped(&report),
        BTreeMap::from([
            ("the file “empty.csv” is empty", 0),
            ("the file “other.csv” has no field “user_id”", 2),
            ("the file “picture.bin” is not a table (a PNG picture)", 0),
        ])
    );
}

#[test]
fn json_lists_in_other_encodings_lose_nothing() {
    let folder = Folder::new();
    let rows: Vec<String> = (0..2000)
        .map(|i| {
            format!(
                "{{\"u\":\"u{i}\",\"b\":\"{}\"}}",
                if i % 2 == 0 { "Café Müller" } else { "Zoë" }
            )
        })
        .collect();
    let list = format!("[\n{}\n]", rows.join(",\n"));
    let latin = encoding_rs::WINDOWS_1252.encode(&list).0.into_owned();
    let utf16: Vec<u8> =
        [0xfeff].into_iter().chain(list.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let expected = rows_of(&folder.file("utf8.json", &list), &["u", "b"]);
    assert_eq!(expected.1.used, 2000);
    for (name, bytes) in [("latin.json", latin), ("utf16.json", utf16)] {
        assert_eq!(rows_of(&folder.file(name, bytes), &["u", "b"]), expected, "{name}");
    }
}

#[test]
fn objects_one_after_another_are_rows_whatever_lists_they_hold() {
    let folder = Folder::new();
    let order = |n: usize| {
        format!("{{\n \"order\": {n},\n \"items\": [\n  {{\"sku\": \"s{n}\"}}\n ]\n}}\n")
    };
    let path = folder.file("pretty.json", (0..5).map(order).collect::<String>());
    let (rows, report) = rows_of(&path, &["order", "items[].sku"]);
    assert_eq!((rows.len(), report.read, report.used), (5, 5, 5));
    let path = folder.file("lists.json", "[{\"u\":1}]\n[{\"u\":2},{\"u\":3}]\n");
    assert_eq!(rows_of(&path, &["u"]).1.used, 3);
    let path = folder.file("tail.json", "[{\"u\":1}] and more");
    let (_, report) = rows_of(&path, &["u"]);
    assert_eq!((report.used, report.read), (1, 2));
}

#[test]
fn a_cut_end_is_told_from_a_bad_row() {
    let folder = Folder::new();
    let cut = |name: &str, content: &str, used: u64| {
        let (_, report) = rows_of(&folder.file(name, content), &["u"]);
        assert!(report.damaged(), "{name}: {report:?}");
        assert_eq!((report.used, report.read), (used, used + 1), "{name}");
    };
    cut("a.csv", "u,x,y\n1,2,3\n12,2,3\n12", 2);
    cut("b.csv", "u,x\n1,2\n1,\"23", 1);
    cut("c.jsonl", "{\"u\":1}\n{\"u\":12}\n{\"u\":1", 2);
    cut("d.json", "[{\"u\":1},{\"u\":12},{\"u\":1", 2);
    cut("e.json", "[{\"u\":1},{\"u\":12},", 2);
    cut("f.json", "{\"data\":[{\"u\":1},{\"u\":12}", 2);
    // A list that is closed too early, however that came.
    cut("r.json", "[{\"u\":1},{\"u\":12}], {\"u\":3}, {\"u\":4}]", 2);
    cut("s.json", "[{\"u\":1},{\"u\":12}} {\"u\":3}, {\"u\":4}]", 2);
    cut("t.json", "{\"data\":[{\"u\":1},{\"u\":12}} {\"u\":3}],\"next\":1}", 2);
    cut("u.json", "{\"data\":[{\"u\":1},{\"u\":12}] {\"u\":3}],\"next\":1}", 2);
    cut("g.json", "{\n\"u\":1\n}\n{\n\"u\":12\n}\n{\n\"u\"", 2);
    // What stands below the rows was not cut off.
    let rows: String = (1..40).map(|n| format!("{n},2,3\n")).collect();
    let footers = [
        ("n.csv", format!("u,x,y\n{rows}Total rows: 39")),
        ("o.csv", format!("u,x,y\n{rows}39 rows exported")),
        ("p.csv", "u,x,y\nk1,2,3\nk2,3,4\nSumme:,5".to_owned()),
    ];
    for (name, whole) in &footers {
        let (_, report) = rows_of(&folder.file(name, whole), &["u"]);
        assert!(!report.damaged(), "{name}: {report:?}");
    }
    cut("q.csv", &format!("u,x,y\n{rows}4"), 39);
    for (name, whole) in [
        ("h.csv", "u,x\n1,2\n2,3"),
        ("i.csv", "u,x,y\n1,2\n2"),
        ("j.jsonl", "{\"u\":1}\n{\"u\":2\n{\"u\":3}\n"),
        ("k.json", "[{\"u\":1}]"),
        ("l.json", "{\"data\":[{\"u\":1}]}"),
    ] {
        let (_, report) = rows_of(&folder.file(name, whole), &["u"]);
        assert!(!report.damaged(), "{name}: {report:?}");
    }
    let packed = gzipped("u,x\n1,2\n".repeat(100_000).as_bytes());
    let path = folder.file("m.csv.gz", &packed[..packed.len() - 9]);
    assert!(rows_of(&path, &["u"]).1.damaged());
}

#[test]
fn other_lists_of_a_document_are_counted_and_further_documents_read() {
    let folder = Folder::new();
    let (rows, report) = rows_of(
        &folder.file(
            "a.json",
            "{\"errors\":[{\"e\":1}],\"data\":[{\"u\":1},{\"u\":2}],\"next\":5,\"page\":{\"of\":[{}]},\
             \"users\":[{\"u\":7},{\"u\":8},{\"u\":9}],\"tags\":[\"a\"]}",
        ),
        &["u"],
    );
    assert_eq!(rows, [["1"], ["2"]]);
    assert_eq!(
        skipped(&report),
        BTreeMap::from([
            ("in another list of the file, “errors”", 1),
            ("in another list of the file, “users”", 3),
        ])
    );
    assert_eq!((report.read, report.used, report.damaged()), (6, 2, false));
    // The pages of an API's answers, of which the first is longer than what is looked at.
    let page = |from: usize, to: usize| {
        let rows: Vec<String> = (from..to).map(|n| format!("{{\"u\":{n}}}")).collect();
        format!("{{\"data\":[{}],\n\"more\":[{{}}],\"next\":\"…\"}}\n", rows.join(","))
    };
    let pages = page(0, 300_000) + &page(300_000, 300_010);
    let (rows, report) = rows_of(&folder.file("b.json", &pages), &["u"]);
    assert_eq!((rows.len(), report.read), (300_010, 300_012));
    for (name, cut) in
        [("c.json", "{\"data\":[{\"u\":1}],"), ("d.json", "{\"data\":[{\"u\":1}],\"x\":[{\"u\"")]
    {
        let (rows, report) = rows_of(&folder.file(name, cut), &["u"]);
        assert!(rows.len() == 1 && report.damaged(), "{name}: {report:?}");
    }
    let (_, report) = rows_of(&folder.file("e.json", "{\"data\":[{\"u\":1}]} and more"), &["u"]);
    assert_eq!((report.used, report.read), (1, 2));
}

#[test]
fn a_file_that_fails_midway_keeps_the_rows_before_and_says_so() {
    let folder = Folder::new();
    let content = "u,x\n".to_owned() + &"1,2\n".repeat(3_000_000);
    let path = folder.file("a.csv.gz", gzipped(content.as_bytes()));
    let options =
        Options { max_unpack_ratio: 1, max_unpack_free_bytes: 7 << 20, ..Options::default() };
    let (rows, report) = load(&path, &[text("u")], &options).unwrap();
    assert!(report.damaged() && report.used == rows.len() as u64, "{report:?}");
    assert!(report.used > 1_000_000 && report.read == report.used + 1);
    assert!(report.skipped[0].reason.to_string().contains("the rest of the file cannot be read"));
    assert_eq!(report.skipped[0].examples[0].line, report.used + 2);
}

#[test]
fn some_rows_are_the_same_whatever_the_number_of_threads() {
    let folder = Folder::new();
    let rows: String = (0..2_000_000).map(|n| format!("u{n},2025-01-31 10:00:00\n")).collect();
    let path = folder.file("a.csv", format!("u,t\n{rows}"));
    let source = open(&path, &Options::default(), &Progress::none()).unwrap();
    let some = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let seen = Mutex::new(Vec::new());
        let sink = |batch: Batch| {
            lock(&seen).push((batch.place, batch.rows, batch.lines.of(0)));
            Ok(())
        };
        let request = Request { fields: vec![text("u")], limit: Some(300_000) };
        let read = || read(&source, &request, &Options::default(), &sink, &Progress::none());
        let report = pool.install(read).unwrap();
        let mut seen = into_inner(seen);
        seen.sort_unstable();
        (report, seen)
    };
    let one = some(1);
    assert!((300_000..2_000_000).contains(&one.0.used), "{}", one.0.used);
    assert_eq!(one.1[0].2, 2);
    assert_eq!(some(4), one);
}

#[test]
fn a_folder_gives_all_its_files_in_order() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..10_050 {
        fs::File::create(folder.path().join(format!("h{n:05}.csv")))
            .unwrap()
            .write_all(b"x")
            .unwrap();
    }
    let found = find_files(&[folder.path().into()], &Progress::none()).unwrap();
    assert_eq!(found.len(), 10_050);
    assert!(found.is_sorted());
}

#[test]
fn formulas_whose_values_were_not_saved_are_not_blank_cells() {
    let folder = Folder::new();
    // As programs write them that do not calculate; the last row's were saved, one of them as a blank text.
    let row = |number: u32, cells: [&str; 3]| {
        let cells = ["A", "B", "C"].iter().zip(cells);
        let cells: String =
            cells.map(|(c, inside)| inside.replace("@", &format!("{c}{number}"))).collect();
        format!("<row r=\"{number}\">{cells}</row>")
    };
    let text = |text: &str| format!("<c r=\"@\" t=\"str\"><v>{text}</v></c>");
    let saved = |value: &str| format!("<c r=\"@\" t=\"str\"><f>\"x\"</f><v>{value}</v></c>");
    let unsaved = "<c r=\"@\"><f>\"x\"</f><v></v></c>";
    let bare = "<c r=\"@\"><f t=\"shared\" si=\"0\"/></c>";
    let rows = [
        row(1, [&text("id"), &text("mail"), &text("sum")]),
        row(2, [&text("u1"), &text("a"), &text("")]),
        row(3, [&text("u2"), unsaved, &text("")]),
        row(4, [bare, &text("b"), &text("")]),
        row(5, [&text("u4"), &text("c"), unsaved]),
        row(6, [&text("u5"), &saved("d"), &saved("")]),
    ];
    let path = folder.file("a.xlsx", raw_workbook(&rows.concat(), "", ""));
    // What is in a column that nobody wants does no harm.
    let (read, report) = rows_of(&path, &["id", "mail"]);
    assert_eq!(read, strings(&[&["u1", "a"], &["u4", "c"], &["u5", "d"]]));
    assert_eq!((report.read, report.used, report.skipped.len()), (5, 3, 1));
    assert!(report.skipped[0].reason.to_string().contains("formula whose value was not saved"));
    // Of people who must not be contacted none may be lost.
    let all = |path: &Path| texts(path, &Options::default(), &mut |_| Ok(()), &Progress::none());
    let refused = all(&path).unwrap_err().to_string();
    assert!(refused.contains("“One”") && refused.contains("values were not saved"), "{refused}");
    let whole = [&rows[..2], &rows[5..]].concat().concat();
    all(&folder.file("b.xlsx", raw_workbook(&whole, "", ""))).unwrap();
}
