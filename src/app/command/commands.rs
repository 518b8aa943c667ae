//! Every command there is, in one place: its words, its explanation, its keys and its icon. The
//! bars, the command palette, tooltips and the keyboard all read this list.

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::app::theme::Icon;

/// A command without anything to fill in; see [`crate::app::Action`] for the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    /// Choose export files in the system's dialog.
    OpenFiles,
    /// Type the path of a file, folder or project.
    TypePath,
    /// Choose a project in the system's dialog.
    OpenProject,
    /// Begin an empty project.
    NewProject,
    /// Make and open the sample store.
    SampleStore,
    /// Save the project.
    Save,
    /// Save the project under another name.
    SaveAs,
    /// Take the last decision back.
    Undo,
    /// Bring back what was undone.
    Redo,
    /// Build everyone's past from the catalog.
    SaveCatalog,
    /// Fill the catalog in anew.
    StartOver,
    /// A new audience.
    NewAudience,
    /// To the data screen.
    GoData,
    /// To the catalog screen.
    GoCatalog,
    /// To the audiences screen.
    GoAudiences,
    /// To the overlap of audiences.
    GoOverlap,
    /// To the destinations of the audience on the screen.
    GoDestinations,
    /// To the screen before.
    GoBack,
    /// Forward again.
    GoForward,
    /// Cancel what is under way.
    Cancel,
    /// Find a command by its name.
    Palette,
    /// Appearance and how files are read.
    Settings,
    /// How it works, and the keys.
    Help,
    /// Follow the system's light or dark mode.
    ModeSystem,
    /// Light mode.
    ModeLight,
    /// Dark mode.
    ModeDark,
    /// Colours that are told apart more easily, or the usual ones.
    HighContrast,
    /// Everything larger.
    ZoomIn,
    /// Everything smaller.
    ZoomOut,
    /// The usual size.
    ZoomReset,
    /// Look whether data files have changed.
    CheckFiles,
    /// Close the window.
    Quit,
}

impl Command {
    /// Every command, in the order of the palette.
    pub const ALL: &[Self] = &[
        Self::OpenFiles,
        Self::TypePath,
        Self::OpenProject,
        Self::NewProject,
        Self::SampleStore,
        Self::Save,
        Self::SaveAs,
        Self::Undo,
        Self::Redo,
        Self::SaveCatalog,
        Self::StartOver,
        Self::CheckFiles,
        Self::NewAudience,
        Self::GoData,
        Self::GoCatalog,
        Self::GoAudiences,
        Self::GoOverlap,
        Self::GoDestinations,
        Self::GoBack,
        Self::GoForward,
        Self::Cancel,
        Self::Palette,
        Self::Settings,
        Self::Help,
        Self::ModeSystem,
        Self::ModeLight,
        Self::ModeDark,
        Self::HighContrast,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomReset,
        Self::Quit,
    ];

    /// What it is called; `…` where it asks for more.
    pub fn text(self) -> &'static str {
        match self {
            Self::OpenFiles => "Open files…",
            Self::TypePath => "Type a path…",
            Self::OpenProject => "Open project…",
            Self::NewProject => "New project",
            Self::SampleStore => "Explore the sample store",
            Self::Save => "Save project",
            Self::SaveAs => "Save project as…",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::SaveCatalog => "Save catalog",
            Self::StartOver => "Start over",
            Self::CheckFiles => "Check the files for changes",
            Self::NewAudience => "New audience",
            Self::GoData => "Go to data",
            Self::GoCatalog => "Go to catalog",
            Self::GoAudiences => "Go to audiences",
            Self::GoOverlap => "Overlap and priority",
            Self::GoDestinations => "Destinations",
            Self::GoBack => "Back",
            Self::GoForward => "Forward",
            Self::Cancel => "Cancel what is running",
            Self::Palette => "Search commands…",
            Self::Settings => "Settings",
            Self::Help => "Help",
            Self::ModeSystem => "Light or dark as the system",
            Self::ModeLight => "Light mode",
            Self::ModeDark => "Dark mode",
            Self::HighContrast => "High contrast on or off",
            Self::ZoomIn => "Zoom in",
            Self::ZoomOut => "Zoom out",
            Self::ZoomReset => "Reset zoom",
            Self::Quit => "Quit",
        }
    }

    /// One sentence on what it does.
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::OpenFiles => "Choose one or more export files",
            Self::TypePath => "Type or paste the path of a file, a folder or a project",
            Self::OpenProject => "Choose a project that was saved before",
            Self::NewProject => "Begin with nothing; what is open now can be saved first",
            Self::SampleStore => "A year of an online shop, made on this computer",
            Self::Save => "Keep what was decided in a file; data files stay where they are",
            Self::SaveAs => "Keep it under another name",
            Self::Undo => "Take the last decision back",
            Self::Redo => "Bring back what was undone",
            Self::SaveCatalog => "Read the files by this catalog and build everyone's past",
            Self::StartOver => "Fill the catalog in anew from the files",
            Self::CheckFiles => "Read again what has changed since it was read",
            Self::NewAudience => "Find the people most likely to engage",
            Self::GoData => "Files, what they are, and their rows",
            Self::GoCatalog => "What people do, and what they do it with",
            Self::GoAudiences => "Lists of the people most likely to engage",
            Self::GoOverlap => "Who is in several audiences, and which of them comes first",
            Self::GoDestinations => "Where the lists of the audience on the screen go",
            Self::GoBack => "To the screen before",
            Self::GoForward => "To the screen you came back from",
            Self::Cancel => "Stop what is under way; nothing that is there is lost",
            Self::Palette => "Find a command by its name",
            Self::Settings => "Appearance, and how files are read",
            Self::Help => "How this screen works, and the keys, beside it",
            Self::ModeSystem => "Follow the system",
            Self::ModeLight => "Dark text on a light ground",
            Self::ModeDark => "Light text on a dark ground",
            Self::HighContrast => "Colours that are told apart more easily",
            Self::ZoomIn => "Everything larger",
            Self::ZoomOut => "Everything smaller",
            Self::ZoomReset => "The usual size",
            Self::Quit => "Close the window",
        }
    }

    /// Its keys, as this system writes them; empty where it has none.
    pub fn keys(self, ctx: &egui::Context) -> String {
        let keys = self.shortcut().map(|keys| ctx.format_shortcut(&keys));
        keys.map_or_else(String::new, |keys| keys.replace('+', " "))
    }

    /// Its keys. Command means Ctrl, or ⌘ on a Mac.
    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        let ctrl = |key| Some(KeyboardShortcut::new(Modifiers::COMMAND, key));
        let both = Modifiers::COMMAND.plus(Modifiers::SHIFT);
        let ctrl_shift = |key| Some(KeyboardShortcut::new(both, key));
        match self {
            Self::OpenFiles => ctrl(Key::O),
            Self::TypePath => ctrl(Key::L),
            Self::OpenProject => ctrl_shift(Key::O),
            Self::NewProject => ctrl_shift(Key::N),
            Self::Save => ctrl(Key::S),
            Self::SaveAs => ctrl_shift(Key::S),
            Self::Undo => ctrl(Key::Z),
            Self::Redo => ctrl_shift(Key::Z),
            Self::NewAudience => ctrl(Key::N),
            Self::CheckFiles => Some(KeyboardShortcut::new(Modifiers::NONE, Key::F5)),
            Self::GoData => ctrl(Key::Num1),
            Self::GoCatalog => ctrl(Key::Num2),
            Self::GoAudiences => ctrl(Key::Num3),
            Self::GoOverlap => ctrl(Key::Num4),
            Self::GoDestinations => ctrl(Key::Num5),
            Self::GoBack => ctrl(Key::OpenBracket),
            Self::GoForward => ctrl(Key::CloseBracket),
            Self::ZoomIn => ctrl(Key::Plus),
            Self::ZoomOut => ctrl(Key::Minus),
            Self::ZoomReset => ctrl(Key::Num0),
            Self::Palette => ctrl(Key::K),
            Self::Settings => ctrl(Key::Comma),
            Self::Help => Some(KeyboardShortcut::new(Modifiers::NONE, Key::F1)),
            Self::Quit => ctrl(Key::Q),
            _ => None,
        }
    }

    /// The icon beside it.
    pub fn icon(self) -> Icon {
        match self {
            Self::OpenFiles => Icon::AddFile,
            Self::TypePath => Icon::Edit,
            Self::OpenProject => Icon::Folder,
            Self::NewProject => Icon::Plus,
            Self::SampleStore => Icon::Product,
            Self::Save | Self::SaveAs => Icon::Save,
            Self::Undo => Icon::Undo,
            Self::Redo => Icon::Redo,
            Self::SaveCatalog => Icon::Check,
            Self::StartOver | Self::CheckFiles => Icon::StartOver,
            Self::NewAudience => Icon::Target,
            Self::GoData => Icon::Data,
            Self::GoCatalog => Icon::Catalog,
            Self::GoAudiences => Icon::People,
            Self::GoOverlap => Icon::Catalog,
            Self::GoDestinations => Icon::Download,
            Self::GoBack => Icon::Back,
            Self::GoForward => Icon::Next,
            Self::HighContrast => Icon::System,
            Self::Cancel | Self::Quit => Icon::Close,
            Self::Palette | Self::ZoomIn | Self::ZoomOut | Self::ZoomReset => Icon::Search,
            Self::Settings => Icon::Settings,
            Self::Help => Icon::Help,
            Self::ModeSystem => Icon::System,
            Self::ModeLight => Icon::Sun,
            Self::ModeDark => Icon::Moon,
        }
    }

    /// The command whose keys were pressed in this frame, taken from the input.
    pub fn pressed(ctx: &egui::Context) -> Option<Self> {
        // Longer combinations first: Ctrl Shift Z is not Ctrl Z.
        let mut keys: Vec<_> =
            Self::ALL.iter().filter_map(|c| c.shortcut().map(|s| (*c, s))).collect();
        keys.sort_by_key(|(_, s)| !s.modifiers.shift);
        keys.push((Self::Redo, KeyboardShortcut::new(Modifiers::COMMAND, Key::Y)));
        // The same key as plus, without Shift.
        keys.push((Self::ZoomIn, KeyboardShortcut::new(Modifiers::COMMAND, Key::Equals)));
        // As in browsers; where something has the keyboard, these are its own keys.
        if ctx.memory(|memory| memory.focused().is_none()) {
            keys.push((Self::GoBack, KeyboardShortcut::new(Modifiers::ALT, Key::ArrowLeft)));
            keys.push((Self::GoForward, KeyboardShortcut::new(Modifiers::ALT, Key::ArrowRight)));
        }
        keys.into_iter()
            .find(|(_, shortcut)| ctx.input_mut(|i| i.consume_shortcut(shortcut)))
            .map(|(command, _)| command)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn words_and_keys_belong_to_one_command_only() {
        let mut texts = HashSet::new();
        let mut keys = HashSet::new();
        for command in Command::ALL {
            assert!(texts.insert(command.text()), "{command:?}");
            assert!(!command.text().ends_with('.') && !command.tooltip().ends_with('.'));
            if let Some(shortcut) = command.shortcut() {
                assert!(keys.insert(format!("{shortcut:?}")), "{command:?}");
            }
        }
    }
}
