//! What the locations of a chain pay, side by side and without a name.

use parlour::id::LocationId;

use crate::story;
use crate::support::chain::{MIRA, Verbena};
use crate::support::pay::{Paid, around};
use crate::support::world::*;

/// Everything that was done and who is paid for it moves to another location.
fn moves_to(world: &World, location: LocationId) {
    for table in ["appointments", "pay_rules", "pay_terms", "pay_entries", "services", "clients"] {
        world.sql(&format!("UPDATE {table} SET location_id = {location} WHERE location_id = {}", world.ours));
    }
    world.sql(&format!("UPDATE members SET location_id = {location} WHERE name IN ('Marta', 'Ilse', 'Otto', 'Boris')"));
}

/// A chain whose *Harbour* has done two services of 100 EUR, one of them with Ilse, who got a bonus.
fn busy(world: &World) -> (Verbena, Paid) {
    let chain = world.verbena();
    let paid = world.paid();
    paid.done(world, 600, &[paid.salon.ilse]);
    paid.done(world, 720, &[]);
    world.wrote_down(paid.salon.ilse, paid.day, "bonus", 5_000, "Training completed");
    moves_to(world, chain.harbour);
    (chain, paid)
}

story! {
    async fn the_chain_sees_what_each_location_pays_and_nobodys_name(world) {
        let (chain, paid) = busy(&world);
        let mira = world.sign_in(MIRA).await;
        let page = format!("{}/payroll?{}", chain.path(), around(paid.day));

        let seen = mira.get(&page).await;

        assert_eq!(seen.is(200).texts_of(".pay-table tbody th"), ["Ours", "Harbour", "Garden"]);
        assert_eq!(
            seen.texts_of(".pay-table tbody tr:nth-child(2) td"),
            ["200.00 EUR", "75.00", "10.00", "–", "50.00", "–", "135.00", "67.5 %"]
        );
        assert_eq!(seen.texts_of(".stats dd"), ["200.00 EUR", "135.00 EUR", "10.00 EUR", "67.5 %"]);
        for name in ["Marta", "Ilse", "Clara", "Training completed", "Balayage"] {
            seen.says_nothing_of(name);
        }
        let harbour = seen.address_with(&format!("/locations/{}/payroll", chain.harbour)).unwrap();
        mira.get(&harbour).await.is(200).says("Marta");
        mira.get(&format!("{}/payroll?from=2026-01-01&to=2026-12-31", chain.path())).await.is(422).complains("to", "Choose 92 days at most");
    }
}

story! {
    async fn currencies_are_never_added_up(world) {
        let (chain, paid) = busy(&world);
        world.sql(&format!("UPDATE locations SET currency = 'JPY' WHERE id = {}", chain.harbour));
        let mira = world.sign_in(MIRA).await;

        let seen = mira.get(&format!("{}/payroll?{}", chain.path(), around(paid.day))).await;

        assert_eq!(seen.texts_of(".pay-table tfoot th"), ["Total in EUR", "Total in JPY"]);
        seen.says("20000 JPY").says("13500 JPY").says("0.00 EUR");
    }
}

story! {
    async fn a_chain_right_alone_opens_no_location_and_without_it_nothing_is_seen(world) {
        let (chain, paid) = busy(&world);
        world.sql(&format!("UPDATE chain_accesses SET everywhere_role_id = NULL WHERE user_id = {}", chain.mira));
        let holds = |rights: &str| {
            world.sql(&format!("UPDATE chain_roles SET rights = '{rights}' WHERE template = 'manager' AND chain_id = {}", chain.id));
        };
        let mira = world.sign_in(MIRA).await;
        let page = format!("{}/payroll?{}", chain.path(), around(paid.day));

        holds("chain.payroll");
        let alone = mira.get(&page).await;
        holds("chain.reports");
        let without = mira.get(&page).await;

        alone.is(200).says("135.00");
        assert_eq!(alone.address_with("/locations/1/payroll").or(alone.address_with(&format!("/locations/{}/payroll", chain.harbour))), None);
        without.is(403).says("See the report of pay over all locations");
        world.sign_in(GLEB).await.get(&page).await.is(404);
    }
}

story! {
    async fn the_report_of_the_chain_is_a_file_that_every_log_tells_of(world) {
        let (chain, paid) = busy(&world);
        let mira = world.sign_in(MIRA).await;

        let file = mira.get(&format!("{}/payroll.csv?{}", chain.path(), around(paid.day))).await;

        assert!(file.is(200).body.contains("\"Harbour\",\"EUR\",\"200.00\",\"75.00\",\"10.00\",\"0.00\",\"50.00\",\"0.00\",\"135.00\",\"67.5\"\r\n"), "{}", file.body);
        assert!(!file.body.contains("Marta"));
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'payroll.exported'"), 4);
        world.minutes_pass(11);
        mira.get(&format!("{}/payroll.csv", chain.path())).await.leads_to("/account/confirmation");
    }
}
