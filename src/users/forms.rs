//! What a browser sends about a user's access.

mod several;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::access::{Only, Right, Role, Section, Sieve, Terms};
use crate::error::{Error, Errors, Result};
use crate::text;
use crate::web::Choice;

pub use several::{ChangesForm, RemovalsForm};

/// Another role, or another last day.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermsForm {
    pub role: String,
    /// The last day, empty for an access without an end.
    #[serde(default)]
    pub ends_on: String,
    pub version: i64,
}

impl TermsForm {
    pub fn parse(&self, today: NaiveDate) -> Result<Terms> {
        let mut errors = Errors::none();
        let ends_on = last_day("ends_on", &self.ends_on, today, &mut errors);
        let Ok(role) = self.role.parse() else {
            errors.add("role", "Choose one of the roles of this location");
            return Err(Error::Invalid(errors));
        };
        errors.or(Terms { role, rights: None, ends_on })
    }
}

/// Whom a page about everybody shows, as its address says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PeopleQuery {
    pub search: String,
    pub role: String,
    /// Who can do this?
    pub right: String,
    pub section: String,
    pub only: String,
    page: usize,
}

impl PeopleQuery {
    pub fn sieve(&self) -> Sieve {
        Sieve {
            search: self.search.trim().to_owned(),
            role: self.role.parse().ok(),
            right: Right::from_slug(&self.right),
            only: Only::from_slug(&self.only),
        }
    }

    /// The rights to show: the one that is asked for, those of a section, or all.
    pub fn heads(&self) -> Vec<Right> {
        match (Right::from_slug(&self.right), Section::ALL.iter().find(|section| section.title() == self.section)) {
            (Some(right), _) => vec![right],
            (None, Some(section)) => section.rights().collect(),
            (None, None) => Right::ALL.to_vec(),
        }
    }

    pub fn page(&self) -> usize {
        self.page.min(100_000)
    }

    /// Whether somebody may be left out.
    pub fn is_narrow(&self) -> bool {
        [&self.search, &self.role, &self.right, &self.only].into_iter().any(|typed| !typed.trim().is_empty())
    }

    /// The address of a page with the same people.
    pub fn address(&self, page: usize) -> String {
        let mut pairs = url::form_urlencoded::Serializer::new(String::new());
        let typed = [
            ("search", &self.search),
            ("role", &self.role),
            ("right", &self.right),
            ("section", &self.section),
            ("only", &self.only),
        ];
        pairs.extend_pairs(typed.into_iter().filter(|(_, value)| !value.is_empty()));
        if page > 0 {
            pairs.append_pair("page", &page.to_string());
        }
        match pairs.finish() {
            nothing if nothing.is_empty() => nothing,
            some => format!("?{some}"),
        }
    }

    pub fn role_choices(&self, roles: &[Role]) -> Vec<Choice> {
        let any = std::iter::once(Choice::new("", "Any role", &self.role));
        any.chain(roles.iter().map(|role| Choice::new(role.id, &role.name, &self.role))).collect()
    }

    pub fn right_choices(&self) -> Vec<Choice> {
        let any = std::iter::once(Choice::new("", "Any right", &self.right));
        any.chain(Right::ALL.iter().map(|right| Choice::new(right.slug(), right.title(), &self.right))).collect()
    }

    pub fn section_choices(&self) -> Vec<Choice> {
        let all = std::iter::once(Choice::new("", "All sections", &self.section));
        all.chain(Section::ALL.iter().map(|section| Choice::new(section.title(), section.title(), &self.section)))
            .collect()
    }
}

/// Reads the last day of an access: today or later, or none.
pub fn last_day(field: &str, typed: &str, today: NaiveDate, errors: &mut Errors) -> Option<NaiveDate> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    match typed.parse() {
        Ok(day) if day >= today => return Some(day),
        Ok(_) => errors.add(field, "Choose today or a later day: this one is over"),
        Err(_) => errors.add(field, "Enter the last day as a date, like 2026-11-30"),
    }
    None
}

/// Another name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameForm {
    pub name: String,
}

impl NameForm {
    pub fn parse(&self) -> Result<String> {
        let mut errors = Errors::none();
        let name = text::name("name", "your name", &self.name, "Enter your name", &mut errors);
        errors.or(name)
    }
}

/// Another password, with the current one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordForm {
    pub current: String,
    pub password: String,
}
