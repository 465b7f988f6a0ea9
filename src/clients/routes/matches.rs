//! Finding a client while typing, for who books an appointment.

use crate::access::Can;
use crate::access::rights::CreateAppointments;
use crate::db::Db;
use crate::error::Result;
use crate::web::{Fragment, Query};

use super::super::forms::MatchForm;
use super::super::model::Client;
use super::super::views::Matches;

/// So many are shown. Whoever is not among them needs another letter.
const MOST: i64 = 8;

pub async fn index(by: Can<CreateAppointments>, Query(form): Query<MatchForm>, db: Db) -> Result<Fragment<Matches>> {
    let clients = db.read(move |db| Client::matching(&by, &form.q, MOST, db)).await?;
    Ok(Fragment(Matches { clients }))
}
