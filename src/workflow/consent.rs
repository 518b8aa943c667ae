//! Whether people may be contacted: traits that look like consent or refusal are the filter of lists that go to
//! platforms until the person decides otherwise. In doubt nobody is written to.

use super::ready::Ready;
use crate::base::field_names::{self, Polarity};
use crate::base::language::t;
use crate::base::words::{and, quoted};
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

/// Consent by all traits that look like consent to be contacted, or like the refusal; `None` where none does.
pub fn proposed_consent(ready: &Ready) -> Option<Consent> {
    let traits = ready.traits.names();
    Consent::by_all(traits.filter(|name| field_names::consent(name).is_some()))
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
    let names: Vec<String> = consent.columns().map(quoted).collect();
    let (count, names) = (names.len(), and(&names));
    if !lists.choices.iter().any(contacts) {
        let note = t!("workflow-consent-table", count = count, names = names);
        return ConsentFilter { consent: None, note: Some(note) };
    }
    let note = t!("workflow-consent-lists", count = count, names = names);
    ConsentFilter { consent: Some(consent), note: Some(note) }
}

fn contacts(choice: &Choice) -> bool {
    !TABLES.contains(&choice.destination.key.as_str())
}
