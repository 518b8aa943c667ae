//! The languages that the program speaks, and which of them it speaks now.

use std::sync::atomic::{AtomicU8, Ordering};

use serde::{Deserialize, Serialize};

/// A language that the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Language {
    /// English, as written in the United States.
    #[default]
    English,
    /// German, formal.
    German,
}

static CURRENT: AtomicU8 = AtomicU8::new(Language::English as u8);

thread_local! {
    static WITHIN: std::cell::Cell<Option<Language>> = const { std::cell::Cell::new(None) };
}

impl Language {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// The language of the texts that are asked for now.
    pub fn current() -> Self {
        if let Some(language) = WITHIN.get() {
            return language;
        }
        let current = CURRENT.load(Ordering::Relaxed);
        Self::ALL.into_iter().find(|language| *language as u8 == current).unwrap_or_default()
    }

    /// From now on texts are in this language. What was put into words before stays as it is.
    /// In a test it is so on this thread alone, for others run beside it.
    pub fn speak(self) {
        #[cfg(not(test))]
        CURRENT.store(self as u8, Ordering::Relaxed);
        #[cfg(test)]
        WITHIN.set(Some(self));
    }

    /// Does something with texts in this language, on this thread alone: what is written for programs
    /// is English, whatever the window speaks.
    pub fn within<T>(self, act: impl FnOnce() -> T) -> T {
        let before = WITHIN.replace(Some(self));
        let result = act();
        WITHIN.set(before);
        result
    }

    /// The country that the system is set to, where it says one.
    pub fn country_of_system() -> Option<String> {
        sys_locale::get_locales().find_map(|locale| Self::country_of_locale(&locale))
    }

    /// The language of the system, where the program speaks it; English otherwise.
    pub fn of_system() -> Self {
        sys_locale::get_locales().find_map(|locale| Self::of_locale(&locale)).unwrap_or_default()
    }

    /// The country of a locale such as `de-AT` or `en_GB.UTF-8`: two letters of ISO 3166.
    fn country_of_locale(locale: &str) -> Option<String> {
        let name = locale.split(['.', '@']).next()?;
        let mut parts = name.split(['-', '_']).skip(1);
        let country = |part: &&str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase());
        parts.find(country).map(str::to_owned)
    }

    /// The language of a locale such as `de-AT` or `en_GB.UTF-8`, where the program speaks it.
    fn of_locale(locale: &str) -> Option<Self> {
        let language = locale.split(['-', '_', '.']).next()?;
        Self::ALL.into_iter().find(|known| known.code().eq_ignore_ascii_case(language))
    }

    /// "de": its code in ISO 639.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// What those who speak it call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// What stands between the thousands of a number.
    pub fn thousands(self) -> char {
        match self {
            Self::English => ',',
            Self::German => '.',
        }
    }

    /// What stands before the decimals of a number.
    pub fn decimal(self) -> char {
        match self {
            Self::English => '.',
            Self::German => ',',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_its_language() {
        let all =
            ["de", "de-AT", "de_DE.UTF-8", "EN-gb", "fr-FR", "C", ""].map(Language::of_locale);
        let german = Some(Language::German);
        assert_eq!(all, [german, german, german, Some(Language::English), None, None, None]);
    }

    #[test]
    fn a_locale_names_its_country() {
        let all = ["de-AT", "en_GB.UTF-8", "zh-Hans-CN", "ca_ES@valencia", "de", "C.UTF-8", ""];
        let all = all.map(Language::country_of_locale);
        let countries = [Some("AT"), Some("GB"), Some("CN"), Some("ES"), None, None, None];
        assert_eq!(all.each_ref().map(|country| country.as_deref()), countries);
    }

    #[test]
    fn a_language_within_is_that_of_the_act_alone() {
        let inner = Language::German.within(Language::current);
        assert_eq!((inner, Language::current()), (Language::German, Language::English));
    }
}
