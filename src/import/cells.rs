//! One row's wanted values before they go into columns: where each is, and how lists of objects
//! unfold it into several rows.

use crate::base::ids::is_no_id;

/// Where a value is: a span of the bytes being read, or of the row's scratch space when it had to
/// be unescaped or put together. Empty when absent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cell {
    start: u32,
    len: u32,
    scratch: bool,
}

impl Cell {
    /// The bytes `start..end` of what is being read.
    pub fn span(start: usize, end: usize) -> Self {
        Self { start: start as u32, len: (end - start) as u32, scratch: false }
    }
}

/// The values of one row of a file. Frame 0 is the row; every member of an unfolded list is a
/// frame below the one it was found in. Frames without frames below them become rows, and see the
/// values of all frames above them.
#[derive(Debug, Default)]
pub struct Cells {
    slots: usize,
    frames: Vec<CellFrame>,
    cells: Vec<Cell>,
    scratch: Vec<u8>,
}

#[derive(Debug, Clone, Copy)]
struct CellFrame {
    parent: u32,
    leaf: bool,
}

impl Cells {
    /// Room for rows of this many different values.
    pub fn new(slots: usize) -> Self {
        let mut cells = Self { slots, ..Self::default() };
        cells.clear();
        cells
    }

    /// Forgets the row.
    #[inline]
    pub fn clear(&mut self) {
        self.frames.clear();
        self.cells.clear();
        self.scratch.clear();
        self.frames.push(CellFrame { parent: 0, leaf: true });
        self.cells.resize(self.slots, Cell::default());
    }

    /// A new frame below `parent`.
    pub fn unfold(&mut self, parent: usize) -> usize {
        self.frames[parent].leaf = false;
        self.frames.push(CellFrame { parent: parent as u32, leaf: true });
        self.cells.resize(self.frames.len() * self.slots, Cell::default());
        self.frames.len() - 1
    }

    /// Puts a value into a frame.
    #[inline]
    pub fn set(&mut self, frame: usize, slot: usize, cell: Cell) {
        self.cells[frame * self.slots + slot] = cell;
    }

    /// Puts a value into a frame by what `write` adds to the scratch space.
    pub fn write(&mut self, frame: usize, slot: usize, write: impl FnOnce(&mut Vec<u8>)) {
        let start = self.scratch.len();
        write(&mut self.scratch);
        let cell =
            Cell { start: start as u32, len: (self.scratch.len() - start) as u32, scratch: true };
        self.set(frame, slot, cell);
    }

    /// The frames that become rows.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        (0..self.frames.len()).filter(|f| self.frames[*f].leaf)
    }

    /// The first value that is not blank among the slots, seen from a frame.
    #[inline]
    pub fn pick<'a>(&'a self, bytes: &'a [u8], frame: usize, slots: &[usize]) -> Option<&'a [u8]> {
        // Nearly every field is in one place, and nearly every row has no lists.
        if let (&[slot], 0) = (slots, frame) {
            let text = self.bytes(bytes, self.cells[slot]);
            return (!is_blank(text)).then_some(text);
        }
        self.pick_up(bytes, frame, slots)
    }

    /// The same of IDs, where a word for nothing is blank.
    pub fn pick_id<'a>(
        &'a self,
        bytes: &'a [u8],
        frame: usize,
        slots: &[usize],
    ) -> Option<&'a [u8]> {
        let mut each = slots.iter().filter_map(|&slot| self.pick(bytes, frame, &[slot]));
        each.find(|id| !is_no_id(id))
    }

    fn pick_up<'a>(&'a self, bytes: &'a [u8], frame: usize, slots: &[usize]) -> Option<&'a [u8]> {
        slots.iter().find_map(|slot| {
            let mut frame = frame;
            loop {
                let cell = self.cells[frame * self.slots + slot];
                let text = self.bytes(bytes, cell);
                if !is_blank(text) {
                    return Some(text);
                }
                if frame == 0 {
                    return None;
                }
                frame = self.frames[frame].parent as usize;
            }
        })
    }

    /// The values of a row without lists that all stand in the text itself, by slot; `None` of others.
    pub fn spans(&self) -> Option<impl Iterator<Item = (usize, usize)>> {
        let plain = self.frames.len() == 1 && self.cells.iter().all(|cell| !cell.scratch);
        let span = |cell: &Cell| (cell.start as usize, (cell.start + cell.len) as usize);
        plain.then(|| self.cells.iter().map(span))
    }

    /// The bytes of a value.
    #[inline]
    fn bytes<'a>(&'a self, bytes: &'a [u8], cell: Cell) -> &'a [u8] {
        let from = if cell.scratch { &self.scratch } else { bytes };
        &from[cell.start as usize..(cell.start + cell.len) as usize]
    }
}

/// Whether there is nothing but white space.
#[inline]
pub fn is_blank(text: &[u8]) -> bool {
    match text.first() {
        None => true,
        Some(c) if c.is_ascii_graphic() => false,
        Some(_) => is_white(text),
    }
}

#[inline(never)]
fn is_white(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| text.trim().is_empty())
}
