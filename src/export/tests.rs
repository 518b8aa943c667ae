//! Each destination's file against one written by hand.

use std::borrow::Cow;
use std::path::PathBuf;

use super::normalise::hash;
use super::*;
use crate::progress::Progress;

/// Three people: one with everything, one in other scripts, one with next to nothing; the fourth is
/// the control group.
fn people() -> (Fields, Vec<Person<'static>>) {
    let names = [
        "email",
        "phone",
        "first_name",
        "last_name",
        "city",
        "state",
        "postal_code",
        "country",
        "birthday",
        "gender",
        "advertising_id",
        "email_opt_in",
        "ltv",
    ];
    let rows: [(&str, [&str; 13]); 4] = [
        (
            "u1",
            [
                " Mary.Ann+shop@GMail.com ",
                "(650) 555-0142",
                "Mary-Ann",
                "O'Brien",
                "Menlo Park",
                "California",
                "94046-1234",
                "us",
                "1968-10-21",
                "F",
                "AECE52E7-03EE-455A-B3C4-E57283966239",
                "true",
                "20.1",
            ],
        ),
        (
            "u2",
            [
                "li@example.com",
                "+49 (0)30 23125 042",
                "李",
                "Müller",
                "München",
                "Bayern",
                "80331",
                "Germany",
                "1990-02-03",
                "male",
                "",
                "yes",
                "",
            ],
        ),
        ("=3", ["", "", "", "", "", "", "", "", "", "", "", "false", ""]),
        ("u4", ["control@example.com", "", "", "", "", "", "", "", "", "", "", "true", ""]),
    ];
    let people = rows.into_iter().enumerate().map(|(n, (id, traits))| Person {
        id: id.into(),
        rank: n as u64 + 1,
        propensity: 0.5 / (n + 1) as f64,
        percentile: 99.5,
        control: id == "u4",
        reasons: "viewed Sports on 6 days".into(),
        recommended: vec!["Kestrel".into()],
        traits: traits.into_iter().map(|t| (!t.is_empty()).then_some(Cow::Borrowed(t))).collect(),
    });
    (Fields::suggest(names.map(str::to_owned).to_vec()), people.collect())
}

struct Export {
    _folder: tempfile::TempDir,
    written: Written,
}

impl Export {
    fn of(choice: Choice) -> Self {
        Self::with(choice, |_| {})
    }

    fn with(choice: Choice, change: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (fields, people) = people();
        let mut settings = Settings::new(folder.path(), "Sports readers");
        change(&mut settings);
        let written = write(&people, &fields, &[choice], &settings, &Progress::none()).unwrap();
        Self { _folder: folder, written }
    }

    fn file(&self, holds: Holds) -> PathBuf {
        self.written.files.iter().find(|f| f.holds == holds).unwrap().path.clone()
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.file(Holds::People)).unwrap()
    }
}

fn plain(key: &str) -> Choice {
    Choice { hashed: false, ..Choice::of(find(key).unwrap()) }
}

#[test]
fn plain_csv() {
    let export = Export::of(Choice {
        contents: Some(vec![
            Content::PersonId,
            Content::Email,
            Content::Phone,
            Content::Propensity,
            Content::Rank,
        ]),
        extras: vec![
            Content::Percentile,
            Content::Reasons,
            Content::Recommended(1),
            Content::Trait("ltv".into()),
        ],
        ..plain("csv")
    });
    assert_eq!(
        export.text(),
        "person_id,email,phone,propensity,rank,percentile,top_reasons,recommended_1,ltv\n\
         u1,Mary.Ann+shop@GMail.com,(650) 555-0142,0.500000,1,99.50,viewed Sports on 6 days,Kestrel,20.1\n\
         u2,li@example.com,+49 (0)30 23125 042,0.250000,2,99.50,viewed Sports on 6 days,Kestrel,\n\
         '=3,,,0.166667,3,99.50,viewed Sports on 6 days,Kestrel,\n"
    );
    let control = std::fs::read_to_string(export.file(Holds::Control)).unwrap();
    assert_eq!(control, "person_id,rank,propensity\nu4,4,0.125000\n");
}

#[test]
fn meta() {
    assert_eq!(
        Export::of(plain("meta-value")).text(),
        "email,phone,madid,fn,ln,zip,ct,st,country,dob,doby,gen,uid,value\n\
         mary.ann+shop@gmail.com,16505550142,aece52e7-03ee-455a-b3c4-e57283966239,maryann,obrien,94046,menlopark,ca,us,10/21/1968,1968,f,u1,20.1\n\
         li@example.com,493023125042,,李,müller,80331,münchen,bayern,de,02/03/1990,1990,m,u2,\n"
    );
    let hashed = Export::of(Choice::of(find("meta").unwrap()));
    let text = hashed.text();
    let first: Vec<&str> = text.lines().nth(1).unwrap().split(',').collect();
    assert_eq!(text.lines().next(), Some("email,phone,madid,fn,ln,zip,ct,st,country,doby,gen,uid"));
    assert_eq!(first[0], hash("mary.ann+shop@gmail.com"));
    assert_eq!(first[1], hash("16505550142"));
    assert_eq!(first[2], "aece52e7-03ee-455a-b3c4-e57283966239");
    assert_eq!(first[8], hash("us"));
    assert!(hashed.written.outcomes[0].hashed);
    let unused = std::fs::read_to_string(hashed.file(Holds::Unused)).unwrap();
    assert_eq!(unused, "person_id,rank,reason\n'=3,3,no identifier that can be matched\n");
}

#[test]
fn google_ads() {
    assert_eq!(
        Export::of(plain("google-ads")).text(),
        "Email,Phone,First Name,Last Name,Country,Zip\n\
         maryann@gmail.com,+16505550142,mary-ann,o'brien,US,94046-1234\n\
         li@example.com,+493023125042,李,müller,DE,80331\n"
    );
    let text = Export::of(Choice::of(find("google-ads").unwrap())).text();
    let first: Vec<&str> = text.lines().nth(1).unwrap().split(',').collect();
    assert_eq!(first[0], hash("maryann@gmail.com"));
    assert_eq!(first[4..], ["US", "94046-1234"]);
}

#[test]
fn tiktok() {
    let text = Export::of(Choice::of(find("tiktok").unwrap())).text();
    let first = format!(
        "{},{},{}",
        hash("mary.ann@gmail.com"),
        hash("+16505550142"),
        hash("aece52e7-03ee-455a-b3c4-e57283966239")
    );
    assert_eq!(text.lines().next(), Some("Email_SHA256,Phone_SHA256,MAID_SHA256"));
    assert_eq!(text.lines().nth(1), Some(first.as_str()));
    assert!(Export::of(plain("tiktok")).text().starts_with("Email,Phone,MAID\n"));
}

#[test]
fn linkedin_keeps_its_headers() {
    assert_eq!(
        Export::of(plain("linkedin")).text(),
        "email,firstname,lastname,jobtitle,employeecompany,country,googleaid\n\
         mary.ann+shop@gmail.com,Mary-Ann,O'Brien,,,US,aece52e7-03ee-455a-b3c4-e57283966239\n\
         li@example.com,李,Müller,,,DE,\n"
    );
}

#[test]
fn pinterest_and_snapchat_take_one_column() {
    assert_eq!(
        Export::of(plain("pinterest")).text(),
        "EMAIL\nmary.ann+shop@gmail.com\nli@example.com\n"
    );
    let phones = Choice { contents: Some(vec![Content::Phone]), ..plain("snapchat") };
    assert_eq!(Export::of(phones).text(), "phone\n16505550142\n493023125042\n");
}

#[test]
fn e_mail_programs() {
    let extra = |key: &str| Choice { extras: vec![Content::Propensity], ..plain(key) };
    assert_eq!(
        Export::of(extra("klaviyo")).text(),
        "Email,Phone Number,First Name,Last Name,City,State / Region,Country,Zip Code,Likely propensity\n\
         mary.ann+shop@gmail.com,+16505550142,Mary-Ann,O'Brien,Menlo Park,California,us,94046-1234,0.500000\n\
         li@example.com,+493023125042,李,Müller,München,Bayern,Germany,80331,0.250000\n"
    );
    assert_eq!(
        Export::of(extra("mailchimp")).text(),
        "Email Address,First Name,Last Name,Phone Number,Birthday,Tags,Likely propensity\n\
         mary.ann+shop@gmail.com,Mary-Ann,O'Brien,+16505550142,10/21,Sports readers,0.500000\n\
         li@example.com,李,Müller,+493023125042,02/03,Sports readers,0.250000\n"
    );
    assert_eq!(
        Export::of(plain("hubspot")).text(),
        "Email,First Name,Last Name,Phone Number,City,State/Region,Postal Code,Country/Region\n\
         mary.ann+shop@gmail.com,Mary-Ann,O'Brien,+16505550142,Menlo Park,California,94046-1234,us\n\
         li@example.com,李,Müller,+493023125042,München,Bayern,80331,Germany\n"
    );
    assert_eq!(
        Export::of(extra("braze")).text(),
        "external_id,first_name,last_name,email,country,dob,gender,home_city,phone,likely_propensity\n\
         u1,Mary-Ann,O'Brien,mary.ann+shop@gmail.com,US,1968-10-21,F,Menlo Park,+16505550142,0.500000\n\
         u2,李,Müller,li@example.com,DE,1990-02-03,M,München,+493023125042,0.250000\n\
         =3,,,,,,,,,0.166667\n"
    );
    assert_eq!(
        Export::of(plain("iterable")).text(),
        "email,userId,firstName,lastName,phoneNumber\n\
         mary.ann+shop@gmail.com,u1,Mary-Ann,O'Brien,+16505550142\n\
         li@example.com,u2,李,Müller,+493023125042\n\
         ,=3,,,\n"
    );
    assert_eq!(
        Export::of(extra("salesforce")).text(),
        "Subscriber Key,First Name,Last Name,Likely propensity,Email Address\n\
         u1,Mary-Ann,O'Brien,0.500000,mary.ann+shop@gmail.com\n\
         u2,李,Müller,0.250000,li@example.com\n"
    );
    assert_eq!(
        Export::of(plain("salesforce-mobile")).text(),
        "_MobileNumber,_Locale,_ContactKey\n16505550142,US,u1\n493023125042,DE,u2\n"
    );
}

#[test]
fn segment_leaves_out_what_it_does_not_take_and_says_so() {
    let export = Export::of(plain("segment"));
    assert_eq!(
        export.text(),
        "user_id,email,phone,first_name,last_name\n\
         u1,mary.ann+shop@gmail.com,+16505550142,Mary-Ann,\n\
         u2,li@example.com,+493023125042,,Müller\n\
         =3,,,,\n"
    );
    let changes = &export.written.outcomes[0].changes;
    assert_eq!(changes.len(), 2);
    assert!(changes.iter().all(|(_, what, n)| what.contains("characters") && *n == 1));
}

#[test]
fn parquet_and_excel_hold_the_same_people() {
    use arrow::array::{Array as _, Float64Array};
    let parquet = Export::of(plain("parquet")).written.files[0].clone();
    assert_eq!((parquet.rows, parquet.path.extension().unwrap().to_str()), (3, Some("parquet")));
    let export = Export::of(plain("parquet"));
    let file = std::fs::File::open(export.file(Holds::People)).unwrap();
    let reader = ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(file);
    let batch = reader.unwrap().build().unwrap().next().unwrap().unwrap();
    let propensity = batch.column_by_name("propensity").unwrap();
    let propensity = propensity.as_any().downcast_ref::<Float64Array>().unwrap();
    assert_eq!((propensity.len(), propensity.value(0)), (3, 0.5));
    let excel = Export::of(plain("excel"));
    let bytes = std::fs::read(excel.file(Holds::People)).unwrap();
    assert!(bytes.starts_with(b"PK"));
    // Nothing is left of the temporary file.
    let names = excel.file(Holds::People).parent().unwrap().read_dir().unwrap().count();
    assert_eq!(names, excel.written.files.len());
}

#[test]
fn every_destination_is_declared_whole_and_survives_a_project() {
    for destination in DESTINATIONS.iter() {
        assert!(!destination.columns.is_empty() && !destination.steps.is_empty());
        assert!(destination.steps.len() <= 3, "{}", destination.key);
        let json = serde_json::to_string(destination).unwrap();
        let back: Destination = serde_json::from_str(&json).unwrap();
        assert_eq!(&back, destination);
        assert_eq!(find(&destination.key), Some(destination));
    }
}

#[test]
fn consent_limits_duplicates_and_the_control_flag() {
    let consent = |settings: &mut Settings| {
        settings.consent = Some(Consent { column: "email_opt_in".into(), yes: vec![] });
    };
    let export = Export::with(plain("csv"), consent);
    assert_eq!(export.written.outcomes[0].unused[&Unused::NoConsent], 1);
    assert_eq!(export.written.outcomes[0].used, 2);

    let mut small = plain("csv");
    small.destination.limits.most_rows = Some(2);
    let files = Export::of(small).written.files;
    let rows: Vec<u64> =
        files.iter().filter(|f| f.holds == Holds::People).map(|f| f.rows).collect();
    assert_eq!(rows, [2, 1]);

    let marked = Export::of(Choice { extras: vec![Content::Control], ..plain("csv") });
    assert_eq!(marked.written.outcomes[0].used, 4);
    assert!(marked.text().lines().last().unwrap().ends_with(",true"));

    let (fields, mut people) = people();
    people[1].traits[0] = people[0].traits[0].clone();
    people[1].traits[10] = None;
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::new(folder.path(), "a");
    let choices = [plain("mailchimp")];
    let written = write(&people, &fields, &choices, &settings, &Progress::none()).unwrap();
    assert_eq!(written.outcomes[0].unused[&Unused::Repeated], 1);
}

#[test]
fn coverage_tells_before_writing() {
    let (fields, people) = people();
    let settings = Settings::new("nowhere", "a");
    let of =
        |key: &str| coverage(&people, &fields, &plain(key), &settings, &Progress::none()).unwrap();
    let meta = of("meta");
    assert_eq!((meta.people, meta.control, meta.usable), (4, 1, 2));
    assert_eq!(meta.with[0], (Content::Email, 2));
    assert!(meta.with.contains(&(Content::MobileAdId, 1)));
    assert!(meta.warnings[0].contains("at least 100"));
    assert_eq!(of("csv").usable, 3);
}

#[test]
fn an_export_is_whole_or_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let (fields, people) = people();
    let settings = Settings::new(folder.path(), "Sports readers");
    let choices = [plain("csv"), plain("meta")];
    let progress = Progress::none();
    let written = write(&people, &fields, &choices, &settings, &progress).unwrap();
    let there = || folder.path().read_dir().unwrap().count();
    assert_eq!(there(), written.files.len());
    let again = write(&people, &fields, &choices, &settings, &progress);
    assert!(matches!(again, Err(ExportError::Exists(_))));
    let replace = Settings { existing: Existing::Replace, ..settings };
    write(&people, &fields, &choices, &replace, &progress).unwrap();
    assert_eq!(there(), written.files.len());

    let other = tempfile::tempdir().unwrap();
    let settings = Settings::new(other.path(), "a");
    let bare = Fields::suggest(vec!["colour".into()]);
    let missing = write(&people, &bare, &choices, &settings, &progress).unwrap_err();
    assert!(missing.to_string().starts_with("Meta customer list needs"));
    assert_eq!(other.path().read_dir().unwrap().count(), 0);

    let stop = Progress::new();
    stop.stop();
    let stopped = write(&people, &fields, &choices, &settings, &stop);
    assert!(matches!(stopped, Err(ExportError::Stopped(_))));
    assert_eq!(other.path().read_dir().unwrap().count(), 0);
}

#[test]
fn manifest_and_readme_hold_counts_and_nobodys_data() {
    let export = Export::of(plain("meta"));
    let manifest = std::fs::read_to_string(export.file(Holds::Manifest)).unwrap();
    let readme = std::fs::read_to_string(export.file(Holds::Readme)).unwrap();
    let json: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(json["destinations"][0]["people"], 2);
    assert_eq!(json["files"][0]["sha256"].as_str().unwrap().len(), 64);
    let bytes = std::fs::read(export.file(Holds::People)).unwrap();
    let sha256 = normalise::hex(&sha2::Digest::finalize(
        <sha2::Sha256 as sha2::Digest>::new_with_prefix(&bytes),
    ));
    assert_eq!(json["files"][0]["sha256"], sha256);
    for text in [manifest, readme] {
        assert!(!text.contains("example.com") && !text.contains("O'Brien") && !text.contains("u1"));
    }
}
