//! Files in object stores: S3, Google Cloud Storage and Azure Blob Storage, by `object_store`. Credentials are those
//! of the environment; what a store answers is never printed but for its code, because it repeats keys.

use std::collections::HashMap;
use std::fs::File;
use std::future::Future;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, mpsc};
use std::time::Duration;

use futures::{StreamExt, TryStreamExt, stream};
use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::path::Path;
use object_store::{
    Error, GetOptions, MultipartUpload, ObjectMeta, ObjectStore, ObjectStoreExt, PutPayload,
    RetryConfig,
};
use serde::{Deserialize, Serialize};
use tokio::runtime::{Builder, Runtime};

use crate::base::remote::{About, Stores, Upload};
use crate::base::sync::lock;

/// Bytes of one request, in both directions: S3 takes no part below five million.
const CHUNK: u64 = 8 << 20;
/// Requests for one file at a time.
const AT_A_TIME: usize = 4;
/// How often a request is made again, and for how long.
const RETRIES: usize = 5;
const RETRY_FOR: Duration = Duration::from_secs(60);

const REFUSES: &str =
    "the object store refuses: the credentials in the environment do not allow it";
/// What stores call that, where a status does not say it.
const DENIED: [&str; 4] =
    ["AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken"];
/// What is begun, and never finished, to see whether it can be.
const TRIAL: &str = ".likely-trial";

/// What is known of an object that is read: how it was when it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Object {
    pub url: String,
    bytes: u64,
    modified: i64,
    version: Option<String>,
}

/// The stores that this process reaches, and the objects that it knows.
#[derive(Debug, Default)]
pub(super) struct Objects {
    stores: Mutex<HashMap<String, Arc<dyn ObjectStore>>>,
    known: Mutex<HashMap<String, Object>>,
}

/// Those of this process.
pub(super) fn objects() -> &'static Objects {
    static OBJECTS: OnceLock<Objects> = OnceLock::new();
    OBJECTS.get_or_init(Objects::default)
}

/// Whether a place is one in an object store.
pub(super) fn is_url(place: &str) -> bool {
    place.contains("://") && !place.starts_with("file://")
}

/// An object's store, and its name there.
struct Place {
    store: Arc<dyn ObjectStore>,
    key: Path,
}

/// Waits for work on threads of its own: whoever asks may be on a thread of another engine.
fn wait<T: Send + 'static>(
    work: impl Future<Output = io::Result<T>> + Send + 'static,
) -> io::Result<T> {
    static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();
    let start = || Builder::new_multi_thread().worker_threads(2).enable_all().build().ok();
    let runtime = RUNTIME.get_or_init(start).as_ref();
    let runtime = runtime.ok_or_else(|| io::Error::other("no thread can be started"))?;
    let (give, take) = mpsc::channel();
    runtime.spawn(async move {
        // Whoever asked waits below.
        let _ = give.send(work.await);
    });
    take.recv().unwrap_or_else(|_| Err(io::Error::other("the request was given up")))
}

/// What went wrong, as a sentence without keys.
#[allow(clippy::needless_pass_by_value, reason = "as it is given where errors are turned")]
fn failed(error: Error) -> io::Error {
    let text = full(&error);
    let code = text.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>"));
    let code = code.map(|(code, _)| code).unwrap_or_default();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let kind = match &error {
        Error::NotFound { .. } => io::ErrorKind::NotFound,
        _ if says(&["NoSuchBucket", "ContainerNotFound", "404 Not Found"]) => {
            io::ErrorKind::NotFound
        }
        _ => io::ErrorKind::Other,
    };
    let words = match &error {
        _ if kind == io::ErrorKind::NotFound => "the object store has no such bucket or object",
        Error::Precondition { .. } => "it changed in the object store while it was read",
        Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => REFUSES,
        _ if says(&["403 Forbidden", "401 Unauthorized"]) || DENIED.contains(&code) => REFUSES,
        Error::UnknownConfigurationKey { .. } | Error::InvalidPath { .. } => {
            "this is no address of an object"
        }
        // Where there are none, the machine is asked for its identity.
        _ if says(&["169.254.", "metadata.google", "redential"]) => {
            "the object store needs credentials in the environment"
        }
        _ if says(&["error sending request", "onnect"]) => "the object store cannot be reached",
        _ => "the object store did not do what was asked of it",
    };
    match code {
        "" => io::Error::new(kind, words),
        code => io::Error::new(kind, format!("{words} ({code})")),
    }
}

/// An error with all that is behind it; not for printing.
fn full(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text} {error}");
        source = error.source();
    }
    text
}

/// The store of a URL with what the environment says: `s3://bucket`, `gs://bucket`, `az://container`,
/// `abfss://container@account.dfs.core.windows.net`.
fn open_store(scheme: &str, base: &str) -> io::Result<Arc<dyn ObjectStore>> {
    let retry =
        RetryConfig { max_retries: RETRIES, retry_timeout: RETRY_FOR, ..RetryConfig::default() };
    let store: Arc<dyn ObjectStore> = match scheme {
        "s3" | "s3a" => {
            let builder = AmazonS3Builder::from_env().with_url(base).with_retry(retry);
            Arc::new(builder.build().map_err(failed)?)
        }
        "gs" => {
            let builder = GoogleCloudStorageBuilder::from_env().with_url(base).with_retry(retry);
            Arc::new(builder.build().map_err(failed)?)
        }
        "az" | "azure" | "adl" | "abfs" | "abfss" => {
            let builder = MicrosoftAzureBuilder::from_env().with_url(base).with_retry(retry);
            Arc::new(builder.build().map_err(failed)?)
        }
        _ => {
            let words = format!("{scheme}:// is no object store that this program knows");
            return Err(io::Error::other(words));
        }
    };
    Ok(store)
}

impl Objects {
    fn place(&self, url: &str) -> io::Result<Place> {
        let none = || io::Error::other("this is no address of an object");
        let (scheme, _) = url.split_once("://").ok_or_else(none)?;
        let base = base_of(url);
        let key = url[base.len()..].trim_end_matches('/');
        let key = Path::parse(key.strip_prefix('/').unwrap_or(key)).map_err(|_| none())?;
        let known = lock(&self.stores).get(&base).cloned();
        if let Some(store) = known {
            return Ok(Place { store, key });
        }
        let store = open_store(scheme, &base)?;
        lock(&self.stores).insert(base, store.clone());
        Ok(Place { store, key })
    }

    /// Takes objects for what they were when they were found.
    pub fn take_as_found(&self, objects: impl IntoIterator<Item = Object>) {
        let mut known = lock(&self.known);
        known.extend(objects.into_iter().map(|object| (object.url.clone(), object)));
    }

    /// What is known of those objects among these paths.
    pub fn known<'a>(&self, paths: impl IntoIterator<Item = &'a std::path::Path>) -> Vec<Object> {
        let known = lock(&self.known);
        paths.into_iter().filter_map(|path| known.get(path.to_str()?).cloned()).collect()
    }

    /// The objects at or below a URL, as their stores tell it, sorted.
    pub fn list(&self, url: &str) -> io::Result<Vec<Object>> {
        let Place { store, key } = self.place(url)?;
        let base = base_of(url);
        let metas = wait(async move {
            let below = store.list(Some(&key)).try_collect::<Vec<ObjectMeta>>().await;
            if key.as_ref().is_empty() || below.as_ref().is_ok_and(|below| !below.is_empty()) {
                return below.map_err(failed);
            }
            // Who may read an object may not always list what is beside it.
            match store.head(&key).await {
                Ok(meta) => Ok(vec![meta]),
                Err(Error::NotFound { .. }) => below.map_err(failed),
                Err(error) => Err(failed(below.err().unwrap_or(error))),
            }
        })?;
        let mut objects: Vec<Object> =
            metas.into_iter().map(|meta| Object::of(&base, meta)).collect();
        objects.sort_by(|a, b| PathBuf::from(&a.url).cmp(&PathBuf::from(&b.url)));
        self.take_as_found(objects.iter().cloned());
        Ok(objects)
    }

    /// How an object is now, or was when it was found.
    fn object(&self, url: &str) -> io::Result<Object> {
        if let Some(object) = lock(&self.known).get(url) {
            return Ok(object.clone());
        }
        let Place { store, key } = self.place(url)?;
        let meta = wait(async move { store.head(&key).await.map_err(failed) })?;
        Ok(Object::of(&base_of(url), meta))
    }

    /// Brings some bytes of an object to their places in a file.
    fn bring_object(&self, object: &Object, range: Range<u64>, to: &File) -> io::Result<()> {
        let Place { store, key } = self.place(&object.url)?;
        let chunks: Vec<Range<u64>> = chunks(range).collect();
        let version = object.version.clone();
        let (give, take) = mpsc::sync_channel::<io::Result<(u64, Vec<u8>)>>(AT_A_TIME);
        let mut to = to.try_clone()?;
        let write = std::thread::spawn(move || -> io::Result<()> {
            for chunk in take {
                let (at, bytes) = chunk?;
                to.seek(SeekFrom::Start(at))?;
                to.write_all(&bytes)?;
            }
            Ok(())
        });
        let asked = wait(async move {
            let ask = |chunk: Range<u64>| {
                let (store, key, version) = (store.clone(), key.clone(), version.clone());
                async move {
                    let options = GetOptions {
                        if_match: version,
                        range: Some(chunk.clone().into()),
                        ..GetOptions::default()
                    };
                    let got = store.get_opts(&key, options).await?;
                    Ok::<_, Error>((chunk.start, Vec::<u8>::from(got.bytes().await?)))
                }
            };
            let mut got = stream::iter(chunks).map(ask).buffered(AT_A_TIME);
            while let Some(chunk) = got.next().await {
                let chunk = chunk.map_err(failed);
                let stop = chunk.is_err();
                // A full disk: whoever writes says so.
                if give.send(chunk).is_err() || stop {
                    break;
                }
            }
            Ok(())
        });
        let written = write.join().unwrap_or_else(|_| Err(io::Error::other("writing failed")));
        asked.and(written)
    }
}

/// `s3://bucket` of a URL.
pub(super) fn base_of(url: &str) -> String {
    let after = url.find("://").map_or(0, |at| at + 3);
    let end = url[after..].find('/').map_or(url.len(), |at| after + at);
    url[..end].to_owned()
}

fn chunks(range: Range<u64>) -> impl Iterator<Item = Range<u64>> {
    let end = range.end;
    range.step_by(CHUNK as usize).map(move |at| at..end.min(at + CHUNK))
}

impl Object {
    fn of(base: &str, meta: ObjectMeta) -> Self {
        Self {
            url: format!("{base}/{}", meta.location),
            bytes: meta.size,
            modified: meta.last_modified.timestamp_millis(),
            version: meta.e_tag,
        }
    }

    /// Bytes.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }
}

impl Stores for &'static Objects {
    fn about(&self, url: &str) -> io::Result<About> {
        let object = self.object(url)?;
        let Object { bytes, modified, version, .. } = object;
        Ok(About { bytes, modified, version })
    }

    fn bring(&self, url: &str, range: Range<u64>, to: &mut File) -> io::Result<()> {
        self.bring_object(&self.object(url)?, range, to)
    }

    fn upload(&self, file: &File, url: &str) -> io::Result<Box<dyn Upload>> {
        lock(&self.known).remove(url);
        let Place { store, key } = self.place(url)?;
        let parts = wait(async move { store.put_multipart(&key).await.map_err(failed) })?;
        // From here on it is taken back where anything fails.
        let (mut upload, mut begun) = (Uploading { parts: Some(parts) }, false);
        let mut file = file.try_clone()?;
        file.rewind()?;
        loop {
            let mut part = Vec::new();
            (&mut file).take(CHUNK).read_to_end(&mut part)?;
            let last = (part.len() as u64) < CHUNK;
            // Stores take no empty part behind another.
            if begun && part.is_empty() {
                return Ok(Box::new(upload));
            }
            upload.put(part)?;
            begun = true;
            if last {
                return Ok(Box::new(upload));
            }
        }
    }

    fn try_writing(&self, folder: &str) -> io::Result<()> {
        let Place { store, key } = self.place(folder)?;
        let first = async move { store.list(Some(&key)).next().await.transpose().map_err(failed) };
        // Some stores begin an upload to a bucket that is not there. Who may write may not always list.
        if let Err(error) = wait(first)
            && error.kind() == io::ErrorKind::NotFound
        {
            return Err(error);
        }
        let trial = tempfile::tempfile()?;
        trial.set_len(1)?;
        // Dropped, it was never there.
        self.upload(&trial, &format!("{}/{TRIAL}", folder.trim_end_matches('/'))).map(drop)
    }

    fn remove(&self, url: &str) -> io::Result<()> {
        lock(&self.known).remove(url);
        let Place { store, key } = self.place(url)?;
        wait(async move { store.delete(&key).await.map_err(failed) })
    }
}

/// An upload that nobody sees yet.
#[derive(Debug)]
struct Uploading {
    parts: Option<Box<dyn MultipartUpload>>,
}

impl Uploading {
    fn put(&mut self, part: Vec<u8>) -> io::Result<()> {
        let Some(parts) = &mut self.parts else { return Ok(()) };
        let put = parts.put_part(PutPayload::from(part));
        wait(async move { put.await.map_err(failed) })
    }
}

impl Upload for Uploading {
    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let Some(mut parts) = self.parts.take() else { return Ok(()) };
        wait(async move {
            let Err(error) = parts.complete().await else { return Ok(()) };
            let _ = parts.abort().await;
            Err(failed(error))
        })
    }
}

impl Drop for Uploading {
    fn drop(&mut self) {
        if let Some(mut parts) = self.parts.take() {
            // Where that fails too, the store's own rules take it away.
            let _ = wait(async move { parts.abort().await.map_err(failed) });
        }
    }
}
