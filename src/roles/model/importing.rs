//! Taking roles over from a file: first what would come of each, then those that can be.

use crate::access::rights::EditRoles;
use crate::access::{Access, Can, Role, Shift, TEMPLATES, Titles};
use crate::activity::Change;
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::RoleId;
use crate::text;

use super::file::{Entry, File};
use super::{Draft, Kept};

/// A role of a file, and what would come of it.
#[derive(Debug, Clone)]
pub struct Planned {
    pub name: String,
    pub verdict: Verdict,
    draft: Option<Draft>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    New {
        rights: usize,
    },
    Same,
    Changed {
        id: RoleId,
        version: i64,
        changes: Vec<Change>,
        people: usize,
    },
    /// Why not, in sentences without their full stops.
    Refused(Vec<String>),
}

/// What is taken over: the version of every role that changes, as it was when the plan was shown.
#[derive(Debug, Clone, Default)]
pub struct Import {
    pub seen: Vec<(RoleId, i64)>,
}

/// Says what would come of every role of a file. Tries each, and undoes it: needs the connection of a deed.
pub fn plan(by: &Can<EditRoles>, file: &File, db: &mut Conn) -> Result<Vec<Planned>> {
    db.hold(by.location().id)?;
    let by = by.still(db)?;
    let titles = Titles::of(by.location().id, db)?;
    let known = Kept::list(&by, db)?;
    let mut names: Vec<String> = Vec::new();
    let mut plan = Vec::new();
    for entry in &file.roles {
        let key = text::key(&text::tidy(&entry.name));
        let planned = match names.contains(&key) {
            true => Planned::refused(entry, "It stands in the file twice: the first one counts"),
            false => Planned::of(&by, entry, &known, &titles, db)?,
        };
        names.push(key);
        plan.push(planned);
    }
    Ok(plan)
}

impl Planned {
    fn refused(entry: &Entry, why: impl Into<String>) -> Self {
        Planned { name: text::tidy(&entry.name), verdict: Verdict::Refused(vec![why.into()]), draft: None }
    }

    fn of(by: &Can<EditRoles>, entry: &Entry, known: &[Kept], titles: &Titles, db: &mut Conn) -> Result<Self> {
        let draft = match drafted(entry, titles) {
            Ok(draft) => draft,
            Err(errors) => {
                let verdict = Verdict::Refused(errors.iter().map(|fault| fault.message.clone()).collect());
                return Ok(Planned { name: text::tidy(&entry.name), verdict, draft: None });
            }
        };
        let like = match meant(entry, &draft, known) {
            Ok(like) => like,
            Err(why) => return Ok(Planned::refused(entry, why)),
        };
        let verdict = match like {
            Some(kept) if kept.role.is_owner() || kept.role.rights == draft.rights => Verdict::Same,
            Some(kept) => {
                let draft = Draft { name: kept.role.name.clone(), rights: draft.rights.clone() };
                let shifts = Shift::between(&kept.role.rights, &draft.rights);
                let planned = Verdict::Changed {
                    id: kept.role.id,
                    version: kept.version,
                    changes: shifts.into_iter().map(|shift| shift.change(titles)).collect(),
                    people: Access::with_role(by, kept.role.id, db)?.len(),
                };
                tried(planned, db.rehearse(|db| draft.save(by, kept.role.id, kept.version, db)))?
            }
            None => tried(Verdict::New { rights: draft.rights.len() }, db.rehearse(|db| draft.add(by, None, db)))?,
        };
        let name = like.map_or(&draft.name, |kept| &kept.role.name).clone();
        Ok(Planned { draft: Some(Draft { name: name.clone(), ..draft }), name, verdict })
    }

    pub fn is_good(&self) -> bool {
        matches!(self.verdict, Verdict::New { .. } | Verdict::Changed { .. })
    }

    /// Takes the role over. What fails undoes only itself, and says why from then on.
    fn take(&mut self, by: &Can<EditRoles>, import: &Import, db: &mut Conn) -> Result<bool> {
        let Some(draft) = &self.draft else { return Ok(false) };
        let outcome = match &self.verdict {
            Verdict::New { .. } => db.apart(|db| draft.add(by, None, db).map(drop)),
            Verdict::Changed { id, version, .. } if import.seen.contains(&(*id, *version)) => {
                db.apart(|db| draft.save(by, *id, *version, db).map(drop))
            }
            Verdict::Changed { .. } => {
                Err(Error::Conflict("Somebody changed this role meanwhile. Look again, then take it over".into()))
            }
            Verdict::Same | Verdict::Refused(_) => return Ok(false),
        };
        match outcome {
            Ok(()) => Ok(true),
            Err(error) => {
                self.verdict = Verdict::Refused(reasons(error)?);
                Ok(false)
            }
        }
    }
}

impl Import {
    /// Takes over what can be, and returns how many roles are new, how many changed, and those that were not taken over.
    pub fn run(&self, by: &Can<EditRoles>, file: &File, db: &mut Conn) -> Result<(usize, usize, Vec<Planned>)> {
        let (mut added, mut changed, mut left) = (0, 0, Vec::new());
        for mut planned in plan(by, file, db)? {
            let is_new = matches!(planned.verdict, Verdict::New { .. });
            match planned.take(by, self, db)? {
                true if is_new => added += 1,
                true => changed += 1,
                false => left.push(planned),
            }
        }
        Ok((added, changed, left))
    }
}

fn drafted(entry: &Entry, titles: &Titles) -> Result<Draft, Errors> {
    let mut errors = Errors::none();
    let name = text::name("name", "the name", &entry.name, "This role has no name", &mut errors);
    match entry.read(titles) {
        Ok(rights) if errors.is_empty() => Ok(Draft { name, rights }),
        Ok(_) => Err(errors),
        Err(more) => {
            errors.extend(more);
            Err(errors)
        }
    }
}

/// The role here that an entry is about: the ready-made one by its template, one's own by its name.
fn meant<'a>(entry: &Entry, draft: &Draft, known: &'a [Kept]) -> Result<Option<&'a Kept>, &'static str> {
    let name = text::key(&draft.name);
    match &entry.template {
        Some(slug) => {
            let is_it = |kept: &&Kept| kept.role.template.as_ref() == Some(slug);
            known.iter().find(is_it).map(Some).ok_or("Parlour has no such ready-made role")
        }
        None if TEMPLATES.iter().any(|template| text::key(template.name) == name) => {
            Err("A ready-made role has this name. Give this one another")
        }
        None => match known.iter().find(|kept| text::key(&kept.role.name) == name) {
            Some(Kept { role: Role { template: Some(_), .. }, .. }) => {
                Err("A ready-made role has this name here. Give this one another")
            }
            found => Ok(found),
        },
    }
}

fn tried<T>(planned: Verdict, outcome: Result<T>) -> Result<Verdict> {
    match outcome {
        Ok(_) => Ok(planned),
        Err(error) => Ok(Verdict::Refused(reasons(error)?)),
    }
}

/// Why somebody may not, in words; what is our own fault stays an error.
fn reasons(error: Error) -> Result<Vec<String>> {
    let bare = |why: &str| why.trim_end_matches('.').to_owned();
    match error {
        Error::Invalid(errors) => Ok(errors.iter().map(|fault| bare(&fault.message)).collect()),
        Error::Forbidden(refusal) => Ok(vec![bare(&refusal.lacks)]),
        Error::Conflict(why) => Ok(vec![bare(&why)]),
        other => Err(other),
    }
}
