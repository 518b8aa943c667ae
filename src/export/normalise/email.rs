//! E-mail addresses as destinations want them. In doubt a value counts as not usable.

use super::reason::NotUsable;
use crate::base::mailbox::{self, NoAddress, address};

/// The address: trimmed, lower case.
pub(super) fn email(value: &str) -> Result<String, NotUsable> {
    address(value).map_err(|why| match why {
        NoAddress::Other => NotUsable::Email,
        NoAddress::Several => NotUsable::SeveralEmails,
    })
}

/// TikTok also wants the address to begin with a letter or a number.
pub(super) fn without_tag(email: &str) -> Result<String, NotUsable> {
    mailbox::without_tag(email).ok_or(NotUsable::EmailCharacters)
}

pub(super) fn without_dots(email: &str) -> Result<String, NotUsable> {
    mailbox::without_dots(email).ok_or(NotUsable::EmailCharacters)
}

/// Nothing but ASCII before the @.
pub(super) fn plain_user(email: String) -> Result<String, NotUsable> {
    let plain = email.split('@').next().is_some_and(str::is_ascii);
    if plain { Ok(email) } else { Err(NotUsable::EmailCharacters) }
}
