//! JSON text to wanted values, in one pass over the bytes.
//!
//! Only wanted members are looked at; everything else is checked for its structure and stepped
//! over. Numbers come out exactly as written, which rules out readers that go through `f64`
//! (`simd-json`), and depth is counted rather than recursed into, which rules out those that
//! recurse (`sonic-rs`). `benches/json.rs` holds it beside these and `jiter`.

mod lexer;
mod lines;
mod walk;

pub use lexer::{BadJson, Lexer, Token, unescape};
pub use lines::json_lines;
pub use walk::{SET_AT, name_of, walk_row, walk_text};
