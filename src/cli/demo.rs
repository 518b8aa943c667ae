//! `likely demo`: the main job on the sample store, without a display.

use std::path::{Path, PathBuf};

use clap::Parser;

use super::bar::Bar;
use super::run::{live, say};
use super::typed::Failure;
use super::words::counted;
use crate::audience::{Campaign, PeopleSet};
use crate::base::progress::Progress;
use crate::export::Existing;
use crate::history::ValueStats;
use crate::import::{self, Options};
use crate::project::{DataFile, Project};
use crate::sample::{SampleFormat, Spec, generate, write};
use crate::workflow::{self, Audiences, Making, Ready, Storage, Turn};

/// What was typed after `likely demo`.
#[derive(Debug, Parser)]
pub struct Args {
    /// Folder for the lists; default: `likely-demo` in the current folder.
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// A sentence for the person.
pub fn run(args: &Args) -> Result<(), Failure> {
    let output = args.output.clone().unwrap_or_else(|| Path::new("likely-demo").to_owned());
    let bar = Bar::start();
    let exports = tempfile::tempdir()?;
    let store = generate(Spec::default(), bar.progress())?;
    write(&store, SampleFormat::Segment, exports.path(), bar.progress())?;
    drop(store);
    let (project, ready, said) = suggested(exports.path(), bar.progress())?;
    println!(
        "The sample store's Segment export: {}.\nEveryone's past: {}, {} of {}, {}.",
        counted(project.files.len(), "file", "files"),
        counted(ready.history.person_count(), "person", "people"),
        counted(ready.history.event_count(), "event", "events"),
        counted(ready.history.events.len(), "kind", "kinds"),
        counted(ready.history.columns.len(), "column", "columns")
    );
    said.iter().for_each(|lines| println!("\n{lines}"));
    println!();
    let all = project.audiences.iter().map(|a| &a.audience).collect();
    let mut audiences = Audiences::new(&ready, all, &project.options, None);
    for saved in &project.audiences {
        if !saved.audience.has_target() {
            continue;
        }
        let making = Making {
            project: project.clone(),
            folder: workflow::lists_folder_in(&project, &output, saved),
            existing: Existing::Replace,
            replace_own: false,
            before: Vec::new(),
            held_out: PeopleSet::default(),
            store: None,
            options: project.options.clone(),
            accept_damaged: false,
        };
        let computed = live(&mut audiences, &saved.audience, bar.progress())?;
        let turn = Turn::wait(making.store.as_ref(), None, bar.progress())?;
        let made = workflow::make_lists(&ready, &computed, saved, &making, &turn, bar.progress())?;
        say(saved, &computed, &made);
    }
    Ok(())
}

/// A project on the exports in a folder, with everything as suggested: the catalog, and the audience
/// of each campaign. With everyone's past, and what is said of each audience.
pub(super) fn suggested(
    exports: &Path,
    progress: &Progress,
) -> Result<(Project, Ready, Vec<String>), Failure> {
    let paths = import::find_files(&[exports.to_owned()], progress)?;
    let options = Options::default();
    let storage = Storage::default();
    let (files, suggestion) = workflow::look(&paths, &options, &storage, progress)?;
    let ready = workflow::prepare(&files, &suggestion.catalog, &options, &storage, progress)?;
    let stats: Vec<ValueStats> = (0..ready.history.columns.len())
        .map(|column| ValueStats::of(&ready.history, column))
        .collect();
    let mut project = Project {
        files: paths.into_iter().map(|path| DataFile { path, ..DataFile::default() }).collect(),
        options,
        catalog: suggestion.catalog,
        catalog_saved: true,
        ..Project::default()
    };
    let mut said = Vec::new();
    for campaign in Campaign::ALL {
        let suggested = campaign.suggest(&ready.history, &stats);
        let mut lines = format!("{}. {}", campaign.name(), suggested.sentence());
        for question in &suggested.questions {
            lines.push_str("\n  ");
            lines.push_str(&question.to_string());
        }
        said.push(lines);
        project.add_audience(suggested.audience);
    }
    Ok((project, ready, said))
}
