//! The list is whole and unambiguous, and names are read by it as people mean them.

use std::collections::BTreeSet;

use super::*;

fn list() -> List {
    toml::from_str(WORDS).unwrap()
}

#[test]
fn every_language_has_words_for_everything() {
    let list = list();
    let more = [
        &list.consent,
        &list.refusal,
        &list.by_mail,
        &list.by_phone,
        &list.by_push,
        &list.yes,
        &list.no,
        &list.plainly_yes,
        &list.plainly_no,
        &list.undone,
        &list.undoes,
        &list.perhaps_event,
        &list.interest,
        &list.leads_to_purchase,
        &list.not_a_column,
        &list.owner,
    ];
    for entry in list.meanings.values().chain(more) {
        let empty = entry.languages.values().any(Vec::is_empty);
        assert!(entry.languages.len() == LANGUAGES && !empty, "{entry:?}");
        for word in entry.languages.values().flatten().chain(&entry.parts) {
            assert!(!normal(word).is_empty(), "{word}");
        }
    }
    for meaning in Meaning::OF_PERSON {
        assert!(list.meanings.contains_key(&meaning), "{meaning:?}");
    }
}

#[test]
fn a_word_means_one_thing_unless_the_list_says_so() {
    let list = list();
    let several: BTreeSet<String> = list.several.iter().map(|w| normal(w)).collect();
    let twice: BTreeSet<_> = Names::of(&list)
        .words
        .into_iter()
        .filter(|(word, meanings)| meanings.len() > 1 && !several.contains(word))
        .collect();
    assert!(twice.is_empty(), "{twice:#?}");
    let consent: BTreeSet<_> = list.consent.all().into_iter().collect();
    let refusal: BTreeSet<_> = list.refusal.all().into_iter().collect();
    assert_eq!(consent.intersection(&refusal).collect::<Vec<_>>(), Vec::<&String>::new());
    let both = |one: &Entry, other: &Entry| one.all().into_iter().chain(other.all()).collect();
    let yes: BTreeSet<_> = both(&list.yes, &list.plainly_yes);
    let no: BTreeSet<_> = both(&list.no, &list.plainly_no);
    assert_eq!(yes.intersection(&no).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn names_are_compared_without_nesting_case_accents_and_separators() {
    assert_eq!(leaf("properties.products[].Product-ID"), "productid");
    assert_eq!(normal("Größe"), "grosse");
    assert_eq!(normal("Numéro_Client"), "numeroclient");
    assert_eq!(normal("ＩＤ"), "id");
    for name in ["Kunden-Nr.", "kundenNr", "KUNDEN_NR", "customer.Kundennummer"] {
        assert!(is(Meaning::Person, name), "{name}");
    }
    for name in ["Käufer", "Kaeufer", "Müşteri No", "musteri_no", "Numéro de client", "顧客ＩＤ"]
    {
        assert!(is(Meaning::Person, name), "{name}");
    }
    assert!(is(Meaning::ProductId, "Art.-Nr.") && is(Meaning::Time, "Datum (UTC)"));
}

#[test]
fn a_nested_id_is_the_id_of_what_it_is_in() {
    assert!(is(Meaning::Person, "user.id") && is(Meaning::Person, "order.user.id"));
    assert!(!is(Meaning::Person, "items[].id"));
    assert!(is(Meaning::ProductId, "items[].item.id"));
}

#[test]
fn a_trait_of_a_person_may_carry_whose_it_is() {
    for name in ["Billing City", "Email (Billing)", "order.customer.email", "Kunden-E-Mail"] {
        assert!(among(&Meaning::OF_PERSON, name).is_some(), "{name}");
    }
    assert_eq!(among(&Meaning::OF_PERSON, "Rechnungs-PLZ"), Some(Meaning::PostalCode));
    assert_eq!(among(&Meaning::OF_PERSON, "customer_id"), None);
    assert_eq!(among(&Meaning::OF_PERSON, "Numéro client"), None);
}

#[test]
fn consent_and_refusal_are_told_apart() {
    use Polarity::{Consent, Refusal, RefusedAt};
    for (name, is) in [
        ("email_opt_in", Some(Consent)),
        ("traits.optIn", Some(Consent)),
        ("opted_in", Some(Consent)),
        ("Accepts Marketing", Some(Consent)),
        ("email_subscribe", Some(Consent)),
        ("Newsletter", Some(Consent)),
        ("marketing_consent_date", Some(Consent)),
        ("unsubscribed", Some(Refusal)),
        ("HasOptedOutOfEmail", Some(Refusal)),
        ("hs_email_optout", Some(Refusal)),
        ("do_not_contact", Some(Refusal)),
        ("$unsubscribed", Some(Refusal)),
        ("unsubscribed_at", Some(RefusedAt)),
        ("Werbeeinwilligung", Some(Consent)),
        ("Newsletter abgemeldet", Some(Refusal)),
        ("Newsletterabmeldung", Some(Refusal)),
        ("Werbewiderspruch am", Some(RefusedAt)),
        ("Consentement marketing", Some(Consent)),
        ("Désabonné", Some(Refusal)),
        ("Zgoda marketingowa", Some(Consent)),
        ("メルマガ購読", Some(Consent)),
        ("メルマガ配信停止", Some(Refusal)),
        ("是否订阅", Some(Consent)),
        ("已退订", Some(Refusal)),
        ("options", None),
        ("adoption", None),
        ("subscriber_id", None),
        ("newsletter_id", None),
        ("newsletter_clicks", None),
        ("consent_source", None),
        ("subscription_plan", None),
        ("brand", None),
    ] {
        assert_eq!(consent(name), is, "{name}");
    }
}

#[test]
fn a_list_of_refusals_is_known_by_its_name() {
    for name in [
        "unsubscribed",
        "Unsubscribes 2026-11-20",
        "opt-outs",
        "suppression_list",
        "suppressions",
        "do_not_contact",
        "blacklist",
        "Abmeldungen",
        "désabonnés",
    ] {
        let listed = lists_refusals(name).unwrap_or_else(|| panic!("{name}"));
        // Who is in no such list did not refuse there.
        assert_eq!(consent(&listed), Some(Polarity::RefusedAt), "{listed}");
    }
    for name in ["customers", "newsletter_subscribers", "orders", "contact list", "price_list"] {
        assert_eq!(lists_refusals(name), None, "{name}");
    }
}

#[test]
fn plain_answers_are_told_from_words_and_from_nothing() {
    for text in ["yes", " TRUE", "1", "1.0", "Ja", "oui", "sí", "x", "はい", "是"] {
        assert_eq!((yes_or_no(text), says_nothing(text)), (Some(true), false), "{text}");
    }
    for text in ["no", "False ", "nein", "Não", "hayır", "いいえ"] {
        assert_eq!((yes_or_no(text), says_nothing(text)), (Some(false), false), "{text}");
    }
    for text in ["0", "0.0", "0.00"] {
        assert_eq!((yes_or_no(text), says_nothing(text)), (Some(false), true), "{text}");
    }
    // A word of consent is more than a yes, and a date says when.
    for text in ["subscribed", "withdrawn", "blocked", "2", "2026-02-03 10:00:00", "02.03.2026"] {
        assert_eq!((yes_or_no(text), says_nothing(text)), (None, false), "{text}");
    }
    for text in [
        "",
        "NULL",
        "None",
        "NaT",
        "nan",
        "-",
        "–",
        "n/a",
        "N/A",
        "0000-00-00 00:00:00",
        "00.00.0000",
    ] {
        assert_eq!((yes_or_no(text), says_nothing(text)), (None, true), "{text}");
    }
    for text in ["1970-01-01T00:00:00Z", "0001-01-01 00:00:00", "9999-12-31", "31.12.9999"] {
        assert!(says_nothing(text), "{text}");
    }
}

#[test]
fn what_cannot_be_told_is_no_consent() {
    use Polarity::{Consent, Refusal, RefusedAt};
    for text in ["yes", "TRUE", "1", "1.0", "Ja", "oui", "sí", "はい", "opted_in", "2024-05-01"]
    {
        assert!(Consent.gives(Some(text)) && !Refusal.gives(Some(text)), "{text}");
    }
    for text in ["no", "False", "0", "0.0", "nein", "いいえ", "否"] {
        assert!(!Consent.gives(Some(text)) && Refusal.gives(Some(text)), "{text}");
    }
    // What has been refused is no "no" to the question whether somebody refused.
    for text in NAMES.no.iter().filter(|text| yes_or_no(text).is_none()) {
        assert!(!Consent.gives(Some(text)) && !Refusal.gives(Some(text)), "{text}");
        assert!(!RefusedAt.gives(Some(text)), "{text}");
    }
    // Programs' ways to write that there is no date, and what is more than one.
    let dates = ["0000-00-00", "1970-01-01", "0001-01-01T00:00:00", "01.01.1900", "9999-12-31"];
    for text in dates.into_iter().chain(["2025-03-01 revoked", "null", "-"]) {
        assert!(!Consent.gives(Some(text)) && !Refusal.gives(Some(text)), "{text}");
    }
    for text in ["2024-05-01T10:00:00Z", "20240501", "01.05.2024", "12 May 2024 10:00 PM UTC"] {
        assert!(Consent.gives(Some(text)), "{text}");
    }
    for text in ["", "  ", "maybe", "?", "pending", "7", "never asked"] {
        assert!(!Consent.gives(Some(text)) && !Refusal.gives(Some(text)), "{text}");
    }
    assert!(!Consent.gives(None) && !Refusal.gives(None) && RefusedAt.gives(None));
    assert!(!RefusedAt.gives(Some("2024-05-01")) && !RefusedAt.gives(Some("?")));
}

#[test]
fn events_that_undo_interest_are_known_by_name() {
    for name in [
        "Product Removed",
        "Order Refunded",
        "order_cancelled",
        "Storno",
        "Retoure",
        "Rückgabe",
        "Rueckgabe",
        "Remboursement",
        "Devolución",
        "Reso",
        "Geannuleerd",
        "Devolução",
        "Zwrot",
        "Återbetalning",
        "İade",
        "İptal edildi",
        "返品",
        "退款",
    ] {
        assert!(undoes(name), "{name}");
    }
    for name in ["Order Completed", "Product Viewed", "Kauf", "Achat", "Resource Viewed", "購入"]
    {
        assert!(!undoes(name), "{name}");
    }
}
