//! Deeds, each done anew every time: prepared beforehand so far as somebody else would have done it.

mod accepting;
mod booking;
mod inviting;
mod signing_in;

use anyhow::{Context, Result};
use parlour::access::Role;
use parlour::db::Conn;
use parlour::id::{LocationId, RoleId};

use crate::scenes::Deed;
use crate::stand::house::Salon;
use crate::stand::load::Asked;
use crate::stand::wire::form_at;

/// Where deeds are done, and by whom: the owner, and somebody who is not known yet.
pub struct Doing<'a> {
    pub salon: &'a Salon,
    pub address: &'a str,
    pub cookies: &'a str,
}

impl Doing<'_> {
    pub async fn prepare(&self, deed: Deed) -> Result<Asked> {
        match deed {
            Deed::SignIn => signing_in::prepare(self).await,
            Deed::Invite => inviting::prepare(self).await,
            Deed::Accept => accepting::prepare(self).await,
            Deed::Book => booking::prepare(self).await,
        }
    }

    /// The mark of the forms of whoever is signed in.
    async fn mark(&self) -> Result<String> {
        let page = format!("/locations/{}/invitations/new", self.salon.location);
        Ok(form_at(self.address, &page, self.cookies).await?.1)
    }

    /// The cookie and the mark of a stranger.
    async fn stranger(&self) -> Result<(String, String)> {
        form_at(self.address, "/sign-in", "").await
    }

    fn write(&self, job: impl FnOnce(&mut Conn) -> parlour::error::Result<()> + Clone) -> Result<()> {
        self.salon.db.write_now(job)?;
        self.salon.tidy()
    }

    /// A role that needs no seat.
    fn free_role(&self, at: LocationId) -> Result<RoleId> {
        let roles = self.salon.db.read_now(|db| Role::list(at, db))?;
        roles.into_iter().find(Role::is_view_only).map(|role| role.id).context("no role is free")
    }
}
