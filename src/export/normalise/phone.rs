//! Telephone numbers as E.164, by the number plans of all countries (the `phonenumber` crate, the
//! data of Google's libphonenumber). A number that no plan knows is not usable: hashed, it would
//! match nobody and look as if it did.
//!
//! A number with `+`, `00` or `011` says its country. One without is read by the person's own
//! country, else by the one that was chosen for the export. Only where it is no number there and has
//! the length of one with its country code in front (Excel takes the `+` away) is it read as that,
//! and only as one of the person's own country where that is known.

use std::sync::LazyLock;

use phonenumber::country::Id as Country;
use phonenumber::{Mode, PhoneNumber};

use super::place::country_code;
use super::reason::NotUsable;
use crate::base::mailbox::visible;

/// Digits from which on a number without `+` may begin with a country code: ten are a national
/// number in many countries.
const WITH_COUNTRY_CODE: usize = 11;
/// Digits of the country codes of North America.
const NORTH_AMERICA: u16 = 1;

/// The country code that digits begin with. No code begins with another one.
pub fn calling_code(digits: &str) -> Option<&str> {
    let begins = (1..=3).filter_map(|length| digits.get(..length));
    begins.into_iter().find(|code| code.parse().is_ok_and(|code| CALLING_CODES.contains(&code)))
}

/// The country codes of all number plans, rising.
pub fn calling_codes() -> &'static [u16] {
    &CALLING_CODES
}

static CALLING_CODES: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let plans = phonenumber::metadata::DATABASE.iter();
    let mut codes: Vec<u16> = plans.map(|plan| plan.country_code()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
});

/// The number as `+` and digits.
pub(super) fn phone(
    value: &str,
    country: Option<&str>,
    usual: Country,
) -> Result<String, NotUsable> {
    let shown = visible(value);
    let text = repaired(&shown);
    let known = |c: char| c.is_numeric() || c.is_whitespace() || "+＋()[]/.-‐‑–—−#".contains(c);
    // Letters are extensions ("ext. 12"); more of them is no number, or one in words.
    if text.chars().filter(|c| !known(*c)).count() > 4 || !text.contains(|c: char| c.is_numeric()) {
        return Err(NotUsable::Phone);
    }
    if let Some(abroad) = international(&text) {
        return parsed(None, &abroad).and_then(|n| written(&n)).ok_or(NotUsable::Phone);
    }
    let own: Option<Country> = match country.map(str::trim).filter(|c| !c.is_empty()) {
        None => None,
        Some(country) => {
            let code = country_code(country).and_then(|code| code.parse().ok());
            Some(code.ok_or(NotUsable::PhoneCountry)?)
        }
    };
    let home = own.unwrap_or(usual);
    let plan = phonenumber::metadata::DATABASE.by_id(home.as_ref()).map(|m| m.country_code());
    // 011 is how one dials abroad from North America, where no number begins with a zero.
    if plan == Some(NORTH_AMERICA) && text.starts_with('0') {
        let abroad = text.strip_prefix("011").map(|rest| format!("+{}", rest.trim_start()));
        let number = abroad.and_then(|abroad| parsed(None, &abroad));
        return number.and_then(|n| written(&n)).ok_or(NotUsable::Phone);
    }
    let national = text.replace("(0)", "0");
    let fits = |number: &PhoneNumber| plan.is_none_or(|plan| number.country().code() == plan);
    if let Some(number) = parsed(Some(home), &national).filter(|n| fits(n))
        && let Some(text) = written(&number)
    {
        return Ok(text);
    }
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let whole = (digits >= WITH_COUNTRY_CODE).then(|| parsed(None, &format!("+{text}"))).flatten();
    match whole {
        Some(number) if own.is_none() || fits(&number) => written(&number).ok_or(NotUsable::Phone),
        Some(_) => Err(NotUsable::PhoneCountry),
        None => Err(NotUsable::Phone),
    }
}

/// Without what programs leave: the decimals of a number column (`6505550142.0`), the apostrophe
/// that keeps a cell text, the `tel:` of a link, the `p:` of lead forms.
fn repaired(value: &str) -> String {
    let value = value.trim_matches(['"', '\'', '’', '‘', ' ', ';', ',']);
    let begins = |prefix: &str| {
        let head = value.get(..prefix.len());
        head.filter(|h| h.eq_ignore_ascii_case(prefix)).and_then(|_| value.get(prefix.len()..))
    };
    let value = begins("tel:").or_else(|| begins("p:")).unwrap_or(value).trim();
    let decimal = value.split_once('.').filter(|(whole, part)| {
        let number = whole.strip_prefix('+').unwrap_or(whole);
        number.len() >= 7
            && number.bytes().all(|b| b.is_ascii_digit())
            && !part.is_empty()
            && part.bytes().all(|b| b == b'0')
    });
    decimal.map_or(value, |(whole, _)| whole).to_owned()
}

/// With `+`, where the number says its country; "(0)" is dialled only within the country.
fn international(text: &str) -> Option<String> {
    let bare = text.trim_start_matches(['(', ' ']);
    let abroad = bare.strip_prefix(['+', '＋']);
    let abroad =
        abroad.or_else(|| bare.strip_prefix("00").filter(|rest| !rest.starts_with('0')))?;
    Some(format!("+{}", abroad.trim_start().replace("(0)", "")))
}

fn parsed(home: Option<Country>, text: &str) -> Option<PhoneNumber> {
    phonenumber::parse(home, text).ok().filter(PhoneNumber::is_valid)
}

/// E.164 of a number, if that is read as the same valid number again.
fn written(number: &PhoneNumber) -> Option<String> {
    let text = number.format().mode(Mode::E164).to_string();
    let digits = text.strip_prefix('+')?;
    // E.164 has at most fifteen digits; fewer than seven reach nobody abroad.
    let plain = (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let again = parsed(None, &text)?.format().mode(Mode::E164).to_string();
    (plain && again == text).then_some(text)
}
