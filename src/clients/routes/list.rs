//! The list: searched, filtered, page after page.

use crate::access::rights::ViewClients;
use crate::access::{Can, Inside, Reach, Right, Scope};
use crate::appointments::{Tally, Visit};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::web::{Page, Query};

use super::super::forms::FilterForm;
use super::super::model::{self, Client, Filter};
use super::super::views::{Index, Line};

pub async fn index(by: Can<ViewClients>, Query(form): Query<FilterForm>, db: Db) -> Result<Page<Index>> {
    let looks = by.clone();
    db.write(move |db| model::look(&looks, db)).await?;
    db.read(move |db| {
        let filter = narrowed(&by, &form, db)?;
        let (page, count) = Client::page(&by, &filter, form.after(), db)?;
        let ids: Vec<_> = page.rows.iter().map(|client| client.id).collect();
        let mut tallies = if by.may(Right::SeeHistory) { Tally::of(&by, &ids, db)? } else { Default::default() };
        let (zone, currency) = (by.location().zone, &by.location().currency);
        let lines = page.rows.into_iter().map(|client| {
            let tally = tallies.remove(&client.id).unwrap_or_default();
            Line::new(client, tally, zone, currency)
        });
        Ok(Page(Index {
            lines: lines.collect(),
            count,
            next: page.next.map(|last| form.address(&form.show, Some(last))),
            knows_everybody: knows_everybody(&by),
            by: (*by).clone(),
            form,
        }))
    })
    .await
}

/// The filters, with whatever of them only the calendar knows.
pub(super) fn narrowed(by: &Inside, form: &FilterForm, db: &mut Conn) -> Result<Filter> {
    let mut filter = form.filter();
    if !by.may(Right::DeleteClients) {
        filter.deleted = false;
    }
    if !knows_everybody(by) {
        filter.unseen_since = None;
    }
    if form.show == "today" && by.may(Right::ViewCalendar) {
        let zone = by.location().zone;
        if let Some((from, to)) = clock::bounds(clock::today(zone), zone) {
            filter.among = Some(Visit::clients_between(by, from, to, db)?);
        }
    }
    Ok(filter)
}

/// Whether somebody sees every visit, and so may be told who has not come.
fn knows_everybody(by: &Inside) -> bool {
    let mut ways = by.rights().extents_of(Right::ViewCalendar);
    by.may(Right::SeeHistory) && ways.any(|extent| extent.scope == Scope::All && extent.reach == Reach::Ever)
}
