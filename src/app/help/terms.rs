//! The field's words, each explained in a sentence or two: on hover where they stand, and in help.

/// Words and what they mean, in the order of the alphabet.
pub const TERMS: [(&str, &str); 26] = [
    (
        "Anonymous ID",
        "A device or browser before the person is known. What it did is added to the person as soon \
         as an event carries both IDs.",
    ),
    (
        "As of",
        "The moment that counts as now: only what happened before it is used. Usually the end of \
         the data; an earlier day shows what would have been known then.",
    ),
    (
        "Audience",
        "The people on one list: those most likely to engage, up to the size you choose, among \
         those who may be in.",
    ),
    ("Average", "How many times as likely the audience is to engage as everyone who may be in."),
    (
        "Back-test",
        "A rehearsal in the past: people are ranked as if it were some weeks ago, and what they did \
         since is compared with the ranking.",
    ),
    (
        "By",
        "Which events count as engaging. Any event, unless you choose: purchases only, for example.",
    ),
    (
        "Campaign",
        "What the list is for. It fills in the value, the events, the conditions and the size; all \
         of it can be changed.",
    ),
    (
        "Catalog",
        "What people do and what they do it with: events, product IDs, and columns such as brand \
         or category.",
    ),
    (
        "Caught",
        "The part of all people expected to engage who are in the audience. The larger the audience, \
         the more it catches.",
    ),
    (
        "Column",
        "What is known of a product: name, brand, category, price. Any of its values can be what \
         people should want.",
    ),
    (
        "Consent",
        "Who agreed to be contacted. Where records disagree or say nothing clear, the person is \
         left out.",
    ),
    (
        "Control group",
        "People of the audience who are kept off the lists, drawn by chance. What they do without \
         the campaign shows what the campaign changed.",
    ),
    (
        "Destination",
        "The tool that a list is for. Each wants its own columns; lists are written as files that \
         you upload.",
    ),
    (
        "Engage",
        "To do one of the events that count, with one of the values you chose, within the days you \
         chose.",
    ),
    (
        "Event",
        "One thing that one person did at one time: viewed a product, put it into the cart, bought \
         it.",
    ),
    (
        "Hashing",
        "An address is replaced by a code that cannot be read back. The platform hashes its own \
         users' addresses and matches the codes.",
    ),
    (
        "Last person",
        "The propensity of the last one let in: the least likely of the audience. It falls faster \
         than the rate of all.",
    ),
    (
        "Lift",
        "The rate of the best people against the rate of everyone: 3 × means three times as many \
         engage.",
    ),
    (
        "Overlap",
        "People who are in several audiences. A priority puts each of them on one list only.",
    ),
    ("Profit", "What engagements bring less what contacts cost, by the two numbers you enter."),
    (
        "Propensity",
        "How likely a person is to engage within the horizon, from 0 to 100%, learned from what \
         everyone did before.",
    ),
    (
        "Quality",
        "How well the ranking found those who engaged, in the back-test, beside simple lists that \
         you could make by hand.",
    ),
    ("Rate", "The part of the audience that is expected to engage."),
    (
        "Recommend",
        "A value for each person of the list that they have not had yet, for a field in your \
         message.",
    ),
    (
        "Who may be in",
        "Conditions that everyone of the audience must meet. Likely people who do not meet them \
         are left out before the best are chosen.",
    ),
    (
        "Within",
        "The horizon: so many days from now in which people are to engage. Left alone, it is chosen \
         by how often people come back.",
    ),
];

/// What a word means; empty for one that is not explained.
pub fn about(term: &str) -> &'static str {
    let found = TERMS.iter().find(|(word, _)| word.eq_ignore_ascii_case(term));
    found.map_or("", |(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_once_in_order_and_are_found_in_any_case() {
        assert!(TERMS.windows(2).all(|two| two[0].0 < two[1].0));
        assert!(TERMS.iter().all(|(word, text)| text.ends_with('.') && !word.is_empty()));
        assert_eq!(about("propensity"), about("Propensity"));
        assert!(about("Propensity").starts_with("How likely"));
        assert_eq!(about("nothing of the kind"), "");
    }
}
