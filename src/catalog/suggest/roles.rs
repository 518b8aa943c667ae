//! What a file is, from its first rows: events, products or people, and which fields say who,
//! when and what.

use std::collections::{HashMap, HashSet};

use super::confidence::Confidence;
use super::names::{best, best_by, named, person_rank, product_rank};
use crate::base::field_names::{self, Meaning, hints_at, leaf};
use crate::base::language::t;
use crate::base::words::{and, or, quoted};
use crate::catalog::types::{EventFile, EventName, FileRole, PeopleTable, Repeats, RowFilter};
use crate::import::{self, FieldInfo, Format, Kind, KnownFormat, Source, TimeFormat};

/// What a file seems to be, how sure that is, and what to ask.
pub(super) struct RoleGuess {
    pub role: FileRole,
    pub sure: Confidence,
    pub questions: Vec<String>,
}

/// What the files that are opened with one say of it.
#[derive(Default)]
pub(super) struct Others {
    /// How many files have a name of these words.
    names: HashMap<String, usize>,
    /// Programs of which there are files of events.
    events_of: HashSet<Format>,
}

impl Others {
    pub(super) fn of(all: &[&Source]) -> Self {
        let mut others = Self::default();
        for source in all {
            *others.names.entry(name_words(source)).or_default() += 1;
            if import::known(source.format, &source.fields).is_some_and(|known| !known.people) {
                others.events_of.insert(source.format);
            }
        }
        others
    }
}

/// Below this a suggestion is shown as a question.
const SURE: f32 = 0.7;
/// How sure a role is that a person has chosen.
const SETTLED: Confidence = Confidence { role: 1.0, person: 1.0, time: 1.0 };

/// The roles of a recognised program's file, when it holds who and when.
fn known_roles(known: &KnownFormat, source: &Source, others: &Others) -> Option<FileRole> {
    let first = |names: &[String]| {
        let there = |name: &String| {
            let mut fields = source.fields.iter();
            source.field(name).or_else(|| fields.find(|f| f.path.eq_ignore_ascii_case(name)))
        };
        names.iter().find_map(there)
    };
    let path = |field: &FieldInfo| field.path.clone();
    if known.people {
        let own = known.own_id.as_slice();
        let own = first(own).filter(|_| others.events_of.contains(&source.format));
        let id = own.or_else(|| first(&known.person))?;
        return Some(FileRole::People(PeopleTable::of(source, path(id))));
    }
    let time = first(&known.time)?;
    let anonymous = first(&known.anonymous).map(path);
    let (person, anonymous) = match (first(&known.person).map(path), anonymous) {
        (Some(person), anonymous) => {
            let other = anonymous.filter(|field| *field != person);
            (person, other)
        }
        (None, anonymous) => (anonymous?, None),
    };
    // An ID that is the same in all rows says less than the name of the file.
    let tells = |field: &FieldInfo| !(field.distinct == 1 && field.path.ends_with("id"));
    let there = known.event.iter().filter(|name| source.field(name).is_some_and(tells));
    let names: Vec<String> = there.cloned().collect();
    let event = match (&known.fixed_event, names.len()) {
        (Some(event), _) => EventName::Fixed(event.clone()),
        (None, 0) => suggest_event(source, others),
        (None, 1) => EventName::Field(names.into_iter().next().unwrap_or_default()),
        (None, _) => EventName::FirstOf(names),
    };
    Some(FileRole::Events(EventFile {
        person: vec![person],
        anonymous,
        time: Some(time.path.clone()),
        time_format: time.time_format,
        event,
        leave_out: suggest_leave_out(source),
        repeats: suggest_repeats(source).unwrap_or_default(),
        ..EventFile::default()
    }))
}

pub(super) fn suggest_role(source: &Source, others: &Others) -> RoleGuess {
    let mut guess = guess_role(source, others);
    ask(source, &mut guess);
    guess
}

fn guess_role(source: &Source, others: &Others) -> RoleGuess {
    let known = known_format(source).and_then(|known| known_roles(known, source, others));
    match known {
        Some(role) => {
            let sure = Confidence::all(source.confidence);
            RoleGuess { role, sure, questions: Vec::new() }
        }
        None => by_name(source, others),
    }
}

/// What is known of the program that wrote a file, where it says who and when.
fn known_format(source: &Source) -> Option<&'static KnownFormat> {
    let known = import::known(source.format, &source.fields)?;
    (!known.person.is_empty()).then_some(known)
}

/// What is to be asked about a file in the role that it has: all that is unsure where the role is the
/// suggested one, else only what is missing.
pub(super) fn questions_of(source: &Source, others: &Others, role: &FileRole) -> Vec<String> {
    let mut guess = guess_role(source, others);
    if guess.role != *role {
        // A person has looked at it: who and when were chosen rather than guessed.
        guess = RoleGuess { role: role.clone(), sure: SETTLED, questions: Vec::new() };
    }
    ask(source, &mut guess);
    guess.questions
}

/// What is to be asked about sheets that are not read: of a file that a person has looked at only those that say who
/// may be contacted.
fn about_sheets(source: &Source, settled: bool) -> Option<String> {
    let asked = source.other_sheets.iter().filter(|sheet| !settled || sheet.tells_of_consent());
    let names: Vec<String> = asked.map(|sheet| quoted(&sheet.name)).collect();
    let count = names.len();
    (count > 0)
        .then(|| t!("catalog-ask-sheets", file = source.name(), count = count, names = and(&names)))
}

/// Puts what is unsure as questions.
fn ask(source: &Source, guess: &mut RoleGuess) {
    let name = source.name();
    let recognised = known_format(source).is_some();
    if source.format != Format::Plain && source.confidence < SURE && guess.sure != SETTLED {
        let format = source.format.name();
        guess.questions.push(t!("catalog-ask-format", file = &name, format = format));
    }
    if guess.role != FileRole::Unused {
        guess.questions.extend(about_sheets(source, guess.sure == SETTLED));
    }
    let FileRole::Events(roles) = &guess.role else { return };
    let time = roles.time.as_ref().and_then(|path| source.field(path));
    let open = |time: &&FieldInfo| time.time_ambiguous && roles.time_format == TimeFormat::Auto;
    if let Some(time) = time.filter(open) {
        guess.questions.push(t!("catalog-ask-day-or-month", file = &name, field = &time.path));
    }
    let mut missing = Vec::new();
    if roles.person.is_empty() {
        missing.push(t!("catalog-who"));
    }
    if roles.time.is_none() {
        missing.push(t!("catalog-when"));
    }
    if !missing.is_empty() {
        let what = or(&missing);
        guess.questions.push(match recognised {
            true => {
                let format = source.format.name();
                t!("catalog-ask-missing-in", file = &name, format = format, what = what)
            }
            false => t!("catalog-ask-missing", file = &name, what = what),
        });
        return;
    }
    let (person, time) = (&roles.person[0], roles.time.as_deref().unwrap_or_default());
    for (sure, field, says) in [
        (guess.sure.person, person.as_str(), t!("catalog-who")),
        (guess.sure.time, time, t!("catalog-when")),
    ] {
        if sure < SURE {
            guess.questions.push(t!("catalog-ask-field", file = &name, field = field, says = says));
        }
    }
}

/// What a file is by the names of its fields and what is in them.
fn by_name(source: &Source, others: &Others) -> RoleGuess {
    let (time, time_sure) = suggest_time(source).map_or((None, 0.0), |(f, sure)| (Some(f), sure));
    let (person, person_sure) = suggest_person(source);
    let product = best_by(source, product_rank).or_else(|| id_like(source));
    let sure = Confidence { role: 0.9, person: person_sure, time: time_sure };
    let guess = |role, sure| RoleGuess { role, sure, questions: Vec::new() };
    if matches!(source.format, Format::ShopifyProducts | Format::GoogleMerchant) {
        let id = match source.format {
            // Orders name what was bought by its SKU.
            Format::ShopifyProducts => named(source, &["variantsku", "sku", "id", "handle"]),
            _ => named(source, &["id", "gid"]),
        };
        let role = id.or(product).map_or(FileRole::Unused, |f| FileRole::products(f.path.clone()));
        return guess(role, Confidence::all(source.confidence));
    }
    let unique = |f: &FieldInfo| {
        let rows = source.sampled.max(1) as f32;
        f.distinct as f32 >= 0.98 * (rows * f.filled) && f.distinct > 1
    };
    let person_unique = person.as_ref().and_then(|p| source.field(p)).is_some_and(unique);
    // Whoever is in it asked not to be contacted, whenever and for whatever reason.
    let refusals = field_names::lists_refusals(&source.stem()).is_some();
    if let Some(id) = person
        .as_ref()
        .filter(|_| refusals && product.is_none() && best(source, Meaning::Event).is_none())
    {
        return guess(FileRole::People(PeopleTable::of(source, id.clone())), sure);
    }
    if let (Some(time), Some(person)) = (time, &person) {
        let people_file = person_unique
            && best(source, Meaning::Event).is_none()
            && product.is_none()
            && looks_like_people(source);
        if !people_file {
            let roles = event_roles(source, Some(person.clone()), Some(time), others);
            return guess(FileRole::Events(roles), sure);
        }
    }
    if let Some(person) = person.as_ref().filter(|_| person_unique)
        && (time.is_none() || looks_like_people(source))
    {
        // An e-mail address is the ID only where there is no other: customers' tables call theirs
        // just `id`.
        let plain = named(source, &["id"]).filter(|f| unique(f) && leaf(person).contains("mail"));
        let id = plain.map_or_else(|| person.clone(), |f| f.path.clone());
        return guess(FileRole::People(PeopleTable::of(source, id)), sure);
    }
    // A product that is listed twice (a row a size, a row a shop) does not make a file of events.
    if let Some(product) = product.filter(|f| unique(f) || person.is_none() && time.is_none()) {
        let role = if unique(product) { 0.9 } else { 0.8 };
        let role_of = FileRole::products(product.path.clone());
        return guess(role_of, Confidence { role, ..sure });
    }
    if let Some(id) = named(source, &["id"]).filter(|f| unique(f) && person.is_none()) {
        if looks_like_products(source) {
            let role_of = FileRole::products(id.path.clone());
            return guess(role_of, Confidence { role: 0.5, ..sure });
        }
        let question = t!("catalog-ask-unused", file = source.name());
        let mut guess = guess(FileRole::Unused, Confidence { role: 0.5, ..sure });
        guess.questions.push(question);
        return guess;
    }
    // Something is missing: an event file to be completed by hand.
    let roles = event_roles(source, person, time, others);
    guess(FileRole::Events(roles), Confidence { role: 0.3, ..sure })
}

/// The roles of a file of events of which these are known.
fn event_roles(
    source: &Source,
    person: Option<String>,
    time: Option<&FieldInfo>,
    others: &Others,
) -> EventFile {
    let anonymous = best(source, Meaning::AnonymousId).map(|f| f.path.clone());
    EventFile {
        anonymous: anonymous.filter(|path| person.as_ref().is_some_and(|p| p != path)),
        person: person.into_iter().collect(),
        time: time.map(|f| f.path.clone()),
        time_format: time.map(|f| f.time_format).unwrap_or_default(),
        event: suggest_event(source, others),
        leave_out: suggest_leave_out(source),
        repeats: suggest_repeats(source).unwrap_or_default(),
        ..EventFile::default()
    }
}

/// What the rows of a file are, by a person's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowsAre {
    /// Somebody did something.
    Events,
    /// Products.
    Products,
    /// People.
    People,
}

/// The fields that have roles where a person says what the rows are; those of the file's first field
/// where nothing tells.
pub fn suggest_as(source: &Source, rows: RowsAre) -> FileRole {
    let first = || source.fields.first().map(|f| f.path.clone()).unwrap_or_default();
    let (person, _) = suggest_person(source);
    match rows {
        RowsAre::Events => {
            let time = suggest_time(source).map(|(time, _)| time);
            FileRole::Events(event_roles(source, person, time, &Others::default()))
        }
        RowsAre::Products => {
            let id = best_by(source, product_rank).or_else(|| id_like(source));
            let id = id.or_else(|| named(source, &["id"])).map(|f| f.path.clone());
            FileRole::products(id.unwrap_or_else(first))
        }
        RowsAre::People => {
            let id = person.or_else(|| named(source, &["id"]).map(|f| f.path.clone()));
            FileRole::People(PeopleTable::of(source, id.unwrap_or_else(first)))
        }
    }
}

fn looks_like_people(source: &Source) -> bool {
    /// What only tables of people have, beside what is known of contacts.
    const MORE: [&str; 4] = ["income", "kidscount", "householdsize", "maritalstatus"];
    let of_person = |field: &&FieldInfo| {
        field_names::among(&Meaning::OF_PERSON, &field.path).is_some()
            || field_names::consent(&field.path).is_some()
            || field_names::is(Meaning::Plan, &field.path)
            || MORE.contains(&leaf(&field.path).as_str())
    };
    source.fields.iter().filter(of_person).count() >= 2
}

/// Whether a table says of its rows what is said of products; a name alone is no such thing.
fn looks_like_products(source: &Source) -> bool {
    let said = [
        Meaning::Brand,
        Meaning::Category,
        Meaning::Subcategory,
        Meaning::Variant,
        Meaning::Price,
        Meaning::ProductId,
    ];
    source.fields.iter().any(|f| field_names::among(&said, &f.path).is_some())
}

/// The field that says when, and how sure that is.
fn suggest_time(source: &Source) -> Option<(&FieldInfo, f32)> {
    let times = || source.fields.iter().filter(|f| f.kind == Kind::Time && f.filled > 0.5);
    let named = times()
        .filter_map(|f| field_names::rank(Meaning::Time, &f.path).map(|rank| (rank, f)))
        .min_by_key(|(rank, f)| (*rank, f.path.matches('.').count()));
    if let Some((_, field)) = named {
        return Some((field, 0.95));
    }
    // Names such as `order_created_at` or `event date (UTC)`; when somebody was born is no event.
    let ends = ["date", "time", "at", "datum", "zeit", "zeitpunkt", "日時", "时间", "日期", "日"];
    let born = |f: &FieldInfo| field_names::is(Meaning::BirthDate, &f.path);
    let like = times().find(|f| {
        let leaf = leaf(&f.path);
        !born(f) && (ends.iter().any(|end| leaf.ends_with(end)) || hints_at(Meaning::Time, &leaf))
    });
    if let Some(field) = like {
        return Some((field, if times().count() == 1 { 0.85 } else { 0.6 }));
    }
    // A number that is only called a time still is one: epoch seconds.
    let looks = times().find(|f| !born(f)).map(|field| (field, 0.5));
    let holds_digits = |f: &&FieldInfo| {
        f.examples.iter().any(|e| e.bytes().filter(u8::is_ascii_digit).count() >= 6)
    };
    looks.or_else(|| best(source, Meaning::Time).filter(holds_digits).map(|field| (field, 0.4)))
}

/// The field that says who, and how sure that is: a known ID, else an anonymous one, else one that
/// is called like one.
fn suggest_person(source: &Source) -> (Option<String>, f32) {
    if let Some(field) = best_by(source, person_rank) {
        return (Some(field.path.clone()), 0.95);
    }
    if let Some(field) = best(source, Meaning::AnonymousId) {
        return (Some(field.path.clone()), 0.8);
    }
    let found = source.fields.iter().find(|f| {
        f.filled > 0.2
            && hints_at(Meaning::Person, &f.path)
            // A customer's name, city or consent says something of them, not who they are.
            && field_names::among(&Meaning::OF_PERSON, &f.path).is_none()
            && field_names::consent(&f.path).is_none()
            && f.kind != Kind::Time
            && f.distinct > 1
    });
    match found {
        Some(field) => (Some(field.path.clone()), 0.5),
        None => (None, 0.0),
    }
}

fn id_like(source: &Source) -> Option<&FieldInfo> {
    let ends = ["id", "code", "sku", "no", "number", "nr", "nummer"];
    source.fields.iter().find(|f| {
        hints_at(Meaning::ProductId, &f.path) && ends.iter().any(|end| leaf(&f.path).ends_with(end))
    })
}

/// A field of more values is taken for events by its name alone.
const MOST_KINDS: usize = 100;

fn suggest_event(source: &Source, others: &Others) -> EventName {
    if let Some(field) = best(source, Meaning::Event)
        && field.kind == Kind::Text
        && field.distinct <= 500
    {
        return EventName::Field(field.path.clone());
    }
    let told = |field: &&FieldInfo| {
        let events = field.examples.iter().filter(|value| field_names::reads_like_event(value));
        field.kind == Kind::Text
            && field.distinct <= MOST_KINDS
            && !field.path.contains("[]")
            && field_names::perhaps_event(&field.path)
            && 2 * events.count() > field.examples.len()
    };
    match source.fields.iter().find(told) {
        Some(field) => EventName::Field(field.path.clone()),
        None => EventName::Fixed(event_of_file(source, others)),
    }
}

/// The event that a file without an event field is about: its name, without dates and numbers.
/// Files that are named by dates alone are pieces of one export.
fn event_of_file(source: &Source, others: &Others) -> String {
    let own = name_words(source);
    if !own.is_empty() && !["events", "event", "rows", "table"].contains(&own.as_str()) {
        // The stem as it is where it holds no date: `order_completed`.
        let stem = source.stem();
        let plain = !stem.chars().any(|c| c.is_ascii_digit());
        let alone = || others.names.get(&own).is_none_or(|files| *files <= 1);
        return if plain && alone() { stem } else { own };
    }
    let money = [Meaning::Quantity, Meaning::OrderId, Meaning::Price];
    let bought = |f: &FieldInfo| {
        field_names::among(&money, &f.path).is_some() || leaf(&f.path) == "salesvalue"
    };
    if source.fields.iter().any(bought) { "purchase".into() } else { "event".into() }
}

/// The words of a file's name, without dates and numbers.
fn name_words(source: &Source) -> String {
    let stem = source.stem();
    let words: Vec<&str> = stem
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| w.len() > 1 && !["part", "export", "data", "all", "the"].contains(w))
        .collect();
    words.join(" ")
}

/// How repeated rows are told, where they carry an ID.
pub fn suggest_repeats(source: &Source) -> Option<Repeats> {
    let differs = |field: &&FieldInfo| {
        field.filled > 0.9 && field.distinct as f32 > 0.3 * source.sampled as f32
    };
    let own = (source.format == Format::Warehouse).then(|| source.field("id")).flatten();
    // Amplitude's event ID only counts the events of a device.
    let counts = |f: &&FieldInfo| source.format != Format::Amplitude || leaf(&f.path) != "eventid";
    let mut named: Vec<(usize, &FieldInfo)> = source
        .fields
        .iter()
        .filter(counts)
        .filter_map(|f| field_names::rank(Meaning::MessageId, &f.path).map(|rank| (rank, f)))
        .collect();
    named.sort_by_key(|(rank, f)| (*rank, f.path.matches(['.', '[']).count()));
    let field = own.into_iter().chain(named.into_iter().map(|(_, f)| f)).find(differs);
    field.map(|field| Repeats::ById(field.path.clone()))
}

/// Rows that are returns or cancellations by what they hold.
fn suggest_leave_out(source: &Source) -> Vec<RowFilter> {
    let mut rules: Vec<RowFilter> = known_format(source)
        .map(|known| {
            let there = known.leave_out.iter().filter(|(field, _)| source.field(field).is_some());
            there.map(|(field, values)| RowFilter::OneOf(field.clone(), values.clone())).collect()
        })
        .unwrap_or_default();
    for field in &source.fields {
        let means = |meaning| field_names::is(meaning, &field.path);
        if means(Meaning::Quantity) {
            rules.push(RowFilter::Negative(field.path.clone()));
        }
        if means(Meaning::CancelledAt) || is_undone_flag(field) {
            rules.push(RowFilter::Filled(field.path.clone()));
        }
        if means(Meaning::OrderStatus) {
            rules.extend(undone(source, field));
        }
    }
    rules
}

/// Whether a field is a flag of rows that were undone: by its name, and by all of its values. A field of
/// that name may also hold amounts or reasons.
fn is_undone_flag(field: &FieldInfo) -> bool {
    let answers = |value: &String| {
        field_names::yes_or_no(value).is_some() || field_names::says_nothing(value)
    };
    field_names::tells_undone(&field.path)
        && !field.examples.is_empty()
        && (field.kind == Kind::Time || field.examples.iter().all(answers))
}

/// Orders that were undone by their status: the words of the big shop systems, and in any table those
/// that it holds itself.
fn undone(source: &Source, status: &FieldInfo) -> Option<RowFilter> {
    const USUAL: [&str; 5] = ["refunded", "voided", "cancelled", "canceled", "failed"];
    // Magento closes an order that was refunded whole.
    let closed = (source.format == Format::Magento).then_some("closed");
    let of_shop = ["financialstatus", "orderstatus"].contains(&leaf(&status.path).as_str())
        || matches!(source.format, Format::WooCommerce | Format::Magento);
    let mut values: Vec<String> =
        USUAL.into_iter().filter(|_| of_shop).chain(closed).map(str::to_owned).collect();
    for value in status.examples.iter().filter(|value| field_names::undoes(value)) {
        if !values.iter().any(|known| known.eq_ignore_ascii_case(value)) {
            values.push(value.clone());
        }
    }
    (!values.is_empty()).then(|| RowFilter::OneOf(status.path.clone(), values))
}
