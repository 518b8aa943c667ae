//! The user guide, for reading without a network: the pages of `docs/guide` as they are there, in
//! the order of its summary. A test holds the list against the summary.

/// A page of the guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Its title, as in the summary.
    pub title: &'static str,
    /// Where it stands in the guide, which is how pages link to each other.
    pub path: &'static str,
    /// Its text, in Markdown, with its title. Its pictures are not in the program.
    pub text: &'static str,
}

macro_rules! pages {
    ($($path:literal: $title:literal,)*) => {
        &[$(Page {
            title: $title,
            path: $path,
            text: include_str!(concat!("../../docs/guide/src/", $path)),
        },)*]
    };
}

/// Every page, in order.
pub const PAGES: &[Page] = pages! {
    "introduction.md": "What Likely does",
    "first-audience.md": "Your first audience",
    "files.md": "Open your files",
    "exports/web-and-product.md": "From web and product analytics",
    "exports/shops.md": "From your shop",
    "exports/messaging-and-crm.md": "From e-mail, messaging and CRM tools",
    "catalog.md": "The catalog",
    "campaigns/cross-selling.md": "Sell what goes with it",
    "campaigns/upselling.md": "Ask the right people for an upgrade",
    "campaigns/ranking.md": "Put everyone in order",
    "campaigns/excess-inventory.md": "Sell what is left over",
    "campaigns/next-best-action.md": "Show readers the next article",
    "campaigns/order-value.md": "Get larger baskets",
    "size.md": "Choose the size",
    "quality.md": "How good is it",
    "who.md": "Who may be in",
    "lists.md": "Save the lists",
    "destinations/files.md": "Files of your own",
    "destinations/ads.md": "Ads",
    "destinations/messaging.md": "E-mail and messaging",
    "destinations/data-tools.md": "Data tools",
    "refresh.md": "Refresh, additions and removals",
    "measure.md": "Measure a campaign",
    "command-line.md": "Without a window",
    "privacy.md": "Privacy: what stays where",
    "trouble.md": "When something goes wrong",
    "glossary.md": "Words",
};
