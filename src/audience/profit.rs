//! What an audience earns: the one place where that is worked out.

use serde::{Deserialize, Serialize};

use super::summary::Summary;

/// What an engagement brings and a contact costs, in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profit {
    /// Value of one engagement.
    pub value: f64,
    /// Cost of contacting one person.
    pub cost: f64,
}

impl Default for Profit {
    fn default() -> Self {
        Self { value: 20.0, cost: 0.5 }
    }
}

/// Value and cost, and the share of people who are contacted at all: a control group costs nothing
/// and brings nothing that the campaign could take credit for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Earnings {
    each: Profit,
    /// Share of an audience that is contacted, 0 to 1.
    contacted: f64,
    /// The size for which the control group is drawn, and how many it holds out.
    drawn: Option<(usize, usize)>,
}

impl Earnings {
    /// Of an audience of which `control_percent` are held out.
    pub fn new(each: Profit, control_percent: f64) -> Self {
        let contacted = 1.0 - control_percent.clamp(0.0, 100.0) / 100.0;
        Self { each, contacted, drawn: None }
    }

    /// At this size so many are held out: of a small audience the draw takes more or fewer than its share.
    pub fn drawn(self, people: usize, held: usize) -> Self {
        Self { drawn: Some((people, held.min(people))), ..self }
    }

    /// Share of an audience of this size that is contacted.
    fn share(self, people: usize) -> f64 {
        match self.drawn {
            Some((size, held)) if size == people && size > 0 => (size - held) as f64 / size as f64,
            _ => self.contacted,
        }
    }

    /// The people who are contacted.
    pub fn contacts(self, at: &Summary) -> f64 {
        at.people as f64 * self.share(at.people)
    }

    /// Those of them who are expected to engage.
    pub fn engaged(self, at: &Summary) -> f64 {
        at.expected * self.share(at.people)
    }

    /// What their contacts cost.
    pub fn cost(self, at: &Summary) -> f64 {
        self.contacts(at) * self.each.cost
    }

    /// What their engagements bring.
    pub fn income(self, at: &Summary) -> f64 {
        self.engaged(at) * self.each.value
    }

    /// What is left when the contacts are paid.
    pub fn profit(self, at: &Summary) -> f64 {
        self.income(at) - self.cost(at)
    }

    /// The propensity from which on a contact pays for itself; `None` where none does.
    pub fn worth(self) -> Option<f64> {
        let pays = self.each.value > 0.0 && self.contacted > 0.0;
        pays.then(|| self.each.cost / self.each.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audience::Audience;

    #[test]
    fn who_is_held_out_neither_costs_nor_brings_anything() {
        let at = Summary { people: 200, expected: 30.0, ..Summary::default() };
        let audience = Audience {
            profit: Profit { value: 20.0, cost: 0.5 },
            control_percent: 25.0,
            ..Audience::default()
        };
        let earnings = audience.earnings();
        assert_eq!((earnings.contacts(&at), earnings.engaged(&at)), (150.0, 22.5));
        assert_eq!((earnings.income(&at), earnings.cost(&at)), (450.0, 75.0));
        assert_eq!(earnings.profit(&at), (30.0 * 20.0 - 200.0 * 0.5) * 0.75);
        // Drawn by lot, it is not a quarter: at this size alone.
        let drawn = earnings.drawn(200, 40);
        assert_eq!((drawn.contacts(&at), drawn.engaged(&at)), (160.0, 24.0));
        let other = Summary { people: 100, ..at };
        assert_eq!(drawn.contacts(&other), 75.0);
        let nobody = Earnings::new(audience.profit, 100.0);
        assert_eq!((nobody.profit(&at), nobody.worth()), (0.0, None));
    }
}
