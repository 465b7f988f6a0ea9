//! How far a log has come: the number and the seal of its last event, noted beside it.

use diesel::prelude::*;

use crate::db::{Conn, Either};
use crate::error::{Error, Result};
use crate::id::Place;
use crate::schema::{activity, log_heads};

use super::line::Line;

/// The last event of a log.
#[derive(Debug, Clone)]
pub(super) struct Head {
    id: i64,
    pub number: i64,
    pub seal: Option<Vec<u8>>,
}

type Row = (i64, i64, Option<Vec<u8>>);

const COLUMNS: (log_heads::id, log_heads::number, log_heads::seal) =
    (log_heads::id, log_heads::number, log_heads::seal);

impl Head {
    /// The head of the log of a place. Who writes holds the place before.
    pub fn of(place: Place, db: &mut Conn) -> Result<Self> {
        if let Some(head) = Self::find(Some(place), db)? {
            return Ok(head);
        }
        let new = diesel::insert_into(log_heads::table)
            .values((log_heads::location_id.eq(place.location()), log_heads::chain_id.eq(place.chain())));
        let row: Row = new.returning(COLUMNS).get_result(db)?;
        Ok(Self::from(row))
    }

    /// The head of the log that belongs to no place, held until the transaction ends.
    pub fn of_the_house(db: &mut Conn) -> Result<Self> {
        if let Either::Postgres(db) = db.either() {
            let heads = log_heads::table.filter(log_heads::location_id.is_null().and(log_heads::chain_id.is_null()));
            heads.select(log_heads::id).for_no_key_update().first::<i64>(db)?;
        }
        Self::find(None, db)?.ok_or(Error::NotFound)
    }

    pub fn find(place: Option<Place>, db: &mut Conn) -> Result<Option<Self>> {
        let row: Option<Row> = match place {
            Some(Place::Location(id)) => {
                log_heads::table.filter(log_heads::location_id.eq(id)).select(COLUMNS).first(db)
            }
            Some(Place::Chain(id)) => log_heads::table.filter(log_heads::chain_id.eq(id)).select(COLUMNS).first(db),
            None => {
                let of_none = log_heads::location_id.is_null().and(log_heads::chain_id.is_null());
                log_heads::table.filter(of_none).select(COLUMNS).first(db)
            }
        }
        .optional()?;
        Ok(row.map(Self::from))
    }

    /// Puts a line behind this one, sealed over it.
    pub fn append(self, line: Line, db: &mut Conn) -> Result<()> {
        let line = Line { number: Some(self.number + 1), ..line };
        let seal = line.seal(self.seal.as_deref());
        let number = line.number;
        diesel::insert_into(activity::table).values((line, activity::seal.eq(&seal))).execute(db)?;
        let moved = diesel::update(log_heads::table.find(self.id))
            .filter(log_heads::number.eq(self.number))
            .set((log_heads::number.eq(number.unwrap_or_default()), log_heads::seal.eq(seal)))
            .execute(db)?;
        if moved == 1 { Ok(()) } else { Err(Error::Busy) }
    }
}

impl From<Row> for Head {
    fn from((id, number, seal): Row) -> Self {
        Head { id, number, seal }
    }
}
