//! A plan without a catalog: fields that mean the same in every file, as a command line says them.

use super::types::{EventAt, EventFilePlan, Identity, ReadPlan};
use super::wishes::{Wishes, known};
use crate::base::language::{Message, message};
use crate::catalog::types::{EventFile, EventName, PRODUCT_ID, Repeats, Split};
use crate::import::{Essential, Source, TimeFormat};

/// Fields that mean the same in every file, whatever the event: what a schedule or a script says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fields {
    /// Person, time and event.
    pub roles: EventFile,
    /// The field with the product ID.
    pub product: Option<String>,
    /// Model columns: name, field, and how several values are split.
    pub columns: Vec<(String, String, Split)>,
    /// Events that are used; none means the ten most frequent ones.
    pub events: Vec<String>,
}

impl ReadPlan {
    /// A plan for files that all have these fields. A field that a file does not have is found
    /// out when it is read.
    pub fn of_fields(fields: &Fields, sources: &[Source]) -> Self {
        let columns = fields.columns.iter().map(|(name, ..)| name.clone());
        Self {
            columns: std::iter::once(PRODUCT_ID.to_owned()).chain(columns).collect(),
            events: fields.events.clone(),
            files: sources.iter().map(|source| fields.of(source)).collect(),
            products: Vec::new(),
            by_address: false,
            known_only: false,
            notices: sources.iter().flat_map(|source| fields.not_in(source)).collect(),
        }
    }
}

impl Fields {
    fn of(&self, source: &Source) -> EventFilePlan {
        let mut wishes = Wishes::default();
        let roles = &self.roles;
        let person = wishes.person(&roles.person);
        let time: Vec<String> = roles.time.iter().cloned().collect();
        let format = match roles.time_format {
            TimeFormat::Auto => time
                .first()
                .and_then(|t| source.field(t))
                .map_or(TimeFormat::Auto, |field| field.time_format),
            told => told,
        };
        let time = wishes.time(&time, format);
        let event = match &roles.event {
            EventName::Fixed(name) => EventAt::Fixed(name.clone()),
            named => EventAt::Field(wishes.required(named.fields(), Essential::Event)),
        };
        let mut cells = vec![self.product.as_ref().map(|field| wishes.text(field))];
        cells.extend(self.columns.iter().map(|(_, field, _)| Some(wishes.text(field))));
        let splits = self.columns.iter().map(|(_, _, split)| split.clone());
        EventFilePlan {
            source: source.clone(),
            person,
            identity: Identity::Known,
            time,
            event,
            cells: vec![cells],
            splits: std::iter::once(Split::None).chain(splits).collect(),
            leave_out: Vec::new(),
            repeats: Repeats::Keep,
            message: None,
            request: wishes.request(),
        }
    }

    /// Fields of the model that the file's sample does not show, in words. Files of JSON may have
    /// them further down, so this is no error.
    fn not_in(&self, source: &Source) -> Vec<Message> {
        let asked = self.product.iter().chain(self.columns.iter().map(|(_, field, _)| field));
        let missing = asked.filter(|field| !known(source, field));
        let no = |field| message!("catalog-no-field", file = source.name(), field = field);
        missing.map(no).collect()
    }
}
