//! Choosing cards that are the same person, and what would come of making them one.

use askama::Template;

use crate::id::ChainId;
use crate::web::{Crumb, View, filters};

use super::super::forms::SearchForm;
use super::super::model::{FIELDS, Found, Merge};
use super::team_of;

/// Choosing cards.
#[derive(Template)]
#[template(path = "chain_team/cards.html")]
pub struct Cards {
    pub here: ChainId,
    pub found: Vec<Found>,
    pub form: SearchForm,
    pub next: Option<String>,
}

impl Cards {
    pub fn first(&self) -> Option<String> {
        self.form.first(&format!("{}/cards", team_of(self.here)))
    }
}

impl View for Cards {
    fn title(&self) -> String {
        "Merge cards".into()
    }

    fn lede(&self) -> String {
        "Choose the cards of one person to make them one. Choose a single card of a location to make it a card of the chain."
            .into()
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Team", team_of(self.here))]
    }
}

/// What would come of it: the cards side by side, and which value wins.
#[derive(Template)]
#[template(path = "chain_team/merging.html")]
pub struct Merging {
    pub here: ChainId,
    pub plan: Merge,
    pub sentences: Vec<String>,
    /// Why it cannot be done.
    pub obstacle: Option<String>,
}

/// What the cards say about one thing.
pub struct Field {
    pub slug: &'static str,
    pub label: &'static str,
    /// Which card, what it says, and whether that wins.
    pub options: Vec<(usize, String, bool)>,
    /// Whether the cards say different things.
    pub differs: bool,
}

impl Merging {
    pub fn is_one(&self) -> bool {
        self.plan.sources.len() == 1
    }

    pub fn fields(&self) -> Vec<Field> {
        let field = |(at, (slug, label)): (usize, &(&'static str, &'static str))| {
            let values: Vec<&String> = self.plan.sources.iter().map(|source| &source.values[at]).collect();
            let option = |(place, value): (usize, &&String)| (place, (*value).clone(), place == self.plan.picks[at]);
            Field {
                slug,
                label,
                differs: values.windows(2).any(|pair| pair[0] != pair[1]),
                options: values.iter().enumerate().map(option).collect(),
            }
        };
        FIELDS.iter().enumerate().map(field).collect()
    }

    /// `Noor (Harbour)`.
    pub fn source(&self, place: &usize) -> String {
        let source = &self.plan.sources[*place];
        format!("{} ({})", source.values[0], source.place.as_deref().unwrap_or("chain"))
    }
}

impl View for Merging {
    fn title(&self) -> String {
        match self.is_one() {
            true => format!("Make a card of the chain of {}?", self.plan.value(0)),
            false => format!("Merge {} cards?", self.plan.sources.len()),
        }
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        let team = team_of(self.here);
        vec![Crumb::new("Team", team.clone()), Crumb::new("Merge cards", format!("{team}/cards"))]
    }
}
