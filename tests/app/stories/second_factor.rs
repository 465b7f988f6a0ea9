//! The second factor: turned on, asked for at the door, used once, lost and found.

use super::invited;
use crate::story;
use crate::support::device::Device;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

/// As far as the page that asks for the code.
async fn half_signed_in(world: &World, who: Cast) -> Visitor {
    let visitor = world.guest();
    let fields = [("login", who.1), ("password", PASSWORD), ("next", "/locations")];
    visitor.post("/sign-in", &fields).await.leads_to("/sign-in/code?next=%2Flocations");
    visitor
}

async fn enter_code(visitor: &Visitor, code: &str) -> Seen {
    visitor.post("/sign-in/code", &[("code", code), ("next", "/locations")]).await
}

story! {
    async fn sb10_a_second_factor_is_turned_on_with_a_first_code(world) {
        let vera = world.sign_in(VERA).await;
        vera.get("/account/password").await.is(200).offers("Set up a second factor");
        vera.get("/account/second-factor").await.is(200).says("Your second factor is off").does_not_offer("Turn it on");
        vera.post("/account/second-factor", &[]).await.is(303);
        let begun = vera.get("/account/second-factor").await;
        assert!(begun.body.contains(r#"<svg class="qr""#) && begun.body.contains("aria-label=\"QR code"));
        world.sign_in(VERA).await;
        let device = Device::new(&begun.texts_of(".key")[0]);

        let wrong = vera.post("/account/second-factor/confirmation", &[("code", "000 000")]).await;
        wrong.is(422).complains("code", "This code is not right");
        let spaced = format!("{} {}", &device.code()[..3], &device.code()[3..]);
        let given = vera.post("/account/second-factor/confirmation", &[("code", &spaced)]).await;

        given.is(200).says("They are shown only this once").says("I have kept them");
        assert_eq!(given.texts_of(".codes li").len(), 10);
        vera.get("/account/second-factor").await.says("10 codes are left").does_not_offer("Set it up");
        vera.post("/account/second-factor", &[]).await.is(409);
        world.letter_to(VERA.1).await.says("your second factor is on");
        let stored = world.number("SELECT count(*) FROM second_factors WHERE length(sealed) > 60");
        assert_eq!(stored, 1, "the secret is sealed");
    }
}

story! {
    async fn sb10_signing_in_asks_for_the_code_and_nothing_opens_before_it(world) {
        let owner = world.sign_in(VERA).await;
        owner.post("/account/second-factor", &[]).await.is(303);
        let device = Device::new(&owner.get("/account/second-factor").await.texts_of(".key")[0]);
        let (used, next) = (device.code(), device.code_in(30));
        owner.post("/account/second-factor/confirmation", &[("code", &used)]).await.is(200);

        let vera = half_signed_in(&world, VERA).await;
        vera.get("/account").await.leads_to("/sign-in");
        vera.get("/locations/ours").await.leads_to("/sign-in");
        vera.get("/sign-in/code?next=/locations").await.is(200).says("Without your device");
        enter_code(&vera, "123456").await.is(422).complains("code", "not right");
        enter_code(&vera, &used).await.is(422).complains("code", "used already");
        enter_code(&vera, &next).await.leads_to("/locations");

        vera.get("/locations/ours").await.is(200);
        vera.get("/account/second-factor").await.is(200);
        let again = half_signed_in(&world, VERA).await;
        enter_code(&again, &next).await.is(422).complains("code", "used already");
    }
}

story! {
    async fn sb10_half_signed_in_ends_after_ten_minutes_and_with_the_password(world) {
        let elsewhere = world.sign_in(VERA).await;
        let device = Device::of(&elsewhere).await;
        let late = half_signed_in(&world, VERA).await;
        world.minutes_pass(11);
        enter_code(&late, &device.code_in(30)).await.leads_to("/sign-in");
        late.get("/sign-in/code").await.leads_to("/sign-in");
        world.guest().get("/sign-in/code").await.leads_to("/sign-in");

        let thief = half_signed_in(&world, VERA).await;
        let fields = [("current", PASSWORD), ("password", super::NEW_PASSWORD)];
        elsewhere.post("/account/password", &fields).await.is(303);

        enter_code(&thief, &device.code_in(30)).await.leads_to("/sign-in");
    }
}

story! {
    async fn sb10_a_recovery_code_opens_once_and_its_owner_is_told(world) {
        let device = Device::of(&world.sign_in(VERA).await).await;
        let typed = device.codes[0].to_uppercase().replace('-', " ");
        world.deliver().await;

        enter_code(&half_signed_in(&world, VERA).await, &typed).await.leads_to("/locations");

        world.letter_to(VERA.1).await.says("a recovery code of yours was used").says("9 are left");
        enter_code(&half_signed_in(&world, VERA).await, &device.codes[0]).await.is(422);
        let vera = half_signed_in(&world, VERA).await;
        enter_code(&vera, &device.codes[1]).await.is(303);
        let renewed = vera.post("/account/second-factor/recovery-codes", &[]).await;
        renewed.is(200).says("The codes you had before open nothing any more");
        enter_code(&half_signed_in(&world, VERA).await, &device.codes[2]).await.is(422);
        enter_code(&half_signed_in(&world, VERA).await, &renewed.texts_of(".codes li")[0]).await.is(303);
        for code in device.codes {
            assert_eq!(world.number(&format!("SELECT count(*) FROM recovery_codes WHERE code_hash = '{code}'")), 0);
        }
    }
}

story! {
    async fn sb10_the_letter_about_a_recovery_code_counts_in_every_language(world) {
        let device = Device::of(&world.sign_in(VERA).await).await;
        for (code, (language, words)) in device.codes.iter().zip([
            ("en", "9 are left"), ("es", "Quedan 8"), ("pt", "Restam 7"), ("de", "Es sind noch 6 übrig"),
            ("fr", "Il en reste 5"), ("ru", "Осталось 4 кода"),
        ]) {
            world.sql(&format!("UPDATE users SET language = '{language}' WHERE name = 'Vera'"));

            enter_code(&half_signed_in(&world, VERA).await, code).await.is(303);

            world.letter_to(VERA.1).await.says(words);
        }
    }
}

story! {
    async fn sb10_after_five_wrong_codes_the_door_waits(world) {
        let device = Device::of(&world.sign_in(VERA).await).await;
        let vera = half_signed_in(&world, VERA).await;
        for _ in 0..5 {
            enter_code(&vera, "000000").await.is(422);
        }

        enter_code(&vera, &device.code_in(30)).await.is(429).says("Try again in 15 minutes");

        world.minutes_pass(16);
        enter_code(&half_signed_in(&world, VERA).await, &device.code_in(30)).await.leads_to("/locations");
    }
}

story! {
    async fn sb10_one_code_at_once_from_many_opens_one_door(world) {
        let device = Device::of(&world.sign_in(VERA).await).await;
        let mut waiting = Vec::new();
        for round in 0..100 {
            let code = device.codes.get(round).cloned().unwrap_or_else(|| device.code());
            world.sql("UPDATE second_factors SET last_step = 0");
            while waiting.len() < 20 {
                waiting.push(half_signed_in(&world, VERA).await);
            }
            let trying = waiting.drain(..).map(|visitor| {
                let code = code.clone();
                async move { (enter_code(&visitor, &code).await.status, visitor) }
            });
            world.sql("DELETE FROM tries");

            let outcomes = at_once(trying.collect::<Vec<_>>()).await;

            let statuses: Vec<_> = outcomes.iter().map(|(status, _)| *status).collect();
            assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
            assert!(statuses.iter().all(|status| [303, 422, 429].contains(status)), "{statuses:?}");
            world.sql("DELETE FROM tries");
            waiting.extend(outcomes.into_iter().filter(|(status, _)| *status != 303).map(|(_, visitor)| visitor));
        }
    }
}

story! {
    async fn sb8_the_second_factor_is_turned_off_with_the_password_given_again(world) {
        let vera = world.sign_in(VERA).await;
        Device::of(&vera).await;
        world.minutes_pass(11);
        vera.post("/account/second-factor/removal", &[]).await.leads_to("/account/confirmation?next=%2Faccount%2Fsecond-factor");
        world.guest().post("/sign-in", &[("login", VERA.1), ("password", PASSWORD)]).await.leads_to("/sign-in/code");
        vera.post("/account/confirmation", &[("password", PASSWORD)]).await.is(303);
        world.deliver().await;

        vera.post("/account/second-factor/removal", &[]).await.leads_to("/account/second-factor");

        world.letter_to(VERA.1).await.says("your second factor is off");
        world.sign_in(VERA).await.get("/locations/ours").await.is(200);
        assert_eq!(world.number("SELECT count(*) FROM recovery_codes"), 0);
    }
}

story! {
    async fn a_one_time_link_stands_for_the_password_and_not_for_the_second_factor(world) {
        let device = Device::of(&world.sign_in(ANNA).await).await;
        let token = world.db.write_now(|db| parlour::sessions::SignInLink::make(world.user(ANNA), db)).unwrap();
        let anna = world.guest();

        anna.post(&format!("/enter/{}", token.text()), &[]).await.leads_to("/sign-in/code");

        anna.get("/locations/ours").await.leads_to("/sign-in");
        enter_code(&anna, &device.code_in(30)).await.is(303);
        anna.get("/locations/ours").await.is(200);
    }
}

story! {
    async fn e3_an_existing_person_gives_password_and_code_before_they_accept(world) {
        let anna = world.sign_in(ANNA).await;
        let device = Device::of(&world.sign_in(GLEB).await).await;
        let link = invited(&world, &anna, "Gleb", GLEB.1, "professional").await;
        let gleb = world.guest();

        gleb.get(&link).await.is(200).offers("Sign in to join");
        let fields = [("login", GLEB.1), ("password", PASSWORD), ("next", &*link)];
        gleb.post("/sign-in", &fields).await.leads_to("/sign-in/code");
        gleb.post(&link, &[]).await.leads_to("/sign-in");
        gleb.get(&link).await.offers("Sign in to join");
        let fields = [("code", &*device.code_in(30)), ("next", &*link)];
        gleb.post("/sign-in/code", &fields).await.leads_to(&link);
        gleb.post(&link, &[]).await.leads_to("/locations/ours");

        gleb.get("/locations/ours").await.is(200).says("Professional");
    }
}

/// Ticks the roles that need a second factor.
async fn demand(visitor: &Visitor, world: &World, templates: &[&str], was: &[&str]) -> Seen {
    let roles = |templates: &[&str]| templates.iter().map(|template| world.role(template)).collect::<Vec<_>>();
    let (needs, was) = (roles(templates), roles(was));
    let fields = needs.iter().map(|role| ("needs", &**role)).chain(was.iter().map(|role| ("was", &**role)));
    visitor.post("/locations/ours/settings/sign-in", &fields.collect::<Vec<_>>()).await
}

story! {
    async fn e3_sa11_a_role_that_needs_a_second_factor_opens_nothing_before_it_is_set_up(world) {
        let (anna, vera) = (world.sign_in(ANNA).await, world.sign_in(VERA).await);
        vera.get("/locations/ours").await.is(200);

        demand(&anna, &world, &["view-only"], &[]).await.leads_to("/locations/ours/settings/sign-in");

        for path in ["/locations/ours", "/locations/ours/team"] {
            let seen = vera.get(path).await;
            seen.leads_to("/account/second-factor").says_nothing_of("Ours");
        }
        vera.post("/locations/ours/team", &[("name", "x")]).await.leads_to("/account/second-factor");
        vera.get("/locations/ours").await;
        vera.get("/account/second-factor").await.says("Ours asks everyone with the role View only for a second factor");
        world.sign_in(VERA).await.get("/locations").await.is(200);
        vera.post("/account/second-factor", &[("next", "/locations/ours")]).await.is(303);
        let begun = vera.get("/account/second-factor?next=/locations/ours").await;
        let code = Device::new(&begun.texts_of(".key")[0]).code();
        vera.get("/locations/ours").await.leads_to("/account/second-factor");
        let fields = [("code", &*code), ("next", "/locations")];
        let given = vera.post("/account/second-factor/confirmation", &fields).await;
        assert_eq!(given.address_with("/locations").as_deref(), Some("/locations"));
        vera.get("/locations/ours").await.is(200);
        anna.get("/locations/ours/activity").await.is(200).says("Anna changed who needs a second factor at Ours");
    }
}

story! {
    async fn e3_somebody_who_joins_with_such_a_role_sets_it_up_before_they_see_anything(world) {
        let anna = world.sign_in(ANNA).await;
        demand(&anna, &world, &["professional"], &[]).await.is(303);
        let link = invited(&world, &anna, "Boris", "boris@new.test", "professional").await;
        let boris = world.guest();

        super::register(&boris, &link, "Boris").await.leads_to("/locations/ours");

        boris.get("/locations/ours").await.leads_to("/account/second-factor");
        Device::of(&boris).await;
        boris.get("/locations/ours").await.is(200).says("Professional");
    }
}

story! {
    async fn only_who_could_give_a_role_says_what_it_needs(world) {
        let (anna, max) = (world.sign_in(ANNA).await, world.sign_in(MAX).await);
        demand(&anna, &world, &["receptionist"], &[]).await.is(303);

        let page = max.get("/locations/ours/settings/sign-in").await;
        page.is(200).says("Owner : needs none").says("This role holds rights that you do not hold yourself");
        page.says_nothing_of(&format!(r#"id="needs-{}""#, world.role("owner")));
        demand(&max, &world, &["owner", "receptionist"], &["receptionist"]).await.is(403);
        demand(&max, &world, &["call-center"], &[]).await.is(409).says("Somebody else changed");
        assert_eq!(world.number("SELECT count(*) FROM roles WHERE needs_second_factor"), 1);
        demand(&max, &world, &["call-center"], &["receptionist"]).await.is(303);

        let kept = world.number("SELECT count(*) FROM roles WHERE needs_second_factor AND template = 'call-center'");
        assert_eq!(kept, 1);
        world.sign_in(RITA).await.get("/locations/ours/settings/sign-in").await.is(403);
        demand(&world.sign_in(RITA).await, &world, &["view-only"], &[]).await.is(403);
    }
}
