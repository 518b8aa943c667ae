//! E-mail addresses: what stands around them in exports is taken off where it is certain what was
//! meant (`<b@x.com>`, `Ann <b@x.com>`, `"b@x.com";`, `mailto:b@x.com`); whatever else is no
//! address is not usable. A wrong address that is hashed is never noticed again, so in doubt a value
//! counts as not usable.

use super::reason::NotUsable;
use super::text::visible;

/// Marks that come in front of an address, or in front and behind.
const AROUND: [char; 13] = ['"', '\'', '`', '“', '”', '„', '‘', '’', '<', '(', '[', ';', ','];
/// Marks that come behind an address; a dot there ends the sentence, or the root of the domain.
const BEHIND: [char; 13] = ['"', '\'', '`', '“', '”', '‘', '’', '>', ')', ']', ';', ',', '.'];
/// Longest address that can be delivered to (RFC 5321).
const LONGEST: usize = 254;

/// The address: trimmed, lower case.
pub(super) fn email(value: &str) -> Result<String, NotUsable> {
    let shown = visible(value);
    let address = bare(&shown);
    let mut parts = address.split('@');
    let (Some(user), Some(domain)) = (parts.next(), parts.next()) else {
        return Err(NotUsable::Email);
    };
    if parts.next().is_some() {
        return Err(NotUsable::SeveralEmails);
    }
    let whole = address.len() <= LONGEST && is_user(user) && is_domain(domain);
    let lower = address.to_lowercase();
    // A few letters have no single small one: what comes out must be read as the same again.
    if whole { Ok(lower) } else { Err(NotUsable::Email) }
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

/// For gmail.com and googlemail.com without dots and `+tag`.
pub(super) fn gmail(email: String) -> String {
    match email.split_once('@') {
        Some((user, domain @ ("gmail.com" | "googlemail.com"))) => {
            let user = user.split('+').next().unwrap_or_default().replace('.', "");
            // An address of nothing but dots and a tag is no address; better left as it is.
            if user.is_empty() { email } else { format!("{user}@{domain}") }
        }
        _ => email,
    }
}

/// TikTok also wants the address to begin with a letter or a number.
pub(super) fn without_tag(email: &str) -> Result<String, NotUsable> {
    let (user, domain) = email.split_once('@').ok_or(NotUsable::Email)?;
    let user = user.split('+').next().unwrap_or_default();
    let begins = user.chars().next().is_some_and(char::is_alphanumeric);
    if begins { Ok(format!("{user}@{domain}")) } else { Err(NotUsable::EmailCharacters) }
}

pub(super) fn without_dots(email: &str) -> Result<String, NotUsable> {
    let email = without_tag(email)?;
    let (user, domain) = email.split_once('@').ok_or(NotUsable::Email)?;
    Ok(format!("{}@{domain}", user.replace('.', "")))
}

/// Nothing but ASCII before the @.
pub(super) fn plain_user(email: String) -> Result<String, NotUsable> {
    let plain = email.split('@').next().is_some_and(str::is_ascii);
    if plain { Ok(email) } else { Err(NotUsable::EmailCharacters) }
}
