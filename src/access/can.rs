//! Proofs of who is asking and what they may do. Only this room can make them.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::activity::{Actor, Origin};
use crate::db::Conn;
use crate::error::{Error, Refusal, Result};
use crate::id::{LocationId, Place, UserId};
use crate::locations::Location;
use crate::users::{Theme, User};

use super::extent::Extent;
use super::held::Held;
use super::rights::{Key, Right};
use super::roles::Role;
use super::set::Rights;
use super::standing::Standing;

/// A signed-in person, and from where.
#[derive(Debug, Clone)]
pub struct Asking(Arc<Person>);

#[derive(Debug)]
struct Person {
    user: UserId,
    name: String,
    origin: Origin,
    theme: Theme,
}

impl Asking {
    /// The person whose session this is; `SignedOut` when the account is gone.
    pub fn recognise(user: UserId, origin: Origin, db: &mut Conn) -> Result<Self> {
        let (name, theme) = User::present(user, db).map_err(|error| match error {
            Error::NotFound => Error::SignedOut,
            other => other,
        })?;
        Ok(Self::new(user, name, origin, theme))
    }

    pub(crate) fn new(user: UserId, name: String, origin: Origin, theme: Theme) -> Self {
        Asking(Arc::new(Person { user, name, origin, theme }))
    }

    pub fn user(&self) -> UserId {
        self.0.user
    }

    pub fn who(&self) -> &str {
        &self.0.name
    }

    /// The network address they come from.
    pub fn address(&self) -> &str {
        &self.0.origin.address
    }

    /// That address, and the request they make.
    pub fn origin(&self) -> &Origin {
        &self.0.origin
    }

    /// How they like the pages.
    pub fn theme(&self) -> Theme {
        self.0.theme
    }
}

/// A person who has access to a location: the only road to that location.
#[derive(Debug, Clone)]
pub struct Inside(Arc<Standpoint>);

#[derive(Debug)]
struct Standpoint {
    asking: Asking,
    standing: Arc<Standing>,
    /// Who really looks, where it is somebody else's view.
    looker: Option<Inside>,
}

impl Inside {
    /// Lets a person into a location, with the rights they hold this very moment. Strangers find nothing there.
    pub fn enter(user: UserId, origin: Origin, location: LocationId, db: &mut Conn) -> Result<Self> {
        Ok(Self::standing(Arc::new(Standing::of(user, location, db)?), origin))
    }

    /// The same by what is known of where they stand. Whoever says it has made sure that it still holds.
    pub(crate) fn standing(standing: Arc<Standing>, origin: Origin) -> Self {
        Self::seen_by(None, standing, origin)
    }

    fn seen_by(looker: Option<Self>, standing: Arc<Standing>, origin: Origin) -> Self {
        let asking = Asking::new(standing.user, standing.name.clone(), origin, standing.theme);
        Inside(Arc::new(Standpoint { asking, standing, looker }))
    }

    /// The same place as somebody with `held` sees it: this person, or another one.
    pub(super) fn seen_as(&self, held: Held, person: Option<(UserId, String)>) -> Self {
        let own = self.asking();
        let (user, name) = person.unwrap_or_else(|| (own.user(), own.who().to_owned()));
        let location = self.location().clone();
        let standing = Standing { user, name, theme: own.theme(), location, held, lacks_second_factor: false };
        Self::seen_by(Some(self.clone()), Arc::new(standing), own.origin().clone())
    }

    /// Who is really here: not the one whose view it is.
    pub fn viewer(&self) -> &Inside {
        self.0.looker.as_ref().unwrap_or(self)
    }

    /// Whether it is somebody else's view.
    pub fn is_looking(&self) -> bool {
        self.0.looker.is_some()
    }

    /// The same person, with the rights they hold now: asked again inside a transaction, and one deed after another.
    pub fn again(&self, db: &mut Conn) -> Result<Self> {
        db.hold(self.location().id)?;
        Self::enter(self.user(), self.0.asking.origin().clone(), self.location().id, db)
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

    pub fn location(&self) -> &Location {
        &self.0.standing.location
    }

    /// The role, and what is different for them.
    pub fn held(&self) -> &Held {
        &self.0.standing.held
    }

    pub fn role(&self) -> &Role {
        &self.held().role
    }

    /// Whether their role asks for a second factor that they have yet to set up. No page opens before that.
    pub fn lacks_second_factor(&self) -> bool {
        self.0.standing.lacks_second_factor
    }

    pub fn rights(&self) -> &Rights {
        self.held().rights()
    }

    pub fn may(&self, right: Right) -> bool {
        self.rights().has(right)
    }

    /// How far a right goes for them, if they hold it.
    pub fn extent(&self, right: Right) -> Option<Extent> {
        self.rights().extent(right)
    }

    pub fn is_owner(&self) -> bool {
        self.held().is_owner()
    }

    /// The proof of one right, if they hold it.
    pub fn proof<K: Key>(&self) -> Option<Can<K>> {
        self.may(K::RIGHT).then(|| Can { inside: self.clone(), key: PhantomData })
    }

    /// The refusal of a right: names it, and who could give it.
    pub fn refusal(&self, right: Right, db: &mut Conn) -> Result<Error> {
        Ok(Error::Forbidden(Refusal {
            lacks: right.title().to_owned(),
            ask: Standing::who_can_give(self.location().id, right, db)?,
        }))
    }
}

/// The proof that somebody holds a right at a location.
#[derive(Debug)]
pub struct Can<K> {
    inside: Inside,
    key: PhantomData<K>,
}

impl<K> Clone for Can<K> {
    fn clone(&self) -> Self {
        Can { inside: self.inside.clone(), key: PhantomData }
    }
}

impl<K> std::ops::Deref for Can<K> {
    type Target = Inside;

    fn deref(&self) -> &Inside {
        &self.inside
    }
}

impl<K: Key> Can<K> {
    /// The same proof, made anew inside the transaction: a right that was withdrawn meanwhile proves nothing.
    pub fn still(&self, db: &mut Conn) -> Result<Self> {
        let now = self.inside.again(db)?;
        match now.proof() {
            Some(proof) => Ok(proof),
            None => Err(now.refusal(K::RIGHT, db)?),
        }
    }
}

impl Actor for Inside {
    fn place(&self) -> Place {
        self.location().id.into()
    }

    fn id(&self) -> Option<UserId> {
        Some(self.viewer().user())
    }

    fn name(&self) -> &str {
        self.viewer().who()
    }

    fn role(&self) -> &str {
        &self.viewer().role().name
    }

    fn origin(&self) -> &Origin {
        self.asking().origin()
    }
}

impl<K> Actor for Can<K> {
    fn place(&self) -> Place {
        self.inside.place()
    }

    fn id(&self) -> Option<UserId> {
        self.inside.id()
    }

    fn name(&self) -> &str {
        self.inside.name()
    }

    fn role(&self) -> &str {
        Actor::role(&self.inside)
    }

    fn origin(&self) -> &Origin {
        self.inside.origin()
    }
}
