//! Whether people may be contacted: a trait that looks like consent is the filter of lists that go to
//! platforms until the person decides otherwise. In doubt nobody is written to.

use super::ready::Ready;
use crate::base::field_names;
use crate::base::language::t;
use crate::export::{Choice, Consent};
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

/// The trait that looks most like consent to be contacted, where one does.
pub fn consent_trait(ready: &Ready) -> Option<&str> {
    ready.traits.names().find(|name| field_names::consent(name).is_some())
}

/// The filter as the person decided, else the one that is proposed.
pub fn consent_filter(ready: &Ready, lists: &Lists) -> ConsentFilter {
    if lists.consent.is_some() || lists.everyone {
        return ConsentFilter { consent: lists.consent.clone(), note: None };
    }
    let Some(name) = consent_trait(ready) else { return ConsentFilter::default() };
    if !lists.choices.iter().any(contacts) {
        let note = t!("workflow-consent-table", name = name);
        return ConsentFilter { consent: None, note: Some(note) };
    }
    let note = t!("workflow-consent-lists", name = name);
    let consent = Some(Consent::by(name));
    ConsentFilter { consent, note: Some(note) }
}

fn contacts(choice: &Choice) -> bool {
    !TABLES.contains(&choice.destination.key.as_str())
}
