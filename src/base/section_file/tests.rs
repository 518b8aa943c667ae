//! What is written comes back; what is damaged is noticed.

use super::*;

fn write(path: &Path, numbers: &[u32]) {
    let mut writer = Writer::create(path).unwrap();
    let (a, b) = (writer.section("a", 40), writer.section("b", 10));
    writer.append(a, &numbers[..5]).unwrap();
    writer.append(b, b"0123456").unwrap();
    writer.append(a, &numbers[5..10]).unwrap();
    writer.append(b, b"789").unwrap();
    writer.numbers("all", numbers).unwrap();
    writer.texts("words", &["a", "", "bc"].into_iter().collect()).unwrap();
    writer.json("json", &(1, "two")).unwrap();
    writer.finish("key").unwrap();
}

#[test]
fn sections_come_back_as_they_were_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kept");
    // More than one block, and not a whole number of them.
    let numbers: Vec<u32> = (0..3_000_001).collect();
    write(&path, &numbers);
    let reader = Reader::open(&path, "key", &Progress::none()).unwrap();
    assert_eq!(*reader.numbers::<u32>("a").unwrap(), numbers[..10]);
    assert_eq!(*reader.numbers::<u8>("b").unwrap(), *b"0123456789");
    assert_eq!(*reader.numbers::<u32>("all").unwrap(), numbers);
    assert_eq!(reader.texts("words").unwrap().iter().collect::<Vec<_>>(), ["a", "", "bc"]);
    assert_eq!(reader.json::<(u32, String)>("json").unwrap(), (1, "two".into()));
    assert!(matches!(reader.numbers::<u64>("b"), Err(Unusable::Damaged)));
    assert!(matches!(reader.numbers::<u8>("none"), Err(Unusable::Damaged)));
}

#[test]
fn a_file_that_is_cut_short_while_it_is_used_is_there_still() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kept");
    let numbers: Vec<u32> = (0..3_000_001).collect();
    write(&path, &numbers);
    let reader = Reader::open(&path, "key", &Progress::none()).unwrap();
    let kept = reader.numbers::<u32>("all").unwrap();
    File::options().write(true).open(&path).unwrap().set_len(0).unwrap();
    assert_eq!(*kept, numbers);
    assert_eq!(kept.memory(), 4 * numbers.len());
    std::fs::remove_file(&path).unwrap();
    write(&path, &numbers);
    // What has no room in memory is read where it lies.
    let reader = Reader::open_within(&path, "key", 1000, &Progress::none()).unwrap();
    let mapped = reader.numbers::<u32>("all").unwrap();
    assert_eq!((mapped.memory(), &*mapped), (0, &*numbers));
}

#[test]
fn another_key_is_out_of_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kept");
    write(&path, &[7; 10]);
    let other = Reader::open(&path, "other", &Progress::none());
    assert!(matches!(other, Err(Unusable::Other)));
}

#[test]
fn any_changed_or_missing_byte_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kept");
    write(&path, &[7; 10]);
    let whole = std::fs::read(&path).unwrap();
    let unusable = |bytes: &[u8]| {
        // A new file each time: one that is mapped is never written over.
        let path = folder.path().join("changed");
        std::fs::remove_file(&path).ok();
        std::fs::write(&path, bytes).unwrap();
        Reader::open(&path, "key", &Progress::none()).is_err()
    };
    assert!(!unusable(&whole));
    for length in 0..whole.len() {
        assert!(unusable(&whole[..length]), "the first {length} bytes");
    }
    let reader = Reader::trust(&path, "key").unwrap();
    let used: Vec<Range<usize>> = reader.sections.iter().map(range).collect();
    let end = used.iter().map(|r| r.end).max().unwrap();
    for place in 0..whole.len() {
        // Bytes between sections hold nothing.
        let gap = place < (end as u64).next_multiple_of(ALIGN) as usize
            && !used.iter().any(|r| r.contains(&place));
        let mut changed = whole.clone();
        changed[place] ^= 1;
        assert!(gap || unusable(&changed), "byte {place}");
    }
}
