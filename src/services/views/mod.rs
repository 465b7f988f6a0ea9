//! The pages about services.

mod categories;
mod chain;
mod providers;

use askama::Template;

use crate::access::{Inside, Right};
use crate::activity::Event;
use crate::clock::lasting;
use crate::error::Errors;
use crate::id::LocationId;
use crate::money::said;
use crate::web::{Action, Choice, Crumb, View, filters};

use super::forms::{FilterForm, ServiceForm};
use super::model::{Group, Providing, Row, Service};

pub use categories::{Categories, EditCategory, Order, Place, Places};
pub use chain::{Across, Give, Planned, Tick};
pub use providers::{OfMember, OwnRow, Providers};

pub fn services_of(here: LocationId) -> String {
    format!("/locations/{here}/services")
}

/// The way back to the list, for whoever may open it.
fn crumbs(by: &Inside, service: Option<&Service>) -> Vec<Crumb> {
    let base = services_of(by.location().id);
    let one = service.map(|service| Crumb::new(&service.title, format!("{base}/{}", service.id)));
    let all = std::iter::once(Crumb::new("Services", base.clone())).chain(one);
    if by.may(Right::ViewServices) { all.collect() } else { Vec::new() }
}

/// The list of services.
#[derive(Template)]
#[template(path = "services/index.html")]
pub struct Index {
    pub by: Inside,
    pub groups: Vec<Group>,
    pub form: FilterForm,
    pub categories: Vec<Choice>,
    pub shown: Vec<Choice>,
}

impl Index {
    pub fn here(&self) -> LocationId {
        self.by.location().id
    }

    pub fn total(&self) -> usize {
        self.groups.iter().map(|group| group.rows.len()).sum()
    }

    pub fn price(&self, row: &Row) -> String {
        said(row.price, &self.by.location().currency)
    }

    pub fn duration(&self, row: &Row) -> String {
        lasting(row.minutes)
    }

    pub fn may_edit(&self) -> bool {
        self.by.may(Right::EditServices)
    }
}

impl View for Index {
    fn title(&self) -> String {
        "Services".into()
    }

    fn lede(&self) -> String {
        "What clients can book, for how much and how long, and who provides it.".into()
    }

    fn section(&self) -> &'static str {
        "Services"
    }

    fn actions(&self) -> Vec<Action> {
        let base = services_of(self.here());
        if !self.may_edit() {
            return Vec::new();
        }
        vec![
            Action::plain("Categories", "list", format!("{base}/categories")),
            Action::plain("Arrange", "sort", format!("{base}/order")),
            Action::primary("Add service", "plus", format!("{base}/new")),
        ]
    }
}

/// One service.
#[derive(Template)]
#[template(path = "services/show.html")]
pub struct Show {
    pub by: Inside,
    pub service: Service,
    /// Those who provide it.
    pub team: Vec<Providing>,
    /// Whether their cards are open to the viewer.
    pub opens_cards: bool,
    pub events: Vec<(String, Event)>,
}

impl Show {
    pub fn here(&self) -> LocationId {
        self.by.location().id
    }

    pub fn may_edit(&self) -> bool {
        self.by.may(Right::EditServices)
    }

    pub fn price(&self) -> String {
        said(self.service.price, &self.by.location().currency)
    }

    pub fn duration(&self) -> String {
        lasting(self.service.minutes)
    }

    pub fn price_of(&self, one: &Providing) -> String {
        let own = one.own.and_then(|own| own.price);
        said(own.unwrap_or(self.service.price), &self.by.location().currency)
    }

    pub fn duration_of(&self, one: &Providing) -> String {
        lasting(one.own.and_then(|own| own.minutes).unwrap_or(self.service.minutes))
    }

    pub fn is_own(&self, one: &Providing) -> bool {
        one.own.is_some_and(|own| own.price.is_some() || own.minutes.is_some())
    }
}

impl View for Show {
    fn title(&self) -> String {
        self.service.title.clone()
    }

    fn lede(&self) -> String {
        self.service.heading.clone()
    }

    fn section(&self) -> &'static str {
        "Services"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(&self.by, None)
    }

    fn actions(&self) -> Vec<Action> {
        let base = format!("{}/{}", services_of(self.here()), self.service.id);
        let links = [
            (Right::EditServices, Action::primary("Change", "settings", format!("{base}/edit"))),
            (Right::EditMemberServices, Action::plain("Who provides it", "team", format!("{base}/providers"))),
            (Right::DeleteServices, Action::danger("Delete…", "ban", format!("{base}/deletion"))),
        ];
        links.into_iter().filter(|(right, _)| self.by.may(*right)).map(|(_, link)| link).collect()
    }
}

/// A service is added or changed.
#[derive(Template)]
#[template(path = "services/edit.html")]
pub struct Edit {
    pub by: Inside,
    /// Nothing while it is new.
    pub service: Option<Service>,
    pub form: ServiceForm,
    pub categories: Vec<Choice>,
    pub errors: Errors,
    /// What somebody else has saved meanwhile.
    pub theirs: Vec<(&'static str, String)>,
}

impl Edit {
    /// Where the form goes.
    pub fn action(&self) -> String {
        let base = services_of(self.by.location().id);
        self.service.as_ref().map_or(base.clone(), |service| format!("{base}/{}", service.id))
    }

    pub fn price_hint(&self) -> String {
        format!("In {}", self.by.location().currency)
    }
}

impl View for Edit {
    fn title(&self) -> String {
        self.service.as_ref().map_or("Add service".into(), |service| format!("Change {}", service.title))
    }

    fn section(&self) -> &'static str {
        "Services"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(&self.by, self.service.as_ref())
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Before a service is deleted: what will happen.
#[derive(Template)]
#[template(path = "services/deletion.html")]
pub struct Deletion {
    pub by: Inside,
    pub service: Service,
    pub sentences: Vec<String>,
}

impl View for Deletion {
    fn title(&self) -> String {
        format!("Delete {}?", self.service.title)
    }

    fn section(&self) -> &'static str {
        "Services"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(&self.by, Some(&self.service))
    }
}
