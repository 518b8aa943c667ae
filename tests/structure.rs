//! The structure of the program, held by tests: which module may import which, which module alone
//! may know a crate, and that no files of one module import each other in a circle. See
//! ARCHITECTURE.md.
//!
//! The imports are read from the code itself (parsed by `syn`), tests left out: tests may look over
//! a border to build their data. A name that a `mod.rs` re-exports counts as an import of the file
//! that defines it, so that a front page is never part of a circle by being one.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests stop at once and say what they skip"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::visit::Visit;

/// For each top-level module the modules it may import. The leaf `base` is for all.
const MAY_IMPORT: [(&str, &[&str]); 18] = [
    ("base", &[]),
    ("import", &[]),
    ("catalog", &["import"]),
    ("history", &[]),
    ("ingest", &["import", "catalog", "history"]),
    ("people", &["import", "catalog"]),
    ("model", &["history"]),
    ("cluster", &["import", "catalog", "ingest", "history", "model"]),
    ("audience", &["people", "history", "model"]),
    ("export", &[]),
    ("sample", &[]),
    ("jobs", &[]),
    ("schedule", &[]),
    ("project", &["import", "catalog", "audience", "export"]),
    (
        "workflow",
        &[
            "import", "catalog", "ingest", "people", "history", "model", "audience", "export",
            "sample", "project",
        ],
    ),
    (
        "fuzz",
        &["import", "catalog", "ingest", "people", "history", "audience", "export", "project"],
    ),
    (
        "cli",
        &[
            "import", "catalog", "ingest", "people", "history", "model", "audience", "export",
            "sample", "project", "workflow", "schedule", "cluster",
        ],
    ),
    (
        "app",
        &[
            "import", "catalog", "ingest", "people", "history", "model", "audience", "export",
            "sample", "project", "workflow", "jobs", "schedule",
        ],
    ),
];

/// Crates that only some modules may know.
const CRATES: [(&str, &[&str]); 45] = [
    ("egui", &["app"]),
    ("eframe", &["app"]),
    ("egui_extras", &["app"]),
    ("egui_plot", &["app"]),
    ("egui_system_font_provider", &["app"]),
    ("unicode_bidi", &["app"]),
    ("rfd", &["app"]),
    ("image", &["app"]),
    ("open", &["app"]),
    ("pollster", &["app"]),
    ("linfa", &["model"]),
    ("ndarray", &["model"]),
    ("clap", &["cli", "main"]),
    ("indicatif", &["cli"]),
    ("fluent_bundle", &["base"]),
    ("fluent_syntax", &["base"]),
    ("unic_langid", &["base"]),
    ("sys_locale", &["base"]),
    ("memmap2", &["base"]),
    ("bytemuck", &["base"]),
    ("crc32fast", &["base", "fuzz"]),
    ("async_trait", &["cluster"]),
    ("ballista", &["cluster"]),
    ("ballista_core", &["cluster"]),
    ("ballista_executor", &["cluster"]),
    ("ballista_scheduler", &["cluster"]),
    ("datafusion", &["cluster"]),
    ("datafusion_proto", &["cluster"]),
    ("futures", &["cluster"]),
    ("glob", &["cluster"]),
    ("object_store", &["cluster"]),
    ("postcard", &["cluster"]),
    ("tokio", &["cluster"]),
    ("arrow", &["import", "export", "sample", "cluster"]),
    ("parquet", &["import", "export", "sample", "cluster"]),
    ("csv", &["export", "sample"]),
    ("calamine", &["import"]),
    ("rust_xlsxwriter", &["export", "sample"]),
    ("encoding_rs", &["import"]),
    ("zip", &["import", "sample", "fuzz"]),
    ("flate2", &["import", "sample"]),
    ("zstd", &["import"]),
    ("phonenumber", &["export"]),
    ("celes", &["export"]),
    ("rand_chacha", &["sample"]),
];

/// A module of the program: a file, or a `mod` inside one.
#[derive(Default)]
struct Module {
    /// The file it stands in, below `src`.
    file: String,
    /// Names that it brings in or re-exports, with where they lead.
    names: BTreeMap<String, Vec<String>>,
    /// Modules whose names it brings in all at once.
    globs: Vec<Vec<String>>,
    /// Names that it defines itself.
    own: BTreeSet<String>,
}

/// A path that a file uses: from which module, and its segments.
struct Used {
    module: Vec<String>,
    path: Vec<String>,
}

#[derive(Default)]
struct Program {
    modules: BTreeMap<Vec<String>, Module>,
    used: Vec<Used>,
}

/// Reads one file and what it declares.
struct Reader<'a> {
    program: &'a mut Program,
    module: Vec<String>,
}

impl Program {
    /// The program, from `src/lib.rs` on.
    fn read() -> Self {
        let mut program = Self::default();
        program.read_file(Vec::new(), "lib.rs");
        program.read_file(vec!["main".into()], "main.rs");
        program
    }

    fn read_file(&mut self, module: Vec<String>, file: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//!"), "src/{file} does not open with what it is (//!)");
        let code = syn::parse_file(&text).unwrap();
        self.modules.insert(module.clone(), Module { file: file.to_owned(), ..Module::default() });
        Reader { program: self, module }.visit_file(&code);
    }

    /// The file of a declared module.
    fn file_of(&self, parent: &[String], name: &str) -> String {
        let folder = match self.modules[parent].file.as_str() {
            "lib.rs" | "main.rs" => String::new(),
            file => file.trim_end_matches("mod.rs").trim_end_matches(".rs").to_owned(),
        };
        let folder = folder.trim_end_matches('/');
        let stem = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let plain = format!("{stem}.rs");
        if src.join(&plain).is_file() { plain } else { format!("{stem}/mod.rs") }
    }

    /// The file that a path leads to; `None` for other crates and what stands nowhere.
    fn resolve(&self, from: &[String], path: &[String], depth: usize) -> Option<&str> {
        if depth > 12 {
            return None;
        }
        let mut at: Vec<String> = from.to_vec();
        let mut rest = path;
        match path.first().map(String::as_str) {
            Some("crate") => {
                at.clear();
                rest = &path[1..];
            }
            Some("self" | "super") => {
                while let Some("self" | "super") = rest.first().map(String::as_str) {
                    if rest[0] == "super" {
                        at.pop();
                    }
                    rest = &rest[1..];
                }
            }
            _ => {
                // A name of this module: a child, something brought in, or another crate.
                let module = &self.modules[from];
                let child = [from, &path[..1]].concat();
                if !self.modules.contains_key(&child) && !module.names.contains_key(&path[0]) {
                    return None;
                }
            }
        }
        self.walk(at, rest, depth)
    }

    fn walk(&self, mut at: Vec<String>, mut rest: &[String], depth: usize) -> Option<&str> {
        while let Some(name) = rest.first() {
            let module = self.modules.get(&at)?;
            let child = [&at[..], std::slice::from_ref(name)].concat();
            if self.modules.contains_key(&child) {
                at = child;
                rest = &rest[1..];
                continue;
            }
            if module.own.contains(name) {
                break;
            }
            if let Some(target) = module.names.get(name) {
                let whole = [&target[..], &rest[1..]].concat();
                return self.resolve(&at, &whole, depth + 1);
            }
            for glob in &module.globs {
                let whole = [&glob[..], rest].concat();
                if let Some(found) = self.resolve(&at, &whole, depth + 1)
                    && found != module.file
                {
                    return Some(found);
                }
            }
            break;
        }
        Some(&self.modules.get(&at)?.file)
    }

    /// From file to file, with the names that tie them.
    fn arrows(&self) -> Arrows<'_> {
        let mut arrows = Arrows::new();
        for used in &self.used {
            let from = self.modules[&used.module].file.as_str();
            if let Some(to) = self.resolve(&used.module, &used.path, 0)
                && to != from
            {
                let name = used.path.last().cloned().unwrap_or_default();
                arrows.entry(from).or_default().entry(to).or_default().insert(name);
            }
        }
        arrows
    }
}

/// Whether something is compiled for tests only.
fn for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|a| {
        a.path().is_ident("test")
            || a.path().is_ident("cfg")
                && a.parse_args::<syn::Path>().is_ok_and(|p| p.is_ident("test"))
    })
}

impl Reader<'_> {
    fn module(&mut self) -> &mut Module {
        self.program.modules.get_mut(&self.module).unwrap()
    }

    fn import(&mut self, tree: &syn::UseTree, before: &[String], facade: bool) {
        match tree {
            syn::UseTree::Path(path) => {
                let before = [before, &[path.ident.to_string()]].concat();
                self.import(&path.tree, &before, facade);
            }
            syn::UseTree::Name(name) => self.bring(&name.ident, &name.ident, before, facade),
            syn::UseTree::Rename(name) => self.bring(&name.ident, &name.rename, before, facade),
            syn::UseTree::Glob(_) => {
                self.module().globs.push(before.to_vec());
                if !facade {
                    let (module, path) = (self.module.clone(), before.to_vec());
                    self.program.used.push(Used { module, path });
                }
            }
            syn::UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.import(tree, before, facade));
            }
        }
    }

    fn bring(&mut self, name: &syn::Ident, as_: &syn::Ident, before: &[String], facade: bool) {
        let own = *name == "self";
        let path = if own { before.to_vec() } else { [before, &[name.to_string()]].concat() };
        let called =
            if own && as_ == name { before.last().cloned() } else { Some(as_.to_string()) };
        if let Some(called) = called.filter(|c| c != "_") {
            self.module().names.insert(called, path.clone());
        }
        if !facade {
            self.program.used.push(Used { module: self.module.clone(), path });
        }
    }
}

impl<'a> Visit<'a> for Reader<'_> {
    fn visit_item(&mut self, item: &'a syn::Item) {
        use syn::Item;
        let (attributes, name) = match item {
            Item::Const(i) => (&i.attrs, Some(&i.ident)),
            Item::Enum(i) => (&i.attrs, Some(&i.ident)),
            Item::Fn(i) => (&i.attrs, Some(&i.sig.ident)),
            Item::Static(i) => (&i.attrs, Some(&i.ident)),
            Item::Struct(i) => (&i.attrs, Some(&i.ident)),
            Item::Trait(i) => (&i.attrs, Some(&i.ident)),
            Item::Type(i) => (&i.attrs, Some(&i.ident)),
            Item::Impl(i) => (&i.attrs, None),
            Item::Use(i) => (&i.attrs, None),
            Item::Mod(i) => (&i.attrs, None),
            _ => return syn::visit::visit_item(self, item),
        };
        if for_tests(attributes) {
            return;
        }
        if let Some(name) = name {
            self.module().own.insert(name.to_string());
        }
        match item {
            Item::Use(item) => {
                // A front page names its children without using them.
                let facade = !matches!(item.vis, syn::Visibility::Inherited);
                self.import(&item.tree, &[], facade);
            }
            Item::Mod(item) => {
                let inside = [&self.module[..], &[item.ident.to_string()]].concat();
                match &item.content {
                    Some((_, items)) => {
                        let file = self.module().file.clone();
                        let module = Module { file, ..Module::default() };
                        self.program.modules.insert(inside.clone(), module);
                        let before = std::mem::replace(&mut self.module, inside);
                        items.iter().for_each(|item| self.visit_item(item));
                        self.module = before;
                    }
                    None => {
                        let file = self.program.file_of(&self.module, &item.ident.to_string());
                        self.program.read_file(inside, &file);
                    }
                }
            }
            _ => syn::visit::visit_item(self, item),
        }
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let path_of = path.segments.iter().map(|s| s.ident.to_string()).collect::<Vec<_>>();
        if path_of.len() > 1 {
            self.program.used.push(Used { module: self.module.clone(), path: path_of });
        }
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, found: &'a syn::Macro) {
        // What stands inside a macro is not parsed: paths are found by their words.
        let mut path: Vec<String> = Vec::new();
        for word in found.tokens.to_string().split_whitespace() {
            let name = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '_');
            if word == "::" {
                continue;
            }
            if path.is_empty() && name == "crate" {
                path.push("crate".into());
            } else if !path.is_empty() {
                path.push(name.to_owned());
                if path.len() == 3 {
                    let path = std::mem::take(&mut path);
                    self.program.used.push(Used { module: self.module.clone(), path });
                }
            }
        }
        syn::visit::visit_macro(self, found);
    }
}

/// The top-level module that a file is in.
fn top(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}

#[test]
fn a_module_imports_only_the_modules_it_may() {
    let program = Program::read();
    let allowed: BTreeMap<&str, &[&str]> = MAY_IMPORT.into();
    let mut broken = Vec::new();
    for (from, arrows) in program.arrows() {
        if matches!(top(from), "main" | "lib") {
            continue;
        }
        let may = allowed.get(top(from)).unwrap_or_else(|| {
            panic!("{from} is in a new module: say here and in ARCHITECTURE.md what it may import")
        });
        for (to, names) in arrows {
            if top(to) != top(from) && top(to) != "base" && !may.contains(&top(to)) {
                broken.push(format!("src/{from} imports {names:?} from src/{to}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_crate_is_known_only_where_it_should_be() {
    let program = Program::read();
    let mut broken = BTreeSet::new();
    for used in &program.used {
        let file = &program.modules[&used.module].file;
        let Some((name, known)) = CRATES.iter().find(|(name, _)| used.path[0] == *name) else {
            continue;
        };
        let ours = program.resolve(&used.module, &used.path[..1], 0).is_some();
        if !ours && !known.contains(&top(file)) {
            broken.insert(format!("src/{file} knows {name}"));
        }
    }
    assert!(broken.is_empty(), "{}", broken.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn widgets_and_theme_know_egui_only() {
    let program = Program::read();
    let mut broken = Vec::new();
    for (from, arrows) in program.arrows() {
        if from.starts_with("app/theme/") || from.starts_with("app/widgets/") {
            let within = ["app/theme/", "app/widgets/", "base/"];
            let others = arrows.keys().filter(|to| !within.iter().any(|w| to.starts_with(w)));
            broken.extend(others.map(|to| format!("src/{from} imports src/{to}")));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Imports by file, with the names that tie the two.
type Arrows<'a> = BTreeMap<&'a str, BTreeMap<&'a str, BTreeSet<String>>>;

/// Every file that can be reached from one over imports inside its own module.
fn reached<'a>(arrows: &Arrows<'a>, start: &'a str) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    let mut next = vec![start];
    while let Some(file) = next.pop() {
        let on = arrows.get(file).into_iter().flatten().map(|(to, _)| *to);
        next.extend(on.filter(|to| top(to) == top(start) && seen.insert(*to)));
    }
    seen
}

#[test]
fn files_of_one_module_do_not_import_each_other_in_a_circle() {
    let program = Program::read();
    let arrows = program.arrows();
    let all: BTreeMap<&str, BTreeSet<&str>> =
        arrows.keys().map(|f| (*f, reached(&arrows, f))).collect();
    let mut circles: BTreeSet<Vec<&str>> = BTreeSet::new();
    for (file, to) in &all {
        if to.contains(file) {
            let back = |other: &&&str| all.get(**other).is_some_and(|o| o.contains(file));
            circles.insert(to.iter().filter(back).copied().collect());
        }
    }
    let mut words = String::new();
    for circle in &circles {
        words.push_str("\na circle:\n");
        for from in circle {
            for (to, names) in arrows[from].iter().filter(|(to, _)| circle.contains(to)) {
                words.push_str(&format!("  {from} -> {to}: {names:?}\n"));
            }
        }
    }
    assert!(circles.is_empty(), "{words}");
}

/// Paths that documents and comments name, between backticks.
fn named_paths(text: &str) -> impl Iterator<Item = &str> {
    const FOLDERS: [&str; 6] = ["src/", "tests/", "benches/", "assets/", "docs/", "examples/"];
    let quoted = text.split('`').skip(1).step_by(2);
    quoted.filter(|path| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
        FOLDERS.iter().any(|folder| path.starts_with(folder)) && path.chars().all(plain)
    })
}

#[test]
fn files_that_documents_and_comments_name_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open = ["src", "tests", "benches", "docs"].map(|name| root.join(name)).to_vec();
    let mut texts: Vec<_> =
        fs::read_dir(root).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()).collect();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { texts.push(path) }
        }
    }
    let mut gone = Vec::new();
    let mut named = 0;
    for text in texts.iter().filter(|p| p.extension().is_some_and(|e| e == "md" || e == "rs")) {
        let content = fs::read_to_string(text).unwrap();
        for path in named_paths(&content) {
            named += 1;
            if !root.join(path).exists() {
                gone.push(format!("{}: {path}", text.display()));
            }
        }
    }
    assert!(gone.is_empty(), "{gone:#?}");
    assert!(named > 30, "only {named} paths were found");
}
