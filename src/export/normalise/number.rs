//! Numbers as people and programs write them: `1234.5`, `1.234,50 €`, `1,234.50`, `1'234.50`.
//!
//! `1.234` is a thousand or a good one: where the text does not tell, the other values of its column do
//! ([`MarkEvidence`]), as they do for day and month.

/// The mark before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalMark {
    /// `1.5`.
    Point,
    /// `1,5`.
    Comma,
}

/// What a column's values say about their decimal mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MarkEvidence {
    point: u64,
    comma: u64,
}

impl MarkEvidence {
    /// Takes in one value.
    pub fn look(&mut self, value: &str) {
        match digits(value).map(|text| marks(&text)) {
            Some(Marks::Decimal(DecimalMark::Point)) => self.point += 1,
            Some(Marks::Decimal(DecimalMark::Comma)) => self.comma += 1,
            _ => {}
        }
    }

    /// What two parts of a column say together.
    pub fn with(self, other: Self) -> Self {
        Self { point: self.point + other.point, comma: self.comma + other.comma }
    }

    /// The column's mark; `None` where nothing says it, or values contradict each other.
    pub fn mark(self) -> Option<DecimalMark> {
        match (self.point, self.comma) {
            (1.., 0) => Some(DecimalMark::Point),
            (0, 1..) => Some(DecimalMark::Comma),
            _ => None,
        }
    }
}

/// What the marks of a number say by themselves.
enum Marks {
    /// There are none.
    None,
    /// This one stands before the decimals, the others between thousands.
    Decimal(DecimalMark),
    /// One with three digits behind it: either.
    Either(DecimalMark),
    /// It is no number.
    Wrong,
}

/// The number's digits and marks, without a currency and the marks between thousands that are nothing else.
fn digits(value: &str) -> Option<String> {
    let around = |c: char| c.is_whitespace() || "$€£¥".contains(c);
    let bare = value.trim_matches(around);
    let number: String =
        bare.chars().filter(|c| !(c.is_whitespace() || matches!(c, '\'' | '’'))).collect();
    let written = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-');
    (number.chars().all(written) && number.contains(|c: char| c.is_ascii_digit())).then_some(number)
}

fn marks(number: &str) -> Marks {
    let is_mark = |c: char| c == '.' || c == ',';
    let unsigned = number.strip_prefix('-').unwrap_or(number);
    let Some(last) = unsigned.rfind(is_mark) else { return Marks::None };
    let (whole, decimals) = (&unsigned[..last], &unsigned[last + 1..]);
    let mark = |c: char| if c == '.' { DecimalMark::Point } else { DecimalMark::Comma };
    let (own, mut other) = (unsigned[last..].chars().next().map_or(DecimalMark::Point, mark), None);
    let groups: Vec<&str> = whole.split(is_mark).collect();
    for c in whole.chars().filter(|c| is_mark(*c)) {
        if *other.get_or_insert(mark(c)) != mark(c) {
            return Marks::Wrong;
        }
    }
    let in_groups =
        groups[0].len() <= 3 && !groups[0].is_empty() && groups[1..].iter().all(|g| g.len() == 3);
    let opposite = |mark| match mark {
        DecimalMark::Point => DecimalMark::Comma,
        DecimalMark::Comma => DecimalMark::Point,
    };
    match other {
        None if decimals.len() == 3 && in_groups && groups[0] != "0" => Marks::Either(own),
        None => Marks::Decimal(own),
        Some(between) if between != own && in_groups => Marks::Decimal(own),
        // All of them stand between thousands.
        Some(between) if between == own && in_groups && decimals.len() == 3 => {
            Marks::Decimal(opposite(own))
        }
        Some(_) => Marks::Wrong,
    }
}

/// The number with a point and without other marks; `column`: the decimal mark of its column, where that is known. A
/// point that could be either is one, as programs write it; of a comma nobody can tell.
pub(super) fn number(value: &str, column: Option<DecimalMark>) -> Option<String> {
    let number = digits(value)?;
    let decimal = match (marks(&number), column) {
        (Marks::None, _) => DecimalMark::Point,
        (Marks::Decimal(mark), _) | (Marks::Either(_), Some(mark)) => mark,
        (Marks::Either(DecimalMark::Point), None) => DecimalMark::Point,
        (Marks::Either(DecimalMark::Comma), None) | (Marks::Wrong, _) => return None,
    };
    let plain = |c: char| match (c, decimal) {
        ('.', DecimalMark::Point) | (',', DecimalMark::Comma) => Some('.'),
        ('.' | ',', _) => None,
        (c, _) => Some(c),
    };
    let plain: String = number.chars().filter_map(plain).collect();
    plain.parse::<f64>().is_ok_and(f64::is_finite).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(values: &[&str]) -> Vec<Option<String>> {
        let seen = |value: &&str| {
            let mut evidence = MarkEvidence::default();
            evidence.look(value);
            evidence
        };
        let evidence = values.iter().map(seen).fold(MarkEvidence::default(), MarkEvidence::with);
        values.iter().map(|value| number(value, evidence.mark())).collect()
    }

    #[test]
    fn a_columns_other_values_tell_thousands_from_decimals() {
        let german = ["1.234", "12,50", "1.234,56", "50", "0,99", "12.345 €", "1.234.567", "-3,5"];
        let plain = ["1234", "12.50", "1234.56", "50", "0.99", "12345", "1234567", "-3.5"];
        assert_eq!(column(&german), plain.map(|text| Some(text.to_owned())));
        let american = ["1,234", "$1,234.56", "0.5", "12.345", "1,234,567"];
        let plain = ["1234", "1234.56", "0.5", "12.345", "1234567"];
        assert_eq!(column(&american), plain.map(|text| Some(text.to_owned())));
        let swiss = ["1'234.50", "12’345", "7"];
        assert_eq!(column(&swiss), ["1234.50", "12345", "7"].map(|text| Some(text.to_owned())));
    }

    #[test]
    fn what_nothing_tells_is_a_programs_number_or_none() {
        assert_eq!(column(&["1.234", "0.125", "1234.567"])[0].as_deref(), Some("1.234"));
        assert_eq!(column(&["12.345"]), [Some("12.345".to_owned())]);
        assert_eq!(column(&["1,234"]), [None]);
        // A column that contradicts itself.
        assert_eq!(column(&["1.5", "1,5", "1,234"])[2], None);
        for wrong in ["", "-", "12abc", "1.23,456.7", "1,2,3", "a1", "1..2", "--1"] {
            assert_eq!(number(wrong, None), None, "{wrong}");
        }
    }
}
