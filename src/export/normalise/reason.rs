//! Why a value is not usable for a column, in words that stand in the coverage, the manifest and the
//! readme. They never hold the value.

use crate::base::language::t;

/// Why a value is not usable for a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotUsable {
    /// It is a SHA-256 hash, and the column takes plain values.
    Hashed,
    /// It is no e-mail address.
    Email,
    /// It holds more than one e-mail address.
    SeveralEmails,
    /// The platform takes only a part of what addresses can be.
    EmailCharacters,
    /// No telephone number of any country can be read in it.
    Phone,
    /// It has no country code, and the person's country cannot be read or does not fit.
    PhoneCountry,
    /// It is no date.
    Date,
    /// Day and month could be either way round.
    DayOrder,
    /// Its year has two digits that fit no living customer.
    Century,
    /// It lies in the future, or so long ago that nobody was born then.
    OutOfRange,
    /// It is no country that is known.
    Country,
    /// It is not what the column holds in any other way.
    Unreadable,
}

impl NotUsable {
    /// In the person's words, as the end of a sentence such as "3 values not usable: …".
    pub fn words(self) -> &'static str {
        match self {
            Self::Hashed => t!("export-unusable-hashed"),
            Self::Email => t!("export-unusable-email"),
            Self::SeveralEmails => t!("export-unusable-several-emails"),
            Self::EmailCharacters => t!("export-unusable-email-characters"),
            Self::Phone => t!("export-unusable-phone"),
            Self::PhoneCountry => t!("export-unusable-phone-country"),
            Self::Date => t!("export-unusable-date"),
            Self::DayOrder => t!("export-unusable-day-order"),
            Self::Century => t!("export-unusable-century"),
            Self::OutOfRange => t!("export-unusable-birthday"),
            Self::Country => t!("export-unusable-country"),
            Self::Unreadable => t!("export-unusable-unreadable"),
        }
    }
}
