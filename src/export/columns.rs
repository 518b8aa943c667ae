//! The columns of the destinations' files: order and spelling of headers are the platforms'.

use super::destination::Content::{
    self, Age, BirthDate, City, Company, Country, CustomerValue, Email, FirstName, Gender,
    JobTitle, LastName, MobileAdId, PersonId, Phone, PostalCode, Propensity, Rank, State,
};
use super::destination::{Column, Hashing};
use super::normalise::ValueFormat;

/// A column that is never hashed.
pub(super) fn plain(header: &str, content: Content, form: ValueFormat) -> Column {
    column(header, content, form, Hashing::Never, 0)
}

/// A column that is hashed in a hashed file.
fn either(header: &str, content: Content, form: ValueFormat) -> Column {
    column(header, content, form, Hashing::Either, 0)
}

fn column(
    header: &str,
    content: Content,
    form: ValueFormat,
    hashing: Hashing,
    nth: usize,
) -> Column {
    Column { header: header.to_owned(), hashed_header: None, content, nth, form, hashing }
}

/// Up to three of one content under one header.
fn three(header: &str, content: &Content, form: ValueFormat) -> Vec<Column> {
    (0..3).map(|nth| column(header, content.clone(), form, Hashing::Either, nth)).collect()
}

/// The header's order is that of Meta's template; headers without values are left out.
pub(super) fn meta() -> Vec<Column> {
    let mut columns = three("email", &Email, ValueFormat::Email);
    columns.extend(three("phone", &Phone, ValueFormat::PhoneDigits));
    columns.extend([
        plain("madid", MobileAdId, ValueFormat::Maid),
        either("fn", FirstName, ValueFormat::NameLetters),
        either("ln", LastName, ValueFormat::NameLetters),
        either("zip", PostalCode, ValueFormat::PostalShort),
        either("ct", City, ValueFormat::PlaceLetters),
        either("st", State, ValueFormat::PlaceLetters),
        either("country", Country, ValueFormat::CountryLower),
        column("dob", BirthDate, ValueFormat::DateUs, Hashing::PlainOnly, 0),
        column("doby", BirthDate, ValueFormat::Year, Hashing::Either, 0),
        either("gen", Gender, ValueFormat::GenderLower),
        column("age", Age, ValueFormat::Age, Hashing::PlainOnly, 0),
    ]);
    columns
}

pub(super) fn meta_value() -> Vec<Column> {
    let mut columns = meta();
    columns.push(plain("value", CustomerValue, ValueFormat::Number));
    columns
}

/// Several e-mail addresses, phone numbers and postal codes are columns of the same header.
pub(super) fn google() -> Vec<Column> {
    let mut columns = three("Email", &Email, ValueFormat::EmailGmail);
    columns.extend(three("Phone", &Phone, ValueFormat::PhoneE164));
    columns.extend([
        either("First Name", FirstName, ValueFormat::NameLower),
        either("Last Name", LastName, ValueFormat::NameLower),
        plain("Country", Country, ValueFormat::CountryUpper),
        plain("Zip", PostalCode, ValueFormat::Postal),
    ]);
    columns
}

/// TikTok's headers say whether the values are hashed; each may be there three times.
pub(super) fn tiktok() -> Vec<Column> {
    let mut columns = three("Email", &Email, ValueFormat::EmailNoTag);
    columns.extend(three("Phone", &Phone, ValueFormat::PhoneE164));
    columns.extend(three("MAID", &MobileAdId, ValueFormat::Maid));
    for column in &mut columns {
        column.hashed_header = Some(format!("{}_SHA256", column.header));
    }
    columns
}

#[rustfmt::skip]
pub(super) fn linkedin() -> Vec<Column> {
    vec![
        either("email", Email, ValueFormat::Email),
        plain("firstname", FirstName, ValueFormat::Trimmed),
        plain("lastname", LastName, ValueFormat::Trimmed),
        plain("jobtitle", JobTitle, ValueFormat::Trimmed),
        plain("employeecompany", Company, ValueFormat::Trimmed),
        plain("country", Country, ValueFormat::CountryUpper),
        plain("googleaid", MobileAdId, ValueFormat::Maid),
    ]
}

#[rustfmt::skip]
pub(super) fn pinterest() -> Vec<Column> {
    vec![
        either("EMAIL", Email, ValueFormat::Email),
        plain("MAID", MobileAdId, ValueFormat::Maid),
    ]
}

#[rustfmt::skip]
pub(super) fn snapchat() -> Vec<Column> {
    vec![
        either("email", Email, ValueFormat::Email),
        either("phone", Phone, ValueFormat::PhoneDigits),
        either("mobile_ad_id", MobileAdId, ValueFormat::Maid),
    ]
}

#[rustfmt::skip]
pub(super) fn klaviyo() -> Vec<Column> {
    vec![
        plain("Email", Email, ValueFormat::Email),
        plain("Phone Number", Phone, ValueFormat::PhoneE164),
        plain("First Name", FirstName, ValueFormat::Trimmed),
        plain("Last Name", LastName, ValueFormat::Trimmed),
        plain("City", City, ValueFormat::Trimmed),
        plain("State / Region", State, ValueFormat::Trimmed),
        plain("Country", Country, ValueFormat::Trimmed),
        plain("Zip Code", PostalCode, ValueFormat::Trimmed),
    ]
}

#[rustfmt::skip]
pub(super) fn mailchimp() -> Vec<Column> {
    vec![
        plain("Email Address", Email, ValueFormat::EmailPlainUser),
        plain("First Name", FirstName, ValueFormat::Trimmed),
        plain("Last Name", LastName, ValueFormat::Trimmed),
        plain("Phone Number", Phone, ValueFormat::PhoneE164),
        plain("Birthday", BirthDate, ValueFormat::Birthday),
        plain("Tags", Content::AudienceName, ValueFormat::Trimmed),
    ]
}

#[rustfmt::skip]
pub(super) fn hubspot() -> Vec<Column> {
    vec![
        plain("Email", Email, ValueFormat::Email),
        plain("First Name", FirstName, ValueFormat::Trimmed),
        plain("Last Name", LastName, ValueFormat::Trimmed),
        plain("Phone Number", Phone, ValueFormat::PhoneE164),
        plain("City", City, ValueFormat::Trimmed),
        plain("State/Region", State, ValueFormat::Trimmed),
        plain("Postal Code", PostalCode, ValueFormat::Trimmed),
        plain("Country/Region", Country, ValueFormat::Trimmed),
    ]
}

#[rustfmt::skip]
pub(super) fn braze() -> Vec<Column> {
    vec![
        plain("external_id", PersonId, ValueFormat::Trimmed),
        plain("first_name", FirstName, ValueFormat::Trimmed),
        plain("last_name", LastName, ValueFormat::Trimmed),
        plain("email", Email, ValueFormat::Email),
        plain("country", Country, ValueFormat::CountryUpper),
        plain("dob", BirthDate, ValueFormat::Date),
        plain("gender", Gender, ValueFormat::GenderUpper),
        plain("home_city", City, ValueFormat::Trimmed),
        plain("phone", Phone, ValueFormat::PhoneE164),
    ]
}

#[rustfmt::skip]
pub(super) fn iterable() -> Vec<Column> {
    vec![
        plain("email", Email, ValueFormat::Email),
        plain("userId", PersonId, ValueFormat::Trimmed),
        plain("firstName", FirstName, ValueFormat::Trimmed),
        plain("lastName", LastName, ValueFormat::Trimmed),
        plain("phoneNumber", Phone, ValueFormat::PhoneE164),
    ]
}

#[rustfmt::skip]
pub(super) fn salesforce() -> Vec<Column> {
    vec![
        plain("Subscriber Key", PersonId, ValueFormat::Trimmed),
        plain("First Name", FirstName, ValueFormat::Trimmed),
        plain("Last Name", LastName, ValueFormat::Trimmed),
        plain("Email Address", Email, ValueFormat::Email),
    ]
}

#[rustfmt::skip]
pub(super) fn salesforce_mobile() -> Vec<Column> {
    vec![
        plain("_MobileNumber", Phone, ValueFormat::PhoneDigits),
        plain("_Locale", Country, ValueFormat::CountryUpper),
        plain("_ContactKey", PersonId, ValueFormat::Trimmed),
    ]
}

#[rustfmt::skip]
pub(super) fn segment() -> Vec<Column> {
    vec![
        plain("user_id", PersonId, ValueFormat::Trimmed),
        plain("email", Email, ValueFormat::Email),
        plain("phone", Phone, ValueFormat::PhoneE164),
        plain("first_name", FirstName, ValueFormat::Trimmed),
        plain("last_name", LastName, ValueFormat::Trimmed),
    ]
}

#[rustfmt::skip]
pub(super) fn table() -> Vec<Column> {
    vec![
        plain("person_id", PersonId, ValueFormat::Raw),
        plain("email", Email, ValueFormat::Trimmed),
        plain("phone", Phone, ValueFormat::Trimmed),
        plain("first_name", FirstName, ValueFormat::Trimmed),
        plain("last_name", LastName, ValueFormat::Trimmed),
        plain("city", City, ValueFormat::Trimmed),
        plain("state", State, ValueFormat::Trimmed),
        plain("postal_code", PostalCode, ValueFormat::Trimmed),
        plain("country", Country, ValueFormat::Trimmed),
        plain("propensity", Propensity, ValueFormat::Raw),
        plain("rank", Rank, ValueFormat::Raw),
    ]
}
