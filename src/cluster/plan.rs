//! The steps of ours in a plan: numbers or parcels of shards come in, parcels of shards go out.
//!
//! A question stands right above the scan of the table of shards, one file a shard, so that it is one stage
//! without a shuffle: a task that is lost with its executor is done again elsewhere. What gathers shards asks for
//! everything of a shard in one partition, one shard after the other: the engine puts its own exchange and its own
//! sort, which use the disk where memory is short, in between.

use std::any::Any;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use arrow::compute::SortOptions;
use async_trait::async_trait;
use datafusion::catalog::Session;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{DFSchema, DFSchemaRef};
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::context::QueryPlanner;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::logical_expr::physical_planning_context::PhysicalPlanningContext;
use datafusion::logical_expr::{
    Expr, Extension, LogicalPlan, UserDefinedLogicalNode, UserDefinedLogicalNodeCore,
};
use datafusion::physical_expr::expressions::Column;
use datafusion::physical_expr::{
    EquivalenceProperties, LexOrdering, OrderingRequirements, PhysicalExpr, PhysicalSortExpr,
};
use datafusion::physical_plan::distribution_requirements::InputDistributionRequirements;
use datafusion::physical_plan::execution_plan::{Boundedness, EmissionType};
use datafusion::physical_plan::{
    DisplayAs, DisplayFormatType, Distribution, ExecutionPlan, ExecutionPlanProperties,
    Partitioning, PlanProperties,
};
use datafusion::physical_planner::{DefaultPhysicalPlanner, ExtensionPlanner, PhysicalPlanner};

use super::work::Work;
use super::{asking, gathering, parcel, reading};

/// Work, as a step of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Step {
    input: LogicalPlan,
    work: Work,
    schema: DFSchemaRef,
}

impl PartialOrd for Step {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.work.partial_cmp(&other.work)
    }
}

impl Step {
    /// Work on what `input` gives.
    pub fn new(input: LogicalPlan, work: Work) -> Result<Self> {
        let schema = Arc::new(DFSchema::try_from(parcel::schema().as_ref().clone())?);
        Ok(Self { input, work, schema })
    }

    /// A plan that ends with this work.
    pub fn plan(input: LogicalPlan, work: Work) -> Result<LogicalPlan> {
        Ok(LogicalPlan::Extension(Extension { node: Arc::new(Self::new(input, work)?) }))
    }

    /// What is done.
    pub fn work(&self) -> &Work {
        &self.work
    }
}

impl UserDefinedLogicalNodeCore for Step {
    fn name(&self) -> &str {
        "Work"
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
        write!(f, "Work: {}", self.work.name())
    }

    fn with_exprs_and_inputs(&self, _: Vec<Expr>, mut inputs: Vec<LogicalPlan>) -> Result<Self> {
        let input = inputs.pop().ok_or_else(missing)?;
        Self::new(input, self.work.clone())
    }
}

fn missing() -> DataFusionError {
    DataFusionError::Internal("a step of the plan has no input".to_owned())
}

/// Plans [`Step`].
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
        let (Some(step), Some(input)) = (node.downcast_ref::<Step>(), inputs.first()) else {
            return Ok(None);
        };
        Ok(Some(Arc::new(StepExec::new(input.clone(), step.work.clone()))))
    }
}

/// [`Step`] on an executor.
#[derive(Debug)]
pub(super) struct StepExec {
    input: Arc<dyn ExecutionPlan>,
    work: Work,
    properties: Arc<PlanProperties>,
}

impl StepExec {
    /// Work on what `input` gives.
    pub fn new(input: Arc<dyn ExecutionPlan>, work: Work) -> Self {
        let partitions = input.output_partitioning().partition_count();
        let properties = Arc::new(PlanProperties::new(
            EquivalenceProperties::new(parcel::schema()),
            Partitioning::UnknownPartitioning(partitions),
            EmissionType::Incremental,
            Boundedness::Bounded,
        ));
        Self { input, work, properties }
    }

    /// What is done.
    pub fn work(&self) -> &Work {
        &self.work
    }
}

impl DisplayAs for StepExec {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StepExec: {}", self.work.name())
    }
}

/// The column of shards' numbers in parcels.
fn shard_column() -> Arc<dyn PhysicalExpr> {
    Arc::new(Column::new(parcel::SHARD, 0))
}

impl ExecutionPlan for StepExec {
    fn name(&self) -> &str {
        "StepExec"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        vec![&self.input]
    }

    fn input_distribution_requirements(&self) -> InputDistributionRequirements {
        InputDistributionRequirements::new(vec![match self.work.gathers() {
            true => Distribution::KeyPartitioned(vec![shard_column()]),
            false => Distribution::UnspecifiedDistribution,
        }])
    }

    fn required_input_ordering(&self) -> Vec<Option<OrderingRequirements>> {
        let rising = || {
            let options = SortOptions { descending: false, nulls_first: false };
            LexOrdering::new([PhysicalSortExpr::new(shard_column(), options)])
        };
        vec![self.work.gathers().then(rising).flatten().map(OrderingRequirements::from)]
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
        let input = children.pop().ok_or_else(missing)?;
        Ok(Arc::new(Self::new(input, self.work.clone())))
    }

    fn execute(
        &self,
        partition: usize,
        context: Arc<TaskContext>,
    ) -> Result<SendableRecordBatchStream> {
        let input = self.input.execute(partition, context)?;
        Ok(match self.work.clone() {
            Work::Read(what) => reading::read(input, what),
            Work::Identify(what) => gathering::gather(input, what, true),
            Work::Build(what) => gathering::gather(input, what, false),
            Work::Ask(asked) => asking::ask(input, asked),
        })
    }
}
