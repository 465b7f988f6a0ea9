//! The pages of the second factor.

use askama::Template;

use crate::error::Errors;
use crate::web::{View, filters};

/// Signing in, second half.
#[derive(Template)]
#[template(path = "sessions/code.html")]
pub struct Code {
    pub next: String,
    pub errors: Errors,
}

impl View for Code {
    fn title(&self) -> String {
        "Enter your code".into()
    }

    fn lede(&self) -> String {
        "One step more: open the app on your device. It shows six digits for Parlour.".into()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// One's own second factor.
#[derive(Template)]
#[template(path = "sessions/second_factor.html")]
pub struct Factor {
    pub stage: Stage,
    /// Where to go when it is on.
    pub next: String,
    pub errors: Errors,
}

pub enum Stage {
    Off,
    Begun(Begin),
    On(On),
    Given(Codes),
}

/// What the device has to know: drawn, and in letters.
pub struct Begin {
    pub url: String,
    pub key: String,
}

pub struct On {
    pub codes: i64,
}

/// Recovery codes, shown this once.
pub struct Codes {
    pub codes: Vec<String>,
    pub is_first: bool,
    pub next: String,
}

impl Codes {
    pub fn new(codes: Vec<String>, is_first: bool, next: Option<String>) -> Self {
        Codes { codes, is_first, next: next.unwrap_or_else(|| "/account/second-factor".into()) }
    }
}

impl Factor {
    pub fn given(codes: Codes) -> Self {
        Factor { stage: Stage::Given(codes), next: String::new(), errors: Errors::none() }
    }
}

impl View for Factor {
    fn title(&self) -> String {
        match self.stage {
            Stage::Given(_) => "Your recovery codes".into(),
            _ => "Second factor".into(),
        }
    }

    fn lede(&self) -> String {
        match &self.stage {
            Stage::Off | Stage::Begun(_) => {
                "A code from your phone, besides your password: who learns the password alone stays outside.".into()
            }
            Stage::On(_) => "It is on: signing in asks for your password and for a code from your phone.".into(),
            Stage::Given(codes) if codes.is_first => {
                "Your second factor is on. These codes open the door when your phone is lost, each of them once.".into()
            }
            Stage::Given(_) => "The codes you had before open nothing any more.".into(),
        }
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
