//! Who hears how an invitation was answered, and in which language (cases D3, E14, E20 and E21).

use super::{invited, newest_invitation, register};
use crate::story;
use crate::support::world::*;

story! {
    async fn e20_the_inviter_hears_in_their_own_language_that_somebody_joined(world) {
        let anna = world.sign_in(ANNA).await;
        world.sql("UPDATE users SET language = 'pt' WHERE name = 'Anna'");
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;

        register(&world.guest(), &link, "Boris").await.leads_to("/locations/ours");

        world.letter_to(ANNA.1).await.says("Boris entrou em Ours").says("Só consulta");
    }
}

story! {
    async fn e21_the_inviter_hears_that_somebody_declined(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;

        world.guest().post(&format!("{link}/refusal"), &[]).await.is(410);

        world.letter_to(ANNA.1).await.says("Boris has declined");
        world.guest().post(&format!("{link}/account"), &[]).await.is(400);
    }
}

story! {
    async fn e14_the_owners_hear_that_somebody_waits_whom_the_inviter_can_no_longer_let_in(world) {
        let anna = world.sign_in(ANNA).await;
        let max = world.sign_in(MAX).await;
        let link = invited(&world, &max, "Boris", "boris@new.test", "manager").await;
        anna.post(&format!("{}/removal", world.access_path(world.user(MAX))), &[]).await.is(303);

        register(&world.guest(), &link, "Boris").await.is(303);

        world.letter_to(ANNA.1).await.says("Boris waits for approval at Ours").says("Max can no longer give the role Manager");
    }
}

story! {
    async fn d3_an_old_link_of_a_living_invitation_brings_a_new_one_to_the_same_address(world) {
        let anna = world.sign_in(ANNA).await;
        let old = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        world.hours_pass(6 * 24);
        let anna = world.sign_in(ANNA).await;
        anna.post(&format!("{}/renewal", newest_invitation(&world)), &[]).await.is(303);
        world.hours_pass(2 * 24);
        world.guest().get(&old).await.is(410).offers("Ask for a new link");
        world.deliver().await;
        let before = world.mail.letters().len();

        let boris = world.guest();
        boris.post(&format!("{old}/renewal"), &[]).await.leads_to(&old);
        boris.get(&old).await.says("A new link is on its way to b***@new.test");
        boris.post(&format!("{old}/renewal"), &[]).await.leads_to(&old);
        world.deliver().await;

        assert_eq!(world.mail.letters().len(), before + 1, "once a day at most");
        register(&world.guest(), &world.letter_to("boris@new.test").await.link(), "Boris").await.leads_to("/locations/ours");
    }
}
