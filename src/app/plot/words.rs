//! What the plot says in words: its title, what is read off it, what a size means.

use super::metric::{Metric, money};
use crate::app::widgets::format;
use crate::audience::{Earnings, Ranking, Summary};

/// Title of the card, which says what the curve is.
pub(crate) fn title(metric: Metric) -> &'static str {
    match metric {
        Metric::Rate => "Propensity by audience size",
        Metric::Reached => "People reached by audience size",
        Metric::Profit => "Expected profit by audience size",
    }
}

/// "5% of 18,925" for a size: as many decimals as a small share needs.
fn share(at: &Summary) -> String {
    let share = at.people as f64 / at.eligible.max(1) as f64;
    let part = if share < 0.000_95 {
        "under 0.1%".to_owned()
    } else if share < 0.01 {
        format!("{:.2}%", 100.0 * share)
    } else {
        format::percent(share)
    };
    format!("{part} of {}", format::count(at.eligible as u64))
}

/// What the crosshair reads off at a size.
pub(crate) fn reading(at: &Summary, metric: Metric, earnings: Earnings) -> String {
    let mut parts = vec![
        format!("{} ({})", format::people(at.people as u64), share(at)),
        format!("rate {}", format::percent(at.rate)),
        format!("last person {}", format::percent(at.marginal)),
    ];
    match metric {
        Metric::Rate => parts.push(format!("{:.1} × average", at.lift)),
        Metric::Reached => parts.push(format!("reaches {}", format::percent(at.reached))),
        Metric::Profit => parts.push(format!("profit {}", money(earnings.profit(at)))),
    }
    parts.join(" · ")
}

/// What the chart shows at one size, for assistive technology and below a picture.
pub(crate) fn sentence(at: &Summary, metric: Metric, earnings: Earnings, best: usize) -> String {
    let (people, all) = (format::count(at.people as u64), format::people(at.eligible as u64));
    match metric {
        Metric::Rate => format!(
            "Of the best {people} of {all}, {} are expected to engage, {:.1} times the average of {}; \
             of people like the last one let in, {}.",
            format::percent(at.rate),
            at.lift,
            format::percent(at.average),
            format::percent(at.marginal),
        ),
        Metric::Reached => format!(
            "The best {people} of {all} include {} of all who are expected to engage.",
            format::percent(at.reached),
        ),
        Metric::Profit => format!(
            "Contacting the best {people} of {all} is expected to bring {}; the best size is {}.",
            money(earnings.profit(at)),
            format::people(best as u64),
        ),
    }
}

/// What the chosen size means in people or money. `measured`: whether the past was asked how far
/// propensities hold; where it was not, that is said.
pub(crate) fn meaning(
    ranking: &Ranking,
    size: usize,
    metric: Metric,
    earnings: Earnings,
    measured: bool,
) -> String {
    let at = ranking.at(size);
    if at.people == 0 {
        return "Choose a size to see what it means.".to_owned();
    }
    let words = match metric {
        Metric::Rate => rate(&at),
        Metric::Reached => reached(ranking, &at),
        Metric::Profit => earned(ranking, &at, earnings),
    };
    if measured {
        words
    } else {
        format!("{words} This could not be checked against the past yet.")
    }
}

fn rate(at: &Summary) -> String {
    let people = format::people(at.people as u64);
    let expected = about(at.expected);
    if at.people == at.eligible {
        return format!("Contact everyone, {people}, and {expected} are expected to engage.");
    }
    format!(
        "Contact these {people}, and {expected} are expected to engage; as many people picked at \
         random would give {}.",
        about(at.average * at.people as f64),
    )
}

fn reached(ranking: &Ranking, at: &Summary) -> String {
    let all = at.expected / at.reached.max(f64::EPSILON);
    let mut words = format!(
        "These {} include {} of {} who are expected to engage.",
        format::people(at.people as u64),
        about(at.expected),
        about(all),
    );
    // Where the half is reached far out, saying so would only advise against it.
    let half = size_that_reaches(ranking, 0.5);
    if half > at.people && half < ranking.len() {
        words += &format!(" Half of them are reached with {}.", format::people(half as u64));
    }
    words
}

fn earned(ranking: &Ranking, at: &Summary, earnings: Earnings) -> String {
    let left = earnings.profit(at);
    let left_over = match left < -0.5 {
        true => format!("a loss of {}", money(-left)),
        false => format!("a profit of {}", money(left)),
    };
    let mut words = format!(
        "Contacting {} costs {} and is expected to bring {} from {}: {left_over}.",
        contacted(at, earnings),
        money(earnings.cost(at)),
        money(earnings.income(at)),
        engagements(earnings.engaged(at)),
    );
    let best = ranking.best_size(earnings);
    if best == 0 {
        words += " No contact pays for itself.";
    } else if best != at.people {
        let most = ranking.profit(best, earnings);
        words +=
            &format!(" {} would bring the most, {}.", format::people(best as u64), money(most));
    }
    words
}

/// "these 200 people", or those of them who are not held out.
fn contacted(at: &Summary, earnings: Earnings) -> String {
    let (people, contacts) = (at.people as u64, earnings.contacts(at).round() as u64);
    match contacts == people {
        true => format!("these {}", format::people(people)),
        false => format!(
            "{} of these {}, the others being held out,",
            format::count(contacts),
            format::people(people)
        ),
    }
}

/// The smallest size that reaches a share of all who are expected to engage.
fn size_that_reaches(ranking: &Ranking, share: f64) -> usize {
    let (mut low, mut high) = (0, ranking.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if ranking.at(middle).reached < share {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// "about 228", "fewer than 1".
fn about(people: f64) -> String {
    match people {
        p if p < 0.5 => "fewer than 1".to_owned(),
        p => format!("about {}", format::count(p.round() as u64)),
    }
}

fn engagements(expected: f64) -> String {
    match expected {
        e if e < 0.5 => "less than 1 engagement".to_owned(),
        e => format!("about {}", format::plural(e.round() as u64, "engagement")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audience::Profit;
    use crate::model::{Explainer, Method, ScoringResult};

    fn ranking(propensity: Vec<f32>) -> Ranking {
        let all = vec![true; propensity.len()];
        let scored = ScoringResult {
            as_of: 0,
            horizon_days: 30,
            horizon_note: None,
            people: (0..propensity.len() as u32).collect(),
            propensity,
            method: Method::Model,
            back_test: None,
            tested: None,
            uncertainty: crate::model::Uncertainty::default(),
            notes: Vec::new(),
            longest_horizon: None,
            explainer: Explainer::default(),
        };
        Ranking::new(&scored, &all)
    }

    /// Ten people at one half, ninety at one in fifty: 5 + 1.8 are expected.
    fn hundred() -> Ranking {
        ranking((0..100).map(|i| if i < 10 { 0.5 } else { 0.02 }).collect())
    }

    #[test]
    fn a_size_is_said_in_people_and_in_money() {
        let ranking = hundred();
        let profit = Earnings::new(Profit::default(), 0.0);
        let say = |size, metric| meaning(&ranking, size, metric, profit, true);
        assert_eq!(
            say(10, Metric::Rate),
            "Contact these 10 people, and about 5 are expected to engage; as many people picked at \
             random would give about 1."
        );
        assert_eq!(
            say(100, Metric::Rate),
            "Contact everyone, 100 people, and about 7 are expected to engage."
        );
        assert_eq!(
            say(4, Metric::Reached),
            "These 4 people include about 2 of about 7 who are expected to engage. Half of them \
             are reached with 7 people."
        );
        assert_eq!(
            say(50, Metric::Profit),
            "Contacting these 50 people costs 25 and is expected to bring 116 from about 6 \
             engagements: a profit of 91. 10 people would bring the most, 95."
        );
        let held = Earnings::new(Profit::default(), 20.0);
        assert_eq!(
            meaning(&ranking, 50, Metric::Profit, held, true),
            "Contacting 40 of these 50 people, the others being held out, costs 20 and is expected \
             to bring 93 from about 5 engagements: a profit of 73. 10 people would bring the most, \
             76."
        );
        let dear = Earnings::new(Profit { value: 1.0, cost: 2.0 }, 0.0);
        let words = meaning(&ranking, 10, Metric::Profit, dear, false);
        assert!(words.contains("a loss of 15"), "{words}");
        assert!(words.contains("No contact pays for itself."), "{words}");
        assert!(words.ends_with("could not be checked against the past yet."), "{words}");
        assert_eq!(say(0, Metric::Rate), "Choose a size to see what it means.");
    }

    fn usual() -> Earnings {
        Earnings::new(Profit::default(), 0.0)
    }

    #[test]
    fn what_is_read_off_are_the_curves_own_numbers() {
        let at = hundred().at(10);
        assert_eq!(
            reading(&at, Metric::Rate, usual()),
            "10 people (10% of 100) · rate 50% · last person 50% · 7.4 × average"
        );
        assert!(reading(&at, Metric::Reached, usual()).ends_with("reaches 73.5%"));
        assert!(reading(&at, Metric::Profit, usual()).ends_with("profit 95"));
    }
}
