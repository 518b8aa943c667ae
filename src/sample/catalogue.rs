//! What the store sells: categories, their subcategories and brands, and the products made from
//! them. All brands are invented.

use super::random::{Random, uuid};

/// A product of the store.
#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    /// The database ID.
    pub product_id: String,
    /// The public stock number; differs from the ID.
    pub sku: String,
    /// Brand, model and what it is.
    pub name: String,
    /// Who makes it.
    pub brand: &'static str,
    /// The upper level of the hierarchy.
    pub category: &'static str,
    /// The lower level of the hierarchy.
    pub subcategory: &'static str,
    /// Whom it is for: "For Kids", "Adults" or "Everyone".
    pub audience: &'static str,
    /// Price in cents of a US dollar.
    pub cents: u32,
    /// Position in [`CATEGORIES`].
    pub(super) shelf: usize,
    /// Position in the category's `lines`.
    pub(super) line: usize,
    /// Position in [`BRANDS`].
    pub(super) maker: usize,
    /// Price within its subcategory, 0 (cheapest) to 1.
    pub(super) level: f64,
    /// How readily people take it, about 0.1 to 3.
    pub(super) pull: f64,
}

/// A brand: name, price level from 0 to 1, and how readily people take it.
pub(super) struct Brand {
    pub(super) name: &'static str,
    level: f64,
    pub(super) pull: f64,
}

const fn brand(name: &'static str, level: f64, pull: f64) -> Brand {
    Brand { name, level, pull }
}

/// The brands. Halden sells badly: the one with inventory to move.
#[rustfmt::skip]
pub(super) const BRANDS: [Brand; 36] = [
    brand("Northbeam", 0.8, 1.2), brand("Kestrel", 0.5, 1.5), brand("Lumora", 0.3, 1.0), brand("Axiom Nine", 0.9, 0.8),
    brand("Pebbletech", 0.1, 1.1), brand("Voltari", 0.6, 0.9), brand("Quillon", 0.4, 0.8), brand("Orbisound", 0.7, 1.3),
    brand("Tonehaus", 0.9, 0.7), brand("Clearwren", 0.2, 1.0), brand("Fjordline", 0.7, 1.2), brand("Trailmark", 0.5, 1.4),
    brand("Halden", 0.5, 0.16), brand("Sprintwell", 0.4, 1.3), brand("Verdano", 0.6, 0.9), brand("Ridgecap", 0.3, 0.9),
    brand("Kupferberg", 0.9, 0.9), brand("Hearthstead", 0.4, 1.3), brand("Linenfold", 0.6, 1.0), brand("Panova", 0.2, 1.1),
    brand("Marlowe & Finch", 0.8, 1.0), brand("Softstitch", 0.3, 1.2), brand("Dunmore", 0.6, 0.8), brand("Ilex", 0.5, 1.0),
    brand("Bumblebright", 0.4, 1.5), brand("Tumbletown", 0.3, 1.2), brand("Little Acorn", 0.6, 1.1), brand("Puzzlewick", 0.5, 0.9),
    brand("Inkwell", 0.3, 1.2), brand("Scholaria", 0.5, 1.3), brand("Petal & Root", 0.6, 1.1), brand("Saffronne", 0.8, 0.9),
    brand("Greenlatch", 0.4, 1.1), brand("Paper Lantern Press", 0.4, 1.2), brand("Harbour Books", 0.5, 1.0), brand("Moonmilk", 0.5, 1.0),
];

/// A subcategory: its name, what one product is called, and its price range in whole dollars.
pub(super) struct Line {
    pub(super) name: &'static str,
    noun: &'static str,
    from: u32,
    to: u32,
}

const fn line(name: &'static str, noun: &'static str, from: u32, to: u32) -> Line {
    Line { name, noun, from, to }
}

/// A category: its name, whom it is for, how popular it is, its lines and its brands.
pub(super) struct Category {
    pub(super) name: &'static str,
    pub(super) audience: &'static str,
    pub(super) pull: f64,
    pub(super) lines: &'static [Line],
    brands: &'static [usize],
}

/// For products and categories for children.
pub(super) const FOR_KIDS: &str = "For Kids";
const ADULTS: &str = "Adults";
const EVERYONE: &str = "Everyone";

/// The shelves of the store.
#[rustfmt::skip]
pub(super) const CATEGORIES: [Category; 14] = [
    Category { name: "Computers", audience: ADULTS, pull: 0.8, brands: &[0, 1, 2, 3, 4, 12],
        lines: &[line("Laptops", "laptop", 399, 2399), line("Tablets", "tablet", 129, 1099), line("Monitors", "monitor", 119, 899)] },
    Category { name: "Laptop Accessories", audience: EVERYONE, pull: 0.7, brands: &[1, 2, 4, 5, 6, 20],
        lines: &[line("Laptop Bags", "laptop bag", 19, 189), line("Docks & Hubs", "USB-C hub", 25, 249), line("Mice & Keyboards", "wireless mouse", 12, 159), line("Laptop Stands", "laptop stand", 18, 99)] },
    Category { name: "Phones", audience: ADULTS, pull: 0.9, brands: &[0, 1, 3, 4, 5],
        lines: &[line("Smartphones", "smartphone", 179, 1299), line("Smartwatches", "smartwatch", 79, 599)] },
    Category { name: "Phone Accessories", audience: EVERYONE, pull: 0.8, brands: &[2, 4, 5, 6, 9],
        lines: &[line("Phone Cases", "phone case", 9, 59), line("Chargers", "charger", 12, 79), line("Screen Protectors", "screen protector", 6, 39)] },
    Category { name: "Audio", audience: EVERYONE, pull: 1.0, brands: &[7, 8, 9, 1, 5],
        lines: &[line("Headphones", "headphones", 29, 449), line("Earbuds", "earbuds", 19, 279), line("Speakers", "speaker", 29, 699)] },
    Category { name: "Sports & Outdoors", audience: EVERYONE, pull: 1.2, brands: &[10, 11, 12, 13, 14, 15],
        lines: &[line("Running", "running shoes", 39, 219), line("Football", "football", 15, 119), line("Cycling", "cycling helmet", 29, 249), line("Camping", "tent", 59, 649), line("Yoga", "yoga mat", 15, 129)] },
    Category { name: "Home & Kitchen", audience: ADULTS, pull: 1.2, brands: &[16, 17, 18, 19, 12],
        lines: &[line("Cookware", "pan", 19, 299), line("Coffee", "coffee maker", 25, 899), line("Bedding", "duvet cover", 25, 249), line("Storage", "storage box", 9, 89)] },
    Category { name: "Fashion", audience: ADULTS, pull: 1.3, brands: &[20, 21, 22, 23, 14, 10],
        lines: &[line("Shoes", "shoes", 35, 289), line("Jackets", "jacket", 49, 449), line("Shirts", "shirt", 15, 129), line("Dresses", "dress", 25, 259)] },
    Category { name: "Kids' Clothing", audience: FOR_KIDS, pull: 0.6, brands: &[21, 24, 26, 23],
        lines: &[line("Kids' Shoes", "kids' shoes", 19, 89), line("Kids' Jackets", "kids' jacket", 25, 119), line("Kids' Shirts", "kids' shirt", 8, 39)] },
    Category { name: "Toys & Games", audience: FOR_KIDS, pull: 0.9, brands: &[24, 25, 26, 27],
        lines: &[line("Building Sets", "building set", 15, 249), line("Board Games", "board game", 12, 79), line("Dolls & Figures", "doll", 12, 99), line("Puzzles", "puzzle", 9, 49)] },
    Category { name: "School Supplies", audience: FOR_KIDS, pull: 0.5, brands: &[24, 26, 28, 29],
        lines: &[line("School Bags", "school bag", 19, 159), line("Notebooks", "notebook", 3, 25), line("Pens & Pencils", "pencil set", 3, 49), line("Lunch Boxes", "lunch box", 9, 45)] },
    Category { name: "Beauty", audience: ADULTS, pull: 1.0, brands: &[30, 31, 35, 23],
        lines: &[line("Skin Care", "face cream", 9, 139), line("Fragrance", "eau de parfum", 25, 219), line("Hair Care", "shampoo", 6, 49)] },
    Category { name: "Garden", audience: ADULTS, pull: 0.6, brands: &[32, 17, 15, 19],
        lines: &[line("Garden Tools", "garden shears", 12, 149), line("Plants & Seeds", "seed box", 4, 59), line("Outdoor Furniture", "garden chair", 29, 499)] },
    Category { name: "Books", audience: EVERYONE, pull: 0.9, brands: &[33, 34, 27],
        lines: &[line("Fiction", "novel", 8, 29), line("Children's Books", "picture book", 6, 24), line("Cookbooks", "cookbook", 12, 49), line("Sports Books", "sports book", 10, 39)] },
];

#[rustfmt::skip]
const MODELS: [&str; 48] = [
    "Air", "Alto", "Amber", "Arc", "Atlas", "Aurora", "Bay", "Birch", "Breeze", "Cedar", "Cirrus", "Cobalt", "Comet", "Coral", "Crest", "Dawn",
    "Delta", "Drift", "Echo", "Ember", "Fern", "Flint", "Glide", "Grove", "Haze", "Indigo", "Ivy", "Juniper", "Lark", "Linden", "Mesa", "Mistral",
    "Nova", "Olive", "Onyx", "Pine", "Prism", "Quartz", "Raven", "River", "Sable", "Slate", "Sol", "Tempo", "Terra", "Vale", "Willow", "Zephyr",
];

/// Products, and where to find those of a subcategory.
#[derive(Debug)]
pub(super) struct Shelves {
    pub(super) products: Vec<Product>,
    /// Products of each category's each line, as positions in `products`.
    by_line: Vec<Vec<Vec<u32>>>,
}

impl Shelves {
    /// The same shelves for the same seed: three to five products a brand in every subcategory.
    pub(super) fn new(seed: u64) -> Self {
        let mut random = Random::new(seed, u64::MAX);
        let mut products = Vec::new();
        let mut by_line = Vec::new();
        for (shelf, category) in CATEGORIES.iter().enumerate() {
            let mut lines = Vec::new();
            for index in 0..category.lines.len() {
                let first = products.len() as u32;
                for &maker in category.brands {
                    let start = random.below(MODELS.len());
                    for nth in 0..3 + random.below(3) {
                        let model = MODELS[(start + nth * 11) % MODELS.len()];
                        products.push(product(
                            seed,
                            &mut random,
                            (shelf, index, maker),
                            model,
                            products.len(),
                        ));
                    }
                }
                lines.push((first..products.len() as u32).collect());
            }
            by_line.push(lines);
        }
        Self { products, by_line }
    }

    /// The products of a category's line.
    pub(super) fn of(&self, shelf: usize, line: usize) -> &[u32] {
        &self.by_line[shelf][line]
    }
}

/// What people type to find a subcategory, by its number among those of all categories.
pub(super) fn query(number: u32) -> String {
    let lines = CATEGORIES.iter().flat_map(|category| category.lines);
    lines.skip(number as usize).map(|line| line.name.to_lowercase()).next().unwrap_or_default()
}

/// A name as it stands in addresses: `sports-outdoors`.
pub(super) fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join("-").to_lowercase()
}

fn product(
    seed: u64,
    random: &mut Random,
    (shelf, index, maker): (usize, usize, usize),
    model: &str,
    number: usize,
) -> Product {
    let category = &CATEGORIES[shelf];
    let line = &category.lines[index];
    let brand = &BRANDS[maker];
    let level = (0.65 * brand.level + 0.35 * random.unit()).clamp(0.0, 1.0);
    // Prices bunch at the lower end of the range.
    let dollars =
        f64::from(line.from) + f64::from(line.to - line.from) * level * (0.3 + 0.7 * level);
    let for_children = category.audience == FOR_KIDS || line.name == "Children's Books";
    Product {
        product_id: uuid(seed, 1, number as u64).replace('-', "")[..24].to_owned(),
        sku: format!("{:05}-{:02}", 10_000 + number * 7 % 90_000, 10 + maker),
        name: format!("{} {model} {}", brand.name, line.noun),
        brand: brand.name,
        category: category.name,
        subcategory: line.name,
        audience: if for_children { FOR_KIDS } else { category.audience },
        cents: dollars as u32 * 100 + 99,
        shelf,
        line: index,
        maker,
        level,
        pull: brand.pull * (0.3 + 2.0 * random.unit() * random.unit()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn products_have_names_and_numbers_of_their_own() {
        let shelves = Shelves::new(1);
        let products = &shelves.products;
        assert!(products.len() > 800);
        let fields: [fn(&Product) -> &str; 3] = [|p| &p.product_id, |p| &p.sku, |p| &p.name];
        for field in fields {
            let different: HashSet<_> = products.iter().map(field).collect();
            assert_eq!(different.len(), products.len());
        }
    }
}
