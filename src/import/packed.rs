//! Cells into which a program packs several things in a way of its own. They are unpacked to JSON, so
//! that what is inside has fields like everything else, or to the word that a code stands for.

use serde_json::{Map, Value};

/// How the cells of a column are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// The items of an order in the exports of WooCommerce's extensions:
    /// `name:Tea|sku:T1|quantity:2;name:Cup|sku:C7|quantity:1`. (Columns and layout: the settings
    /// “one row per order” of Customer/Order/Coupon Export, read in public copies of its code.)
    WooItems,
    /// Adobe's product string: `category;product;quantity;price;events;eVars`, products divided by
    /// commas. (experienceleague.adobe.com, implementation, variable “products”.)
    AdobeProducts,
    /// Adobe's event string: `1,200` is a purchase and `event1`; 100 to 199 only say that a variable was
    /// set. (AdobeDocs, data feeds, calculated metrics; of the codes 2 and 10 to 14 only what the look-up
    /// file `event.tsv` usually holds is known, from memory.)
    AdobeEvents,
}

impl Packing {
    /// How the cells of the column with this name are packed, if they are.
    pub fn of(column: &str) -> Option<Self> {
        Some(match column {
            "line_items" => Self::WooItems,
            "product_list" | "post_product_list" => Self::AdobeProducts,
            "event_list" | "post_event_list" => Self::AdobeEvents,
            _ => return None,
        })
    }

    /// What a cell holds; `None` where it is not packed in this way.
    pub fn unpack(self, cell: &str) -> Option<String> {
        match self {
            Self::WooItems => woo_items(cell),
            Self::AdobeProducts => adobe_products(cell),
            Self::AdobeEvents => adobe_event(cell),
        }
    }
}

fn woo_items(cell: &str) -> Option<String> {
    let (first, _) = cell.split_once(':').filter(|(key, _)| is_key(key))?;
    if !cell.contains('|') {
        return None;
    }
    let mut items: Vec<Map<String, Value>> = Vec::new();
    let mut open = String::new();
    for part in cell.split(';') {
        // A name may hold the mark that divides the items.
        let begins = part.strip_prefix(first).is_some_and(|rest| rest.starts_with(':'));
        if begins && !open.is_empty() {
            items.push(pairs(&open));
            open.clear();
        }
        if !open.is_empty() {
            open.push(';');
        }
        open.push_str(part);
    }
    items.push(pairs(&open));
    // A name alone, such as an address with `|` in it, is no item.
    items.iter().all(|item| item.len() > 1).then(|| serde_json::to_string(&items).ok())?
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|c| c.is_ascii_lowercase() || c == b'_')
}

/// The pairs of `key:value|key:value`.
fn pairs(item: &str) -> Map<String, Value> {
    let pairs = item.split('|').filter_map(|pair| pair.split_once(':'));
    let filled = pairs.filter(|(key, value)| is_key(key) && !value.is_empty());
    filled.map(|(key, value)| (key.to_owned(), value.into())).collect()
}

fn adobe_products(cell: &str) -> Option<String> {
    const PARTS: [&str; 4] = ["category", "product_id", "quantity", "price"];
    if !cell.contains(';') {
        return None;
    }
    let product = |text: &str| -> Map<String, Value> {
        let parts = PARTS.iter().zip(text.split(';')).filter(|(_, part)| !part.is_empty());
        parts.map(|(name, part)| ((*name).to_owned(), part.into())).collect()
    };
    let products: Vec<_> = cell.split(',').map(product).filter(|p| !p.is_empty()).collect();
    serde_json::to_string(&products).ok()
}

/// The event that says most of a hit.
fn adobe_event(cell: &str) -> Option<String> {
    const NAMES: [(u32, &str); 7] = [
        (1, "Purchase"),
        (11, "Checkout"),
        (12, "Cart Addition"),
        (13, "Cart Removal"),
        (10, "Cart Open"),
        (14, "Cart View"),
        (2, "Product View"),
    ];
    // A code may carry a value or an ID: `201=4.50`, `1:abc`.
    let codes: Option<Vec<u32>> =
        cell.split(',').map(|code| code.split(['=', ':']).next()?.trim().parse().ok()).collect();
    let codes = codes?;
    let name = NAMES.iter().find(|(code, _)| codes.contains(code)).map(|(_, name)| *name);
    let custom = |code: &u32| match *code {
        200..=299 => Some(code - 199),
        20_100..=20_999 => Some(code - 19_999),
        _ => None,
    };
    let custom = || codes.iter().find_map(custom).map(|number| format!("Event {number}"));
    // A hit that only sets variables is no event.
    Some(name.map(str::to_owned).or_else(custom).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(packing: Packing, cell: &str) -> Value {
        serde_json::from_str(&packing.unpack(cell).unwrap()).unwrap()
    }

    #[test]
    fn items_of_an_order_are_told_apart() {
        let cell = "name:Tea; black|sku:T1|quantity:2|meta:;name:Cup|sku:C7|quantity:1";
        let tea = serde_json::json!({"name": "Tea; black", "sku": "T1", "quantity": "2"});
        let cup = serde_json::json!({"name": "Cup", "sku": "C7", "quantity": "1"});
        assert_eq!(json(Packing::WooItems, cell), serde_json::json!([tea, cup]));
        for cell in ["", "Tea, Cup", "https://shop.example/a|b", "[{\"name\":\"a|b\"}]"] {
            assert_eq!(Packing::WooItems.unpack(cell), None, "{cell}");
        }
    }

    #[test]
    fn products_and_events_of_a_hit_are_told_apart() {
        let cell = ";Cross Trainers;1;69.95,Socks;SKU-7;10;29.99;event1=2;eVar1=red";
        let first =
            serde_json::json!({"product_id": "Cross Trainers", "quantity": "1", "price": "69.95"});
        let second = serde_json::json!(
            {"category": "Socks", "product_id": "SKU-7", "quantity": "10", "price": "29.99"}
        );
        assert_eq!(json(Packing::AdobeProducts, cell), serde_json::json!([first, second]));
        assert_eq!(Packing::AdobeProducts.unpack("plain"), None);
        for (codes, name) in [
            ("1,200", "Purchase"),
            ("2", "Product View"),
            ("100,101,2", "Product View"),
            ("204", "Event 5"),
            ("20100=3", "Event 101"),
            ("100,101,106", ""),
        ] {
            assert_eq!(Packing::AdobeEvents.unpack(codes).as_deref(), Some(name), "{codes}");
        }
        assert_eq!(Packing::AdobeEvents.unpack("viewed"), None);
    }
}
