//! Roles come and go under open invitations: which ones offer a role, and what they offer instead (cases H8).

use diesel::prelude::*;

use crate::access::{Inside, Role};
use crate::activity::{self, Change, Deed};
use crate::db::Conn;
use crate::error::Result;
use crate::schema::invitations;

use super::{Invitation, Row, columns};

impl Invitation {
    /// The invitations that nobody has answered yet, run out or not.
    pub fn unanswered(by: &Inside, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = invitations::table
            .filter(invitations::location_id.eq(by.location().id).and(invitations::state.eq("pending")))
            .order((invitations::name, invitations::id))
            .select(columns())
            .load(db)?;
        Self::read_all(rows, db)
    }

    /// Offers another role in place of one that is going. The links stay, and nothing is sent. Whoever calls has asked the
    /// guards, and holds the location.
    pub fn offer_instead(&self, by: &Inside, old: &Role, new: &Role, db: &mut Conn) -> Result<()> {
        diesel::update(invitations::table.find(self.id)).set(invitations::role_id.eq(new.id)).execute(db)?;
        let change = Change::new("Role", &old.name, &new.name);
        activity::record(by, self.entry(Deed::InvitationChanged).with([change]), db)
    }
}
