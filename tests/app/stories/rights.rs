//! Cases G, H and SE: what one person may do, changed right by right.

use parlour::access::{Right, Rights};

use super::invite;
use crate::story;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

/// Sends the whole form: the role, what is ticked, and how far it goes.
pub async fn send(by: &Visitor, path: &str, role: &str, version: &str, rights: &str) -> Seen {
    let rights = Rights::parse(rights);
    let extents: Vec<String> = rights.extents().map(|(right, extent)| format!("{}{extent}", right.slug())).collect();
    let mut fields = vec![("role", role), ("version", version), ("board", "yes")];
    fields.extend(rights.iter().map(|right| ("right", right.slug())));
    fields.extend(extents.iter().filter(|extent| extent.contains(':')).map(|extent| ("extent", extent.as_str())));
    by.post(path, &fields).await
}

story! {
    async fn what_will_change_is_said_first_and_counts_from_the_next_click_once_it_is_saved(world) {
        let anna = world.sign_in(ANNA).await;
        let max = world.sign_in(MAX).await;
        let (path, role) = (world.access_path(world.user(MAX)), world.role("manager"));
        let before = world.number("SELECT count(*) FROM activity");
        let wanted = &format!("{MANAGERS_DESK} team.view:own users.view users.edit sessions.end settings.location");

        let said = send(&anna, &format!("{path}/changes"), &role, "1", wanted).await;

        said.is(200).says("What will change for Max").says("Can from then on End other users' sessions here");
        said.says("Can no longer Add team members").says("own only instead of everyone").says("Activity disappears from their menu");
        assert_eq!(world.number("SELECT count(*) FROM activity"), before, "nothing is written");
        max.get("/locations/ours/activity").await.is(200);

        send(&anna, &path, &role, "1", wanted).await.leads_to("/locations/ours/users");

        max.get("/locations/ours/activity").await.is(403).says("See the activity log");
        let log = anna.get("/locations/ours/activity").await;
        log.says("Anna changed the rights of Max").says("Add team members: on off").says("See the team members list and cards: everyone own only");
        anna.get(&path).await.says("differ from the role").says("Taken away").says("The role says: everyone");
    }
}

story! {
    async fn h10_h15_a_right_without_what_it_needs_is_refused_beside_it_and_nothing_is_lost(world) {
        let anna = world.sign_in(ANNA).await;
        let path = world.access_path(world.user(MAX));

        let seen = send(&anna, &path, &world.role("manager"), "1", "team.edit users.view users.edit").await;

        seen.is(422).complains("right-team-edit", "needs “See the team members list and cards”");
        assert_eq!(seen.texts_of("#right-users-edit[checked]").len(), 1, "what was ticked stays ticked");
        assert_eq!(seen.texts_of("#right-users-invite[checked]").len(), 0, "what was not stays off");
        world.sign_in(MAX).await.get("/locations/ours/team").await.is(200);
    }
}

story! {
    async fn h11_se11_what_nobody_knows_is_refused_and_not_ignored(world) {
        let anna = world.sign_in(ANNA).await;
        let (path, role) = (world.access_path(world.user(MAX)), world.role("manager"));
        let all = [("role", role.as_str()), ("version", "1"), ("board", "yes")];

        for odd in [("right", "team.everything"), ("extent", "team.view:everywhere"), ("extent", "users.view:own")] {
            let fields: Vec<_> = all.into_iter().chain([odd]).collect();
            anna.post(&path, &fields).await.is(422).complains("rights", "does not know");
        }
        for odd in [("is_admin", "1"), ("exceptions", "[]"), ("role", "1")] {
            let fields: Vec<_> = all.into_iter().chain([odd]).collect();
            anna.post(&path, &fields).await.is(400);
        }
        anna.get(&path).await.says("Same as the role");
    }
}

story! {
    async fn a_right_that_a_ready_made_role_cannot_hold_is_refused(world) {
        let anna = world.sign_in(ANNA).await;
        let path = world.access_path(world.user(VERA));

        let seen = send(&anna, &path, &world.role("view-only"), "1", "team.view team.create").await;

        seen.is(422).complains("right-team-create", "cannot be held in the role View only");
        send(&anna, &path, &world.role("view-only"), "1", "team.view").await.is(303);
        world.sign_in(VERA).await.get("/locations/ours/team").await.is(200);
    }
}

story! {
    async fn a20_sa10_nobody_gives_a_right_that_they_do_not_hold_nor_further_than_they_hold_it(world) {
        let max = world.sign_in(MAX).await;
        let rita = world.access_path(world.user(RITA));
        world.sql(&format!("UPDATE roles SET template = NULL WHERE id = {}", world.role("receptionist")));
        let role = world.number(&format!("SELECT role_id FROM accesses WHERE user_id = {}", world.user(RITA))).to_string();

        let seen = send(&max, &rita, &role, "1", "team.view users.view users.invite sessions.end").await;
        seen.is(422).complains("right-sessions-end", "you do not hold it so far yourself");

        world.sql(&format!("UPDATE roles SET rights = 'team.view users.view users.edit activity.view:7d' WHERE id = {}", world.role("manager")));
        world.sql(&format!("UPDATE roles SET rights = 'team.view users.view' WHERE id = {role}"));
        let further = send(&max, &rita, &role, "1", "team.view users.view activity.view:30d").await;
        further.is(422).complains("right-activity-view", "so far");
        send(&max, &rita, &role, "1", "team.view users.view activity.view:7d").await.is(303);
    }
}

story! {
    async fn g10_sa10_nobody_changes_their_own_rights_and_g9_nobody_those_of_somebody_stronger(world) {
        let max = world.sign_in(MAX).await;
        let anna = world.sign_in(ANNA).await;
        let rita = world.access_path(world.user(RITA));
        world.sql(&format!("UPDATE roles SET template = NULL WHERE id = {}", world.role("receptionist")));
        let role = world.number(&format!("SELECT role_id FROM accesses WHERE user_id = {}", world.user(RITA))).to_string();
        send(&anna, &rita, &role, "1", "team.view users.view sessions.end").await.is(303);

        send(&max, &rita, &role, "2", "team.view users.view").await.is(403).says("Rita holds rights that you do not hold yourself");
        max.get(&rita).await.is(403);
        max.post(&format!("{rita}/removal"), &[]).await.is(403);
        let own = world.access_path(world.user(MAX));
        send(&max, &format!("{own}/changes"), &world.role("manager"), "1", "team.view").await.is(403).says("You cannot change your own access");
    }
}

story! {
    async fn h14_se9_the_second_editor_is_shown_both_versions_and_nothing_is_overwritten(world) {
        let anna = world.sign_in(ANNA).await;
        world.person("Olga", "olga@ours.test", Some("owner"));
        let olga = world.sign_in_as("olga@ours.test", PASSWORD).await;
        let (path, role) = (world.access_path(world.user(MAX)), world.role("manager"));
        send(&olga, &path, &role, "1", "team.view users.view activity.view:30d").await.is(303);

        for door in [format!("{path}/changes"), path.clone()] {
            let late = send(&anna, &door, &role, "1", "team.view users.view settings.location").await;

            late.is(409).says("Olga changed this").says("Nothing of yours is lost");
            late.says("See the activity log 30 days back off").says("Change location settings off on");
            assert_eq!(late.texts_of("#right-settings-location[checked]").len(), 1, "what Anna typed is kept");
        }
        assert!(world.sign_in(MAX).await.get("/locations/ours/settings").await.status == 403);
        send(&anna, &path, &role, "2", "team.view users.view settings.location").await.is(303);
    }
}

story! {
    async fn another_role_and_a_colleagues_rights_are_looked_at_before_anything_is_saved(world) {
        let anna = world.sign_in(ANNA).await;
        let (vera, max) = (world.access_path(world.user(VERA)), world.access_path(world.user(MAX)));
        send(&anna, &max, &world.role("manager"), "1", "team.view:own users.view").await.is(303);
        let before = world.number("SELECT count(*) FROM activity");

        let role = anna.get(&format!("{vera}?role={}", world.role("receptionist"))).await;
        role.is(200).says("Preview: not saved yet").says("those of the role Receptionist");
        assert_eq!(role.texts_of("#right-users-invite[checked]").len(), 1);

        let like = anna.get(&format!("{vera}?like={}", max.rsplit('/').next().unwrap())).await;
        like.is(200).says("those of Max");
        assert_eq!(like.value_of("right-team-view-scope"), "team.view:own");
        assert_eq!(like.texts_of("#right-team-create[checked]").len(), 0);

        anna.get(&format!("{vera}?role={}", world.role_at(world.theirs, "manager"))).await.is(404);
        assert_eq!(world.number("SELECT count(*) FROM activity"), before);
        anna.get(&format!("{vera}?find=activity")).await.says("See the activity log");
    }
}

story! {
    async fn a_change_says_what_becomes_of_invitations_and_going_on_keeps_everything(world) {
        let anna = world.sign_in(ANNA).await;
        let max = world.sign_in(MAX).await;
        invite(&max, "Boris", "boris@new.test", &world.role("manager")).await.is(303);
        let (path, role) = (world.access_path(world.user(MAX)), world.role("manager"));

        let said = send(&anna, &format!("{path}/changes"), &role, "1", "team.view users.view").await;
        said.is(200).says("An open invitation that Max sent waits for somebody else to approve it");
        said.says("Max no longer uses a paid seat");

        let fields = [("role", role.as_str()), ("version", "1"), ("board", "yes"), ("right", "team.view"), ("do", "edit")];
        let again = anna.post(&format!("{path}/changes"), &fields).await;
        again.is(200).says("Access of Max");
        assert_eq!(again.texts_of("input[name=right][checked]").len(), 1);
    }
}

story! {
    async fn what_is_so_already_is_not_written_down_again(world) {
        let anna = world.sign_in(ANNA).await;
        let (path, role) = (world.access_path(world.user(VERA)), world.role("view-only"));
        let before = world.number("SELECT count(*) FROM activity");

        send(&anna, &format!("{path}/changes"), &role, "1", "calendar.view:own payroll.own").await.is(200).says("Vera holds exactly this already");
        send(&anna, &path, &role, "1", "calendar.view:own payroll.own").await.is(303);

        assert_eq!(world.number("SELECT count(*) FROM activity"), before);
        send(&anna, &path, &role, "1", "team.view").await.is(303);
        assert_eq!(world.number("SELECT count(*) FROM activity"), before + 1);
    }
}

story! {
    async fn an_owner_has_no_exceptions(world) {
        let anna = world.sign_in(ANNA).await;
        let olga = world.person("Olga", "olga@ours.test", Some("owner"));
        let path = world.access_path(olga);
        anna.get(&path).await.is(200).says("An owner holds every right");

        send(&anna, &path, &world.role("owner"), "1", "team.view").await.is(303);

        assert_eq!(world.word(&format!("SELECT exceptions FROM accesses WHERE user_id = {olga}")), "");
        world.sign_in_as("olga@ours.test", PASSWORD).await.get("/locations/ours/settings").await.is(200);
    }
}

story! {
    async fn whoever_sees_only_their_own_card_finds_no_other_one(world) {
        let (own, noor) = (world.member("Vera"), world.member("Noor"));
        world.sql(&format!("UPDATE members SET user_id = {} WHERE id = {own}", world.user(VERA)));
        let anna = world.sign_in(ANNA).await;
        let vera = world.sign_in(VERA).await;
        let (path, role) = (world.access_path(world.user(VERA)), world.role("view-only"));
        send(&anna, &path, &role, "1", "team.view:own").await.is(303);

        vera.get("/locations/ours/team?employment=all").await.is(200).says("Vera").says_nothing_of("Noor");
        vera.get(&format!("/locations/ours/team/{own}")).await.is(200);
        for tab in ["", "/access", "/settings", "/history"] {
            assert!([403, 404].contains(&vera.get(&format!("/locations/ours/team/{noor}{tab}")).await.status));
        }
        vera.get(&format!("/locations/ours/team/{noor}")).await.is(404);

        send(&anna, &path, &role, "2", "team.view").await.is(303);
        vera.get(&format!("/locations/ours/team/{noor}")).await.is(200);
    }
}

story! {
    async fn a_right_can_be_about_one_position_which_then_cannot_be_deleted(world) {
        let anna = world.sign_in(ANNA).await;
        anna.post("/locations/ours/positions", &[("title", "Stylist")]).await.is(303);
        let stylist = world.number("SELECT max(id) FROM positions");
        let (noor, tom) = (world.member("Noor"), world.member("Tom"));
        world.sql(&format!("UPDATE members SET position_id = {stylist} WHERE id = {noor}"));
        let (path, role) = (world.access_path(world.user(VERA)), world.role("view-only"));

        send(&anna, &path, &role, "1", &format!("team.view:p{}", stylist + 1)).await.is(422).complains("right-team-view", "positions of this location");
        send(&anna, &path, &role, "1", &format!("team.view:p{stylist}")).await.is(303);

        let vera = world.sign_in(VERA).await;
        vera.get(&format!("/locations/ours/team/{noor}")).await.is(200);
        vera.get(&format!("/locations/ours/team/{tom}")).await.is(404);
        vera.get("/locations/ours/rights").await.says("See the team members list and cards (Stylist only)");
        world.sql(&format!("UPDATE members SET position_id = NULL WHERE id = {noor}"));
        let refused = anna.post(&format!("/locations/ours/positions/{stylist}/removal"), &[]).await;
        refused.is(409).says("Rights of Vera are about the position Stylist");
    }
}

story! {
    async fn the_log_is_seen_as_far_back_as_the_right_reaches(world) {
        let anna = world.sign_in(ANNA).await;
        for (days, subject) in [(40, "Long ago"), (3, "Lately"), (0, "Just now")] {
            let at = chrono::Utc::now().naive_utc() - chrono::TimeDelta::days(days);
            world.sql(&format!(
                "INSERT INTO activity (location_id, at, actor_name, actor_role, deed, subject, changes, address, request) \
                 VALUES ({}, '{}', 'Anna', 'Owner', 'member.added', '{subject}', '[]', '', '')",
                world.ours, at.format("%Y-%m-%d %H:%M:%S")
            ));
        }
        let (path, role) = (world.access_path(world.user(MAX)), world.role("manager"));
        let max = world.sign_in(MAX).await;
        max.get("/locations/ours/activity").await.says("Long ago");

        for (version, reach, sees) in [("1", "30d", &["Lately", "Just now"][..]), ("2", "0d", &["Just now"][..])] {
            send(&anna, &path, &role, version, &format!("activity.view:{reach}")).await.is(303);

            for address in ["", "?from=2020-01-01", "?search=a"] {
                let log = max.get(&format!("/locations/ours/activity{address}")).await;
                log.is(200).says("Your right goes back to");
                for subject in ["Long ago", "Lately", "Just now"] {
                    assert_eq!(log.words().contains(subject), sees.contains(&subject), "{subject} within {reach}{address}");
                }
            }
        }
    }
}

story! {
    async fn every_right_of_the_catalogue_is_on_the_board(world) {
        let anna = world.sign_in(ANNA).await;

        let board = anna.get(&world.access_path(world.user(MAX))).await;

        for right in Right::ALL {
            board.says(right.title());
            assert_eq!(board.texts_of(&format!("#right-{}", right.id())).len(), 1, "{}", right.slug());
        }
    }
}
