//! How one event file is read: who, when, what, and the cells of the model's columns.

use std::collections::HashSet;

use super::types::{EventAt, EventFilePlan, Identity};
use super::wishes::{Wishes, known, splits};
use crate::base::language::{Message, message, t};
use crate::catalog::types::{Catalog, EventFile, EventName, FileRole, Repeats};
use crate::import::{Essential, Source, TimeFormat};

/// The plan of one file; what the catalog names and the file lacks goes to `notices`. `anonymous`: see
/// [`anonymous_names`].
pub(super) fn plan(
    catalog: &Catalog,
    chosen: &[String],
    (roles, source): (&EventFile, &Source),
    anonymous: &HashSet<String>,
    notices: &mut Vec<Message>,
) -> Result<EventFilePlan, String> {
    let mut wishes = Wishes::default();
    let (person, identity) = people(roles, source, anonymous, &mut wishes, notices)?;
    let time = time(roles, source, &mut wishes)?;
    let event = event(roles, source, matches!(identity, Identity::Both { .. }), &mut wishes)?;
    let cells = chosen.iter().map(|name| cells(catalog, name, source, &mut wishes)).collect();
    for field in roles.leave_out.iter().map(|rule| rule.field()).filter(|f| !known(source, f)) {
        notices.push(message!("catalog-filter-gone", file = source.name(), field = field));
    }
    let leave_out = roles.leave_out.iter().filter(|rule| known(source, rule.field()));
    let leave_out = leave_out.map(|rule| (wishes.text(rule.field()), rule.clone())).collect();
    let (repeats, message) = repeats(roles, source, &mut wishes, notices);
    Ok(EventFilePlan {
        source: source.clone(),
        request: wishes.request(),
        person,
        identity,
        time,
        event,
        cells,
        splits: splits(catalog),
        leave_out,
        repeats,
        message,
    })
}

/// The place of the person, and what the file's IDs say of who is who.
fn people(
    roles: &EventFile,
    source: &Source,
    anonymous: &HashSet<String>,
    wishes: &mut Wishes,
    notices: &mut Vec<Message>,
) -> Result<(usize, Identity), String> {
    let mut paths: Vec<String> =
        roles.person.iter().filter(|p| known(source, p)).cloned().collect();
    if paths.is_empty() {
        return Err(t!("catalog-no-person").into());
    }
    for path in roles.person.iter().chain(&roles.anonymous).filter(|path| !known(source, path)) {
        notices.push(message!("catalog-person-gone", file = source.name(), field = path));
    }
    let own = roles.anonymous.as_ref().filter(|a| known(source, a) && !paths.contains(a));
    let Some(own) = own else {
        // In the same words as another file's anonymous ID, it is one.
        let other = paths.iter().all(|path| anonymous.contains(&plain_name(path)));
        let identity = if other { Identity::Anonymous } else { Identity::Known };
        return Ok((wishes.person(&paths), identity));
    };
    let identity = Identity::Both {
        known: wishes.id(&paths),
        anonymous: wishes.id(std::slice::from_ref(own)),
    };
    paths.push(own.clone());
    Ok((wishes.person(&paths), identity))
}

/// The names of the fields that are the anonymous ID of some event file.
pub(super) fn anonymous_names(catalog: &Catalog) -> HashSet<String> {
    let files = catalog.files.iter().filter_map(FileRole::events);
    files.filter_map(|file| file.anonymous.as_deref()).map(plain_name).collect()
}

fn plain_name(path: &str) -> String {
    let leaf = path.rsplit('.').next().unwrap_or(path);
    leaf.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn time(roles: &EventFile, source: &Source, wishes: &mut Wishes) -> Result<usize, String> {
    let Some(time) = roles.time.as_ref().filter(|t| known(source, t)) else {
        return Err(t!("catalog-no-time").into());
    };
    if source.field(time).is_some_and(|f| f.time_ambiguous) && roles.time_format == TimeFormat::Auto
    {
        return Err(t!("catalog-day-or-month", field = time));
    }
    Ok(wishes.time(std::slice::from_ref(time), roles.time_format))
}

/// Where the event's name is. With `unnamed`, rows without a name are read all the same: calls that
/// only say who is who have none.
fn event(
    roles: &EventFile,
    source: &Source,
    unnamed: bool,
    wishes: &mut Wishes,
) -> Result<EventAt, String> {
    if let EventName::Fixed(name) = &roles.event {
        return Ok(EventAt::Fixed(name.clone()));
    }
    let named = roles.event.fields();
    let fields: Vec<String> = named.iter().filter(|f| known(source, f)).cloned().collect();
    if fields.is_empty() {
        return Err(t!("catalog-no-event-name", field = named.join(", ")));
    }
    let place =
        if unnamed { wishes.first_of(&fields) } else { wishes.required(&fields, Essential::Event) };
    Ok(EventAt::Field(place))
}

/// For each model column the place of the cells of the event called `name`.
fn cells(
    catalog: &Catalog,
    name: &str,
    source: &Source,
    wishes: &mut Wishes,
) -> Vec<Option<usize>> {
    let choice = catalog.events.iter().find(|e| e.name == name);
    let product = choice.and_then(|e| e.product.as_ref());
    let columns = catalog.columns.iter().map(|column| column.fields.get(name));
    let paths = std::iter::once(product).chain(columns);
    paths.map(|path| path.filter(|p| known(source, p)).map(|p| wishes.text(p))).collect()
}

/// How repeated rows are told, and the place of the message ID.
fn repeats(
    roles: &EventFile,
    source: &Source,
    wishes: &mut Wishes,
    notices: &mut Vec<Message>,
) -> (Repeats, Option<usize>) {
    match &roles.repeats {
        Repeats::ById(field) if known(source, field) => {
            (roles.repeats.clone(), Some(wishes.text(field)))
        }
        Repeats::ById(field) => {
            notices.push(message!("catalog-repeats-gone", file = source.name(), field = field));
            (Repeats::Keep, None)
        }
        Repeats::ByAllFields => {
            for field in &source.fields {
                // What the members of a list hold is all in the list.
                let path = field.path.split_once("[]").map_or(field.path.as_str(), |p| p.0);
                wishes.text(path);
            }
            (Repeats::ByAllFields, None)
        }
        Repeats::Keep => (Repeats::Keep, None),
    }
}
