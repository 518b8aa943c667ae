//! What a person likes and how often they come: the truth that a model may find.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::catalogue::{BRANDS, CATEGORIES, FOR_KIDS, Product};
use super::magazine::{SECTIONS, SPORTS};
use super::random::Random;
use super::time::{DAYS, YEAR};

/// A person's lasting habits.
pub(super) struct Habits {
    /// Day of the year on which the person first comes; below 0 for customers of before.
    pub(super) first_day: i64,
    /// Day after the last one; beyond the year for those who stay.
    pub(super) last_day: i64,
    /// Sessions a day before seasons and moods, relative to others.
    pub(super) pace: f64,
    /// Days between visits of people who come by the calendar.
    rhythm: Option<i64>,
    weekend: f64,
    /// Share of sessions spent reading.
    pub(super) reader: f64,
    /// How likely a section is chosen for reading.
    pub(super) sections: [f64; SECTIONS.len()],
    /// How likely a category is chosen, before seasons.
    taste: [f64; CATEGORIES.len()],
    /// From this day on, another category takes the place of the favourite one.
    turn: Option<(i64, usize, usize)>,
    brands: [usize; 3],
    loyalty: f64,
    level: f64,
    kids: bool,
    /// How readily the person puts things into the cart.
    pub(super) buyer: f64,
}

impl Habits {
    /// Draws a person's habits.
    pub(super) fn draw(random: &mut Random) -> Self {
        let kids = random.chance(0.27);
        let mut taste = CATEGORIES.each_ref().map(|category| {
            let for_kids = category.audience == FOR_KIDS;
            0.35 * category.pull * if for_kids && !kids { 0.12 } else { 1.0 }
        });
        let popular = taste;
        let favourites =
            [random.weighted(&popular), random.weighted(&popular), random.weighted(&popular)];
        for (favourite, weight) in favourites.into_iter().zip([9.0, 4.0, 2.0]) {
            taste[favourite] += weight;
        }
        if kids {
            taste[8] += 1.5;
            taste[9] += 2.0;
            taste[10] += 1.0;
        }
        let mut sections = [0.25; SECTIONS.len()];
        sections[random.below(SECTIONS.len())] += 5.0;
        sections[SPORTS] += if random.chance(0.25) { 5.0 } else { 0.0 };
        for (section, weight) in SECTIONS.iter().zip(&mut sections) {
            *weight += if section.shelf == favourites[0] { 4.0 } else { 0.0 };
        }
        let (first_day, last_day) = stay(random);
        let (ease, draw) = (random.unit(), random.unit());
        Self {
            first_day,
            last_day,
            pace: 0.04 + 1.9 * ease * ease * ease + if draw < 0.04 { 2.5 } else { 0.0 },
            rhythm: random.chance(0.3).then(|| *random.pick(&[7, 14, 14, 28, 30])),
            weekend: random.between(0.5, 2.2),
            reader: match random.chance(0.4) {
                true => random.between(0.35, 0.9),
                false => random.between(0.02, 0.2),
            },
            sections,
            taste,
            turn: random.chance(0.25).then(|| {
                let to = random.weighted(&popular);
                (60 + random.below(250) as i64, favourites[0], to)
            }),
            brands: [(); 3].map(|()| random.below(BRANDS.len())),
            loyalty: 1.0 + 11.0 * random.unit() * random.unit(),
            level: (random.unit() + random.unit() + random.unit()) / 3.0,
            kids,
            buyer: 0.35 + 1.3 * random.unit(),
        }
    }

    /// How likely the person comes on a day, relative to others and other days.
    pub(super) fn pull(&self, day: Day, since: Option<i64>) -> f64 {
        let new = if (0..10).contains(&(day.number - self.first_day)) { 2.0 } else { 1.0 };
        let weekday = if day.weekend { self.weekend } else { 1.0 };
        let rhythm = match (self.rhythm, since) {
            (Some(every), Some(since)) if since >= every - 1 && since <= every + 1 => 5.0,
            (Some(_), Some(_)) => 0.6,
            _ => 1.0,
        };
        // Who came lately comes again.
        let mood = match since {
            Some(0..=3) => 1.9,
            Some(4..=14) => 1.25,
            Some(90..) => 0.5,
            _ => 1.0,
        };
        self.pace * new * weekday * rhythm * mood * season(day)
    }

    /// How likely each category is chosen on a day.
    pub(super) fn categories(&self, day: Day) -> [f64; CATEGORIES.len()] {
        let mut weights = self.taste;
        if let Some((_, old, new)) = self.turn.filter(|turn| day.number >= turn.0) {
            weights.swap(old, new);
        }
        for (index, weight) in weights.iter_mut().enumerate() {
            *weight *= category_season(index, day, self.kids);
        }
        weights
    }

    /// How likely the person takes this product rather than another of its subcategory.
    pub(super) fn likes(&self, product: &Product) -> f64 {
        let brand = if self.brands.contains(&product.maker) { self.loyalty } else { 1.0 };
        let distance = self.level - product.level;
        brand * product.pull * (1.0 - 1.8 * distance * distance).max(0.05)
    }
}

/// From when to when a person is with the store: customers of before, newcomers through the year,
/// and among both those who leave.
fn stay(random: &mut Random) -> (i64, i64) {
    let first = match random.chance(0.45) {
        true => -(random.below(700) as i64),
        false => random.below(YEAR) as i64,
    };
    let from = first.max(0);
    let last = match random.unit() {
        // A visit or two, never to return.
        u if u < 0.18 => from + 1 + random.below(10) as i64,
        u if u < 0.45 => from + 20 + random.below(YEAR) as i64,
        _ => DAYS + 1,
    };
    (first, last)
}

/// A day of the sample's year.
#[derive(Debug, Clone, Copy)]
pub(super) struct Day {
    /// From 0 to [`DAYS`] (out).
    pub(super) number: i64,
    /// Month and day of the month.
    date: (i8, i8),
    weekend: bool,
}

impl Day {
    /// The days of the year that ends on a date.
    pub(super) fn year(end: Date) -> Vec<Self> {
        (0..DAYS)
            .map(|number| {
                let date = end.saturating_sub((DAYS - 1 - number).days());
                Self {
                    number,
                    date: (date.month(), date.day()),
                    weekend: matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday),
                }
            })
            .collect()
    }

    /// Whether it lies between two dates, given as (month, day), also across the new year.
    fn within(self, from: (i8, i8), to: (i8, i8)) -> bool {
        if from <= to {
            (from..=to).contains(&self.date)
        } else {
            self.date >= from || self.date <= to
        }
    }
}

/// The store's busy and quiet times.
fn season(day: Day) -> f64 {
    match () {
        () if day.within((11, 20), (11, 30)) => 1.9,
        () if day.within((12, 1), (12, 22)) => 1.7,
        () if day.within((12, 23), (12, 28)) => 0.6,
        () if day.within((8, 10), (9, 12)) => 1.25,
        () if day.within((7, 1), (8, 5)) => 0.85,
        () => 1.0,
    }
}

/// A category's own times.
fn category_season(category: usize, day: Day, kids: bool) -> f64 {
    let school = day.within((8, 1), (9, 15));
    let gifts = day.within((11, 15), (12, 22));
    match CATEGORIES[category].name {
        "School Supplies" if school => {
            if kids {
                12.0
            } else {
                5.0
            }
        }
        "Kids' Clothing" if school => 3.0,
        "Computers" | "Laptop Accessories" if school => 1.5,
        "Toys & Games" if gifts => {
            if kids {
                4.0
            } else {
                9.0
            }
        }
        "Beauty" | "Books" | "Audio" if gifts => 1.8,
        "Garden" if day.within((3, 20), (6, 20)) => 3.5,
        "Garden" if day.within((11, 1), (2, 20)) => 0.35,
        "Sports & Outdoors" if day.within((5, 1), (7, 31)) => 1.6,
        _ => 1.0,
    }
}

/// What goes together: who ordered from the first subcategory looks into the second category in
/// the days after, this much more than into a favourite one.
pub(super) const COMPANIONS: [(&str, &str, i64, f64); 7] = [
    ("Laptops", "Laptop Accessories", 40, 16.0),
    ("Tablets", "Laptop Accessories", 30, 5.0),
    ("Smartphones", "Phone Accessories", 35, 16.0),
    ("Smartphones", "Audio", 45, 4.0),
    ("Outdoor Furniture", "Garden", 45, 6.0),
    ("Coffee", "Home & Kitchen", 30, 5.0),
    ("School Bags", "School Supplies", 21, 8.0),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seasons_fall_on_their_days() {
        let year = Day::year(jiff::civil::date(2026, 10, 31));
        assert_eq!(year.len(), 365);
        assert_eq!((year[0].date, year[364].date), ((11, 1), (10, 31)));
        let school = year.iter().filter(|d| d.within((8, 1), (9, 15))).count();
        let winter = year.iter().filter(|d| d.within((11, 1), (2, 20))).count();
        assert_eq!((school, winter), (46, 112));
        assert!(year[364].weekend && !year[363].weekend);
    }
}
