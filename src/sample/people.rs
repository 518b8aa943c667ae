//! Who the sample store's people are. A [`SamplePerson`] holds a few small numbers; names,
//! addresses and identifiers are made from them when asked, so that a million people stay small.

use super::names::{CULTURES, Fiction, Name, PLACES, Place};
use super::random::{Random, scramble, uuid};

/// A person of the sample store.
#[derive(Debug, Clone, PartialEq)]
pub struct SamplePerson {
    /// Position in the store's list of people.
    pub number: u32,
    /// Whether the person ever signed up; the others are only known by their anonymous IDs.
    pub known: bool,
    /// When the person signed up, in milliseconds since 1970-01-01 UTC; for people who never did,
    /// when they first came.
    pub created: i64,
    /// How many devices, each with an anonymous ID of its own: 1 or 2.
    pub devices: u8,
    /// Whether the person agreed to e-mail; `None` when never asked.
    pub opt_in: Option<bool>,
    /// Whether the person is a premium member at the end.
    pub premium: bool,
    seed: u64,
    place: u8,
    culture: u8,
    woman: bool,
    first: u8,
    last: u8,
    phone: u32,
    birth: u16,
    style: u8,
    has: u8,
}

const HAS_EMAIL: u8 = 1;
const HAS_PHONE: u8 = 2;
const HAS_BIRTHDAY: u8 = 4;
const HAS_DEVICE_ID: u8 = 8;

impl SamplePerson {
    /// Draws a person; `known` and `created` are set by whoever knows when they came.
    pub(super) fn draw(random: &mut Random, seed: u64, number: u32) -> Self {
        let place = random.weighted(&PLACES.map(|place| place.share));
        let cultures = PLACES[place].cultures;
        let weights: Vec<f64> = cultures.iter().map(|c| c.1).collect();
        let culture = cultures[random.weighted(&weights)].0;
        let woman = random.chance(0.52);
        let names = &CULTURES[culture];
        let given = if woman { names.women } else { names.men };
        let mut has = 0;
        for (flag, share) in
            [(HAS_EMAIL, 0.96), (HAS_PHONE, 0.58), (HAS_BIRTHDAY, 0.45), (HAS_DEVICE_ID, 0.3)]
        {
            has |= if random.chance(share) { flag } else { 0 };
        }
        Self {
            number,
            known: true,
            created: 0,
            devices: 1 + u8::from(random.chance(0.25)),
            opt_in: [Some(true), Some(false), None][random.weighted(&[0.66, 0.22, 0.12])],
            premium: false,
            seed,
            place: place as u8,
            culture: culture as u8,
            woman,
            first: random.below(given.len()) as u8,
            last: random.below(names.last.len()) as u8,
            phone: random.below(1 << 24) as u32,
            birth: random.below(60 * 360) as u16,
            style: random.below(256) as u8,
            has,
        }
    }

    fn place(&self) -> &'static Place {
        &PLACES[usize::from(self.place)]
    }

    fn names(&self) -> (Name, Name) {
        let culture = &CULTURES[usize::from(self.culture)];
        let given = if self.woman { culture.women } else { culture.men };
        (given[usize::from(self.first)], culture.last[usize::from(self.last)])
    }

    fn has(&self, what: u8) -> bool {
        self.known && self.has & what != 0
    }

    /// The ID given at sign-up: `u0000042`.
    pub fn user_id(&self) -> Option<String> {
        self.known.then(|| format!("u{:07}", self.number + 1))
    }

    /// The anonymous ID of one of the person's devices.
    pub fn anonymous_id(&self, device: u8) -> String {
        uuid(self.seed, 2, u64::from(self.number) * 4 + u64::from(device))
    }

    /// First name as the person writes it.
    pub fn first_name(&self) -> Option<&'static str> {
        self.known.then(|| self.names().0.0)
    }

    /// Last name as the person writes it.
    pub fn last_name(&self) -> Option<&'static str> {
        self.known.then(|| self.names().1.0)
    }

    /// E-mail address under a domain reserved for examples, written as people do: some with
    /// capitals, some with a plus address, some with a blank at the end.
    pub fn email(&self) -> Option<String> {
        let (first, last) = (self.names().0.1, self.names().1.1);
        let domain = ["example.com", "example.com", "example.org", "example.net"]
            [usize::from(self.style & 3)];
        let number = self.number + 1;
        let address = match self.style >> 3 {
            0..2 => format!("{}.{}{number}@{domain}", capital(first), capital(last)),
            2..4 => format!("{first}.{last}{number}+shop@{domain}"),
            4 => format!("{first}{number}@{domain} "),
            5..16 => format!("{first}{number}@{domain}"),
            _ => format!("{first}.{last}{number}@{domain}"),
        };
        self.has(HAS_EMAIL).then_some(address)
    }

    /// Telephone number, written in one of the ways people write theirs; always one that its
    /// country keeps for fiction.
    pub fn phone(&self) -> Option<String> {
        self.has(HAS_PHONE).then(|| phone(self.place().phones, self.phone as usize, self.style))?
    }

    /// Country as ISO 3166 alpha-2.
    pub fn country(&self) -> Option<&'static str> {
        self.known.then(|| self.place().country)
    }

    /// City.
    pub fn city(&self) -> Option<&'static str> {
        self.known.then(|| self.place().city)
    }

    /// State or province, where the country uses them.
    pub fn state(&self) -> Option<&'static str> {
        (self.known && !self.place().state.is_empty()).then(|| self.place().state)
    }

    /// Postal code in the country's form, with its leading zeros.
    pub fn postal_code(&self) -> Option<String> {
        let start = self.place().postal;
        let digit = |n: u64| (b'0' + (scramble(u64::from(self.phone) + n) % 10) as u8) as char;
        let letter = |n: u64| (b'A' + (scramble(u64::from(self.phone) + n) % 20) as u8) as char;
        let end: String = match self.place().country {
            "CA" | "GB" => [
                digit(0),
                letter(1),
                if start.starts_with('S') || start.starts_with("M1") {
                    letter(2)
                } else {
                    digit(2)
                },
            ]
            .into_iter()
            .collect(),
            "JP" | "AU" | "CN" | "IN" | "SE" => [digit(0), digit(1)].into_iter().collect(),
            "EG" | "UA" | "US" | "DE" | "FR" | "ES" => [digit(0), digit(1)].into_iter().collect(),
            _ => String::new(),
        };
        self.known.then(|| format!("{start}{end}"))
    }

    /// Date of birth, `YYYY-MM-DD`.
    pub fn birthday(&self) -> Option<String> {
        let (year, day) = (1948 + self.birth / 360, self.birth % 360);
        self.has(HAS_BIRTHDAY).then(|| format!("{year}-{:02}-{:02}", 1 + day / 30, 1 + day % 28))
    }

    /// `f` or `m`.
    pub fn gender(&self) -> Option<&'static str> {
        self.has(HAS_BIRTHDAY).then_some(if self.woman { "f" } else { "m" })
    }

    /// The mobile device's advertising ID.
    pub fn advertising_id(&self) -> Option<String> {
        self.has(HAS_DEVICE_ID).then(|| uuid(self.seed, 3, u64::from(self.number)))
    }

    /// `free` or `premium` for members.
    pub fn plan(&self) -> Option<&'static str> {
        self.known.then_some(if self.premium { "premium" } else { "free" })
    }
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// A number reserved for fiction, in one of several writings.
fn phone(fiction: Fiction, draw: usize, style: u8) -> Option<String> {
    let way = usize::from(style >> 2);
    let text = match fiction {
        Fiction::None => return None,
        Fiction::NorthAmerica(areas) => {
            let (area, n) = (areas[draw / 100 % areas.len()], draw % 100);
            match way % 8 {
                0 => format!("+1{area}55501{n:02}"),
                1 => format!("({area}) 555-01{n:02}"),
                2 => format!("{area}-555-01{n:02}"),
                3 => format!("{area}.555.01{n:02}"),
                4 => format!("1-{area}-555-01{n:02}"),
                5 => format!("+1 ({area}) 555 01{n:02}"),
                6 => format!("001 {area} 55501{n:02}"),
                _ => format!("{area}55501{n:02}"),
            }
        }
        Fiction::Britain => abroad(way, "44", "7700", &format!("900{:03}", draw % 1000)),
        Fiction::Germany => abroad(way, "49", "30", &format!("23125{:03}", draw % 1000)),
        Fiction::France => abroad(way, "33", "6", &format!("3998{:04}", draw % 10_000)),
        Fiction::Australia => abroad(way, "61", "2", &format!("5550{:04}", draw % 10_000)),
        Fiction::Sweden => abroad(way, "46", "70", &format!("17406{:02}", 5 + draw % 95)),
    };
    Some(text)
}

fn abroad(way: usize, country: &str, area: &str, number: &str) -> String {
    let half = number.len() / 2;
    let (left, right) = number.split_at(half);
    match way % 6 {
        0 => format!("+{country}{area}{number}"),
        1 => format!("0{area} {left} {right}"),
        2 => format!("+{country} {area} {left} {right}"),
        3 => format!("00{country} {area} {number}"),
        4 => format!("0{area}/{number}"),
        _ => format!("+{country} (0){area} {left}-{right}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn people() -> Vec<SamplePerson> {
        let mut random = Random::new(1, 1);
        (0..5_000).map(|n| SamplePerson::draw(&mut random, 1, n)).collect()
    }

    #[test]
    fn nobody_real_can_be_reached() {
        for person in people() {
            if let Some(email) = person.email() {
                let domain = email.trim().split_once('@').unwrap().1;
                assert!(["example.com", "example.org", "example.net"].contains(&domain));
            }
            if let Some(phone) = person.phone() {
                let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
                let reserved = ["55501", "7700900", "3023125", "63998", "25550", "7017406"];
                assert!(reserved.iter().any(|r| digits.contains(r)), "{phone}");
            }
        }
    }

    #[test]
    fn identifiers_are_a_persons_own() {
        let people = people();
        let emails: Vec<_> = people.iter().filter_map(SamplePerson::email).collect();
        assert_eq!(emails.iter().collect::<HashSet<_>>().len(), emails.len());
        let devices: HashSet<_> =
            (people.iter()).flat_map(|p| [p.anonymous_id(0), p.anonymous_id(1)]).collect();
        assert_eq!(devices.len(), 2 * people.len());
    }
}
