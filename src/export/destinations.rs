//! The destinations, as data. Sources and dates say how far each fact can be trusted; what is
//! shaky there is kept optional or plain, and said in the note.

use std::sync::LazyLock;

use super::columns;
use super::destination::Content::{
    Country, Email, FirstName, LastName, MobileAdId, PersonId, Phone, PostalCode,
};
use super::destination::{Column, Content, Destination, Extras, FileKind, Limits};

/// The destination with this key.
pub fn find(key: &str) -> Option<&'static Destination> {
    DESTINATIONS.iter().find(|destination| destination.key == key)
}

const MIB: u64 = 1 << 20;

/// Groups of contents, one of which a row must have whole.
type Needs = &'static [&'static [Content]];

const AD_NEEDS: Needs =
    &[&[Email], &[Phone], &[MobileAdId], &[FirstName, LastName, Country, PostalCode]];

/// Nothing special; every destination says only where it differs.
fn file(key: &str, name: &str, columns: Vec<Column>, needs: Needs) -> Destination {
    Destination {
        key: key.to_owned(),
        name: name.to_owned(),
        columns,
        needs: needs.iter().map(|group| group.to_vec()).collect(),
        unique: true,
        checked: "2025-10".to_owned(),
        ..Destination::default()
    }
}

fn steps(steps: &[&str]) -> Vec<String> {
    steps.iter().map(|step| (*step).to_owned()).collect()
}

/// Every destination, in the order in which to offer them.
pub static DESTINATIONS: LazyLock<Vec<Destination>> = LazyLock::new(|| {
    vec![
    Destination {
        unique: false,
        defuse: true,
        extras: Extras::Plain,
        steps: steps(&[
            "Open the file in a spreadsheet or load it where you need it.",
            "It is in order of rank: cut it where you like.",
        ]),
        note: "Cells that begin with = + - @ get an apostrophe in front, so that a spreadsheet does not run them as formulas; numbers and phone numbers stay as they are.".to_owned(),
        checked: "2026-11".to_owned(),
        ..file("csv", "CSV file", columns::table(), &[])
    },
    Destination {
        file: FileKind::Parquet,
        unique: false,
        extras: Extras::Plain,
        steps: steps(&[
            "Load it into your warehouse or notebook.",
        ]),
        checked: "2026-11".to_owned(),
        ..file("parquet", "Parquet file", columns::table(), &[])
    },
    Destination {
        file: FileKind::Excel,
        unique: false,
        extras: Extras::Plain,
        limits: Limits {
            most_rows: Some(1_048_575),
            most_columns: Some(16_384),
            most_value_bytes: Some(32_767),
            ..Limits::default()
        },
        steps: steps(&[
            "Open it in Excel, Numbers or LibreOffice.",
        ]),
        note: "A sheet holds 1,048,575 people; more go into another workbook.".to_owned(),
        checked: "2026-11".to_owned(),
        ..file("excel", "Excel workbook", columns::table(), &[])
    },
    Destination {
        hash_first: true,
        limits: Limits {
            least_people: Some(100),
            ..Limits::default()
        },
        steps: steps(&[
            "In Ads Manager open Audiences, Create audience, Custom audience, Customer list.",
            "Upload the file and check that every column is recognised.",
            "Name the list and wait for matching, up to a day.",
        ]),
        note: "You need the right to use these data for advertising. Meta advises against lists of fewer than 100 people.".to_owned(),
        source: "facebook.com/business/help/2082575038703844 (mirrored), Marketing API customer file audiences".to_owned(),
        ..file("meta", "Meta customer list", columns::meta(), AD_NEEDS)
    },
    Destination {
        hash_first: true,
        limits: Limits {
            least_people: Some(100),
            ..Limits::default()
        },
        steps: steps(&[
            "In Ads Manager open Audiences, Create audience, Custom audience, Customer list.",
            "Choose that the list includes customer value, then upload the file and check that every column is recognised.",
            "Name the list and wait for matching, up to a day.",
        ]),
        note: "The value column needs what each customer is worth to you: a number, not a rank.".to_owned(),
        source: "facebook.com/business/help/2082575038703844 (mirrored), Marketing API customer file audiences".to_owned(),
        ..file("meta-value", "Meta customer list with value", columns::meta_value(), AD_NEEDS)
    },
    Destination {
        hash_first: true,
        limits: Limits {
            least_people: Some(100),
            ..Limits::default()
        },
        steps: steps(&[
            "In Google Ads open Tools, Shared library, Audience manager, and add a customer list.",
            "Choose the file, and say that its data are hashed if you chose a hashed file.",
            "Wait for matching, up to 48 hours.",
        ]),
        note: "For people in the European Economic Area Google needs their consent. Google has asked for at least 1,000 matched people in the past, 100 more lately. Country and zip stay plain in a hashed file, as Google wants.".to_owned(),
        source: "support.google.com/google-ads/answer/7659867 and 7474263 (mirrored), Data Manager API formatting".to_owned(),
        ..file("google-ads", "Google Ads Customer Match", columns::google(), &[&[Email], &[Phone], &[FirstName, LastName, Country, PostalCode]])
    },
    Destination {
        hash_first: true,
        limits: Limits {
            least_people: Some(1_000),
            ..Limits::default()
        },
        steps: steps(&[
            "In TikTok Ads Manager open Tools, Audience manager, Create audience, Custom audience, Customer file.",
            "Upload the file and check the columns.",
            "Wait for matching, up to 48 hours.",
        ]),
        note: "TikTok shows ads to audiences of at least 1,000 matched people.".to_owned(),
        source: "ads.tiktok.com: list of supported IDs and formats for a customer file".to_owned(),
        ..file("tiktok", "TikTok customer file", columns::tiktok(), &[&[Email], &[Phone], &[MobileAdId]])
    },
    Destination {
        fixed_headers: true,
        limits: Limits {
            least_people: Some(300),
            most_rows: Some(300_000),
            most_bytes: Some(20 * MIB),
            ..Limits::default()
        },
        steps: steps(&[
            "In Campaign Manager open Plan, Audiences, Create audience, Upload a list, Contact list.",
            "Upload the file; leave the headers as they are.",
            "Wait for matching, up to 48 hours.",
        ]),
        note: "At least 300 people must match; 10,000 or more are advised.".to_owned(),
        source: "linkedin.com/help/lms/answer/a1489764 (mirrored), contact list template".to_owned(),
        ..file("linkedin", "LinkedIn contact list", columns::linkedin(), &[&[Email], &[FirstName, LastName], &[MobileAdId]])
    },
    Destination {
        one_column: true,
        hash_first: true,
        limits: Limits {
            least_people: Some(100),
            ..Limits::default()
        },
        steps: steps(&[
            "In Ads, Audiences, choose Create audience, A list of customers that you upload.",
            "Upload the file: it holds one kind of identifier.",
            "Wait for matching, a day or two.",
        ]),
        note: "At least 100 people must match. One list takes one kind of identifier.".to_owned(),
        source: "Pinterest API customer lists, hightouch.com Pinterest guide; layout of the file from memory".to_owned(),
        ..file("pinterest", "Pinterest customer list", columns::pinterest(), &[&[Email], &[MobileAdId]])
    },
    Destination {
        one_column: true,
        hash_first: true,
        limits: Limits {
            least_people: Some(1_000),
            ..Limits::default()
        },
        steps: steps(&[
            "In Ads Manager open Audiences, New audience, Customer list.",
            "Choose the kind of identifier and upload the file.",
            "Wait for matching, up to two days.",
        ]),
        note: "At least 1,000 people. One list takes one kind of identifier.".to_owned(),
        source: "developers.snap.com customer lists; layout of the file from memory".to_owned(),
        ..file("snapchat", "Snapchat customer list", columns::snapchat(), &[&[Email], &[Phone], &[MobileAdId]])
    },
    Destination {
        extras: Extras::Words,
        limits: Limits {
            most_bytes: Some(50 * MIB),
            ..Limits::default()
        },
        steps: steps(&[
            "In Klaviyo open Audience, Lists & segments, make or choose a list, and Import contacts.",
            "Upload the file and check that the first column is the e-mail address.",
            "Say whether these people agreed to marketing: the answer counts for the whole file.",
        ]),
        note: "Consent is given for the whole upload: choose a consent trait here so that only people who agreed are in it.".to_owned(),
        source: "help.klaviyo.com 115005078967, 360043841811, 360035428731".to_owned(),
        ..file("klaviyo", "Klaviyo list", columns::klaviyo(), &[&[Email], &[Phone]])
    },
    Destination {
        extras: Extras::Words,
        limits: Limits {
            most_value_bytes: Some(255),
            ..Limits::default()
        },
        steps: steps(&[
            "In Mailchimp open Audience, Add contacts, Import contacts, Upload a file.",
            "Choose the file and the status of these contacts.",
            "Check the columns; the tag is the audience's name.",
        ]),
        note: "Import only people who agreed to hear from you.".to_owned(),
        source: "mailchimp.com/help/format-guidelines-for-your-import-file".to_owned(),
        ..file("mailchimp", "Mailchimp audience", columns::mailchimp(), &[&[Email]])
    },
    Destination {
        extras: Extras::Words,
        limits: Limits {
            most_rows: Some(1_048_575),
            most_bytes: Some(512 * MIB),
            most_columns: Some(999),
            ..Limits::default()
        },
        steps: steps(&[
            "In HubSpot open CRM, Contacts, Import, Start an import, File from computer.",
            "Choose contacts, upload the file and match the columns to properties.",
            "Make a list from the import.",
        ]),
        note: "Free accounts take files of up to 20 MB and 500,000 rows a day.".to_owned(),
        source: "knowledge.hubspot.com: set up your import file".to_owned(),
        checked: "2025-10".to_owned(),
        ..file("hubspot", "HubSpot contacts", columns::hubspot(), &[&[Email]])
    },
    Destination {
        extras: Extras::Snake,
        limits: Limits {
            most_bytes: Some(500 * MIB),
            ..Limits::default()
        },
        steps: steps(&[
            "In Braze open Audience, Import users.",
            "Upload the file and check the preview.",
            "Choose to make these users a segment.",
        ]),
        note: "A file of only external_id makes a targeting list without using data points. Extra columns become custom attributes.".to_owned(),
        source: "braze.com docs: user import, CSV".to_owned(),
        ..file("braze", "Braze users", columns::braze(), &[&[PersonId]])
    },
    Destination {
        extras: Extras::Snake,
        limits: Limits {
            most_rows: Some(2_000_000),
            ..Limits::default()
        },
        steps: steps(&[
            "In Iterable open Audience, Lists, and upload to a new list.",
            "Choose the file; leave out the column that your project does not identify people by.",
            "Check new fields: their type stays as it is first imported.",
        ]),
        note: "Field names are case-sensitive.".to_owned(),
        source: "support.iterable.com 115000770906, 205694345".to_owned(),
        ..file("iterable", "Iterable list", columns::iterable(), &[&[Email], &[PersonId]])
    },
    Destination {
        extras: Extras::Words,
        extras_before_last: true,
        steps: steps(&[
            "In Email Studio open Subscribers, Lists (or a data extension), Import.",
            "Upload the file and map by header row.",
            "Start the import and wait for the message.",
        ]),
        note: "The e-mail address is the last of the platform's columns, as Salesforce advises; extra columns stand before it.".to_owned(),
        source: "help.salesforce.com mc_es_subscriber_import_file_requirements; Subscriber Key from memory".to_owned(),
        ..file("salesforce", "Salesforce Marketing Cloud subscribers", columns::salesforce(), &[&[Email]])
    },
    Destination {
        limits: Limits {
            most_bytes: Some(20 * MIB),
            ..Limits::default()
        },
        steps: steps(&[
            "In MobileConnect open Contacts, Import.",
            "Upload the file and check the columns.",
            "Say that these contacts agreed to messages.",
        ]),
        note: "Numbers need consent for text messages.".to_owned(),
        source: "help.salesforce.com mc_moc_prepare_file_for_import".to_owned(),
        ..file("salesforce-mobile", "Salesforce MobileConnect contacts", columns::salesforce_mobile(), &[&[Phone]])
    },
    Destination {
        extras: Extras::Snake,
        limits: Limits {
            most_rows: Some(1_000_000),
            most_bytes: Some(100 * MIB),
            most_columns: Some(299),
            segment_characters: true,
            ..Limits::default()
        },
        steps: steps(&[
            "In Segment open Unify, Profile explorer (or Engage, Profiles), Upload CSV.",
            "Upload the file: every row becomes an identify call.",
            "Use the new trait in an audience or a destination.",
        ]),
        note: "Segment takes only some characters in values: values with others (O’Brien with an apostrophe, names in other scripts) are left empty and counted.".to_owned(),
        source: "segment.com docs: profiles CSV upload, audiences".to_owned(),
        ..file("segment", "Segment Profiles", columns::segment(), &[&[PersonId], &[Email]])
    },
]
});
