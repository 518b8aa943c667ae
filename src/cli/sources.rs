//! What a run says of the project's files as a whole: whether all are there and were heard, and what day they end on.

use super::typed::{Exit, Failure};
use crate::audience::Store;
use crate::base::{remote, words};
use crate::project::Project;
use crate::workflow;

/// Days after which exports that a schedule reads are likely not made any more.
const OLD_DAYS: i64 = 7;

/// What day the lists look ahead from, where nobody who makes them every night would think of it: one that was
/// chosen once, or the end of data that is not delivered any more. Seconds since 1970.
pub(super) fn about_the_day(saved: Option<i64>, end: i64, now: i64) -> Option<String> {
    if let Some(saved) = saved {
        let day = words::day(saved * 1000);
        return Some(format!(
            "The project looks ahead from {day}, as was chosen once, and not from the end of the data."
        ));
    }
    let days = (now - end) / 86_400;
    (days > OLD_DAYS).then(|| {
        let end = words::day(end * 1000);
        format!("The data ends on {end}, {days} days ago. Newer exports give newer lists.")
    })
}

/// Fails with their names where data files are not where they were, also those that earlier runs found in folders.
pub(super) fn all_there(project: &Project, store: &Store) -> Result<(), Failure> {
    let adopted = workflow::missing_adopted(project, store).map_err(|_| {
        let kept = store.adopted_file();
        Failure::new(format!(
            "{} cannot be read, so whether files are missing that came later is not known. Delete it to go on without.",
            kept.display()
        ))
    })?;
    let mut missing: Vec<String> = adopted.iter().map(|path| path.display().to_string()).collect();
    for file in &project.files {
        let shown = file.path.display();
        let there = remote::exists(&file.path);
        if !there.map_err(|why| Failure::new(format!("{shown}: {why}")))? {
            missing.push(shown.to_string());
        }
    }
    if !missing.is_empty() {
        return Err(Failure::new(format!(
            "Data files of the project are not where they were: {}. Open the project in the \
             window to say where they are now.",
            missing.join(", ")
        )));
    }
    Ok(())
}

/// Fails where lists were made without files that may say who refused.
pub(super) fn all_heard(unheard: &[String]) -> Result<(), Failure> {
    if unheard.is_empty() {
        return Ok(());
    }
    let words = format!(
        "People whom these say not to contact may be on the lists, because they were not read: {}.",
        unheard.join(", ")
    );
    Err(Failure::new(words).with(Exit::Partial))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_nobody_thinks_of_is_said() {
        let day = 86_400;
        assert_eq!(about_the_day(None, 100 * day, 107 * day), None);
        let old = about_the_day(None, 100 * day, 130 * day).unwrap();
        assert!(old.starts_with("The data ends on 11 Apr 1970, 30 days ago."), "{old}");
        let saved = about_the_day(Some(50 * day), 100 * day, 130 * day).unwrap();
        assert!(saved.contains("from 20 Feb 1970, as was chosen once"), "{saved}");
    }
}
