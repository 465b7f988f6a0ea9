//! Several users at once: first what will happen to each, then each by itself (case G11).

use super::invite;
use crate::story;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

const CHANGES: &str = "/locations/ours/users/changes";
const REMOVALS: &str = "/locations/ours/users/removals";

fn id(world: &World, who: Cast) -> String {
    world.access_path(world.user(who)).rsplit('/').next().unwrap().to_owned()
}

/// What stands about each person who was chosen.
fn plans(page: &Seen) -> Vec<String> {
    page.texts_of(".plans > li").iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// Sends the form of a page as a browser would.
async fn confirm(by: &Visitor, path: &str, page: &Seen, more: &[(&str, &str)]) -> Seen {
    let fields = page.fields_of("form[method=post][action*='/users/']");
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    by.post(path, &[&fields[..], more].concat()).await
}

fn role_of(world: &World, who: Cast) -> String {
    world.word(&format!(
        "SELECT roles.name FROM accesses JOIN roles ON roles.id = role_id WHERE user_id = {}",
        world.user(who)
    ))
}

story! {
    async fn the_page_says_what_will_happen_to_each_and_does_nothing(world) {
        let max = world.sign_in(MAX).await;
        let query = format!("access={}&access={}&access={}&access={}", id(&world, RITA), id(&world, VERA), id(&world, MAX), id(&world, ANNA));

        let fresh = max.get(&format!("{CHANGES}?{query}")).await;
        let dry = max.get(&format!("{CHANGES}?{query}&role={}", world.role("receptionist"))).await;

        fresh.is(200).offers("See what will happen").does_not_offer("Change the access of");
        dry.is(200).says("Nothing is changed yet").offers("Change the access of 1 person");
        let plans = plans(&dry);
        assert_eq!(plans.len(), 4);
        assert!(plans[0].contains("Anna Owner Not possible: Anna holds rights that you do not hold yourself"), "{plans:?}");
        assert!(plans[1].contains("Max Manager Not possible: You cannot change your own access"), "{plans:?}");
        assert!(plans[2].contains("Rita Receptionist Nothing: it is so already"), "{plans:?}");
        assert!(plans[3].contains("Vera View only The role becomes Receptionist. Can from then on"), "{plans:?}");
        assert!(plans[3].contains("Invite, invite again, revoke"), "{plans:?}");
        assert_eq!(role_of(&world, VERA), "View only");
    }
}

story! {
    async fn a_role_and_a_last_day_are_given_to_everybody_who_was_chosen(world) {
        let anna = world.sign_in(ANNA).await;
        let query = format!("access={}&access={}&role={}&ends=on&ends_on=2099-12-31", id(&world, RITA), id(&world, VERA), world.role("accountant"));

        let dry = anna.get(&format!("{CHANGES}?{query}")).await;
        dry.says("The role becomes Accountant.").says("The last day is 31 December 2099.").says("Can no longer");
        confirm(&anna, CHANGES, &dry, &[]).await.leads_to("/locations/ours/users");

        anna.get("/locations/ours/users").await.says("The access of Rita and Vera is changed.").says("Until 31 December 2099");
        assert_eq!((role_of(&world, RITA), role_of(&world, VERA)), ("Accountant".into(), "Accountant".into()));
        anna.get("/locations/ours/activity").await.says("Anna changed the role of Vera");
    }
}

story! {
    async fn a_last_day_alone_leaves_the_role_and_what_is_different(world) {
        let exception = r#"[{"right":"+team.view","by":"Anna","at":"2026-11-01T10:00:00"}]"#;
        world.sql(&format!("UPDATE accesses SET exceptions = '{exception}' WHERE user_id = {}", world.user(VERA)));
        let anna = world.sign_in(ANNA).await;

        let dry = anna.get(&format!("{CHANGES}?access={}&ends=on&ends_on=2099-12-31", id(&world, VERA))).await;
        confirm(&anna, CHANGES, &dry, &[]).await.is(303);

        assert_eq!(world.word(&format!("SELECT exceptions FROM accesses WHERE user_id = {}", world.user(VERA))), exception);
        let dry = anna.get(&format!("{CHANGES}?access={}&ends=never", id(&world, VERA))).await;
        dry.says("The access has no end any more.");
        let role = anna.get(&format!("{CHANGES}?access={}&role={}", id(&world, VERA), world.role("call-center"))).await;
        role.says("What was different for this person goes with the old role.");
    }
}

story! {
    async fn what_cannot_be_read_is_said_beside_its_field_and_nobody_is_changed(world) {
        let anna = world.sign_in(ANNA).await;
        let vera = id(&world, VERA);
        for (query, field, says) in [
            ("role=nobody", "role", "Choose one of the roles"),
            ("ends=keep", "role", "Choose another role, or another last day"),
            ("ends=on", "ends_on", "as a date"),
            ("ends=on&ends_on=2020-01-01", "ends_on", "today or a later day"),
        ] {
            anna.get(&format!("{CHANGES}?access={vera}&{query}")).await.is(422).complains(field, says).does_not_offer("Change the access of");
        }
        let theirs = world.role_at(world.theirs, "manager");
        anna.get(&format!("{CHANGES}?access={vera}&role={theirs}")).await.says("Not possible: Choose one of the roles of this location.");
        anna.post(CHANGES, &[("access", &vera), ("version", "1"), ("role", ""), ("ends", "")]).await.is(200).says("See what will happen");
        anna.post(CHANGES, &[("access", &vera), ("role", "1"), ("is_admin", "1")]).await.is(400);
        anna.get(CHANGES).await.is(200).says("Nobody is chosen");
        anna.get(REMOVALS).await.is(200).says("Nobody is chosen");
        assert_eq!(role_of(&world, VERA), "View only");
    }
}

story! {
    async fn g11_myself_the_owner_and_who_is_stronger_are_refused_and_the_others_done(world) {
        let max = world.sign_in(MAX).await;
        let theirs = world.number(&format!("SELECT min(id) FROM accesses WHERE location_id = {}", world.theirs)).to_string();
        let (anna, me, rita, vera) = (id(&world, ANNA), id(&world, MAX), id(&world, RITA), id(&world, VERA));
        let role = world.role("call-center");
        let fields = [
            ("access", anna.as_str()), ("version", "1"), ("access", &me), ("version", "1"), ("access", &rita), ("version", "1"),
            ("access", &theirs), ("version", "1"), ("access", &vera), ("version", "7"), ("role", &role),
        ];

        let results = max.post(CHANGES, &fields).await;

        results.is(200).says("Done for 1, not done for 4.");
        let rows = results.texts_of("tbody tr");
        let says = |who: &str, what: &str| assert!(rows.iter().any(|row| row.starts_with(who) && row.contains(what)), "{who}: {rows:?}");
        says("Anna", "Anna holds rights that you do not hold yourself");
        says("Max", "You cannot change your own access");
        says("Vera", "the role is View only now. Look again");
        says("Somebody", "Has no access here any more");
        says("Rita", "Done");
        assert_eq!(role_of(&world, RITA), "Call center");
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'access.role_changed'"), 1);
    }
}

story! {
    async fn g11_removing_several_refuses_myself_and_the_owner_and_says_what_becomes_of_the_invitations(world) {
        let rita = world.sign_in(RITA).await;
        invite(&rita, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        let max = world.sign_in(MAX).await;
        let (anna, me, rita_id, vera) = (id(&world, ANNA), id(&world, MAX), id(&world, RITA), id(&world, VERA));

        let dry = max.get(&format!("{REMOVALS}?access={anna}&access={me}&access={rita_id}&access={vera}")).await;
        dry.says("Rita can no longer open Ours").says("Rita is signed in at one place").says("Together they have sent an invitation");
        dry.says("Not possible: You cannot change your own access").offers("Remove the access of 2 people").offers("Keep access");
        let fields = [("access", anna.as_str()), ("access", &me), ("access", &rita_id), ("access", &vera), ("legacy", "taken-over")];
        let results = max.post(REMOVALS, &fields).await;

        results.is(200).says("Done for 2, not done for 2.").says("Anna holds rights that you do not hold yourself");
        rita.get("/locations/ours").await.leads_to("/sign-in");
        assert_eq!(world.word("SELECT inviter_name FROM invitations"), "Max");
        assert_eq!(world.number(&format!("SELECT count(*) FROM accesses WHERE location_id = {}", world.ours)), 2);
    }
}

story! {
    async fn g11_of_two_owners_one_can_go_and_the_last_stays(world) {
        let olga = world.person("Olga", "olga@ours.test", Some("owner"));
        let anna = world.sign_in(ANNA).await;
        let olga = world.access_path(olga).rsplit('/').next().unwrap().to_owned();
        world.sql(&format!("UPDATE accesses SET ends_on = '2099-12-31' WHERE user_id = {}", world.user(ANNA)));

        let fields = [("access", olga.as_str()), ("version", "1"), ("role", &*world.role("manager"))];
        anna.post(CHANGES, &fields).await.is(200).says("A location needs an owner. Make someone else the owner first.");
        anna.get(&format!("{REMOVALS}?access={olga}")).await.says("Not possible: A location needs an owner").does_not_offer("Remove the access of");
        anna.post(REMOVALS, &[("access", &olga)]).await.says("A location needs an owner");

        world.sql(&format!("UPDATE accesses SET ends_on = NULL WHERE user_id = {}", world.user(ANNA)));
        anna.post(REMOVALS, &[("access", &olga)]).await.leads_to("/locations/ours/users");
    }
}

story! {
    async fn sa15_several_roles_at_once_take_the_seats_there_are_and_the_rest_is_refused_beside_the_name(world) {
        let nora = world.person("Nora", "nora@ours.test", Some("view-only"));
        let nora = world.access_path(nora).rsplit('/').next().unwrap().to_owned();
        world.sql(&format!("UPDATE locations SET seat_limit = 4 WHERE id = {}", world.ours));
        let anna = world.sign_in(ANNA).await;
        let role = world.role("receptionist");

        let dry = anna.get(&format!("{CHANGES}?access={nora}&access={}&role={role}", id(&world, VERA))).await;
        dry.says("Not possible: The 4 paid seats of this location are not enough: 5 would be needed").offers("Change the access of 1 person");
        let fields = [("access", nora.as_str()), ("version", "1"), ("access", &*id(&world, VERA)), ("version", "1"), ("role", &role)];
        anna.post(CHANGES, &fields).await.says("Done for 1, not done for 1.").says("Vera would use a seat");
    }
}

story! {
    async fn only_who_may_sees_the_boxes_and_each_button_has_its_own_right(world) {
        let anna = world.sign_in(ANNA).await;
        anna.get("/locations/ours/users").await.offers("Change role or last day…").says("Choose Rita").says_nothing_of("Choose Anna<");
        world.sign_in(RITA).await.get("/locations/ours/users").await.does_not_offer("Change role or last day").says_nothing_of("Choose ");
        world.sql(&format!("UPDATE roles SET rights = rights || ' users.remove' WHERE template = 'receptionist' AND location_id = {}", world.ours));
        let rita = world.sign_in(RITA).await;
        rita.get("/locations/ours/users").await.offers("Remove access…").does_not_offer("Change role or last day");
        rita.get(&format!("{CHANGES}?access={}", id(&world, VERA))).await.is(403);
    }
}
