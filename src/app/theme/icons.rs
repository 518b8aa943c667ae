//! The icons that are used, from [Lucide](https://lucide.dev) (ISC licence, beside the files).

use egui::{Color32, Image, ImageSource, Vec2};

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident = $file:literal),+ $(,)?) => {
        /// An icon of the window. Draw it with [`Icon::image`] or [`Icon::paint`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Icon { $($(#[$doc])* $name),+ }

        impl Icon {
            /// Every icon there is.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            fn source(self) -> ImageSource<'static> {
                match self {
                    $(Self::$name => ImageSource::Bytes {
                        uri: concat!("bytes://icon/", $file, ".svg").into(),
                        bytes: egui::load::Bytes::Static(
                            include_bytes!(concat!("../../../assets/icons/", $file, ".svg")),
                        ),
                    }),+
                }
            }
        }
    };
}

icons! {
    /// Take back.
    Undo = "undo-2",
    /// Do again.
    Redo = "redo-2",
    /// Look for something.
    Search = "search",
    /// Settings.
    Settings = "settings",
    /// Help.
    Help = "circle-help",
    /// Close or remove from a list.
    Close = "x",
    /// Chosen.
    Check = "check",
    /// Opens a list.
    Down = "chevron-down",
    /// Leads further.
    Right = "chevron-right",
    /// Closes a list.
    Up = "chevron-up",
    /// Add.
    Plus = "plus",
    /// Delete.
    Delete = "trash-2",
    /// Open a folder or project.
    Folder = "folder-open",
    /// A file.
    File = "file-text",
    /// Add a file.
    AddFile = "file-plus",
    /// The data screen.
    Data = "database",
    /// The catalog screen.
    Catalog = "layers",
    /// The audiences screen; people.
    People = "users",
    /// Something to look at.
    Warning = "triangle-alert",
    /// Something failed.
    Error = "circle-alert",
    /// Messages and jobs.
    Bell = "bell",
    /// Something to know.
    Info = "info",
    /// Done.
    Done = "circle-check",
    /// More actions.
    More = "ellipsis",
    /// Copy.
    Copy = "copy",
    /// Save as a file.
    Download = "download",
    /// Opens outside of the window.
    External = "external-link",
    /// Do it anew.
    Refresh = "refresh-cw",
    /// Forward.
    Next = "arrow-right",
    /// Back.
    Back = "arrow-left",
    /// Sort or move up.
    ArrowUp = "arrow-up",
    /// Sort or move down.
    ArrowDown = "arrow-down",
    /// Rename or edit.
    Edit = "pencil",
    /// Save.
    Save = "save",
    /// Light mode.
    Sun = "sun",
    /// Dark mode.
    Moon = "moon",
    /// As the system.
    System = "monitor",
    /// A day.
    Calendar = "calendar",
    /// A duration.
    Clock = "clock",
    /// Drop files here.
    Upload = "upload",
    /// Two things joined.
    Link = "link",
    /// A target.
    Target = "target",
    /// A product.
    Product = "package",
    /// A picture.
    Picture = "image",
    /// Stays on this computer.
    Private = "shield-check",
    /// Start over.
    StartOver = "rotate-ccw",
}

impl Icon {
    /// The icon `size` points high in `color`, to be added to a layout.
    pub fn image(self, size: f32, color: Color32) -> Image<'static> {
        Image::new(self.source())
            .fit_to_exact_size(Vec2::splat(size))
            .tint(color)
            .show_loading_spinner(false)
            .alt_text("")
    }

    /// Paints the icon centred on `center`, `size` points high, in `color`.
    pub fn paint(self, ui: &egui::Ui, center: egui::Pos2, size: f32, color: Color32) {
        let rect = egui::Rect::from_center_size(center, Vec2::splat(size));
        self.image(size, color).paint_at(ui, rect);
    }
}
