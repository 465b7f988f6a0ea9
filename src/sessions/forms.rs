//! What a browser sends to come in.

use serde::Deserialize;
use url::Url;

use crate::error::{Errors, Result};
use crate::language::Language;
use crate::locations::{Details, LocationForm, USUAL_DAYS};
use crate::text;
use crate::users::{Contact, Email, password};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignInForm {
    pub login: String,
    pub password: String,
    #[serde(default)]
    pub next: String,
}

impl SignInForm {
    /// The contact that was typed; `None` for what nobody could have, which is told from a wrong password by nothing.
    pub fn contact(&self) -> Option<Contact> {
        Contact::parse(&self.login, "").ok()
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignOutForm {
    pub next: String,
}

/// The password again.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfirmationForm {
    pub password: String,
    #[serde(default)]
    pub next: String,
    /// The fields of the form that waits for the password.
    #[serde(default)]
    pub kept: String,
}

impl ConfirmationForm {
    /// The fields that wait, as they were typed.
    pub fn fields(&self) -> Vec<(String, String)> {
        url::form_urlencoded::parse(self.kept.as_bytes()).into_owned().collect()
    }
}

/// A code, from a device or from paper.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeForm {
    pub code: String,
    #[serde(default)]
    pub next: String,
}

/// Setting up a second factor.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BeginForm {
    pub next: String,
}

/// Asking for a new password.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForgottenForm {
    pub email: String,
}

/// Choosing it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPasswordForm {
    pub password: String,
}

/// Where to go next: a path of this site, or nothing (security.md SD4).
pub fn safe_next(base: &Url, next: &str) -> Option<String> {
    if !next.starts_with('/') || next.contains(['\\', '\r', '\n', '\t']) {
        return None;
    }
    let target = base.join(next).ok()?;
    let is_here = target.origin() == base.origin() && target.username().is_empty() && !target.path().starts_with("//");
    is_here.then(|| match target.query() {
        Some(query) => format!("{}?{query}", target.path()),
        None => target.path().to_owned(),
    })
}

/// The first page of an empty house: the owner and the first location.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetupForm {
    pub name: String,
    pub email: String,
    pub password: String,
    pub location: String,
    pub country: String,
    pub time_zone: String,
    pub currency: String,
}

/// What first run needs.
#[derive(Debug)]
pub struct Setup {
    pub name: String,
    pub email: Email,
    pub details: Details,
}

impl SetupForm {
    /// The part of the form that is about the location.
    pub fn place(&self) -> LocationForm {
        LocationForm {
            name: self.location.clone(),
            country: self.country.clone(),
            time_zone: self.time_zone.clone(),
            currency: self.currency.clone(),
            language: Language::default().code().to_owned(),
            invitation_days: USUAL_DAYS.to_string(),
            ..LocationForm::default()
        }
    }

    pub fn parse(&self) -> Result<Setup> {
        let mut errors = Errors::none();
        let name = text::name("name", "your name", &self.name, "Enter your name", &mut errors);
        let email = Email::parse(&self.email);
        if email.is_err() {
            errors.add("email", "Enter your email address in full, like name@example.com");
        }
        if let Some(weakness) = password::weakness(&self.password, &[&self.name, &self.email, &self.location]) {
            errors.add("password", weakness);
        }
        let details = match self.place().parse_with("location") {
            Ok(details) => Some(details),
            Err(crate::error::Error::Invalid(more)) => {
                errors.extend(more);
                None
            }
            Err(other) => return Err(other),
        };
        match (email, details) {
            (Ok(email), Some(details)) => errors.or(Setup { name, email, details }),
            _ => Err(crate::error::Error::Invalid(errors)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e17_sd4_next_never_leads_to_another_site() {
        let base = Url::parse("http://localhost:8080").unwrap();

        for (next, expected) in [
            ("/locations/1/team?q=a", Some("/locations/1/team?q=a")),
            ("/x//e", Some("/x//e")),
            ("//evil.test", None),
            ("/\\evil.test", None),
            ("\\\\evil.test", None),
            ("/\t/evil.test", None),
            ("https:evil.test", None),
            ("https://evil.test/", None),
            ("javascript:alert(1)", None),
            ("@evil.test", None),
            ("/\r\nSet-Cookie: a=b", None),
            ("/..//evil.test", None),
            ("", None),
        ] {
            assert_eq!(safe_next(&base, next).as_deref(), expected, "{next:?}");
        }
    }
}
