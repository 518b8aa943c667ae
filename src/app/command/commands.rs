//! Every command there is, in one place: its words, its explanation, its keys and its icon. The
//! bars, the command palette, tooltips and the keyboard all read this list.

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::app::theme::Icon;
use crate::base::language::t;

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
    /// Give the project another name.
    RenameProject,
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
    /// Write the lists of the audience whose destinations are on the screen.
    CreateLists,
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
    /// Have lists made anew without hands.
    KeepFresh,
    /// Take people out of what is kept of them.
    ForgetPeople,
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
        Self::RenameProject,
        Self::SampleStore,
        Self::Save,
        Self::SaveAs,
        Self::Undo,
        Self::Redo,
        Self::SaveCatalog,
        Self::StartOver,
        Self::CheckFiles,
        Self::KeepFresh,
        Self::ForgetPeople,
        Self::NewAudience,
        Self::GoData,
        Self::GoCatalog,
        Self::GoAudiences,
        Self::GoOverlap,
        Self::GoDestinations,
        Self::CreateLists,
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
            Self::OpenFiles => t!("commands-open-files"),
            Self::TypePath => t!("commands-type-path"),
            Self::OpenProject => t!("commands-open-project"),
            Self::NewProject => t!("commands-new-project"),
            Self::RenameProject => t!("commands-rename-project"),
            Self::SampleStore => t!("commands-sample-store"),
            Self::Save => t!("commands-save"),
            Self::SaveAs => t!("commands-save-as"),
            Self::Undo => t!("commands-undo"),
            Self::Redo => t!("commands-redo"),
            Self::SaveCatalog => t!("commands-save-catalog"),
            Self::StartOver => t!("commands-start-over"),
            Self::CheckFiles => t!("commands-check-files"),
            Self::KeepFresh => t!("commands-keep-fresh"),
            Self::ForgetPeople => t!("commands-forget"),
            Self::NewAudience => t!("commands-new-audience"),
            Self::GoData => t!("commands-go-data"),
            Self::GoCatalog => t!("commands-go-catalog"),
            Self::GoAudiences => t!("commands-go-audiences"),
            Self::GoOverlap => t!("commands-go-overlap"),
            Self::GoDestinations => t!("commands-go-destinations"),
            Self::CreateLists => t!("sending-create"),
            Self::GoBack => t!("commands-back"),
            Self::GoForward => t!("commands-forward"),
            Self::Cancel => t!("commands-cancel"),
            Self::Palette => t!("commands-palette"),
            Self::Settings => t!("commands-settings"),
            Self::Help => t!("commands-help"),
            Self::ModeSystem => t!("commands-mode-system"),
            Self::ModeLight => t!("commands-mode-light"),
            Self::ModeDark => t!("commands-mode-dark"),
            Self::HighContrast => t!("commands-contrast"),
            Self::ZoomIn => t!("commands-zoom-in"),
            Self::ZoomOut => t!("commands-zoom-out"),
            Self::ZoomReset => t!("commands-zoom-reset"),
            Self::Quit => t!("commands-quit"),
        }
    }

    /// One sentence on what it does.
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::OpenFiles => t!("commands-open-files-about"),
            Self::TypePath => t!("commands-type-path-about"),
            Self::OpenProject => t!("commands-open-project-about"),
            Self::NewProject => t!("commands-new-project-about"),
            Self::RenameProject => t!("commands-rename-project-about"),
            Self::SampleStore => t!("commands-sample-store-about"),
            Self::Save => t!("commands-save-about"),
            Self::SaveAs => t!("commands-save-as-about"),
            Self::Undo => t!("commands-undo-about"),
            Self::Redo => t!("commands-redo-about"),
            Self::SaveCatalog => t!("commands-save-catalog-about"),
            Self::StartOver => t!("commands-start-over-about"),
            Self::CheckFiles => t!("commands-check-files-about"),
            Self::KeepFresh => t!("commands-keep-fresh-about"),
            Self::ForgetPeople => t!("commands-forget-about"),
            Self::NewAudience => t!("commands-new-audience-about"),
            Self::GoData => t!("commands-go-data-about"),
            Self::GoCatalog => t!("commands-go-catalog-about"),
            Self::GoAudiences => t!("commands-go-audiences-about"),
            Self::GoOverlap => t!("commands-go-overlap-about"),
            Self::GoDestinations => t!("commands-go-destinations-about"),
            Self::CreateLists => t!("commands-create-lists-about"),
            Self::GoBack => t!("commands-back-about"),
            Self::GoForward => t!("commands-forward-about"),
            Self::Cancel => t!("commands-cancel-about"),
            Self::Palette => t!("commands-palette-about"),
            Self::Settings => t!("commands-settings-about"),
            Self::Help => t!("commands-help-about"),
            Self::ModeSystem => t!("commands-mode-system-about"),
            Self::ModeLight => t!("commands-mode-light-about"),
            Self::ModeDark => t!("commands-mode-dark-about"),
            Self::HighContrast => t!("commands-contrast-about"),
            Self::ZoomIn => t!("commands-zoom-in-about"),
            Self::ZoomOut => t!("commands-zoom-out-about"),
            Self::ZoomReset => t!("commands-zoom-reset-about"),
            Self::Quit => t!("commands-quit-about"),
        }
    }

    /// What it is called, with its keys behind.
    pub fn text_with_keys(self, ctx: &egui::Context) -> String {
        with_keys(self.text(), self.keys(ctx))
    }

    /// What it does, with its keys behind.
    pub fn tooltip_with_keys(self, ctx: &egui::Context) -> String {
        with_keys(self.tooltip(), self.keys(ctx))
    }

    /// Its keys, as this system writes them; empty where it has none.
    pub fn keys(self, ctx: &egui::Context) -> String {
        self.shortcut().map_or_else(String::new, |keys| written(keys, ctx))
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
            Self::RenameProject => Some(KeyboardShortcut::new(Modifiers::NONE, Key::F2)),
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
            Self::TypePath | Self::RenameProject => Icon::Edit,
            Self::OpenProject => Icon::Folder,
            Self::NewProject => Icon::Plus,
            Self::SampleStore => Icon::Product,
            Self::Save | Self::SaveAs => Icon::Save,
            Self::Undo => Icon::Undo,
            Self::Redo => Icon::Redo,
            Self::SaveCatalog => Icon::Check,
            Self::StartOver | Self::CheckFiles | Self::KeepFresh => Icon::StartOver,
            Self::ForgetPeople => Icon::Delete,
            Self::NewAudience => Icon::Target,
            Self::GoData => Icon::Data,
            Self::GoCatalog => Icon::Catalog,
            Self::GoAudiences => Icon::People,
            Self::GoOverlap => Icon::Catalog,
            Self::GoDestinations | Self::CreateLists => Icon::Download,
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
        taken(ctx, keys)
    }

    /// Back and forward by the keys of browsers. Call it after the screen is drawn: what has the
    /// keyboard there has taken these keys where they are its own.
    pub fn back_or_forward(ctx: &egui::Context) -> Option<Self> {
        let keys = [(Self::GoBack, Key::ArrowLeft), (Self::GoForward, Key::ArrowRight)];
        let keys = keys.map(|(way, key)| (way, KeyboardShortcut::new(Modifiers::ALT, key)));
        // In a text they go from word to word, or to its end.
        if ctx.text_edit_focused() { None } else { taken(ctx, keys) }
    }
}

/// The first of these commands whose keys were pressed, which are taken from the input.
fn taken(
    ctx: &egui::Context,
    keys: impl IntoIterator<Item = (Command, KeyboardShortcut)>,
) -> Option<Command> {
    let mut keys = keys.into_iter();
    let pressed = keys.find(|(_, keys)| ctx.input_mut(|i| i.consume_shortcut(keys)));
    pressed.map(|(command, _)| command)
}

/// "Ctrl Shift Z", "⇧⌘Z": keys as they stand on a keyboard of this system and language.
fn written(keys: KeyboardShortcut, ctx: &egui::Context) -> String {
    if ctx.os().is_mac() {
        let text = ctx.format_shortcut(&keys);
        return if keys.logical_key == Key::Plus { text } else { text.replace('+', " ") };
    }
    let KeyboardShortcut { modifiers, logical_key } = keys;
    let held = [
        (modifiers.command || modifiers.ctrl, t!("commands-key-ctrl")),
        (modifiers.shift, t!("commands-key-shift")),
        (modifiers.alt, "Alt"),
    ];
    let held = held.into_iter().filter_map(|(held, name)| held.then_some(name));
    let key = match logical_key {
        Key::Comma => ",",
        Key::OpenBracket => "[",
        Key::CloseBracket => "]",
        Key::Plus => "+",
        Key::Minus => "−",
        key => key.symbol_or_name(),
    };
    held.chain([key]).collect::<Vec<_>>().join(" ")
}

fn with_keys(words: &str, keys: String) -> String {
    if keys.is_empty() {
        return words.to_owned();
    }
    t!("commands-with-keys", text = words, keys = keys)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::base::language::Language;

    #[test]
    fn keys_are_written_as_keyboards_name_them() {
        let ctx = egui::Context::default();
        ctx.set_os(egui::os::OperatingSystem::Nix);
        let german = |command: Command| Language::German.within(|| command.keys(&ctx));
        for (command, english, strg) in [
            (Command::Redo, "Ctrl Shift Z", "Strg Umschalt Z"),
            (Command::ZoomIn, "Ctrl +", "Strg +"),
            (Command::Settings, "Ctrl ,", "Strg ,"),
            (Command::GoBack, "Ctrl [", "Strg ["),
            (Command::Help, "F1", "F1"),
            (Command::ModeDark, "", ""),
        ] {
            assert_eq!((command.keys(&ctx).as_str(), german(command).as_str()), (english, strg));
        }
        // Each key says something a person finds on a keyboard.
        for command in Command::ALL {
            assert!(!command.keys(&ctx).ends_with(' '), "{command:?}");
        }
        ctx.set_os(egui::os::OperatingSystem::Mac);
        ctx.run_ui(egui::RawInput::default(), |_| {}).textures_delta.clear();
        let save = Command::Save.keys(&ctx);
        assert!(save.contains('S') && !save.contains(['+']) && !save.contains("Ctrl"), "{save}");
    }

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
