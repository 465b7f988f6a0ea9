//! The pages about who provides what.

use askama::Template;

use crate::access::{Inside, Right};
use crate::clock::lasting;
use crate::error::Errors;
use crate::id::LocationId;
use crate::money::{plain, said};
use crate::team::Frame;
use crate::web::{Action, Crumb, Person, View, filters};

use super::super::forms::OwnForm;
use super::super::model::{Own, Provided, Providing, Service};
use super::crumbs;

const TAB: &str = "Services";

/// A person or a service to tick, with terms of one’s own.
pub struct OwnRow {
    pub id: i64,
    pub name: String,
    pub note: String,
    /// The terms of the service itself.
    pub usual: String,
    pub is_on: bool,
    pub price: String,
    pub minutes: String,
    /// How it is saved, in words.
    pub saved: String,
}

impl OwnRow {
    /// A service, on the card of somebody.
    pub fn of_service(one: &Provided, currency: &str) -> Self {
        let usual = format!("{}, {}", said(one.price, currency), lasting(one.minutes));
        Self::new(one.service.0, one.title.clone(), one.heading.clone(), usual, one.own, currency)
    }

    /// Somebody, on the page of a service.
    pub fn of_member(one: &Providing, service: &Service, currency: &str) -> Self {
        let usual = format!("{}, {}", said(service.price, currency), lasting(service.minutes));
        Self::new(one.member.0, one.name.clone(), String::new(), usual, one.own, currency)
    }

    fn new(id: i64, name: String, note: String, usual: String, own: Option<Own>, currency: &str) -> Self {
        let terms = own.unwrap_or_default();
        OwnRow {
            price: terms.price.map(|price| plain(price, currency)).unwrap_or_default(),
            minutes: terms.minutes.map(lasting).unwrap_or_default(),
            is_on: own.is_some(),
            saved: own.map_or("does not provide it".to_owned(), |own| own.said(currency)),
            id,
            name,
            note,
            usual,
        }
    }

    /// With what was typed instead.
    pub fn typed(self, form: &OwnForm) -> Self {
        match form.row(self.id) {
            Some((is_on, price, minutes)) => {
                OwnRow { is_on, price: price.to_owned(), minutes: minutes.to_owned(), ..self }
            }
            None => self,
        }
    }

    /// What is offered on these terms, in words.
    pub fn terms(&self) -> String {
        let parts = [&self.price, &self.minutes];
        let own: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect();
        if own.is_empty() { "As the service says".to_owned() } else { self.saved.clone() }
    }
}

/// The Services tab of a card.
#[derive(Template)]
#[template(path = "services/of_member.html")]
pub struct OfMember {
    pub frame: Frame,
    pub by: Inside,
    pub rows: Vec<OwnRow>,
    pub seen: String,
    pub may_edit: bool,
    pub errors: Errors,
    pub theirs: Vec<(String, String)>,
}

impl OfMember {
    pub fn here(&self) -> LocationId {
        self.by.location().id
    }

    pub fn provides_any(&self) -> bool {
        self.rows.iter().any(|row| row.is_on)
    }

    /// Whether services can be added where there are none.
    pub fn may_add(&self) -> bool {
        self.by.may(Right::EditServices)
    }
}

impl View for OfMember {
    fn title(&self) -> String {
        self.frame.title(TAB)
    }

    fn lede(&self) -> String {
        self.frame.line.clone()
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        self.frame.crumbs(TAB)
    }

    fn crumb(&self) -> String {
        TAB.to_owned()
    }

    fn actions(&self) -> Vec<Action> {
        self.frame.actions.clone()
    }

    fn person(&self) -> Option<Person> {
        Some(self.frame.person())
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Who provides a service.
#[derive(Template)]
#[template(path = "services/providers.html")]
pub struct Providers {
    pub by: Inside,
    pub service: Service,
    pub rows: Vec<OwnRow>,
    pub seen: String,
    pub errors: Errors,
    pub theirs: Vec<(String, String)>,
}

impl View for Providers {
    fn title(&self) -> String {
        format!("Who provides {}", self.service.title)
    }

    fn lede(&self) -> String {
        let terms =
            format!("{}, {}", said(self.service.price, &self.by.location().currency), lasting(self.service.minutes));
        format!("The service is {terms}. Whoever takes more, less, or longer has that here.")
    }

    fn section(&self) -> &'static str {
        "Services"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(&self.by, Some(&self.service))
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
