//! What a file says that this version does not know.

/// Fields of a kept value that a later version, or another program, wrote: they are read, carried
/// along and written again, so that nothing is lost by opening and saving.
///
/// It goes last into a struct, with `#[serde(flatten)]`.
pub type Unknown = serde_json::Map<String, serde_json::Value>;
