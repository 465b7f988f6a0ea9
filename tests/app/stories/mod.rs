//! What people do with Parlour, in sentences. Cases of the specification carry their numbers.

mod account;
mod canary;
mod chain_clients;
mod chain_pay;
mod pay_day;
mod pay_export;
mod pay_own;
mod pay_period;
mod pay_reports;
mod appointment_payment;
mod pay_by_payment;
mod pay_copies;
mod pay_rules;
mod pay_try;
mod payroll_settings;
mod pay_corrections;
mod pay_entries;
mod pay_merging;
mod pay_plans;
mod pay_races;
mod pay_statements;
mod pay_statement_list;
mod settlements;
mod parting;
mod assisting;
mod assistants;
mod appointment_rights;
mod appointment_races;
mod appointment_moves;
mod appointment_pages;
mod appointment_changes;
mod booking;
mod calendar;
mod calendar_clocks;
mod calendar_list;
mod calendar_refresh;
mod calendar_week;
mod chain_doors;
mod chain_overview;
mod chain_parting;
mod chain_property;
mod chain_departures;
mod chain_races;
mod chain_rights_matrix;
mod chain_roles;
mod chain_services;
mod chain_users;
mod chain_invitations;
mod chain_joining;
mod chain_letters;
mod chain_limits;
mod chain_merging;
mod chain_team;
mod chain_team_pages;
mod chains;
mod channels;
mod client_erasing;
mod client_export;
mod client_import;
mod client_limits;
mod client_merging;
mod client_notes;
mod client_plans;
mod client_search;
mod clients;
mod closing;
mod contacts;
mod changing;
mod crawl;
mod crosswise;
mod deletion;
mod delivery;
mod denials;
mod doors;
mod edges;
mod ends;
mod equal;
mod faults;
mod gateways;
mod going;
mod granting;
mod grid;
mod grid_changes;
mod grid_undo;
mod inbox;
mod input;
mod inviting;
mod joining;
mod leaving;
mod links;
mod lists;
mod log;
mod log_page;
mod looks;
mod lost_keys;
mod managing;
mod matrix;
mod member_services;
mod one_more_address;
mod preferences;
mod property;
mod owners;
mod races;
mod rights;
mod notices;
mod offers;
mod outside;
mod pace;
mod photos;
mod plans;
mod review;
mod role_changes;
mod role_deletions;
mod role_effects;
mod role_files;
mod role_races;
mod roles;
mod sample;
mod schedule;
mod schedule_clocks;
mod schedule_filling;
mod schedule_seats;
mod seats;
mod seats_at_once;
mod second_factor;
mod services;
mod session_keys;
mod stamps;
mod sessions;
mod several;
mod signing_in;
mod subscription;
mod sure;
mod team;
mod terms;
mod texting;
mod time_off;
mod users;
mod watching;
mod walk;
mod why;
mod write_ahead;

use crate::support::visitor::{Seen, Visitor};
use crate::support::world::World;

/// A world on the database of this run, or nothing where that database is not to be had.
pub async fn world() -> Option<World> {
    World::open_on(crate::GROUND).await
}

/// A story: a test with a world of its own.
#[macro_export]
macro_rules! story {
    ($(#[$doc:meta])* async fn $name:ident($world:ident) $body:block) => {
        $(#[$doc])*
        #[actix_web::test]
        async fn $name() {
            let Some($world) = $crate::stories::world().await else { return };
            $body
        }
    };
}

/// A new password that is strong enough.
pub const NEW_PASSWORD: &str = "seven lamps over water";

/// Sends the form for one person.
pub async fn invite(by: &Visitor, name: &str, contact: &str, role: &str) -> Seen {
    by.post("/locations/ours/invitations", &[("name", name), ("contact", contact), ("role", role)]).await
}

/// Invites, and returns the path of the link in the letter.
pub async fn invited(world: &World, by: &Visitor, name: &str, email: &str, template: &str) -> String {
    invite(by, name, email, &world.role(template)).await.leads_to("/locations/ours/invitations");
    world.letter_to(email).await.link()
}

/// Registers through a link.
pub async fn register(visitor: &Visitor, link: &str, name: &str) -> Seen {
    visitor.get(link).await.is(200);
    let fields = [("name", name), ("password", NEW_PASSWORD), ("terms", "yes")];
    visitor.post(&format!("{link}/account"), &fields).await
}

/// The code in the newest letter to somebody.
pub async fn code_to(world: &World, email: &str) -> String {
    let letter = world.letter_to(email).await;
    let is_code = |line: &&str| line.len() == 6 && line.chars().all(|c| c.is_ascii_digit());
    letter.text.lines().map(str::trim).find(is_code).unwrap_or_else(|| panic!("no code in {}", letter.text)).to_owned()
}

/// The path of the newest invitation.
pub fn newest_invitation(world: &World) -> String {
    format!("/locations/ours/invitations/{}", world.number("SELECT max(id) FROM invitations"))
}
