//! Whether somebody may be written to a destination, by everything that tells it.
//!
//! Exports have consent in more than one field: when somebody subscribed and when they left, whether they accept
//! mail and whether they accept SMS, a yes beside a block. A no in any of them counts, whatever the others say and however
//! much later; only where nothing says no does a yes count.

use super::destination::content::Content;
use super::error::ExportError;
use super::input::{Field, Fields, Person};
use super::settings::Consent;
use crate::base::field_names::{self, Channel, Polarity};

/// The traits that count for one destination.
#[derive(Debug)]
pub(super) struct Consents<'a> {
    consent: &'a Consent,
    traits: Vec<(Field, Option<Polarity>)>,
}

/// What a trait says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    Yes,
    No,
    Nothing,
}

impl<'a> Consents<'a> {
    /// Those that speak of how a destination reaches people (`needs`: what it knows them by): what was said of calls and SMS
    /// does not count for mail, nor the other way round, where anything else is known.
    pub fn of(
        consent: &'a Consent,
        fields: &Fields,
        needs: &[Vec<Content>],
    ) -> Result<Self, ExportError> {
        let needed = |content: Content| needs.iter().flatten().any(|need| *need == content);
        let own = match needed(Content::Phone) && !needed(Content::Email) {
            true => Channel::Phone,
            false => Channel::Mail,
        };
        let speaks = |name: &&str| field_names::channel(name).is_none_or(|channel| channel == own);
        let mut names: Vec<&str> = consent.columns().filter(speaks).collect();
        if names.is_empty() {
            names = consent.columns().collect();
        }
        let found = names.into_iter().map(|name| {
            let field = fields.field(&Content::Trait(name.to_owned()), 0);
            let missing = || ExportError::NoConsentTrait(name.to_owned());
            field.map(|field| (field, field_names::consent(name))).ok_or_else(missing)
        });
        Ok(Self { consent, traits: found.collect::<Result<_, ExportError>>()? })
    }

    /// Whether a person agreed.
    pub fn agrees(&self, person: &Person<'_>) -> bool {
        // Not to have left is less than to have come in, where that is asked too.
        let asked = |polarity: Option<Polarity>| polarity.is_none_or(|p| p == Polarity::Consent);
        let any_asked = self.traits.iter().any(|(_, polarity)| asked(*polarity));
        let mut yes = false;
        for &(field, polarity) in &self.traits {
            match self.says(polarity, person.text(field)) {
                Says::No => return false,
                Says::Yes => yes |= !any_asked || asked(polarity),
                Says::Nothing => {}
            }
        }
        yes
    }

    fn says(&self, polarity: Option<Polarity>, cell: Option<&str>) -> Says {
        let listed =
            |cell: &str| self.consent.yes.iter().any(|yes| yes.eq_ignore_ascii_case(cell.trim()));
        let yes = cell.is_some_and(listed)
            || match polarity {
                Some(polarity) => polarity.gives(cell),
                None => cell.and_then(field_names::agreed) == Some(true),
            };
        match (yes, cell) {
            (true, _) => Says::Yes,
            (false, Some(_)) => Says::No,
            (false, None) => Says::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether somebody with these cells is written where people are known by `needs`.
    fn agrees(cells: &[(&str, &str)], needs: Content) -> bool {
        let names: Vec<String> = cells.iter().map(|(name, _)| (*name).to_owned()).collect();
        let consent = Consent::by_all(names.clone()).unwrap();
        let traits = cells.iter().map(|(_, cell)| Some((*cell).into())).collect();
        let person = Person { traits, ..Person::default() };
        let consents = Consents::of(&consent, &Fields::suggest(names), &[vec![needs]]).unwrap();
        consents.agrees(&person)
    }

    #[test]
    fn a_no_anywhere_counts_and_a_yes_where_it_is_asked() {
        for (cells, expected) in [
            (&[("subscribed_at", "2026-01-01"), ("unsubscribed_at", "")][..], true),
            (&[("subscribed_at", "2026-01-01"), ("unsubscribed_at", "2025-01-01")], false),
            (&[("OPTIN_TIME", "2026-01-01"), ("UNSUB_TIME", "2026-02-01")], false),
            (&[("newsletter", "yes"), ("marketing_consent", "false")], false),
            (&[("newsletter", "yes"), ("marketing_consent", "")], true),
            (&[("email_opt_in", "true"), ("do_not_contact", "true")], false),
            (&[("email_opt_in", "true"), ("do_not_contact", "perhaps")], false),
            (&[("email_opt_in", ""), ("do_not_contact", "false")], false),
            (&[("unsubscribed", ""), ("unsubscribed_at", "")], true),
            (&[("unsubscribed", "")], false),
            (&[("Email Marketing Consent", "yes"), ("Email Suppressions", "bounced")], false),
        ] {
            assert_eq!(agrees(cells, Content::Email), expected, "{cells:?}");
            let mut turned = cells.to_vec();
            turned.reverse();
            assert_eq!(agrees(&turned, Content::Email), expected, "{turned:?}");
        }
    }

    #[test]
    fn what_was_said_of_sms_counts_for_sms() {
        let cells = [("Accepts Email Marketing", "yes"), ("Accepts SMS Marketing", "no")];
        assert!(agrees(&cells, Content::Email));
        assert!(!agrees(&cells, Content::Phone));
        let cells = [("Accepts Email Marketing", "no"), ("Accepts SMS Marketing", "yes")];
        assert!(!agrees(&cells, Content::Email));
        assert!(agrees(&cells, Content::Phone));
        // Nothing else is known; and what holds for all holds for SMS.
        assert!(agrees(&[("email_opt_in", "yes")], Content::Phone));
        assert!(!agrees(&[("sms_opt_in", "yes"), ("unsubscribed", "yes")], Content::Phone));
    }
}
