//! The columns of the destinations' files: order and spelling of headers are the platforms'.

use super::destination::Content::{
    self, Age, BirthDate, City, Company, Country, CustomerValue, Email, FirstName, Gender,
    JobTitle, LastName, MobileAdId, PersonId, Phone, PostalCode, Propensity, Rank, State,
};
use super::destination::{Column, Hashing};
use super::normalise::Form;

/// A column that is never hashed.
pub(super) fn plain(header: &str, content: Content, form: Form) -> Column {
    column(header, content, form, Hashing::Never, 0)
}

/// A column that is hashed in a hashed file.
fn either(header: &str, content: Content, form: Form) -> Column {
    column(header, content, form, Hashing::Either, 0)
}

fn column(header: &str, content: Content, form: Form, hashing: Hashing, nth: usize) -> Column {
    Column { header: header.to_owned(), hashed_header: None, content, nth, form, hashing }
}

/// Up to three of one content under one header.
fn three(header: &str, content: &Content, form: Form) -> Vec<Column> {
    (0..3).map(|nth| column(header, content.clone(), form, Hashing::Either, nth)).collect()
}

/// The header's order is that of Meta's template; headers without values are left out.
pub(super) fn meta() -> Vec<Column> {
    let mut columns = three("email", &Email, Form::Email);
    columns.extend(three("phone", &Phone, Form::PhoneDigits));
    columns.extend([
        plain("madid", MobileAdId, Form::Maid),
        either("fn", FirstName, Form::NameLetters),
        either("ln", LastName, Form::NameLetters),
        either("zip", PostalCode, Form::PostalShort),
        either("ct", City, Form::PlaceLetters),
        either("st", State, Form::PlaceLetters),
        either("country", Country, Form::CountryLower),
        column("dob", BirthDate, Form::DateUs, Hashing::PlainOnly, 0),
        column("doby", BirthDate, Form::Year, Hashing::Either, 0),
        either("gen", Gender, Form::GenderLower),
        column("age", Age, Form::Age, Hashing::PlainOnly, 0),
    ]);
    columns
}

pub(super) fn meta_value() -> Vec<Column> {
    let mut columns = meta();
    columns.push(plain("value", CustomerValue, Form::Number));
    columns
}

/// Several e-mail addresses, phone numbers and postal codes are columns of the same header.
pub(super) fn google() -> Vec<Column> {
    let mut columns = three("Email", &Email, Form::EmailGmail);
    columns.extend(three("Phone", &Phone, Form::PhoneE164));
    columns.extend([
        either("First Name", FirstName, Form::NameLower),
        either("Last Name", LastName, Form::NameLower),
        plain("Country", Country, Form::CountryUpper),
        plain("Zip", PostalCode, Form::Postal),
    ]);
    columns
}

/// TikTok's headers say whether the values are hashed; each may be there three times.
pub(super) fn tiktok() -> Vec<Column> {
    let mut columns = three("Email", &Email, Form::EmailNoTag);
    columns.extend(three("Phone", &Phone, Form::PhoneE164));
    columns.extend(three("MAID", &MobileAdId, Form::Maid));
    for column in &mut columns {
        column.hashed_header = Some(format!("{}_SHA256", column.header));
    }
    columns
}

#[rustfmt::skip]
pub(super) fn linkedin() -> Vec<Column> {
    vec![
        either("email", Email, Form::Email),
        plain("firstname", FirstName, Form::Trimmed),
        plain("lastname", LastName, Form::Trimmed),
        plain("jobtitle", JobTitle, Form::Trimmed),
        plain("employeecompany", Company, Form::Trimmed),
        plain("country", Country, Form::CountryUpper),
        plain("googleaid", MobileAdId, Form::Maid),
    ]
}

#[rustfmt::skip]
pub(super) fn pinterest() -> Vec<Column> {
    vec![
        either("EMAIL", Email, Form::Email),
        plain("MAID", MobileAdId, Form::Maid),
    ]
}

#[rustfmt::skip]
pub(super) fn snapchat() -> Vec<Column> {
    vec![
        either("email", Email, Form::Email),
        either("phone", Phone, Form::PhoneDigits),
        either("mobile_ad_id", MobileAdId, Form::Maid),
    ]
}

#[rustfmt::skip]
pub(super) fn klaviyo() -> Vec<Column> {
    vec![
        plain("Email", Email, Form::Email),
        plain("Phone Number", Phone, Form::PhoneE164),
        plain("First Name", FirstName, Form::Trimmed),
        plain("Last Name", LastName, Form::Trimmed),
        plain("City", City, Form::Trimmed),
        plain("State / Region", State, Form::Trimmed),
        plain("Country", Country, Form::Trimmed),
        plain("Zip Code", PostalCode, Form::Trimmed),
    ]
}

#[rustfmt::skip]
pub(super) fn mailchimp() -> Vec<Column> {
    vec![
        plain("Email Address", Email, Form::EmailPlainUser),
        plain("First Name", FirstName, Form::Trimmed),
        plain("Last Name", LastName, Form::Trimmed),
        plain("Phone Number", Phone, Form::PhoneE164),
        plain("Birthday", BirthDate, Form::Birthday),
        plain("Tags", Content::AudienceName, Form::Trimmed),
    ]
}

#[rustfmt::skip]
pub(super) fn hubspot() -> Vec<Column> {
    vec![
        plain("Email", Email, Form::Email),
        plain("First Name", FirstName, Form::Trimmed),
        plain("Last Name", LastName, Form::Trimmed),
        plain("Phone Number", Phone, Form::PhoneE164),
        plain("City", City, Form::Trimmed),
        plain("State/Region", State, Form::Trimmed),
        plain("Postal Code", PostalCode, Form::Trimmed),
        plain("Country/Region", Country, Form::Trimmed),
    ]
}

#[rustfmt::skip]
pub(super) fn braze() -> Vec<Column> {
    vec![
        plain("external_id", PersonId, Form::Trimmed),
        plain("first_name", FirstName, Form::Trimmed),
        plain("last_name", LastName, Form::Trimmed),
        plain("email", Email, Form::Email),
        plain("country", Country, Form::CountryUpper),
        plain("dob", BirthDate, Form::Date),
        plain("gender", Gender, Form::GenderUpper),
        plain("home_city", City, Form::Trimmed),
        plain("phone", Phone, Form::PhoneE164),
    ]
}

#[rustfmt::skip]
pub(super) fn iterable() -> Vec<Column> {
    vec![
        plain("email", Email, Form::Email),
        plain("userId", PersonId, Form::Trimmed),
        plain("firstName", FirstName, Form::Trimmed),
        plain("lastName", LastName, Form::Trimmed),
        plain("phoneNumber", Phone, Form::PhoneE164),
    ]
}

#[rustfmt::skip]
pub(super) fn salesforce() -> Vec<Column> {
    vec![
        plain("Subscriber Key", PersonId, Form::Trimmed),
        plain("First Name", FirstName, Form::Trimmed),
        plain("Last Name", LastName, Form::Trimmed),
        plain("Email Address", Email, Form::Email),
    ]
}

#[rustfmt::skip]
pub(super) fn salesforce_mobile() -> Vec<Column> {
    vec![
        plain("_MobileNumber", Phone, Form::PhoneDigits),
        plain("_Locale", Country, Form::CountryUpper),
        plain("_ContactKey", PersonId, Form::Trimmed),
    ]
}

#[rustfmt::skip]
pub(super) fn segment() -> Vec<Column> {
    vec![
        plain("user_id", PersonId, Form::Trimmed),
        plain("email", Email, Form::Email),
        plain("phone", Phone, Form::PhoneE164),
        plain("first_name", FirstName, Form::Trimmed),
        plain("last_name", LastName, Form::Trimmed),
    ]
}

#[rustfmt::skip]
pub(super) fn table() -> Vec<Column> {
    vec![
        plain("person_id", PersonId, Form::Raw),
        plain("email", Email, Form::Trimmed),
        plain("phone", Phone, Form::Trimmed),
        plain("first_name", FirstName, Form::Trimmed),
        plain("last_name", LastName, Form::Trimmed),
        plain("city", City, Form::Trimmed),
        plain("state", State, Form::Trimmed),
        plain("postal_code", PostalCode, Form::Trimmed),
        plain("country", Country, Form::Trimmed),
        plain("propensity", Propensity, Form::Raw),
        plain("rank", Rank, Form::Raw),
    ]
}
