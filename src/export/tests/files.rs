//! What lies in the folder: who is in which file, what was changed, what is said about it.

use super::*;
use crate::base::language::Language;
use crate::export::destination::column::Hashing;
use crate::export::destination::limits::Delimiter;

#[test]
fn consent_limits_duplicates_and_the_control_flag() {
    let export = Export::with(plain("csv"), |settings| {
        settings.consent = Some(Consent::by("email_opt_in"));
    });
    assert_eq!(export.written.lists[0].unused[&Unused::NoConsent], 2);
    assert_eq!(export.written.lists[0].used, 2);

    let mut small = plain("csv");
    small.destination.limits.most_rows = Some(3);
    let rows = |export: &Export| -> Vec<u64> {
        let files = export.written.files.iter();
        files.filter(|f| f.holds == Holds::People).map(|f| f.rows).collect()
    };
    assert_eq!(rows(&Export::of(small.clone())), [3, 1]);
    // By bytes: no file is larger, headers in each, nobody lost.
    small.destination.limits.most_rows = None;
    small.destination.limits.most_bytes = Some(250);
    let export = Export::of(small);
    assert!(rows(&export).len() > 1);
    assert_eq!(rows(&export).iter().sum::<u64>(), 4);
    for file in export.written.files.iter().filter(|f| f.holds == Holds::People) {
        assert!(file.bytes <= 250 || file.rows == 1);
        assert!(read(&file.path).starts_with("person_id,"));
    }

    let marked = Export::of(Choice { extras: vec![Content::Control], ..plain("csv") });
    assert_eq!(marked.written.lists[0].used, 5);
    assert_eq!(marked.text().lines().filter(|line| line.ends_with(",true")).count(), 1);

    let (fields, mut people) = people();
    people[1].traits[0] = people[0].traits[0].clone();
    let folder = tempfile::tempdir().unwrap();
    let choices = [plain("mailchimp")];
    let written =
        write(&people, &fields, &choices, &settings(folder.path()), &Progress::none()).unwrap();
    assert_eq!(written.lists[0].unused[&Unused::Repeated], 1);
}

#[test]
fn a_phone_number_stands_once_where_the_platform_refuses_it_twice() {
    let (fields, mut people) = people();
    people[4].traits[2] = Some("+1 650 555 0142".into());
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path());
    let written =
        write(&people, &fields, &[plain("klaviyo")], &settings, &Progress::none()).unwrap();
    assert_eq!(read(&written.files[0].path).matches("+16505550142").count(), 1);
    assert_eq!(written.lists[0].used, 3);
    assert!(written.lists[0].changes.iter().any(|(at, _, n)| at == "Phone Number" && *n == 1));
}

#[test]
fn values_and_headers_are_put_into_the_platforms_characters_and_lengths() {
    let (mut fields, people) = people();
    fields.traits[14] = "Wert,  in €".into();
    fields.traits[15] = "User_ID".into();
    let extras = [14, 15].map(|at| Content::Trait(fields.traits[at].clone()));
    let choice = Choice { extras: extras.to_vec(), ..plain("segment") };
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path());
    let written = write(&people, &fields, &[choice], &settings, &Progress::none()).unwrap();
    let header = "user_id,email,phone,first_name,last_name,Wert_ in _,User_ID_2\n";
    assert!(read(&written.files[0].path).starts_with(header));
    let changed = |what: &str| {
        let changes = written.lists[0].changes.iter();
        changes.filter(|(_, why, _)| why.words().contains(what)).map(|c| c.2).sum::<u64>()
    };
    assert_eq!(changed("header"), 2);
    // O'Brien, two names in another script for two people, and two job titles.
    assert_eq!(changed("characters"), 6);

    let mut long = plain("mailchimp");
    long.destination.limits.most_value_bytes = Some(4);
    let export = Export::of(long);
    // Five bytes would end within the letter.
    assert!(export.text().contains(",أم,"));
}

#[test]
fn a_destination_of_ones_own() {
    let mut mine = own::own([]);
    mine.delimiter = Delimiter::Semicolon;
    let further =
        [Content::Phone, Content::Trait("job_title".into()), Content::Constant("x;y".into())];
    for content in further {
        let column = own::column(content, &mine.columns);
        mine.columns.push(column);
    }
    mine.columns[0].hashing = Hashing::Always;
    mine.needs = vec![vec![Content::Phone]];
    let export = Export::of(Choice::of(&mine));
    let name = export.file(Holds::People);
    assert_eq!(name.file_name().unwrap(), "sports-readers-own-1.csv");
    let hash = normalise::hash;
    assert_eq!(
        export.text(),
        format!(
            "email;propensity;phone;job_title;text\n\
             {};0.500000;+16505550142;\"Head of R&D, \"\"Labs\"\"\";\"x;y\"\n\
             {};0.250000;+493023125042;;\"x;y\"\n\
             {};0.100000;+20227354000;مهندسة;\"x;y\"\n",
            hash("mary.ann+shop@gmail.com"),
            hash("li@example.com"),
            hash("amira@example.org")
        )
    );
    assert_eq!(export.written.lists[0].unused[&Unused::NoIdentifier], 1);

    let refused = |mine: &Destination| {
        let (fields, people) = people();
        let folder = tempfile::tempdir().unwrap();
        let settings = settings(folder.path());
        let choices = [Choice::of(mine)];
        write(&people, &fields, &choices, &settings, &Progress::none()).unwrap_err().to_string()
    };
    mine.columns[3].content = Content::Trait("shoe size".into());
    assert_eq!(refused(&mine), "There is no column “shoe size” to write. Choose another one.");
    mine.columns.clear();
    assert_eq!(refused(&mine), "“My destination” is not complete. Add at least one column.");
}

#[test]
fn an_older_projects_destination_takes_over_the_newest_declaration() {
    let mut old = plain("meta");
    old.destination.columns.truncate(1);
    old.extras = vec![Content::Rank];
    old.renew();
    assert_eq!(old.destination, *find("meta").unwrap());
    assert_eq!(old.extras, [Content::Rank]);
    let mine = Choice::of(&own::own([]));
    let mut renewed = mine.clone();
    renewed.renew();
    assert_eq!(renewed, mine);
}

#[test]
fn coverage_tells_before_writing() {
    let (fields, people) = people();
    let of = |choice: &Choice| {
        coverage(&people, &fields, choice, &settings("nowhere"), &Progress::none()).unwrap()
    };
    let meta = of(&plain("meta"));
    assert_eq!((meta.people, meta.control, meta.usable), (5, 1, 3));
    assert_eq!(meta.with[0], (Content::Email, 3));
    assert!(meta.with.contains(&(Content::MobileAdId, 1)));
    assert_eq!((meta.asked, meta.consenting()), (4, None));
    assert!(meta.warnings[0].contains("at least 100"));
    assert_eq!(of(&plain("csv")).usable, 4);
    // What coverage tells is what is written, destination by destination.
    for destination in DESTINATIONS.iter() {
        let choice = Choice::of(destination);
        let (told, written) = (of(&choice), Export::of(choice).written.lists.remove(0));
        assert_eq!((told.usable, &told.unused), (written.used, &written.unused));
    }
}

#[test]
fn google_gets_names_and_places_only_together() {
    let (mut fields, people) = people();
    fields.roles.remove(&Content::PostalCode);
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path());
    let written =
        write(&people, &fields, &[plain("google-ads")], &settings, &Progress::none()).unwrap();
    assert!(read(&written.files[0].path).starts_with("Email,Email,Phone,Phone\n"));
}

#[test]
fn manifest_and_readme_hold_counts_and_nobodys_data() {
    let export = Export::of(plain("meta"));
    let manifest = read(&export.file(Holds::Manifest));
    let readme = read(&export.file(Holds::Readme));
    let json: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(json["destinations"][0]["people"], 3);
    let bytes = std::fs::read(export.file(Holds::People)).unwrap();
    let sha256 = crate::base::digest::sha256(&bytes);
    assert_eq!(json["files"][0]["sha256"], sha256);
    for text in [manifest, readme] {
        for own in ["example.com", "O'Brien", "u1\"", "Kestrel", "6505550142", "حسن"] {
            assert!(!text.contains(own), "{own}");
        }
    }
    let unused = read(&export.file(Holds::Unused));
    assert_eq!(unused, "person_id,rank,reason\n'=3,3,no identifier that can be matched\n");
    let control = read(&export.file(Holds::Control));
    assert_eq!(control, "person_id,rank,propensity\nu4,4,0.125000\n");
}

#[cfg(unix)]
#[test]
fn every_file_is_for_the_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let export = Export::of(plain("excel"));
    for entry in export.folder.path().read_dir().unwrap() {
        let mode = entry.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

/// The people of [`PEOPLE`] with the value of one trait changed for the first of them.
fn with_trait(place: usize, value: &str) -> (Fields, Vec<Person<'static>>) {
    let (fields, mut people) = people();
    people[0].traits[place] = Some(value.to_owned().into());
    (fields, people)
}

#[test]
fn hashed_values_go_only_where_hashes_are_wanted() {
    let upper = normalise::hash("mary@example.com").to_uppercase();
    let (fields, people) = with_trait(0, &upper);
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { existing: Existing::Replace, ..settings(folder.path()) };
    for destination in DESTINATIONS.iter() {
        for hashed in [false, true].into_iter().filter(|hashed| !hashed || destination.hashable()) {
            let choice = Choice { hashed, ..plain(&destination.key) };
            let choices = std::slice::from_ref(&choice);
            let written = write(&people, &fields, choices, &settings, &Progress::none()).unwrap();
            let told = coverage(&people, &fields, &choice, &settings, &Progress::none()).unwrap();
            let list = &written.lists[0];
            assert_eq!(
                (told.usable, &told.unused),
                (list.used, &list.unused),
                "{}",
                destination.key
            );
            let changes = |what: &str| {
                told.changes.iter().filter(|c| c.1.words().contains(what)).map(|c| c.2).sum::<u64>()
            };
            let lists = written.files.iter().filter(|f| f.holds == Holds::People);
            let text: String =
                lists.filter_map(|f| std::fs::read_to_string(&f.path).ok()).collect();
            let address = destination.columns.iter().find(|c| c.content == Content::Email);
            if destination.any_values || address.is_none() {
                assert_eq!(changes("hashed already"), 0, "{}", destination.key);
            } else if hashed {
                assert!(text.contains(&upper.to_lowercase()), "{}", destination.key);
                assert_eq!(changes("hashed already"), 0, "{}", destination.key);
            } else {
                assert!(!text.to_uppercase().contains(&upper), "{}", destination.key);
                assert!(changes("hashed already") > 0, "{}", destination.key);
                assert!(
                    told.warnings
                        .iter()
                        .any(|w| w.contains("1 value is not usable: hashed already"))
                );
                let manifest = written.files.iter().find(|f| f.holds == Holds::Manifest).unwrap();
                assert!(read(&manifest.path).contains("not usable: hashed already"));
            }
        }
    }
}

#[test]
fn an_id_that_looks_like_a_hash_stays_an_id() {
    let (fields, mut people) = people();
    let id = "AbCdEf0123456789".repeat(4);
    people[0].id = id.clone().into();
    let folder = tempfile::tempdir().unwrap();
    for key in ["braze", "csv"] {
        let settings = Settings { existing: Existing::Replace, ..settings(folder.path()) };
        let written = write(&people, &fields, &[plain(key)], &settings, &Progress::none()).unwrap();
        assert!(read(&written.files[0].path).contains(&id), "{key}");
    }
}

#[test]
fn a_hashed_column_holds_hashes_and_nothing_else() {
    for destination in DESTINATIONS.iter().filter(|destination| destination.hashable()) {
        let choice = Choice { hashed: true, ..plain(&destination.key) };
        let export = Export::of(choice);
        let mut reader = csv::Reader::from_path(export.file(Holds::People)).unwrap();
        let headers = reader.headers().unwrap().clone();
        for record in reader.records() {
            for (header, cell) in headers.iter().zip(&record.unwrap()) {
                let column = destination.columns.iter().find(|column| {
                    column.hashed_header.as_deref().unwrap_or(&column.header) == header
                });
                let hashed = column.unwrap().hashing == Hashing::Either;
                assert!(cell.is_empty() || normalise::is_hash(cell) == hashed, "{header}: {cell}");
            }
        }
    }
}

#[test]
fn coverage_counts_no_column_that_the_file_leaves_out() {
    let (fields, people) = people();
    let choice = Choice { hashed: true, ..plain("meta") };
    let told =
        coverage(&people, &fields, &choice, &settings("nowhere"), &Progress::none()).unwrap();
    // Age and the whole date of birth are not in a hashed file of Meta's; the year is.
    assert!(told.with.iter().all(|(content, _)| *content != Content::Age), "{:?}", told.with);
    assert!(told.with.iter().any(|(content, _)| *content == Content::BirthDate));
}

#[test]
fn coverage_tells_shares_of_those_who_may_be_written() {
    let (fields, people) = people();
    let consent = Some(Consent::by("email_opt_in"));
    let settings = Settings { consent, ..settings("nowhere") };
    let told = coverage(&people, &fields, &plain("csv"), &settings, &Progress::none()).unwrap();
    // Of five people two refused and one is held out; the other two have an address each.
    assert_eq!((told.people, told.control, told.asked), (5, 1, 2));
    assert_eq!(told.consenting(), Some(3));
    assert_eq!(told.share(&Content::Email), Some(1.0));
    assert_eq!(told.share(&Content::Rank), None);
    // Marked in the file itself, the control group is among them.
    let choice = Choice { extras: vec![Content::Control], ..plain("csv") };
    let told = coverage(&people, &fields, &choice, &settings, &Progress::none()).unwrap();
    assert_eq!((told.asked, told.share(&Content::PersonId)), (3, Some(1.0)));
}

#[test]
fn headers_are_escaped_like_cells() {
    let (mut fields, people) = people();
    fields.traits[15] = "=HYPERLINK(1)".into();
    let extras = vec![Content::Trait("=HYPERLINK(1)".into())];
    let choice = Choice { extras, ..plain("csv") };
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path());
    let written = write(&people, &fields, &[choice], &settings, &Progress::none()).unwrap();
    let text = read(&written.files[0].path);
    assert!(text.lines().next().unwrap().ends_with(",'=HYPERLINK(1)"), "{text}");
}

#[test]
fn days_and_months_are_told_by_the_whole_column() {
    // The fifth person's date can only be day first, so the first one's is too.
    let (fields, mut people) = with_trait(10, "06/07/1992");
    people[1].traits[10] = Some("1990-02-03".into());
    people[4].traits[10] = Some("31/12/2001".into());
    let folder = tempfile::tempdir().unwrap();
    let replace = Settings { existing: Existing::Replace, ..settings(folder.path()) };
    let braze = |people: &Vec<Person<'static>>, settings: &Settings| {
        let written = write(people, &fields, &[plain("braze")], settings, &Progress::none());
        let written = written.unwrap();
        (read(&written.files[0].path), written.lists[0].changes.clone())
    };
    assert!(braze(&people, &replace).0.contains(",1992-07-06,"));
    people[4].traits[10] = Some("2001-12-31".into());
    let (text, changes) = braze(&people, &replace);
    assert!(!text.contains("1992-"), "{text}");
    assert!(
        changes
            .iter()
            .any(|c| c.0 == "dob" && c.1.words().contains("either way round") && c.2 == 1)
    );
    let said = Settings { day_order: Some(DayOrder::MonthFirst), ..replace };
    assert!(braze(&people, &said).0.contains(",1992-06-07,"));
}

/// Run by hand: `cargo test --lib a_large_list -- --ignored --nocapture`.
#[test]
#[ignore = "takes a minute: 1,200,000 people"]
fn a_large_list() {
    struct Many;
    impl People for Many {
        fn count(&self) -> usize {
            1_200_000
        }
        fn person(&self, position: usize) -> Person<'_> {
            let email = format!("Person.{position}@example.com");
            let phone = format!("(650) {:03}-{:04}", 200 + position / 10_000, position % 10_000);
            Person {
                id: format!("u{position:07}").into(),
                rank: position as u64 + 1,
                traits: vec![Some(email.into()), Some(phone.into()), Some("Ada".into())],
                ..Person::default()
            }
        }
    }
    let fields = Fields::suggest(["email", "phone", "first_name"].map(str::to_owned).to_vec());
    for key in ["csv", "meta", "linkedin", "excel", "parquet"] {
        let folder = tempfile::tempdir().unwrap();
        let began = std::time::Instant::now();
        let choices = [Choice::of(find(key).unwrap())];
        let written =
            write(&Many, &fields, &choices, &settings(folder.path()), &Progress::none()).unwrap();
        assert_eq!(written.lists[0].used, 1_200_000);
        let files: Vec<u64> =
            (written.files.iter()).filter(|f| f.holds == Holds::People).map(|f| f.rows).collect();
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let peak = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or_default();
        println!("{key}: {:.1} s, files of {files:?} rows, {peak}", began.elapsed().as_secs_f64());
    }
}

#[test]
fn the_language_changes_what_people_read_and_nothing_that_programs_do() {
    let list = || {
        let extras = vec![Content::Propensity, Content::Recommended(1), Content::Control];
        Export::of(Choice { extras, ..plain("hubspot") })
    };
    let own = || own::own([]).columns.into_iter().map(|c| c.header).collect::<Vec<_>>();
    let (english, german) = (list(), Language::German.within(list));
    assert_eq!(english.text(), german.text());
    // All but the file of people who are not used, which says why in the person's language.
    let manifest = |export: &Export| {
        let text = read(&export.file(Holds::Manifest));
        let lines = text.lines().filter(|l| !l.contains("\"bytes\"") && !l.contains("\"sha256\""));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(manifest(&english), manifest(&german));
    assert_eq!(own(), Language::German.within(own));
    let readme = read(&german.file(Holds::Readme));
    assert!(readme.contains("HubSpot-Kontakte") && readme.contains("personenbezogene Daten"));
    assert!(readme.contains(" Person") && !readme.contains("people"), "{readme}");
    let hubspot = find("hubspot").unwrap();
    assert_eq!(hubspot.name(), "HubSpot contacts");
    assert_eq!(Language::German.within(|| hubspot.name().to_owned()), "HubSpot-Kontakte");
}
