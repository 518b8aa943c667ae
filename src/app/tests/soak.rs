//! Whatever a person presses: random actions through the whole window, on random files, and after each
//! one what is shown agrees with a slow model, nobody is lost, and neither memory nor threads nor open
//! files pile up.
//!
//! `LIKELY_SOAK_SECONDS` says how long (ten seconds unless it does), `LIKELY_SOAK_SEED` which way.
//! For hours add `--config 'profile.dev.package.egui.debug-assertions=false'`: with debug assertions egui
//! remembers every ID that there ever was, some megabytes for a thousand actions.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::time::{Duration, Instant};

use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT as _, Queryable as _};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use crate::app::tests::harness::{app, settle};
use crate::app::{Action, App, Command, Screen};
use crate::audience::Status;
use crate::base::progress::Progress;
use crate::catalog::{EventName, FileRole, Repeats};
use crate::project;

const SECONDS: &str = "LIKELY_SOAK_SECONDS";
const SEED: &str = "LIKELY_SOAK_SEED";
/// Says to the test that it is the one that does the work, in a process of its own.
const INSIDE: &str = "LIKELY_TEST_SOAKS";
/// What is pressed leads out of the program, or ends it.
const NOT_PRESSED: [&str; 6] = ["folder", "ordner", "quit", "beenden", "website", "report"];
/// Actions before memory, threads and files are looked at: everything is there once.
const WARM: usize = 60;
/// What may come on top of what there was then.
const MORE_THREADS: usize = 12;
const MORE_FILES: usize = 24;
/// The sample store with people, products or orders taken for its events, one after the other, and an audience of it
/// took up to 410 MB (measured) on top of the little shop that is there at first.
const MORE_BYTES: u64 = 640 << 20;

/// Until then work that was cancelled must have ended.
const LATEST: Duration = Duration::from_secs(60);

/// One row of the generated files: person, day, event, product.
type Row = (Option<u32>, u32, usize, u32);

const EVENTS: [&str; 4] = ["Product Viewed", "Product Added", "Order Completed", "Page Seen"];

struct Shop {
    folder: tempfile::TempDir,
    rows: Vec<Row>,
}

impl Shop {
    fn new(random: &mut ChaCha8Rng) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let people = 40 + below(random, 160) as u32;
        let rows: Vec<Row> = (0..600 + below(random, 1200))
            .map(|_| {
                let person = (below(random, 50) > 0).then(|| random.next_u32() % people);
                let product = random.next_u32() % 30;
                (person, random.next_u32() % 240, below(random, EVENTS.len()), product)
            })
            .collect();
        let mut text = String::from("user_id,timestamp,event,product_id,brand\n");
        for (person, day, event, product) in &rows {
            let person = person.map(|n| format!("u{n}")).unwrap_or_default();
            let day = jiff::civil::date(2025, 1, 1) + jiff::Span::new().days(i64::from(*day));
            let (event, brand) = (EVENTS[*event], ["Tea", "Cup", "Pot"][*product as usize % 3]);
            text += &format!("{person},{day}T10:00:00Z,{event},p{product},{brand}\n");
        }
        let mut traits = String::from("user_id,email,country,newsletter\n");
        for n in 0..people {
            let agreed = ["yes", "no"][n as usize % 2];
            traits += &format!("u{n},kim{n}@shop.example,DE,{agreed}\n");
        }
        fs::write(folder.path().join("events.csv"), text).unwrap();
        fs::write(folder.path().join("people.csv"), traits).unwrap();
        fs::write(folder.path().join("stop.csv"), "email\nkim3@shop.example\n").unwrap();
        fs::write(folder.path().join("noise.csv"), "half,\"a\n\u{0}table").unwrap();
        Self { folder, rows }
    }

    fn paths(&self) -> [PathBuf; 2] {
        ["events.csv", "people.csv"].map(|name| self.folder.path().join(name))
    }

    /// How many people and events a catalog that has not strayed from the suggestion gives; `None`
    /// where it has.
    fn expected(&self, project: &project::Project) -> Option<(usize, usize)> {
        let catalog = &project.catalog;
        let [FileRole::Events(roles), others @ ..] = catalog.files.as_slice() else { return None };
        let as_suggested = roles.person == ["user_id"]
            && roles.anonymous.is_none()
            && roles.time.as_deref() == Some("timestamp")
            && roles.event == EventName::Field("event".into())
            && roles.repeats == Repeats::Keep
            && roles.leave_out.is_empty()
            && !others.iter().any(|role| matches!(role, FileRole::Events(_)))
            && project.files.first().is_some_and(|file| file.path == self.paths()[0])
            && project.as_of.is_none()
            && project.options.zone == "UTC";
        let chosen: BTreeSet<&str> =
            catalog.events.iter().filter(|e| e.chosen).map(|e| e.name.as_str()).collect();
        let counts = |row: &&Row| row.0.is_some() && chosen.contains(EVENTS[row.2]);
        let people: BTreeSet<u32> =
            self.rows.iter().filter(counts).filter_map(|row| row.0).collect();
        as_suggested.then(|| (people.len(), self.rows.iter().filter(counts).count()))
    }
}

fn below(random: &mut ChaCha8Rng, bound: usize) -> usize {
    random.next_u32() as usize % bound.max(1)
}

/// What the process holds: threads, open files, bytes of memory.
fn held() -> Option<(usize, usize, u64)> {
    let count = |path: &str| Some(fs::read_dir(path).ok()?.count());
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let bytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some((count("/proc/self/task")?, count("/proc/self/fd")?, bytes << 10))
}

/// The name of every thread, what it does (R: it runs, S: it waits) and its ticks of processor time: where something
/// never comes, whether it is worked on.
fn threads() -> Vec<String> {
    let tasks = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let stat = |task: fs::DirEntry| fs::read_to_string(task.path().join("stat")).ok();
    let told = |stat: String| {
        let (name, rest) = stat.split_once('(')?.1.rsplit_once(") ")?;
        let fields: Vec<&str> = rest.split(' ').collect();
        Some(format!("{name} {} {}", fields.first()?, fields.get(11)?))
    };
    tasks.filter_map(stat).filter_map(told).collect()
}

struct Soak {
    harness: Harness<'static, App>,
    random: ChaCha8Rng,
    shop: Shop,
    /// What was done last, to be said when something is wrong.
    done: Vec<String>,
    /// How often the slow model had something to say.
    compared: [usize; 4],
}

impl Soak {
    /// What was done last.
    fn last(&self) -> &[String] {
        &self.done[self.done.len().saturating_sub(20)..]
    }

    /// A start that leads somewhere; what follows may lead anywhere.
    fn begun(seed: u64) -> Self {
        let mut soak = Self::new(seed);
        let paths = soak.shop.paths().to_vec();
        soak.apply(Action::Open(paths));
        settle(&mut soak.harness);
        soak.apply(Action::Do(Command::SaveCatalog));
        settle(&mut soak.harness);
        soak.apply(Action::NewAudience(None));
        soak
    }

    fn new(seed: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let shop = Shop::new(&mut random);
        let mut harness = app(egui::Theme::Light);
        let state = &mut harness.state_mut().state;
        state.system_dialogs = false;
        state.keep_unsaved_in(shop.folder.path().join("unsaved"));
        Self { harness, random, shop, done: Vec::new(), compared: [0; 4] }
    }

    fn apply(&mut self, action: Action) {
        self.harness.state_mut().state.apply(action);
    }

    fn pick<T: Clone>(&mut self, all: &[T]) -> T {
        all[below(&mut self.random, all.len())].clone()
    }

    /// Does something that a person might.
    fn act(&mut self) {
        let said = match below(&mut self.random, 20) {
            0 => {
                let paths = self.pick(&[
                    self.shop.paths().to_vec(),
                    vec![self.shop.folder.path().join("noise.csv")],
                    vec![self.shop.folder.path().join("gone.csv")],
                ]);
                let said = format!("open {paths:?}");
                self.apply(Action::Open(paths));
                said
            }
            1 => {
                let command = self.pick(&[
                    Command::SaveCatalog,
                    Command::NewAudience,
                    Command::Undo,
                    Command::Redo,
                    Command::GoAudiences,
                    Command::GoCatalog,
                    Command::GoData,
                    Command::GoOverlap,
                    Command::GoDestinations,
                    Command::GoBack,
                    Command::Cancel,
                    Command::CheckFiles,
                ]);
                self.apply(Action::Do(command));
                format!("{command:?}")
            }
            2 => {
                let key = self.pick(&[Key::Escape, Key::Enter, Key::Tab, Key::ArrowDown, Key::Z]);
                let held = self.pick(&[Modifiers::NONE, Modifiers::COMMAND]);
                self.harness.key_press_modifiers(held, key);
                format!("{held:?} {key:?}")
            }
            3 => self.target(),
            4 => self.lists(),
            5..=7 => self.type_somewhere(),
            _ => self.press(),
        };
        self.done.push(said);
    }

    /// Chooses a target, as the list of campaigns and the builder do.
    fn target(&mut self) -> String {
        let brand = self.pick(&["Tea", "Cup", "Pot", "Nothing"]);
        let size = crate::audience::Size::People(1 + u64::from(self.random.next_u32() % 90));
        let held = [0.0, 0.0, 10.0, 50.0][below(&mut self.random, 4)];
        let change = move |project: &mut project::Project| {
            for saved in project.audiences.iter_mut().take(1) {
                saved.audience.target = crate::common::target("Brand", brand);
                saved.audience.size = size;
                saved.audience.control_percent = held;
            }
        };
        self.apply(Action::Change("target".into(), Box::new(change)));
        let id = self.harness.state().state.project().audiences.first().map(|a| a.audience.id);
        if let Some(id) = id {
            self.apply(Action::Go(Screen::Builder(id)));
        }
        format!("target {brand} {size:?} {held}")
    }

    /// Writes the lists of the first audience where it can.
    fn lists(&mut self) -> String {
        let folder = self.shop.folder.path().join("lists");
        let change = move |project: &mut project::Project| {
            for saved in project.audiences.iter_mut().take(1) {
                saved.lists.folder = Some(folder.clone());
                saved.lists.choices =
                    crate::export::find("csv").into_iter().map(crate::export::Choice::of).collect();
            }
        };
        self.apply(Action::Change("lists".into(), Box::new(change)));
        let id = self.harness.state().state.project().audiences.first().map(|a| a.audience.id);
        if let Some(id) = id {
            self.apply(Action::CreateLists { id, replace: true, accept_damaged: false });
        }
        format!("lists of {id:?}")
    }

    fn type_somewhere(&mut self) -> String {
        let text =
            self.pick(&["7", "-1", "Tea", "99999999999999999999", "é\u{202e}ü", "", "a,b;c"]);
        let fields =
            self.harness.query_all_by(|node| node.role() == Role::TextInput && !node.is_hidden());
        let count = fields.count();
        let place = below(&mut self.random, count);
        let mut fields =
            self.harness.query_all_by(|node| node.role() == Role::TextInput && !node.is_hidden());
        if let Some(field) = fields.nth(place) {
            field.focus();
            field.type_text(text);
            return format!("type {text:?} into {:?}", field.accesskit_node().label());
        }
        "nowhere to type".to_owned()
    }

    /// Presses something that can be pressed.
    fn press(&mut self) -> String {
        let Self { harness, random, .. } = self;
        let all: Vec<_> = harness.query_all_by(may_be_pressed).collect();
        let chosen = all.len().checked_sub(1).map(|last| below(random, last + 1));
        let Some(node) = chosen.map(|place| &all[place]) else { return "nothing to press".into() };
        node.click();
        format!("press {:?}", node.accesskit_node().label())
    }

    /// Everything that must hold, whatever was done.
    fn check(&mut self) {
        let app = self.harness.state();
        let state = &app.state;
        assert!(!state.quit, "nobody asked for the end");
        let project = state.project();
        assert_eq!(project.files.len(), project.catalog.files.len(), "a role for each file");
        // The counts of the files are those of the slow model.
        if let (Some((people, events)), Some(past)) =
            (self.shop.expected(project), state.current_past())
        {
            let history = &past.ready.history;
            assert_eq!((history.person_count(), history.event_count()), (people, events));
            self.compared[0] += 1;
        }
        // The audience on the screen is what one gets who computes it anew.
        for saved in &project.audiences {
            let audience = &saved.audience;
            let (Some(found), Some(past)) =
                (state.session.audiences.current(audience), state.current_past())
            else {
                continue;
            };
            if below(&mut self.random, 2) > 0 || !audience.eligibility.suppression.is_empty() {
                continue;
            }
            let none = audience.eligibility.not_in.is_empty();
            let as_of = found.computed.as_of();
            let anew = crate::workflow::recompute(
                &past.ready,
                &[],
                audience,
                as_of,
                None,
                &Progress::none(),
            );
            if let (true, Ok(anew)) = (none, anew) {
                assert_eq!(found.computed.summary(audience), anew.summary(audience));
                self.compared[1] += 1;
            }
        }
        // A project goes through a file as it is.
        if below(&mut self.random, 8) == 0 {
            let path = self.shop.folder.path().join("check.likely");
            let mut written = project.clone();
            project::save(&written, &path).unwrap();
            let read = project::load(&path).unwrap();
            written.name = "check".into();
            assert_eq!((&read.catalog, &read.audiences), (&written.catalog, &written.audiences));
            self.compared[2] += 1;
        }
        self.check_lists();
    }

    /// The people in the newest list are those it says.
    fn check_lists(&mut self) {
        let folder = self.shop.folder.path().join("lists");
        let within = || -> Vec<PathBuf> {
            let entries = fs::read_dir(&folder).into_iter().flatten();
            entries.map(|entry| entry.unwrap().path()).collect()
        };
        // Work that was cancelled takes its parts away when it hears of it.
        let asked = Instant::now();
        while within().iter().any(|path| is_part(path)) {
            assert!(asked.elapsed() < LATEST, "half a file is left: {:?}", within());
            std::thread::sleep(Duration::from_millis(5));
        }
        let paths = within();
        let Some(manifest) =
            paths.iter().find(|path| path.to_string_lossy().ends_with("manifest.json"))
        else {
            return;
        };
        let told: serde_json::Value = serde_json::from_slice(&fs::read(manifest).unwrap()).unwrap();
        for file in told["files"].as_array().unwrap() {
            let (name, rows) = (file["file"].as_str().unwrap(), file["rows"].as_u64().unwrap());
            if !name.ends_with(".csv") {
                continue;
            }
            let text = fs::read_to_string(folder.join(name)).unwrap();
            assert_eq!(text.lines().count() as u64, rows + 1, "{name}");
            self.compared[3] += 1;
        }
        // What was cancelled may be writing another part just now.
        while folder.exists() {
            let _ = fs::remove_dir_all(&folder);
        }
    }

    fn live(&self) -> bool {
        let state = &self.harness.state().state;
        let live = |saved: &project::Saved| {
            matches!(state.session.audiences.status(&saved.audience), Status::Live(_))
        };
        state.project().audiences.iter().any(live)
    }
}

fn is_part(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "part")
}

fn may_be_pressed(node: &AccessKitNode<'_>) -> bool {
    const PRESSED: [Role; 7] = [
        Role::Button,
        Role::CheckBox,
        Role::ComboBox,
        Role::RadioButton,
        Role::Link,
        Role::ListBoxOption,
        Role::Tab,
    ];
    let label = node.label().unwrap_or_default().to_lowercase();
    PRESSED.contains(&node.role())
        && !node.is_hidden()
        && !node.is_disabled()
        && !NOT_PRESSED.iter().any(|part| label.contains(part))
}

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn soak() {
    let seed = number(SEED, 1);
    let (began, long) = (Instant::now(), Duration::from_secs(number(SECONDS, 10)));
    let mut soak = Soak::begun(seed);
    let (mut actions, mut live, mut first) = (0_usize, 0_usize, None);
    let mut most = (0, 0, 0);
    while began.elapsed() < long {
        let said = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            soak.act();
            soak.harness.run_steps(2);
            // Sometimes the next comes while this is under way.
            if below(&mut soak.random, 3) > 0 {
                settle(&mut soak.harness);
                soak.check();
            }
        }));
        if said.is_err() {
            let (done, threads) = (soak.last(), threads());
            panic!("seed {seed}, action {actions}, after {done:#?}; threads {threads:#?}");
        }
        actions += 1;
        live += usize::from(soak.live());
        if let Some(now) = held() {
            most = (most.0.max(now.0), most.1.max(now.1), most.2.max(now.2));
            if actions == WARM {
                first = Some(now);
            }
            if let Some((threads, files, bytes)) = first {
                assert!(now.0 <= threads + MORE_THREADS, "{} threads, {threads} before", now.0);
                assert!(now.1 <= files + MORE_FILES, "{} open files, {files} before", now.1);
                let done = soak.last();
                assert!(now.2 <= bytes + MORE_BYTES, "{} bytes, {bytes} before; {done:#?}", now.2);
            }
        }
        // Now and then everything begins anew, as with another project.
        if below(&mut soak.random, 150) == 0 {
            let seed = soak.random.next_u64();
            soak = Soak::begun(seed);
        }
    }
    let [past, audiences, projects, lists] = soak.compared;
    println!(
        "{actions} actions in {:.0?}, {live} with people on the screen; compared since the last start: \
         {past} pasts, {audiences} audiences, {projects} projects, {lists} lists; at most {} threads, {} \
         files, {} MB; {:?} after {WARM} actions",
        began.elapsed(),
        most.0,
        most.1,
        most.2 >> 20,
        first
    );
    assert!(actions > 5, "hardly anything was done");
}

#[test]
fn whatever_is_pressed_the_window_goes_on_and_agrees_with_a_slow_model() {
    if std::env::var_os(INSIDE).is_some() {
        return soak();
    }
    // In a process of its own, whose threads and files are nobody else's.
    let name = std::thread::current().name().unwrap().to_owned();
    // Paths are typed, too: what is saved there lies in a folder that goes with the test.
    let folder = tempfile::tempdir().unwrap();
    let output = Process::new(std::env::current_exe().unwrap())
        .args(["--exact", &name, "--nocapture"])
        .current_dir(&folder)
        .env(INSIDE, "1")
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    let (said, failed) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    println!("{said}");
    assert!(output.status.success(), "{said}\n{failed}");
}
