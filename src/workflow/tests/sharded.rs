//! Lists of audiences that look at pasts (conditions, activity, reasons, recommendations), made where nobody's past
//! is at hand: the same bytes as where everyone's is, for any number of shards.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::super::*;
use crate::audience::{Audience, Eligibility, PastRule, PeopleSet, Size};
use crate::base::numbers::limit_memory;
use crate::base::progress::Progress;
use crate::common::{BRANDS, shop, target};
use crate::export::{Choice, Content, Existing, find};
use crate::history::History;
use crate::import::Options;
use crate::model::cut::Cut;
use crate::model::{Condition, Recommend, RecommendExclusion};
use crate::project::{Lists, Project, Saved};

/// The files of an audience's lists, but for when they were made; or why there are none.
pub(super) fn lists(
    ready: &Ready,
    saved: &Saved,
    folder: &Path,
) -> Result<BTreeMap<String, String>, String> {
    let (progress, options) = (Progress::none(), Options::default());
    let mut audiences = Audiences::new(ready, vec![&saved.audience], &options, None);
    let computed = audiences.compute(&saved.audience, &progress).map_err(|e| e.to_string())?;
    let making = Making {
        project: Project { audiences: vec![saved.clone()], ..Project::default() },
        folder: folder.to_owned(),
        existing: Existing::Replace,
        replace_own: false,
        before: Vec::new(),
        held_out: PeopleSet::default(),
        store: None,
        options: options.clone(),
        accept_damaged: false,
    };
    let turn = Turn::wait(None, None, &progress).unwrap();
    make_lists(ready, &computed, saved, &making, &turn, &progress).map_err(|e| e.to_string())?;
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let lines = text.lines().filter(|line| !line.contains("created"));
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        files.insert(name, lines.collect::<Vec<_>>().join("\n"));
    }
    Ok(files)
}

fn saved(rules: Vec<PastRule>, any: bool, active: Option<u32>, recommend: Recommend) -> Saved {
    let audience = Audience {
        id: 1,
        name: "All".into(),
        target: target("Brand", BRANDS[0]),
        horizon_days: Some(20),
        size: Size::Percent(60.0),
        recommend: Some(recommend),
        eligibility: Eligibility {
            rules: rules.into_iter().map(Into::into).collect(),
            any,
            active_within_days: active,
            ..Eligibility::default()
        },
        ..Audience::default()
    };
    let choice = Choice { extras: vec![Content::Reasons], ..Choice::of(find("csv").unwrap()) };
    let lists = Lists { choices: vec![choice], ..Lists::default() };
    Saved { audience, lists, ..Saved::default() }
}

/// Made with everyone's past at hand, and in shards elsewhere.
fn check(history: &History, saved: &Saved, shards: &[usize]) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    limit_memory(usize::MAX);
    let here = lists(&Ready::from(history.clone()), saved, &folder.path().join("here"));
    for &shards in shards {
        // With and without room in memory for a number for each person.
        limit_memory(if shards % 2 == 1 { 1000 } else { usize::MAX });
        let cut = Cut::new(history, shards, true);
        let outline = cut.outline_alone();
        assert_eq!(outline.event_count(), 0, "somebody's past is at hand");
        let ready = Ready { elsewhere: Some(Box::new(cut)), ..Ready::from(outline) };
        let there = lists(&ready, saved, &folder.path().join(format!("{shards}")));
        assert_eq!(here, there, "{shards} shards, {saved:?}");
    }
    here.unwrap_or_default()
}

fn rules() -> impl Strategy<Value = Vec<PastRule>> {
    let rule = (any::<bool>(), 0_usize..3, 0..BRANDS.len(), 1_u32..4, prop::option::of(5_u32..90));
    let rule = rule.prop_map(|(did, event, brand, at_least, within_days)| PastRule {
        did,
        events: ["Product Viewed", "Order Completed"]
            .iter()
            .skip(event)
            .map(|e| (*e).into())
            .collect(),
        condition: (brand > 1).then(|| Condition {
            column: "Brand".into(),
            values: vec![BRANDS[brand].into(), "unheard of".into()],
        }),
        at_least,
        within_days,
        ..PastRule::default()
    });
    prop::collection::vec(rule, 0..4)
}

fn recommend() -> impl Strategy<Value = Recommend> {
    (0_usize..3, 1_u8..6, 0_usize..3).prop_map(|(column, count, out)| Recommend {
        column: ["Product ID", "Brand", "Category"][column].into(),
        count,
        leave_out: match out {
            0 => RecommendExclusion::Nothing,
            1 => RecommendExclusion::Interacted,
            _ => RecommendExclusion::Event("Order Completed".into()),
        },
        ..Recommend::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn lists_are_the_same_wherever_pasts_are(
        people in 3_u32..160,
        days in 30_u32..200,
        rules in rules(),
        any in any::<bool>(),
        active in prop::option::of(3_u32..120),
        recommend in recommend(),
        shards in 1_usize..9,
    ) {
        check(&shop(people, days), &saved(rules, any, active, recommend), &[shards]);
    }
}

#[test]
fn what_stands_in_for_a_target_is_the_same_in_one_shard_and_in_several() {
    let recommend = Recommend { column: "Product ID".into(), count: 1, ..Recommend::default() };
    let files = check(&shop(3, 56), &saved(Vec::new(), false, None, recommend), &[1, 2, 3]);
    assert!(files["all-manifest.json"].contains("had to do with Audio (category)"), "{files:?}");
}

#[test]
fn a_model_its_reasons_and_recommendations_are_the_same_wherever_pasts_are() {
    let new = PastRule {
        did: false,
        condition: Some(Condition { column: "Brand".into(), values: vec![BRANDS[1].into()] }),
        within_days: Some(30),
        ..PastRule::default()
    };
    let recommend = Recommend { column: "Product ID".into(), ..Recommend::default() };
    let saved = saved(vec![new], false, Some(90), recommend);
    let files = check(&shop(700, 400), &saved, &[1, 3, 8]);
    let list = files.values().find(|text| text.contains("person_id")).unwrap();
    assert!(list.contains("Northwind on"), "{list}");
    assert!(
        list.lines().count() > 100 && list.lines().next().unwrap().contains("recommended"),
        "{list}"
    );
}
