//! Pay that leaves the house as a file is written down: what, of which days, and how many rows.

use chrono::TimeDelta;

use crate::access::Can;
use crate::access::rights::{ExportPay, SeePay};
use crate::access::{Inside, Right};
use crate::activity::{self, Change, Deed, Entry};
use crate::db::Conn;
use crate::error::Result;
use crate::limits::{self, Limit};

use super::Period;

/// So many files an hour: every table of every month of two years.
const FILES: i64 = 60;

/// The right to see what is exported: whoever may export is nobody without it.
pub fn seeing(by: &Can<ExportPay>, db: &mut Conn) -> Result<Can<SeePay>> {
    match by.proof() {
        Some(sees) => Ok(sees),
        None => Err(by.refusal(Right::SeePay, db)?),
    }
}

/// Counts a file, or says when the next one is possible.
pub fn count_file(by: &Inside, db: &mut Conn) -> Result<()> {
    let often = Limit::new(&format!("pay files of {}", by.viewer().user()), FILES, TimeDelta::hours(1));
    limits::count(&[often], db).map(drop)
}

/// Writes the file down in the log.
pub fn note_file(by: &Can<ExportPay>, what: &str, period: Period, rows: usize, db: &mut Conn) -> Result<()> {
    let changes = [Change::new("Period", "", period.said()), Change::new("Rows", "", rows.to_string())];
    activity::record(by, Entry::new(Deed::PayExported, what).with(changes), db)
}
