//! Which files say who people are, and in which fields.

use std::collections::BTreeSet;

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
}

/// What a trait's field begins with in the event logs of recognised programs.
const TRAITS: [&str; 3] = ["context.traits.", "traits.", "user_properties."];

/// Names, without case and separators, of fields that say who the person of an event is.
const CONTACT: [&str; 27] = [
    "email",
    "emailaddress",
    "customeremail",
    "billingemail",
    "useremail",
    "phone",
    "phonenumber",
    "billingphone",
    "customerphone",
    "mobile",
    "firstname",
    "lastname",
    "billingfirstname",
    "billinglastname",
    "billingname",
    "fullname",
    "country",
    "billingcountry",
    "billingcity",
    "billingzip",
    "billingpostcode",
    "acceptsmarketing",
    "emailoptin",
    "consent",
    "marketingconsent",
    "subscribed",
    "newsletter",
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
                    });
                }
            }
            FileRole::Products { .. } | FileRole::Unused => {}
        }
    }
    files
}

/// The trait that a field of an event file is, and its path.
fn trait_of(source: &Source, field: &FieldInfo) -> Option<(String, String)> {
    let nested = TRAITS.iter().find_map(|prefix| field.path.strip_prefix(prefix));
    if let Some(name) = nested {
        return Some((name.to_owned(), field.path.clone()));
    }
    // What a recognised log says of the person stands in its traits; its other fields of such a
    // name are about the device.
    let plain =
        matches!(source.format, Format::Plain | Format::ShopifyOrders | Format::WooCommerce);
    let name: String =
        field.path.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let contact = plain && field.kind != Kind::Time && CONTACT.contains(&name.as_str());
    contact.then(|| (field.path.clone(), field.path.clone()))
}
