//! Values as bytes between processes of one version: postcard, which is small and keeps every bit of a number.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::model::{Codec, Unanswered};

/// Postcard.
#[derive(Debug, Clone, Copy)]
pub(super) struct Postcard;

impl Codec for Postcard {
    fn encode<T: Serialize>(&self, value: &T) -> Result<Vec<u8>, Unanswered> {
        postcard::to_stdvec(value).map_err(|error| Unanswered::Unreadable(error.to_string()))
    }

    fn decode<T: DeserializeOwned>(&self, bytes: &[u8]) -> Result<T, Unanswered> {
        postcard::from_bytes(bytes).map_err(|error| Unanswered::Unreadable(error.to_string()))
    }
}
