//! The plot and its points taken along.

use std::path::PathBuf;

use super::State;
use crate::app::plot::image::{self, Drawn};
use crate::app::plot::look::PlotLook;
use crate::app::tasks::found::Found;
use crate::app::widgets::Toast;
use crate::audience::Earnings;
use crate::base::language::{Sentence, message, t};
use crate::base::words::file_name;
use crate::project::Saved;

impl State {
    /// The name that is offered for a file of the plot.
    pub(super) fn plot_name(&self, id: u64, ending: &str) -> String {
        let name = self.project().audience(id).map_or("", |s| s.audience.name.as_str());
        let safe = name.replace(|c: char| "/\\:*?\"<>|".contains(c), "-");
        format!("{}.{ending}", if safe.is_empty() { t!("window-plot-file") } else { &safe })
    }

    /// What an audience earns, its control group as it is drawn: among those whom its lists reach where they
    /// were counted.
    pub fn earnings(&self, saved: &Saved, found: &Found) -> Earnings {
        found.earnings(&saved.audience, self.session.lists.held(saved, found))
    }

    pub(super) fn save_plot(&mut self, look: PlotLook, path: PathBuf) {
        self.draw_plot(look, Some(path));
    }

    pub(super) fn copy_plot(&mut self, look: PlotLook) {
        self.draw_plot(look, None);
    }

    fn draw_plot(&mut self, look: PlotLook, path: Option<PathBuf>) {
        let wake = self.wake();
        if let Some(saved) = self.session.project.get().audience(look.audience)
            && let Some(found) = self.session.audiences.current(&saved.audience)
        {
            let earnings = self.earnings(saved, found);
            let task = image::draw(found, &saved.audience, earnings, look, path, wake);
            self.session.drawing = Some(task);
        }
    }

    pub(super) fn save_points(&mut self, id: u64, path: PathBuf) {
        let wake = self.wake();
        if let Some(saved) = self.session.project.get().audience(id)
            && let Some(found) = self.session.audiences.current(&saved.audience)
        {
            let earnings = self.earnings(saved, found);
            self.session.drawing = Some(image::save_points(found, earnings, path, wake));
        }
    }

    /// The plot was drawn, or could not be written.
    pub(super) fn drawn(&mut self, result: Result<Drawn, Option<Sentence>>) {
        self.toasts.push(match result {
            Ok(Drawn::Saved(path)) => {
                Toast::done(message!("window-saved-as", file = file_name(&path)))
            }
            Ok(Drawn::ToCopy(image)) => {
                self.ctx.copy_image(image);
                Toast::done(message!("window-plot-copied"))
            }
            Err(Some(why)) => Toast::failed(why),
            Err(None) => return,
        });
    }
}
