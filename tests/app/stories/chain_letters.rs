//! What is written about chains: to whoever is added, and to whoever has not answered.

use super::chain_joining::{invited, is_inside};
use super::invite;
use crate::story;
use crate::support::world::*;

story! {
    async fn a15_somebody_of_another_location_of_the_chain_is_added_to_this_one(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let nora = world.person("Nora", "nora@new.test", None);
        chain.give_at(&world, nora, chain.harbour, "receptionist");

        invite(&anna, "Nora", "nora@new.test", &world.role("professional")).await.is(303);

        let letter = world.letter_to("nora@new.test").await;
        letter.says("Anna wants to add you to Ours").says("another location of Verbena").says("Professional");
        let by = world.sign_in_as("nora@new.test", PASSWORD).await;
        by.get(&letter.link()).await.says("This adds Ours, another location of Verbena, to your locations");
        by.post(&letter.link(), &[]).await.leads_to("/locations/ours");
        assert!(is_inside(&world, nora, world.ours) && is_inside(&world, nora, chain.harbour));
        world.person("Gina", "gina@theirs.test", None);
        invite(&anna, "Gina", "gina@theirs.test", &world.role("professional")).await.is(303);
        world.letter_to("gina@theirs.test").await.says("Anna invites you to Ours");
    }
}

story! {
    async fn c8_an_invitation_to_a_chain_is_brought_to_mind_while_the_chain_is_there(world) {
        let chain = world.verbena();
        invited(&world, &chain, ANNA, "nora@new.test").await;
        world.hours_pass(24 * 6);
        let letters = "SELECT count(*) FROM messages WHERE recipient = 'nora@new.test'";
        world.sql("UPDATE chains SET deleted_at = '2026-11-01 00:00:00'");
        world.house.chores().round().await.unwrap();
        assert_eq!(world.number(letters), 1);

        world.sql("UPDATE chains SET deleted_at = NULL");
        world.house.chores().round().await.unwrap();

        world.letter_to("nora@new.test").await.says("Your invitation to the chain Verbena ends soon");
        world.house.chores().round().await.unwrap();
        assert_eq!(world.number(letters), 2);
    }
}
