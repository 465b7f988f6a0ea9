//! *My assisted appointments*, and what else an assistant sees.

use chrono::TimeDelta;
use parlour::clock;

use crate::story;
use crate::support::appointments::at;
use crate::support::world::*;

story! {
    async fn an_assistant_sees_where_to_be_and_where_they_were(world) {
        let salon = world.salon();
        world.is_card_of(salon.ilse, VERA);
        let vera = world.sign_in(VERA).await;
        vera.get("/locations/ours/assisting").await.is(200).says("You assist in no appointment");

        let soon = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        let other = world.booked(world.comes("Lia Santos"), salon.cut, salon.marta, salon.day, 900, 45);
        let past = world.booked_at(world.comes("Rosa Melo"), salon.cut, salon.marta, clock::now() - TimeDelta::days(20), 45);
        let long_ago = world.booked_at(world.comes("Tia Pinto"), salon.cut, salon.marta, clock::now() - TimeDelta::days(40), 45);
        for id in [soon, past, long_ago] {
            world.helped(id, salon.ilse);
        }

        let page = vera.get("/locations/ours/assisting").await;
        page.is(200).says("To come").says("Clara Nunes").says("Marta").says("10:00 to 10:45").says("The past 30 days").says("Rosa Melo");
        page.says_nothing_of("Tia Pinto").says_nothing_of("Lia Santos");
        vera.get(&at(soon)).await.is(200).says_nothing_of("912555101");
        vera.get(&at(other)).await.is(404);
        vera.get("/locations/ours").await.offers("My assisted appointments");
    }
}

story! {
    async fn whoever_is_on_no_card_is_told_so(world) {
        world.salon();
        let rita = world.sign_in(RITA).await;

        rita.get("/locations/ours/assisting").await.is(200).says("You are not on the team list here");
    }
}
