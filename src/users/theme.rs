//! How a person likes to look at Parlour: light, dark, or as their device is set.

/// The colours of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the device is set.
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    pub fn slug(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Theme::System => "As my device is set",
            Theme::Light => "Light",
            Theme::Dark => "Dark",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Theme::ALL.into_iter().find(|theme| theme.slug() == slug)
    }

    /// Takes back what was stored.
    pub fn stored(slug: &str) -> Self {
        Self::from_slug(slug).unwrap_or_default()
    }
}
