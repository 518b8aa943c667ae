//! What client, scheduler and executors are told alike: how our operator is planned and travels.

use std::sync::Arc;

use ballista_core::extension::SessionConfigExt;
use datafusion::error::Result;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::execution::{SessionState, SessionStateBuilder};
use datafusion::prelude::SessionConfig;

use super::carry::{LogicalCodec, PhysicalCodec};
use super::plan::Planner;

/// Bytes of a message between processes: a piece of a part and what is around it.
pub(super) const MESSAGE: usize = 64 << 20;

/// Settings of every process.
pub(super) fn config() -> SessionConfig {
    SessionConfig::new_with_ballista()
        .with_ballista_logical_extension_codec(Arc::new(LogicalCodec::default()))
        .with_ballista_physical_extension_codec(Arc::new(PhysicalCodec::default()))
        .with_ballista_grpc_client_max_message_size(MESSAGE)
        // A row of ours may be a megabyte: few of them are taken at a time.
        .with_batch_size(64)
        // A file of the table of shards is a task of its own, whatever its size.
        .set_bool("datafusion.optimizer.repartition_file_scans", false)
        .set_bool("datafusion.optimizer.enable_round_robin_repartition", false)
}

/// A session of whoever plans.
pub(super) fn state(config: SessionConfig) -> Result<SessionState> {
    Ok(SessionStateBuilder::new()
        .with_default_features()
        .with_config(config)
        .with_runtime_env(Arc::new(RuntimeEnvBuilder::new().build()?))
        .with_query_planner(Arc::new(Planner))
        .build())
}
