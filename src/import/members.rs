//! Where the rows of a JSON document are: the members of a list, or objects one after another.
//!
//! A document is gone through as it comes in, so that its size does not matter. Where the list is a
//! member of an object (`{"data": [{…}, …], "next": …}`), the object is followed to its end: what other
//! lists of objects hold is counted by their names, and further documents behind it are read as well, as
//! when the pages of an API's answers were put into one file.

use std::ops::Range;

use memchr::memchr2;

use super::json::{BadJson, Lexer, Token};
use super::pieces::{Cut, Piece};

/// What the rows of a JSON file stand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Around {
    /// Nothing: objects one after another.
    Nothing,
    /// A list.
    List,
    /// The list of this name inside an object.
    Object(Vec<u8>),
}

/// What stands at a place of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Members of the list whose members are rows, or objects one after another.
    Rows,
    /// Members of a list that is not read: its place among those.
    Other(usize),
    /// Members of the object that is around the list.
    Object,
    /// Nothing, or a further list or object: what was begun has ended.
    Outside,
    /// What follows cannot be told apart: a list that ended too early, or something that is no JSON.
    Lost,
}

/// Rows are the members of a JSON list, or objects one after another.
#[derive(Debug)]
pub struct Members {
    around: Around,
    place: Place,
    /// Rows of lists that are not read, by name.
    elsewhere: Vec<(String, u64)>,
    /// Something was begun and not ended when the file did, or rows may be in what follows the list.
    cut_off: bool,
}

/// What is found from a place on.
enum Member {
    /// A member.
    Is(Range<usize>),
    /// The end of the list, after which this is.
    ListEnds(usize),
    /// Nothing whole.
    Unfinished,
}

impl Members {
    /// From the place on that [`super::sniff::list_start`] found.
    pub fn new(around: Around) -> Self {
        let place = match around {
            Around::Object(_) => Place::Object,
            Around::List | Around::Nothing => Place::Rows,
        };
        Self { around, place, elsewhere: Vec::new(), cut_off: false }
    }

    /// The member that begins at or after `at`.
    fn member(bytes: &[u8], mut at: usize) -> Member {
        let mut depth = 0_usize;
        let mut start = None;
        while let Some(byte) = bytes.get(at) {
            let begin = *start.get_or_insert(at);
            at += 1;
            match byte {
                b'"' => {
                    let Some(end) = string_end(bytes, at) else { return Member::Unfinished };
                    at = end;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth == 0 && begin + 1 < at => return Member::Is(begin..at - 1),
                b'}' | b']' if depth == 0 => return Member::ListEnds(at),
                b'}' | b']' => {
                    depth -= 1;
                    if depth == 0 {
                        return Member::Is(begin..at);
                    }
                }
                b',' if depth == 0 && begin + 1 < at => return Member::Is(begin..at - 1),
                b',' | b' ' | b'\n' | b'\r' | b'\t' if begin + 1 == at => start = None,
                _ => {}
            }
        }
        Member::Unfinished
    }

    /// Takes one more thing from `at` on. `None`: it is not whole, or there is none.
    fn step(&mut self, bytes: &[u8], at: usize, rows: &mut Vec<Range<usize>>) -> Option<usize> {
        // How many rows that are nobody can tell: it is damage, and no row that cannot be read.
        let lost = (Place::Lost, bytes.len());
        let (place, next) = match self.place {
            Place::Rows | Place::Other(_) => match Self::member(bytes, at) {
                Member::Is(member) => {
                    let end = member.end;
                    match self.place {
                        Place::Other(list) => self.elsewhere[list].1 += 1,
                        _ => rows.push(member),
                    }
                    (self.place, end)
                }
                // A bracket too many between objects is a row that cannot be read.
                Member::ListEnds(after) if self.around == Around::Nothing => {
                    rows.push(after - 1..after);
                    (Place::Rows, after)
                }
                Member::ListEnds(after) if self.around == Around::List => (Place::Outside, after),
                Member::ListEnds(after) => (Place::Object, after),
                Member::Unfinished => return None,
            },
            Place::Object => match self.pair(bytes, at)? {
                Ok(next) => next,
                Err(()) => lost,
            },
            // Files that were put behind one another have several lists or objects.
            Place::Outside => {
                let at = at + blank(&bytes[at..]);
                match (bytes.get(at)?, &self.around) {
                    (b'[', Around::List) => (Place::Rows, at + 1),
                    (b'{', Around::Object(_)) => (Place::Object, at + 1),
                    _ => lost,
                }
            }
            Place::Lost => return (at < bytes.len()).then_some(bytes.len()),
        };
        self.place = place;
        Some(next)
    }

    /// The next name and value of the object, or its end: where that leads, and what comes after it.
    /// `None`: not whole.
    fn pair(&mut self, bytes: &[u8], at: usize) -> Option<Result<(Place, usize), ()>> {
        let is_separator = |c: &&u8| c.is_ascii_whitespace() || **c == b',';
        let at = at + bytes[at..].iter().take_while(is_separator).count();
        match bytes.get(at)? {
            b'}' => return Some(Ok((Place::Outside, at + 1))),
            b'"' => {}
            _ => return Some(Err(())),
        }
        let mut lexer = Lexer::new(bytes);
        lexer.at = at;
        let name = match lexer.value() {
            Ok(Token::String { start, end, .. }) => &bytes[start..end],
            Err(BadJson::CutOff) => return None,
            _ => return Some(Err(())),
        };
        match lexer.peek()? {
            b':' => lexer.at += 1,
            _ => return Some(Err(())),
        }
        lexer.peek()?;
        let value = lexer.at;
        if bytes[value] == b'[' {
            lexer.at += 1;
            if lexer.peek()? == b'{' {
                return Some(Ok((self.list(name), lexer.at)));
            }
            lexer.at = value;
        }
        match lexer.skip() {
            Ok(()) => {}
            Err(BadJson::CutOff) => return None,
            Err(_) => return Some(Err(())),
        }
        // A number may go on in what comes next.
        (lexer.at < bytes.len()).then_some(Ok((Place::Object, lexer.at)))
    }

    /// A list of objects of this name.
    fn list(&mut self, name: &[u8]) -> Place {
        if matches!(&self.around, Around::Object(own) if own == name) {
            return Place::Rows;
        }
        let name = String::from_utf8_lossy(name);
        let known = self.elsewhere.iter().position(|(known, _)| *known == name);
        Place::Other(known.unwrap_or_else(|| {
            self.elsewhere.push((name.into_owned(), 0));
            self.elsewhere.len() - 1
        }))
    }
}

fn blank(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|c| c.is_ascii_whitespace()).count()
}

fn string_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

impl Cut for Members {
    fn cut(&mut self, bytes: &[u8], end: bool, rows: &mut Vec<Range<usize>>) -> Option<usize> {
        let mut at = 0;
        while let Some(next) = self.step(bytes, at, rows) {
            at = next;
        }
        if !end {
            return (at > 0).then_some(at);
        }
        let all = (!bytes.is_empty()).then_some(bytes.len());
        let rest = bytes[at..].iter().position(|c| !c.is_ascii_whitespace() && *c != b',');
        let rest = rest.map(|gap| at + gap);
        match (self.place, rest) {
            (Place::Outside, _) => all,
            (Place::Lost, _) => {
                self.cut_off = true;
                all
            }
            (Place::Rows, None) if self.around == Around::Nothing => all,
            // Between objects that stand by themselves, anything else is a row that cannot be read.
            (Place::Rows, Some(rest))
                if self.around == Around::Nothing && !matches!(bytes[rest], b'{' | b'[') =>
            {
                rows.push(rest..bytes.len());
                all
            }
            _ => {
                self.cut_off = true;
                (at > 0).then_some(at)
            }
        }
    }

    fn is_unfinished(&self) -> bool {
        self.cut_off
    }

    fn elsewhere(&self) -> &[(String, u64)] {
        &self.elsewhere
    }

    /// Lines say nothing where a row may stand on many, or many in one: rows are counted.
    fn lines(&self, piece: &Piece) -> u64 {
        piece.rows.len() as u64
    }

    fn resume(&mut self, bytes: &[u8]) -> Option<usize> {
        // Where the member ends is not known without its beginning: the next line that begins a
        // member is a good guess.
        bytes.windows(2).position(|w| w == b"\n{").map(|at| at + 1)
    }
}
