//! What help says about each screen: what it is for, and how the usual things are done there.

use crate::app::Screen;

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
            Self::Start => "First steps",
            Self::Data => "Data",
            Self::Catalog => "Catalog",
            Self::Audiences => "Audiences",
            Self::Builder => "Building an audience",
            Self::Overlap => "Overlap and priority",
            Self::Destinations => "Destinations",
        }
    }
}

const fn topic(of: Place, title: &'static str, text: &'static str) -> Topic {
    Topic { of, title, text }
}

/// Everything that help says, screen by screen.
pub const TOPICS: [Topic; 25] = [
    topic(
        Place::Start,
        "From files to a list in three steps",
        "Open the exports you have (Data), check what they mean (Catalog), and choose what people \
         should want (Audiences). Each step is filled in for you; you check it.",
    ),
    topic(
        Place::Start,
        "Try it without data",
        "Explore the sample store: a year of an online shop, made on this computer. Choose a \
         campaign, look at the curve, write a list.",
    ),
    topic(
        Place::Start,
        "Which files can be opened",
        "Exports of Segment, GA4, Shopify, Mixpanel, Amplitude and Snowplow, and any CSV, JSON, \
         Parquet or Excel file with a person, a time and what happened. Compressed files and \
         folders too. Nothing is sent anywhere.",
    ),
    topic(
        Place::Data,
        "What a card says",
        "One card stands for one file, or for many files of one shape. It says what the file is, \
         how much is in it, which field is the person, the time and the event, and which rows are \
         not used and why.",
    ),
    topic(
        Place::Data,
        "A field was not recognised",
        "Choose it under Person, Time or Event on the card. What you choose holds for all files of \
         the card. “Show rows” shows what is in the fields.",
    ),
    topic(
        Place::Data,
        "Files of products and people",
        "A table of products adds names, brands and categories to the events; a table of people \
         adds e-mail addresses, consent, countries. Choose what it is under “Rows are”; it is \
         joined by the ID.",
    ),
    topic(
        Place::Data,
        "Rows that are not used",
        "They are counted by reason, with examples. Save them to see all of them in a table. What \
         is read is always what is used and what is not used together.",
    ),
    topic(
        Place::Data,
        "Files that changed",
        "Likely looks at its files when its window comes to the front, and reads again what changed. \
         F5 looks at once.",
    ),
    topic(
        Place::Catalog,
        "Choosing events",
        "Three to seven events that show interest are best: viewed, added to the cart, ordered. \
         Events that undo interest, such as removed or refunded, are left out.",
    ),
    topic(
        Place::Catalog,
        "Columns for the model",
        "A column says something about the product of an event. For each event choose the field \
         that says it. Put broad columns first: they fill in when a narrow one has little data.",
    ),
    topic(
        Place::Catalog,
        "Several values in one cell",
        "Choose how they are split under “One value or a list”: at a comma, a semicolon, a bar, a \
         slash, or as a JSON list.",
    ),
    topic(
        Place::Audiences,
        "Starting an audience",
        "Choose a campaign, which fills everything in from your data, or begin with New audience.",
    ),
    topic(
        Place::Audiences,
        "What a status means",
        "Draft: nothing is chosen yet. Computing: its people are being found. Live: they are known. \
         Needs data: something is missing, and the reason is on hover.",
    ),
    topic(
        Place::Audiences,
        "What a campaign changed",
        "After a campaign open More › Measure campaign. Those on the list are compared with those \
         held out as control group.",
    ),
    topic(
        Place::Builder,
        "Choosing what people should want",
        "Choose a column and one or more values of it. Combine two columns where both must hold. A \
         value that is not in the data yet can be typed; it counts as soon as it is there.",
    ),
    topic(
        Place::Builder,
        "Reading the plot",
        "To the right the audience grows. The line is the rate of the whole audience at that size, \
         the shade its range, the dotted line the last person let in, the dashed one the average \
         person. Point at it to read it off.",
    ),
    topic(
        Place::Builder,
        "Choosing a size",
        "Drag the handle, press a percentage, or type a number. By keyboard: arrow keys on the plot \
         move the handle, with Shift they read the curve, Z zooms to the first per cents.",
    ),
    topic(
        Place::Builder,
        "Why a person is in",
        "Press a row of the table of people: the reasons are written out, and a timeline shows what \
         they did and when.",
    ),
    topic(
        Place::Builder,
        "Columns of the people table",
        "“Columns…” adds what the people files say: city, consent, and so on. Press a title to sort, \
         drag its edge to make it wider.",
    ),
    topic(
        Place::Builder,
        "What profit needs",
        "Enter what an engagement brings and what a contact costs, in your currency. The best size \
         is marked; one press takes it.",
    ),
    topic(
        Place::Overlap,
        "People in several audiences",
        "Bars show how many people are in each combination. Put audiences in the order of their \
         priority: who is in several is only on the list of the first.",
    ),
    topic(
        Place::Destinations,
        "Choosing destinations",
        "Tick where the list goes. Press a card to see its columns and its first rows exactly as \
         they will be written, without choosing it.",
    ),
    topic(
        Place::Destinations,
        "Who can be used",
        "A platform needs an address, a number or an ID. The card says how many of the audience \
         have one; those who do not go into a file of their own, with the reason.",
    ),
    topic(
        Place::Destinations,
        "Consent and control group",
        "Only people who agreed are written where the data tells. A control group is drawn among \
         those whom the lists would reach, and saved beside them.",
    ),
    topic(
        Place::Destinations,
        "After the files are written",
        "Open the folder and upload the files. The steps for each platform stand below the files; a \
         manifest says what was written and how good the ranking is.",
    ),
];
