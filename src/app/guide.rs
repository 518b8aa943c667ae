//! The user guide, for reading without a network: the pages of `docs/guide` as they are there, with
//! their pictures, in the order of the summary, once for each language. Tests hold all of it against
//! the folders.
//!
//! Each language has pictures of its own: they show the window, and a reader looks for the words
//! that stand in it. They add less than 1% to the program.

use crate::base::language::Language;

/// The guide in one language.
#[derive(Debug)]
pub struct Guide {
    /// Every page, in order.
    pub pages: &'static [Page],
    /// Every picture.
    pub pictures: &'static [Picture],
}

/// A page of the guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Where it stands in the guide, in every language the same: how pages link to each other.
    pub path: &'static str,
    /// Its text, in Markdown, with its title.
    pub text: &'static str,
}

/// A picture of the guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    /// Where it stands in the guide.
    pub path: &'static str,
    /// Where it stands among all that is drawn.
    pub uri: &'static str,
    /// The file, a PNG.
    pub bytes: &'static [u8],
}

/// The guide in a folder of `docs/guide`: the same pages and pictures in every language.
macro_rules! guide {
    ($folder:literal) => {
        guide! {
            $folder:
            pages
                "introduction.md"
                "first-audience.md"
                "files.md"
                "exports/web-and-product.md"
                "exports/shops.md"
                "exports/messaging-and-crm.md"
                "catalog.md"
                "campaigns/cross-selling.md"
                "campaigns/upselling.md"
                "campaigns/ranking.md"
                "campaigns/excess-inventory.md"
                "campaigns/next-best-action.md"
                "campaigns/order-value.md"
                "size.md"
                "quality.md"
                "who.md"
                "lists.md"
                "destinations/files.md"
                "destinations/ads.md"
                "destinations/messaging.md"
                "destinations/data-tools.md"
                "refresh.md"
                "measure.md"
                "command-line.md"
                "privacy.md"
                "trouble.md"
                "glossary.md"
            pictures
                "pictures/builder.png"
                "pictures/catalog.png"
                "pictures/data.png"
                "pictures/destinations.png"
                "pictures/quality.png"
                "pictures/start.png"
        }
    };
    ($folder:literal: pages $($page:literal)* pictures $($picture:literal)*) => {
        Guide {
            pages: &[$(Page {
                path: $page,
                text: include_str!(concat!("../../docs/guide/", $folder, "/", $page)),
            },)*],
            pictures: &[$(Picture {
                path: $picture,
                uri: concat!("bytes://guide/", $folder, "/", $picture),
                bytes: include_bytes!(concat!("../../docs/guide/", $folder, "/", $picture)),
            },)*],
        }
    };
}

static ENGLISH: Guide = guide!("src");
static GERMAN: Guide = guide!("de/src");

impl Guide {
    /// In a language.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::German => &GERMAN,
        }
    }

    /// In the language of the window.
    pub fn current() -> &'static Self {
        Self::of(Language::current())
    }

    /// The page at a path of the guide.
    pub fn page(&self, path: &str) -> Option<&'static Page> {
        self.pages.iter().find(|page| page.path == path)
    }

    /// The picture at a path of the guide.
    pub fn picture(&self, path: &str) -> Option<&'static Picture> {
        self.pictures.iter().find(|picture| picture.path == path)
    }
}

impl Page {
    /// Its title, as in the summary: its first line.
    pub fn title(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches("# ")
    }

    /// Where a link of it leads, as a path of the guide: "../lists.md" in "destinations/ads.md" is
    /// "lists.md".
    pub fn target(&self, link: &str) -> String {
        let mut parts: Vec<&str> = self.path.split('/').collect();
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_followed_from_where_they_stand() {
        let target = |path, link| Page { path, text: "" }.target(link);
        assert_eq!(target("lists.md", "destinations/ads.md"), "destinations/ads.md");
        assert_eq!(target("destinations/ads.md", "../lists.md"), "lists.md");
        assert_eq!(target("destinations/ads.md", "files.md"), "destinations/files.md");
        assert_eq!(target("campaigns/ranking.md", "../pictures/a.png"), "pictures/a.png");
    }

    #[test]
    fn each_language_has_its_own_guide() {
        let title = |language| Guide::of(language).page("catalog.md").map(Page::title);
        assert_eq!(title(Language::English), Some("The catalog"));
        assert_eq!(title(Language::German), Some("Der Katalog"));
        let uri = |language| Guide::of(language).picture("pictures/data.png").map(|p| p.uri);
        assert_ne!(uri(Language::English), uri(Language::German), "or one is drawn for the other");
    }
}
