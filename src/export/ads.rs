//! Advertising platforms, as data: lists of people to match by identifier. Where a platform's
//! pages disagree or are silent, a question lets the person choose.

use super::columns;
use super::destination::Content::{
    Country, CustomerValue, Email, FirstName, LastName, MobileAdId, PersonId, Phone, PostalCode,
};
use super::destination::{Certainty, Destination, Limits};
use super::destinations::{Needs, file, question, texts};
use super::normalise::ValueFormat;
use super::question::{Change, Question};

pub(super) fn destinations() -> Vec<Destination> {
    vec![meta(), meta_value(), google(), tiktok(), linkedin(), pinterest(), snapchat()]
}

const BY_ANYTHING: Needs =
    &[&[Email], &[Phone], &[MobileAdId], &[FirstName, LastName, Country, PostalCode]];

fn least(people: u64) -> Limits {
    Limits { least_people: Some(people), ..Limits::default() }
}

fn meta() -> Destination {
    Destination {
        hash_first: true,
        limits: least(100),
        steps: texts(&[
            "In Ads Manager open Audiences, Create audience, Custom audience, Customer list.",
            "Upload the file and check that every column is recognised.",
            "Name the list and wait for matching, up to a day.",
        ]),
        note: "You need the right to use these data for advertising. Meta advises against lists of fewer than 100 people.".to_owned(),
        source: "Meta Business Help Centre 2082575038703844, “How to format a customer list when creating a custom audience”; rules for hashing from Meta’s program library".to_owned(),
        sure: Certainty::Copied,
        doubts: texts(&[
            "Meta’s page says how values look before hashing, not in detail how to hash them. If few people match, write the file plain: Meta hashes it in your browser.",
        ]),
        questions: meta_questions(),
        ..file("meta", "Meta customer list", columns::meta(), BY_ANYTHING)
    }
}

fn meta_value() -> Destination {
    Destination {
        steps: texts(&[
            "In Ads Manager open Audiences, Create audience, Custom audience, Customer list.",
            "Choose that the list includes customer value, then upload the file and check that every column is recognised.",
            "Name the list and wait for matching, up to a day.",
        ]),
        note: "The value column needs what each customer is worth to you: a number, not a rank."
            .to_owned(),
        columns: columns::meta_value(),
        // A list with value is of no use for people without one.
        needs: meta()
            .needs
            .into_iter()
            .map(|group| [group, vec![CustomerValue]].concat())
            .collect(),
        key: "meta-value".to_owned(),
        name: "Meta customer list with value".to_owned(),
        ..meta()
    }
}

fn meta_questions() -> Vec<Question> {
    let id = |header| vec![Change::Add(columns::plain(header, PersonId, ValueFormat::Trimmed))];
    let az = |content| Change::ValueFormat(content, ValueFormat::NameAz);
    vec![
        question(
            "person-id",
            "Person ID",
            "Meta’s column uid is for numbers of people who use an app with Facebook’s kit, not for customer numbers. Its programming interface knows customer numbers as extern_id; whether an uploaded file may have them could not be confirmed.",
            vec![
                ("none", "Left out", vec![]),
                ("extern", "As extern_id (not confirmed)", id("extern_id")),
                ("uid", "As uid: they are Facebook app user IDs", id("uid")),
            ],
        ),
        question(
            "letters",
            "Letters such as é in names",
            "Meta’s page accepts accents; its program library keeps only a to z before hashing, and others keep all letters. If few people with such names match, try the other way.",
            vec![
                ("keep", "Kept", vec![]),
                ("az", "Left out: a to z only", vec![az(FirstName), az(LastName)]),
            ],
        ),
    ]
}

fn google() -> Destination {
    Destination {
        hash_first: true,
        limits: least(100),
        steps: texts(&[
            "In Google Ads open Tools, Shared library, Audience manager, and add a customer list.",
            "Choose the file, and say that its data are hashed if you chose a hashed file.",
            "Wait for matching, up to 48 hours.",
        ]),
        together: vec![FirstName, LastName, Country, PostalCode],
        note: "For people in the European Economic Area Google needs their consent. Country and zip stay plain in a hashed file, as Google wants; names, country and zip are written only where there are all four.".to_owned(),
        source: "support.google.com/google-ads/answer/7659867, “Format your customer data file”; developers.google.com/data-manager, “Format user data”".to_owned(),
        sure: Certainty::Official,
        doubts: texts(&[
            "Google asked for at least 1,000 matched people for years and is said to ask for 100 now; neither figure is on these pages.",
        ]),
        questions: vec![question(
            "gmail",
            "Gmail addresses",
            "Google’s newer page wants them without dots and +tag; its page on Customer Match says that dots need not be removed. Without dots is right by both.",
            vec![
                ("bare", "Without dots and +tag", vec![]),
                ("whole", "As people wrote them", vec![Change::ValueFormat(Email, ValueFormat::Email)]),
            ],
        )],
        ..file(
            "google-ads",
            "Google Ads Customer Match",
            columns::google(),
            &[&[Email], &[Phone], &[FirstName, LastName, Country, PostalCode]],
        )
    }
}

fn tiktok() -> Destination {
    Destination {
        hash_first: true,
        limits: Limits { most_bytes: Some(1_000_000_000), ..least(1_000) },
        steps: texts(&[
            "In TikTok Ads Manager open Tools, Audience manager, Create audience, Custom audience, Customer file.",
            "Upload the file and check the columns.",
            "Wait for matching, 24 to 48 hours.",
        ]),
        note: "A file needs at least 1,000 entries.".to_owned(),
        source: "ads.tiktok.com, “How to create a custom audience with a customer file” and “List of supported IDs and formats for a customer file”".to_owned(),
        dated: "2025-09".to_owned(),
        sure: Certainty::Official,
        doubts: texts(&["TikTok’s pages of 2024 and 2025 disagree on phone numbers and e-mail addresses; the choices here have both."]),
        questions: vec![
            question(
                "layout",
                "Identifiers",
                "The page of September 2025 asks for one line per ID; that of August 2025 allows each header three times in a file with several kinds. If the file is refused, write one kind alone.",
                vec![
                    ("all", "A column for each kind", vec![]),
                    ("email", "E-mail addresses only", vec![Change::Only(vec![Email])]),
                    ("phone", "Phone numbers only", vec![Change::Only(vec![Phone])]),
                ],
            ),
            question(
                "phones",
                "Phone numbers",
                "TikTok’s page of September 2025 recommends the + and says that numbers without it are also taken; its page of August 2025 wants none. If few people match, try the other way.",
                vec![
                    ("plus", "+14155550142", vec![]),
                    ("digits", "14155550142", vec![Change::ValueFormat(Phone, ValueFormat::PhoneDigits)]),
                ],
            ),
            question(
                "emails",
                "E-mail addresses",
                "The page of 2024 also wanted the dots before the @ removed; the one of August 2025 does not, and that of September 2025 keeps even +tag.",
                vec![
                    ("tag", "Without +tag", vec![]),
                    ("dots", "Without +tag and dots", vec![Change::ValueFormat(Email, ValueFormat::EmailNoDots)]),
                    ("whole", "As people wrote them", vec![Change::ValueFormat(Email, ValueFormat::Email)]),
                ],
            ),
        ],
        ..file(
            "tiktok",
            "TikTok customer file",
            columns::tiktok(),
            &[&[Email], &[Phone], &[MobileAdId]],
        )
    }
}

fn linkedin() -> Destination {
    Destination {
        fixed_headers: true,
        limits: Limits {
            most_rows: Some(300_000),
            most_bytes: Some(20_000_000),
            ..least(300)
        },
        steps: texts(&[
            "In Campaign Manager open Plan, Audiences, Create audience, Upload a list, Contact list.",
            "Upload the file; leave the headers as they are.",
            "Wait for matching, up to 48 hours. More than one file: an audience for each.",
        ]),
        note: "A list needs at least 300 rows, and at least 300 members must match; 10,000 rows or more are advised.".to_owned(),
        source: "linkedin.com/help/lms/answer/a1489764 (copies of it); headers from LinkedIn’s template as a public program quotes it".to_owned(),
        dated: "2026-07".to_owned(),
        sure: Certainty::Copied,
        doubts: texts(&[
            "If LinkedIn refuses the headers, its template has changed: download it in Campaign Manager and put a destination of your own together with its headers.",
        ]),
        questions: vec![question(
            "columns",
            "Columns",
            "LinkedIn says not to change or remove its template’s headers, and that any may stay empty.",
            vec![
                ("all", "All seven of the template", vec![]),
                ("filled", "Only those that someone has", vec![Change::OnlyFilled]),
            ],
        )],
        ..file(
            "linkedin",
            "LinkedIn contact list",
            columns::linkedin(),
            &[&[Email], &[FirstName, LastName], &[MobileAdId]],
        )
    }
}

/// Whether a list of one column has a header was nowhere to be found.
fn header_question(platform: &str) -> Question {
    question(
        "header",
        "First line",
        &format!(
            "How an uploaded file of {platform} looks could not be confirmed: one column is from memory, its header too. If the file is refused, try it without header, or put a destination of your own together from {platform}’s template."
        ),
        vec![
            ("header", "The header", vec![]),
            ("bare", "The first person", vec![Change::NoHeader]),
        ],
    )
}

fn pinterest() -> Destination {
    Destination {
        one_column: true,
        hash_first: true,
        limits: least(100),
        steps: texts(&[
            "In Ads, Audiences, choose Create audience, A list of customers that you upload.",
            "Upload the file: it holds one kind of identifier.",
            "Wait for matching, a day or two.",
        ]),
        note: "At least 100 people must match. One list takes one kind of identifier.".to_owned(),
        source: "Pinterest’s documentation of customer lists for programs (a copy) and for Adobe Experience Platform: plain or SHA-256 addresses, advertising IDs".to_owned(),
        sure: Certainty::Unconfirmed,
        doubts: texts(&["The layout of an uploaded file could not be confirmed."]),
        questions: vec![header_question("Pinterest")],
        ..file(
            "pinterest",
            "Pinterest customer list",
            columns::pinterest(),
            &[&[Email], &[MobileAdId]],
        )
    }
}

fn snapchat() -> Destination {
    Destination {
        one_column: true,
        hash_first: true,
        limits: least(1_000),
        steps: texts(&[
            "In Ads Manager open Audiences, New audience, Customer list.",
            "Choose the kind of identifier and upload the file.",
            "Wait for matching, up to two days.",
        ]),
        note: "At least 1,000 people. One list takes one kind of identifier.".to_owned(),
        source: "developers.snap.com, customer lists; Snap’s page for Adobe Experience Platform: one kind of identifier a list".to_owned(),
        sure: Certainty::Unconfirmed,
        doubts: texts(&["The layout of an uploaded file could not be confirmed."]),
        questions: vec![header_question("Snapchat")],
        ..file(
            "snapchat",
            "Snapchat customer list",
            columns::snapchat(),
            &[&[Email], &[Phone], &[MobileAdId]],
        )
    }
}
