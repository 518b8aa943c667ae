//! Parquet files with lists, and hostile ones.

use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array, ListArray, RecordBatch, StringArray, StructArray};
use arrow::buffer::OffsetBuffer;
use arrow::datatypes::Field;

use super::*;
use crate::base::language::message;

fn object(members: Vec<(&str, ArrayRef)>) -> ArrayRef {
    let member = |(name, array): (&str, ArrayRef)| {
        (Arc::new(Field::new(name, array.data_type().clone(), true)), array)
    };
    Arc::new(StructArray::from(members.into_iter().map(member).collect::<Vec<_>>()))
}

fn list(members: ArrayRef, lengths: &[usize]) -> ArrayRef {
    let field = Arc::new(Field::new("element", members.data_type().clone(), true));
    let offsets = OffsetBuffer::from_lengths(lengths.iter().copied());
    Arc::new(ListArray::new(field, offsets, members, None))
}

fn texts(texts: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(texts.to_vec()))
}

fn file_of(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter_with_nullable(
        columns.into_iter().map(|(name, array)| (name, array, true)),
    )
    .unwrap();
    let mut file = Vec::new();
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    file
}

#[test]
fn products_inside_lists_are_seen_as_in_json() {
    let folder = Folder::new();
    let ids: ArrayRef = Arc::new(Float64Array::from(vec![Some(1000.0), Some(1001.0), None]));
    // Members called `name` and `value` do not make it a list of keys and values.
    let items = object(vec![
        ("id", ids),
        ("name", texts(&["Mug", "Cup", "Jar"])),
        ("value", texts(&["1", "2", "3"])),
    ]);
    let skus = object(vec![("sku", texts(&["a", "b", "c"]))]);
    let path = folder.file(
        "orders.parquet",
        file_of(vec![
            ("user", texts(&["u1", "u2", "u3"])),
            ("items", list(items, &[2, 0, 1])),
            ("shelves", list(list(skus, &[1, 2]), &[2, 0, 0])),
            ("tags", list(list(texts(&["x", "y", "z"]), &[2, 1]), &[1, 1, 0])),
        ]),
    );
    let source = open(&path, &Options::default(), &Progress::none()).unwrap();
    let paths: Vec<&str> = source.fields.iter().map(|f| f.path.as_str()).collect();
    for path in ["items[].id", "items[].name", "items[].value", "shelves[][].sku"] {
        assert!(paths.contains(&path), "{path} of {paths:?}");
    }
    let read = |fields: &[&str]| {
        let wanted: Vec<Wanted> = fields.iter().map(|field| text(field)).collect();
        load(&path, &wanted, &Options::default()).unwrap().0
    };
    assert_eq!(
        read(&["user", "items[].id", "items[].name"]),
        strings(&[
            &["u1", "1000", "Mug"],
            &["u1", "1001", "Cup"],
            &["u2", "", ""],
            &["u3", "", "Jar"]
        ])
    );
    assert_eq!(
        read(&["user", "shelves[][].sku"]),
        strings(&[&["u1", "a"], &["u1", "b"], &["u1", "c"], &["u2", ""], &["u3", ""]])
    );
    assert_eq!(read(&["user", "tags"]), strings(&[&["u1", "x\u{1f}y"], &["u2", "z"], &["u3", ""]]));
}

/// A Parquet file that is only an index: one column, and what `groups` says of its row groups.
fn index_only(groups: &[u8]) -> Vec<u8> {
    let mut index = vec![0x15, 2, 0x19, 0x2c];
    // The root with one child, then the column.
    index.extend_from_slice(&[0x48, 1, b'r', 0x15, 2, 0]);
    index.extend_from_slice(&[0x15, 12, 0x25, 2, 0x18, 1, b'u', 0]);
    // Rows.
    index.extend_from_slice(&[0x16, 20]);
    index.extend_from_slice(groups);
    let mut file = b"PAR1".to_vec();
    file.extend_from_slice(&index);
    file.extend_from_slice(&(index.len() as u32).to_le_bytes());
    file.extend_from_slice(b"PAR1");
    file
}

#[test]
fn an_index_that_claims_too_much_is_refused_before_memory_is_taken() {
    let folder = Folder::new();
    // Two thousand million row groups.
    let claims = index_only(&[0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07, 0]);
    let failed = open(&folder.file("a.parquet", claims), &Options::default(), &Progress::none());
    assert!(matches!(failed, Err(ImportError::Damaged { .. })), "{failed:?}");
}

#[test]
fn rows_that_a_damaged_file_only_claims_are_counted_not_walked() {
    let mut tally = tally::Tally::new(5);
    tally.used(3);
    tally.unreachable(message!("import-damaged-here"), 0, 3, u64::MAX - 10);
    let report = tally.report();
    assert_eq!((report.read, report.used), (u64::MAX - 7, 3));
    assert!(report.damaged());
    assert_eq!(report.skipped[0].rows, u64::MAX - 10);
    assert_eq!(report.skipped[0].examples.len(), 1);
}

#[test]
fn words_for_nothing_are_nobodys_id_in_any_format() {
    let users = ["null", "u1", "NaN", "(not set)", "None", " ", "u2"];
    let mails = ["a@x.com", "b@x.com", "undefined", "d@x.com", "-", "f@x.com", "n/a"];
    let rows = || users.iter().zip(&mails);
    let csv: String = rows().map(|(user, mail)| format!("{user},{mail}\n")).collect();
    let json: String = rows()
        .map(|(user, mail)| format!("{{\"user\":\"{user}\",\"mail\":\"{mail}\"}}\n"))
        .collect();
    let folder = Folder::new();
    let both = Wanted {
        paths: vec!["user".into(), "mail".into()],
        read_as: ReadAs::Id,
        required: Some(Essential::Person),
    };
    let own = Wanted { paths: vec!["user".into()], read_as: ReadAs::Id, required: None };
    for (name, file) in [
        ("a.csv", format!("user,mail\n{csv}").into_bytes()),
        ("a.jsonl", json.into_bytes()),
        ("a.parquet", file_of(vec![("user", texts(&users)), ("mail", texts(&mails))])),
    ] {
        let wanted = [both.clone(), own.clone()];
        let (rows, report) = load(&folder.file(name, file), &wanted, &Options::default()).unwrap();
        let expected =
            [["a@x.com", ""], ["d@x.com", ""], ["f@x.com", ""], ["u1", "u1"], ["u2", "u2"]];
        assert_eq!(rows, expected, "{name}");
        assert_eq!((report.read, report.used), (7, 5), "{name}");
    }
}
