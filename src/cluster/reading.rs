//! Files read on an executor: numbers of groups of files come in, pieces of people go out.

use arrow::array::AsArray;
use arrow::datatypes::UInt32Type;
use datafusion::arrow::array::RecordBatch;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::SendableRecordBatchStream;
use datafusion::physical_plan::stream::RecordBatchReceiverStream;
use futures::TryStreamExt;
use tokio::sync::mpsc::Sender;

use super::asking::StopWhenDropped;
use super::codec::Postcard;
use super::work::Reading;
use super::{job, parcel, shards};
use crate::base::progress::{Progress, Stopped};
use crate::history::Piece;
use crate::ingest::{self, Away, needs_identity};
use crate::model::Codec;

/// Batches that wait for whoever takes them.
const WAITING: usize = 2;

/// The pieces of the groups of files whose numbers come in.
pub(super) fn read(
    mut numbers: SendableRecordBatchStream,
    reading: Reading,
) -> SendableRecordBatchStream {
    let mut out = RecordBatchReceiverStream::builder(parcel::schema(), WAITING);
    let give = out.tx();
    out.spawn(async move {
        let stop = StopWhenDropped(Progress::new());
        while let Some(batch) = numbers.try_next().await? {
            let groups = batch.column(0).as_primitive::<UInt32Type>();
            for group in groups.values().iter().copied() {
                let (reading, give) = (reading.clone(), give.clone());
                let progress = stop.0.clone();
                let read = move || read_group(&reading, group, &give, &progress);
                let read = tokio::task::spawn_blocking(read);
                read.await.map_err(|e| DataFusionError::External(Box::new(e)))??;
            }
        }
        Ok(())
    });
    out.build()
}

fn read_group(
    reading: &Reading,
    group: u32,
    give: &Sender<Result<RecordBatch>>,
    progress: &Progress,
) -> Result<()> {
    let wrong = |words: String| DataFusionError::Execution(format!("Reading files: {words}"));
    let job = job::ready(&reading.job, progress).map_err(wrong)?;
    let places = job.groups.get(group as usize).ok_or_else(|| wrong("no such files".into()))?;
    // Who is who may bring any ID into any shard.
    let all = needs_identity(&job.plan);
    let wanted = |shard: u32| all || reading.wanted.contains(&shard);
    let take = |pieces: Vec<(u32, Piece)>| -> Result<(), Stopped> {
        progress.check()?;
        shards::moves(&reading.folder, "files", group);
        if !shards::is_wanted(&reading.folder, &reading.attempt) {
            return Err(Stopped);
        }
        let pieces = pieces.into_iter().filter(|(shard, _)| wanted(*shard)).collect();
        // Nobody waits for it any more where it cannot be given.
        let batches = parcels(pieces).map_err(|_| Stopped)?;
        batches.into_iter().try_for_each(|b| give.blocking_send(Ok(b)).map_err(|_| Stopped))
    };
    let to = Away { shards: reading.shards as usize, take: &take };
    let what = (job.feed.as_ref(), &job.known_as);
    let read = ingest::read_parts(&job.plan, what, places, &job.options, to, progress);
    let read = read.map_err(|stopped| wrong(stopped.to_string()))?;
    shards::keep_read(&reading.folder, group, &read).map_err(|error| wrong(error.to_string()))
}

/// Pieces as they travel.
pub(super) fn parcels(pieces: Vec<(u32, Piece)>) -> Result<Vec<RecordBatch>> {
    let mut parcels = Vec::with_capacity(pieces.len());
    for (shard, piece) in pieces {
        let bytes = Postcard.encode(&piece).map_err(|e| DataFusionError::External(Box::new(e)))?;
        parcels.push((shard, bytes));
    }
    parcel::whole(&parcels)
}
