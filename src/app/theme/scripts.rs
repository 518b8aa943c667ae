//! Characters that the window's own fonts lack. The system's fonts are asked for them one by one, by
//! egui's provider of system fonts, which looks through them on a thread of its own. What these lack
//! too is noted here, so that the person is told once why there are empty boxes.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use egui::{Context, FallbackRequest};
use egui_system_font_provider::SystemFontProvider;

use crate::base::language::t;
use crate::base::sync::lock;

/// Scripts that no font of this computer has.
#[derive(Debug, Clone, Default)]
pub struct MissingScripts(Arc<Mutex<Noted>>);

#[derive(Debug, Default)]
struct Noted {
    all: BTreeSet<&'static str>,
    new: Vec<&'static str>,
}

impl MissingScripts {
    /// Notes what is missing in this window; to be called after every provider of fonts was added,
    /// because it is asked only for what none of them has.
    pub fn watch(ctx: &Context) -> Self {
        let missing = Self::default();
        let noted = missing.0.clone();
        ctx.add_font_provider(Arc::new(move |request: &FallbackRequest<'_>| {
            if let Some(script) = request.cluster.chars().next().and_then(script) {
                let mut noted = lock(&noted);
                if noted.all.insert(script) {
                    noted.new.push(script);
                }
            }
            None
        }));
        missing
    }

    /// Scripts that were met since this was asked, each only once in a window.
    pub fn take(&self) -> Vec<&'static str> {
        std::mem::take(&mut lock(&self.0).new)
    }
}

/// Lets a context without a window show what the system's fonts have.
pub(super) fn use_system_fonts(ctx: &Context) {
    ctx.add_font_provider(Arc::new(SystemFontProvider::new()));
}

/// What a script is called; none for control characters and the like, which nobody misses.
fn script(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => t!("controls-script-japanese"),
        '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' => {
            t!("controls-script-korean")
        }
        '\u{2e80}'..='\u{2fdf}'
        | '\u{3000}'..='\u{303f}'
        | '\u{3100}'..='\u{312f}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}' => t!("controls-script-chinese"),
        '\u{600}'..='\u{77f}'
        | '\u{8a0}'..='\u{8ff}'
        | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefe}' => t!("controls-script-arabic"),
        '\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}' => t!("controls-script-hebrew"),
        '\u{900}'..='\u{97f}' => t!("controls-script-hindi"),
        '\u{980}'..='\u{dff}' => t!("controls-script-indian"),
        '\u{e00}'..='\u{e7f}' => t!("controls-script-thai"),
        '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}' => t!("controls-script-emoji"),
        c if c.is_alphabetic() => t!("controls-script-other"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use egui::{FontId, RawInput};

    use super::*;
    use crate::app::theme::install;

    const TEXTS: [(&str, &str); 8] = [
        ("Chinese", "北方鞋"),
        ("Japanese", "ひらがなカタカナ"),
        ("Korean", "한국어"),
        ("Arabic", "حذاء أحمر"),
        ("Hebrew", "חולצה אדומה"),
        ("Hindi", "लाल जूते"),
        ("Thai", "รองเท้าสีแดง"),
        ("emoji", "😀🎉"),
    ];

    fn lay_out(ctx: &Context, text: &str) {
        for _ in 0..2 {
            let mut output = ctx.run_ui(RawInput::default(), |ui| {
                ui.label(text);
            });
            // Nothing is painted; egui insists on being told.
            output.textures_delta.clear();
        }
    }

    #[test]
    fn a_script_without_a_font_is_told_once() {
        let ctx = Context::default();
        install(&ctx);
        let missing = MissingScripts::watch(&ctx);
        lay_out(&ctx, "Kettle é ß Ελλάδα Киев");
        assert!(missing.take().is_empty(), "the window's own fonts have these");
        lay_out(&ctx, "北方 and 한국어");
        assert_eq!(missing.take(), ["Chinese", "Korean"]);
        lay_out(&ctx, "方北");
        assert!(missing.take().is_empty(), "it was told");
    }

    #[test]
    fn scripts_are_shown_by_the_fonts_of_the_system() {
        let ctx = Context::default();
        install(&ctx);
        use_system_fonts(&ctx);
        let missing = MissingScripts::watch(&ctx);
        for (name, text) in TEXTS {
            lay_out(&ctx, text);
            let lacks = missing.take();
            let has = ctx.fonts_mut(|fonts| {
                let letters = text.chars().filter(|c| !c.is_whitespace());
                letters.clone().all(|c| fonts.has_glyph(&FontId::proportional(13.0), c))
            });
            if lacks.is_empty() {
                assert!(has, "{name} was found and is not shown");
            } else {
                println!("skipped: no font for {name} here");
                assert_eq!(lacks, [name]);
            }
        }
    }
}
