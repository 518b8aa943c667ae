//! The work that the window starts on workers: for each kind one value of the state that starts what
//! is missing, takes in what has arrived and keeps the last result on the screen meanwhile. What the
//! work itself does stands in [`crate::workflow`], which the command line calls too.

pub mod compute;
pub mod counts;
pub mod dataset;
pub mod exclusions;
pub mod export;
pub mod forget;
pub mod found;
pub mod insight;
pub mod keep_fresh;
pub mod measure;
pub mod people_order;
pub mod recommend;
pub mod refresh;
pub mod renaming;
pub mod suggestions;
pub mod summary;
pub mod timeline;
pub mod work;
