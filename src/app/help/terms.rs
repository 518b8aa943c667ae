//! The field's words, each explained in a sentence or two: on hover where they stand, and in help.

use crate::base::language::t;

/// A word of the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    AnonymousId,
    AsOf,
    Auc,
    Audience,
    Average,
    AveragePrecision,
    BackTest,
    By,
    Calibration,
    Campaign,
    Catalog,
    Caught,
    Column,
    Consent,
    ControlGroup,
    Destination,
    Engage,
    Event,
    Gains,
    Hashing,
    LastPerson,
    Lift,
    LogLoss,
    Overlap,
    Profit,
    Propensity,
    Quality,
    Rate,
    Recommend,
    WhoMayBeIn,
    Within,
}

impl Term {
    /// All of them.
    pub const ALL: [Self; 31] = [
        Self::AnonymousId,
        Self::AsOf,
        Self::Auc,
        Self::Audience,
        Self::Average,
        Self::AveragePrecision,
        Self::BackTest,
        Self::By,
        Self::Calibration,
        Self::Campaign,
        Self::Catalog,
        Self::Caught,
        Self::Column,
        Self::Consent,
        Self::ControlGroup,
        Self::Destination,
        Self::Engage,
        Self::Event,
        Self::Gains,
        Self::Hashing,
        Self::LastPerson,
        Self::Lift,
        Self::LogLoss,
        Self::Overlap,
        Self::Profit,
        Self::Propensity,
        Self::Quality,
        Self::Rate,
        Self::Recommend,
        Self::WhoMayBeIn,
        Self::Within,
    ];

    /// All in the order of the alphabet, as the current language has it.
    pub fn sorted() -> [Self; Self::ALL.len()] {
        let mut all = Self::ALL;
        all.sort_by_key(|term| letters(term.name()));
        all
    }

    /// The word.
    pub fn name(self) -> &'static str {
        match self {
            Self::AnonymousId => t!("terms-anonymous-id"),
            Self::AsOf => t!("terms-as-of"),
            Self::Auc => t!("terms-auc"),
            Self::Audience => t!("terms-audience"),
            Self::Average => t!("terms-average"),
            Self::AveragePrecision => t!("terms-average-precision"),
            Self::BackTest => t!("terms-back-test"),
            Self::By => t!("terms-by"),
            Self::Calibration => t!("terms-calibration"),
            Self::Campaign => t!("terms-campaign"),
            Self::Catalog => t!("terms-catalog"),
            Self::Caught => t!("terms-caught"),
            Self::Column => t!("terms-column"),
            Self::Consent => t!("terms-consent"),
            Self::ControlGroup => t!("terms-control-group"),
            Self::Destination => t!("terms-destination"),
            Self::Engage => t!("terms-engage"),
            Self::Event => t!("terms-event"),
            Self::Gains => t!("terms-gains"),
            Self::Hashing => t!("terms-hashing"),
            Self::LastPerson => t!("terms-last-person"),
            Self::Lift => t!("terms-lift"),
            Self::LogLoss => t!("terms-log-loss"),
            Self::Overlap => t!("terms-overlap"),
            Self::Profit => t!("terms-profit"),
            Self::Propensity => t!("terms-propensity"),
            Self::Quality => t!("terms-quality"),
            Self::Rate => t!("terms-rate"),
            Self::Recommend => t!("terms-recommend"),
            Self::WhoMayBeIn => t!("terms-who-may-be-in"),
            Self::Within => t!("terms-within"),
        }
    }

    /// What it means.
    pub fn about(self) -> &'static str {
        match self {
            Self::AnonymousId => t!("terms-anonymous-id-about"),
            Self::AsOf => t!("terms-as-of-about"),
            Self::Auc => t!("terms-auc-about"),
            Self::Audience => t!("terms-audience-about"),
            Self::Average => t!("terms-average-about"),
            Self::AveragePrecision => t!("terms-average-precision-about"),
            Self::BackTest => t!("terms-back-test-about"),
            Self::By => t!("terms-by-about"),
            Self::Calibration => t!("terms-calibration-about"),
            Self::Campaign => t!("terms-campaign-about"),
            Self::Catalog => t!("terms-catalog-about"),
            Self::Caught => t!("terms-caught-about"),
            Self::Column => t!("terms-column-about"),
            Self::Consent => t!("terms-consent-about"),
            Self::ControlGroup => t!("terms-control-group-about"),
            Self::Destination => t!("terms-destination-about"),
            Self::Engage => t!("terms-engage-about"),
            Self::Event => t!("terms-event-about"),
            Self::Gains => t!("terms-gains-about"),
            Self::Hashing => t!("terms-hashing-about"),
            Self::LastPerson => t!("terms-last-person-about"),
            Self::Lift => t!("terms-lift-about"),
            Self::LogLoss => t!("terms-log-loss-about"),
            Self::Overlap => t!("terms-overlap-about"),
            Self::Profit => t!("terms-profit-about"),
            Self::Propensity => t!("terms-propensity-about"),
            Self::Quality => t!("terms-quality-about"),
            Self::Rate => t!("terms-rate-about"),
            Self::Recommend => t!("terms-recommend-about"),
            Self::WhoMayBeIn => t!("terms-who-may-be-in-about"),
            Self::Within => t!("terms-within-about"),
        }
    }
}

/// A word by which it is sorted: umlauts beside their vowels, as German dictionaries have it.
fn letters(word: &str) -> String {
    let plain = |c: char| match c {
        'ä' => 'a',
        'ö' => 'o',
        'ü' => 'u',
        c => c,
    };
    word.to_lowercase().chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::language::Language;

    #[test]
    fn words_stand_once_in_order_and_are_explained() {
        for language in Language::ALL {
            language.within(|| {
                let all = Term::sorted();
                assert!(all.windows(2).all(|two| letters(two[0].name()) < letters(two[1].name())));
                assert!(all.iter().all(|term| term.about().ends_with('.')));
            });
        }
        let last = Language::German.within(|| Term::sorted().map(Term::name));
        let place = |word| last.iter().position(|name| *name == word).unwrap();
        assert!(place("Stichtag") < place("Überschneidung"));
        assert!(place("Überschneidung") < place("Wer infrage kommt"));
    }
}
