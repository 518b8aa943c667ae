//! Fills in an audience for a campaign from what is in the data.

use super::draft::{ACTIVE_DAYS, Draft, Suggested, count};
use super::kind::Campaign;
use super::pairs::{FOLLOWS_WITHIN, strongest};
use super::words::{self, Role, column, speaks_of};
use crate::audience::Size;

impl Draft<'_> {
    /// Fills in everything for the campaign.
    pub fn fill(mut self, campaign: Campaign) -> Suggested {
        let sentence = match campaign {
            Campaign::CrossSelling => self.cross_selling(),
            Campaign::Upselling => self.upselling(),
            Campaign::Ranking => self.ranking(),
            Campaign::ExcessInventory => self.excess_inventory(),
            Campaign::NextBestAction => self.next_best_action(),
            Campaign::OrderValue => self.order_value(),
        };
        let sentence = sentence.unwrap_or_else(|| campaign.about().to_owned());
        if self.audience.name.is_empty() {
            campaign.name().clone_into(&mut self.audience.name);
        }
        Suggested { audience: self.audience, sentence, questions: self.questions }
    }

    fn cross_selling(&mut self) -> Option<String> {
        self.goal_is_an_order();
        let then = self.category()?;
        let mut firsts = vec![then];
        firsts.extend(column(self.history, Role::Subcategory).filter(|&c| c != then));
        let bought: Vec<bool> = self
            .history
            .events
            .iter()
            .map(|e| self.orders.is_empty() || self.orders.contains(e))
            .collect();
        let Some(pair) = strongest(self.history, self.stats, &firsts, then, &bought) else {
            self.questions.push(format!(
                "Which value goes with which? In this data no {} follows another one more often \
                 than usual.",
                self.name(then)
            ));
            return None;
        };
        self.aim(
            pair.then,
            format!("{} buyers → {}", self.value(pair.first), self.value(pair.then)),
        );
        // The conditions leave few people already.
        self.audience.size = Size::Percent(20.0);
        let orders = self.orders.clone();
        self.audience.eligibility.rules = vec![
            self.rule(true, &orders, pair.first, Some(90)).into(),
            self.rule(false, &orders, pair.then, Some(90)).into(),
        ];
        Some(format!(
            "Of {} people who bought {}, {} bought {} within {FOLLOWS_WITHIN} days: {:.1} times as \
             often as after other purchases. So: buyers of {} of the last 90 days who have not \
             bought {} in that time.",
            count(pair.buyers),
            self.words(pair.first),
            count(pair.followed),
            self.words(pair.then),
            pair.times,
            self.value(pair.first),
            self.value(pair.then),
        ))
    }

    fn ranking(&mut self) -> Option<String> {
        let category = self.category()?;
        let top = self.top(category)?;
        self.aim(top, format!("{}, by interest", self.value(top)));
        self.audience.size = Size::Percent(20.0);
        let people = self.stats[category].people[top.1 as usize];
        Some(format!(
            "Everyone, ordered by interest in {}: the {} with the most events of the last 30 days, \
             touched by {} people so far. Any event counts as interest.",
            self.words(top),
            self.name(category).to_lowercase(),
            count(people),
        ))
    }

    fn order_value(&mut self) -> Option<String> {
        self.goal_is_an_order();
        self.audience.eligibility.active_within_days = Some(ACTIVE_DAYS);
        let named = [Role::Group, Role::Category, Role::Section, Role::Subcategory]
            .into_iter()
            .filter_map(|role| column(self.history, role));
        let few = (1..self.history.columns.len())
            .filter(|&c| self.history.columns[c].values.len() <= 500);
        let family = named.chain(few).find_map(|c| {
            let values = &self.history.columns[c].values;
            let stats = self.stats.get(c)?;
            (0..values.len() as u32)
                .filter(|&v| speaks_of(values.get(v), words::FAMILY))
                .filter(|&v| stats.people[v as usize] >= self.worth())
                .max_by_key(|&v| stats.people[v as usize])
                .map(|v| (c, v))
        });
        let of = match family {
            Some(of) => of,
            None => {
                let group = column(self.history, Role::Group).or_else(|| self.category())?;
                self.questions.push(
                    "Which section is in season? Nothing here is named for kids or families, so \
                     the busiest one was taken."
                        .into(),
                );
                self.top(group)?
            }
        };
        self.aim(of, format!("{}, threshold offer", self.value(of)));
        let people = self.stats[of.0].people[of.1 as usize];
        Some(format!(
            "People active in the last {ACTIVE_DAYS} days, those most drawn to {} first ({} people \
             touched it so far): offer them something from a basket value that is just above the \
             usual one.",
            self.words(of),
            count(people),
        ))
    }
}
