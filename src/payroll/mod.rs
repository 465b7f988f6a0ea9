//! Payroll: how people are paid for what they do, what they earned, and why it is that much.

pub mod engine;
mod forms;
mod model;
mod routes;
mod views;

pub use model::{Accrual, Earnings, Entry, EntryKind, Kind, Payee, Performed, Period, Settings, TermsByDay, Timed};
pub use routes::routes;
