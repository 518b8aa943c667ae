//! What the plot says in words: its title, what is read off it, what a size means.

use super::metric::{Metric, money};
use crate::app::widgets::format;
use crate::audience::{Earnings, Ranking, Summary};
use crate::base::language::t;
use crate::base::words::{self, decimal};

/// Title of the card, which says what the curve is.
pub(crate) fn title(metric: Metric) -> &'static str {
    match metric {
        Metric::Rate => t!("plot-title-rate"),
        Metric::Reached => t!("plot-title-reached"),
        Metric::Profit => t!("plot-title-profit"),
    }
}

/// "5%" for a size: as many decimals as a small share needs.
fn share(at: &Summary) -> String {
    match at.people as f64 / at.eligible.max(1) as f64 {
        share if (0.000_95..0.01).contains(&share) => words::percent(100.0 * share, 2),
        share => format::percent(share),
    }
}

/// What the crosshair reads off at a size: all of it, or as much as fits; what the metric is about stays longest.
pub(crate) fn reading(
    at: &Summary,
    metric: Metric,
    earnings: Earnings,
    fits: impl Fn(&str) -> bool,
) -> String {
    let people = t!("plot-read-people", people = at.people, share = share(at), all = at.eligible);
    let people_alone = format::people(at.people as u64);
    let rate = t!("plot-read-rate", rate = format::percent(at.rate));
    let last = t!("plot-last-person", rate = format::percent(at.marginal));
    let own = match metric {
        Metric::Rate => t!("plot-read-lift", times = decimal(at.lift, 1)),
        Metric::Reached => t!("plot-read-reached", share = format::percent(at.reached)),
        Metric::Profit => t!("plot-read-profit", profit = money(earnings.profit(at))),
    };
    let ways: [&[&str]; 4] = [
        &[&people, &rate, &last, &own],
        &[&people_alone, &rate, &last, &own],
        &[&people_alone, &rate, &own],
        &[&people_alone, if metric == Metric::Rate { &rate } else { &own }],
    ];
    let mut ways = ways.iter().map(|parts| parts.join(" · "));
    let shortest = ways.next_back().unwrap_or_default();
    ways.find(|words| fits(words)).unwrap_or(shortest)
}

/// What the chart shows at one size, for assistive technology and below a picture.
pub(crate) fn sentence(at: &Summary, metric: Metric, earnings: Earnings, best: usize) -> String {
    let (people, all) = (at.people, at.eligible);
    match metric {
        Metric::Rate => t!(
            "plot-sentence-rate",
            people = people,
            all = all,
            rate = format::percent(at.rate),
            times = decimal(at.lift, 1),
            average = format::percent(at.average),
            last = format::percent(at.marginal)
        ),
        Metric::Reached => {
            let share = format::percent(at.reached);
            t!("plot-sentence-reached", people = people, all = all, share = share)
        }
        Metric::Profit => t!(
            "plot-sentence-profit",
            people = people,
            all = all,
            profit = money(earnings.profit(at)),
            best = best
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
        return t!("plot-no-size").to_owned();
    }
    let words = match metric {
        Metric::Rate => rate(&at, earnings),
        Metric::Reached => reached(ranking, &at),
        Metric::Profit => earned(ranking, &at, earnings),
    };
    if measured { words } else { t!("plot-unmeasured", meaning = words) }
}

fn rate(at: &Summary, earnings: Earnings) -> String {
    let contacts = contacts(at, earnings);
    if contacts < at.people as u64 {
        // The others are held out.
        return t!(
            "plot-means-rate-held",
            contacts = contacts,
            people = at.people,
            expected = about(earnings.engaged(at)),
            random = about(at.average * contacts as f64)
        );
    }
    let expected = about(at.expected);
    if at.people == at.eligible {
        return t!("plot-means-everyone", people = at.people, expected = expected);
    }
    let random = about(at.average * at.people as f64);
    t!("plot-means-rate", people = at.people, expected = expected, random = random)
}

fn reached(ranking: &Ranking, at: &Summary) -> String {
    let all = at.expected / at.reached.max(f64::EPSILON);
    let words = t!(
        "plot-means-reached",
        people = at.people,
        expected = about(at.expected),
        all = about(all)
    );
    // Where the half is reached far out, saying so would only advise against it.
    let half = size_that_reaches(ranking, 0.5);
    match half > at.people && half < ranking.len() {
        true => t!("plot-means-half", meaning = words, people = half),
        false => words,
    }
}

fn earned(ranking: &Ranking, at: &Summary, earnings: Earnings) -> String {
    let left = earnings.profit(at);
    let left_over = match left < -0.5 {
        true => t!("plot-loss", money = money(-left)),
        false => t!("plot-profit", money = money(left)),
    };
    // Rounded one by one, the three would not always add up; income stands here alone.
    let cost = earnings.cost(at).round();
    let (income, cost) = (money((cost + left.round()).max(0.0)), money(cost));
    let engagements = engagements(earnings.engaged(at));
    let (people, contacts) = (at.people as u64, contacts(at, earnings));
    let words = match contacts == people {
        true => t!(
            "plot-means-profit",
            people = people,
            cost = cost,
            income = income,
            engagements = engagements,
            result = left_over
        ),
        // The others are held out.
        false => t!(
            "plot-means-profit-held",
            contacts = contacts,
            people = people,
            cost = cost,
            income = income,
            engagements = engagements,
            result = left_over
        ),
    };
    let best = ranking.best_size(earnings);
    let most = ranking.profit(best, earnings);
    if best == 0 {
        t!("plot-never-pays", meaning = words)
    } else if best != at.people && most > left {
        t!("plot-best-would-bring", meaning = words, people = best, profit = money(most))
    } else {
        words
    }
}

/// People who are contacted: all but those who are held out.
fn contacts(at: &Summary, earnings: Earnings) -> u64 {
    earnings.contacts(at).round() as u64
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
        p if p < 0.5 => t!("plot-fewer-than-one").to_owned(),
        p => t!("plot-about", people = p.round() as u64),
    }
}

fn engagements(expected: f64) -> String {
    match expected {
        e if e < 0.5 => t!("plot-no-engagement").to_owned(),
        e => t!("plot-engagements", engagements = e.round() as u64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audience::Profit;
    use crate::base::language::Language;
    use crate::model::{Explainer, Method, ScoringResult};

    fn ranking(propensity: Vec<f32>) -> Ranking {
        let scored = ScoringResult {
            as_of: 0,
            horizon_days: 30,
            horizon_note: None,
            people: (0..propensity.len() as u32).collect(),
            propensity: propensity.into(),
            method: Method::Model,
            back_test: None,
            tested: None,
            uncertainty: crate::model::Uncertainty::default(),
            notes: Vec::new(),
            longest_horizon: None,
            explainer: Explainer::default(),
        };
        Ranking::new(&scored, |_| true, u64::from).unwrap()
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
            "Contact these 10 people, and about 5 should engage; as many people picked at random would \
             give about 1."
        );
        assert_eq!(
            say(100, Metric::Rate),
            "Contact everyone, 100 people, and about 7 should engage."
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
        assert_eq!(
            meaning(&ranking, 10, Metric::Rate, held.drawn(10, 1), true),
            "Contact 9 of these 10 people, the others being held out, and about 5 should engage; as \
             many people picked at random would give about 1."
        );
        let odd = Earnings::new(Profit { value: 25.08, cost: 0.66 }, 0.0);
        let words = meaning(&ranking, 10, Metric::Profit, odd, true);
        // 6.6, 125.4 and 118.8.
        assert!(words.contains("costs 7 and is expected to bring 126"), "{words}");
        assert!(words.contains("a profit of 119"), "{words}");
        let dear = Earnings::new(Profit { value: 1.0, cost: 2.0 }, 0.0);
        let words = meaning(&ranking, 10, Metric::Profit, dear, false);
        assert!(words.contains("a loss of 15"), "{words}");
        assert!(words.contains("No contact pays for itself."), "{words}");
        assert!(words.ends_with("could not be checked against the past yet."), "{words}");
        assert_eq!(say(0, Metric::Rate), "Choose a size to see what it means.");
    }

    #[test]
    fn what_a_size_means_is_said_in_german_with_its_numbers() {
        let (ranking, held) = (hundred(), Earnings::new(Profit::default(), 20.0));
        let say =
            |size, metric| Language::German.within(|| meaning(&ranking, size, metric, held, true));
        assert_eq!(
            say(10, Metric::Rate),
            "Kontaktieren Sie 8 dieser 10 Personen – die übrigen werden zurückgehalten; erwartete \
             Reaktionen: etwa 4, bei gleich vielen zufällig gewählten Personen etwa 1."
        );
        assert_eq!(
            say(50, Metric::Profit),
            "40 dieser 50 Personen zu kontaktieren – die übrigen werden zurückgehalten –, kostet 20 \
             und bringt voraussichtlich 93 aus etwa 5 Reaktionen: ein Gewinn von 73. Am meisten \
             brächten 10 Personen: 76."
        );
    }

    fn usual() -> Earnings {
        Earnings::new(Profit::default(), 0.0)
    }

    #[test]
    fn what_is_read_off_are_the_curves_own_numbers() {
        let at = hundred().at(10);
        assert_eq!(
            reading(&at, Metric::Rate, usual(), |_| true),
            "10 people (10% of 100) · rate 50% · last person 50% · 7.4 × average"
        );
        assert!(reading(&at, Metric::Reached, usual(), |_| true).ends_with("reaches 73.5%"));
        assert!(reading(&at, Metric::Profit, usual(), |_| true).ends_with("profit 95"));
        // Where there is less room it says less, and never half of a word.
        let within = |letters: usize| {
            reading(&at, Metric::Rate, usual(), move |words| words.chars().count() <= letters)
        };
        assert_eq!(within(55), "10 people · rate 50% · last person 50% · 7.4 × average");
        assert_eq!(within(45), "10 people · rate 50% · 7.4 × average");
        assert_eq!(within(5), "10 people · rate 50%");
    }
}
