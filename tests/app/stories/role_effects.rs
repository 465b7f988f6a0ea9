//! What will change, said before it does: for people, for invitations, for seats (rights.md §7).

use super::roles::{ROLES, kept, max_with_keys, own, put, send};
use super::{invite, register};
use crate::story;
use crate::support::world::*;

story! {
    async fn the_effect_is_said_person_by_person_and_nothing_is_written(world) {
        let anna = world.sign_in(ANNA).await;
        let desk = own(&world, "Desk", "team.view activity.view activity.export");
        for name in ["Ada", "Ben", "Cora", "Dan", "Eva", "Finn", "Gus"] {
            let user = world.person(name, &format!("{}@ours.test", name.to_lowercase()), Some("view-only"));
            put(&world, user, desk, "");
        }
        put(&world, world.user(VERA), desk, "+users.view -team.view");
        let before = (world.number("SELECT count(*) FROM activity"), world.word("SELECT sum(version) FROM accesses"));

        let sent = [("version", "1"), ("extent", "activity.view:30d"), ("extent", "team.view:own")];
        let rights = ["team.view", "activity.view", "users.view"];
        let seen = send(&anna, &format!("{ROLES}/{desk}/changes"), "Desk", &rights, &sent).await;

        seen.is(200)
            .says("8 people have this role")
            .says("8 people lose “Export the activity log”: Ada, Ben, Cora, Dan, Eva and 3 more.")
            .says("8 people have “See the activity log” 30 days back instead of without limit")
            .says("7 people have “See the team members list and cards” own only instead of everyone")
            .says("7 people gain “See users, invitations and their rights”")
            .offers("Save role")
            .offers("Go on changing");
        let after = (world.number("SELECT count(*) FROM activity"), world.word("SELECT sum(version) FROM accesses"));
        assert_eq!((before, kept(&world, desk).rights.len()), (after, 3));
    }
}

story! {
    async fn whoever_has_an_exception_keeps_it_or_does_not_get_the_right(world) {
        let anna = world.sign_in(ANNA).await;
        let desk = own(&world, "Desk", "activity.view");
        put(&world, world.user(VERA), desk, "-users.view +activity.view:7d");
        put(&world, world.user(RITA), desk, "");

        let path = format!("{ROLES}/{desk}");
        let seen = send(&anna, &format!("{path}/changes"), "Desk", &["users.view"], &[("version", "1")]).await;
        send(&anna, &path, "Desk", &["users.view"], &[("version", "1")]).await.leads_to(ROLES);

        seen.is(200)
            .says("Rita gains “See users, invitations and their rights”.")
            .says("Rita loses “See the activity log”.")
            .says("Vera does not get “See users, invitations and their rights”: that was decided for them.")
            .says("Vera keeps “See the activity log”: that was decided for them.");
        let vera = world.sign_in(VERA).await;
        vera.get("/locations/ours/users").await.is(403);
        vera.get("/locations/ours/activity").await.is(200);
    }
}

story! {
    async fn h10_what_a_person_would_hold_without_what_it_needs_goes_too_and_is_said(world) {
        let anna = world.sign_in(ANNA).await;
        let desk = own(&world, "Desk", "team.view");
        put(&world, world.user(VERA), desk, "+team.edit");
        let path = format!("{ROLES}/{desk}");

        let seen = send(&anna, &format!("{path}/changes"), "Desk", &[], &[("version", "1")]).await;
        send(&anna, &path, "Desk", &[], &[("version", "1")]).await.leads_to(ROLES);

        seen.says("Vera loses “See the team members list and cards”.").says("Vera loses “Change cards and settings”.");
        assert_eq!(world.word(&format!("SELECT exceptions FROM accesses WHERE user_id = {}", world.user(VERA))), "");
        anna.get("/locations/ours/activity").await.says("Anna changed the rights of Vera").says("Change cards and settings: on off");
    }
}

story! {
    async fn invitations_that_their_inviter_could_no_longer_give_are_named(world) {
        let anna = world.sign_in(ANNA).await;
        let desk = own(&world, "Desk", "calendar.view:own clients.view:own services.view users.view users.invite payroll.own");
        put(&world, world.user(VERA), desk, "");
        let vera = world.sign_in(VERA).await;
        invite(&vera, "Boris", "boris@new.test", &world.role("professional")).await.is(303);
        let link = world.letter_to("boris@new.test").await.link();
        invite(&anna, "Sofia", "sofia@new.test", &desk.to_string()).await.is(303);
        let path = format!("{ROLES}/{desk}");

        let seen = send(&anna, &format!("{path}/changes"), "Desk", &["users.view"], &[("version", "1")]).await;
        send(&anna, &path, "Desk", &["users.view"], &[("version", "1")]).await.leads_to(ROLES);

        seen.says("The invitation to Boris will wait for approval: Vera could no longer give its role.").says("Vera and Sofia (invited) become free users: 3 seats are used.").says_nothing_of("invitation to Sofia will");
        register(&world.guest(), &link, "Boris").await.is(303);
        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE applicant_id IS NOT NULL"), 1);
    }
}

story! {
    async fn a_role_that_needs_more_seats_than_there_are_is_not_saved_and_says_why(world) {
        let anna = world.sign_in(ANNA).await;
        let desk = own(&world, "Desk", "team.view");
        put(&world, world.user(VERA), desk, "");
        let nora = world.person("Nora", "nora@ours.test", Some("professional"));
        put(&world, nora, desk, "");
        world.sql(&format!("UPDATE locations SET seat_limit = 4 WHERE id = {}", world.ours));
        let path = format!("{ROLES}/{desk}");
        let rights = ["team.view", "team.create"];

        let seen = send(&anna, &format!("{path}/changes"), "Desk", &rights, &[("version", "1")]).await;
        let refused = send(&anna, &path, "Desk", &rights, &[("version", "1")]).await;

        seen.is(422)
            .says("Nora and Vera become paid users: 5 of 4 seats.")
            .says("The 4 paid seats of this location are not enough: 5 would be needed")
            .offers("Go on changing")
            .does_not_offer("Save role");
        refused.is(422).says("The 4 paid seats of this location are not enough");
        assert_eq!(kept(&world, desk).rights.slugs(), "team.view");
        world.sql(&format!("UPDATE locations SET seat_limit = 5 WHERE id = {}", world.ours));
        send(&anna, &path, "Desk", &rights, &[("version", "1")]).await.leads_to(ROLES);
        let free = send(&anna, &format!("{path}/changes"), "Desk", &["team.view"], &[("version", "2")]).await;
        free.is(200).says("Nora and Vera become free users: 3 of 5 seats.");
    }
}

story! {
    async fn going_on_changing_keeps_everything(world) {
        let max = max_with_keys(&world).await;
        let desk = own(&world, "Desk", "team.view");
        let path = format!("{ROLES}/{desk}/changes");
        let sent = [("version", "1"), ("extent", "activity.view:7d")];
        let seen = send(&max, &path, "Counter", &["activity.view"], &sent).await;
        seen.is(200).says("Nobody has this role").says("It will be called Counter instead of Desk");
        assert_eq!(seen.texts_of("input[type=hidden][name=right][value='activity.view']").len(), 1);
        assert_eq!(seen.texts_of("input[type=hidden][name=extent][value='activity.view:7d']").len(), 1);

        let on = send(&max, &path, "Counter", &["activity.view"], &[&sent[..], &[("go_on", "yes")]].concat()).await;

        assert_eq!(on.is(200).offers("See what will change").texts_of(".savebar-up").len(), 1, "it is not saved yet");
        assert_eq!(on.value_of("name"), "Counter");
        assert_eq!(on.texts_of("input[name=right][checked]").len(), 1);
        assert_eq!(on.texts_of("option[value='activity.view:7d'][selected]").len(), 1);
    }
}
