//! What pay costs in a location that holds a million appointments, and how that grows from one that holds those of the
//! period alone: `cargo bench --bench payroll`.
//!
//! The period is as long as fifty people need for some ten thousand appointments.

mod books;
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

use crate::books::{Books, MILLION, PERIOD_ALONE};
use crate::growth::{Pages, compare};
use crate::stand::run;

const PAGES: Pages = &[
    ("period, 50 people, 10,000 appointments", "{here}/payroll?from={first}&to={last}"),
    ("one month of it", "{here}/payroll?from={month}&to={last}"),
    ("one day", "{here}/payroll/day?day={last}"),
    ("one person", "{here}/payroll/members/{member}?from={first}&to={last}"),
    ("one’s own pay", "{here}/my-pay?from={first}&to={last}"),
    ("report by service", "{here}/payroll/reports?by=service&from={first}&to={last}"),
    ("a draft", "{here}/payroll/statements/{draft}"),
    ("a confirmed statement", "{here}/payroll/statements/{confirmed}"),
    ("list of statements", "{here}/payroll/statements"),
    ("settlements", "{here}/payroll/settlements"),
];

fn main() -> Result<()> {
    run(|| compare::<Books>(PAGES, [PERIOD_ALONE, MILLION]))
}
