//! Proofs of who is asking in a chain and what they may do there. Only this room can make them.

use std::marker::PhantomData;
use std::sync::Arc;

use diesel::prelude::*;

use crate::access::{Asking, Outside};
use crate::activity::{Actor, Origin};
use crate::db::Conn;
use crate::error::{Error, Refusal, Result};
use crate::id::{ChainId, LocationId, Place, UserId};
use crate::locations::{self, Location};
use crate::schema::{chain_accesses, chain_roles, chains, locations as places, users};
use crate::users::Theme;

use super::Chain;
use super::accesses::ChainHeld;
use super::duties;
use super::rights::{ChainKey, ChainRight, ChainRights};
use super::roles::{self, ChainRole};

/// A person who has chain rights: the only road to that chain.
#[derive(Debug, Clone)]
pub struct Within(Arc<Standpoint>);

#[derive(Debug)]
struct Standpoint {
    asking: Asking,
    chain: Chain,
    held: ChainHeld,
}

impl Within {
    /// Lets a person into a chain, with the rights they hold this very moment. Strangers, and people to whom the chain
    /// gives nothing but a role at a location, find nothing there (cases H21). One query.
    pub fn enter(user: UserId, origin: Origin, chain: ChainId, db: &mut Conn) -> Result<Self> {
        type Person = (String, String, String, String);
        type Row = (Person, (String, i64), locations::Row, roles::Row);
        let ((name, theme, added, withheld), (title, version), main, role): Row = chain_accesses::table
            .inner_join(users::table)
            .inner_join(chain_roles::table)
            .inner_join(chains::table.inner_join(places::table))
            .filter(chain_accesses::user_id.eq(user).and(chain_accesses::chain_id.eq(chain)))
            .filter(chains::deleted_at.is_null())
            .select((
                (users::name, users::theme, chain_accesses::added, chain_accesses::withheld),
                (chains::name, chains::version),
                Location::columns(),
                ChainRole::COLUMNS,
            ))
            .first(db)?;
        let asking = Asking::new(user, name, origin, Theme::stored(&theme));
        let held = ChainHeld::new(ChainRole::from(role), &added, &withheld);
        let chain = Chain { id: chain, name: title, version, main: Location::stored(main)? };
        Ok(Within(Arc::new(Standpoint { asking, chain, held })))
    }

    /// The same person, with the rights they hold now: asked again inside a transaction.
    pub fn again(&self, db: &mut Conn) -> Result<Self> {
        db.hold(self.chain().id)?;
        Self::enter(self.user(), self.0.asking.origin().clone(), self.chain().id, db)
    }

    pub fn user(&self) -> UserId {
        self.0.asking.user()
    }

    pub fn who(&self) -> &str {
        self.0.asking.who()
    }

    pub fn asking(&self) -> &Asking {
        &self.0.asking
    }

    pub fn chain(&self) -> &Chain {
        &self.0.chain
    }

    pub fn held(&self) -> &ChainHeld {
        &self.0.held
    }

    pub fn rights(&self) -> ChainRights {
        self.0.held.rights
    }

    pub fn may(&self, right: ChainRight) -> bool {
        self.rights().has(right)
    }

    pub fn is_owner(&self) -> bool {
        self.0.held.role.is_owner()
    }

    /// The proof of one right, if they hold it.
    pub fn proof<K: ChainKey>(&self) -> Option<May<K>> {
        self.may(K::RIGHT).then(|| May { within: self.clone(), key: PhantomData })
    }

    /// The refusal of a right: names it, and who could give it.
    pub fn refusal(&self, right: ChainRight, db: &mut Conn) -> Result<Error> {
        let ask = duties::who_can_give(self.chain().id, right, db)?;
        Ok(Error::Forbidden(Refusal { lacks: right.title().to_owned(), ask }))
    }

    /// The same person, as the log of one of the locations calls them.
    pub fn at(&self, location: LocationId) -> Outside<'_> {
        let role = format!("{} of {}", self.0.held.role.name, self.chain().name);
        Outside::of(location, self.asking()).acting_as(role)
    }
}

/// The proof that somebody holds a chain right.
#[derive(Debug)]
pub struct May<K> {
    within: Within,
    key: PhantomData<K>,
}

impl<K> Clone for May<K> {
    fn clone(&self) -> Self {
        May { within: self.within.clone(), key: PhantomData }
    }
}

impl<K> std::ops::Deref for May<K> {
    type Target = Within;

    fn deref(&self) -> &Within {
        &self.within
    }
}

impl<K: ChainKey> May<K> {
    /// The same proof, made anew inside the transaction: a right that was withdrawn meanwhile proves nothing.
    pub fn still(&self, db: &mut Conn) -> Result<Self> {
        let now = self.within.again(db)?;
        match now.proof() {
            Some(proof) => Ok(proof),
            None => Err(now.refusal(K::RIGHT, db)?),
        }
    }
}

impl Actor for Within {
    fn place(&self) -> Place {
        self.chain().id.into()
    }

    fn id(&self) -> Option<UserId> {
        Some(self.user())
    }

    fn name(&self) -> &str {
        self.who()
    }

    fn role(&self) -> &str {
        &self.0.held.role.name
    }

    fn origin(&self) -> &Origin {
        self.asking().origin()
    }
}

impl<K> Actor for May<K> {
    fn place(&self) -> Place {
        self.within.place()
    }

    fn id(&self) -> Option<UserId> {
        Actor::id(&self.within)
    }

    fn name(&self) -> &str {
        self.within.name()
    }

    fn role(&self) -> &str {
        Actor::role(&self.within)
    }

    fn origin(&self) -> &Origin {
        self.within.origin()
    }
}
