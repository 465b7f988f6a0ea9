//! Settings › Subscription: what is paid for, who uses the seats, and what two editors see of each other.

use super::invite;
use crate::story;
use crate::support::world::*;

const PAGE: &str = "/locations/ours/settings/subscription";

story! {
    async fn a_new_location_has_as_many_seats_as_wanted(world) {
        let anna = world.sign_in(ANNA).await;

        let page = anna.get(PAGE).await;

        page.is(200).says("3 seats used").says("The subscription is active");
        assert_eq!((page.value_of("ends_on"), page.value_of("limit")), (String::new(), String::new()));
        anna.get("/locations/ours/users").await.offers("3 seats used");
        world.sign_in(RITA).await.get("/locations/ours/users").await.is(200).says_nothing_of("seats used");
    }
}

story! {
    async fn the_page_says_who_uses_a_seat_because_of_which_right_and_who_is_free_and_why(world) {
        let anna = world.sign_in(ANNA).await;
        world.person("Sven", "sven@ours.test", Some("system-manager"));
        world.person("Nora", "nora@ours.test", Some("professional"));
        invite(&anna, "Boris", "boris@new.test", &world.role("manager")).await.is(303);
        invite(&anna, "Sofia", "sofia@new.test", &world.role("view-only")).await.is(303);

        let page = anna.get(PAGE).await;

        let rows = page.texts_of("tbody tr");
        let says = |parts: &[&str]| assert!(rows.iter().any(|row| parts.iter().all(|part| row.contains(part))), "{parts:?} in {rows:?}");
        says(&["Anna", "Owner", "Create appointments"]);
        says(&["Rita", "Receptionist", "Create appointments"]);
        says(&["Boris", "Reserved for the invitation to Boris", "Manager"]);
        says(&["Vera", "View only is free"]);
        says(&["Sven", "The rights of a System manager are free"]);
        says(&["Nora", "No right of theirs changes anything"]);
        page.says("4 seats used").says("1 of them is reserved").says_nothing_of("Sofia");
    }
}

story! {
    async fn saving_is_one_deed_that_the_log_keeps(world) {
        let anna = world.sign_in(ANNA).await;
        let version = anna.get(PAGE).await.value_of_name("version");
        let fields = [("active", "yes"), ("ends_on", "2099-12-31"), ("limit", "8"), ("version", version.as_str())];

        anna.post(PAGE, &fields).await.leads_to(PAGE);

        anna.get(PAGE).await.says("Subscription saved.").says("3 of 8 seats used");
        anna.get("/locations/ours/activity").await
            .says("Anna changed the subscription of Ours")
            .says("Last day: 31 December 2099")
            .says("Paid seats: as many as wanted 8");
        anna.get("/locations/ours/users").await.offers("3 of 8 seats used");
    }
}

story! {
    async fn what_cannot_be_used_is_said_beside_its_field_and_nothing_changes(world) {
        let anna = world.sign_in(ANNA).await;
        let version = anna.get(PAGE).await.value_of_name("version");
        for (field, typed, says) in [
            ("limit", "-1", "from 0 to 100,000"),
            ("limit", "1.5", "whole number"),
            ("limit", "100001", "from 0 to 100,000"),
            ("limit", "many", "whole number"),
            ("ends_on", "31.12.2026", "as a date"),
            ("ends_on", "2026-02-30", "as a date"),
        ] {
            let seen = anna.post(PAGE, &[("active", "yes"), (field, typed), ("version", &version)]).await;
            seen.is(422).complains(field, says);
            assert_eq!(seen.value_of(field), typed, "what was typed stays");
        }
        anna.post(PAGE, &[("active", "yes"), ("version", &version), ("seats", "9")]).await.is(400);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'subscription.changed'"), 0);
        assert_eq!(world.number("SELECT count(*) FROM locations WHERE seat_limit IS NOT NULL"), 0);
    }
}

story! {
    async fn two_who_change_it_at_once_see_both_versions(world) {
        let anna = world.sign_in(ANNA).await;
        let version = anna.get(PAGE).await.value_of_name("version");
        anna.post(PAGE, &[("active", "yes"), ("limit", "8"), ("version", &version)]).await.is(303);

        let late = anna.post(PAGE, &[("active", "yes"), ("limit", "5"), ("version", &version)]).await;

        late.is(422).complains("limit", "Somebody else changed the subscription meanwhile").says("Paid seats 8");
        assert_eq!(late.value_of("limit"), "5");
        let again = late.value_of_name("version");
        anna.post(PAGE, &[("active", "yes"), ("limit", "5"), ("version", &again)]).await.is(303);
        anna.get(PAGE).await.says("3 of 5 seats used");
    }
}

story! {
    async fn fewer_seats_than_are_used_take_nothing_from_anybody_and_that_is_said(world) {
        let anna = world.sign_in(ANNA).await;
        let version = anna.get(PAGE).await.value_of_name("version");

        anna.post(PAGE, &[("active", "yes"), ("limit", "1"), ("version", &version)]).await.is(303);

        anna.get(PAGE).await
            .says("Subscription saved. More seats are used than there are: 3 of 1.")
            .says("Nobody loses access, but nobody new can use a paid seat");
        world.sign_in(RITA).await.get("/locations/ours/invitations/new").await.is(200);
        world.sign_in(MAX).await.get("/locations/ours/settings").await.is(200);
    }
}

story! {
    async fn a_subscription_that_has_ended_or_is_off_takes_nothing_from_anybody(world) {
        let anna = world.sign_in(ANNA).await;
        for (active, ends_on, says) in
            [(Some("yes"), "2020-01-31", "The subscription ended on 31 January 2020"), (None, "", "The subscription is not active")]
        {
            let version = anna.get(PAGE).await.value_of_name("version");
            let mut fields = vec![("ends_on", ends_on), ("version", version.as_str())];
            fields.extend(active.map(|yes| ("active", yes)));

            anna.post(PAGE, &fields).await.is(303);

            anna.get(PAGE).await.says(says).says("Nobody loses access, but nobody new can use a paid seat");
            world.sign_in(RITA).await.get("/locations/ours/users").await.is(200);
            invite(&anna, "Boris", "boris@new.test", &world.role("manager")).await.is(422).complains("role-1", says);
        }
    }
}

story! {
    async fn h2_whoever_holds_this_right_alone_finds_the_page_through_the_menu(world) {
        world.sql(&format!(
            "UPDATE roles SET rights = 'settings.subscription' WHERE template = 'view-only' AND location_id = {}",
            world.ours
        ));
        let vera = world.sign_in(VERA).await;

        let home = vera.get("/locations/ours").await;

        let settings = home.address_with("/settings/subscription").expect("a way to the page");
        vera.get(&settings).await.is(200).does_not_offer("Channels").does_not_offer("Sign-in").says("Anna");
        assert_eq!(vera.get(&settings).await.address_with("/users/"), None);
    }
}
