//! Fills in an audience for a campaign from what is in the data.

use super::draft::{ACTIVE_DAYS, Draft, Suggested};
use super::kind::Campaign;
use super::pairs::{FOLLOWS_WITHIN, LATELY, strongest};
use super::words::{self, Role, column, speaks_of};
use crate::audience::Size;
use crate::base::language::{Message, MessageValue, message, t};

impl Draft<'_> {
    /// Fills in everything for the campaign.
    pub fn fill(mut self, campaign: Campaign) -> Suggested {
        let fact = match campaign {
            Campaign::CrossSelling => self.cross_selling(),
            Campaign::Upselling => self.upselling(),
            Campaign::Ranking => self.ranking(),
            Campaign::ExcessInventory => self.excess_inventory(),
            Campaign::NextBestAction => self.next_best_action(),
            Campaign::OrderValue => self.order_value(),
        };
        if self.audience.name.is_empty() {
            campaign.name().clone_into(&mut self.audience.name);
        }
        Suggested { audience: self.audience, campaign, fact, questions: self.questions }
    }

    fn cross_selling(&mut self) -> Option<Message> {
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
            self.questions.push(message!("audience-ask-pair", column = self.name(then)));
            return None;
        };
        let (first, next) = (self.value(pair.first), self.value(pair.then));
        self.aim(pair.then, t!("audience-name-buyers", first = first, next = next));
        // The conditions leave few people already.
        self.audience.size = Size::Percent(20.0);
        let orders = self.orders.clone();
        self.audience.eligibility.rules = vec![
            self.rule(true, &orders, pair.first, Some(LATELY)).into(),
            self.rule(false, &orders, pair.then, Some(LATELY)).into(),
        ];
        Some(message!(
            "audience-pair",
            buyers = pair.buyers,
            first = self.words(pair.first),
            followed = pair.followed,
            next = self.words(pair.then),
            days = FOLLOWS_WITHIN,
            times = MessageValue::tenths(pair.times),
            firstvalue = first,
            nextvalue = next
        ))
    }

    fn ranking(&mut self) -> Option<Message> {
        let category = self.category()?;
        let top = self.top(category)?;
        self.aim(top, t!("audience-name-ranking", value = self.value(top)));
        self.audience.size = Size::Percent(20.0);
        let people = self.stats[category].people[top.1 as usize];
        Some(message!(
            "audience-ranked",
            value = self.words(top),
            column = MessageValue::noun(self.name(category)),
            people = people
        ))
    }

    fn order_value(&mut self) -> Option<Message> {
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
                self.questions.push(message!("audience-ask-family"));
                self.top(group)?
            }
        };
        self.aim(of, t!("audience-name-threshold", value = self.value(of)));
        let people = self.stats[of.0].people[of.1 as usize];
        let value = self.words(of);
        Some(message!("audience-threshold", days = ACTIVE_DAYS, value = value, people = people))
    }
}
