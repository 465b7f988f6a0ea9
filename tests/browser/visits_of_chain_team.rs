//! The pages about opening and closing a location, and about the team of a chain.

use crate::scene::Scene;
use crate::support::chain::MIRA;
use crate::support::visitor::Visitor;
use crate::support::world::*;
use crate::visits::{Visit, page};

pub fn places(scene: &Scene) -> Vec<Visit> {
    let here = &scene.here;
    let by = |who| move |name, path: String, heading| page(name, Some(who), path, heading);
    let (anna, max) = (by(ANNA), by(MAX));
    vec![
        anna("location-new", "/locations/new".into(), "Open a location"),
        anna("location-new-errors", "/locations/new".into(), "Open a location")
            .sending("form .btn-primary")
            .answers(422),
        anna("location-closing", format!("{here}/closing"), "Close Ours?"),
        anna("location-closing-other", format!("/locations/{}/closing", scene.verbena.garden), "Close Garden?"),
        max("location-closing-not", format!("{here}/closing"), "Close Ours?"),
    ]
}

/// Paths of what a chain keeps.
pub struct Cards {
    chain: String,
    card: String,
    position: String,
    /// The card of the chain at *Ours*, and its position there.
    mirror: String,
    mirrored: String,
    /// Two cards of one person, and one that is linked to somebody else.
    same: String,
    others: String,
    local: String,
}

impl Cards {
    pub async fn lay(world: &World, anna: &Visitor) -> Self {
        let number = |query: &str| world.number(query).to_string();
        let chain = format!("/chains/{}", number("SELECT max(id) FROM chains"));
        let ours = world.ours.to_string();
        let harbour = number("SELECT id FROM locations WHERE name = 'Harbour'");
        let position = [("title", "Colourist"), ("description", "Colour, and nothing else"), ("location", &*ours)];
        anna.post(&format!("{chain}/positions"), &position).await.is(303);
        let colourist = number("SELECT max(id) FROM chain_positions");
        let fields = [
            ("name", "Ada Fontes"),
            ("specialization", "Balayage"),
            ("position", &*colourist),
            ("location", &*ours),
            ("location", &*harbour),
        ];
        let card = anna.post(&format!("{chain}/team"), &fields).await.location().to_owned();
        let garden = number("SELECT id FROM locations WHERE name = 'Garden'");
        for (place, said) in [(&harbour, "Colour"), (&garden, "Cuts and colour")] {
            let pia = [("name", "Pia Lund"), ("specialization", said)];
            anna.post(&format!("/locations/{place}/team"), &pia).await.is(303);
        }
        let key = |query: &str| {
            let id = number(&format!("SELECT max(id) FROM members WHERE {query}"));
            format!("card=m{id}.{}", number(&format!("SELECT version FROM members WHERE id = {id}")))
        };
        let pia = |place: &str| key(&format!("name = 'Pia Lund' AND location_id = {place}"));
        let (one, other) = (pia(&harbour), pia(&garden));
        anna.post(&format!("/locations/{harbour}/team"), &[("name", "Rita Moreira")]).await.is(303);
        let rita = world.user(RITA);
        world.sql(&format!("UPDATE members SET user_id = {rita} WHERE name = 'Rita Moreira'"));
        let linked = key(&format!("user_id IS NOT NULL AND location_id = {garden}"));
        Cards {
            same: format!("{one}&{other}"),
            others: format!("{linked}&{}", key("name = 'Rita Moreira'")),
            local: one,
            mirror: format!(
                "/locations/{ours}/team/{}",
                number(
                    "SELECT max(id) FROM members WHERE name = 'Ada Fontes' AND location_id = (SELECT min(id) FROM locations)"
                )
            ),
            mirrored: format!(
                "/locations/{ours}/positions/{}",
                number(
                    "SELECT max(id) FROM positions WHERE title = 'Colourist' AND location_id = (SELECT min(id) FROM locations)"
                )
            ),
            position: format!("{chain}/positions/{colourist}"),
            chain,
            card,
        }
    }
}

pub fn team_of_chain(scene: &Scene) -> Vec<Visit> {
    let Cards { chain, card, position, mirror, mirrored, same, others, local } = &scene.cards;
    let by = |who| move |name, path: String, heading| page(name, Some(who), path, heading);
    let (anna, mira) = (by(ANNA), by(MIRA));
    let (team, positions) = (format!("{chain}/team"), format!("{chain}/positions"));
    vec![
        mira("chain-team", team.clone(), "Team of the chain"),
        anna("chain-team-nobody", format!("{team}?search=nobody"), "Team of the chain"),
        anna("chain-card-new", format!("{team}/new"), "Add a card of the chain"),
        anna("chain-card-new-errors", format!("{team}/new"), "Add a card of the chain")
            .sending("form .btn-primary")
            .answers(422),
        anna("chain-card", card.clone(), "Ada Fontes"),
        anna("chain-card-deletion", card.clone(), "Ada Fontes").pressing("[popovertarget=delete]"),
        anna("chain-card-conflict", card.clone(), "Ada Fontes")
            .meanwhile("UPDATE chain_members SET phone = '912 555 031', version = version + 1")
            .sending(".savebar .btn-primary")
            .answers(409),
        anna("chain-card-locations", format!("{card}/locations"), "Ada Fontes: Locations"),
        anna("chain-card-history", format!("{card}/history"), "Ada Fontes: History"),
        anna("chain-cards", format!("{team}/cards"), "Merge cards"),
        anna("chain-cards-nobody", format!("{team}/cards?search=nobody"), "Merge cards"),
        anna("chain-merge", format!("{team}/merge?{same}"), "Merge 2 cards?"),
        anna("chain-merge-not", format!("{team}/merge?{others}"), "Merge 2 cards?"),
        anna("chain-merge-one", format!("{team}/merge?{local}"), "Make a card of the chain of Pia Lund?"),
        anna("chain-positions", positions.clone(), "Positions of the chain"),
        anna("chain-positions-errors", positions, "Positions of the chain").sending("form .btn-primary").answers(422),
        anna("chain-position", position.clone(), "Colourist"),
        anna("card-of-chain", mirror.clone(), "Ada Fontes"),
        anna("position-of-chain", mirrored.clone(), "Colourist"),
    ]
}
