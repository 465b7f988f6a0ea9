//! Payroll as it is kept: settings, rules, and what is reckoned from them.

mod beside;
mod confirming;
mod correcting;
mod earnings;
mod entering;
mod entries;
mod lines;
mod making;
mod payees;
mod period;
mod rules;
mod settings;
mod settlements;
mod contents;
mod statement;
mod statements;

pub use confirming::Seen;
pub use contents::{Contents, ContentsLine, Sort};
pub use correcting::{Difference, Discrepancy};
pub use earnings::{Accrual, Earnings, Kind, Performed, Timed};
pub use entering::{EntryFilter, NewEntry, WrittenDown};
pub use entries::{Entry, EntryKind};
pub use payees::Payee;
pub use period::Period;
pub use settings::{Settings, TermsByDay};
pub use settlements::{Settlement, Step};
pub use statement::Statement;
pub use statements::{Filter, State};
