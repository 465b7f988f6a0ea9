//! What a day of the calendar costs, and finding a client, in a location that holds a million appointments, and how that
//! grows from one that holds a hundredth of it: `cargo bench --bench calendar`.

mod busy;
#[path = "../stand/growth.rs"]
mod growth;
#[path = "../../tests/support/statements.rs"]
#[allow(clippy::unwrap_used, dead_code)]
mod statements;
// Other benches stand on the rest.
#[allow(dead_code)]
#[path = "../stand/mod.rs"]
mod stand;

use anyhow::Result;

use crate::busy::{Busy, HUNDREDTH, MILLION};
use crate::growth::{Pages, compare};
use crate::stand::run;

/// What each page is called, and its address.
const PAGES: Pages = &[
    ("day, 30 people, 300 appointments", "{here}/calendar?day={day}"),
    ("the same as a list", "{here}/calendar/list?day={day}"),
    ("has the day changed?", "{here}/calendar/revision?day={day}"),
    ("week of one person", "{here}/calendar/week?member={member}&day={day}"),
    ("an appointment", "{here}/appointments/{appointment}"),
    ("clients, first page", "{here}/clients"),
    ("clients found by a name", "{here}/clients?search=clara+nunes"),
    ("clients found by three letters", "{here}/clients?search=cla"),
    ("clients found by four digits", "{here}/clients?search=4711"),
    ("matches while typing", "{here}/clients/matches?q=cla"),
];

fn main() -> Result<()> {
    run(|| compare::<Busy>(PAGES, [HUNDREDTH, MILLION]))
}
