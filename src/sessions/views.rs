//! The pages at the street door.

use askama::Template;

use crate::error::Errors;
use crate::web::{View, filters};

use super::forms::{SetupForm, SignInForm};

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
