//! Appointments: who comes when, for what, to whom, and who assists.

mod forms;
mod model;
mod routes;
mod views;

pub use forms::PartingForm;
pub use model::{
    Anyway, Appointment, Assistance, Assistant, Assisted, Choices, Due, Fate, Fates, Heir, Helper, LONGEST, Line,
    LineWish, Move, NewContents, NewPlace, Parting, Payment, Status, Tally, Visit, When, Whom, Wish, Worker, percent,
};
pub use routes::{farewell, fates, routes};
pub use views::Farewell;
