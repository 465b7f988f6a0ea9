//! The doors of the clients.

mod card;
mod chain;
mod editing;
mod erasing;
mod exporting;
mod importing;
mod leaving;
mod list;
mod matches;
mod merging;
mod notes;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::at("/locations/{location}")
        .get("/clients", list::index)
        .get("/clients.csv", exporting::export)
        .get("/clients/new", editing::new)
        .post("/clients", editing::create)
        .get("/clients/matches", matches::index)
        .get("/clients/import", importing::show)
        .post("/clients/import", importing::check)
        .post("/clients/import/confirmation", importing::bring_in)
        .get("/clients/{client}", card::show)
        .post("/clients/{client}", editing::update)
        .get("/clients/{client}/edit", editing::edit)
        .get("/clients/{client}/history", card::history)
        .post("/clients/{client}/notes", notes::create)
        .post("/client-notes/{note}/deletion", notes::delete)
        .get("/clients/{client}/deletion", leaving::ask)
        .post("/clients/{client}/deletion", leaving::delete)
        .post("/clients/{client}/restoration", leaving::restore)
        .get("/clients/{client}/erasure", erasing::ask)
        .post("/clients/{client}/erasure", erasing::erase)
        .get("/clients/{client}/merge", merging::ask)
        .post("/clients/{client}/merge", merging::merge)
        .and(chain::routes())
}
