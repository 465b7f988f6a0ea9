//! Payroll: how people are paid for what they do, what they earned, and why it is that much.

pub mod engine;
mod forms;
mod model;
mod routes;
mod views;

pub use model::{
    Accrual, Contents, Discrepancy, Earnings, Entry, EntryKind, Kind, NewEntry, Payee, Performed, Period, Seen,
    Settings, Settlement, Statement, TermsByDay, Timed,
};
pub use routes::routes;
