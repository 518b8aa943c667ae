//! The user guide, for reading without a network: the pages of `docs/guide` as they are there, in
//! the order of its summary, with their pictures. Tests hold both against the folder.

/// A page of the guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Its title, as in the summary.
    pub title: &'static str,
    /// Where it stands in the guide, which is how pages link to each other.
    pub path: &'static str,
    /// Its text, in Markdown, with its title.
    pub text: &'static str,
}

/// A picture of the guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    /// Where it stands in the guide.
    pub path: &'static str,
    /// The file, a PNG.
    pub bytes: &'static [u8],
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

macro_rules! pictures {
    ($($path:literal,)*) => {
        &[$(Picture {
            path: $path,
            bytes: include_bytes!(concat!("../../docs/guide/src/", $path)),
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

/// Every picture.
pub const PICTURES: &[Picture] = pictures! {
    "pictures/builder.png",
    "pictures/catalog.png",
    "pictures/data.png",
    "pictures/destinations.png",
    "pictures/quality.png",
    "pictures/start.png",
};

/// The page at a path of the guide.
pub fn page(path: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.path == path)
}

/// The picture at a path of the guide.
pub fn picture(path: &str) -> Option<&'static Picture> {
    PICTURES.iter().find(|picture| picture.path == path)
}

/// Where a link of the page at `from` leads, as a path of the guide: "../lists.md" in
/// "destinations/ads.md" is "lists.md".
pub fn target(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_followed_from_where_they_stand() {
        assert_eq!(target("lists.md", "destinations/ads.md"), "destinations/ads.md");
        assert_eq!(target("destinations/ads.md", "../lists.md"), "lists.md");
        assert_eq!(target("destinations/ads.md", "files.md"), "destinations/files.md");
        assert_eq!(target("campaigns/ranking.md", "../pictures/a.png"), "pictures/a.png");
    }
}
