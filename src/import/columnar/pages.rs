//! Looks over the pages of a Parquet file before they are unpacked.
//!
//! A page says in its header to how many bytes it unpacks, and the reader takes memory for as many. A
//! few damaged bytes could ask for two gigabytes a page, on every thread. So headers are looked at
//! first, which costs a read of a few bytes a page; a page that claims far more than its packed bytes
//! could hold keeps its row group from being read.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use parquet::errors::ParquetError;
use parquet::file::metadata::ColumnChunkMetaData;

use super::footer::{Thrift, unsound};

/// A page may unpack to this many bytes: writers end a page at 1 MiB, or at some 20,000 rows …
const USUAL: i64 = 64 << 20;
/// … or to this many times its packed size, which repeated values reach.
const RATIO: i64 = 1000;
/// Headers are read this many bytes at a time; those with examples of values are longer …
const HEADER: usize = 128;
/// … but no longer than this.
const LONGEST: usize = 16 << 20;

/// Looks at the pages of columns.
///
/// # Errors
/// When one claims what cannot be, or when the file cannot be read.
pub fn check<'a>(
    file: &File,
    columns: impl Iterator<Item = &'a ColumnChunkMetaData>,
) -> Result<(), ParquetError> {
    for column in columns {
        let (start, length) = column.byte_range();
        if !are_sound(file, start, start.saturating_add(length))? {
            return Err(unsound());
        }
    }
    Ok(())
}

fn are_sound(mut file: &File, mut at: u64, end: u64) -> io::Result<bool> {
    let mut header = Vec::new();
    while at < end {
        let mut size = HEADER;
        let (used, unpacked, packed) = loop {
            header.clear();
            file.seek(SeekFrom::Start(at))?;
            file.take((end - at).min(size as u64)).read_to_end(&mut header)?;
            let mut thrift = Thrift(&header);
            match thrift.numbers::<3>() {
                Some([_, Some(unpacked), Some(packed)]) => {
                    break ((header.len() - thrift.0.len()) as u64, unpacked, packed);
                }
                // What is wrong otherwise, the reader says.
                Some(_) => return Ok(true),
                None if header.len() < size || size >= LONGEST => return Ok(true),
                None => size *= 8,
            }
        };
        if unpacked > USUAL.max(packed.saturating_mul(RATIO)) {
            return Ok(false);
        }
        let Ok(packed) = u64::try_from(packed) else { return Ok(true) };
        at = at.saturating_add(used).saturating_add(packed);
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    /// The header of a page that unpacks to `unpacked` bytes, with `packed` bytes behind it.
    fn page(unpacked: u64, packed: u64) -> Vec<u8> {
        let mut bytes = vec![0x15, 0];
        for number in [unpacked, packed] {
            bytes.push(0x15);
            let mut rest = number << 1;
            while rest > 0x7f {
                bytes.push(rest as u8 | 0x80);
                rest >>= 7;
            }
            bytes.push(rest as u8);
        }
        // A text among the statistics that is longer than what is read at first.
        bytes.extend([0x18, 0xc8, 0x01]);
        bytes.resize(bytes.len() + 200, b'x');
        bytes.push(0);
        bytes.resize(bytes.len() + packed as usize, 7);
        bytes
    }

    #[test]
    fn a_page_that_claims_too_much_is_found_behind_others() {
        let sound = |pages: &[Vec<u8>]| {
            let mut file = tempfile::tempfile().unwrap();
            let all = pages.concat();
            file.write_all(&all).unwrap();
            are_sound(&file, 0, all.len() as u64).unwrap()
        };
        let (usual, large, repeated) = (page(500, 300), page(60 << 20, 5), page(90 << 20, 100_000));
        assert!(sound(&[usual.clone(), large.clone(), repeated.clone()]));
        assert!(!sound(&[usual, large, repeated, page(i32::MAX as u64, 100)]));
    }
}
