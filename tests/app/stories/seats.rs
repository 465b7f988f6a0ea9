//! Paid seats (rights.md §8): every way to use one is refused with the same words, and changes nothing.

use parlour::access::rights::EditUsers;
use parlour::access::{Access, Rights, Terms};
use parlour::error::Error;

use super::{invite, invited, newest_invitation, register};
use crate::story;
use crate::support::visitor::Seen;
use crate::support::world::*;

const WHY: &str = "The 3 paid seats of this location are not enough: 4 would be needed";
const FREE: &str = "View only and System manager are free. Anna can change the subscription";

/// Anna, Rita and Max use a seat each.
fn limit(world: &World, seats: i64) {
    world.sql(&format!("UPDATE locations SET seat_limit = {seats} WHERE id = {}", world.ours));
}

/// Everything that a deed could have changed.
fn everything(world: &World) -> Vec<i64> {
    [
        "SELECT count(*) FROM users",
        "SELECT count(*) FROM activity WHERE deed <> 'input_validation_fail'",
        "SELECT count(*) FROM messages",
        "SELECT count(*) FROM accesses",
        "SELECT sum(role_id * 1000 + version) FROM accesses",
        "SELECT coalesce(sum(length(exceptions)), 0) FROM accesses",
        "SELECT count(*) FROM invitations WHERE state = 'pending'",
        "SELECT coalesce(sum(role_id), 0) FROM invitations",
        "SELECT count(*) FROM invitation_links",
    ]
    .map(|query| world.number(query))
    .to_vec()
}

/// Refused beside the role, with the way to where the seats are seen, and without a trace.
#[track_caller]
fn refused(seen: &Seen, field: &str, who: &str) {
    seen.is(422).complains(field, WHY).complains(field, &format!("{who} would use a seat because of the right"));
    seen.complains(field, FREE).offers("See who uses a seat");
}

story! {
    async fn sa15_inviting_beyond_the_limit_is_refused_and_free_levels_always_pass(world) {
        limit(&world, 3);
        let anna = world.sign_in(ANNA).await;
        let before = everything(&world);

        let seen = invite(&anna, "Boris", "boris@new.test", &world.role("receptionist")).await;

        refused(&seen, "role-1", "Boris");
        assert_eq!((seen.value_of("name-1"), everything(&world)), ("Boris".into(), before));
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        invite(&anna, "Sven", "sven@new.test", &world.role("system-manager")).await.is(303);
    }
}

story! {
    async fn sa15_rows_that_fit_are_sent_and_the_others_say_why_not(world) {
        limit(&world, 4);
        let anna = world.sign_in(ANNA).await;
        let role = world.role("receptionist");
        let fields = [
            ("name", "Boris"), ("contact", "boris@new.test"), ("role", role.as_str()),
            ("name", "Sofia"), ("contact", "sofia@new.test"), ("role", role.as_str()),
        ];

        let seen = anna.post("/locations/ours/invitations", &fields).await;

        seen.is(422).says("The invitation to boris@new.test is ready").complains("role-1", "The 4 paid seats of this location are not enough: 5 would be needed");
        assert_eq!(seen.value_of("name-1"), "Sofia");
    }
}

story! {
    async fn sa15_a_list_says_in_its_dry_run_who_finds_no_seat_and_sends_only_the_others(world) {
        limit(&world, 4);
        let anna = world.sign_in(ANNA).await;
        let list = "Boris, boris@new.test, Receptionist\nVictor, victor@new.test, View only\nSofia, sofia@new.test, Receptionist";
        let fields = [("text", list), ("role", &*world.role("view-only"))];

        let dry = anna.post("/locations/ours/invitations/list", &fields).await;

        dry.says("2 ready").says("1 to correct").complains("role-1", "5 would be needed").complains("role-1", "Sofia would use a seat");
        dry.offers("See who uses a seat");
        let sent = anna.post("/locations/ours/invitations/list/dispatch", &fields).await;
        sent.is(422).says("2 invitations are ready").complains("role-1", "5 would be needed");
        assert_eq!(world.number("SELECT count(*) FROM invitations"), 2);
    }
}

story! {
    async fn sa15_from_a_card_it_is_refused_beside_the_role(world) {
        limit(&world, 3);
        let anna = world.sign_in(ANNA).await;
        let card = world.member("Boris");
        let role = world.role("manager");
        let before = everything(&world);

        let granted = [("email", "boris@new.test"), ("role", role.as_str())];
        refused(&anna.post(&format!("/locations/ours/team/{card}/invitation"), &granted).await, "role", "Boris");
        let added = [("name", "Nora"), ("access", "yes"), ("email", "nora@new.test"), ("role", role.as_str())];
        refused(&anna.post("/locations/ours/team", &added).await, "role", "Nora");

        assert_eq!(everything(&world), before);
        assert_eq!(world.number("SELECT count(*) FROM members WHERE name = 'Nora'"), 0);
    }
}

story! {
    async fn sa15_pending_invitations_reserve_and_revoking_or_running_out_frees(world) {
        limit(&world, 4);
        let anna = world.sign_in(ANNA).await;
        let role = world.role("receptionist");
        invite(&anna, "Boris", "boris@new.test", &role).await.is(303);
        let boris = newest_invitation(&world);
        invite(&anna, "Sofia", "sofia@new.test", &role).await.is(422);

        anna.post(&format!("{boris}/revocation"), &[]).await.is(303);
        invite(&anna, "Sofia", "sofia@new.test", &role).await.is(303);
        invite(&anna, "Nora", "nora@new.test", &role).await.is(422);

        world.hours_pass(24 * 8);
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Nora", "nora@new.test", &role).await.is(303);
    }
}

story! {
    async fn sa15_inviting_again_after_the_end_needs_a_seat_anew(world) {
        limit(&world, 4);
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Boris", "boris@new.test", &world.role("receptionist")).await.is(303);
        let boris = newest_invitation(&world);
        world.hours_pass(24 * 8);
        limit(&world, 3);
        let anna = world.sign_in(ANNA).await;
        let before = everything(&world);

        for deed in ["renewal", "link"] {
            let seen = anna.post(&format!("{boris}/{deed}"), &[]).await;
            seen.is(422).says(WHY).says("Boris would use a seat").says(FREE).offers("See who uses a seat");
        }
        let number = boris.rsplit('/').next().unwrap();
        anna.post("/locations/ours/invitations/renewals", &[("invitation", number)]).await.is(303);
        anna.get("/locations/ours/invitations").await.says("Nothing was changed.").says(WHY);

        assert_eq!(everything(&world), before);
    }
}

story! {
    async fn sa15_changing_an_invitation_to_a_paid_role_is_refused_beside_the_role(world) {
        limit(&world, 3);
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        let before = everything(&world);

        let fields = [("email", "boris@new.test"), ("role", &*world.role("manager"))];
        refused(&anna.post(&newest_invitation(&world), &fields).await, "role", "Boris");

        assert_eq!(everything(&world), before);
    }
}

story! {
    async fn sa15_another_role_or_more_rights_that_need_a_seat_are_refused_and_a_lower_role_frees_one(world) {
        limit(&world, 3);
        let anna = world.sign_in(ANNA).await;
        let vera = world.access_path(world.user(VERA));
        let before = everything(&world);

        let up = [("role", &*world.role("receptionist")), ("version", "1")];
        refused(&anna.post(&vera, &up).await, "role", "Vera");
        let by = world.proof::<EditUsers>(ANNA);
        let outcome = world.db.write_now(|db| {
            let vera = Access::of(&by, world.user(VERA), db)?.unwrap();
            let accountant = world.role("accountant").parse().unwrap();
            let rights = Rights::parse("team.view settings.subscription");
            let terms = Terms { role: accountant, rights: Some(rights), ends_on: None };
            Access::change(&by, vera.id, &terms, vera.version, db)
        });
        assert!(matches!(&outcome, Err(Error::Invalid(errors)) if errors.at("role").contains("See and change the subscription")), "{outcome:?}");
        assert_eq!(everything(&world), before);

        let rita = world.access_path(world.user(RITA));
        anna.post(&rita, &[("role", &world.role("view-only")), ("version", "1")]).await.is(303);
        anna.post(&vera, &up).await.is(303);
        invite(&anna, "Boris", "boris@new.test", &world.role("receptionist")).await.is(422);
    }
}

story! {
    async fn sa15_handing_over_moves_the_seat_and_needs_no_new_one(world) {
        limit(&world, 3);
        let anna = world.sign_in(ANNA).await;
        let heir = world.access_path(world.user(VERA)).rsplit('/').next().unwrap().to_owned();

        anna.post("/locations/ours/departure", &[("heir", &heir)]).await.leads_to("/");

        world.sign_in(VERA).await.get("/locations/ours/settings/subscription").await.says("3 of 3 seats used");
    }
}

story! {
    async fn sa15_whoever_joins_when_no_seat_is_left_reads_whom_to_ask_and_nothing_of_the_others(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "receptionist").await;
        let known = invited(&world, &anna, "Gleb", GLEB.1, "receptionist").await;
        limit(&world, 3);
        let before = everything(&world);

        let guest = world.guest();
        let seen = register(&guest, &link, "Boris").await;
        seen.is(422).complains("seat", "Ours has no free seat for you now. Your invitation stays: ask Anna, who has been told");
        seen.says_nothing_of("Rita").says_nothing_of("subscription").does_not_offer("See who uses a seat");
        assert_eq!(seen.value_of("name"), "Boris");
        let gleb = world.sign_in(GLEB).await;
        gleb.post(&known, &[]).await.is(422).complains("seat", "ask Anna").says_nothing_of("Rita");
        let received = world.number("SELECT max(id) FROM invitations");
        gleb.post(&format!("/account/invitations/{received}/acceptance"), &[]).await.is(422).says("ask Anna").says_nothing_of("Rita");

        let after = everything(&world);
        assert_eq!((&after[..2], &after[3..]), (&before[..2], &before[3..]), "only the letters to Anna are new");
        world.letter_to(ANNA.1).await.says("could not join Ours");
        assert_eq!(after[2] - before[2], 2, "one letter for each of the two, and none for trying again");
        limit(&world, 5);
        register(&guest, &link, "Boris").await.leads_to("/locations/ours");
        gleb.post(&known, &[]).await.leads_to("/locations/ours");
    }
}

story! {
    async fn sa15_nobody_is_let_in_while_the_subscription_is_off_and_approving_says_why(world) {
        let max = world.sign_in(MAX).await;
        let link = invited(&world, &max, "Gleb", GLEB.1, "receptionist").await;
        let anna = world.sign_in(ANNA).await;
        anna.post(&world.access_path(world.user(MAX)), &[("role", &world.role("view-only")), ("version", "1")]).await.is(303);
        world.sign_in(GLEB).await.post(&link, &[]).await.is(303);
        world.sql("UPDATE locations SET subscription_active = FALSE");
        let before = everything(&world);

        let seen = anna.post(&format!("{}/approval", newest_invitation(&world)), &[]).await;

        seen.is(422).says("The subscription is not active, so nobody new can use a paid seat").says("Gleb would use a seat").offers("See who uses a seat");
        assert_eq!(everything(&world), before);
        world.sql("UPDATE locations SET subscription_active = TRUE");
        anna.post(&format!("{}/approval", newest_invitation(&world)), &[]).await.is(303);
    }
}

story! {
    async fn sa15_who_may_not_see_the_subscription_gets_the_reason_without_the_link(world) {
        limit(&world, 3);
        let rita = world.sign_in(RITA).await;
        world.sql(&format!("UPDATE roles SET rights = 'positions.edit' WHERE template = 'professional' AND location_id = {}", world.ours));
        world.sql(&format!("UPDATE roles SET rights = rights || ' positions.edit' WHERE template = 'receptionist' AND location_id = {}", world.ours));

        let seen = invite(&rita, "Boris", "boris@new.test", &world.role("professional")).await;

        seen.is(422).complains("role-1", WHY).complains("role-1", "Change positions").does_not_offer("See who uses a seat");
    }
}
