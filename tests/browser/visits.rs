//! Every page there is, by hand: a new page without a visit turns a test red.

use parlour::web::Routes;

use crate::scene::Scene;
use crate::support::world::*;
use crate::visits_of_a_chain::a_chain;
use crate::visits_of_appointments::appointments;
use crate::visits_of_calendar::calendar;
use crate::visits_of_chain_people::people;
use crate::visits_of_chain_team::{places, team_of_chain};
use crate::visits_of_chains::chains;
use crate::visits_of_clients::clients;
use crate::visits_of_everybody::everybody;
use crate::visits_of_grid::grid;
use crate::visits_of_guests::guests;
use crate::visits_of_payroll::payroll;
use crate::visits_of_payroll_rules::payroll_rules;
use crate::visits_of_people::{account, lists, security};
use crate::visits_of_rights::rights;
use crate::visits_of_roles::roles;
use crate::visits_of_schedule::schedule;
use crate::visits_of_services::{services, services_of_chain};
use crate::visits_of_statements::statements;

/// Doors for machines, and files to keep: there is no page behind them.
const FOR_MACHINES: [&str; 16] = [
    "/locations/{location}/payroll/statements/{statement}/export",
    "/healthz",
    "/readyz",
    "/metrics",
    "/locations/{location}/activity.csv",
    "/locations/{location}/calendar/revision",
    "/locations/{location}/users/matrix.csv",
    "/locations/{location}/roles/export",
    "/chains/{chain}/matrix.csv",
    "/locations/{location}/clients.csv",
    "/locations/{location}/clients/matches",
    "/chains/{chain}/clients.csv",
    "/locations/{location}/payroll/export",
    "/chains/{chain}/payroll.csv",
    "/locations/{location}/team/{member}/photo",
    "/locations/{location}/team/{member}/photo/small",
];

/// A page, and what it should be.
pub struct Visit {
    /// What its picture is called.
    pub name: &'static str,
    pub who: Option<Cast>,
    pub path: String,
    pub heading: &'static str,
    pub status: u16,
    /// A field, and what is typed into it first.
    pub typed: Option<(&'static str, &'static str)>,
    /// What somebody else does to the data while the page is open.
    pub meanwhile: Option<&'static str>,
    pub deed: Deed,
}

/// What is done on a page before looking.
#[derive(Clone, Copy)]
pub enum Deed {
    Nothing,
    /// Something is pressed, and the page stays.
    Press(&'static str),
    /// Something is pressed, and an answer comes.
    Send(&'static str),
}

pub fn page(name: &'static str, who: Option<Cast>, path: impl Into<String>, heading: &'static str) -> Visit {
    Visit { name, who, path: path.into(), heading, status: 200, typed: None, meanwhile: None, deed: Deed::Nothing }
}

impl Visit {
    pub fn typing(self, css: &'static str, text: &'static str) -> Self {
        Visit { typed: Some((css, text)), ..self }
    }

    pub fn meanwhile(self, statement: &'static str) -> Self {
        Visit { meanwhile: Some(statement), ..self }
    }

    pub fn pressing(self, css: &'static str) -> Self {
        Visit { deed: Deed::Press(css), ..self }
    }

    pub fn sending(self, css: &'static str) -> Self {
        Visit { deed: Deed::Send(css), ..self }
    }

    pub fn answers(self, status: u16) -> Self {
        Visit { status, ..self }
    }
}

/// All that can be seen of *Ours* and, empty, of *Theirs*.
pub fn visits(scene: &Scene) -> Vec<Visit> {
    [
        guests(scene),
        team(scene),
        schedule(scene),
        users(scene),
        rights(scene),
        roles(scene),
        people(scene),
        lists(scene),
        calendar(scene),
        house(scene),
        channels(scene),
        security(scene),
        everybody(scene),
        chains(scene),
        grid(scene),
        places(scene),
        team_of_chain(scene),
        others(scene),
        account(scene),
        a_chain(scene),
        clients(scene),
        appointments(scene),
        payroll_rules(scene),
        services(scene),
        statements(scene),
        services_of_chain(scene),
        payroll(scene),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What a house shows before it has an owner.
pub fn first_visits() -> Vec<Visit> {
    let guest = |name, path, heading| page(name, None, path, heading);
    vec![
        guest("setup", "/setup", "Welcome to Parlour"),
        guest("setup-errors", "/setup", "Welcome to Parlour").sending("form .btn-primary").answers(422),
        guest("mailbox", "/mailbox", "Mailbox"),
        guest("mail", "/mailbox/letter", "Anna invites you to Ours"),
    ]
}

fn team(scene: &Scene) -> Vec<Visit> {
    let anna = |name, path: String, heading| page(name, Some(ANNA), path, heading);
    let Scene { here, plain, invited, known, dismissed, deleted, held, free, .. } = scene;
    vec![
        page("start", Some(MAX), "/", "Team members"),
        anna("team", format!("{here}/team"), "Team members"),
        anna("team-nobody", format!("{here}/team?search=nobody"), "Team members"),
        anna("team-everyone", format!("{here}/team?employment=all"), "Team members"),
        anna("team-switcher", format!("{here}/team"), "Team members").pressing(".ctx-btn"),
        anna("team-account", format!("{here}/team"), "Team members").pressing(".me-btn"),
        anna("team-new", format!("{here}/team/new"), "Add team member"),
        anna("team-new-access", format!("{here}/team/new"), "Add team member").pressing("#access"),
        anna("team-new-errors", format!("{here}/team/new"), "Add team member")
            .sending("form .btn-primary")
            .answers(422),
        anna("team-order", format!("{here}/team/order"), "Arrange the team"),
        anna("card", plain.clone(), "Noor Haddad"),
        anna("card-saved", plain.clone(), "Noor Haddad").sending(".savebar .btn-primary"),
        anna("card-access", format!("{plain}/access"), "Noor Haddad: Access"),
        anna("card-access-errors", format!("{plain}/access"), "Noor Haddad: Access")
            .sending("form .btn-primary")
            .answers(422),
        anna("card-access-invited", format!("{invited}/access"), "Ilse Brandt: Access"),
        anna("card-access-known", format!("{known}/access"), "Anna: Access"),
        anna("card-settings", format!("{plain}/settings"), "Noor Haddad: Settings"),
        anna("card-settings-unsaved", format!("{plain}/settings"), "Noor Haddad: Settings").pressing("#assists"),
        anna("card-history", format!("{plain}/history"), "Noor Haddad: History"),
        anna("card-dismissed", dismissed.clone(), "Tomasz Wilk"),
        anna("card-deleted", deleted.clone(), "Lucía Ferrer"),
        anna("dismissal", format!("{plain}/dismissal"), "Dismiss Noor Haddad?"),
        anna("deletion", format!("{plain}/deletion"), "Delete Noor Haddad?"),
        anna("positions", format!("{here}/positions"), "Positions"),
        anna("positions-errors", format!("{here}/positions"), "Positions").sending("form .btn-primary").answers(422),
        anna("position-held", held.clone(), "Stylist"),
        anna("position-free", free.clone(), "Front desk"),
        anna("position-deletion", free.clone(), "Front desk").pressing("[popovertarget=remove]"),
    ]
}

fn users(scene: &Scene) -> Vec<Visit> {
    let anna = |name, path: String, heading| page(name, Some(ANNA), path, heading);
    let Scene { here, vera, offer, links, .. } = scene;
    vec![
        anna("users", format!("{here}/users"), "Users"),
        anna("user-removal", format!("{vera}/removal"), "Remove the access of Vera?"),
        anna("user-sessions", format!("{}/sessions", scene.olga), "Sessions of Olga"),
        anna("invitations", format!("{here}/invitations"), "Users"),
        anna("invitations-declined", format!("{here}/invitations?show=declined"), "Users"),
        anna("invitations-nobody", format!("{here}/invitations?search=nobody"), "Users"),
        anna("invitations-again", format!("{here}/invitations"), "Users").pressing("[popovertarget^=again]"),
        anna("invitations-revoke", format!("{here}/invitations"), "Users").pressing("[popovertarget^=revoke]"),
        anna("invitations-link", format!("{here}/invitations?search=Petra"), "A link for Petra")
            .sending("[action$='/link'] button"),
        anna("invite", format!("{here}/invitations/new"), "Invite users"),
        anna("invite-more", format!("{here}/invitations/new"), "Invite users").pressing("[data-add]"),
        anna("invite-errors", format!("{here}/invitations/new"), "Invite users")
            .sending("form .btn-primary")
            .answers(422),
        anna("invitation", format!("{offer}/edit"), "Invitation to Boris"),
        anna("join-someone-else", links.register.clone(), "This invitation is for someone else"),
    ]
}

/// A list with everything that a list can hold.
fn house(scene: &Scene) -> Vec<Visit> {
    let anna = |name, path: String, heading| page(name, Some(ANNA), path, heading);
    let here = &scene.here;
    vec![
        anna("account", "/account".into(), "Your account"),
        anna("locations", "/locations".into(), "Your locations"),
        anna("home", here.clone(), "Ours"),
        anna("settings", format!("{here}/settings"), "Location settings"),
        anna("activity", format!("{here}/activity"), "Activity"),
        anna("activity-filtered", format!("{here}/activity?refusals=yes&from=2020-01-01"), "Activity"),
        anna("activity-nothing", format!("{here}/activity?search=nobody"), "Activity"),
        anna("lost", format!("{here}/no-such-page"), "There is nothing at this address").answers(404),
    ]
}

fn channels(scene: &Scene) -> Vec<Visit> {
    let Scene { here, theirs, .. } = scene;
    let anna = |name, path: &str, heading| page(name, Some(ANNA), format!("{here}/settings/channels{path}"), heading);
    let gleb = |name, path: &str, heading| page(name, Some(GLEB), format!("{theirs}/settings/channels{path}"), heading);
    vec![
        anna("channels", "", "Channels"),
        anna("channels-sms", "/sms", "Connect SMS"),
        anna("channels-sms-errors", "/sms", "Connect SMS").sending("form .btn-primary").answers(422),
        anna("channels-http", "/sms?provider=http", "Connect SMS"),
        anna("channels-chatbot", "/chatbot", "Connect a chatbot"),
        gleb("channels-connected", "", "Channels"),
        gleb("channels-trial-errors", "", "Channels").sending(".trial .btn").answers(422),
        gleb("channels-disconnect", "", "Channels").pressing("[popovertarget^=remove]"),
        gleb("channels-change", "/sms", "SMS settings"),
    ]
}

fn others(scene: &Scene) -> Vec<Visit> {
    let Scene { here, theirs, links, .. } = scene;
    let vera = |name, path: String, heading| page(name, Some(VERA), path, heading);
    let gleb = |name, path: String, heading| page(name, Some(GLEB), path, heading);
    vec![
        vera("home-view-only", here.clone(), "Ours"),
        vera("forbidden", format!("{here}/team"), "You don’t have the right to do this").answers(403),
        gleb("join", links.join.clone(), "Join Ours"),
        gleb("team-first", format!("{theirs}/team"), "Team members"),
        gleb("positions-none", format!("{theirs}/positions"), "Positions"),
        gleb("invitations-none", format!("{theirs}/invitations"), "Users"),
    ]
}

#[actix_web::test]
async fn every_page_of_the_house_is_visited() {
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    let scene = Scene::set(&world).await;
    let visits: Vec<Visit> = visits(&scene).into_iter().chain(first_visits()).collect();

    let doors = pages(parlour::app::routes().and(parlour::mailbox::routes()));
    let opened: Vec<&String> =
        visits.iter().filter_map(|visit| doors.iter().find(|door| fits(door, &visit.path))).collect();

    let unseen: Vec<&String> = doors.iter().filter(|door| !opened.contains(door)).collect();
    assert!(unseen.is_empty(), "no visit leads to {unseen:?}");
}

fn pages(routes: Routes) -> Vec<String> {
    let gets = routes.iter().filter(|route| route.method == "GET").map(|route| route.path.clone());
    gets.filter(|path| !FOR_MACHINES.contains(&path.as_str())).collect()
}

fn fits(door: &str, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let (door, path): (Vec<&str>, Vec<&str>) = (door.split('/').collect(), path.split('/').collect());
    door.len() == path.len() && door.iter().zip(path).all(|(sign, word)| sign.starts_with('{') || *sign == word)
}
