//! Payroll as it is kept: settings, rules, and what is reckoned from them.

mod earnings;
mod lines;
mod period;
mod rules;
mod settings;

pub use earnings::{Accrual, Earnings, Kind, Performed, Timed};
pub use period::Period;
pub use settings::{Settings, TermsByDay};
