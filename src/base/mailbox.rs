//! A leaf: e-mail addresses, in whatever writing exports have them.
//!
//! Who may be written to is decided by the same reading by which addresses are written: a refusal that is not recognised
//! contacts somebody who said no. What stands around an address is taken off where it is certain what was
//! meant (`<b@x.com>`, `Ann <b@x.com>`, `"b@x.com";`, `mailto:b@x.com`); whatever else is no
//! address is none. A wrong address that is hashed is never noticed again.

use std::borrow::Cow;

use super::composed::composed;
use super::field_names::says_nothing;

/// Why a text is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAddress {
    /// It is something else.
    Other,
    /// It holds more than one.
    Several,
}

/// Marks that come in front of an address, or in front and behind.
const AROUND: [char; 13] = ['"', '\'', '`', '“', '”', '„', '‘', '’', '<', '(', '[', ';', ','];
/// Marks that come behind an address; a dot there ends the sentence, or the root of the domain.
const BEHIND: [char; 13] = ['"', '\'', '`', '“', '”', '‘', '’', '>', ')', ']', ';', ',', '.'];
/// Longest address that can be delivered to (RFC 5321).
const LONGEST: usize = 254;

/// Characters without width or meaning in an address, a number or a date.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The value without invisible characters, composed and trimmed. For addresses, numbers and dates alone: in
/// names of some scripts a joiner between two letters changes how they are written.
pub fn visible(value: &str) -> Cow<'_, str> {
    if value.is_ascii() {
        return Cow::Borrowed(value.trim());
    }
    let shown: String = composed(value).chars().filter(|c| !is_invisible(*c)).collect();
    match shown.trim() {
        same if same == value.trim() => Cow::Borrowed(value.trim()),
        other => Cow::Owned(other.to_owned()),
    }
}

/// Whether a text may be an address or a number: `-`, `0` and `unknown` stand where there is none.
pub fn may_reach(contact: &str) -> bool {
    let may = |c: char| c == '@' || c.is_ascii_digit();
    contact.contains(may) && !says_nothing(contact)
}

/// Whether a number is what tills and forms are filled with: `1111111111`, `123456789`. Whoever has it shares nothing
/// with others who do.
pub fn is_filler(number: &str) -> bool {
    const IN_TURN: &str = "12345678901234567890";
    const SAME: usize = 7;
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let same = digits.len() - digits.trim_end_matches(digits.chars().last().unwrap_or('0')).len();
    let kinds = (b'0'..=b'9').filter(|digit| digits.as_bytes().contains(digit)).count();
    !number.contains(|c: char| c.is_alphabetic() || c == '@')
        && (kinds < 3 || same >= SAME || IN_TURN.contains(digits.trim_start_matches('0')))
}

/// The address: trimmed, lower case.
///
/// # Errors
/// [`NoAddress`].
pub fn address(value: &str) -> Result<String, NoAddress> {
    let shown = visible(value);
    let address = bare(&shown);
    let mut parts = address.split('@');
    let (Some(user), Some(domain)) = (parts.next(), parts.next()) else {
        return Err(NoAddress::Other);
    };
    if parts.next().is_some() {
        return Err(NoAddress::Several);
    }
    let whole = address.len() <= LONGEST && is_user(user) && is_domain(domain);
    let lower = address.to_lowercase();
    // A few letters have no single small one: what comes out must be read as the same again.
    if whole { Ok(lower) } else { Err(NoAddress::Other) }
}

/// The address without what stands around it.
fn bare(value: &str) -> &str {
    let mut address = value;
    // A name in front: only where one pair of angle brackets ends the value.
    if let Some((_, inside)) = address.trim_end_matches([';', ',', ' ']).rsplit_once('<')
        && let Some(inside) = inside.strip_suffix('>')
        && address.matches('<').count() == 1
    {
        address = inside;
    }
    loop {
        let before = address;
        address = address.trim().trim_start_matches(AROUND).trim_end_matches(BEHIND).trim();
        if let Some((scheme, rest)) = address.split_at_checked("mailto:".len())
            && scheme.eq_ignore_ascii_case("mailto:")
        {
            address = rest.split('?').next().unwrap_or_default();
        }
        if address == before {
            return address;
        }
    }
}

fn is_user(user: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"“”„‘’`".contains(c);
    !user.is_empty() && !user.contains(odd)
}

/// Labels of letters, digits and dashes, two at least; the last is no number.
fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| {
                c.is_alphanumeric()
                    || c == '-'
                    || !c.is_ascii()
                        && !c.is_whitespace()
                        && !c.is_control()
                        && !"“”„‘’".contains(c)
            })
    };
    let last = domain.rsplit('.').next().unwrap_or_default();
    domain.contains('.')
        && domain.split('.').all(label)
        && last.chars().count() >= 2
        && !last.bytes().all(|b| b.is_ascii_digit())
}

/// For gmail.com and googlemail.com without dots and `+tag`: these are one mailbox there.
pub fn gmail(address: String) -> String {
    match address.split_once('@') {
        Some((user, domain @ ("gmail.com" | "googlemail.com"))) => {
            let user = user.split('+').next().unwrap_or_default().replace('.', "");
            // An address of nothing but dots and a tag is no address; better left as it is.
            if user.is_empty() { address } else { format!("{user}@{domain}") }
        }
        _ => address,
    }
}

/// Without `+tag`; `None` where it does not begin with a letter or a number then.
pub fn without_tag(address: &str) -> Option<String> {
    let (user, domain) = address.split_once('@')?;
    let user = user.split('+').next().unwrap_or_default();
    let begins = user.chars().next().is_some_and(char::is_alphanumeric);
    begins.then(|| format!("{user}@{domain}"))
}

/// Without `+tag` and without dots before the @.
pub fn without_dots(address: &str) -> Option<String> {
    let address = without_tag(address)?;
    let (user, domain) = address.split_once('@')?;
    Some(format!("{}@{domain}", user.replace('.', "")))
}

/// The mailbox that a text is the address of, for sure: `Ann.B@googlemail.com` is `annb@gmail.com`.
pub fn mailbox(value: &str) -> Option<String> {
    // Most texts are none, and need no second look.
    let address = value.contains('@').then(|| address(value).ok()).flatten()?;
    let plain = gmail(address);
    Some(match plain.strip_suffix("@googlemail.com") {
        Some(user) => format!("{user}@gmail.com"),
        None => plain,
    })
}

/// Every way in which an address is written for somebody, the plain one first: without tag, without dots, as each platform
/// wants it.
pub fn writings(value: &str) -> Vec<String> {
    let Some(plain) = value.contains('@').then(|| address(value).ok()).flatten() else {
        return Vec::new();
    };
    let others = [Some(gmail(plain.clone())), without_tag(&plain), without_dots(&plain)];
    let mut all = vec![plain];
    all.extend(others.into_iter().flatten());
    all
}

/// What all addresses have in common that any platform may take for one: without tags and dots. For opt-outs, where
/// one person too many costs less than one too few.
pub fn perhaps_same(value: &str) -> Option<String> {
    let mailbox = mailbox(value)?;
    Some(without_dots(&mailbox).unwrap_or(mailbox))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_stands_in_for_an_address_or_a_number_is_none() {
        for nothing in ["0", "-", "n/a", "NULL", "unknown", "0000000000", "  "] {
            assert!(!may_reach(nothing), "{nothing}");
        }
        for filler in ["1111111111", "123456789", "+49 000000000", "0123456789", "(999) 999-9999"] {
            assert!(is_filler(filler), "{filler}");
        }
        for own in ["+49 170 5550003", "(212) 555-0142", "b@x.com", "111@x.com", "1700000003"] {
            assert!(may_reach(own) && !is_filler(own), "{own}");
        }
    }

    proptest! {
        /// Whatever may be written is recognised again, and so is who it is of.
        #[test]
        fn what_is_written_of_an_address_is_taken_for_the_same(
            user in "[a-z][a-z.]{0,6}[a-z](\\+[a-z]{1,3})?",
            domain in "(gmail|googlemail|x-y)\\.com",
            around in "[ <>;.]{0,2}",
        ) {
            let value = format!("Ann <{user}@{}>{around}", domain.to_uppercase());
            let Ok(plain) = address(&value) else { return Ok(()) };
            prop_assert_eq!(&plain, &format!("{user}@{domain}"));
            for written in writings(&value) {
                prop_assert_eq!(perhaps_same(&written), perhaps_same(&value), "{}", written);
            }
            prop_assert_eq!(mailbox(&gmail(plain.clone())), mailbox(&plain));
        }
    }
}
