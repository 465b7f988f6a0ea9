//! What a browser sends about a location.

use serde::Deserialize;

use crate::error::{Errors, Result};
use crate::id::RoleId;
use crate::language::Language;
use crate::text;
use crate::web::Choice;

use super::model::Details;
use super::subscription::{Paid, Subscription};

/// How long the link in an invitation may work (domain.md §6.3).
const DAYS: std::ops::RangeInclusive<i64> = 1..=30;

/// How long it works unless somebody chooses otherwise, in days.
pub const USUAL_DAYS: i64 = 7;

/// Which roles need a second factor: those ticked now, and those that were when the form was drawn.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignInForm {
    pub needs: Vec<RoleId>,
    pub was: Vec<RoleId>,
}

/// The most seats that a location can have.
const MOST_SEATS: i64 = 100_000;

/// What a location has paid for, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubscriptionForm {
    pub active: Option<String>,
    /// The last day, empty for one without an end.
    #[serde(default)]
    pub ends_on: String,
    /// Empty for as many seats as wanted.
    #[serde(default)]
    pub limit: String,
    /// What was saved when the form was drawn.
    #[serde(default)]
    pub version: String,
}

impl SubscriptionForm {
    pub fn of(subscription: &Subscription) -> Self {
        SubscriptionForm {
            active: subscription.is_active.then(|| "yes".to_owned()),
            ends_on: subscription.ends_on.map(|day| day.to_string()).unwrap_or_default(),
            limit: subscription.limit.map(|limit| limit.to_string()).unwrap_or_default(),
            version: subscription.version(),
        }
    }

    pub fn parse(&self) -> Result<Paid> {
        let mut errors = Errors::none();
        let ends_on = match self.ends_on.trim() {
            "" => None,
            typed => typed.parse().ok().or_else(|| {
                errors.add("ends_on", "Enter the last day as a date, like 2026-11-30, or leave it empty");
                None
            }),
        };
        let limit = match self.limit.trim() {
            "" => None,
            typed => typed.parse().ok().filter(|limit| (0..=MOST_SEATS).contains(limit)).or_else(|| {
                errors.add("limit", "Enter a whole number of seats from 0 to 100,000, or leave it empty");
                None
            }),
        };
        errors.or(Paid { is_active: self.active.is_some(), ends_on, limit })
    }
}

/// The details of a location, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocationForm {
    pub name: String,
    #[serde(default)]
    pub address: String,
    pub country: String,
    pub time_zone: String,
    pub currency: String,
    pub language: String,
    pub invitation_days: String,
    #[serde(default)]
    pub version: i64,
}

impl LocationForm {
    pub fn of(details: &Details, version: i64) -> Self {
        LocationForm {
            name: details.name.clone(),
            address: details.address.clone(),
            country: details.country.clone(),
            time_zone: details.zone.name().to_owned(),
            currency: details.currency.clone(),
            language: details.language.code().to_owned(),
            invitation_days: details.invitation_days.to_string(),
            version,
        }
    }

    pub fn parse(&self) -> Result<Details> {
        self.parse_with("name")
    }

    /// `name_field` is what the form calls the location's name.
    pub fn parse_with(&self, name_field: &str) -> Result<Details> {
        let mut errors = Errors::none();
        let name = text::name(name_field, "the name", &self.name, "Enter the name of the location", &mut errors);
        let address = text::line("address", "the address", &self.address, 200, &mut errors);
        if rust_iso3166::from_alpha2(&self.country).is_none() {
            errors.add("country", "Choose the country, so that phone numbers are read the way you write them");
        }
        let zone = self.time_zone.parse().ok();
        if zone.is_none() {
            errors.add("time_zone", "Choose the time zone of the location");
        }
        if iso_currency::Currency::from_code(&self.currency).is_none() {
            errors.add("currency", "Choose the currency of the location");
        }
        let language = Language::from_code(&self.language);
        if language.is_none() {
            errors.add("language", "Choose the language of the letters to your team");
        }
        let invitation_days = self.invitation_days.trim().parse().ok().filter(|days| DAYS.contains(days));
        if invitation_days.is_none() {
            errors.add("invitation_days", "Enter a number of days from 1 to 30");
        }
        errors.or(Details {
            name,
            address,
            country: self.country.clone(),
            zone: zone.unwrap_or(chrono_tz::UTC),
            currency: self.currency.clone(),
            language: language.unwrap_or_default(),
            invitation_days: invitation_days.unwrap_or_default(),
        })
    }

    pub fn languages(&self) -> Vec<Choice> {
        Choice::languages(&self.language)
    }

    pub fn countries(&self) -> Vec<Choice> {
        let mut all: Vec<_> =
            rust_iso3166::ALL.iter().map(|country| Choice::new(country.alpha2, country.name, &self.country)).collect();
        all.sort_by(|one, other| one.label.cmp(&other.label));
        asking("Choose a country", all)
    }

    pub fn zones(&self) -> Vec<Choice> {
        let places = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).filter(|name| {
            name.contains('/') && !name.starts_with("Etc/") && !name.starts_with("US/") && !name.starts_with("SystemV/")
        });
        asking(
            "Choose a time zone",
            places.map(|name| Choice::new(name, name.replace('_', " "), &self.time_zone)).collect(),
        )
    }

    pub fn currencies(&self) -> Vec<Choice> {
        use iso_currency::IntoEnumIterator;
        let all = iso_currency::Currency::iter()
            .map(|currency| (currency.code(), format!("{} · {}", currency.code(), currency.name())))
            .map(|(code, label)| Choice::new(code, label, &self.currency))
            .collect();
        asking("Choose a currency", all)
    }
}

/// Nothing is guessed: an empty line asks for a choice.
fn asking(question: &str, mut choices: Vec<Choice>) -> Vec<Choice> {
    if !choices.iter().any(|choice| choice.chosen) {
        choices.insert(0, Choice { value: String::new(), label: question.to_owned(), chosen: true });
    }
    choices
}
