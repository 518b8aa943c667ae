//! Pieces put together on an executor: everything of a shard comes in, one shard after the other; the past of its
//! people is kept on shared storage, or its events go on under the IDs that people go by.

use std::sync::Arc;

use arrow::array::RecordBatch;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::SendableRecordBatchStream;
use datafusion::physical_plan::stream::RecordBatchReceiverStream;
use futures::TryStreamExt;

use super::asking::StopWhenDropped;
use super::codec::Postcard;
use super::shards::{self, Moving};
use super::work::Reading;
use super::{job, parcel, reading};
use crate::base::progress::Progress;
use crate::history::{Damaged, Piece};
use crate::ingest::Gathering;
use crate::model::Codec;

/// Batches that wait for whoever takes them.
const WAITING: usize = 2;

/// Gathers shards: to find out who is who, or to make their pasts.
pub(super) fn gather(
    mut parcels: SendableRecordBatchStream,
    reading: Reading,
    identify: bool,
) -> SendableRecordBatchStream {
    let mut out = RecordBatchReceiverStream::builder(parcel::schema(), WAITING);
    let give = out.tx();
    out.spawn(async move {
        let stop = Arc::new(StopWhenDropped(Progress::new()));
        let mut under_way = Some(UnderWay { reading, identify, current: None });
        let mut ended = false;
        while !ended {
            let batch = parcels.try_next().await?;
            ended = batch.is_none();
            let Some(mut own) = under_way.take() else { break };
            let progress = stop.0.clone();
            // It keeps a core busy: not on a thread that others wait for.
            let work = move || {
                let batches = own.take(batch.as_ref(), &progress)?;
                Ok::<_, DataFusionError>((own, batches))
            };
            let done = tokio::task::spawn_blocking(work).await;
            let (own, batches) = done.map_err(|e| DataFusionError::External(Box::new(e)))??;
            under_way = Some(own);
            for batch in batches {
                if give.send(Ok(batch)).await.is_err() {
                    return Ok(());
                }
            }
        }
        Ok(())
    });
    out.build()
}

/// A shard that is being put together.
struct UnderWay {
    reading: Reading,
    identify: bool,
    current: Option<(u32, Gathering)>,
}

fn wrong(shard: u32, error: &dyn std::error::Error) -> DataFusionError {
    DataFusionError::Execution(format!("Shard {shard}: {error}"))
}

impl UnderWay {
    /// Takes the next parcels; without any, the last shard is whole.
    fn take(
        &mut self,
        batch: Option<&RecordBatch>,
        progress: &Progress,
    ) -> Result<Vec<RecordBatch>> {
        let mut out = Vec::new();
        let Some(batch) = batch else {
            self.finish(&mut out, progress)?;
            return Ok(out);
        };
        if !shards::is_wanted(&self.reading.folder, &self.reading.attempt) {
            return Err(DataFusionError::Execution("Nobody waits for it any more.".into()));
        }
        for (shard, _, bytes) in parcel::rows(batch) {
            if self.current.as_ref().is_none_or(|current| current.0 != shard) {
                self.finish(&mut out, progress)?;
            }
            progress.check().map_err(|stopped| wrong(shard, &stopped))?;
            if self.current.is_none() {
                let job = self.job(shard, progress)?;
                self.current = Some((shard, Gathering::new(job.plan.columns.len())));
            }
            let piece: Piece = Postcard.decode(bytes).map_err(|error| wrong(shard, &error))?;
            if let Some((_, gathering)) = &mut self.current {
                let damaged = || format!("Shard {shard}: what was read arrived damaged.");
                gathering.add(piece).map_err(|Damaged| DataFusionError::Execution(damaged()))?;
            }
        }
        if let Some((shard, _)) = &self.current {
            shards::moves(&self.reading.folder, self.name(), *shard);
        }
        Ok(out)
    }

    fn name(&self) -> &'static str {
        if self.identify { "ids" } else { "shard" }
    }

    fn job(&self, shard: u32, progress: &Progress) -> Result<Arc<job::Ready>> {
        let words = |words: String| DataFusionError::Execution(format!("Shard {shard}: {words}"));
        job::ready(&self.reading.job, progress).map_err(words)
    }

    /// Finishes the shard that is under way.
    fn finish(&mut self, out: &mut Vec<RecordBatch>, progress: &Progress) -> Result<()> {
        let Some((shard, gathering)) = self.current.take() else { return Ok(()) };
        let Reading { folder, key, shards, wanted, .. } = &self.reading;
        let _moving = Moving::begin(folder, self.name(), shard);
        if self.identify {
            let job = self.job(shard, progress)?;
            let (pieces, sifted) = gathering
                .identified(&job.plan, *shards as usize, progress)
                .map_err(|error| wrong(shard, &error))?;
            shards::keep_identified(folder, shard, &sifted)
                .map_err(|error| wrong(shard, &error))?;
            let pieces = pieces.into_iter().filter(|(shard, _)| wanted.contains(shard)).collect();
            out.extend(reading::parcels(pieces)?);
        } else {
            let job = self.job(shard, progress)?;
            let (history, sifted) = gathering
                .history(&job.plan, job.feed.as_ref(), progress)
                .map_err(|error| wrong(shard, &error))?;
            shards::keep(folder, shard, key, &history, &sifted)
                .map_err(|error| wrong(shard, &error))?;
            out.extend(parcel::cut(shard, &[])?);
        }
        shards::moves(folder, self.name(), shard);
        Ok(())
    }
}
