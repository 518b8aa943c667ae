//! Questions answered on an executor: numbers of shards come in, the parts of these shards go out.

use std::sync::{Arc, Mutex};

use arrow::array::AsArray;
use arrow::datatypes::UInt32Type;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::SendableRecordBatchStream;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use futures::{StreamExt, TryStreamExt, stream};

use super::codec::Postcard;
use super::work::Asked;
use super::{parcel, shards};
use crate::base::progress::Progress;
use crate::base::sync::lock;
use crate::history::Seconds;
use crate::model::{Codec, Shard, answer};

/// The question when events were: how many in each hour since a time.
pub(super) const HOURS: &str = "hours";

/// A task that nobody waits for any more stops: its engine drops the stream.
pub(super) struct StopWhenDropped(pub Progress);

impl Drop for StopWhenDropped {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// The parts of the shards whose numbers come in.
pub(super) fn ask(numbers: SendableRecordBatchStream, asked: Asked) -> SendableRecordBatchStream {
    let stop = Arc::new(StopWhenDropped(Progress::new()));
    let parts = numbers.and_then(move |batch| {
        let (asked, stop) = (asked.clone(), stop.clone());
        async move {
            let mut pieces = Vec::new();
            let numbers = batch.column(0).as_primitive::<UInt32Type>();
            for shard in numbers.values().iter().copied() {
                let (asked, progress) = (asked.clone(), stop.0.clone());
                // It keeps a core busy for seconds: not on a thread that others wait for.
                let part = tokio::task::spawn_blocking(move || part(&asked, shard, &progress));
                let part = part.await.map_err(|e| DataFusionError::External(Box::new(e)))??;
                pieces.extend(parcel::cut(shard, &part)?);
            }
            Ok(stream::iter(pieces.into_iter().map(Ok)))
        }
    });
    Box::pin(RecordBatchStreamAdapter::new(parcel::schema(), parts.try_flatten().boxed()))
}

/// What is asked. The last one that was read stays in memory: all shards of a process are asked the same.
fn question(asked: &Asked) -> std::io::Result<Arc<Vec<u8>>> {
    static LAST: Mutex<Option<(String, Arc<Vec<u8>>)>> = Mutex::new(None);
    let mut last = lock(&LAST);
    if let Some((hash, bytes)) = last.as_ref()
        && hash == asked.question.hash()
    {
        return Ok(bytes.clone());
    }
    let bytes = Arc::new(asked.question.read()?);
    *last = Some((asked.question.hash().to_owned(), bytes.clone()));
    Ok(bytes)
}

/// The part of a shard.
fn part(asked: &Asked, shard: u32, progress: &Progress) -> Result<Vec<u8>> {
    let wrong = |words: String| DataFusionError::Execution(format!("Shard {shard}: {words}"));
    let question = question(asked).map_err(|error| wrong(error.to_string()))?;
    let history = shards::open(&asked.folder, shard, &asked.key, progress)
        .map_err(|error| wrong(error.to_string()))?;
    let part = match asked.name.as_str() {
        HOURS => {
            let hours = Postcard.decode(&question).map(|first: Seconds| history.hours(first));
            hours.and_then(|hours| Postcard.encode(&hours))
        }
        name => answer(&Postcard, name, &question, &Shard::new(&history, shard as usize), progress),
    };
    part.map_err(|error| wrong(error.to_string()))
}
