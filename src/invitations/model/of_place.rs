//! Reading invitations: those of one place, and what each of them gives.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::chains::Terms;
use crate::db::{Conn, among};
use crate::error::{Error, Result};
use crate::id::{ChainId, ChainRoleId, InvitationId, LocationId, MemberId, Place, RoleId, UserId};
use crate::language::Language;
use crate::schema::{invitation_grants, invitations};
use crate::users::{Email, Phone};

use super::{Gives, Invitation, State};

pub(super) type Row = (
    (InvitationId, Option<LocationId>, Option<ChainId>, String, Option<String>, Option<String>, Option<MemberId>),
    (Option<RoleId>, Option<ChainRoleId>, Option<RoleId>),
    (String, String, Option<NaiveDate>),
    (UserId, String, String, bool, Option<UserId>, NaiveDateTime, NaiveDateTime, Option<NaiveDateTime>),
);

type Who = (
    invitations::id,
    invitations::location_id,
    invitations::chain_id,
    invitations::name,
    invitations::email,
    invitations::phone,
    invitations::member_id,
);

type Offered = (invitations::role_id, invitations::chain_role_id, invitations::everywhere_role_id);

type Said = (invitations::language, invitations::note, invitations::access_ends_on);

type Course = (
    invitations::inviter_id,
    invitations::inviter_name,
    invitations::state,
    invitations::replaced,
    invitations::applicant_id,
    invitations::created_at,
    invitations::expires_at,
    invitations::ended_at,
);

pub(super) fn columns() -> (Who, Offered, Said, Course) {
    Default::default()
}

/// Those of one place: never another location's, never a chain's among those of a location.
macro_rules! of_place {
    ($invitations:expr, $place:expr) => {{
        let all = $invitations.into_boxed::<crate::db::MultiBackend>();
        match $place {
            crate::id::Place::Location(id) => all.filter(invitations::location_id.eq(id)),
            crate::id::Place::Chain(id) => all.filter(invitations::chain_id.eq(id)),
        }
    }};
}
pub(super) use of_place;

impl Invitation {
    pub(super) fn one(place: Place, id: InvitationId, db: &mut Conn) -> Result<Self> {
        let row: Row =
            of_place!(invitations::table, place).filter(invitations::id.eq(id)).select(columns()).first(db)?;
        Self::read(row, db)
    }

    /// One of any place.
    pub(super) fn anywhere(id: InvitationId, db: &mut Conn) -> Result<Self> {
        let row: Row = invitations::table.find(id).select(columns()).first(db)?;
        Self::read(row, db)
    }

    pub(super) fn read(row: Row, db: &mut Conn) -> Result<Self> {
        Self::read_all(vec![row], db)?.pop().ok_or(Error::NotFound)
    }

    /// One statement more where there are any to chains.
    pub(super) fn read_all(rows: Vec<Row>, db: &mut Conn) -> Result<Vec<Self>> {
        let mut all: Vec<Self> = rows.into_iter().map(Self::from).collect();
        let to_chains: Vec<InvitationId> =
            all.iter().filter(|one| one.place.chain().is_some()).map(|one| one.id).collect();
        if to_chains.is_empty() {
            return Ok(all);
        }
        let grants: Vec<(InvitationId, LocationId, RoleId)> = invitation_grants::table
            .filter(among(invitation_grants::invitation_id, &to_chains))
            .select((invitation_grants::invitation_id, invitation_grants::location_id, invitation_grants::role_id))
            .load(db)?;
        for one in &mut all {
            if let Gives::InChain(terms) = &mut one.gives {
                let own = grants.iter().filter(|(id, ..)| *id == one.id);
                terms.at = own.map(|(_, place, role)| (*place, *role)).collect();
            }
        }
        Ok(all)
    }

    /// Writes down which roles it gives at which locations of the chain.
    pub(super) fn write_grants(id: InvitationId, gives: &Gives, db: &mut Conn) -> Result<()> {
        for (location, role) in gives.in_chain().at {
            diesel::insert_into(invitation_grants::table)
                .values((
                    invitation_grants::invitation_id.eq(id),
                    invitation_grants::location_id.eq(location),
                    invitation_grants::role_id.eq(role),
                ))
                .execute(db)?;
        }
        Ok(())
    }
}

/// Without its grants, which lie in a table of their own.
impl From<Row> for Invitation {
    fn from((who, offered, said, course): Row) -> Self {
        let (id, location, chain, name, email, phone, member) = who;
        let (role, chain_role, everywhere) = offered;
        let (language, note, access_ends_on) = said;
        let (inviter, inviter_name, state, replaced, applicant, created_at, expires_at, ended_at) = course;
        let in_chain = || Terms { role: chain_role.map(|role| (role, None)), everywhere, at: BTreeMap::new() };
        Invitation {
            id,
            // The database sees to it that there is one of the two.
            place: location.map(Place::from).or(chain.map(Place::from)).unwrap_or(Place::Location(LocationId(0))),
            name,
            email: email.map(Email::stored),
            phone: phone.map(Phone::stored),
            gives: role.map_or_else(|| Gives::InChain(in_chain()), Gives::Role),
            member,
            language: Language::stored(&language),
            note,
            access_ends_on,
            inviter,
            inviter_name,
            replaced,
            applicant,
            created_at,
            expires_at,
            ended_at,
            state: State::of(&state, applicant.is_some(), expires_at),
        }
    }
}
