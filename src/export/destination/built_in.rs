//! The destinations to choose from: one file of `assets/destinations` each, read once.
//!
//! The files are in the program itself, so nothing has to be installed beside it, and a test reads
//! every one of them: a declaration that is not whole fails there. A new destination is
//! its file, its line here, and what it writes under `src/export/golden`.

use std::sync::LazyLock;

use super::declaration::Destination;

macro_rules! files {
    ($($key:literal),* $(,)?) => {
        [$(($key, include_str!(concat!("../../../assets/destinations/", $key, ".toml")))),*]
    };
}

/// The files, by the destinations' keys, in the order in which to offer them.
pub(in crate::export) const FILES: [(&str, &str); 18] = files![
    "csv",
    "parquet",
    "excel",
    "meta",
    "meta-value",
    "google-ads",
    "tiktok",
    "linkedin",
    "pinterest",
    "snapchat",
    "klaviyo",
    "mailchimp",
    "hubspot",
    "braze",
    "iterable",
    "salesforce",
    "salesforce-mobile",
    "segment",
];

/// Every built-in destination, in the order in which to offer them.
pub static DESTINATIONS: LazyLock<Vec<Destination>> = LazyLock::new(|| {
    let read = |(key, text): (&str, &str)| match toml::from_str(text) {
        Ok(destination) => Some(destination),
        Err(error) => {
            // The tests read every file, so this is for whoever changes one and runs no tests.
            tracing::error!(key, %error, "a destination cannot be read and is not offered");
            None
        }
    };
    FILES.into_iter().filter_map(read).collect()
});

/// The built-in destination with this key.
pub fn find(key: &str) -> Option<&'static Destination> {
    DESTINATIONS.iter().find(|destination| destination.key == key)
}
