//! How a cell that holds several values is split, chosen from the usual ways.

use egui::Ui;

use crate::app::widgets::{Select, SelectItem};
use crate::base::language::t;
use crate::catalog::Split;

/// Signs that usually stand between values.
const SIGNS: [&str; 4] = [",", ";", "|", "/"];

/// A way to split, in words.
fn words(split: &Split) -> String {
    match split {
        Split::None => t!("mapping-split-one").to_owned(),
        Split::On(sign) => t!("mapping-split-at", sign = sign.as_str()),
        Split::Json => t!("mapping-split-json").to_owned(),
    }
}

/// A list of the ways, called `label`; the one that was chosen.
pub(super) fn select(ui: &mut Ui, label: &str, now: &Split) -> Option<Split> {
    let signs = SIGNS.map(|sign| Split::On(sign.to_owned()));
    let all: Vec<Split> =
        std::iter::once(Split::None).chain(signs).chain(std::iter::once(Split::Json)).collect();
    let place = all.iter().position(|split| split == now);
    let select = Select::new(label).compact().current(SelectItem::new(words(now)));
    let answer = select.show(ui, place, all.len(), |i| SelectItem::new(words(&all[i])));
    answer.chosen.and_then(|i| all.into_iter().nth(i)).filter(|split| split != now)
}
