//! One row's wanted values before they go into columns: where each is, and how lists of objects
//! unfold it into several rows.

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
        Some(_) => match std::str::from_utf8(text) {
            Ok(text) => text.trim().is_empty(),
            Err(_) => false,
        },
    }
}

/// The text by which a person is known and written: as the event files have it, but for blanks around
/// it. What is joined to a person (people files, suppression lists) is looked for by [`id_text`], so
/// that `17850.0` finds `17850`; a list goes back to whoever wrote the events, in their spelling.
#[inline]
pub fn person_text(text: &str) -> &str {
    let bytes = text.as_bytes();
    // Nearly all IDs begin and end with a letter or digit and need no look at their characters.
    let plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if plain(bytes.first()) && plain(bytes.last()) { text } else { trimmed(text) }
}

/// The text by which an ID (of a person, a product, an order) is looked up, whatever file it comes from:
/// without blanks around it (also no-break spaces and zero-width marks that spreadsheets leave
/// behind), and without the `.0` that dataframes put behind whole numbers when a column has gaps
/// (`17850.0` is `17850`, as Excel and Parquet have it). Capitals and leading zeros mean something
/// and stay.
///
/// Both sides of every join and every look-up of an ID (events and product feeds, people files,
/// suppression lists, anonymous and known IDs) must use this one rule. It takes a slice of the text
/// and copies nothing.
#[inline]
pub fn id_text(text: &str) -> &str {
    let text = person_text(text);
    match text.strip_suffix(".0") {
        Some(whole) if is_whole(whole) => whole,
        _ => text,
    }
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
    })
}

/// Whether a text is a whole number as a floating-point number of full exactness shows it.
fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    match digits {
        [b'0'] => true,
        [b'1'..=b'9', rest @ ..] => rest.len() < 16 && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_the_same_text_wherever_it_comes_from() {
        for written in
            ["1000", "1000.0", " 1000", "1000 ", "1000\u{a0}", "\u{feff}1000", "1000.0\t"]
        {
            assert_eq!(id_text(written), "1000", "{written:?}");
        }
        assert_eq!(person_text(" 17850.0\u{a0}"), "17850.0");
        for kept in ["007", "007.0", "1.50", "1000.00", "v1.0", "10.0.0", "1e3.0", "a b", "", "A"] {
            assert_eq!(id_text(kept), kept);
        }
        assert_eq!((id_text("0.0"), id_text("-5.0"), id_text("\u{200b} \u{a0}")), ("0", "-5", ""));
    }

    proptest::proptest! {
        #[test]
        fn the_rule_for_ids_is_settled_after_once(text in "[ \u{a0}\u{feff}0-9.a-]{0,12}") {
            let once = id_text(&text);
            proptest::prop_assert_eq!(id_text(once), once);
        }
    }
}
