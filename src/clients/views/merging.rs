//! Two records of one client, side by side.

use askama::Template;

use crate::id::LocationId;
use crate::text::counted;
use crate::web::{Crumb, View, filters};

use super::super::model::Client;
use super::{clients_of, crumb_of};

/// Making two records of one client into one.
#[derive(Template)]
#[template(path = "clients/merging.html")]
pub struct Merging {
    pub here: LocationId,
    pub kept: Client,
    pub search: String,
    /// Whom the search found.
    pub found: Vec<Client>,
    /// The other one, once they are chosen.
    pub pair: Option<Pair>,
}

/// What becomes of the two.
pub struct Pair {
    pub other: Client,
    pub values: Vec<Value>,
    pub sentences: Vec<String>,
}

/// A value that differs: it is chosen which one wins. Where only one of the two has any, there is nothing to choose.
pub struct Value {
    pub label: &'static str,
    pub slug: &'static str,
    pub kept: String,
    pub other: String,
}

impl Pair {
    pub fn new(kept: &Client, other: Client, (booked, noted): (i64, i64), sees_contacts: bool) -> Self {
        let of_both = [
            ("Name", "name", &kept.name, &other.name),
            ("Phone", "phone", &kept.phone, &other.phone),
            ("Email", "email", &kept.email, &other.email),
        ];
        let shown = if sees_contacts { 3 } else { 1 };
        let differing = of_both.into_iter().take(shown);
        let differing = differing.filter(|(_, _, kept, other)| kept != other && !kept.is_empty() && !other.is_empty());
        let values =
            differing.map(|(label, slug, kept, other)| Value { label, slug, kept: kept.clone(), other: other.clone() });
        let mut sentences = vec![
            format!(
                "{} and {} come to the record that you keep.",
                counted(booked, "appointment", "appointments"),
                counted(noted, "note", "notes")
            ),
            format!("The record of {} leaves the list. Its address leads to the one that you keep.", other.name),
            "What you do not choose above is gone. Both histories say that they were merged.".to_owned(),
        ];
        if !sees_contacts {
            sentences.push(
                "Phone and email come from the record that you keep, and from the other one where it has none.".into(),
            );
        }
        Pair { values: values.collect(), sentences, other }
    }
}

impl View for Merging {
    fn title(&self) -> String {
        match &self.pair {
            Some(pair) => format!("Merge {} and {}", self.kept.name, pair.other.name),
            None => format!("Merge {} with another record", self.kept.name),
        }
    }

    fn section(&self) -> &'static str {
        "Clients"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        let client = format!("{}/{}", clients_of(self.here), self.kept.id);
        vec![crumb_of(self.here), Crumb::new(&self.kept.name, client)]
    }

    fn crumb(&self) -> String {
        "Merge".into()
    }
}
