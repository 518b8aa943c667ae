//! A catalog that is complete and fits its files: what actually runs.

use std::collections::BTreeMap;

use super::types::{
    Catalog, ColumnMap, EventFile, EventName, FileRole, MAX_EVENTS, PRODUCT_ID, Place, Problem,
    Repeats, RowFilter, Split,
};
use crate::import::{ReadAs, Request, Source, TimeFormat, Wanted};

/// A validated catalog.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Model columns, the product ID first.
    pub columns: Vec<String>,
    /// Chosen events, in the catalog's order; none means the ten most frequent ones.
    pub events: Vec<String>,
    /// How each event file is read.
    pub files: Vec<FilePlan>,
    /// How each product file is read.
    pub products: Vec<ProductPlan>,
}

/// How an event file is read.
#[derive(Debug, Clone, PartialEq)]
pub struct FilePlan {
    /// The file.
    pub source: Source,
    /// What is wanted from it; the places below are places in its fields.
    pub request: Request,
    pub(crate) person: usize,
    pub(crate) anonymous: Option<usize>,
    pub(crate) time: usize,
    pub(crate) event: EventAt,
    /// For each chosen event and each model column: where its cells are. Where all events have
    /// the same, once.
    pub(crate) cells: Vec<Vec<Option<usize>>>,
    pub(crate) splits: Vec<Split>,
    pub(crate) leave_out: Vec<(usize, RowFilter)>,
    pub(crate) repeats: Repeats,
    /// The place of the message ID, where repeated rows are told by one.
    pub(crate) message: Option<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum EventAt {
    /// Every row is this event.
    Fixed(String),
    /// The name is in this field.
    Field(usize),
}

/// How a product file is read.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductPlan {
    /// The file.
    pub source: Source,
    /// What is wanted from it: the product ID first, then the columns in `columns`.
    pub request: Request,
    /// For each model column its place in the request.
    pub(crate) cells: Vec<Option<usize>>,
    pub(crate) splits: Vec<Split>,
}

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

impl Plan {
    /// A plan for files that all have these fields. A field that a file does not have is found
    /// out when it is read.
    pub fn of_fields(fields: &Fields, sources: &[Source]) -> Self {
        let one = |source: &Source| {
            let mut wishes = Wishes::default();
            let roles = &fields.roles;
            let person = wishes.place(&roles.person, ReadAs::Text, Some("person"));
            let time: Vec<String> = roles.time.iter().cloned().collect();
            let format = match roles.time_format {
                TimeFormat::Auto => time
                    .first()
                    .and_then(|t| source.field(t))
                    .map_or(TimeFormat::Auto, |field| field.time_format),
                told => told,
            };
            let time = wishes.place(&time, ReadAs::Time(format), Some("time"));
            let event = match &roles.event {
                EventName::Fixed(name) => EventAt::Fixed(name.clone()),
                named => {
                    EventAt::Field(wishes.place(named.fields(), ReadAs::Text, Some("event name")))
                }
            };
            let mut cells = vec![fields.product.as_ref().map(|field| wishes.text(field))];
            cells.extend(fields.columns.iter().map(|(_, field, _)| Some(wishes.text(field))));
            let splits = fields.columns.iter().map(|(_, _, split)| split.clone());
            FilePlan {
                source: source.clone(),
                person,
                anonymous: None,
                time,
                event,
                cells: vec![cells],
                splits: std::iter::once(Split::None).chain(splits).collect(),
                leave_out: Vec::new(),
                repeats: Repeats::Keep,
                message: None,
                request: wishes.request(),
            }
        };
        let columns = fields.columns.iter().map(|(name, ..)| name.clone());
        Self {
            columns: std::iter::once(PRODUCT_ID.to_owned()).chain(columns).collect(),
            events: fields.events.clone(),
            files: sources.iter().map(one).collect(),
            products: Vec::new(),
        }
    }
}

/// Fields asked for once each, and their places.
#[derive(Default)]
struct Wishes(Vec<Wanted>);

impl Wishes {
    fn place(
        &mut self,
        paths: &[String],
        read_as: ReadAs,
        required: Option<&'static str>,
    ) -> usize {
        let wanted = Wanted { paths: paths.to_vec(), read_as, required };
        self.0.iter().position(|w| *w == wanted).unwrap_or_else(|| {
            self.0.push(wanted);
            self.0.len() - 1
        })
    }

    fn text(&mut self, path: &str) -> usize {
        self.place(&[path.to_owned()], ReadAs::Text, None)
    }

    fn request(self) -> Request {
        Request { fields: self.0, limit: None }
    }
}

impl Plan {
    /// Checks a catalog against the opened files, in the catalog's order (`None`: a file that
    /// could not be opened).
    ///
    /// # Errors
    /// Everything that is missing or wrong, in words, with the place to point at.
    pub fn resolve(catalog: &Catalog, sources: &[Option<Source>]) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let chosen: Vec<&str> =
            catalog.events.iter().filter(|e| e.chosen).map(|e| e.name.as_str()).collect();
        check_events(catalog, &chosen, &mut problems);
        check_columns(catalog, &mut problems);
        let mut files = Vec::new();
        let mut products = Vec::new();
        for (place, (role, source)) in catalog.files.iter().zip(sources).enumerate() {
            let Some(source) = source else {
                if !matches!(role, FileRole::Unused) {
                    problems.push(Problem {
                        place: Place::File(place),
                        words: "This file could not be opened. Open it again or remove it.".into(),
                    });
                }
                continue;
            };
            match role {
                FileRole::Events(roles) => match file_plan(catalog, &chosen, roles, source) {
                    Ok(plan) => files.push(plan),
                    Err(words) => {
                        problems.push(Problem { place: Place::File(place), words });
                    }
                },
                FileRole::Products { id } => match product_plan(catalog, id, source) {
                    Ok(plan) => products.push(plan),
                    Err(words) => problems.push(Problem { place: Place::File(place), words }),
                },
                FileRole::People { .. } | FileRole::Unused => {}
            }
        }
        if files.is_empty() && problems.is_empty() {
            problems.push(Problem {
                place: Place::Events,
                words: "Open at least one file with events: rows that say who did what, when."
                    .into(),
            });
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let columns = std::iter::once(PRODUCT_ID.to_owned())
            .chain(catalog.columns.iter().map(|c| c.name.trim().to_owned()));
        let events = chosen.into_iter().map(str::to_owned).collect();
        Ok(Self { columns: columns.collect(), events, files, products })
    }
}

fn check_events(catalog: &Catalog, chosen: &[&str], problems: &mut Vec<Problem>) {
    if chosen.is_empty() {
        problems.push(Problem {
            place: Place::Events,
            words: "Choose at least one event that shows interest; 3 to 7 are best.".into(),
        });
    }
    if chosen.len() > MAX_EVENTS {
        problems.push(Problem {
            place: Place::Events,
            words: format!(
                "{} events are chosen; at most {MAX_EVENTS} are possible. Leave out the ones \
                 that say least about interest.",
                chosen.len()
            ),
        });
    }
    let with_something = |name: &str| {
        catalog.events.iter().any(|e| e.name == name && e.product.is_some())
            || catalog.columns.iter().any(|c| c.fields.contains_key(name))
    };
    if !chosen.is_empty() && !chosen.iter().any(|name| with_something(name)) {
        problems.push(Problem {
            place: Place::Events,
            words: "None of the chosen events has a product ID or a mapped column. Choose the \
                    field with the product ID for at least one."
                .into(),
        });
    }
}

fn check_columns(catalog: &Catalog, problems: &mut Vec<Problem>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    seen.insert(PRODUCT_ID.to_lowercase(), 1);
    for column in &catalog.columns {
        let name = column.name.trim();
        if name.is_empty() {
            problems.push(Problem {
                place: Place::Column(column.name.clone()),
                words: "Give every column a name.".into(),
            });
            continue;
        }
        let count = seen.entry(name.to_lowercase()).or_insert(0);
        *count += 1;
        if *count == 2 {
            problems.push(Problem {
                place: Place::Column(column.name.clone()),
                words: format!("Two columns are called “{name}”. Give one another name."),
            });
        }
        if column.split == Split::On(String::new()) {
            problems.push(Problem {
                place: Place::Column(column.name.clone()),
                words: format!(
                    "Say on which text the values of “{name}” are split, such as | or ;."
                ),
            });
        }
    }
}

/// Whether a path can be read from the source: named among its fields, or (deeper than the sample
/// shows) inside one of them.
fn known(source: &Source, path: &str) -> bool {
    source.field(path).is_some()
        || path.split_once("[]").is_some_and(|(list, _)| {
            source.fields.iter().any(|f| f.path == list || f.path.starts_with(&format!("{list}[]")))
        })
}

fn file_plan(
    catalog: &Catalog,
    chosen: &[&str],
    roles: &EventFile,
    source: &Source,
) -> Result<FilePlan, String> {
    let mut wishes = Wishes::default();
    let persons: Vec<String> = roles.person.iter().filter(|p| known(source, p)).cloned().collect();
    if persons.is_empty() {
        return Err("Choose the field that says who the person is: a customer number, a user ID \
                    or an e-mail address."
            .into());
    }
    let Some(time) = roles.time.as_ref().filter(|t| known(source, t)) else {
        return Err("Choose the field that says when it happened.".into());
    };
    if source.field(time).is_some_and(|f| f.time_ambiguous) && roles.time_format == TimeFormat::Auto
    {
        return Err(format!("Choose whether {time} puts the day or the month first."));
    }
    let anonymous = roles.anonymous.as_ref().filter(|a| known(source, a));
    let mut person_paths = persons;
    if let Some(anonymous) = anonymous
        && !catalog.leave_out_anonymous
        && !person_paths.contains(anonymous)
    {
        person_paths.push(anonymous.clone());
    }
    let person = wishes.place(&person_paths, ReadAs::Text, Some("person"));
    let time =
        wishes.place(std::slice::from_ref(time), ReadAs::Time(roles.time_format), Some("time"));
    let event = match &roles.event {
        EventName::Fixed(name) => EventAt::Fixed(name.clone()),
        named => {
            let fields = named.fields().iter().filter(|f| known(source, f)).cloned();
            let fields: Vec<String> = fields.collect();
            if fields.is_empty() {
                return Err(format!(
                    "This file has no field “{}” for the event's name. Choose another, or say \
                     that every row is the same event.",
                    named.fields().join(", ")
                ));
            }
            EventAt::Field(wishes.place(&fields, ReadAs::Text, Some("event name")))
        }
    };
    let anonymous = anonymous.map(|path| wishes.text(path));
    let mut cells = Vec::with_capacity(chosen.len());
    for name in chosen {
        let choice = catalog.events.iter().find(|e| e.name == *name);
        let product = choice.and_then(|e| e.product.as_ref());
        let mut row = vec![product.filter(|p| known(source, p)).map(|p| wishes.text(p))];
        for column in &catalog.columns {
            let field = column.fields.get(*name).filter(|f| known(source, f));
            row.push(field.map(|f| wishes.text(f)));
        }
        cells.push(row);
    }
    let leave_out = roles.leave_out.iter().filter(|rule| known(source, rule.field()));
    let leave_out = leave_out.map(|rule| (wishes.text(rule.field()), rule.clone())).collect();
    let repeats = match &roles.repeats {
        Repeats::ById(field) if !known(source, field) => Repeats::Keep,
        repeats => repeats.clone(),
    };
    let message = match &repeats {
        Repeats::ById(field) => Some(wishes.text(field)),
        Repeats::ByAllFields => {
            for field in &source.fields {
                // What the members of a list hold is all in the list.
                let path = field.path.split_once("[]").map_or(field.path.as_str(), |p| p.0);
                wishes.text(path);
            }
            None
        }
        Repeats::Keep => None,
    };
    Ok(FilePlan {
        source: source.clone(),
        request: wishes.request(),
        person,
        anonymous,
        time,
        event,
        cells,
        splits: splits(&catalog.columns),
        leave_out,
        repeats,
        message,
    })
}

fn splits(columns: &[ColumnMap]) -> Vec<Split> {
    std::iter::once(Split::None).chain(columns.iter().map(|c| c.split.clone())).collect()
}

fn product_plan(catalog: &Catalog, id: &str, source: &Source) -> Result<ProductPlan, String> {
    if !known(source, id) {
        return Err("Choose the field with the product ID in this file.".into());
    }
    let mut wishes = Wishes::default();
    wishes.place(&[id.to_owned()], ReadAs::Text, Some("product ID"));
    let mut cells = vec![None];
    for column in &catalog.columns {
        let field = column.product_field.as_ref().filter(|f| known(source, f));
        cells.push(field.map(|f| wishes.text(f)));
    }
    Ok(ProductPlan {
        source: source.clone(),
        request: wishes.request(),
        cells,
        splits: splits(&catalog.columns),
    })
}
