//! The pages about clients.

mod card;
mod chain;
mod editing;
mod importing;
mod list;
mod merging;

use askama::Template;

use crate::access::Inside;
use crate::appointments::{Status, Visit};
use crate::clock;
use crate::id::{AppointmentId, LocationId};
use crate::money;
use crate::web::Crumb;

use super::model::Client;

pub use card::{Erase, Frame, History, Leave, Show};
pub use chain::{ChainClients, ChainRow};
pub use editing::{Edit, New, Twin};
pub use importing::Import;
pub use list::{Index, Line, cells, headings};
pub use merging::{Merging, Pair};

fn clients_of(here: LocationId) -> String {
    format!("/locations/{here}/clients")
}

fn crumb_of(here: LocationId) -> Crumb {
    Crumb::new("Clients", clients_of(here))
}

/// Those whom a search fits, to choose one of.
#[derive(Template)]
#[template(path = "clients/matches.html")]
pub struct Matches {
    pub clients: Vec<Client>,
}

/// An appointment of a client, as it is told on their card.
pub struct Occasion {
    pub id: AppointmentId,
    pub when: String,
    pub status: &'static str,
    pub icon: &'static str,
    pub style: &'static str,
    /// What was booked, each with whom.
    pub services: Vec<(String, String)>,
    pub total: String,
}

impl Occasion {
    pub fn new(by: &Inside, visit: Visit) -> Self {
        let (icon, style) = match visit.status {
            Status::Waiting => ("clock", "badge-brass"),
            Status::Confirmed => ("check", ""),
            Status::Came => ("in", "badge-ok"),
            Status::NoShow => ("ban", "badge-bad"),
        };
        Occasion {
            id: visit.id,
            when: clock::moment(visit.starts_at, by.location().zone),
            status: visit.status.title(),
            icon,
            style,
            services: visit.services,
            total: money::said(visit.total, &by.location().currency),
        }
    }
}
