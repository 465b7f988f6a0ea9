//! The pages about clients.

use askama::Template;

use super::model::Client;

/// Those whom a search fits, to choose one of.
#[derive(Template)]
#[template(path = "clients/matches.html")]
pub struct Matches {
    pub clients: Vec<Client>,
}
