//! What a column of a list can hold: something known about a person, or something that comes from
//! the ranking. Every other file of this module speaks of columns in these words, so it knows none
//! of them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

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
            Self::PersonId => "Person ID",
            Self::Email => "E-mail",
            Self::Phone => "Phone",
            Self::FirstName => "First name",
            Self::LastName => "Last name",
            Self::City => "City",
            Self::State => "State",
            Self::PostalCode => "Postal code",
            Self::Country => "Country",
            Self::BirthDate => "Date of birth",
            Self::Age => "Age",
            Self::Gender => "Gender",
            Self::MobileAdId => "Mobile advertising ID",
            Self::JobTitle => "Job title",
            Self::Company => "Company",
            Self::CustomerValue => "Customer value",
            Self::Trait(name) => return Cow::Borrowed(name),
            Self::Propensity => "Propensity",
            Self::Rank => "Rank",
            Self::Percentile => "Percentile",
            Self::AudienceName => "Audience",
            Self::Reasons => "Top reasons",
            Self::Recommended(place) => return Cow::Owned(format!("Recommended {place}")),
            Self::Control => "Control group",
            Self::Constant(text) => return Cow::Borrowed(text),
        })
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
