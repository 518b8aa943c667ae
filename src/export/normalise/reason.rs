//! Why a value is not usable for a column, in words that stand in the coverage, the manifest and the
//! readme. They never hold the value.

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
    pub const fn words(self) -> &'static str {
        match self {
            Self::Hashed => "not usable: hashed already, and the column takes plain values",
            Self::Email => "not usable: not an e-mail address",
            Self::SeveralEmails => "not usable: more than one e-mail address",
            Self::EmailCharacters => {
                "not usable: an e-mail address that the platform does not take"
            }
            Self::Phone => "not usable: not a valid phone number",
            Self::PhoneCountry => {
                "not usable: a phone number without a country code that fits the person’s country"
            }
            Self::Date => "not usable: not a date",
            Self::DayOrder => "not usable: day and month could be either way round",
            Self::Century => "not usable: a year of two digits that could be either century",
            Self::OutOfRange => "not usable: a date that cannot be a birthday",
            Self::Country => "not usable: not a country that is known",
            Self::Unreadable => "not usable: cannot be read",
        }
    }
}
