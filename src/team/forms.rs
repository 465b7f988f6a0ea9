//! What a browser sends about team members and positions.

mod filter;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::access::Inside;
use crate::appointments::PartingForm;
use crate::clock;
use crate::error::{Error, Errors, Result};
use crate::id::PositionId;
use crate::invitations::{GrantForm, Offer};
use crate::text;

use super::model::{Card, Personal, Profile, Settings};

pub use filter::FilterForm;

/// Adding a team member, perhaps with access at once.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewMemberForm {
    pub name: String,
    #[serde(default)]
    pub specialization: String,
    #[serde(default)]
    pub position: String,
    #[serde(default)]
    pub in_schedule: Option<String>,
    #[serde(default)]
    pub assists: Option<String>,
    #[serde(default)]
    pub access: Option<String>,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub role: String,
    #[serde(default)]
    pub language: String,
    #[serde(default)]
    pub last_day: String,
    #[serde(default)]
    pub by_hand: Option<String>,
}

impl NewMemberForm {
    /// The card, and the offer if access is to be given.
    pub fn parse(&self, by: &Inside) -> Result<(Profile, bool, Option<Offer>)> {
        let mut errors = Errors::none();
        let profile = Profile {
            name: text::name("name", "the name", &self.name, "Enter a name", &mut errors),
            specialization: text::line("specialization", "the specialization", &self.specialization, 120, &mut errors),
            position: position("position", &self.position, &mut errors),
            ..Profile::default()
        };
        let offer = match &self.access {
            None => None,
            Some(_) => match self.grant().parse(&self.name, by) {
                Ok(offer) => Some(offer),
                Err(Error::Invalid(more)) => {
                    for fault in more.iter().filter(|fault| fault.field != "name") {
                        errors.add(&fault.field, &fault.message);
                    }
                    None
                }
                Err(other) => return Err(other),
            },
        };
        errors.or((profile, self.assists.is_some(), offer))
    }

    fn grant(&self) -> GrantForm {
        GrantForm {
            email: self.email.clone(),
            phone: self.phone.clone(),
            role: self.role.clone(),
            language: self.language.clone(),
            last_day: self.last_day.clone(),
            by_hand: self.by_hand.clone(),
        }
    }
}

fn position(field: &str, typed: &str, errors: &mut Errors) -> Option<PositionId> {
    if typed.is_empty() {
        return None;
    }
    let parsed = typed.parse().ok();
    if parsed.is_none() {
        errors.add(field, "Choose one of the positions of this location");
    }
    parsed
}

/// The Information tab.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileForm {
    pub name: String,
    #[serde(default)]
    pub specialization: String,
    #[serde(default)]
    pub position: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub birthday: Option<String>,
    #[serde(default)]
    pub home_address: Option<String>,
    pub version: i64,
}

impl ProfileForm {
    pub fn of(card: &Card) -> Self {
        let profile = card.profile.clone();
        let personal = profile.personal.unwrap_or_default();
        ProfileForm {
            name: profile.name,
            specialization: profile.specialization,
            position: profile.position.map(|id| id.to_string()).unwrap_or_default(),
            description: profile.description,
            phone: profile.phone,
            email: profile.email,
            birthday: personal.birthday.map(|day| day.to_string()),
            home_address: Some(personal.home_address),
            version: card.member.version,
        }
    }

    pub fn parse(&self) -> Result<Profile> {
        let mut errors = Errors::none();
        let birthday = self.birthday.as_deref().map(str::trim).filter(|typed| !typed.is_empty());
        let day = birthday.and_then(clock::day);
        if birthday.is_some() && day.is_none() {
            errors.add("birthday", "Enter the birthday as a date, like 1990-05-31");
        }
        let home_address = text::line(
            "home_address",
            "the address",
            self.home_address.as_deref().unwrap_or_default(),
            200,
            &mut errors,
        );
        let profile = Profile {
            name: text::name("name", "the name", &self.name, "Enter a name", &mut errors),
            specialization: text::line("specialization", "the specialization", &self.specialization, 120, &mut errors),
            position: position("position", &self.position, &mut errors),
            description: text::lines("description", "the description", &self.description, 2000, &mut errors),
            phone: text::line("phone", "the phone number", &self.phone, 40, &mut errors),
            email: text::line("email", "the email address", &self.email, 254, &mut errors),
            personal: self.birthday.as_ref().map(|_| Personal { birthday: day, home_address }),
        };
        errors.or(profile)
    }
}

/// The Settings tab.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingsForm {
    #[serde(default)]
    pub external_id: String,
    #[serde(default)]
    pub assists: Option<String>,
    pub version: i64,
    /// What becomes of their assisting, when they are available for it no more.
    #[serde(default)]
    pub assistances: String,
    #[serde(default)]
    pub assistances_to: String,
}

impl SettingsForm {
    pub fn of(card: &Card) -> Self {
        SettingsForm {
            external_id: card.settings.external_id.clone(),
            assists: card.settings.assists.then(|| "yes".to_owned()),
            version: card.member.version,
            ..SettingsForm::default()
        }
    }

    pub fn parse(&self) -> Result<Settings> {
        let mut errors = Errors::none();
        let external_id = text::line("external_id", "the external ID", &self.external_id, 80, &mut errors);
        errors.or(Settings { external_id, assists: self.assists.is_some() })
    }

    pub fn parting(&self) -> PartingForm {
        PartingForm {
            assistances: self.assistances.clone(),
            assistances_to: self.assistances_to.clone(),
            ..PartingForm::default()
        }
    }
}

/// Dismissing on a day, or deleting.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DismissalForm {
    pub on: String,
    /// What becomes of the invitations they sent.
    pub legacy: String,
    /// What becomes of their appointments, and of their assisting.
    pub appointments: String,
    pub appointments_to: String,
    pub assistances: String,
    pub assistances_to: String,
}

impl DismissalForm {
    pub fn parting(&self) -> PartingForm {
        PartingForm {
            appointments: self.appointments.clone(),
            appointments_to: self.appointments_to.clone(),
            assistances: self.assistances.clone(),
            assistances_to: self.assistances_to.clone(),
        }
    }

    pub fn parse(&self) -> Result<NaiveDate> {
        clock::day(&self.on).ok_or_else(|| Error::on("on", "Enter the last day as a date, like 2026-11-30"))
    }
}

/// Moving in the list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceForm {
    /// The member to stand before; empty for the end.
    pub before: String,
}

/// A position.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PositionForm {
    pub title: String,
    #[serde(default)]
    pub description: String,
}

impl PositionForm {
    pub fn parse(&self) -> Result<(String, String)> {
        let mut errors = Errors::none();
        let title = text::name("title", "the title", &self.title, "Enter a title", &mut errors);
        let description = text::line("description", "the description", &self.description, 300, &mut errors);
        errors.or((title, description))
    }
}
