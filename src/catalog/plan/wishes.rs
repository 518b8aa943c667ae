//! The fields that are asked of a file, each once, and their places in the request.

use crate::import::{ReadAs, Request, TimeFormat, Wanted};

/// Fields asked for so far.
#[derive(Default)]
pub(super) struct Wishes(Vec<Wanted>);

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

    /// The first of these that is filled; a row without is of no use.
    pub fn required(&mut self, paths: &[String], what: &'static str) -> usize {
        self.place(paths, ReadAs::Text, Some(what))
    }

    /// The first of these that is filled, where one is.
    pub fn first_of(&mut self, paths: &[String]) -> usize {
        self.place(paths, ReadAs::Text, None)
    }

    /// When it happened; a row without is of no use.
    pub fn time(&mut self, paths: &[String], format: TimeFormat) -> usize {
        self.place(paths, ReadAs::Time(format), Some("time"))
    }

    pub fn text(&mut self, path: &str) -> usize {
        self.first_of(&[path.to_owned()])
    }

    pub fn request(self) -> Request {
        Request { fields: self.0, limit: None }
    }
}
