//! Roles: named sets of rights. Eight come ready-made with every location (rights.md §5).

use diesel::prelude::*;

use crate::db::Conn;
use crate::error::Result;
use crate::id::{LocationId, RoleId};
use crate::schema::roles;

use super::rights::{Right, Rights};

/// A ready-made role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    pub slug: &'static str,
    pub name: &'static str,
    /// What it is for, in a sentence.
    pub purpose: &'static str,
    rights: &'static [Right],
}

pub const OWNER: &str = "owner";
pub const VIEW_ONLY: &str = "view-only";

/// The ready-made roles, strongest first. What the Owner holds is not listed: it is everything.
pub const TEMPLATES: [Template; 8] = {
    use Right::*;
    [
        Template {
            slug: OWNER,
            name: "Owner",
            purpose: "Holds every right, and decides who else is an owner.",
            rights: &[],
        },
        Template {
            slug: "manager",
            name: "Manager",
            purpose: "Runs the location: team, users and settings.",
            rights: &[
                ViewTeam,
                AddMembers,
                EditMembers,
                DismissMembers,
                EditPositions,
                ViewUsers,
                InviteUsers,
                EditUsers,
                RemoveUsers,
                EditLocation,
                ViewActivity,
            ],
        },
        Template {
            slug: "receptionist",
            name: "Receptionist",
            purpose: "Runs the desk, sees the team and invites people.",
            rights: &[ViewTeam, ViewUsers, InviteUsers],
        },
        Template {
            slug: "call-center",
            name: "Call center",
            purpose: "Answers calls and sees the team.",
            rights: &[ViewTeam],
        },
        Template {
            slug: "accountant",
            name: "Accountant",
            purpose: "Keeps the accounts and sees the team.",
            rights: &[ViewTeam],
        },
        Template { slug: "professional", name: "Professional", purpose: "Provides services to clients.", rights: &[] },
        Template {
            slug: VIEW_ONLY,
            name: "View only",
            purpose: "Free. Lets a person in without letting them change anything.",
            rights: &[],
        },
        Template {
            slug: "system-manager",
            name: "System manager",
            purpose: "Free. Looks after the team list and the users for you.",
            rights: &[
                ViewTeam,
                AddMembers,
                EditMembers,
                DismissMembers,
                ViewUsers,
                InviteUsers,
                EditUsers,
                RemoveUsers,
                ViewActivity,
            ],
        },
    ]
};

/// A role of one location.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    pub id: RoleId,
    pub name: String,
    pub template: Option<String>,
    pub rights: Rights,
}

type Row = (RoleId, String, Option<String>, String);

impl Role {
    const COLUMNS: (roles::id, roles::name, roles::template, roles::rights) =
        (roles::id, roles::name, roles::template, roles::rights);

    /// Gives a new location its eight roles and returns the Owner's.
    pub fn furnish(location: LocationId, db: &mut Conn) -> Result<RoleId> {
        for (place, template) in TEMPLATES.iter().enumerate() {
            diesel::insert_into(roles::table)
                .values((
                    roles::location_id.eq(location),
                    roles::template.eq(template.slug),
                    roles::name.eq(template.name),
                    roles::rights.eq(template.rights.iter().copied().collect::<Rights>().slugs()),
                    roles::place.eq(place as i64),
                ))
                .execute(db)?;
        }
        Ok(roles::table
            .filter(roles::location_id.eq(location).and(roles::template.eq(OWNER)))
            .select(roles::id)
            .first(db)?)
    }

    /// A role of this location, or `NotFound`: another location's role is as good as none.
    pub fn find(location: LocationId, id: RoleId, db: &mut Conn) -> Result<Self> {
        let row: Row = roles::table
            .filter(roles::location_id.eq(location).and(roles::id.eq(id)))
            .select(Self::COLUMNS)
            .first(db)?;
        Ok(Self::from(row))
    }

    /// The roles of a location, strongest first.
    pub fn list(location: LocationId, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = roles::table
            .filter(roles::location_id.eq(location))
            .order((roles::place, roles::id))
            .select(Self::COLUMNS)
            .load(db)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    pub fn is_owner(&self) -> bool {
        self.template.as_deref() == Some(OWNER)
    }

    pub fn is_view_only(&self) -> bool {
        self.template.as_deref() == Some(VIEW_ONLY)
    }

    /// The template's slug, while the role still bears its name.
    pub fn ready_made_slug(&self) -> Option<&'static str> {
        let same = |template: &&Template| self.template.as_deref() == Some(template.slug) && self.name == template.name;
        TEMPLATES.iter().find(same).map(|template| template.slug)
    }

    /// Whether those who hold this role could give the other (rights.md §6).
    pub fn can_give(&self, other: &Role) -> bool {
        self.is_owner() || (!other.is_owner() && self.rights.cover(other.rights))
    }

    /// What the role is for, when it is one of the eight.
    pub fn purpose(&self) -> &'static str {
        TEMPLATES
            .iter()
            .find(|template| self.template.as_deref() == Some(template.slug))
            .map_or("", |template| template.purpose)
    }
}

impl From<Row> for Role {
    fn from((id, name, template, slugs): Row) -> Self {
        let rights = held(template.as_deref(), &slugs);
        Role { id, name, template, rights }
    }
}

/// What a stored role gives.
fn held(template: Option<&str>, slugs: &str) -> Rights {
    if template == Some(OWNER) { Rights::all() } else { Rights::parse(slugs) }
}
