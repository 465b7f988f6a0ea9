//! The pages about categories, and about the order of the list.

use askama::Template;

use crate::access::Inside;
use crate::error::Errors;
use crate::id::CategoryId;
use crate::text::counted;
use crate::web::{Crumb, View, filters};

use super::super::forms::CategoryForm;
use super::super::model::Category;
use super::{crumbs, services_of};

/// Categories.
#[derive(Template)]
#[template(path = "services/categories.html")]
pub struct Categories {
    pub by: Inside,
    pub categories: Vec<Category>,
    pub form: CategoryForm,
    pub errors: Errors,
}

impl View for Categories {
    fn title(&self) -> String {
        "Categories".into()
    }

    fn lede(&self) -> String {
        "The headings over your services, in the list and wherever one is chosen.".into()
    }

    fn section(&self) -> &'static str {
        "Services"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(&self.by, None)
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// One category.
#[derive(Template)]
#[template(path = "services/edit_category.html")]
pub struct EditCategory {
    pub by: Inside,
    pub category: Category,
    /// Whether somebody is paid by it.
    pub pays: bool,
    pub form: CategoryForm,
    pub errors: Errors,
}

impl EditCategory {
    /// What deleting it would mean.
    pub fn meaning(&self) -> String {
        let services = match self.category.services {
            0 => "No service stands under it.".to_owned(),
            many => {
                let (stand, stay) = if many == 1 { ("stands", "stays") } else { ("stand", "stay") };
                format!("{} {stand} under it and {stay}, without a category.", counted(many, "service", "services"))
            }
        };
        match self.pays {
            true => format!(
                "{services} Rules of pay lose their rate for it: what is not confirmed yet goes by their other rates."
            ),
            false => services,
        }
    }
}

impl View for EditCategory {
    fn title(&self) -> String {
        self.category.title.clone()
    }

    fn section(&self) -> &'static str {
        "Services"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        let all = Crumb::new("Categories", format!("{}/categories", services_of(self.by.location().id)));
        crumbs(&self.by, None).into_iter().chain([all]).collect()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Giving the list its order.
#[derive(Template)]
#[template(path = "services/order.html")]
pub struct Order {
    pub by: Inside,
    pub groups: Vec<Places>,
}

/// A heading, where to move it, and what stands under it.
pub struct Places {
    /// Nothing for services without a category, which are always last.
    pub category: Option<CategoryId>,
    pub heading: String,
    pub up: Option<String>,
    pub down: Option<String>,
    pub rows: Vec<Place>,
}

/// A service, with what to stand before to go up or down.
pub struct Place {
    pub id: String,
    pub title: String,
    pub up: Option<String>,
    pub down: Option<String>,
}

impl View for Order {
    fn title(&self) -> String {
        "Arrange the services".into()
    }

    fn lede(&self) -> String {
        "The list keeps this order, and so does every place where a service is chosen.".into()
    }

    fn section(&self) -> &'static str {
        "Services"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(&self.by, None)
    }
}
