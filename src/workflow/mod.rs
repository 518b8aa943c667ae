//! The use cases that both front ends run, each once: look at files, build everyone's past, compute
//! audiences and whom they leave out, write lists, measure, recommend.
//!
//! The window runs each as a job, the command line one after the other; defaults, checks, words and
//! results are the same. A use case takes what was decided (a project's parts) and everyone's past
//! ([`Ready`]) and gives a result or an error with the sentence that the person reads. `cache` keeps
//! on this machine what takes long.

mod adopted;
mod audience_error;
mod cache;
mod compute;
mod consent;
mod contacts;
mod control;
mod damage;
mod earlier;
mod elsewhere;
mod exclusions;
mod fields;
mod folders;
mod forget;
mod freshness;
mod inspect;
mod lists;
mod make;
mod measure;
mod members;
mod open;
mod places;
mod prepare;
mod ready;
mod recommended;
mod sample_people;
mod scores;
mod shapes;
mod skipped;
mod suppression;
mod turn;
mod unread;

pub use adopted::{forget_adopted, missing_adopted, remember_adopted};
pub use audience_error::{AudienceError, exclusion_cycle_words};
pub use cache::{Answers, Storage, USUAL_MEMORY, recompute};
pub use compute::{Audiences, unknown_values};
pub use consent::{ConsentFilter, consent_by, consent_filter, proposed_consent};
pub use damage::{damaged_file, damaged_for};
pub use elsewhere::replace_source;
pub use exclusions::{SuppressionFiles, suppressed_anew};
pub use fields::{fields, further_traits, plain_table};
pub use folders::{lists_folder, lists_folder_in};
pub use forget::{ForgetError, Forgotten, PeopleToForget, forget};
pub use freshness::{Freshness, OpenedProject, names, open_project};
pub use inspect::{Found, Look, Looked, look};
pub use lists::{AudiencePeople, ListsError, count, quality};
pub use make::{ListsMade, Making, chosen, control_group_of, country, list_settings, make_lists};
pub use measure::{CampaignError, measure_campaign};
pub use open::{Opened, open_all, rows_by_id, scan_all, sources};
pub use places::{places, set};
pub use prepare::{WorkflowError, prepare, prepare_by};
pub use ready::{DamagedSource, Gives, PeopleFile, Ready};
pub use recommended::recommender;
pub use sample_people::{SampleError, SampleOf, Sampled, SampledFile, resolved, sample_people};
pub use scores::write_scores;
pub use shapes::Shape;
pub use skipped::write_skipped;
pub use suppression::{SuppressionError, suppressed};
pub use turn::{Turn, TurnError};
pub use unread::{lost, unread, unread_events};

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
