//! Pay as a file: it asks for the password again, and stands in the log.

use crate::access::Can;
use crate::access::rights::{ExportPay, SeePay};
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::web::{Csv, Query, Sure};

use super::super::forms::{PeriodForm, Sheet};
use super::super::model::{self, Account, PaySheet, Payee, Report};
use super::super::views::{Table, accruals, pay_sheet, report};
use super::spans::of_file;

/// The file is written down in the transaction that reads it.
pub async fn export(by: Sure<Can<ExportPay>>, Query(form): Query<PeriodForm>, db: Db) -> Result<Csv> {
    db.write(move |db| written_down(&by, &form, db)).await
}

fn written_down(by: &Can<ExportPay>, form: &PeriodForm, db: &mut Conn) -> Result<Csv> {
    let by = by.still(db)?;
    let sees = model::seeing(&by, db)?;
    let (sheet, period) = (form.sheet()?, of_file(&by, form)?);
    model::count_file(&by, db)?;
    let (what, table) = table(&sees, sheet, period, db)?;
    model::note_file(&by, &what, period, table.rows.len(), db)?;
    let name = format!("{what} at {}, {} to {}", by.location().name, period.first(), period.last());
    Ok(file(name, table))
}

/// What a file holds, and what it is called in the log.
fn table(by: &Can<SeePay>, sheet: Sheet, period: model::Period, db: &mut Conn) -> Result<(String, Table)> {
    let currency = &by.location().currency;
    match sheet {
        Sheet::Period => Ok(("Pay".into(), pay_sheet(&PaySheet::of(by, period, db)?, currency))),
        Sheet::Lines => {
            let payees = Payee::list(by, db)?;
            Ok(("Pay in single amounts".into(), accruals(&Account::of_everybody(by, period, db)?, &payees, currency)))
        }
        Sheet::Report(what) => {
            let title = format!("Pay {}", what.title().to_lowercase());
            Ok((title, report(&Report::of(by, what, period, db)?, currency)))
        }
    }
}

pub(super) fn file(name: String, table: Table) -> Csv {
    let mut file = Csv::new(name, table.headings.iter().map(String::as_str));
    for row in &table.rows {
        file.row(row);
    }
    file
}
