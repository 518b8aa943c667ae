//! What other values teach.

use super::super::background::Background;
use super::super::describe::Description;
use super::super::everyone::Whole;
use super::super::features::FeatureContext;
use super::super::item_set::ItemSet;
use super::super::others::Others;
use super::super::plan::Plan;
use super::*;

fn plan_of(history: &History) -> Plan {
    let as_of = Some(START + 210 * DAY);
    let asked = request("brand 1", as_of, Some(30));
    Plan::new(&Whole::new(history), &asked, &Progress::none()).unwrap()
}

fn learned(events: &[Event]) -> Others {
    let history = history(events);
    Others::learn(&Whole::new(&history), &plan_of(&history), None, &Progress::none()).unwrap()
}

#[test]
fn others_see_nothing_of_the_window_that_is_predicted() {
    let events = world(1500, 240);
    let cut = START + 180 * DAY;
    let otherwise = events.iter().map(|&e| if e.1 < cut { e } else { (e.0, e.1, 1, 50, 5) });
    let otherwise: Vec<Event> = otherwise.collect();
    assert_ne!(events, otherwise);
    let before = learned(&events);
    assert_ne!(before, Others::default());
    assert_eq!(learned(&otherwise), before);
    let earlier =
        events.iter().map(|&e| if e.1 < cut - 60 * DAY { (e.0, e.1, 1, 50, 5) } else { e });
    assert_ne!(learned(&earlier.collect::<Vec<_>>()), before);
}

/// Whoever met a brand lately meets it again: that is what brands have in common, and nothing is said of tastes.
#[test]
fn others_teach_what_values_have_in_common() {
    let history = history(&world(1500, 240));
    let plan = plan_of(&history);
    let (everyone, none) = (Whole::new(&history), Progress::none());
    let factors = Factors::learn(&everyone, plan.cuts[0], 1500, &none).unwrap().map(Shared::new);
    let others = Others::learn(&everyone, &plan, factors.as_ref(), &none).unwrap();
    let context = FeatureContext::default();
    let by = Description::new(&plan, history.outline(), context).with_columns(history.outline());
    let common = others.common(&plan.target).unwrap();
    let of = |topic: Topic| -> f64 {
        by.features().iter().zip(&common).filter(|(f, _)| f.topic == topic).map(|(_, w)| w).sum()
    };
    assert!(of(Topic::Target) > 0.05 && of(Topic::Activity) > 0.05, "{common:?}");
    let directions = by.features().into_iter().zip(&common).filter(|(f, _)| f.is_direction());
    let directions: Vec<f64> = directions.map(|(_, &w)| w).collect();
    assert_eq!(directions, [0.0; FACTORS]);
}

#[test]
fn a_target_does_not_teach_itself() {
    let history = history(&world(1500, 240));
    let (plan, none) = (plan_of(&history), Progress::none());
    let others = Others::learn(&Whole::new(&history), &plan, None, &none).unwrap();
    let common = |sets: &[(usize, u32)]| {
        let none = ItemSet::default();
        others.common(&sets.iter().fold(none, |all, &(c, v)| all.or(ItemSet::with_value(c, v))))
    };
    let values: Vec<(usize, u32)> = (0..2)
        .flat_map(|column| {
            (0..history.columns[column].values.len() as u32).map(move |v| (column, v))
        })
        .collect();
    let everything = common(&[]).unwrap();
    let taught: Vec<_> =
        values.iter().copied().filter(|&v| common(&[v]).unwrap() != everything).collect();
    assert!((2..=8).contains(&taught.len()), "{taught:?}");
    // What all teach is what one and all but that one do; two that teach nothing are among them.
    let (one, rest) = taught.split_first().unwrap();
    let (alone, without) = (common(rest).unwrap(), common(&[*one]).unwrap());
    let n = taught.len() as f64;
    for ((all, alone), without) in everything.iter().zip(alone).zip(without) {
        assert!((all * (n + 2.0) - (3.0 * alone + (n + 1.0) * without)).abs() < 1e-9);
    }
    assert_eq!(common(&taught), None);
}

#[test]
fn where_no_other_value_has_enough_people_nothing_is_taught() {
    // One brand of one product, and of the others too few.
    let events = world(400, 240).into_iter().filter(|e| e.4 == 1 || e.0 < 10);
    let history = history(&events.collect::<Vec<_>>());
    let (plan, none) = (plan_of(&history), Progress::none());
    let background = Background::learn(&Whole::new(&history), &plan, None, None, &none).unwrap();
    let brand_1 = history.columns[1].values.find("brand 1").unwrap();
    let sku_10 = history.columns[0].values.find("sku 10").unwrap();
    let own = ItemSet::with_value(1, brand_1).or(ItemSet::with_value(0, sku_10));
    assert_eq!(background.others.common(&own), None);
}
