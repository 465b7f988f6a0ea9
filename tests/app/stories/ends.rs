//! What ends by itself: invitations that nobody answers, and accesses with a last day (cases C8 and G18).

use super::{invite, invited, register};
use crate::story;
use crate::support::visitor::Visitor;
use crate::support::world::*;

async fn chores(world: &World) {
    world.house.chores().round().await.unwrap();
}

/// Gives the access of Vera a last day.
async fn limit(world: &World, by: &Visitor, days: i64) -> crate::support::visitor::Seen {
    let day = (chrono::Utc::now().date_naive() + chrono::TimeDelta::days(days)).to_string();
    let path = world.access_path(world.user(VERA));
    let version =
        world.number(&format!("SELECT version FROM accesses WHERE user_id = {}", world.user(VERA))).to_string();
    by.post(&path, &[("role", &world.role("view-only")), ("ends_on", &day), ("version", &version)]).await
}

story! {
    async fn c8_a_reminder_goes_out_two_days_before_the_end_and_only_once(world) {
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        chores(&world).await;
        world.deliver().await;
        assert_eq!(world.mail.letters().len(), 1, "not yet");

        world.hours_pass(5 * 24 + 1);
        chores(&world).await;
        chores(&world).await;

        let reminder = world.letter_to("boris@new.test").await;
        reminder.says("Your invitation to Ours ends soon");
        assert_eq!(world.mail.letters().len(), 2);
        register(&world.guest(), &reminder.link(), "Boris").await.leads_to("/locations/ours");
    }
}

story! {
    async fn c8_whoever_has_joined_or_was_revoked_is_not_reminded(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        register(&world.guest(), &link, "Boris").await.is(303);
        invited(&world, &anna, "Sofia", "sofia@new.test", "view-only").await;
        anna.post(&format!("{}/revocation", super::newest_invitation(&world)), &[]).await.is(303);

        world.hours_pass(5 * 24 + 1);
        chores(&world).await;
        world.deliver().await;

        assert_eq!(world.mail.letters().len(), 3, "the inviter heard that Boris joined, and nobody was reminded");
    }
}

story! {
    async fn g18_an_access_ends_with_its_last_day_and_its_person_is_told_before(world) {
        let anna = world.sign_in(ANNA).await;
        limit(&world, &anna, -1).await.is(422).complains("ends_on", "Choose today or a later day");
        limit(&world, &anna, 2).await.leads_to("/locations/ours/users");
        anna.get("/locations/ours/users").await.says("Until");
        let vera = world.sign_in(VERA).await;

        chores(&world).await;
        chores(&world).await;
        world.letter_to(VERA.1).await.says("your access to Ours ends at the end of");
        assert_eq!(world.mail.letters().len(), 1, "told once");
        vera.get("/locations/ours").await.is(200);

        world.sql("UPDATE accesses SET ends_on = '2026-01-01' WHERE ends_on IS NOT NULL");
        vera.get("/locations/ours").await.is(404);
        vera.get("/locations").await.says_nothing_of("Ours");
        chores(&world).await;
        assert_eq!(world.number(&format!("SELECT count(*) FROM accesses WHERE user_id = {}", world.user(VERA))), 0);
        assert_eq!(world.number(&format!("SELECT count(*) FROM sessions WHERE user_id = {}", world.user(VERA))), 0);
        anna.get("/locations/ours/activity").await.says("Parlour ended, on its last day, the access of Vera");
    }
}

story! {
    async fn g5_g18_the_last_owner_gets_no_last_day_and_an_owner_with_one_does_not_count(world) {
        let olga = world.person("Olga", "olga@ours.test", Some("owner"));
        let anna = world.sign_in(ANNA).await;
        let owner = world.role("owner");
        let set = |user: parlour::id::UserId| {
            let (path, owner) = (world.access_path(user), owner.clone());
            move |by: Visitor| async move {
                by.post(&path, &[("role", &owner), ("ends_on", "2099-01-01"), ("version", "1")]).await
            }
        };

        set(olga)(anna.clone()).await.leads_to("/locations/ours/users");
        let olga = world.sign_in_as("olga@ours.test", PASSWORD).await;

        set(world.user(ANNA))(olga).await.is(409).says("A location needs an owner");
    }
}

story! {
    async fn sa4_a_location_chooses_how_long_its_invitations_work(world) {
        let anna = world.sign_in(ANNA).await;
        world.sql(&format!("UPDATE locations SET invitation_days = 1 WHERE id = {}", world.ours));
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;

        chores(&world).await;
        world.deliver().await;
        assert_eq!(world.mail.letters().len(), 1, "one that lives for a day only is not brought to mind");
        world.hours_pass(25);
        world.guest().get(&link).await.is(410);
    }
}
