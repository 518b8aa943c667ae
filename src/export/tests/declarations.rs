//! The files of `assets/destinations`: read whole, every key known, nothing missing that a platform,
//! the window or the readme needs.

use std::collections::HashSet;

use super::*;
use crate::export::destination::built_in::FILES;
use crate::export::destination::column::Hashing;
use crate::export::destination::declaration::Certainty;
use crate::export::normalise::ValueFormat;

/// Keys of `written` that `read` does not have with the same value: unknown ones, old names.
fn lost(written: &toml::Value, read: Option<&toml::Value>, path: &str, out: &mut Vec<String>) {
    match (written, read) {
        (toml::Value::Table(table), Some(toml::Value::Table(read))) => {
            for (key, value) in table {
                lost(value, read.get(key), &format!("{path}.{key}"), out);
            }
        }
        (toml::Value::Array(array), Some(toml::Value::Array(read)))
            if array.len() == read.len() =>
        {
            for (place, value) in array.iter().enumerate() {
                lost(value, read.get(place), &format!("{path}[{place}]"), out);
            }
        }
        (value, Some(read)) if value == read => {}
        _ => out.push(path.to_owned()),
    }
}

/// Every text of a built-in destination is there in German too.
fn german(destination: &Destination, must: &mut dyn FnMut(bool, &str)) {
    let Some(german) = &destination.german else { return must(false, "no German texts") };
    let same = |one: &str, other: &str| one.is_empty() == other.is_empty();
    must(!german.name.is_empty(), "no German name");
    must(german.steps.len() == destination.steps.len(), "other steps in German");
    must(same(&german.note, &destination.note), "a note in one language only");
    must(german.doubts.len() == destination.doubts.len(), "other doubts in German");
    must(german.questions.len() == destination.questions.len(), "other questions in German");
    for question in &destination.questions {
        let Some(said) = german.questions.get(&question.key) else {
            return must(false, &format!("the question {} is not there in German", question.key));
        };
        let answers: HashSet<&String> = question.answers.iter().map(|answer| &answer.key).collect();
        let in_german: HashSet<&String> = said.answers.keys().collect();
        must(answers == in_german, &format!("other answers to {} in German", question.key));
        must(!said.label.is_empty() && !said.why.is_empty(), "a German question says too little");
    }
}

/// What is wrong with a destination's file, in sentences.
fn problems(key: &str, text: &str) -> Vec<String> {
    let (destination, table): (Destination, toml::Value) =
        match (toml::from_str(text), toml::from_str(text)) {
            (Ok(destination), Ok(table)) => (destination, table),
            (Err(error), _) | (_, Err(error)) => return vec![error.to_string()],
        };
    let mut problems = Vec::new();
    let json = serde_json::to_value(&destination).unwrap();
    let read: toml::Value = serde_json::from_value(without_nulls(json)).unwrap();
    lost(&table, Some(&read), key, &mut problems);
    // What this version does not know is carried along in projects, but has no place here.
    problems.extend(destination.unknown.keys().map(|name| format!("{key}.{name}")));
    let mut must = |holds: bool, what: &str| {
        if !holds {
            problems.push(format!("{key}: {what}"));
        }
    };
    must(destination.key == key, "the key is not the file’s name");
    must(!destination.name.trim().is_empty(), "no name");
    german(&destination, &mut must);
    must(!destination.columns.is_empty(), "no columns");
    must((1..=3).contains(&destination.steps.len()), "one to three steps");
    for key in ["source", "source_date", "certainty"] {
        must(table.get(key).is_some(), &format!("{key} is missing, even if only empty"));
    }
    let date = &destination.source_date;
    let dated =
        date.len() == 7 && jiff::civil::Date::strptime("%Y-%m-%d", format!("{date}-01")).is_ok();
    must(date.is_empty() || dated, "source_date is not YYYY-MM");
    must(destination.any_values || !destination.source.is_empty(), "no source");
    let doubts = destination.certainty != Certainty::Unconfirmed || !destination.doubts.is_empty();
    must(doubts, "what is not confirmed?");
    let listed = table["columns"].as_array().unwrap();
    for (column, written) in destination.columns.iter().zip(listed) {
        let at = &column.header;
        must(!at.is_empty() && at.trim() == at, "a header is empty or has blanks around it");
        for key in ["header", "content", "format", "hashing"] {
            must(written.get(key).is_some(), &format!("column {at} does not say its {key}"));
        }
        let hashed = matches!(column.hashing, Hashing::Either | Hashing::Always);
        must(!hashed || !column.content.is_made(), &format!("column {at} hashes what is no one’s"));
        must(!hashed || !column.format.is_as_it_is(), &format!("{at} is hashed as it stands"));
        must(column.hashed_header.is_none() || hashed, &format!("{at}: hashed_header, not hashed"));
        let fits = match column.content {
            Content::Phone => matches!(
                column.format,
                ValueFormat::PhoneE164 | ValueFormat::PhoneDigits | ValueFormat::Trimmed
            ),
            Content::City => column.format != ValueFormat::StateLetters,
            Content::State => column.format != ValueFormat::CityLetters,
            _ => true,
        };
        must(fits, &format!("column {at} has the format of something else"));
    }
    // Several columns of a content are its first, second, third value.
    for column in destination.columns.iter().filter(|c| c.nth > 0) {
        let before = |other: &&destination::column::Column| {
            other.content == column.content && other.nth + 1 == column.nth
        };
        must(destination.columns.iter().any(|c| before(&c)), "a second value without a first");
    }
    let needed = destination.needs.iter().flatten().chain(&destination.together);
    for content in needed.chain(&destination.limits.once) {
        let there = destination.columns.iter().any(|c| c.content == *content);
        must(there, &format!("{} is needed and has no column", content.name()));
    }
    let mut keys = HashSet::new();
    for question in &destination.questions {
        must(keys.insert(&question.key), "two questions have one key");
        must(!question.label.is_empty() && !question.why.is_empty(), "a question says too little");
        must(question.answers.len() > 1, "a question has one answer");
        must(question.answers[0].changes.is_empty(), "the first answer changes something");
        let mut keys = HashSet::new();
        for answer in &question.answers {
            must(keys.insert(&answer.key) && !answer.label.is_empty(), "an answer’s key or label");
        }
        for answer in &question.answers[1..] {
            let mut changed = destination.clone();
            answer.changes.iter().for_each(|change| changed.apply(change));
            must(changed != destination, &format!("answer {} changes nothing", answer.key));
            must(!changed.columns.is_empty(), &format!("answer {} leaves no column", answer.key));
        }
    }
    problems
}

/// TOML knows no null: what is not there is left out.
fn without_nulls(value: serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Object(map) => map
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key, without_nulls(value)))
            .collect(),
        serde_json::Value::Array(all) => all.into_iter().map(without_nulls).collect(),
        value => value,
    }
}

#[test]
fn every_file_is_whole_and_nothing_in_it_is_unknown() {
    let problems: Vec<String> = FILES.iter().flat_map(|(key, text)| problems(key, text)).collect();
    assert!(problems.is_empty(), "assets/destinations:\n{}", problems.join("\n"));
    assert_eq!(DESTINATIONS.len(), FILES.len());
    for destination in DESTINATIONS.iter() {
        let json = serde_json::to_string(destination).unwrap();
        assert_eq!(&serde_json::from_str::<Destination>(&json).unwrap(), destination);
        assert_eq!(find(&destination.key), Some(destination));
    }
}

#[test]
fn no_file_lies_there_unread() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/destinations");
    for entry in folder.read_dir().unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let key = name.strip_suffix(".toml").unwrap_or(&name);
        assert!(FILES.iter().any(|(known, _)| *known == key), "{name} is not offered");
    }
}

#[test]
fn a_wrong_file_is_found() {
    let meta = FILES.iter().find(|(key, _)| *key == "meta").unwrap().1;
    let wrong = [
        ("hash_first = true", "hash_frist = true", "meta.hash_frist"),
        ("content = \"city\"", "content = \"town\"", "unknown variant"),
        ("format = \"city_letters\"", "format = \"state_letters\"", "something else"),
        ("format = \"city_letters\"", "form = \"city_letters\"", "meta.columns[10].form"),
        ("least_people = 100", "most_people = 100", "meta.limits.most_people"),
        ("certainty = \"copied\"", "sure = \"copied\"", "certainty is missing"),
        ("source_date = \"\"", "source_date = \"May 2025\"", "YYYY-MM"),
        ("{ header = \"extern_id\",", "{ headr = \"x\", header = \"extern_id\",", "headr"),
        ("hashing = \"plain_only\"", "hashing = \"maybe\"", "unknown variant"),
    ];
    assert_eq!(problems("meta", meta), Vec::<String>::new());
    for (right, wrong, found) in wrong {
        let text = meta.replacen(right, wrong, 1);
        assert_ne!(text, meta, "{right}");
        let problems = problems("meta", &text).join("\n");
        assert!(problems.contains(found), "{wrong}: {problems}");
    }
}

/// A platform's change is a change of its file alone.
#[test]
fn a_changed_file_changes_what_is_written() {
    let klaviyo = FILES.iter().find(|(key, _)| *key == "klaviyo").unwrap().1;
    let text = klaviyo
        .replacen("header = \"Phone Number\"", "header = \"Mobile\"", 1)
        .replacen("format = \"phone_e164\"", "format = \"phone_digits\"", 1)
        .replacen(
            "format = \"email\", hashing = \"never\"",
            "format = \"email\", hashing = \"always\"",
            1,
        )
        .replacen("most_bytes = 50_000_000", "most_rows = 1", 1);
    let destination: Destination = toml::from_str(&text).unwrap();
    let export = Export::of(Choice { destination, ..plain("klaviyo") });
    let hash = normalise::hash("mary.ann+shop@gmail.com");
    let begins = format!(
        "Email,Mobile,First Name,Last Name,City,State / Region,Country,Zip Code\n{hash},16505550142,"
    );
    assert!(export.text().starts_with(&begins), "{}", export.text());
    let files = export.written.files.iter().filter(|f| f.holds == Holds::People);
    assert_eq!(files.count(), 3);
}
