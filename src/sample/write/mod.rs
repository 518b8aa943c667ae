//! The sample store as export files: one writer a file, all behind [`write()`].

mod adobe;
mod amplitude;
mod braze;
mod csv;
mod events;
mod excel;
mod ga4;
mod hubspot;
mod items;
mod job;
mod klaviyo;
mod known_people;
mod magento;
mod matomo;
mod mixpanel;
mod months;
mod parquet;
mod posthog;
mod segment;
mod shopify;
mod snowplow;
mod table;
mod tracked;
mod warehouse;
mod woocommerce;

use std::path::{Path, PathBuf};

use job::{Failure, Job};

use super::Store;
use crate::base::atomic_file::{Access, AtomicFile, Existing, FileError, make_folder};
use crate::base::language::message;
use crate::base::progress::{Progress, Stopped, Unit};

/// A kind of export that the sample store can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SampleFormat {
    /// Segment raw logs: gzip JSON lines, a folder a month.
    Segment,
    /// Segment warehouse tables as CSV: a file an event, snake case, lists as JSON text.
    SegmentWarehouse,
    /// GA4 BigQuery export: gzip JSON lines, a file a month.
    Ga4,
    /// Mixpanel raw export: gzip JSON lines, a file a month.
    Mixpanel,
    /// PostHog batch export of events: gzip JSON lines, a file a month.
    PostHog,
    /// Amplitude export: one ZIP of gzip JSON lines, a file a month.
    Amplitude,
    /// Braze Currents: gzip JSON lines, a file a month of custom events and one of purchases.
    Braze,
    /// Snowplow enriched events: gzip TSV without header, a file a month.
    Snowplow,
    /// `events.csv` with a row an interaction, `products.csv`, `people.csv`.
    Csv,
    /// The same three tables as Parquet.
    Parquet,
    /// The same three tables as Excel workbooks.
    Xlsx,
    /// Shopify orders CSV: only what was ordered.
    Shopify,
    /// Magento's orders and their items as one CSV: only what was ordered.
    Magento,
    /// WooCommerce's orders as CSV, a row an item: only what was ordered.
    WooCommerce,
    /// Klaviyo: profiles as CSV, events as JSON lines, a file a metric; only of profiles.
    Klaviyo,
    /// HubSpot: contacts as CSV, events as JSON lines; only of contacts.
    HubSpot,
    /// Adobe Analytics data feed: gzip TSV with a header, a file a month.
    AdobeAnalytics,
    /// Matomo's log of visits as JSON: products looked at, and orders.
    Matomo,
}

impl SampleFormat {
    /// Every format, in the order in which to offer them.
    pub const ALL: [Self; 18] = [
        Self::Segment,
        Self::SegmentWarehouse,
        Self::Ga4,
        Self::Mixpanel,
        Self::PostHog,
        Self::Amplitude,
        Self::Braze,
        Self::Snowplow,
        Self::Csv,
        Self::Parquet,
        Self::Xlsx,
        Self::Shopify,
        Self::Magento,
        Self::WooCommerce,
        Self::Klaviyo,
        Self::HubSpot,
        Self::AdobeAnalytics,
        Self::Matomo,
    ];

    /// The word for it on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Segment => "segment",
            Self::SegmentWarehouse => "segment-warehouse",
            Self::Ga4 => "ga4",
            Self::Mixpanel => "mixpanel",
            Self::PostHog => "posthog",
            Self::Amplitude => "amplitude",
            Self::Braze => "braze",
            Self::Snowplow => "snowplow",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Xlsx => "xlsx",
            Self::Shopify => "shopify",
            Self::Magento => "magento",
            Self::WooCommerce => "woocommerce",
            Self::Klaviyo => "klaviyo",
            Self::HubSpot => "hubspot",
            Self::AdobeAnalytics => "adobe-analytics",
            Self::Matomo => "matomo",
        }
    }

    /// The format with this word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.key() == key)
    }
}

/// Why the sample store was not written. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// A file could not be written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// Writes the store into a folder, which is made where it is not there. Gives the files written,
/// event files first, by name. Files that are there are not replaced; when something fails or the
/// work is stopped, the files written so far are taken away again.
///
/// # Errors
/// [`SampleError`], with the file that could not be written.
pub fn write(
    store: &Store,
    format: SampleFormat,
    folder: &Path,
    progress: &Progress,
) -> Result<Vec<PathBuf>, SampleError> {
    make_folder(folder)?;
    let total = store.events.iter().map(|event| events::count(store, event)).sum();
    progress.stage(message!("sample-writing"), total, Unit::Events);
    let files = match format {
        SampleFormat::Segment => segment::files(store, folder),
        SampleFormat::SegmentWarehouse => warehouse::files(store, folder),
        SampleFormat::Ga4 => ga4::files(store, folder),
        SampleFormat::Mixpanel => mixpanel::files(store, folder),
        SampleFormat::PostHog => posthog::files(store, folder),
        SampleFormat::Amplitude => amplitude::files(store, folder),
        SampleFormat::Braze => braze::files(store, folder),
        SampleFormat::Snowplow => snowplow::files(store, folder),
        SampleFormat::Csv => csv::files(store, folder),
        SampleFormat::Parquet => parquet::files(store, folder),
        SampleFormat::Xlsx => excel::files(store, folder),
        SampleFormat::Shopify => shopify::files(store, folder),
        SampleFormat::Magento => magento::files(store, folder),
        SampleFormat::WooCommerce => woocommerce::files(store, folder),
        SampleFormat::Klaviyo => klaviyo::files(store, folder),
        SampleFormat::HubSpot => hubspot::files(store, folder),
        SampleFormat::AdobeAnalytics => adobe::files(store, folder),
        SampleFormat::Matomo => matomo::files(store, folder),
    };
    write_files(files, progress)
}

/// Writes files side by side; all or none of them stay.
fn write_files(jobs: Vec<Job<'_>>, progress: &Progress) -> Result<Vec<PathBuf>, SampleError> {
    use rayon::prelude::*;
    let results: Vec<Result<PathBuf, SampleError>> =
        jobs.into_par_iter().map(|job| write_file(&job, progress).map(|()| job.path)).collect();
    if results.iter().all(Result::is_ok) {
        return results.into_iter().collect();
    }
    for path in results.iter().flatten() {
        // What cannot be taken away stays; the first failure is what the person needs to know.
        let _ = std::fs::remove_file(path);
    }
    results.into_iter().collect()
}

fn write_file(job: &Job<'_>, progress: &Progress) -> Result<(), SampleError> {
    progress.check()?;
    let failed = |error| SampleError::from(FileError::new(&job.path, error));
    if let Some(parent) = job.path.parent() {
        make_folder(parent)?;
    }
    if job.path.exists() {
        return Err(FileError::Exists(job.path.clone()).into());
    }
    let mut file = AtomicFile::create(&job.path, Access::Usual).map_err(failed)?;
    match (job.fill)(&mut file, progress) {
        Ok(()) => file.finish(Existing::Keep).map_err(failed),
        Err(Failure::Io(error)) => Err(failed(error)),
        Err(Failure::Stopped(stopped)) => Err(stopped.into()),
    }
}

/// The kind that a name stands for in the exports that have names of their own for kinds.
#[cfg(test)]
pub(crate) fn kind_in_export(name: &str) -> Option<super::EventKind> {
    adobe::kind_of(name).or_else(|| klaviyo::kind_of(name))
}

/// The IDs that the person at this place has in the exports of programs with IDs of their own.
#[cfg(test)]
pub(crate) fn ids_in_exports(place: u32) -> [String; 2] {
    [klaviyo::profile_id(place), hubspot::record_id(place)]
}

#[cfg(test)]
mod tests;
