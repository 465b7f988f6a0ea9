//! What a browser sends about services, their categories, and who provides them.

use serde::Deserialize;

use crate::clock::lasting;
use crate::error::{Error, Errors, Result};
use crate::id::LocationId;
use crate::money;
use crate::paging::query;
use crate::text;

use super::model::{Filter, Giving, Heading, Own, Service, Shown, Terms, duration};

/// The filters of the list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FilterForm {
    pub search: String,
    pub category: String,
    pub shown: String,
}

impl FilterForm {
    pub fn filter(&self) -> Filter {
        Filter {
            search: self.search.clone(),
            category: self.category.parse().ok(),
            shown: match self.shown.as_str() {
                "archived" => Shown::Archived,
                "all" => Shown::All,
                _ => Shown::Offered,
            },
        }
    }

    pub fn is_empty(&self) -> bool {
        [&self.search, &self.category, &self.shown].iter().all(|part| part.is_empty())
    }
}

/// A service, new or changed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceForm {
    pub title: String,
    #[serde(default)]
    pub category: String,
    /// A category that is not there yet.
    #[serde(default)]
    pub new_category: String,
    pub price: String,
    pub duration: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub version: i64,
}

impl ServiceForm {
    pub fn of(service: &Service, currency: &str) -> Self {
        ServiceForm {
            title: service.title.clone(),
            category: service.category.map(|id| id.to_string()).unwrap_or_default(),
            new_category: String::new(),
            price: money::plain(service.price, currency),
            duration: lasting(service.minutes),
            description: service.description.clone(),
            version: service.version,
        }
    }

    pub fn parse(&self, currency: &str) -> Result<Terms> {
        let mut errors = Errors::none();
        let heading = text::line("new_category", "the category", &self.new_category, 80, &mut errors);
        let heading = match (heading.as_str(), self.category.as_str()) {
            ("", "") => Heading::None,
            ("", typed) => match typed.parse() {
                Ok(id) => Heading::Known(id),
                Err(_) => {
                    errors.add("category", "Choose one of the categories of this location");
                    Heading::None
                }
            },
            (new, _) => Heading::New(new.to_owned()),
        };
        let terms = Terms {
            title: text::name("title", "the title", &self.title, "Enter a title", &mut errors),
            heading,
            price: price("price", &self.price, currency, &mut errors),
            minutes: minutes("duration", &self.duration, &mut errors),
            description: text::lines("description", "the description", &self.description, 2000, &mut errors),
        };
        errors.or(terms)
    }
}

/// Takes a price, or says beside the field how one is written.
fn price(field: &str, typed: &str, currency: &str, errors: &mut Errors) -> i64 {
    money::exact(typed, currency).unwrap_or_else(|| {
        errors.add(field, format!("Enter a price in {currency}, like {}", money::plain(4500, currency)));
        0
    })
}

fn minutes(field: &str, typed: &str, errors: &mut Errors) -> i64 {
    duration(typed).unwrap_or_else(|| {
        errors.add(field, "Enter how long it takes in steps of 5 minutes, 12 hours at most, like 45 or 1 h 30 min");
        0
    })
}

/// A category.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryForm {
    pub title: String,
}

impl CategoryForm {
    pub fn parse(&self) -> Result<String> {
        let mut errors = Errors::none();
        let title = text::name("title", "the title", &self.title, "Enter a title", &mut errors);
        errors.or(title)
    }
}

/// Moving in a list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceForm {
    /// What to stand before; empty for the end.
    pub before: String,
}

impl PlaceForm {
    pub fn before<T: std::str::FromStr>(&self) -> Result<Option<T>> {
        match self.before.as_str() {
            "" => Ok(None),
            typed => typed.parse().map(Some).map_err(|_| Error::NotFound),
        }
    }
}

/// Who provides what: a row for each, of which those count that are ticked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OwnForm {
    pub of: Vec<i64>,
    pub provides: Vec<i64>,
    pub price: Vec<String>,
    pub minutes: Vec<String>,
    /// What the form was drawn from.
    pub seen: String,
}

impl OwnForm {
    /// What is wished of each row; what stands in a row that is not ticked does not count.
    pub fn parse<T: From<i64>>(&self, currency: &str) -> Result<Vec<(T, Option<Own>)>> {
        if self.price.len() != self.of.len() || self.minutes.len() != self.of.len() {
            return Err(Error::Malformed("This form lost a part on its way. Load the page again.".into()));
        }
        if self.provides.iter().any(|id| !self.of.contains(id)) {
            return Err(Error::NotFound);
        }
        let mut errors = Errors::none();
        let mut wishes = Vec::new();
        for (row, id) in self.of.iter().enumerate() {
            let wish = self.provides.contains(id).then(|| Own {
                price: (!self.price[row].trim().is_empty())
                    .then(|| price(&format!("price-{id}"), &self.price[row], currency, &mut errors)),
                minutes: (!self.minutes[row].trim().is_empty())
                    .then(|| minutes(&format!("minutes-{id}"), &self.minutes[row], &mut errors)),
            });
            wishes.push((T::from(*id), wish));
        }
        errors.or(wishes)
    }

    /// What stands in the row of somebody or something, if the form has one.
    pub fn row(&self, id: i64) -> Option<(bool, &str, &str)> {
        let row = self.of.iter().position(|one| *one == id)?;
        Some((self.provides.contains(&id), self.price.get(row)?, self.minutes.get(row)?))
    }
}

/// Looking for a service of a chain, a page at a time.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ChainSearchForm {
    pub search: String,
    /// The key of a title.
    pub after: String,
}

impl ChainSearchForm {
    /// The same search behind a title, or from its beginning.
    pub fn address(&self, after: &str) -> String {
        query(&[("search", &self.search), ("after", after)])
    }
}

/// Which service of a chain is to be given or changed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct WhichForm {
    pub title: String,
}

/// Giving a service to locations of a chain.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GivingForm {
    pub title: String,
    pub category: String,
    pub price: String,
    pub duration: String,
    pub location: Vec<LocationId>,
}

impl GivingForm {
    pub fn parse(&self) -> Result<Giving> {
        let mut errors = Errors::none();
        let giving = Giving {
            title: text::name("title", "the title", &self.title, "Enter a title", &mut errors),
            heading: text::line("category", "the category", &self.category, 80, &mut errors),
            price: self.price.clone(),
            minutes: minutes("duration", &self.duration, &mut errors),
            places: self.location.clone(),
        };
        if self.location.is_empty() {
            errors.add("location", "Choose at least one location");
        }
        errors.or(giving)
    }
}
