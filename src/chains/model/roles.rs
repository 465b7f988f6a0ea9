//! Chain roles: named sets of chain rights. Four come ready-made with every chain (rights.md §5).

use diesel::prelude::*;

use crate::db::{Conn, among};
use crate::error::Result;
use crate::id::{ChainId, ChainRoleId};
use crate::schema::chain_roles;
use crate::text;

use super::rights::{ChainRight, ChainRights};

/// A named set of chain rights.
#[derive(Debug, Clone, PartialEq)]
pub struct ChainRole {
    pub id: ChainRoleId,
    pub name: String,
    pub template: Option<String>,
    pub rights: ChainRights,
    pub version: i64,
}

pub(super) type Row = (ChainRoleId, String, Option<String>, String, i64);

pub(super) type Columns =
    (chain_roles::id, chain_roles::name, chain_roles::template, chain_roles::rights, chain_roles::version);

const OWNER: &str = "owner";

/// A ready-made chain role.
pub(super) struct Template {
    slug: &'static str,
    pub(super) name: &'static str,
    purpose: &'static str,
    pub(super) rights: fn() -> ChainRights,
}

/// Strongest first. What the Chain owner holds is not listed: it is everything.
pub(super) const TEMPLATES: [Template; 4] = [
    Template {
        slug: OWNER,
        name: "Chain owner",
        purpose: "Holds every chain right, can give any role at the locations of the chain, and decides who else is an owner.",
        rights: ChainRights::all,
    },
    Template {
        slug: "manager",
        name: "Chain manager",
        purpose: "Runs the chain: everything but its settings.",
        rights: || ChainRight::ALL.iter().copied().filter(|right| *right != ChainRight::EditChain).collect(),
    },
    Template {
        slug: "accountant",
        name: "Chain accountant",
        purpose: "Sees the figures of all locations.",
        rights: || [ChainRight::SeeChainReports, ChainRight::SeeChainPay].into_iter().collect(),
    },
    Template {
        slug: "viewer",
        name: "Chain viewer",
        purpose: "Sees the team and the figures of all locations.",
        rights: || [ChainRight::ViewChainTeam, ChainRight::SeeChainReports].into_iter().collect(),
    },
];

impl ChainRole {
    pub(super) const COLUMNS: Columns =
        (chain_roles::id, chain_roles::name, chain_roles::template, chain_roles::rights, chain_roles::version);

    /// Gives a new chain its four roles and returns the Chain owner's.
    pub(super) fn furnish(chain: ChainId, db: &mut Conn) -> Result<ChainRoleId> {
        for (place, template) in TEMPLATES.iter().enumerate() {
            let rights = if template.slug == OWNER { String::new() } else { (template.rights)().to_string() };
            diesel::insert_into(chain_roles::table)
                .values((
                    chain_roles::chain_id.eq(chain),
                    chain_roles::template.eq(template.slug),
                    chain_roles::name.eq(template.name),
                    chain_roles::name_key.eq(text::key(template.name)),
                    chain_roles::rights.eq(rights),
                    chain_roles::place.eq(place as i64),
                ))
                .execute(db)?;
        }
        let owner = chain_roles::table.filter(chain_roles::chain_id.eq(chain).and(chain_roles::template.eq(OWNER)));
        Ok(owner.select(chain_roles::id).first(db)?)
    }

    /// A role of this chain, or `NotFound`: another chain's role is as good as none, and so is a deleted one.
    pub fn find(chain: ChainId, id: ChainRoleId, db: &mut Conn) -> Result<Self> {
        let row: Row = chain_roles::table
            .filter(chain_roles::chain_id.eq(chain).and(chain_roles::id.eq(id)).and(chain_roles::deleted_at.is_null()))
            .select(Self::COLUMNS)
            .first(db)?;
        Ok(Self::from(row))
    }

    /// Some roles, of whatever chain, also when they are deleted; and whether they are still there.
    pub fn some(ids: &[ChainRoleId], db: &mut Conn) -> Result<Vec<(Self, bool)>> {
        let rows: Vec<(Row, bool)> = chain_roles::table
            .filter(among(chain_roles::id, ids))
            .select((Self::COLUMNS, chain_roles::deleted_at.is_null()))
            .load(db)?;
        Ok(rows.into_iter().map(|(row, is_there)| (Self::from(row), is_there)).collect())
    }

    /// The roles of a chain, strongest first.
    pub fn list(chain: ChainId, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = chain_roles::table
            .filter(chain_roles::chain_id.eq(chain).and(chain_roles::deleted_at.is_null()))
            .order((chain_roles::place, chain_roles::id))
            .select(Self::COLUMNS)
            .load(db)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    pub fn is_owner(&self) -> bool {
        self.template.as_deref() == Some(OWNER)
    }

    /// The word for it in letters, while it still bears the name that it came with.
    pub fn ready_made_slug(&self) -> Option<String> {
        let is_it =
            |template: &&Template| Some(template.slug) == self.template.as_deref() && template.name == self.name;
        TEMPLATES.iter().find(is_it).map(|template| format!("chain-{}", template.slug))
    }

    /// What the role is for, when it is one of the four.
    pub fn purpose(&self) -> &'static str {
        let template = TEMPLATES.iter().find(|template| Some(template.slug) == self.template.as_deref());
        template.map_or("", |template| template.purpose)
    }
}

impl From<Row> for ChainRole {
    fn from((id, name, template, slugs, version): Row) -> Self {
        let is_owner = template.as_deref() == Some(OWNER);
        let rights = if is_owner { ChainRights::all() } else { ChainRights::parse(&slugs) };
        ChainRole { id, name, template, rights, version }
    }
}
