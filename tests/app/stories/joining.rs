//! The main job: from the form to the front door.

use crate::story;
use crate::support::world::*;

story! {
    async fn the_owner_invites_a_colleague_who_registers_and_joins(world) {
        let anna = world.sign_in(ANNA).await;

        anna.post("/locations/ours/invitations", &[("name", "Boris"), ("contact", "boris@new.test"), ("role", &world.role("view-only"))])
            .await
            .leads_to("/locations/ours/invitations");
        let letter = world.letter_to("boris@new.test").await;
        letter.says("Anna invites you to Ours").says("View only").says("(WE");

        let boris = world.guest();
        boris.get(&letter.link()).await.is(200).says("Anna invited you as View only");
        let joined = boris
            .post(&format!("{}/account", letter.link()), &[("name", "Boris"), ("password", "seven lamps over water"), ("terms", "yes")])
            .await;
        joined.leads_to("/locations/ours");
        boris.get("/locations/ours").await.is(200).says("Welcome to Ours").says("there is nothing here that you could change");
        boris.get("/locations/ours/team").await.is(403);
    }
}
