//! What help says about each screen: what it is for, and how the usual things are done there.

use crate::app::Screen;
use crate::base::language::t;

/// A piece of help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Topic {
    /// The screen it is about.
    pub of: Place,
    /// What it is about.
    pub title: &'static str,
    /// What to do.
    pub text: &'static str,
}

/// A screen, whatever it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Start,
    Data,
    Catalog,
    Audiences,
    Builder,
    Overlap,
    Destinations,
}

impl Place {
    /// All, in the order in which they are come to.
    #[cfg(test)]
    pub const ALL: [Self; 7] = [
        Self::Start,
        Self::Data,
        Self::Catalog,
        Self::Audiences,
        Self::Builder,
        Self::Overlap,
        Self::Destinations,
    ];

    /// The pages of the guide that belong to it, the most useful first, by their paths.
    pub fn pages(self) -> &'static [&'static str] {
        match self {
            Self::Start => &["first-audience.md", "introduction.md", "privacy.md"],
            Self::Data => &[
                "files.md",
                "exports/web-and-product.md",
                "exports/shops.md",
                "exports/messaging-and-crm.md",
            ],
            Self::Catalog => &["catalog.md"],
            Self::Audiences => &[
                "campaigns/cross-selling.md",
                "campaigns/upselling.md",
                "campaigns/ranking.md",
                "campaigns/excess-inventory.md",
                "campaigns/next-best-action.md",
                "campaigns/order-value.md",
                "measure.md",
                "refresh.md",
            ],
            Self::Builder => &["size.md", "who.md", "quality.md"],
            Self::Overlap => &["lists.md", "refresh.md"],
            Self::Destinations => &[
                "lists.md",
                "destinations/ads.md",
                "destinations/messaging.md",
                "destinations/data-tools.md",
                "destinations/files.md",
                "refresh.md",
            ],
        }
    }

    /// Of a screen.
    pub fn of(screen: Screen) -> Self {
        match screen {
            Screen::Start => Self::Start,
            Screen::Data => Self::Data,
            Screen::Catalog => Self::Catalog,
            Screen::Audiences => Self::Audiences,
            Screen::Builder(_) => Self::Builder,
            Screen::Overlap => Self::Overlap,
            Screen::Destinations(_) => Self::Destinations,
        }
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => t!("help-place-start"),
            Self::Data => t!("help-place-data"),
            Self::Catalog => t!("help-place-catalog"),
            Self::Audiences => t!("help-place-audiences"),
            Self::Builder => t!("help-place-builder"),
            Self::Overlap => t!("help-place-overlap"),
            Self::Destinations => t!("help-place-destinations"),
        }
    }
}

fn topic(of: Place, title: &'static str, text: &'static str) -> Topic {
    Topic { of, title, text }
}

/// Everything that help says, screen by screen.
pub fn topics() -> [Topic; 25] {
    [
        topic(Place::Start, t!("help-steps"), t!("help-steps-text")),
        topic(Place::Start, t!("help-sample"), t!("help-sample-text")),
        topic(Place::Start, t!("help-formats"), t!("help-formats-text")),
        topic(Place::Data, t!("help-card"), t!("help-card-text")),
        topic(Place::Data, t!("help-not-recognised"), t!("help-not-recognised-text")),
        topic(Place::Data, t!("help-more-files"), t!("help-more-files-text")),
        topic(Place::Data, t!("help-not-used"), t!("help-not-used-text")),
        topic(Place::Data, t!("help-changed-files"), t!("help-changed-files-text")),
        topic(Place::Catalog, t!("help-events"), t!("help-events-text")),
        topic(Place::Catalog, t!("help-columns"), t!("help-columns-text")),
        topic(Place::Catalog, t!("help-lists"), t!("help-lists-text")),
        topic(Place::Audiences, t!("help-begin"), t!("help-begin-text")),
        topic(Place::Audiences, t!("help-status"), t!("help-status-text")),
        topic(Place::Audiences, t!("help-measure"), t!("help-measure-text")),
        topic(Place::Builder, t!("help-target"), t!("help-target-text")),
        topic(Place::Builder, t!("help-plot"), t!("help-plot-text")),
        topic(Place::Builder, t!("help-size"), t!("help-size-text")),
        topic(Place::Builder, t!("help-why"), t!("help-why-text")),
        topic(Place::Builder, t!("help-table"), t!("help-table-text")),
        topic(Place::Builder, t!("help-profit"), t!("help-profit-text")),
        topic(Place::Overlap, t!("help-overlap"), t!("help-overlap-text")),
        topic(Place::Destinations, t!("help-choose"), t!("help-choose-text")),
        topic(Place::Destinations, t!("help-reach"), t!("help-reach-text")),
        topic(Place::Destinations, t!("help-consent"), t!("help-consent-text")),
        topic(Place::Destinations, t!("help-after"), t!("help-after-text")),
    ]
}
