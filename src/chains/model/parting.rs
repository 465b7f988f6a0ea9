//! What becomes of the chain’s cards and positions at a location that is not of the chain any more: they are its own.

use diesel::prelude::*;

use crate::db::Conn;
use crate::error::Result;
use crate::id::{ChainMemberId, ChainPositionId, LocationId};
use crate::schema::{chain_members, chain_positions, members, positions};
use crate::text::counted;

use super::Chain;

impl Chain {
    /// Cards and positions of the chain become a location’s own. Nothing in them is lost.
    pub(super) fn let_cards_go(&self, location: LocationId, db: &mut Conn) -> Result<()> {
        let cards = chain_members::table.filter(chain_members::chain_id.eq(self.id)).select(chain_members::id);
        let mirrors = members::table.filter(members::location_id.eq(location));
        diesel::update(mirrors.filter(members::chain_member_id.eq_any(cards.nullable())))
            .set((members::chain_member_id.eq(None::<ChainMemberId>), members::version.eq(members::version + 1)))
            .execute(db)?;
        let titles = chain_positions::table.filter(chain_positions::chain_id.eq(self.id)).select(chain_positions::id);
        let mirrors = positions::table.filter(positions::location_id.eq(location));
        diesel::update(mirrors.filter(positions::chain_position_id.eq_any(titles.nullable())))
            .set(positions::chain_position_id.eq(None::<ChainPositionId>))
            .execute(db)?;
        Ok(())
    }

    /// What that means, in a sentence, for whoever parts a location from the chain.
    pub fn cards_let_go(&self, location: LocationId, name: &str, db: &mut Conn) -> Result<Option<String>> {
        let cards: i64 = members::table
            .inner_join(chain_members::table)
            .filter(members::location_id.eq(location).and(chain_members::chain_id.eq(self.id)))
            .count()
            .get_result(db)?;
        let titles: i64 = positions::table
            .inner_join(chain_positions::table)
            .filter(positions::location_id.eq(location).and(chain_positions::chain_id.eq(self.id)))
            .count()
            .get_result(db)?;
        let said: Vec<String> = [(cards, "card", "cards"), (titles, "position", "positions")]
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| counted(count, one, many))
            .collect();
        Ok((!said.is_empty()).then(|| {
            let become_own = if cards + titles == 1 { "becomes" } else { "become" };
            format!(
                "{} of the chain {become_own} {name}’s own, with everything in them. They stay so if it belongs to the chain again.",
                said.join(" and ")
            )
        }))
    }
}
