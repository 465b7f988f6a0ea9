//! Payroll as it is kept: settings, rules, and what is reckoned from them.

mod copying;
mod earnings;
mod lines;
mod period;
mod rule_writing;
mod rules;
mod settings;
mod subjects;
mod versions;
mod wording;

pub use copying::{Copying, Step};
pub use earnings::{Accrual, Earnings, Kind, Performed, Timed};
pub use period::Period;
pub use rule_writing::NewRule;
pub use settings::{Settings, TermsByDay};
pub use subjects::Subjects;
pub use versions::{NOT_ONESELF, Version, Versions, is_own, payee};
pub use wording::Clause;
