//! Cases F: looking after invitations.

use super::{invite, invited, newest_invitation, register};
use crate::story;
use crate::support::world::*;

story! {
    async fn f1_f2_f3_the_filters_agree_with_the_verdicts_and_the_counts(world) {
        let anna = world.sign_in(ANNA).await;
        invited(&world, &anna, "Expired Eva", "eva@new.test", "view-only").await;
        world.hours_pass(8 * 24);
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Pending Paul", "paul@new.test", &world.role("view-only")).await.is(303);
        let accepted = invited(&world, &anna, "Accepted Ada", "ada@new.test", "view-only").await;
        register(&world.guest(), &accepted, "Ada").await.is(303);
        let declined = invited(&world, &anna, "Declined Dora", "dora@new.test", "view-only").await;
        world.guest().post(&format!("{declined}/refusal"), &[]).await.is(410);
        invited(&world, &anna, "Revoked Rolf", "rolf@new.test", "view-only").await;
        anna.post(&format!("{}/revocation", newest_invitation(&world)), &[]).await.is(303);

        let everybody = ["Expired Eva", "Pending Paul", "Accepted Ada", "Declined Dora", "Revoked Rolf"];
        for (show, names) in [
            ("open", &everybody[..2]),
            ("pending", &["Pending Paul"][..]),
            ("expired", &["Expired Eva"][..]),
            ("accepted", &["Accepted Ada"][..]),
            ("declined", &["Declined Dora"][..]),
            ("revoked", &["Revoked Rolf"][..]),
        ] {
            let list = anna.get(&format!("/locations/ours/invitations?show={show}")).await;
            for name in everybody {
                assert_eq!(list.words().contains(name), names.contains(&name), "{name} in {show}");
            }
            let count = if names.len() == 1 { "1 invitation".to_owned() } else { format!("{} invitations", names.len()) };
            list.says(&count).says("Users 5").says("Invited 2");
        }
        anna.get("/locations/ours/invitations?show=expired").await.offers("Invite again");
    }
}

story! {
    async fn f4_sa4_inviting_again_moves_the_end_and_revives_an_ended_invitation(world) {
        let anna = world.sign_in(ANNA).await;
        let old = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        world.hours_pass(8 * 24);
        let anna = world.sign_in(ANNA).await;
        world.guest().get(&old).await.is(410);

        anna.post(&format!("{}/renewal", newest_invitation(&world)), &[]).await.leads_to("/locations/ours/invitations");

        anna.get("/locations/ours/invitations?show=pending").await.says("Boris").says("2 links");
        let new = world.letter_to("boris@new.test").await.link();
        register(&world.guest(), &new, "Boris").await.leads_to("/locations/ours");
    }
}

story! {
    async fn f4_what_has_ended_cannot_be_sent_again(world) {
        let anna = world.sign_in(ANNA).await;
        let accepted = invited(&world, &anna, "Ada", "ada@new.test", "view-only").await;
        register(&world.guest(), &accepted, "Ada").await.is(303);
        anna.post(&format!("{}/renewal", newest_invitation(&world)), &[]).await.is(409).says("Ada has accepted this invitation");
        anna.post(&format!("{}/link", newest_invitation(&world)), &[]).await.is(409);

        invited(&world, &anna, "Rolf", "rolf@new.test", "view-only").await;
        let revoked = newest_invitation(&world);
        anna.post(&format!("{revoked}/revocation"), &[]).await.is(303);
        anna.post(&format!("{revoked}/renewal"), &[]).await.is(409);
    }
}

story! {
    async fn f7_f8_revoking_kills_the_link_at_once_and_twice_is_as_good_as_once(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        let revocation = format!("{}/revocation", newest_invitation(&world));

        anna.post(&revocation, &[]).await.leads_to("/locations/ours/invitations");
        world.guest().get(&link).await.is(404);
        anna.post(&revocation, &[]).await.leads_to("/locations/ours/invitations");

        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'invitation.revoked'"), 1);
    }
}

story! {
    async fn f7_an_accepted_invitation_cannot_be_revoked(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        register(&world.guest(), &link, "Boris").await.is(303);

        let seen = anna.post(&format!("{}/revocation", newest_invitation(&world)), &[]).await;

        seen.is(409).says("Remove their access instead");
    }
}

story! {
    async fn c10_revoking_stops_a_letter_that_has_not_left(world) {
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);

        anna.post(&format!("{}/revocation", newest_invitation(&world)), &[]).await.is(303);
        world.deliver().await;

        assert!(world.mail.letters().is_empty());
        assert_eq!(world.number("SELECT count(*) FROM messages WHERE state = 'cancelled' AND sealed IS NULL"), 1);
    }
}

story! {
    async fn f9_se3_another_location_cannot_see_or_touch_our_invitations(world) {
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        let theirs = newest_invitation(&world).replace("/ours/", "/theirs/");
        let gleb = world.sign_in(GLEB).await;

        gleb.get("/locations/theirs/invitations").await.is(200).says_nothing_of("Boris");
        gleb.get("/locations/ours/invitations").await.is(404);
        gleb.get(&format!("{theirs}/edit")).await.is(404);
        for deed in ["", "/renewal", "/link", "/revocation", "/approval"] {
            let fields: &[(&str, &str)] = if deed.is_empty() { &[("role", "1")] } else { &[] };
            gleb.post(&format!("{theirs}{deed}"), fields).await.is(404);
        }

        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE state = 'pending'"), 1);
    }
}

story! {
    async fn f13_f14_sa21_the_list_is_searched_by_name_and_address_and_holds_no_token(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Zoë Álvarez", "zoe@new.test", "view-only").await;
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        anna.get("/locations/ours/invitations").await.says("boris@new.test").says("zoe@new.test");

        anna.get("/locations/ours/invitations?search=alvarez").await.says("Zoë Álvarez").says_nothing_of("boris@new.test");
        anna.get("/locations/ours/invitations?search=boris@").await.says("Boris").says_nothing_of("zoe@new.test");
        let token = link.strip_prefix("/join/").unwrap();
        anna.get("/locations/ours/invitations").await.says_nothing_of(token);
    }
}

story! {
    async fn c1_c2_a_delivery_that_fails_is_told_and_tried_again(world) {
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        anna.get("/locations/ours/invitations").await.says("Email queued");
        world.sql("UPDATE messages SET recipient = 'nobody'");
        world.deliver().await;
        anna.get("/locations/ours/invitations").await.says("Email not delivered");

        world.hours_pass(1);
        anna.post(&format!("{}/renewal", newest_invitation(&world)), &[]).await.is(303);
        world.letter_to("boris@new.test").await.says("Anna invites you to Ours");
        anna.get("/locations/ours/invitations").await.says("Email sent");
    }
}

/// The number of the open invitation to somebody.
fn number_of(world: &World, name: &str) -> String {
    world.number(&format!("SELECT id FROM invitations WHERE name = '{name}'")).to_string()
}

story! {
    async fn several_are_revoked_or_sent_again_at_once_and_each_that_cannot_be_says_why(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Ada", "ada@new.test", "view-only").await;
        register(&world.guest(), &link, "Ada").await.is(303);
        for (name, email) in [("Boris", "boris@new.test"), ("Sofia", "sofia@new.test")] {
            invite(&anna, name, email, &world.role("view-only")).await.is(303);
        }
        let ids = ["Ada", "Boris", "Sofia"].map(|name| number_of(&world, name));
        let all: Vec<(&str, &str)> = ids.iter().map(|id| ("invitation", id.as_str())).collect();

        world.hours_pass(1);
        anna.post("/locations/ours/invitations/renewals", &all).await.leads_to("/locations/ours/invitations");
        anna.get("/locations/ours/invitations").await.says("2 invitations are sent again: Boris, Sofia. Ada has accepted this invitation.");
        anna.post("/locations/ours/invitations/revocations", &all[1..]).await.is(303);

        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE state = 'revoked'"), 2);
        anna.post("/locations/ours/invitations/revocations", &[]).await.is(303);
        anna.get("/locations/ours/invitations").await.says("Tick the invitations that you mean first");
        let gleb = world.sign_in(GLEB).await;
        gleb.post("/locations/theirs/invitations/revocations", &all[..1]).await.is(404);
    }
}

story! {
    async fn f11_the_invitations_of_somebody_who_is_gone_are_marked_and_taken_over(world) {
        let anna = world.sign_in(ANNA).await;
        let max = world.sign_in(MAX).await;
        let link = invited(&world, &max, "Boris", "boris@new.test", "receptionist").await;
        let boris = number_of(&world, "Boris");
        anna.post("/locations/ours/invitations/takeovers", &[("invitation", &boris)]).await.is(303);
        anna.get("/locations/ours/invitations").await.says("Max still looks after the invitation to Boris");
        anna.post(&format!("{}/removal", world.access_path(world.user(MAX))), &[]).await.is(303);

        anna.get("/locations/ours/invitations").await.says("Max can no longer let them in").offers("Take over");
        let rita = world.sign_in(RITA).await;
        rita.post("/locations/ours/invitations/takeovers", &[("invitation", &boris)]).await.is(303);
        anna.post("/locations/ours/invitations/takeovers", &[("invitation", &boris)]).await.is(303);

        anna.get("/locations/ours/activity").await.says("took over the invitation to Boris");
        register(&world.guest(), &link, "Boris").await.leads_to("/locations/ours");
        assert_eq!(world.number("SELECT count(*) FROM accesses WHERE user_id = (SELECT id FROM users WHERE name = 'Boris')"), 1);
    }
}

story! {
    async fn f11_nobody_takes_over_an_invitation_to_more_than_they_hold(world) {
        let max = world.sign_in(MAX).await;
        invite(&max, "Boris", "boris@new.test", &world.role("manager")).await.is(303);
        let anna = world.sign_in(ANNA).await;
        anna.post(&format!("{}/removal", world.access_path(world.user(MAX))), &[]).await.is(303);
        let rita = world.sign_in(RITA).await;

        rita.post("/locations/ours/invitations/takeovers", &[("invitation", &number_of(&world, "Boris"))]).await.is(303);

        rita.get("/locations/ours/invitations").await.says("Nothing was changed. The role Manager holds rights that you do not hold");
        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE inviter_name = 'Max'"), 1);
    }
}
