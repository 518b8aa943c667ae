//! The points of the curve as a table.

use crate::app::tasks::found::Found;
use crate::audience::Earnings;

/// The points of the curve as a table with a header.
pub(crate) fn points(found: &Found, earnings: Earnings, between: char) -> String {
    let mut text = [
        "people",
        "share",
        "rate",
        "rate_low",
        "rate_high",
        "last_person",
        "times_average",
        "expected",
        "reached",
        "profit",
    ]
    .join(&between.to_string());
    text.push('\n');
    for p in &found.computed.curve.points {
        let n = p.people.max(1) as f64;
        let range = found.computed.ranking.range(p.people);
        let cells = [
            p.people.to_string(),
            format!("{:.6}", n / p.eligible.max(1) as f64),
            format!("{:.6}", p.rate),
            format!("{:.6}", range.low / n),
            format!("{:.6}", range.high / n),
            format!("{:.6}", p.marginal),
            format!("{:.3}", p.lift),
            format!("{:.1}", p.expected),
            format!("{:.6}", p.reached),
            format!("{:.2}", earnings.profit(p)),
        ];
        text += &cells.join(&between.to_string());
        text.push('\n');
    }
    text
}
