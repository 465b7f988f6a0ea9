//! Why somebody can do something: every right, where it comes from, and who could give it.

use crate::access::rights::ViewUsers;
use crate::access::{Access, Can, Held, Inside, Right, Section, Standing, Titles, Version, Why as Origin, can_touch};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::text::together;
use crate::web::{At, Page, Routes};

use super::super::model::User;
use super::super::views::{Reason, Why};

/// How many people a sentence names.
const HANDFUL: usize = 5;

pub fn routes() -> Routes {
    Routes::at("/locations/{location}").get("/rights", own).get("/rights/{user}", of_somebody)
}

async fn own(by: Inside, db: Db) -> Result<Page<Why>> {
    db.read(move |db| {
        let given = match Access::of(&by, by.user(), db)? {
            Some(own) if !by.is_looking() => Some(own.given(db)?),
            _ => None,
        };
        let parts = Asked::new(&by, by.held(), given, db)?.parts();
        let (name, role) = (by.who().to_owned(), by.role().name.clone());
        Ok(Page(Why { here: by.location().id, is_own: true, name, role, parts, may_edit: None }))
    })
    .await
}

async fn of_somebody(by: Can<ViewUsers>, At(user): At<UserId>, db: Db) -> Result<Page<Why>> {
    db.read(move |db| {
        let here = by.location().id;
        let held = Access::held_by(&by, &[user], db)?.remove(&user).ok_or(Error::NotFound)?;
        let access = Access::of(&by, user, db)?;
        let given = access.as_ref().map(|access| access.given(db)).transpose()?;
        let is_changeable = |access: &Access| by.may(Right::EditUsers) && can_touch(&by, access);
        Ok(Page(Why {
            here,
            is_own: false,
            name: User::name_of(user, db)?,
            role: held.role.name.clone(),
            parts: Asked::new(&by, &held, given, db)?.parts(),
            may_edit: access.filter(is_changeable).map(|access| access.id),
        }))
    })
    .await
}

/// What is known of the person who is asked about.
struct Asked<'a> {
    by: &'a Inside,
    held: &'a Held,
    given: Option<Version>,
    titles: Titles,
    givers: Vec<(String, Held)>,
}

impl<'a> Asked<'a> {
    fn new(by: &'a Inside, held: &'a Held, given: Option<Version>, db: &mut Conn) -> Result<Self> {
        let here = by.location().id;
        Ok(Asked { by, held, given, titles: Titles::of(here, db)?, givers: Standing::givers(here, db)? })
    }

    fn parts(&self) -> Vec<(&'static str, Vec<Reason>)> {
        let part = |section: &Section| (section.title(), section.rights().map(|right| self.reason(right)).collect());
        Section::ALL.iter().map(part).collect()
    }

    fn reason(&self, right: Right) -> Reason {
        let rights = self.held.rights();
        let ways: Vec<String> = rights.extents_of(right).map(|extent| self.titles.right(right, extent)).collect();
        Reason {
            id: format!("right-{}", right.id()),
            title: if ways.is_empty() { right.title().to_owned() } else { ways.join("; ") },
            is_held: rights.has(right),
            differs_from_role: self.held.exceptions.of(right).is_some(),
            sentences: self.sentences(right),
        }
    }

    fn sentences(&self, right: Right) -> Vec<String> {
        let role = &self.held.role.name;
        let day = |at| clock::brief(at, self.by.location().zone);
        match self.held.why(right) {
            Origin::Role if self.held.is_owner() => {
                self.with_given("An owner holds every right, now and in future versions.".into())
            }
            Origin::Role => self.with_given(format!("The role {role} gives it.")),
            Origin::Given { by, at, role_gives: None } => {
                vec![format!("{by} added it, {}. The role {role} does not hold it.", day(at))]
            }
            Origin::Given { by, at, role_gives: Some(extent) } => vec![format!(
                "{by} changed how far it goes, {}. The role {role} says: {}.",
                day(at),
                self.titles.held(right, extent)
            )],
            Origin::Withheld { by, at } => vec![
                format!("{by} took it away, {}. The role {role} would give it.", day(at)),
                self.who_could(right, "give it back"),
            ],
            Origin::Chain { name, role } => {
                vec![format!("It comes from the chain {name}, which gives the role {role} here. It is changed there.")]
            }
            Origin::Missing if self.held.is_guest() => vec![
                format!("The role {role}, which a chain gives here, does not hold it."),
                self.who_could(right, "give it with an access of its own"),
            ],
            Origin::Missing => {
                vec![format!("The role {role} does not hold it, and nobody added it."), self.who_could(right, "add it")]
            }
            Origin::Impossible => vec![
                format!("Nobody with the role {role} can hold it."),
                self.who_could(right, "give another role that holds it"),
            ],
        }
    }

    fn with_given(&self, sentence: String) -> Vec<String> {
        let given = self.given.as_ref().and_then(|Version { by, at }| {
            let day = clock::brief((*at)?, self.by.location().zone);
            Some(if by.is_empty() {
                format!("The role was given, {day}.")
            } else {
                format!("{by} gave the role, {day}.")
            })
        });
        std::iter::once(sentence).chain(given).collect()
    }

    fn who_could(&self, right: Right, what: &str) -> String {
        let could = self.givers.iter().filter(|(_, held)| held.rights().has(right) && self.held.is_within(held));
        let names: Vec<String> = could.map(|(name, _)| name.clone()).take(HANDFUL).collect();
        match names.as_slice() {
            [] => format!("Nobody here could {what}."),
            _ => format!("{} could {what}.", together(&names)),
        }
    }
}
