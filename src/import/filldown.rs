//! Shopify's files: an order of several items is several rows, and only the first has the order's own
//! columns (person, dates, status); so is a product of several variants. The others get them from it.

use super::cells::Cells;

/// Columns that belong to the item, not to the order.
const OF_ITEM: [&str; 2] = ["lineitem", "vendor"];
/// Columns that belong to the variant, not to the product.
const OF_VARIANT: [&str; 11] = [
    "variant",
    "option",
    "image",
    "sku",
    "price",
    "compare",
    "cost",
    "barcode",
    "weight",
    "inventory",
    "tax",
];
/// Amounts of the whole order, which repeated on every item would be counted several times.
const AMOUNTS: [&str; 9] = [
    "subtotal",
    "shipping",
    "taxes",
    "total",
    "discount amount",
    "refunded amount",
    "outstanding balance",
    "duties",
    "tip",
];

/// The order that the rows being read belong to. Rows must come in file order.
#[derive(Debug)]
pub struct FillDown {
    /// The column that names the order.
    name_column: usize,
    /// Slots that are filled down.
    slots: Vec<usize>,
    name: Vec<u8>,
    /// By place in `slots`: the value of the order's first row.
    values: Vec<Vec<u8>>,
}

impl FillDown {
    /// For a file with these columns; `slot` says where a column's text goes, if anywhere. `None`
    /// when the file does not name its orders.
    pub fn new(names: &[String], slot: impl Fn(usize) -> Option<usize>) -> Option<Self> {
        let products = names.iter().position(|n| n == "Handle" || n == "URL handle");
        let name_column = products.or_else(|| names.iter().position(|n| n == "Name"))?;
        let of_order = |name: &str| {
            let name = name.to_ascii_lowercase();
            if products.is_some() {
                return !OF_VARIANT.iter().any(|prefix| name.starts_with(prefix));
            }
            let of_item = OF_ITEM.iter().any(|prefix| name.starts_with(prefix));
            let tax = name.starts_with("tax ") && name.ends_with("value");
            !(of_item || tax || AMOUNTS.contains(&name.as_str()))
        };
        let columns = (0..names.len()).filter(|column| of_order(&names[*column]));
        let slots: Vec<usize> = columns.filter_map(slot).collect();
        Some(Self { name_column, values: vec![Vec::new(); slots.len()], slots, name: Vec::new() })
    }

    /// The column to give to [`FillDown::row`].
    pub fn name_column(&self) -> usize {
        self.name_column
    }

    /// Completes a row of the order called `name` (blank in some files' further rows), or notes
    /// the first row of another order.
    pub fn row(&mut self, name: &[u8], bytes: &[u8], cells: &mut Cells) {
        let further = !self.name.is_empty() && (name.is_empty() || name == self.name);
        if !further {
            self.name = name.to_vec();
        }
        for (slot, value) in self.slots.iter().zip(&mut self.values) {
            match cells.pick(bytes, 0, &[*slot]) {
                None if further => cells.write(0, *slot, |out| out.extend_from_slice(value)),
                None => value.clear(),
                Some(text) if !further => *value = text.to_vec(),
                Some(_) => {}
            }
        }
    }
}
