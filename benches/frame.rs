//! What a frame of the builder costs the processor: the whole window without a renderer, on an
//! audience among 10,000,000 people (`LIKELY_BENCH_PEOPLE` sets another number). A frame that
//! shows nothing new, one while the size is dragged, one while the curve is read off from near, one
//! while a value is searched for among 100,000, and one of the list of two hundred audiences. The
//! history is made once, the audience computed as in the window.

// A benchmark that cannot make its data has nothing to measure.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use divan::Bencher;
use egui::{Context, Event, Key, Modifiers, PointerButton, RawInput, pos2, vec2};
use likely::app::{Action, App, Dataset, Screen, Settings};
use likely::audience::{Size, Status};
use likely::history::{DAY, History};
use likely::jobs::Task;
use likely::model::{Condition, Target};
use likely::workflow::Ready;

#[path = "../tests/common/mod.rs"]
mod common;

use common::{HistoryBuilder, Random};

fn main() {
    divan::main();
}

fn people() -> u32 {
    common::number_from("LIKELY_BENCH_PEOPLE", 10_000_000) as u32
}

/// Everyone has two events; there are 100,000 products of 1,000 brands.
fn history(people: u32) -> History {
    let viewed = "Product Viewed";
    let mut history = HistoryBuilder::new(&["Product ID", "Brand"], &[viewed]);
    let item = |number: u32| {
        history.item(&[&format!("product {number:06}"), &format!("brand {:03}", number % 1_000)])
    };
    let items: Vec<u32> = (0..100_000_u32).map(item).collect();
    let mut random = Random(7);
    for number in 0..people {
        let person = history.person(&format!("u{number:08}"));
        let favourite = random.below(100_000);
        for _ in 0..2 {
            let item = items[((favourite + 1_000 * random.below(100)) % 100_000) as usize];
            history.push(person, random.below(300 * DAY), viewed, item);
        }
    }
    history.build()
}

/// Everyone's past, made once.
fn past() -> Arc<Dataset> {
    static PAST: OnceLock<Arc<Dataset>> = OnceLock::new();
    PAST.get_or_init(|| past_of(people())).clone()
}

fn past_of(people: u32) -> Arc<Dataset> {
    Arc::new(Dataset::from(Ready::from(history(people))))
}

/// The window, at an audience whose people are known.
struct Window {
    ctx: Context,
    app: App,
    time: f64,
}

impl Window {
    fn new() -> Self {
        Self::on(past())
    }

    fn on(past: Arc<Dataset>) -> Self {
        let ctx = Context::default();
        likely::app::theme::install(&ctx);
        let app = App::new(&ctx, Settings::default());
        let mut window = Self { ctx, app, time: 0.0 };
        let state = &mut window.app.state;
        state.session.dataset.start(Task::spawn(
            "past".to_owned().into(),
            || {},
            move |_| Ok(past),
        ));
        window.wait(|app| app.state.session.dataset.value().is_some());
        window.app.state.apply(Action::NewAudience(None));
        window.app.state.apply(Action::Change(
            "target".to_owned().into(),
            Box::new(|project| {
                let audience = &mut project.audiences[0].audience;
                let condition =
                    Condition { column: "Brand".into(), values: vec!["brand 007".into()] };
                audience.target = Target { conditions: vec![condition], ..Target::default() };
                audience.horizon_days = Some(30);
                audience.size = Size::Percent(10.0);
            }),
        ));
        window.app.state.session.screen = Screen::Builder(1);
        window.wait(|app| {
            let audience = &app.state.project().audiences[0].audience;
            matches!(app.state.session.audiences.status(audience), Status::Live(_))
        });
        // What follows from it is described once before anything is measured.
        window.wait(|app| {
            app.state.session.audiences.entry(1).is_some_and(|e| e.insights.apart().is_some())
        });
        (0..4).for_each(|_| window.frame(Vec::new()));
        window
    }

    fn wait(&mut self, holds: impl Fn(&App) -> bool) {
        while !holds(&self.app) {
            self.frame(Vec::new());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// One frame with its triangles, as the window makes them for the renderer.
    fn frame(&mut self, events: Vec<Event>) {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(egui::Rect::from_min_size(pos2(0.0, 0.0), vec2(1360.0, 850.0))),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let app = &mut self.app;
        let mut output = self.ctx.run_ui(input, |ui| {
            app.step(ui.ctx());
            app.draw(ui);
        });
        output.textures_delta.clear();
        let shapes = std::mem::take(&mut output.shapes);
        divan::black_box(self.ctx.tessellate(shapes, output.pixels_per_point));
    }
}

#[divan::bench(sample_count = 100)]
fn nothing_new(bencher: Bencher<'_, '_>) {
    let mut window = Window::new();
    bencher.bench_local(|| window.frame(Vec::new()));
}

/// The list of two hundred audiences, all of them computed: among as many people as that takes a minute
/// for. The list shows what is known of each; how many people stand behind it costs a frame nothing.
#[divan::bench(sample_count = 100)]
fn two_hundred_audiences(bencher: Bencher<'_, '_>) {
    let people = people().min(20_000);
    let mut window = Window::on(past_of(people));
    window.app.state.apply(Action::Change(
        "many".to_owned().into(),
        Box::new(|project| {
            let first = project.audiences[0].audience.clone();
            for number in 1..200 {
                let mut audience = first.clone();
                audience.name = format!("Audience {number}");
                audience.target.conditions[0].values = vec![format!("brand {number:03}")];
                project.add_audience(audience);
            }
        }),
    ));
    window.app.state.session.screen = Screen::Audiences;
    window.wait(|app| {
        let live = |a| matches!(app.state.session.audiences.status(a), Status::Live(_));
        app.state.project().audiences.iter().all(|s| live(&s.audience))
    });
    let used = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let used = used.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    println!("{used} with two hundred audiences among {people} people");
    bencher.bench_local(|| window.frame(Vec::new()));
}

#[divan::bench(sample_count = 100)]
fn size_dragged(bencher: Bencher<'_, '_>) {
    let mut window = Window::new();
    let at = |step: usize| pos2(600.0 + (step % 300) as f32, 300.0);
    let press = |pressed| Event::PointerButton {
        pos: at(0),
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.frame(vec![Event::PointerMoved(at(0))]);
    window.frame(vec![press(true)]);
    let before = window.app.state.project().audiences[0].audience.size;
    let mut step = 0;
    bencher.bench_local(|| {
        step += 1;
        window.frame(vec![Event::PointerMoved(at(step))]);
    });
    assert_ne!(
        window.app.state.project().audiences[0].audience.size,
        before,
        "nothing was dragged"
    );
}

/// The crosshair follows the pointer over the first per cents, to which a double click zoomed.
#[divan::bench(sample_count = 100)]
fn curve_read_off(bencher: Bencher<'_, '_>) {
    let mut window = Window::new();
    let at = |step: usize| pos2(600.0 + (step % 300) as f32, 300.0);
    window.frame(vec![Event::PointerMoved(at(0))]);
    let before = window.app.state.project().audiences[0].audience.size;
    for _ in 0..2 {
        let click = |pressed| Event::PointerButton {
            pos: at(0),
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        window.frame(vec![click(true), click(false)]);
    }
    let after = window.app.state.project().audiences[0].audience.size;
    assert_eq!(before, after, "a double click chooses nothing");
    let mut step = 0;
    bencher.bench_local(|| {
        step += 1;
        window.frame(vec![Event::PointerMoved(at(step))]);
    });
}

#[divan::bench(sample_count = 100)]
fn value_searched(bencher: Bencher<'_, '_>) {
    let mut window = Window::new();
    window.app.state.apply(Action::Change(
        "column".to_owned().into(),
        Box::new(|project| {
            let conditions = &mut project.audiences[0].audience.target.conditions;
            conditions[0] = Condition { column: "Product ID".into(), values: Vec::new() };
        }),
    ));
    window.frame(Vec::new());
    // The list of values is opened by a click on its field.
    for pressed in [true, false] {
        let pos = pos2(430.0, 245.0);
        let modifiers = Modifiers::NONE;
        let button = PointerButton::Primary;
        window.frame(vec![
            Event::PointerMoved(pos),
            Event::PointerButton { pos, button, pressed, modifiers },
        ]);
    }
    (0..3).for_each(|_| window.frame(Vec::new()));
    let key = |key, pressed| Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    let mut step = 0;
    bencher.bench_local(|| {
        step += 1;
        // "9" is typed and taken away again: the whole list is searched anew.
        match step % 2 {
            1 => window.frame(vec![Event::Text("9".to_owned())]),
            _ => window.frame(vec![key(Key::Backspace, true), key(Key::Backspace, false)]),
        }
    });
    // What is typed and taken lands in the target: the list was open all the time.
    window.frame(vec![Event::Text(" 0042".to_owned())]);
    window.frame(vec![key(Key::Enter, true), key(Key::Enter, false)]);
    let target = &window.app.state.project().audiences[0].audience.target;
    assert!(!target.conditions[0].values.is_empty(), "no list was searched");
}
