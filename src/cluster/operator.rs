//! The operator: numbers of shards come in, the parts of these shards go out.
//!
//! It stands right above the scan of the table of shards, one file a shard, so that a question is one stage
//! without a shuffle: a task that is lost with its executor is done again elsewhere. Parts are cut into
//! pieces, because the engine carries messages of a few megabytes.

use std::any::Any;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use arrow::array::{Array, AsArray, BinaryArray, RecordBatch, UInt32Array};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, UInt32Type};
use async_trait::async_trait;
use ballista_core::serde::{BallistaLogicalExtensionCodec, BallistaPhysicalExtensionCodec};
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{DFSchema, DFSchemaRef, TableReference};
use datafusion::datasource::file_format::FileFormatFactory;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::context::QueryPlanner;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::logical_expr::physical_planning_context::PhysicalPlanningContext;
use datafusion::logical_expr::{
    Expr, Extension, LogicalPlan, UserDefinedLogicalNode, UserDefinedLogicalNodeCore,
};
use datafusion::physical_expr::{EquivalenceProperties, PhysicalExpr};
use datafusion::physical_plan::execution_plan::{Boundedness, EmissionType};
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::{
    DisplayAs, DisplayFormatType, ExecutionPlan, ExecutionPlanProperties, Partitioning,
    PlanProperties,
};
use datafusion::physical_planner::{DefaultPhysicalPlanner, ExtensionPlanner, PhysicalPlanner};
use datafusion_proto::logical_plan::LogicalExtensionCodec;
use datafusion_proto::physical_plan::{PhysicalExtensionCodec, PhysicalProtoConverterExtension};
use futures::{StreamExt, TryStreamExt, stream};

use super::codec::Postcard;
use super::question::Asked;
use super::shards;
use crate::base::progress::Progress;
use crate::model::{Codec, Shard, answer};

/// Bytes of a part that travel at a time.
const PIECE: usize = 4 << 20;
/// What our bytes in a plan begin with.
const MARK: &[u8] = b"likely-question-1";

/// What comes out: pieces of a shard's part, in their order.
fn pieces_schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        Field::new(shards::SHARD, DataType::UInt32, false),
        Field::new("piece", DataType::UInt32, false),
        Field::new("bytes", DataType::Binary, false),
    ]))
}

/// The pieces of shards that came back as whole parts, in the order of shards: each of so many exactly once.
pub(super) fn put_together(batches: &[RecordBatch], shards: usize) -> Result<Vec<Vec<u8>>, String> {
    let mut pieces: Vec<(u32, u32, &[u8])> = Vec::new();
    for batch in batches {
        let shard = batch.column(0).as_primitive::<UInt32Type>();
        let piece = batch.column(1).as_primitive::<UInt32Type>();
        let bytes = batch.column(2).as_binary::<i32>();
        pieces.extend(
            (0..batch.num_rows()).map(|i| (shard.value(i), piece.value(i), bytes.value(i))),
        );
    }
    pieces.sort_by_key(|piece| (piece.0, piece.1));
    let mut parts = Vec::with_capacity(shards);
    for (expected, own) in (0_u32..).zip(pieces.chunk_by(|a, b| a.0 == b.0)) {
        let in_order = own.iter().enumerate().all(|(place, piece)| piece.1 as usize == place);
        if own[0].0 != expected || !in_order {
            return Err(format!("The answer of shard {expected} is missing or came twice."));
        }
        parts.push(own.iter().flat_map(|piece| piece.2).copied().collect());
    }
    match parts.len() == shards {
        true => Ok(parts),
        false => Err(format!("{} of {shards} shards answered.", parts.len())),
    }
}

/// A question to shards, as a step of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Ask {
    input: LogicalPlan,
    asked: Asked,
    schema: DFSchemaRef,
}

impl PartialOrd for Ask {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.asked.partial_cmp(&other.asked)
    }
}

impl Ask {
    fn new(input: LogicalPlan, asked: Asked) -> Result<Self> {
        let schema = Arc::new(DFSchema::try_from(pieces_schema().as_ref().clone())?);
        Ok(Self { input, asked, schema })
    }

    /// A plan that asks the shards whose numbers `input` gives.
    pub fn plan(input: LogicalPlan, asked: Asked) -> Result<LogicalPlan> {
        Ok(LogicalPlan::Extension(Extension { node: Arc::new(Self::new(input, asked)?) }))
    }
}

impl UserDefinedLogicalNodeCore for Ask {
    fn name(&self) -> &str {
        "Ask"
    }

    fn inputs(&self) -> Vec<&LogicalPlan> {
        vec![&self.input]
    }

    fn schema(&self) -> &DFSchemaRef {
        &self.schema
    }

    fn expressions(&self) -> Vec<Expr> {
        Vec::new()
    }

    fn fmt_for_explain(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ask: {}", self.asked.name)
    }

    fn with_exprs_and_inputs(&self, _: Vec<Expr>, mut inputs: Vec<LogicalPlan>) -> Result<Self> {
        let input = inputs.pop().ok_or_else(|| missing("input"))?;
        Self::new(input, self.asked.clone())
    }
}

fn missing(what: &str) -> DataFusionError {
    DataFusionError::Internal(format!("the question has no {what}"))
}

/// Plans [`Ask`].
#[derive(Debug)]
pub(super) struct Planner;

#[async_trait]
impl QueryPlanner for Planner {
    async fn create_physical_plan(
        &self,
        plan: &LogicalPlan,
        session: &dyn Session,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        DefaultPhysicalPlanner::with_extension_planners(vec![Arc::new(Self)])
            .create_physical_plan(plan, session)
            .await
    }
}

#[async_trait]
impl ExtensionPlanner for Planner {
    async fn plan_extension(
        &self,
        _: &dyn PhysicalPlanner,
        node: &dyn UserDefinedLogicalNode,
        _: &[&LogicalPlan],
        inputs: &[Arc<dyn ExecutionPlan>],
        _: &dyn Session,
        _: &PhysicalPlanningContext,
    ) -> Result<Option<Arc<dyn ExecutionPlan>>> {
        let node: &dyn Any = node.as_any();
        let (Some(ask), Some(input)) = (node.downcast_ref::<Ask>(), inputs.first()) else {
            return Ok(None);
        };
        Ok(Some(Arc::new(AskExec::new(input.clone(), ask.asked.clone()))))
    }
}

/// [`Ask`] on an executor.
#[derive(Debug)]
pub(super) struct AskExec {
    input: Arc<dyn ExecutionPlan>,
    asked: Asked,
    properties: Arc<PlanProperties>,
}

impl AskExec {
    fn new(input: Arc<dyn ExecutionPlan>, asked: Asked) -> Self {
        let partitions = input.output_partitioning().partition_count();
        let properties = Arc::new(PlanProperties::new(
            EquivalenceProperties::new(pieces_schema()),
            Partitioning::UnknownPartitioning(partitions),
            EmissionType::Incremental,
            Boundedness::Bounded,
        ));
        Self { input, asked, properties }
    }
}

impl DisplayAs for AskExec {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AskExec: {}", self.asked.name)
    }
}

impl ExecutionPlan for AskExec {
    fn name(&self) -> &str {
        "AskExec"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        vec![&self.input]
    }

    fn benefits_from_input_partitioning(&self) -> Vec<bool> {
        vec![false]
    }

    fn apply_expressions(
        &self,
        _: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn with_new_children(
        self: Arc<Self>,
        mut children: Vec<Arc<dyn ExecutionPlan>>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let input = children.pop().ok_or_else(|| missing("input"))?;
        Ok(Arc::new(Self::new(input, self.asked.clone())))
    }

    fn execute(
        &self,
        partition: usize,
        context: Arc<TaskContext>,
    ) -> Result<SendableRecordBatchStream> {
        let numbers = self.input.execute(partition, context)?;
        let asked = self.asked.clone();
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
                    pieces.extend(cut(shard, &part)?);
                }
                Ok(stream::iter(pieces.into_iter().map(Ok)))
            }
        });
        Ok(Box::pin(RecordBatchStreamAdapter::new(pieces_schema(), parts.try_flatten().boxed())))
    }
}

/// A task that nobody waits for any more stops: its engine drops the stream.
struct StopWhenDropped(Progress);

impl Drop for StopWhenDropped {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// The part of a shard.
fn part(asked: &Asked, shard: u32, progress: &Progress) -> Result<Vec<u8>> {
    let wrong = |words: String| DataFusionError::Execution(format!("Shard {shard}: {words}"));
    let question = asked.read().map_err(|error| wrong(error.to_string()))?;
    let history = shards::open(&asked.shards, shard, &asked.key, progress)
        .map_err(|error| wrong(error.to_string()))?;
    answer(&Postcard, &asked.name, &question, &Shard::new(&history), progress)
        .map_err(|error| wrong(error.to_string()))
}

/// A part in pieces; an empty one is one piece too.
fn cut(shard: u32, part: &[u8]) -> Result<Vec<RecordBatch>> {
    let pieces: Vec<&[u8]> =
        if part.is_empty() { vec![part] } else { part.chunks(PIECE).collect() };
    let batch = |(place, piece): (u32, &[u8])| {
        let columns: Vec<Arc<dyn Array>> = vec![
            Arc::new(UInt32Array::from(vec![shard])),
            Arc::new(UInt32Array::from(vec![place])),
            Arc::new(BinaryArray::from(vec![piece])),
        ];
        Ok(RecordBatch::try_new(pieces_schema(), columns)?)
    };
    (0..).zip(pieces).map(batch).collect()
}

fn encoded(asked: &Asked, buffer: &mut Vec<u8>) -> Result<()> {
    buffer.extend(MARK);
    buffer.extend(Postcard.encode(asked).map_err(|e| DataFusionError::Internal(e.to_string()))?);
    Ok(())
}

fn decoded(bytes: &[u8]) -> Result<Asked> {
    Postcard.decode(bytes).map_err(|e| DataFusionError::Internal(e.to_string()))
}

/// Carries [`Ask`]; all else as the engine does.
#[derive(Debug, Default)]
pub(super) struct LogicalCodec(BallistaLogicalExtensionCodec);

impl LogicalExtensionCodec for LogicalCodec {
    fn try_decode(
        &self,
        buf: &[u8],
        inputs: &[LogicalPlan],
        ctx: &TaskContext,
    ) -> Result<Extension> {
        match buf.strip_prefix(MARK) {
            Some(asked) => {
                let input = inputs.first().ok_or_else(|| missing("input"))?.clone();
                Ok(Extension { node: Arc::new(Ask::new(input, decoded(asked)?)?) })
            }
            None => self.0.try_decode(buf, inputs, ctx),
        }
    }

    fn try_encode(&self, node: &Extension, buf: &mut Vec<u8>) -> Result<()> {
        let any: &dyn Any = node.node.as_any();
        match any.downcast_ref::<Ask>() {
            Some(ask) => encoded(&ask.asked, buf),
            None => self.0.try_encode(node, buf),
        }
    }

    fn try_decode_table_provider(
        &self,
        buf: &[u8],
        table: &TableReference,
        schema: SchemaRef,
        ctx: &TaskContext,
    ) -> Result<Arc<dyn TableProvider>> {
        self.0.try_decode_table_provider(buf, table, schema, ctx)
    }

    fn try_encode_table_provider(
        &self,
        table: &TableReference,
        node: Arc<dyn TableProvider>,
        buf: &mut Vec<u8>,
    ) -> Result<()> {
        self.0.try_encode_table_provider(table, node, buf)
    }

    fn try_decode_file_format(
        &self,
        buf: &[u8],
        ctx: &TaskContext,
    ) -> Result<Arc<dyn FileFormatFactory>> {
        self.0.try_decode_file_format(buf, ctx)
    }

    fn try_encode_file_format(
        &self,
        buf: &mut Vec<u8>,
        node: Arc<dyn FileFormatFactory>,
    ) -> Result<()> {
        self.0.try_encode_file_format(buf, node)
    }
}

/// Carries [`AskExec`]; all else as the engine does.
#[derive(Debug, Default)]
pub(super) struct PhysicalCodec(BallistaPhysicalExtensionCodec);

impl PhysicalExtensionCodec for PhysicalCodec {
    fn try_decode(
        &self,
        buf: &[u8],
        inputs: &[Arc<dyn ExecutionPlan>],
        ctx: &TaskContext,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        match buf.strip_prefix(MARK) {
            Some(asked) => {
                let input = inputs.first().ok_or_else(|| missing("input"))?.clone();
                Ok(Arc::new(AskExec::new(input, decoded(asked)?)))
            }
            None => self.0.try_decode(buf, inputs, ctx, converter),
        }
    }

    fn try_encode(
        &self,
        node: Arc<dyn ExecutionPlan>,
        buf: &mut Vec<u8>,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<()> {
        match node.downcast_ref::<AskExec>() {
            Some(ask) => encoded(&ask.asked, buf),
            None => self.0.try_encode(node, buf, converter),
        }
    }
}
