//! Who invites, and who looks after what was sent: somebody of a location, or somebody of a chain. Asked alike, answered apart.

use std::collections::HashMap;

use crate::access::rights::{InviteUsers, ViewUsers};
use crate::access::{Access, Can, Held, Inside, Right, Role, Seats, can_grant, may_grant};
use crate::activity::Actor;
use crate::chains::rights::{InviteChainUsers, ViewChainUsers};
use crate::chains::{Branch, ChainRight, Giver, May, People, Power, Within, may_give_role};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::UserId;

use super::host::Host;
use super::promise::{Gives, Promise, What};
use super::reaching::{self, Standstill};

/// The proof that somebody may invite to a location, or to a chain.
pub trait Inviting: Actor + Clone + Send + 'static {
    /// The same proof, made anew inside the transaction.
    fn still(&self, db: &mut Conn) -> Result<Self>;

    fn user(&self) -> UserId;

    /// Whom they speak for.
    fn host(&self) -> Host;

    /// What is asked before anything is sent. For a chain: one of its locations has paid (security.md SA16).
    fn may_send_now(&self, db: &mut Conn) -> Result<()>;

    /// What is to be offered, looked up: what is not of this place is not there.
    fn look_up(&self, gives: &Gives, db: &mut Conn) -> Result<Promise>;

    /// Nobody gives what they do not hold.
    fn may_give(&self, promise: &Promise, db: &mut Conn) -> Result<()>;

    /// Does a deed, and refuses it where it would use more seats than there are.
    fn keep_seats<T>(&self, promise: &Promise, db: &mut Conn, deed: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T>;

    /// Where channels are connected, for whoever may.
    fn channels_page(&self) -> Option<String>;
}

/// The proof that somebody may see who is invited.
pub trait Viewing: Actor + Clone + Send + 'static {
    fn host(&self) -> Host;

    fn may_invite(&self) -> bool;

    /// Some inviters, and what they could give now.
    fn sponsors(&self, users: &[UserId], db: &mut Conn) -> Result<Sponsors>;

    /// Which of these the viewer could give.
    fn could_give(&self, promises: &[Promise], db: &mut Conn) -> Result<Vec<bool>>;

    /// How many people are in, and how many roles there are to have.
    fn count(&self, db: &mut Conn) -> Result<(i64, i64)>;

    /// Why nobody can be invited now, if that is so.
    fn standstill(&self, db: &mut Conn) -> Result<Option<Standstill>>;
}

/// The inviters of some invitations, and what they hold now.
pub enum Sponsors {
    AtLocation(HashMap<UserId, Held>),
    InChain(HashMap<UserId, Giver>),
}

impl Sponsors {
    /// Whether this inviter could still give what was promised.
    pub fn stand_behind(&self, inviter: UserId, promise: &Promise) -> bool {
        promise.is_there
            && match (self, &promise.what) {
                (Sponsors::AtLocation(held), What::Role(role)) => {
                    held.get(&inviter).is_some_and(|held| held.rights().has(Right::InviteUsers) && held.can_give(role))
                }
                (Sponsors::InChain(givers), What::InChain { wanted, .. }) => givers
                    .get(&inviter)
                    .is_some_and(|giver| giver.has(ChainRight::InviteChainUsers) && giver.could_give(wanted)),
                _ => false,
            }
    }
}

impl Inviting for Can<InviteUsers> {
    fn still(&self, db: &mut Conn) -> Result<Self> {
        Can::still(self, db)
    }

    fn user(&self) -> UserId {
        Inside::user(self)
    }

    fn host(&self) -> Host {
        self.location().clone().into()
    }

    fn may_send_now(&self, _: &mut Conn) -> Result<()> {
        Ok(())
    }

    fn look_up(&self, gives: &Gives, db: &mut Conn) -> Result<Promise> {
        let unknown = || Error::on("role", "Choose one of the roles of this location");
        let role = gives.role().ok_or_else(unknown)?;
        Role::find(self.location().id, role, db).map(Promise::role).map_err(|_| unknown())
    }

    fn may_give(&self, promise: &Promise, _: &mut Conn) -> Result<()> {
        match &promise.what {
            What::Role(role) => may_grant(self, role),
            What::InChain { .. } => Err(Error::NotFound),
        }
    }

    fn keep_seats<T>(&self, _: &Promise, db: &mut Conn, deed: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        Seats::keep_for(self, db, deed)
    }

    fn channels_page(&self) -> Option<String> {
        channels_page(self)
    }
}

/// Where channels are connected, for whoever may.
pub fn channels_page(by: &Inside) -> Option<String> {
    by.may(Right::ConnectChannels).then(|| format!("/locations/{}/settings/channels", by.location().id))
}

impl Inviting for May<InviteChainUsers> {
    fn still(&self, db: &mut Conn) -> Result<Self> {
        May::still(self, db)
    }

    fn user(&self) -> UserId {
        Within::user(self)
    }

    fn host(&self) -> Host {
        self.chain().clone().into()
    }

    fn may_send_now(&self, db: &mut Conn) -> Result<()> {
        Standstill::of(self, db)?.map_or(Ok(()), |standstill| Err(Error::on(reaching::UNPAID, standstill.why())))
    }

    fn look_up(&self, gives: &Gives, db: &mut Conn) -> Result<Promise> {
        match gives {
            Gives::InChain(terms) => reaching::look_up(self.chain().id, terms, db),
            Gives::Role(_) => Err(Error::on("role", "Choose one of the chain roles of this chain")),
        }
    }

    fn may_give(&self, promise: &Promise, db: &mut Conn) -> Result<()> {
        let What::InChain { wanted, .. } = &promise.what else { return Err(Error::NotFound) };
        if let Some(held) = &wanted.held {
            may_give_role(self, held)?;
        }
        wanted.is_within(&Power::of(self, db)?, None, &Branch::list(self.chain().id, db)?)
    }

    fn keep_seats<T>(&self, promise: &Promise, db: &mut Conn, deed: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        reaching::keep_seats(promise, db, deed)
    }

    fn channels_page(&self) -> Option<String> {
        None
    }
}

impl Viewing for Can<ViewUsers> {
    fn host(&self) -> Host {
        self.location().clone().into()
    }

    fn may_invite(&self) -> bool {
        self.may(Right::InviteUsers)
    }

    fn sponsors(&self, users: &[UserId], db: &mut Conn) -> Result<Sponsors> {
        Access::held_by(self, users, db).map(Sponsors::AtLocation)
    }

    fn could_give(&self, promises: &[Promise], _: &mut Conn) -> Result<Vec<bool>> {
        let could = |promise: &Promise| match &promise.what {
            What::Role(role) => promise.is_there && can_grant(self, role),
            What::InChain { .. } => false,
        };
        Ok(promises.iter().map(could).collect())
    }

    fn count(&self, db: &mut Conn) -> Result<(i64, i64)> {
        Ok((Access::count(self, db)?, Role::count(self.location().id, db)?))
    }

    fn standstill(&self, _: &mut Conn) -> Result<Option<Standstill>> {
        Ok(None)
    }
}

impl Viewing for May<ViewChainUsers> {
    fn host(&self) -> Host {
        self.chain().clone().into()
    }

    fn may_invite(&self) -> bool {
        self.may(ChainRight::InviteChainUsers)
    }

    fn sponsors(&self, users: &[UserId], db: &mut Conn) -> Result<Sponsors> {
        Giver::of_users(self.chain().id, users, db).map(Sponsors::InChain)
    }

    /// An offer of which a part is gone can still be looked after: it is changed, or revoked.
    fn could_give(&self, promises: &[Promise], db: &mut Conn) -> Result<Vec<bool>> {
        let givers = Giver::of_users(self.chain().id, &[self.user()], db)?;
        let could = |promise: &Promise| match (&promise.what, givers.get(&self.user())) {
            (What::InChain { wanted, .. }, Some(giver)) => giver.could_give(wanted),
            _ => false,
        };
        Ok(promises.iter().map(could).collect())
    }

    fn count(&self, db: &mut Conn) -> Result<(i64, i64)> {
        Ok((People::count(self, db)?, 0))
    }

    fn standstill(&self, db: &mut Conn) -> Result<Option<Standstill>> {
        Standstill::of(self, db)
    }
}
