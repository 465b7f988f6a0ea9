//! What any page asks is answered by an index, and with a few statements, whatever the database.

use parlour::access::{Inside, Rights};
use parlour::id::UserId;

use super::crawl::{chain_rights, crawl};
use super::invite;
use super::matrix::statements_of;
use crate::story;
use crate::support::calendar::Booking;
use crate::support::world::*;

/// How many statements a page may ask, with the one that says who asks.
const MOST: usize = 28;

/// The same for a page that tries a deed to say what would come of it, for which PostgreSQL is asked for every lock, or that
/// carries every location of a chain away.
const MOST_OF_A_TRIAL: usize = 70;

fn may_ask(page: &str) -> usize {
    let tries =
        ["/departure", "/removal", "/payroll.csv"].iter().any(|end| page.split('?').next().unwrap().ends_with(end));
    if tries { MOST_OF_A_TRIAL } else { MOST }
}

/// Tables with as many rows as there are people, events or messages.
const LARGE: &[&str] = &[
    "users",
    "contacts",
    "sessions",
    "sign_in_links",
    "locations",
    "roles",
    "accesses",
    "positions",
    "members",
    "chain_positions",
    "chain_members",
    "invitations",
    "messages",
    "invitation_links",
    "codes",
    "activity",
    "log_heads",
    "tries",
    "password_resets",
    "second_factors",
    "recovery_codes",
    "contact_proofs",
    "chains",
    "chain_locations",
    "chain_roles",
    "chain_accesses",
    "chain_grants",
    "invitation_grants",
    "chain_batches",
    "chain_batch_rows",
    "service_categories",
    "services",
    "member_services",
    "work_spans",
    "time_off",
    "clients",
    "client_words",
    "client_notes",
    "appointments",
    "appointment_lines",
    "line_assistants",
    "payroll_settings",
    "photos",
    "pay_terms",
    "pay_rules",
    "pay_rates",
    "pay_statements",
    "pay_entries",
    "pay_lines",
];

fn inside(world: &World, user: UserId) -> Rights {
    world.db.read_now(|db| Inside::enter(user, "test".into(), world.ours, db)).unwrap().rights().clone()
}

story! {
    async fn no_page_reads_a_whole_table_or_asks_much(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        let _chain = world.verbena();
        let anna = world.sign_in(ANNA).await;

        world.keeps_statements();
        let user = world.user(ANNA);
        let pages = crawl(&anna, &inside(&world, user), chain_rights(&world, user)).await;
        invite(&anna, "Boris", "boris@new.test", &world.role("manager")).await.is(303);
        world.deliver().await;
        let scans = world.scans(LARGE);
        assert!(scans.is_empty(), "{scans:#?}");
        let mut much = Vec::new();
        for page in pages {
            let mut asked = usize::MAX;
            // A connection that is opened meanwhile says some of its own: the fewest of a few count.
            for _ in 0..3 {
                let before = world.statements();
                anna.get(&page).await;
                asked = asked.min(world.statements() - before);
                if asked <= may_ask(&page) {
                    break;
                }
            }
            much.extend((asked > may_ask(&page)).then_some((asked, page)));
        }
        much.sort();
        assert!(much.is_empty(), "{much:#?}");
    }
}

story! {
    async fn what_people_look_at_all_day_asks_five_statements_at_most(world) {
        let salon = world.salon();
        world.books(salon.marta, Booking { day: salon.day, assistants: &[salon.ilse], ..Booking::default() });
        let anna = world.sign_in(ANNA).await;
        let (here, role) = ("/locations/ours", world.role("manager"));

        for page in [
            here.to_owned(),
            format!("{here}/team"),
            format!("{here}/team/{}", salon.marta),
            format!("{here}/roles/{role}"),
            format!("{here}/calendar?day={}", salon.day),
        ] {
            let asked = statements_of(&world, &anna, &page).await;
            assert!(asked <= 5, "{page} asks {asked}");
        }
    }
}
