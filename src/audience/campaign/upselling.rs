//! Upselling: who has the plain product and is likely to take the better one.

use std::collections::HashMap;

use super::draft::{Draft, Value};
use super::words::{self, Role, column, is_one_of};
use crate::base::language::{Message, message, t};

impl Draft<'_> {
    pub(super) fn upselling(&mut self) -> Option<Message> {
        let Some((better, plainer)) = self.plans() else {
            self.questions.push(message!("audience-ask-better"));
            self.goal_is_an_order();
            return None;
        };
        let events = self.events_with(better);
        let mut goals = words::joining(&events);
        if goals.is_empty() {
            goals = self.orders.iter().filter(|o| events.contains(o)).cloned().collect();
        }
        let name = match plainer {
            Some(plainer) => format!("{} → {}", self.value(plainer), self.value(better)),
            None => t!("audience-name-upgrade", value = self.value(better)),
        };
        self.aim(better, name);
        self.audience.target.goal_events.clone_from(&goals);
        self.audience.eligibility.active_within_days = Some(90);
        let mut rules = Vec::new();
        if let Some(plainer) = plainer {
            rules.push(self.rule(true, &[], plainer, None).into());
        } else {
            self.questions.push(message!("audience-ask-plain", value = self.value(better)));
        }
        rules.push(self.rule(false, &goals, better, None).into());
        self.audience.eligibility.rules = rules;
        let better = match goals.is_empty() {
            true => self.words(better).into(),
            false => message!(
                "audience-by",
                target = self.words(better),
                events = Message::any_of(&goals)
            ),
        };
        Some(match plainer {
            Some(plainer) => {
                message!("audience-upgrade-from", plain = self.words(plainer), better = better)
            }
            None => message!("audience-upgrade", better = better),
        })
    }

    /// The better and the plainer of two values of one column, by their words.
    fn plans(&self) -> Option<(Value, Option<Value>)> {
        let by_name = column(self.history, Role::Plan);
        let few = (1..self.history.columns.len())
            .filter(|&c| self.history.columns[c].values.len() <= 500);
        let found = by_name.into_iter().chain(few).find_map(|c| {
            let stats = self.stats.get(c)?;
            let named = |wanted: &[&str]| {
                let values = &self.history.columns[c].values;
                (0..values.len() as u32)
                    .filter(|&v| is_one_of(values.get(v), wanted))
                    .max_by_key(|&v| stats.people[v as usize])
            };
            let better = named(words::BETTER)?;
            let plainer = named(words::PLAINER)
                .filter(|&p| p != better && stats.people[p as usize] >= self.worth());
            (plainer.is_some() || Some(c) == by_name)
                .then_some(((c, better), plainer.map(|p| (c, p))))
        });
        found.or_else(|| (0..self.history.columns.len()).find_map(|c| self.twins(c)))
    }

    /// Two values that differ only in being better or plainer: `plan_premium` and `plan_free`.
    fn twins(&self, column: usize) -> Option<(Value, Option<Value>)> {
        let values = &self.history.columns[column].values;
        let rest = |v: u32, wanted: &[&str]| {
            let all = words::words(values.get(v));
            let of_kind = |w: &&str| wanted.contains(w) && !words::ALSO_COLOURS.contains(w);
            let rest: Vec<String> = all.iter().filter(|w| !of_kind(&w.as_str())).cloned().collect();
            (rest.len() + 1 == all.len()).then_some(rest)
        };
        let all = 0..values.len() as u32;
        let plain: HashMap<Vec<String>, u32> =
            all.clone().filter_map(|v| Some((rest(v, words::PLAINER)?, v))).collect();
        let people = &self.stats[column].people;
        all.filter_map(|v| Some((v, *plain.get(&rest(v, words::BETTER)?)?)))
            .filter(|(_, plain)| people[*plain as usize] >= self.worth())
            .max_by_key(|(_, plain)| people[*plain as usize])
            .map(|(better, plain)| ((column, better), Some((column, plain))))
    }

    /// Kinds of event that people leave with a value.
    fn events_with(&self, of: Value) -> Vec<String> {
        let wanted = self.history.items_with(of.0, &[of.1]);
        let mut kinds = vec![false; self.history.events.len()];
        for person in 0..self.history.person_count() as u32 {
            let past = self.history.past(person);
            for (&kind, &item) in past.kind.iter().zip(past.item) {
                kinds[kind as usize] |= wanted[item as usize];
            }
        }
        let events = self.history.events.iter().zip(kinds);
        events.filter(|(_, has)| *has).map(|(e, _)| e.clone()).collect()
    }
}
