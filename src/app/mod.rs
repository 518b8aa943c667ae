//! The window: a person's gestures become commands, results become pixels. Not for file formats,
//! models, or work that takes long (that is for `jobs`).

pub mod theme;
pub mod widgets;

#[cfg(test)]
pub mod testing;
