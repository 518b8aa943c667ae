//! Two shares and whether they differ by more than chance.
//!
//! Intervals of 95%: for one share Wilson's score interval (1927); for the difference Newcombe's
//! hybrid of two Wilson intervals (Newcombe, Statistics in Medicine 17, 1998, method 10), which is
//! sound for small groups and shares near 0; for the ratio Katz's interval of its logarithm (Katz
//! and others, Biometrics 34, 1978). "More than chance" is: the difference's interval leaves out 0.

/// The normal quantile of 95% intervals, and that of a power of 80%.
const Z: f64 = 1.959_964;
const POWER: f64 = 0.841_621;

/// Fewer people than this in a group, or fewer engagements in both, say nothing.
const FEW_PEOPLE: usize = 20;
/// See [`FEW_PEOPLE`].
const FEW_ENGAGED: usize = 5;

/// Some people, and those of them who engaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Group {
    /// People.
    pub people: usize,
    /// Who engaged.
    pub engaged: usize,
}

/// An interval: from, to.
pub type Between = (f64, f64);

/// What can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The list engaged more than those held out, beyond chance.
    More,
    /// It engaged less, beyond chance.
    Less,
    /// The difference may be chance.
    Chance,
    /// There are too few people or engagements to say anything.
    TooFew,
}

/// What a campaign changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// Share of the list that engaged less that of those held out, −1 to 1.
    pub difference: f64,
    /// Its interval.
    pub difference_between: Between,
    /// The first share against the second; `None` where nobody held out engaged.
    pub lift: Option<f64>,
    /// Its interval; `None` where a group has no engagement.
    pub lift_between: Option<Between>,
    /// People who engaged because of the campaign: the difference times the people on the list.
    pub extra: f64,
    /// Its interval.
    pub extra_between: Between,
    /// What can be said.
    pub verdict: Verdict,
    /// People to hold out so that a true difference of this size shows in four of five campaigns;
    /// `None` where the list itself is too small for that.
    pub hold_out: Option<u64>,
}

impl Group {
    /// The share that engaged, 0 to 1.
    pub fn rate(self) -> f64 {
        self.engaged as f64 / self.people.max(1) as f64
    }

    /// Wilson's interval of the share.
    pub fn between(self) -> Between {
        let (n, p) = (self.people.max(1) as f64, self.rate());
        let z2 = Z * Z;
        let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
        let half = Z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
        // At 0 and at all the interval ends there; rounding must not take it past.
        let low = if self.engaged == 0 { 0.0 } else { (middle - half).max(0.0) };
        let high = if self.engaged == self.people { 1.0 } else { (middle + half).min(1.0) };
        (low, high)
    }
}

/// Compares those on the list with those held out.
pub fn compare(listed: Group, held: Group) -> Effect {
    let (p, q) = (listed.rate(), held.rate());
    let ((low, high), (held_low, held_high)) = (listed.between(), held.between());
    let difference = p - q;
    let below = ((p - low).powi(2) + (held_high - q).powi(2)).sqrt();
    let above = ((high - p).powi(2) + (q - held_low).powi(2)).sqrt();
    let between = (difference - below, difference + above);
    let people = listed.people as f64;
    let few =
        listed.people.min(held.people) < FEW_PEOPLE || listed.engaged + held.engaged < FEW_ENGAGED;
    let verdict = match between {
        _ if few => Verdict::TooFew,
        (low, _) if low > 0.0 => Verdict::More,
        (_, high) if high < 0.0 => Verdict::Less,
        _ => Verdict::Chance,
    };
    Effect {
        difference,
        difference_between: between,
        lift: (q > 0.0).then(|| p / q),
        lift_between: katz(listed, held),
        extra: difference * people,
        extra_between: (between.0 * people, between.1 * people),
        verdict,
        hold_out: hold_out(listed, q),
    }
}

fn katz(a: Group, b: Group) -> Option<Between> {
    if a.engaged == 0 || b.engaged == 0 {
        return None;
    }
    let part = |g: Group| 1.0 / g.engaged as f64 - 1.0 / g.people as f64;
    let half = Z * (part(a) + part(b)).sqrt();
    let log = (a.rate() / b.rate()).ln();
    Some(((log - half).exp(), (log + half).exp()))
}

/// People to hold out beside a list of this size for a difference as seen to show.
fn hold_out(listed: Group, q: f64) -> Option<u64> {
    let p = listed.rate();
    let squared = (p - q) * (p - q);
    if squared <= 0.0 {
        return None;
    }
    let needed = (Z + POWER).powi(2) / squared;
    let left = 1.0 - needed * p * (1.0 - p) / listed.people.max(1) as f64;
    (left > 0.0).then(|| (needed * (q * (1.0 - q)).max(1e-4) / left).ceil() as u64)
}
