//! Propensities, who may be in and a size in; ranked people, the curve and a control group out.
//!
//! [`Audience`] is the definition as the person enters it, kept in the project. [`eligible()`] says
//! who of the ranked people may be in, [`Ranking`] puts them in order and answers every size at
//! once, [`control_group`] holds some out, [`Members`] remembers who was in. Not for files or statistics of models.

mod campaign;
mod compute;
mod conditions;
mod control;
mod definition;
mod eligible;
mod exclusion;
mod measure;
mod members;
mod nearest;
mod overlap;
mod people_set;
mod profit;
mod quality;
mod ranking;
mod split;
mod summary;

pub use campaign::{Campaign, Suggested};
pub use compute::{ComputeError, Computed, compute, recompute_by};
pub use conditions::{Eligibility, PastRule, Rule, SuppressionFile, TraitRule, not_in_words};
pub use control::control_group;
pub use definition::{ADVISED_SHARE, Audience, Size, Status};
pub use eligible::{Basis, Eligible, RuleError, UnknownValue, eligible};
pub use exclusion::{ExcludedBy, Exclusion, exclusion_cycle};
pub use measure::{
    Between, Effect, Group, MeasureError, Measured, Verdict, Window, compare, measure,
};
pub use members::{
    About, Compared, ForgottenIn, LastLists, Latest, Made, Member, Members, MembersError, Store,
    UnderWay, Was,
};
pub use nearest::{nearest, nearest_words};
pub use overlap::{MOST_OVERLAPPED, Overlap, OverlapPart};
pub use people_set::PeopleSet;
pub use profit::{Earnings, Profit};
pub use quality::{MeasuredAmong, Quality};
pub use ranking::{Curve, CurvePoint, Ranking};
pub use split::{Breakdown, BreakdownBy, BreakdownPart};
pub use summary::Summary;
