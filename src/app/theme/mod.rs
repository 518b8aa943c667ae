//! How the window looks: a palette becomes colours named by their purpose ([`Theme`]), distances
//! ([`space`], [`radius`], [`height`]), type ([`font`]) and [`Icon`]s, and [`install`] puts them
//! into egui. Comes in: an egui context. Goes out: its style. Not for anything of the domain, and
//! the only place under `app` where colours are spelled out (a test holds that).

mod ease;
mod icons;
pub mod off_screen;
mod palette;
mod scripts;
mod style;
mod tokens;

pub use ease::Ease;
pub use icons::Icon;
pub use scripts::MissingScripts;
pub use style::{Preference, install, set_ease, set_preference};
pub use tokens::{DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Theme, font, height, radius, space};

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    fn rust_files(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder of the source").flatten() {
            let path = entry.path();
            if path.is_dir() {
                rust_files(&path, into);
            } else if path.extension().is_some_and(|e| e == "rs") {
                into.push(path);
            }
        }
    }

    #[test]
    fn colours_are_spelled_out_nowhere_else() {
        let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app");
        let mut files = Vec::new();
        rust_files(&app, &mut files);
        assert!(files.len() > 3);
        let spelled = [
            "from_rgb",
            "from_rgba",
            "from_gray",
            "from_black",
            "from_white",
            "from_hex",
            "hex_color!",
            "from_additive",
            "Rgba::",
            "Hsva::",
            "0x",
        ];
        let mut found = Vec::new();
        for file in files.iter().filter(|f| !f.starts_with(app.join("theme"))) {
            let text = std::fs::read_to_string(file).expect("a source file");
            for (number, line) in text.lines().enumerate() {
                let named = line.split("Color32::").skip(1).any(|rest| {
                    rest.starts_with(|c: char| c.is_ascii_uppercase())
                        && !rest.starts_with("TRANSPARENT")
                        && !rest.starts_with("PLACEHOLDER")
                });
                if named || spelled.iter().any(|s| line.contains(s)) {
                    found.push(format!("{}:{}: {line}", file.display(), number + 1));
                }
            }
        }
        assert!(found.is_empty(), "use the theme instead:\n{}", found.join("\n"));
    }
}
