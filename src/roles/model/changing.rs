//! Changing a role: its name, and what everybody who has it may do from their next click on.

use diesel::prelude::*;

use crate::access::rights::EditRoles;
use crate::access::{Access, Can, Role, Seats, Shift, Titles};
use crate::activity::{self, Change, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, OnUnique, Result};
use crate::id::RoleId;
use crate::schema::roles;
use crate::text;

use super::effects::Effects;
use super::guards::may_edit;
use super::{Draft, Kept};

/// A change that all guards have agreed to, short of the seats.
struct Agreed<'a> {
    by: Can<EditRoles>,
    now: Kept,
    draft: &'a Draft,
    holders: Vec<Access>,
}

impl Draft {
    /// Makes a role what it is to be, and says how many people that concerns. `version` is the one the form was drawn from.
    pub fn save(&self, by: &Can<EditRoles>, id: RoleId, version: i64, db: &mut Conn) -> Result<usize> {
        let agreed = self.agreed(by, id, version, db)?;
        Seats::keep_for(by, db, |db| agreed.write(db))?;
        Ok(agreed.concerned())
    }

    /// What would come of it, without doing it. Needs the connection of a deed.
    pub fn foresee(&self, by: &Can<EditRoles>, id: RoleId, version: i64, db: &mut Conn) -> Result<Effects> {
        let agreed = self.agreed(by, id, version, db)?;
        let shifts = Shift::between(&agreed.now.role.rights, &self.rights);
        Effects::of(&agreed.by, &agreed.holders, shifts, |db| agreed.write(db), db)
    }

    fn agreed(&self, by: &Can<EditRoles>, id: RoleId, version: i64, db: &mut Conn) -> Result<Agreed<'_>> {
        db.hold(by.location().id)?;
        let by = by.still(db)?;
        let now = Kept::find(&by, id, db)?;
        let holders = Access::with_role(&by, id, db)?;
        may_edit(&by, &now.role, &holders)?;
        if now.version != version {
            return Err(Error::Conflict(now.changed.words(&by)));
        }
        self.must_be_sound(&by, &now.role, db)?;
        Ok(Agreed { by, now, draft: self, holders })
    }
}

impl Agreed<'_> {
    fn moves_rights(&self) -> bool {
        self.draft.rights != self.now.role.rights
    }

    /// How many people the change concerns: nobody, where only the name is another.
    fn concerned(&self) -> usize {
        if self.moves_rights() { self.holders.len() } else { 0 }
    }

    fn write(&self, db: &mut Conn) -> Result<()> {
        let Agreed { by, now, draft, holders } = self;
        if draft.name == now.role.name && !self.moves_rights() {
            return Ok(());
        }
        diesel::update(roles::table.find(now.role.id))
            .set((
                roles::name.eq(&draft.name),
                roles::name_key.eq(text::key(&draft.name)),
                roles::rights.eq(draft.rights.slugs()),
                roles::version.eq(now.version + 1),
                roles::changed_by.eq(by.who()),
                roles::changed_at.eq(clock::now()),
            ))
            .execute(db)
            .on_unique(|| draft.taken())?;
        if self.moves_rights() {
            let role = Role { name: draft.name.clone(), rights: draft.rights.clone(), ..now.role.clone() };
            for holder in holders {
                holder.settle(by, &role, db)?;
            }
            Access::touch_all(by, role.id, db)?;
        }
        self.record(db)
    }

    fn record(&self, db: &mut Conn) -> Result<()> {
        let Agreed { by, now, draft, .. } = self;
        let titles = Titles::of(by.location().id, db)?;
        let renamed = Change::between("Name", &now.role.name, &draft.name);
        let rights = Shift::between(&now.role.rights, &draft.rights).into_iter().map(|shift| shift.change(&titles));
        let concerned = self.moves_rights().then(|| Change::new("People concerned", "", self.concerned().to_string()));
        let changes = renamed.into_iter().chain(rights).chain(concerned);
        activity::record(&**by, Entry::new(Deed::RoleEdited, &draft.name).with(changes), db)
    }
}
