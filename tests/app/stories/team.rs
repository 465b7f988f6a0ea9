//! The team: the list, the card, positions.

use crate::story;
use crate::support::visitor::Visitor;
use crate::support::world::*;

async fn add(by: &Visitor, name: &str, more: &[(&str, &str)]) -> String {
    let mut fields = vec![("name", name)];
    fields.extend(more);
    let seen = by.post("/locations/ours/team", &fields).await;
    assert_eq!(seen.status, 303, "{}", seen.words());
    seen.location().trim_end_matches("/access").to_owned()
}

story! {
    async fn a_team_member_is_added_with_position_and_assisting(world) {
        let anna = world.sign_in(ANNA).await;
        anna.post("/locations/ours/positions", &[("title", "Stylist"), ("description", "")]).await.is(303);
        let position = world.number("SELECT id FROM positions").to_string();

        let fields = [("specialization", "Colour and cuts"), ("position", position.as_str()), ("assists", "yes")];
        let card = add(&anna, "Ilse", &fields).await;

        anna.get(&card).await.is(200).says("Stylist · Colour and cuts");
        let list = anna.get("/locations/ours/team").await;
        list.says("Ilse").says("Stylist").says("Colour and cuts").says("Assists").says("2 team members").offers("Grant access");
    }
}

story! {
    async fn view_only_is_suggested_with_its_reason(world) {
        let anna = world.sign_in(ANNA).await;

        let form = anna.get("/locations/ours/team/new").await;

        form.says("View only is suggested: it is free, and opens nothing that could be changed.");
        assert!(form.body.contains(&format!(r#"<option value="{}" selected>View only (free)"#, world.role("view-only"))));
    }
}

story! {
    async fn adding_with_access_does_both_or_neither(world) {
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");

        let bad = [("name", "Ilse"), ("access", "yes"), ("email", "vera@ours.test"), ("role", role.as_str())];
        let again = anna.post("/locations/ours/team", &bad).await;
        again.is(422).complains("contact", "already has access here");
        assert_eq!(again.value_of("name"), "Ilse");
        assert_eq!(world.number("SELECT count(*) FROM members WHERE name = 'Ilse'"), 0);

        let good = [("access", "yes"), ("email", "ilse@new.test"), ("role", role.as_str())];
        let card = add(&anna, "Ilse", &good).await;
        anna.get(&format!("{card}/access")).await.says("An invitation is on its way to ilse@new.test").says("View only");
        anna.get("/locations/ours/team").await.says("Invited");
        world.letter_to("ilse@new.test").await.says("Anna invites you to Ours");
    }
}

story! {
    async fn without_text_messages_a_phone_needs_a_hand(world) {
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");

        let fields = [("name", "Ilse"), ("access", "yes"), ("phone", "912 555 031"), ("role", role.as_str())];
        anna.post("/locations/ours/team", &fields).await.is(422).complains("contact", "Text messages are not connected");
        let by_hand = [("access", "yes"), ("phone", "912 555 031"), ("role", role.as_str()), ("by_hand", "yes")];
        let card = add(&anna, "Ilse", &by_hand).await;

        anna.get(&format!("{card}/access")).await.says("Copy the link below and hand it over").offers("Copy link");
    }
}

story! {
    async fn the_list_is_filtered_and_paged(world) {
        let anna = world.sign_in(ANNA).await;
        for number in 0..30 {
            world.member(&format!("Member {number:02}"));
        }
        let zoe = add(&anna, "Zoë Álvarez", &[("assists", "yes")]).await;

        anna.get("/locations/ours/team?search=alvarez").await.says("Zoë Álvarez").says("1 team member");
        anna.get("/locations/ours/team?search=100%25").await.says("Nobody fits these filters");
        anna.get("/locations/ours/team?assists=yes").await.says("1 team member").says("Zoë");
        anna.get("/locations/ours/team?access=with").await.says("1 team member").says("Anna");
        anna.get("/locations/ours/team?access=without").await.says("31 team members");
        let first = anna.get("/locations/ours/team").await;
        first.says("32 team members").says("Member 00").offers("Next page").says_nothing_of("Zoë");
        let second = anna.get(&format!("/locations/ours/team{}", first.address_with("after=").unwrap())).await;
        second.says("Zoë Álvarez").says("32 team members").offers("First page").does_not_offer("Next page");

        anna.post(&format!("{zoe}/dismissal"), &[("on", "2026-11-20")]).await.is(303);
        anna.get("/locations/ours/team?employment=dismissed").await.says("Zoë Álvarez").says("1 team member");
        anna.get("/locations/ours/team?employment=all&rows=100").await.says("32 team members");
    }
}

story! {
    async fn the_list_keeps_the_order_it_is_given(world) {
        let anna = world.sign_in(ANNA).await;
        let ids: Vec<_> = ["Bea", "Cem", "Dag"].into_iter().map(|name| world.member(name)).collect();
        let order = |seen: &crate::support::visitor::Seen| {
            let words = seen.words();
            let mut names = ["Anna", "Bea", "Cem", "Dag"].map(|name| (words.rfind(&format!(" {name} ")).unwrap(), name));
            names.sort();
            names.map(|(_, name)| name)
        };

        anna.get("/locations/ours/team/order").await.is(200).offers("Up: Dag").offers("Down: Anna").does_not_offer("Up: Anna");
        let before_bea = ids[0].to_string();
        anna.post(&format!("/locations/ours/team/{}/place", ids[2]), &[("before", &before_bea)]).await.leads_to("/locations/ours/team/order");
        anna.post(&format!("/locations/ours/team/{}/place", ids[0]), &[("before", "")]).await.is(303);

        let list = anna.get("/locations/ours/team/order").await;
        assert_eq!(order(&list), ["Anna", "Dag", "Cem", "Bea"]);
    }
}

story! {
    async fn available_for_assisting_is_switched_on_in_the_settings_tab(world) {
        let anna = world.sign_in(ANNA).await;
        let card = add(&anna, "Ilse", &[]).await;

        anna.get(&format!("{card}/settings")).await.is(200).says("Available for assisting").says("Integration");
        let fields = [("assists", "yes"), ("external_id", "K-17"), ("version", "1")];
        anna.post(&format!("{card}/settings"), &fields).await.leads_to(&format!("{card}/settings"));

        let saved = anna.get(&format!("{card}/settings")).await;
        saved.says("Ilse can now be added to appointments as an assistant");
        assert_eq!(saved.value_of("external_id"), "K-17");
        assert!(saved.body.contains(r#"name="assists" value="yes" checked"#));
        anna.get(&format!("{card}/history")).await.says("Anna changed the card of Ilse").says("Available for assisting: No Yes");
    }
}

story! {
    async fn two_who_edit_one_card_see_both_versions(world) {
        let anna = world.sign_in(ANNA).await;
        let card = add(&anna, "Ilse", &[]).await;
        let fields = |name: &'static str, version: &'static str| {
            [("name", name), ("specialization", ""), ("position", ""), ("description", ""), ("phone", ""), ("email", ""), ("version", version)]
        };
        anna.post(&card, &fields("Ilse Brandt", "1")).await.is(303);

        let late = anna.post(&card, &fields("Ilse B.", "1")).await;
        late.is(422).says("Somebody else changed the card of Ilse Brandt meanwhile").says("Saved by somebody else meanwhile: Name Ilse Brandt");
        assert_eq!(late.value_of("name"), "Ilse B.");

        anna.post(&card, &fields("Ilse B.", "2")).await.is(303);
        let history = anna.get(&format!("{card}/history")).await;
        history.says("Name: Ilse Ilse Brandt").says("Name: Ilse Brandt Ilse B.");
    }
}

story! {
    async fn personal_data_needs_its_own_right_and_history_never_quotes_it(world) {
        let anna = world.sign_in(ANNA).await;
        let card = add(&anna, "Ilse", &[]).await;
        let fields = [("name", "Ilse"), ("birthday", "1999-04-01"), ("home_address", "Rua Secreta 7"), ("version", "1")];
        anna.post(&card, &fields).await.is(303);
        let max = world.sign_in(MAX).await;

        anna.get(&card).await.says("Additional information");
        max.get(&card).await.is(200).says_nothing_of("Rua Secreta").says_nothing_of("1999-04-01").says_nothing_of("Additional information");
        max.get(&format!("{card}/history")).await.says("Additional information: changed").says_nothing_of("Rua Secreta");
        max.get("/locations/ours/activity").await.says_nothing_of("Rua Secreta");
        let overwrite = [("name", "Ilse"), ("birthday", ""), ("home_address", "gone"), ("version", "2")];
        max.post(&card, &overwrite).await.is(303);
        assert_eq!(anna.get(&card).await.value_of("home_address"), "Rua Secreta 7");
    }
}

story! {
    async fn a_position_is_renamed_and_stays_while_somebody_holds_it(world) {
        let anna = world.sign_in(ANNA).await;
        anna.post("/locations/ours/positions", &[("title", "Stylist")]).await.is(303);
        anna.post("/locations/ours/positions", &[("title", "STYLIST")]).await.is(422).complains("title", "There is a position called STYLIST already");
        let id = world.number("SELECT id FROM positions").to_string();
        let position = format!("/locations/ours/positions/{id}");
        add(&anna, "Ilse", &[("position", id.as_str())]).await;

        anna.get(&position).await.says("Ilse").does_not_offer("Delete position");
        anna.post(&format!("{position}/removal"), &[]).await.is(409).says("Stylist is still the position of Ilse");
        anna.post(&position, &[("title", "Colourist"), ("description", "Colours hair")]).await.leads_to("/locations/ours/positions");
        anna.get("/locations/ours/team").await.says("Colourist");

        world.sql("UPDATE members SET position_id = NULL");
        anna.post(&format!("{position}/removal"), &[]).await.leads_to("/locations/ours/positions");
        anna.get("/locations/ours/positions").await.says("No positions yet");
    }
}

story! {
    async fn the_details_of_a_location_are_kept_and_two_editors_see_both_versions(world) {
        let anna = world.sign_in(ANNA).await;
        let fields = |name: &'static str, zone: &'static str| {
            [("name", name), ("address", "Rua 1"), ("country", "PT"), ("time_zone", zone), ("currency", "EUR"), ("language", "en"), ("invitation_days", "7"), ("version", "1")]
        };

        anna.post("/locations/ours/settings", &fields("Ours", "Mars/Base")).await.is(422).complains("time_zone", "Choose the time zone");
        anna.post("/locations/ours/settings", &fields("Ours One", "Europe/Lisbon")).await.is(303);
        let late = anna.post("/locations/ours/settings", &fields("Ours Two", "Europe/Lisbon")).await;

        late.is(422).says("Saved by somebody else meanwhile: Name Ours One");
        anna.get("/locations/ours/activity").await.says("changed the details of the location");
    }
}
