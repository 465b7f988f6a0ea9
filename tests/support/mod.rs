//! What every test stands on: a world with its cast, and the real parts around it.

pub mod appointments;
pub mod books;
pub mod calendar;
pub mod cast;
pub mod chain;
pub mod clients;
pub mod device;
pub mod gateway;
pub mod pay;
pub mod payroll;
pub mod plans;
pub mod postgres;
pub mod services;
pub mod schedule;
pub mod skipping;
pub mod smtp;
pub mod sqlite;
pub mod statements;
pub mod tampering;
pub mod time;
pub mod together;
pub mod visitor;
pub mod world;
