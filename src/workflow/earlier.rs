//! Lists that were written before as Parquet or Excel, read back: what is taken out of a platform's
//! list may be named by nothing else any more.

use std::path::Path;
use std::sync::Mutex;

use crate::base::progress::Progress;
use crate::base::sync::{into_inner, lock};
use crate::import::{self, Batch, ImportError, Options, ReadAs, Request, Wanted};

/// All rows of a list as text, the headers first.
///
/// # Errors
/// [`ImportError`] where it cannot be read.
pub(super) fn earlier_list(path: &Path) -> Result<Vec<Vec<String>>, ImportError> {
    let (options, progress) = (Options::default(), Progress::none());
    let source = import::open(path, &options, &progress)?;
    let names: Vec<String> = source.fields.iter().map(|field| field.path.clone()).collect();
    let wanted = names.iter().map(|name| Wanted {
        paths: vec![name.clone()],
        read_as: ReadAs::Text,
        required: None,
    });
    let request = Request { fields: wanted.collect(), limit: None };
    let rows = Mutex::new(vec![names]);
    let sink = |batch: Batch| {
        let cell = |column: &import::Column, row| column.text(row).unwrap_or_default().to_owned();
        let row = |row| batch.columns.iter().map(|column| cell(column, row)).collect();
        lock(&rows).extend((0..batch.rows).map(row));
        Ok(())
    };
    import::read(&source, &request, &options, &sink, &progress)?;
    Ok(into_inner(rows))
}
