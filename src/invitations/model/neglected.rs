//! Invitations that nobody has answered for long: for whoever looks over the access to a location.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::dsl::max;
use diesel::prelude::*;

use crate::access::Inside;
use crate::clock;
use crate::db::{Conn, among};
use crate::error::Result;
use crate::id::InvitationId;
use crate::schema::{invitation_links, invitations, roles};

use super::{Invitation, Row, columns};

/// How long an answer takes that is still to be expected.
const PATIENCE: TimeDelta = TimeDelta::days(14);

/// An invitation without an answer.
#[derive(Debug, Clone)]
pub struct Neglected {
    pub invitation: Invitation,
    pub role: String,
    /// When its newest link was made.
    pub sent_at: NaiveDateTime,
}

impl Neglected {
    /// Those whose newest link is two weeks old, the oldest first, whether it has run out or not.
    pub fn list(by: &Inside, db: &mut Conn) -> Result<Vec<Self>> {
        let long_ago = clock::now() - PATIENCE;
        let rows: Vec<(Row, String)> = invitations::table
            .inner_join(roles::table)
            .filter(invitations::location_id.eq(by.location().id).and(invitations::state.eq("pending")))
            .filter(invitations::replaced.eq(false).and(invitations::created_at.le(long_ago)))
            .order(invitations::id)
            .select((columns(), roles::name))
            .load(db)?;
        let ids: Vec<InvitationId> = rows.iter().map(|((offer, ..), _)| offer.0).collect();
        let newest: Vec<(InvitationId, Option<NaiveDateTime>)> = invitation_links::table
            .filter(among(invitation_links::invitation_id, &ids))
            .group_by(invitation_links::invitation_id)
            .select((invitation_links::invitation_id, max(invitation_links::created_at)))
            .load(db)?;
        let neglected = rows.into_iter().map(|(row, role)| {
            let invitation = Invitation::from(row);
            let sent = newest.iter().find(|(id, _)| *id == invitation.id).and_then(|(_, sent)| *sent);
            Neglected { sent_at: sent.unwrap_or(invitation.created_at), role, invitation }
        });
        Ok(neglected.filter(|one| one.sent_at <= long_ago).collect())
    }
}
