//! Ballista's scheduler and executor as processes, with our operator registered.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use ballista_core::config::TaskSchedulingPolicy;
use ballista_core::error::BallistaError;
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::start_server;
use tokio::runtime::{Builder, Runtime};

use super::carry::{LogicalCodec, PhysicalCodec};
use super::session::{self, MESSAGE};

/// Seconds without a sign of life after which an executor counts as lost, between two looks, and between two signs:
/// a run should not wait three minutes, as Ballista does by default.
const LOST_AFTER: u64 = 10;
const LOOK_EVERY: u64 = 3;
const ALIVE_EVERY: u64 = 2;
/// Planning recurses deeply.
const STACK: usize = 32 << 20;

/// What a scheduler needs to know.
#[derive(Debug, Clone)]
pub struct SchedulerOptions {
    /// Address to listen at.
    pub host: String,
    /// Port to listen at.
    pub port: u16,
}

/// What an executor needs to know.
#[derive(Debug, Clone)]
pub struct ExecutorOptions {
    /// Address to listen at.
    pub host: String,
    /// Name by which other processes find it.
    pub external_host: Option<String>,
    /// Port for data; the one after it is for tasks.
    pub port: u16,
    /// Where the scheduler is.
    pub scheduler_host: String,
    /// See `scheduler_host`.
    pub scheduler_port: u16,
    /// Shards that are asked at a time.
    pub tasks: usize,
    /// Folder for what has no room in memory; `None`: one of its own.
    pub work: Option<PathBuf>,
    /// Bytes of memory that the engine's own operators may take.
    pub memory: u64,
}

fn runtime() -> io::Result<Runtime> {
    Builder::new_multi_thread().thread_stack_size(STACK).enable_all().build()
}

/// Runs a scheduler until the process ends.
///
/// # Errors
/// Those of the system and of the engine.
pub fn scheduler(options: &SchedulerOptions) -> Result<(), BallistaError> {
    let config = SchedulerConfig {
        bind_host: options.host.clone(),
        bind_port: options.port,
        scheduling_policy: TaskSchedulingPolicy::PullStaged,
        executor_timeout_seconds: LOST_AFTER,
        expire_dead_executor_interval_seconds: LOOK_EVERY,
        no_executors_grace_period_seconds: 6 * LOST_AFTER,
        grpc_server_max_decoding_message_size: MESSAGE as u32,
        grpc_server_max_encoding_message_size: MESSAGE as u32,
        grpc_client_max_message_size: MESSAGE as u32,
        override_logical_codec: Some(Arc::new(LogicalCodec::default())),
        override_physical_codec: Some(Arc::new(PhysicalCodec::default())),
        override_config_producer: Some(Arc::new(session::config)),
        override_session_builder: Some(Arc::new(session::state)),
        ..SchedulerConfig::default()
    };
    let address = format!("{}:{}", config.bind_host, config.bind_port);
    let address = address.parse().map_err(|_| {
        BallistaError::Configuration(format!("{address} is no address to listen at"))
    })?;
    runtime()?.block_on(async {
        let cluster = BallistaCluster::new_from_config(&config).await?;
        start_server(cluster, address, Arc::new(config)).await
    })
}

/// Runs an executor until the process ends.
///
/// # Errors
/// Those of the system and of the engine.
pub fn executor(options: &ExecutorOptions) -> Result<(), BallistaError> {
    let temporary = tempfile::tempdir()?;
    let work = options.work.clone().unwrap_or_else(|| temporary.path().to_owned());
    std::fs::create_dir_all(&work)?;
    let config = ExecutorProcessConfig {
        bind_host: options.host.clone(),
        external_host: options.external_host.clone().or(Some(options.host.clone())),
        port: options.port,
        grpc_port: options.port + 1,
        scheduler_host: options.scheduler_host.clone(),
        scheduler_port: options.scheduler_port,
        scheduler_connect_timeout_seconds: 60,
        vcores: options.tasks.max(1),
        task_scheduling_policy: TaskSchedulingPolicy::PullStaged,
        work_dir: Some(work.to_string_lossy().into_owned()),
        grpc_max_decoding_message_size: MESSAGE as u32,
        grpc_max_encoding_message_size: MESSAGE as u32,
        executor_heartbeat_interval_seconds: ALIVE_EVERY,
        memory_pool_size: Some(options.memory),
        override_function_registry: Some(Arc::new(BallistaFunctionRegistry::default())),
        override_config_producer: Some(Arc::new(session::config)),
        override_logical_codec: Some(Arc::new(LogicalCodec::default())),
        override_physical_codec: Some(Arc::new(PhysicalCodec::default())),
        ..ExecutorProcessConfig::default()
    };
    runtime()?.block_on(start_executor_process(Arc::new(config)))
}
