//! For any chains: what somebody can do at a location is what it gives them itself and what every chain gives, added up.

use std::collections::{BTreeMap, BTreeSet};

use parlour::access::{Asking, Extent, Inside, Reach, Right, Scope};
use parlour::chains::Chain;
use parlour::id::{ChainId, LocationId, UserId};
use parlour::secrets::random;

use crate::story;
use crate::support::world::*;

/// How many sets of chains are tried.
const ROUNDS: usize = 40;

/// What can be told of a right without knowing how the product adds rights up: whose things, and how many days back.
type Told = BTreeSet<(&'static str, &'static str, i64)>;

/// Where a role comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum From {
    Own,
    Chain(ChainId),
}

/// As likely as not.
fn coin() -> bool {
    random::<1>()[0].is_multiple_of(2)
}

/// Some rights with some extents, as they are stored, and what can be told of them.
fn some_rights() -> (String, Told) {
    let mut slugs = Vec::new();
    let mut told = Told::new();
    for right in Right::ALL {
        let [coin, scope, reach] = random::<3>();
        if coin % 2 == 0 {
            continue;
        }
        let narrow = right.nature().has_scope && scope % 2 == 0;
        let days = if right.nature().reaches_back { [0, 7, 30, i64::MAX][usize::from(reach % 4)] } else { i64::MAX };
        let back = if days == i64::MAX { String::new() } else { format!(":{days}d") };
        slugs.push(format!("{}{}{back}", right.slug(), if narrow { ":own" } else { "" }));
        told.extend(reaching(right.slug(), narrow, days));
    }
    (slugs.join(" "), told)
}

/// A right for all things is one for one's own things too, and whoever sees 30 days back sees 7.
fn reaching(slug: &'static str, is_narrow: bool, most: i64) -> impl Iterator<Item = (&'static str, &'static str, i64)> {
    let whose = if is_narrow { &["own"][..] } else { &["own", "all"][..] };
    let days = [0, 7, 30, i64::MAX].into_iter().filter(move |days| *days <= most);
    days.flat_map(move |days| whose.iter().map(move |whose| (slug, *whose, days)))
}

/// What the product says this very moment.
fn effective(world: &World, user: UserId, location: LocationId) -> Told {
    let Ok(inside) = world.db.read_now(|db| Inside::enter(user, "test".into(), location, db)) else {
        return Told::new();
    };
    let told = |(right, extent): (Right, Extent)| {
        let days = match extent.reach {
            Reach::Days(days) => days,
            Reach::Ever => i64::MAX,
        };
        reaching(right.slug(), extent.scope == Scope::Own, days)
    };
    inside.rights().extents().flat_map(told).collect()
}

/// Somebody, three locations, and chains over some of them.
struct Scene<'a> {
    world: &'a World,
    user: UserId,
    locations: Vec<LocationId>,
    parts: BTreeMap<(LocationId, From), Told>,
}

impl Scene<'_> {
    fn role(&self, column: &str, of: i64, rights: &str) -> i64 {
        let name = random::<8>().map(|byte| format!("{byte:02x}")).concat();
        self.world.sql(&format!(
            "INSERT INTO roles ({column}, name, name_key, rights, place) VALUES ({of}, '{name}', '{name}', '{rights}', 9)"
        ));
        self.world.number("SELECT max(id) FROM roles")
    }

    /// The location itself gives something, or nothing.
    fn give_own(&mut self, location: LocationId) {
        let (slugs, told) = some_rights();
        let role = self.role("location_id", location.0, &slugs);
        self.world.sql(&format!(
            "INSERT INTO accesses (location_id, user_id, role_id, created_at) VALUES ({location}, {}, {role}, '2026-01-01 00:00:00')",
            self.user
        ));
        self.parts.insert((location, From::Own), told);
    }

    /// A chain of some locations, with a role at all of them, at some of them, or both.
    fn found(&mut self) -> ChainId {
        let members: Vec<LocationId> = loop {
            let some: Vec<_> = self.locations.iter().copied().filter(|_| coin() || coin()).collect();
            if !some.is_empty() {
                break some;
            }
        };
        let anna = self.world.user(ANNA);
        let made = self.world.db.write_now(|db| {
            let anna = Asking::recognise(anna, "test".into(), db)?;
            Chain::found(&anna, "Some chain", &members, members[0], db)
        });
        let chain = made.unwrap();
        let everywhere = coin().then(some_rights);
        let at_all = everywhere.as_ref().map(|(slugs, _)| self.role("chain_id", chain.0, slugs));
        let at_all = at_all.map_or("NULL".to_owned(), |id| id.to_string());
        self.world.sql(&format!(
            "INSERT INTO chain_accesses (chain_id, user_id, everywhere_role_id, created_at, changed_by, changed_at) \
             VALUES ({chain}, {}, {at_all}, '2026-01-01 00:00:00', 'Anna', '2026-01-01 00:00:00')",
            self.user
        ));
        let access = self.world.number("SELECT max(id) FROM chain_accesses");
        for location in members {
            if let Some((_, told)) = &everywhere {
                self.parts.insert((location, From::Chain(chain)), told.clone());
            }
            if coin() {
                let (slugs, told) = some_rights();
                let role = self.role("chain_id", chain.0, &slugs);
                self.world.sql(&format!(
                    "INSERT INTO chain_grants (chain_access_id, location_id, role_id, given_by, given_at) \
                     VALUES ({access}, {location}, {role}, 'Anna', '2026-01-01 00:00:00')"
                ));
                // What is given at one location counts there in place of what is given at all.
                self.parts.insert((location, From::Chain(chain)), told);
            }
        }
        chain
    }

    #[track_caller]
    fn holds_what_every_way_in_gives(&self, when: &str) {
        for location in &self.locations {
            let parts = self.parts.iter().filter(|((place, _), _)| place == location);
            let expected: Told = parts.flat_map(|(_, told)| told.iter().copied()).collect();
            assert_eq!(effective(self.world, self.user, *location), expected, "at {location}, {when}");
        }
    }
}

story! {
    async fn h18_h20_effective_rights_are_the_locations_own_and_every_chains_and_leaving_takes_only_its_part(world) {
        let locations = vec![world.ours, world.location("Harbour"), world.location("Garden")];
        for round in 0..ROUNDS {
            let user = world.person(&format!("Nora {round}"), &format!("nora{round}@verbena.test"), None);
            let mut scene = Scene { world: &world, user, locations: locations.clone(), parts: BTreeMap::new() };
            for location in locations.iter().filter(|_| coin()) {
                scene.give_own(*location);
            }
            let chains = [scene.found(), scene.found()];
            scene.holds_what_every_way_in_gives("with both chains");

            let [leaving, staying] = chains;
            match round % 3 {
                0 => world.sql(&format!("DELETE FROM chain_accesses WHERE chain_id = {leaving} AND user_id = {user}")),
                1 => world.sql(&format!("UPDATE chains SET deleted_at = '2026-01-02 00:00:00' WHERE id = {leaving}")),
                _ => world.sql(&format!("DELETE FROM chain_locations WHERE chain_id = {leaving}")),
            }
            scene.parts.retain(|(_, from), _| *from != From::Chain(leaving));
            scene.holds_what_every_way_in_gives("without the first");

            world.sql(&format!("DELETE FROM accesses WHERE user_id = {user}"));
            scene.parts.retain(|(_, from), _| *from == From::Chain(staying));
            scene.holds_what_every_way_in_gives("with the second alone");
        }
    }
}
