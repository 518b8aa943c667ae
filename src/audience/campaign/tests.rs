//! Campaigns on small histories: what is filled in, and what is asked.

use super::*;
use crate::audience::{PastRule, Rule};
use crate::common::HistoryBuilder;
use crate::history::{DAY, ValueStats};

impl HistoryBuilder {
    /// Something that a person did on a day.
    fn on(&mut self, person: usize, day: u32, event: &str, values: &[&str]) {
        self.event(&format!("u{person}"), day * DAY + 100, event, values);
    }

    fn suggest(self, campaign: Campaign) -> Suggested {
        let history = self.build();
        let stats: Vec<ValueStats> =
            (0..history.columns.len()).map(|c| ValueStats::of(&history, c)).collect();
        campaign.suggest(&history, &stats)
    }
}

fn target(suggested: &Suggested) -> (&str, &str) {
    let condition = &suggested.audience.target.conditions[0];
    (&condition.column, &condition.values[0])
}

fn past_rules(suggested: &Suggested) -> Vec<PastRule> {
    let rules = suggested.audience.eligibility.rules.iter();
    rules
        .filter_map(|rule| match rule {
            Rule::Past(rule) => Some(rule.clone()),
            Rule::Trait(_) => None,
        })
        .collect()
}

#[test]
fn cross_selling_finds_what_follows_what() {
    let mut store = HistoryBuilder::new(
        &["Product ID", "category", "subcategory"],
        &["product_viewed", "order_completed", "order_refunded"],
    );
    for person in 0..200 {
        store.on(person, 10, "product_viewed", &["v", "Books", "Novels"]);
        if person % 2 == 0 {
            store.on(person, 20, "order_completed", &["l", "Computers", "Laptops"]);
            if person % 4 == 0 {
                store.on(person, 40, "order_completed", &["a", "Accessories", "Bags"]);
            }
        } else {
            store.on(person, 20, "order_completed", &["b", "Books", "Novels"]);
            store.on(person, 50, "order_completed", &["g", "Games", "Puzzles"]);
        }
    }
    for person in 0..60 {
        store.on(person, 55, "order_completed", &["c", "Garden", "Seeds"]);
    }
    let suggested = store.suggest(Campaign::CrossSelling);
    assert!(suggested.questions.is_empty(), "{:?}", suggested.questions);
    assert_eq!(suggested.audience.target.goal_events, ["order_completed"]);
    let (column, value) = target(&suggested);
    assert_eq!(column, "category");
    assert!(["Accessories", "Games"].contains(&value), "{}", suggested.sentence());
    // By hand: 100 bought a laptop and 50 of them a bag within 20 days; 100 bought a novel and all of
    // them a puzzle within 30.
    let (first, followed) = if value == "Games" { ("Books", 100) } else { ("Computers", 50) };
    let fact = format!(
        "Of 100 people who bought category = {first}, {followed} bought category = {value} within"
    );
    assert!(suggested.sentence().starts_with(&fact), "{}", suggested.sentence());
    assert_eq!(suggested.audience.eligibility.rules.len(), 2);
    assert!(past_rules(&suggested)[0].did);
}

#[test]
fn cross_selling_leaves_a_pair_that_reaches_almost_nobody_for_one_that_reaches_more() {
    // Bags follow laptops most surely, but that was last year: five people bought a laptop lately.
    let store = |novels_go_on: bool| {
        let mut store = HistoryBuilder::new(&["Product ID", "category"], &["order_completed"]);
        for person in 0..200 {
            store.on(person, 20, "order_completed", &["l", "Computers"]);
            store.on(person, 40, "order_completed", &["a", "Accessories"]);
        }
        for person in 0..5 {
            store.on(person, 400, "order_completed", &["l", "Computers"]);
        }
        for person in 200..400 {
            store.on(person, 30, "order_completed", &["b", "Books"]);
            if person % 4 != 0 {
                store.on(person, 50, "order_completed", &["g", "Games"]);
            }
            if novels_go_on && person % 2 == 0 {
                store.on(person, 380, "order_completed", &["b", "Books"]);
            }
        }
        store.on(399, 400, "order_completed", &["s", "Garden"]);
        store.suggest(Campaign::CrossSelling)
    };
    let (few, more) = (store(false), store(true));
    assert_eq!(target(&few), ("category", "Accessories"), "where no pair reaches many");
    assert_eq!(target(&more), ("category", "Games"), "{}", more.sentence());
}

#[test]
fn upselling_finds_free_and_premium() {
    let mut store = HistoryBuilder::new(
        &["Product ID", "Membership"],
        &["Plan Viewed", "Plan Upgraded", "Plan Cancelled"],
    );
    for person in 0..50 {
        store.on(person, 1, "Plan Viewed", &["f", "free"]);
        if person % 5 == 0 {
            store.on(person, 9, "Plan Upgraded", &["p", "premium"]);
        }
    }
    let suggested = store.suggest(Campaign::Upselling);
    assert_eq!(target(&suggested), ("Membership", "premium"));
    assert_eq!(suggested.audience.target.goal_events, ["Plan Upgraded"]);
    let rules = past_rules(&suggested);
    assert!(rules[0].did && !rules[1].did);
    assert_eq!(rules[0].condition.as_ref().unwrap().values, ["free"]);
}

#[test]
fn upselling_finds_twins_among_many_products() {
    let mut store = HistoryBuilder::new(&["Product ID"], &["Plan Viewed", "Plan Upgraded"]);
    for person in 0..700 {
        store.on(person, 1, "Plan Viewed", &[&format!("sku-{person}")]);
        store.on(person, 2, "Plan Viewed", &["plan_free"]);
    }
    store.on(3, 9, "Plan Upgraded", &["plan_premium"]);
    let suggested = store.suggest(Campaign::Upselling);
    assert_eq!(target(&suggested), ("Product ID", "plan_premium"));
    assert_eq!(suggested.audience.target.goal_events, ["Plan Upgraded"]);
}

#[test]
fn without_plans_upselling_asks() {
    let mut store = HistoryBuilder::new(&["Product ID", "Brand"], &["sale"]);
    store.on(1, 1, "sale", &["p", "Acme"]);
    let suggested = store.suggest(Campaign::Upselling);
    assert!(!suggested.audience.has_target());
    assert_eq!(suggested.questions.len(), 1);
}

#[test]
fn ranking_takes_the_busiest_category_even_when_no_column_is_named_so() {
    let mut store = HistoryBuilder::new(&["Product ID", "Warengruppe"], &["Kauf"]);
    for person in 0..30 {
        store.on(person, 100, "Kauf", &["a", if person < 20 { "Tee" } else { "Kaffee" }]);
    }
    let suggested = store.suggest(Campaign::Ranking);
    assert_eq!(target(&suggested), ("Warengruppe", "Tee"));
    assert!(
        suggested.sentence().contains("20 people have shown interest"),
        "{}",
        suggested.sentence()
    );
}

#[test]
fn excess_inventory_takes_the_brand_that_fell() {
    let mut store = HistoryBuilder::new(&["Product ID", "vendor"], &["purchase"]);
    for person in 0..60 {
        store.on(person, 50, "purchase", &["a", "Falling"]);
        store.on(person, 50, "purchase", &["b", "Steady"]);
        store.on(person, 90, "purchase", &["b", "Steady"]);
        if person % 6 == 0 {
            store.on(person, 90, "purchase", &["a", "Falling"]);
        }
    }
    let suggested = store.suggest(Campaign::ExcessInventory);
    assert_eq!(target(&suggested), ("vendor", "Falling"));
    assert_eq!(suggested.audience.size, crate::audience::Size::Percent(5.0));
    assert!(
        suggested.sentence().contains("10 events in the last 30 days after 60"),
        "{}",
        suggested.sentence()
    );
}

#[test]
fn the_largest_loss_is_the_one_that_is_named() {
    let mut store = HistoryBuilder::new(&["Product ID", "Brand"], &["purchase"]);
    for person in 0..400 {
        // 400 fall to 260, and 60 to 4: the first lost more.
        store.on(person, 50, "purchase", &["a", "Large"]);
        store.on(person, 90, "purchase", &["c", "Rising"]);
        if person < 260 {
            store.on(person, 90, "purchase", &["a", "Large"]);
        }
        if person < 60 {
            store.on(person, 50, "purchase", &["b", "Small"]);
        }
        if person < 4 {
            store.on(person, 90, "purchase", &["b", "Small"]);
        }
    }
    let suggested = store.suggest(Campaign::ExcessInventory);
    assert_eq!(target(&suggested), ("Brand", "Large"));
    let words = &suggested.sentence();
    assert!(words.contains("260 events in the last 30 days after 400"), "{words}");
    assert!(words.contains("season cannot be told"), "{words}");
}

#[test]
fn a_season_is_not_an_overstock() {
    let mut store = HistoryBuilder::new(&["Product ID", "Brand"], &["purchase"]);
    store.on(0, 1, "purchase", &["s", "Skis"]);
    for person in 0..300 {
        for year in [0, 365] {
            // Skis lose two thirds in the same weeks of every year.
            store.on(person, 400 + year, "purchase", &["s", "Skis"]);
            if person < 100 {
                store.on(person, 430 + year, "purchase", &["s", "Skis"]);
            }
        }
        if person < 100 {
            for day in [400, 430, 765] {
                store.on(person, day, "purchase", &["l", "Lamps"]);
            }
        }
        if person < 40 {
            store.on(person, 795, "purchase", &["l", "Lamps"]);
        }
    }
    let suggested = store.suggest(Campaign::ExcessInventory);
    assert_eq!(target(&suggested), ("Brand", "Lamps"));
    let words = &suggested.sentence();
    assert!(words.contains("40 events in the last 30 days after 100"), "{words}");
    assert!(
        words.contains("the same days had 100 after 100, so 100 were to be expected"),
        "{words}"
    );
}

#[test]
fn next_best_action_takes_the_newest_article_of_the_most_read_section() {
    let mut store = HistoryBuilder::new(
        &["Product ID", "Title", "Section", "Category"],
        &["Article Read", "Product Viewed"],
    );
    for person in 0..30 {
        store.on(person, 10, "Article Read", &["s1", "Cup final", "Sports", ""]);
        store.on(person, 95, "Product Viewed", &["p", "Kettle", "", "Kitchen"]);
    }
    store.on(1, 90, "Article Read", &["s2", "Transfer news", "Sports", ""]);
    store.on(2, 94, "Article Read", &["t1", "New phone", "Technology", ""]);
    let suggested = store.suggest(Campaign::NextBestAction);
    assert_eq!(target(&suggested), ("Title", "Transfer news"));
    let fact = "Section = Sports is read most: by 30 people. Its newest is “Transfer news”.";
    assert!(suggested.sentence().starts_with(fact), "{}", suggested.sentence());
    assert_eq!(suggested.audience.target.relatives[0].values, ["Sports"]);
    assert_eq!(suggested.audience.target.goal_events, ["Article Read"]);
}

#[test]
fn order_value_takes_what_is_for_children() {
    let mut store = HistoryBuilder::new(&["Product ID", "Audience"], &["Order Completed"]);
    for person in 0..100 {
        let group = if person % 3 == 0 { "For Kids" } else { "Adults" };
        store.on(person, person as u32 % 50, "Order Completed", &["p", group]);
    }
    let suggested = store.suggest(Campaign::OrderValue);
    assert_eq!(target(&suggested), ("Audience", "For Kids"));
    assert!(
        suggested.sentence().contains("(34 people have shown interest so far)"),
        "{}",
        suggested.sentence()
    );
}

#[test]
fn an_empty_history_or_one_without_columns_only_leads_to_questions() {
    for campaign in Campaign::ALL {
        let suggested = HistoryBuilder::new(&["Product ID"], &["order"]).suggest(campaign);
        assert!(!suggested.audience.has_target() && !suggested.questions.is_empty());
        assert_eq!(suggested.audience.campaign, Some(campaign));
    }
}
