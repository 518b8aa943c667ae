//! The one way tests open the window: no display, no adapter, driven by labels. Pictures are
//! drawn where a renderer (lavapipe will do) is found, and skipped with a line where not.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use egui_kittest::{Harness, HarnessBuilder};

use crate::app::{App, theme};

/// The size the drawings are made for.
pub const SIZE: egui::Vec2 = egui::vec2(1360.0, 850.0);

/// A harness with the theme installed, that also checks that every control has a name.
pub fn builder<State>(mode: egui::Theme) -> HarnessBuilder<State> {
    Harness::builder()
        .with_size(SIZE)
        .with_theme(mode)
        .with_os(egui::os::OperatingSystem::Nix)
        .with_max_steps(16)
        .with_accessibility_check(true)
        // Names of people are in any script, and tests are without the system's fonts.
        .allow_missing_glyphs()
        .with_context_setup(move |ctx| {
            theme::install(ctx);
            ctx.set_theme(mode);
        })
}

/// Draws what the harness shows into `target/pictures/{name}.png`, for people to look at, and
/// gives the picture; `None`, with a printed line, where nothing can draw.
pub fn picture<State>(harness: &mut Harness<'_, State>, name: &str) -> Option<image::RgbaImage> {
    let drawn = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| harness.render()));
    let picture = match drawn {
        Ok(Ok(picture)) => picture,
        Ok(Err(why)) => {
            println!("skipped: no renderer for pictures here ({why})");
            return None;
        }
        Err(_) => {
            println!("skipped: no renderer for pictures here");
            return None;
        }
    };
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
    if std::fs::create_dir_all(&folder).is_ok() {
        let saved = picture.save(folder.join(format!("{name}.png")));
        assert!(saved.is_ok(), "{saved:?}");
    }
    let first = picture.get_pixel(0, 0);
    assert!(picture.pixels().any(|pixel| pixel != first), "{name} is empty");
    Some(picture)
}

/// The whole window in the style of `mode`, with nothing opened and nothing kept between runs. It speaks the
/// language of the thread: in German with `Language::German.within(|| app(mode))`, and all that is done
/// with it in there too.
pub fn app(mode: egui::Theme) -> Harness<'static, App> {
    let mut harness = builder(mode).build_ui_state(
        |ui, app: &mut App| {
            app.step(ui.ctx());
            app.draw(ui);
        },
        App::bare(),
    );
    harness.state_mut().state.settings.mode = match mode {
        egui::Theme::Light => theme::Preference::Light,
        egui::Theme::Dark => theme::Preference::Dark,
    };
    harness.run_steps(4);
    harness
}

/// How long a test waits for workers: far longer than any of them takes, also on a busy machine in a
/// build that is not optimised; what never comes fails all the same.
const PATIENCE: Duration = Duration::from_secs(300);

/// Steps until something holds; workers need real time.
#[track_caller]
pub fn until(harness: &mut Harness<'_, App>, holds: impl Fn(&App) -> bool) {
    let began = Instant::now();
    while !holds(harness.state()) {
        let under_way = || harness.state().state.work();
        assert!(began.elapsed() < PATIENCE, "it never came; under way: {:?}", under_way());
        harness.step();
        std::thread::sleep(Duration::from_millis(5));
    }
    harness.run_steps(4);
}

/// Lets workers finish: steps until nothing is under way.
#[track_caller]
pub fn settle(harness: &mut Harness<'_, App>) {
    harness.step();
    until(harness, |app| app.state.work().is_empty() && !app.state.is_saving());
}

/// Whether every audience of the project, one at least, has its people.
pub fn is_live(app: &App) -> bool {
    let audiences = &app.state.project().audiences;
    let live = |audience| {
        matches!(app.state.session.audiences.status(audience), crate::audience::Status::Live(_))
    };
    !audiences.is_empty() && audiences.iter().all(|saved| live(&saved.audience))
}

/// A small shop: one file of events, one of products. Gives the folder, which goes with it.
pub fn shop() -> tempfile::TempDir {
    use std::fmt::Write as _;
    let folder = tempfile::tempdir().expect("a folder for the test");
    let mut events = String::from("user_id,timestamp,event,product_id,price\n");
    for i in 0..3000_u32 {
        let event = ["Product Viewed", "Product Added", "Order Completed", "Product Removed"];
        let event = event[(i % 7 % 4) as usize];
        let (month, day) = (1 + i % 9, 1 + i % 28);
        let person = if i % 300 == 7 { String::new() } else { format!("u{}", i * 31 % 211) };
        let product = i * 13 % 40;
        writeln!(
            events,
            "{person},2026-0{month}-{day:02}T10:00:00Z,{event},p{product},{}.50",
            i % 90
        )
        .expect("writing to text");
    }
    let mut products = String::from("product_id,name,brand,category\n");
    for i in 0..40 {
        let (brand, category) =
            (["Northwind", "Contoso", "Fabrikam"][i % 3], ["Kitchen", "Outdoor"][i % 2]);
        writeln!(products, "p{i},Thing {i},{brand},{category}").expect("writing to text");
    }
    std::fs::write(folder.path().join("events.csv"), events).expect("a file for the test");
    std::fs::write(folder.path().join("products.csv"), products).expect("a file for the test");
    folder
}
