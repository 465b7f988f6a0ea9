//! What a browser sends about a user's access.

mod several;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::access::{Access, Extent, Held, Only, Right, Rights, Role, Section, Sieve, Terms, chosen_rights};
use crate::clock;
use crate::error::{Error, Errors, Result};
use crate::paging::{numbered, query};
use crate::text;
use crate::web::Choice;

pub use several::{ChangesForm, RemovalsForm};

/// What somebody may do from now on.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RightsForm {
    pub role: String,
    /// Whether the rights were shown and could be ticked. Without them, exactly those of the role are meant.
    #[serde(default)]
    pub board: Option<String>,
    #[serde(default)]
    pub right: Vec<String>,
    #[serde(default)]
    pub extent: Vec<String>,
    /// The last day, empty for an access without an end.
    #[serde(default)]
    pub ends_on: String,
    pub version: i64,
    /// What the button was for, where there are several.
    #[serde(default, rename = "do")]
    pub wish: Option<String>,
}

impl RightsForm {
    /// What is stored of somebody, as a form would send it.
    pub fn of(access: &Access) -> Self {
        RightsForm {
            ends_on: access.ends_on.map(|day| day.to_string()).unwrap_or_default(),
            version: access.version,
            ..Self::holding(&access.held)
        }
    }

    /// A role and rights, ready to be sent.
    pub fn holding(held: &Held) -> Self {
        let extents = |(right, extent): (Right, Extent)| {
            let nature = right.nature();
            let scope = nature.has_scope.then(|| format!("{}:{}", right.slug(), extent.scope.slug()));
            let reach = nature.reaches_back.then(|| format!("{}:{}", right.slug(), extent.reach.slug()));
            scope.into_iter().chain(reach)
        };
        RightsForm {
            role: held.role.id.to_string(),
            board: Some("yes".into()),
            right: held.own().iter().map(|right| right.slug().to_owned()).collect(),
            extent: held.own().extents().flat_map(extents).collect(),
            ..RightsForm::default()
        }
    }

    pub fn parse(&self, today: NaiveDate) -> Result<Terms> {
        let mut errors = Errors::none();
        let ends_on = last_day("ends_on", &self.ends_on, today, &mut errors);
        let rights = self.board.as_ref().map(|_| chosen_rights(&self.right, &self.extent)).transpose();
        let rights = rights.unwrap_or_else(|cause| {
            if let Error::Invalid(more) = cause {
                errors.extend(more);
            }
            None
        });
        let Ok(role) = self.role.parse() else {
            errors.add("role", "Choose one of the roles of this location");
            return Err(Error::Invalid(errors));
        };
        errors.or(Terms { role, rights, ends_on })
    }

    /// The rights as far as they can be read: for drawing the form again.
    pub fn chosen(&self, role: &Role) -> Rights {
        match self.board {
            Some(_) => chosen_rights(&self.right, &self.extent).unwrap_or_default(),
            None => role.rights.clone(),
        }
    }

    pub fn wishes(&self, wish: &str) -> bool {
        self.wish.as_deref() == Some(wish)
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

    /// The query of a page with the same people.
    pub fn address(&self, page: usize) -> String {
        query(&[
            ("search", &self.search),
            ("role", &self.role),
            ("right", &self.right),
            ("section", &self.section),
            ("only", &self.only),
            ("page", &numbered(page)),
        ])
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
    match clock::day(typed) {
        Some(day) if day >= today => return Some(day),
        Some(_) => errors.add(field, "Choose today or a later day: this one is over"),
        None => errors.add(field, "Enter the last day as a date, like 2026-11-30"),
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
