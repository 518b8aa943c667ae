//! What a sheet of a workbook would cost its reader, before it is read.
//!
//! The bytes of a sheet come in as they are unpacked; what comes out is whether anything in it takes memory that
//! its size does not explain. The reader (`calamine`) gathers a tag, a text or a cell whole, and remembers every
//! element that is open, before anybody can ask how much that is. So elements must end in the order they
//! began, and a cell, or what stands between two tags outside of cells, has a longest length. Counting `<` and `>`
//! alone was rejected: both may stand in attributes and comments, where they would hide a cell without an end.

/// Bytes of a cell, or of anything else in one piece: five hundred times the longest text that Excel takes.
const LONGEST: u64 = 16 << 20;
/// Elements inside one another: what Excel writes has fewer than ten.
const DEEPEST: usize = 64;
/// Bytes of an element's name.
const LONGEST_NAME: usize = 128;

/// Elements of the part that lists the sheets, which is held whole: a sheet is not to be read as that part.
const OF_THE_WORKBOOK: [&[u8]; 2] = [b"sheet", b"definedName"];

/// The sheet would take more memory than there is sense in, or is not XML.
#[derive(Debug, PartialEq, Eq)]
pub struct Unreasonable;

/// Where in the text of a sheet the bytes that were seen end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Text,
    /// In the name after a `<`.
    Name,
    /// In a tag, after its name.
    Tag,
    /// In the value of an attribute, which ends with this quote.
    Quoted(u8),
    /// In a comment, CDATA or an instruction, which ends with this.
    Until(&'static [u8]),
}

/// Looks at the bytes of one sheet, in as many parts as they come in.
#[derive(Debug)]
pub struct SheetMarkup {
    place: Place,
    name: Vec<u8>,
    /// The names of the elements that are open, one after another, and where each begins.
    open: Vec<u8>,
    begins: Vec<usize>,
    /// How many elements were open where a cell began that has not ended.
    cell: Option<usize>,
    /// Bytes since something began that the reader keeps in one piece.
    length: u64,
    /// The last bytes that were seen.
    last: [u8; 3],
}

impl Default for SheetMarkup {
    fn default() -> Self {
        let (name, open, begins) = (Vec::new(), Vec::new(), Vec::new());
        Self { place: Place::Text, name, open, begins, cell: None, length: 0, last: [0; 3] }
    }
}

impl SheetMarkup {
    /// Takes in the next bytes.
    ///
    /// # Errors
    /// [`Unreasonable`].
    pub fn look(&mut self, mut part: &[u8]) -> Result<(), Unreasonable> {
        // Two bytes a character would hide every tag; nothing writes sheets so.
        if memchr::memchr(0, part).is_some() {
            return Err(Unreasonable);
        }
        while !part.is_empty() {
            let (used, found) = self.next(part);
            self.length += used as u64;
            if self.length > LONGEST {
                return Err(Unreasonable);
            }
            for &byte in &part[used.saturating_sub(self.last.len())..used] {
                self.last = [self.last[1], self.last[2], byte];
            }
            if found {
                self.turn()?;
            }
            part = &part[used..];
        }
        Ok(())
    }

    /// How many of the next bytes belong to what goes on, and whether the last of them may change that. What is
    /// in a tag is short: walking through it is faster than beginning a search.
    fn next(&self, part: &[u8]) -> (usize, bool) {
        let at = match self.place {
            Place::Text => memchr::memchr(b'<', part),
            Place::Name => Some(0),
            Place::Tag => part.iter().position(|c| matches!(c, b'>' | b'"' | b'\'')),
            Place::Quoted(quote) => part.iter().position(|&c| c == quote),
            Place::Until(_) => memchr::memchr(b'>', part),
        };
        (at.map_or(part.len(), |at| at + 1), at.is_some())
    }

    /// Goes on after a byte that may change the place.
    fn turn(&mut self) -> Result<(), Unreasonable> {
        let byte = self.last[2];
        match self.place {
            Place::Text => {
                self.place = Place::Name;
                self.name.clear();
                if self.cell.is_none() {
                    self.length = 0;
                }
            }
            Place::Name => return self.named(byte),
            Place::Tag if byte == b'>' => return self.tag_ended(),
            Place::Tag => self.place = Place::Quoted(byte),
            Place::Quoted(_) => self.place = Place::Tag,
            Place::Until(end) if self.last.ends_with(end) => self.place = Place::Text,
            Place::Until(_) => {}
        }
        Ok(())
    }

    /// Takes the next byte after a `<`.
    fn named(&mut self, byte: u8) -> Result<(), Unreasonable> {
        let ends = byte.is_ascii_whitespace() || matches!(byte, b'>' | b'"' | b'\'');
        if ends || (byte == b'/' && !self.name.is_empty()) {
            self.place = match byte {
                b'"' | b'\'' => Place::Quoted(byte),
                _ => Place::Tag,
            };
            return if byte == b'>' { self.tag_ended() } else { Ok(()) };
        }
        self.name.push(byte);
        let longer = |whole: &[u8]| whole.len() > self.name.len() && whole.starts_with(&self.name);
        match self.name.as_slice() {
            b"?" => self.leave(b"?>"),
            b"!--" => self.leave(b"-->"),
            b"![CDATA[" => self.leave(b"]]>"),
            // What a document declares has no place in a workbook, and entities multiply.
            [b'!', ..] if !longer(b"!--") && !longer(b"![CDATA[") => return Err(Unreasonable),
            name if name.len() > LONGEST_NAME => return Err(Unreasonable),
            _ => {}
        }
        Ok(())
    }

    /// What began ends with `end`, of which nothing was seen yet.
    fn leave(&mut self, end: &'static [u8]) {
        self.place = Place::Until(end);
        self.last = [0; 3];
    }

    /// Takes note of a tag at its `>`.
    fn tag_ended(&mut self) -> Result<(), Unreasonable> {
        self.place = Place::Text;
        if let Some(name) = self.name.strip_prefix(b"/") {
            let begin = self.begins.pop().ok_or(Unreasonable)?;
            if &self.open[begin..] != name {
                return Err(Unreasonable);
            }
            self.open.truncate(begin);
            self.cell = self.cell.filter(|&outside| self.begins.len() > outside);
        } else {
            let local = self.name.iter().position(|&c| c == b':').map_or(0, |colon| colon + 1);
            let local = &self.name[local..];
            if OF_THE_WORKBOOK.contains(&local) {
                return Err(Unreasonable);
            }
            if self.last[1] != b'/' {
                if self.cell.is_none() && local == b"c" {
                    self.cell = Some(self.begins.len());
                }
                self.begins.push(self.open.len());
                self.open.extend_from_slice(&self.name);
                if self.begins.len() > DEEPEST {
                    return Err(Unreasonable);
                }
            }
        }
        if self.cell.is_none() {
            self.length = 0;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(text: &str, piece: usize) -> Result<(), Unreasonable> {
        let mut markup = SheetMarkup::default();
        text.as_bytes().chunks(piece).try_for_each(|part| markup.look(part))
    }

    #[test]
    fn a_sheet_of_any_size_is_reasonable_however_it_comes_in() {
        let row =
            "<row r=\"1\" x='a>\"b'><c r=\"A1\" t=\"str\"><v>a &lt; b</v></c><c r=\"B1\"/></row>";
        let other = "<!-- a > b -- <c> --><![CDATA[ ]] > <c> ]]><x:c><x:v/></x:c >";
        let sheet = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<x:worksheet>{}{other}</x:worksheet>\n",
            row.repeat(3)
        );
        for piece in 1..sheet.len() {
            assert_eq!(look(&sheet, piece), Ok(()), "{piece}");
        }
        let long = format!("<worksheet>{}</worksheet>", row.repeat(500_000));
        assert!(long.len() as u64 > 2 * LONGEST);
        assert_eq!(look(&long, 1 << 16), Ok(()));
    }

    #[test]
    fn what_has_no_end_is_refused_wherever_it_hides() {
        let many = |text: &str| text.repeat(1 + LONGEST as usize / text.len());
        for endless in [
            many("a"),
            format!("<c x=\"{}\">", many("><c>")),
            format!("<c x='{}'>", many("\"</c><c>")),
            format!("<!-- {} -->", many("<c>->")),
            format!("<![CDATA[{}]]>", many("<c>]>")),
            format!("<?x {}?>", many("<c> >")),
            // A cell of many small texts, and one whose tags end in another order than they began.
            format!("<c><is>{}</is></c>", many("<r><t>a</t></r>")),
            format!("<c><v>a</c>{}", many("<c>a</c>")),
            format!("<c><is><t>a</is></c>{}", many("<c>a</c>")),
            "<a>".repeat(DEEPEST + 1),
            "<!DOCTYPE x [<!ENTITY a \"aaa\">]>".to_owned(),
            "<\0c\0>\0".to_owned(),
            format!("<{}>", "c".repeat(LONGEST_NAME + 1)),
            "<x:sheet name='a'/>".to_owned(),
        ] {
            let begin: String = endless.chars().take(40).collect();
            assert_eq!(look(&endless, 4096), Err(Unreasonable), "{begin}");
        }
    }
}
