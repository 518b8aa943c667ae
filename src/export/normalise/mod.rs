//! How destinations want values written. In comes a value as it stands in people's data, out goes the
//! same value in a [`ValueFormat`], or why it is not usable ([`NotUsable`]).
//!
//! Platforms hash what we write and match hashes, so a value that is written a little wrong matches
//! nobody and no one notices. What is certain is repaired, what is not certain is not usable and is
//! counted with the reason. Every format gives the same again when it is given its own result (but
//! for telephone digits, which say no country any more, and dates with the month first, which need
//! the column's order).

mod date;
mod email;
mod hash;
mod name;
mod number;
mod other;
mod phone;
mod place;
mod reason;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use jiff::civil::Date;
use phonenumber::country::Id as Country;
use serde::{Deserialize, Serialize};

use crate::base::composed::composed;
use crate::base::mailbox;

pub use date::{DayOrder, OrderEvidence};
pub use hash::{hash, is_hash};
pub use number::{DecimalMark, MarkEvidence};
pub use other::{flag, maid};
pub use phone::{calling_code, calling_codes};
pub use reason::NotUsable;

/// A way of writing a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueFormat {
    /// As it is.
    Raw,
    /// Without blanks around it.
    Trimmed,
    /// E-mail address: trimmed, lower case.
    Email,
    /// As `Email`; for gmail.com and googlemail.com also without dots and `+tag` (Google).
    EmailGmail,
    /// As `Email`, without `+tag` at any domain (TikTok).
    EmailNoTag,
    /// As `EmailNoTag`, also without dots before the @ (TikTok's older page).
    EmailNoDots,
    /// As `Email`, with nothing but ASCII before the @ (Mailchimp).
    EmailPlainUser,
    /// Telephone number as `+` and digits, E.164.
    PhoneE164,
    /// Telephone number as digits only, with the country code.
    PhoneDigits,
    /// Name in lower case: letters of any script and marks, no blanks, no punctuation (Meta).
    NameLetters,
    /// Name in lower case, the letters a to z only (Meta's program library).
    NameAz,
    /// Name in lower case without prefixes and suffixes such as Mrs. and Jr. (Google).
    NameLower,
    /// City: letters only, lower case (Meta).
    CityLetters,
    /// State: letters only, lower case; US states as their two letters (Meta).
    #[serde(alias = "place_letters")]
    StateLetters,
    /// Postal code in lower case, no blanks, up to a dash; US: five digits (Meta).
    PostalShort,
    /// Postal code, trimmed, in upper case; US: five digits, or five and four (Google).
    Postal,
    /// Country as ISO 3166 alpha-2 in capitals.
    CountryUpper,
    /// Country as ISO 3166 alpha-2 in small letters.
    CountryLower,
    /// `m` or `f`.
    GenderLower,
    /// `M`, `F`, `O`, `N` or `P` (Braze).
    GenderUpper,
    /// Date as 1992-06-21.
    Date,
    /// Date as 06/21/1992.
    DateUs,
    /// Month and day as 06/21 (Mailchimp).
    Birthday,
    /// Year of a date.
    Year,
    /// Age in full years, also worked out from a date.
    Age,
    /// Mobile advertising ID: lower case, 8-4-4-4-12.
    Maid,
    /// `true` or `false`.
    Flag,
    /// Decimal number with a point.
    Number,
}

/// What a value may need to be read by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locale {
    /// The country of telephone numbers written without one.
    pub phones: Country,
    /// The day on which ages are told; nobody is born after it.
    pub today: Date,
    /// Which of two numbers of a date is the day; `None` where that is not known.
    pub day_order: Option<DayOrder>,
    /// The decimal mark of the column; `None` where that is not known.
    pub decimal_mark: Option<DecimalMark>,
}

impl Locale {
    /// The locale with the country of this ISO 3166 alpha-2 code; `None` when there is none such.
    pub fn of(country: &str, today: Date) -> Option<Self> {
        let phones = country.trim().to_ascii_uppercase().parse().ok()?;
        Some(Self { phones, today, day_order: None, decimal_mark: None })
    }
}

impl ValueFormat {
    /// Whether values are written as they are, whatever they are.
    pub fn is_as_it_is(self) -> bool {
        matches!(self, Self::Raw | Self::Trimmed)
    }

    /// Whether it is read from a date.
    pub fn is_of_date(self) -> bool {
        matches!(self, Self::Date | Self::DateUs | Self::Birthday | Self::Year | Self::Age)
    }

    /// Whether how a value is read is told by the others of its column.
    pub fn is_told_by_column(self) -> bool {
        self.is_of_date() || self == Self::Number
    }

    /// The value in this format; `Ok(None)` where there is none. `country` is the person's own
    /// country where known, as written in their data. What already is a hash is none of these
    /// values; whoever calls this decides what becomes of it.
    ///
    /// # Errors
    /// [`NotUsable`]: it is no such value.
    pub fn apply<'a>(
        self,
        value: &'a str,
        country: Option<&str>,
        locale: Locale,
    ) -> Result<Option<Cow<'a, str>>, NotUsable> {
        if self == Self::Raw {
            return Ok((!value.is_empty()).then_some(Cow::Borrowed(value)));
        }
        let value = value.trim();
        if value.is_empty() {
            return Ok(None);
        }
        if self == Self::Trimmed {
            return Ok(Some(Cow::Borrowed(value)));
        }
        self.written(&composed(value), country, locale).map(|text| Some(Cow::Owned(text)))
    }

    fn written(
        self,
        value: &str,
        country: Option<&str>,
        Locale { phones, today, day_order: order, decimal_mark }: Locale,
    ) -> Result<String, NotUsable> {
        match self {
            Self::Raw | Self::Trimmed => Ok(value.to_owned()),
            Self::Email => email::email(value),
            Self::EmailGmail => email::email(value).map(mailbox::gmail),
            Self::EmailNoTag => email::email(value).and_then(|email| email::without_tag(&email)),
            Self::EmailNoDots => email::email(value).and_then(|email| email::without_dots(&email)),
            Self::EmailPlainUser => email::email(value).and_then(email::plain_user),
            Self::PhoneE164 => phone::phone(value, country, phones),
            Self::PhoneDigits => {
                phone::phone(value, country, phones).map(|number| number.replace('+', ""))
            }
            Self::NameLetters => some(name::letters(value)),
            Self::NameAz => some(name::letters_az(value)),
            Self::NameLower => some(name::lower(value)),
            Self::CityLetters => some(place::city(value)),
            Self::StateLetters => some(place::state(value, country)),
            Self::PostalShort => place::postal_short(value, country).ok_or(NotUsable::Unreadable),
            Self::Postal => place::postal(value, country).ok_or(NotUsable::Unreadable),
            Self::CountryUpper => place::country_code(value).ok_or(NotUsable::Country),
            Self::CountryLower => {
                let code = place::country_code(value).ok_or(NotUsable::Country)?;
                Ok(code.to_ascii_lowercase())
            }
            Self::GenderLower => {
                let known = other::gender(value).filter(|g| ["M", "F"].contains(g));
                known.map(str::to_lowercase).ok_or(NotUsable::Unreadable)
            }
            Self::GenderUpper => {
                other::gender(value).map(str::to_owned).ok_or(NotUsable::Unreadable)
            }
            Self::Date => {
                date::date(value, order, today).map(|d| d.strftime("%Y-%m-%d").to_string())
            }
            Self::DateUs => {
                date::date(value, order, today).map(|d| d.strftime("%m/%d/%Y").to_string())
            }
            Self::Birthday => date::birthday(value, order, today),
            Self::Year => date::year(value, order, today),
            Self::Age => date::age(value, order, today),
            Self::Maid => maid(value).ok_or(NotUsable::Unreadable),
            Self::Flag => flag(value).map(|yes| yes.to_string()).ok_or(NotUsable::Unreadable),
            Self::Number => number::number(value, decimal_mark).ok_or(NotUsable::Unreadable),
        }
    }
}

fn some(text: String) -> Result<String, NotUsable> {
    if text.is_empty() { Err(NotUsable::Unreadable) } else { Ok(text) }
}
