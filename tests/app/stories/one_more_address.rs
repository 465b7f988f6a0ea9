//! Signed in as somebody else: the invited address joins the account, or the account is switched.

use super::{code_to, invited, newest_invitation, register};
use crate::story;
use crate::support::visitor::Visitor;
use crate::support::world::*;

/// A link that was copied from the list, as a path.
async fn copied(world: &World, by: &Visitor, email: &str) -> String {
    invited(world, by, "Boris", email, "manager").await;
    let page = by.post(&format!("{}/link", newest_invitation(world)), &[]).await;
    url::Url::parse(&page.value_of("link")).unwrap().path().to_owned()
}

story! {
    async fn e5_the_invited_address_is_added_and_the_person_joins_in_one_step(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "manager").await;
        let gleb = world.sign_in(GLEB).await;

        let page = gleb.get(&link).await;
        page.is(200).says("You are signed in as Gleb").says("was sent to boris@new.test").says("Nothing has happened yet");
        page.offers("Add boris@new.test and join").offers("Sign out and go on");
        gleb.post(&format!("{link}/contact"), &[]).await.leads_to("/locations/ours");

        gleb.get("/locations/ours").await.says("Welcome to Ours. You are in.").says("Your role here is Manager");
        world.letter_to(GLEB.1).await.says("boris@new.test was added to your account");
        world.letter_to("boris@new.test").await.says("was added to your account");
        world.sign_in_as("boris@new.test", PASSWORD).await.get("/account").await.says("Gleb");
        anna.get("/locations/ours/activity").await.says("Gleb accepted the invitation to Boris (boris@new.test)");
        gleb.post(&format!("{link}/contact"), &[]).await.leads_to("/locations/ours");
    }
}

story! {
    async fn e5_sb8_an_old_password_is_not_enough(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "manager").await;
        let gleb = world.sign_in(GLEB).await;
        world.minutes_pass(11);

        let asked = gleb.post(&format!("{link}/contact"), &[]).await;
        asked.leads_to("/account/confirmation");
        assert_eq!(world.number("SELECT count(*) FROM contacts WHERE value = 'boris@new.test'"), 0);
        gleb.post("/account/confirmation", &[("password", PASSWORD), ("next", &link)]).await.leads_to(&link);

        gleb.post(&format!("{link}/contact"), &[]).await.leads_to("/locations/ours");
    }
}

story! {
    async fn e5_an_address_of_another_account_is_refused_with_what_to_do(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Gleb", GLEB.1, "manager").await;
        let vera = world.sign_in(VERA).await;

        let page = vera.get(&link).await;
        page.says("gleb@theirs.test has an account of its own").says("sign in with gleb@theirs.test to join").does_not_offer("and join");
        vera.post(&format!("{link}/contact"), &[]).await.is(200).says("has an account of its own");

        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE state = 'pending'"), 1);
        world.sign_in(GLEB).await.post(&link, &[]).await.leads_to("/locations/ours");
    }
}

story! {
    async fn e4_a_copied_link_proves_nothing_until_the_code_comes_back(world) {
        let anna = world.sign_in(ANNA).await;
        let link = copied(&world, &anna, "boris@new.test").await;
        let gleb = world.sign_in(GLEB).await;

        gleb.get(&link).await.says("we send a code to b***@new.test").does_not_offer("and join");
        gleb.post(&format!("{link}/contact"), &[]).await.is(200).says("This invitation is for someone else");
        gleb.post(&format!("{link}/code"), &[]).await.leads_to(&link);
        gleb.post(&format!("{link}/proof"), &[("code", "000000")]).await.is(422).complains("code", "not right").says("You are signed in as Gleb");
        gleb.post(&format!("{link}/proof"), &[("code", &code_to(&world, "boris@new.test").await)]).await.leads_to(&link);
        gleb.get(&link).await.offers("Add boris@new.test and join");
        gleb.post(&format!("{link}/contact"), &[]).await.leads_to("/locations/ours");

        world.sign_in_as("boris@new.test", PASSWORD).await;
    }
}

story! {
    async fn e4_a_link_to_a_phone_alone_says_whom_to_ask(world) {
        let anna = world.sign_in(ANNA).await;
        let fields = [("name", "Yusuf"), ("contact", "912 555 031"), ("role", &world.role("view-only")), ("by_hand", "yes")];
        anna.post("/locations/ours/invitations", &fields).await.is(303);
        let page = anna.post(&format!("{}/link", newest_invitation(&world)), &[]).await;
        let link = url::Url::parse(&page.value_of("link")).unwrap().path().to_owned();
        let gleb = world.sign_in(GLEB).await;

        gleb.get(&link).await.says("ask Anna to invite an email address that you sign in with");
        gleb.post(&format!("{link}/code"), &[("email", GLEB.1)]).await.is(303);
        gleb.post(&format!("{link}/proof"), &[("code", &code_to(&world, GLEB.1).await)]).await.is(303);

        gleb.post(&format!("{link}/contact"), &[]).await.is(200);
        gleb.get("/locations/ours").await.is(404);
    }
}

story! {
    async fn d10_switching_the_account_goes_on_with_the_link(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Gleb", GLEB.1, "manager").await;
        let vera = world.sign_in(VERA).await;
        vera.get(&link).await.offers("Sign out and go on");

        vera.post("/sign-out", &[("next", &link)]).await.leads_to(&link);
        vera.get(&link).await.offers("Sign in to join");
        vera.post("/sign-in", &[("login", GLEB.1), ("password", PASSWORD), ("next", &link)]).await.leads_to(&link);
        vera.post(&link, &[]).await.leads_to("/locations/ours");
    }
}

story! {
    async fn e5_r20_ten_who_add_one_address_at_once_make_one_owner_of_it(world) {
        let anna = world.sign_in(ANNA).await;
        for round in 0..5 {
            let email = format!("boris{round}@new.test");
            let link = invited(&world, &anna, "Boris", &email, "view-only").await;
            let mut visitors = Vec::new();
            for number in 0..5 {
                let login = format!("p{round}{number}@new.test");
                world.person("Somebody", &login, None);
                visitors.extend([world.sign_in_as(&login, PASSWORD).await, world.sign_in_as(&login, PASSWORD).await]);
            }
            for visitor in &visitors {
                visitor.get(&link).await.is(200);
            }
            let tasks = visitors.into_iter().map(|visitor| {
                let link = link.clone();
                async move { visitor.post(&format!("{link}/contact"), &[]).await.status }
            });

            let statuses = at_once(tasks.collect::<Vec<_>>()).await;

            assert!(statuses.iter().all(|status| [200, 303, 410].contains(status)), "{statuses:?}");
            assert_eq!(world.number(&format!("SELECT count(*) FROM contacts WHERE value = '{email}'")), 1);
            assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'invitation.accepted'"), round + 1);
        }
    }
}

story! {
    async fn e6_the_claim_of_somebody_else_does_not_keep_the_address_from_its_reader(world) {
        let anna = world.sign_in(ANNA).await;
        let user = world.user(MAX);
        world.sql(&format!("INSERT INTO contacts (user_id, kind, value, shown) VALUES ({user}, 'email', 'boris@new.test', 'boris@new.test')"));
        let link = invited(&world, &anna, "Boris", "boris@new.test", "manager").await;
        let gleb = world.sign_in(GLEB).await;

        gleb.get(&link).await.offers("Add boris@new.test and join");
        gleb.post(&format!("{link}/contact"), &[]).await.leads_to("/locations/ours");

        assert_eq!(world.number(&format!("SELECT count(*) FROM contacts WHERE value = 'boris@new.test' AND user_id = {}", world.user(GLEB))), 1);
        assert_eq!(world.number("SELECT count(*) FROM contacts WHERE value = 'boris@new.test'"), 1);
        register(&world.guest(), &invited(&world, &anna, "New", "n@new.test", "view-only").await, "New").await.is(303);
    }
}
