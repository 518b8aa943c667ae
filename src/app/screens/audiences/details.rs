//! Name, tags and note of an audience, in a dialog.

use egui::Context;

use crate::app::Actions;
use crate::app::theme::space;
use crate::app::widgets::{Button, Dialog, Text, TextField, field, several_lines, spread};
use crate::audience::Audience;
use crate::base::language::{message, t};

/// What is typed.
#[derive(Debug)]
pub(super) struct View {
    id: u64,
    name: String,
    tags: String,
    note: String,
}

impl View {
    /// For an audience.
    pub fn new(audience: &Audience) -> Self {
        Self {
            id: audience.id,
            name: audience.name.clone(),
            tags: audience.tags.join(", "),
            note: audience.note.clone(),
        }
    }
}

/// The tags in what was typed, each once: "spring, Kitchen".
fn tags(typed: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in typed.split(',').map(str::trim).filter(|t| !t.is_empty()) {
        if !tags.iter().any(|t| t.eq_ignore_ascii_case(tag)) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

/// Draws it; false when the person is done.
pub(super) fn show(ctx: &Context, view: &mut View, actions: &mut Actions) -> bool {
    let (done, closed) = Dialog::new(t!("list-details-title")).width(420.0).show(ctx, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        field(ui, t!("list-name"), |ui| TextField::new(t!("list-name")).show(ui, &mut view.name));
        field(ui, t!("list-details-tags"), |ui| {
            TextField::new(t!("list-details-tags"))
                .hint(t!("list-details-tags-hint"))
                .show(ui, &mut view.tags)
        });
        Text::small(t!("list-details-tags-about")).show(ui);
        field(ui, t!("list-details-note"), |ui| {
            let edit = egui::TextEdit::multiline(&mut view.note)
                .desired_rows(3)
                .desired_width(f32::INFINITY);
            several_lines(ui, t!("list-details-note"), edit);
        });
        spread(
            ui,
            |_| {},
            |ui| {
                let drop = Button::secondary(t!("list-cancel")).show(ui).clicked();
                let keep = Button::primary(t!("list-keep")).show(ui).clicked();
                if keep {
                    let (name, note) = (view.name.trim().to_owned(), view.note.clone());
                    let tags = tags(&view.tags);
                    actions.decide_audience(
                        view.id,
                        message!("list-undo-describe"),
                        move |audience| {
                            if !name.is_empty() {
                                audience.name = name;
                            }
                            audience.tags = tags;
                            audience.note = note;
                        },
                    );
                }
                keep || drop
            },
        )
        .1
    });
    !done && !closed
}

#[cfg(test)]
mod tests {
    #[test]
    fn tags_are_split_trimmed_and_kept_once() {
        assert_eq!(super::tags(" spring, Kitchen ,,spring, kitchen"), ["spring", "Kitchen"]);
        assert!(super::tags(" , ").is_empty());
    }
}
