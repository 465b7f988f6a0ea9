//! Cases A20 to A26 and A32: who may invite whom as what, and for which card.

use super::{invite, newest_invitation, register};
use crate::story;
use crate::support::world::*;

story! {
    async fn a20_a21_sa10_a_role_stronger_than_mine_is_refused_on_every_road(world) {
        let rita = world.sign_in(RITA).await;
        let anna = world.sign_in(ANNA).await;
        let manager = world.role("manager");
        let card = world.member("Boris");

        rita.get("/locations/ours/invitations/new").await.is(200).says("Professional").says_nothing_of("Manager<");
        invite(&rita, "Boris", "boris@new.test", &manager).await.is(403).says("Manager holds rights that you do not hold yourself");
        let granted = [("email", "boris@new.test"), ("role", manager.as_str())];
        rita.post(&format!("/locations/ours/team/{card}/invitation"), &granted).await.is(403);

        invite(&anna, "Boris", "boris@new.test", &manager).await.is(303);
        let invitation = newest_invitation(&world);
        rita.post(&format!("{invitation}/renewal"), &[]).await.is(403);
        rita.post(&format!("{invitation}/link"), &[]).await.is(403);
        rita.post(&invitation, &[("email", "boris@new.test"), ("role", &manager)]).await.is(403);
        assert_eq!(world.number("SELECT count(*) FROM invitations"), 1);
    }
}

story! {
    async fn a22_sa10_only_an_owner_makes_an_owner(world) {
        let max = world.sign_in(MAX).await;
        let owner = world.role("owner");

        invite(&max, "Boris", "boris@new.test", &owner).await.is(403).says("Only an owner can make someone an owner");
        let vera = world.access_path(world.user(VERA));
        max.post(&vera, &[("role", &owner), ("version", "1")]).await.is(403);

        let anna = world.sign_in(ANNA).await;
        anna.post(&vera, &[("role", &owner), ("version", "1")]).await.leads_to("/locations/ours/users");
    }
}

story! {
    async fn a23_se3_the_role_of_another_location_is_not_used(world) {
        let anna = world.sign_in(ANNA).await;
        let foreign = world.role_at(world.theirs, "view-only");

        let refused = invite(&anna, "Boris", "boris@new.test", &foreign).await;
        refused.is(422).complains("role-1", "Choose one of the roles of this location");
        let unknown = invite(&anna, "Boris", "boris@new.test", "999999").await;
        unknown.is(422).complains("role-1", "Choose one of the roles of this location");

        assert_eq!(world.number("SELECT count(*) FROM invitations"), 0);
    }
}

story! {
    async fn a24_nothing_is_saved_when_one_row_goes_too_far(world) {
        let rita = world.sign_in(RITA).await;
        let (allowed, above) = (world.role("view-only"), world.role("manager"));

        let fields = [
            ("name", "Sofia"), ("contact", "sofia@new.test"), ("role", allowed.as_str()),
            ("name", "Boris"), ("contact", "boris@new.test"), ("role", above.as_str()),
        ];
        rita.post("/locations/ours/invitations", &fields).await.is(403);
        rita.post("/locations/theirs/invitations", &fields[..3]).await.is(404);

        assert_eq!(world.number("SELECT count(*) FROM invitations"), 0);
    }
}

story! {
    async fn a25_without_the_right_the_page_is_hidden_the_deed_refused_and_written_down(world) {
        let vera = world.sign_in(VERA).await;

        vera.get("/locations/ours").await.does_not_offer("Users");
        vera.get("/locations/ours/invitations/new").await.is(403);
        invite(&vera, "Boris", "boris@new.test", &world.role("view-only"))
            .await
            .is(403)
            .says("The right “Invite, invite again, revoke” is off for you")
            .says("Anna and Max can change that");

        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'authz_fail' AND actor_name = 'Vera'"), 2);
    }
}

story! {
    async fn a26_a_right_that_is_withdrawn_while_the_form_is_open_refuses_it(world) {
        let rita = world.sign_in(RITA).await;
        rita.get("/locations/ours/invitations/new").await.is(200);

        let anna = world.sign_in(ANNA).await;
        let access = world.access_path(world.user(RITA));
        anna.post(&access, &[("role", &world.role("view-only")), ("version", "1")]).await.leads_to("/locations/ours/users");

        invite(&rita, "Boris", "boris@new.test", &world.role("view-only")).await.is(403);
    }
}

story! {
    async fn a32_access_given_from_a_card_is_linked_to_that_card(world) {
        let anna = world.sign_in(ANNA).await;
        let card = world.member("Boris");
        let role = world.role("professional");
        let grant = format!("/locations/ours/team/{card}/invitation");

        anna.post(&grant, &[("email", "boris@new.test"), ("role", &role)]).await.is(303);
        anna.post(&grant, &[("email", "other@new.test"), ("role", &role)]).await.is(409).says("Boris is invited already");
        anna.get("/locations/ours/team").await.says("Invited");
        let link = world.letter_to("boris@new.test").await.link();
        register(&world.guest(), &link, "Boris").await.leads_to("/locations/ours");

        assert_eq!(world.number(&format!("SELECT count(*) FROM members WHERE id = {card} AND user_id IS NOT NULL")), 1);
        anna.post(&grant, &[("email", "other@new.test"), ("role", &role)]).await.is(409).says("linked to a user already");
    }
}

story! {
    async fn a32_when_the_card_is_gone_meanwhile_the_person_still_joins_and_the_log_says_so(world) {
        let anna = world.sign_in(ANNA).await;
        let card = world.member("Boris");
        let role = world.role("professional");
        anna.post(&format!("/locations/ours/team/{card}/invitation"), &[("email", "boris@new.test"), ("role", &role)]).await.is(303);
        let link = world.letter_to("boris@new.test").await.link();
        world.sql(&format!("UPDATE members SET employment = 'deleted' WHERE id = {card}"));

        register(&world.guest(), &link, "Boris").await.leads_to("/locations/ours");

        anna.get("/locations/ours/activity").await.says("not linked: it was no longer free");
    }
}
