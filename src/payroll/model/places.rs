//! What each location of a chain pays. It names nobody.

use crate::activity::Entry as Note;
use crate::activity::{self, Change, Deed};
use crate::chains::rights::SeeChainPay;
use crate::chains::{Branch, Chain, May};
use crate::db::Conn;
use crate::error::Result;
use crate::id::LocationId;
use crate::locations::Location;
use crate::text::counted;

use super::{Accrual, Amounts, Earnings, Entry, Period};

/// One location in a period.
#[derive(Debug, Clone)]
pub struct PlacePay {
    pub location: LocationId,
    pub name: String,
    pub is_closed: bool,
    pub currency: String,
    /// What clients paid, in minor units.
    pub turnover: i64,
    pub amounts: Amounts,
}

impl PlacePay {
    /// Every location of the chain, in its order; each counts the days on its own wall.
    pub fn of(by: &May<SeeChainPay>, period: Period, db: &mut Conn) -> Result<Vec<Self>> {
        let branches = Branch::list(by.chain().id, db)?;
        let places: Vec<LocationId> = branches.iter().map(|branch| branch.id).collect();
        let locations = Location::some(&places, db)?;
        let here = branches.into_iter().filter_map(|branch| {
            let location = locations.iter().find(|location| location.id == branch.id)?;
            Some((branch, location))
        });
        here.map(|(branch, location)| Self::at(branch, location, period, db)).collect()
    }

    fn at(branch: Branch, location: &Location, period: Period, db: &mut Conn) -> Result<Self> {
        let earnings = Earnings::at(location, period, db)?;
        let entries = Entry::at(location.id, period, db)?;
        let accruals: Vec<Accrual> = earnings.accruals();
        Ok(PlacePay {
            location: branch.id,
            name: branch.name,
            is_closed: branch.is_closed,
            currency: location.currency.clone(),
            turnover: earnings.performed.iter().map(|performed| performed.total).sum(),
            amounts: Amounts::of(&accruals, &entries),
        })
    }

    /// The sum of each currency, in the order in which they come.
    pub fn totals(places: &[Self]) -> Vec<Self> {
        let mut totals: Vec<PlacePay> = Vec::new();
        for place in places {
            match totals.iter_mut().find(|total| total.currency == place.currency) {
                Some(total) => {
                    total.turnover += place.turnover;
                    total.amounts = total.amounts + place.amounts;
                }
                None => totals.push(PlacePay { name: "Total".into(), is_closed: false, ..place.clone() }),
            }
        }
        totals
    }

    /// The right, asked again while the chain and its locations are held.
    pub fn holding(by: &May<SeeChainPay>, db: &mut Conn) -> Result<May<SeeChainPay>> {
        Chain::hold_all(by.chain().id, db)?;
        by.still(db)
    }

    /// Writes down in the log of the chain and of each location that the report was taken away.
    pub fn note_file(by: &May<SeeChainPay>, places: &[Self], period: Period, db: &mut Conn) -> Result<()> {
        let note = |rows: usize| {
            let changes = [Change::new("Period", "", period.said()), Change::new("Rows", "", rows.to_string())];
            Note::new(Deed::PayExported, counted(rows as i64, "location", "locations")).with(changes)
        };
        activity::record(by, note(places.len()), db)?;
        places
            .iter()
            .filter(|place| !place.is_closed)
            .try_for_each(|place| activity::record(&by.at(place.location), note(1), db))
    }
}
