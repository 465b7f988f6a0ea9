//! The card: what its tabs hold, and saving them without overwriting somebody else.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::access::rights::EditMembers;
use crate::access::{Can, Inside, Right};
use crate::activity::{self, Change, Deed, Entry};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{MemberId, PositionId};
use crate::schema::{members, positions};
use crate::text;

use super::scope::seen_by;
use super::{Member, Position, Row, at, cards, check_position, columns};

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

impl Card {
    pub fn find(by: &Inside, id: MemberId, db: &mut Conn) -> Result<Self> {
        type Own = (
            (String, Option<PositionId>, String, String, String),
            (Option<NaiveDate>, String),
            (String, bool),
            Option<String>,
        );
        let (member, (own, (birthday, home_address), (external_id, assists), title)): (Row, Own) = cards()
            .left_join(positions::table)
            .filter(at(by.location().id, id))
            .filter(seen_by(by))
            .select((
                columns(),
                (
                    (
                        members::specialization,
                        members::position_id,
                        members::description,
                        members::phone,
                        members::email,
                    ),
                    (members::birthday, members::home_address),
                    (members::external_id, members::assists),
                    positions::title.nullable(),
                ),
            ))
            .first(db)?;
        let (member, (specialization, position, description, phone, email)) = (Member::from(member), own);
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
    pub fn change_profile(&self, by: &Can<EditMembers>, profile: &Profile, version: i64, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        if !self.is_shared_part_of(profile) {
            self.member.must_be_kept_here()?;
        }
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
                .set((members::birthday.eq(personal.birthday), members::home_address.eq(&personal.home_address)))
                .execute(db)?;
        }
        let changes = self.differences(by, profile, db)?;
        self.note(by, changes, db)
    }

    /// Personal data stay at the location; everything else of a card of a chain is the same at all its locations.
    fn is_shared_part_of(&self, new: &Profile) -> bool {
        let old = Profile { personal: None, ..self.profile.clone() };
        old == Profile { personal: None, ..new.clone() }
    }

    /// Saves the Settings tab.
    pub fn change_settings(
        &self,
        by: &Can<EditMembers>,
        settings: &Settings,
        version: i64,
        db: &mut Conn,
    ) -> Result<()> {
        let by = &by.still(db)?;
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
