//! Which bytes of a file are looked at to say what it is: of one in an object store only those are brought.

use std::io::{self, Read};
use std::path::Path;

use parquet::file::metadata::ParquetMetaDataReader;

use super::Compression;
use super::input;
use super::pieces::PIECE_BYTES;
use crate::base::remote::{self, Copy, Local};

/// Bytes looked at from the middle and from the end of plain files, so that rare events show.
pub const FURTHER_BYTES: usize = 512 << 10;
/// Bytes that say which kind of file it is.
const KIND: u64 = 64 << 10;
/// Bytes at the end of a Parquet file that hold its index, as a rule.
const INDEX: u64 = 64 << 10;
/// What the index of a Parquet file ends with: how long it is, and the letters of the format.
const INDEX_END: usize = 8;

/// Where a plain file of so many bytes is looked at beside its beginning.
pub fn further(bytes: u64) -> Vec<u64> {
    let few = bytes <= (PIECE_BYTES + 4 * FURTHER_BYTES) as u64;
    if few { Vec::new() } else { vec![bytes / 2, bytes - FURTHER_BYTES as u64] }
}

/// The row groups of a Parquet file that are looked at.
pub fn groups(all: usize) -> Vec<usize> {
    let mut looked_at = vec![0, all / 2, all.saturating_sub(1)];
    looked_at.dedup();
    looked_at.retain(|group| *group < all);
    looked_at
}

/// A file with what is looked at.
///
/// # Errors
/// Those of its store.
pub fn glimpse(path: &Path) -> io::Result<Local> {
    remote::partly(path, |copy| {
        copy.bring(0..KIND)?;
        let mut magic = Vec::new();
        copy.file()?.take(4).read_to_end(&mut magic)?;
        if magic == b"PAR1" {
            return parquet(copy);
        }
        let head = PIECE_BYTES as u64;
        match input::compression(&magic) {
            // The list of what an archive holds is at its end, and leads anywhere.
            Compression::Zip => copy.bring(KIND..copy.bytes),
            Compression::None => {
                copy.bring(KIND..head)?;
                let pieces = further(copy.bytes).into_iter();
                pieces
                    .map(|at| at..at + FURTHER_BYTES as u64)
                    .try_for_each(|piece| copy.bring(piece))
            }
            // What does not get smaller gets a little larger.
            Compression::Gzip | Compression::Zstd => copy.bring(KIND..2 * head),
        }
    })
}

fn parquet(copy: &mut Copy) -> io::Result<()> {
    let bytes = copy.bytes;
    let brought = bytes.saturating_sub(INDEX);
    copy.bring(brought..bytes)?;
    let mut end = [0; INDEX_END];
    let mut file = copy.file()?;
    io::Seek::seek(&mut file, io::SeekFrom::Start(bytes.saturating_sub(INDEX_END as u64)))?;
    file.read_exact(&mut end)?;
    let [a, b, c, d, ..] = end;
    let index = u64::from(u32::from_le_bytes([a, b, c, d])) + INDEX_END as u64;
    copy.bring(bytes.saturating_sub(index)..brought)?;
    // What is wrong with it is said when it is opened.
    let index =
        input::guarded(|| ParquetMetaDataReader::new().parse_and_finish(copy.file().ok()?).ok());
    let Some(Some(index)) = index else { return Ok(()) };
    for group in groups(index.num_row_groups()) {
        for column in index.row_group(group).columns() {
            let (start, length) = column.byte_range();
            copy.bring(start..start.saturating_add(length))?;
        }
    }
    Ok(())
}
