//! What measurements promise: published figures, and campaigns whose effect is known.

use crate::audience::About;
use proptest::prelude::*;

use super::*;
use crate::audience::members::{Made, Member};
use crate::common::{HistoryBuilder, target};
use crate::model::Target;

fn group(engaged: usize, people: usize) -> Group {
    Group { people, engaged }
}

fn close(a: Between, b: Between) {
    assert!((a.0 - b.0).abs() < 6e-5 && (a.1 - b.1).abs() < 6e-5, "{a:?} {b:?}");
}

#[test]
fn intervals_are_those_of_newcombes_table() {
    // Newcombe 1998, table II, method 10.
    let between = |a, m, b, n| compare(group(a, m), group(b, n)).difference_between;
    close(between(56, 70, 48, 80), (0.0524, 0.3339));
    close(between(9, 10, 3, 10), (0.1705, 0.8090));
    close(between(10, 10, 0, 20), (0.6791, 1.0));
    close(between(10, 10, 0, 10), (0.6075, 1.0));
    // Wilson: Newcombe 1998 (proportions), 81 of 263.
    close(group(81, 263).between(), (0.2553, 0.3662));
}

#[test]
fn the_lift_has_katzs_interval() {
    // Worked by hand: ln 2 ± 1.96 · √(1/40 − 1/400 + 1/20 − 1/400).
    let effect = compare(group(40, 400), group(20, 400));
    let (low, high) = effect.lift_between.unwrap();
    let half = 1.959_964 * (0.025_f64 - 0.0025 + 0.05 - 0.0025).sqrt();
    assert!((low - (2.0_f64.ln() - half).exp()).abs() < 1e-9);
    assert!((high - (2.0_f64.ln() + half).exp()).abs() < 1e-9);
    assert_eq!(compare(group(4, 40), group(0, 40)).lift_between, None);
}

proptest! {
    #[test]
    fn the_difference_lies_in_its_interval(
        m in 1_usize..500, n in 1_usize..500, a in 0.0_f64..=1.0, b in 0.0_f64..=1.0,
    ) {
        let listed = group((a * m as f64) as usize, m);
        let held = group((b * n as f64) as usize, n);
        let effect = compare(listed, held);
        let (low, high) = effect.difference_between;
        prop_assert!(low <= effect.difference + 1e-12 && effect.difference <= high + 1e-12);
        prop_assert!(low >= -1.0 - 1e-9 && high <= 1.0 + 1e-9);
        let back = compare(held, listed).difference_between;
        prop_assert!((back.0 + high).abs() < 1e-9 && (back.1 + low).abs() < 1e-9);
    }
}

/// People 0..n; those for whom `buys` hold buy tea ten days after the lists were written.
fn history(people: u32, buys: impl Fn(u32) -> bool, later: bool) -> History {
    let mut history = HistoryBuilder::new(&["Product ID", "Brand"], &["Bought"]);
    for number in 0..people {
        let mut buys_on = |day: u32, brand: &str| {
            history.event(&format!("u{number:05}"), day * DAY, "Bought", &[brand, brand]);
        };
        buys_on(100, "Tea");
        if later {
            buys_on(140, "Coffee");
        }
        if buys(number) {
            buys_on(110, "Tea");
        }
    }
    history.build()
}

fn tea_audience() -> Audience {
    Audience { target: tea(), ..Audience::default() }
}

fn tea() -> Target {
    target("Brand", "Tea")
}

/// Lists with every tenth person held out, written on day 101.
fn record(history: &History, hold: bool) -> Members {
    let about = About {
        made: Made::Lists,
        as_of: from_clock(101 * DAY),
        horizon_days: 30,
        rate: 0.05,
        ..About::default()
    };
    let members: Vec<Member> = (0..history.person_count() as u32)
        .map(|person| {
            let held = hold && person.is_multiple_of(10);
            Member { person, was: if held { Was::Held } else { Was::Listed } }
        })
        .collect();
    Members::record(about, &history.people, &members)
}

fn run(history: &History, record: &Members) -> Result<Measured, MeasureError> {
    measure(history, &tea_audience(), record, Window::default(), &Progress::none())
}

#[test]
fn a_campaign_that_worked_is_told_from_one_that_did_not() {
    // A fifth of the list buys, of those held out a twentieth.
    let buys = |n: u32| if n.is_multiple_of(10) { n.is_multiple_of(200) } else { n % 5 == 1 };
    let history_now = history(4000, buys, true);
    let measured = run(&history_now, &record(&history_now, true)).unwrap();
    assert_eq!((measured.held, measured.listed), (group(20, 400), group(800, 3600)));
    assert_eq!(measured.covered, 30);
    let effect = measured.effect.unwrap();
    assert_eq!(effect.verdict, Verdict::More);
    assert!((effect.extra - (800.0 - 3600.0 * 0.05)).abs() < 1e-6);
    let words = measured.words().join(" ");
    assert!(words.contains("The campaign worked") && words.contains("about 620 people"), "{words}");

    let same = history(4000, |n| n % 7 == 0, true);
    let measured = run(&same, &record(&same, true)).unwrap();
    assert_eq!(measured.effect.unwrap().verdict, Verdict::Chance);
    assert!(measured.words()[1].contains("may be chance"));
}

#[test]
fn what_cannot_be_told_is_said() {
    let everyone = history(400, |n| n % 4 == 1, true);
    let without = run(&everyone, &record(&everyone, false)).unwrap();
    assert_eq!((without.effect, without.held.people), (None, 0));
    assert!(without.words()[1].contains("Nobody was held out"));

    let few = history(100, |n| n == 1, true);
    let few = run(&few, &record(&few, true)).unwrap();
    assert_eq!(few.effect.unwrap().verdict, Verdict::TooFew);
    assert!(few.words()[1].contains("too little to tell"), "{:?}", few.words());

    let not_yet = history(100, |_| false, false);
    let error = run(&not_yet, &record(&not_yet, true)).unwrap_err().to_string();
    assert!(error.contains("nothing to measure yet"), "{error}");

    let begun = history(100, |n| n % 2 == 1, false);
    let begun = run(&begun, &record(&begun, true)).unwrap();
    assert_eq!((begun.days, begun.covered), (30, 10));
    assert!(begun.words().join(" ").contains("10 of the 30 days"));
}

#[test]
fn people_who_are_gone_count_as_not_engaged_and_strangers_are_an_error() {
    let all = history(400, |_| true, true);
    let record = record(&all, true);
    let fewer = history(300, |_| true, true);
    let measured = run(&fewer, &record).unwrap();
    assert_eq!(
        (measured.gone, measured.listed, measured.held),
        (100, group(270, 360), group(30, 40))
    );
    let empty = Members::record(record.about, &all.people, &[]);
    assert!(matches!(run(&all, &empty), Err(MeasureError::Strangers(0))));
}
