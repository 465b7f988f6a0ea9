//! The pages at the street door.

mod factor;
mod places;

pub use factor::{Begin, Code, Codes, Factor, On, Stage};
pub use places::{Attempt, Place, Places};

use askama::Template;

use crate::error::Errors;
use crate::web::{View, filters};

use super::forms::{ForgottenForm, SetupForm, SignInForm};

#[derive(Template)]
#[template(path = "sessions/new.html")]
pub struct SignIn {
    pub form: SignInForm,
    pub errors: Errors,
}

impl View for SignIn {
    fn title(&self) -> String {
        "Sign in".into()
    }

    fn lede(&self) -> String {
        "Use the email or the phone number your salon invited.".into()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

#[derive(Template)]
#[template(path = "sessions/setup.html")]
pub struct FirstRun {
    pub form: SetupForm,
    pub errors: Errors,
}

impl View for FirstRun {
    fn title(&self) -> String {
        "Welcome to Parlour".into()
    }

    fn lede(&self) -> String {
        "You will be the owner of the first location. You can add your team right after.".into()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Behind a one-time sign-in link.
#[derive(Template)]
#[template(path = "sessions/enter.html")]
pub struct Enter {
    pub token: String,
}

impl View for Enter {
    fn title(&self) -> String {
        "Come back in".into()
    }

    fn lede(&self) -> String {
        "This link signs you in once, without a password.".into()
    }
}

/// The password again, before a deed that needs it.
#[derive(Template)]
#[template(path = "sessions/confirmation.html")]
pub struct Confirmation {
    pub next: String,
    /// The form that was sent without being sure, for `next`: nothing typed is lost.
    pub kept: String,
    pub errors: Errors,
}

impl View for Confirmation {
    fn title(&self) -> String {
        "Is it still you?".into()
    }

    fn lede(&self) -> String {
        let ask = "You gave your password more than 10 minutes ago. Enter it again to go on.";
        if self.kept.is_empty() { ask.into() } else { format!("{ask} What you typed is kept.") }
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// What was typed, ready to be sent now that the password was given again.
#[derive(Template)]
#[template(path = "sessions/resume.html")]
pub struct Resume {
    pub action: String,
    pub fields: Vec<(String, String)>,
}

impl View for Resume {
    fn title(&self) -> String {
        "It is you".into()
    }

    fn lede(&self) -> String {
        "What you typed is still here.".into()
    }
}

/// Asking for a new password.
#[derive(Template)]
#[template(path = "sessions/forgotten.html")]
pub struct Forgotten {
    pub form: ForgottenForm,
    pub errors: Errors,
}

impl View for Forgotten {
    fn title(&self) -> String {
        "Forgotten password".into()
    }

    fn lede(&self) -> String {
        "We send a link to the email address you sign in with.".into()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Choosing a new password.
#[derive(Template)]
#[template(path = "sessions/new_password.html")]
pub struct NewPassword {
    pub token: String,
    pub name: String,
    pub errors: Errors,
}

impl View for NewPassword {
    fn title(&self) -> String {
        "Choose a new password".into()
    }

    fn lede(&self) -> String {
        format!("For the account of {}. Everywhere you are signed in, you will be signed out.", self.name)
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
