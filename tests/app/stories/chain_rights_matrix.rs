//! SE7: what somebody can do in a chain and at its locations, for every chain role and every role at a location.

use parlour::chains::Terms;
use parlour::id::UserId;

use crate::story;
use crate::support::chain::*;
use crate::support::visitor::Visitor;
use crate::support::world::*;

/// Chain roles, none at all first.
const CHAIN_ROLES: [&str; 5] = ["", "viewer", "accountant", "manager", "owner"];

/// Roles that the chain gives at *Harbour*, none at all first.
const LOCATION_ROLES: [&str; 4] = ["", "view-only", "receptionist", "manager"];

/// What the table says of one deed, for somebody with these two roles.
type Says = fn(&str, &str) -> u16;

/// Whoever has no chain rights finds nothing, whoever lacks this one is refused.
fn in_chain(chain: &str, right_of: &[&str], done: u16) -> u16 {
    match chain {
        "" => 404,
        role if right_of.contains(&role) => done,
        _ => 403,
    }
}

const RUNS: [&str; 2] = ["manager", "owner"];

/// Nobody gives at a location what they do not hold there, but a Chain owner does.
fn giving(chain: &str, location: &str, covers: &[&str]) -> u16 {
    match chain {
        "manager" if !covers.contains(&location) => 403,
        _ => in_chain(chain, &RUNS, 303),
    }
}

const TABLE: [(&str, Says); 16] = [
    ("see the users of the chain", |chain, _| in_chain(chain, &RUNS, 200)),
    ("see the settings of the chain", |chain, _| in_chain(chain, &["owner"], 200)),
    ("give Receptionist at Harbour", |chain, location| giving(chain, location, &["receptionist", "manager"])),
    ("give Manager at Harbour", |chain, location| giving(chain, location, &["manager"])),
    ("give Receptionist at Garden", |chain, location| giving(chain, location, &[])),
    ("give Receptionist everywhere", |chain, location| giving(chain, location, &[])),
    ("make a Chain viewer", |chain, _| in_chain(chain, &RUNS, 303)),
    ("make a Chain owner", |chain, _| in_chain(chain, &["owner"], 303)),
    ("take Receptionist at Harbour", |chain, location| giving(chain, location, &["receptionist", "manager"])),
    ("remove a Chain viewer", |chain, _| in_chain(chain, &RUNS, 303)),
    ("remove a Chain owner", |chain, _| in_chain(chain, &["owner"], 303)),
    ("change their own access", |chain, _| in_chain(chain, &[], 303)),
    ("change the chain role Area", |chain, _| in_chain(chain, &RUNS, 303)),
    ("change the role Desk", |chain, location| giving(chain, location, &["receptionist", "manager"])),
    ("copy the role Desk to Harbour", |chain, location| match giving(chain, location, &["receptionist", "manager"]) {
        // The page says for each location why not.
        403 if chain == "manager" => 422,
        status => status,
    }),
    ("invite at Harbour", |_, location| match location {
        "" => 404,
        "view-only" => 403,
        _ => 303,
    }),
];

struct Stage<'a> {
    world: &'a World,
    chain: Verbena,
    /// Whom it is done to: somebody who works at *Ours*.
    target: UserId,
}

impl Stage<'_> {
    /// The target, with nothing from the chain but this.
    fn set(&self, terms: Option<Terms>) {
        self.world.sql(&format!("DELETE FROM chain_accesses WHERE user_id = {}", self.target));
        if let Some(terms) = terms {
            self.chain.give(self.world, self.target, &terms);
        }
    }

    fn as_chain(&self, template: &str) -> Option<Terms> {
        let role = self.chain.chain_role(self.world, template).parse().unwrap();
        Some(Terms { role: Some((role, None)), ..Terms::default() })
    }

    async fn give(&self, by: &Visitor, fields: &[(&str, &str)]) -> u16 {
        self.set(None);
        by.post(&format!("{}/people/{}/access", self.chain.path(), self.target), fields).await.status
    }

    async fn remove(&self, by: &Visitor, has: Option<Terms>) -> u16 {
        self.set(has);
        by.post(&format!("{}/removal", self.chain.user_path(self.world, self.target)), &[]).await.status
    }

    /// Another name for a role of one's own, and the same rights.
    async fn rename(&self, by: &Visitor, table: &str, room: &str, name: &str, rights: &[&str]) -> u16 {
        let newest = format!("SELECT max(id) FROM {table} WHERE chain_id = {} AND name LIKE '{name}%'", self.chain.id);
        let id = self.world.number(&newest);
        let version = self.world.number(&format!("SELECT version FROM {table} WHERE id = {id}")).to_string();
        let name = format!("{name} {version}");
        let mut fields = vec![("name", name.as_str()), ("version", version.as_str())];
        fields.extend(rights.iter().map(|right| ("right", *right)));
        by.post(&format!("{}/{room}/{id}", self.chain.path()), &fields).await.status
    }

    async fn does(&self, what: &str, by: &Visitor, actor: UserId) -> u16 {
        let (chain, world) = (&self.chain, self.world);
        let role = |template: &str| chain.role(world, template);
        let at = |location: parlour::id::LocationId, template: &str| format!("{location}:{}", role(template));
        match what {
            "see the users of the chain" => by.get(&format!("{}/users", chain.path())).await.status,
            "see the settings of the chain" => by.get(&format!("{}/settings", chain.path())).await.status,
            "give Receptionist at Harbour" => self.give(by, &[("at", &at(chain.harbour, "receptionist"))]).await,
            "give Manager at Harbour" => self.give(by, &[("at", &at(chain.harbour, "manager"))]).await,
            "give Receptionist at Garden" => self.give(by, &[("at", &at(chain.garden, "receptionist"))]).await,
            "give Receptionist everywhere" => self.give(by, &[("everywhere", &role("receptionist"))]).await,
            "make a Chain viewer" => self.give(by, &[("role", &chain.chain_role(world, "viewer"))]).await,
            "make a Chain owner" => self.give(by, &[("role", &chain.chain_role(world, "owner"))]).await,
            "take Receptionist at Harbour" => {
                let role = role("receptionist").parse().unwrap();
                self.remove(by, Some(Terms { at: [(chain.harbour, role)].into(), ..Terms::default() })).await
            }
            "remove a Chain viewer" => self.remove(by, self.as_chain("viewer")).await,
            "remove a Chain owner" => self.remove(by, self.as_chain("owner")).await,
            "change their own access" => {
                match world.number(&format!("SELECT count(*) FROM chain_accesses WHERE user_id = {actor}")) {
                    0 => by.post(&format!("{}/users/1", chain.path()), &[("version", "1")]).await.status,
                    _ => {
                        by.post(&chain.user_path(world, actor), &[("version", "1"), ("everywhere", &role("view-only"))])
                            .await
                            .status
                    }
                }
            }
            "change the chain role Area" => {
                self.rename(by, "chain_roles", "chain-roles", "Area", &["chain.reports"]).await
            }
            "change the role Desk" => self.rename(by, "roles", "roles", "Desk", &["users.view", "users.invite"]).await,
            "copy the role Desk to Harbour" => {
                world.sql(&format!("DELETE FROM roles WHERE location_id = {} AND name LIKE 'Desk%'", chain.harbour));
                let desk = world
                    .number(&format!("SELECT max(id) FROM roles WHERE chain_id = {} AND name LIKE 'Desk%'", chain.id));
                by.post(&format!("{}/roles/{desk}/copies", chain.path()), &[("location", &chain.harbour.to_string())])
                    .await
                    .status
            }
            "invite at Harbour" => {
                let contact = format!("boris{actor}@new.test");
                let fields =
                    [("name", "Boris"), ("contact", &*contact), ("role", &*world.role_at(chain.harbour, "view-only"))];
                world.sql("DELETE FROM invitations");
                by.post(&format!("/locations/{}/invitations", chain.harbour), &fields).await.status
            }
            other => unreachable!("{other}"),
        }
    }
}

story! {
    async fn se7_every_chain_role_with_every_role_at_a_location_does_what_the_table_says(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        anna.post(&format!("{}/chain-roles", chain.path()), &[("name", "Area"), ("right", "chain.reports")]).await.is(303);
        let desk = [("name", "Desk"), ("right", "users.view"), ("right", "users.invite")];
        anna.post(&format!("{}/roles", chain.path()), &desk).await.is(303);
        let stage = Stage { world: &world, target: world.user(VERA), chain };
        for chain_role in CHAIN_ROLES {
            for location_role in LOCATION_ROLES {
                let email = format!("{chain_role}-{location_role}@verbena.test");
                let actor = world.person("Otto", &email, None);
                let role = stage.as_chain(if chain_role.is_empty() { "viewer" } else { chain_role }).unwrap().role;
                let at = match location_role {
                    "" => Default::default(),
                    template => [(stage.chain.harbour, stage.chain.role(&world, template).parse().unwrap())].into(),
                };
                let terms = Terms { role: role.filter(|_| !chain_role.is_empty()), everywhere: None, at };
                if terms != Terms::default() {
                    stage.chain.give(&world, actor, &terms);
                }
                let by = world.sign_in_as(&email, PASSWORD).await;
                for (what, says) in TABLE {
                    let status = stage.does(what, &by, actor).await;

                    assert_eq!(status, says(chain_role, location_role), "{what}: chain role {chain_role:?}, {location_role:?} at Harbour");
                }
            }
        }
    }
}
