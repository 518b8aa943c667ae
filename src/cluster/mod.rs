//! A project's files read and the model's questions answered by many machines: Apache DataFusion Ballista carries both
//! to executors, which do it by the very code that does it on a desktop, on shards of people; the client trains and
//! writes lists.
//!
//! Scheduler, executors, retries, shuffles and cancellation are Ballista's. Ours are steps of a plan ([`plan`]):
//! files are read into pieces of people ([`reading`]), the engine brings the pieces of a person together with its own
//! exchange and sort, and shards are made from them ([`gathering`]) and asked ([`asking`]). Everything between two
//! steps lies on shared storage ([`shards`]), so a step can be done again by whoever is left.
//!
//! The files import only from above themselves in this list: `codec`, `stored` (files that a plan names), `work` (what
//! is asked of executors), `parcel` (what travels between steps), `objects` (files in object stores), `job` (what is read), `shards` (people's pasts on
//! shared storage), `asking`, `reading`, `gathering`, `plan`, `carry` (how steps travel), `session` (what every
//! process is told), `engine` (a plan run), `files` (which files a
//! place means), `read` (the client of a reading), `everyone` (the client of the model),
//! `processes` (scheduler and executors).

mod asking;
mod carry;
mod codec;
mod engine;
mod everyone;
mod files;
mod gathering;
mod job;
mod objects;
mod parcel;
mod plan;
mod processes;
mod read;
mod reading;
mod session;
mod shards;
mod stored;
mod work;

pub use engine::{ClusterError, Engine, Place};
pub use everyone::Cluster;
pub use files::{files_at, folder_read, place, reach_object_stores};
pub use processes::{ExecutorOptions, SchedulerOptions, executor, scheduler};
pub use read::{Files, Shards};
pub use shards::LAYOUT;
