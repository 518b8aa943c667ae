//! What a destination is: the columns of its file, what it takes, what may be chosen about it.
//!
//! In comes data: `assets/destinations/*.toml` for the platforms, a project file for a person's own.
//! Out goes a `Destination`, and with what was chosen for it a `Choice`, whose
//! `Choice::effective` declaration is what the rest of `export` writes by. Destinations are data
//! and not code because platforms change their columns more often than this program is released.

pub mod built_in;
pub mod choice;
pub mod column;
pub mod content;
pub mod declaration;
pub mod limits;
pub mod own;
pub mod question;
pub mod texts;
