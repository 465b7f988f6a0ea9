//! What the people of the sample can do, for how much and how long.

use crate::db::Conn;
use crate::error::Result;
use crate::id::ServiceId;
use crate::locations::Location;

use super::Crew;
use super::rows::{Rows, text};

/// What somebody has learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trade {
    Hair,
    Barber,
    Nails,
    Brows,
}

impl Trade {
    pub const ALL: [Trade; 4] = [Trade::Hair, Trade::Barber, Trade::Nails, Trade::Brows];

    fn title(self) -> &'static str {
        match self {
            Trade::Hair => "Hair",
            Trade::Barber => "Barber",
            Trade::Nails => "Nails",
            Trade::Brows => "Brows and lashes",
        }
    }
}

/// Trade, title, price in whole units, minutes, and whether somebody helps as often as not.
const SERVICES: [(Trade, &str, i64, i64, bool); 16] = [
    (Trade::Hair, "Cut", 38, 45, false),
    (Trade::Hair, "Blow-dry", 24, 30, false),
    (Trade::Hair, "Full colour", 72, 90, true),
    (Trade::Hair, "Balayage", 145, 120, true),
    (Trade::Hair, "Toner", 22, 30, false),
    (Trade::Hair, "Updo", 65, 60, true),
    (Trade::Barber, "Haircut", 22, 30, false),
    (Trade::Barber, "Beard trim", 14, 15, false),
    (Trade::Barber, "Haircut and beard", 32, 45, false),
    (Trade::Barber, "Hot towel shave", 26, 30, false),
    (Trade::Nails, "Manicure", 20, 45, false),
    (Trade::Nails, "Gel nails", 42, 75, true),
    (Trade::Nails, "Nail art", 18, 30, false),
    (Trade::Brows, "Brow shape", 16, 15, false),
    (Trade::Brows, "Brow lamination", 45, 45, false),
    (Trade::Brows, "Lash lift", 55, 75, true),
];

/// A service as the diary books it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Booked {
    pub service: ServiceId,
    pub trade: Trade,
    pub title: &'static str,
    pub price: i64,
    pub minutes: i64,
    pub is_assisted: bool,
}

/// Writes the services of everybody's trades, and who provides them.
pub(super) fn offer(location: &Location, crew: &Crew, db: &mut Conn) -> Result<Vec<Booked>> {
    let unit = crate::money::parse("1", &location.currency).unwrap_or(100);
    let (here, now) = (location.id, crate::clock::now());
    let mut categories = Rows::of("service_categories", "location_id,title,title_key,place", db)?;
    let columns = "location_id,category_id,title,title_key,price,minutes,place,created_at";
    let mut services = Rows::of("services", columns, db)?;
    let mut provided = Rows::of("member_services", "member_id,service_id", db)?;
    let mut offered = Vec::new();
    for (place, trade) in Trade::ALL.into_iter().enumerate() {
        let title = trade.title();
        let category =
            categories.push(format_args!("{here},{},{},{place}", text(title), text(&crate::text::key(title))));
        for (place, (_, title, price, minutes, is_assisted)) in of(trade).enumerate() {
            let (price, key) = (price * unit, crate::text::key(title));
            let id = services.push(format_args!(
                "{here},{category},{},{},{price},{minutes},{place},'{now}'",
                text(title),
                text(&key)
            ));
            for worker in crew.workers.iter().filter(|worker| worker.trade == trade) {
                provided.push(format_args!("{},{id}", worker.member));
            }
            offered.push(Booked { service: ServiceId(id), trade, title, price, minutes, is_assisted });
        }
    }
    for rows in [&mut categories, &mut services, &mut provided] {
        rows.flush(db)?;
    }
    Ok(offered)
}

fn of(trade: Trade) -> impl Iterator<Item = (Trade, &'static str, i64, i64, bool)> {
    SERVICES.into_iter().filter(move |(own, ..)| *own == trade)
}
