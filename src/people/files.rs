//! Which files say who people are, and in which fields.

use std::collections::BTreeSet;

use crate::base::field_names::{self, Meaning};
use crate::catalog::{Catalog, FileRole};
use crate::import::{FieldInfo, Format, Kind, Source, TimeFormat};

/// A file that says who people are.
#[derive(Debug, Clone, PartialEq)]
pub struct PeopleFile {
    /// The file.
    pub source: Source,
    /// Fields with the person's ID; the first one filled counts.
    pub id: Vec<String>,
    /// Field with the time of the row, where rows follow one another (identify calls, `updated_at`).
    pub time: Option<String>,
    /// How it is written.
    pub time_format: TimeFormat,
    /// Whether its rows are people: one that says nothing of its person is of no use then.
    pub table: bool,
    /// Traits: name and field.
    pub traits: Vec<(String, String)>,
    /// The trait that being in it is: that of a list of people who refused to be contacted.
    pub listed: Option<String>,
}

/// What a trait's field begins with in the event logs of recognised programs.
const TRAITS: [&str; 3] = ["context.traits.", "traits.", "user_properties."];

/// What a field of an event says of the person rather than of what it is about: a size or a gender
/// there is the product's.
const CONTACT: [Meaning; 9] = [
    Meaning::Email,
    Meaning::Phone,
    Meaning::FirstName,
    Meaning::LastName,
    Meaning::FullName,
    Meaning::City,
    Meaning::PostalCode,
    Meaning::Country,
    Meaning::BirthDate,
];

/// The people files of a catalog: files of people, and event files that say more of a person than
/// the ID (identify calls, orders with e-mail address and country).
pub fn people_files(catalog: &Catalog, sources: &[Option<Source>]) -> Vec<PeopleFile> {
    let mut files = Vec::new();
    for (role, source) in catalog.files.iter().zip(sources) {
        let Some(source) = source else { continue };
        match role {
            FileRole::People(people) => {
                let others = source.fields.iter().filter(|f| f.path != people.id);
                files.push(PeopleFile {
                    source: source.clone(),
                    id: vec![people.id.clone()],
                    time: people.time.clone(),
                    time_format: people.time_format,
                    table: true,
                    traits: others.map(|f| (f.path.clone(), f.path.clone())).collect(),
                    listed: listed(source),
                });
            }
            FileRole::Events(roles) => {
                let mut used: BTreeSet<&String> = roles.person.iter().collect();
                used.extend(&roles.anonymous);
                used.extend(&roles.time);
                let fields = source.fields.iter().filter(|f| !used.contains(&f.path));
                let traits: Vec<_> = fields.filter_map(|f| trait_of(source, f)).collect();
                if !(roles.person.is_empty() || traits.is_empty()) {
                    files.push(PeopleFile {
                        source: source.clone(),
                        id: roles.person.clone(),
                        time: roles.time.clone(),
                        time_format: roles.time_format,
                        table: false,
                        traits,
                        listed: None,
                    });
                }
            }
            FileRole::Products { .. } | FileRole::Unused => {}
        }
    }
    files
}

/// What everybody in a table has refused, by its name alone: a field that tells of it tells more.
fn listed(source: &Source) -> Option<String> {
    let told = source.fields.iter().any(|field| field_names::consent(&field.path).is_some());
    field_names::lists_refusals(&source.stem()).filter(|_| !told)
}

/// The trait that a field of an event file is, and its path.
fn trait_of(source: &Source, field: &FieldInfo) -> Option<(String, String)> {
    let nested = TRAITS.iter().find_map(|prefix| field.path.strip_prefix(prefix));
    if let Some(name) = nested {
        return Some((name.to_owned(), field.path.clone()));
    }
    // What a recognised log says of the person stands in its traits; its other fields of such a
    // name are about the device.
    let plain = matches!(
        source.format,
        Format::Plain | Format::ShopifyOrders | Format::WooCommerce | Format::Magento
    );
    // `nombre` of an order's row is the product's name as likely as the person's.
    let product = field_names::is(Meaning::ProductName, &field.path);
    let contact = field_names::among(&CONTACT, &field.path);
    let contact = contact.is_some_and(|is| is == Meaning::BirthDate || field.kind != Kind::Time);
    let contact = plain && ((contact && !product) || field_names::consent(&field.path).is_some());
    contact.then(|| (field.path.clone(), field.path.clone()))
}
