//! Programs for e-mail, messages and customer data, as data: lists of contacts with what is known
//! about them.

use super::columns;
use super::destination::Content::{Email, PersonId, Phone};
use super::destination::{Certainty, Destination, Extras, Limits};
use super::destinations::{file, question, texts};
use super::question::Change;

const MB: u64 = 1_000_000;

pub(super) fn destinations() -> Vec<Destination> {
    vec![
        klaviyo(),
        mailchimp(),
        hubspot(),
        braze(),
        iterable(),
        salesforce(),
        salesforce_mobile(),
        segment(),
    ]
}

fn klaviyo() -> Destination {
    Destination {
        extras: Extras::Words,
        limits: Limits { most_bytes: Some(50 * MB), once: vec![Phone], ..Limits::default() },
        steps: texts(&[
            "In Klaviyo open Audience, Lists & segments, make or choose a list, and import contacts.",
            "Upload the file and check the first column.",
            "Say whether these people agreed to marketing: the answer counts for the whole file.",
        ]),
        note: "Consent is given for the whole upload: choose a consent trait here so that only people who agreed are in it. Importing does not ask people to confirm (no double opt-in).".to_owned(),
        source: "help.klaviyo.com 115005078967, 115005078807, 360043841811".to_owned(),
        sure: Certainty::Official,
        doubts: texts(&["The headers of city, state and zip code are Klaviyo’s names of these properties as remembered; where one is not recognised, match it by hand during the import."]),
        questions: vec![question(
            "first",
            "First column",
            "Klaviyo tells people apart by the first column, an e-mail address or a phone number. For text messages alone, begin with the phone number.",
            vec![
                ("email", "E-mail", vec![]),
                ("phone", "Phone number", vec![Change::First(Phone), Change::Needs(Phone)]),
            ],
        )],
        ..file("klaviyo", "Klaviyo list", columns::klaviyo(), &[&[Email], &[Phone]])
    }
}

fn mailchimp() -> Destination {
    Destination {
        extras: Extras::Words,
        limits: Limits { most_value_bytes: Some(255), ..Limits::default() },
        steps: texts(&[
            "In Mailchimp open Audience, Add contacts, Import contacts, Upload a file.",
            "Choose the file and the status of these contacts.",
            "Check the columns; the tag is the audience’s name.",
        ]),
        note: "Import only people who agreed to hear from you. Addresses with letters such as é before the @ cannot be imported and are left out.".to_owned(),
        source: "mailchimp.com/help/format-guidelines-for-your-import-file; the same page at quickbooks.intuit.com".to_owned(),
        sure: Certainty::Official,
        doubts: texts(&["The page does not name a tags column; match it to Tags during the import."]),
        ..file("mailchimp", "Mailchimp audience", columns::mailchimp(), &[&[Email]])
    }
}

fn hubspot() -> Destination {
    Destination {
        extras: Extras::Words,
        limits: Limits {
            most_rows: Some(1_048_575),
            most_bytes: Some(512 * MB),
            most_columns: Some(999),
            ..Limits::default()
        },
        steps: texts(&[
            "In HubSpot open CRM, Contacts, Import, Start an import, File from computer.",
            "Choose contacts, upload the file and match the columns to properties.",
            "Make a list from the import.",
        ]),
        note: "Free accounts take files of up to 20 MB and 500,000 rows a day.".to_owned(),
        source: "knowledge.hubspot.com/import-and-export/set-up-your-import-file".to_owned(),
        dated: "2025-10".to_owned(),
        sure: Certainty::Official,
        ..file("hubspot", "HubSpot contacts", columns::hubspot(), &[&[Email]])
    }
}

fn braze() -> Destination {
    Destination {
        extras: Extras::Snake,
        limits: Limits { most_bytes: Some(500 * MB), ..Limits::default() },
        steps: texts(&[
            "In Braze open Audiences, Import users, and choose attributes.",
            "Upload the file and check the preview.",
            "Choose to make these users a segment.",
        ]),
        note: "Columns beside the identifier overwrite what Braze knows and use data points; extra columns become custom attributes.".to_owned(),
        source: "braze.com/docs, CSV import".to_owned(),
        sure: Certainty::Official,
        questions: vec![question(
            "identifier",
            "People are found by",
            "Braze takes one kind of identifier a file. A file of only external_id makes a segment of people it knows without using data points.",
            vec![
                ("id", "external_id, with all columns", vec![]),
                ("only-id", "external_id and nothing else", vec![Change::Only(vec![PersonId])]),
                (
                    "email",
                    "E-mail",
                    vec![
                        Change::Without(PersonId),
                        Change::Without(Phone),
                        Change::First(Email),
                        Change::Needs(Email),
                    ],
                ),
                (
                    "phone",
                    "Phone",
                    vec![
                        Change::Without(PersonId),
                        Change::Without(Email),
                        Change::First(Phone),
                        Change::Needs(Phone),
                    ],
                ),
            ],
        )],
        ..file("braze", "Braze users", columns::braze(), &[&[PersonId]])
    }
}

fn iterable() -> Destination {
    Destination {
        extras: Extras::Snake,
        limits: Limits { most_rows: Some(2_000_000), ..Limits::default() },
        steps: texts(&[
            "In Iterable open Audience, Lists, and import to a new list.",
            "Choose the file and check the preview.",
            "Check new fields: their type stays as it is first imported.",
        ]),
        note: "Field names are case-sensitive.".to_owned(),
        source: "support.iterable.com 115000770906, 205694345".to_owned(),
        sure: Certainty::Official,
        questions: vec![question(
            "identifier",
            "People are found by",
            "An Iterable project identifies people by e-mail address, by userId, or by either. A column that yours does not use may be left out.",
            vec![
                ("either", "E-mail or userId", vec![]),
                ("email", "E-mail", vec![Change::Without(PersonId), Change::Needs(Email)]),
                ("id", "userId", vec![Change::First(PersonId), Change::Needs(PersonId)]),
            ],
        )],
        ..file("iterable", "Iterable list", columns::iterable(), &[&[Email], &[PersonId]])
    }
}

fn salesforce() -> Destination {
    Destination {
        extras: Extras::Words,
        extras_before_last: true,
        steps: texts(&[
            "In Email Studio open Subscribers, My lists, your list (or a data extension), Import.",
            "Upload the file and map by header row.",
            "Start the import and wait for the message.",
        ]),
        note: "The e-mail address is the last column, as Salesforce advises; extra columns stand before it. Salesforce asks you to certify that everyone agreed.".to_owned(),
        source: "help.salesforce.com mc_es_subscriber_import_file_requirements, mc_es_import_subscribers_from_file".to_owned(),
        sure: Certainty::Official,
        doubts: texts(&["The name Subscriber Key is not on these pages; headers are mapped by name to your account’s attributes, and others can be mapped by hand."]),
        questions: vec![question(
            "key",
            "Subscriber Key",
            "Accounts with subscriber keys tell people apart by them; others only by e-mail address.",
            vec![
                ("id", "The person ID", vec![]),
                ("none", "Left out", vec![Change::Without(PersonId)]),
            ],
        )],
        ..file(
            "salesforce",
            "Salesforce Marketing Cloud subscribers",
            columns::salesforce(),
            &[&[Email]],
        )
    }
}

fn salesforce_mobile() -> Destination {
    Destination {
        limits: Limits { most_bytes: Some(20 * MB), ..Limits::default() },
        steps: texts(&[
            "In MobileConnect open Contacts, Import.",
            "Upload the file and check the columns.",
            "Say that these contacts agreed to messages.",
        ]),
        note: "Numbers need consent for text messages.".to_owned(),
        source: "help.salesforce.com mc_moc_prepare_file_for_import".to_owned(),
        sure: Certainty::Official,
        doubts: texts(&[
            "Salesforce asks for contact keys without signs such as + and -. Person IDs are written as they are: a changed key would be another contact.",
        ]),
        ..file(
            "salesforce-mobile",
            "Salesforce MobileConnect contacts",
            columns::salesforce_mobile(),
            &[&[Phone]],
        )
    }
}

fn segment() -> Destination {
    Destination {
        extras: Extras::Snake,
        limits: Limits {
            most_rows: Some(1_000_000),
            most_bytes: Some(100 * MB),
            most_columns: Some(299),
            segment_characters: true,
            ..Limits::default()
        },
        steps: texts(&[
            "In Segment open Unify, Profile explorer, Add profiles.",
            "Upload the file: every row becomes an identify call.",
            "Use the new trait in an audience or a destination.",
        ]),
        note: "Segment refuses a file with characters that it does not list, such as an apostrophe (O’Brien) or letters of other scripts.".to_owned(),
        source: "github.com/segmentio/segment-docs, src/unify/csv-upload.md".to_owned(),
        sure: Certainty::Official,
        questions: vec![question(
            "characters",
            "Values with other characters",
            "Left empty and counted, the rest of the row is imported. If Segment takes more than it lists, write them.",
            vec![
                ("leave-out", "Left empty", vec![]),
                ("write", "Written as they are", vec![Change::AnyCharacters]),
            ],
        )],
        ..file("segment", "Segment Profiles", columns::segment(), &[&[PersonId], &[Email]])
    }
}
