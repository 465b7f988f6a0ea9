//! Team members: added, changed, moved in the list, dismissed and brought back.

mod leaving;
mod list;
mod positions;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::access::rights::{AddMembers, EditMembers};
use crate::access::{Can, Inside, Right};
use crate::activity::{self, Change, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{LocationId, MemberId, PositionId, UserId};
use crate::schema::{self, members};
use crate::text;

pub use list::{Filter, Line, Whose};
pub use positions::Position;

/// Whether somebody works here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Employment {
    Working,
    Dismissed,
    Deleted,
}

impl Employment {
    pub fn slug(self) -> &'static str {
        match self {
            Employment::Working => "working",
            Employment::Dismissed => "dismissed",
            Employment::Deleted => "deleted",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        [Employment::Working, Employment::Dismissed, Employment::Deleted]
            .into_iter()
            .find(|employment| employment.slug() == slug)
    }
}

/// Enough of a member to name them, link to them and decide about them.
#[derive(Debug, Clone)]
pub struct Member {
    pub id: MemberId,
    pub name: String,
    pub employment: Employment,
    pub dismissed_on: Option<NaiveDate>,
    pub user: Option<UserId>,
    pub version: i64,
}

/// What stands on the Information tab.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Profile {
    pub name: String,
    pub specialization: String,
    pub position: Option<PositionId>,
    pub description: String,
    pub phone: String,
    pub email: String,
    /// Additional information, for those who hold the right to it. `None` leaves what is stored alone.
    pub personal: Option<Personal>,
}

/// Personal data, behind a right of its own.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Personal {
    pub birthday: Option<NaiveDate>,
    pub home_address: String,
}

/// What stands on the Settings tab.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    pub external_id: String,
    pub assists: bool,
}

/// A whole card.
#[derive(Debug, Clone)]
pub struct Card {
    pub member: Member,
    pub profile: Profile,
    pub position: String,
    pub settings: Settings,
}

impl Member {
    /// A member of this location, or `NotFound`.
    pub fn find(by: &Inside, id: MemberId, db: &mut Conn) -> Result<Self> {
        type Row = (MemberId, String, String, Option<NaiveDate>, Option<UserId>, i64);
        let (id, name, employment, dismissed_on, user, version): Row = members::table
            .filter(members::location_id.eq(by.location().id).and(members::id.eq(id)))
            .select((
                members::id,
                members::name,
                members::employment,
                members::dismissed_on,
                members::user_id,
                members::version,
            ))
            .first(db)?;
        Ok(Member {
            id,
            name,
            employment: Employment::from_slug(&employment).unwrap_or(Employment::Deleted),
            dismissed_on,
            user,
            version,
        })
    }

    /// Adds somebody to the end of the list.
    pub fn add(by: &Can<AddMembers>, profile: &Profile, assists: bool, db: &mut Conn) -> Result<Self> {
        db.hold(by.location().id)?;
        check_position(by, profile.position, db)?;
        let here = by.location().id;
        let id: MemberId = diesel::insert_into(members::table)
            .values((
                members::location_id.eq(here),
                members::name.eq(&profile.name),
                members::name_key.eq(text::key(&profile.name)),
                members::specialization.eq(&profile.specialization),
                members::position_id.eq(profile.position),
                members::assists.eq(assists),
                members::place.eq(last_place(here, db)? + 1),
                members::created_at.eq(clock::now()),
            ))
            .returning(members::id)
            .get_result(db)?;
        activity::record(by, Entry::new(Deed::MemberAdded, &profile.name).of_member(id), db)?;
        Member::find(by, id, db)
    }

    /// Writes a card for the owner who opens a location, and links it to them.
    pub fn found(by: &Inside, db: &mut Conn) -> Result<MemberId> {
        let here = by.location().id;
        let id: MemberId = diesel::insert_into(members::table)
            .values((
                members::location_id.eq(here),
                members::name.eq(by.who()),
                members::name_key.eq(text::key(by.who())),
                members::user_id.eq(by.user()),
                members::place.eq(last_place(here, db)? + 1),
                members::created_at.eq(clock::now()),
            ))
            .returning(members::id)
            .get_result(db)?;
        activity::record(by, Entry::new(Deed::MemberAdded, by.who()).of_member(id), db)?;
        Ok(id)
    }

    /// Links a card to a user who has access already.
    pub fn link(location: LocationId, id: MemberId, user: UserId, db: &mut Conn) -> Result<()> {
        diesel::update(members::table.filter(members::location_id.eq(location).and(members::id.eq(id))))
            .set(members::user_id.eq(user))
            .execute(db)?;
        Ok(())
    }

    /// The first card with a name.
    pub fn named(by: &Inside, name: &str, db: &mut Conn) -> Result<Option<MemberId>> {
        Ok(members::table
            .filter(members::location_id.eq(by.location().id).and(members::name.eq(name)))
            .order(members::id)
            .select(members::id)
            .first(db)
            .optional()?)
    }

    /// The card a user is linked to at a location.
    pub fn of_user(location: LocationId, user: UserId, db: &mut Conn) -> Result<Option<(MemberId, String)>> {
        Ok(members::table
            .filter(members::location_id.eq(location).and(members::user_id.eq(user)))
            .select((members::id, members::name))
            .first(db)
            .optional()?)
    }
}

impl Card {
    pub fn find(by: &Inside, id: MemberId, db: &mut Conn) -> Result<Self> {
        type Row = (
            (String, Option<PositionId>, String, String, String),
            (Option<NaiveDate>, String),
            (String, bool),
            Option<String>,
        );
        let member = Member::find(by, id, db)?;
        let (
            (specialization, position, description, phone, email),
            (birthday, home_address),
            (external_id, assists),
            title,
        ): Row = members::table
            .left_join(schema::positions::table)
            .filter(members::id.eq(id))
            .select((
                (
                    members::specialization,
                    members::position_id,
                    members::description,
                    members::phone,
                    members::email,
                ),
                (members::birthday, members::home_address),
                (members::external_id, members::assists),
                schema::positions::title.nullable(),
            ))
            .first(db)?;
        let may_see = by.may(Right::SeePersonalData);
        Ok(Card {
            profile: Profile {
                name: member.name.clone(),
                specialization,
                position,
                description,
                phone,
                email,
                personal: may_see.then_some(Personal { birthday, home_address }),
            },
            position: title.unwrap_or_default(),
            settings: Settings { external_id, assists },
            member,
        })
    }

    /// Saves the Information tab. `version` is the one the form was drawn from.
    pub fn change_profile(
        &self,
        by: &Can<EditMembers>,
        profile: &Profile,
        version: i64,
        db: &mut Conn,
    ) -> Result<()> {
        check_position(by, profile.position, db)?;
        self.advance(version, db)?;
        let row = members::table.find(self.member.id);
        diesel::update(row)
            .set((
                members::name.eq(&profile.name),
                members::name_key.eq(text::key(&profile.name)),
                members::specialization.eq(&profile.specialization),
                members::position_id.eq(profile.position),
                members::description.eq(&profile.description),
                members::phone.eq(&profile.phone),
                members::email.eq(&profile.email),
            ))
            .execute(db)?;
        if let (Some(personal), true) = (&profile.personal, by.may(Right::SeePersonalData)) {
            diesel::update(row)
                .set((
                    members::birthday.eq(personal.birthday),
                    members::home_address.eq(&personal.home_address),
                ))
                .execute(db)?;
        }
        let changes = self.differences(by, profile, db)?;
        self.note(by, changes, db)
    }

    /// Saves the Settings tab.
    pub fn change_settings(
        &self,
        by: &Can<EditMembers>,
        settings: &Settings,
        version: i64,
        db: &mut Conn,
    ) -> Result<()> {
        self.advance(version, db)?;
        diesel::update(members::table.find(self.member.id))
            .set((members::external_id.eq(&settings.external_id), members::assists.eq(settings.assists)))
            .execute(db)?;
        let yes_no = |on: bool| if on { "Yes" } else { "No" };
        let changes = [
            Change::between("External ID", &self.settings.external_id, &settings.external_id),
            Change::between("Available for assisting", yes_no(self.settings.assists), yes_no(settings.assists)),
        ];
        self.note(by, changes.into_iter().flatten().collect(), db)
    }

    /// Claims the next version, or says that somebody else was faster.
    fn advance(&self, version: i64, db: &mut Conn) -> Result<()> {
        let changed = diesel::update(members::table)
            .filter(members::id.eq(self.member.id).and(members::version.eq(version)))
            .set(members::version.eq(version + 1))
            .execute(db)?;
        if changed == 0 {
            return Err(Error::Conflict(format!("Somebody else changed the card of {} meanwhile.", self.member.name)));
        }
        Ok(())
    }

    /// What is different. Personal data is named, never quoted: the history is read by more people.
    fn differences(&self, by: &Inside, new: &Profile, db: &mut Conn) -> Result<Vec<Change>> {
        let old = &self.profile;
        let position = match new.position {
            Some(id) => Position::find(by, id, db)?.title,
            None => String::new(),
        };
        let mut changes: Vec<Change> = [
            Change::between("Name", &old.name, &new.name),
            Change::between("Specialization", &old.specialization, &new.specialization),
            Change::between("Position", &self.position, &position),
            Change::between("Description", &old.description, &new.description),
            Change::between("Phone", &old.phone, &new.phone),
            Change::between("Email", &old.email, &new.email),
        ]
        .into_iter()
        .flatten()
        .collect();
        if new.personal.is_some() && old.personal != new.personal {
            changes.push(Change::new("Additional information", "", "changed"));
        }
        Ok(changes)
    }

    fn note(&self, by: &Inside, changes: Vec<Change>, db: &mut Conn) -> Result<()> {
        if changes.is_empty() {
            return Ok(());
        }
        let entry = Entry::new(Deed::MemberChanged, &self.member.name).of_member(self.member.id).with(changes);
        activity::record(by, entry, db)
    }
}

fn check_position(by: &Inside, position: Option<PositionId>, db: &mut Conn) -> Result<()> {
    match position.map(|id| Position::find(by, id, db)).transpose() {
        Err(Error::NotFound) => Err(Error::on("position", "Choose one of the positions of this location")),
        other => other.map(drop),
    }
}

fn last_place(location: LocationId, db: &mut Conn) -> Result<i64> {
    let last: Option<i64> = members::table
        .filter(members::location_id.eq(location))
        .select(diesel::dsl::max(members::place))
        .first(db)?;
    Ok(last.unwrap_or(0))
}
