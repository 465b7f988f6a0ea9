//! The doors of the team of a chain.

mod cards;
mod merging;
mod parting;
mod placing;
mod positions;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::at("/chains/{chain}")
        .get("/team", cards::index)
        .get("/team/new", cards::new)
        .post("/team", cards::create)
        .get("/team/cards", merging::choose)
        .get("/team/merge", merging::ask)
        .post("/team/merge", merging::merge)
        .get("/team/{card}", cards::show)
        .post("/team/{card}", cards::update)
        .post("/team/{card}/deletion", cards::delete)
        .get("/team/{card}/history", cards::history)
        .get("/team/{card}/locations", placing::edit)
        .post("/team/{card}/locations", placing::update)
        .get("/positions", positions::index)
        .post("/positions", positions::create)
        .get("/positions/{chain_position}", positions::edit)
        .post("/positions/{chain_position}", positions::update)
        .post("/positions/{chain_position}/removal", positions::remove)
}
