//! What a column of a list can hold: something known about a person, or something that comes from
//! the ranking. Every other file of this module speaks of columns in these words, so it knows none
//! of them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::base::language::{Language, t};

/// Something known about a person that a column can hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// The ID that the events carry.
    PersonId,
    /// E-mail address.
    Email,
    /// Telephone number.
    Phone,
    /// First name.
    FirstName,
    /// Last name.
    LastName,
    /// City.
    City,
    /// State or province.
    State,
    /// Postal code.
    PostalCode,
    /// Country.
    Country,
    /// Date of birth.
    BirthDate,
    /// Age in years; worked out from the date of birth where it is not known itself.
    Age,
    /// Gender.
    Gender,
    /// Mobile advertising ID.
    MobileAdId,
    /// Job title.
    JobTitle,
    /// Employer.
    Company,
    /// What the customer is worth to the person's business.
    CustomerValue,
    /// Any other trait, by its name.
    Trait(String),
    /// Probability of engaging, 0 to 1.
    Propensity,
    /// Place in the audience, 1 is best.
    Rank,
    /// Share of everyone scored who are less likely, 0 to 100.
    Percentile,
    /// The audience's name.
    AudienceName,
    /// The person's top reasons, in words.
    Reasons,
    /// One of the values recommended for the person, 1 is best.
    Recommended(u8),
    /// Whether the person is held out for comparison.
    Control,
    /// The same text for everyone.
    Constant(String),
}

impl Content {
    /// The word for it in the window.
    pub fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(match self {
            Self::PersonId => t!("export-content-person-id"),
            Self::Email => t!("export-content-email"),
            Self::Phone => t!("export-content-phone"),
            Self::FirstName => t!("export-content-first-name"),
            Self::LastName => t!("export-content-last-name"),
            Self::City => t!("export-content-city"),
            Self::State => t!("export-content-state"),
            Self::PostalCode => t!("export-content-postal-code"),
            Self::Country => t!("export-content-country"),
            Self::BirthDate => t!("export-content-birth-date"),
            Self::Age => t!("export-content-age"),
            Self::Gender => t!("export-content-gender"),
            Self::MobileAdId => t!("export-content-mobile-ad-id"),
            Self::JobTitle => t!("export-content-job-title"),
            Self::Company => t!("export-content-company"),
            Self::CustomerValue => t!("export-content-customer-value"),
            Self::Trait(name) => return Cow::Borrowed(name),
            Self::Propensity => t!("export-content-propensity"),
            Self::Rank => t!("export-content-rank"),
            Self::Percentile => t!("export-content-percentile"),
            Self::AudienceName => t!("export-content-audience"),
            Self::Reasons => t!("export-content-reasons"),
            Self::Recommended(place) => {
                return Cow::Owned(t!("export-content-recommended", place = *place));
            }
            Self::Control => t!("export-content-control"),
            Self::Constant(text) => return Cow::Borrowed(text),
        })
    }

    /// What headers that are made from it say: the same in every language, for programs read them.
    pub fn header(&self) -> Cow<'_, str> {
        Language::English.within(|| self.name())
    }

    /// Whether it comes from the ranking and not from what is known about the person.
    pub fn is_made(&self) -> bool {
        matches!(
            self,
            Self::Propensity
                | Self::Rank
                | Self::Percentile
                | Self::AudienceName
                | Self::Reasons
                | Self::Recommended(_)
                | Self::Control
                | Self::Constant(_)
        )
    }

    /// Whether it belongs to one person alone; names and cities are shared by many.
    pub fn is_identifier(&self) -> bool {
        matches!(self, Self::PersonId | Self::Email | Self::Phone | Self::MobileAdId)
    }
}
