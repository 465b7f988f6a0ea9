//! Cases G and H: users, their roles, and the last owner.

use parlour::access::rights::RemoveUsers;
use parlour::access::{Access, Role};
use parlour::error::Error;

use super::{invite, invited};
use crate::story;
use crate::support::world::*;

story! {
    async fn g1_sc5_removed_access_ends_with_the_next_click_and_elsewhere_nothing_changes(world) {
        world.sql(&format!(
            "INSERT INTO accesses (location_id, user_id, role_id, created_at) SELECT {}, {}, {}, '2026-01-01 00:00:00'",
            world.theirs, world.user(MAX), world.role_at(world.theirs, "manager")
        ));
        let max = world.sign_in(MAX).await;
        max.get("/locations/ours/team").await.is(200);
        let anna = world.sign_in(ANNA).await;
        let access = world.access_path(world.user(MAX));

        anna.get(&format!("{access}/removal")).await.is(200).says("Remove the access of Max?").offers("Keep access");
        anna.post(&format!("{access}/removal"), &[]).await.leads_to("/locations/ours/users");

        max.get("/locations/ours/team").await.is(404);
        max.get("/locations/theirs/team").await.is(200);
        anna.get("/locations/ours/users").await.says("Max no longer has access").says_nothing_of("max@ours.test");
    }
}

story! {
    async fn g1_who_has_nothing_left_is_signed_out(world) {
        let vera = world.sign_in(VERA).await;
        let anna = world.sign_in(ANNA).await;

        anna.post(&format!("{}/removal", world.access_path(world.user(VERA))), &[]).await.is(303);

        vera.get("/locations/ours").await.leads_to("/sign-in");
    }
}

story! {
    async fn g4_sa11_somebody_who_is_only_invited_sees_nothing(world) {
        let anna = world.sign_in(ANNA).await;
        invited(&world, &anna, "Gleb", "gleb@theirs.test", "manager").await;
        let gleb = world.sign_in(GLEB).await;

        gleb.get("/locations/ours").await.is(404);
        gleb.get("/locations/ours/team").await.is(404);
        gleb.get("/locations").await.says_nothing_of(">Ours<");
    }
}

story! {
    async fn g5_g10_the_last_owner_stays_and_nobody_changes_their_own_access(world) {
        let anna = world.sign_in(ANNA).await;
        let own = world.access_path(world.user(ANNA));

        anna.get("/locations/ours/users").await.says("You");
        anna.get(&own).await.is(403).says("You cannot change your own access");
        anna.post(&own, &[("role", &world.role("view-only")), ("version", "1")]).await.is(403);
        anna.post(&format!("{own}/removal"), &[]).await.is(403);

        let card = world.number(&format!("SELECT id FROM members WHERE user_id = {}", world.user(ANNA)));
        anna.post(&format!("/locations/ours/team/{card}/dismissal"), &[("on", "2026-11-21")]).await.is(403);
        anna.post(&format!("/locations/ours/team/{card}/deletion"), &[]).await.is(403);
        anna.get("/locations/ours").await.says("Your role here is Owner");
    }
}

story! {
    async fn g5_se8_the_last_owner_is_not_demoted_by_another_road(world) {
        let second = world.person("Olga", "olga@ours.test", Some("owner"));
        let olga = world.sign_in_as("olga@ours.test", PASSWORD).await;
        let access = world.access_path(world.user(ANNA));
        olga.post(&access, &[("role", &world.role("manager")), ("version", "1")]).await.is(303);

        let anna = world.sign_in(ANNA).await;
        let last = world.access_path(second);

        anna.post(&last, &[("role", &world.role("manager")), ("version", "1")]).await.is(403);
        anna.post(&format!("{last}/removal"), &[]).await.is(403);
    }
}

story! {
    async fn g6_an_owner_who_is_only_invited_does_not_count(world) {
        let anna = world.sign_in(ANNA).await;
        invited(&world, &anna, "Olga", "olga@new.test", "owner").await;
        let remover = world.proof::<RemoveUsers>(ANNA);

        let refused = world.db.write_now(|db| {
            let anna = Access::of(&remover, world.user(ANNA), db)?.unwrap();
            parlour::access::must_keep_an_owner(world.ours, anna.user, db)
        });

        assert!(matches!(refused, Err(Error::Conflict(why)) if why.contains("Make someone else the owner first")));
    }
}

story! {
    async fn g9_nobody_touches_somebody_stronger(world) {
        let max = world.sign_in(MAX).await;
        let anna = world.access_path(world.user(ANNA));
        let rita = world.access_path(world.user(RITA));

        max.get("/locations/ours/users").await.is(200);
        max.post(&anna, &[("role", &world.role("view-only")), ("version", "1")]).await.is(403);
        max.post(&format!("{anna}/removal"), &[]).await.is(403);
        max.post(&rita, &[("role", &world.role("view-only")), ("version", "1")]).await.leads_to("/locations/ours/users");

        let card = world.number(&format!("SELECT id FROM members WHERE user_id = {}", world.user(ANNA)));
        max.post(&format!("/locations/ours/team/{card}/dismissal"), &[("on", "2026-11-21")]).await.is(403);
    }
}

story! {
    async fn h2_se4_what_the_menu_hides_the_door_refuses(world) {
        for (who, sees) in [
            (VERA, &["Home"][..]),
            (RITA, &["Home", "Team", "Users"][..]),
            (MAX, &["Home", "Team", "Users", "Activity", "Settings"][..]),
        ] {
            let visitor = world.sign_in(who).await;
            let home = visitor.get("/locations/ours").await;
            for (label, path) in [("Team", "/team"), ("Users", "/users"), ("Activity", "/activity"), ("Settings", "/settings")] {
                let is_shown = home.address_with(&format!("/locations/{}{path}", world.ours)).is_some();
                let status = visitor.get(&format!("/locations/ours{path}")).await.status;
                assert_eq!(is_shown, sees.contains(&label), "{label} for {}", who.0);
                assert_eq!(status, if is_shown { 200 } else { 403 }, "{label} for {}", who.0);
            }
        }
    }
}

story! {
    async fn h3_only_roles_whose_rights_one_holds_can_be_given(world) {
        let roles = world.db.read_now(|db| Role::list(world.ours, db)).unwrap();
        let named = |template: &str| roles.iter().find(|role| role.template.as_deref() == Some(template)).unwrap();
        for (giver, own) in [(ANNA, named("owner")), (MAX, named("manager")), (RITA, named("receptionist"))] {
            let visitor = world.sign_in(giver).await;
            for (number, role) in roles.iter().enumerate() {
                let email = format!("{}{number}@new.test", giver.0.to_lowercase());
                let seen = invite(&visitor, "Boris", &email, &role.id.to_string()).await;
                let allowed = own.is_owner() || (!role.is_owner() && own.rights.cover(&role.rights));
                assert_eq!(seen.status, if allowed { 303 } else { 403 }, "{} gives {}", giver.0, role.name);
            }
        }
    }
}

story! {
    async fn h11_se11_a_role_nobody_knows_is_refused_and_not_ignored(world) {
        let anna = world.sign_in(ANNA).await;
        let vera = world.access_path(world.user(VERA));

        anna.post(&vera, &[("role", "team.everything"), ("version", "1")]).await.is(422).complains("role", "Choose one of the roles");
        anna.post(&vera, &[("role", &world.role_at(world.theirs, "manager")), ("version", "1")]).await.is(422);
        anna.post(&vera, &[("role", &world.role("manager")), ("version", "1"), ("is_admin", "1")]).await.is(400);

        world.sign_in(VERA).await.get("/locations/ours").await.says("Your role here is View only");
    }
}

story! {
    async fn h16_se3_rights_are_of_one_location(world) {
        let anna = world.sign_in(ANNA).await;
        let theirs = world.number(&format!("SELECT min(id) FROM members WHERE location_id = {}", world.theirs));
        let access = world.number(&format!("SELECT min(id) FROM accesses WHERE location_id = {}", world.theirs));

        for path in ["/team", "/users", "/activity", "/settings", "/positions", "/invitations"] {
            anna.get(&format!("/locations/theirs{path}")).await.is(404);
        }
        anna.get(&format!("/locations/ours/team/{theirs}")).await.is(404);
        anna.post(&format!("/locations/ours/team/{theirs}/settings"), &[("version", "1")]).await.is(404);
        anna.get(&format!("/locations/ours/users/{access}")).await.is(404);
        anna.post(&format!("/locations/ours/users/{access}/removal"), &[]).await.is(404);
    }
}

story! {
    async fn h17_going_to_another_location_asks_for_the_rights_there(world) {
        world.sql(&format!(
            "INSERT INTO accesses (location_id, user_id, role_id, created_at) SELECT {}, {}, {}, '2026-01-01 00:00:00'",
            world.theirs, world.user(MAX), world.role_at(world.theirs, "view-only")
        ));
        let max = world.sign_in(MAX).await;

        for _ in 0..2 {
            max.get("/locations/ours/users").await.is(200).offers("Activity");
            max.get("/locations/theirs/users").await.is(403).does_not_offer("Activity");
            max.get("/locations/theirs").await.is(200).says("Your role here is View only");
        }
    }
}

story! {
    async fn two_who_change_one_role_do_not_overwrite_each_other(world) {
        let anna = world.sign_in(ANNA).await;
        let vera = world.access_path(world.user(VERA));
        anna.post(&vera, &[("role", &world.role("accountant")), ("version", "1")]).await.is(303);

        let late = anna.post(&vera, &[("role", &world.role("manager")), ("version", "1")]).await;

        late.is(409).says("Anna changed this").says("Role Accountant Manager");
        assert_eq!(late.value_of("role-2"), world.role("manager"), "what was typed is kept");
        anna.get("/locations/ours/users").await.says("Accountant");
    }
}

story! {
    async fn sc5_a_changed_role_counts_from_the_next_click(world) {
        let vera = world.sign_in(VERA).await;
        vera.get("/locations/ours/team").await.is(403);
        let anna = world.sign_in(ANNA).await;

        anna.get(&world.access_path(world.user(VERA))).await.is(200).says("Receptionist");
        anna.post(&world.access_path(world.user(VERA)), &[("role", &world.role("receptionist")), ("version", "1")]).await.is(303);

        vera.get("/locations/ours/team").await.is(200);
        anna.get("/locations/ours/activity").await.says("Anna changed the role of Vera").says("View only").says("Receptionist");
    }
}
