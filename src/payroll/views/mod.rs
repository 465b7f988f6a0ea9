//! The pages of payroll.

mod chain;
mod charts;
mod day;
mod entries;
mod member;
mod own;
mod period;
mod reports;
mod said;
mod settings;
mod settlements;
mod spans;
mod statement;
mod statements;
mod tables;

use crate::access::{Inside, Right};
use crate::id::LocationId;

pub use chain::Across;
pub use day::Day;
pub use entries::{Entries, EntryRow, NewEntryPage, entries_of};
pub use member::{Member, Sums};
pub use own::Own;
pub use period::Period;
pub use reports::Reports;
pub use said::Saying;
pub use settings::General;
pub use settlements::{SettlementOf, SettlementRow, Settlements, StepRow};
pub use spans::{Printed, Span};
pub use statement::{Compared, ComparedRow, Group, Paper, PaperRow};
pub use statements::{Earner, NewStatements, StatementRow, Statements, statements_of};
pub use tables::{Table, accruals, chain_report, pay_sheet, report};

/// The tabs of the section: what the viewer may open.
pub struct Tabs {
    pub here: LocationId,
    pub current: &'static str,
    pub sees: bool,
    pub keeps: bool,
    pub sets_up: bool,
    pub own: bool,
}

impl Tabs {
    pub fn of(by: &Inside, current: &'static str) -> Self {
        Tabs {
            here: by.location().id,
            current,
            sees: by.may(Right::SeePay),
            keeps: by.may(Right::KeepStatements),
            sets_up: by.may(Right::SetUpPayroll),
            own: by.may(Right::SeeOwnPay),
        }
    }

    /// The word of the main menu that leads here.
    pub fn section(&self) -> &'static str {
        if self.sees || self.sets_up { "Payroll" } else { "My pay" }
    }
}
