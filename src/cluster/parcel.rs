//! What travels between the steps of a plan: bytes of a shard, in pieces, because the engine carries messages of a
//! few megabytes.

use std::sync::Arc;

use arrow::array::{Array, AsArray, BinaryArray, RecordBatch, UInt32Array};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, UInt32Type};
use datafusion::error::Result;

/// Name of the column of shards' numbers.
pub(super) const SHARD: &str = "shard";
/// Bytes that travel at a time.
const PIECE: usize = 4 << 20;

/// Numbers of shards, the pieces' places, and bytes.
pub(super) fn schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        Field::new(SHARD, DataType::UInt32, false),
        Field::new("piece", DataType::UInt32, false),
        Field::new("bytes", DataType::Binary, false),
    ]))
}

fn batch(rows: &[(u32, u32, &[u8])]) -> Result<RecordBatch> {
    let columns: Vec<Arc<dyn Array>> = vec![
        Arc::new(UInt32Array::from_iter_values(rows.iter().map(|row| row.0))),
        Arc::new(UInt32Array::from_iter_values(rows.iter().map(|row| row.1))),
        Arc::new(BinaryArray::from_iter_values(rows.iter().map(|row| row.2))),
    ];
    Ok(RecordBatch::try_new(schema(), columns)?)
}

/// Bytes of a shard in pieces; none at all are one piece too.
pub(super) fn cut(shard: u32, bytes: &[u8]) -> Result<Vec<RecordBatch>> {
    let pieces: Vec<&[u8]> =
        if bytes.is_empty() { vec![bytes] } else { bytes.chunks(PIECE).collect() };
    (0..).zip(pieces).map(|(place, piece)| batch(&[(shard, place, piece)])).collect()
}

/// Whole parcels of shards, some at a time.
pub(super) fn whole(parcels: &[(u32, Vec<u8>)]) -> Result<Vec<RecordBatch>> {
    let mut batches = Vec::new();
    let mut size = 0;
    let mut rows: Vec<(u32, u32, &[u8])> = Vec::new();
    for (shard, bytes) in parcels {
        if size + bytes.len() > PIECE && !rows.is_empty() {
            batches.push(batch(&rows)?);
            (rows, size) = (Vec::new(), 0);
        }
        rows.push((*shard, 0, bytes));
        size += bytes.len();
    }
    batches.push(batch(&rows)?);
    Ok(batches)
}

/// The rows of a batch.
pub(super) fn rows(batch: &RecordBatch) -> impl Iterator<Item = (u32, u32, &[u8])> {
    let shard = batch.column(0).as_primitive::<UInt32Type>();
    let piece = batch.column(1).as_primitive::<UInt32Type>();
    let bytes = batch.column(2).as_binary::<i32>();
    (0..batch.num_rows()).map(|i| (shard.value(i), piece.value(i), bytes.value(i)))
}

/// Whether pieces that came back are of so many shards, each of their pieces exactly once.
pub(super) fn all_there(mut pieces: Vec<(u32, u32)>, shards: usize) -> Result<(), String> {
    pieces.sort_unstable();
    let mut answered = 0;
    for (expected, own) in (0_u32..).zip(pieces.chunk_by(|a, b| a.0 == b.0)) {
        let in_order = (0_u32..).zip(own).all(|(place, piece)| piece.1 == place);
        if own[0].0 != expected || !in_order {
            return Err(format!("The answer of shard {expected} is missing or came twice."));
        }
        answered += 1;
    }
    match answered == shards {
        true => Ok(()),
        false => Err(format!("{answered} of {shards} shards answered.")),
    }
}
