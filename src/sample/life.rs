//! One person's year in the store: session after session of reading, looking and buying.

use super::catalogue::{CATEGORIES, Shelves};
use super::habits::{COMPANIONS, Day, Habits};
use super::magazine::{Magazine, SECTIONS};
use super::people::SamplePerson;
use super::random::Random;
use super::store::{EventKind, Line, SampleEvent};
use super::time::{DAY, DAYS, HOUR};

/// What everyone lives in.
pub(super) struct World {
    pub(super) seed: u64,
    /// Midnight UTC at which the year begins, in milliseconds.
    pub(super) start: i64,
    pub(super) days: Vec<Day>,
    pub(super) shelves: Shelves,
    pub(super) magazine: Magazine,
    /// Sessions a day for a pull of 1; set so that the wanted number of events comes out.
    pub(super) scale: f64,
}

/// A person with what they did, sorted by time; no two events at the same millisecond.
pub(super) struct Life {
    pub(super) person: SamplePerson,
    pub(super) events: Vec<SampleEvent>,
    pub(super) lines: Vec<Line>,
}

impl World {
    /// The life of the person with this number: the same for the same seed, whoever asks.
    pub(super) fn live(&self, number: u32) -> Life {
        let mut random = Random::new(self.seed, u64::from(number));
        let person = SamplePerson::draw(&mut random, self.seed, number);
        let habits = Habits::draw(&mut random);
        let signs_up = random.chance(0.9).then(|| random.run(0.45, 6));
        let mut living = Living {
            world: self,
            random,
            habits,
            person,
            signs_up,
            sessions: 0,
            events: Vec::new(),
            lines: Vec::new(),
            cart: Vec::new(),
            orders: 0,
            companions: Vec::new(),
            reading: 0.0,
            now: self.start,
            device: 0,
        };
        living.year();
        living.finish()
    }
}

/// The state of a life while it is lived.
struct Living<'a> {
    world: &'a World,
    random: Random,
    habits: Habits,
    person: SamplePerson,
    /// The session in which the person signs up; `None` for those who never do.
    signs_up: Option<usize>,
    sessions: usize,
    events: Vec<SampleEvent>,
    lines: Vec<Line>,
    cart: Vec<Line>,
    orders: u16,
    /// Category, weight, and the day on which interest ends, of things that go with an order.
    companions: Vec<(usize, f64, i64)>,
    /// Articles read lately, fading by a thirtieth a day.
    reading: f64,
    now: i64,
    device: u8,
}

impl Living<'_> {
    fn year(&mut self) {
        let before = self.habits.first_day < 0;
        self.person.known = before && self.signs_up.is_some();
        self.person.created = self.world.start + self.habits.first_day * DAY;
        if before {
            self.person.premium = self.person.known && self.random.chance(0.05);
        }
        let last = self.habits.last_day.min(DAYS);
        let mut since = before.then(|| 1 + self.random.below(40) as i64);
        for number in self.habits.first_day.max(0)..last {
            let day = self.world.days[number as usize];
            let first = number == self.habits.first_day;
            let pull = self.world.scale * self.habits.pull(day, since);
            let expecting = self.companions.iter().any(|c| c.2 > number);
            let chance = (pull * if expecting { 2.0 } else { 1.0 }).min(0.9);
            self.reading -= self.reading / 30.0;
            if first || self.random.chance(chance) {
                self.session(day);
                since = Some(0);
            } else {
                since = since.map(|days| days + 1);
            }
        }
    }

    fn session(&mut self, day: Day) {
        // Evenings are busier than mornings.
        let hour = 6.0 + 16.0 * self.random.unit().max(self.random.unit() * 0.9);
        let start = self.world.start + day.number * DAY;
        self.now = start + (hour * HOUR as f64) as i64 + self.random.below(1000) as i64;
        self.device = self.random.below(usize::from(self.person.devices)) as u8;
        if self.sessions == 0 && self.habits.first_day >= 0 {
            self.person.created = self.now;
        }
        if self.sessions == 0 && self.person.known {
            self.emit(EventKind::Identify, 0, &[]);
        }
        if !self.person.known && self.signs_up == Some(self.sessions) {
            self.sign_up();
        }
        let reads = self.random.chance(self.habits.reader);
        if reads {
            self.read();
        }
        if !reads || self.random.chance(0.35) {
            self.shop(day);
        }
        self.sessions += 1;
    }

    fn sign_up(&mut self) {
        self.person.known = true;
        self.person.created = self.now;
        self.emit(EventKind::Identify, 0, &[]);
        self.emit(EventKind::MembershipStarted, 0, &[]);
    }

    /// Reads an article or a few, and thinks about premium.
    fn read(&mut self) {
        for _ in 0..1 + self.random.run(0.5, 5) {
            let regular = self.random.chance(0.85);
            let (section, back) = if regular {
                let section = self.random.weighted(&self.habits.sections);
                (section, self.random.run(0.45, 12))
            } else {
                let section = self.random.below(SECTIONS.len());
                (section, self.random.below(40))
            };
            if let Some(article) = self.world.magazine.latest(section, self.now, back) {
                self.emit(EventKind::ArticleRead, article, &[]);
                self.reading += 1.0;
            }
        }
        if !self.person.known {
            return;
        }
        let heavy = ((self.reading - 3.0) / 8.0).clamp(0.0, 1.0);
        if self.person.premium {
            if self.random.chance(0.03 * (1.2 - heavy)) {
                self.emit(EventKind::PlanCancelled, 1, &[]);
                self.person.premium = false;
            }
        } else if self.random.chance(0.02 + 0.25 * heavy) {
            self.emit(EventKind::PlanViewed, 1, &[]);
            if self.random.chance(0.06 + 0.4 * heavy) {
                self.emit(EventKind::PlanUpgraded, 1, &[]);
                self.person.premium = true;
            }
        }
    }

    /// Looks at things of one or two subcategories, and may order.
    fn shop(&mut self, day: Day) {
        for _ in 0..1 + self.random.run(0.3, 2) {
            let (shelf, line) = self.aisle(day);
            self.look(shelf, line);
        }
        if self.random.chance(0.025) && self.person.known {
            // A refund of an earlier order is asked for in a later session.
            self.refund();
        }
        if !self.cart.is_empty() && self.random.chance(0.75) {
            let cart = std::mem::take(&mut self.cart);
            self.emit(EventKind::CheckoutStarted, 0, &cart);
            if self.random.chance(0.78) {
                self.order(day, &cart);
            } else {
                self.cart = cart;
            }
        }
    }

    /// The subcategory to look at: by taste, season, and what goes with an earlier order.
    fn aisle(&mut self, day: Day) -> (usize, usize) {
        let mut weights = self.habits.categories(day);
        for &(category, weight, until) in &self.companions {
            weights[category] += if until > day.number { weight } else { 0.0 };
        }
        let shelf = self.random.weighted(&weights);
        // The first subcategories of a category are the bigger ones.
        let lines = CATEGORIES[shelf].lines.len();
        let line = self.random.below(lines).min(self.random.below(lines + 1));
        (shelf, line)
    }

    fn look(&mut self, shelf: usize, line: usize) {
        if self.random.chance(0.14) {
            self.emit(EventKind::ProductsSearched, query(shelf, line), &[]);
        }
        if self.random.chance(0.22) {
            let count = 3 + self.random.below(2);
            let list: Vec<Line> = (0..count).map(|_| self.choose(shelf, line)).collect();
            self.emit(EventKind::ProductListViewed, shelf as u32, &list);
        }
        for _ in 0..1 + self.random.run(0.5, 4) {
            let choice = self.choose(shelf, line);
            let product = choice.product;
            self.emit(EventKind::ProductViewed, product, &[]);
            if self.random.chance(0.05) {
                self.emit(EventKind::ProductAddedToWishlist, product, &[]);
            }
            if self.random.chance(0.17 * self.habits.buyer) {
                self.emit(EventKind::ProductAdded, product, &[choice]);
                if self.random.chance(0.1) {
                    self.emit(EventKind::ProductRemoved, product, &[choice]);
                } else if self.cart.len() < 12 {
                    self.cart.push(choice);
                }
            }
        }
    }

    /// A product of a subcategory that the person likes: drawn evenly, kept by liking.
    fn choose(&mut self, shelf: usize, line: usize) -> Line {
        let shelves = &self.world.shelves;
        let of = shelves.of(shelf, line);
        let mut best = (*self.random.pick(of), 0.0);
        for _ in 0..8 {
            let product = *self.random.pick(of);
            let liking = self.habits.likes(&shelves.products[product as usize]);
            if self.random.chance(liking / 8.0) {
                best = (product, liking);
                break;
            }
            if liking > best.1 {
                best = (product, liking);
            }
        }
        let product = &shelves.products[best.0 as usize];
        let cheap = product.cents < 3000;
        Line {
            product: best.0,
            cents: product.cents,
            quantity: 1 + if cheap { self.random.run(0.25, 4) as u16 } else { 0 },
        }
    }

    fn order(&mut self, day: Day, cart: &[Line]) {
        self.orders += 1;
        self.emit(EventKind::OrderCompleted, u32::from(self.orders), cart);
        for line in cart {
            let name = self.world.shelves.products[line.product as usize].subcategory;
            for (trigger, companion, days, weight) in COMPANIONS {
                let category = CATEGORIES.iter().position(|c| c.name == companion);
                if let Some(category) = category.filter(|_| trigger == name) {
                    self.companions.push((category, weight, day.number + days));
                }
            }
        }
        self.companions.retain(|c| c.2 > day.number);
    }

    /// Sends back the last order, once.
    fn refund(&mut self) {
        let last = self
            .events
            .iter()
            .rev()
            .find(|e| matches!(e.kind, EventKind::OrderCompleted | EventKind::OrderRefunded));
        let Some(order) = last.filter(|e| e.kind == EventKind::OrderCompleted) else {
            return;
        };
        if self.now - order.time > 40 * DAY {
            return;
        }
        let (subject, from) = (order.subject, order.lines as usize);
        let lines = self.lines[from..from + usize::from(order.count)].to_vec();
        self.emit(EventKind::OrderRefunded, subject, &lines);
    }

    fn emit(&mut self, kind: EventKind, subject: u32, lines: &[Line]) {
        self.now += 4_000 + self.random.below(90_000) as i64;
        self.events.push(SampleEvent {
            time: self.now,
            person: self.person.number,
            subject,
            lines: self.lines.len() as u32,
            count: lines.len() as u8,
            kind,
            device: self.device,
            known: self.person.known,
        });
        self.lines.extend_from_slice(lines);
    }

    fn finish(mut self) -> Life {
        // A session late on the last day would run into the day after the year.
        let end = self.world.start + DAYS * DAY;
        self.events.retain(|event| event.time < end);
        Life { person: self.person, events: self.events, lines: self.lines }
    }
}

/// What is searched for: the subcategory's number among all, category by category.
fn query(shelf: usize, line: usize) -> u32 {
    let before: usize = CATEGORIES[..shelf].iter().map(|c| c.lines.len()).sum();
    (before + line) as u32
}
