//! The model's questions answered by many machines: Apache DataFusion Ballista carries each
//! [`Question`](crate::model::Question) to executors, each of which answers it for its shards of people by the very
//! code that answers it on a desktop, and brings the parts back to the client, which trains.
//!
//! Scheduler, executors, retries, shuffles and cancellation are Ballista's. Ours is an operator
//! ([`operator`]) that reads numbers of shards and gives parts, and the [`codec`]s with which it
//! travels. Everything between two rounds lies on shared storage ([`shards`], questions), so a round can
//! be asked again on whoever is left.
//!
//! The files import only from above themselves in this list: `codec`, `question` (what is asked, on shared
//! storage), `shards` (people's pasts there), `operator`, `session` (what every process is told),
//! `everyone` (the client), `processes` (scheduler and executors).

mod codec;
mod everyone;
mod operator;
mod processes;
mod question;
mod session;
mod shards;

pub use everyone::{Carried, Cluster, ClusterError, Engine};
pub use processes::{ExecutorOptions, SchedulerOptions, executor, scheduler};
