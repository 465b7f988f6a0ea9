//! Cases H7 to H9, E12 and E13: deleting a role that people have or are offered.

use super::roles::{ROLES, kept, max_with_keys, own, put};
use super::{invite, invited, register};
use crate::story;
use crate::support::world::*;

story! {
    async fn a_role_that_nobody_has_is_deleted_at_once_and_its_name_is_free_again(world) {
        let anna = world.sign_in(ANNA).await;
        let desk = own(&world, "Desk", "team.view");

        anna.get(&format!("{ROLES}/{desk}/removal")).await.is(200).says("Delete the role Desk?").offers("Delete role").offers("Keep role");
        anna.post(&format!("{ROLES}/{desk}/removal"), &[]).await.leads_to(ROLES);

        anna.get(ROLES).await.says("The role Desk is deleted").does_not_offer("Change Desk");
        anna.get(&format!("{ROLES}/{desk}")).await.is(404);
        anna.post(&format!("{ROLES}/{desk}/removal"), &[]).await.is(404);
        assert_ne!(own(&world, "Desk", ""), desk);
    }
}

story! {
    async fn h7_a_role_in_use_asks_for_a_replacement_and_proposes_none(world) {
        let anna = world.sign_in(ANNA).await;
        let desk = own(&world, "Desk", "team.view users.view");
        put(&world, world.user(VERA), desk, "+activity.view:7d -users.view");
        let path = format!("{ROLES}/{desk}/removal");

        let asked = anna.get(&path).await;
        asked.is(200).says("Vera").does_not_offer("Delete role");
        assert!(asked.texts_of("option[selected]:not([value=''])").is_empty(), "nothing is chosen beforehand");
        anna.post(&path, &[]).await.is(422).complains("replacement", "Choose the role that they get instead");
        anna.post(&path, &[("replacement", &desk.to_string())]).await.is(422).complains("replacement", "Choose the role");
        anna.post(&path, &[("replacement", &world.role_at(world.theirs, "manager"))]).await.is(422).complains("replacement", "one of the roles of this location");
        anna.post(&path, &[("replacement", "everything")]).await.is(422);
        anna.get(&format!("{path}?replacement=999999")).await.is(422).complains("replacement", "one of the roles of this location");

        let receptionist = world.role("receptionist");
        let drawn = anna.get(&format!("{path}?replacement={receptionist}")).await;
        drawn.is(200).says("With Receptionist instead").says("Vera does not get “Invite, invite again, revoke”: what it needs is withheld from them.").offers("Delete role");
        drawn.says("Vera loses “See the activity log”.");
    }
}

story! {
    async fn h7_people_move_with_what_was_decided_for_them_and_gain_nothing_unseen(world) {
        let anna = world.sign_in(ANNA).await;
        let desk = own(&world, "Desk", "team.view users.view");
        let counter = own(&world, "Counter", "team.view users.view users.invite");
        put(&world, world.user(VERA), desk, "+activity.view:7d -users.view");
        let path = format!("{ROLES}/{desk}/removal");

        let drawn = anna.get(&format!("{path}?replacement={counter}")).await;
        anna.post(&path, &[("replacement", &counter.to_string())]).await.leads_to(ROLES);

        drawn.is(200).says("Vera does not get “Invite, invite again, revoke”: what it needs is withheld from them.");
        let vera = world.sign_in(VERA).await;
        vera.get("/locations/ours/users").await.is(403);
        vera.get("/locations/ours/activity").await.is(200);
        vera.get("/locations/ours").await.says("Your role here is Counter");
        assert_eq!(world.number(&format!("SELECT version FROM accesses WHERE user_id = {}", world.user(VERA))), 2);
    }
}

story! {
    async fn h7_the_replacement_is_one_that_i_may_give(world) {
        let max = max_with_keys(&world).await;
        let strong = own(&world, "Keys", "users.view sessions.end");
        let desk = own(&world, "Desk", "team.view");
        put(&world, world.user(VERA), desk, "");
        let path = format!("{ROLES}/{desk}/removal");

        let asked = max.get(&path).await;
        assert!(asked.texts_of("option").iter().all(|role| role != "Keys" && role != "Owner"));
        for (role, why) in [(strong.to_string(), "holds rights that you do not hold yourself"), (world.role("owner"), "Only an owner")] {
            max.post(&path, &[("replacement", &role)]).await.is(403).says(why);
            max.get(&format!("{path}?replacement={role}")).await.is(403);
        }
        assert_eq!(world.number(&format!("SELECT role_id FROM accesses WHERE user_id = {}", world.user(VERA))), desk.0);
    }
}

story! {
    async fn h8_open_invitations_get_the_replacement_too(world) {
        let anna = world.sign_in(ANNA).await;
        let desk = own(&world, "Desk", "team.view");
        invite(&anna, "Boris", "boris@new.test", &desk.to_string()).await.is(303);
        let link = world.letter_to("boris@new.test").await.link();
        invite(&anna, "Sofia", "sofia@new.test", &desk.to_string()).await.is(303);
        world.sql("UPDATE invitations SET expires_at = '2026-01-01 00:00:00' WHERE name = 'Sofia'");
        let path = format!("{ROLES}/{desk}/removal");

        anna.get(&path).await.is(200).says("Boris, Sofia").does_not_offer("Delete role");
        anna.post(&path, &[]).await.is(422).complains("replacement", "Choose the role that they get instead");
        anna.post(&path, &[("replacement", &world.role("professional"))]).await.leads_to(ROLES);

        assert_eq!(world.number(&format!("SELECT count(*) FROM invitations WHERE role_id = {desk}")), 0);
        anna.get("/locations/ours/activity").await.says("Anna changed the invitation to Boris").says("Role: Desk Professional");
        world.guest().get(&link).await.is(200).says("Professional");
        register(&world.guest(), &link, "Boris").await.leads_to("/locations/ours");
    }
}

story! {
    async fn h8_an_inviter_who_could_not_give_the_replacement_is_named(world) {
        let anna = world.sign_in(ANNA).await;
        let desk = own(&world, "Desk", "team.view");
        let rita = world.sign_in(RITA).await;
        invite(&rita, "Boris", "boris@new.test", &desk.to_string()).await.is(303);

        let drawn = anna.get(&format!("{ROLES}/{desk}/removal?replacement={}", world.role("manager"))).await;

        drawn.is(200).says("The invitation to Boris will wait for approval: Rita could no longer give its role.");
    }
}

story! {
    async fn h9_what_was_written_down_keeps_the_name_of_a_deleted_role(world) {
        let anna = world.sign_in(ANNA).await;
        let desk = own(&world, "Desk", "team.view");
        invite(&anna, "Boris", "boris@new.test", &desk.to_string()).await.is(303);
        let link = world.letter_to("boris@new.test").await.link();
        register(&world.guest(), &link, "Boris").await.leads_to("/locations/ours");
        let view_only = world.role("view-only");

        anna.post(&format!("{ROLES}/{desk}/removal"), &[("replacement", &view_only)]).await.leads_to(ROLES);

        anna.get("/locations/ours/activity")
            .await
            .says("Anna deleted the role Desk")
            .says("Replaced by: View only")
            .says("People concerned: 1")
            .says("Anna changed the role of Boris")
            .says("Role: Desk View only");
        anna.get("/locations/ours/invitations?show=accepted").await.says("Boris").says("Desk");
        world.guest().get(&link).await.is(410).says("This invitation has been used");
        assert_eq!(kept(&world, desk).name, "Desk");
    }
}

story! {
    async fn ready_made_roles_are_not_deleted_and_nobody_deletes_their_own(world) {
        let anna = world.sign_in(ANNA).await;
        let professional = world.role("professional");
        let path = format!("{ROLES}/{professional}/removal");
        anna.get(&path).await.is(403).says("Professional is ready-made, and ready-made roles stay");
        anna.post(&path, &[("replacement", &world.role("view-only"))]).await.is(403);

        let lead = own(&world, "Lead", "team.view users.view roles.edit");
        put(&world, world.user(VERA), lead, "");
        let vera = world.sign_in(VERA).await;
        vera.post(&format!("{ROLES}/{lead}/removal"), &[("replacement", &professional)]).await.is(403).says("your own role");
        vera.get(ROLES).await.is(200).does_not_offer("Delete… Lead").does_not_offer("Change Lead");
        assert_eq!(world.number("SELECT count(*) FROM roles WHERE deleted_at IS NOT NULL"), 0);
    }
}

story! {
    async fn a_replacement_that_needs_more_seats_than_there_are_is_refused(world) {
        let anna = world.sign_in(ANNA).await;
        let desk = own(&world, "Desk", "team.view");
        put(&world, world.user(VERA), desk, "");
        world.sql(&format!("UPDATE locations SET seat_limit = 3 WHERE id = {}", world.ours));
        let (path, manager) = (format!("{ROLES}/{desk}/removal"), world.role("manager"));

        anna.get(&format!("{path}?replacement={manager}")).await.is(200).says("Vera becomes a paid user: 4 of 3 seats.").does_not_offer("Delete role");
        anna.post(&path, &[("replacement", &manager)]).await.is(422).says("The 3 paid seats of this location are not enough");

        assert_eq!(world.number(&format!("SELECT count(*) FROM roles WHERE id = {desk} AND deleted_at IS NULL")), 1);
        anna.post(&path, &[("replacement", &world.role("view-only"))]).await.leads_to(ROLES);
    }
}

story! {
    async fn e12_an_invitation_to_a_role_that_is_gone_lets_nobody_in_and_owners_are_told(world) {
        let anna = world.sign_in(ANNA).await;
        let desk = own(&world, "Desk", "team.view");
        invite(&anna, "Boris", "boris@new.test", &desk.to_string()).await.is(303);
        let link = world.letter_to("boris@new.test").await.link();
        world.sql(&format!("UPDATE roles SET deleted_at = '2026-01-01 00:00:00' WHERE id = {desk}"));

        register(&world.guest(), &link, "Boris").await.is(303);

        assert_eq!(world.number(&format!("SELECT count(*) FROM accesses WHERE role_id = {desk}")), 0);
        assert!(world.letter_to(ANNA.1).await.text.contains("Boris"));
        let invitation = super::newest_invitation(&world);
        anna.post(&format!("{invitation}/approval"), &[]).await.is(409).says("The role Desk is deleted. Change the invitation first.");
        anna.post(&invitation, &[("email", "boris@new.test"), ("role", &world.role("professional"))]).await.is(303);
        anna.post(&format!("{invitation}/approval"), &[]).await.is(303);
        assert_eq!(world.number(&format!("SELECT count(*) FROM accesses WHERE role_id = {}", world.role("professional"))), 1);
    }
}

story! {
    async fn e13_whoever_is_invited_sees_and_gets_the_role_as_it_is_now(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "professional").await;
        let professional = world.role("professional");

        let sent = [("version", "1")];
        super::roles::send(&anna, &format!("{ROLES}/{professional}"), "Stylist", &["team.view"], &sent).await.leads_to(ROLES);

        world.guest().get(&link).await.is(200).says("Stylist");
        let boris = world.guest();
        register(&boris, &link, "Boris").await.leads_to("/locations/ours");
        boris.get("/locations/ours/team").await.is(200);
    }
}
