//! Appointments: who comes when, for what, to whom, and who assists.

mod model;

pub use model::{
    Anyway, Appointment, Assistance, Assistant, Assisted, Helper, Line, LineWish, Move, NewContents, NewPlace, Status, When, Whom,
    Wish, Worker, percent,
};
