//! What a browser sends about many roles at once, and which part of the table it looks at.

use std::collections::HashMap;

use serde::Deserialize;

use crate::error::{Error, Errors, Result};
use crate::id::{LocationId, RoleId, UserId};
use crate::paging::{numbered, query};
use crate::web::Choice;

use super::model::{MOST, Only, Sieve, Window, Wish};

/// The largest of these forms, in bytes: as many roles as can be changed in one go.
pub const LARGEST: usize = 96 * 1024;

/// Which part of the table is looked at, as its address says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct GridQuery {
    pub search: String,
    pub role: String,
    pub location: String,
    pub only: String,
    page: usize,
    across: usize,
}

impl GridQuery {
    pub fn sieve(&self) -> Sieve {
        Sieve {
            search: self.search.trim().to_owned(),
            role: self.role.trim().to_owned(),
            location: self.location.parse().ok(),
            only: Only::from_slug(&self.only),
        }
    }

    pub fn window(&self) -> Window {
        const FAR: usize = 100_000;
        Window { page: self.page.min(FAR), across: self.across.min(FAR) }
    }

    /// Whether somebody may be left out.
    pub fn is_narrow(&self) -> bool {
        [&self.search, &self.role, &self.location, &self.only].into_iter().any(|typed| !typed.trim().is_empty())
    }

    /// The address of another part of the same table.
    pub fn address(&self, window: Window) -> String {
        let (page, across) = (numbered(window.page), numbered(window.across));
        let [search, role, location, only] = self.filters();
        query(&[search, role, location, only, ("page", &page), ("across", &across)])
    }

    fn filters(&self) -> [(&'static str, &str); 4] {
        [("search", &self.search), ("role", &self.role), ("location", &self.location), ("only", &self.only)]
    }

    /// What a form carries along, so that it can be drawn again where it was.
    pub fn carried(&self) -> Vec<(&'static str, String)> {
        let filters = self.filters().into_iter().map(|(name, value)| (name, value.to_owned()));
        let window = [("page", self.page.to_string()), ("across", self.across.to_string())];
        filters.chain(window).collect()
    }

    pub fn only_choices(&self) -> Vec<Choice> {
        let chosen = Only::from_slug(&self.only).slug();
        Only::ALL.into_iter().map(|only| Choice::new(only.slug(), only.label(), chosen)).collect()
    }
}

/// Cells that were changed, and one role for all who were ticked, where they were ticked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PlanForm {
    /// `12-3-45` for each cell; empty for those that stay as they are.
    pub cell: Vec<String>,
    pub person: Vec<UserId>,
    pub branch: Vec<LocationId>,
    /// All locations of the chain, not only those that were ticked.
    pub all: Option<String>,
    /// The role for them; `0` for none, empty where nothing is to be given in one go.
    pub give: String,
    search: String,
    role: String,
    location: String,
    only: String,
    page: usize,
    across: usize,
}

impl PlanForm {
    pub fn query(&self) -> GridQuery {
        let PlanForm { search, role, location, only, page, across, .. } = self.clone();
        GridQuery { search, role, location, only, page, across }
    }

    /// All that is wished for. A cell that was changed counts more than what was wished for many.
    pub fn parse(&self, all: &[LocationId]) -> Result<Vec<Wish>> {
        let mut wishes = self.for_many(all)?;
        wishes.extend(cells(&self.cell)?);
        limited(wishes, "Choose another role in one of the cells, or one role for several people")
    }

    fn for_many(&self, all: &[LocationId]) -> Result<Vec<Wish>> {
        let role = match self.give.as_str() {
            "" if self.person.is_empty() => return Ok(Vec::new()),
            "" => return Err(Error::on("give", "Choose the role for the people that you have ticked")),
            typed => typed.parse::<i64>().map_err(|_| Error::on("give", "Choose one of the roles of this chain"))?,
        };
        let role = Some(role).filter(|role| *role != 0).map(RoleId);
        let places = if self.all.is_some() { all } else { &self.branch };
        let mut errors = Errors::none();
        if self.person.is_empty() {
            errors.add("give", "Tick the people who are to have this role");
        } else if places.is_empty() {
            errors.add("all", "Tick the locations, or all of them");
        }
        let pairs = self.person.iter().flat_map(|user| places.iter().map(|place| (*user, *place)));
        errors.or(pairs.map(|(user, location)| Wish { user, location, role }).collect())
    }
}

/// What was looked at in advance, and is to be done.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChangesForm {
    pub cell: Vec<String>,
    /// `12-3`: of each person, the version that was seen.
    pub seen: Vec<String>,
}

impl ChangesForm {
    pub fn parse(&self) -> Result<(Vec<Wish>, HashMap<UserId, i64>)> {
        let wishes = limited(cells(&self.cell)?, "Choose at least one role that is to be different")?;
        let seen = |words: &String| {
            let (user, version) = words.split_once('-')?;
            Some((user.parse().ok()?, version.parse().ok()?))
        };
        let seen: Option<HashMap<_, _>> = self.seen.iter().map(seen).collect();
        Ok((wishes, seen.ok_or_else(unreadable)?))
    }
}

fn cells(typed: &[String]) -> Result<Vec<Wish>> {
    let chosen = typed.iter().filter(|words| !words.is_empty());
    chosen.map(|words| words.parse().map_err(|()| unreadable())).collect()
}

fn unreadable() -> Error {
    Error::Malformed("Parlour could not read this form. Go back, load the page again and send it once more.".into())
}

/// At least one, and no more than can be done in one go.
fn limited(wishes: Vec<Wish>, when_none: &'static str) -> Result<Vec<Wish>> {
    match wishes.len() {
        0 => Err(Error::on("give", when_none)),
        many if many > MOST => Err(Error::on(
            "give",
            format!("These are {many} roles. {MOST} can be changed in one go: choose fewer people or locations"),
        )),
        _ => Ok(wishes),
    }
}
