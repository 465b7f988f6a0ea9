//! The pages about the team of a chain.

mod cards;
mod departing;
mod merging;
mod positions;

use crate::chains::Branch;
use crate::id::{ChainId, LocationId};

pub use cards::{Frame, History, Index, New, Places, Show};
pub use departing::Departure;
pub use merging::{Cards, Merging};
pub use positions::{EditPosition, Positions, Row};

/// A location that can be ticked, and what that would mean.
pub struct Tick {
    pub id: LocationId,
    pub name: String,
    pub is_ticked: bool,
    pub means: String,
}

impl Tick {
    pub fn new(branch: &Branch, ticked: &[LocationId]) -> Self {
        Tick { id: branch.id, name: branch.name.clone(), is_ticked: ticked.contains(&branch.id), means: String::new() }
    }
}

fn team_of(here: ChainId) -> String {
    format!("/chains/{here}/team")
}
