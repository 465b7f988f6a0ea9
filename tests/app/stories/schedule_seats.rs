//! Whoever is in the schedule uses a seat, with access or without, and nobody uses two (rights.md §8).

use super::{invite, register};
use crate::story;
use crate::support::world::*;

/// Anna, Rita and Max use a seat each.
fn limit(world: &World, seats: i64) {
    world.sql(&format!("UPDATE locations SET seat_limit = {seats} WHERE id = {}", world.ours));
}

fn used(world: &World) -> i64 {
    world.db.read_now(|db| parlour::access::Seats::of(world.ours, db)).unwrap().used()
}

const WHY: &str = "The 3 paid seats of this location are not enough: 4 would be needed";

story! {
    async fn sa15_putting_somebody_in_the_schedule_beyond_the_limit_is_refused_beside_the_button(world) {
        let marta = world.member("Marta");
        let card = format!("/locations/ours/team/{marta}/schedule");
        let anna = world.sign_in(ANNA).await;
        limit(&world, 3);

        let seen = anna.post(&card, &[]).await;

        seen.is(422).complains("in_schedule", WHY).complains("in_schedule", "Marta would use a seat because of the work schedule");
        seen.complains("in_schedule", "People who only assist need no work schedule").offers("See who uses a seat");
        assert_eq!(world.number("SELECT count(*) FROM members WHERE in_schedule"), 0);
        limit(&world, 4);
        anna.post(&card, &[]).await.leads_to(&card);
        assert_eq!((used(&world), world.word("SELECT deed FROM activity ORDER BY id DESC LIMIT 1")), (4, "schedule.member_added".into()));
        anna.post(&card, &[]).await.is(409).says("is in the schedule already");
    }
}

story! {
    async fn sa15_the_tick_on_a_new_card_is_refused_with_everything_that_was_typed(world) {
        let anna = world.sign_in(ANNA).await;
        limit(&world, 3);
        let fields = [("name", "Marta"), ("specialization", "Cuts"), ("in_schedule", "yes")];

        let seen = anna.post("/locations/ours/team", &fields).await;

        seen.is(422).complains("in_schedule", WHY).offers("See who uses a seat");
        assert_eq!((seen.value_of("name"), seen.value_of("specialization")), ("Marta".into(), "Cuts".into()));
        assert_eq!(world.number("SELECT count(*) FROM members WHERE name = 'Marta'"), 0);
        limit(&world, 4);
        anna.post("/locations/ours/team", &fields).await.is(303);
        assert_eq!(world.number("SELECT count(*) FROM members WHERE name = 'Marta' AND in_schedule"), 1);
    }
}

story! {
    async fn adding_to_the_schedule_takes_its_own_right(world) {
        let rights = "team.view team.create calendar.view";
        world.sql(&format!("UPDATE roles SET rights = '{rights}' WHERE template = 'view-only' AND location_id = {}", world.ours));
        let vera = world.sign_in(VERA).await;

        vera.get("/locations/ours/team/new").await.is(200).says_nothing_of("Add to schedule");
        vera.post("/locations/ours/team", &[("name", "Marta"), ("in_schedule", "yes")]).await.is(403).says("Change work schedules");
        assert_eq!(world.number("SELECT count(*) FROM members WHERE name = 'Marta'"), 0);
        world.sql(&format!("UPDATE roles SET rights = 'team.view team.create calendar.view:own schedule.edit' WHERE template = 'view-only' AND location_id = {}", world.ours));
        vera.get("/locations/ours/team/new").await.says_nothing_of("Add to schedule");
        vera.post("/locations/ours/team", &[("name", "Marta"), ("in_schedule", "yes")]).await.is(422).says("only of those whose calendar you see");
        assert_eq!(world.number("SELECT count(*) FROM members WHERE name = 'Marta'"), 0);
    }
}

story! {
    async fn leaving_the_schedule_says_what_is_booked_and_keeps_it(world) {
        let marta = world.member("Marta");
        world.works(marta, "2026-11-24", 540, 1080);
        world.provides_on(marta, "2099-11-24 10:00:00", "2099-11-24 11:00:00");
        world.provides_on(marta, "2020-11-24 10:00:00", "2020-11-24 11:00:00");
        let card = format!("/locations/ours/team/{marta}/schedule");
        let anna = world.sign_in(ANNA).await;

        anna.get(&format!("{card}/departure")).await.is(200).says("1 service booked with Marta from now on stays as it is");
        anna.post(&format!("{card}/departure"), &[]).await.leads_to(&card);

        assert_eq!((used(&world), world.number("SELECT count(*) FROM appointment_lines WHERE takes_time")), (3, 2));
        assert_eq!(world.spans(marta, "2026-11-24"), [(540, 1080)]);
        anna.get(&card).await.says("Marta is no longer in the schedule");
        anna.get("/locations/ours/schedule").await.says_nothing_of("Marta");
        anna.post(&format!("{card}/departure"), &[]).await.is(409);
    }
}

story! {
    async fn sa15_restoring_somebody_who_was_in_the_schedule_needs_their_seat_again(world) {
        let marta = world.member("Marta");
        world.in_schedule(marta);
        let (card, anna) = (format!("/locations/ours/team/{marta}"), world.sign_in(ANNA).await);
        for (gone, back, fields) in [("dismissal", "return", vec![("on", "2026-11-20")]), ("deletion", "restoration", vec![])] {
            limit(&world, 4);
            anna.post(&format!("{card}/{gone}"), &fields).await.is(303);
            assert_eq!(used(&world), 3);
            limit(&world, 3);

            anna.post(&format!("{card}/{back}"), &[]).await.is(422).says(WHY).says("Marta would use a seat").offers("See who uses a seat");

            assert_eq!(world.number("SELECT count(*) FROM members WHERE name = 'Marta' AND employment = 'working'"), 0);
            limit(&world, 4);
            anna.post(&format!("{card}/{back}"), &[]).await.is(303);
            assert_eq!(used(&world), 4);
        }
    }
}

story! {
    /// One person is one seat: on the card, while they are invited to it, and once they have joined.
    async fn sa15_somebody_in_the_schedule_is_let_in_without_a_second_seat(world) {
        let marta = world.member("Marta");
        world.in_schedule(marta);
        limit(&world, 4);
        let anna = world.sign_in(ANNA).await;
        let fields = [("email", "marta@new.test"), ("role", &*world.role("receptionist"))];

        anna.post(&format!("/locations/ours/team/{marta}/invitation"), &fields).await.is(303);
        assert_eq!(used(&world), 4);
        let link = world.letter_to("marta@new.test").await.link();
        register(&world.guest(), &link, "Marta").await.is(303);

        assert_eq!((used(&world), world.number(&format!("SELECT count(*) FROM members WHERE id = {marta} AND user_id IS NOT NULL"))), (4, 1));
        invite(&anna, "Boris", "boris@new.test", &world.role("receptionist")).await.is(422);
    }
}

story! {
    async fn another_role_costs_no_seat_where_somebody_is_in_the_schedule_anyway(world) {
        let card = world.member("Vera");
        world.in_schedule(card);
        world.sql(&format!("UPDATE members SET user_id = {} WHERE id = {card}", world.user(VERA)));
        limit(&world, 4);
        assert_eq!(used(&world), 4);
        let (anna, vera) = (world.sign_in(ANNA).await, world.access_path(world.user(VERA)));
        let role = world.role("receptionist");
        let fields = [("role", &*role), ("version", "1")];

        let check = anna.post(&format!("{vera}/changes"), &fields).await;

        check.says("Vera uses a paid seat as before, being in the work schedule");
        let access = vera.rsplit('/').next().unwrap();
        let several = [("access", access), ("version", "1"), ("role", &*role)];
        anna.post("/locations/ours/users/changes", &several).await.is(303);
        assert_eq!(used(&world), 4);
    }
}

story! {
    async fn merged_cards_keep_the_hours_of_both_and_coming_back_from_a_chain_is_not_coming_back_to_the_schedule(world) {
        let chain = world.verbena();
        let (anna, here, ours) = (world.sign_in(ANNA).await, chain.path(), world.ours.to_string());
        anna.post(&format!("{here}/team"), &[("name", "Noor")]).await.is(303);
        let id = world.number("SELECT max(id) FROM chain_members");
        let card = format!("{here}/team/{id}");
        let version = || world.number(&format!("SELECT version FROM chain_members WHERE id = {id}")).to_string();
        let in_schedule = || world.number("SELECT count(*) FROM members WHERE in_schedule AND employment = 'working'");
        anna.post(&format!("{card}/locations"), &[("location", &ours), ("version", &version())]).await.is(303);
        let kept = parlour::id::MemberId(world.number("SELECT max(id) FROM members"));
        let other = world.member("Noor");
        world.works(kept, "2026-11-24", 540, 1080);
        world.sql(&format!("UPDATE members SET in_schedule = FALSE WHERE id = {kept}"));
        world.works(other, "2026-11-24", 600, 660);
        world.works(other, "2026-11-25", 600, 660);
        world.off(other, "2026-12-24", "2026-12-24", "Holiday");

        let cards = [("card", &*format!("c{id}.{}", version())), ("card", &*format!("m{other}.1"))];
        anna.post(&format!("{here}/team/merge"), &cards).await.is(303);

        assert_eq!(world.spans(kept, "2026-11-24"), [(540, 1080)]);
        assert_eq!(world.spans(kept, "2026-11-25"), [(600, 660)]);
        assert_eq!((in_schedule(), world.number(&format!("SELECT count(*) FROM time_off WHERE member_id = {kept}"))), (1, 1));
        anna.post(&format!("{card}/locations"), &[("version", &version())]).await.is(303);
        anna.post(&format!("{card}/locations"), &[("location", &ours), ("version", &version())]).await.is(303);
        assert_eq!((in_schedule(), world.spans(kept, "2026-11-25").len()), (0, 1));
    }
}
