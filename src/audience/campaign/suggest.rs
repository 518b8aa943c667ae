//! Fills in an audience for a campaign from what is in the data.

use std::collections::HashMap;

use super::kind::Campaign;
use super::pairs::{FOLLOWS_WITHIN, strongest};
use super::words::{self, Role, column, is_one_of, like_a_category, speaks_of};

use crate::audience::{Audience, PastRule, Size};
use crate::history::{DAY, History, ValueStats};
use crate::model::Condition;

/// Days in which people count as active.
const ACTIVE_DAYS: u32 = 180;
/// Fewest people for a value to be worth a campaign.
const WORTH: u32 = 20;

/// A value: its column and its code.
type Value = (usize, u32);

/// How many events a value lost.
struct Loss {
    of: Value,
    /// Events in the 30 days before the last 30 days …
    before: u32,
    /// … in the last 30 days …
    recent: u32,
    /// … and how many were to be expected then.
    expected: u32,
    /// The same days a year ago, where the data covers them.
    last_year: Option<(u32, u32)>,
}

/// What a campaign fills in.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggested {
    /// The definition: target, goal events, who may be in, size; its name too. What could not be
    /// found is left empty.
    pub audience: Audience,
    /// What was done and why, with the data's own words.
    pub sentence: String,
    /// What could not be found, as questions to the person.
    pub questions: Vec<String>,
}

/// What the six suggestions share.
pub(super) struct Draft<'a> {
    history: &'a History,
    stats: &'a [ValueStats],
    orders: Vec<String>,
    audience: Audience,
    questions: Vec<String>,
}

impl<'a> Draft<'a> {
    pub fn new(campaign: Campaign, history: &'a History, stats: &'a [ValueStats]) -> Self {
        let audience = Audience { campaign: Some(campaign), ..Audience::default() };
        Self { history, stats, orders: words::buying(history), audience, questions: Vec::new() }
    }

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

    fn name(&self, column: usize) -> &'a str {
        &self.history.columns[column].name
    }

    fn value(&self, (column, value): Value) -> &'a str {
        self.history.columns[column].values.get(value)
    }

    /// "Category = Laptop Accessories".
    fn words(&self, of: Value) -> String {
        format!("{} = {}", self.name(of.0), self.value(of))
    }

    fn condition(&self, of: Value) -> Condition {
        Condition { column: self.name(of.0).to_owned(), values: vec![self.value(of).to_owned()] }
    }

    fn rule(&self, did: bool, events: &[String], of: Value, within: Option<u32>) -> PastRule {
        PastRule {
            did,
            events: events.to_vec(),
            condition: Some(self.condition(of)),
            at_least: 1,
            within_days: within,
        }
    }

    fn aim(&mut self, of: Value, name: String) {
        self.audience.target.conditions = vec![self.condition(of)];
        self.audience.name = name;
    }

    /// Orders are the goal; asks when there are none by name.
    fn goal_is_an_order(&mut self) {
        self.audience.target.goal_events.clone_from(&self.orders);
        if self.orders.is_empty() && self.history.events.len() > 1 {
            self.questions.push(
                "Which event is an order? None is named like one, so for now any event counts: \
                 choose it under By."
                    .into(),
            );
        }
    }

    fn category(&mut self) -> Option<usize> {
        let found = column(self.history, Role::Category)
            .or_else(|| like_a_category(self.history, self.stats));
        if found.is_some() {
            return found;
        }
        // Single products, by their names where there are some, still lead somewhere.
        let product = column(self.history, Role::Title).unwrap_or(0);
        let products = &self.history.columns[product];
        self.questions.push(match products.values.is_empty() {
            true => "Which column is the category? Add one in the catalog, or choose a value here."
                .into(),
            false => format!(
                "Which column is the category? None is like one, so {} was taken. Add one in the \
                 catalog, from a product feed for example, or choose another column here.",
                products.name
            ),
        });
        (!products.values.is_empty()).then_some(product)
    }

    /// The value with the most recent events; all events where nothing is recent.
    fn top(&self, column: usize) -> Option<Value> {
        let stats = self.stats.get(column)?;
        let by = |n: &[u32]| {
            (0..n.len()).max_by_key(|&v| (n[v], std::cmp::Reverse(v))).filter(|&v| n[v] > 0)
        };
        by(&stats.recent).or_else(|| by(&stats.events)).map(|v| (column, v as u32))
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

    fn upselling(&mut self) -> Option<String> {
        let Some((better, plainer)) = self.plans() else {
            self.questions.push(
                "Which value is the better product? Nothing here is named premium, pro, plus or \
                 gold: choose it, and add the condition that people have the plain one."
                    .into(),
            );
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
            None => format!("Upgrade to {}", self.value(better)),
        };
        self.aim(better, name);
        self.audience.target.goal_events.clone_from(&goals);
        self.audience.eligibility.active_within_days = Some(90);
        let mut rules = Vec::new();
        if let Some(plainer) = plainer {
            rules.push(self.rule(true, &[], plainer, None).into());
        } else {
            self.questions.push(format!(
                "Which value is the plain product? Add a condition, so that only its people are \
                 asked to take {}.",
                self.value(better)
            ));
        }
        rules.push(self.rule(false, &goals, better, None).into());
        self.audience.eligibility.rules = rules;
        let by = if goals.is_empty() { String::new() } else { format!(" by {}", or(&goals)) };
        let from = plainer.map_or_else(String::new, |p| format!(" who have {}", self.words(p)));
        Some(format!(
            "People{from}, were active in the last 90 days and never took {}{by}, the likeliest \
             to take it first.",
            self.words(better)
        ).replace("People, were", "People who were"))
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

    /// Fewest people for a value to be worth a campaign among these people.
    fn worth(&self) -> u32 {
        WORTH.min(self.history.person_count() as u32 / 5)
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

    fn excess_inventory(&mut self) -> Option<String> {
        self.goal_is_an_order();
        self.audience.size = Size::Percent(5.0);
        let Some(brand) = column(self.history, Role::Brand).or_else(|| self.category()) else {
            self.questions.push("Which column is the brand? Add one in the catalog.".into());
            return None;
        };
        let Some(loss) = self.largest_loss(brand) else {
            self.questions.push(format!(
                "Which {} is there too much of? None has lost interest lately.",
                self.name(brand).to_lowercase()
            ));
            return None;
        };
        let of = loss.of;
        self.aim(of, format!("{} overstock", self.value(of)));
        let orders = self.orders.clone();
        self.audience.eligibility.active_within_days = Some(ACTIVE_DAYS);
        self.audience.eligibility.rules = vec![self.rule(false, &orders, of, Some(30)).into()];
        let season = match loss.last_year {
            Some((before, recent)) => format!(
                " A year ago the same days had {} after {}, so {} were to be expected now.",
                count(recent),
                count(before),
                count(loss.expected),
            ),
            None => " Whether that is its season cannot be told: the data covers less than \
                     two years."
                .to_owned(),
        };
        Some(format!(
            "{} lost the most interest lately: {} events in the last 30 days after {} in the 30 \
             days before.{season} So: the 5% most likely to take it, without those who did so in \
             the last 30 days. Choose another {} if you know what lies in stock.",
            self.words(of),
            count(loss.recent),
            count(loss.before),
            self.name(brand).to_lowercase(),
        ))
    }

    /// The value that lost most events: from the 30 days before the last 30 days to these; where
    /// the data covers two years, beyond what it lost in the same days a year ago. (The largest
    /// fall in standard deviations was tried; it named values that others had lost far more than.)
    fn largest_loss(&self, column: usize) -> Option<Loss> {
        let stats = self.stats.get(column)?;
        let then = self.a_year_ago(column);
        (0..stats.people.len())
            .filter(|&v| stats.before[v] >= WORTH && stats.people[v] >= WORTH)
            .map(|v| {
                let (before, recent) = (stats.before[v], stats.recent[v]);
                let last_year = then.as_ref().map(|(before, recent)| (before[v], recent[v]));
                let season = last_year.filter(|(before, _)| *before >= WORTH);
                let expected = season.map_or(before, |(then_before, then_recent)| {
                    let course = f64::from(then_recent) / f64::from(then_before);
                    (f64::from(before) * course).round() as u32
                });
                Loss { of: (column, v as u32), before, recent, expected, last_year: season }
            })
            .filter(|loss| loss.recent < loss.before && loss.recent < loss.expected)
            .max_by_key(|loss| (loss.expected - loss.recent, std::cmp::Reverse(loss.of.1)))
    }

    /// Events of each value in the days that [`ValueStats`] compares, a year earlier: those before,
    /// and those after; `None` where the data does not reach back over two such years.
    fn a_year_ago(&self, column: usize) -> Option<(Vec<u32>, Vec<u32>)> {
        let (first, last) = (self.history.span()?.0, self.history.dense_end()?.end);
        let end = last.checked_sub(365 * DAY)?;
        let (middle, begin) = (end.checked_sub(30 * DAY)?, end.checked_sub(60 * DAY)?);
        if first > last.checked_sub(730 * DAY)? {
            return None;
        }
        let values = self.history.columns[column].values.len();
        let (mut before, mut recent) = (vec![0; values], vec![0; values]);
        for person in 0..self.history.person_count() as u32 {
            let past = self.history.past(person).between(begin + 1, end + 1);
            for (&time, &item) in past.time.iter().zip(past.item) {
                let counts = if time > middle { &mut recent } else { &mut before };
                for &value in self.history.items.values(item, column) {
                    counts[value as usize] += 1;
                }
            }
        }
        Some((before, recent))
    }

    fn next_best_action(&mut self) -> Option<String> {
        let reads = words::reading(self.history);
        let Some(section) = column(self.history, Role::Section)
            .or_else(|| like_a_category(self.history, self.stats))
        else {
            self.questions
                .push("Which column is the section of an article? Add one in the catalog.".into());
            return None;
        };
        if reads.is_empty() && self.history.events.len() > 1 {
            self.questions.push(
                "Which event is reading or watching? None is named like it, so any event counts: \
                 choose it under By."
                    .into(),
            );
        }
        let (top, readers) = self.most_read(section, &reads)?;
        let newest = self.newest_of(top, &reads)?;
        let article = self.by_title(newest);
        self.aim(article, format!("{} readers, newest article", self.value(top)));
        self.audience.target.goal_events.clone_from(&reads);
        self.audience.target.relatives = vec![self.condition(top)];
        self.audience.horizon_days = Some(7);
        self.audience.size = Size::Percent(20.0);
        let mut regulars = self.rule(true, &reads, top, Some(90));
        regulars.at_least = 3;
        self.audience.eligibility.rules =
            vec![regulars.into(), self.rule(false, &reads, article, None).into()];
        let (most, not_yet) = match reads.is_empty() {
            true => ("has the most people", "have nothing to do with this one yet"),
            false => ("is read most", "have not opened this one"),
        };
        Some(format!(
            "{} {most}: {} people. Its newest is “{}”. So: those who were there at least 3 times in the \
             last 90 days and {not_yet}. Because it is new, they are ranked by their interest in \
             {} where it has too few people of its own.",
            self.words(top),
            count(readers),
            self.value(article),
            self.words(top),
        ))
    }

    /// The value with the most people among events of some kinds, with their number.
    fn most_read(&self, column: usize, events: &[String]) -> Option<(Value, u32)> {
        let wanted = self.kinds(events);
        let mut people = vec![0_u32; self.history.columns[column].values.len()];
        let mut seen = vec![u32::MAX; people.len()];
        for person in 0..self.history.person_count() as u32 {
            let past = self.history.past_to_end(person);
            for (&kind, &item) in past.kind.iter().zip(past.item) {
                for &v in self.history.items.values(item, column) {
                    let v = v as usize;
                    if wanted[kind as usize] && std::mem::replace(&mut seen[v], person) != person {
                        people[v] += 1;
                    }
                }
            }
        }
        let best = (0..people.len()).max_by_key(|&v| (people[v], std::cmp::Reverse(v)))?;
        (people[best] > 0).then_some(((column, best as u32), people[best]))
    }

    fn kinds(&self, events: &[String]) -> Vec<bool> {
        let all = events.is_empty();
        let kinds = self.history.events.iter();
        kinds.map(|e| all || events.contains(e)).collect()
    }

    /// The product with this value that was first seen last.
    fn newest_of(&self, of: Value, events: &[String]) -> Option<Value> {
        let wanted = self.history.items_with(of.0, &[of.1]);
        let kinds = self.kinds(events);
        let mut first = vec![u32::MAX; self.history.columns[0].values.len()];
        for person in 0..self.history.person_count() as u32 {
            let past = self.history.past_to_end(person);
            for i in 0..past.len() {
                if wanted[past.item[i] as usize] && kinds[past.kind[i] as usize] {
                    for &product in self.history.items.values(past.item[i], 0) {
                        let first = &mut first[product as usize];
                        *first = past.time[i].min(*first);
                    }
                }
            }
        }
        (0..first.len())
            .filter(|&p| first[p] != u32::MAX)
            .max_by_key(|&p| (first[p], p))
            .map(|p| (0, p as u32))
    }

    /// The product by its title, where a column has it and no other product shares it.
    fn by_title(&self, product: Value) -> Value {
        let Some(title) = column(self.history, Role::Title) else {
            return product;
        };
        let items = &self.history.items;
        let own = (0..items.len() as u32).find(|&i| items.values(i, 0).contains(&product.1));
        let Some(&value) = own.and_then(|item| items.values(item, title).first()) else {
            return product;
        };
        let shared = (0..items.len() as u32).any(|i| {
            items.values(i, title).contains(&value) && !items.values(i, 0).contains(&product.1)
        });
        if shared { product } else { (title, value) }
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

/// "Order Completed or Purchase".
fn or(events: &[String]) -> String {
    events.join(" or ")
}

/// `1234567` as "1,234,567".
fn count(n: u32) -> String {
    crate::model::count(n as usize)
}
