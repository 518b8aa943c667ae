//! Every destination's file against one checked by hand, under `src/export/golden`: what the
//! platform's page asks for, line by line. The hashes in those files were made from the plain ones
//! by another program (Python's hashlib).

use super::*;

fn golden(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/export/golden");
    let path = folder.join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|e| format!("{}: {e}", path.display()))
}

/// Cells of a Parquet file or workbook, as CSV.
fn as_csv(path: &Path) -> String {
    let mut text = String::new();
    match path.extension().unwrap().to_str() {
        Some("parquet") => {
            let file = std::fs::File::open(path).unwrap();
            let reader =
                ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(file);
            for batch in reader.unwrap().build().unwrap() {
                let batch = batch.unwrap();
                let names: Vec<&str> =
                    batch.schema_ref().fields().iter().map(|f| f.name().as_str()).collect();
                text.push_str(&(names.join("|") + "\n"));
                for row in 0..batch.num_rows() {
                    let cell = |c: &arrow::array::ArrayRef| {
                        arrow::util::display::array_value_to_string(c, row).unwrap()
                    };
                    let cells: Vec<String> = batch.columns().iter().map(cell).collect();
                    text.push_str(&(cells.join("|") + "\n"));
                }
            }
        }
        Some("xlsx") => {
            use calamine::Reader as _;
            let mut book = calamine::open_workbook_auto(path).unwrap();
            let sheet = book.worksheet_range("People").unwrap();
            for row in sheet.rows() {
                let cells: Vec<String> = row.iter().map(ToString::to_string).collect();
                text.push_str(&(cells.join("|") + "\n"));
            }
        }
        _ => text = read(path),
    }
    text
}

/// As offered first, but with everything that the destination takes further.
fn choices(destination: &Destination) -> Vec<(String, Choice)> {
    let key = &destination.key;
    let further = [Content::Percentile, Content::Reasons, Content::Recommended(1)];
    let trait_ = Content::Trait("ltv".into());
    let extras: Vec<Content> = further.into_iter().chain([trait_]).collect();
    let extras = if destination.extras == Extras::None { vec![] } else { extras };
    let plain = Choice { extras, ..plain(key) };
    let csv = destination.file == destination::limits::FileKind::Csv;
    let ending = if csv { "csv" } else { "txt" };
    let mut choices = vec![(format!("{key}.{ending}"), plain.clone())];
    if destination.hashable() {
        choices.push((format!("{key}-hashed.csv"), Choice { hashed: true, ..plain.clone() }));
    }
    for question in &destination.questions {
        for answer in &question.answers[1..] {
            let name = format!("{key}-{}-{}.csv", question.key, answer.key);
            choices.push((name, answered(plain.clone(), &question.key, &answer.key)));
        }
    }
    choices
}

#[test]
fn every_destination_writes_what_its_golden_file_holds() {
    let mut wrong = Vec::new();
    for destination in DESTINATIONS.iter() {
        for (name, choice) in choices(destination) {
            let text = as_csv(&Export::of(choice).file(Holds::People));
            if text != golden(&name) {
                let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/golden");
                std::fs::create_dir_all(&folder).unwrap();
                std::fs::write(folder.join(&name), text).unwrap();
                wrong.push(name);
            }
        }
    }
    assert!(wrong.is_empty(), "not as in src/export/golden (see target/golden): {wrong:?}");
}

#[test]
fn the_first_rows_shown_before_are_the_first_rows_written() {
    let (fields, people) = people();
    let mut compared = 0;
    for destination in DESTINATIONS.iter() {
        for (name, choice) in choices(destination) {
            let settings = settings("nowhere");
            let told = coverage(&people, &fields, &choice, &settings, &Progress::none()).unwrap();
            let export = Export::of(choice);
            let path = export.file(Holds::People);
            if path.extension().is_none_or(|ending| ending != "csv") {
                continue;
            }
            let text = read(&path);
            let mut reader = ::csv::ReaderBuilder::new()
                .has_headers(false)
                .delimiter(destination.delimiter.byte())
                .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            let rows = reader
                .records()
                .map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<String>>());
            let headers = (!told.headers.is_empty()).then_some(&told.headers);
            let expected: Vec<&Vec<String>> = headers.into_iter().chain(&told.first).collect();
            let rows: Vec<_> = rows.take(expected.len()).collect();
            assert_eq!(rows.iter().collect::<Vec<_>>(), expected, "{name}");
            compared += told.first.len();
        }
    }
    assert!(compared > 20, "{compared} rows");
}

#[test]
fn nothing_lies_among_the_golden_files_that_no_destination_writes() {
    let names: Vec<String> = DESTINATIONS.iter().flat_map(choices).map(|(name, _)| name).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/export/golden");
    for entry in folder.read_dir().unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(names.contains(&name), "{name}");
    }
}
