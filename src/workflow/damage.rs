//! Sources that are damaged, cut off or cannot be read, and which audiences need them.
//!
//! A file of events feeds the model, and so every audience. A product feed feeds those that ask for a
//! column which it fills: in what people should want, in a condition on the past, in what is
//! recommended. A file of people feeds those whose conditions, consent, opt-outs, control group or
//! destinations look at a trait that it has. What an audience leaves out, and what comes before it,
//! it needs too. Everyone else's lists are right without the rest of the file, and are written.

use std::collections::BTreeSet;

use super::consent::consent_filter;
use super::fields::{fields, plain_table};
use super::ready::{DamagedSource, Gives, PeopleFile, Ready};
use crate::audience::{Audience, Rule};
use crate::base::language::{Message, message};
use crate::catalog::{Catalog, FileRole};
use crate::export::{Consent, Content, Field, Fields};
use crate::import::{Report, Source};
use crate::ingest::{BuildReport, FileReport};
use crate::project::{Project, Saved};

/// The damaged ones of a catalog's sources.
pub(super) fn damaged_sources(
    catalog: &Catalog,
    sources: &[Option<Source>],
    built: &BuildReport,
    people: &[crate::people::PeopleFile],
    read: &[PeopleFile],
) -> Vec<DamagedSource> {
    let mut damaged = Vec::new();
    let mut add = |words: Option<Message>, gives: &dyn Fn() -> Gives| {
        damaged.extend(words.map(|words| DamagedSource { words, gives: gives() }));
    };
    for file in &built.files {
        add(damaged_file(file), &|| Gives::Events);
    }
    let feeds = catalog.files.iter().zip(sources).filter_map(|(role, source)| {
        matches!(role, FileRole::Products { .. }).then_some(source.as_ref()).flatten()
    });
    for (file, source) in built.products.iter().zip(feeds) {
        add(damaged_file(file), &|| Gives::Columns(columns(catalog, source)));
    }
    for (PeopleFile { name, failed, report, .. }, file) in read.iter().zip(people) {
        // What becomes of files of events is told above.
        if file.table {
            let traits = || file.traits.iter().map(|(name, _)| name.clone()).collect();
            add(missing(name, failed.as_ref(), report), &|| Gives::Traits(traits()));
        }
    }
    damaged
}

/// What is wrong with a file of events or products of which something is missing, in a sentence.
pub fn damaged_file(file: &FileReport) -> Option<Message> {
    missing(&file.name, file.failed.as_ref(), &file.report)
}

fn missing(name: &str, failed: Option<&Message>, report: &Report) -> Option<Message> {
    let cut = || message!("workflow-cut-off", name = name);
    failed.cloned().or_else(|| report.damaged().then(cut))
}

/// The model columns that a product feed fills.
fn columns(catalog: &Catalog, feed: &Source) -> Vec<String> {
    let has = |field: &String| feed.fields.iter().any(|f| f.path == *field);
    let filled = catalog.columns.iter().filter(|c| c.product_field.as_ref().is_some_and(has));
    filled.map(|column| column.name.clone()).collect()
}

/// The damaged sources that an audience of a project needs, in a sentence each.
pub fn damaged_for(ready: &Ready, project: &Project, saved: &Saved) -> Vec<String> {
    if ready.damaged.is_empty() {
        return Vec::new();
    }
    let fields = fields(&ready.history, &ready.traits);
    let mut needs = Needs::default();
    needs.own(ready, saved, &fields);
    let mut open = vec![&saved.audience];
    open.extend(project.before(saved.audience.id).map(|before| &before.audience));
    let mut seen = BTreeSet::new();
    while let Some(audience) = open.pop() {
        if seen.insert(audience.id) {
            needs.people_of(audience, &fields);
            let others = audience.eligibility.not_in.iter();
            open.extend(others.filter_map(|id| Some(&project.audience(*id)?.audience)));
        }
    }
    let needed = |source: &&DamagedSource| match &source.gives {
        Gives::Events => true,
        Gives::Columns(columns) => columns.iter().any(|name| needs.columns.contains(name.as_str())),
        Gives::Traits(traits) => traits.iter().any(|name| needs.traits.contains(name.as_str())),
    };
    ready.damaged.iter().filter(needed).map(|source| source.words.to_string()).collect()
}

/// What is looked at to find an audience's people and to write them.
#[derive(Default)]
struct Needs {
    columns: BTreeSet<String>,
    traits: BTreeSet<String>,
}

impl Needs {
    /// For who is in the audience.
    fn people_of(&mut self, audience: &Audience, fields: &Fields) {
        let conditions = audience.target.conditions.iter();
        self.columns.extend(conditions.map(|condition| condition.column.clone()));
        for rule in &audience.eligibility.rules {
            match rule {
                Rule::Trait(rule) => {
                    self.traits.insert(rule.name.clone());
                }
                Rule::Past(rule) => {
                    self.columns.extend(rule.condition.iter().map(|c| c.column.clone()));
                }
            }
        }
        if !audience.eligibility.suppression.is_empty() {
            // An opt-out may name somebody by an address that only the file knows.
            self.contacts(fields);
        }
    }

    /// For the audience's lists.
    fn own(&mut self, ready: &Ready, saved: &Saved, fields: &Fields) {
        let Saved { audience, lists, .. } = saved;
        self.columns.extend(audience.recommend.iter().map(|r| r.column.clone()));
        if audience.control_percent > 0.0 {
            self.contacts(fields);
        }
        let consent = consent_filter(ready, lists).consent;
        let columns = consent.iter().flat_map(Consent::columns).map(str::to_owned);
        self.traits.extend(columns);
        let plain = plain_table().filter(|_| lists.choices.is_empty());
        for choice in lists.choices.iter().chain(&plain) {
            let destination = choice.effective();
            let columns = destination.columns.iter().map(|column| &column.content);
            let chosen = choice.contents.as_ref();
            for content in columns.filter(|c| chosen.is_none_or(|chosen| chosen.contains(c))) {
                self.content(content, fields);
                if *content == Content::Phone {
                    self.content(&Content::Country, fields);
                }
            }
            choice.extras.iter().for_each(|content| self.content(content, fields));
        }
    }

    fn contacts(&mut self, fields: &Fields) {
        for content in [Content::Email, Content::Phone, Content::MobileAdId] {
            self.content(&content, fields);
        }
    }

    fn content(&mut self, content: &Content, fields: &Fields) {
        if let Content::Trait(name) = content {
            self.traits.insert(name.clone());
        }
        // Whose age is not known may have a date of birth.
        let further = (*content == Content::Age).then_some(&Content::BirthDate);
        for content in [content].into_iter().chain(further) {
            for field in fields.roles.get(content).into_iter().flatten() {
                if let Field::Trait(place) = field {
                    self.traits.extend(fields.traits.get(*place).cloned());
                }
            }
        }
    }
}
