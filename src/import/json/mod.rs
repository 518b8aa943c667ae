//! JSON text to wanted values, in one pass over the bytes.
//!
//! Only wanted members are looked at; everything else is checked for its structure and stepped
//! over; a row that is laid out like an earlier one is not even walked (`template`). Numbers come out exactly as written, which rules out readers that go through `f64`
//! (`simd-json`), and depth is counted rather than recursed into, which rules out those that
//! recurse (`sonic-rs`). `benches/json.rs` holds it beside these and `jiter`.

mod lexer;
mod lines;
mod template;
mod walk;

pub use lexer::{BadJson, Lexer, Token, unescape};
pub use lines::json_lines;
pub use template::JsonRows;
pub use walk::{SET_AT, name_of, walk_text};
