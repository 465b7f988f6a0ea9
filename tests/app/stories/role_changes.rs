//! Cases H: changing a role, and everything that stands in the way.

use super::roles::{ROLES, kept, max_with_keys, own, put, send, version};
use crate::story;
use crate::support::world::*;

story! {
    async fn a_changed_role_counts_from_the_next_click_and_is_written_down(world) {
        let anna = world.sign_in(ANNA).await;
        let desk = own(&world, "Desk", "users.view");
        put(&world, world.user(VERA), desk, "");
        let vera = world.sign_in(VERA).await;
        vera.get("/locations/ours/team").await.is(403);

        let rights = ["team.view", "activity.view"];
        let sent = [("version", "1"), ("extent", "activity.view:7d")];
        send(&anna, &format!("{ROLES}/{desk}"), "Front desk", &rights, &sent).await.leads_to(ROLES);

        anna.get(ROLES).await.says("The role Front desk is saved. It counts for 1 person from their next click on.");
        vera.get("/locations/ours/team").await.is(200);
        vera.get("/locations/ours/users").await.is(403);
        anna.get("/locations/ours/activity")
            .await
            .says("Anna changed the role Front desk")
            .says("Name: Desk Front desk")
            .says("See the team members list and cards: off everyone")
            .says("See the activity log: off 7 days back")
            .says("See users, invitations and their rights: on off")
            .says("People concerned: 1");
    }
}

story! {
    async fn g5_h5_h6_nobody_changes_the_owner_or_the_role_they_have(world) {
        let anna = world.sign_in(ANNA).await;
        let max = max_with_keys(&world).await;
        let (owner, manager) = (world.role("owner"), world.role("manager"));

        anna.get(&format!("{ROLES}/{owner}")).await.is(200).says("holds every right, now and in later versions").does_not_offer("See what will change");
        max.get(&format!("{ROLES}/{manager}")).await.is(200).says("nobody changes their own rights").does_not_offer("See what will change");
        for (who, role, name) in [(&anna, &owner, "Owner"), (&max, &owner, "Owner"), (&max, &manager, "Manager")] {
            let rights = ["team.view", "users.view", "roles.edit"];
            for path in [format!("{ROLES}/{role}"), format!("{ROLES}/{role}/changes")] {
                send(who, &path, name, &rights, &[("version", "1")]).await.is(403);
            }
            who.get(&format!("{ROLES}/{role}/removal")).await.is(403);
            who.post(&format!("{ROLES}/{role}/removal"), &[("replacement", &world.role("view-only"))]).await.is(403);
        }
        assert_eq!(world.number("SELECT count(*) FROM roles WHERE version > 1 OR deleted_at IS NOT NULL"), 0);
    }
}

story! {
    async fn h3_a_role_that_holds_more_than_i_do_is_not_mine_to_change(world) {
        let max = max_with_keys(&world).await;
        let strong = own(&world, "Keys", "users.view sessions.end");

        let refused = send(&max, &format!("{ROLES}/{strong}"), "Keys", &["users.view"], &[("version", "1")]).await;
        refused.is(403).says("holds rights that you do not hold yourself, so you cannot change it");
        let desk = own(&world, "Desk", "users.view");
        let beyond = send(&max, &format!("{ROLES}/{desk}"), "Desk", &["users.view", "sessions.end"], &[("version", "1")]).await;
        beyond.is(422).complains("right-sessions-end", "You cannot give");

        assert_eq!(kept(&world, strong).rights.len() + kept(&world, desk).rights.len(), 3);
    }
}

story! {
    async fn h4_the_role_of_somebody_stronger_is_not_mine_to_change(world) {
        let max = max_with_keys(&world).await;
        let desk = own(&world, "Desk", "users.view");
        put(&world, world.user(VERA), desk, "+sessions.end");

        for path in [format!("{ROLES}/{desk}"), format!("{ROLES}/{desk}/changes")] {
            let refused = send(&max, &path, "Desk", &[], &[("version", "1")]).await;
            refused.is(403).says("Vera has the role Desk and holds rights that you do not hold yourself");
        }
        max.get(&format!("{ROLES}/{desk}/removal")).await.is(403);

        put(&world, world.user(VERA), desk, "");
        send(&max, &format!("{ROLES}/{desk}"), "Desk", &[], &[("version", "1")]).await.leads_to(ROLES);
    }
}

story! {
    async fn a26_the_right_to_change_roles_is_asked_again_when_the_form_comes(world) {
        let max = max_with_keys(&world).await;
        let desk = own(&world, "Desk", "users.view");
        max.get(&format!("{ROLES}/{desk}")).await.is(200).offers("See what will change");

        put(&world, world.user(MAX), world.role("manager").parse().unwrap(), "");

        for path in [format!("{ROLES}/{desk}"), format!("{ROLES}/{desk}/changes")] {
            send(&max, &path, "Desk", &[], &[("version", "1")]).await.is(403);
        }
    }
}

story! {
    async fn what_a_ready_made_role_cannot_hold_goes_into_a_copy(world) {
        let anna = world.sign_in(ANNA).await;
        let receptionist = world.role("receptionist");

        let rights = ["team.view", "users.view", "users.invite", "settings.location"];
        let refused = send(&anna, &format!("{ROLES}/{receptionist}"), "Receptionist", &rights, &[("version", "1")]).await;

        refused.is(422).complains("right-settings-location", "cannot be held in the role Receptionist. Choose another role, or copy this one");
        send(&anna, ROLES, "Reception and settings", &rights, &[("like", receptionist.as_str())]).await.leads_to(ROLES);
    }
}

story! {
    async fn h13_a_role_that_differs_from_its_template_says_so_and_can_take_it_over(world) {
        let anna = world.sign_in(ANNA).await;
        let manager = world.role("manager").parse().unwrap();
        anna.get(ROLES).await.says_nothing_of("Differs from template");

        world.sql(&format!("UPDATE roles SET rights = 'team.view users.view team.delete' WHERE id = {manager}"));

        anna.get(ROLES)
            .await
            .says("Differs from template")
            .says("Manager differs from its template")
            .says("Can no longer Delete and restore team members");
        assert_eq!(kept(&world, manager).rights.len(), 3, "an update of the templates changes no role");
        let form = anna.get(&format!("{ROLES}/{manager}?from=template")).await;
        assert_eq!(form.is(200).texts_of(".savebar-up").len(), 1, "it is not saved yet");
        assert_eq!(form.texts_of("input[name=right][checked]").len(), 32);
        assert_eq!(kept(&world, manager).rights.len(), 3, "looking changes nothing");
    }
}

story! {
    async fn h14_the_second_of_two_editors_sees_both_versions_and_loses_nothing(world) {
        let anna = world.sign_in(ANNA).await;
        let max = max_with_keys(&world).await;
        let desk = own(&world, "Desk", "users.view activity.view");
        let path = format!("{ROLES}/{desk}");
        let opened = max.get(&path).await;
        send(&anna, &path, "Desk", &["users.view", "team.view"], &[("version", "1")]).await.leads_to(ROLES);

        let typed = [("version", "1"), ("extent", "activity.view:7d")];
        for step in [path.clone(), format!("{path}/changes")] {
            let second = send(&max, &step, "Counter", &["users.view", "activity.view"], &typed).await;

            second.is(409).says("Anna changed this").says("Nothing of yours is lost");
            assert_eq!(second.texts_of("#rival tbody tr").len(), 3);
            second.says("Name Desk Counter").says("See the team members list and cards everyone off").says("See the activity log off 7 days back");
            assert_eq!(second.value_of("name"), "Counter");
            assert_eq!(second.texts_of("input[name=right][checked]").len(), 2);
            assert_eq!(second.texts_of("option[value='activity.view:7d'][selected]").len(), 1);
            assert_eq!(second.texts_of("input[name=version][value='2']").len(), 1);
        }
        assert_eq!(opened.texts_of("input[name=version][value='1']").len(), 1);
        assert_eq!(kept(&world, desk).rights.slugs(), "team.view users.view", "nothing is overwritten");
        let again = [("version", "2"), ("extent", "activity.view:7d")];
        send(&max, &path, "Counter", &["users.view", "activity.view"], &again).await.leads_to(ROLES);
        assert_eq!(kept(&world, desk).rights.slugs(), "users.view activity.view:7d");
    }
}

story! {
    async fn h14_a_form_about_a_person_is_looked_at_again_when_their_role_changed(world) {
        let anna = world.sign_in(ANNA).await;
        let desk = own(&world, "Desk", "users.view");
        put(&world, world.user(VERA), desk, "");

        send(&anna, &format!("{ROLES}/{desk}"), "Desk", &[], &[("version", "1")]).await.leads_to(ROLES);

        assert_eq!(world.number(&format!("SELECT version FROM accesses WHERE user_id = {}", world.user(VERA))), 2);
    }
}

story! {
    async fn h15_a_long_form_keeps_its_entries_on_every_error(world) {
        let anna = world.sign_in(ANNA).await;
        let desk = own(&world, "Desk", "users.view");
        let rights = ["team.view", "team.create", "users.edit", "activity.view"];
        let sent = [("version", "1"), ("extent", "team.view:own"), ("extent", "activity.view:90d")];

        for step in [format!("{ROLES}/{desk}"), format!("{ROLES}/{desk}/changes")] {
            let again = send(&anna, &step, "", &rights, &sent).await;
            again.is(422).complains("name", "Enter a name for the role");
            let again = send(&anna, &step, "Counter", &rights, &sent).await;
            again.is(422).complains("right-users-edit", "needs “See users, invitations and their rights”");

            assert_eq!(again.value_of("name"), "Counter");
            assert_eq!(again.texts_of("input[name=right][checked]").len(), 4);
            assert_eq!(again.texts_of("option[value='team.view:own'][selected]").len(), 1);
            assert_eq!(again.texts_of("option[value='activity.view:90d'][selected]").len(), 1);
        }
        assert_eq!(version(&world, desk), "1");
    }
}

story! {
    async fn saving_what_is_saved_writes_nothing(world) {
        let anna = world.sign_in(ANNA).await;
        let desk = own(&world, "Desk", "users.view");
        let before = world.number("SELECT count(*) FROM activity");

        send(&anna, &format!("{ROLES}/{desk}"), "Desk", &["users.view"], &[("version", "1")]).await.leads_to(ROLES);

        assert_eq!((version(&world, desk).as_str(), world.number("SELECT count(*) FROM activity")), ("1", before));
    }
}
