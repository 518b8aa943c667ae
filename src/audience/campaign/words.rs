//! What events and columns are about, told by their names and by how many values they have.

use crate::base::field_names;
use crate::history::{History, ValueStats};

/// Words of a name in lower case: `Order Completed`, `order_completed` and `orderCompleted` alike.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut lower = false;
    for c in name.chars() {
        let starts = !c.is_alphanumeric() || (c.is_uppercase() && lower);
        if starts || words.is_empty() {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
        lower = c.is_lowercase();
    }
    words.retain(|w| !w.is_empty());
    words
}

/// Whether any word of `name` begins with any of `stems`.
pub(super) fn speaks_of(name: &str, stems: &[&str]) -> bool {
    words(name).iter().any(|w| stems.iter().any(|s| w.starts_with(s)))
}

const UNDOES: &[&str] = &["refund", "cancel", "return", "remov", "delet", "fail", "declin"];
const LOOKS: &[&str] = &[
    "ansicht",
    "angeseh",
    "view",
    "see",
    "click",
    "impression",
    "visit",
    "search",
    "list",
    "page",
];
const BUYS: &[&str] = &[
    "purchas",
    "order",
    "buy",
    "bought",
    "transaction",
    "sale",
    "sold",
    "invoice",
    "paid",
    "payment",
    "checkout",
    "receipt",
    "book",
    "rent",
    "donat",
    // In the other languages that exports are understood in.
    "kauf",
    "gekauft",
    "bestell",
    "gebucht",
    "achat",
    "achet",
    "command",
    "compr",
    "pedid",
    "encomend",
    "acquist",
    "ordin",
    "aankoop",
    "gekocht",
    "zakup",
    "kupion",
    "zamówieni",
    "köp",
    "beställ",
    "satın",
    "sipariş",
    "購入",
    "注文",
    "购买",
    "購買",
    "下单",
];
const HALF_WAY: &[&str] =
    &["start", "begin", "begonnen", "gestartet", "initiat", "updat", "step", "add"];
const READS: &[&str] = &[
    "read", "article", "watch", "play", "listen", "stream", "rate", "rated", "content", "story",
    "episode", "open", "gelesen",
];
const PLACES: &[&str] = &["countr", "city", "region", "state", "store", "shop", "currenc", "lang"];
const JOINS: &[&str] = &[
    "upgrad", "subscri", "purchas", "order", "bought", "buy", "activat", "start", "paid", "renew",
];

/// Whether an event takes interest back, by its name in any of the languages that exports are understood in.
fn takes_back(event: &str) -> bool {
    speaks_of(event, UNDOES) || field_names::undoes(event)
}

/// Kinds of event that are a purchase; empty when none is named like one.
pub(super) fn buying(events: &[String]) -> Vec<String> {
    let named = |half_way: bool| -> Vec<String> {
        let fits = |e: &&String| {
            speaks_of(e, BUYS)
                && !takes_back(e)
                && !speaks_of(e, LOOKS)
                && (half_way || !speaks_of(e, HALF_WAY))
        };
        events.iter().filter(fits).cloned().collect()
    };
    let done = named(false);
    if done.is_empty() { named(true) } else { done }
}

/// Kinds of event that are reading, watching or the like.
pub(super) fn reading(history: &History) -> Vec<String> {
    let fits = |e: &&String| speaks_of(e, READS) && !takes_back(e);
    history.events.iter().filter(fits).cloned().collect()
}

/// Kinds of event by which one takes a plan.
pub(super) fn joining(events: &[String]) -> Vec<String> {
    let fits = |e: &&String| speaks_of(e, JOINS) && !takes_back(e) && !speaks_of(e, LOOKS);
    events.iter().filter(fits).cloned().collect()
}

/// What a column is about, with the words its name may have, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Category,
    Subcategory,
    Brand,
    Section,
    Group,
    Plan,
    Title,
}

impl Role {
    fn stems(self) -> &'static [&'static str] {
        match self {
            Self::Category => {
                &["categor", "kategor", "department", "aisle", "collection", "genre", "type"]
            }
            Self::Subcategory => &[
                "subcategor",
                "subkategor",
                "unterkategor",
                "commodity",
                "subcommodity",
                "line",
                "class",
            ],
            Self::Brand => &[
                "brand",
                "marke",
                "vendor",
                "manufactur",
                "maker",
                "label",
                "publisher",
                "supplier",
            ],
            Self::Section => &["section", "rubric", "desk", "channel", "genre", "topic", "categor"],
            Self::Group => {
                &["audience", "altersgrupp", "gender", "age", "group", "target", "segment"]
            }
            Self::Plan => &[
                "plan",
                "tarif",
                "tier",
                "membership",
                "subscription",
                "edition",
                "package",
                "level",
            ],
            Self::Title => &["title", "name", "headline", "description"],
        }
    }

    /// How many values such a column has, at least and at most.
    fn values(self) -> std::ops::RangeInclusive<usize> {
        match self {
            Self::Category | Self::Section => 2..=5_000,
            Self::Subcategory | Self::Brand => 2..=50_000,
            Self::Group | Self::Plan => 2..=200,
            Self::Title => 1..=usize::MAX,
        }
    }
}

/// The column that plays a role, by name.
pub(super) fn column(history: &History, role: Role) -> Option<usize> {
    role.stems().iter().find_map(|stem| {
        (1..history.columns.len()).find(|&c| {
            let column = &history.columns[c];
            let words = words(&column.name);
            // "product_type" and "category" by their last word, "subcategory" never as category.
            let sub = words.iter().any(|w| w.starts_with("sub"));
            let fits = words.iter().any(|w| w.starts_with(stem));
            fits && (!sub || role == Role::Subcategory)
                && role.values().contains(&column.values.len())
        })
    })
}

/// Whether a column holds amounts (prices, ratings, years), which nobody wants as such.
fn amounts(history: &History, column: usize) -> bool {
    let values = &history.columns[column].values;
    let looked = values.len().min(200) as u32;
    let numbers = (0..looked).filter(|&v| values.get(v).trim().parse::<f64>().is_ok()).count();
    numbers * 10 >= looked as usize * 9
}

/// A column like a category by how many values it has: the one nearest to some twenty. Columns of
/// amounts and of places are none.
pub(super) fn like_a_category(history: &History, stats: &[ValueStats]) -> Option<usize> {
    let most = |c: usize| stats.get(c).map_or(0, |s| s.events.iter().map(|&n| u64::from(n)).sum());
    let busiest: u64 = (1..history.columns.len()).map(most).max().unwrap_or(0);
    (1..history.columns.len())
        .filter(|&c| (2..=2_000).contains(&history.columns[c].values.len()))
        .filter(|&c| most(c) * 5 >= busiest)
        .filter(|&c| !amounts(history, c) && !speaks_of(&history.columns[c].name, PLACES))
        .min_by_key(|&c| {
            let distance = (history.columns[c].values.len() as f64 / 20.0).ln().abs();
            (distance * 1000.0) as u64
        })
}

/// Words for the better of two products, best known first.
pub(super) const BETTER: &[&str] = &[
    "premium",
    "pro",
    "plus",
    "gold",
    "platinum",
    "deluxe",
    "business",
    "enterprise",
    "ultimate",
    "vip",
    "professional",
    "unlimited",
];
/// Words for the plainer one.
pub(super) const PLAINER: &[&str] =
    &["free", "basic", "starter", "standard", "lite", "trial", "silver", "essential", "classic"];
/// Of these, words that are colours or sizes in the names of single products.
pub(super) const ALSO_COLOURS: &[&str] = &["gold", "silver", "platinum", "classic", "plus", "lite"];
/// Words for what is for children or families.
pub(super) const FAMILY: &[&str] = &[
    "kid", "child", "baby", "toddler", "junior", "famil", "toy", "school", "boys", "girls",
    "infant", "teen",
];

/// Whether a whole word of `value` is one of `words` (their plural too).
pub(super) fn is_one_of(value: &str, wanted: &[&str]) -> bool {
    words(value).iter().any(|w| wanted.iter().any(|x| w == x || w.strip_suffix('s') == Some(*x)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purchase_is_known_in_every_language_that_exports_are_understood_in() {
        for (language, _, events) in crate::catalog::languages::LANGUAGES {
            assert_eq!(buying(&events.map(str::to_owned)), [events[1]], "{language}");
        }
        let named = |events: &[&str]| {
            let events: Vec<String> = events.iter().map(|&event| event.to_owned()).collect();
            buying(&events)
        };
        assert_eq!(named(&["Bestellung begonnen", "Bestellt", "Warenkorb"]), ["Bestellt"]);
    }

    #[test]
    fn names_are_split_into_words_however_they_are_written() {
        for name in ["Order Completed", "order_completed", "orderCompleted", "order-completed"] {
            assert_eq!(words(name), ["order", "completed"]);
        }
        assert!(speaks_of("Products Searched", LOOKS));
        assert!(is_one_of("plan_premium", BETTER) && !is_one_of("Professor", BETTER));
        assert!(is_one_of("For Kids", &["kid"]));
    }
}
