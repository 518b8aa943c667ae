//! Steps through JSON text: tokens, whole values, strings.

use crate::base::language::{Message, message};
use crate::import::marks::Marks;

/// Text that is not JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadJson {
    /// The text ends in the middle.
    CutOff,
    /// Something that JSON does not allow.
    Broken,
    /// Lists and objects inside one another beyond [`Lexer::DEEPEST`].
    TooDeep,
}

impl BadJson {
    /// Why the row is skipped, in the person's words.
    pub fn reason(self) -> Message {
        match self {
            Self::CutOff => message!("import-json-cut-off"),
            Self::Broken => message!("import-json-unreadable"),
            Self::TooDeep => message!("import-json-deep"),
        }
    }
}

/// What a value is, with the span of its text. Lists and objects have only been entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// After `{`.
    Object,
    /// After `[`.
    List,
    /// Between the quotes, and whether there are escapes.
    String { start: usize, end: usize, escaped: bool },
    /// A number, `true` or `false` as written.
    Plain { start: usize, end: usize },
    /// `null`.
    Null,
}

/// A position in JSON text.
#[derive(Debug, Clone)]
pub struct Lexer<'a> {
    /// What the text is a part of, from its beginning on: the ends of strings are looked for here, in
    /// blocks that need not end with the text.
    whole: &'a [u8],
    /// The text.
    bytes: &'a [u8],
    /// The next byte to look at.
    pub at: usize,
    /// Finds the ends of strings.
    marks: Marks,
    /// Where the plain values were that were stepped over, while that is noted.
    noted: Option<Vec<Noted>>,
}

/// A plain value that was stepped over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noted {
    /// Where it begins: a string behind its quote.
    pub start: usize,
    /// Where it ends: a string before its quote.
    pub end: usize,
    /// Whether it is a string.
    pub string: bool,
}

impl<'a> Lexer<'a> {
    /// Lists and objects inside one another may go this deep.
    pub const DEEPEST: usize = 1024;

    /// At the beginning of a text.
    pub fn new(bytes: &'a [u8]) -> Self {
        let marks = Marks::new(*b"\"\\");
        Self { whole: bytes, bytes, at: 0, marks, noted: None }
    }

    /// Goes to a part of the whole text, of which nothing is seen from `end` on.
    #[inline]
    pub fn go_to(&mut self, start: usize, end: usize) {
        self.bytes = &self.whole[..end];
        self.at = start;
    }

    /// Begins to note where plain values are, in `noted`, which is emptied.
    pub fn note(&mut self, mut noted: Vec<Noted>) {
        noted.clear();
        self.noted = Some(noted);
    }

    /// What was noted; `None` when something was stepped over that may be read otherwise another time.
    pub fn take_noted(&mut self) -> Option<Vec<Noted>> {
        self.noted.take()
    }

    /// What is stepped over next depends on more than which members there are.
    pub fn not_plain(&mut self) {
        self.noted = None;
    }

    /// The end of the string without escapes whose inside is ahead.
    #[inline]
    pub fn plain_string(&mut self) -> Option<usize> {
        let end = self.marks.find(self.whole, self.at)?;
        (end < self.bytes.len() && self.whole[end] == b'"').then_some(end)
    }

    /// The whole text.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The next byte that is not white space, without stepping over it.
    #[inline]
    pub fn peek(&mut self) -> Option<u8> {
        loop {
            match self.bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    /// Steps over `byte`, if it is next.
    #[inline]
    pub fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Steps over a value, or into it when it is a list or an object.
    #[inline]
    pub fn value(&mut self) -> Result<Token, BadJson> {
        let token = self.token()?;
        if let Some(noted) = &mut self.noted {
            match token {
                Token::String { start, end, .. } => noted.push(Noted { start, end, string: true }),
                Token::Plain { start, end } => noted.push(Noted { start, end, string: false }),
                _ => {}
            }
        }
        Ok(token)
    }

    #[inline]
    fn token(&mut self) -> Result<Token, BadJson> {
        let start = self.at;
        match self.peek().ok_or(BadJson::CutOff)? {
            b'"' => self.string(),
            b'{' => {
                self.at += 1;
                Ok(Token::Object)
            }
            b'[' => {
                self.at += 1;
                Ok(Token::List)
            }
            b'-' | b'0'..=b'9' => self.number(),
            b't' => self.word(b"true"),
            b'f' => self.word(b"false"),
            b'n' => self.word(b"null").map(|_| Token::Null),
            // Python writes these where it means nothing.
            b'N' => self.word(b"NaN").map(|_| Token::Null),
            _ => {
                self.at = start;
                Err(BadJson::Broken)
            }
        }
    }

    fn word(&mut self, word: &'static [u8]) -> Result<Token, BadJson> {
        let rest = &self.bytes[self.at..];
        if rest.starts_with(word) {
            let start = self.at;
            self.at += word.len();
            Ok(Token::Plain { start, end: self.at })
        } else if word.starts_with(rest) {
            Err(BadJson::CutOff)
        } else {
            Err(BadJson::Broken)
        }
    }

    #[inline]
    fn string(&mut self) -> Result<Token, BadJson> {
        let start = self.at + 1;
        let mut at = start;
        let mut escaped = false;
        loop {
            let found = self.marks.find(self.whole, at).filter(|found| *found < self.bytes.len());
            at = found.ok_or(BadJson::CutOff)?;
            if self.bytes[at] == b'"' {
                self.at = at + 1;
                return Ok(Token::String { start, end: at, escaped });
            }
            escaped = true;
            at += 2;
        }
    }

    fn number(&mut self) -> Result<Token, BadJson> {
        let start = self.at;
        let mut at = start + usize::from(self.bytes[start] == b'-');
        let whole = self.digits(&mut at);
        let mut good = whole > 0;
        if self.bytes.get(at) == Some(&b'.') {
            at += 1;
            good &= self.digits(&mut at) > 0;
        }
        if matches!(self.bytes.get(at), Some(b'e' | b'E')) {
            at += 1;
            at += usize::from(matches!(self.bytes.get(at), Some(b'+' | b'-')));
            good &= self.digits(&mut at) > 0;
        }
        self.at = at;
        match self.bytes.get(at) {
            Some(c) if c.is_ascii_alphanumeric() || matches!(c, b'.' | b'+' | b'-' | b'_') => {
                Err(BadJson::Broken)
            }
            None if !good => Err(BadJson::CutOff),
            _ if !good => Err(BadJson::Broken),
            _ => Ok(Token::Plain { start, end: at }),
        }
    }

    #[inline]
    fn digits(&self, at: &mut usize) -> usize {
        let start = *at;
        while self.bytes.get(*at).is_some_and(u8::is_ascii_digit) {
            *at += 1;
        }
        *at - start
    }

    /// Inside an object: the next key, or `None` after its end. `first` is set for the first call
    /// and cleared by it.
    #[inline]
    pub fn key(&mut self, first: &mut bool) -> Result<Option<(usize, usize, bool)>, BadJson> {
        if !self.next(first, b'}')? {
            return Ok(None);
        }
        if self.peek().ok_or(BadJson::CutOff)? != b'"' {
            return Err(BadJson::Broken);
        }
        let Token::String { start, end, escaped } = self.string()? else {
            return Err(BadJson::Broken);
        };
        match self.peek() {
            Some(b':') => self.at += 1,
            Some(_) => return Err(BadJson::Broken),
            None => return Err(BadJson::CutOff),
        }
        Ok(Some((start, end, escaped)))
    }

    /// Inside a list or object: steps to the next member; `false` after the end.
    #[inline]
    pub fn next(&mut self, first: &mut bool, close: u8) -> Result<bool, BadJson> {
        let next = self.peek().ok_or(BadJson::CutOff)?;
        let began = std::mem::replace(first, false);
        if next == close {
            self.at += 1;
            return Ok(false);
        }
        if !began {
            if next != b',' {
                return Err(BadJson::Broken);
            }
            self.at += 1;
            // A comma promises another member.
            match self.peek() {
                None => return Err(BadJson::CutOff),
                Some(c) if c == close => return Err(BadJson::Broken),
                Some(_) => {}
            }
        }
        Ok(true)
    }

    /// Steps over a whole value.
    #[inline]
    pub fn skip(&mut self) -> Result<(), BadJson> {
        match self.value()? {
            Token::Object => self.leave(true),
            Token::List => self.leave(false),
            _ => Ok(()),
        }
    }

    /// Steps to the end of the object or list that was entered. The kinds of the containers around
    /// are kept as bits, so depth costs no stack.
    fn leave(&mut self, object: bool) -> Result<(), BadJson> {
        let mut kinds = [0u64; Self::DEEPEST / 64];
        let mut depth = 0;
        let mut object = object;
        let mut first = true;
        loop {
            let inside =
                if object { self.key(&mut first)?.is_some() } else { self.next(&mut first, b']')? };
            if !inside {
                if depth == 0 {
                    return Ok(());
                }
                depth -= 1;
                object = kinds[depth / 64] >> (depth % 64) & 1 == 1;
                continue;
            }
            let token = self.value()?;
            if matches!(token, Token::Object | Token::List) {
                if depth == Self::DEEPEST {
                    return Err(BadJson::TooDeep);
                }
                let bit = 1 << (depth % 64);
                kinds[depth / 64] = kinds[depth / 64] & !bit | if object { bit } else { 0 };
                depth += 1;
                object = token == Token::Object;
                first = true;
            }
        }
    }
}

/// Appends the text of a string's inside, escapes resolved. Broken escapes become U+FFFD.
pub fn unescape(inside: &[u8], out: &mut Vec<u8>) {
    let mut rest = inside;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        out.extend_from_slice(&rest[..at]);
        let escape = rest.get(at + 1).copied();
        rest = rest.get(at + 2..).unwrap_or_default();
        let plain = match escape {
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'u') => unicode(&mut rest),
            Some(c @ (b'"' | b'\\' | b'/')) => char::from(c),
            _ => char::REPLACEMENT_CHARACTER,
        };
        out.extend_from_slice(plain.encode_utf8(&mut [0; 4]).as_bytes());
    }
    out.extend_from_slice(rest);
}

/// The character after `\u`, with the second half of a surrogate pair where there is one.
fn unicode(rest: &mut &[u8]) -> char {
    let hex = |t: &[u8]| -> Option<u32> {
        let digits = t.get(..4)?;
        digits.iter().try_fold(0, |n, c| Some(n * 16 + char::from(*c).to_digit(16)?))
    };
    let Some(first) = hex(rest) else {
        return char::REPLACEMENT_CHARACTER;
    };
    *rest = &rest[4..];
    let second = rest.strip_prefix(b"\\u").and_then(hex);
    if let (0xd800..0xdc00, Some(second @ 0xdc00..0xe000)) = (first, second) {
        *rest = &rest[6..];
        let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        return char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
    }
    char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Result<(), BadJson> {
        let mut lexer = Lexer::new(text.as_bytes());
        lexer.skip()?;
        if lexer.peek().is_some() { Err(BadJson::Broken) } else { Ok(()) }
    }

    #[test]
    fn a_value_is_stepped_over_or_refused() {
        for good in [
            "1",
            "-0.5e+9",
            "\"\\\"\"",
            "[]",
            "{}",
            r#"{"a":[1,{"b":null}],"c":"}"}"#,
            " [ 1 , 2 ] ",
        ] {
            assert_eq!(whole(good), Ok(()), "{good}");
        }
        for cut in ["", "{", "[1,", "\"abc", "\"abc\\", "{\"a\"", "{\"a\":", "tru", "-", "[1", "1."]
        {
            assert_eq!(whole(cut), Err(BadJson::CutOff), "{cut}");
        }
        for broken in [
            "}",
            "[1 2]",
            "{\"a\" 1}",
            "{a:1}",
            "[1,]",
            "{\"a\":1,}",
            "1x",
            "truth",
            "[}",
            "{]",
            "'a'",
            "1 2",
        ] {
            assert_eq!(whole(broken), Err(BadJson::Broken), "{broken}");
        }
    }

    #[test]
    fn depth_is_counted_and_never_overflows_the_stack() {
        assert_eq!(whole(&("[".repeat(1000) + &"]".repeat(1000))), Ok(()));
        assert_eq!(whole(&"[".repeat(1_000_000)), Err(BadJson::TooDeep));
        assert_eq!(whole(&"{\"a\":".repeat(1_000_000)), Err(BadJson::TooDeep));
    }

    #[test]
    fn escapes_are_resolved() {
        let text = |inside: &str| {
            let mut out = Vec::new();
            unescape(inside.as_bytes(), &mut out);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(text(r#"a\"b\\c\/\n\u00e9\ud83d\ude00"#), "a\"b\\c/\né😀");
        assert_eq!(text(r"\ud83d \x \u12"), "\u{fffd} \u{fffd} \u{fffd}12");
    }

    proptest::proptest! {
        #[test]
        fn agrees_with_serde_json(text in r#"[\[\]{},:"a1 tn.-]{0,24}"#) {
            let theirs = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
            // Numbers with leading zeros are taken: identifiers are sometimes written so.
            let ours = whole(&text).is_ok();
            proptest::prop_assert!(ours || !theirs, "{}", text);
        }
    }
}
