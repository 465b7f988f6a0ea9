//! Roles as a file, to carry them to another location: rights by their slugs, positions by their titles.

use serde::{Deserialize, Serialize};

use crate::access::{Extent, Inside, Reach, Right, Rights, Scope, Titles};
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::text;

use super::Kept;

const FORMAT: &str = "parlour-roles";
const VERSION: u32 = 1;

/// As many roles as a file may hold.
const MOST: usize = 200;

/// The whole file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    format: String,
    version: u32,
    /// Where it comes from, for people.
    #[serde(default)]
    location: String,
    pub(super) roles: Vec<Entry>,
}

/// One role.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub name: String,
    /// The ready-made role that it is, if it is one.
    #[serde(default)]
    pub template: Option<String>,
    pub rights: Vec<Grant>,
}

/// One right, and how far it goes where that is not the whole way.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Grant {
    right: String,
    /// Only one's own.
    #[serde(default, skip_serializing_if = "is_off")]
    own: bool,
    /// Only people with this position.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    position: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    days: Option<i64>,
}

fn is_off(is_on: &bool) -> bool {
    !is_on
}

/// The roles of a location as a file.
pub fn write(by: &Inside, db: &mut Conn) -> Result<String> {
    let titles = Titles::of(by.location().id, db)?;
    let entry = |kept: Kept| Entry {
        rights: kept.role.rights.extents().map(|(right, extent)| Grant::of(right, extent, &titles)).collect(),
        template: kept.role.template,
        name: kept.role.name,
    };
    let file = File {
        format: FORMAT.into(),
        version: VERSION,
        location: by.location().name.clone(),
        roles: Kept::list(by, db)?.into_iter().map(entry).collect(),
    };
    Ok(serde_json::to_string_pretty(&file).map_err(anyhow::Error::from)?)
}

impl File {
    /// Reads a file. What is wrong with a single right is for its role to say.
    pub fn read(text: &str) -> Result<Self> {
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return Err(beside("Choose a file, or paste what stands in it"));
        }
        let file: File = serde_json::from_str(text).map_err(|cause| {
            beside(format!("This is not a file of roles from Parlour: line {} cannot be read", cause.line()))
        })?;
        if file.format != FORMAT || file.version != VERSION {
            return Err(beside("This file is of a kind that this version of Parlour does not know"));
        }
        match file.roles.len() {
            0 => Err(beside("This file holds no roles")),
            1..=MOST => Ok(file),
            many => Err(beside(format!("This file holds {many} roles. Up to {MOST} can be taken over at once"))),
        }
    }
}

fn beside(message: impl Into<String>) -> Error {
    Error::on("text", message)
}

impl Entry {
    /// The rights of the role, or everything that is wrong with them.
    pub(super) fn read(&self, titles: &Titles) -> Result<Rights, Errors> {
        let mut errors = Errors::none();
        let mut rights = Rights::default();
        for grant in &self.rights {
            match grant.read(titles) {
                Ok((right, _)) if rights.has(right) => {
                    errors.add("rights", format!("{} stands there twice", grant.right))
                }
                Ok((right, extent)) => rights.set(right, Some(extent)),
                Err(why) => errors.add("rights", why),
            }
        }
        if errors.is_empty() { Ok(rights) } else { Err(errors) }
    }
}

impl Grant {
    fn of(right: Right, extent: Extent, titles: &Titles) -> Self {
        let position = match extent.scope {
            Scope::Position(id) => titles.iter().find(|(known, _)| *known == id).map(|(_, title)| title.clone()),
            _ => None,
        };
        Grant {
            right: right.slug().into(),
            // A position that is gone leaves nothing but one's own.
            own: extent.scope != Scope::All && position.is_none(),
            position,
            days: match extent.reach {
                Reach::Days(days) => Some(days),
                Reach::Ever => None,
            },
        }
    }

    fn read(&self, titles: &Titles) -> Result<(Right, Extent), String> {
        let slug = &self.right;
        let right = Right::from_slug(slug).ok_or_else(|| format!("Parlour does not know the right {slug}"))?;
        let nature = right.nature();
        let scope = match (&self.position, self.own) {
            (None, false) => Scope::All,
            _ if !nature.has_scope => return Err(format!("{slug} cannot be narrowed to some people")),
            (None, true) => Scope::Own,
            (Some(_), true) => return Err(format!("{slug} is narrowed twice: to one’s own and to a position")),
            (Some(title), false) => Scope::Position(position(title, titles)?),
        };
        let reach = match self.days {
            None => Reach::Ever,
            Some(days) if nature.reaches_back && Reach::CHOICES.contains(&days) => Reach::Days(days),
            Some(days) => return Err(format!("{slug} cannot be narrowed to {days} days")),
        };
        Ok((right, Extent { scope, reach }))
    }
}

fn position(title: &str, titles: &Titles) -> Result<crate::id::PositionId, String> {
    let meant = text::key(&text::tidy(title));
    let found = titles.iter().find(|(_, known)| text::key(known) == meant);
    found.map(|(id, _)| *id).ok_or_else(|| format!("There is no position called {title} at this location"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Rights, Errors> {
        serde_json::from_str::<Entry>(text).expect("an entry").read(&Titles::default())
    }

    #[test]
    fn h11_what_nobody_knows_is_refused_in_a_file_too() {
        for wrong in [
            r#"{"right":"team.everything"}"#,
            r#"{"right":"team.edit","own":true}"#,
            r#"{"right":"team.view","position":"Nobody"}"#,
            r#"{"right":"team.view","days":7}"#,
            r#"{"right":"activity.view","days":8}"#,
            r#"{"right":"team.view"},{"right":"team.view"}"#,
        ] {
            assert!(read(&format!(r#"{{"name":"A","rights":[{wrong}]}}"#)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn rights_survive_being_written_to_a_file() {
        let rights = Rights::parse("team.view:own users.view activity.view:30d");
        let grants = rights.extents().map(|(right, extent)| Grant::of(right, extent, &Titles::default()));
        let entry = Entry { name: "A".into(), template: None, rights: grants.collect() };

        assert_eq!(read(&serde_json::to_string(&entry).expect("a text")), Ok(rights));
    }
}
