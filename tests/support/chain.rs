//! A chain: *Verbena*, of *Ours* and Anna's two other locations, *Harbour* and *Garden*. Anna owns it; Mira manages it.

use parlour::access::{Asking, Role};
use parlour::chains::{Chain, ChainAccess, ChainKey, ChainRole, May, Terms, Within, rights};
use parlour::id::{ChainId, LocationId, UserId};
use parlour::locations::Details;
use parlour::opening::open_location;

use super::world::*;

pub const MIRA: Cast = Cast("Mira", "mira@verbena.test");

/// A chain and what it is made of.
pub struct Verbena {
    pub id: ChainId,
    pub harbour: LocationId,
    pub garden: LocationId,
    /// Manages the chain, and is Manager at all of its locations, also at future ones.
    pub mira: UserId,
}

impl World {
    /// Another location of Anna's.
    pub fn location(&self, name: &str) -> LocationId {
        let anna = self.user(ANNA);
        self.db
            .write_now(|db| {
                let (like, _) = Details::find(self.ours, db)?;
                open_location(anna, &Details { name: name.to_owned(), ..like }, &"test".into(), db)
            })
            .unwrap()
    }

    pub fn verbena(&self) -> Verbena {
        let (harbour, garden) = (self.location("Harbour"), self.location("Garden"));
        let mira = self.person(MIRA.0, MIRA.1, None);
        let id = self
            .db
            .write_now(|db| {
                let anna = Asking::recognise(self.user(ANNA), "test".into(), db)?;
                Chain::found(&anna, "Verbena", &[self.ours, harbour, garden], self.ours, db)
            })
            .unwrap();
        let chain = Verbena { id, harbour, garden, mira };
        let terms = Terms {
            role: Some((chain.chain_role(self, "manager").parse().unwrap(), None)),
            everywhere: Some(chain.role(self, "manager").parse().unwrap()),
            ..Terms::default()
        };
        chain.give(self, mira, &terms);
        chain
    }
}

impl Verbena {
    pub fn path(&self) -> String {
        format!("/chains/{}", self.id)
    }

    /// The number of a ready-made role of the chain for its locations.
    pub fn role(&self, world: &World, template: &str) -> String {
        let roles = world.db.read_now(|db| Role::list(self.id, db)).unwrap();
        roles.into_iter().find(|role| role.template.as_deref() == Some(template)).unwrap().id.to_string()
    }

    /// The number of a ready-made chain role.
    pub fn chain_role(&self, world: &World, template: &str) -> String {
        let roles = world.db.read_now(|db| ChainRole::list(self.id, db)).unwrap();
        roles.into_iter().find(|role| role.template.as_deref() == Some(template)).unwrap().id.to_string()
    }

    /// The proof that somebody holds a chain right.
    pub fn proof<K: ChainKey>(&self, world: &World, user: UserId) -> May<K> {
        world.db.read_now(|db| Within::enter(user, "test".into(), self.id, db)).unwrap().proof().unwrap()
    }

    /// Anna gives somebody an access to the chain.
    pub fn give(&self, world: &World, user: UserId, terms: &Terms) {
        let anna = self.proof::<rights::EditChainUsers>(world, world.user(ANNA));
        world.db.write_now(|db| ChainAccess::give(&anna, user, terms, db)).unwrap();
    }

    /// A role at one location, given by the chain.
    pub fn give_at(&self, world: &World, user: UserId, location: LocationId, template: &str) {
        let role = self.role(world, template).parse().unwrap();
        self.give(world, user, &Terms { at: [(location, role)].into(), ..Terms::default() });
    }

    /// The page of somebody's access to the chain.
    pub fn user_path(&self, world: &World, user: UserId) -> String {
        let query = format!("SELECT id FROM chain_accesses WHERE user_id = {user} AND chain_id = {}", self.id);
        format!("{}/users/{}", self.path(), world.number(&query))
    }
}
