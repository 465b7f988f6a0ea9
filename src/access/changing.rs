//! Changing what somebody may do: another role, other rights, another last day. All guards are asked here.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::activity::{self, Change, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::{AccessId, RoleId};
use crate::schema::accesses;

use super::can::{Can, Inside};
use super::exceptions::Exceptions;
use super::guards::{may_grant, may_let_hold, may_touch, must_keep_an_owner};
use super::held::Held;
use super::model::{Access, member_of};
use super::rights::EditUsers;
use super::roles::Role;
use super::seats::Seats;
use super::set::Rights;
use super::shifts::{Shift, Titles};

/// What an access is to be from now on.
#[derive(Debug, Clone)]
pub struct Terms {
    pub role: RoleId,
    /// All rights, also those of the role; `None` for exactly those of the role.
    pub rights: Option<Rights>,
    /// The last day, as the location counts days; for ever without one.
    pub ends_on: Option<NaiveDate>,
}

/// Who changed something last, and when: for whoever comes second.
#[derive(Debug, Clone)]
pub struct Version {
    pub by: String,
    pub at: Option<NaiveDateTime>,
}

impl Version {
    /// `Anna changed this at 10:42`, as a sentence begins.
    pub fn words(&self, by: &Inside) -> String {
        match self.at.filter(|_| !self.by.is_empty()) {
            Some(at) => format!("{} changed this, {}", self.by, clock::brief(at, by.location().zone)),
            None => "Somebody changed this".into(),
        }
    }
}

impl Access {
    /// What somebody would hold on these terms, if everything about it is allowed.
    pub fn would_hold(&self, by: &Inside, terms: &Terms, db: &mut Conn) -> Result<Held> {
        may_touch(by, self)?;
        let role = Role::find(by.location().id, terms.role, db)
            .map_err(|_| Error::on("role", "Choose one of the roles of this location"))?;
        let is_new_role = role.id != self.held.role.id;
        if is_new_role {
            may_grant(by, &role)?;
        }
        let exceptions = match &terms.rights {
            Some(wanted) if !role.is_owner() => {
                Exceptions::between(&role.rights, wanted, &self.held.exceptions, by.who())
            }
            _ => Exceptions::default(),
        };
        let wanted = Held::new(role, exceptions).with(self.held.flows.clone());
        must_hold_together(&wanted.role, wanted.own(), &Titles::of(by.location().id, db)?)?;
        may_let_hold(by, &wanted)?;
        Ok(wanted)
    }

    /// Gives another role, other rights or another last day. `version` is the one the form was drawn from. What is so
    /// already is not written down again.
    pub fn change(by: &Can<EditUsers>, id: AccessId, terms: &Terms, version: i64, db: &mut Conn) -> Result<Access> {
        db.hold(by.location().id)?;
        let by = by.still(db)?;
        let now = Access::find(&by, id, db)?;
        may_touch(&by, &now)?;
        if now.version != version {
            let who = now.last_change(db)?.words(&by);
            let role = &now.held.role.name;
            return Err(Error::Conflict(format!("{who}: the role is {role} now. Look again, then save again.")));
        }
        let wanted = now.would_hold(&by, terms, db)?;
        if now.held.is_owner() && (!wanted.is_owner() || terms.ends_on.is_some()) {
            must_keep_an_owner(by.location().id, now.user, db)?;
        }
        let is_new = wanted.role.id != now.held.role.id || wanted.exceptions != now.held.exceptions;
        if is_new || terms.ends_on != now.ends_on {
            Seats::keep_for(&by, db, |db| now.write(&by, &wanted, terms.ends_on, db))?;
        }
        Ok(now)
    }

    pub(super) fn write(&self, by: &Inside, wanted: &Held, ends_on: Option<NaiveDate>, db: &mut Conn) -> Result<()> {
        let at = clock::now();
        diesel::update(accesses::table.find(self.id))
            .set((
                accesses::role_id.eq(wanted.role.id),
                accesses::exceptions.eq(wanted.exceptions.to_store()),
                accesses::ends_on.eq(ends_on),
                accesses::warned_at.eq(None::<NaiveDateTime>),
                accesses::version.eq(self.version + 1),
                accesses::changed_by.eq(by.who()),
                accesses::changed_at.eq(at),
            ))
            .execute(db)?;
        let is_new_role = wanted.role.id != self.held.role.id;
        if is_new_role {
            diesel::update(accesses::table.find(self.id))
                .set((accesses::given_by.eq(by.who()), accesses::given_at.eq(at)))
                .execute(db)?;
        }
        let shifts = Shift::between(self.held.own(), wanted.own());
        let deed = match shifts.is_empty() {
            _ if is_new_role => Deed::RoleChanged,
            false => Deed::RightsChanged,
            true => Deed::AccessLimited,
        };
        let titles = Titles::of(by.location().id, db)?;
        let terms = [
            Change::between("Role", &self.held.role.name, &wanted.role.name),
            Change::between("Last day", &said(self.ends_on), &said(ends_on)),
        ];
        let changes = terms.into_iter().flatten().chain(shifts.into_iter().map(|shift| shift.change(&titles)));
        let card = member_of(by.location().id, self.user, db)?;
        activity::record(by, Entry::new(deed, &self.name).of_member(card).with(changes), db)
    }

    /// Who gave the role, and when.
    pub fn given(&self, db: &mut Conn) -> Result<Version> {
        let (by, at) = accesses::table.find(self.id).select((accesses::given_by, accesses::given_at)).first(db)?;
        Ok(Version { by, at })
    }

    /// Who changed the access last.
    pub fn last_change(&self, db: &mut Conn) -> Result<Version> {
        let (by, at) = accesses::table.find(self.id).select((accesses::changed_by, accesses::changed_at)).first(db)?;
        Ok(Version { by, at })
    }
}

/// Rights that make sense together, and that somebody with this role can hold (cases H10).
pub fn must_hold_together(role: &Role, rights: &Rights, titles: &Titles) -> Result<()> {
    let mut errors = Errors::none();
    for (right, extent) in rights.extents() {
        let field = || format!("right-{}", right.id());
        if !role.allows(right) {
            let role = &role.name;
            errors.add(
                field(),
                format!("“{}” cannot be held in the role {role}. Choose another role, or copy this one", right.title()),
            );
        }
        if !titles.know(extent.scope) {
            errors.add(field(), format!("Choose one of the positions of this location for “{}”", right.title()));
        }
        if let Some(needed) = right.nature().needs.iter().find(|needed| !rights.has(**needed)) {
            let (one, other) = (right.title(), needed.title());
            errors.add(field(), format!("“{one}” needs “{other}”. Switch that on as well, or switch this off"));
        }
    }
    errors.or(())
}

fn said(day: Option<NaiveDate>) -> String {
    day.map(clock::long).unwrap_or_default()
}
