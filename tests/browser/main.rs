//! The product through a real browser: the main job in full, and a look at every page.

#[expect(dead_code, reason = "the stories need more of the world than a browser does")]
#[path = "../support/mod.rs"]
mod support;

mod browser;
mod driver;
mod every_page;
mod hands;
mod keys;
mod links;
mod meter;
mod phones;
mod rights;
mod scene;
mod stories;
mod stories_of_booking;
mod stories_of_calendar;
mod stories_of_chains;
mod stories_of_dragging;
mod stories_of_grid;
mod stories_of_pay;
mod stories_of_print;
mod stories_of_roles;
mod visits;
mod visits_of_a_chain;
mod visits_of_appointments;
mod visits_of_calendar;
mod visits_of_chain_people;
mod visits_of_chains;
mod visits_of_clients;
mod visits_of_chain_team;
mod visits_of_everybody;
mod visits_of_grid;
mod visits_of_guests;
mod visits_of_payroll;
mod visits_of_payroll_rules;
mod visits_of_people;
mod visits_of_rights;
mod visits_of_roles;
mod visits_of_services;
mod visits_of_statements;
mod visits_of_schedule;
