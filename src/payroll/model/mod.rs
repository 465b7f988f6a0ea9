//! Payroll as it is kept: settings, rules, and what is reckoned from them.

mod earnings;
mod entries;
mod lines;
mod payees;
mod period;
mod rules;
mod settings;

pub use earnings::{Accrual, Earnings, Kind, Performed, Timed};
pub use entries::{Entry, EntryKind};
pub use payees::Payee;
pub use period::Period;
pub use settings::{Settings, TermsByDay};
