//! Whether people may be contacted: traits that look like consent or refusal are the filter of lists that go to
//! platforms until the person decides otherwise. In doubt nobody is written to.

use super::ready::Ready;
use crate::base::field_names::{self, Polarity};
use crate::base::language::t;
use crate::base::words::{and, quoted};
use crate::catalog::{Catalog, FileRole};
use crate::export::{Choice, Consent};
use crate::import::Source;
use crate::project::Lists;

/// Destinations that are tables for one's own use; all others contact people.
const TABLES: [&str; 3] = ["csv", "parquet", "excel"];

/// The consent filter that holds for lists, and what there is to say about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConsentFilter {
    /// The filter; `None`: everyone is written.
    pub consent: Option<Consent>,
    /// Where nobody decided: what looks like consent and what follows, in a sentence.
    pub note: Option<String>,
}

/// Consent by all traits that look like consent to be contacted, or like the refusal; `None` where none does. One that
/// people files do not have any more is among them: who refused in it is not known, and no list is written by it.
pub fn proposed_consent(ready: &Ready) -> Option<Consent> {
    let gone = ready.gone_consent.iter().map(String::as_str);
    Consent::by_all(present(ready).chain(gone.filter(|name| !is_trait(ready, name))))
}

/// The traits that look like consent or refusal.
fn present(ready: &Ready) -> impl Iterator<Item = &str> {
    ready.traits.consents()
}

fn is_trait(ready: &Ready, name: &str) -> bool {
    ready.traits.names().any(|known| known == name)
}

/// The fields that told of consent or refusal when a person looked at the people files, and are not there any more.
pub(super) fn gone_consent(catalog: &Catalog, sources: &[Option<Source>]) -> Vec<String> {
    let files = catalog.files.iter().zip(sources);
    let tables = files.filter_map(|(role, source)| match (role, source) {
        (FileRole::People(table), Some(source)) => Some((table, source)),
        _ => None,
    });
    let gone = tables.flat_map(|(table, source)| {
        table.fields.iter().filter(|field| source.field(field).is_none())
    });
    gone.filter(|field| field_names::consent(field).is_some()).cloned().collect()
}

/// Consent by a trait that the person chose; what looks like a refusal counts beside it, as long as not everyone is to be
/// written.
pub fn consent_by(ready: &Ready, column: &str) -> Consent {
    let refusal = |name: &&str| {
        *name != column && field_names::consent(name).is_some_and(|p| p != Polarity::Consent)
    };
    let beside = ready.traits.names().filter(refusal).map(str::to_owned).collect();
    Consent { beside, ..Consent::by(column) }
}

/// The filter as the person decided, else the one that is proposed.
pub fn consent_filter(ready: &Ready, lists: &Lists) -> ConsentFilter {
    if lists.consent.is_some() || lists.everyone {
        return ConsentFilter { consent: lists.consent.clone(), note: None };
    }
    let Some(consent) = proposed_consent(ready) else { return ConsentFilter::default() };
    let contacts = lists.choices.iter().any(contacts);
    let known = |name: &&str| contacts || is_trait(ready, name);
    let names: Vec<String> = consent.columns().filter(known).map(quoted).collect();
    let (count, names) = (names.len(), and(&names));
    if !contacts {
        if count == 0 {
            return ConsentFilter::default();
        }
        let note = t!("workflow-consent-table", count = count, names = names);
        return ConsentFilter { consent: None, note: Some(note) };
    }
    let note = t!("workflow-consent-lists", count = count, names = names);
    ConsentFilter { consent: Some(consent), note: Some(note) }
}

fn contacts(choice: &Choice) -> bool {
    !TABLES.contains(&choice.destination.key.as_str())
}
