//! Payroll as it is kept: settings, rules, and what is reckoned from them.

mod account;
mod amounts;
mod earnings;
mod entries;
mod exporting;
mod lines;
mod own;
mod pay_sheet;
mod payees;
mod period;
mod places;
mod reports;
mod rules;
mod settings;

pub use account::Account;
pub use amounts::{Amounts, share};
pub use earnings::{Accrual, Earnings, Kind, Performed, Timed};
pub use entries::{Entry, EntryKind};
pub use exporting::{count_file, note_file, seeing};
pub use own::Confirmed;
pub use pay_sheet::{PayLine, PaySheet};
pub use payees::Payee;
pub use period::Period;
pub use places::PlacePay;
pub use reports::{Report, ReportBy, ReportLine};
pub use settings::{Settings, TermsByDay};
