//! Parlour: who works in the salon, who may sign in, and what each may see and do.
//!
//! Slices are named after the business. Inside a slice, `model` never knows the web, and `routes` and `views` never
//! know the database's language.

#![warn(clippy::unwrap_used)]

// The ground: what everything stands on.
pub mod clock;
pub mod config;
pub mod db;
pub mod disk;
pub mod error;
pub mod id;
pub mod language;
pub mod limits;
pub mod money;
mod out;
pub mod schema;
pub mod secrets;
pub mod text;

// The slices, each leaning only on those above it.
pub mod users;
pub mod locations;
pub mod activity;
pub mod access;
pub mod books;
pub mod chains;
pub mod channels;
pub mod outbox;
pub mod sessions;
pub mod account;
pub mod invitations;
pub mod looks;
pub mod roles;
pub mod grid;
pub mod team;
pub mod chain_team;
pub mod services;
pub mod schedule;
pub mod clients;
pub mod appointments;
pub mod payroll;
pub mod calendar;

// The house around them.
pub mod app;
pub mod backup;
pub mod chores;
pub mod cli;
pub mod closing;
pub mod crowd;
pub mod demo;
pub mod doctor;
pub mod health;
pub mod house;
pub mod journal;
pub mod known;
pub mod load;
pub mod mailbox;
pub mod meters;
pub mod opening;
pub mod paging;
pub mod papers;
pub mod pen;
pub mod process;
pub mod sample;
pub mod stopping;
pub mod verify;
pub mod web;
