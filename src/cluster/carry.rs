//! How steps of ours travel with a plan; all else travels as the engine has it.

use std::any::Any;
use std::sync::Arc;

use arrow::datatypes::SchemaRef;
use ballista_core::serde::{BallistaLogicalExtensionCodec, BallistaPhysicalExtensionCodec};
use datafusion::catalog::TableProvider;
use datafusion::common::TableReference;
use datafusion::datasource::file_format::FileFormatFactory;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::TaskContext;
use datafusion::logical_expr::{Extension, LogicalPlan};
use datafusion::physical_plan::ExecutionPlan;
use datafusion_proto::logical_plan::LogicalExtensionCodec;
use datafusion_proto::physical_plan::{PhysicalExtensionCodec, PhysicalProtoConverterExtension};

use super::codec::Postcard;
use super::plan::{Step, StepExec};
use super::work::Work;
use crate::model::Codec;

/// What our bytes in a plan begin with.
const MARK: &[u8] = b"likely-work-2";

fn missing() -> DataFusionError {
    DataFusionError::Internal("a step of the plan has no input".to_owned())
}

fn encoded(work: &Work, buffer: &mut Vec<u8>) -> Result<()> {
    buffer.extend(MARK);
    buffer.extend(Postcard.encode(work).map_err(|e| DataFusionError::Internal(e.to_string()))?);
    Ok(())
}

fn decoded(bytes: &[u8]) -> Result<Work> {
    Postcard.decode(bytes).map_err(|e| DataFusionError::Internal(e.to_string()))
}

/// Carries [`Step`]; all else as the engine does.
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
            Some(work) => {
                let input = inputs.first().ok_or_else(missing)?.clone();
                Ok(Extension { node: Arc::new(Step::new(input, decoded(work)?)?) })
            }
            None => self.0.try_decode(buf, inputs, ctx),
        }
    }

    fn try_encode(&self, node: &Extension, buf: &mut Vec<u8>) -> Result<()> {
        let any: &dyn Any = node.node.as_any();
        match any.downcast_ref::<Step>() {
            Some(step) => encoded(step.work(), buf),
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

/// Carries [`StepExec`]; all else as the engine does.
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
            Some(work) => {
                let input = inputs.first().ok_or_else(missing)?.clone();
                Ok(Arc::new(StepExec::new(input, decoded(work)?)))
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
        match node.downcast_ref::<StepExec>() {
            Some(step) => encoded(step.work(), buf),
            None => self.0.try_encode(node, buf, converter),
        }
    }
}
