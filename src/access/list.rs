//! The users of a location, as the Users tab lists them.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::Conn;
use crate::error::Result;
use crate::id::{LocationId, MemberId, PositionId, UserId};
use crate::schema::{accesses, contacts, members, roles, second_factors, users};

use super::can::Inside;
use super::exceptions::Exceptions;
use super::extent::Scope;
use super::held::Held;
use super::model::{Access, Row, columns, people};
use super::roles::{self as kept, Role};
use super::set::Rights;
use super::standing::HANDFUL;
use super::templates::OWNER;

const PER_PAGE: i64 = 50;

/// A user of the location.
#[derive(Debug, Clone)]
pub struct ListedAccess {
    pub access: Access,
    pub logins: Vec<String>,
    pub card: Option<(MemberId, String)>,
    pub signed_in_at: Option<NaiveDateTime>,
    pub has_second_factor: bool,
}

impl Access {
    /// Those who own a location, a handful at most: whom to write to when somebody has to decide.
    pub fn owners(location: LocationId, db: &mut Conn) -> Result<Vec<UserId>> {
        Ok(people()
            .filter(accesses::location_id.eq(location).and(roles::template.eq(OWNER)))
            .order(accesses::id)
            .limit(HANDFUL)
            .select(accesses::user_id)
            .load(db)?)
    }

    /// Everybody who has access here, by name.
    pub fn everybody(by: &Inside, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = people()
            .filter(accesses::location_id.eq(by.location().id))
            .order((users::name, accesses::id))
            .select(columns())
            .load(db)?;
        Ok(rows.into_iter().map(Access::from).collect())
    }

    /// The roles and people here whose rights are about one position, by name.
    pub fn about_position(by: &Inside, position: PositionId, db: &mut Conn) -> Result<Vec<String>> {
        let here = by.location().id;
        let is_about = |rights: &Rights| rights.extents().any(|(_, extent)| extent.scope == Scope::Position(position));
        let roles = Role::list(here, db)?.into_iter().filter(|role| is_about(&role.rights)).map(|role| role.name);
        let people = Access::everybody(by, db)?.into_iter();
        let people = people.filter(|access| !access.held.exceptions.is_empty() && is_about(access.held.rights()));
        Ok(roles.chain(people.map(|access| access.name)).collect())
    }

    /// What some users hold here.
    pub fn held_by(by: &Inside, users: &[UserId], db: &mut Conn) -> Result<HashMap<UserId, Held>> {
        let rows: Vec<(UserId, String, kept::Row)> = accesses::table
            .inner_join(roles::table)
            .filter(accesses::location_id.eq(by.location().id).and(accesses::user_id.eq_any(users)))
            .select((accesses::user_id, accesses::exceptions, Role::COLUMNS))
            .load(db)?;
        let held = |(user, exceptions, role): (UserId, String, kept::Row)| {
            (user, Held::new(Role::from(role), Exceptions::stored(&exceptions)))
        };
        Ok(rows.into_iter().map(held).collect())
    }
}

impl ListedAccess {
    pub const PER_PAGE: i64 = PER_PAGE;

    /// A page of users by name, and how many there are in all.
    pub fn page(by: &Inside, page: i64, db: &mut Conn) -> Result<(Vec<Self>, i64)> {
        let here = by.location().id;
        let rows: Vec<(Row, Option<NaiveDateTime>, Option<NaiveDateTime>)> = people()
            .left_join(second_factors::table.on(second_factors::user_id.eq(users::id)))
            .filter(accesses::location_id.eq(here))
            .order((users::name, accesses::id))
            .limit(PER_PAGE)
            .offset(page * PER_PAGE)
            .select((columns(), users::signed_in_at, second_factors::confirmed_at.nullable()))
            .load(db)?;
        let ids: Vec<UserId> = rows.iter().map(|(row, ..)| row.1).collect();
        let logins: Vec<(UserId, String)> = contacts::table
            .filter(contacts::user_id.eq_any(&ids).and(contacts::verified_at.is_not_null()))
            .order(contacts::id)
            .select((contacts::user_id, contacts::shown))
            .load(db)?;
        let cards: Vec<(UserId, MemberId, String)> = members::table
            .filter(members::location_id.eq(here).and(members::user_id.eq_any(&ids)))
            .select((members::user_id.assume_not_null(), members::id, members::name))
            .load(db)?;
        let mut by_user: HashMap<UserId, Vec<String>> = HashMap::new();
        for (user, login) in logins {
            by_user.entry(user).or_default().push(login);
        }
        let mut cards: HashMap<UserId, (MemberId, String)> =
            cards.into_iter().map(|(user, id, name)| (user, (id, name))).collect();
        let listed = rows
            .into_iter()
            .map(|(row, signed_in_at, confirmed_at)| {
                let access = Access::from(row);
                ListedAccess {
                    logins: by_user.remove(&access.user).unwrap_or_default(),
                    card: cards.remove(&access.user),
                    access,
                    signed_in_at,
                    has_second_factor: confirmed_at.is_some(),
                }
            })
            .collect();
        Ok((listed, Access::count(by, db)?))
    }
}
