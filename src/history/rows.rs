//! A shard's events as they were read, in memory or, where that is short, in a file of their own.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::Seconds;
use crate::base::part_file::{self, Access};

/// An event in the codes of its shard. A shard knows every name of an event that it saw, however
/// many there are: which of them are kept is only known once all rows are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub person: u32,
    pub time: Seconds,
    pub item: u32,
    pub kind: u32,
}

/// Rows are kept in pieces of this many, so that growing never copies what is there.
const PIECE: usize = 1 << 16;
/// Bytes of a row in a file.
const WRITTEN: usize = 16;

impl Row {
    fn write(self) -> [u8; WRITTEN] {
        let mut bytes = [0; WRITTEN];
        bytes[..4].copy_from_slice(&self.person.to_le_bytes());
        bytes[4..8].copy_from_slice(&self.time.to_le_bytes());
        bytes[8..12].copy_from_slice(&self.item.to_le_bytes());
        bytes[12..].copy_from_slice(&self.kind.to_le_bytes());
        bytes
    }

    fn read(bytes: &[u8; WRITTEN]) -> Self {
        let number = |at: usize| {
            u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
        };
        Self { person: number(0), time: number(4), item: number(8), kind: number(12) }
    }
}

/// Rows in no particular order.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pieces: Vec<Vec<Row>>,
    spilled: Option<Spilled>,
}

#[derive(Debug)]
struct Spilled {
    file: NamedTempFile,
    rows: usize,
}

impl Rows {
    pub fn push(&mut self, row: Row) {
        match self.pieces.last_mut() {
            Some(piece) if piece.len() < PIECE => piece.push(row),
            _ => {
                let mut piece = Vec::with_capacity(PIECE);
                piece.push(row);
                self.pieces.push(piece);
            }
        }
    }

    pub fn len(&self) -> usize {
        let spilled = self.spilled.as_ref().map_or(0, |s| s.rows);
        spilled + self.pieces.iter().map(Vec::len).sum::<usize>()
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> u64 {
        (self.pieces.len() * PIECE * size_of::<Row>()) as u64
    }

    /// Moves what is in memory to the file.
    pub fn spill(&mut self, folder: &Path) -> io::Result<()> {
        let spilled = match &mut self.spilled {
            Some(spilled) => spilled,
            None => {
                let file = part_file::create(folder, Access::Owner)?;
                self.spilled.insert(Spilled { file, rows: 0 })
            }
        };
        let mut out = BufWriter::with_capacity(1 << 20, spilled.file.as_file_mut());
        for piece in self.pieces.drain(..) {
            for row in &piece {
                out.write_all(&row.write())?;
            }
            spilled.rows += piece.len();
        }
        out.flush()
    }

    /// The rows in memory, in pieces.
    pub fn in_memory(&mut self) -> &mut [Vec<Row>] {
        &mut self.pieces
    }

    /// Calls `each` with all rows, some at a time, in an order that never changes; those in the
    /// file go through `change` first.
    pub fn each<E: From<io::Error>>(
        &self,
        change: impl Fn(&mut Row),
        mut each: impl FnMut(&[Row]) -> Result<(), E>,
    ) -> Result<(), E> {
        if let Some(spilled) = &self.spilled {
            // A handle of its own: several threads read side by side.
            let file: File = spilled.file.reopen()?;
            let mut file = BufReader::with_capacity(1 << 20, file);
            let mut rows = Vec::with_capacity(PIECE);
            let mut bytes = vec![0; PIECE * WRITTEN];
            let mut left = spilled.rows;
            while left > 0 {
                let now = left.min(PIECE);
                let bytes = &mut bytes[..now * WRITTEN];
                file.read_exact(bytes)?;
                rows.clear();
                rows.extend(bytes.as_chunks::<WRITTEN>().0.iter().map(Row::read));
                rows.iter_mut().for_each(&change);
                each(&rows)?;
                left -= now;
            }
        }
        self.pieces.iter().try_for_each(|piece| each(piece))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_on_disk_come_back_with_those_in_memory() {
        let folder = tempfile::tempdir().unwrap();
        let mut rows = Rows::default();
        let row = |i: u32| Row { person: i, time: i ^ 5, item: i.wrapping_mul(77), kind: i / 7 };
        let count = 2 * PIECE as u32 + 10;
        for i in 0..count {
            rows.push(row(i));
            if [5, PIECE as u32 + 3].contains(&i) {
                rows.spill(folder.path()).unwrap();
            }
        }
        assert_eq!(rows.len(), count as usize);
        assert_eq!(rows.bytes(), 2 * (PIECE * size_of::<Row>()) as u64);
        let mut seen = Vec::new();
        rows.each(
            |row| row.time += 1,
            |some| {
                seen.extend_from_slice(some);
                Ok::<(), io::Error>(())
            },
        )
        .unwrap();
        let (spilled, rest) = seen.split_at_mut(PIECE + 4);
        spilled.iter_mut().for_each(|row| row.time -= 1);
        assert_eq!(spilled[..], (0..PIECE as u32 + 4).map(row).collect::<Vec<_>>());
        assert_eq!(rest, (PIECE as u32 + 4..count).map(row).collect::<Vec<_>>());
        drop(rows);
        assert_eq!(folder.path().read_dir().unwrap().count(), 0);
    }
}
