//! The store's magazine: sections, their topics, and the articles published over the year.

use super::random::Random;
use super::time::{DAY, HOUR};

/// An article of the magazine.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Its ID: `art-00042`.
    pub article_id: String,
    /// Its title; no two are the same.
    pub title: String,
    /// The upper level: Sports, Technology …
    pub section: &'static str,
    /// The lower level: Football, Gadgets …
    pub topic: &'static str,
    /// When it appeared, in milliseconds since 1970-01-01 UTC.
    pub published: i64,
}

/// A section: its name, the category of the store that its readers like, and its topics.
pub(super) struct Section {
    pub(super) name: &'static str,
    pub(super) shelf: usize,
    topics: &'static [&'static str],
}

/// The section of the next-best-action campaign: its last article appears four days before the end.
pub(super) const SPORTS: usize = 0;

#[rustfmt::skip]
pub(super) const SECTIONS: [Section; 8] = [
    Section { name: "Sports", shelf: 5, topics: &["Football", "Running", "Cycling", "Tennis"] },
    Section { name: "Technology", shelf: 0, topics: &["Gadgets", "Laptops", "Phones", "Privacy"] },
    Section { name: "Food", shelf: 6, topics: &["Recipes", "Coffee", "Baking", "Restaurants"] },
    Section { name: "Style", shelf: 7, topics: &["Trends", "Wardrobe", "Beauty", "Sneakers"] },
    Section { name: "Family", shelf: 9, topics: &["School", "Play", "Parenting", "Baby"] },
    Section { name: "Home & Garden", shelf: 12, topics: &["Gardening", "Decorating", "Repairs"] },
    Section { name: "Travel", shelf: 5, topics: &["Cities", "Camping", "Trains"] },
    Section { name: "Books & Film", shelf: 13, topics: &["Fiction", "Cinema", "Reviews"] },
];

#[rustfmt::skip]
const TITLES: [&str; 12] = [
    "{}: five things to know this week", "What nobody tells you about {}", "{}, explained in ten minutes", "The quiet revolution in {}",
    "Ask the experts: {}", "Why {} is back", "A beginner's guide to {}", "{} on a budget", "The best of {} this month", "How we fell for {} again",
    "{}: what we got wrong", "Seven questions about {}",
];

/// The magazine's articles, oldest first, and those of each section.
#[derive(Debug)]
pub(super) struct Magazine {
    pub(super) articles: Vec<Article>,
    by_section: Vec<Vec<u32>>,
}

impl Magazine {
    /// The same magazine for the same seed: an article a section every two to three days.
    pub(super) fn new(seed: u64, start: i64, end: i64) -> Self {
        let mut random = Random::new(seed, u64::MAX - 1);
        let mut drafts = Vec::new();
        for section in 0..SECTIONS.len() {
            // Sixty days before the year, so that its first readers have something to read.
            let mut time = start - 60 * DAY + random.below(48) as i64 * HOUR;
            let last = end - 4 * DAY + 8 * HOUR;
            while time < last - 2 * DAY {
                drafts.push((time, section));
                time += DAY * (2 + random.below(2) as i64) + HOUR * (random.below(13) as i64 - 6);
            }
            if section == SPORTS {
                drafts.push((last, section));
            }
        }
        drafts.sort_unstable();
        let mut magazine = Self {
            articles: Vec::with_capacity(drafts.len()),
            by_section: vec![Vec::new(); SECTIONS.len()],
        };
        for (published, section) in drafts {
            let number = magazine.articles.len();
            magazine.by_section[section].push(number as u32);
            let topic = *random.pick(SECTIONS[section].topics);
            let title = magazine.title(&mut random, topic);
            magazine.articles.push(Article {
                article_id: format!("art-{:05}", number + 1),
                title,
                section: SECTIONS[section].name,
                topic,
                published,
            });
        }
        magazine
    }

    /// A title not used yet: after the plain ones, series with a number.
    fn title(&self, random: &mut Random, topic: &str) -> String {
        let plain = random.pick(&TITLES).replace("{}", topic);
        let used = |title: &str| self.articles.iter().any(|a| a.title == title);
        let numbered = (2..).map(|part| format!("{plain}, part {part}"));
        std::iter::once(plain.clone()).chain(numbered).find(|title| !used(title)).unwrap_or(plain)
    }

    /// The article of a section that is `back` places behind the newest one at `time`; the oldest
    /// there is when there are not so many, `None` when nothing has appeared yet.
    pub(super) fn latest(&self, section: usize, time: i64, back: usize) -> Option<u32> {
        let of = &self.by_section[section];
        let appeared = of.partition_point(|&a| self.articles[a as usize].published <= time);
        of.get(appeared.checked_sub(1)?.saturating_sub(back)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_sports_article_appears_four_days_before_the_end() {
        let magazine = Magazine::new(1, 0, 365 * DAY);
        let last = magazine.latest(SPORTS, 365 * DAY, 0).unwrap();
        let article = &magazine.articles[last as usize];
        assert_eq!(article.section, "Sports");
        assert_eq!(article.published, 361 * DAY + 8 * HOUR);
        assert!(magazine.articles.is_sorted_by_key(|a| a.published));
    }
}
