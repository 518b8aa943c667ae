//! Names of months and weekdays in the languages that exports are written in: English, German,
//! French, Spanish, Italian, Dutch, Portuguese, Polish, Swedish (with Danish and Norwegian), Turkish.
//!
//! Names are compared without capitals and accents. A word of three letters or more stands for a name
//! that begins with it, when all names that do are of the same month: `mar` is March in all of these
//! languages, `jui` (juin, juillet) is refused.
//!
//! Every word of every text that may be a time is looked up here, most of them in vain, so what a word
//! stands for is worked out once for all names and their beginnings.

use std::collections::HashMap;
use std::sync::LazyLock;

/// By month, in full and where an abbreviation is no beginning of a name.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "januar", "janner", "jaenner", "janvier", "enero", "gennaio", "januari",
        "janeiro", "styczen", "stycznia", "ocak",
    ],
    &[
        "february",
        "februar",
        "fevrier",
        "febrero",
        "febbraio",
        "februari",
        "fevereiro",
        "luty",
        "lutego",
        "subat",
    ],
    &[
        "march", "marz", "maerz", "mrz", "mars", "marzo", "maart", "mrt", "marco", "marzec",
        "marca", "mart", "marts",
    ],
    &["april", "avril", "abril", "aprile", "kwiecien", "kwietnia", "nisan"],
    &["may", "mai", "mayo", "maggio", "mei", "maio", "maj", "maja", "mayis"],
    &["june", "juni", "juin", "junio", "giugno", "junho", "czerwiec", "czerwca", "haziran"],
    &["july", "juli", "juillet", "julio", "luglio", "julho", "lipiec", "lipca", "temmuz"],
    &["august", "aout", "agosto", "augustus", "augusti", "sierpien", "sierpnia", "agustos"],
    &[
        "september",
        "septembre",
        "septiembre",
        "setiembre",
        "settembre",
        "setembro",
        "wrzesien",
        "wrzesnia",
        "eylul",
    ],
    &[
        "october",
        "oktober",
        "octobre",
        "octubre",
        "ottobre",
        "outubro",
        "pazdziernik",
        "pazdziernika",
        "ekim",
    ],
    &["november", "novembre", "noviembre", "novembro", "listopad", "listopada", "kasim"],
    &[
        "december",
        "dezember",
        "decembre",
        "diciembre",
        "dicembre",
        "dezembro",
        "desember",
        "grudzien",
        "grudnia",
        "aralik",
    ],
];

/// In full; German and Dutch ones of two letters stand by themselves.
const WEEKDAYS: [&str; 82] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
    "lunedi",
    "martedi",
    "mercoledi",
    "giovedi",
    "venerdi",
    "sabato",
    "domenica",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "segunda",
    "terca",
    "quarta",
    "quinta",
    "sexta",
    "feira",
    "poniedzialek",
    "wtorek",
    "sroda",
    "czwartek",
    "piatek",
    "sobota",
    "niedziela",
    "mandag",
    "tisdag",
    "onsdag",
    "torsdag",
    "fredag",
    "lordag",
    "sondag",
    "pazartesi",
    "sali",
    "carsamba",
    "persembe",
    "cuma",
    "cumartesi",
    "pazar",
    "mo",
    "di",
    "mi",
    "do",
    "fr",
    "sa",
    "so",
    "ma",
    "wo",
    "vr",
    "za",
    "zo",
];

/// The letters of a word without capitals and accents.
fn folded(word: &str) -> String {
    let plain = |c: char| match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è' | 'é' | 'ê' | 'ë' | 'ę' => 'e',
        'ğ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ś' | 'ş' | 'š' => 's',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ź' | 'ż' | 'ž' => 'z',
        c => c,
    };
    let lower = word.chars().flat_map(char::to_lowercase);
    lower.filter(|c| !is_mark(*c)).map(plain).collect()
}

/// Whether a character is an accent of the letter before it.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// The fewest letters that stand for a name that begins with them.
const SHORTEST: usize = 3;

/// What words without capitals and accents mean, by word.
struct Names<T> {
    words: HashMap<Box<[u8]>, T>,
    longest: usize,
}

impl<T: Copy> Names<T> {
    /// What `means` says of all names and their beginnings; of other words it must say nothing.
    fn new(names: impl Iterator<Item = &'static str>, means: impl Fn(&str) -> Option<T>) -> Self {
        let beginnings = |name: &'static str| {
            let shorter = (SHORTEST..name.len()).filter_map(|end| name.get(..end));
            shorter.chain([name])
        };
        let meaning = |word: &str| Some((word.as_bytes().into(), means(word)?));
        let words: HashMap<Box<[u8]>, T> = names.flat_map(beginnings).filter_map(meaning).collect();
        let longest = words.keys().map(|word| word.len()).max().unwrap_or(0);
        Self { words, longest }
    }

    fn get(&self, word: &str) -> Option<T> {
        if !word.is_ascii() {
            return self.words.get(folded(word).as_bytes()).copied();
        }
        let mut small = [0; 32];
        let small = small.get_mut(..word.len()).filter(|_| word.len() <= self.longest)?;
        small.copy_from_slice(word.as_bytes());
        small.make_ascii_lowercase();
        self.words.get(&*small).copied()
    }
}

/// The month that a word names, 1 to 12.
pub fn month(word: &str) -> Option<i64> {
    static NAMES: LazyLock<Names<i64>> =
        LazyLock::new(|| Names::new(MONTHS.into_iter().flatten().copied(), month_of));
    NAMES.get(word)
}

/// Whether a word names a day of the week.
pub fn is_weekday(word: &str) -> bool {
    static NAMES: LazyLock<Names<()>> = LazyLock::new(|| {
        Names::new(WEEKDAYS.into_iter(), |word| is_weekday_of(word).then_some(()))
    });
    NAMES.get(word).is_some()
}

/// The month that a word without capitals and accents names.
fn month_of(word: &str) -> Option<i64> {
    let of = |fits: &dyn Fn(&str) -> bool| {
        let mut months = (1..).zip(MONTHS).filter(|(_, names)| names.iter().any(|n| fits(n)));
        let found = months.next()?;
        months.next().is_none().then_some(found.0)
    };
    match of(&|name| name == word) {
        Some(month) => Some(month),
        None if word.chars().count() >= SHORTEST => of(&|name| name.starts_with(word)),
        None => None,
    }
}

/// Whether a word without capitals and accents names a day of the week.
fn is_weekday_of(word: &str) -> bool {
    let long = word.chars().count() >= SHORTEST;
    WEEKDAYS.iter().any(|name| *name == word || long && name.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_means_its_own_month_in_full_and_by_its_first_letters() {
        for (number, names) in (1..).zip(MONTHS) {
            for name in names {
                assert_eq!(month(name), Some(number), "{name}");
                let mut found = (3..=name.len()).filter_map(|n| month(&name[..n]));
                assert!(found.all(|month| month == number), "{name}");
            }
        }
        for (word, number) in [
            ("März", 3),
            ("M\u{e4}r", 3),
            ("Ma\u{308}rz", 3),
            ("févr", 2),
            ("Août", 8),
            ("Şub", 2),
            ("AĞU", 8),
            ("paź", 10),
            ("Kasım", 11),
            ("Dez", 12),
            ("déc", 12),
        ] {
            assert_eq!(month(word), Some(number), "{word}");
        }
        for word in ["jui", "ma", "x", "monday", "", "marchtime"] {
            assert_eq!(month(word), None, "{word}");
        }
    }

    proptest::proptest! {
        #[test]
        fn words_worked_out_before_mean_what_names_say(
            word in "[a-zA-ZäğİK\u{308}]{0,5}",
            name in 0_usize..200,
            length in 0_usize..14,
            capital in proptest::bool::ANY,
        ) {
            let names: Vec<&str> =
                MONTHS.into_iter().flatten().copied().chain(WEEKDAYS).collect();
            let name = names[name % names.len()];
            let begin = &name[..length.min(name.len())];
            let begin = if capital { begin.to_uppercase() } else { begin.to_owned() };
            for word in [format!("{begin}{word}"), begin, word] {
                let plain = folded(&word);
                proptest::prop_assert_eq!(month(&word), month_of(&plain), "{}", word);
                proptest::prop_assert_eq!(is_weekday(&word), is_weekday_of(&plain), "{}", word);
            }
        }
    }
}
