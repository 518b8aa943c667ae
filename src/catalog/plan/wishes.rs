//! The fields that are asked of a file, each once, and their places in the request.

use crate::catalog::types::{Catalog, Split};
use crate::import::{Essential, ReadAs, Request, Source, TimeFormat, Wanted};

/// Fields asked for so far.
#[derive(Default)]
pub(super) struct Wishes(Vec<Wanted>);

impl Wishes {
    fn place(&mut self, paths: &[String], read_as: ReadAs, required: Option<Essential>) -> usize {
        let wanted = Wanted { paths: paths.to_vec(), read_as, required };
        self.0.iter().position(|w| *w == wanted).unwrap_or_else(|| {
            self.0.push(wanted);
            self.0.len() - 1
        })
    }

    /// The first of these that is filled; a row without is of no use.
    pub fn required(&mut self, paths: &[String], what: Essential) -> usize {
        self.place(paths, ReadAs::Text, Some(what))
    }

    /// Who did it; a row without is of no use.
    pub fn person(&mut self, paths: &[String]) -> usize {
        self.place(paths, ReadAs::Id, Some(Essential::Person))
    }

    /// The first of these IDs of people that is filled, where one is.
    pub fn id(&mut self, paths: &[String]) -> usize {
        self.place(paths, ReadAs::Id, None)
    }

    /// The first of these that is filled, where one is.
    pub fn first_of(&mut self, paths: &[String]) -> usize {
        self.place(paths, ReadAs::Text, None)
    }

    /// When it happened; a row without is of no use.
    pub fn time(&mut self, paths: &[String], format: TimeFormat) -> usize {
        self.place(paths, ReadAs::Time(format), Some(Essential::Time))
    }

    pub fn text(&mut self, path: &str) -> usize {
        self.first_of(&[path.to_owned()])
    }

    pub fn request(self) -> Request {
        Request { fields: self.0, limit: None }
    }
}

/// Whether a path can be read from the source: named among its fields, or (deeper than the sample
/// shows) inside one of them.
pub(super) fn known(source: &Source, path: &str) -> bool {
    source.field(path).is_some()
        || path.split_once("[]").is_some_and(|(list, _)| {
            source.fields.iter().any(|f| f.path == list || f.path.starts_with(&format!("{list}[]")))
        })
}

/// How the cells of each model column are split, the product ID's first: as the first of the chosen
/// events says that several are in a cell.
pub(super) fn splits(catalog: &Catalog) -> Vec<Split> {
    let mut events = catalog.events.iter().filter(|event| event.chosen);
    let product = events.find_map(|event| {
        let split = &event.product_split;
        (!split.is_none()).then(|| split.clone())
    });
    std::iter::once(product.unwrap_or_default())
        .chain(catalog.columns.iter().map(|c| c.split.clone()))
        .collect()
}
