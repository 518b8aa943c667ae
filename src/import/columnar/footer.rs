//! Looks over the index at the end of a Parquet file before it is parsed.
//!
//! The index is Thrift in its compact form. The parser of the `parquet` crate takes memory for as many
//! row groups as the index claims to have, so a few damaged bytes could ask for terabytes, which ends
//! the program. Here every list is checked not to claim more members than there are bytes left.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use parquet::errors::ParquetError;

/// What an index or a page is that claims what cannot be.
pub fn unsound() -> ParquetError {
    ParquetError::General("unsound".into())
}

/// Structures inside one another that are followed.
const DEEPEST: usize = 40;
/// Columns inside one another: the parser calls itself for each level, and would run out of stack.
const DEEPEST_COLUMN: usize = 100;

/// Whether the index may be parsed. What is wrong with it otherwise, the parser says.
///
/// # Errors
/// Of the disk.
pub fn is_sound(mut file: &File) -> io::Result<bool> {
    let size = file.seek(SeekFrom::End(0))?;
    if size < 12 {
        return Ok(true);
    }
    let mut end = [0; 8];
    file.seek(SeekFrom::Start(size - 8))?;
    file.read_exact(&mut end)?;
    let [a, b, c, d, magic @ ..] = end;
    let length = u64::from(u32::from_le_bytes([a, b, c, d]));
    if &magic != b"PAR1" || length > size - 8 {
        return Ok(true);
    }
    file.seek(SeekFrom::Start(size - 8 - length))?;
    let mut index = Vec::new();
    file.take(length).read_to_end(&mut index)?;
    Ok(Thrift(&index).structure(0).is_some() && columns_are_shallow(&index) != Some(false))
}

/// Whether columns lie inside one another no deeper than [`DEEPEST_COLUMN`]; `None` where the index is
/// no such thing. They are the members of its second field, each before those inside it, with their
/// number in field 5. (<https://github.com/apache/parquet-format>: `FileMetaData`, `SchemaElement`)
fn columns_are_shallow(index: &[u8]) -> Option<bool> {
    let mut thrift = Thrift(index);
    let mut field = 0;
    loop {
        let header = thrift.byte()?;
        if header == 0 {
            return Some(true);
        }
        field = match header >> 4 {
            0 => zigzag(thrift.number()?),
            step => field + i64::from(step),
        };
        match (field, header & 0x0f) {
            (_, 1 | 2) => {}
            (2, 9) => return thrift.columns_are_shallow(),
            (_, kind) => thrift.value(kind, 0)?,
        }
    }
}

/// What is left of compact Thrift.
pub(super) struct Thrift<'a>(pub(super) &'a [u8]);

impl Thrift<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn skip(&mut self, bytes: u64) -> Option<()> {
        self.0 = self.0.get(usize::try_from(bytes).ok()?..)?;
        Some(())
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn structure(&mut self, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        loop {
            let header = self.byte()?;
            if header == 0 {
                return Some(());
            }
            // Fields whose numbers do not follow one another have them written out.
            if header >> 4 == 0 {
                self.number()?;
            }
            match header & 0x0f {
                // The header says whether it is true.
                1 | 2 => {}
                kind => self.value(kind, depth)?,
            }
        }
    }

    /// The whole numbers among the first fields of a structure, by the field's number, having stepped
    /// over all of it.
    pub(super) fn numbers<const FIELDS: usize>(&mut self) -> Option<[Option<i64>; FIELDS]> {
        let mut numbers = [None; FIELDS];
        let mut field = 0_usize;
        loop {
            let header = self.byte()?;
            if header == 0 {
                return Some(numbers);
            }
            field = match header >> 4 {
                0 => zigzag(self.number()?).try_into().ok()?,
                step => field + usize::from(step),
            };
            match header & 0x0f {
                1 | 2 => {}
                4..=6 => {
                    let number = zigzag(self.number()?);
                    if let Some(slot) = field.checked_sub(1).and_then(|at| numbers.get_mut(at)) {
                        *slot = Some(number);
                    }
                }
                kind => self.value(kind, 0)?,
            }
        }
    }

    fn value(&mut self, kind: u8, depth: usize) -> Option<()> {
        match kind {
            1..=3 => self.skip(1),
            4..=6 => self.number().map(|_| ()),
            7 => self.skip(8),
            8 => {
                let length = self.number()?;
                self.skip(length)
            }
            9 | 10 => {
                let (members, kind) = self.list()?;
                self.members(members, &[kind], depth)
            }
            11 => match self.number()? {
                0 => Some(()),
                members => {
                    let kinds = self.byte()?;
                    self.members(members, &[kinds >> 4, kinds & 0x0f], depth)
                }
            },
            12 => self.structure(depth + 1),
            _ => None,
        }
    }

    /// How many members a list has, and of which kind.
    fn list(&mut self) -> Option<(u64, u8)> {
        let header = self.byte()?;
        let members = match header >> 4 {
            15 => self.number()?,
            few => u64::from(few),
        };
        Some((members, header & 0x0f))
    }

    fn columns_are_shallow(&mut self) -> Option<bool> {
        let (members, _) = self.list()?;
        // What is still to come at each level.
        let mut open: Vec<i64> = Vec::new();
        for _ in 0..members {
            let inside = self.numbers::<5>()?[4].unwrap_or(0);
            while open.last().is_some_and(|left| *left <= 0) {
                open.pop();
            }
            if let Some(left) = open.last_mut() {
                *left -= 1;
            }
            if inside > 0 {
                open.push(inside);
            }
            if open.len() > DEEPEST_COLUMN {
                return Some(false);
            }
        }
        Some(true)
    }

    fn members(&mut self, members: u64, kinds: &[u8], depth: usize) -> Option<()> {
        if members > self.0.len() as u64 || depth > DEEPEST {
            return None;
        }
        for _ in 0..members {
            for kind in kinds {
                self.value(*kind, depth + 1)?;
            }
        }
        Some(())
    }
}

fn zigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_that_claim_too_much_are_found() {
        // Field 4: a list of two structures.
        assert!(Thrift(&[0x49, 0x2c, 0, 0, 0]).structure(0).is_some());
        // The same with two thousand million of them.
        let claims = [0x49, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07, 0, 0, 0];
        assert!(Thrift(&claims).structure(0).is_none());
        // A text that is longer than what is left.
        assert!(Thrift(&[0x18, 0x7f, b'a', 0]).structure(0).is_none());
        assert!(Thrift(&[0x1c; 1000]).structure(0).is_none());
    }

    #[test]
    fn columns_inside_one_another_for_ever_are_found() {
        // Field 1: a number; field 2: so many columns, each with the next one inside.
        let nested = |columns: u8| {
            let mut index = vec![0x15, 0x02, 0x19, 0xfc, columns];
            (0..columns).for_each(|_| index.extend([0x55, 0x02, 0x00]));
            index.push(0);
            columns_are_shallow(&index)
        };
        assert_eq!((nested(99), nested(120)), (Some(true), Some(false)));
        // As many beside one another.
        let mut index = vec![0x15, 0x02, 0x19, 0xfc, 120, 0x55, 0xee, 0x01, 0x00];
        (1..120).for_each(|_| index.extend([0x15, 0x02, 0x00]));
        index.push(0);
        assert_eq!(columns_are_shallow(&index), Some(true));
    }
}
