//! Making a role of one's own, empty or like another (cases H3 and H12).

use diesel::dsl::max;
use diesel::prelude::*;

use crate::access::rights::EditRoles;
use crate::access::{Can, Held, Inside, Rights, Role, Shift, Titles, may_let_hold, must_hold_together};
use crate::activity::{self, Change, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, OnUnique, Result};
use crate::id::RoleId;
use crate::schema::roles;
use crate::text;

/// What a role is to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub name: String,
    pub rights: Rights,
}

impl Draft {
    /// Makes a role. A copy goes its own ways from then on; only what its model asks for at the door comes with it.
    pub fn add(&self, by: &Can<EditRoles>, like: Option<RoleId>, db: &mut Conn) -> Result<RoleId> {
        let here = by.location().id;
        db.hold(here)?;
        let by = by.still(db)?;
        let model = like.map(|id| Role::find(here, id, db)).transpose()?;
        let blank = Role { id: RoleId(0), name: self.name.clone(), template: None, rights: Rights::default() };
        self.must_be_sound(&by, &blank, db)?;
        let id = self.insert(&by, model.as_ref(), db)?;
        let copied = model.map(|model| Change::new("Copied from", "", model.name));
        let titles = Titles::of(here, db)?;
        let rights = Shift::between(&blank.rights, &self.rights).into_iter().map(|shift| shift.change(&titles));
        activity::record(&by, Entry::new(Deed::RoleAdded, &self.name).with(copied.into_iter().chain(rights)), db)?;
        Ok(id)
    }

    fn insert(&self, by: &Inside, model: Option<&Role>, db: &mut Conn) -> Result<RoleId> {
        let of_location = roles::table.filter(roles::location_id.eq(by.location().id));
        let last: Option<i64> = of_location.select(max(roles::place)).first(db)?;
        let needs_second_factor = match model {
            Some(model) => roles::table.find(model.id).select(roles::needs_second_factor).first(db)?,
            None => false,
        };
        diesel::insert_into(roles::table)
            .values((
                roles::location_id.eq(by.location().id),
                roles::name.eq(&self.name),
                roles::name_key.eq(text::key(&self.name)),
                roles::rights.eq(self.rights.slugs()),
                roles::place.eq(last.unwrap_or_default() + 1),
                roles::needs_second_factor.eq(needs_second_factor),
                roles::copied_from.eq(model.map_or("", |model| &model.name)),
                roles::changed_by.eq(by.who()),
                roles::changed_at.eq(clock::now()),
            ))
            .returning(roles::id)
            .get_result(db)
            .on_unique(|| self.taken())
    }

    /// Rights that make sense together in this role, and none that the person does not hold. `role` is as it was before.
    pub(super) fn must_be_sound(&self, by: &Inside, role: &Role, db: &mut Conn) -> Result<()> {
        must_hold_together(role, &self.rights, &Titles::of(by.location().id, db)?)?;
        may_let_hold(by, &Held::new(Role { rights: self.rights.clone(), ..role.clone() }, Default::default()))
    }

    pub(super) fn taken(&self) -> Error {
        Error::on("name", format!("There is a role called {} already", self.name))
    }
}
