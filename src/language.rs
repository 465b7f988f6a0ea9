//! The languages in which Parlour writes to people. Its pages are in English for now.

/// A language of letters and texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    #[default]
    English,
    Spanish,
    Portuguese,
    German,
    French,
    Russian,
}

impl Language {
    pub const ALL: [Language; 6] = [
        Language::English,
        Language::Spanish,
        Language::Portuguese,
        Language::German,
        Language::French,
        Language::Russian,
    ];

    /// ISO 639-1: how it is stored, and the name of its folder of letters.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Spanish => "es",
            Language::Portuguese => "pt",
            Language::German => "de",
            Language::French => "fr",
            Language::Russian => "ru",
        }
    }

    /// As its own speakers call it.
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Spanish => "Español",
            Language::Portuguese => "Português",
            Language::German => "Deutsch",
            Language::French => "Français",
            Language::Russian => "Русский",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Language::ALL.into_iter().find(|language| language.code() == code)
    }

    /// Takes back what was stored.
    pub fn stored(code: &str) -> Self {
        Self::from_code(code).unwrap_or_default()
    }
}
