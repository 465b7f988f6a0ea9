//! Many roles in one go: each row by itself, so that what is refused stops no other.

use std::collections::{BTreeMap, HashMap};

use crate::access::Role;
use crate::chains::rights::{EditChainUsers, RemoveChainUsers};
use crate::chains::{Branch, Chain, ChainAccess, May, Person, Power, Terms};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{BatchId, LocationId, RoleId, UserId};

use super::batches::Batch;
use super::wishes::Wish;

/// What was seen of each person when the form was drawn.
pub type Seen = HashMap<UserId, i64>;

/// What came of one row.
#[derive(Debug, Clone, PartialEq)]
pub enum Came {
    Changed,
    /// It was so before.
    Already,
    /// Why not, in full sentences.
    Refused(String),
}

/// One person at one location: what the chain gave there, what it was to give, and what came of it.
#[derive(Debug, Clone)]
pub struct Outcome {
    pub wish: Wish,
    pub name: String,
    pub place: String,
    /// What the chain gave there alone.
    pub given: Option<RoleId>,
    /// What they were there through the chain, and what they are to be; empty for nothing.
    pub before: String,
    pub after: String,
    /// What a form about it has to send back.
    pub version: i64,
    pub came: Came,
}

impl Outcome {
    pub fn is_done(&self) -> bool {
        self.came == Came::Changed
    }
}

/// Says what would come of it, and does nothing: all of it is done and undone.
pub fn foresee(by: &May<EditChainUsers>, wishes: &[Wish], db: &mut Conn) -> Result<Vec<Outcome>> {
    db.rehearse(|db| apply(by, wishes, None, db))
}

/// Does what can be done, and remembers it so that it can be undone.
pub fn change(
    by: &May<EditChainUsers>,
    wishes: &[Wish],
    seen: &Seen,
    db: &mut Conn,
) -> Result<(Vec<Outcome>, Option<BatchId>)> {
    let outcomes = apply(by, wishes, Some(seen), db)?;
    let batch = Batch::keep(by, &outcomes, db)?;
    Ok((outcomes, batch))
}

/// Person by person: each of them is one deed, with one event in the log of the chain.
pub(super) fn apply(
    by: &May<EditChainUsers>,
    wishes: &[Wish],
    seen: Option<&Seen>,
    db: &mut Conn,
) -> Result<Vec<Outcome>> {
    let branches = Chain::hold_all(by.chain().id, db)?;
    let by = by.still(db)?;
    let mut of_users: BTreeMap<UserId, BTreeMap<LocationId, Wish>> = BTreeMap::new();
    for wish in wishes {
        of_users.entry(wish.user).or_default().insert(wish.location, *wish);
    }
    let users: Vec<UserId> = of_users.keys().copied().collect();
    let people = Person::among(by.chain().id, &users, db)?;
    let mut people: HashMap<_, _> = people.into_iter().map(|person| (person.user, person)).collect();
    let accesses = ChainAccess::of_users(&by, &users, db)?;
    let mut accesses: HashMap<_, _> = accesses.into_iter().map(|access| (access.user, access)).collect();
    let (roles, power) = (Role::list(by.chain().id, db)?, Power::of(&by, db)?);
    let around = Around { by: &by, branches, roles, power };
    let mut outcomes = Vec::new();
    for (user, wishes) in of_users {
        let (person, access) = (people.remove(&user), accesses.remove(&user));
        let version = seen.map(|seen| seen.get(&user).copied().unwrap_or_default());
        outcomes.extend(around.one(person, access, wishes.into_values().collect(), version, db)?);
    }
    let place = |id: LocationId| around.branches.iter().position(|branch| branch.id == id);
    outcomes.sort_by_cached_key(|row| (row.name.clone(), row.wish.user, place(row.wish.location)));
    Ok(outcomes)
}

/// What is the same for all of them.
struct Around<'a> {
    by: &'a May<EditChainUsers>,
    branches: Vec<Branch>,
    roles: Vec<Role>,
    power: Power,
}

impl Around<'_> {
    fn one(
        &self,
        person: Option<Person>,
        access: Option<ChainAccess>,
        wishes: Vec<Wish>,
        version: Option<i64>,
        db: &mut Conn,
    ) -> Result<Vec<Outcome>> {
        let now = access.as_ref().map_or(0, |access| access.version);
        let row = |wish| self.row(wish, person.as_ref(), access.as_ref(), now);
        let mut rows: Vec<Outcome> = wishes.into_iter().map(row).collect();
        let version = version.unwrap_or(now);
        loop {
            let terms = terms(access.as_ref(), &rows);
            let Some(user) = rows.iter().find(|row| row.is_done()).map(|row| row.wish.user) else { return Ok(rows) };
            let outcome = db.apart(|db| self.deed(user, access.as_ref(), &terms, version, db));
            match outcome {
                Ok(()) => return Ok(rows),
                Err(Error::Invalid(errors)) if refuse_where(&mut rows, &errors) => {}
                Err(error) => {
                    let why = error.reason()?;
                    for row in rows.iter_mut().filter(|row| row.is_done()) {
                        row.came = Came::Refused(why.clone());
                    }
                    return Ok(rows);
                }
            }
        }
    }

    /// A row as it would be if nothing else stood against it.
    fn row(&self, wish: Wish, person: Option<&Person>, access: Option<&ChainAccess>, version: i64) -> Outcome {
        let branch = self.branches.iter().find(|branch| branch.id == wish.location);
        let wanted = wish.role.map(|id| self.roles.iter().find(|role| role.id == id));
        let everywhere = access.and_then(|access| access.everywhere.as_ref());
        let given = access.and_then(|access| access.at.get(&wish.location));
        let name = |role: Option<&Role>| role.map(|role| role.name.clone()).unwrap_or_default();
        let came = match (person, branch, wanted) {
            (None, ..) => Came::Refused("Nobody like this has to do with the chain.".into()),
            (_, None, _) => Came::Refused("This location does not belong to the chain.".into()),
            (_, _, Some(None)) => Came::Refused("This is none of the roles of the chain.".into()),
            (Some(person), Some(branch), wanted) => self.comes(person, branch, wanted.flatten(), given, everywhere),
        };
        Outcome {
            wish,
            name: person.map_or_else(|| "Somebody".to_owned(), |person| person.name.clone()),
            place: branch.map_or_else(|| "Another location".to_owned(), |branch| branch.name.clone()),
            given: given.map(|role| role.id),
            before: name(given.or(everywhere)),
            after: name(wanted.flatten().or(everywhere)),
            version,
            came,
        }
    }

    fn comes(
        &self,
        person: &Person,
        branch: &Branch,
        wanted: Option<&Role>,
        given: Option<&Role>,
        everywhere: Option<&Role>,
    ) -> Came {
        let is_own = person.user == self.by.user();
        let may_give = |role: &&Role| self.power.may_give_at((branch.id, &branch.name), role);
        match (wanted, given, everywhere) {
            _ if is_own => Came::Refused(
                "You cannot change your own access. Another person who may change rights can do it for you.".into(),
            ),
            (None, None, Some(role)) => Came::Refused(format!(
                "The role {} comes from all locations, also future ones. It can be replaced here, but not taken away here alone.",
                role.name
            )),
            (wanted, given, _) if wanted == given => Came::Already,
            (Some(role), None, Some(everywhere)) if role == everywhere => Came::Already,
            (Some(_), ..) if branch.is_closed => {
                Came::Refused(format!("{} is closed, so nobody gets a role there.", branch.name))
            }
            _ => match given.iter().chain(&wanted).try_for_each(may_give) {
                Ok(()) => Came::Changed,
                Err(error) => Came::Refused(error.reason().unwrap_or_default()),
            },
        }
    }

    fn deed(
        &self,
        user: UserId,
        access: Option<&ChainAccess>,
        terms: &Terms,
        version: i64,
        db: &mut Conn,
    ) -> Result<()> {
        let late = || Error::Conflict("Somebody changed this meanwhile. Look again, then save again.".into());
        match access {
            None if version != 0 => Err(late()),
            None => ChainAccess::give(self.by, user, terms, db).map(drop),
            Some(now) if *terms == Terms::default() => {
                if now.version != version {
                    return Err(late());
                }
                let by = self.by.proof::<RemoveChainUsers>().ok_or_else(|| {
                    Error::refused(
                        "The chain would give them nothing any more. That takes the right “Remove people from the chain”.",
                    )
                })?;
                ChainAccess::remove(&by, now.id, db).map(drop)
            }
            Some(now) => ChainAccess::change(self.by, now.id, terms, version, db).map(drop),
        }
    }
}

/// What they are to be once all rows that can be done are done.
fn terms(access: Option<&ChainAccess>, rows: &[Outcome]) -> Terms {
    let mut terms = access.map_or_else(Terms::default, |access| Terms {
        role: access.held.as_ref().map(|held| (held.role.id, Some(held.rights))),
        everywhere: access.everywhere.as_ref().map(|role| role.id),
        at: access.at.iter().map(|(location, role)| (*location, role.id)).collect(),
    });
    for row in rows.iter().filter(|row| row.is_done()) {
        match row.wish.role {
            Some(role) => terms.at.insert(row.wish.location, role),
            None => terms.at.remove(&row.wish.location),
        };
    }
    terms
}

/// Marks the rows whose location is named by a refusal; whether there was any.
fn refuse_where(rows: &mut [Outcome], errors: &crate::error::Errors) -> bool {
    let mut is_any = false;
    for row in rows.iter_mut().filter(|row| row.is_done()) {
        let why = errors.at(&format!("at-{}", row.wish.location));
        if !why.is_empty() {
            row.came = Came::Refused(format!("{why}."));
            is_any = true;
        }
    }
    is_any
}
